//! Where objects lie (ISO 32000-1, 7.5.4 to 7.5.8): tables, streams and object streams. Tables
//! are looked at in place; streams are unpacked within a budget.

use super::objects::{Dict, Object, Parser};
use crate::format::characterise::facts::{Damage, State, Unseen};
use crate::format::characterise::view::{BROKEN, LIMIT, Looked, TRUNCATED, View};
use flate2::read::ZlibDecoder;
use std::io::Read;

/// Most sections of cross-references that are followed.
const SECTIONS: usize = 256;
/// Most subsections of one of them.
const RANGES: usize = 4_096;
/// How much is unpacked for one file, in bytes.
const UNPACKED: usize = 32 << 20;
/// How many objects are looked up for one file.
const LOOKUPS: u32 = 1_024;
/// Longest object that is parsed, in bytes.
const OBJECT_BYTES: usize = 1 << 20;
/// Where the pointer to the last section must stand, in bytes before the end.
const END_BYTES: u64 = 2_048;
/// A reference to something that is not there.
const DANGLING: State = State::Damaged(Damage::BadReference);

/// A section of cross-references.
enum Section {
    /// First number, count, place of the first entry of 20 bytes.
    Table(Vec<(u64, u64, u64)>),
    /// First number and count of each range, widths of the fields, entries one after another.
    Stream(Vec<(u64, u64)>, [usize; 3], Vec<u8>),
}

/// Where one object lies.
enum Place {
    At(u64),
    /// In an object stream: its number, and the position in it.
    In(u64, u64),
}

/// A PDF whose cross-references were read.
pub struct Document<'a> {
    view: View<'a>,
    /// Where the header stands; all places count from there.
    base: u64,
    sections: Vec<Section>,
    /// The newest trailer.
    pub trailer: Dict,
    unpacked: usize,
    lookups: u32,
    /// The object stream used last.
    opened: Option<(u64, Vec<u8>, u64, u64)>,
}

impl<'a> Document<'a> {
    /// Reads the chain of cross-references from its end.
    pub fn open(view: View<'a>, base: u64) -> Looked<Self> {
        let (_, tail) = view.tail(END_BYTES.min(view.size()));
        if tail.is_empty() {
            return Err(State::NotLooked(Unseen::Hole));
        }
        let at = memchr::memmem::rfind(tail, b"startxref").ok_or(TRUNCATED)?;
        let mut next = Parser::new(&tail[at + 9..]).number().ok_or(TRUNCATED)?;
        let mut document = Self {
            view,
            base,
            sections: Vec::new(),
            trailer: Dict::default(),
            unpacked: 0,
            lookups: 0,
            opened: None,
        };
        let mut seen = Vec::new();
        while !seen.contains(&next) {
            if seen.len() == SECTIONS {
                return Err(LIMIT);
            }
            seen.push(next);
            let trailer = document.section(next)?;
            if let Some(hybrid) = trailer.get("XRefStm").and_then(Object::number)
                && !seen.contains(&hybrid)
            {
                seen.push(hybrid);
                document.section(hybrid)?;
            }
            let previous = trailer.get("Prev").and_then(Object::number);
            if seen.first() == Some(&next) {
                document.trailer = trailer;
            }
            match previous {
                Some(previous) => next = previous,
                None => return Ok(document),
            }
        }
        Err(BROKEN)
    }

