//! Writing bags of BagIt 1.0 (RFC 8493), as exports: the tag files, and what stands in them.
//!
//! Paths are percent-encoded as RFC 8493 §2.1.3 demands: CR, LF and `%`. bagit-python up to
//! 1.9 decodes line breaks only, so it does not find a file whose name holds `%`, though the bag
//! is right; names without `%` suit every program.

use super::path::percent_encode;
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::Result;
use crate::finding::codes::sys;
use std::io::Write;

/// The declaration of a bag written here (RFC 8493 §2.1.1).
pub const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The digest of exports.
const ALGORITHM: Algorithm = Algorithm::Sha512;
/// Longest line of bag-info.txt, in characters, where words allow it (RFC 8493 §2.2.2).
const LINE_CHARS: usize = 79;

/// One line of a manifest, with its LF (RFC 8493 §2.1.3). The path is relative to the bag.
#[must_use]
pub fn manifest_line(digest: &Digest, path: &[u8]) -> Vec<u8> {
    let mut line = digest.hex().into_bytes();
    line.extend_from_slice(b"  ");
    line.extend_from_slice(&percent_encode(path));
    line.push(b'\n');
    line
}

/// One element of bag-info.txt with its LF, folded at blanks to lines of at most 79 characters
/// (RFC 8493 §2.2.2). Line breaks of the value become folds; a label loses colons, line breaks
/// and outer blanks. A value without blanks is never broken.
#[must_use]
pub fn fold(label: &str, value: &str) -> String {
    let label: String =
        label.chars().map(|c| if matches!(c, ':' | '\r' | '\n') { ' ' } else { c }).collect();
    let mut out = format!("{}:", label.trim());
    let mut width = out.chars().count();
    for (at, line) in value.lines().flat_map(|line| line.split('\r')).enumerate() {
        for (nth, word) in line.split_whitespace().enumerate() {
            let chars = word.chars().count();
            let broken = at > 0 && nth == 0;
            if broken || (width + 1 + chars > LINE_CHARS && width > label.len() + 1) {
                out.push_str("\n ");
                width = 1;
            } else {
                out.push(' ');
                width += 1;
            }
            out.push_str(word);
            width += chars;
        }
    }
    if out.ends_with(':') {
        out.push(' ');
    }
    out.push('\n');
    out
}

/// Writes the tag files of a bag while its payload goes elsewhere.
///
/// Every payload file is told with [`BagWriter::payload`], whose lines go straight to the given
/// sink (`manifest-sha512.txt`); [`BagWriter::finish`] then gives the small tag files. Memory
/// does not grow with the number of files.
pub struct BagWriter<W> {
    manifest: W,
    hasher: Hasher,
    files: u64,
    bytes: u64,
}

/// A tag file: its name in the base folder, and its content.
pub type TagFile = (&'static str, Vec<u8>);

impl<W: Write> BagWriter<W> {
    /// A writer whose payload manifest goes to `manifest`.
    pub fn new(manifest: W) -> Self {
        Self { manifest, hasher: Hasher::new(ALGORITHM), files: 0, bytes: 0 }
    }

    /// Enters a payload file: its path below `data/` (without it), its SHA-512, its size in
    /// bytes. Every file is entered once.
    pub fn payload(&mut self, path: &[u8], digest: &Digest, size: u64) -> Result<()> {
        debug_assert_eq!(digest.algorithm(), ALGORITHM, "exports carry SHA-512");
        let mut full = b"data/".to_vec();
        full.extend_from_slice(path);
        let line = manifest_line(digest, &full);
        self.hasher.update(&line);
        self.files += 1;
        self.bytes += size;
        self.manifest.write_all(&line).map_err(|failure| {
            crate::Error::new(&sys::UNREADABLE)
                .at("manifest-sha512.txt")
                .with("action", "write")
                .with("reason", &failure)
                .because(failure)
        })
    }

    /// Gives back the sink and the other tag files: `bagit.txt`, `bag-info.txt` with the free
    /// entries, Bagging-Date and Payload-Oxum, and `tagmanifest-sha512.txt` over all of them and
    /// `others`, tag files the caller writes (path relative to the bag, SHA-512).
    pub fn finish(
        self,
        day: jiff::civil::Date,
        entries: &[(String, String)],
        others: &[(Vec<u8>, Digest)],
    ) -> (W, Vec<TagFile>) {
        let mut info = String::new();
        for (label, value) in entries {
            info.push_str(&fold(label, value));
        }
        info.push_str(&fold("Bagging-Date", &day.to_string()));
        info.push_str(&fold("Payload-Oxum", &format!("{}.{}", self.bytes, self.files)));
        let digest = |text: &[u8]| Hasher::digest(ALGORITHM, text);
        let mut listed: Vec<(&[u8], Digest)> = vec![
            (b"bag-info.txt", digest(info.as_bytes())),
            (b"bagit.txt", digest(DECLARATION.as_bytes())),
            (b"manifest-sha512.txt", self.hasher.finish()),
        ];
        listed.extend(others.iter().map(|(path, digest)| (path.as_slice(), *digest)));
        listed.sort_unstable_by(|a, b| a.0.cmp(b.0));
        let tags = listed.iter().flat_map(|(path, digest)| manifest_line(digest, path)).collect();
        let files = vec![
            ("bagit.txt", DECLARATION.as_bytes().to_vec()),
            ("bag-info.txt", info.into_bytes()),
            ("tagmanifest-sha512.txt", tags),
        ];
        (self.manifest, files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_values_are_folded_at_blanks() {
        let value = "Niederschriften der Sitzungen des Stadtrates und seiner Ausschüsse in den \
                     Jahren 1990 bis 2024 mit Anlagen";
        let text = fold("External-Description", value);
        assert!(text.lines().count() == 2, "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= LINE_CHARS), "{text}");
        assert!(text.lines().nth(1).unwrap().starts_with(' '));
        assert_eq!(fold("A", "one\r\ntwo\n\nthree"), "A: one\n two\n three\n");
        assert_eq!(fold(" A:\nB ", ""), "A  B: \n");
        let long = "x".repeat(200);
        assert_eq!(fold("URL", &long), format!("URL: {long}\n"));
    }

    #[test]
    fn lines_carry_encoded_paths() {
        let digest = Hasher::digest(Algorithm::Md5, b"");
        let line = manifest_line(&digest, "data/100%\n\rä".as_bytes());
        let expected = "d41d8cd98f00b204e9800998ecf8427e  data/100%25%0A%0Dä\n";
        assert_eq!(String::from_utf8(line).unwrap(), expected);
    }

    proptest! {
        #[test]
        fn what_is_folded_is_read_back(label in "[A-Za-z][A-Za-z-]{0,20}", value in "\\PC{0,200}") {
            let text = fold(&label, &value);
            let mut findings = crate::finding::Findings::new();
            let info = super::super::BagInfo::read(
                text.as_bytes(),
                "bag-info.txt",
                super::super::Version::V1_0,
                super::super::TextEncoding::UTF_8,
                &mut findings,
            ).unwrap();
            prop_assert_eq!(info.fields.len(), 1);
            prop_assert_eq!(&info.fields[0].label, &label);
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(words(&info.fields[0].value), words(&value));
        }
    }
}
