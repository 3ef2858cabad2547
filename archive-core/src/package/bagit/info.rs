//! The metadata of a bag: `bag-info.txt`, `package-info.txt` up to 0.95 (RFC 8493 §2.2.2), and
//! the sum of the payload it promises.

use super::lines::Lines;
use super::{TextEncoding, Version, read_failure, short};
use crate::error::Result;
use crate::finding::codes::bag;
use crate::finding::{Code, Finding, Findings};
use crate::limits::TAG_FILE_BYTES;
use std::io::Read;

/// Elements that should stand once only (RFC 8493 §2.2.2).
const ONCE: [&str; 4] = ["Bagging-Date", "Bag-Size", "Bag-Group-Identifier", "Bag-Count"];

/// Most elements kept: a hundred times more than people write, and little enough for memory.
const FIELDS: usize = 100_000;

/// One element, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The label as written.
    pub label: String,
    /// The value. Line breaks of folded values are kept as `\n`, the padding is not.
    pub value: String,
    /// The number of its first line, from 1.
    pub line: u64,
}

impl Field {
    /// The value on one line.
    #[must_use]
    pub fn unfolded(&self) -> String {
        self.value.replace('\n', " ")
    }
}

/// The elements of bag-info.txt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BagInfo {
    /// Every element, in the order of the file, repeated ones too.
    pub fields: Vec<Field>,
    /// What Payload-Oxum promises.
    pub oxum: Option<Oxum>,
}

/// The "octetstream sum" of a payload (RFC 8493 §2.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Oxum {
    /// Bytes of all payload files together.
    pub bytes: u64,
    /// Number of payload files.
    pub files: u64,
}

impl Oxum {
    /// Reads `bytes.files`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (bytes, files) = text.split_once('.')?;
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(bytes) || !digits(files) {
            return None;
        }
        Some(Self { bytes: bytes.parse().ok()?, files: files.parse().ok()? })
    }
}

impl std::fmt::Display for Oxum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.bytes, self.files)
    }
}

impl BagInfo {
    /// The values of an element, in order. Labels are compared without regard to case.
    pub fn values<'s>(&'s self, label: &'s str) -> impl Iterator<Item = &'s Field> {
        self.fields.iter().filter(move |field| field.label.eq_ignore_ascii_case(label))
    }

    /// Reads and judges the file `name`.
    pub(super) fn read(
        reader: impl Read,
        name: &str,
        version: Version,
        encoding: TextEncoding,
        findings: &mut Findings,
    ) -> Result<Self> {
        let reader = encoding.reader(reader.take(TAG_FILE_BYTES));
        let mut parser = Parser { name, version, findings, fields: Vec::new(), said: Vec::new() };
        let mut lines = Lines::new(reader);
        while let Some(line) = lines.next_line().map_err(|e| read_failure(name, e))? {
            let number = line.number;
            if line.too_long {
                parser.push(&bag::LINE_TOO_LONG, number);
                continue;
            }
            if parser.fields.len() >= FIELDS {
                let finding = Finding::new(&bag::TOO_MANY_LINES).at(name);
                parser.findings.push(finding.with("limit", FIELDS));
                break;
            }
            let text = parser.decode(line.bytes, number, encoding);
            parser.line(&text, number);
        }
        let fields = parser.fields;
        let mut info = Self { fields, oxum: None };
        info.judge(name, version, findings);
        Ok(info)
    }

    fn judge(&mut self, name: &str, version: Version, findings: &mut Findings) {
        for label in ONCE {
            if version.is_rfc() {
                self.repeated(name, label, &bag::INFO_REPEATED, findings);
            }
        }
        let code = if version.is_rfc() { &bag::OXUM_REPEATED } else { &bag::INFO_REPEATED };
        self.repeated(name, "Payload-Oxum", code, findings);
        let mut oxum = None;
        for field in self.values("Payload-Oxum") {
            let found = Oxum::parse(field.value.trim());
            if found.is_none() {
                findings.push(of_field(&bag::OXUM_MALFORMED, name, field));
            }
            oxum = oxum.or(found);
        }
        for field in self.values("Bagging-Date").filter(|field| !is_date(&field.value)) {
            findings.push(of_field(&bag::DATE_UNUSUAL, name, field));
        }
        for field in self.values("BagIt-Profile-Identifier") {
            findings.push(of_field(&bag::PROFILE_NAMED, name, field));
        }
        self.oxum = oxum;
    }

    fn repeated(&self, name: &str, label: &str, code: &'static Code, findings: &mut Findings) {
        if let Some(second) = self.values(label).nth(1) {
            findings.push(of_field(code, name, second));
        }
    }
}

fn of_field(code: &'static Code, name: &str, field: &Field) -> Finding {
    Finding::new(code)
        .at(name)
        .with("line", field.line)
        .with("label", short(&field.label))
        .with("value", short(&field.unfolded()))
}

/// Whether a value is a day of the calendar as YYYY-MM-DD.
fn is_date(value: &str) -> bool {
    value.len() == 10 && value.parse::<jiff::civil::Date>().is_ok()
}

struct Parser<'p> {
    name: &'p str,
    version: Version,
    findings: &'p mut Findings,
    fields: Vec<Field>,
    said: Vec<&'static str>,
}

