//! The guarded reader. quick-xml finds the markup; this reader adds what makes it safe to point
//! at hostile documents: no DOCTYPE, no entities but the five of XML, well-formed to the end,
//! allowed characters, declared prefixes, limits on depth, names, attributes, texts and size.

use super::chars::is_xml;
use crate::error::{Error, Result};
use crate::finding::codes::xml;
use crate::limits;
use quick_xml::events::{BytesRef, BytesStart, Event as Raw};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use std::io::BufRead;

/// Longest text between two tags, in bytes, that is handed out.
const TEXT_BYTES: usize = 1 << 20;

/// The start of an element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// Namespace name; empty where the element has none.
    pub namespace: String,
    /// Local name.
    pub name: String,
    attributes: Vec<Attribute>,
}

/// An attribute: its name as written, what the prefix stands for, and its value, normalised.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Attribute {
    written: String,
    namespace: String,
    value: String,
}

impl Attribute {
    fn local(&self) -> &str {
        self.written.split_once(':').map_or(&self.written, |(_, local)| local)
    }
}

impl Element {
    /// The value of an attribute by its name as written (with prefix).
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|a| a.written == name).map(|a| a.value.as_str())
    }

    /// The value of an attribute by its namespace (empty: none) and local name, whatever its
    /// prefix (Namespaces in XML 1.0, section 6.3).
    #[must_use]
    pub fn attribute_in(&self, namespace: &str, local: &str) -> Option<&str> {
        let is_it = |a: &&Attribute| a.namespace == namespace && a.local() == local;
        self.attributes.iter().find(is_it).map(|a| a.value.as_str())
    }

    /// Every attribute: namespace (empty: none), local name, value. Declarations of namespaces
    /// are not among them.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let real = |a: &&Attribute| a.written != "xmlns" && !a.written.starts_with("xmlns:");
        let parts = |a| {
            let a: &Attribute = a;
            (a.namespace.as_str(), a.local(), a.value.as_str())
        };
        self.attributes.iter().filter(real).map(parts)
    }
}

/// What the reader meets next. Comments and processing instructions are passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// An element begins.
    Start(Element),
    /// The whole text between two tags, references resolved, white space as it stands.
    Text(String),
    /// The element begun last ends.
    End,
    /// The document ends, complete.
    Eof,
}

/// Reads one document from front to back.
pub struct Reader<R> {
    inner: NsReader<R>,
    path: String,
    buffer: Vec<u8>,
    depth: usize,
    seen_root: bool,
    waiting: Option<Event>,
    text: String,
}

impl<R: BufRead> Reader<R> {
    /// A reader; `path` is the place named in errors.
    pub fn new(source: R, path: impl Into<String>) -> Self {
        let mut inner = NsReader::from_reader(source);
        inner.config_mut().check_end_names = true;
        inner.config_mut().check_comments = true;
        inner.config_mut().expand_empty_elements = true;
        Self {
            inner,
            path: path.into(),
            buffer: Vec::new(),
            depth: 0,
            seen_root: false,
            waiting: None,
            text: String::new(),
        }
    }

    /// The next event. After [`Event::Eof`] the document was well-formed to its end.
    #[expect(clippy::should_implement_trait, reason = "a step can fail, and Eof is an event")]
    pub fn next(&mut self) -> Result<Event> {
        if let Some(event) = self.waiting.take() {
            return Ok(event);
        }
        loop {
            let Some(event) = self.step()? else { continue };
            if self.text.is_empty() {
                return Ok(event);
            }
            self.waiting = Some(event);
            return Ok(Event::Text(std::mem::take(&mut self.text)));
        }
    }

    /// The text of an element that holds nothing else, up to its end.
    pub fn leaf(&mut self) -> Result<String> {
        match self.next()? {
            Event::End => Ok(String::new()),
            Event::Text(text) => match self.next()? {
                Event::End => Ok(text),
                _ => Err(self.unexpected("an element inside a text")),
            },
            _ => Err(self.unexpected("an element inside a text")),
        }
    }

