//! The bag declaration, `bagit.txt` (RFC 8493 §2.1.1): exactly two lines.
//!
//! A faulty declaration is judged and then read as well as it can be, so that everything else
//! that is wrong with the bag is found too.

use super::{TagFiles, TextEncoding, Version, read_failure};
use crate::error::Result;
use crate::finding::codes::bag;
use crate::finding::{Code, Finding, Findings};
use std::io::Read;

/// The name of the declaration.
pub(super) const NAME: &str = "bagit.txt";
const VERSION: &str = "BagIt-Version";
const ENCODING: &str = "Tag-File-Character-Encoding";
/// Far more than two lines need.
const BYTES: u64 = 4_096;

/// What a declaration says, or what is assumed where it says nothing usable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declaration {
    pub version: Version,
    pub encoding: TextEncoding,
    pub encoding_name: String,
}

impl Declaration {
    /// What is assumed where nothing usable is declared: the newest draft, whose rules raise the
    /// fewest findings that only follow from the missing declaration.
    pub fn assumed() -> Self {
        let encoding = TextEncoding::UTF_8;
        Self { version: Version::V0_97, encoding, encoding_name: "UTF-8".to_owned() }
    }

    pub fn read(files: &dyn TagFiles, findings: &mut Findings) -> Result<Self> {
        let mut bytes = Vec::new();
        let reader = files.open(NAME)?;
        reader.take(BYTES + 1).read_to_end(&mut bytes).map_err(|e| read_failure(NAME, e))?;
        if bytes.len() as u64 > BYTES {
            findings.push(malformed(1));
            return Ok(Self::assumed());
        }
        Ok(Self::parse(&bytes, findings))
    }

    fn parse(bytes: &[u8], findings: &mut Findings) -> Self {
        let mut judge = Judge { findings, untidy: None, spaced: None };
        let text = judge.text(bytes);
        let (version, encoding_name) = judge.lines(&text);
        judge.whitespace(version);
        let encoding = judge.encoding(&encoding_name);
        Self { version, encoding, encoding_name }
    }
}

struct Judge<'f> {
    findings: &'f mut Findings,
    /// A line with blanks behind its value, or a blank line at the end.
    untidy: Option<usize>,
    /// A line whose colon does not stand right behind the label and one blank before the value.
    spaced: Option<usize>,
}

impl Judge<'_> {
    fn text(&mut self, bytes: &[u8]) -> String {
        let unmarked = [&b"\xEF\xBB\xBF"[..], b"\xFE\xFF", b"\xFF\xFE"]
            .into_iter()
            .find_map(|mark| bytes.strip_prefix(mark));
        if unmarked.is_some() {
            self.push(&bag::DECLARATION_BOM);
        }
        let bytes = unmarked.unwrap_or(bytes);
        if std::str::from_utf8(bytes).is_err() {
            self.findings.push(malformed(1));
        }
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// The version and the name of the encoding.
    fn lines(&mut self, text: &str) -> (Version, String) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let mut lines: Vec<&str> = text.split('\n').collect();
        if lines.last().is_some_and(|last| last.is_empty()) {
            lines.pop();
        }
        while lines.len() > 2 && lines.last().is_some_and(|last| last.trim().is_empty()) {
            self.untidy = Some(lines.len());
            lines.pop();
        }
        let fields: Vec<_> =
            lines.iter().enumerate().map(|(at, line)| self.field(at + 1, line)).collect();
        let find = |label: &str| fields.iter().position(|f| f.is_some_and(|(l, _)| l == label));
        let (version_at, encoding_at) = (find(VERSION), find(ENCODING));
        let value = |at: Option<usize>| at.and_then(|at| fields[at]).map(|(_, value)| value);
        let version = self.version(value(version_at));
        if encoding_at.is_none() {
            self.push(&bag::ENCODING_MISSING);
        } else if fields.len() > 2 {
            self.findings.push(malformed(3));
        } else if version_at > encoding_at && version.is_rfc() {
            self.findings.push(malformed(1));
        } else if version_at > encoding_at {
            self.untidy = Some(1);
        }
        (version, value(encoding_at).unwrap_or("UTF-8").to_owned())
    }

    /// Label and value of a line.
    fn field<'t>(&mut self, number: usize, line: &'t str) -> Option<(&'t str, &'t str)> {
        let (label, value) = line.split_once(':')?;
        let blank = [' ', '\t'];
        if label.trim_matches(blank) != label
            || value.trim_start_matches(blank).len() + 1 != value.len()
        {
            self.spaced = self.spaced.or(Some(number));
        }
        if value.trim_end_matches(blank) != value {
            self.untidy = self.untidy.or(Some(number));
        }
        Some((label.trim_matches(blank), value.trim_matches(blank)))
    }

    fn version(&mut self, text: Option<&str>) -> Version {
        let Some(text) = text else {
            self.findings.push(malformed(1));
            return Version::V0_97;
        };
        text.parse().unwrap_or_else(|()| {
            self.findings.push(Finding::new(&bag::VERSION_UNKNOWN).at(NAME).with("version", text));
            Version::V0_97
        })
    }

    fn whitespace(&mut self, version: Version) {
        if let Some(line) = self.spaced {
            let code = if version.is_rfc() {
                &bag::DECLARATION_WHITESPACE
            } else {
                &bag::DECLARATION_UNTIDY
            };
            self.findings.push(Finding::new(code).at(NAME).with("line", line));
        } else if let Some(line) = self.untidy {
            self.findings.push(Finding::new(&bag::DECLARATION_UNTIDY).at(NAME).with("line", line));
        }
    }

    fn encoding(&mut self, name: &str) -> TextEncoding {
        TextEncoding::for_name(name).unwrap_or_else(|| {
            self.findings
                .push(Finding::new(&bag::ENCODING_UNSUPPORTED).at(NAME).with("encoding", name));
            TextEncoding::UTF_8
        })
    }

    fn push(&mut self, code: &'static Code) {
        self.findings.push(Finding::new(code).at(NAME));
    }
}

