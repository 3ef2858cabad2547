//! Reading what happened to a package: the events of a PREMIS document and who took part.

use super::NAMESPACE;
use crate::error::Result;
use crate::metadata::xml::{Event, Reader};
use std::collections::HashMap;
use std::io::BufRead;

/// Most events, and most agents, that are read of one document: others are no package's history.
const MOST: usize = 10_000;
/// Most notes, and most agents, of one event.
const MOST_NOTES: usize = 10_000;

/// Something that happened, as a document tells it (PREMIS 3.0, 2).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Happened {
    /// Its id inside the AIP.
    pub id: String,
    /// Its type, in the words of the vocabulary.
    pub kind: String,
    /// When, RFC 3339.
    pub time: String,
    /// What was done.
    pub detail: String,
    /// How it ended.
    pub outcome: String,
    /// More about how it ended.
    pub notes: Vec<String>,
    /// Who took part: name and version, or the id of one of whom the document says no more.
    pub agents: Vec<String>,
}

/// Reads the events of a document, in its order; objects are passed over, but the document must
/// be well-formed to its end. `place` is named in errors.
pub fn read_events(source: impl BufRead, place: &str) -> Result<Vec<Happened>> {
    let mut xml = Reader::new(source, place);
    match xml.next()? {
        Event::Start(root) if root.namespace == NAMESPACE && root.name == "premis" => {}
        _ => return Err(xml.unexpected("the root is not premis 3")),
    }
    let (mut events, mut agents) = (Vec::new(), HashMap::new());
    loop {
        match xml.next()? {
            Event::Start(element) if element.name == "event" => events.push(event(&mut xml)?),
            Event::Start(element) if element.name == "agent" => {
                let (id, name) = agent(&mut xml)?;
                agents.insert(id, name);
            }
            Event::Start(_) => xml.skip()?,
            Event::Text(_) => {}
            Event::End => break,
            Event::Eof => return Err(xml.unexpected("the end of the document")),
        }
        if events.len().max(agents.len()) > MOST {
            return Err(xml.unexpected(format_args!("more than {MOST} events or agents")));
        }
    }
    if xml.next()? != Event::Eof {
        return Err(xml.unexpected("something after the root element"));
    }
    for id in events.iter_mut().flat_map(|event| &mut event.agents) {
        if let Some(name) = agents.get(id) {
            id.clone_from(name);
        }
    }
    Ok(events)
}

fn event<R: BufRead>(xml: &mut Reader<R>) -> Result<Happened> {
    let mut out = Happened::default();
    leaves(xml, &mut |name, text| match name {
        "eventIdentifierValue" => out.id = text,
        "eventType" => out.kind = text,
        "eventDateTime" => out.time = text,
        "eventDetail" => out.detail = text,
        "eventOutcome" => out.outcome = text,
        "eventOutcomeDetailNote" if out.notes.len() < MOST_NOTES => out.notes.push(text),
        "linkingAgentIdentifierValue" if out.agents.len() < MOST_NOTES => out.agents.push(text),
        _ => {}
    })?;
    Ok(out)
}

/// The id of an agent, and its name with its version.
fn agent<R: BufRead>(xml: &mut Reader<R>) -> Result<(String, String)> {
    let (mut id, mut name) = (String::new(), String::new());
    leaves(xml, &mut |leaf, text| match leaf {
        "agentIdentifierValue" => id = text,
        "agentName" => name = text,
        "agentVersion" => {
            name.push(' ');
            name.push_str(&text);
        }
        _ => {}
    })?;
    Ok((id, name))
}

/// Gives the text of each element that has any, up to the end of the one that was entered.
fn leaves<R: BufRead>(xml: &mut Reader<R>, each: &mut dyn FnMut(&str, String)) -> Result<()> {
    let mut open: Vec<(String, String)> = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(element) => open.push((element.name, String::new())),
            Event::Text(text) => {
                if let Some((_, own)) = open.last_mut() {
                    own.push_str(&text);
                }
            }
            Event::End => match open.pop() {
                None => return Ok(()),
                Some((_, text)) if text.trim().is_empty() => {}
                Some((name, text)) => each(&name, text),
            },
            Event::Eof => return Err(xml.unexpected("the end of the document")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::premis::{Agent, Event as Written, Writer};

    fn document() -> Vec<u8> {
        let mut writer = Writer::new(Vec::new()).unwrap();
        let notes = ["clean: 2".to_owned(), "infected: original/000001 (E & F)".to_owned()];
        let event = Written {
            id: "v1/vir",
            kind: "virus check",
            code: "vir",
            time: "2026-11-22T12:00:00Z".parse().unwrap(),
            detail: "Scanned",
            outcome: "infected",
            notes: &notes,
            agents: &["scanner", "unknown"],
            objects: &[("URN", "urn:x")],
        };
        writer.event(&event).unwrap();
        let agent = Agent {
            id: "scanner",
            name: "ClamAV",
            kind: "software",
            code: "sof",
            version: Some("1.4.3/27500"),
        };
        writer.agent(&agent).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn what_was_written_is_read() {
        let events = read_events(&document()[..], "premis.xml").unwrap();
        let [event] = &events[..] else { panic!("{events:?}") };
        assert_eq!(
            (&*event.id, &*event.kind, &*event.outcome),
            ("v1/vir", "virus check", "infected")
        );
        assert_eq!((&*event.time, &*event.detail), ("2026-11-22T12:00:00Z", "Scanned"));
        assert_eq!(event.notes, ["clean: 2", "infected: original/000001 (E & F)"]);
        assert_eq!(event.agents, ["ClamAV 1.4.3/27500", "unknown"]);
    }

    #[test]
    fn a_document_must_be_whole() {
        let whole = document();
        for length in 0..whole.trim_ascii_end().len() {
            assert!(read_events(&whole[..length], "p").is_err(), "cut to {length}");
        }
        assert!(read_events(&b"<premis/>"[..], "p").is_err(), "another namespace");
    }
}
