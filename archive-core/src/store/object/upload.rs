//! Streaming a file into a bucket with bounded memory: one request where it is small, parts
//! side by side where it is not.

use super::super::stage::SIDECAR_BYTES;
use super::super::{At, Key, Result, Sink, StoreError};
use super::Inner;
use super::error::failed;
use bytes::Bytes;
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStoreExt, PutMode, PutPayload};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::task::JoinSet;

/// The first parts have this size; a smaller file is one request.
const PART_BYTES: usize = 8 << 20;
/// The largest part: 10,000 parts, which is what services take, then hold 5.1 TiB, which is more
/// than the 5 TiB that services take as one file.
const LARGEST_PART_BYTES: usize = 640 << 20;
/// After so many parts their size doubles. What is held in memory grows with the file: at most 64
/// MiB up to 16 GiB, two of the largest parts from 300 GiB on.
const PARTS_PER_SIZE: usize = 300;
/// How many bytes may be on their way while the next part is being filled.
const IN_FLIGHT_BYTES: usize = 32 << 20;

/// What a stage has finished: paths in the object with sizes, and the sidecar, held back.
#[derive(Debug, Default)]
pub(super) struct Finished {
    pub(super) files: BTreeMap<Key, u64>,
    pub(super) sidecar: Option<(Key, Vec<u8>)>,
}

/// What the sinks of a stage share with it.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    finished: Mutex<Finished>,
    unfinished: AtomicUsize,
}

impl Ledger {
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Finished) -> T) -> T {
        work(&mut self.finished.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn unfinished(&self) -> usize {
        self.unfinished.load(Ordering::SeqCst)
    }
}

/// One open sink, counted.
struct Open(Arc<Ledger>);

impl Open {
    fn new(ledger: &Arc<Ledger>) -> Self {
        ledger.unfinished.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(ledger))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.unfinished.fetch_sub(1, Ordering::SeqCst);
    }
}

/// The sidecar on its way into memory: creating it is the commit.
pub(super) struct SidecarSink {
    path: Key,
    bytes: Vec<u8>,
    open: Open,
}

impl SidecarSink {
    pub(super) fn new(ledger: &Arc<Ledger>, path: Key) -> Self {
        Self { path, bytes: Vec::new(), open: Open::new(ledger) }
    }
}

