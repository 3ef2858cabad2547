//! Names are evidence: what a received name is, how it is read, and what is dangerous in it.
//!
//! A name passes three forms. *Raw*: the bytes as received. *Readable*: UTF-8, without empty
//! elements and `.`, without a slash at the end. *Logical*: the readable form in Unicode NFC, by
//! which the archive speaks of the file; `package::entries` decides where two names would meet
//! there. This room looks at one name at a time and knows nothing of containers.
//!
//! Refused are names that lead out of the package or mean different things to different
//! programs; odd but harmless names are kept with a warning (`docs/awkward-packages.md`).

mod portable;

pub use portable::PortableNames;

use crate::digest::{Algorithm, Hasher};
use crate::finding::codes::{lim, nam};
use crate::finding::{Code, Finding, Findings};
use crate::limits::{Limits, NAME_BYTES, STORED_PATH_BYTES};
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The characters 0x80 to 0xFF of code page 437, the old default of ZIP (APPNOTE.TXT, App. D).
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
                     └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";

/// Readable form of bytes that should be UTF-8: such bytes as they are; others with every odd
/// byte as `%XX` and, only then, `%` as `%25`, so that the bytes can be told from the text.
#[must_use]
pub fn escape(raw: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(raw) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(raw.len() + 16);
    for chunk in raw.utf8_chunks() {
        out.push_str(&chunk.valid().replace('%', "%25"));
        for byte in chunk.invalid() {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    Cow::Owned(out)
}

/// Readable form of bytes in code page 437. Never fails: every byte is a character there.
#[must_use]
pub fn from_cp437(raw: &[u8]) -> String {
    let table: Vec<char> = CP437.chars().collect();
    raw.iter()
        .map(|byte| match byte.checked_sub(0x80) {
            Some(high) => table[usize::from(high)],
            None => char::from(*byte),
        })
        .collect()
}

/// Readable form of the name of a ZIP entry (APPNOTE.TXT 4.4.4, 4.6.9 and Appendix D).
///
/// In this order: the Unicode path field `unicode` (0x7075, its content) where it belongs to
/// this name; UTF-8 where the entry says so (`marked`, bit 11) or the bytes are such; code page
/// 437. What had to be guessed is a finding.
pub fn from_zip<'a>(
    raw: &'a [u8],
    marked: bool,
    unicode: Option<&[u8]>,
    findings: &mut Findings,
) -> Cow<'a, str> {
    if raw.is_ascii() && unicode.is_none() {
        return escape(raw);
    }
    let text = std::str::from_utf8(raw);
    if let (true, Ok(text)) = (marked, text) {
        return Cow::Borrowed(text);
    }
    if let Some(field) = unicode {
        match unicode_path(raw, field) {
            Some(name) => return Cow::Owned(name),
            None => findings.push(Finding::new(&nam::UNICODE_FIELD).at(from_cp437(raw))),
        }
    }
    let Ok(text) = text else {
        let name = from_cp437(raw);
        let code = if marked { &nam::FALSE_UTF8 } else { &nam::CP437 };
        findings.push(Finding::new(code).at(name.as_str()));
        return Cow::Owned(name);
    };
    if !raw.is_ascii() {
        findings.push(Finding::new(&nam::UNMARKED_UTF8).at(text));
    }
    Cow::Borrowed(text)
}

/// The name in a field 0x7075: version 1, CRC-32 of the name it stands for, UTF-8.
fn unicode_path(raw: &[u8], field: &[u8]) -> Option<String> {
    let (version, rest) = field.split_first()?;
    let (crc, name) = rest.split_first_chunk::<4>()?;
    let fits = *version == 1 && u32::from_le_bytes(*crc) == crc32fast::hash(raw);
    std::str::from_utf8(name).ok().filter(|name| fits && !name.is_empty()).map(str::to_owned)
}

