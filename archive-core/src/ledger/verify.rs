//! Verifying a whole log in one place: every entry, every tile, the signature, the order of times.

use super::checkpoint::Signed;
use super::edge::{Edge, Filled};
use super::event::{Entry, decode};
use super::note::Verifier;
use super::reader::{Reader, checkpoint};
use super::tile;
use crate::error::{Error, Result};
use crate::finding::codes::led;
use crate::store::Store;
use std::ops::ControlFlow;

/// What a log proved to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// What is signed; none where there is no log.
    pub signed: Option<Signed>,
    /// Entries whose time lies before that of the one before them: told, and no reason to doubt.
    pub out_of_order: Vec<u64>,
}

/// Most positions of entries out of order that are told: the first show what happened.
const TOLD: usize = 1_000;

/// Verifies the log of a key in a store, which begins at the folder of the log. Every entry is
/// given to `each` with its position as soon as it was read; nothing of it is proven before this
/// returns. Memory does not grow with the log.
pub fn verify(
    store: &dyn Store,
    key: &Verifier,
    each: &mut dyn FnMut(u64, &Entry) -> Result<()>,
) -> Result<Verified> {
    let Some(signed) = checkpoint(store)? else {
        return Ok(Verified { signed: None, out_of_order: Vec::new() });
    };
    signed.verify(key.name(), key)?;
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
        each(index, &entry)?;
        Ok(ControlFlow::Continue(()))
    })?;
    compare(&log, &edge.partials(0))?;
    if edge.head() != head {
        let error = Error::new(&led::BROKEN).at(super::CHECKPOINT);
        return Err(error.with("reason", "its root hash is not that of the entries"));
    }
    Ok(Verified { signed: Some(signed), out_of_order })
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
