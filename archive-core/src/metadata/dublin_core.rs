//! Dublin Core 1.1 out of descriptive fields.

use crate::xml::Writer;
use std::io::{self, Write};

const NAMESPACE: &str = "http://purl.org/dc/elements/1.1/";
const OAI_DC: &str = "http://www.openarchives.org/OAI/2.0/oai_dc/";

/// Field and element of each of the fifteen elements.
const ELEMENTS: [(&str, &str); 15] = [
    ("dc:title", "title"),
    ("dc:creator", "creator"),
    ("dc:subject", "subject"),
    ("dc:description", "description"),
    ("dc:publisher", "publisher"),
    ("dc:contributor", "contributor"),
    ("dc:date", "date"),
    ("dc:type", "type"),
    ("dc:format", "format"),
    ("dc:identifier", "identifier"),
    ("dc:source", "source"),
    ("dc:language", "language"),
    ("dc:relation", "relation"),
    ("dc:coverage", "coverage"),
    ("dc:rights", "rights"),
];

fn element(field: &str) -> Option<&'static str> {
    ELEMENTS.iter().find(|(name, _)| *name == field).map(|(name, _)| *name)
}

/// Whether a description has anything that Dublin Core can say.
#[must_use]
pub fn applies(description: &[(String, String)]) -> bool {
    description.iter().any(|(field, _)| element(field).is_some())
}

/// Writes the fields that Dublin Core knows, in their order.
pub fn write(out: &mut dyn Write, description: &[(String, String)]) -> io::Result<()> {
    let mut xml = Writer::new(out)?;
    xml.open("oai_dc:dc", &[("xmlns:oai_dc", OAI_DC), ("xmlns:dc", NAMESPACE)])?;
    for (field, value) in description {
        if let Some(name) = element(field) {
            xml.text(name, value)?;
        }
    }
    xml.close()?;
    xml.finish()?.flush()
}
