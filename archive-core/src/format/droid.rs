//! Reading DROID's signature file (namespace `http://www.nationalarchives.gov.uk/pronom/
//! SignatureFile`): internal signatures and formats. Shift tables, which only serve one way of
//! searching, are passed over.

use super::model::{Entry, Format, Model};
use super::pattern::{Anchor, Item, Sequence, Signature, push};
use super::syntax;
use crate::error::{Error, Result};
use crate::finding::codes::fmt;
use crate::xml::{Element, Event, Reader};
use std::collections::HashMap;
use std::io::{BufRead, Take};

/// Largest signature file, in bytes: ten times today's.
pub(super) const FILE_BYTES: u64 = 64 << 20;
/// Most formats of a file, so that a format has a short number.
pub(super) const FORMATS: usize = 1 << 15;
/// Most signatures of a file, and most parts of one.
const SIGNATURES: usize = 1 << 16;
const PARTS: usize = 1_024;

/// A reader of signature files.
pub(super) type Source<R> = Reader<Take<R>>;

/// Reads a signature file; `path` is the place named in errors.
pub(super) fn read(source: impl BufRead, path: &str) -> Result<Model> {
    let mut reader = Reader::new(source.take(FILE_BYTES), path);
    let mut model = Model::default();
    let mut ids = HashMap::new();
    let Event::Start(root) = reader.next()? else { return Err(reader.unexpected("no element")) };
    if root.name != "FFSignatureFile" {
        let error = Error::new(&fmt::NOT_SIGNATURES).at(path);
        return Err(error.with("expected", "FFSignatureFile").with("found", root.name));
    }
    root.attribute("Version").unwrap_or("?").clone_into(&mut model.version);
    let mut formats = HashMap::new();
    let mut beaten = Vec::new();
    children(&mut reader, |reader, element| match element.name.as_str() {
        "InternalSignatureCollection" => children(reader, |reader, element| {
            limit(path, "signatures", model.signatures.len(), SIGNATURES)?;
            let id = number(reader, &element, "ID")?.unwrap_or_default();
            model.signatures.push(signature(reader, path)?);
            ids.insert(id, model.signatures.len() - 1);
            Ok(())
        }),
        "FileFormatCollection" => children(reader, |reader, element| {
            limit(path, "formats", model.entries.len(), FORMATS)?;
            let (entry, beats) = format(reader, &element, &ids)?;
            let id = number(reader, &element, "ID")?.unwrap_or_default();
            formats.insert(id, model.entries.len());
            beaten.push(beats);
            model.entries.push(entry);
            Ok(())
        }),
        _ => reader.skip(),
    })?;
    for (entry, beats) in model.entries.iter_mut().zip(beaten) {
        entry.beats = beats.iter().filter_map(|id| formats.get(id).copied()).collect();
    }
    Ok(model)
}

/// Calls `each` for every element inside the one begun last; it must read it to its end.
pub(super) fn children<R: BufRead>(
    reader: &mut Source<R>,
    mut each: impl FnMut(&mut Source<R>, Element) -> Result<()>,
) -> Result<()> {
    loop {
        match reader.next()? {
            Event::Start(element) => each(reader, element)?,
            Event::Text(_) => {}
            Event::End => return Ok(()),
            Event::Eof => return Err(reader.unexpected("the end of the document")),
        }
    }
}

/// Refuses what goes beyond a limit.
pub(super) fn limit(path: &str, what: &'static str, have: usize, most: usize) -> Result<()> {
    if have < most {
        return Ok(());
    }
    Err(Error::new(&fmt::LIMIT).at(path).with("limit", what).with("value", most))
}

/// An attribute that is a number.
pub(super) fn number<R: BufRead>(
    reader: &Source<R>,
    element: &Element,
    name: &str,
) -> Result<Option<u64>> {
    let Some(text) = element.attribute(name).map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let number = text.parse::<u32>();
    let number = number.map_err(|_| reader.unexpected(format!("'{text}' as {name}")))?;
    Ok(Some(u64::from(number)))
}

