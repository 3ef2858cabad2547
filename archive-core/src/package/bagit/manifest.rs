//! The lists of a bag, line by line: payload manifests, tag manifests (RFC 8493 §2.1.3, §2.2.1)
//! and fetch.txt (§2.2.3). Each line becomes a [`Claim`].
//!
//! Knows nothing of the files that are really there; that is the business of the join.

use super::encoding::TextEncoding;
use super::lines::{Line, Lines};
use super::path::{md5sum_unescape, percent_decode, plain};
use super::read::ManifestKind;
use super::{PAYLOAD, Version, read_failure, short};
use crate::digest::{Algorithm, Digest};
use crate::error::Result;
use crate::finding::codes::bag;
use crate::finding::{Code, Finding, Findings};
use crate::limits::Limits;
use crate::package::name;
use std::borrow::Cow;
use std::io::Read;

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// What one line of a manifest or of fetch.txt says about one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim<'a> {
    /// The path relative to the bag: percent-decoded where the version has it so, without a
    /// leading `./`, as UTF-8 where the declared encoding is another one. Bytes that are no
    /// UTF-8 stand as they are.
    pub raw: Cow<'a, [u8]>,
    /// The promised digest; `None` for a line of fetch.txt.
    pub digest: Option<Digest>,
    /// The size in bytes that fetch.txt promises.
    pub length: Option<u64>,
    /// Which list it stands in: the index into [`super::Bag::manifests`].
    pub manifest: u16,
    /// The number of its line, from 1.
    pub line: u64,
}

impl Claim<'_> {
    /// The path in readable form, bytes that are no UTF-8 as everywhere in the archive. Its NFC
    /// form is the logical path.
    #[must_use]
    pub fn path(&self) -> Cow<'_, str> {
        name::escape(&self.raw)
    }

    /// The same claim with bytes of its own.
    #[must_use]
    pub fn into_owned(self) -> Claim<'static> {
        let Self { raw, digest, length, manifest, line } = self;
        Claim { raw: Cow::Owned(raw.into_owned()), digest, length, manifest, line }
    }

    /// The key that brings claims into the order the join wants: logical path (NFC), then list,
    /// then spelling. Lines of one list and spelling keep the order in which they are pushed.
    #[must_use]
    pub fn sort_key(&self, logical: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(logical.len() + 3 + self.raw.len());
        key.extend_from_slice(logical.as_bytes());
        key.push(0);
        key.extend_from_slice(&self.manifest.to_be_bytes());
        key.extend_from_slice(&self.raw);
        key
    }

    /// The logical path inside a key made by [`Claim::sort_key`].
    #[must_use]
    pub fn logical_of_key(key: &[u8]) -> &[u8] {
        memchr::memchr(0, key).map_or(key, |at| &key[..at])
    }

    /// Appends the claim as bytes, for a sorter. Only for the time of one run.
    pub fn encode(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.manifest.to_le_bytes());
        out.extend_from_slice(&self.line.to_le_bytes());
        let algorithm = self.digest.map(|d| position(d.algorithm()));
        out.push(algorithm.unwrap_or(if self.length.is_some() { LENGTH } else { NOTHING }));
        out.extend_from_slice(self.digest.as_ref().map_or(&[], Digest::as_bytes));
        if let (None, Some(length)) = (self.digest, self.length) {
            out.extend_from_slice(&length.to_le_bytes());
        }
        out.extend_from_slice(&self.raw);
    }
}

impl<'a> Claim<'a> {
    /// The claim that [`Claim::encode`] wrote; `None` where the bytes are no claim.
    #[must_use]
    pub fn decode(bytes: &'a [u8]) -> Option<Self> {
        let (manifest, rest) = bytes.split_first_chunk()?;
        let (line, rest) = rest.split_first_chunk()?;
        let (kind, mut rest) = rest.split_first()?;
        let (mut digest, mut length) = (None, None);
        match *kind {
            NOTHING => {}
            LENGTH => {
                let (bytes, after) = rest.split_first_chunk()?;
                length = Some(u64::from_le_bytes(*bytes));
                rest = after;
            }
            index => {
                let algorithm = *Algorithm::ALL.get(usize::from(index))?;
                let (bytes, after) = rest.split_at_checked(algorithm.bytes())?;
                digest = Digest::from_bytes(algorithm, bytes);
                rest = after;
            }
        }
        let (manifest, line) = (u16::from_le_bytes(*manifest), u64::from_le_bytes(*line));
        Some(Self { raw: Cow::Borrowed(rest), digest, length, manifest, line })
    }
}

