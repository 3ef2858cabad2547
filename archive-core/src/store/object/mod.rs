//! A store in a bucket: S3, Azure, Google, or memory in tests, through the `object_store` crate.
//!
//! The crate is asynchronous; this adapter owns a small runtime and blocks on it, so it must be
//! called from ordinary threads (or those kept for blocking work). Every answer of a service
//! means durable. It knows nothing of OCFL but the names of the files that make a version
//! visible.

mod error;
mod lock;
mod permits;
mod stage;
#[cfg(test)]
mod tests;
mod upload;

pub(super) use error::clean;
pub(super) use lock::Locks;

use super::lock::{LockSupport, Retention};
use super::{
    At, Entry, Key, Meta, Oddity, Placement, ReadBack, Reader, Result, Sink, Stage, Store,
    StoreError,
};
use bytes::Bytes;
use error::{failed, is_repeated};
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use jiff::Timestamp;
use object_store::path::Path;
use object_store::{
    GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt, PutMode, PutOptions, PutPayload,
};
use permits::{Permits, Pieces};
use std::fmt;
use std::io::Read;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use tokio::runtime::Runtime;

/// Threads of the runtime: they encrypt, sign and wait.
const WORKERS: usize = 2;

/// A store in a bucket.
#[derive(Debug, Clone)]
pub struct Object {
    inner: Arc<Inner>,
}

struct Inner {
    remote: Arc<dyn ObjectStore>,
    prefix: Key,
    /// Always there but while being dropped.
    runtime: Option<Runtime>,
    read_back: ReadBack,
    /// What must not appear in any message.
    secrets: Vec<String>,
    /// How objects are locked, where the service has that.
    locks: Option<Locks>,
    permits: Permits,
}

impl fmt::Debug for Inner {
    /// Names the prefix only: the client underneath knows the credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Object").field("prefix", &self.prefix).finish_non_exhaustive()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Dropping a runtime waits for it, which an asynchronous caller must not do.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// What not every bucket has.
#[derive(Default)]
pub(super) struct Extras {
    /// A way to lock objects.
    pub locks: Option<Locks>,
    /// Most requests at the same time.
    pub requests: Option<u32>,
}

impl Object {
    /// The part of a bucket below a prefix. `secrets` are cut out of every error message.
    pub fn new(
        remote: Arc<dyn ObjectStore>,
        prefix: Key,
        read_back: ReadBack,
        secrets: Vec<String>,
    ) -> Result<Self> {
        Self::with(remote, prefix, read_back, secrets, Extras::default())
    }

    /// The same where only so many requests may be made at the same time.
    pub fn limited(
        remote: Arc<dyn ObjectStore>,
        prefix: Key,
        read_back: ReadBack,
        requests: u32,
    ) -> Result<Self> {
        let extras = Extras { locks: None, requests: Some(requests) };
        Self::with(remote, prefix, read_back, Vec::new(), extras)
    }

    /// The same with what not every bucket has.
    pub(super) fn with(
        remote: Arc<dyn ObjectStore>,
        prefix: Key,
        read_back: ReadBack,
        secrets: Vec<String>,
        extras: Extras,
    ) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(WORKERS)
            .thread_name("store")
            .enable_all()
            .build()
            .map_err(|error| StoreError::system("start", &prefix, error))?;
        let runtime = Some(runtime);
        let (locks, permits) = (extras.locks, Permits::new(extras.requests));
        let inner = Inner { remote, prefix, runtime, read_back, secrets, locks, permits };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// An empty store in memory, gone with the process. For tests and trials.
    pub fn memory() -> Result<Self> {
        let remote = Arc::new(object_store::memory::InMemory::new());
        Self::new(remote, Key::root(), ReadBack::Cache, Vec::new())
    }
}

impl Inner {
    /// Runs a request to its end.
    fn wait<F: Future>(&self, request: F) -> F::Output {
        self.runtime().block_on(request)
    }

    fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().expect("taken only while being dropped")
    }