/// The signature in the element begun last. One that looks for nothing is refused.
pub(super) fn signature<R: BufRead>(reader: &mut Source<R>, path: &str) -> Result<Signature> {
    let mut signature = Signature::default();
    children(reader, |reader, element| {
        if element.name != "ByteSequence" {
            return reader.skip();
        }
        limit(path, "sequences", signature.sequences.len(), PARTS)?;
        signature.sequences.extend(byte_sequence(reader, &element, path)?);
        Ok(())
    })?;
    if signature.sequences.is_empty() {
        return Err(unreadable("", "a signature without a byte sequence", path));
    }
    Ok(signature)
}

/// A sequence in one of the two forms: as parts, or whole in an attribute.
fn byte_sequence<R: BufRead>(
    reader: &mut Source<R>,
    element: &Element,
    path: &str,
) -> Result<Option<Sequence>> {
    let reference = Reference::of(element.attribute("Reference").unwrap_or_default(), path)?;
    let whole = element.attribute("Sequence").map(|text| pattern(text, path)).transpose()?;
    let mut parts = Vec::new();
    children(reader, |reader, element| {
        if element.name != "SubSequence" {
            return reader.skip();
        }
        limit(path, "parts of a sequence", parts.len(), PARTS)?;
        parts.push(part(reader, &element, path)?);
        Ok(())
    })?;
    Ok(match whole {
        Some(items) if parts.is_empty() => compact(reference, items),
        _ => sequence(reference, parts),
    })
}

/// From where the place of a sequence is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reference {
    Beginning,
    End,
    Anywhere,
}

impl Reference {
    fn of(text: &str, path: &str) -> Result<Self> {
        match text.trim() {
            "BOFoffset" => Ok(Self::Beginning),
            "EOFoffset" => Ok(Self::End),
            "" | "Variable" => Ok(Self::Anywhere),
            other => Err(unreadable(other, "no reference that is known", path)),
        }
    }

    fn anchor(self, min: u64, max: Option<u64>) -> Anchor {
        match self {
            Self::Beginning => Anchor::Beginning { min, max },
            Self::End => Anchor::End { min, max },
            Self::Anywhere => Anchor::Beginning { min: 0, max: None },
        }
    }
}

/// A sequence whose text says everything: the gap at the side from which it is counted is its
/// distance.
fn compact(reference: Reference, mut items: Vec<Item>) -> Option<Sequence> {
    let outer = if reference == Reference::End { items.last() } else { items.first() };
    let (mut min, mut max) = (0, Some(0));
    if let Some(Item::Gap { min: least, max: most }) = outer {
        (min, max) = (*least, *most);
        let _ = if reference == Reference::End { items.pop() } else { Some(items.remove(0)) };
    }
    let anchor = reference.anchor(min, max);
    (!items.is_empty()).then_some(Sequence { anchor, items })
}

/// A part of a sequence, and its distance from what stands before (or after) it.
struct Part {
    position: u64,
    min: u64,
    max: Option<u64>,
    items: Vec<Item>,
}

fn part<R: BufRead>(reader: &mut Source<R>, element: &Element, path: &str) -> Result<Part> {
    let position = number(reader, element, "Position")?.unwrap_or(1);
    let min = number(reader, element, "SubSeqMinOffset")?.unwrap_or(0);
    let max = number(reader, element, "SubSeqMaxOffset")?;
    let (mut left, mut middle, mut right) = (Vec::new(), Vec::new(), Vec::new());
    children(reader, |reader, element| match element.name.as_str() {
        "Sequence" => {
            middle = pattern(&reader.leaf()?, path)?;
            Ok(())
        }
        "LeftFragment" | "RightFragment" => {
            let side = if element.name == "LeftFragment" { &mut left } else { &mut right };
            limit(path, "fragments", side.len(), PARTS)?;
            side.push(fragment(reader, &element, path)?);
            Ok(())
        }
        _ => reader.skip(),
    })?;
    let mut items = Vec::new();
    // Position 1 stands next to the sequence, on the left as on the right.
    left.sort_by_key(|fragment| std::cmp::Reverse(fragment.position));
    right.sort_by_key(|fragment| fragment.position);
    fragments(left, true, &mut items);
    for item in middle {
        push(&mut items, item);
    }
    fragments(right, false, &mut items);
    Ok(Part { position, min, max: max.map(|max| max.max(min)), items })
}

