//! The right edge of a tree: what a log must remember to grow, however long it is.

use super::merkle::{Hash, Head, Subtrees, empty_head, leaf_hash, node_hash};
use super::reader::Reader;
use super::tile::{self, Content, Tile, WIDTH};
use crate::error::Result;

/// A tile and what is in it.
pub type Filled = (Tile, Vec<u8>);

/// The partial tiles of a log: at most 255 entries, and as many hashes a level.
#[derive(Debug, Clone, Default)]
pub struct Edge {
    size: u64,
    bundle: Vec<u8>,
    levels: Vec<Vec<Hash>>,
}

impl Edge {
    /// The edge of the first `size` entries of a log.
    pub fn at(log: &Reader<'_>, size: u64) -> Result<Self> {
        let mut edge = Self { size, ..Self::default() };
        for level in (0..tile::LEVELS).filter(|level| size >> (8 * level) > 0) {
            let count = size >> (8 * level);
            let first = count - count % WIDTH;
            let hash = |index| log.subtree(8 * level, index);
            edge.levels.push((first..count).map(hash).collect::<Result<_>>()?);
        }
        if !size.is_multiple_of(WIDTH) {
            let (tile, bundle) = log.bundle(size / WIDTH)?;
            let kept = usize::try_from(size % WIDTH).expect("less than 256");
            for entry in tile::entries(&tile, &bundle)?.into_iter().take(kept) {
                tile::push_entry(&mut edge.bundle, entry)?;
            }
        }
        Ok(edge)
    }

    /// How many entries there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes an entry; tiles that are full now go to `full`.
    pub fn push(&mut self, entry: &[u8], full: &mut Vec<Filled>) -> Result<()> {
        tile::push_entry(&mut self.bundle, entry)?;
        self.size += 1;
        if self.size.is_multiple_of(WIDTH) {
            let done = Tile { content: Content::Entries, index: self.size / WIDTH - 1, width: 256 };
            full.push((done, std::mem::take(&mut self.bundle)));
        }
        let (mut level, mut hash) = (0, leaf_hash(entry));
        loop {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let hashes = &mut self.levels[level];
            hashes.push(hash);
            if (hashes.len() as u64) < WIDTH {
                return Ok(());
            }
            let number = u32::try_from(level).expect("a tree has few levels");
            let index = (self.size >> (8 * number)) / WIDTH - 1;
            let done = Tile { content: Content::Hashes(number), index, width: 256 };
            full.push((done, hashes.concat()));
            hash = tile::above(hashes);
            hashes.clear();
            level += 1;
        }
    }

    /// The partial tiles that differ from those of the first `old` entries.
    #[must_use]
    pub fn partials(&self, old: u64) -> Vec<Filled> {
        let filled = |tile: Tile| {
            let bytes = match tile.content {
                Content::Entries => self.bundle.clone(),
                Content::Hashes(level) => self.levels[level as usize].concat(),
            };
            (tile, bytes)
        };
        tile::grown(old, self.size).into_iter().filter(Tile::is_partial).map(filled).collect()
    }

    /// The head of the tree.
    #[must_use]
    pub fn head(&self) -> Head {
        let mut hash: Option<Hash> = None;
        for hashes in &self.levels {
            let mut end = hashes.len();
            for bit in (0..8).filter(|bit| hashes.len() >> bit & 1 == 1) {
                let begin = end - (1 << bit);
                let left = tile::above(&hashes[begin..end]);
                hash = Some(hash.map_or(left, |right| node_hash(&left, &right)));
                end = begin;
            }
        }
        Head { size: self.size, hash: hash.unwrap_or_else(empty_head) }
    }
}