/// Marks of [`Claim::encode`] for lines without a digest.
const NOTHING: u8 = 0xFF;
const LENGTH: u8 = 0xFE;

fn position(algorithm: Algorithm) -> u8 {
    let at = Algorithm::ALL.iter().position(|a| *a == algorithm);
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(NOTHING)
}

/// What must be known of a list before its lines can be read.
#[derive(Debug, Clone, Copy)]
pub struct ManifestContext<'a> {
    /// The name of its file.
    pub name: &'a str,
    /// What it lists.
    pub kind: ManifestKind,
    /// Its index in [`super::Bag::manifests`].
    pub index: u16,
    /// The version of the bag.
    pub version: Version,
    /// The declared encoding of tag files.
    pub encoding: TextEncoding,
    /// The limits in force.
    pub limits: &'a Limits,
}

/// Reads a list line by line in bounded memory. Lines that cannot be taken become findings;
/// every other one is given to `each`, duplicates included (see [`judge_duplicate`]). Returns
/// how many. Fails where the file cannot be read, or where `each` does.
pub fn read_manifest(
    reader: impl Read,
    context: &ManifestContext<'_>,
    findings: &mut Findings,
    each: &mut dyn FnMut(Claim<'_>) -> Result<()>,
) -> Result<u64> {
    let mut lines = Lines::new(context.encoding.reader(reader));
    let mut parser = Parser { context, findings, said: Vec::new() };
    let mut claims = 0;
    while let Some(line) = lines.next_line().map_err(|e| read_failure(context.name, e))? {
        if line.number > context.limits.entries {
            let limit = context.limits.entries;
            parser
                .findings
                .push(Finding::new(&bag::TOO_MANY_LINES).at(context.name).with("limit", limit));
            break;
        }
        if let Some(claim) = parser.line(&line) {
            claims += 1;
            each(claim)?;
        }
    }
    Ok(claims)
}

struct Parser<'c, 'f> {
    context: &'c ManifestContext<'c>,
    findings: &'f mut Findings,
    /// Codes that are told once for a list and not for each of its lines.
    said: Vec<&'static str>,
}

impl Parser<'_, '_> {
    fn line<'l>(&mut self, line: &Line<'l>) -> Option<Claim<'l>> {
        let mut text = line.bytes;
        if line.too_long {
            return self.refuse(&bag::LINE_TOO_LONG, line);
        }
        if line.number == 1 && text.starts_with(BYTE_ORDER_MARK) {
            text = &text[BYTE_ORDER_MARK.len()..];
            self.byte_order_mark();
        }
        if text.iter().all(u8::is_ascii_whitespace) {
            return None;
        }
        if self.context.encoding.is_broken(text) {
            self.tell(&bag::ENCODING_WRONG, line);
        }
        let (mut claim, path) = match self.context.kind {
            ManifestKind::Payload(algorithm) | ManifestKind::Tag(algorithm) => {
                self.checksum_line(line, text, algorithm)?
            }
            ManifestKind::Fetch => self.fetch_line(line, text)?,
        };
        claim.raw = self.path(line, path)?;
        self.place(line, &claim.raw)?;
        Some(claim)
    }

    fn checksum_line<'l>(
        &mut self,
        line: &Line<'_>,
        text: &'l [u8],
        algorithm: Algorithm,
    ) -> Option<(Claim<'l>, Cow<'l, [u8]>)> {
        let (escaped, text) = match text.strip_prefix(b"\\") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let Some((checksum, rest)) = split_word(text) else {
            return self.refuse(&bag::LINE_MALFORMED, line);
        };
        let digest = std::str::from_utf8(checksum).ok();
        let Some(digest) = digest.and_then(|hex| Digest::from_hex(algorithm, hex)) else {
            let code = &bag::DIGEST_INVALID;
            self.findings.push(self.finding(code, line).with("algorithm", algorithm));
            return None;
        };
        let (starred, path) = match rest.strip_prefix(b"*") {
            Some(path) => (true, path),
            None => (false, rest),
        };
        if starred || escaped {
            self.tell_once(&bag::MD5SUM_STYLE, line);
        }
        let path = if escaped { Cow::Owned(md5sum_unescape(path)) } else { Cow::Borrowed(path) };
        Some((self.claim(line, Some(digest), None), path))
    }

    fn fetch_line<'l>(
        &mut self,
        line: &Line<'_>,
        text: &'l [u8],
    ) -> Option<(Claim<'l>, Cow<'l, [u8]>)> {
        let words = split_word(text).and_then(|(url, rest)| {
            let (length, path) = split_word(rest)?;
            Some((url, length, path))
        });
        let Some((url, length, path)) = words else {
            return self.refuse(&bag::FETCH_LINE, line);
        };
        let length = match std::str::from_utf8(length) {
            Ok("-") => None,
            Ok(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => match digits.parse() {
                Ok(length) => Some(length),
                Err(_) => return self.refuse(&bag::FETCH_LINE, line),
            },
            _ => return self.refuse(&bag::FETCH_LINE, line),
        };
        self.url(line, url);
        Some((self.claim(line, None, length), Cow::Borrowed(path)))
    }

    fn url(&mut self, line: &Line<'_>, url: &[u8]) {
        let readable = String::from_utf8_lossy(url);
        let code = match scheme(&readable) {
            None => &bag::FETCH_URL,
            Some(scheme) if ["http", "https"].contains(&scheme.as_str()) => return,
            Some(_) => &bag::FETCH_SCHEME,
        };
        self.findings.push(self.finding(code, line).with("url", short(&readable)));
    }

    fn claim(
        &self,
        line: &Line<'_>,
        digest: Option<Digest>,
        length: Option<u64>,
    ) -> Claim<'static> {
        let manifest = self.context.index;
        Claim { raw: Cow::Borrowed(b""), digest, length, manifest, line: line.number }
    }

    /// Decodes and judges a path; `None` where it was refused.
    fn path<'l>(&mut self, line: &Line<'_>, text: Cow<'l, [u8]>) -> Option<Cow<'l, [u8]>> {
        let mut text = text;
        if self.context.version.is_rfc() {
            let (decoded, stray) = percent_decode(&text);
            if stray {
                self.tell_once(&bag::PERCENT_NOT_ENCODED, line);
            }
            if let Cow::Owned(decoded) = decoded {
                text = Cow::Owned(decoded);
            }
        }
        let limits = self.context.limits;
        let depth = || memchr::memchr_iter(b'/', &text).count() + 1;
        if text.len() > limits.path_bytes || depth() > limits.path_depth {
            return self.refuse(&bag::PATH_TOO_LONG, line);
        }
        let (plain, odd) = match plain(&text) {
            Ok((plain, odd)) => (plain, odd),
            Err(code) => {
                let path = name::escape(&text).into_owned();
                self.findings.push(self.finding(code, line).with("listed", path));
                return None;
            }
        };
        if odd.not_plain {
            self.tell_once(&bag::PATH_NOT_PLAIN, line);
        }
        if odd.backslash {
            self.tell_once(&bag::PATH_BACKSLASH, line);
        }
        let changed = match plain {
            Cow::Owned(plain) => Some(plain),
            Cow::Borrowed(_) => None,
        };
        Some(changed.map_or(text, Cow::Owned))
    }

    /// Payload manifests and fetch.txt stay inside `data/`, tag manifests outside.
    fn place(&mut self, line: &Line<'_>, raw: &[u8]) -> Option<()> {
        let in_payload = raw.starts_with(PAYLOAD.as_bytes());
        let code = match self.context.kind {
            ManifestKind::Payload(_) | ManifestKind::Fetch if in_payload => return Some(()),
            ManifestKind::Payload(_) if self.context.version < Version::V0_97 => {
                self.tell_once(&bag::TAG_FILE_IN_PAYLOAD_MANIFEST, line);
                return Some(());
            }
            ManifestKind::Payload(_) | ManifestKind::Fetch => &bag::OUTSIDE_PAYLOAD,
            ManifestKind::Tag(_) if in_payload => &bag::PAYLOAD_IN_TAG_MANIFEST,
            ManifestKind::Tag(_) if self.context.version.is_rfc() && is_tag_manifest(raw) => {
                &bag::TAG_MANIFEST_LISTED
            }
            ManifestKind::Tag(_) => return Some(()),
        };
        let path = name::escape(raw).into_owned();
        self.findings.push(self.finding(code, line).with("listed", path));
        None
    }

    fn byte_order_mark(&mut self) {
        let code = if self.context.version.is_rfc() { &bag::BOM } else { &bag::BOM_BEFORE_1_0 };
        if self.context.encoding.is_utf8() {
            self.findings.push(Finding::new(code).at(self.context.name));
        }
    }

    fn finding(&self, code: &'static Code, line: &Line<'_>) -> Finding {
        Finding::new(code).at(self.context.name).with("line", line.number)
    }

    fn tell(&mut self, code: &'static Code, line: &Line<'_>) {
        self.findings.push(self.finding(code, line));
    }

    /// Tells of the first line only: such things stand in every line of a list, or in none.
    fn tell_once(&mut self, code: &'static Code, line: &Line<'_>) {
        if !self.said.contains(&code.id) {
            self.said.push(code.id);
            self.tell(code, line);
        }
    }

    fn refuse<T>(&mut self, code: &'static Code, line: &Line<'_>) -> Option<T> {
        self.tell(code, line);
        None
    }
}

