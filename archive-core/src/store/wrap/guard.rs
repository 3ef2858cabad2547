//! A store with somebody at the door: every operation is shown to a guard before it happens,
//! and every byte that moved is counted. Read-only, throttled and faulty stores are guards.

use super::super::lock::{LockSupport, Retention};
use super::super::{Entry, Key, Meta, Placement, ReadBack, Reader, Result, Sink, Stage, Store};
use std::fmt::Debug;
use std::io::{self, Read, Write};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

/// What is about to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Opening a file for reading.
    Read,
    /// Looking at size and time.
    Head,
    /// Listing, of either kind.
    List,
    /// Conditional create.
    Create,
    /// Overwriting.
    Replace,
    /// Removing, in a stage too.
    Delete,
    /// Beginning or continuing a stage.
    Stage,
    /// Beginning a staged file.
    Begin,
    /// Writing a piece of a staged file.
    Write,
    /// Finishing a staged file.
    Finish,
    /// Making a stage durable.
    Sync,
    /// The commit.
    Commit,
    /// Giving up.
    Abandon,
    /// Locking a file against removal.
    Lock,
}

impl Operation {
    /// The action in error messages.
    pub(in crate::store) const fn verb(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Head => "look at",
            Self::List => "list",
            Self::Create => "create",
            Self::Replace => "write",
            Self::Delete => "remove",
            Self::Stage => "stage",
            Self::Begin => "begin",
            Self::Write => "write to",
            Self::Finish => "finish",
            Self::Sync => "sync",
            Self::Commit => "commit",
            Self::Abandon => "abandon",
            Self::Lock => "lock",
        }
    }
}

/// What a guard decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Do it.
    Go,
    /// Say that it was done, and do nothing. Where an answer is needed, do it.
    Pretend,
    /// Do it, but let what is read end after so many bytes.
    Cut(u64),
}

/// Who stands at the door.
pub trait Guard: Send + Sync + Debug + 'static {
    /// Called before an operation; may wait, refuse or change it.
    fn admit(&self, operation: Operation, key: &Key) -> Result<Admission>;

    /// What is said of the free space that was found.
    fn free(&self, found: Option<u64>) -> Option<u64> {
        found
    }

    /// Called after bytes of content moved, in either direction.
    fn moved(&self, _bytes: u64) {}
}

/// A store whose operations a guard sees first.
#[derive(Debug)]
pub struct Guarded<S, G> {
    inner: S,
    guard: Arc<G>,
}

impl<S: Clone, G> Clone for Guarded<S, G> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), guard: Arc::clone(&self.guard) }
    }
}

impl<S: Store, G: Guard> Guarded<S, G> {
    /// Puts a guard before a store.
    pub(in crate::store) fn behind(inner: S, guard: G) -> Self {
        Self { inner, guard: Arc::new(guard) }
    }

    /// The guard.
    #[cfg(any(test, feature = "faults"))]
    pub(super) fn guard(&self) -> &G {
        &self.guard
    }

    fn reader(&self, admitted: Admission, reader: Reader) -> Reader {
        guarded_reader(&self.guard, admitted, reader)
    }

    /// A change that may be pretended.
    fn change(
        &self,
        operation: Operation,
        key: &Key,
        work: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        match self.guard.admit(operation, key)? {
            Admission::Pretend => Ok(()),
            Admission::Go | Admission::Cut(_) => work(),
        }
    }
}

fn guarded_reader<G: Guard>(guard: &Arc<G>, admitted: Admission, reader: Reader) -> Reader {
    let limit = match admitted {
        Admission::Cut(bytes) => bytes,
        Admission::Go | Admission::Pretend => u64::MAX,
    };
    Box::new(GuardedReader { inner: reader.take(limit), guard: Arc::clone(guard) })
}

impl<S: Store, G: Guard> Store for Guarded<S, G> {
    fn open(&self, key: &Key, range: Option<Range<u64>>) -> Result<Reader> {
        let admitted = self.guard.admit(Operation::Read, key)?;
        Ok(self.reader(admitted, self.inner.open(key, range)?))
    }

    fn open_from_medium(&self, key: &Key) -> Result<Reader> {
        let admitted = self.guard.admit(Operation::Read, key)?;
        Ok(self.reader(admitted, self.inner.open_from_medium(key)?))
    }

    fn read_back(&self) -> ReadBack {
        self.inner.read_back()
    }

    fn head(&self, key: &Key) -> Result<Meta> {
        self.guard.admit(Operation::Head, key)?;
        self.inner.head(key)
    }

    fn list(&self, prefix: &Key, each: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        self.guard.admit(Operation::List, prefix)?;
        self.inner.list(prefix, each)
    }

    fn children(&self, prefix: &Key) -> Result<Vec<Entry>> {
        self.guard.admit(Operation::List, prefix)?;
        self.inner.children(prefix)
    }

