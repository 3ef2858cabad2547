//! Reads numbers at places of a file, and says why it cannot: the file ends, or there is a hole.

use super::facts::{Damage, State, Unseen};
use crate::format::Bytes;

/// The result of looking at a part of a file: the state of the file where it ends the look.
pub type Looked<T = ()> = Result<T, State>;

/// The file is not as its format wants.
pub const BROKEN: State = State::Damaged(Damage::BadStructure);
/// The file ends too early.
pub const TRUNCATED: State = State::Damaged(Damage::Truncated);
/// The file has more parts than are followed.
pub const LIMIT: State = State::NotLooked(Unseen::Limit);

/// A file to be looked at.
#[derive(Clone, Copy)]
pub struct View<'a> {
    bytes: &'a dyn Bytes,
}

macro_rules! numbers {
    ($($name:ident $kind:ty, $from:ident;)+) => {
        $(
            pub fn $name(self, at: u64) -> Looked<$kind> {
                const SIZE: usize = size_of::<$kind>();
                let bytes = self.take(at, SIZE)?;
                Ok(<$kind>::$from(bytes.try_into().expect("as many bytes as asked for")))
            }
        )+
    };
}

impl<'a> View<'a> {
    pub fn new(bytes: &'a dyn Bytes) -> Self {
        Self { bytes }
    }

    pub fn size(self) -> u64 {
        self.bytes.size()
    }

    pub fn is_whole(self) -> bool {
        self.bytes.is_whole()
    }

    /// What is held in one piece from a place on; may be empty.
    pub fn from(self, at: u64) -> &'a [u8] {
        self.bytes.from(at)
    }

    /// The same, up to so many bytes.
    pub fn up_to(self, at: u64, length: usize) -> &'a [u8] {
        let held = self.from(at);
        &held[..held.len().min(length)]
    }

    /// The last bytes of the file, up to so many, and where they begin.
    pub fn tail(self, length: u64) -> (u64, &'a [u8]) {
        let at = self.size().saturating_sub(length);
        let held = self.from(at);
        if held.len() as u64 == self.size() - at {
            return (at, held);
        }
        // Less of the end is held than was asked for: half as much may be.
        if length > 64 { self.tail(length / 2) } else { (self.size(), &[]) }
    }

    /// Exactly these bytes.
    pub fn take(self, at: u64, length: usize) -> Looked<&'a [u8]> {
        let missing = || match at.checked_add(length as u64) {
            Some(end) if end <= self.size() => State::NotLooked(Unseen::Hole),
            _ => TRUNCATED,
        };
        self.bytes.range(at, length).ok_or_else(missing)
    }

    pub fn u8(self, at: u64) -> Looked<u8> {
        self.take(at, 1).map(|bytes| bytes[0])
    }

    numbers! {
        be16 u16, from_be_bytes;
        be32 u32, from_be_bytes;
        be64 u64, from_be_bytes;
        le16 u16, from_le_bytes;
        le32 u32, from_le_bytes;
        le64 u64, from_le_bytes;
    }

    /// A place that must lie in the file or at its end.
    pub fn within(self, at: u64, length: u64) -> Looked<u64> {
        at.checked_add(length).filter(|end| *end <= self.size()).ok_or(TRUNCATED)
    }
}
