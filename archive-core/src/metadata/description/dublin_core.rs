//! Dublin Core 1.1 and DCMI terms as descriptions: in qualified form, as `oai_dc`, or in simple
//! records without namespaces.

use super::field::{Field, ROWS};
use super::{Level, Unit, Value, dates};
use crate::error::Result;
use crate::xml::{Event, Reader, Writer};
use std::io::{self, BufRead, Write};

const DC: &str = "http://purl.org/dc/elements/1.1/";
const TERMS: &str = "http://purl.org/dc/terms/";
const ELEMENTS: [&str; 15] = [
    "title",
    "creator",
    "subject",
    "description",
    "publisher",
    "contributor",
    "date",
    "type",
    "format",
    "identifier",
    "source",
    "language",
    "relation",
    "coverage",
    "rights",
];
/// Root elements of simple records whose elements have no namespace.
const RECORDS: [&str; 5] = ["record", "dc", "metadata", "dublin_core", "qualifieddc"];

/// The elements of a document in order, as `dc:title` or `dcterms:extent` and their texts; after
/// `most` of them no more are taken. Other elements are passed over.
pub fn pairs(source: impl BufRead, path: &str, most: usize) -> Result<Vec<(String, String)>> {
    let mut xml = Reader::new(source, path);
    let mut fields = Vec::new();
    // The name of each element we are in, where it is one of Dublin Core.
    let mut inside: Vec<Option<String>> = Vec::new();
    let mut simple = false;
    loop {
        match xml.next()? {
            Event::Start(element) => {
                let name = element.name.as_str();
                if inside.is_empty() {
                    simple = element.namespace.is_empty() && RECORDS.contains(&name);
                }
                inside.push(match element.namespace.as_str() {
                    DC => Some(format!("dc:{name}")),
                    TERMS => Some(format!("dcterms:{name}")),
                    "" if simple && ELEMENTS.contains(&name) => Some(format!("dc:{name}")),
                    _ => None,
                });
            }
            Event::Text(text) => {
                let text = text.trim();
                if let Some(Some(name)) = inside.last()
                    && !text.is_empty()
                    && fields.len() < most
                {
                    fields.push((name.clone(), text.to_owned()));
                }
            }
            Event::End => {
                inside.pop();
            }
            Event::Eof => return Ok(fields),
        }
    }
}

/// The unit that a Dublin Core document describes.
pub fn read(source: impl BufRead, path: &str) -> Result<Unit> {
    Ok(unit(pairs(source, path, super::VALUES)?))
}

/// The unit that elements of Dublin Core describe; an element that the model has no field for is
/// kept by its name.
#[must_use]
pub fn unit(pairs: Vec<(String, String)>) -> Unit {
    let mut unit = Unit::new(Level::default());
    for (name, text) in pairs {
        match field(&name) {
            Some(field) => unit.say(field, text),
            None => unit.keep(name, text),
        }
    }
    unit
}

/// The field of an element; DCMI terms that repeat one of the fifteen elements mean the same.
fn field(name: &str) -> Option<Field> {
    let exact = |name: &str| ROWS.iter().find(|row| row.dc == Some(name)).map(|row| row.field);
    exact(name).or_else(|| exact(&format!("dc:{}", name.strip_prefix("dcterms:")?)))
}

/// What the fifteen elements of Dublin Core can say of a unit, as `dc:title` and its like.
#[must_use]
pub fn elements(unit: &Unit) -> Vec<(String, String)> {
    let of = |value: &Value| {
        let element = value.field.row().dc.filter(|element| element.starts_with("dc:"))?;
        Some((element.to_owned(), said(value).to_owned()))
    };
    let kept = unit.other.iter().filter(|(name, _)| name.starts_with("dc:"));
    unit.values.iter().filter_map(of).chain(kept.cloned()).collect()
}

/// Writes a unit as qualified Dublin Core. Returns the names of what Dublin Core cannot say: it
/// does not stand in the document.
pub fn write(out: &mut dyn Write, unit: &Unit) -> io::Result<Vec<String>> {
    let mut xml = Writer::new(out)?;
    xml.open("metadata", &[("xmlns:dc", DC), ("xmlns:dcterms", TERMS)])?;
    let mut left_out = Vec::new();
    for value in &unit.values {
        match value.field.row().dc {
            Some(element) => xml.text(element, said(value))?,
            None => left_out.push(value.field.key().to_owned()),
        }
    }
    for (name, text) in &unit.other {
        // Of the fifteen elements it is the only one that no field stands for.
        if name == "dc:format" {
            xml.text("dc:format", text)?;
        } else {
            left_out.push(name.clone());
        }
    }
    xml.close()?;
    xml.finish()?.flush()?;
    Ok(left_out)
}

/// What Dublin Core wants is the form for programs, where it says all that the text says.
fn said(value: &Value) -> &str {
    match (&value.normal, value.field) {
        (Some(normal), Field::Period) if dates::normal(&value.text).as_ref() == Some(normal) => {
            normal
        }
        (Some(normal), _) if value.text.is_empty() => normal,
        _ => &value.text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_every_kind_are_read() {
        let wanted = [("dc:title".to_owned(), "A".to_owned()), ("dc:date".into(), "1990".into())];
        for document in [
            "<record><title>A</title><date>1990</date><x>y</x></record>",
            "<oai_dc:dc xmlns:oai_dc='http://www.openarchives.org/OAI/2.0/oai_dc/' \
             xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>A</dc:title>\
             <dc:date>1990</dc:date></oai_dc:dc>",
        ] {
            assert_eq!(pairs(document.as_bytes(), "x", 10).unwrap(), wanted);
        }
        assert!(pairs(&b"<html><title>A</title></html>"[..], "x", 10).unwrap().is_empty());
    }

    #[test]
    fn what_dublin_core_can_say_comes_back() {
        let mut unit = Unit::default();
        unit.say(Field::Title, "Bauakte <1>");
        unit.say(Field::Reference, "A 1");
        unit.say(Field::Period, "1990/1995");
        unit.say(Field::Provenance, "Bauamt");
        unit.say(Field::Extent, "0,1 lfm");
        unit.keep("dc:format", "application/pdf");
        let mut out = Vec::new();
        assert!(write(&mut out, &unit).unwrap().is_empty());
        assert_eq!(read(&out[..], "x").unwrap(), unit);
        unit.say(Field::FileNumber, "63-1");
        unit.keep("materialspec", "1:500");
        assert_eq!(write(&mut Vec::new(), &unit).unwrap(), ["file_number", "materialspec"]);
    }

    #[test]
    fn terms_that_repeat_an_element_mean_the_same() {
        let document = "<m xmlns:t='http://purl.org/dc/terms/'><t:title>A</t:title>\
                        <t:audience>B</t:audience></m>";
        let unit = read(document.as_bytes(), "x").unwrap();
        assert_eq!(unit.text(Field::Title), Some("A"));
        assert_eq!(unit.other, [("dcterms:audience".to_owned(), "B".to_owned())]);
    }
}
