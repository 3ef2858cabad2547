//! Reading what happened to a package: the events of a PREMIS document, and who acted.

use super::reader::{Object, ObjectKind, kind_of, read_object};
use super::{Agent, Event, NAMESPACE};
use crate::error::Result;
use crate::xml::{self, Element, Reader, Token};
use jiff::Timestamp;
use std::io::BufRead;

/// One entry of a document, in the order in which the schema puts them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// An entity, a representation or a file.
    Object(Box<Object>),
    /// Something that happened.
    Event(Happened),
    /// Somebody or something that acted.
    Agent(Actor),
    /// What is said of rights; nothing of it is read.
    Rights,
}

/// An event as it was written (PREMIS 3, 2).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Happened {
    /// The value of its identifier.
    pub id: String,
    /// Its type, in words.
    pub kind: String,
    /// The three letters of the type in the vocabulary; empty where it is from another one.
    pub code: String,
    /// When; none where it is no time with an offset.
    pub time: Option<Timestamp>,
    /// What was done.
    pub detail: String,
    /// How it ended.
    pub outcome: String,
    /// More about how it ended.
    pub notes: Vec<String>,
    /// Ids of the agents.
    pub agents: Vec<String>,
    /// Types and values of the identifiers of the objects.
    pub objects: Vec<(String, String)>,
}

/// An agent as it was written (PREMIS 3, 3).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// The value of its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is, in words.
    pub kind: String,
    /// The three letters of the kind in the vocabulary.
    pub code: String,
    /// Version of a software.
    pub version: Option<String>,
}

impl Happened {
    /// Gives the event as the writer takes it; `time` stands for one that could not be read.
    pub fn with<T>(&self, time: Timestamp, write: impl FnOnce(&Event<'_>) -> T) -> T {
        let agents: Vec<&str> = self.agents.iter().map(String::as_str).collect();
        let objects: Vec<(&str, &str)> =
            self.objects.iter().map(|(kind, id)| (kind.as_str(), id.as_str())).collect();
        write(&Event {
            id: &self.id,
            kind: &self.kind,
            code: &self.code,
            time: self.time.unwrap_or(time),
            detail: &self.detail,
            outcome: &self.outcome,
            notes: &self.notes,
            agents: &agents,
            objects: &objects,
        })
    }
}

impl Actor {
    /// The agent as the writer takes it.
    #[must_use]
    pub fn agent(&self) -> Agent<'_> {
        Agent {
            id: &self.id,
            name: &self.name,
            kind: &self.kind,
            code: &self.code,
            version: self.version.as_deref(),
        }
    }
}

/// Reads a document and gives every entry. The document must be well-formed to its end; `place`
/// is named in errors.
pub fn read_all(
    source: impl BufRead,
    place: &str,
    each: &mut dyn FnMut(Entry) -> Result<()>,
) -> Result<()> {
    let mut xml = Reader::new(source, place);
    match xml.next()? {
        xml::Event::Start(root) if root.namespace == NAMESPACE && root.name == "premis" => {}
        _ => return Err(xml.unexpected("the root is not premis 3")),
    }
    loop {
        let what = match xml.token()? {
            Token::Start(element) => What::of(element),
            Token::Text(_) => continue,
            Token::End => break,
            Token::Eof => return Err(xml.unexpected("the end of the document")),
        };
        if let Some(entry) = entry(&mut xml, what)? {
            each(entry)?;
        }
    }
    match xml.next()? {
        xml::Event::Eof => Ok(()),
        _ => Err(xml.unexpected("something after the root element")),
    }
}

/// What an element below the root begins.
enum What {
    Object(std::result::Result<ObjectKind, String>),
    Event,
    Agent,
    Rights,
    Other,
}

impl What {
    fn of(element: &Element) -> Self {
        match element.name.as_str() {
            "object" => Self::Object(kind_of(element)),
            "event" => Self::Event,
            "agent" => Self::Agent,
            "rights" => Self::Rights,
            _ => Self::Other,
        }
    }
}