/// Whether a ZIP entry bears a second name that is not just another spelling of its name
/// (APPNOTE.TXT 4.6.9): `raw` its name field, `marked` whether that is said to be UTF-8, `text`
/// the name that was read, `unicode` the fields 0x7075. Gives what is wrong.
///
/// A spelling has the same folders. One in plain ASCII must be the name itself, and so must that
/// of a name that is UTF-8 already. The name that is not used must be harmless too.
#[must_use]
pub fn second_name(
    raw: &[u8],
    marked: bool,
    text: &str,
    unicode: [Option<&[u8]>; 2],
    limits: &Limits,
) -> Option<Finding> {
    unicode[0]?;
    let plain = std::str::from_utf8(raw).map_or_else(|_| from_cp437(raw).into(), Cow::Borrowed);
    for field in unicode.into_iter().flatten() {
        let Some(other) = unicode_path(raw, field) else { continue };
        let spelled = raw.is_ascii() || !marked || std::str::from_utf8(raw).is_err();
        let spelling = spelled && !other.is_ascii() && same_folders(raw, other.as_bytes());
        let rival = if text == other { &*plain } else { &other };
        if plain != other && !spelling {
            return Some(Finding::new(&nam::TWO_NAMES).at(text).with("other", rival));
        }
        let unused = Judge::default().forbidden(rival.as_bytes(), rival, rival.len(), limits);
        if unused.is_some() && rival != text {
            return unused;
        }
    }
    None
}

/// Whether two names have their slashes in the same order: as many, and at the end both or none.
fn same_folders(a: &[u8], b: &[u8]) -> bool {
    let slashes = |name: &[u8]| name.split(|byte| *byte == b'/').count();
    slashes(a) == slashes(b) && a.ends_with(b"/") == b.ends_with(b"/")
}

/// The Unicode form NFC, the logical form of a name.
#[must_use]
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    let composed: String = text.nfc().collect();
    if composed == text { Cow::Borrowed(text) } else { Cow::Owned(composed) }
}

/// The form by which names that Windows or macOS take for the same become equal.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let upper = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if upper { text.to_ascii_lowercase().into() } else { text.into() };
    }
    // Upper case first, so that ß and SS, σ and ς, µ and μ meet, as they do on those systems.
    let upper = text.chars().flat_map(char::to_uppercase);
    upper.flat_map(char::to_lowercase).nfc().collect::<String>().into()
}

/// Judges the names of one container, one after the other.
///
/// It remembers the last name, so that what is odd about a folder is said once and not again
/// for each of the files in it, as long as these come together.
#[derive(Debug, Default)]
pub struct Judge {
    last: String,
    number: u64,
    /// A `./` in front is nothing to speak of.
    dot_is_usual: bool,
}

/// What a name turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The readable path, without slashes at its ends.
    Path(String),
    /// The root of the package itself (`./`, `.`): a folder, and no entry.
    Root,
    /// Refused; a finding says why.
    Refused,
}

impl Judge {
    /// A judge for TAR, where a `./` in front is how many programs write every path.
    #[must_use]
    pub fn for_tar() -> Self {
        Self { dot_is_usual: true, ..Self::default() }
    }

    /// Judges a name that should be UTF-8, as in TAR files and file systems; where it is none,
    /// it is escaped ([`escape`]) and a finding says so, for a folder once.
    pub fn judge_bytes(&mut self, raw: &[u8], limits: &Limits, findings: &mut Findings) -> Verdict {
        let text = escape(raw);
        if matches!(text, Cow::Owned(_)) {
            let folder = |path: &str| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
            let element = raw.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
            if std::str::from_utf8(element).is_err() || folder(&text) != folder(&self.last) {
                findings.push(Finding::new(&nam::NOT_UTF8).at(&*text));
            }
        }
        self.judge_sized(raw, &text, raw.len(), limits, findings)
    }

    /// Judges a name: `raw` as received, `text` the characters that are used in its place, whose
    /// length counts where it is the greater one. Refusals and warnings go to `findings`.
    pub fn judge(
        &mut self,
        raw: &[u8],
        text: &str,
        limits: &Limits,
        findings: &mut Findings,
    ) -> Verdict {
        self.judge_sized(raw, text, raw.len().max(text.len()), limits, findings)
    }

