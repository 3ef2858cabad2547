//! Paths as manifests and fetch.txt write them: percent-encoding (RFC 8493 §2.1.3) and what is
//! refused whatever the platform (RFC 8493 §5.1).
//!
//! Works on bytes, since a path is evidence; knows nothing of the files of the bag.

use crate::finding::Code;
use crate::finding::codes::bag;
use std::borrow::Cow;

/// What is unusual about a path that is taken nevertheless.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Oddities {
    /// `./`, `//` or `/./` was taken out.
    pub not_plain: bool,
    /// It holds a backslash.
    pub backslash: bool,
}

/// The plain form of a path (without `.` and empty elements), or the code it is refused with.
pub(super) fn plain(raw: &[u8]) -> Result<(Cow<'_, [u8]>, Oddities), &'static Code> {
    let backslash = memchr::memchr(b'\\', raw).is_some();
    if let Some(refused) = refused(raw, backslash) {
        return Err(refused);
    }
    let odd = |part: &[u8]| part.is_empty() || part == b".";
    let not_plain = raw.split(|b| *b == b'/').any(odd);
    let oddities = Oddities { not_plain, backslash };
    if !not_plain {
        return Ok((Cow::Borrowed(raw), oddities));
    }
    let kept: Vec<&[u8]> = raw.split(|b| *b == b'/').filter(|part| !odd(part)).collect();
    if kept.is_empty() {
        return Err(&bag::FOLDER_LISTED);
    }
    Ok((Cow::Owned(kept.join(&b'/')), oddities))
}

fn refused(raw: &[u8], backslash: bool) -> Option<&'static Code> {
    let separator = |b: u8| b == b'/' || (backslash && b == b'\\');
    match raw {
        [] => return Some(&bag::LINE_MALFORMED),
        [a, b, ..] if separator(*a) && separator(*b) => return Some(&bag::PATH_UNC),
        [a, ..] if separator(*a) => return Some(&bag::PATH_ABSOLUTE),
        [drive, b':', ..] if drive.is_ascii_alphabetic() => return Some(&bag::PATH_DRIVE),
        [b'~'] => return Some(&bag::PATH_HOME),
        [b'~', rest @ ..] if rest.iter().any(|b| separator(*b)) => return Some(&bag::PATH_HOME),
        _ => {}
    }
    if memchr::memchr(0, raw).is_some() {
        return Some(&bag::PATH_NUL);
    }
    if raw.split(|b| separator(*b)).any(|part| part == b"..") {
        return Some(&bag::PATH_TRAVERSAL);
    }
    raw.ends_with(b"/").then_some(&bag::FOLDER_LISTED)
}

/// Decodes `%0A`, `%0D` and `%25`, the only sequences RFC 8493 §2.1.3 knows; the flag says that
/// another `%` was found and kept.
pub(super) fn percent_decode(raw: &[u8]) -> (Cow<'_, [u8]>, bool) {
    if memchr::memchr(b'%', raw).is_none() {
        return (Cow::Borrowed(raw), false);
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut stray = false;
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'%', rest) {
        out.extend_from_slice(&rest[..at]);
        let decoded = rest.get(at + 1..at + 3).and_then(encoded_byte);
        stray |= decoded.is_none();
        out.push(decoded.unwrap_or(b'%'));
        rest = &rest[at + if decoded.is_some() { 3 } else { 1 }..];
    }
    out.extend_from_slice(rest);
    (Cow::Owned(out), stray)
}

fn encoded_byte(digits: &[u8]) -> Option<u8> {
    match digits {
        [b'0', b'A' | b'a'] => Some(b'\n'),
        [b'0', b'D' | b'd'] => Some(b'\r'),
        b"25" => Some(b'%'),
        _ => None,
    }
}

/// Encodes CR, LF and `%`, as RFC 8493 §2.1.3 demands.
pub(super) fn percent_encode(raw: &[u8]) -> Cow<'_, [u8]> {
    if !raw.iter().any(|b| matches!(b, b'\n' | b'\r' | b'%')) {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len() + 8);
    for byte in raw {
        match byte {
            b'\n' => out.extend_from_slice(b"%0A"),
            b'\r' => out.extend_from_slice(b"%0D"),
            b'%' => out.extend_from_slice(b"%25"),
            _ => out.push(*byte),
        }
    }
    Cow::Owned(out)
}

