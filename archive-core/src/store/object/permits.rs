//! A bucket that takes only so many requests at the same time.
//!
//! A request has a permit from when it is sent until its answer was read to the end; nothing else
//! ever holds one. So a file is read in pieces, each of them a request that is read into memory at
//! once: whoever opens many files before reading any, as a check does, holds no permit meanwhile,
//! and cannot keep others, or himself, waiting for ever.

use super::super::{At, Key, Result, StoreError};
use super::Inner;
use super::error::failed;
use bytes::Bytes;
use object_store::{Error as Remote, GetOptions, GetRange, GetResult, ObjectStore};
use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A piece of a file, in bytes: a check has up to some dozens of them in memory.
const PIECE_BYTES: u64 = 4 << 20;

/// Permits for requests; none where any number may be made.
#[derive(Debug, Clone, Default)]
pub(super) struct Permits(Option<Arc<Semaphore>>);

impl Permits {
    pub fn new(requests: Option<u32>) -> Self {
        let most = requests.and_then(|requests| usize::try_from(requests).ok());
        // More than the semaphore counts is no limit at all.
        let most = most.filter(|most| (1..=Semaphore::MAX_PERMITS).contains(most));
        Self(most.map(|most| Arc::new(Semaphore::new(most))))
    }

    pub fn are_limited(&self) -> bool {
        self.0.is_some()
    }

    /// Waits until a request may be made; it is over when the permit is dropped.
    pub async fn one(&self) -> Option<OwnedSemaphorePermit> {
        let permits = Arc::clone(self.0.as_ref()?);
        permits.acquire_owned().await.ok()
    }
}

impl Inner {
    /// Runs a request to the end of its answer, once it may be made.
    pub(super) fn request<F: Future>(&self, request: F) -> F::Output {
        self.wait(async {
            let _permit = self.permits.one().await;
            request.await
        })
    }

    /// A whole file of at most `limit` bytes, with one request.
    pub(super) fn read_at_once(&self, key: &Key, limit: u64) -> Result<Vec<u8>> {
        let (bytes, _) = self.piece(key, 0..limit.saturating_add(1), None)?;
        if bytes.len() as u64 > limit {
            return Err(StoreError::TooLarge { at: At::key("read", key), limit });
        }
        Ok(bytes.to_vec())
    }

    /// One piece of a file, and what its content is known by; fewer bytes at the end of the file.
    fn piece(
        &self,
        key: &Key,
        range: Range<u64>,
        same_as: Option<String>,
    ) -> Result<(Bytes, Option<String>)> {
        let path = self.path(key)?;
        let start = range.start;
        let options = GetOptions {
            range: Some(GetRange::Bounded(range)),
            if_match: same_as,
            ..GetOptions::default()
        };
        let read = async {
            let found: GetResult = self.remote.get_opts(&path, options).await?;
            let tag = found.meta.e_tag.clone();
            Ok((found.bytes().await?, tag))
        };
        let at = || At::key("read", key);
        match self.request(read) {
            Ok(piece) => Ok(piece),
            // The rest of another file must not follow on the beginning of this one.
            Err(Remote::Precondition { .. }) => {
                Err(StoreError::Other(at().because("it was replaced while it was read")))
            }
            Err(error) => match failed(at(), &error, &self.secrets) {
                // Services refuse a range behind the end, each in its own words.
                StoreError::Other(_) | StoreError::Unsupported(_)
                    if self.head(key)?.size <= start =>
                {
                    Ok((Bytes::new(), None))
                }
                error => Err(error),
            },
        }
    }
}

/// A file that is read piece by piece.
pub(super) struct Pieces {
    inner: Arc<Inner>,
    key: Key,
    /// What was not asked for yet.
    left: Range<u64>,
    piece: Bytes,
    tag: Option<String>,
}

impl Pieces {
    /// Reads the first piece, so that what is missing is known at once.
    pub fn open(inner: &Arc<Inner>, key: &Key, range: Range<u64>) -> Result<Self> {
        let (inner, key) = (Arc::clone(inner), key.clone());
        let mut out = Self { inner, key, left: range, piece: Bytes::new(), tag: None };
        out.next()?;
        Ok(out)
    }

    fn next(&mut self) -> Result<()> {
        let end = self.left.end.min(self.left.start.saturating_add(PIECE_BYTES));
        let wanted = self.left.start..end;
        let bytes = wanted.end - wanted.start;
        let (piece, tag) = self.inner.piece(&self.key, wanted, self.tag.take())?;
        self.left.start = end;
        if (piece.len() as u64) < bytes {
            self.left.end = end; // The file ends here.
        }
        (self.piece, self.tag) = (piece, tag);
        Ok(())
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            if self.left.start >= self.left.end {
                return Ok(0);
            }
            self.next()?;
        }
        let n = buffer.len().min(self.piece.len());
        buffer[..n].copy_from_slice(&self.piece.split_to(n));
        Ok(n)
    }
}
