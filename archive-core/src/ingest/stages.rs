//! The stages of one version on every copy, written together.

use crate::aip::AipId;
use crate::archive::TenantArchive;
use crate::digest::{Digest, Stream512};
use crate::error::{Error, Result};
use crate::finding::codes::ing;
use crate::store::proof::{self, Expected, Pace, Proving, Verdict};
use crate::store::{Key, ReadBack, Reader, Sink, Stage, Store, StoreError};
use std::io::{self, Write};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// A stage on each copy.
pub struct Stages {
    stages: Vec<CopyStage>,
}

struct CopyStage {
    copy: String,
    read_back: ReadBack,
    stage: Box<dyn Stage>,
}

/// A content file of a version: where it lies and what it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// Path relative to the object root.
    pub path: Key,
    /// Size and SHA-512, taken from the source.
    pub expected: Expected,
}

impl Stages {
    /// Opens, or after a crash opens again, the stages of a version. Copies on which the version
    /// is committed already need none: then fewer stages come back than there are copies.
    pub fn open(tenant: &TenantArchive, aip: AipId, version: u32, writer: &str) -> Result<Self> {
        let id = aip.to_string();
        let mut stages = Vec::new();
        for copy in tenant.copies() {
            let object = copy.holdings.object_key(&id);
            let placement = copy.folder.placement(object, &id, version, writer);
            match copy.folder.store().stage(&placement) {
                Ok(stage) => stages.push(CopyStage {
                    copy: copy.name.clone(),
                    read_back: copy.folder.store().read_back(),
                    stage,
                }),
                Err(StoreError::AlreadyExists(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(Self { stages })
    }

    /// What confirmation proves on each copy, by name.
    pub fn read_backs(&self) -> Vec<(String, String)> {
        let word = |s: &CopyStage| (s.copy.clone(), s.read_back.as_str().to_owned());
        self.stages.iter().map(word).collect()
    }

    /// Begins a file on every copy.
    pub fn create(&self, path: &Key) -> Result<SinkAll> {
        let mut sinks = Vec::with_capacity(self.stages.len());
        for stage in &self.stages {
            sinks.push(stage.stage.create(path)?);
        }
        Ok(SinkAll { sinks, path: path.clone() })
    }

    /// Writes a file that is at hand as a whole.
    pub fn put(&self, path: &Key, bytes: &[u8]) -> Result<()> {
        let mut sink = self.create(path)?;
        sink.write(bytes)?;
        sink.finish()
    }

    /// Removes a file again.
    pub fn remove(&self, path: &Key) -> Result<()> {
        for stage in &self.stages {
            stage.stage.remove(path)?;
        }
        Ok(())
    }

    /// The files that every copy has, with their sizes.
    pub fn staged(&self) -> Result<Vec<(Key, u64)>> {
        let mut common: Option<Vec<(Key, u64)>> = None;
        for stage in &self.stages {
            let own = stage.stage.staged()?;
            common = Some(match common {
                None => own,
                Some(before) => before.into_iter().filter(|f| own.contains(f)).collect(),
            });
        }
        Ok(common.unwrap_or_default())
    }

    /// A range of a staged file from the first copy that has a stage.
    pub fn open_range(&self, path: &Key, range: Range<u64>) -> Result<Option<Reader>> {
        match self.stages.first() {
            Some(stage) => Ok(Some(stage.stage.open_range(path, range)?)),
            None => Ok(None),
        }
    }

    /// Makes everything finished so far durable on every copy.
    pub fn sync(&self) -> Result<()> {
        for stage in &self.stages {
            stage.stage.sync()?;
        }
        Ok(())
    }

    /// Reads files back from every copy and compares them with what was taken from the source.
    /// They must have been synced.
    pub fn confirm(&self, files: &mut dyn Iterator<Item = Staged>, threads: usize) -> Result<()> {
        let files: Vec<Staged> = files.collect();
        for stage in &self.stages {
            let work =
                Confirming { stage, files: Mutex::new(files.iter()), failed: Mutex::new(None) };
            proof::prove(&work, threads.min(files.len()), &Pace::default());
            if let Some(error) = work.failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
                return Err(error);
            }
        }
        Ok(())
    }

    /// Makes the version visible on every copy.
    pub fn commit(self) -> Result<()> {
        for stage in self.stages {
            match stage.stage.commit() {
                // A crash after this copy's commit point, and now the second try.
                Ok(()) | Err(StoreError::AlreadyExists(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Gives everything up and removes what was written.
    pub fn abandon(self) -> Result<()> {
        for stage in self.stages {
            stage.stage.abandon()?;
        }
        Ok(())
    }
}

/// Work of confirming on one copy.
struct Confirming<'a> {
    stage: &'a CopyStage,
    files: Mutex<std::slice::Iter<'a, Staged>>,
    failed: Mutex<Option<Error>>,
}

impl<'a> Proving for Confirming<'a> {
    type File = &'a Staged;

    fn next(&self) -> Option<Self::File> {
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        if failed { None } else { files.next() }
    }

    fn expected(&self, file: &Self::File) -> Expected {
        file.expected
    }

    fn key(&self, file: &Self::File) -> Key {
        file.path.clone()
    }

    fn open(&self, file: &Self::File) -> crate::store::Result<Reader> {
        self.stage.stage.open_back(&file.path)
    }

    fn verdict(&self, file: Self::File, verdict: Verdict) {
        let state = match verdict {
            Verdict::Good => return,
            Verdict::Corrupt { .. } => "corrupt",
            Verdict::Missing => "missing",
            Verdict::Unreadable(error) if error.retryable() => {
                let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
                failed.get_or_insert(error.into());
                return;
            }
            Verdict::Unreadable(_) => "unreadable",
        };
        let error = Error::new(&ing::NOT_CONFIRMED)
            .at(file.path.as_str())
            .with("copy", &self.stage.copy)
            .with("state", state);
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }
}

/// A file on its way to every copy.
pub struct SinkAll {
    sinks: Vec<Box<dyn Sink>>,
    path: Key,
}

impl SinkAll {
    /// Writes the next bytes to every copy.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        for sink in &mut self.sinks {
            sink.write_all(bytes).map_err(|e| failed(&self.path, e))?;
        }
        Ok(())
    }

    /// Says that the file is complete.
    pub fn finish(self) -> Result<()> {
        for sink in self.sinks {
            sink.finish()?;
        }
        Ok(())
    }
}

fn failed(path: &Key, error: io::Error) -> Error {
    StoreError::from_io(crate::store::At::key("write", path), error).into()
}

/// Collects bytes into large pieces, hashes them and sends them to every copy: for documents
/// the archive writes itself.
pub struct HashedSink {
    sink: SinkAll,
    buffer: Vec<u8>,
    stream: Stream512,
    size: u64,
    failed: Option<Error>,
}

/// Bytes collected before they are sent on.
const PIECE: usize = 256 << 10;

impl HashedSink {
    /// A document at a path of the version.
    pub fn new(sink: SinkAll) -> Self {
        Self { sink, buffer: Vec::new(), stream: Stream512::new(), size: 0, failed: None }
    }

    /// Ends the document. Gives its size and SHA-512.
    pub fn finish(mut self) -> Result<Expected> {
        self.send();
        if let Some(error) = self.failed {
            return Err(error);
        }
        self.sink.finish()?;
        let digest: Digest = self.stream.finish();
        Ok(Expected { size: self.size, digest })
    }

    fn send(&mut self) {
        self.stream.update(&self.buffer);
        self.size += self.buffer.len() as u64;
        if self.failed.is_none() {
            self.failed = self.sink.write(&self.buffer).err();
        }
        self.buffer.clear();
    }
}

impl Write for HashedSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PIECE {
            self.send();
        }
        match &self.failed {
            Some(_) => Err(io::Error::other("a copy refused the bytes")),
            None => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
