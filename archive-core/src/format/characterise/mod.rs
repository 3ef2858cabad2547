//! Small and sure facts about a file: pages, size of an image, whether its structure is whole.
//!
//! Kinds are told by their first bytes alone. Nothing is rendered, and nothing personal (titles,
//! authors) is taken. Whatever the bytes are, time and memory are bounded, and nothing panics.
//! This module must not know PRONOM, packages or XML of the archive's own.

mod audio;
mod facts;
mod frames;
mod images;
mod moving;
mod office;
mod ole;
mod pdf;
mod raster;
mod sniff;
mod text;
mod view;
mod xml;
mod zip;

#[cfg(test)]
mod media_tests;
#[cfg(test)]
mod tests;

pub use facts::{Characteristics, Damage, Fact, State, Unseen, Value};

use super::Bytes;
use view::View;

/// What can be said of a file. Where only its beginning and end are held, what stands there is
/// said, and the state tells that the rest was not looked at.
#[must_use]
pub fn characterise(bytes: &dyn Bytes) -> Characteristics {
    let mut found = Characteristics::default();
    let looked = match sniff::reader(bytes.from(0)) {
        Some(read) => read(View::new(bytes), &mut found),
        None => text::read(View::new(bytes), &mut found),
    };
    found.state = match looked {
        Ok(()) => State::Sound,
        // Behind a hole, a part that seems broken may just not be held. Only what lies beyond the
        // end of the file is surely missing, and only a checksum over held bytes surely wrong.
        Err(State::Damaged(damage)) if !bytes.is_whole() && !is_sure(damage) => {
            State::NotLooked(Unseen::Hole)
        }
        Err(state) => state,
    };
    found
}

fn is_sure(damage: Damage) -> bool {
    matches!(damage, Damage::Truncated | Damage::BadChecksum)
}

/// The same of a file that is held as a whole.
#[must_use]
pub fn characterise_slice(bytes: &[u8]) -> Characteristics {
    characterise(&Whole(bytes))
}

/// A slice as something that a trait object can be made of.
struct Whole<'a>(&'a [u8]);

impl Bytes for Whole<'_> {
    fn size(&self) -> u64 {
        self.0.len() as u64
    }

    fn from(&self, offset: u64) -> &[u8] {
        Bytes::from(self.0, offset)
    }
}