    /// The bytes from a place on, up to `length`; an error says why there are none.
    fn held(&self, at: u64, length: usize) -> Looked<&'a [u8]> {
        let at = self.base.checked_add(at).ok_or(TRUNCATED)?;
        self.view.take(at, 1)?;
        Ok(self.view.up_to(at, length))
    }

    fn section(&mut self, at: u64) -> Looked<Dict> {
        let data = self.held(at, usize::MAX)?;
        let mut parser = Parser::new(data);
        if !parser.keyword(b"xref") {
            return self.stream_section(at);
        }
        let mut ranges = Vec::new();
        while !parser.keyword(b"trailer") {
            let first = parser.number().ok_or(BROKEN)?;
            let count = parser.number().ok_or(BROKEN)?;
            parser.blanks();
            if ranges.len() == RANGES {
                return Err(LIMIT);
            }
            ranges.push((first, count, at + parser.at as u64));
            let bytes = usize::try_from(count).ok().and_then(|c| c.checked_mul(20));
            let end = bytes.and_then(|bytes| parser.at.checked_add(bytes)).ok_or(BROKEN)?;
            if end > data.len() {
                return Err(self.held(at + data.len() as u64, 1).err().unwrap_or(TRUNCATED));
            }
            parser.at = end;
        }
        let rest = &data[parser.at..];
        match Parser::new(&rest[..rest.len().min(OBJECT_BYTES)]).object()? {
            Object::Dict(trailer) => {
                self.sections.push(Section::Table(ranges));
                Ok(trailer)
            }
            _ => Err(BROKEN),
        }
    }

    fn stream_section(&mut self, at: u64) -> Looked<Dict> {
        let (dict, body) = self.stream_at(at, None, UNPACKED)?;
        let numbers = |key: &str| match dict.get(key) {
            Some(Object::Array(list)) => list.iter().map(Object::number).collect(),
            _ => None,
        };
        let widths: Vec<u64> = numbers("W").ok_or(BROKEN)?;
        let widths: [u64; 3] = widths.try_into().map_err(|_| BROKEN)?;
        if widths.iter().any(|width| *width > 8) || widths.iter().sum::<u64>() == 0 {
            return Err(BROKEN);
        }
        let size = dict.get("Size").and_then(Object::number).ok_or(BROKEN)?;
        let index = numbers("Index").unwrap_or_else(|| vec![0, size]);
        let ranges = index.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        let widths = widths.map(|width| usize::try_from(width).unwrap_or(0));
        self.sections.push(Section::Stream(ranges, widths, body));
        Ok(dict)
    }

    fn place(&self, number: u64) -> Looked<Place> {
        for section in &self.sections {
            let place = match section {
                Section::Table(ranges) => self.in_table(ranges, number)?,
                Section::Stream(ranges, widths, data) => in_stream(ranges, *widths, data, number),
            };
            if let Some(place) = place {
                return Ok(place);
            }
        }
        Err(DANGLING)
    }

    fn in_table(&self, ranges: &[(u64, u64, u64)], number: u64) -> Looked<Option<Place>> {
        for (first, count, at) in ranges {
            let Some(index) = number.checked_sub(*first).filter(|index| index < count) else {
                continue;
            };
            let entry = self.held(at + 20 * index, 20)?;
            let mut parser = Parser::new(entry);
            let (place, _) = (parser.number().ok_or(BROKEN)?, parser.number().ok_or(BROKEN)?);
            if parser.word() == b"n" {
                return Ok(Some(Place::At(place)));
            }
        }
        Ok(None)
    }

    /// What an object is, reference followed. Missing objects are null (7.3.10), but what is
    /// asked for here must be there.
    pub fn resolve(&mut self, object: &Object) -> Looked<Object> {
        let Object::Ref(number) = object else { return Ok(object.clone()) };
        self.lookups += 1;
        if self.lookups > LOOKUPS {
            return Err(LIMIT);
        }
        match self.place(*number)? {
            Place::At(at) => self.at(at, *number)?.object(),
            Place::In(stream, index) => self.packed(stream, index, *number),
        }
    }

    /// A parser behind `12 0 obj`.
    fn at(&self, at: u64, number: u64) -> Looked<Parser<'a>> {
        let mut parser = Parser::new(self.held(at, OBJECT_BYTES)?);
        let fits = parser.number() == Some(number) && parser.number().is_some();
        if fits && parser.keyword(b"obj") { Ok(parser) } else { Err(DANGLING) }
    }

    /// A dictionary that is a member of another.
    pub fn member(&mut self, dict: &Dict, key: &str) -> Looked<Option<Dict>> {
        let Some(value) = dict.get(key) else { return Ok(None) };
        Ok(match self.resolve(value)? {
            Object::Dict(dict) => Some(dict),
            _ => None,
        })
    }

    /// An array that is a member of a dictionary; empty where there is none.
    pub fn list(&mut self, dict: &Dict, key: &str) -> Looked<Vec<Object>> {
        let Some(value) = dict.get(key) else { return Ok(Vec::new()) };
        Ok(match self.resolve(value)? {
            Object::Array(list) => list,
            _ => Vec::new(),
        })
    }

    /// The content of a stream, unpacked, at most `limit` bytes of it.
    pub fn stream(&mut self, number: u64, limit: usize) -> Looked<Vec<u8>> {
        match self.place(number)? {
            Place::At(at) => self.stream_at(at, Some(number), limit).map(|(_, body)| body),
            Place::In(..) => Err(BROKEN),
        }
    }

    fn stream_at(&mut self, at: u64, number: Option<u64>, limit: usize) -> Looked<(Dict, Vec<u8>)> {
        let data = self.held(at, usize::MAX)?;
        let mut parser = Parser::new(data);
        let there = parser.number().ok_or(DANGLING)?;
        let fits = number.is_none_or(|number| number == there) && parser.number().is_some();
        if !fits || !parser.keyword(b"obj") {
            return Err(DANGLING);
        }
        let Object::Dict(dict) = parser.object()? else { return Err(BROKEN) };
        if !parser.keyword(b"stream") {
            return Err(BROKEN);
        }
        let rest = &data[parser.at..];
        let begin = match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => return Err(BROKEN),
        };
        let length = dict.get("Length").cloned().ok_or(BROKEN)?;
        let length = self.resolve(&length)?.number().ok_or(BROKEN)?;
        let body = self.held(at + (parser.at + begin) as u64, usize::MAX)?;
        let length = usize::try_from(length).ok().filter(|length| *length <= body.len());
        let body = &body[..length.ok_or(TRUNCATED)?];
        let body = self.unpack(&dict, body, limit)?;
        Ok((dict, body))
    }

    fn unpack(&mut self, dict: &Dict, body: &[u8], limit: usize) -> Looked<Vec<u8>> {
        let only = |object: &Object| match object {
            Object::Array(list) if list.len() == 1 => list[0].clone(),
            other => other.clone(),
        };
        let limit = limit.min(UNPACKED.saturating_sub(self.unpacked));
        let mut out = Vec::new();
        match dict.get("Filter").map(only) {
            None => out.extend_from_slice(&body[..body.len().min(limit)]),
            Some(Object::Array(list)) if list.is_empty() => out.extend_from_slice(body),
            Some(Object::Name(name)) if name == b"FlateDecode" || name == b"Fl" => {
                let decoder = ZlibDecoder::new(body);
                decoder.take(limit as u64 + 1).read_to_end(&mut out).map_err(|_| BROKEN)?;
            }
            Some(_) => return Err(State::NotLooked(Unseen::Unsupported)),
        }
        if out.len() > limit {
            return Err(LIMIT);
        }
        self.unpacked += out.len();
        match dict.get("DecodeParms").map(only) {
            Some(Object::Dict(parms)) => unpredict(&parms, out),
            _ => Ok(out),
        }
    }

    /// An object out of an object stream (7.5.7).
    fn packed(&mut self, stream: u64, index: u64, number: u64) -> Looked<Object> {
        if self.opened.as_ref().is_none_or(|opened| opened.0 != stream) {
            let Place::At(at) = self.place(stream)? else { return Err(BROKEN) };
            let (dict, body) = self.stream_at(at, Some(stream), UNPACKED)?;
            let value = |key: &str| dict.get(key).and_then(Object::number).ok_or(BROKEN);
            self.opened = Some((stream, body, value("N")?, value("First")?));
        }
        let Some((_, body, count, first)) = &self.opened else { return Err(BROKEN) };
        if index >= *count {
            return Err(DANGLING);
        }
        let mut head = Parser::new(body);
        for _ in 0..index.min(body.len() as u64) {
            head.number().and(head.number()).ok_or(BROKEN)?;
        }
        let (there, offset) = (head.number().ok_or(BROKEN)?, head.number().ok_or(BROKEN)?);
        let at = usize::try_from(first.saturating_add(offset)).map_err(|_| BROKEN)?;
        match body.get(at..) {
            Some(data) if there == number => Parser::new(data).object(),
            _ => Err(DANGLING),
        }
    }
}