fn entry<R: BufRead>(xml: &mut Reader<R>, what: What) -> Result<Option<Entry>> {
    match what {
        What::Object(kind) => {
            let kind =
                kind.map_err(|other| xml.unexpected(format_args!("an object of type {other:?}")))?;
            Ok(Some(Entry::Object(Box::new(read_object(xml, kind)?))))
        }
        What::Event => {
            let mut event = Happened::default();
            leaves(xml, &mut |name, code, text| event.take(name, code, text))?;
            Ok(Some(Entry::Event(event)))
        }
        What::Agent => {
            let mut actor = Actor::default();
            leaves(xml, &mut |name, code, text| actor.take(name, code, text))?;
            Ok(Some(Entry::Agent(actor)))
        }
        What::Rights => xml.skip().map(|()| Some(Entry::Rights)),
        What::Other => xml.skip().map(|()| None),
    }
}

/// Takes the name of an element with text, its code in the vocabulary, and the text.
type Leaf<'a> = &'a mut dyn FnMut(&str, &str, &str);

/// Gives every element with text below the one begun last.
fn leaves<R: BufRead>(xml: &mut Reader<R>, each: Leaf<'_>) -> Result<()> {
    let mut path: Vec<(String, String)> = Vec::new();
    loop {
        match xml.next()? {
            xml::Event::Start(element) => {
                let uri = element.attribute("valueURI").unwrap_or_default();
                let code = uri.rsplit('/').next().unwrap_or_default().to_owned();
                path.push((element.name, code));
            }
            xml::Event::Text(text) => {
                if let Some((name, code)) = path.last() {
                    each(name, code, &text);
                }
            }
            xml::Event::End => {
                if path.pop().is_none() {
                    return Ok(());
                }
            }
            xml::Event::Eof => return Err(xml.unexpected("the end of the document")),
        }
    }
}

impl Happened {
    fn take(&mut self, name: &str, code: &str, text: &str) {
        match name {
            "eventIdentifierValue" => text.clone_into(&mut self.id),
            "eventType" => {
                text.clone_into(&mut self.kind);
                code.clone_into(&mut self.code);
            }
            "eventDateTime" => self.time = text.trim().parse().ok(),
            "eventDetail" => text.clone_into(&mut self.detail),
            "eventOutcome" => text.clone_into(&mut self.outcome),
            "eventOutcomeDetailNote" => self.notes.push(text.to_owned()),
            "linkingAgentIdentifierValue" => self.agents.push(text.to_owned()),
            "linkingObjectIdentifierType" => self.objects.push((text.to_owned(), String::new())),
            "linkingObjectIdentifierValue" => {
                if let Some(last) = self.objects.last_mut() {
                    text.clone_into(&mut last.1);
                }
            }
            _ => {}
        }
    }
}

impl Actor {
    fn take(&mut self, name: &str, code: &str, text: &str) {
        match name {
            "agentIdentifierValue" => text.clone_into(&mut self.id),
            "agentName" => text.clone_into(&mut self.name),
            "agentType" => {
                text.clone_into(&mut self.kind);
                code.clone_into(&mut self.code);
            }
            "agentVersion" => self.version = Some(text.to_owned()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::premis::Writer;

    #[test]
    fn events_and_agents_are_the_same_after_they_were_written() {
        let event = Happened {
            id: "v1/ing".into(),
            kind: "ingestion".into(),
            code: "ing".into(),
            time: "2026-01-01T12:00:00Z".parse().ok(),
            detail: "taken in".into(),
            outcome: "success".into(),
            notes: vec!["one".into(), "two & three".into()],
            agents: vec!["a1".into()],
            objects: vec![("URN".into(), "urn:x".into()), ("local".into(), "f".into())],
        };
        let actor = Actor {
            id: "a1".into(),
            name: "archive".into(),
            kind: "software".into(),
            code: "sof".into(),
            version: Some("1".into()),
        };
        let mut writer = Writer::new(Vec::new()).unwrap();
        let mut none = std::iter::empty();
        writer.abstract_object("intellectualEntity", ("URN", "urn:x"), &mut none, None).unwrap();
        event.with(Timestamp::UNIX_EPOCH, |event| writer.event(event)).unwrap();
        writer.agent(&actor.agent()).unwrap();
        let bytes = writer.finish().unwrap();
        let mut entries = Vec::new();
        read_all(&bytes[..], "premis.xml", &mut |entry| {
            entries.push(entry);
            Ok(())
        })
        .unwrap();
        assert!(matches!(&entries[0], Entry::Object(object) if object.id == "urn:x"));
        assert_eq!(entries[1..], [Entry::Event(event), Entry::Agent(actor)]);
    }
}