    /// Passes over everything up to the end of the element begun last.
    pub fn skip(&mut self) -> Result<()> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End => depth -= 1,
                Event::Text(_) => {}
                Event::Eof => return Err(self.unexpected("the end of the document")),
            }
        }
        Ok(())
    }

    /// An error at the present place.
    pub fn unexpected(&self, reason: impl std::fmt::Display) -> Error {
        Error::new(&xml::UNEXPECTED).at(&self.path).with("reason", reason)
    }

    fn step(&mut self) -> Result<Option<Event>> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let raw = self.inner.read_event_into(&mut buffer).map(Raw::into_owned);
        self.buffer = buffer;
        if self.inner.buffer_position() > limits::XML_STREAM_BYTES {
            return Err(self.limit("document size", limits::XML_STREAM_BYTES));
        }
        match raw.map_err(|e| self.broken(e))? {
            Raw::Start(start) => self.start(&start).map(Some),
            Raw::End(_) => {
                self.depth -= 1;
                Ok(Some(Event::End))
            }
            Raw::Text(text) => self.take_text(&text.xml10_content()).map(|()| None),
            Raw::CData(text) => self.take_text(&text.xml10_content()).map(|()| None),
            Raw::GeneralRef(reference) => self.reference(&reference).map(|()| None),
            Raw::Empty(_) => unreachable!("empty elements are expanded by the configuration"),
            Raw::DocType(_) => Err(Error::new(&xml::DOCTYPE).at(&self.path)),
            Raw::Comment(_) | Raw::PI(_) | Raw::Decl(_) => Ok(None),
            Raw::Eof => self.end_of_document().map(Some),
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<Event> {
        if self.depth == 0 && std::mem::replace(&mut self.seen_root, true) {
            return Err(self.broken("a second root element"));
        }
        self.depth += 1;
        if self.depth > limits::XML_DEPTH {
            return Err(self.limit("depth", limits::XML_DEPTH as u64));
        }
        let element = self.element(start)?;
        Ok(Event::Start(element))
    }

    fn element(&self, start: &BytesStart<'_>) -> Result<Element> {
        let (namespace, local) = self.inner.resolver().resolve_element(start.name());
        let namespace = match namespace {
            ResolveResult::Bound(ns) => ns.into_inner().to_owned(),
            ResolveResult::Unbound => String::new(),
            ResolveResult::Unknown(prefix) => {
                return Err(self.broken(format!("undeclared prefix {prefix}")));
            }
        };
        let name = local.into_inner().to_owned();
        if name.len() > limits::XML_NAME_BYTES {
            return Err(self.limit("name length", limits::XML_NAME_BYTES as u64));
        }
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|e| self.broken(e))?;
            if attributes.len() == limits::XML_ATTRIBUTES {
                return Err(self.limit("attributes", limits::XML_ATTRIBUTES as u64));
            }
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|e| self.broken(e))?;
            if !is_xml(&value) {
                return Err(self.broken("a character that XML does not allow"));
            }
            attributes.push(Attribute {
                written: attribute.key.into_inner().to_owned(),
                namespace: self.namespace_of(attribute.key)?,
                value: value.into_owned(),
            });
        }
        Ok(Element { namespace, name, attributes })
    }

    /// What the prefix of an attribute stands for; one without a prefix has no namespace.
    fn namespace_of(&self, name: quick_xml::name::QName<'_>) -> Result<String> {
        let written = name.into_inner();
        if !written.contains(':') || written.starts_with("xmlns:") {
            return Ok(String::new());
        }
        match self.inner.resolver().resolve_attribute(name).0 {
            ResolveResult::Bound(ns) => Ok(ns.into_inner().to_owned()),
            ResolveResult::Unbound => Ok(String::new()),
            ResolveResult::Unknown(prefix) => {
                Err(self.broken(format!("undeclared prefix {prefix}")))
            }
        }
    }

    fn take_text(&mut self, text: &str) -> Result<()> {
        if self.depth == 0 {
            return if text.trim_matches([' ', '\t', '\r', '\n', '\u{FEFF}']).is_empty() {
                Ok(())
            } else {
                Err(self.broken("text outside the root element"))
            };
        }
        if !is_xml(text) {
            return Err(self.broken("a character that XML does not allow"));
        }
        if self.text.len() + text.len() > TEXT_BYTES {
            return Err(self.limit("text length", TEXT_BYTES as u64));
        }
        self.text.push_str(text);
        Ok(())
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<()> {
        if self.depth == 0 {
            return Err(self.broken("a reference outside the root element"));
        }
        let character = reference.resolve_char_ref().map_err(|e| self.broken(e))?;
        let character = match (character, &**reference) {
            (Some(c), _) => c,
            (None, "amp") => '&',
            (None, "lt") => '<',
            (None, "gt") => '>',
            (None, "quot") => '"',
            (None, "apos") => '\'',
            (None, other) => return Err(self.broken(format!("the unknown entity &{other};"))),
        };
        let mut bytes = [0; 4];
        self.take_text(character.encode_utf8(&mut bytes))
    }

    fn end_of_document(&self) -> Result<Event> {
        if self.depth > 0 {
            return Err(self.broken("the document ends inside an element"));
        }
        if !self.seen_root {
            return Err(self.broken("there is no element at all"));
        }
        Ok(Event::Eof)
    }

    fn broken(&self, reason: impl std::fmt::Display) -> Error {
        Error::new(&xml::NOT_WELL_FORMED)
            .at(&self.path)
            .with("offset", self.inner.buffer_position())
            .with("reason", reason)
    }

    fn limit(&self, limit: &'static str, value: u64) -> Error {
        Error::new(&xml::LIMIT)
            .at(&self.path)
            .with("limit", limit)
            .with("value", value)
            .with("offset", self.inner.buffer_position())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Event>> {
        let mut reader = Reader::new(text.as_bytes(), "test.xml");
        let mut out = Vec::new();
        loop {
            match reader.next()? {
                Event::Eof => return Ok(out),
                event => out.push(event),
            }
        }
    }

    #[test]
    fn text_with_references_is_one_text() {
        let events = read("<a>x&amp; &#65;<b/>y</a>").unwrap();
        assert_eq!(events[1], Event::Text("x& A".into()));
        assert_eq!(events[3], Event::End);
        assert_eq!(events[4], Event::Text("y".into()));
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for bad in [
            "",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a/>x",
            "<a>\u{1}</a>",
            "<a b='1' b='2'/>",
            "<x:a/>",
            "<a>&nbsp;</a>",
            "<a>&#1;</a>",
            "<a><![CDATA[\u{2}]]></a>",
        ] {
            let error = read(bad).expect_err(bad);
            assert!(error.is(&xml::NOT_WELL_FORMED), "{bad}: {error}");
        }
        assert!(read("<!DOCTYPE a><a/>").unwrap_err().is(&xml::DOCTYPE));
        let deep = "<a>".repeat(200);
        assert!(read(&deep).unwrap_err().is(&xml::LIMIT));
    }

    #[test]
    fn attributes_come_unescaped() {
        let events = read("<a xmlns='urn:x' b='&lt;&#10;ä'/>").unwrap();
        let Event::Start(element) = &events[0] else { panic!("{events:?}") };
        assert_eq!(element.namespace, "urn:x");
        assert_eq!(element.attribute("b"), Some("<\nä"));
    }

    #[test]
    fn attributes_are_found_by_namespace() {
        let events = read("<a xmlns='urn:x' xmlns:p='urn:y' b='1' p:b='2'/>").unwrap();
        let Event::Start(element) = &events[0] else { panic!("{events:?}") };
        assert_eq!(element.attribute_in("urn:y", "b"), Some("2"));
        assert_eq!(element.attribute_in("", "b"), Some("1"));
        let all: Vec<_> = element.attributes().collect();
        assert_eq!(all, [("", "b", "1"), ("urn:y", "b", "2")]);
        assert!(read("<a q:b='1'/>").unwrap_err().is(&xml::NOT_WELL_FORMED));
    }
}
