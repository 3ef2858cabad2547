//! A copy on which everything that stays as it is gets locked against removal once it was written.
//!
//! It stands around the store of a whole copy: keys begin with the tenant. What is locked is what
//! [`is_lasting`] says; a version of a package is locked once it is committed, so that what a
//! crash leaves unfinished can still be cleared away.

use super::super::lock::{LockRule, LockSupport, Retention, is_lasting};
use super::super::{
    Entry, Key, Meta, Placement, ReadBack, Reader, Result, Sink, Stage, Store, StoreError, try_list,
};
use crate::clock::Clock;
use crate::error::Error;
use crate::finding::codes::cpy;
use std::io::{self, Write};
use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Locks that are asked for side by side: each is one short request.
const SIDE_BY_SIDE: usize = 8;

/// A copy on which what stays gets locked.
#[derive(Debug, Clone)]
pub struct Locking {
    inner: Arc<dyn Store>,
    rule: LockRule,
    clock: Clock,
    /// The name of the copy, for people.
    name: String,
    /// Whether the store has said that it can lock.
    proven: Arc<AtomicBool>,
}

impl Locking {
    /// Locks by this rule what is written to the copy of this name.
    #[must_use]
    pub fn new(inner: Arc<dyn Store>, rule: LockRule, clock: Clock, name: &str) -> Self {
        let (name, proven) = (name.to_owned(), Arc::new(AtomicBool::new(false)));
        Self { inner, rule, clock, name, proven }
    }

