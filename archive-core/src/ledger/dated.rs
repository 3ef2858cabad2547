//! The timestamps of a log as they lie in its places, and the trees that they date
//! (`docs/format.md`, section 10.5).

use super::asn1::digest;
use super::event::{Event, decode};
use super::evidence::{ArchiveTimestamp, Tree};
use super::log::key_of;
use super::note::NOTE_BYTES;
use super::reader::Reader;
use super::timestamp::{ANSWER_BYTES, Token};
use crate::digest::{Algorithm, Digest};
use crate::error::{Error, Result};
use crate::finding::codes::{led, tsp};
use crate::store::{Draft, Entry, Store, StoreError};
use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};

/// The folder of the timestamps in a place of the log.
pub const DATED: &str = "timestamps";
/// The algorithm of the trees.
pub const TREE: Algorithm = Algorithm::Sha512;

const PLAIN: &str = ".tst";
const RENEWAL: &str = ".renewal.tst";

/// When a log was dated: its sizes then, and whether that run renewed the tokens before it which
/// nobody had renewed yet.
pub type Runs = BTreeMap<u64, bool>;

/// One timestamp over a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The size of the log.
    pub size: u64,
    /// Whether it renewed older tokens.
    pub renews: bool,
    /// The checkpoint of this size, as it was dated.
    pub checkpoint: Vec<u8>,
    /// The token, in DER.
    pub token: Vec<u8>,
}

/// The runs in a place, by the names of their tokens. Other files mean nothing.
pub fn runs(store: &dyn Store) -> Result<Runs> {
    let entries = match store.children(&key_of(DATED)) {
        Err(StoreError::NotFound(_)) => Vec::new(),
        other => other?,
    };
    let size = |digits: &str| {
        let plain = digits.len() == 20 && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten()
    };
    let run = |entry: &Entry| {
        let Entry::File { key, .. } = entry else { return None };
        let name = key.name();
        match name.strip_suffix(RENEWAL) {
            Some(digits) => Some((size(digits)?, true)),
            None => Some((size(name.strip_suffix(PLAIN)?)?, false)),
        }
    };
    Ok(entries.iter().filter_map(run).collect())
}

/// Tokens that nobody has renewed before a run: ascending sizes.
#[must_use]
pub fn pending(runs: &Runs, before: u64) -> Vec<u64> {
    let mut pending = Vec::new();
    for (size, renews) in runs.range(..before) {
        if *renews {
            pending.clear();
        }
        pending.push(*size);
    }
    pending
}

/// The size of the log at the run before one; 0 where that is the first.
#[must_use]
pub fn size_before(runs: &Runs, size: u64) -> u64 {
    runs.range(..size).next_back().map_or(0, |(size, _)| *size)
}

impl Run {
    /// A run in a place.
    pub fn read(store: &dyn Store, size: u64, renews: bool) -> Result<Self> {
        let missing = |name: String| {
            let error = Error::new(&tsp::BAD_TOKEN).at(format!("{DATED}/{name}"));
            move |found| match found {
                Err(StoreError::NotFound(_)) => Err(error.with("reason", "it is missing")),
                Err(StoreError::TooLarge { .. }) => Err(error.with("reason", "it is too long")),
                other => other.map_err(Error::from),
            }
        };
        let [checkpoint, token] = names(size, renews);
        let read = |name: &str, limit| {
            let found = store.read(&key_of(&format!("{DATED}/{name}")), limit);
            missing(name.to_owned())(found)
        };
        let checkpoint = read(&checkpoint, NOTE_BYTES as u64)?;
        Ok(Self { size, renews, checkpoint, token: read(&token, ANSWER_BYTES as u64)? })
    }

