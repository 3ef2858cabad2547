//! Staging in a bucket: content goes to its final place, and one conditional create commits.
//!
//! Half done is recognised by the claim and by a version folder without sidecar. The sidecar of
//! the version is held in memory until the commit, whose one decisive request it is.

use super::super::stage::{DECLARATION, INVENTORY, SIDECAR_BYTES, Sink, Stage, WRITER_BYTES};
use super::super::{
    At, Entry, Key, Placement, Reader, Result, Store, StoreError, exists, try_list,
};
use super::permits::Pieces;
use super::upload::{Finished, Ledger, ObjectSink, SidecarSink};
use super::{Inner, Object};
use futures_util::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{Error as Remote, ObjectStoreExt, PutMode};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

/// How often a claim that comes and goes is tried again.
const CLAIM_TRIES: usize = 8;
/// The piece in which an inventory is copied, in bytes.
const COPY_BYTES: usize = 1 << 20;

struct ObjectStage {
    store: Object,
    placement: Placement,
    ledger: Arc<Ledger>,
}

pub(super) fn open(store: &Object, placement: &Placement) -> Result<Box<dyn Stage>> {
    placement.check()?;
    let claimed = claim(&store.inner, placement);
    let claimed = match claimed {
        Ok(()) | Err(StoreError::Claimed { .. }) => claimed,
        Err(error) => return Err(error),
    };
    // Whoever holds the claim: a committed version is finished and reported.
    let (found, sidecar) = existing(store, placement)?;
    if let Some(sidecar) = sidecar {
        settle(store, placement, &sidecar)?;
        return Err(already_committed(placement));
    }
    claimed?;
    let ledger = Arc::new(Ledger::default());
    ledger.with(|finished| *finished = found);
    Ok(Box::new(ObjectStage { store: store.clone(), placement: placement.clone(), ledger }))
}

/// What stands in the version folder, and the key of its sidecar: the one sign of a commit.
fn existing(store: &Object, placement: &Placement) -> Result<(Finished, Option<Key>)> {
    let (mut found, mut sidecar) = (Finished::default(), None);
    try_list(store, &placement.version_key()?, |entry| -> Result<()> {
        match entry {
            Entry::File { key, meta } => {
                if let Some(path) = key.below(&placement.object) {
                    if placement.is_sidecar(&path) {
                        sidecar = Some(key);
                    } else {
                        found.files.insert(path, meta.size);
                    }
                }
                Ok(())
            }
            Entry::Folder { .. } => Ok(()),
            Entry::Odd { place, oddity } => {
                let reason = format!("unexpected in a stage: {}", oddity.as_str());
                Err(StoreError::Other(At::place("continue", place).because(reason)))
            }
        }
    })?;
    if sidecar.is_none() {
        sidecar = unlisted_sidecar(store, placement)?;
    }
    Ok((found, sidecar))
}

/// The sidecar that a listing lacks: some services list late, and a version that is taken for
/// unfinished would be removed.
fn unlisted_sidecar(store: &Object, placement: &Placement) -> Result<Option<Key>> {
    let name = format!("{INVENTORY}.sha512");
    let key = placement.version_key()?.join(&name)?;
    Ok(exists(store, &key)?.then_some(key))
}

