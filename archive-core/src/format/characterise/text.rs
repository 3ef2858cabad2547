//! Plain text: its encoding and line ends. XML is handed on.

use super::facts::{Characteristics, Damage, Fact, State, Unseen};
use super::view::{Looked, View};
use super::xml;

/// How many bytes decide whether something is text at all.
const FIRST: usize = 4_096;
/// Most bytes looked at; a larger file is judged by its beginning.
const BYTES: usize = 64 << 20;

/// Looks at a file that is text or nothing known.
pub fn read(view: View<'_>, found: &mut Characteristics) -> Looked {
    if view.size() == 0 {
        return Err(State::NotLooked(Unseen::Empty));
    }
    let held = view.up_to(0, BYTES);
    match held {
        [0xEF, 0xBB, 0xBF, rest @ ..] if begins_as_text(rest) => {
            found.add(Fact::Bom, true);
            if xml::is_xml(rest) {
                return xml::read(view, held, found);
            }
            eight_bits(view, rest, found)
        }
        [0xFF, 0xFE, ..] => sixteen_bits(view, held, "utf-16le", u16::from_le_bytes, found),
        [0xFE, 0xFF, ..] => sixteen_bits(view, held, "utf-16be", u16::from_be_bytes, found),
        _ if !begins_as_text(held) => Err(State::NotLooked(Unseen::UnknownKind)),
        _ if xml::is_xml(held) => xml::read(view, held, found),
        _ => eight_bits(view, held, found),
    }
}

/// Whether the first bytes have none of the control characters that no text has.
pub fn begins_as_text(bytes: &[u8]) -> bool {
    let control = |b: &u8| *b < 32 && !matches!(b, b'\t' | b'\n' | b'\x0c' | b'\r' | 0x1B);
    !bytes.is_empty() && !bytes[..bytes.len().min(FIRST)].iter().any(|b| control(b) || *b == 127)
}

fn eight_bits(view: View<'_>, text: &[u8], found: &mut Characteristics) -> Looked {
    if memchr::memchr(0, text).is_some() {
        *found = Characteristics::default();
        return Err(State::NotLooked(Unseen::UnknownKind));
    }
    let whole = view.is_whole() && view.size() <= BYTES as u64;
    let encoding = match std::str::from_utf8(text) {
        Ok(_) if text.is_ascii() => "us-ascii",
        Ok(_) => "utf-8",
        Err(error) if !whole && error.error_len().is_none() => "utf-8",
        Err(_) if likely_1252(text) => "windows-1252",
        Err(_) => {
            *found = Characteristics::default();
            return Err(State::NotLooked(Unseen::UnknownKind));
        }
    };
    found.add(Fact::Kind, "text");
    found.add(Fact::Encoding, encoding);
    if encoding == "windows-1252" {
        found.add(Fact::Guessed, true);
    }
    found.add(Fact::LineEnds, line_ends(text));
    if whole { Ok(()) } else { Err(State::NotLooked(Unseen::Hole)) }
}

/// Western text has some letters above ASCII, most bytes below, and none of five unused codes.
fn likely_1252(text: &[u8]) -> bool {
    let high = text.iter().filter(|byte| **byte >= 128).count();
    let unused = |byte: &u8| matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
    high * 4 <= text.len() && !text.iter().any(unused)
}

fn line_ends(text: &[u8]) -> &'static str {
    let (mut lf, mut crlf, mut cr) = (false, false, false);
    let mut after_cr = usize::MAX;
    for at in memchr::memchr2_iter(b'\r', b'\n', text) {
        match (text[at], text.get(at + 1)) {
            (b'\r', Some(b'\n')) => (crlf, after_cr) = (true, at + 1),
            (b'\r', _) => cr = true,
            _ => lf |= at != after_cr,
        }
    }
    match (lf, crlf, cr) {
        (false, false, false) => "none",
        (true, false, false) => "lf",
        (false, true, false) => "crlf",
        (false, false, true) => "cr",
        _ => "mixed",
    }
}

fn sixteen_bits(
    view: View<'_>,
    held: &[u8],
    encoding: &'static str,
    unit: fn([u8; 2]) -> u16,
    found: &mut Characteristics,
) -> Looked {
    let units = || held[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let control = |u: u16| u < 32 && !matches!(u, 9 | 10 | 12 | 13 | 27);
    if held.len() < 4 || units().take(FIRST).any(control) {
        return Err(State::NotLooked(Unseen::UnknownKind));
    }
    found.add(Fact::Bom, true);
    if view.is_whole() {
        let start: Vec<u8> = char::decode_utf16(units().take(64))
            .map_while(|c| c.ok().and_then(|c| u8::try_from(c).ok()))
            .collect();
        if xml::is_xml(&start) {
            return xml::read(view, held, found);
        }
    }
    found.add(Fact::Kind, "text");
    found.add(Fact::Encoding, encoding);
    if !view.is_whole() || view.size() > BYTES as u64 {
        return Err(State::NotLooked(Unseen::Hole));
    }
    let fits = held.len().is_multiple_of(2) && char::decode_utf16(units()).all(|c| c.is_ok());
    if fits { Ok(()) } else { Err(State::Damaged(Damage::BadStructure)) }
}