fn fragment<R: BufRead>(reader: &mut Source<R>, element: &Element, path: &str) -> Result<Part> {
    let position = number(reader, element, "Position")?.unwrap_or(1);
    let min = number(reader, element, "MinOffset")?.unwrap_or(0);
    let max = number(reader, element, "MaxOffset")?.map(|max| max.max(min));
    Ok(Part { position, min, max, items: pattern(&reader.leaf()?, path)? })
}

/// Puts fragments in order: those of one position are alternatives.
fn fragments(parts: Vec<Part>, left: bool, items: &mut Vec<Item>) {
    let mut parts = parts.into_iter().peekable();
    while let Some(part) = parts.next() {
        let position = part.position;
        let mut branches = vec![with_gap(part, left)];
        while let Some(next) = parts.next_if(|next| next.position == position) {
            branches.push(with_gap(next, left));
        }
        match branches.pop() {
            Some(only) if branches.is_empty() => {
                for item in only {
                    push(items, item);
                }
            }
            last => {
                branches.extend(last);
                items.push(Item::Either(branches.into()));
            }
        }
    }
}

fn with_gap(part: Part, left: bool) -> Vec<Item> {
    let gap = Item::Gap { min: part.min, max: part.max };
    let mut items = Vec::new();
    if !left {
        push(&mut items, gap.clone());
    }
    part.items.into_iter().for_each(|item| push(&mut items, item));
    if left {
        push(&mut items, gap);
    }
    items
}

fn pattern(text: &str, path: &str) -> Result<Vec<Item>> {
    syntax::parse(text).map_err(|reason| unreadable(text, &reason, path))
}

fn unreadable(text: &str, reason: &str, path: &str) -> Error {
    let shown: String = text.trim().chars().take(80).collect();
    Error::new(&fmt::BAD_PATTERN).at(path).with("pattern", shown).with("reason", reason)
}

/// The parts of a sequence in one row. Between them lies anything; the first one (or, counted
/// from the end, the last one) is at the distance it says.
fn sequence(reference: Reference, mut parts: Vec<Part>) -> Option<Sequence> {
    parts.retain(|part| !part.items.is_empty());
    parts.sort_by_key(|part| part.position);
    let at_end = reference == Reference::End;
    let anchoring = if at_end { parts.last()? } else { parts.first()? };
    let anchor = reference.anchor(anchoring.min, anchoring.max);
    let count = parts.len();
    let mut items = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let gap = Item::Gap { min: part.min, max: part.max };
        if !at_end && index > 0 {
            push(&mut items, open_ended(gap.clone()));
        }
        part.items.into_iter().for_each(|item| push(&mut items, item));
        if at_end && index + 1 < count {
            push(&mut items, open_ended(gap));
        }
    }
    Some(Sequence { anchor, items })
}

/// A distance of zero at most is what is written where nothing is meant.
fn open_ended(gap: Item) -> Item {
    match gap {
        Item::Gap { min, max: Some(0) } => Item::Gap { min, max: None },
        gap => gap,
    }
}

fn format<R: BufRead>(
    reader: &mut Source<R>,
    element: &Element,
    ids: &HashMap<u64, usize>,
) -> Result<(Entry, Vec<u64>)> {
    let text = |name| element.attribute(name).unwrap_or_default().trim().to_owned();
    let format = Format {
        puid: text("PUID"),
        name: text("Name"),
        version: text("Version"),
        mime: text("MIMEType"),
        extensions: Vec::new(),
    };
    let (mut entry, mut beats) = (Entry { format, ..Entry::default() }, Vec::new());
    children(reader, |reader, element| {
        let text = reader.leaf()?;
        let id = || text.trim().parse::<u64>().ok();
        match element.name.as_str() {
            "InternalSignatureID" => {
                entry.signatures.extend(id().and_then(|id| ids.get(&id).copied()));
                entry.has_signature = true;
            }
            "Extension" => entry.format.extensions.push(text.trim().to_lowercase()),
            "HasPriorityOverFileFormatID" => beats.extend(id()),
            _ => {}
        }
        Ok(())
    })?;
    Ok((entry, beats))
}