impl Write for SidecarSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if (self.bytes.len() + bytes.len()) as u64 > SIDECAR_BYTES {
            let at = At::key("write", &self.path);
            return Err(StoreError::TooLarge { at, limit: SIDECAR_BYTES }.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for SidecarSink {
    fn finish(self: Box<Self>) -> Result<()> {
        let sidecar = (self.path, self.bytes);
        self.open.0.with(|finished| finished.sidecar = Some(sidecar));
        Ok(())
    }
}

/// A file on its way into the bucket.
pub(super) struct ObjectSink {
    inner: Arc<Inner>,
    open: Open,
    /// In the object.
    path: Key,
    /// In the store.
    key: Key,
    location: Path,
    buffer: Vec<u8>,
    parts: Option<Parts>,
    written: u64,
    /// Whether nothing else can stand at its place.
    fresh: bool,
}

/// The size of a part before which so many were sent.
fn size_of_part(sent: usize) -> usize {
    let doubled = u32::try_from(sent / PARTS_PER_SIZE).unwrap_or(u32::MAX).min(7);
    (PART_BYTES << doubled).min(LARGEST_PART_BYTES)
}

/// A file in several parts, some of them on their way.
struct Parts {
    upload: Box<dyn MultipartUpload>,
    sent: usize,
    tasks: JoinSet<object_store::Result<()>>,
}

impl ObjectSink {
    pub(super) fn new(
        inner: &Arc<Inner>,
        ledger: &Arc<Ledger>,
        path: Key,
        key: Key,
    ) -> Result<Self> {
        let location = inner.path(&key)?;
        Ok(Self {
            inner: Arc::clone(inner),
            open: Open::new(ledger),
            path,
            key,
            location,
            buffer: Vec::new(),
            parts: None,
            written: 0,
            fresh: true,
        })
    }

    /// The same for a file in whose place something stands already.
    pub(super) fn in_place_of_another(mut self) -> Self {
        self.fresh = false;
        self
    }

    /// The size of the part that is being filled.
    fn part_bytes(&self) -> usize {
        size_of_part(self.parts.as_ref().map_or(0, |parts| parts.sent))
    }

    fn failed(&self, error: &object_store::Error) -> StoreError {
        failed(At::key("write", &self.key), error, &self.inner.secrets)
    }

    /// Sends what is in the buffer as one part, and waits while too much is on its way.
    fn send_part(&mut self) -> Result<()> {
        let bytes = std::mem::take(&mut self.buffer);
        let room = (IN_FLIGHT_BYTES / bytes.len().max(1)).max(1);
        let mut parts = if let Some(parts) = self.parts.take() {
            parts
        } else {
            let upload = self.inner.request(self.inner.remote.put_multipart(&self.location));
            let upload = upload.map_err(|error| self.failed(&error))?;
            Parts { upload, sent: 0, tasks: JoinSet::new() }
        };
        let part = parts.upload.put_part(PutPayload::from(Bytes::from(bytes)));
        let permits = self.inner.permits.clone();
        let part = async move {
            let _permit = permits.one().await;
            part.await
        };
        parts.tasks.spawn_on(part, self.inner.runtime().handle());
        parts.sent += 1;
        let waited = self.wait_for(&mut parts, room - 1);
        self.parts = Some(parts);
        waited
    }

    /// Waits until at most `left` parts are on their way.
    fn wait_for(&self, parts: &mut Parts, left: usize) -> Result<()> {
        while parts.tasks.len() > left {
            match self.inner.wait(parts.tasks.join_next()) {
                Some(Ok(Ok(()))) | None => {}
                Some(Ok(Err(error))) => return Err(self.failed(&error)),
                Some(Err(error)) => {
                    return Err(StoreError::Other(At::key("write", &self.key).because(error)));
                }
            }
        }
        Ok(())
    }

    fn complete(&mut self) -> Result<()> {
        if self.parts.is_none() {
            let bytes = std::mem::take(&mut self.buffer);
            return self.inner.put("write", &self.key, bytes, PutMode::Overwrite);
        }
        if !self.buffer.is_empty() {
            self.send_part()?;
        }
        let Some(mut parts) = self.parts.take() else { return Ok(()) };
        let done = self.wait_for(&mut parts, 0).and_then(|()| {
            let completed = self.inner.request(parts.upload.complete());
            completed.map(drop).or_else(|error| self.settle(self.failed(&error)))
        });
        if done.is_err() {
            self.parts = Some(parts);
        }
        done
    }
}

impl ObjectSink {
    /// What an upload came to whose end was not answered as it should be. A service that has
    /// completed it knows nothing of it when it is asked again; nothing but the file can tell.
    /// Who staged it reads it back before relying on it.
    fn settle(&self, failed: StoreError) -> Result<()> {
        let gone = matches!(failed, StoreError::NotFound(_));
        if !gone && !failed.retryable() {
            return Err(failed);
        }
        if self.fresh {
            match self.inner.head(&self.key) {
                Ok(found) if found.size == self.written => return Ok(()),
                Err(error) if error.retryable() => return Err(error),
                _ => {}
            }
        }
        if gone {
            let reason = "the service has lost what was sent of it";
            return Err(StoreError::Unreachable(At::key("write", &self.key).because(reason)));
        }
        Err(failed)
    }
}

impl Write for ObjectSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.buffer.len() >= self.part_bytes() {
            self.send_part()?;
        }
        let n = bytes.len().min(self.part_bytes() - self.buffer.len());
        self.buffer.extend_from_slice(&bytes[..n]);
        self.written += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for ObjectSink {
    fn finish(mut self: Box<Self>) -> Result<()> {
        self.complete()?;
        let (path, size) = (self.path.clone(), self.written);
        self.open.0.with(|finished| finished.files.insert(path, size));
        Ok(())
    }
}

impl Drop for ObjectSink {
    fn drop(&mut self) {
        if let Some(mut parts) = self.parts.take() {
            parts.tasks.abort_all();
            // Where this fails too, the bucket's lifecycle rule removes the parts.
            let _ = self.inner.request(parts.upload.abort());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_file_of_a_service_fits_into_its_parts() {
        let sizes = (0..10_000).map(size_of_part);
        assert!(sizes.clone().map(|size| size as u64).sum::<u64>() >= 5 << 40);
        assert!(sizes.clone().all(|size| (5 << 20..=5 << 30).contains(&size)));
        assert!(sizes.is_sorted(), "parts only grow");
    }
}
