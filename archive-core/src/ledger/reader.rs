//! Reading a log out of its tiles, one tile at a time.

use super::checkpoint::Signed;
use super::log::{CHECKPOINT, key_of};
use super::merkle::{Hash, Subtrees, inclusion};
use super::note::NOTE_BYTES;
use super::proof::Proof;
use super::tile::{self, Content, LEVELS, Tile, WIDTH};
use crate::error::{Error, Result};
use crate::finding::codes::led;
use crate::store::{Store, StoreError};
use std::cell::RefCell;
use std::ops::ControlFlow;

/// Takes entries with their positions, until it breaks.
pub type EachEntry<'a> = &'a mut dyn FnMut(u64, &[u8]) -> Result<ControlFlow<()>>;

/// A log of a known size in one place. What it gives is not proven until it leads to a signed
/// head.
pub struct Reader<'a> {
    store: &'a dyn Store,
    size: u64,
    /// The hash tile that was read last: neighbours are asked for together.
    last: RefCell<Option<(Tile, Vec<Hash>)>>,
}

/// The checkpoint of the log in a place; none where there is no log.
pub fn checkpoint(store: &dyn Store) -> Result<Option<Signed>> {
    match store.read(&key_of(CHECKPOINT), NOTE_BYTES as u64) {
        Ok(bytes) => Signed::parse(&bytes).map(Some).map_err(|error| error.at(CHECKPOINT)),
        Err(StoreError::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

impl<'a> Reader<'a> {
    /// The log of `size` entries in a store.
    #[must_use]
    pub fn new(store: &'a dyn Store, size: u64) -> Self {
        Self { store, size, last: RefCell::new(None) }
    }

    /// How many entries it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The bytes of a tile, with its width in this log.
    pub fn tile(&self, content: Content, index: u64) -> Result<(Tile, Vec<u8>)> {
        let outside = || Error::new(&led::BROKEN).at("tile").with("reason", "it has no such tile");
        let tile = Tile::in_log(content, index, self.size).ok_or_else(outside)?;
        match self.store.read(&key_of(&tile.path()), tile.limit()) {
            Ok(bytes) => Ok((tile, bytes)),
            Err(StoreError::NotFound(_)) => Err(tile::broken(&tile, "it is missing")),
            Err(StoreError::TooLarge { .. }) => Err(tile::broken(&tile, "it is too large")),
            Err(error) => Err(error.into()),
        }
    }

    /// A bundle of entries.
    pub fn bundle(&self, index: u64) -> Result<(Tile, Vec<u8>)> {
        self.tile(Content::Entries, index)
    }

    /// One entry.
    pub fn entry(&self, index: u64) -> Result<Vec<u8>> {
        let mut found = Vec::new();
        self.each_entry(index, &mut |_, entry| {
            found = entry.to_vec();
            Ok(ControlFlow::Break(()))
        })?;
        Ok(found)
    }

    /// Every entry from a position on, until `each` breaks. Holds one bundle at a time.
    pub fn each_entry(&self, from: u64, each: EachEntry<'_>) -> Result<()> {
        let mut at = from;
        while at < self.size {
            let (tile, bundle) = self.bundle(at / WIDTH)?;
            let skipped = usize::try_from(at % WIDTH).expect("less than 256");
            for entry in tile::entries(&tile, &bundle)?.into_iter().skip(skipped) {
                if each(at, entry)?.is_break() {
                    return Ok(());
                }
                at += 1;
            }
        }
        Ok(())
    }

    /// The proof of an entry for a checkpoint of this log.
    pub fn prove(&self, index: u64, checkpoint: &Signed) -> Result<Proof> {
        let hashes = inclusion(self, index, checkpoint.checkpoint.head.size)?;
        Ok(Proof { index, hashes, checkpoint: checkpoint.clone() })
    }
}

impl Subtrees for Reader<'_> {
    fn subtree(&self, level: u32, index: u64) -> Result<Hash> {
        let (tall, rest) = (level / 8, level % 8);
        let first = index << rest;
        let content = Content::Hashes(tall.min(LEVELS - 1));
        let number = first / WIDTH;
        let begin = usize::try_from(first % WIDTH).expect("less than 256");
        let end = begin + (1 << rest);
        let hash_of = |tile: &Tile, hashes: &[Hash]| {
            hashes.get(begin..end).map(tile::above).ok_or_else(|| tile::broken(tile, "too short"))
        };
        if let Some((tile, hashes)) = &*self.last.borrow()
            && (tile.content, tile.index) == (content, number)
        {
            return hash_of(tile, hashes);
        }
        let (tile, bytes) = self.tile(content, number)?;
        let hashes = tile::hashes(&tile, &bytes)?;
        let hash = hash_of(&tile, &hashes);
        *self.last.borrow_mut() = Some((tile, hashes));
        hash
    }
}
