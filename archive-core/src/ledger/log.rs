//! The log as a whole: it grows in `state/` first, then on every copy, and its copies are always
//! prefixes of it.

use super::checkpoint::{Checkpoint, Signed};
use super::edge::{Edge, Filled};
use super::event::encode;
use super::merkle::{Head, consistency, empty_head, verify_consistency};
use super::note::{Signer, Verifier};
use super::reader::{Reader, checkpoint};
use super::rotation::{self, Chain};
use super::tile::superseded;
use crate::error::{Error, Result};
use crate::finding::Class;
use crate::finding::codes::led;
use crate::store::{Draft, Drafts, Key, Store, each_published, side_by_side};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

/// The folder of the log below a tenant.
pub const FOLDER: &str = "ledger";
/// The file that says what was signed last.
pub const CHECKPOINT: &str = "checkpoint";

/// Gives entries one after the other.
pub type Feed<'a> = &'a dyn Fn(&mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()>;

/// One copy of the log. The store begins at the folder of the log.
#[derive(Debug, Clone)]
pub struct Place {
    /// What the copy is called.
    pub name: String,
    /// Where its files lie.
    pub store: Arc<dyn Store>,
    /// Whether nothing is appended without it.
    pub required: bool,
}

/// A log that is open for appending. Whoever has it holds the lock of the log. After a failure it
/// is opened anew: what was written then is known again.
#[derive(Debug)]
pub struct Log {
    key: Signer,
    /// The key that follows, while the first one hands over to it: both sign.
    next: Option<Signer>,
    state: Arc<dyn Store>,
    copies: Vec<Place>,
    /// Which copies have everything.
    level: Vec<bool>,
    edge: Edge,
    signed: Option<Signed>,
}

impl Log {
    /// Opens a log, whose origin is the name of its key. The longest of state and copies is the
    /// log, and signed by this key; all others must be prefixes of it, signed by this key or one
    /// before it, and are brought forward. Optional copies that are away stay behind.
    pub fn open(key: Signer, state: Arc<dyn Store>, copies: Vec<Place>) -> Result<Self> {
        let public = key.verifier();
        Self::open_after(&public, key, state, copies)
    }

    /// Opens a log whose key was lost, and puts another one in its place by the word of the
    /// installation, whose key its entries name. Gives the position of the entry that says so. On
    /// a failure it is known by the checkpoint in the state which key is the right one.
    pub fn recover(
        lost: &Verifier,
        [installation, next]: [Signer; 2],
        state: Arc<dyn Store>,
        copies: Vec<Place>,
        now: jiff::Timestamp,
    ) -> Result<u64> {
        let mut log = Self::open_after(lost, next, state, copies)?;
        let index = log.size();
        let entry = rotation::recovery(lost, &installation, &log.key.verifier(), index);
        log.append(&[encode(&entry, now)?])?;
        Ok(index)
    }

    /// Opens a log that `last` has signed, to be signed by `key` from now on.
    fn open_after(
        last: &Verifier,
        key: Signer,
        state: Arc<dyn Store>,
        copies: Vec<Place>,
    ) -> Result<Self> {
        let own = signed_in(&*state, last)?;
        let mut found = Vec::with_capacity(copies.len());
        for copy in &copies {
            let signed = signed_in(&*copy.store, last);
            found.push(unless_away(copy, signed)?);
        }
        let present = copies.iter().zip(&found);
        let present = present.filter_map(|(copy, signed)| Some((copy, signed.as_ref()?.as_ref()?)));
        let longest = present.max_by_key(|(_, signed)| size(signed));
        let mut whole = own.clone();
        if let Some((source, signed)) = longest {
            if own.as_ref().map(size) < Some(size(signed)) {
                whole = Some(signed.clone());
            }
            let all = own.iter().chain(found.iter().flatten().flatten());
            let from: &dyn Store = if whole == own { &*state } else { &*source.store };
            check_keys(from, whole.as_ref(), all, last)?;
            let way = Way { from: &*source.store, to: &*state, name: "state" };
            way.bring_forward(own.as_ref(), whole.as_ref())?;
        }
        let mut level = Vec::with_capacity(copies.len());
        for (copy, signed) in copies.iter().zip(&found) {
            let way = Way { from: &*state, to: &*copy.store, name: &copy.name };
            let done = match signed {
                Some(signed) => way.bring_forward(signed.as_ref(), whole.as_ref()).map(Some),
                None => Ok(None),
            };
            level.push(unless_away(copy, done)?.flatten().is_some());
        }
        let whole_size = whole.as_ref().map_or(0, size);
        check_keys(&*state, whole.as_ref(), whole.iter(), last)?;
        let edge = Edge::at(&Reader::new(&*state, whole_size), whole_size)?;
        if whole.as_ref().is_some_and(|signed| edge.head() != signed.checkpoint.head) {
            return Err(contradiction("state", whole_size, whole_size));
        }
        Ok(Self { key, next: None, state, copies, level, edge, signed: whole })
    }

    /// What was signed last; none where there is no entry yet.
    #[must_use]
    pub fn signed(&self) -> Option<&Signed> {
        self.signed.as_ref()
    }

    /// How many entries it has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.edge.size()
    }

    /// The log as it can be read.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        Reader::new(&*self.state, self.size())
    }

    /// The copies that have not everything: optional ones that were away.
    pub fn behind(&self) -> impl Iterator<Item = &str> {
        let pairs = self.copies.iter().zip(&self.level);
        pairs.filter(|(_, level)| !**level).map(|(copy, _)| copy.name.as_str())
    }

    /// Whether what this process knows is still what was signed last: another one may have
    /// appended since.
    pub fn is_current(&self) -> Result<bool> {
        Ok(checkpoint(&*self.state)? == self.signed)
    }

    /// Appends entries and gives their positions. Durable in the state and on every required copy
    /// when it returns; then an optional copy that failed is [`behind`](Self::behind).
    pub fn append(&mut self, entries: &[Vec<u8>]) -> Result<Range<u64>> {
        self.append_with(entries, || Ok(Box::<Drafts<'_>>::default()))
    }

    /// The same with a draft that is in its place before any copy shows the entries. It is made
    /// while the tiles are written.
    pub fn append_with<'b>(
        &mut self,
        entries: &[Vec<u8>],
        company: impl FnOnce() -> Result<Waiting<'b>> + Send,
    ) -> Result<Range<u64>> {
        let old = self.size();
        let (mut next, mut tiles) = (self.edge.clone(), Vec::new());
        for entry in entries {
            next.push(entry, &mut tiles)?;
        }
        if next.size() == old {
            company()?.publish()?.settle()?;
            return Ok(old..old);
        }
        tiles.extend(next.partials(old));
        let signed = self.sign(&next);
        let (company, drafts) = at_once(company, || self.drafts(&files_of(&tiles), &signed));
        let (company, (state, copies)) = (company?, drafts?);
        let copies = self.settled(&*company, &*state, copies)?;
        // What was signed stands in the state before anybody else sees it: whatever a crash
        // leaves of the copies, no other log of this size is ever signed.
        Box::new(Drafts(vec![company, state])).publish()?.settle()?;
        let mut level = Vec::with_capacity(self.copies.len());
        for (copy, done) in self.copies.iter().zip(each_published(copies)) {
            level.push(unless_away(copy, done.map_err(Error::from))?.unwrap_or(false));
        }
        self.level = level;
        self.clear(old, next.size());
        (self.edge, self.signed) = (next, Some(signed));
        Ok(old..self.size())
    }

    /// Settles all drafts at the same time. Gives those of the copies that are durable.
    fn settled<'a>(
        &self,
        company: &dyn Draft,
        state: &dyn Draft,
        copies: Vec<Option<Waiting<'a>>>,
    ) -> Result<Vec<Option<Waiting<'a>>>> {
        let waiting = copies.iter().map(|draft| draft.as_ref().map(|draft| &**draft as _));
        let all = [Some(company), Some(state)].into_iter().chain(waiting);
        let settle = |draft: Option<&dyn Draft>| draft.map_or(Ok(()), Draft::settle);
        let mut settled = side_by_side(all, settle).into_iter();
        settled.by_ref().take(2).collect::<crate::store::Result<()>>()?;
        let each = self.copies.iter().zip(copies.into_iter().zip(settled));
        let kept = |(copy, (draft, settled)): (_, (_, crate::store::Result<()>))| {
            Ok(unless_away(copy, settled.map_err(Error::from))?.and(draft))
        };
        each.map(kept).collect()
    }

    /// Makes tiles durable in the state and on every copy that has all before them, at the same
    /// time, each with a checkpoint that waits. A copy that is behind or away has none.
    fn drafts<'a>(
        &'a self,
        files: &[(Key, Vec<u8>)],
        signed: &Signed,
    ) -> Result<(Waiting<'a>, Vec<Option<Waiting<'a>>>)> {
        let (last, bytes) = (key_of(CHECKPOINT), signed.to_string());
        let draft = |store: Option<&'a dyn Store>| {
            store.map(|store| store.draft(files, (&last, bytes.as_bytes()))).transpose()
        };
        let level = self.copies.iter().zip(&self.level);
        let stores = level.map(|(copy, level)| level.then_some(&*copy.store));
        let places = std::iter::once(Some(&*self.state)).chain(stores);
        let mut drafted = side_by_side(places, draft).into_iter();
        let state = drafted.next().transpose()?.flatten().expect("the first place is the state");
        let copies = self.copies.iter().zip(drafted);
        let copies = copies
            .map(|(copy, draft)| Ok(unless_away(copy, draft.map_err(Error::from))?.flatten()));
        Ok((state, copies.collect::<Result<_>>()?))
    }

    /// Appends what `feed` gives, however much it is, as one: all or nothing of it is signed.
    pub fn append_fed(&mut self, feed: Feed<'_>) -> Result<Range<u64>> {
        let old = self.size();
        let (mut next, mut full) = (self.edge.clone(), Vec::new());
        feed(&mut |entry| {
            next.push(entry, &mut full)?;
            if !full.is_empty() {
                write(&*self.state, &full, None)?;
                full.clear();
            }
            Ok(())
        })?;
        if next.size() == old {
            return Ok(old..old);
        }
        let signed = self.sign(&next);
        write(&*self.state, &next.partials(old), Some(&signed))?;
        for (copy, level) in self.copies.iter().zip(&mut self.level).filter(|(_, level)| **level) {
            let way = Way { from: &*self.state, to: &*copy.store, name: &copy.name };
            let done = way.bring_forward(self.signed.as_ref(), Some(&signed));
            *level = unless_away(copy, done)?.is_some();
        }
        self.clear(old, next.size());
        (self.edge, self.signed) = (next, Some(signed));
        Ok(old..self.size())
    }

    /// Hands over to another key, in an entry of its own that both sign for. On a failure the log
    /// is opened anew: by the checkpoint in the state it is known which key is the right one.
    pub fn hand_over(
        &mut self,
        next: Signer,
        installation: String,
        now: jiff::Timestamp,
    ) -> Result<u64> {
        let index = self.size();
        let entry = rotation::entry(&self.key, &next.verifier(), installation, index);
        self.next = Some(next);
        self.append(&[encode(&entry, now)?])?;
        if let Some(next) = self.next.take() {
            self.key = next;
        }
        Ok(index)
    }

    fn sign(&self, edge: &Edge) -> Signed {
        let origin = self.key.verifier().name().to_owned();
        let keys: Vec<&Signer> = std::iter::once(&self.key).chain(&self.next).collect();
        Checkpoint { origin, head: edge.head() }.sign(&keys, 0)
    }

    /// Removes the partial tiles that nobody needs any more. What stays is in nobody's way.
    fn clear(&self, old: u64, new: u64) {
        let level = self.copies.iter().zip(&self.level).filter(|(_, level)| **level);
        let stores = level.map(|(copy, _)| &*copy.store);
        side_by_side(std::iter::once(&*self.state).chain(stores), |store| discard(store, old, new));
    }
}