fn in_stream(ranges: &[(u64, u64)], widths: [usize; 3], data: &[u8], number: u64) -> Option<Place> {
    let mut before = 0_u64;
    for (first, count) in ranges {
        if let Some(index) = number.checked_sub(*first).filter(|index| index < count) {
            let row: usize = widths.iter().sum();
            let index = usize::try_from(before.checked_add(index)?).ok()?;
            let at = index.checked_mul(row)?;
            let mut entry = data.get(at..at.checked_add(row)?)?;
            let mut field = |width: usize| {
                let (now, later) = entry.split_at(width);
                entry = later;
                now.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte))
            };
            let kind = if widths[0] == 0 { 1 } else { field(widths[0]) };
            let (second, third) = (field(widths[1]), field(widths[2]));
            return match kind {
                1 => Some(Place::At(second)),
                2 => Some(Place::In(second, third)),
                _ => None,
            };
        }
        before = before.checked_add(*count)?;
    }
    None
}

/// Undoes the filters of PNG (7.4.4.4) for samples of one byte, as cross-references use them.
fn unpredict(parms: &Dict, data: Vec<u8>) -> Looked<Vec<u8>> {
    let value = |key: &str, default| parms.get(key).and_then(Object::number).unwrap_or(default);
    let unsupported = State::NotLooked(Unseen::Unsupported);
    match value("Predictor", 1) {
        1 => return Ok(data),
        10..=15 if value("Colors", 1) == 1 && value("BitsPerComponent", 8) == 8 => {}
        _ => return Err(unsupported),
    }
    let columns = usize::try_from(value("Columns", 1)).ok().filter(|c| (1..=4_096).contains(c));
    let columns = columns.ok_or(unsupported)?;
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0; columns];
    for row in data.chunks_exact(columns + 1) {
        let mut line = row[1..].to_vec();
        for i in 0..columns {
            let (left, corner) = if i > 0 { (line[i - 1], above[i - 1]) } else { (0, 0) };
            let add = match row[0] {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => u8::midpoint(left, above[i]),
                4 => paeth(left, above[i], corner),
                _ => return Err(BROKEN),
            };
            line[i] = line[i].wrapping_add(add);
        }
        out.extend_from_slice(&line);
        above = line;
    }
    Ok(out)
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(corner);
    let far = |value: u8| (guess - i16::from(value)).abs();
    if far(left) <= far(above) && far(left) <= far(corner) {
        left
    } else if far(above) <= far(corner) {
        above
    } else {
        corner
    }
}
