//! Verifying a whole log in one place: every entry, every tile, the signature, the order of times.

use super::checkpoint::Signed;
use super::edge::{Edge, Filled};
use super::event::{Entry, decode};
use super::note::Verifier;
use super::reader::{Reader, checkpoint};
use super::rotation::Chain;
use super::tile;
use crate::error::{Error, Result};
use crate::finding::codes::led;
use crate::store::Store;
use std::ops::ControlFlow;

/// What a log proved to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// What is signed; none where there is no log.
    pub signed: Option<Signed>,
    /// Entries whose time lies before that of the one before them: told, and no reason to doubt.
    pub out_of_order: Vec<u64>,
    /// The keys of the log.
    pub chain: Chain,
}

/// Most positions of entries out of order that are told: the first show what happened.
const TOLD: usize = 1_000;

/// Verifies the log in a store, which begins at the folder of the log. Every one of the keys, of
/// which there is at least one, must be a key of the log; the last key of the log, to which each
/// before it must have handed over, must have signed its checkpoint. Every entry is given to
/// `each` with its position as soon as it was read; nothing of it is proven before this
/// returns. Memory does not grow with the log.
pub fn verify(
    store: &dyn Store,
    keys: &[Verifier],
    each: &mut dyn FnMut(u64, &Entry) -> Result<()>,
) -> Result<Verified> {
    let Some(signed) = checkpoint(store)? else {
        return Ok(Verified { signed: None, ..Verified::default() });
    };
    let origin = keys.first().ok_or_else(|| Error::new(&led::NO_KEY))?.name();
    keys.iter().try_for_each(|key| signed.is_of(key.name()))?;
    let mut chain = Chain::default();
    let head = signed.checkpoint.head;
    let log = Reader::new(store, head.size);
    let (mut edge, mut full): (Edge, Vec<Filled>) = (Edge::default(), Vec::new());
    let (mut out_of_order, mut last) = (Vec::new(), None);
    log.each_entry(0, &mut |index, bytes| {
        let entry = decode(bytes).map_err(|error| error.at(format!("entry {index}")))?;
        // Times were proven to be such when the entry was read.
        let time: Option<jiff::Timestamp> = entry.time.parse().ok();
        if time < last && out_of_order.len() < TOLD {
            out_of_order.push(index);
        }
        last = time;
        edge.push(bytes, &mut full)?;
        compare(&log, &full)?;
        full.clear();
        entry.event.iter().try_for_each(|event| chain.take(origin, index, event))?;
        each(index, &entry)?;
        Ok(ControlFlow::Continue(()))
    })?;
    compare(&log, &edge.partials(0))?;
    if edge.head() != head {
        let error = Error::new(&led::BROKEN).at(super::CHECKPOINT);
        return Err(error.with("reason", "its root hash is not that of the entries"));
    }
    check_keys(&signed, &chain, keys)?;
    Ok(Verified { signed: Some(signed), out_of_order, chain })
}

/// Refuses a checkpoint that the last key has not signed, and keys that are none of the log.
fn check_keys(signed: &Signed, chain: &Chain, keys: &[Verifier]) -> Result<()> {
    let Some(last) = chain.at(signed.checkpoint.head.size) else {
        return keys.iter().try_for_each(|key| signed.verify(key.name(), key));
    };
    signed.verify(last.name(), last)?;
    match keys.iter().find(|key| !chain.has(key)) {
        Some(key) => Err(Error::new(&led::NOT_SIGNED).with("key", key)),
        None => Ok(()),
    }
}

/// Refuses tiles that are not those which the entries give.
fn compare(log: &Reader<'_>, made: &[Filled]) -> Result<()> {
    for (tile, bytes) in made {
        let (_, found) = log.tile(tile.content, tile.index)?;
        if found != *bytes {
            return Err(tile::broken(tile, "it is not what the entries give"));
        }
    }
    Ok(())
}