impl Parser<'_> {
    fn decode(&mut self, bytes: &[u8], number: u64, encoding: TextEncoding) -> String {
        if encoding.is_broken(bytes) {
            self.push(&bag::ENCODING_WRONG, number);
        }
        let text = String::from_utf8_lossy(bytes);
        match text.strip_prefix('\u{FEFF}') {
            Some(rest) if number == 1 => {
                let rfc = self.version.is_rfc();
                if encoding.is_utf8() {
                    self.push(if rfc { &bag::BOM } else { &bag::BOM_BEFORE_1_0 }, number);
                }
                rest.to_owned()
            }
            _ => text.into_owned(),
        }
    }

    fn line(&mut self, text: &str, number: u64) {
        if text.trim().is_empty() {
            return;
        }
        let blank = [' ', '\t'];
        if text.starts_with(blank) {
            match self.fields.last_mut() {
                Some(field) => {
                    field.value.push('\n');
                    field.value.push_str(text.trim_matches(blank));
                }
                None => self.push(&bag::INFO_MALFORMED, number),
            }
            return;
        }
        let Some((label, value)) = text.split_once(':') else {
            return self.push(&bag::INFO_MALFORMED, number);
        };
        let trimmed = label.trim_matches(blank);
        if trimmed.is_empty() {
            return self.push(&bag::INFO_MALFORMED, number);
        }
        if self.version.is_rfc() {
            self.whitespace(label, value, number);
        }
        let (label, value) = (trimmed.to_owned(), value.trim_matches(blank).to_owned());
        self.fields.push(Field { label, value, line: number });
    }

    /// Since 1.0 a label ends at the colon, and one blank stands behind it.
    fn whitespace(&mut self, label: &str, value: &str, number: u64) {
        let blank = [' ', '\t'];
        let inner = value.trim_matches(blank);
        if label.ends_with(blank) {
            self.push(&bag::INFO_LABEL_WHITESPACE, number);
        } else if !inner.is_empty() && value.trim_start_matches(blank).len() + 1 != value.len() {
            let code = &bag::INFO_UNTIDY;
            if !self.said.contains(&code.id) {
                self.said.push(code.id);
                self.push(code, number);
            }
        }
    }

    fn push(&mut self, code: &'static Code, line: u64) {
        self.findings.push(Finding::new(code).at(self.name).with("line", line));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(version: Version, text: &[u8]) -> (BagInfo, Vec<&'static str>) {
        let mut findings = Findings::new();
        let encoding = TextEncoding::UTF_8;
        let info = BagInfo::read(text, "bag-info.txt", version, encoding, &mut findings).unwrap();
        (info, findings.iter().map(|f| f.code.id).collect())
    }

    fn pairs(info: &BagInfo) -> Vec<(&str, &str)> {
        info.fields.iter().map(|f| (f.label.as_str(), f.value.as_str())).collect()
    }

    #[test]
    fn order_repetition_and_folding_are_kept() {
        let text = b"Source-Organization: Stadt\r\nContact: a\nExternal-Description: eins\n\
            \t zwei : drei\r   vier\nCONTACT: b\nEmpty:\n";
        let (info, codes) = read(Version::V1_0, text);
        let expected = [
            ("Source-Organization", "Stadt"),
            ("Contact", "a"),
            ("External-Description", "eins\nzwei : drei\nvier"),
            ("CONTACT", "b"),
            ("Empty", ""),
        ];
        assert_eq!(pairs(&info), expected);
        assert!(codes.is_empty(), "{codes:?}");
        let values: Vec<_> = info.values("contact").map(|f| f.line).collect();
        assert_eq!(values, [2, 6]);
        assert_eq!(info.fields[2].unfolded(), "eins zwei : drei vier");
    }

    #[test]
    fn whitespace_around_the_colon_differs_by_version() {
        let text = b"A : 1\nB   :   2\nC:3\nD:  4\n";
        let (info, codes) = read(Version::V0_97, text);
        assert_eq!(pairs(&info), [("A", "1"), ("B", "2"), ("C", "3"), ("D", "4")]);
        assert!(codes.is_empty(), "{codes:?}");
        let codes = read(Version::V1_0, text).1;
        assert_eq!(codes, ["E-BAG-071", "E-BAG-071", "W-BAG-072"]);
    }

    #[test]
    fn sums_and_dates_are_judged() {
        let (info, codes) = read(Version::V1_0, b"Payload-Oxum: 12.3\nBagging-Date: 2026-02-30\n");
        assert_eq!(info.oxum, Some(Oxum { bytes: 12, files: 3 }));
        assert_eq!(codes, ["W-BAG-077"]);
        let twice = b"Payload-Oxum: 12.3\nPayload-Oxum: 12.3\nBag-Size: 1\nBag-Size: 2\n";
        assert_eq!(read(Version::V1_0, twice).1, ["W-BAG-076", "E-BAG-075"]);
        assert_eq!(read(Version::V0_97, twice).1, ["W-BAG-076"]);
        for bad in ["12", "12.", ".3", "+1.2", "1.2.3", "99999999999999999999.1"] {
            let text = format!("Payload-Oxum: {bad}\n");
            assert_eq!(read(Version::V0_97, text.as_bytes()).1, ["E-BAG-073"], "{bad}");
        }
    }

    #[test]
    fn lines_that_are_no_elements_are_named() {
        let text = b" folded nothing\nno colon\n: no label\nA: b\n\xff: c\n";
        let codes = read(Version::V1_0, text).1;
        assert_eq!(codes, ["E-BAG-070", "E-BAG-070", "E-BAG-070", "E-BAG-034"]);
    }

    #[test]
    fn a_flood_of_elements_is_bounded() {
        let (info, codes) = read(Version::V0_97, "a:\n".repeat(FIELDS + 5).as_bytes());
        assert_eq!((info.fields.len(), codes), (FIELDS, vec!["E-BAG-033"]));
    }

    proptest! {
        #[test]
        fn random_bytes_never_panic(text in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(Version::V1_0, &text);
            let _ = read(Version::V0_95, &text);
        }
    }
}