/// A line that does not belong there, or is not there.
fn malformed(line: usize) -> Finding {
    Finding::new(&bag::DECLARATION_MALFORMED).at(NAME).with("line", line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &[u8]) -> (Declaration, Vec<&'static str>) {
        let mut findings = Findings::new();
        let declaration = Declaration::parse(text, &mut findings);
        (declaration, findings.iter().map(|f| f.code.id).collect())
    }

    #[test]
    fn good_declarations_of_every_version() {
        for version in Version::ALL {
            for end in ["\n", "\r\n", "\r"] {
                for last in ["", end] {
                    let text = format!(
                        "BagIt-Version: {version}{end}Tag-File-Character-Encoding: UTF-8{last}"
                    );
                    let (declaration, codes) = parse(text.as_bytes());
                    assert_eq!(declaration.version, version);
                    assert!(codes.is_empty(), "{text:?} {codes:?}");
                }
            }
        }
    }

    #[test]
    fn faulty_declarations_have_their_codes() {
        let second = "Tag-File-Character-Encoding: UTF-8";
        for (text, code) in [
            (format!("\u{FEFF}BagIt-Version: 1.0\n{second}"), "E-BAG-002"),
            (format!("{second}\n"), "E-BAG-003"),
            (format!("BagIt-Version: 1.0\n{second}\nx: y\n"), "E-BAG-003"),
            (format!("BagIt-Version: 1.0\n{second}\nhello\n"), "E-BAG-003"),
            (format!("{second}\nBagIt-Version: 1.0\n"), "E-BAG-003"),
            (format!("{second}\nBagIt-Version: 0.97\n"), "W-BAG-008"),
            (format!("BagIt-Version: .97\n{second}"), "E-BAG-004"),
            (format!("BagIt-Version: 2.0\n{second}"), "E-BAG-004"),
            (format!("BagIt-Version:\n{second}"), "E-BAG-004"),
            ("BagIt-Version: 1.0\n".to_owned(), "E-BAG-005"),
            (String::new(), "E-BAG-003"),
            ("BagIt-Version: 1.0\nTag-File-Character-Encoding: X-99".to_owned(), "E-BAG-006"),
            (format!("BagIt-Version : 1.0\n{second}"), "E-BAG-007"),
            (format!("BagIt-Version:  1.0\n{second}"), "E-BAG-007"),
            (format!("BagIt-Version:1.0\n{second}"), "E-BAG-007"),
            (format!(" BagIt-Version: 1.0\n{second}"), "E-BAG-007"),
            (format!("BagIt-Version : 0.97\n{second}"), "W-BAG-008"),
            (format!("BagIt-Version: 1.0 \n{second}"), "W-BAG-008"),
            (format!("BagIt-Version: 1.0\n{second}\n\n"), "W-BAG-008"),
        ] {
            let codes = parse(text.as_bytes()).1;
            assert_eq!(codes.first(), Some(&code), "{text:?} {codes:?}");
        }
    }

    #[test]
    fn a_mark_of_utf16_is_a_mark_too() {
        assert!(parse(b"\xFF\xFEB\0a\0").1.contains(&"E-BAG-002"));
    }

    proptest! {
        #[test]
        fn random_bytes_never_panic(text in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&text);
        }
    }
}
