//! Reading a package once: every byte is read, hashed and handed on in one pass.
//!
//! Threads take groups of files from the plan and advance several of them in lockstep, so that
//! the digests of many files and bundles are computed side by side. What comes of it goes to a
//! [`Receiver`], in the order of the plan. Memory is bounded by the number of threads and
//! tracks, never by the size or number of files.

mod sequence;
mod track;
mod worker;

use super::container::Container;
use super::plan::{Group, Plan};
use super::planned::Planned;
use crate::digest::Digest;
use crate::error::{Error, Result};
use crate::finding::codes::pkg;
use crate::finding::{Finding, Findings};
use crate::format::Known;
use crate::scan::Verdict;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// One file after its content was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRead {
    /// What was planned.
    pub file: Planned,
    /// SHA-512 first, then the claims that proved true; empty where the file could not be read.
    pub digests: Vec<Digest>,
    /// Offset of the first byte in its bundle; 0 for a loose file.
    pub offset: u64,
    /// What was found out about it, where somebody looked.
    pub known: Option<Box<Known>>,
    /// What a virus scanner said of it, where one was asked.
    pub verdict: Option<Verdict>,
}

impl FileRead {
    /// A file that was not read yet.
    #[must_use]
    pub fn planned(file: Planned) -> Self {
        Self { file, digests: Vec::new(), offset: 0, known: None, verdict: None }
    }
}

/// What those who looked at a file say of it.
#[derive(Debug, Default)]
pub struct Examined {
    /// Format and characteristics.
    pub known: Option<Box<Known>>,
    /// Whether a virus was found.
    pub verdict: Option<Verdict>,
}

/// Looks at the bytes of files while they pass: formats, characteristics, viruses.
pub trait Examiner: Sync {
    /// Looks at a small file as a whole.
    fn small(&self, file: &Planned, content: &[u8]) -> Examined;

    /// Begins to look at a file that passes piece by piece.
    fn large(&self, file: &Planned) -> Box<dyn Examination + '_>;
}

/// One large file being looked at.
pub trait Examination: Send {
    /// Takes the next bytes.
    fn update(&mut self, bytes: &[u8]);

    /// All bytes have passed.
    fn finish(self: Box<Self>) -> Examined;
}

impl FileRead {
    /// Takes what was said of the file.
    pub fn take(&mut self, examined: Examined) {
        (self.known, self.verdict) = (examined.known, examined.verdict);
    }
}

/// The content file that a bundle or a large file became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContentFile {
    /// Its SHA-512.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
}

/// A group after all its files were read.
#[derive(Debug, Clone)]
pub struct GroupRead {
    /// The group; its files moved to `files`.
    pub group: Group,
    /// Its files in order.
    pub files: Vec<FileRead>,
    /// The bundle, where the outlet composed one.
    pub bundle: Option<ContentFile>,
}

/// Where the bytes of one group go.
pub trait Outlet: Send {
    /// Takes a small file as a whole. Bytes of a bundle are appended to `segment`; the offset
    /// of the first content byte in the bundle is returned (0 where there is no bundle).
    fn small(
        &mut self,
        file: &Planned,
        content: &[u8],
        digests: &[Digest],
        segment: &mut Vec<u8>,
    ) -> Result<u64>;

    /// No more small files will come: the end of a bundle is appended to `segment`.
    fn end(&mut self, segment: &mut Vec<u8>) -> Result<()>;

    /// Takes the next bytes of a bundle or of a large file.
    fn write(&mut self, bytes: &[u8]) -> Result<()>;

    /// Everything was given; `content` is the bundle or the large file.
    fn close(self: Box<Self>, content: Option<ContentFile>) -> Result<()>;
}

/// How a receiver takes a group.
pub enum Opening {
    /// Read the group and send its bytes here.
    Read(Box<dyn Outlet>),
    /// An earlier, interrupted run did the work: this came of it.
    Kept(Vec<FileRead>, Option<ContentFile>),
}

/// Takes what reading gives.
pub trait Receiver: Sync {
    /// Who looks at the bytes besides; nobody unless the receiver wants it.
    fn examiner(&self) -> Option<&dyn Examiner> {
        None
    }

    /// Opens the outlet of a group. Called by several threads at once.
    fn open(&self, group: &Group) -> Result<Opening>;

    /// Hears of a group that was read to its end, at once and in whatever order: what is noted
    /// of it need not wait for a large file before it. Called by several threads at once.
    fn finished(&self, _group: &GroupRead) -> Result<()> {
        Ok(())
    }

    /// Takes the results of a group; called in the order of the groups, by one thread at a time.
    fn done(&self, group: GroupRead) -> Result<()>;
}

/// What a person may watch while a package is read, and the wish to stop.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes read so far.
    pub bytes: AtomicU64,
    /// Files read so far.
    pub files: AtomicU64,
    /// The file being read.
    pub current: Mutex<String>,
    /// Set to stop after the files being read.
    pub stop: Arc<AtomicBool>,
}

impl Progress {
    fn read(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn finished(&self, file: &Planned) {
        self.files.fetch_add(1, Ordering::Relaxed);
        if let Ok(mut current) = self.current.try_lock() {
            current.clear();
            current.push_str(&file.path);
        }
    }

    fn check(&self) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(Error::new(&pkg::INTERRUPTED));
        }
        Ok(())
    }
}

/// Where planned files are read from.
pub struct Source<'a> {
    /// The container, with random access.
    pub container: &'a dyn Container,
    /// Files beside the package, by number.
    pub beside: &'a [PathBuf],
}

/// Reads a whole package with up to `threads` threads. What is wrong with the package goes to
/// the findings that are returned; what is wrong with the receiver stops the reading.
pub fn read(
    source: &Source<'_>,
    plan: &Plan,
    receiver: &dyn Receiver,
    threads: usize,
    progress: &Progress,
) -> Result<Findings> {
    let queue = worker::Queue::new(plan, receiver, threads);
    if threads <= 1 || plan.group_count() <= 1 {
        worker::run(source, &queue, progress);
    } else {
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| worker::run(source, &queue, progress));
            }
        });
    }
    queue.finish()
}

pub use sequence::read_stream;

/// A finding for a file that could not be read: the container's own, or the system's.
fn unreadable(file: &Planned, error: std::io::Error) -> Finding {
    let place = || String::from_utf8_lossy(&file.entry.raw).into_owned();
    let error = match error.downcast::<Error>() {
        Ok(ours) => ours,
        Err(system) => {
            let path = PathBuf::from(place());
            crate::fs::Failure { action: "read", path, source: system }.into()
        }
    };
    let finding = error.finding().clone();
    if finding.path.is_some() { finding } else { finding.at(place()) }
}