    fn judge_sized(
        &mut self,
        raw: &[u8],
        text: &str,
        bytes: usize,
        limits: &Limits,
        findings: &mut Findings,
    ) -> Verdict {
        self.number += 1;
        if let Some(finding) = self.forbidden(raw, text, bytes, limits) {
            findings.push(finding);
            return Verdict::Refused;
        }
        let path = self.clean(text);
        if path.is_empty() {
            return Verdict::Root;
        }
        if matches!(path, Cow::Owned(_)) {
            findings.push(Finding::new(&nam::DOT_SEGMENT).at(text));
        }
        self.warn(&path, findings);
        self.last.clear();
        self.last.push_str(&path);
        Verdict::Path(path.into_owned())
    }

    /// What forbids a name of this length in bytes.
    fn forbidden(&self, raw: &[u8], text: &str, bytes: usize, limits: &Limits) -> Option<Finding> {
        refusal(raw, text, bytes, limits, self.number).or_else(|| {
            let path = self.clean(text);
            if path.is_empty() { None } else { refusal_of_clean(&path, text, limits) }
        })
    }

    /// Leaves out the slash at the end, and (then the answer is owned) empty elements and `.`.
    fn clean<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let usual = if self.dot_is_usual { text.strip_prefix("./") } else { None };
        let text = usual.unwrap_or(text);
        let inner = text.strip_suffix('/').unwrap_or(text);
        if inner.is_empty() || (inner == "." && self.dot_is_usual) {
            return Cow::Borrowed("");
        }
        if inner.split('/').all(|element| !element.is_empty() && element != ".") {
            return Cow::Borrowed(inner);
        }
        let kept: Vec<&str> =
            inner.split('/').filter(|element| !element.is_empty() && *element != ".").collect();
        Cow::Owned(kept.join("/"))
    }

    fn warn(&self, path: &str, findings: &mut Findings) {
        let mut start = 0;
        let mut known = self.last.split('/');
        let mut same = true;
        for element in path.split('/') {
            same = same && known.next() == Some(element);
            if !same {
                warn_of_element(&path[..start + element.len()], element, findings);
            }
            start += element.len() + 1;
        }
    }
}

/// The rule that a logical path given back by storage breaks: a package with such a path is never
/// taken in. It may have stood below `data/`, so a drive, a home or a backslash at its beginning
/// are no more than odd.
#[must_use]
pub fn forbids_stored(path: &str) -> Option<&'static Code> {
    let elements = || path.split('/');
    let rules: [(bool, &'static Code); 6] = [
        (path.is_empty(), &nam::EMPTY),
        (path.len() > STORED_PATH_BYTES, &lim::PATH_BYTES),
        (path.contains('\0'), &nam::NUL),
        (path.split(['/', '\\']).any(|element| element == ".."), &nam::TRAVERSAL),
        (path.starts_with('/'), &nam::ABSOLUTE),
        (elements().any(|element| element.is_empty() || element == "."), &nam::DOT_SEGMENT),
    ];
    rules.into_iter().find(|(broken, _)| *broken).map(|(_, code)| code)
}

/// What forbids a name as received.
fn refusal(raw: &[u8], text: &str, bytes: usize, limits: &Limits, number: u64) -> Option<Finding> {
    let refuse = |code| Some(Finding::new(code).at(text));
    if raw.is_empty() || text.is_empty() {
        return Some(Finding::new(&nam::EMPTY).with("number", number));
    }
    if bytes > limits.path_bytes {
        let finding = Finding::new(&lim::PATH_BYTES).at(shortened(text));
        return Some(finding.with("bytes", bytes).with("limit", limits.path_bytes));
    }
    if raw.contains(&0) || text.contains('\0') {
        return refuse(&nam::NUL);
    }
    // Backslashes are characters of the name here, but lead out of the package on Windows.
    if text.split(['/', '\\']).any(|element| element == "..") {
        return refuse(&nam::TRAVERSAL);
    }
    if text.starts_with(['/', '\\']) {
        return refuse(&nam::ABSOLUTE);
    }
    None
}

