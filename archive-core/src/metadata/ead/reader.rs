//! Reading EAD, unit by unit. Memory depends on the depth of the tree, not on its size.

use super::content::{Content, too_large};
use super::{EAD3, EAD3_UNDEPRECATED, EAD2002};
use crate::error::{Error, Result};
use crate::finding::codes::{ead, xml as xml_codes};
use crate::metadata::description::{About, Field, Home, Level, Placed, ROWS, UNITS, Unit, dates};
use crate::xml::{Element, Event, Reader};
use std::io::BufRead;

/// The name by which we write what the model has no field for.
pub(super) const OTHER: &str = "other";
/// Most facts kept of the head of a finding aid.
const HEAD_FACTS: usize = 1_000;

/// What a finding aid says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Everything else in its header: name of the element and text.
    pub facts: Vec<(String, String)>,
}

/// Reads a finding aid or a fragment (`archdesc`, `c`, `c01` … `c12`) and gives each unit when it
/// ends: a unit comes after those below it, with its number in the order of the document.
///
/// # Errors
/// Where the document is not well-formed, has a DOCTYPE, is no EAD or exceeds a limit.
pub fn read(
    source: impl BufRead,
    path: &str,
    each: &mut dyn FnMut(Placed) -> Result<()>,
) -> Result<Head> {
    let mut walk = Walk { xml: Reader::new(source, path), path, each, number: 0 };
    walk.document().map_err(|error| {
        if error.is(&xml_codes::DOCTYPE) { Error::new(&ead::DOCTYPE).at(path) } else { error }
    })
}

/// The same with all units in the order of the document, at most [`UNITS`] with 64 MiB of text.
pub fn read_all(source: impl BufRead, path: &str) -> Result<(Head, Vec<Placed>)> {
    let (mut units, mut bytes) = (Vec::new(), 0);
    let head = read(source, path, &mut |placed| {
        bytes += placed.unit.bytes();
        if units.len() == UNITS || bytes > ALL_BYTES {
            let limit = if bytes > ALL_BYTES { ALL_BYTES } else { UNITS };
            return Err(Error::new(&ead::LIMIT).at(path).with("limit", limit));
        }
        units.push(placed);
        Ok(())
    })?;
    units.sort_unstable_by_key(|placed| placed.number);
    Ok((head, units))
}

/// Most bytes of all texts of a finding aid that is held in memory.
const ALL_BYTES: usize = 64 << 20;

/// Whether an element is a unit of description.
fn is_unit(name: &str) -> bool {
    let numbered = |rest: &str| rest.len() == 2 && rest.bytes().all(|b| b.is_ascii_digit());
    name == "c" || name == "archdesc" || name.strip_prefix('c').is_some_and(numbered)
}

struct Walk<'a, R> {
    xml: Reader<R>,
    path: &'a str,
    each: &'a mut dyn FnMut(Placed) -> Result<()>,
    number: usize,
}