/// Does two things at the same time.
fn at_once<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), other)
    })
}

/// A checkpoint whose tiles are durable.
type Waiting<'a> = Box<dyn Draft + 'a>;

/// From one place to another that has less.
struct Way<'a> {
    from: &'a dyn Store,
    to: &'a dyn Store,
    name: &'a str,
}

impl Way<'_> {
    /// Refuses a place whose log is no prefix of the whole one, and brings it forward. Every tile
    /// is made anew from entries, and must lead to what was signed.
    fn bring_forward(&self, has: Option<&Signed>, whole: Option<&Signed>) -> Result<()> {
        let Some(whole) = whole else { return Ok(()) };
        let empty = Head { size: 0, hash: empty_head() };
        let old = has.map_or(empty, |signed| signed.checkpoint.head);
        let new = whole.checkpoint.head;
        let log = Reader::new(self.from, new.size);
        let refused = || contradiction(self.name, old.size, new.size);
        if old.size > new.size
            || !verify_consistency(&old, &new, &consistency(&log, old.size, new.size)?)
        {
            return Err(refused());
        }
        if has.is_some() && old.size == new.size {
            return Ok(());
        }
        let edge = self.copy_tiles(&log, old.size)?;
        if edge.head() != new {
            return Err(refused());
        }
        write(self.to, &[], Some(whole))?;
        discard(self.to, old.size, new.size);
        Ok(())
    }

    fn copy_tiles(&self, log: &Reader<'_>, old: u64) -> Result<Edge> {
        let mut edge = Edge::at(log, old)?;
        let mut full: Vec<Filled> = Vec::new();
        log.each_entry(old, &mut |_, entry| {
            edge.push(entry, &mut full)?;
            if !full.is_empty() {
                write(self.to, &full, None)?;
                full.clear();
            }
            Ok(ControlFlow::Continue(()))
        })?;
        write(self.to, &edge.partials(old), None)?;
        Ok(edge)
    }
}

