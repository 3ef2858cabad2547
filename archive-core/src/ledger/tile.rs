//! Tiles (C2SP tlog-tiles): where the hashes and entries of a log lie, and what is in them.
//!
//! Nothing here opens a file: paths and contents only.

use super::merkle::{Hash, leaf_hash, node_hash};
use crate::error::{Error, Result};
use crate::finding::codes::led;

/// Hashes of a full tile, and entries of a full bundle.
pub const WIDTH: u64 = 256;
/// Longest entry in bytes: what its length prefix can say.
pub const ENTRY_BYTES: usize = 65_535;
/// Largest hash tile in bytes.
pub const TILE_BYTES: u64 = 32 * WIDTH;
/// Largest entry bundle in bytes: 256 of the longest entries.
pub const BUNDLE_BYTES: u64 = WIDTH * (ENTRY_BYTES as u64 + 2);
/// Levels of tiles that a tree of less than 2^64 entries can have.
pub const LEVELS: u32 = 8;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Content {
    /// Entries, each after its length.
    Entries,
    /// Hashes of subtrees over 256^level entries each.
    Hashes(u32),
}

/// One tile of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// What it holds.
    pub content: Content,
    /// Its number at its level, from 0.
    pub index: u64,
    /// How many hashes or entries it holds: 256, or fewer where it is partial.
    pub width: u16,
}

impl Tile {
    /// The tile with a number, as it is in a log of `size` entries; none where it is empty there.
    #[must_use]
    pub fn in_log(content: Content, index: u64, size: u64) -> Option<Self> {
        let level = match content {
            Content::Entries => 0,
            Content::Hashes(level) => level,
        };
        let hashes = size.checked_shr(8 * level).unwrap_or(0);
        let width = hashes.saturating_sub(index.checked_mul(WIDTH)?).min(WIDTH);
        let width = u16::try_from(width).expect("at most 256");
        (width > 0).then_some(Self { content, index, width })
    }

    /// Whether it has room left.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        u64::from(self.width) < WIDTH
    }

    /// Its path below the log: `tile/0/x001/x234/067.p/8`.
    #[must_use]
    pub fn path(&self) -> String {
        let level = match self.content {
            Content::Entries => "entries".to_owned(),
            Content::Hashes(level) => level.to_string(),
        };
        let number = number_path(self.index);
        if self.is_partial() {
            format!("tile/{level}/{number}.p/{}", self.width)
        } else {
            format!("tile/{level}/{number}")
        }
    }

    /// The tile that a path names; none where no log writes such a path.
    #[must_use]
    pub fn of_path(path: &str) -> Option<Self> {
        let (level, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let content = match level {
            "entries" => Content::Entries,
            level => Content::Hashes(level.parse().ok().filter(|level| *level < LEVELS)?),
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, width.parse().ok()?),
            None => (rest, 256),
        };
        let digits: String = number.split('/').map(|part| part.trim_start_matches('x')).collect();
        let tile = Self { content, index: digits.parse().ok()?, width };
        // Whatever else could be read as the same tile is no path of one.
        ((1..=256).contains(&width) && tile.path() == path).then_some(tile)
    }

    /// The most bytes that it may have.
    #[must_use]
    pub fn limit(&self) -> u64 {
        match self.content {
            Content::Entries => u64::from(self.width) * (ENTRY_BYTES as u64 + 2),
            Content::Hashes(_) => u64::from(self.width) * 32,
        }
    }
}

fn number_path(index: u64) -> String {
    let mut path = format!("{:03}", index % 1_000);
    let mut rest = index / 1_000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1_000);
        rest /= 1_000;
    }
    path
}

/// The tiles that a log gets when it grows from `old` to `new` entries, entries first.
#[must_use]
pub fn grown(old: u64, new: u64) -> Vec<Tile> {
    let mut out = Vec::new();
    let contents = std::iter::once(Content::Entries).chain((0..LEVELS).map(Content::Hashes));
    for content in contents {
        let level = if let Content::Hashes(level) = content { level } else { 0 };
        let (before, after) = (old >> (8 * level), new >> (8 * level));
        if before == after {
            continue;
        }
        for index in before / WIDTH..=(after - 1) / WIDTH {
            out.extend(Tile::in_log(content, index, new));
        }
    }
    out
}

/// The partial tiles of a log of `old` entries that one of `new` entries does without.
#[must_use]
pub fn superseded(old: u64, new: u64) -> Vec<Tile> {
    let mut out = Vec::new();
    for content in std::iter::once(Content::Entries).chain((0..LEVELS).map(Content::Hashes)) {
        let level = if let Content::Hashes(level) = content { level } else { 0 };
        let index = (old >> (8 * level)) / WIDTH;
        let before = Tile::in_log(content, index, old).filter(Tile::is_partial);
        out.extend(before.filter(|tile| Tile::in_log(content, index, new) != Some(*tile)));
    }
    out
}

