//! A store that asks again where asking again may help: with growing pauses, a bounded number
//! of times, and never in a way that could do something twice.

use super::super::lock::{LockSupport, Retention};
use super::super::{
    Entry, Key, Meta, Placement, ReadBack, Reader, Result, Sink, Stage, Store, StoreError,
    side_by_side,
};
use std::io::{self, Read};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use std::time::Duration;

/// Most small files that are written at the same time.
const AT_ONCE: usize = 8;

/// How long to try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// How often at most, the first time included.
    pub tries: u32,
    /// The first pause; each further one is twice as long …
    pub first: Duration,
    /// … up to this.
    pub longest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { tries: 4, first: Duration::from_millis(250), longest: Duration::from_secs(10) }
    }
}

impl Patience {
    fn pause(self, failures: u32) {
        let factor = 1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX);
        std::thread::sleep(self.first.saturating_mul(factor).min(self.longest));
    }

    /// Does something until it succeeds, fails for a lasting reason, or patience ends.
    fn attempt<T>(self, mut work: impl FnMut() -> Result<T>) -> Result<T> {
        let mut failures = 0;
        loop {
            match work() {
                Err(error) if error.retryable() && failures + 1 < self.tries => {
                    failures += 1;
                    tracing::debug!(%error, failures, "asking the store again");
                    self.pause(failures);
                }
                done => return done,
            }
        }
    }
}

/// A store that asks again.
///
/// What is written to a [`Sink`] cannot be sent again: there the caller stages the file anew.
#[derive(Debug, Clone)]
pub struct Retry<S> {
    inner: Arc<S>,
    patience: Patience,
}

impl<S: Store + 'static> Retry<S> {
    /// Asks `inner` again as long as patience lasts.
    pub fn new(inner: S, patience: Patience) -> Self {
        Self { inner: Arc::new(inner), patience }
    }
}

impl<S: Store + 'static> Store for Retry<S> {
    fn read(&self, key: &Key, limit: u64) -> Result<Vec<u8>> {
        self.patience.attempt(|| self.inner.read(key, limit))
    }

    fn open(&self, key: &Key, range: Option<Range<u64>>) -> Result<Reader> {
        let range = range.unwrap_or(0..u64::MAX);
        let open = move |store: &S, key: &Key, range: Range<u64>| {
            store.open(key, (range != (0..u64::MAX)).then_some(range))
        };
        self.reader(key, range, open)
    }

    fn open_from_medium(&self, key: &Key) -> Result<Reader> {
        // The rest after a failure is read by range; remote stores read back no other way.
        let open = |store: &S, key: &Key, range: Range<u64>| match range.start {
            0 => store.open_from_medium(key),
            _ => store.open(key, Some(range)),
        };
        self.reader(key, 0..u64::MAX, open)
    }

    fn read_back(&self) -> ReadBack {
        self.inner.read_back()
    }

    fn head(&self, key: &Key) -> Result<Meta> {
        self.patience.attempt(|| self.inner.head(key))
    }

    fn list(&self, prefix: &Key, each: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        // A second listing begins at the front: what was given already is passed over.
        let mut last: Option<String> = None;
        self.patience.attempt(|| {
            let passed = last.clone();
            self.inner.list(prefix, &mut |entry| {
                let place = place(&entry);
                if passed.as_ref().is_some_and(|passed| place <= *passed) {
                    return ControlFlow::Continue(());
                }
                last = Some(place);
                each(entry)
            })
        })
    }

    fn children(&self, prefix: &Key) -> Result<Vec<Entry>> {
        self.patience.attempt(|| self.inner.children(prefix))
    }

    fn create(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        let mut tries = 0;
        self.patience.attempt(|| {
            tries += 1;
            match self.inner.create(key, bytes) {
                // An earlier try may have succeeded although its answer was lost.
                Err(StoreError::AlreadyExists(at)) if tries > 1 => {
                    match self.inner.read(key, bytes.len() as u64) {
                        Ok(found) if found == bytes => Ok(()),
                        Err(error) if error.retryable() => Err(error),
                        _ => Err(StoreError::AlreadyExists(at)),
                    }
                }
                done => done,
            }
        })
    }

    fn replace(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        self.patience.attempt(|| self.inner.replace(key, bytes))
    }

    fn replace_all(&self, files: &[(Key, Vec<u8>)]) -> Result<()> {
        // Remote stores answer slowly and take many requests at once.
        files.chunks(AT_ONCE).try_for_each(|files| {
            let put = |(key, bytes): &(Key, Vec<u8>)| self.replace(key, bytes);
            side_by_side(files, put).into_iter().collect()
        })
    }

    fn rewrite(&self, key: &Key) -> Result<Box<dyn Sink>> {
        self.patience.attempt(|| self.inner.rewrite(key))
    }

    fn delete(&self, key: &Key) -> Result<()> {
        self.patience.attempt(|| self.inner.delete(key))
    }

    fn stage(&self, placement: &Placement) -> Result<Box<dyn Stage>> {
        let inner = self.patience.attempt(|| self.inner.stage(placement))?;
        Ok(Box::new(RetryStage { inner, store: self.clone_handle(), placement: placement.clone() }))
    }

    fn free_bytes(&self) -> Result<Option<u64>> {
        self.patience.attempt(|| self.inner.free_bytes())
    }

    fn lock(&self, key: &Key, retention: &Retention) -> Result<()> {
        self.patience.attempt(|| self.inner.lock(key, retention))
    }

    fn lock_of(&self, key: &Key) -> Result<Option<Retention>> {
        self.patience.attempt(|| self.inner.lock_of(key))
    }

    fn lock_support(&self) -> Result<LockSupport> {
        self.patience.attempt(|| self.inner.lock_support())
    }
}