/// The checkpoint in a place, if it is of the log of this key; none where there is no log. Who
/// has signed it is not known yet.
fn signed_in(store: &dyn Store, key: &Verifier) -> Result<Option<Signed>> {
    let found = checkpoint(store)?;
    found.iter().try_for_each(|signed| signed.is_of(key.name()))?;
    Ok(found)
}

/// Refuses a log that this key has not signed, and places that were signed by none of its keys,
/// or by one that had been replaced by then.
fn check_keys<'a>(
    store: &dyn Store,
    whole: Option<&Signed>,
    places: impl Iterator<Item = &'a Signed>,
    public: &Verifier,
) -> Result<()> {
    let Some(whole) = whole else { return Ok(()) };
    whole.verify(public.name(), public)?;
    let mut chain = None;
    for signed in places {
        if signed.note.signed_by(public)?.is_some() {
            continue;
        }
        // Only a place that stayed away while the key changed makes the whole log be read.
        let chain = match &mut chain {
            Some(chain) => chain,
            none => none.insert(Chain::of(&Reader::new(store, size(whole)), public.name())?),
        };
        let then = chain.at(size(signed)).unwrap_or(public);
        signed.verify(public.name(), then)?;
    }
    Ok(())
}

fn size(signed: &Signed) -> u64 {
    signed.checkpoint.head.size
}

