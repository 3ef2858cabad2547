//! Finding streams in an OLE2 file ([MS-CFB]): header, sector tables, directory, content. Every
//! chain is followed at most as far as its bound, so that circles end.

use super::{Found, Wanted, u16_at, u32_at, u64_at};
use crate::format::Bytes;
use std::collections::HashSet;

/// Most sectors of the directory, and most entries walked.
const DIRECTORY: usize = 1 << 13;
const ENTRIES: usize = 1 << 14;
/// Deepest nesting of storages, and longest path.
const PATH_BYTES: usize = 1_024;
/// Most sectors of the table of tables.
const TABLES: usize = 1 << 10;
/// The largest number that stands for a sector ([MS-CFB] 2.1).
const LAST_SECTOR: u32 = 0xFFFF_FFFA;
const NO_ENTRY: u32 = 0xFFFF_FFFF;

/// A file with its tables.
struct File<'a, B: ?Sized> {
    bytes: &'a B,
    shift: u16,
    fat: Vec<u32>,
    mini_fat: u32,
    cutoff: u32,
}

/// An entry of the directory ([MS-CFB] 2.6.1).
struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    size: u64,
}

/// Looks for streams by their path; nothing where the file is none or damaged.
pub fn look<B: Bytes + ?Sized>(bytes: &B, wanted: &Wanted) -> Option<Found> {
    let file = File::open(bytes)?;
    let directory = file.chain(u32_at(bytes.range(0, 512)?, 48)?, DIRECTORY);
    let root = file.entry(&directory, 0)?;
    let mut found = Found::default();
    let mut waiting = vec![(root.child, String::new())];
    let mut seen = HashSet::new();
    while let Some((number, folder)) = waiting.pop() {
        // In a damaged file entries may lead in circles.
        if seen.len() == ENTRIES || !seen.insert(number) {
            continue;
        }
        let Some(entry) = file.entry(&directory, number) else { continue };
        let path =
            if folder.is_empty() { entry.name.clone() } else { format!("{folder}/{}", entry.name) };
        if let Some((name, content)) = wanted.get(path.as_bytes()) {
            let most = if *content { found.room(entry.size) } else { 0 };
            let head = file.content(&entry, &root, most);
            found.add(*name, head, entry.size);
        }
        let below = (entry.kind == 1 && path.len() < PATH_BYTES).then_some((entry.child, path));
        let beside = [entry.left, entry.right].map(|next| Some((next, folder.clone())));
        let all = beside.into_iter().chain([below]).flatten();
        waiting.extend(all.filter(|(number, _)| *number != NO_ENTRY));
    }
    Some(found)
}

impl<'a, B: Bytes + ?Sized> File<'a, B> {
    /// Reads the header and the list of the sectors of the table ([MS-CFB] 2.2, 2.5).
    fn open(bytes: &'a B) -> Option<Self> {
        let header = bytes.range(0, 512)?;
        let known = header.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        let shift = u16_at(header, 30).filter(|shift| known && (7..=16).contains(shift))?;
        let mut file = Self {
            bytes,
            shift,
            fat: (0..109).filter_map(|i| u32_at(header, 76 + 4 * i)).collect(),
            mini_fat: u32_at(header, 60)?,
            cutoff: u32_at(header, 56)?,
        };
        let mut next = u32_at(header, 68)?;
        for _ in 0..TABLES {
            let Some(sector) = file.sector(next) else { break };
            let numbers = sector.as_chunks::<4>().0.iter().map(|n| u32::from_le_bytes(*n));
            file.fat.extend(numbers);
            next = file.fat.pop()?;
        }
        Some(file)
    }

    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let at = (u64::from(number) + 1) << self.shift;
        let held = self.bytes.from(at);
        // The last sector may be cut off at the end of the file.
        let piece = held.get(..1 << self.shift).unwrap_or(held);
        (number <= LAST_SECTOR && !piece.is_empty()).then_some(piece)
    }

    fn next(&self, sector: u32) -> Option<u32> {
        let each = 1u32 << (self.shift - 2);
        let table = *self.fat.get(usize::try_from(sector / each).ok()?)?;
        u32_at(self.sector(table)?, usize::try_from(sector % each).ok()? * 4)
    }

    /// The sectors of a chain, at most so many.
    fn chain(&self, first: u32, most: usize) -> Vec<u32> {
        let held = |sector: &u32| *sector <= LAST_SECTOR;
        let all = std::iter::successors(Some(first), |sector| self.next(*sector));
        all.take_while(held).take(most).collect()
    }

    fn entry(&self, directory: &[u32], number: u32) -> Option<Entry> {
        let at = u64::from(number) * 128;
        let sector = *directory.get(usize::try_from(at >> self.shift).ok()?)?;
        let inside = usize::try_from(at & ((1 << self.shift) - 1)).ok()?;
        let raw = self.sector(sector)?.get(inside..inside + 128)?;
        let length = usize::from(u16_at(raw, 64)?).clamp(2, 64) - 2;
        let units = raw[..length].as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit));
        // Names of streams that programs add begin with a control character.
        let name: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect();
        let size = u64_at(raw, 120)?;
        Some(Entry {
            name: name.trim_matches(|c| c <= ' ').to_owned(),
            kind: raw[66],
            left: u32_at(raw, 68)?,
            right: u32_at(raw, 72)?,
            child: u32_at(raw, 76)?,
            start: u32_at(raw, 116)?,
            // Version 3 leaves the upper half of the size undefined.
            size: if self.shift == 9 { size & 0xFFFF_FFFF } else { size },
        })
    }

    /// The first bytes of a stream; small ones lie in the stream of the root entry.
    fn content(&self, entry: &Entry, root: &Entry, most: usize) -> Vec<u8> {
        let mut out = Vec::new();
        if most == 0 {
            return out;
        }
        if entry.size >= u64::from(self.cutoff) {
            for sector in self.chain(entry.start, (most >> self.shift) + 1) {
                let Some(piece) = self.sector(sector) else { break };
                out.extend_from_slice(piece);
            }
        } else {
            self.small(entry, root, most, &mut out);
        }
        out.truncate(most);
        out
    }

    fn small(&self, entry: &Entry, root: &Entry, most: usize, out: &mut Vec<u8>) {
        let per_sector = 1u32 << (self.shift - 6);
        let bound = usize::try_from(self.bytes.size() >> self.shift).unwrap_or(usize::MAX);
        let table = self.chain(self.mini_fat, bound.min(DIRECTORY));
        let stream = self.chain(root.start, bound.min(1 << 16));
        let mut piece = entry.start;
        for _ in 0..=most / 64 {
            let sector = stream.get((piece / per_sector) as usize);
            let Some(bytes) = sector.and_then(|sector| self.sector(*sector)) else { return };
            let at = (piece % per_sector) as usize * 64;
            let Some(bytes) = bytes.get(at..) else { return };
            out.extend_from_slice(bytes.get(..64).unwrap_or(bytes));
            let each = 1u32 << (self.shift - 2);
            let next = table.get((piece / each) as usize).and_then(|t| self.sector(*t));
            let Some(next) = next.and_then(|t| u32_at(t, (piece % each) as usize * 4)) else {
                return;
            };
            if next > LAST_SECTOR {
                return;
            }
            piece = next;
        }
    }
}