/// What forbids a name only once `.` and empty elements are gone: `./C:/x` is `C:/x`.
fn refusal_of_clean(path: &str, text: &str, limits: &Limits) -> Option<Finding> {
    if path.starts_with('\\') {
        return Some(Finding::new(&nam::ABSOLUTE).at(text));
    }
    if let [letter, b':', ..] = path.as_bytes()
        && letter.is_ascii_alphabetic()
    {
        return Some(Finding::new(&nam::DRIVE).at(text));
    }
    let first = path.split(['/', '\\']).next().unwrap_or_default();
    let is_folder = first.len() < path.len() || text.ends_with('/');
    if first.starts_with('~') && is_folder {
        return Some(Finding::new(&nam::HOME).at(text));
    }
    let depth = path.bytes().filter(|byte| *byte == b'/').count() + 1;
    if depth > limits.path_depth {
        let finding = Finding::new(&lim::PATH_DEPTH).at(shortened(text));
        return Some(finding.with("depth", depth).with("limit", limits.path_depth));
    }
    None
}

/// The beginning of a name too long to be shown.
pub(crate) fn shortened(text: &str) -> String {
    let mut out: String = text.chars().take(100).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

fn warn_of_element(path: &str, element: &str, findings: &mut Findings) {
    if is_plain(element) {
        return;
    }
    let mut warn = |odd: bool, code: &'static Code| {
        if odd {
            findings.push(Finding::new(code).at(path));
        }
    };
    warn(element.chars().any(char::is_control), &nam::CONTROL);
    warn(element.contains('\\'), &nam::BACKSLASH);
    warn(element.ends_with(['.', ' ']), &nam::TRAILING);
    warn(is_device(element), &nam::DEVICE);
    warn(element.contains(['<', '>', ':', '"', '|', '?', '*']), &nam::RESERVED);
    warn(element.contains('~'), &nam::TILDE);
    if element.len() > NAME_BYTES {
        let finding = Finding::new(&nam::LONG_NAME).at(path);
        findings.push(finding.with("bytes", element.len()));
    }
}

/// A quick yes for the names of every day.
fn is_plain(element: &str) -> bool {
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    element.len() <= NAME_BYTES
        && element.bytes().all(usual)
        && !element.ends_with('.')
        && !is_device(element)
}

/// Whether Windows takes the name for a device: with any extension, in any case, and with
/// spaces before the extension.
#[must_use]
pub fn is_device(element: &str) -> bool {
    let stem = element.split(['.', ':']).next().unwrap_or_default().trim_end_matches(' ');
    if !(3..=8).contains(&stem.len()) {
        return false;
    }
    let stem = stem.to_ascii_uppercase();
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") {
        return true;
    }
    let number = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    number.is_some_and(|rest| {
        let mut digits = rest.chars();
        let digit = matches!(digits.next(), Some('1'..='9' | '¹' | '²' | '³'));
        digit && digits.next().is_none()
    })
}

/// What altered names have before their extension: `~` and this many hexadecimal digits.
const MARK_DIGITS: usize = 12;
/// Longest altered name, in bytes; leaves room for what programs append.
const ALTERED_BYTES: usize = 200;
/// Longest extension that an altered name keeps, in bytes with its dot.
const EXTENSION_BYTES: usize = 17;

/// The form of one path element that Linux, Windows and macOS can hold: the element itself where
/// it is such, else [`marked`]. It depends on the element alone.
#[must_use]
pub fn portable(element: &str) -> Cow<'_, str> {
    let ordinary = is_plain(element)
        || (element.len() <= NAME_BYTES
            && !element.is_empty()
            && !element.chars().any(is_unportable)
            && !element.ends_with(['.', ' '])
            && !is_device(element)
            && !has_mark(element));
    if ordinary { Cow::Borrowed(element) } else { Cow::Owned(marked(element)) }
}

/// An altered form of a path element that no other element has: what is forbidden somewhere
/// becomes `_`, and `~` with twelve digits of the SHA-256 of the element goes before its
/// extension. An element that ends in such a mark by itself is not left as it is by
/// [`portable()`], so that nobody can take the place of an altered name.
#[must_use]
pub fn marked(element: &str) -> String {
    let digest = Hasher::digest(Algorithm::Sha256, element.as_bytes()).hex();
    let clean: String = element.chars().map(|c| if is_unportable(c) { '_' } else { c }).collect();
    let clean = clean.trim_end_matches(['.', ' ']);
    let (stem, extension) = split_extension(clean);
    let room = ALTERED_BYTES - extension.len() - MARK_DIGITS - 1;
    let stem = &stem[..stem.floor_char_boundary(room)];
    format!("{stem}~{}{extension}", &digest[..MARK_DIGITS])
}

