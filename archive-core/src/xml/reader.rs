//! The guarded reader. quick-xml finds the markup; this reader adds what makes it safe to point
//! at hostile documents: no DOCTYPE, no entities but the five of XML, well-formed to the end,
//! allowed characters and names, declared prefixes, limits on everything that can grow.

use super::attributes::{self, Attributes, is_declaration};
use super::chars::{Seen, is_ncname, is_xml, qualified};
use super::element::{Attribute, Element};
use super::namespaces::Namespaces;
use super::source::{Fault, Place, Source};
use super::words::{self, Words};
use crate::error::{Error, Result};
use crate::finding::codes::xml;
use crate::limits;
use quick_xml::Reader as Parser;
use quick_xml::errors::IllFormedError;
use quick_xml::events::Event as Raw;
use std::io::BufRead;

/// A limit: its value and its name in both languages.
type Limit = (u64, &'static str, &'static str);

const DEPTH: Limit = (limits::XML_DEPTH as u64, "depth", "Tiefe");
const ELEMENTS: Limit = (limits::XML_ELEMENTS, "elements", "Elemente");
const ATTRIBUTES: Limit = (limits::XML_ATTRIBUTES as u64, "attributes", "Attribute");
const VALUE: Limit = (limits::XML_VALUE_BYTES as u64, "value size", "Größe eines Werts");
const NAME: Limit = (limits::XML_NAME_BYTES as u64, "name length", "Namenslänge");
const NAMESPACES: Limit = (limits::XML_NAMESPACES as u64, "namespaces", "Namensräume");
const TEXT: Limit = (limits::XML_TEXT_BYTES as u64, "text size", "Textgröße");
const TOKEN: Limit = (limits::XML_TOKEN_BYTES, "markup size", "Größe einer Auszeichnung");
const DOCUMENT: Limit = (limits::XML_STREAM_BYTES, "document size", "Dokumentgröße");

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

/// What the reader meets next, lent until the next step: nothing is allocated for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// An element begins.
    Start(&'a Element),
    /// The whole text between two tags, references resolved, white space as it stands.
    Text(&'a str),
    /// The element begun last ends.
    End,
    /// The document ends, complete.
    Eof,
}

/// What a step came to; what belongs to it lies in the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Start,
    Text,
    End,
    Eof,
}

/// Reads one document from front to back, in UTF-8, UTF-16 or a single-byte encoding.
pub struct Reader<R> {
    inner: Parser<Source<R>>,
    path: String,
    buffer: Vec<u8>,
    depth: usize,
    elements: u64,
    namespaces: Namespaces,
    seen_root: bool,
    begun: bool,
    keeps_text: bool,
    /// What comes after a text that was told already.
    waiting: Option<Step>,
    element: Element,
    text: String,
}

/// Reads a document to its end without keeping any of it: whether it is well-formed, has no
/// DOCTYPE and exceeds no limit. Returns the number of its elements.
pub fn check(source: impl BufRead, path: impl Into<String>) -> Result<u64> {
    let mut reader = Reader::new(source, path);
    reader.keeps_text = false;
    while reader.advance()? != Step::Eof {}
    Ok(reader.elements)
}

impl<R: BufRead> Reader<R> {
    /// A reader; `path` is the place named in errors.
    pub fn new(source: R, path: impl Into<String>) -> Self {
        let mut inner = Parser::from_reader(Source::new(source));
        inner.config_mut().check_end_names = true;
        inner.config_mut().expand_empty_elements = true;
        Self {
            inner,
            path: path.into(),
            buffer: Vec::new(),
            depth: 0,
            elements: 0,
            namespaces: Namespaces::default(),
            seen_root: false,
            begun: false,
            keeps_text: true,
            waiting: None,
            element: Element::default(),
            text: String::new(),
        }
    }

    /// The next event. After [`Event::Eof`] the document was well-formed to its end.
    #[expect(clippy::should_implement_trait, reason = "a step can fail, and Eof is an event")]
    pub fn next(&mut self) -> Result<Event> {
        Ok(match self.advance()? {
            Step::Start => Event::Start(std::mem::take(&mut self.element)),
            Step::Text => Event::Text(std::mem::take(&mut self.text)),
            Step::End => Event::End,
            Step::Eof => Event::Eof,
        })
    }