/// Tiles first, so that a checkpoint never speaks of what is not there.
fn write(store: &dyn Store, tiles: &[Filled], signed: Option<&Signed>) -> Result<()> {
    store.replace_all(&files_of(tiles))?;
    if let Some(signed) = signed {
        store.replace(&key_of(CHECKPOINT), signed.to_string().as_bytes())?;
    }
    Ok(())
}

fn files_of(tiles: &[Filled]) -> Vec<(Key, Vec<u8>)> {
    tiles.iter().map(|(tile, bytes)| (key_of(&tile.path()), bytes.clone())).collect()
}

/// Removes partial tiles that a wider one has replaced. The checkpoint is written by then, so
/// nothing is undone where this fails: what stays behind means nothing.
fn discard(store: &dyn Store, old: u64, new: u64) {
    let keys: Vec<Key> = superseded(old, new).iter().map(|tile| key_of(&tile.path())).collect();
    if let Err(error) = store.discard(&keys) {
        tracing::debug!(%error, "superseded tiles of the ledger stay");
    }
}

/// What a copy gave; none where it is away and may be.
fn unless_away<T>(copy: &Place, done: Result<T>) -> Result<Option<T>> {
    match done {
        Err(error) if error.class() == Class::Temporary && !copy.required => Ok(None),
        other => other.map(Some).map_err(|error| error.with("copy", &copy.name)),
    }
}

fn contradiction(copy: &str, found: u64, expected: u64) -> Error {
    let error = Error::new(&led::FORK).at(FOLDER).with("copy", copy);
    error.with("size", found).with("expected", expected)
}

/// The key of a file of the log.
pub(super) fn key_of(path: &str) -> Key {
    Key::new(path).expect("made of constants and numbers")
}

#[cfg(test)]
#[path = "log_tests.rs"]
mod tests;
