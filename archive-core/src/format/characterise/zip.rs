//! ZIP: the list at its end. Office files among them are told by what lies inside.

use super::facts::{Characteristics, Damage, Fact, State, Unseen};
use super::office;
use super::view::{BROKEN, LIMIT, Looked, TRUNCATED, View};
use flate2::read::DeflateDecoder;
use std::io::Read;

/// Largest list read, in bytes, and most entries followed.
const LIST_BYTES: u32 = 16 << 20;
const ENTRIES: u32 = 100_000;

/// One entry of the list.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    pub name: &'a [u8],
    method: u16,
    packed: u32,
    at: u32,
}

/// The list of a ZIP file.
#[derive(Clone, Copy)]
pub struct List<'a> {
    view: View<'a>,
    bytes: &'a [u8],
    count: u32,
}

impl<'a> List<'a> {
    /// Finds the list (APPNOTE 4.3.16).
    fn open(view: View<'a>) -> Looked<Self> {
        let (_, tail) = view.tail(65_557.min(view.size()));
        let at = memchr::memmem::rfind(tail, b"PK\x05\x06").ok_or_else(|| {
            if view.is_whole() { TRUNCATED } else { State::NotLooked(Unseen::Hole) }
        })?;
        let end = tail.get(at..at + 22).ok_or(TRUNCATED)?;
        let n16 = |i: usize| u16::from_le_bytes([end[i], end[i + 1]]);
        let n32 = |i: usize| u32::from(n16(i)) | u32::from(n16(i + 2)) << 16;
        let (count, length, place) = (n16(10), n32(12), n32(16));
        if count == u16::MAX || length > LIST_BYTES || place == u32::MAX {
            return Err(LIMIT);
        }
        let bytes = view.take(place.into(), length as usize)?;
        Ok(Self { view, bytes, count: count.into() })
    }

    /// Every entry in turn; the first that is none ends them with an error.
    pub fn entries(self) -> impl Iterator<Item = Looked<Entry<'a>>> {
        let (mut rest, mut left) = (self.bytes, self.count.min(ENTRIES));
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let entry = entry(&mut rest);
            if entry.is_err() {
                left = 0;
            }
            Some(entry)
        })
    }

    /// The content of an entry, at most `limit` bytes of it.
    pub fn content(self, entry: Entry<'_>, limit: usize) -> Looked<Vec<u8>> {
        let at = u64::from(entry.at);
        if self.view.take(at, 4)? != b"PK\x03\x04" {
            return Err(State::Damaged(Damage::BadReference));
        }
        let names = u64::from(self.view.le16(at + 26)?) + u64::from(self.view.le16(at + 28)?);
        let packed = self.view.take(at + 30 + names, entry.packed as usize)?;
        let mut out = Vec::new();
        match entry.method {
            0 => out.extend_from_slice(&packed[..packed.len().min(limit)]),
            8 => {
                let mut reader = DeflateDecoder::new(packed).take(limit as u64);
                reader.read_to_end(&mut out).map_err(|_| BROKEN)?;
            }
            _ => return Err(State::NotLooked(Unseen::Unsupported)),
        }
        Ok(out)
    }
}

fn entry<'a>(rest: &mut &'a [u8]) -> Looked<Entry<'a>> {
    let head = rest.get(..46).filter(|head| head.starts_with(b"PK\x01\x02")).ok_or(BROKEN)?;
    let n16 = |i: usize| u16::from_le_bytes([head[i], head[i + 1]]);
    let n32 = |i: usize| u32::from(n16(i)) | u32::from(n16(i + 2)) << 16;
    let length = usize::from(n16(28));
    let end = 46 + length + usize::from(n16(30)) + usize::from(n16(32));
    let name = rest.get(46..46 + length).ok_or(BROKEN)?;
    let (method, packed, at) = (n16(10), n32(20), n32(42));
    *rest = rest.get(end..).ok_or(BROKEN)?;
    Ok(Entry { name, method, packed, at })
}

/// Looks at a ZIP file.
pub fn read(view: View<'_>, found: &mut Characteristics) -> Looked {
    // The kind stands in the first entry of ODF and EPUB, whatever became of the end.
    found.add(Fact::Kind, office::kind_of_first(view.up_to(0, 256)));
    let list = List::open(view)?;
    found.add(Fact::Entries, u64::from(list.count));
    office::read(list, found)
}