/// The hashes of a tile.
pub fn hashes(tile: &Tile, bytes: &[u8]) -> Result<Vec<Hash>> {
    if bytes.len() != usize::from(tile.width) * 32 {
        return Err(broken(tile, "it has another size"));
    }
    let hash = |chunk: &[u8]| Hash::try_from(chunk).expect("pieces of 32 bytes");
    Ok(bytes.chunks_exact(32).map(hash).collect())
}

/// An entry as it stands in a bundle, after its length; refused where it is too long.
pub fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> Result<()> {
    let length = u16::try_from(entry.len()).map_err(|_| {
        Error::new(&led::ENTRY_TOO_LONG).with("bytes", entry.len()).with("limit", ENTRY_BYTES)
    })?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(entry);
    Ok(())
}

/// The entries of a bundle; refused where there are not exactly as many as it is wide.
pub fn entries<'a>(tile: &Tile, bundle: &'a [u8]) -> Result<Vec<&'a [u8]>> {
    let mut out = Vec::with_capacity(usize::from(tile.width));
    let mut rest = bundle;
    while let Some((length, after)) = rest.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*length));
        if after.len() < length || out.len() == usize::from(tile.width) {
            return Err(broken(tile, "entries are cut off or too many"));
        }
        let (entry, after) = after.split_at(length);
        out.push(entry);
        rest = after;
    }
    if !rest.is_empty() || out.len() != usize::from(tile.width) {
        return Err(broken(tile, "entries are missing"));
    }
    Ok(out)
}

/// The hashes of the entries of a bundle.
pub fn leaves(tile: &Tile, bundle: &[u8]) -> Result<Vec<Hash>> {
    Ok(entries(tile, bundle)?.into_iter().map(leaf_hash).collect())
}

/// The hash above a number of neighbouring subtrees that is a power of two.
#[must_use]
pub fn above(hashes: &[Hash]) -> Hash {
    if let [one] = hashes {
        return *one;
    }
    let (left, right) = hashes.split_at(hashes.len() / 2);
    node_hash(&above(left), &above(right))
}

pub(super) fn broken(tile: &Tile, reason: &str) -> Error {
    Error::new(&led::BROKEN).at(tile.path()).with("reason", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(content: Content, index: u64, width: u16) -> Tile {
        Tile { content, index, width }
    }

    #[test]
    fn paths_are_those_of_the_specification() {
        for (tile, path) in [
            (tile(Content::Hashes(0), 1_234_067, 256), "tile/0/x001/x234/067"),
            (tile(Content::Hashes(0), 1_234_067, 8), "tile/0/x001/x234/067.p/8"),
            (tile(Content::Entries, 0, 255), "tile/entries/000.p/255"),
            (tile(Content::Hashes(2), 999, 1), "tile/2/999.p/1"),
            (tile(Content::Hashes(1), 1_000, 256), "tile/1/x001/000"),
        ] {
            assert_eq!(tile.path(), path);
            assert_eq!(Tile::of_path(path), Some(tile));
        }
        for path in
            ["tile/0/1", "tile/9/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/x000/001"]
        {
            assert_eq!(Tile::of_path(path), None, "{path}");
        }
    }

    #[test]
    fn the_example_of_the_specification_has_its_tiles() {
        let all = grown(0, 70_000);
        let count = |content, partial| {
            all.iter().filter(|t| t.content == content && t.is_partial() == partial).count()
        };
        assert_eq!(count(Content::Hashes(0), false), 273);
        assert!(all.contains(&tile(Content::Hashes(0), 273, 112)));
        assert_eq!(count(Content::Hashes(1), false), 1);
        assert!(all.contains(&tile(Content::Hashes(1), 1, 17)));
        assert!(all.contains(&tile(Content::Hashes(2), 0, 1)));
        assert_eq!(grown(0, 256).len(), 3, "entries, hashes, and one hash above");
    }

    #[test]
    fn growing_step_by_step_leaves_the_tiles_of_growing_at_once() {
        for step in [1, 3, 100, 255, 256, 257, 1_000] {
            let mut lying = std::collections::BTreeSet::new();
            let mut size = 0;
            while size < 70_000 {
                lying.extend(grown(size, size + step));
                for tile in superseded(size, size + step) {
                    assert!(lying.remove(&tile), "{tile:?} was never there");
                }
                size += step;
            }
            assert_eq!(lying, grown(0, size).into_iter().collect(), "by {step}");
        }
    }

    #[test]
    fn bundles_give_back_their_entries_and_no_others() {
        let mut bundle = Vec::new();
        for entry in [&b"one"[..], b"", b"three"] {
            push_entry(&mut bundle, entry).unwrap();
        }
        let whole = tile(Content::Entries, 0, 3);
        assert_eq!(entries(&whole, &bundle).unwrap(), [&b"one"[..], b"", b"three"]);
        for end in 0..bundle.len() {
            assert!(entries(&whole, &bundle[..end]).unwrap_err().is(&led::BROKEN));
        }
        assert!(entries(&tile(Content::Entries, 0, 2), &bundle).is_err());
        assert!(push_entry(&mut bundle, &vec![0; 65_536]).unwrap_err().is(&led::ENTRY_TOO_LONG));
    }
}