impl<R: BufRead> Walk<'_, R> {
    fn document(&mut self) -> Result<Head> {
        let root = loop {
            match self.xml.next()? {
                Event::Start(root) => break root,
                Event::Text(_) => {}
                Event::End | Event::Eof => return Err(self.xml.unexpected("no root element")),
            }
        };
        let known = ["", EAD2002, EAD3, EAD3_UNDEPRECATED].contains(&root.namespace.as_str());
        let mut head = Head::default();
        match root.name.as_str() {
            "ead" if known => self.finding_aid(&mut head)?,
            name if known && is_unit(name) => self.unit(&root, None)?,
            name => return Err(Error::new(&ead::NOT_EAD).at(self.path).with("name", name)),
        }
        while self.xml.next()? != Event::Eof {}
        Ok(head)
    }

    fn finding_aid(&mut self, head: &mut Head) -> Result<()> {
        loop {
            match self.xml.next()? {
                Event::Start(element) if element.name == "archdesc" => self.unit(&element, None)?,
                Event::Start(_) => self.head(head)?,
                Event::Text(_) => {}
                Event::End | Event::Eof => return Ok(()),
            }
        }
    }

    /// The header, or the front matter: each element with text of its own is a fact.
    fn head(&mut self, head: &mut Head) -> Result<()> {
        let mut names: Vec<String> = Vec::new();
        loop {
            match self.xml.next()? {
                Event::Start(element) => names.push(element.name),
                Event::Text(text) => {
                    let text = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
                    match names.last().map(String::as_str) {
                        _ if text.is_empty() => {}
                        Some("eadid" | "recordid") if head.id.is_empty() => head.id = text,
                        Some("titleproper") if head.title.is_empty() => head.title = text,
                        Some(name) if head.facts.len() < HEAD_FACTS => {
                            head.facts.push((name.to_owned(), text));
                        }
                        Some(_) => return Err(too_large(self.path)),
                        None => {}
                    }
                }
                Event::End => {
                    if names.pop().is_none() {
                        return Ok(());
                    }
                }
                Event::Eof => return Err(self.xml.unexpected("the end of the document")),
            }
        }
    }

    fn unit(&mut self, element: &Element, parent: Option<usize>) -> Result<()> {
        let number = self.number;
        self.number += 1;
        let level = level_of(element);
        let says_level = level.is_some();
        let unit = Unit::new(level.unwrap_or_default());
        let mut placed = Placed { number, parent, unit, says_level, about: None };
        for (_, name, value) in element.attributes() {
            // These say how a document is to be shown or found, not what is described.
            if !["level", "otherlevel", "relatedencoding", "encodinganalog"].contains(&name) {
                placed.unit.keep(format!("@{name}"), value);
            }
        }
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.name.as_str() {
                    "did" => self.did(&mut placed)?,
                    "dsc" => self.below(&mut placed, number)?,
                    "controlaccess" | "descgrp" => self.group(&mut placed)?,
                    name if is_unit(name) => self.unit(&element, Some(number))?,
                    _ => self.block(&element, &mut placed)?,
                },
                Event::Text(text) => placed.unit.keep("text", text),
                Event::End => break,
                Event::Eof => return Err(self.xml.unexpected("the end of the document")),
            }
            if !placed.unit.is_bounded() {
                return Err(too_large(self.path));
            }
        }
        (self.each)(placed)
    }

    /// `dsc`: the units below, and sometimes a heading.
    fn below(&mut self, placed: &mut Placed, parent: usize) -> Result<()> {
        loop {
            match self.xml.next()? {
                Event::Start(element) if is_unit(&element.name) => {
                    self.unit(&element, Some(parent))?;
                }
                Event::Start(element) if element.name == "dsc" => self.below(placed, parent)?,
                Event::Start(element) => self.block(&element, placed)?,
                Event::Text(_) => {}
                Event::End | Event::Eof => return Ok(()),
            }
        }
    }

    fn did(&mut self, placed: &mut Placed) -> Result<()> {
        self.children(placed, &[Home::Did, Home::Name])
    }

    fn group(&mut self, placed: &mut Placed) -> Result<()> {
        self.children(placed, &[Home::Control, Home::Block])
    }

    fn children(&mut self, placed: &mut Placed, homes: &[Home]) -> Result<()> {
        let mut groups = 0;
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.name.as_str() {
                    // Groups in groups add nothing but depth.
                    "controlaccess" | "descgrp" | "physdescset" | "unitdatestructured" => {
                        groups += 1;
                        if element.name == "unitdatestructured" {
                            groups -= 1;
                            self.value(&element, placed, homes)?;
                        }
                    }
                    _ => self.value(&element, placed, homes)?,
                },
                Event::Text(text) => placed.unit.keep("text", text),
                Event::End if groups == 0 => return Ok(()),
                Event::End => groups -= 1,
                Event::Eof => return Err(self.xml.unexpected("the end of the document")),
            }
            if !placed.unit.is_bounded() {
                return Err(too_large(self.path));
            }
        }
    }

    fn block(&mut self, element: &Element, placed: &mut Placed) -> Result<()> {
        self.value(element, placed, &[Home::Block, Home::Control])
    }

    fn value(&mut self, element: &Element, placed: &mut Placed, homes: &[Home]) -> Result<()> {
        let content = Content::read(&mut self.xml, self.path)?;
        let name = element.name.as_str();
        let analog = element.attribute("encodinganalog").unwrap_or_default();
        if name == "unitid" && placed.about.is_none() {
            placed.about = About::from_key(analog, &content.text);
            if placed.about.is_some() {
                return Ok(());
            }
        }
        let unit = &mut placed.unit;
        if analog == OTHER {
            unit.keep(content.head.unwrap_or_default(), content.text);
            return Ok(());
        }
        let Some(field) = Field::from_key(analog).or_else(|| meant(element, homes)) else {
            unit.keep(name, with_head(&content));
            return Ok(());
        };
        take(field, element, content, unit);
        Ok(())
    }
}

