//! XML: whether it is well-formed, in which encoding, and what its root is.

use super::facts::{Characteristics, Damage, Fact, State, Unseen};
use super::view::{Looked, View};
use crate::finding::codes::xml;
use crate::xml::{Event, Reader};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// Largest document that is read, in bytes.
const BYTES: usize = 16 << 20;
/// How far the declaration is looked for, in bytes.
const DECLARATION: usize = 256;

/// Whether something begins as XML does: a declaration, or an element that is not HTML.
pub fn is_xml(text: &[u8]) -> bool {
    let blank = text.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let text = &text[blank..text.len().min(blank + DECLARATION)];
    let html =
        |word: &[u8]| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if text.starts_with(b"<?xml") {
        return blank == 0;
    }
    match text {
        [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'_', ..] => {
            // An element names itself and ends; mail addresses in angle brackets do not.
            let end = text.iter().position(|b| matches!(b, b'>' | b'@'));
            !html(b"<html")
                && end.is_some_and(|end| text[end] == b'>')
                && memchr::memmem::find(text, b"xmlns").is_some()
        }
        _ => false,
    }
}

/// Reads a document from `held`, the bytes of the file from its first on.
pub fn read(view: View<'_>, held: &[u8], found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "xml");
    let (encoding, named) = encoding(held);
    found.add(Fact::Encoding, encoding.name().to_lowercase());
    if !named {
        return Err(State::NotLooked(Unseen::Unsupported));
    }
    let whole = view.is_whole() && held.len() <= BYTES;
    let held = &held[..held.len().min(BYTES)];
    let (text, _, errors) = encoding.decode(held);
    let text: Cow<'_, str> = text;
    if errors && whole {
        return Err(State::Damaged(Damage::NotWellFormed));
    }
    let result = parse(&text, found);
    if !whole {
        let why = if view.is_whole() { Unseen::Limit } else { Unseen::Hole };
        return Err(State::NotLooked(why));
    }
    result
}

fn parse(text: &str, found: &mut Characteristics) -> Looked {
    let mut reader = Reader::new(text.as_bytes(), "");
    loop {
        match reader.next() {
            Ok(Event::Start(element)) if found.get(Fact::Root).is_none() => {
                found.add(Fact::Root, element.name);
                if !element.namespace.is_empty() {
                    found.add(Fact::Namespace, element.namespace);
                }
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) if error.is(&xml::DOCTYPE) => {
                return Err(State::NotLooked(Unseen::Doctype));
            }
            Err(error) if error.is(&xml::LIMIT) => return Err(State::NotLooked(Unseen::Limit)),
            Err(_) => return Err(State::Damaged(Damage::NotWellFormed)),
        }
    }
}

/// The encoding by byte order mark or declaration (XML 1.0, appendix F), and whether it is one
/// that can be read.
fn encoding(held: &[u8]) -> (&'static Encoding, bool) {
    if let Some((encoding, _)) = Encoding::for_bom(held) {
        return (encoding, true);
    }
    let start = &held[..held.len().min(DECLARATION)];
    let end = memchr::memmem::find(start, b"?>").unwrap_or(0);
    let start = &start[..end];
    let Some(at) = memchr::memmem::find(start, b"encoding") else { return (UTF_8, true) };
    let mut parts = start[at..].split(|byte| matches!(byte, b'"' | b'\''));
    match parts.nth(1).and_then(Encoding::for_label) {
        Some(encoding) => (encoding, true),
        None => (UTF_8, false),
    }
}