/// What Windows forbids in names, and control characters of any kind.
fn is_unportable(c: char) -> bool {
    c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*')
}

/// Whether the name looks like one of [`marked`].
fn has_mark(element: &str) -> bool {
    let stem = split_extension(element).0;
    stem.rsplit_once('~').is_some_and(|(_, digits)| {
        digits.len() == MARK_DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// Name and extension with its dot; an extension is short, ASCII and not all there is.
fn split_extension(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at)
            if at > 0
                && name.len() - at <= EXTENSION_BYTES
                && name.as_bytes()[at + 1..].iter().all(u8::is_ascii_alphanumeric) =>
        {
            name.split_at(at)
        }
        _ => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn judge(text: &str) -> (Verdict, Vec<&'static str>) {
        let mut findings = Findings::new();
        let verdict =
            Judge::default().judge(text.as_bytes(), text, &Limits::default(), &mut findings);
        (verdict, findings.iter().map(|finding| finding.code.id).collect())
    }

    #[track_caller]
    fn refused(text: &str, code: &Code) {
        assert_eq!(judge(text), (Verdict::Refused, vec![code.id]), "{text:?}");
    }

    #[track_caller]
    fn kept(text: &str, path: &str, codes: &[&Code]) {
        let ids: Vec<_> = codes.iter().map(|code| code.id).collect();
        assert_eq!(judge(text), (Verdict::Path(path.to_owned()), ids), "{text:?}");
    }

    #[test]
    fn what_storage_gives_back_is_judged_by_the_same_rules() {
        for (path, code) in [
            ("", Some(&nam::EMPTY)),
            ("a\0b", Some(&nam::NUL)),
            ("../a", Some(&nam::TRAVERSAL)),
            ("a\\..\\b", Some(&nam::TRAVERSAL)),
            ("/etc/passwd", Some(&nam::ABSOLUTE)),
            ("a//b", Some(&nam::DOT_SEGMENT)),
            ("a/./b", Some(&nam::DOT_SEGMENT)),
            ("a/", Some(&nam::DOT_SEGMENT)),
            ("C:/x", None),
            ("~root/x", None),
            ("\\x", None),
            ("a/b..c/ä.txt", None),
        ] {
            let found = forbids_stored(path).map(|code| code.id);
            assert_eq!(found, code.map(|code| code.id), "{path:?}");
        }
        let long = "x".repeat(STORED_PATH_BYTES + 1);
        assert_eq!(forbids_stored(&long).map(|code| code.id), Some(lim::PATH_BYTES.id));
    }

    #[test]
    fn what_leads_out_is_refused() {
        for text in ["..", "../a", "a/../b", "a/..", "..\\a", "a\\..\\..\\b"] {
            refused(text, &nam::TRAVERSAL);
        }
        for text in ["/", "/a", "//server/share/a", "\\a", "\\\\server\\share", ".//\\a"] {
            refused(text, &nam::ABSOLUTE);
        }
        for text in ["C:", "c:/a", "C:\\a", "Z:a", "./C:/a"] {
            refused(text, &nam::DRIVE);
        }
        for text in ["~/a", "~/", "~user/a", "~user\\a", "./~/a"] {
            refused(text, &nam::HOME);
        }
        refused("a\0b", &nam::NUL);
        refused("", &nam::EMPTY);
        refused(&"a".repeat(4097), &lim::PATH_BYTES);
        refused(&"a/".repeat(65), &lim::PATH_DEPTH);
    }

    #[test]
    fn what_is_odd_is_kept_with_a_warning() {
        kept("Akten/Ärger.pdf", "Akten/Ärger.pdf", &[]);
        kept("a..b/...c", "a..b/...c", &[]);
        kept("a\nb", "a\nb", &[&nam::CONTROL]);
        kept("a\\b", "a\\b", &[&nam::BACKSLASH]);
        kept("a./b ", "a./b ", &[&nam::TRAILING, &nam::TRAILING]);
        kept("x/NUL.txt", "x/NUL.txt", &[&nam::DEVICE]);
        kept("nul.langer_name", "nul.langer_name", &[&nam::DEVICE]);
        kept("a?b", "a?b", &[&nam::RESERVED]);
        kept("ab:c", "ab:c", &[&nam::RESERVED]);
        kept("~$Bericht.docx", "~$Bericht.docx", &[&nam::TILDE]);
        kept("a/~/b", "a/~/b", &[&nam::TILDE]);
        kept("a//b/./c/", "a/b/c", &[&nam::DOT_SEGMENT]);
        kept("./a", "a", &[&nam::DOT_SEGMENT]);
        let long = "ä".repeat(128);
        kept(&long, &long, &[&nam::LONG_NAME]);
    }

    #[test]
    fn devices_are_told_from_names_that_look_like_them() {
        for name in ["con", "PRN.txt", "aux .c", "Com1", "LPT9.a.b", "COM¹", "conin$", "nul:x"] {
            assert!(is_device(name), "{name}");
        }
        for name in ["conx", "COM0", "COM10", "LPT", "console", "a.con", "", "COMä"] {
            assert!(!is_device(name), "{name}");
        }
    }

    #[test]
    fn a_dot_in_front_is_usual_in_tar() {
        let mut findings = Findings::new();
        let mut judge = Judge::for_tar();
        let limits = Limits::default();
        assert_eq!(judge.judge(b"./", "./", &limits, &mut findings), Verdict::Root);
        let path = judge.judge(b"./a", "./a", &limits, &mut findings);
        assert_eq!(path, Verdict::Path("a".into()));
        assert!(findings.is_empty());
    }

    #[test]
    fn an_odd_folder_is_reported_once() {
        let mut findings = Findings::new();
        let mut judge = Judge::default();
        for text in ["ab:c/1", "ab:c/2", "ab:c/3?"] {
            judge.judge(text.as_bytes(), text, &Limits::default(), &mut findings);
        }
        let paths: Vec<_> = findings.iter().filter_map(|f| f.path.as_deref()).collect();
        assert_eq!(paths, ["ab:c", "ab:c/3?"]);
    }

    #[test]
    fn zip_names_are_read_by_mark_field_and_guess() {
        let read = |raw: &[u8], marked, field: Option<&[u8]>| {
            let mut findings = Findings::new();
            let name = from_zip(raw, marked, field, &mut findings).into_owned();
            (name, findings.iter().map(|f| f.code.id).collect::<Vec<_>>())
        };
        assert_eq!(read(b"a", false, None), ("a".into(), vec![]));
        assert_eq!(read("ä".as_bytes(), true, None), ("ä".into(), vec![]));
        assert_eq!(read("ä".as_bytes(), false, None), ("ä".into(), vec!["I-NAM-021"]));
        assert_eq!(read(b"\x84\xe1", false, None), ("äß".into(), vec!["W-NAM-022"]));
        assert_eq!(read(b"\x84", true, None), ("ä".into(), vec!["W-NAM-023"]));
        let mut field = vec![1];
        field.extend(crc32fast::hash(b"?.txt").to_le_bytes());
        field.extend("ž.txt".as_bytes());
        assert_eq!(read(b"?.txt", false, Some(&field)), ("ž.txt".into(), vec![]));
        assert_eq!(read(b"x.txt", false, Some(&field)), ("x.txt".into(), vec!["W-NAM-024"]));
    }

    #[test]
    fn a_second_name_is_only_another_spelling() {
        let found = |raw: &[u8], marked, names: [&str; 2]| {
            let fields = names.map(|name| {
                let mut field = vec![1];
                field.extend(crc32fast::hash(raw).to_le_bytes());
                field.extend(name.as_bytes());
                field
            });
            let mut text = Findings::new();
            let text = from_zip(raw, marked, Some(&fields[0]), &mut text);
            let fields = [Some(&fields[0][..]), (!names[1].is_empty()).then_some(&fields[1][..])];
            let found = second_name(raw, marked, &text, fields, &Limits::default());
            found.map(|finding| finding.code.id)
        };
        let one = |raw: &[u8], name| found(raw, false, [name, ""]);
        assert_eq!(one(b"?.txt", "ž.txt"), None);
        assert_eq!(one(b"a/?.txt", "a/ž.txt"), None);
        assert_eq!(one(b"a.txt", "a.txt"), None);
        assert_eq!(one(b"\x84/b", "ä/b"), None);
        assert_eq!(one(b"invoice.pdf", "letter.exe"), Some("E-NAM-033"));
        assert_eq!(one(b"a", "dir/"), Some("E-NAM-033"));
        assert_eq!(one(b"?", "ž/"), Some("E-NAM-033"));
        assert_eq!(one(b"a/?", "až"), Some("E-NAM-033"));
        assert_eq!(one(b"../?", "ž/ž"), Some("E-NAM-001"));
        assert_eq!(one(b"/?", "a/ž"), Some("E-NAM-002"));
        assert_eq!(found("ä".as_bytes(), true, ["ä", ""]), None);
        assert_eq!(found("ä".as_bytes(), true, ["ö", ""]), Some("E-NAM-033"));
        assert_eq!(found(b"?", false, ["ž", "ž"]), None);
        assert_eq!(found(b"?", false, ["ž", "a"]), Some("E-NAM-033"));
    }

    #[test]
    fn odd_bytes_are_escaped() {
        assert_eq!(escape("100%.txt".as_bytes()), "100%.txt");
        assert_eq!(escape(b"M\xFCller 100%.txt"), "M%FCller 100%25.txt");
    }

    #[test]
    fn folding_follows_windows_and_macos() {
        assert_eq!(fold("ÄRGER"), fold("a\u{308}rger"));
        assert_eq!(fold("Straße"), fold("STRASSE"));
        assert_eq!(fold("ABC"), "abc");
        assert_ne!(fold("a"), fold("ä"));
    }

    proptest! {
        #[test]
        fn different_bytes_never_share_an_escaped_name(a: Vec<u8>, b: Vec<u8>) {
            let bad = |raw: &[u8]| std::str::from_utf8(raw).is_err();
            if a != b && bad(&a) && bad(&b) {
                prop_assert_ne!(escape(&a), escape(&b));
            }
        }

        #[test]
        fn a_kept_path_is_clean_and_judged_the_same_again(text in "[a~:./\\\\ C%]{0,12}") {
            if let (Verdict::Path(path), _) = judge(&text) {
                let ok = |e: &str| !matches!(e, "" | "." | "..");
                prop_assert!(path.split('/').all(ok), "{:?}", path);
                prop_assert_eq!(judge(&path).0, Verdict::Path(path));
            }
        }
    }

    #[test]
    fn portable_names_fit_every_system() {
        for same in ["a.txt", "Ärger.pdf", "a~b", ".profile", "Prüfung 1.2"] {
            assert_eq!(portable(same), same);
        }
        let altered = |name: &str| {
            let new = portable(name).into_owned();
            assert_ne!(new, name);
            assert!(has_mark(&new) && new.len() <= ALTERED_BYTES, "{new}");
            assert!(!new.chars().any(is_unportable) && !new.ends_with(['.', ' ']), "{new}");
            assert!(!is_device(&new), "{new}");
            new
        };
        for name in ["a?b.txt", "nul", "COM1.log", "a.", "b ", "a\nb", "x\\y", "...", ":"] {
            altered(name);
        }
        let question = altered("a?b.txt");
        assert!(
            question.strip_prefix("a_b~").is_some_and(|r| r.strip_suffix(".txt").is_some()),
            "{question}"
        );
        assert_ne!(question, altered("a*b.txt"));
        // A name that looks altered cannot take the place of one that is.
        assert_ne!(altered(&question), question);
        altered(&"ä".repeat(150));
        let upper = question.to_ascii_uppercase();
        assert_ne!(altered(&upper), question);
    }

    proptest! {
        #[test]
        fn altered_names_are_told_apart(a in "\\PC{1,40}", b in "\\PC{1,40}") {
            prop_assume!(a != b && !a.contains('/') && !b.contains('/'));
            let (x, y) = (portable(&a).into_owned(), portable(&b).into_owned());
            prop_assert!(x != y);
            prop_assert_eq!(portable(&x).into_owned() == x, !has_mark(&x));
        }
    }
}