fn claim(inner: &Inner, placement: &Placement) -> Result<()> {
    let key = &placement.claim;
    for _ in 0..CLAIM_TRIES {
        let token = placement.writer.clone().into_bytes();
        match inner.put("claim", key, token, PutMode::Create) {
            Ok(()) => return Ok(()),
            Err(StoreError::AlreadyExists(_)) => {}
            Err(error) => return Err(error),
        }
        match inner.read(key, WRITER_BYTES as u64) {
            Ok(held) if held == placement.writer.as_bytes() => return Ok(()),
            Ok(held) => {
                let writer = String::from_utf8_lossy(&held).into_owned();
                return Err(StoreError::Claimed { at: At::key("claim", key), writer });
            }
            Err(StoreError::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Err(StoreError::Unreachable(At::key("claim", key).because("the claim comes and goes")))
}

/// Finishes a commit after its commit point: declaration, root inventory, root sidecar, claim.
/// Can be called at any time by anybody: it writes the same bytes whoever does it.
fn settle(store: &Object, placement: &Placement, sidecar: &Key) -> Result<()> {
    let inner = &store.inner;
    let next = Placement { version: placement.version.saturating_add(1), ..placement.clone() };
    let overtaken = existing(store, &next)?.1.is_some();
    if !overtaken {
        let root_sidecar = placement.object.join(sidecar.name())?;
        let wanted = inner.read(sidecar, SIDECAR_BYTES)?;
        let found = match inner.read(&root_sidecar, SIDECAR_BYTES) {
            Err(StoreError::NotFound(_)) => None,
            other => Some(other?),
        };
        if found.as_ref() != Some(&wanted) {
            write_root(inner, placement, &root_sidecar, wanted)?;
        }
    }
    inner.delete(&placement.claim)
}

fn write_root(
    inner: &Arc<Inner>,
    placement: &Placement,
    root_sidecar: &Key,
    sidecar: Vec<u8>,
) -> Result<()> {
    if placement.version == 1 {
        let declaration = placement.object.join(DECLARATION.0)?;
        inner.put("declare", &declaration, DECLARATION.1.to_vec(), PutMode::Overwrite)?;
    }
    let from = placement.version_key()?.join(INVENTORY)?;
    let to = placement.object.join(INVENTORY)?;
    copy(inner, &from, &to)?;
    // Last: with it the root says that it is complete.
    inner.put("write", root_sidecar, sidecar, PutMode::Overwrite)
}

/// Copies through this machine. A service that copies by itself may say that it did although it
/// failed: its error stands in the body of a success, which the client does not read.
fn copy(inner: &Arc<Inner>, from: &Key, to: &Key) -> Result<()> {
    let ledger = Arc::new(Ledger::default());
    let sink = ObjectSink::new(inner, &ledger, to.clone(), to.clone())?;
    let mut sink = Box::new(sink.in_place_of_another());
    let stream: Box<dyn io::Read> = if inner.permits.are_limited() {
        Box::new(Pieces::open(inner, from, 0..u64::MAX)?)
    } else {
        Box::new(inner.open_whole(from)?)
    };
    let mut reader = io::BufReader::with_capacity(COPY_BYTES, stream);
    io::copy(&mut reader, &mut sink)
        .and_then(|_| sink.flush())
        .map_err(|error| StoreError::system("copy", from, error))?;
    sink.finish()
}

impl ObjectStage {
    fn key(&self, path: &Key) -> Result<Key> {
        self.placement.check_path(path)?;
        self.placement.key(path)
    }

    fn refuse_unfinished(&self) -> Result<()> {
        if self.ledger.unfinished() == 0 {
            return Ok(());
        }
        let reason = "a file of it is still being written";
        Err(StoreError::Other(At::key("commit", &self.placement.object).because(reason)))
    }

    /// The sidecar, where everything is there that a commit needs.
    fn complete(&self) -> Result<(Key, Vec<u8>)> {
        let missing = |path: Key| Err(StoreError::NotFound(At::key("commit", &path)));
        let inventory = Key::root().join(&self.placement.folder())?.join(INVENTORY)?;
        let (found, sidecar) = self
            .ledger
            .with(|finished| (finished.files.contains_key(&inventory), finished.sidecar.clone()));
        if !found {
            return missing(inventory);
        }
        if self.placement.version > 1 {
            self.store.inner.head(&self.placement.object.join(INVENTORY)?)?;
        }
        let expected = Key::root().join(&format!("{inventory}.sha512"))?;
        sidecar.map_or_else(|| missing(expected), Ok)
    }

    /// The decisive request.
    fn create_sidecar(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        let inner = &self.store.inner;
        match inner.put("commit", key, bytes.to_vec(), PutMode::Create) {
            // The answer to our own success may have been lost, and the request repeated.
            Err(StoreError::AlreadyExists(_)) if inner.read(key, SIDECAR_BYTES)? == bytes => Ok(()),
            Err(StoreError::AlreadyExists(_)) => Err(already_committed(&self.placement)),
            other => other,
        }
    }

    /// Removes everything below the version folder, and what a listing lacks but was written here.
    fn remove_all(&self) -> Result<()> {
        let inner = &self.store.inner;
        let version = self.placement.version_key()?;
        let mut unlisted: BTreeSet<Key> = self.ledger.with(|f| f.files.keys().cloned().collect());
        let mut forget = |path: &Path| {
            let key = inner.key(path).ok().and_then(|key| key.below(&self.placement.object));
            key.map(|key| unlisted.remove(&key));
        };
        let mut found = inner.remote.list(Some(&inner.path(&version)?));
        let failed = |error: &Remote| {
            super::error::failed(At::key("remove", &version), error, &inner.secrets)
        };
        if inner.permits.are_limited() {
            // The client removes many side by side; one by one keeps to the limit.
            while let Some(object) = inner.request(found.next()) {
                let path = object.map_err(|error| failed(&error))?.location;
                match inner.ask("remove", &version, inner.remote.delete(&path)) {
                    Ok(()) | Err(StoreError::NotFound(_)) => forget(&path),
                    Err(error) => return Err(error),
                }
            }
        } else {
            let paths = found.map_ok(|object| object.location).boxed();
            let mut removed = inner.remote.delete_stream(paths);
            while let Some(done) = inner.wait(removed.next()) {
                match done {
                    Ok(path) => forget(&path),
                    Err(Remote::NotFound { .. }) => {}
                    Err(error) => return Err(failed(&error)),
                }
            }
        }
        unlisted.iter().try_for_each(|path| inner.delete(&self.placement.key(path)?))
    }
}

impl Stage for ObjectStage {
    fn create(&self, path: &Key) -> Result<Box<dyn Sink>> {
        let key = self.key(path)?;
        let sidecar = self.placement.is_sidecar(path);
        let taken = self.ledger.with(|finished| {
            finished.files.contains_key(path) || (sidecar && finished.sidecar.is_some())
        });
        if taken {
            return Err(StoreError::AlreadyExists(At::key("create", path)));
        }
        if sidecar {
            return Ok(Box::new(SidecarSink::new(&self.ledger, path.clone())));
        }
        let sink = ObjectSink::new(&self.store.inner, &self.ledger, path.clone(), key)?;
        Ok(Box::new(sink))
    }

    /// Nothing to do: a file is durable once it is finished.
    fn sync(&self) -> Result<()> {
        Ok(())
    }

    fn open_back(&self, path: &Key) -> Result<Reader> {
        let key = self.key(path)?;
        let held = self.ledger.with(|finished| finished.sidecar.clone());
        match held {
            Some((sidecar, bytes)) if sidecar == *path => Ok(Box::new(io::Cursor::new(bytes))),
            _ => self.store.open_from_medium(&key),
        }
    }

    fn open_range(&self, path: &Key, range: Range<u64>) -> Result<Reader> {
        self.store.open(&self.key(path)?, Some(range))
    }

    fn staged(&self) -> Result<Vec<(Key, u64)>> {
        let mut out: Vec<(Key, u64)> = self.ledger.with(|finished| {
            let sidecar =
                finished.sidecar.iter().map(|(path, bytes)| (path.clone(), bytes.len() as u64));
            finished.files.iter().map(|(path, size)| (path.clone(), *size)).chain(sidecar).collect()
        });
        out.sort_unstable();
        Ok(out)
    }

    fn remove(&self, path: &Key) -> Result<()> {
        let key = self.key(path)?;
        if self.placement.is_sidecar(path) {
            self.ledger.with(|finished| finished.sidecar = None);
            return Ok(());
        }
        self.store.inner.delete(&key)?;
        self.ledger.with(|finished| finished.files.remove(path));
        Ok(())
    }

    fn commit(self: Box<Self>) -> Result<()> {
        self.refuse_unfinished()?;
        let (path, bytes) = self.complete()?;
        let sidecar = self.placement.key(&path)?;
        self.create_sidecar(&sidecar, &bytes)?;
        let root_sidecar = self.placement.object.join(sidecar.name())?;
        write_root(&self.store.inner, &self.placement, &root_sidecar, bytes)?;
        self.store.inner.delete(&self.placement.claim)
    }

    fn abandon(self: Box<Self>) -> Result<()> {
        if existing(&self.store, &self.placement)?.1.is_some() {
            return Err(already_committed(&self.placement));
        }
        self.remove_all()?;
        self.store.inner.delete(&self.placement.claim)
    }
}

fn already_committed(placement: &Placement) -> StoreError {
    let at = At::place("commit", format!("{}/{}", placement.object, placement.folder()));
    StoreError::AlreadyExists(at)
}