fn place(entry: &Entry) -> String {
    match entry {
        Entry::File { key, .. } => key.to_string(),
        Entry::Folder { key } => format!("{key}/"),
        Entry::Odd { place, .. } => place.clone(),
    }
}

impl<S: Store + 'static> Retry<S> {
    fn clone_handle(&self) -> Self {
        Self { inner: Arc::clone(&self.inner), patience: self.patience }
    }

    fn reader(
        &self,
        key: &Key,
        range: Range<u64>,
        open: impl Fn(&S, &Key, Range<u64>) -> Result<Reader> + Send + 'static,
    ) -> Result<Reader> {
        let reader = self.patience.attempt(|| open(&self.inner, key, range.clone()))?;
        let (store, key) = (self.clone_handle(), key.clone());
        Ok(Box::new(RetryReader { reader, store, key, left: range, failures: 0, open }))
    }
}

/// Goes on behind the last byte that arrived when the stream breaks.
struct RetryReader<S, F> {
    reader: Reader,
    store: Retry<S>,
    key: Key,
    left: Range<u64>,
    failures: u32,
    open: F,
}

impl<S, F> Read for RetryReader<S, F>
where
    S: Store + 'static,
    F: Fn(&S, &Key, Range<u64>) -> Result<Reader>,
{
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let patience = self.store.patience;
        loop {
            let error = match self.reader.read(buffer) {
                Ok(n) => {
                    self.left.start += n as u64;
                    self.failures = 0;
                    return Ok(n);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => return Err(error),
                Err(error) => StoreError::system("read", &self.key, error),
            };
            self.failures += 1;
            if !error.retryable() || self.failures >= patience.tries {
                return Err(error.into());
            }
            patience.pause(self.failures);
            let open = || (self.open)(&self.store.inner, &self.key, self.left.clone());
            self.reader = patience.attempt(open)?;
        }
    }
}

struct RetryStage<S> {
    inner: Box<dyn Stage>,
    store: Retry<S>,
    placement: Placement,
}

impl<S: Store + 'static> Stage for RetryStage<S> {
    fn create(&self, path: &Key) -> Result<Box<dyn Sink>> {
        self.store.patience.attempt(|| self.inner.create(path))
    }

    fn sync(&self) -> Result<()> {
        self.store.patience.attempt(|| self.inner.sync())
    }

    fn open_back(&self, path: &Key) -> Result<Reader> {
        self.store.patience.attempt(|| self.inner.open_back(path))
    }

    fn open_range(&self, path: &Key, range: Range<u64>) -> Result<Reader> {
        self.store.patience.attempt(|| self.inner.open_range(path, range.clone()))
    }

    fn staged(&self) -> Result<Vec<(Key, u64)>> {
        self.store.patience.attempt(|| self.inner.staged())
    }

    fn remove(&self, path: &Key) -> Result<()> {
        self.store.patience.attempt(|| self.inner.remove(path))
    }

    fn commit(self: Box<Self>) -> Result<()> {
        let Self { inner, store, placement } = *self;
        let error = match inner.commit() {
            Err(error) if error.retryable() => error,
            done => return done,
        };
        store.patience.pause(1);
        // Nobody else commits a version that this writer has claimed: if it is committed, the
        // commit was this one, and staging it again has finished it.
        match store.patience.attempt(|| store.inner.stage(&placement)) {
            Err(StoreError::AlreadyExists(_)) => Ok(()),
            _ => Err(error),
        }
    }

    fn abandon(self: Box<Self>) -> Result<()> {
        let Self { inner, store, placement } = *self;
        let mut stage = Some(inner);
        store.patience.attempt(|| match stage.take() {
            Some(stage) => stage.abandon(),
            None => store.inner.stage(&placement)?.abandon(),
        })
    }
}