/// The first word and what stands behind the spaces and tabs that end it.
fn split_word(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let blank = |b: &u8| matches!(b, b' ' | b'\t');
    let end = memchr::memchr2(b' ', b'\t', text)?;
    let rest = &text[end..];
    let start = rest.iter().position(|b| !blank(b))?;
    (end > 0).then(|| (&text[..end], &rest[start..]))
}

/// The scheme of an absolute URI (RFC 3986 §3.1), in lower case.
fn scheme(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once(':')?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let good = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(fits);
    (good && !rest.is_empty()).then(|| scheme.to_ascii_lowercase())
}

fn is_tag_manifest(raw: &[u8]) -> bool {
    raw.starts_with(b"tagmanifest-") && raw.ends_with(b".txt") && !raw.contains(&b'/')
}

/// Judges two lines of one list about the same path: since 1.0 an error (RFC 8493 §2.1.3,
/// "exactly once"), before that a warning where both say the same.
#[must_use]
pub fn judge_duplicate(
    version: Version,
    list: &str,
    first: &Claim<'_>,
    second: &Claim<'_>,
) -> Finding {
    let code = match (first.digest, second.digest) {
        (Some(a), Some(b)) if a != b => &bag::LISTED_TWICE_DIFFERENTLY,
        (Some(_), Some(_)) if version.is_rfc() => &bag::LISTED_TWICE,
        _ => &bag::LISTED_TWICE_BEFORE_1_0,
    };
    Finding::new(code)
        .at(second.path())
        .with("manifest", list)
        .with("first", first.line)
        .with("line", second.line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MD5: &str = "8ad8757baa8564dc136c1e07507f4a98";

    fn parse(
        kind: ManifestKind,
        version: Version,
        text: &[u8],
    ) -> (Vec<Claim<'static>>, Vec<String>) {
        parse_as(kind, version, TextEncoding::UTF_8, text)
    }

    fn parse_as(
        kind: ManifestKind,
        version: Version,
        encoding: TextEncoding,
        text: &[u8],
    ) -> (Vec<Claim<'static>>, Vec<String>) {
        let limits = Limits::default();
        let context = ManifestContext {
            name: "list.txt",
            kind,
            index: 3,
            version,
            encoding,
            limits: &limits,
        };
        let mut findings = Findings::new();
        let mut claims = Vec::new();
        read_manifest(text, &context, &mut findings, &mut |claim| {
            claims.push(claim.into_owned());
            Ok(())
        })
        .unwrap();
        (claims, findings.iter().map(|f| f.code.id.to_owned()).collect())
    }

    fn payload(version: Version, path: &str) -> (Vec<String>, Vec<String>) {
        let line = format!("{MD5}  {path}\n");
        let (claims, codes) =
            parse(ManifestKind::Payload(Algorithm::Md5), version, line.as_bytes());
        (claims.iter().map(|c| c.path().into_owned()).collect(), codes)
    }

    #[test]
    fn separators_line_ends_and_case_of_digits() {
        let text = format!("{MD5} data/a\r\n{}\t \tdata/b c \r{MD5}  data/c", MD5.to_uppercase());
        let (claims, codes) =
            parse(ManifestKind::Payload(Algorithm::Md5), Version::V1_0, text.as_bytes());
        let paths: Vec<_> = claims.iter().map(|c| (c.path().into_owned(), c.line)).collect();
        let expected = [("data/a", 1), ("data/b c ", 2), ("data/c", 3)];
        assert_eq!(paths, expected.map(|(p, n)| (p.to_owned(), n)));
        assert!(claims.iter().all(|c| c.digest.unwrap().hex() == MD5 && c.manifest == 3));
        assert!(codes.is_empty(), "{codes:?}");
    }

    #[test]
    fn percent_is_decoded_since_1_0_only() {
        let (paths, codes) = payload(Version::V1_0, "data/a%0Ab%25");
        assert_eq!((paths, codes), (vec!["data/a\nb%".to_owned()], vec![]));
        let (paths, codes) = payload(Version::V1_0, "data/a%20b");
        assert_eq!((paths, codes), (vec!["data/a%20b".to_owned()], vec!["W-BAG-040".to_owned()]));
        let (paths, codes) = payload(Version::V0_97, "data/a%0Ab%25");
        assert_eq!((paths, codes), (vec!["data/a%0Ab%25".to_owned()], vec![]));
        let (paths, codes) = payload(Version::V1_0, "data/%2E%2E/x%0a/..");
        assert_eq!((paths, codes), (vec![], vec!["W-BAG-040".to_owned(), "E-BAG-041".to_owned()]));
    }

    #[test]
    fn places_and_odd_paths() {
        for (version, path, taken, code) in [
            (Version::V0_97, "*data/a", true, Some("W-BAG-037")),
            (Version::V1_0, "./data/a", true, Some("W-BAG-038")),
            (Version::V0_97, "bag-info.txt", false, Some("E-BAG-046")),
            (Version::V0_96, "bag-info.txt", true, Some("W-BAG-051")),
            (Version::V1_0, "data", false, Some("E-BAG-046")),
            (Version::V1_0, "data\\a", false, Some("W-BAG-039")),
            (Version::V1_0, "data/a\\b", true, Some("W-BAG-039")),
            (Version::V1_0, "data/~a", true, None),
        ] {
            let (paths, codes) = payload(version, path);
            assert_eq!(!paths.is_empty(), taken, "{path}");
            assert_eq!(codes.first().map(String::as_str), code, "{path}");
        }
    }

    #[test]
    fn tag_manifests_stay_outside_the_payload() {
        let kind = ManifestKind::Tag(Algorithm::Md5);
        let text = format!("{MD5} data/a\n{MD5} tagmanifest-md5.txt\n{MD5} x/bag-info.txt\n");
        let (claims, codes) = parse(kind, Version::V1_0, text.as_bytes());
        assert_eq!(codes, ["E-BAG-047", "E-BAG-026"]);
        assert_eq!(claims.len(), 1);
    }

    #[test]
    fn lines_that_say_nothing_are_named() {
        let kind = ManifestKind::Payload(Algorithm::Md5);
        let text = format!("\n{MD5}\n{MD5}  \nzz data/a\n{MD5}0 data/a\n  data/a\n{MD5} data/ok\n");
        let (claims, codes) = parse(kind, Version::V1_0, text.as_bytes());
        assert_eq!(claims.len(), 1);
        assert_eq!(codes, ["E-BAG-030", "E-BAG-030", "E-BAG-031", "E-BAG-031", "E-BAG-030"]);
    }

    #[test]
    fn declared_encodings_hold_for_lists() {
        let latin = TextEncoding::for_name("ISO-8859-1").unwrap();
        let mut text = format!("{MD5}  data/gr").into_bytes();
        text.extend_from_slice(b"\xfcn\n");
        let kind = ManifestKind::Payload(Algorithm::Md5);
        let (claims, codes) = parse_as(kind, Version::V0_97, latin, &text);
        assert_eq!((claims[0].path(), codes.len()), ("data/grün".into(), 0));
        let (claims, codes) = parse(kind, Version::V0_97, &text);
        assert_eq!(&*claims[0].raw, b"data/gr\xfcn");
        assert_eq!(codes, ["E-BAG-034"]);
        let marked = format!("\u{FEFF}{MD5} data/a\n");
        assert_eq!(parse(kind, Version::V0_97, marked.as_bytes()).1, ["W-BAG-036"]);
        assert_eq!(parse(kind, Version::V1_0, marked.as_bytes()).1, ["E-BAG-035"]);
    }

    #[test]
    fn fetch_lines() {
        let text = b"https://a.example/x%20y \t 12 data/a b\rftp://h/x - data/b\n\
            no-url - data/c\nhttp://h/x 1x data/d\nhttp://h/x data/e\nhttp://h/x - C:\\x\n\
            http://h/x - file:///etc/passwd\n";
        let (claims, codes) = parse(ManifestKind::Fetch, Version::V1_0, text);
        let found: Vec<_> = claims.iter().map(|c| (c.path().into_owned(), c.length)).collect();
        let expected = [("data/a b", Some(12)), ("data/b", None), ("data/c", None)];
        assert_eq!(found, expected.map(|(p, l)| (p.to_owned(), l)));
        let expected = [
            "W-BAG-064",
            "E-BAG-065",
            "E-BAG-062",
            "E-BAG-062",
            "E-BAG-043",
            "W-BAG-038",
            "E-BAG-046",
        ];
        assert_eq!(codes, expected);
    }

    #[test]
    fn too_many_lines_stop_the_reading() {
        let limits = Limits { entries: 2, ..Limits::default() };
        let kind = ManifestKind::Payload(Algorithm::Md5);
        let encoding = TextEncoding::UTF_8;
        let (name, version) = ("m", Version::V1_0);
        let context = ManifestContext { name, kind, index: 0, version, encoding, limits: &limits };
        let text = format!("{MD5} data/a\n").repeat(5);
        let mut findings = Findings::new();
        let count =
            read_manifest(text.as_bytes(), &context, &mut findings, &mut |_| Ok(())).unwrap();
        assert_eq!(count, 2);
        assert!(findings.has(&bag::TOO_MANY_LINES));
    }

    proptest! {
        #[test]
        fn records_round_trip(
            raw in proptest::collection::vec(any::<u8>(), 0..40),
            which in 0..Algorithm::ALL.len() + 2,
            line in any::<u64>(),
        ) {
            let digest = Algorithm::ALL.get(which).map(|a| crate::digest::Hasher::digest(*a, &raw));
            let length = (which == Algorithm::ALL.len()).then_some(line);
            let claim = Claim { raw: Cow::Borrowed(&raw), digest, length, manifest: 7, line };
            let mut record = Vec::new();
            claim.encode(&mut record);
            prop_assert_eq!(Claim::decode(&record), Some(claim.clone()));
            let key = claim.sort_key("data/ä");
            prop_assert_eq!(Claim::logical_of_key(&key), "data/ä".as_bytes());
        }

        #[test]
        fn random_bytes_never_panic(
            text in proptest::collection::vec(any::<u8>(), 0..300),
            fetch in any::<bool>(),
            rfc in any::<bool>(),
        ) {
            let kind = if fetch { ManifestKind::Fetch } else { ManifestKind::Tag(Algorithm::Md5) };
            let version = if rfc { Version::V1_0 } else { Version::V0_97 };
            for name in ["utf-8", "utf-16", "iso-8859-1", "shift_jis"] {
                let encoding = TextEncoding::for_name(name).unwrap();
                for claim in parse_as(kind, version, encoding, &text).0 {
                    prop_assert!(plain(&claim.raw).is_ok());
                }
            }
        }
    }
}