    fn create(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        self.change(Operation::Create, key, || {
            self.inner.create(key, bytes)?;
            self.guard.moved(bytes.len() as u64);
            Ok(())
        })
    }

    fn replace(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        self.change(Operation::Replace, key, || {
            self.inner.replace(key, bytes)?;
            self.guard.moved(bytes.len() as u64);
            Ok(())
        })
    }

    fn rewrite(&self, key: &Key) -> Result<Box<dyn Sink>> {
        self.guard.admit(Operation::Replace, key)?;
        let inner = self.inner.rewrite(key)?;
        Ok(Box::new(GuardedSink { inner, guard: Arc::clone(&self.guard), path: key.clone() }))
    }

    fn delete(&self, key: &Key) -> Result<()> {
        self.change(Operation::Delete, key, || self.inner.delete(key))
    }

    fn stage(&self, placement: &Placement) -> Result<Box<dyn Stage>> {
        self.guard.admit(Operation::Stage, &placement.object)?;
        let inner = self.inner.stage(placement)?;
        let object = placement.object.clone();
        Ok(Box::new(GuardedStage { inner, guard: Arc::clone(&self.guard), object }))
    }

    fn free_bytes(&self) -> Result<Option<u64>> {
        Ok(self.guard.free(self.inner.free_bytes()?))
    }

    fn lock(&self, key: &Key, retention: &Retention) -> Result<()> {
        self.change(Operation::Lock, key, || self.inner.lock(key, retention))
    }

    fn lock_of(&self, key: &Key) -> Result<Option<Retention>> {
        self.guard.admit(Operation::Head, key)?;
        self.inner.lock_of(key)
    }

    fn lock_support(&self) -> Result<LockSupport> {
        self.guard.admit(Operation::Head, &Key::root())?;
        self.inner.lock_support()
    }
}

struct GuardedStage<G> {
    inner: Box<dyn Stage>,
    guard: Arc<G>,
    object: Key,
}

impl<G: Guard> Stage for GuardedStage<G> {
    fn create(&self, path: &Key) -> Result<Box<dyn Sink>> {
        self.guard.admit(Operation::Begin, path)?;
        let inner = self.inner.create(path)?;
        Ok(Box::new(GuardedSink { inner, guard: Arc::clone(&self.guard), path: path.clone() }))
    }

    fn sync(&self) -> Result<()> {
        match self.guard.admit(Operation::Sync, &self.object)? {
            Admission::Pretend => Ok(()),
            Admission::Go | Admission::Cut(_) => self.inner.sync(),
        }
    }

    fn open_back(&self, path: &Key) -> Result<Reader> {
        let admitted = self.guard.admit(Operation::Read, path)?;
        Ok(guarded_reader(&self.guard, admitted, self.inner.open_back(path)?))
    }

    fn open_range(&self, path: &Key, range: Range<u64>) -> Result<Reader> {
        let admitted = self.guard.admit(Operation::Read, path)?;
        Ok(guarded_reader(&self.guard, admitted, self.inner.open_range(path, range)?))
    }

    fn staged(&self) -> Result<Vec<(Key, u64)>> {
        self.guard.admit(Operation::List, &self.object)?;
        self.inner.staged()
    }

    fn remove(&self, path: &Key) -> Result<()> {
        match self.guard.admit(Operation::Delete, path)? {
            Admission::Pretend => Ok(()),
            Admission::Go | Admission::Cut(_) => self.inner.remove(path),
        }
    }

    fn commit(self: Box<Self>) -> Result<()> {
        match self.guard.admit(Operation::Commit, &self.object)? {
            Admission::Pretend => Ok(()),
            Admission::Go | Admission::Cut(_) => self.inner.commit(),
        }
    }

    fn abandon(self: Box<Self>) -> Result<()> {
        match self.guard.admit(Operation::Abandon, &self.object)? {
            Admission::Pretend => Ok(()),
            Admission::Go | Admission::Cut(_) => self.inner.abandon(),
        }
    }
}

struct GuardedSink<G> {
    inner: Box<dyn Sink>,
    guard: Arc<G>,
    path: Key,
}

impl<G: Guard> Write for GuardedSink<G> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.guard.admit(Operation::Write, &self.path)? {
            Admission::Pretend => Ok(bytes.len()),
            Admission::Go | Admission::Cut(_) => {
                let n = self.inner.write(bytes)?;
                self.guard.moved(n as u64);
                Ok(n)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<G: Guard> Sink for GuardedSink<G> {
    fn finish(self: Box<Self>) -> Result<()> {
        match self.guard.admit(Operation::Finish, &self.path)? {
            Admission::Pretend => Ok(()),
            Admission::Go | Admission::Cut(_) => self.inner.finish(),
        }
    }
}

struct GuardedReader<G> {
    inner: io::Take<Reader>,
    guard: Arc<G>,
}

impl<G: Guard> Read for GuardedReader<G> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.guard.moved(n as u64);
        Ok(n)
    }
}
