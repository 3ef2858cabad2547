//! The description that a plain package brings: Dublin Core, EAD, or a table `metadata.csv`.
//!
//! Fields come out as pairs of name and value, in the order of the file: `dc:title` and its
//! like for what is Dublin Core, `ead:<field>` for what is EAD, `csv:<column>` for other columns
//! of a table.

use crate::finding::codes::{self, fld};
use crate::finding::{Finding, Findings, Lang};
use crate::limits::{DESCRIPTION_NAME_BYTES, DESCRIPTION_VALUE_BYTES};
use crate::metadata::description::dublin_core;
use crate::metadata::ead;
use std::borrow::Cow;
use std::io::BufRead;

/// Fields in order: name and value.
pub type Description = Vec<(String, String)>;

/// Largest description file read, in bytes.
pub const DESCRIPTION_BYTES: u64 = 16 << 20;
/// Most fields taken from one description.
const FIELDS: usize = 10_000;
/// Characters of a field's name by which a finding speaks of it.
const PLACE_CHARS: usize = 80;

/// What the names of fields from EAD begin with.
const EAD: &str = "ead";

/// The fifteen elements of Dublin Core 1.1 and the names offices give such columns.
const ELEMENTS: [(&str, &[&str]); 15] = [
    ("title", &["titel"]),
    ("creator", &["provenienz", "urheber", "verfasser"]),
    ("subject", &["schlagwort", "betreff"]),
    ("description", &["beschreibung", "enthält", "enthaelt"]),
    ("publisher", &[]),
    ("contributor", &[]),
    ("date", &["laufzeit", "datum"]),
    ("type", &["art"]),
    ("format", &["umfang"]),
    ("identifier", &["signatur", "aktenzeichen"]),
    ("source", &["altsignatur"]),
    ("language", &["sprache"]),
    ("relation", &["bestand"]),
    ("coverage", &["ort"]),
    ("rights", &["rechte", "schutzfrist"]),
];

/// Leaves out what is too long to be a descriptive field, and tells it.
#[must_use]
pub fn bounded(description: Description, findings: &mut Findings) -> Description {
    let kept = |(name, value): &(String, String)| {
        let (bytes, limit) = if name.len() > DESCRIPTION_NAME_BYTES {
            (name.len(), DESCRIPTION_NAME_BYTES)
        } else {
            (value.len(), DESCRIPTION_VALUE_BYTES)
        };
        if bytes > limit {
            let place: String = name.chars().take(PLACE_CHARS).collect();
            let finding = Finding::new(&fld::VALUE_TOO_LONG).at(place).with("bytes", bytes);
            findings.push(finding.with("limit", limit));
        }
        bytes <= limit
    };
    description.into_iter().filter(kept).collect()
}

/// Reads a Dublin Core file. Other or broken XML is a finding, and gives no fields.
pub fn dublin_core(source: impl BufRead, path: &str, findings: &mut Findings) -> Description {
    let reason = match dublin_core::pairs(source, path, FIELDS) {
        Ok(fields) if fields.is_empty() => "it holds no Dublin Core elements".to_owned(),
        Ok(fields) => return fields,
        Err(error) => error.finding().message(Lang::En),
    };
    findings.push(Finding::new(&fld::DUBLIN_CORE_UNREADABLE).at(path).with("reason", reason));
    Description::new()
}

/// Reads an EAD file: what it says of its highest unit is the description of the package, each
/// field as `ead:<field>` (`ead:title`, `ead:period:normal`, `ead:other:<name>`), and how many
/// units it has in all as `ead:units`. Other or broken XML is a finding, and gives no fields.
pub fn ead(source: impl BufRead, path: &str, findings: &mut Findings) -> Description {
    let (mut top, mut units) = (None, 0);
    let outcome = ead::read(source, path, &mut |placed| {
        units += 1;
        if placed.number == 0 {
            top = Some(placed.unit);
        }
        Ok(())
    });
    match (outcome, top) {
        (Ok(_), Some(unit)) => {
            let mut fields = unit.pairs(EAD);
            fields.push((format!("{EAD}:units"), units.to_string()));
            fields
        }
        (Ok(_), None) => {
            let none = ("it describes nothing", "sie beschreibt nichts");
            findings.push(ead_unreadable(path, none));
            Description::new()
        }
        (Err(error), _) => {
            let finding = error.finding();
            let words = (finding.message(Lang::En), finding.message(Lang::De));
            findings.push(ead_unreadable(path, (&words.0, &words.1)));
            Description::new()
        }
    }
}

fn ead_unreadable(path: &str, (reason, reason_de): (&str, &str)) -> Finding {
    let finding = Finding::new(&codes::ead::UNREADABLE).at(path);
    finding.with("reason", reason).with("reason_de", reason_de)
}

/// Reads the row of a table that describes the package called `name`.
///
/// With a column `filename`, that is the row whose file name is the package's; rows about files
/// inside the package are not descriptions of the package and are passed over. Without one, it
/// is the only row.
pub fn csv(bytes: &[u8], path: &str, name: &str, findings: &mut Findings) -> Description {
    let text = decode(bytes, path, findings);
    match row_for(&text, name) {
        Ok(fields) => fields,
        Err(reason) => {
            let finding = Finding::new(&fld::CSV_UNREADABLE).at(path).with("reason", reason);
            findings.push(finding);
            Description::new()
        }
    }
}

fn decode<'a>(bytes: &'a [u8], path: &str, findings: &mut Findings) -> Cow<'a, str> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.into();
    }
    findings.push(Finding::new(&fld::CSV_NOT_UTF8).at(path));
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0
}

