//! What a schema or a document says of itself at its beginning.

use crate::error::Result;
use crate::xml::{Element, Event, Reader};
use std::io::BufRead;

/// The namespace of XML Schema.
pub(super) const XSD: &str = "http://www.w3.org/2001/XMLSchema";
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// Most global elements of a schema that are kept in mind.
const ELEMENTS: usize = 10_000;

/// What a schema says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The namespace that it describes; empty where it has none.
    pub namespace: String,
    /// Its version, as written.
    pub version: Option<String>,
    /// Its global elements, sorted.
    pub elements: Vec<String>,
    /// What it includes and imports: namespace (empty for its own) and location.
    pub needs: Vec<(String, String)>,
}

impl Header {
    /// Reads a schema; `None` where the document is another one.
    pub fn read(source: impl BufRead, path: &str) -> Result<Option<Self>> {
        let mut xml = Reader::new(source, path);
        let Event::Start(root) = skip_text(&mut xml)? else { return Ok(None) };
        if root.namespace != XSD || root.name != "schema" {
            return Ok(None);
        }
        let mut header = Self {
            namespace: root.attribute("targetNamespace").unwrap_or_default().to_owned(),
            version: root.attribute("version").map(str::to_owned),
            ..Self::default()
        };
        loop {
            match xml.next()? {
                Event::Start(element) => {
                    header.take(&element);
                    xml.skip()?;
                }
                Event::Text(_) => {}
                Event::End | Event::Eof => break,
            }
        }
        while xml.next()? != Event::Eof {}
        header.elements.sort_unstable();
        Ok(Some(header))
    }

    fn take(&mut self, element: &Element) {
        let of = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
        match element.name.as_str() {
            "element" if self.elements.len() < ELEMENTS => self.elements.push(of("name")),
            "import" | "include" | "redefine" if self.needs.len() < ELEMENTS => {
                self.needs.push((of("namespace"), of("schemaLocation")));
            }
            _ => {}
        }
    }
}

/// The root element of a document and the schemas that it names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Root {
    /// Its namespace; empty where it has none.
    pub namespace: String,
    /// Its local name.
    pub name: String,
    /// Locations of schemas that the document names (`xsi:schemaLocation`).
    pub locations: Vec<String>,
}

impl Root {
    /// The name for people: `{namespace}name`.
    #[must_use]
    pub fn shown(&self) -> String {
        format!("{{{}}}{}", self.namespace, self.name)
    }
}

/// The root element of a document.
pub(super) fn root(source: impl BufRead, path: &str) -> Result<Root> {
    let mut xml = Reader::new(source, path);
    let Event::Start(element) = skip_text(&mut xml)? else {
        return Err(xml.unexpected("there is no root element"));
    };
    let mut locations = Vec::new();
    if let Some(pairs) = element.attribute_in(INSTANCE, "schemaLocation") {
        let words: Vec<&str> = pairs.split_ascii_whitespace().collect();
        let ours = words.chunks(2).filter(|pair| pair[0] == element.namespace);
        locations.extend(ours.filter_map(|pair| pair.get(1)).map(|place| (*place).to_owned()));
    }
    if let Some(place) = element.attribute_in(INSTANCE, "noNamespaceSchemaLocation") {
        locations.push(place.to_owned());
    }
    Ok(Root { namespace: element.namespace, name: element.name, locations })
}

fn skip_text<R: BufRead>(xml: &mut Reader<R>) -> Result<Event> {
    loop {
        match xml.next()? {
            Event::Text(_) => {}
            event => return Ok(event),
        }
    }
}