/// Undoes what `md5sum` does to names with backslashes and line ends: `\\`, `\n`, `\r`.
pub(super) fn md5sum_unescape(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let escaped = match (byte, bytes.peek()) {
            (b'\\', Some(b'\\')) => Some(b'\\'),
            (b'\\', Some(b'n')) => Some(b'\n'),
            (b'\\', Some(b'r')) => Some(b'\r'),
            _ => None,
        };
        if escaped.is_some() {
            bytes.next();
        }
        out.push(escaped.unwrap_or(byte));
    }
    out
}

/// Whether a file is one that systems strew about by themselves and that may be gone tomorrow:
/// `.DS_Store`, `Thumbs.db`, `desktop.ini`, `._*`.
#[must_use]
pub fn is_system_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == ".DS_Store"
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
        || (name.starts_with("._") && name.len() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dangerous_paths_are_refused_on_every_platform() {
        let cases: &[(&str, &Code)] = &[
            ("", &bag::LINE_MALFORMED),
            ("/tmp/foo", &bag::PATH_ABSOLUTE),
            ("\\Windows\\x", &bag::PATH_ABSOLUTE),
            ("//server/share", &bag::PATH_UNC),
            ("\\\\?\\UNC\\server\\x", &bag::PATH_UNC),
            ("/\\server", &bag::PATH_UNC),
            ("C:\\Windows\\x", &bag::PATH_DRIVE),
            ("c:x", &bag::PATH_DRIVE),
            ("~", &bag::PATH_HOME),
            ("~/x", &bag::PATH_HOME),
            ("~root/x", &bag::PATH_HOME),
            ("~root\\x", &bag::PATH_HOME),
            ("../x", &bag::PATH_TRAVERSAL),
            ("data/../x", &bag::PATH_TRAVERSAL),
            ("data/..", &bag::PATH_TRAVERSAL),
            ("data\\..\\x", &bag::PATH_TRAVERSAL),
            ("data/a\0b", &bag::PATH_NUL),
            ("data/dir/", &bag::FOLDER_LISTED),
            (".", &bag::FOLDER_LISTED),
        ];
        for (path, code) in cases {
            assert_eq!(plain(path.as_bytes()).map(|_| ()), Err(*code), "{path}");
        }
    }

    #[test]
    fn harmless_paths_are_taken() {
        for path in ["data/a", "data/~a/b", "~a", "data/..a/b..", "data/a b ", "data/a:b", "ä"] {
            let (plain, odd) = plain(path.as_bytes()).unwrap();
            assert_eq!((&*plain, odd), (path.as_bytes(), Oddities::default()), "{path}");
        }
        for path in ["./data/a", "././data/a", "data//a", "data/./a"] {
            let (plain, odd) = plain(path.as_bytes()).unwrap();
            assert_eq!(&*plain, b"data/a", "{path}");
            assert!(odd.not_plain);
        }
        assert!(plain(b"data/a\\b").unwrap().1.backslash);
    }

    #[test]
    fn only_three_sequences_are_decoded() {
        let (path, stray) = percent_decode(b"a%0Ab%0dc%25d");
        assert_eq!((&*path, stray), (&b"a\nb\rc%d"[..], false));
        let (path, stray) = percent_decode(b"a%20b%7E%");
        assert_eq!((&*path, stray), (&b"a%20b%7E%"[..], true));
        assert_eq!(&*percent_decode(b"%250A").0, b"%0A");
    }

    #[test]
    fn md5sum_escapes() {
        assert_eq!(md5sum_unescape(b"data/a\\\\b\\nc\\x"), b"data/a\\b\nc\\x");
    }

    proptest! {
        #[test]
        fn encoding_round_trips(raw in proptest::collection::vec(any::<u8>(), 0..60)) {
            let encoded = percent_encode(&raw);
            prop_assert!(!encoded.contains(&b'\n') && !encoded.contains(&b'\r'));
            let (decoded, stray) = percent_decode(&encoded);
            prop_assert_eq!(&*decoded, &raw[..]);
            prop_assert!(!stray);
        }

        #[test]
        fn plain_is_plain_for_ever(raw in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok((once, _)) = plain(&raw) {
                let (twice, odd) = plain(&once).unwrap();
                prop_assert_eq!(&*twice, &*once);
                prop_assert!(!odd.not_plain);
            }
        }
    }
}