    /// Runs a request on a key and gives errors their meaning.
    fn ask<T>(
        &self,
        action: &'static str,
        key: &Key,
        request: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T> {
        self.request(request).map_err(|error| failed(At::key(action, key), &error, &self.secrets))
    }

    /// The full name of a key in the bucket. The root names no object.
    fn path(&self, key: &Key) -> Result<Path> {
        if key.is_root() {
            let reason = "the root is no file".to_owned();
            return Err(StoreError::BadKey(At::key("name", key).because(reason)));
        }
        let full = self.prefix.join_key(key)?;
        Path::parse(full.as_str())
            .map_err(|error| StoreError::BadKey(At::key("name", key).because(error)))
    }

    /// The full name of a prefix; `None` for the whole bucket.
    fn prefix_path(&self, prefix: &Key) -> Result<Option<Path>> {
        if prefix.is_root() && self.prefix.is_root() {
            return Ok(None);
        }
        if prefix.is_root() {
            let path = Path::parse(self.prefix.as_str());
            return path
                .map(Some)
                .map_err(|error| StoreError::BadKey(At::key("name", prefix).because(error)));
        }
        self.path(prefix).map(Some)
    }

    /// An object of the bucket as an entry of this store.
    fn entry(&self, object: &ObjectMeta) -> Entry {
        match self.key(&object.location) {
            Ok(key) => Entry::File { key, meta: meta_of(object) },
            Err(place) => Entry::Odd { place, oddity: Oddity::Name },
        }
    }

    /// The key of a name in the bucket, or the name where it is no key.
    fn key(&self, path: &Path) -> Result<Key, String> {
        let key = Key::new(path.as_ref()).ok().and_then(|key| key.below(&self.prefix));
        key.ok_or_else(|| path.to_string())
    }

    fn put(&self, action: &'static str, key: &Key, bytes: Vec<u8>, mode: PutMode) -> Result<()> {
        let path = self.path(key)?;
        let options = PutOptions { mode, ..PutOptions::default() };
        let payload = PutPayload::from(Bytes::from(bytes));
        self.ask(action, key, self.remote.put_opts(&path, payload, options)).map(drop)
    }

    /// Creates what must not be there yet. Where the client had to ask more than once, what it
    /// finds there may be its own: an answer was lost.
    fn create(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        let path = self.path(key)?;
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        let payload = PutPayload::from(Bytes::copy_from_slice(bytes));
        let Err(error) = self.request(self.remote.put_opts(&path, payload, options)) else {
            return Ok(());
        };
        let failed = failed(At::key("create", key), &error, &self.secrets);
        if !matches!(failed, StoreError::AlreadyExists(_)) || !is_repeated(&error) {
            return Err(failed);
        }
        match self.read(key, bytes.len() as u64) {
            Ok(found) if found == bytes => Ok(()),
            Err(error) if error.retryable() => Err(error),
            _ => Err(failed),
        }
    }

    fn head(&self, key: &Key) -> Result<Meta> {
        let path = self.path(key)?;
        match self.ask("look at", key, self.remote.head(&path)) {
            Ok(object) => Ok(meta_of(&object)),
            // An answer without a body has no room for the reason: another question has.
            Err(refused @ StoreError::Permission(_)) => {
                let options = GetOptions::default();
                match self.ask("look at", key, self.remote.get_opts(&path, options)) {
                    Ok(found) => Ok(meta_of(&found.meta)),
                    Err(error @ StoreError::NotFound(_)) => Err(error),
                    Err(error) if error.retryable() => Err(error),
                    Err(_) => Err(refused),
                }
            }
            Err(error) => Err(error),
        }
    }

    fn delete(&self, key: &Key) -> Result<()> {
        let path = self.path(key)?;
        match self.ask("remove", key, self.remote.delete(&path)) {
            Err(StoreError::NotFound(_)) => Ok(()),
            other => other,
        }
    }

    fn read(&self, key: &Key, limit: u64) -> Result<Vec<u8>> {
        if self.permits.are_limited() {
            return self.read_at_once(key, limit);
        }
        super::read_all(key, limit, self.open_whole(key)?)
    }

    /// Opens a whole file, asked for as a range: such an answer tells the size of the file beside
    /// the length of the body, so that a body that was cut on its way shows.
    fn open_whole(&self, key: &Key) -> Result<Stream> {
        let all = GetOptions::new().with_range(Some(GetRange::Offset(0)));
        match self.open(key, all) {
            // An empty file has no range.
            Err(StoreError::Other(_) | StoreError::Unsupported(_)) => {
                self.open(key, GetOptions::default())
            }
            opened => opened,
        }
    }

    fn open(&self, key: &Key, options: GetOptions) -> Result<Stream> {
        let path = self.path(key)?;
        let found = self.ask("read", key, self.remote.get_opts(&path, options))?;
        let secrets = self.secrets.clone();
        let left = found.range.end - found.range.start;
        let body = found.into_stream();
        let handle = self.runtime().handle().clone();
        Ok(Stream { body, chunk: Bytes::new(), left, handle, key: key.clone(), secrets })
    }
}

impl Store for Object {
    fn read(&self, key: &Key, limit: u64) -> Result<Vec<u8>> {
        self.inner.read(key, limit)
    }

    fn open(&self, key: &Key, range: Option<Range<u64>>) -> Result<Reader> {
        if self.inner.permits.are_limited() {
            let range = range.unwrap_or(0..u64::MAX);
            return self.open_pieces(key, range);
        }
        let Some(range) = range else {
            return Ok(Box::new(self.keep(self.inner.open_whole(key)?)));
        };
        if range.start >= range.end {
            self.inner.head(key)?;
            return Ok(Box::new(std::io::empty()));
        }
        let options = GetOptions::new().with_range(Some(range.clone()));
        match self.inner.open(key, options) {
            Ok(stream) => Ok(Box::new(self.keep(stream))),
            // Services refuse a range behind the end, each in its own words.
            Err(error @ (StoreError::Other(_) | StoreError::Unsupported(_))) => {
                if self.inner.head(key)?.size <= range.start {
                    return Ok(Box::new(std::io::empty()));
                }
                Err(error)
            }
            Err(error) => Err(error),
        }
    }