fn row_for(text: &str, name: &str) -> Result<Description, String> {
    let header = text.lines().next().unwrap_or_default();
    // German spreadsheets separate columns by semicolons, since the comma is their decimal sign.
    let semicolons = header.matches(';').count() > header.matches(',').count();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if semicolons { b';' } else { b',' })
        .flexible(true)
        .from_reader(text.as_bytes());
    let columns = reader.headers().map_err(|e| e.to_string())?.clone();
    let file_column = columns.iter().position(is_file_column);
    let mut found = None;
    for (index, row) in reader.records().enumerate() {
        let row = row.map_err(|e| e.to_string())?;
        let about_us = match file_column {
            Some(column) => is_package(row.get(column).unwrap_or_default(), name),
            None if index > 0 => return Err("it has several rows and no column filename".into()),
            None => true,
        };
        if about_us {
            found = Some(row);
            break;
        }
    }
    let row = found.ok_or("it has no row for this package")?;
    let cells = columns.iter().zip(row.iter()).enumerate();
    Ok(cells
        .filter(|(index, (_, value))| Some(*index) != file_column && !value.trim().is_empty())
        .take(FIELDS)
        .map(|(_, (column, value))| (field_name(column), value.trim().to_owned()))
        .collect())
}

fn is_file_column(column: &str) -> bool {
    let column = column.trim().to_lowercase();
    matches!(column.as_str(), "filename" | "file" | "datei" | "dateiname" | "paket")
}

/// Whether a file name in a table means the package itself.
fn is_package(cell: &str, name: &str) -> bool {
    let cell = cell.trim().trim_end_matches('/');
    matches!(cell, "" | "." | "objects" | "data") || cell == name
}

/// `dc.title`, `DC:Title`, `Title` and `Titel` are all `dc:title`.
fn field_name(column: &str) -> String {
    let lower = column.trim().to_lowercase();
    let bare = ["dcterms.", "dcterms:", "dc.", "dc:"]
        .iter()
        .find_map(|prefix| lower.strip_prefix(prefix))
        .unwrap_or(&lower);
    let known = ELEMENTS.iter().find(|(name, others)| *name == bare || others.contains(&bare));
    match known {
        Some((name, _)) => format!("dc:{name}"),
        None => format!("csv:{}", column.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(fields: &Description) -> Vec<(&str, &str)> {
        fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
    }

    #[test]
    fn tables_of_offices_are_understood() {
        let mut findings = Findings::new();
        let table = "\u{FEFF}Titel;Signatur;Laufzeit;Farbe\n\"Bau; Straße\";A 1;1990-1995;rot\n";
        let fields = csv(table.as_bytes(), "metadata.csv", "akte", &mut findings);
        assert!(findings.is_empty());
        let expected = [
            ("dc:title", "Bau; Straße"),
            ("dc:identifier", "A 1"),
            ("dc:date", "1990-1995"),
            ("csv:Farbe", "rot"),
        ];
        assert_eq!(pairs(&fields), expected);
    }

    #[test]
    fn the_row_of_the_package_is_taken() {
        let mut findings = Findings::new();
        let table = "filename,dc.title\nother,No\nakte,Yes\nakte/a.pdf,File\n";
        let fields = csv(table.as_bytes(), "metadata.csv", "akte", &mut findings);
        assert_eq!(pairs(&fields), [("dc:title", "Yes")]);
        assert!(csv(table.as_bytes(), "m", "third", &mut findings).is_empty());
        assert!(findings.has(&fld::CSV_UNREADABLE));
    }

    #[test]
    fn old_code_pages_are_told() {
        let mut findings = Findings::new();
        let fields = csv(b"title\nStra\xDFe\n", "metadata.csv", "x", &mut findings);
        assert_eq!(pairs(&fields), [("dc:title", "Straße")]);
        assert!(findings.has(&fld::CSV_NOT_UTF8));
    }

    #[test]
    fn dublin_core_is_read_and_other_xml_told() {
        let mut findings = Findings::new();
        let xml = "<m xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title> A &amp; B </dc:title>\
                   <dc:date>1990</dc:date><x>y</x></m>";
        let fields = dublin_core(xml.as_bytes(), "dc.xml", &mut findings);
        assert_eq!(pairs(&fields), [("dc:title", "A & B"), ("dc:date", "1990")]);
        assert!(findings.is_empty());
        assert!(dublin_core(&b"<a>"[..], "dc.xml", &mut findings).is_empty());
        assert!(findings.has(&fld::DUBLIN_CORE_UNREADABLE));
    }

    #[test]
    fn the_highest_unit_of_ead_describes_the_package() {
        let mut findings = Findings::new();
        let xml = "<ead xmlns='urn:isbn:1-931666-22-9'><eadheader/><archdesc level='fonds'><did>\
                   <unittitle>Bauamt</unittitle><unitdate>1990-1995</unitdate></did><dsc>\
                   <c level='file'><did><unittitle>Akte</unittitle></did></c></dsc>\
                   </archdesc></ead>";
        let fields = ead(xml.as_bytes(), "ead.xml", &mut findings);
        let expected = [
            ("ead:level", "fonds"),
            ("ead:title", "Bauamt"),
            ("ead:period", "1990-1995"),
            ("ead:period:normal", "1990/1995"),
            ("ead:units", "2"),
        ];
        assert_eq!(pairs(&fields), expected);
        assert!(findings.is_empty());
        let dtd = "<!DOCTYPE ead SYSTEM 'ead.dtd'><ead/>";
        assert!(ead(dtd.as_bytes(), "ead.xml", &mut findings).is_empty());
        let told = findings.iter().next().unwrap().message(Lang::De);
        assert!(told.contains("DOCTYPE"), "{told}");
    }
}