/// The field that an element means where it does not name one.
fn meant(element: &Element, homes: &[Home]) -> Option<Field> {
    let name = match element.name.as_str() {
        "unitdatestructured" => "unitdate",
        "physdescstructured" => "physdesc",
        "note" | "didnote" => return Some(Field::Note),
        "famname" => "persname",
        name => name,
    };
    let kind = ["localtype", "type", "label"].iter().find_map(|key| element.attribute(key));
    let said = kind.and_then(Field::from_word);
    let fits =
        |row: &&crate::metadata::description::Row| row.ead == name && homes.contains(&row.home);
    let exact = said.and_then(|said| ROWS.iter().filter(fits).find(|row| row.field == said));
    exact.or_else(|| ROWS.iter().find(fits)).map(|row| row.field)
}

fn with_head(content: &Content) -> String {
    match &content.head {
        Some(head) if content.text.is_empty() => head.clone(),
        Some(head) => format!("{head}\n{}", content.text),
        None => content.text.clone(),
    }
}

fn take(field: Field, element: &Element, content: Content, unit: &mut Unit) {
    if let Some(head) = &content.head {
        // Headings such as "Enthält" only repeat the field.
        if Field::from_word(head.trim_end_matches(':')) != Some(field) {
            unit.keep(format!("{} head", field.key()), head.clone());
        }
    }
    match field {
        Field::Period => {
            let standard = content.standard.join("/");
            let normal = Some(standard.as_str()).filter(|standard| !standard.is_empty());
            take_date(field, element.attribute("normal").or(normal), content.text, unit);
        }
        Field::Language if !content.languages.is_empty() => {
            for (text, code) in content.languages {
                unit.say_both(field, text, code);
            }
        }
        Field::Closure => {
            let until = content.dates.last();
            let normal = until.and_then(|(_, normal)| normal.as_deref());
            // We write the end as a paragraph of its own; a date in a sentence belongs to it.
            let (before, last) = content.text.rsplit_once('\n').unwrap_or(("", &content.text));
            let repeated = normal.is_some_and(|normal| normal == last) && !before.is_empty();
            let text = if repeated { before } else { &content.text };
            take_date(field, normal, text.to_owned(), unit);
        }
        _ => {
            // Dates inside a title are periods of their own.
            if field == Field::Title {
                for (text, normal) in &content.dates {
                    take_date(Field::Period, normal.as_deref(), text.clone(), unit);
                }
            }
            unit.say(field, content.text);
        }
    }
}

fn take_date(field: Field, normal: Option<&str>, text: String, unit: &mut Unit) {
    match normal {
        Some(normal) if dates::is_normal(normal) => {
            unit.say_both(field, text, Some(normal.to_owned()));
        }
        Some(normal) => {
            unit.say_both(field, text, None);
            unit.keep(format!("{} normal", field.key()), normal);
        }
        None => unit.say(field, text),
    }
}

fn level_of(element: &Element) -> Option<Level> {
    // One of nothing but white space says nothing.
    let said = |name| element.attribute(name).filter(|word: &&str| !word.trim().is_empty());
    match said("level") {
        Some("otherlevel") | None => said("otherlevel").map(Level::from_word),
        Some(level) => Some(Level::from_word(level)),
    }
}