    fn open_from_medium(&self, key: &Key) -> Result<Reader> {
        self.open(key, None)
    }

    fn read_back(&self) -> ReadBack {
        self.inner.read_back
    }

    fn head(&self, key: &Key) -> Result<Meta> {
        self.inner.head(key)
    }

    fn list(&self, prefix: &Key, each: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let path = self.inner.prefix_path(prefix)?;
        let mut objects = self.inner.remote.list(path.as_ref());
        let mut last = Path::default();
        while let Some(object) = self.inner.request(objects.next()) {
            let object = object
                .map_err(|error| failed(At::key("list", prefix), &error, &self.inner.secrets))?;
            if object.location.as_ref() < last.as_ref() {
                let reason = format!("{} is listed after {last}", object.location);
                return Err(StoreError::Unsupported(At::key("list", prefix).because(reason)));
            }
            if each(self.inner.entry(&object)).is_break() {
                break;
            }
            last = object.location;
        }
        Ok(())
    }

    fn children(&self, prefix: &Key) -> Result<Vec<Entry>> {
        let path = self.inner.prefix_path(prefix)?;
        let request = self.inner.remote.list_with_delimiter(path.as_ref());
        let found = self.inner.ask("list", prefix, request)?;
        let files = found.objects.iter().map(|object| self.inner.entry(object));
        let folders = found.common_prefixes.iter().map(|path| match self.inner.key(path) {
            Ok(key) => Entry::Folder { key },
            Err(place) => Entry::Odd { place, oddity: Oddity::Name },
        });
        let mut out: Vec<Entry> = files.chain(folders).collect();
        out.sort_by_cached_key(|entry| match entry {
            Entry::File { key, .. } => key.to_string(),
            Entry::Folder { key } => format!("{key}/"),
            Entry::Odd { place, .. } => place.clone(),
        });
        Ok(out)
    }

    fn create(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        self.inner.create(key, bytes)
    }

    fn replace(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        self.inner.put("write", key, bytes.to_vec(), PutMode::Overwrite)
    }

    fn rewrite(&self, key: &Key) -> Result<Box<dyn Sink>> {
        // Nobody asks what this one has finished.
        let ledger = Arc::new(upload::Ledger::default());
        let sink = upload::ObjectSink::new(&self.inner, &ledger, key.clone(), key.clone())?;
        Ok(Box::new(sink.in_place_of_another()))
    }

    fn delete(&self, key: &Key) -> Result<()> {
        self.inner.delete(key)
    }

    fn stage(&self, placement: &Placement) -> Result<Box<dyn Stage>> {
        stage::open(self, placement)
    }

    fn free_bytes(&self) -> Result<Option<u64>> {
        Ok(None)
    }

    fn lock(&self, key: &Key, retention: &Retention) -> Result<()> {
        self.inner.lock(key, retention)
    }

    fn lock_of(&self, key: &Key) -> Result<Option<Retention>> {
        self.inner.lock_of(key)
    }

    fn lock_support(&self) -> Result<LockSupport> {
        self.inner.lock_support()
    }
}

impl Object {
    fn open_pieces(&self, key: &Key, range: Range<u64>) -> Result<Reader> {
        if range.start >= range.end {
            self.inner.head(key)?;
            return Ok(Box::new(std::io::empty()));
        }
        Ok(Box::new(Pieces::open(&self.inner, key, range)?))
    }

    /// Keeps the runtime alive as long as somebody reads.
    fn keep(&self, stream: Stream) -> impl Read + Send + 'static {
        Kept { stream, _inner: Arc::clone(&self.inner) }
    }
}

struct Kept {
    stream: Stream,
    _inner: Arc<Inner>,
}

impl Read for Kept {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.stream.read(buffer)
    }
}

/// The body of an answer. The client asks again for the rest where the connection breaks.
struct Stream {
    body: BoxStream<'static, object_store::Result<Bytes>>,
    chunk: Bytes,
    /// Bytes that must come still.
    left: u64,
    handle: tokio::runtime::Handle,
    key: Key,
    secrets: Vec<String>,
}

impl Read for Stream {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.chunk.is_empty() {
            match self.handle.block_on(self.body.next()) {
                None if self.left > 0 => {
                    let reason = format!("the answer ended {} bytes too early", self.left);
                    let at = At::key("read", &self.key).because(reason);
                    return Err(StoreError::Unreachable(at).into());
                }
                None => return Ok(0),
                Some(Ok(chunk)) => {
                    self.left = self.left.saturating_sub(chunk.len() as u64);
                    self.chunk = chunk;
                }
                Some(Err(error)) => {
                    return Err(failed(At::key("read", &self.key), &error, &self.secrets).into());
                }
            }
        }
        let n = buffer.len().min(self.chunk.len());
        buffer[..n].copy_from_slice(&self.chunk.split_to(n));
        Ok(n)
    }
}

fn meta_of(object: &ObjectMeta) -> Meta {
    let modified = Timestamp::from_microsecond(object.last_modified.timestamp_micros()).ok();
    Meta { size: object.size, modified }
}
