//! Looking inside files that hold others, as far as signatures ask for it: ZIP (APPNOTE 6.3.10)
//! and OLE2 ([MS-CFB]). Every step is bounded; what is not held or is damaged is not there.

mod ole2;
mod zip;

use super::model::Kind;
use super::{Bytes, Window};
use std::collections::HashMap;

/// Most bytes of one file inside that are looked at.
const FILE_BYTES: usize = 1 << 20;
/// Most bytes of all of them together.
const ALL_BYTES: usize = 8 << 20;

/// What is looked for: names, each with its number and whether its content matters.
pub type Wanted = HashMap<Box<[u8]>, (usize, bool)>;

/// What was found, by the numbers of the names.
#[derive(Debug, Default)]
pub struct Found {
    files: HashMap<usize, Window>,
    bytes: usize,
}

impl Found {
    /// What is there under a name: its beginning, or all of it.
    pub fn get(&self, name: usize) -> Option<&Window> {
        self.files.get(&name)
    }

    /// How many more bytes may be read of a file of this size.
    fn room(&self, size: u64) -> usize {
        let most = FILE_BYTES.min(ALL_BYTES.saturating_sub(self.bytes));
        usize::try_from(size).map_or(most, |size| size.min(most))
    }

    fn add(&mut self, name: usize, head: Vec<u8>, size: u64) {
        self.bytes += head.len();
        let size = size.max(head.len() as u64);
        self.files.entry(name).or_insert(Window { head, size, ..Window::default() });
    }
}

/// Looks for names inside a file; nothing where it is not of this kind or damaged.
pub fn look<B: Bytes + ?Sized>(kind: Kind, bytes: &B, wanted: &Wanted) -> Option<Found> {
    match kind {
        Kind::Zip => zip::look(bytes, wanted),
        Kind::Ole2 => ole2::look(bytes, wanted),
    }
}

/// A number of two bytes, little-endian.
fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A number of four bytes, little-endian.
fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A number of eight bytes, little-endian.
fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
