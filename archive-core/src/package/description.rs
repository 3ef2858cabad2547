//! The description that a plain package brings: Dublin Core, EAD, or a table `metadata.csv`.
//!
//! Fields come out as pairs of name and value, in the order of the file: `dc:title` and its
//! like for what is Dublin Core, `ead:<field>` for what is EAD, `csv:<column>` for other columns
//! of a table. What columns are called is known to [`crate::metadata::description`] alone.

use crate::finding::codes::{self, fld};
use crate::finding::{Finding, Findings};
use crate::limits::{DESCRIPTION_NAME_BYTES, DESCRIPTION_VALUE_BYTES};
use crate::metadata::description::{csv as table, dublin_core};
use crate::metadata::ead;
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
    let told = Finding::new(&fld::DUBLIN_CORE_UNREADABLE).at(path);
    findings.push(match dublin_core::pairs(source, path, FIELDS) {
        Ok(fields) if fields.is_empty() => told.with_words(
            "reason",
            "it holds no Dublin Core elements",
            "sie enthält keine Elemente von Dublin Core",
        ),
        Ok(fields) => return fields,
        Err(error) => told.with_reason(error.finding()),
    });
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
            let mut unit = placed.unit;
            // What another finding aid was about is no more than a word here.
            if let Some(about) = placed.about {
                unit.keep(about.key(), about.id());
            }
            top = Some(unit);
        }
        Ok(())
    });
    match (outcome, top) {
        (Ok(_), Some(unit)) => {
            let mut fields = unit.pairs(EAD);
            fields.push((format!("{EAD}:units"), units.to_string()));
            if units > 1 {
                findings.push(Finding::new(&fld::MORE_UNITS).at(path).with("count", units));
            }
            fields
        }
        (Ok(_), None) => {
            let told = Finding::new(&codes::ead::UNREADABLE).at(path);
            let words = ["it describes nothing", "sie beschreibt nichts"];
            findings.push(told.with_words("reason", words[0], words[1]));
            Description::new()
        }
        (Err(error), _) => {
            let told = Finding::new(&codes::ead::UNREADABLE).at(path);
            findings.push(told.with_reason(error.finding()));
            Description::new()
        }
    }
}

/// Reads the row of a table that describes the package called `name`.
///
/// With a column `filename`, that is the row whose file name is the package's; rows about files
/// inside the package are not descriptions of the package and are passed over. Without one, it
/// is the only row.
pub fn csv(bytes: &[u8], path: &str, name: &str, findings: &mut Findings) -> Description {
    let (text, is_utf8) = table::text(bytes);
    if !is_utf8 {
        findings.push(Finding::new(&fld::CSV_NOT_UTF8).at(path));
    }
    match row_for(&text, name) {
        Ok(fields) => fields,
        Err(reason) => {
            let told = Finding::new(&fld::CSV_UNREADABLE).at(path);
            findings.push(told.with_words("reason", reason[0].as_str(), reason[1].as_str()));
            Description::new()
        }
    }
}

/// An error is the reason in English and German; what the reader of tables says is English.
fn row_for(text: &str, name: &str) -> Result<Description, [String; 2]> {
    let said = |error: csv::Error| [(); 2].map(|()| error.to_string());
    let mut reader = table::rows(text);
    let columns = reader.headers().map_err(said)?.clone();
    let file_column = columns.iter().position(is_file_column);
    let mut found = None;
    for (index, row) in reader.records().enumerate() {
        let row = row.map_err(said)?;
        let about_us = match file_column {
            Some(column) => is_package(row.get(column).unwrap_or_default(), name),
            None if index > 0 => {
                let words = [
                    "it has several rows and no column filename",
                    "sie hat mehrere Zeilen und keine Spalte filename",
                ];
                return Err(words.map(str::to_owned));
            }
            None => true,
        };
        if about_us {
            found = Some(row);
            break;
        }
    }
    let row = found.ok_or_else(|| {
        let words = ["it has no row for this package", "sie hat keine Zeile für dieses Paket"];
        words.map(str::to_owned)
    })?;
    let cells = columns.iter().zip(row.iter()).enumerate();
    Ok(cells
        .filter(|(index, (_, value))| Some(*index) != file_column && !value.trim().is_empty())
        .take(FIELDS)
        .map(|(_, (column, value))| (dublin_core::column(column), value.trim().to_owned()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::description::{Description as Described, Field};

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

    /// What a package brings in a column and what is shown of it.
    #[test]
    fn columns_mean_the_same_here_and_in_the_model() {
        for (column, name, field) in [
            ("Titel", "dc:title", Some(Field::Title)),
            ("DC.Title", "dc:title", Some(Field::Title)),
            ("Signatur", "dc:identifier", Some(Field::Reference)),
            ("Archivsignatur", "dc:identifier", Some(Field::Reference)),
            ("Aktenzeichen", "csv:Aktenzeichen", Some(Field::FileNumber)),
            ("Altsignatur", "csv:Altsignatur", Some(Field::FormerReference)),
            ("Schutzfrist", "csv:Schutzfrist", Some(Field::Closure)),
            ("Provenienz", "csv:Provenienz", Some(Field::Provenance)),
            ("Umfang", "csv:Umfang", Some(Field::Extent)),
            ("Zugangsbestimmungen", "csv:Zugangsbestimmungen", Some(Field::Access)),
            ("Rechte", "dc:rights", Some(Field::Use)),
            ("Urheber", "dc:creator", Some(Field::Creator)),
            ("Enthält", "dc:description", Some(Field::Scope)),
            ("dcterms.accessRights", "dcterms:accessRights", Some(Field::Access)),
            ("dcterms:provenance", "dcterms:provenance", Some(Field::CustodialHistory)),
            ("Bestand", "csv:Bestand", None),
            ("contributor", "dc:contributor", None),
            ("Format", "dc:format", None),
        ] {
            let text = format!("{column}\nein Wert\n");
            let pairs = csv(text.as_bytes(), "metadata.csv", "akte", &mut Findings::new());
            assert_eq!(pairs, [(name.to_owned(), "ein Wert".to_owned())], "{column}");
            let unit = Described::of(&pairs, "").unit;
            let fields: Vec<_> = unit.values.iter().map(|value| value.field).collect();
            assert_eq!(fields, field.into_iter().collect::<Vec<_>>(), "{column}");
            assert_eq!(unit.other.len(), usize::from(field.is_none()), "{column}");
        }
        for field in Field::all() {
            for word in [field.key(), field.german()] {
                let text = format!("{word}\n1990\n");
                let pairs = csv(text.as_bytes(), "metadata.csv", "akte", &mut Findings::new());
                let unit = Described::of(&pairs, "").unit;
                assert_eq!(unit.values.first().map(|value| value.field), Some(field), "{word}");
            }
        }
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
        let told: Vec<_> = std::mem::take(&mut findings).iter().map(|f| f.code.id).collect();
        assert_eq!(told, [fld::MORE_UNITS.id], "the others are told");
        let dtd = "<!DOCTYPE ead SYSTEM 'ead.dtd'><ead/>";
        assert!(ead(dtd.as_bytes(), "ead.xml", &mut findings).is_empty());
        let told = findings.iter().next().unwrap().message(crate::finding::Lang::De);
        assert!(told.contains("DOCTYPE"), "{told}");
    }
}
