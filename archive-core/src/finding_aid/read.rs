//! Reading a file of descriptions, whatever form it has.

use crate::error::{Error, Result};
use crate::finding::codes::{dsc, ead as codes};
use crate::fs::{self, Failure};
use crate::metadata::description::{Placed, csv, dublin_core};
use crate::metadata::ead;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::Path;

/// Bytes from the beginning of a file by which its form is told.
const BEGINNING: u64 = 4 << 10;

/// Reads a file of descriptions. EAD and tables may have many units; Dublin Core has one.
///
/// # Errors
/// Where the file cannot be read, is of no known form or breaks the rules of its form.
pub fn read(path: &Path) -> Result<Vec<Placed>> {
    let place = path.display().to_string();
    let mut file = fs::open(path)?;
    let failed = |error| Error::from(Failure::of("read", path)(error));
    let mut beginning = Vec::new();
    file.by_ref().take(BEGINNING).read_to_end(&mut beginning).map_err(failed)?;
    file.rewind().map_err(failed)?;
    let units = if is_xml(&beginning) {
        xml(&mut BufReader::with_capacity(64 << 10, file), path, &place)?
    } else {
        let mut bytes = Vec::new();
        file.take(csv::TABLE_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > csv::TABLE_BYTES {
            return Err(Error::new(&codes::LIMIT).at(place).with("limit", csv::TABLE_BYTES));
        }
        csv::read(&bytes, &place)?
    };
    if units.is_empty() {
        return Err(Error::new(&dsc::NOTHING).at(place));
    }
    Ok(units)
}

/// Whether a text begins as XML does, in UTF-8 or UTF-16.
fn is_xml(beginning: &[u8]) -> bool {
    let skipped = |byte: &&u8| !matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF);
    beginning.iter().filter(skipped).find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

fn xml(source: &mut dyn BufRead, path: &Path, place: &str) -> Result<Vec<Placed>> {
    match ead::read_all(source, place) {
        Ok((_, units)) => Ok(units),
        Err(error) if error.is(&codes::NOT_EAD) => {
            let file = BufReader::with_capacity(64 << 10, fs::open(path)?);
            let unit = dublin_core::read(file, place)?;
            let says_nothing = unit.values.is_empty() && unit.other.is_empty();
            let placed = Placed { unit, ..Placed::default() };
            Ok(if says_nothing { Vec::new() } else { vec![placed] })
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::description::Field;

    fn read_text(text: &[u8]) -> Result<Vec<Placed>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::create_durably(&path, text).unwrap();
        read(&path)
    }

    #[test]
    fn the_form_is_told_by_the_content() {
        let ead = b"\xEF\xBB\xBF<c level='file'><did><unittitle>A</unittitle></did></c>";
        let dc = b" <record><title>A</title></record>";
        let table = b"Titel;Signatur\nA;1\n";
        for text in [&ead[..], &dc[..], &table[..]] {
            assert_eq!(read_text(text).unwrap()[0].unit.text(Field::Title), Some("A"));
        }
        for text in [&b"<html><p>A</p></html>"[..], b"Titel\n", b""] {
            assert!(read_text(text).unwrap_err().is(&dsc::NOTHING), "{text:?}");
        }
    }
}