    /// Refuses a store that cannot lock, before anything is written that should be locked.
    fn prove(&self) -> Result<()> {
        if self.proven.load(Ordering::Relaxed) {
            return Ok(());
        }
        let support = self.inner.lock_support()?;
        if !(support.versioning && support.object_lock) {
            return Err(Error::new(&cpy::NO_LOCK_THERE).with("copy", &self.name).into());
        }
        self.proven.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Locks what was just written, if it stays.
    fn lock_new(&self, key: &Key) -> Result<()> {
        if !is_lasting(key) {
            return Ok(());
        }
        self.lock(key, &self.rule.from(self.clock.now()))
    }

    /// Locks a committed version, and the files of the root that speak of it.
    fn lock_version(&self, placement: &Placement) -> Result<()> {
        let mut keys = Vec::new();
        try_list(&*self.inner, &placement.version_key()?, |entry| -> Result<()> {
            if let Entry::File { key, .. } = entry {
                keys.push(key);
            }
            Ok(())
        })?;
        for entry in self.inner.children(&placement.object)? {
            if let Entry::File { key, .. } = entry {
                keys.push(key);
            }
        }
        self.lock_all(&keys)
    }

    fn lock_all(&self, keys: &[Key]) -> Result<()> {
        let retention = self.rule.from(self.clock.now());
        let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
        let work = || {
            while let Some(key) = keys.get(next.fetch_add(1, Ordering::Relaxed)) {
                if let Err(error) = self.lock(key, &retention) {
                    failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                    next.store(keys.len(), Ordering::Relaxed);
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..keys.len().min(SIDE_BY_SIDE) {
                scope.spawn(work);
            }
            work();
        });
        failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    /// What is told where a lock was refused. That a store does not answer stays what it is.
    fn refused(&self, error: StoreError) -> StoreError {
        if error.retryable() || matches!(error, StoreError::NotFound(_)) {
            return error;
        }
        let place = error.at().place.clone();
        let told = Error::new(&cpy::NOT_LOCKED).at(place).with("copy", &self.name);
        let reason =
            error.at().source.as_ref().map_or_else(|| error.to_string(), ToString::to_string);
        told.with("reason", reason).into()
    }
}

impl Store for Locking {
    fn read(&self, key: &Key, limit: u64) -> Result<Vec<u8>> {
        self.inner.read(key, limit)
    }

    fn open(&self, key: &Key, range: Option<Range<u64>>) -> Result<Reader> {
        self.inner.open(key, range)
    }

    fn open_from_medium(&self, key: &Key) -> Result<Reader> {
        self.inner.open_from_medium(key)
    }

    fn read_back(&self) -> ReadBack {
        self.inner.read_back()
    }

    fn head(&self, key: &Key) -> Result<Meta> {
        self.inner.head(key)
    }

    fn list(&self, prefix: &Key, each: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        self.inner.list(prefix, each)
    }

    fn children(&self, prefix: &Key) -> Result<Vec<Entry>> {
        self.inner.children(prefix)
    }

    fn create(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        self.inner.create(key, bytes)?;
        self.lock_new(key)
    }

    fn replace(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        self.inner.replace(key, bytes)?;
        self.lock_new(key)
    }

    fn rewrite(&self, key: &Key) -> Result<Box<dyn Sink>> {
        let inner = self.inner.rewrite(key)?;
        Ok(Box::new(LockingSink { inner, store: self.clone(), key: key.clone() }))
    }

    fn replace_all(&self, files: &[(Key, Vec<u8>)]) -> Result<()> {
        self.inner.replace_all(files)?;
        let lasting = files.iter().map(|(key, _)| key).filter(|key| is_lasting(key));
        self.lock_all(&lasting.cloned().collect::<Vec<_>>())
    }

    fn delete(&self, key: &Key) -> Result<()> {
        self.inner.delete(key)
    }

    fn discard(&self, keys: &[Key]) -> Result<()> {
        self.inner.discard(keys)
    }

    fn stage(&self, placement: &Placement) -> Result<Box<dyn Stage>> {
        self.prove()?;
        match self.inner.stage(placement) {
            Ok(inner) => {
                let (store, placement) = (self.clone(), placement.clone());
                Ok(Box::new(LockingStage { inner, store, placement }))
            }
            // A crash may have come between the commit and the locks.
            Err(StoreError::AlreadyExists(at)) => {
                self.lock_version(placement)?;
                Err(StoreError::AlreadyExists(at))
            }
            Err(error) => Err(error),
        }
    }

    fn free_bytes(&self) -> Result<Option<u64>> {
        self.inner.free_bytes()
    }

    fn lock(&self, key: &Key, retention: &Retention) -> Result<()> {
        self.prove()?;
        self.inner.lock(key, retention).map_err(|error| self.refused(error))
    }

    fn lock_of(&self, key: &Key) -> Result<Option<Retention>> {
        self.inner.lock_of(key)
    }

    fn lock_support(&self) -> Result<LockSupport> {
        self.inner.lock_support()
    }
}

/// A file that is locked when it is finished.
struct LockingSink {
    inner: Box<dyn Sink>,
    store: Locking,
    key: Key,
}

impl Write for LockingSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl Sink for LockingSink {
    fn finish(self: Box<Self>) -> Result<()> {
        self.inner.finish()?;
        self.store.lock_new(&self.key)
    }
}

/// A version that is locked when it is committed.
struct LockingStage {
    inner: Box<dyn Stage>,
    store: Locking,
    placement: Placement,
}

impl Stage for LockingStage {
    fn create(&self, path: &Key) -> Result<Box<dyn Sink>> {
        self.inner.create(path)
    }

    fn sync(&self) -> Result<()> {
        self.inner.sync()
    }

    fn open_back(&self, path: &Key) -> Result<Reader> {
        self.inner.open_back(path)
    }

    fn open_range(&self, path: &Key, range: Range<u64>) -> Result<Reader> {
        self.inner.open_range(path, range)
    }

    fn staged(&self) -> Result<Vec<(Key, u64)>> {
        self.inner.staged()
    }

    fn remove(&self, path: &Key) -> Result<()> {
        self.inner.remove(path)
    }

    fn commit(self: Box<Self>) -> Result<()> {
        let Self { inner, store, placement } = *self;
        match inner.commit() {
            Ok(()) => store.lock_version(&placement),
            Err(StoreError::AlreadyExists(at)) => {
                store.lock_version(&placement)?;
                Err(StoreError::AlreadyExists(at))
            }
            Err(error) => Err(error),
        }
    }

    fn abandon(self: Box<Self>) -> Result<()> {
        self.inner.abandon()
    }
}

#[cfg(test)]
#[path = "locking_tests.rs"]
mod tests;