    /// The run as a draft: nobody sees the token before the checkpoint is durable.
    pub fn draft<'a>(&self, store: &'a dyn Store) -> Result<Box<dyn Draft + 'a>> {
        let [checkpoint, token] = names(self.size, self.renews);
        let key = |name: &str| key_of(&format!("{DATED}/{name}"));
        let files = [(key(&checkpoint), self.checkpoint.clone())];
        Ok(store.draft(&files, (&key(&token), &self.token))?)
    }

    /// Writes the run into a place, durable on return.
    pub fn write(&self, store: &dyn Store) -> Result<()> {
        let draft = self.draft(store)?;
        draft.settle()?;
        Ok(draft.publish()?.settle()?)
    }

    /// Refuses a token that does not date this tree.
    pub fn proves(&self, tree: &Tree) -> Result<()> {
        if *Token::parse(&self.token)?.imprint() == tree.root() {
            return Ok(());
        }
        let error = Error::new(&tsp::OTHER_DATA).at(self.name());
        Err(error.with("reason", "its hash tree has other digests"))
    }

    /// The step from a group of the tree to this token.
    #[must_use]
    pub fn step(&self, tree: &Tree, group: usize) -> Option<ArchiveTimestamp> {
        let lists = tree.reduced(group)?;
        Some(ArchiveTimestamp { algorithm: TREE, lists, token: self.token.clone() })
    }

    /// The path of the token below the log.
    #[must_use]
    pub fn name(&self) -> String {
        name(self.size, self.renews)
    }
}

/// The path of the token of a run below the log.
#[must_use]
pub fn name(size: u64, renews: bool) -> String {
    let [_, token] = names(size, renews);
    format!("{DATED}/{token}")
}

/// The tree over a checkpoint, the inventories in a range of a log, and tokens that are renewed.
pub fn tree(
    log: &Reader<'_>,
    range: Range<u64>,
    checkpoint: &[u8],
    renewed: &[Vec<u8>],
) -> Result<Tree> {
    let mut groups = vec![vec![digest(TREE, &[checkpoint])]];
    each_inventory(log, range, &mut |_, inventory| groups.push(vec![inventory]))?;
    groups.extend(renewed.iter().map(|token| vec![digest(TREE, &[token])]));
    Ok(Tree::new(groups).expect("every group has one digest of one algorithm"))
}

/// The group of a tree in which the inventory of an entry stands, and how many inventories are in
/// the tree: those of renewed tokens follow after them.
pub fn group_of(log: &Reader<'_>, range: Range<u64>, entry: u64) -> Result<(Option<usize>, usize)> {
    let (mut count, mut found) = (0, None);
    each_inventory(log, range, &mut |position, _| {
        count += 1;
        if position == entry {
            found = Some(count);
        }
    })?;
    Ok((found, count))
}

/// Gives the digest of every inventory that entries in a range attest, with their positions.
fn each_inventory(
    log: &Reader<'_>,
    range: Range<u64>,
    each: &mut dyn FnMut(u64, Digest),
) -> Result<()> {
    log.each_entry(range.start, &mut |position, bytes| {
        if position >= range.end {
            return Ok(ControlFlow::Break(()));
        }
        let event = decode(bytes)?.event;
        if let Some(version) = event.as_ref().and_then(Event::version) {
            let inventory = Digest::from_hex(TREE, &version.inventory).ok_or_else(|| {
                let error = Error::new(&led::BAD_ENTRY).at(format!("entry {position}"));
                error.with("reason", "its inventory is no SHA-512")
            })?;
            each(position, inventory);
        }
        Ok(ControlFlow::Continue(()))
    })
}

/// The names of the checkpoint and of the token of a run.
fn names(size: u64, renews: bool) -> [String; 2] {
    let ending = if renews { RENEWAL } else { PLAIN };
    [format!("{size:020}.checkpoint"), format!("{size:020}{ending}")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Object;

    #[test]
    fn runs_are_known_by_their_tokens_alone() {
        let store = Object::memory().unwrap();
        assert!(runs(&store).unwrap().is_empty());
        for (size, renews) in [(7, false), (12, true), (13, false)] {
            let run = Run { size, renews, checkpoint: b"c".to_vec(), token: vec![1] };
            run.write(&store).unwrap();
            assert_eq!(Run::read(&store, size, renews).unwrap(), run);
        }
        for name in ["9.tst", "00000000000000000014.checkpoint", "+0000000000000000014.tst"] {
            store.create(&key_of(&format!("{DATED}/{name}")), b"").unwrap();
        }
        let found = runs(&store).unwrap();
        assert_eq!(found, Runs::from([(7, false), (12, true), (13, false)]));
        assert_eq!(pending(&found, 12), [7]);
        assert_eq!(pending(&found, 20), [12, 13], "7 is renewed by 12, and lives in it");
        assert_eq!((size_before(&found, 7), size_before(&found, 13)), (0, 12));
        let error = Run::read(&store, 14, false).unwrap_err();
        assert!(error.is(&tsp::BAD_TOKEN), "{error}");
    }
}
