//! Dublin Core 1.1 out of descriptive fields.

use crate::xml::Writer;
use std::io::{self, Write};

const NAMESPACE: &str = "http://purl.org/dc/elements/1.1/";
const OAI_DC: &str = "http://www.openarchives.org/OAI/2.0/oai_dc/";

/// The fifteen elements, each with its prefix.
pub const ELEMENTS: [&str; 15] = [
    "dc:title",
    "dc:creator",
    "dc:subject",
    "dc:description",
    "dc:publisher",
    "dc:contributor",
    "dc:date",
    "dc:type",
    "dc:format",
    "dc:identifier",
    "dc:source",
    "dc:language",
    "dc:relation",
    "dc:coverage",
    "dc:rights",
];

/// The element with a name, without its prefix.
#[must_use]
pub fn element(name: &str) -> Option<&'static str> {
    ELEMENTS.into_iter().find(|known| known.strip_prefix("dc:") == Some(name))
}

/// Writes the fields that Dublin Core knows, in their order.
pub fn write(out: &mut dyn Write, description: &[(String, String)]) -> io::Result<()> {
    let mut xml = Writer::new(out)?;
    xml.open("oai_dc:dc", &[("xmlns:oai_dc", OAI_DC), ("xmlns:dc", NAMESPACE)])?;
    for (field, value) in description {
        if let Some(name) = ELEMENTS.into_iter().find(|name| *name == field) {
            xml.text(name, value)?;
        }
    }
    xml.close()?;
    xml.finish()?.flush()
}
