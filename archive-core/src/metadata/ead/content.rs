//! The content of one element of EAD as plain paragraphs, whatever is inside.

use crate::error::{Error, Result};
use crate::finding::codes::ead;
use crate::metadata::description::UNIT_BYTES;
use crate::xml::{Element, Event, Reader};
use std::io::BufRead;

/// Elements of running text: they do not part words.
const INLINE: [&str; 14] = [
    "emph",
    "title",
    "ref",
    "extref",
    "persname",
    "corpname",
    "famname",
    "geogname",
    "name",
    "subject",
    "genreform",
    "abbr",
    "expan",
    "quote",
];

/// What one element says.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// Its heading.
    pub head: Option<String>,
    /// Its text, one line a paragraph, white space as one space each.
    pub text: String,
    /// Dates inside: text and `normal`.
    pub dates: Vec<(String, Option<String>)>,
    /// Codes of languages inside: text and code.
    pub languages: Vec<(String, Option<String>)>,
    /// Dates for programs in structured dates of EAD3.
    pub standard: Vec<String>,
}

impl Content {
    /// Reads up to the end of the element begun last. Dates stay part of the text.
    pub fn read<R: BufRead>(xml: &mut Reader<R>, place: &str) -> Result<Self> {
        let mut content = Self::default();
        let mut heading: Option<(usize, String)> = None;
        let mut inner: Vec<(Element, usize)> = Vec::new();
        loop {
            match xml.next()? {
                Event::Start(element) => {
                    if element.name == "head" && heading.is_none() && content.head.is_none() {
                        heading = Some((inner.len(), String::new()));
                    } else if !INLINE.contains(&element.name.as_str()) {
                        content.part(&element.name);
                    }
                    inner.push((element, content.text.len()));
                }
                Event::Text(text) => match &mut heading {
                    Some((_, head)) => append(head, &text),
                    None => append(&mut content.text, &text),
                },
                Event::End => {
                    let Some((element, begin)) = inner.pop() else { break };
                    if heading.as_ref().is_some_and(|(depth, _)| *depth == inner.len()) {
                        content.head = heading.take().map(|(_, head)| head.trim().to_owned());
                    }
                    content.end(&element, begin);
                }
                Event::Eof => return Err(xml.unexpected("the end of the document")),
            }
            if content.text.len() > UNIT_BYTES {
                return Err(too_large(place));
            }
        }
        content.tidy();
        Ok(content)
    }

    /// Where an element begins that is no running text, a word ends; where it is a paragraph, a
    /// paragraph.
    fn part(&mut self, name: &str) {
        let line = matches!(name, "p" | "item" | "list" | "chronitem" | "bibref" | "row" | "lb");
        self.text.push(if line { '\n' } else { ' ' });
    }

    fn end(&mut self, element: &Element, begin: usize) {
        let text = || self.text.get(begin..).unwrap_or_default().trim().to_owned();
        let code = |name: &str| element.attribute(name).map(str::to_owned);
        match element.name.as_str() {
            "date" | "unitdate" => self.dates.push((text(), code("normal"))),
            "language" => self.languages.push((text(), code("langcode"))),
            "datesingle" | "fromdate" | "todate" => self.standard.extend(code("standarddate")),
            _ => {}
        }
        if !INLINE.contains(&element.name.as_str()) {
            self.part(&element.name);
        }
    }

    fn tidy(&mut self) {
        let lines = self
            .text
            .split('\n')
            .map(|line| line.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
        self.text = lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        self.head = self.head.take().filter(|head| !head.is_empty());
    }
}

/// Line feeds of the document are white space; those of the model part paragraphs.
fn append(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| if c == '\n' || c == '\t' || c == '\r' { ' ' } else { c }));
}

pub(super) fn too_large(place: &str) -> Error {
    Error::new(&ead::LIMIT).at(place).with("limit", UNIT_BYTES)
}