    /// The same as [`Reader::next`], lent: for documents with very many elements.
    pub fn token(&mut self) -> Result<Token<'_>> {
        Ok(match self.advance()? {
            Step::Start => Token::Start(&self.element),
            Step::Text => Token::Text(&self.text),
            Step::End => Token::End,
            Step::Eof => Token::Eof,
        })
    }

    fn advance(&mut self) -> Result<Step> {
        if let Some(step) = self.waiting.take() {
            self.text.clear();
            return Ok(step);
        }
        loop {
            let Some(step) = self.step()? else { continue };
            if self.text.is_empty() {
                return Ok(step);
            }
            self.waiting = Some(step);
            return Ok(Step::Text);
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
            match self.advance()? {
                Step::Start => depth += 1,
                Step::End => depth -= 1,
                Step::Text => {}
                Step::Eof => return Err(self.unexpected("the end of the document")),
            }
        }
        Ok(())
    }

    /// An error at the present place.
    pub fn unexpected(&self, reason: impl std::fmt::Display) -> Error {
        Error::new(&xml::UNEXPECTED).at(&self.path).with("reason", reason)
    }

    /// Line and column where the markup begins that was read last.
    pub fn place(&self) -> Place {
        self.inner.get_ref().place()
    }

    fn step(&mut self) -> Result<Option<Step>> {
        // The event borrows the buffer, which therefore lies outside while it is judged.
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        self.inner.get_mut().begin_token();
        let first = !std::mem::replace(&mut self.begun, true);
        let judged = match self.inner.read_event_into(&mut buffer) {
            Ok(raw) => self.judge(&raw, first),
            Err(error) => Err(self.stopped(&error)),
        };
        if judged.is_err() && begins_doctype(&buffer) {
            return Err(Error::new(&xml::DOCTYPE).at(&self.path));
        }
        self.buffer = buffer;
        judged
    }

    fn judge(&mut self, raw: &Raw<'_>, first: bool) -> Result<Option<Step>> {
        let empty = match raw {
            Raw::Start(start) => {
                self.start(start.name().into_inner(), start.attributes_raw())?;
                return Ok(Some(Step::Start));
            }
            Raw::End(_) => {
                self.namespaces.leave(self.depth);
                self.depth -= 1;
                return Ok(Some(Step::End));
            }
            Raw::Text(text) => self.plain_text(text, first),
            Raw::CData(text) if self.depth > 0 => self.take_text(text, Seen::of(text)),
            Raw::GeneralRef(name) if self.depth > 0 => self.reference(name),
            Raw::CData(_) | Raw::GeneralRef(_) => Err(self.broken(&words::OUTSIDE)),
            Raw::DocType(_) => Err(Error::new(&xml::DOCTYPE).at(&self.path)),
            Raw::Comment(text) => self.comment(text),
            Raw::PI(instruction) => self.instruction(instruction.target(), instruction.content()),
            Raw::Decl(declaration) => {
                let content = declaration.strip_prefix("xml").unwrap_or_default();
                self.rule(first && is_declaration(content), &words::DECLARATION)
            }
            Raw::Eof => return self.end_of_document().map(Some),
            Raw::Empty(_) => unreachable!("empty elements are expanded by the configuration"),
        };
        empty.map(|()| None)
    }

    fn start(&mut self, name: &str, attributes: &str) -> Result<()> {
        if self.depth == 0 && std::mem::replace(&mut self.seen_root, true) {
            return Err(self.broken(&words::SECOND_ROOT));
        }
        self.depth += 1;
        self.elements += 1;
        self.bound(self.depth as u64, DEPTH)?;
        self.bound(self.elements, ELEMENTS)?;
        // The element is lent to others and judged by the reader, so it lies outside meanwhile.
        let mut element = std::mem::take(&mut self.element);
        element.clear();
        if !attributes.is_empty() {
            element.text.reserve(attributes.len());
            self.take_attributes(attributes, &mut element)?;
        }
        let (prefix, local) = self.qualified(name)?;
        let namespace = self.namespaces.resolve(prefix).map_err(|words| self.broken(words))?;
        if self.keeps_text {
            element.namespace.push_str(namespace.map_or("", |name| name));
            element.name.push_str(local);
        }
        self.element = element;
        Ok(())
    }

    fn take_attributes(&mut self, written: &str, element: &mut Element) -> Result<()> {
        for attribute in Attributes(written) {
            let (name, raw) = attribute.map_err(|words| self.broken(words))?;
            self.bound(element.attributes.len() as u64 + 1, ATTRIBUTES)?;
            self.bound(raw.len() as u64, VALUE)?;
            let (prefix, local) = self.qualified(name)?;
            let begin = element.text.len();
            element.text.push_str(name);
            let value = element.text.len();
            attributes::value(raw, &mut element.text).map_err(|words| self.broken(words))?;
            if prefix == "xmlns" || name == "xmlns" {
                let declared = if prefix.is_empty() { "" } else { local };
                self.namespaces
                    .declare(declared, &element.text[value..], self.depth)
                    .map_err(|words| self.broken(words))?;
                self.bound(self.namespaces.len() as u64, NAMESPACES)?;
            }
            let (written, value) = (begin..value, value..element.text.len());
            element.attributes.push(Attribute { written, value, namespace: None });
        }
        self.resolve_attributes(element)
    }

    /// Attributes may use prefixes that are declared after them in the same tag.
    fn resolve_attributes(&self, element: &mut Element) -> Result<()> {
        for attribute in &mut element.attributes {
            let written = &element.text[attribute.written.clone()];
            let Some(colon) = memchr::memchr(b':', written.as_bytes()) else { continue };
            if &written[..colon] != "xmlns" {
                let found = self.namespaces.resolve(&written[..colon]);
                attribute.namespace = found.map_err(|words| self.broken(words))?.cloned();
            }
        }
        self.rule(!element.has_twins(), &words::ATTRIBUTE_TWICE)
    }

    /// A name as prefix (empty: none) and local name.
    fn qualified<'a>(&self, name: &'a str) -> Result<(&'a str, &'a str)> {
        self.bound(name.len() as u64, NAME)?;
        qualified(name).ok_or_else(|| self.broken(&words::NAME))
    }

    fn plain_text(&mut self, text: &str, first: bool) -> Result<()> {
        if self.depth == 0 {
            // Where the declaration follows, it does not stand at the very beginning.
            self.begun = !(first && text.is_empty());
            let space = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
            return self.rule(text.chars().all(space), &words::OUTSIDE);
        }
        let seen = Seen::of(text);
        if seen.has_greater() && text.contains("]]>") {
            return Err(self.broken(&words::CDATA_END));
        }
        self.take_text(text, seen)
    }

    /// Appends a text, its line ends as XML wants them read (XML 1.0 §2.11).
    fn take_text(&mut self, text: &str, seen: Seen) -> Result<()> {
        self.rule(seen.is_xml(text), &words::CHARACTER)?;
        if !self.keeps_text {
            return Ok(());
        }
        self.bound((self.text.len() + text.len()) as u64, TEXT)?;
        if !seen.has_return() {
            self.text.push_str(text);
            return Ok(());
        }
        let mut pieces = text.split('\r');
        self.text.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            self.text.push('\n');
            self.text.push_str(piece.strip_prefix('\n').unwrap_or(piece));
        }
        Ok(())
    }

    fn reference(&mut self, name: &str) -> Result<()> {
        let character = attributes::reference(name).map_err(|words| self.broken(words))?;
        if self.keeps_text {
            self.bound(self.text.len() as u64 + 4, TEXT)?;
            self.text.push(character);
        }
        Ok(())
    }

    fn comment(&self, text: &str) -> Result<()> {
        let dashes = text.ends_with('-') || text.contains("--");
        self.rule(!dashes, &words::COMMENT)?;
        self.rule(is_xml(text), &words::CHARACTER)
    }

    fn instruction(&self, target: &str, content: &str) -> Result<()> {
        let allowed = is_ncname(target) && !target.eq_ignore_ascii_case("xml");
        self.rule(allowed, &words::INSTRUCTION)?;
        self.rule(is_xml(content), &words::CHARACTER)
    }

    fn end_of_document(&self) -> Result<Step> {
        self.rule(self.depth == 0, &words::CUT)?;
        self.rule(self.seen_root, &words::NO_ELEMENT)?;
        Ok(Step::Eof)
    }

    fn rule(&self, holds: bool, words: &Words) -> Result<()> {
        if holds { Ok(()) } else { Err(self.broken(words)) }
    }

    fn bound(&self, value: u64, limit: Limit) -> Result<()> {
        if value <= limit.0 { Ok(()) } else { Err(self.limit(limit)) }
    }

    /// Why the parser did not go on: the source ran dry, or the markup is broken.
    #[cold]
    fn stopped(&self, error: &quick_xml::Error) -> Error {
        match self.inner.get_ref().fault() {
            Some(Fault::Token) => return self.limit(TOKEN),
            Some(Fault::Document) => return self.limit(DOCUMENT),
            Some(Fault::Encoding(words)) => return self.broken(words),
            None => {}
        }
        let words = match error {
            quick_xml::Error::Encoding(_) => &words::NOT_UTF8,
            quick_xml::Error::Io(_) => &words::READING,
            quick_xml::Error::IllFormed(IllFormedError::MismatchedEndTag { .. }) => {
                &words::MISMATCH
            }
            quick_xml::Error::IllFormed(IllFormedError::UnmatchedEndTag(_)) => &words::UNMATCHED,
            quick_xml::Error::IllFormed(IllFormedError::UnclosedReference) => &words::AMPERSAND,
            _ => &words::MARKUP,
        };
        self.broken(words).because(error.clone())
    }

    #[cold]
    fn broken(&self, words: &Words) -> Error {
        self.placed(&xml::NOT_WELL_FORMED).with_words("reason", words.en, words.de)
    }

    #[cold]
    fn limit(&self, (value, en, de): Limit) -> Error {
        self.placed(&xml::LIMIT).with_words("limit", en, de).with("value", value)
    }

    fn placed(&self, code: &'static crate::finding::Code) -> Error {
        let place = self.place();
        Error::new(code).at(&self.path).with("line", place.line).with("column", place.column)
    }
}

/// Whether the piece of markup that could not be read was a document type declaration.
fn begins_doctype(markup: &[u8]) -> bool {
    markup.get(..9).is_some_and(|begin| begin.eq_ignore_ascii_case(b"<!doctype"))
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
