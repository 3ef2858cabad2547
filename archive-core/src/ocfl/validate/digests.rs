//! Reading content files once each and computing every digest claimed of them, on several
//! threads.
//!
//! [`compute`] is the one place where content is read: a faster engine for many streams side by
//! side belongs here and nowhere else.

use super::notes::unreadable;
use super::{Options, Progress};
use crate::digest::{Algorithm, Digest, MultiHasher};
use crate::finding::Finding;
use crate::ocfl::tree::{Tree, join};
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// Files handled before their findings are put into order: bounds what is held back.
const BATCH_FILES: usize = 4_096;
/// Bytes read at once.
const BUFFER_BYTES: usize = 256 << 10;
/// Content of an object from which several threads work on it, in bytes.
const PARALLEL_BYTES: u64 = 4 << 20;

/// Files to be read and what to do with their digests.
pub(super) trait Work: Sync {
    /// How many files there are.
    fn len(&self) -> usize;
    /// Path inside the object, and size in bytes.
    fn file(&self, index: usize) -> (&str, u64);
    /// The path of the same file in the whole tree, for messages.
    fn shown(&self, index: usize) -> String;
    /// The digests wanted; none for a file that need not be read.
    fn algorithms(&self, index: usize) -> Vec<Algorithm>;
    /// Findings from the digests computed.
    fn judge(&self, index: usize, digests: &[Digest]) -> Vec<Finding>;
}

/// Computes all digests; findings come in the order of the files. Gives the bytes read.
pub(super) fn compute(
    tree: &dyn Tree,
    object: &[u8],
    work: &dyn Work,
    options: &Options<'_>,
    each: &mut dyn FnMut(Finding),
) -> u64 {
    let total: u64 = (0..work.len()).map(|i| work.file(i).1).sum();
    let threads = if total < PARALLEL_BYTES { 1 } else { options.threads.max(1) };
    let run = Run { tree, object, work, progress: options.progress, bytes: AtomicU64::new(0) };
    for start in (0..work.len()).step_by(BATCH_FILES) {
        let end = work.len().min(start + BATCH_FILES);
        run.batch(start, end, threads).into_iter().for_each(&mut *each);
    }
    run.bytes.into_inner()
}

struct Run<'r> {
    tree: &'r dyn Tree,
    object: &'r [u8],
    work: &'r dyn Work,
    progress: Option<Progress<'r>>,
    bytes: AtomicU64,
}

impl Run<'_> {
    fn batch(&self, start: usize, end: usize, threads: usize) -> Vec<Finding> {
        let next = AtomicUsize::new(start);
        let found: Mutex<Vec<(usize, Vec<Finding>)>> = Mutex::new(Vec::new());
        let worker = || {
            let mut buffer = vec![0; BUFFER_BYTES];
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= end {
                    break;
                }
                let findings = self.one(index, &mut buffer);
                if let (false, Ok(mut found)) = (findings.is_empty(), found.lock()) {
                    found.push((index, findings));
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads.min(end - start) {
                scope.spawn(worker);
            }
            worker();
        });
        let mut found = found.into_inner().unwrap_or_default();
        found.sort_unstable_by_key(|(index, _)| *index);
        found.into_iter().flat_map(|(_, findings)| findings).collect()
    }

    fn one(&self, index: usize, buffer: &mut [u8]) -> Vec<Finding> {
        let algorithms = self.work.algorithms(index);
        if algorithms.is_empty() {
            return self.work.judge(index, &[]);
        }
        let (path, _) = self.work.file(index);
        let file = match self.tree.open(&join(self.object, path.as_bytes())) {
            Ok(file) => file,
            Err(error) => return vec![error.finding().clone().at(self.work.shown(index))],
        };
        match self.digests(file, MultiHasher::new(algorithms), buffer) {
            Ok(digests) => self.work.judge(index, &digests),
            Err(error) => vec![unreadable(self.work.shown(index), &error)],
        }
    }

    fn digests(
        &self,
        mut file: Box<dyn Read + Send + '_>,
        mut hasher: MultiHasher,
        buffer: &mut [u8],
    ) -> io::Result<Vec<Digest>> {
        loop {
            let count = match file.read(buffer) {
                Ok(0) => return Ok(hasher.finish()),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hasher.update(&buffer[..count]);
            self.bytes.fetch_add(count as u64, Ordering::Relaxed);
            if let Some(progress) = self.progress {
                progress(count as u64);
            }
        }
    }
}
