//! A damaged bundle that is mended: what is good of it stays, and only the rest is fetched from a
//! copy behind a network.
//!
//! The catalog knows where each member lies in a bundle, and its digest. So the members that are
//! wrong are known without the other copy; they are taken from there, with the headers around them,
//! and everything else from the damaged file itself. Whether the two fit together is not believed
//! but proven: by the SHA-512 of the whole file, as of every other candidate.

use super::super::bundle;
use super::super::knowledge::{Item, ordinal_of};
use super::super::scene::Scene;
use crate::aip::AipId;
use crate::archive::TenantCopy;
use crate::catalog::KeptFile;
use crate::store::{Key, ReadBack, Reader, Store, StoreError};
use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;

/// Smaller bundles are fetched whole, in bytes: asking is then dearer than fetching.
const SMALLEST_BYTES: u64 = 1 << 20;

/// What is fetched for a damaged bundle, by offset; the rest of it is good.
#[derive(Debug, Clone)]
pub(super) struct Mend {
    /// The store with the damaged file.
    damaged: Arc<dyn Store>,
    key: Key,
    /// Pieces of the file, and whether each is fetched from the other copy.
    pieces: Vec<(Range<u64>, bool)>,
}

/// How a damaged file on a copy could be mended; none where fetching the whole file is as well:
/// where it is no bundle, is small, lies behind a network itself, has another length, or where
/// little of it is good.
pub(super) fn mend(
    scene: &Scene<'_>,
    aip: AipId,
    item: &Item,
    copy: &TenantCopy,
    key: &Key,
) -> Option<Mend> {
    let store = copy.folder.store();
    let size = item.size.filter(|size| *size >= SMALLEST_BYTES)?;
    if is_remote(copy) || store.head(key).ok()?.size != size {
        return None;
    }
    let (version, ordinal) = ordinal_of(&item.path)?;
    let members = scene.catalog.kept_files(aip, version, ordinal).ok()?;
    // Before the first byte of a member stands a header, so none begins at 0.
    if members.is_empty() || members.iter().any(|member| member.offset == 0) {
        return None;
    }
    let wrong = bundle::damaged(copy, key, members.clone()).ok()?;
    let pieces = pieces(&members, &wrong, size);
    let fetched: u64 =
        pieces.iter().filter(|(_, fetch)| *fetch).map(|(at, _)| at.end - at.start).sum();
    (fetched <= size / 2).then(|| Mend { damaged: Arc::clone(store), key: key.clone(), pieces })
}

/// Whether a copy lies behind a network.
pub(super) fn is_remote(copy: &TenantCopy) -> bool {
    copy.folder.store().read_back() == ReadBack::Remote
}

/// Cuts a file of this size into what is fetched and what is not: wrong members from the end of the
/// member before them to the begin of the one after them. Where every member is good, the damage
/// lies between or behind them; behind them is the index, the larger part.
fn pieces(members: &[KeptFile], wrong: &[KeptFile], size: u64) -> Vec<(Range<u64>, bool)> {
    let begins = |file: &KeptFile| file.offset.min(size);
    let ends = |file: &KeptFile| file.offset.saturating_add(file.size).min(size);
    let mut all_begins: Vec<u64> = members.iter().map(begins).collect();
    let mut all_ends: Vec<u64> = members.iter().map(ends).collect();
    all_begins.sort_unstable();
    all_ends.sort_unstable();
    let around = |file: &KeptFile| {
        let before = all_ends.partition_point(|end| *end <= begins(file)).checked_sub(1);
        let after = all_begins.partition_point(|begin| *begin < ends(file));
        let before = before.map_or(0, |at| all_ends[at]);
        before..all_begins.get(after).copied().unwrap_or(size)
    };
    let mut fetched: Vec<Range<u64>> = wrong.iter().map(around).collect();
    if wrong.is_empty() {
        fetched.push(all_ends.last().copied().unwrap_or(0)..size);
    }
    fetched.sort_unstable_by_key(|range| range.start);
    let (mut out, mut at) = (Vec::new(), 0);
    for range in fetched {
        let range = range.start.max(at)..range.end.max(at);
        if at < range.start {
            out.push((at..range.start, false));
        }
        at = range.end;
        if !range.is_empty() {
            out.push((range, true));
        }
    }
    if at < size {
        out.push((at..size, false));
    }
    out
}

impl Mend {
    /// The file as it would be with the pieces that another copy has at a place.
    pub fn open(&self, source: &Arc<dyn Store>, at: &Key) -> Result<Reader, StoreError> {
        source.head(at)?;
        let left = self.pieces.clone().into_iter();
        let (damaged, source) = ((Arc::clone(&self.damaged), self.key.clone()), Arc::clone(source));
        let source = (source, at.clone());
        Ok(Box::new(Patchwork { damaged, source, left, piece: Box::new(io::empty()) }))
    }
}

/// A file that comes from two places in turn.
struct Patchwork {
    damaged: (Arc<dyn Store>, Key),
    source: (Arc<dyn Store>, Key),
    left: std::vec::IntoIter<(Range<u64>, bool)>,
    piece: Reader,
}

impl Read for Patchwork {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let n = self.piece.read(buffer)?;
            if n > 0 || buffer.is_empty() {
                return Ok(n);
            }
            let Some((range, fetch)) = self.left.next() else { return Ok(0) };
            let (store, key) = if fetch { &self.source } else { &self.damaged };
            self.piece = store.open(key, Some(range))?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::{Algorithm, Hasher};

    fn member(offset: u64, size: u64) -> KeptFile {
        let digest = Hasher::digest(Algorithm::Sha512, b"");
        KeptFile { path: format!("{offset}"), offset, size, digest }
    }

    #[test]
    fn wrong_members_are_fetched_with_their_headers() {
        let members = [member(10, 10), member(30, 10), member(50, 10), member(70, 10)];
        let cut = |wrong: &[KeptFile]| pieces(&members, wrong, 100);
        assert_eq!(cut(&members[1..2]), [(0..20, false), (20..50, true), (50..100, false)]);
        assert_eq!(cut(&members[..1]), [(0..30, true), (30..100, false)]);
        assert_eq!(cut(&members[3..]), [(0..60, false), (60..100, true)]);
        assert_eq!(cut(&[]), [(0..80, false), (80..100, true)]);
        // Neighbours share a header; it is fetched once.
        assert_eq!(
            cut(&members[1..3]),
            [(0..20, false), (20..50, true), (50..70, true), (70..100, false)]
        );
    }

    #[test]
    fn pieces_cover_a_file_once_whatever_the_catalog_says() {
        let odd =
            [member(5, 90), member(20, 10), member(90, 50), member(u64::MAX, 7), member(40, 0)];
        for wrong in [&odd[..], &odd[..1], &odd[1..3], &odd[3..], &[]] {
            let mut at = 0;
            for (range, _) in pieces(&odd, wrong, 100) {
                assert_eq!(range.start, at);
                assert!(range.end > at);
                at = range.end;
            }
            assert_eq!(at, 100);
        }
    }
}
