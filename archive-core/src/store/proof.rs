//! Proving many files at once: read, hashed side by side, compared with the digest they must
//! have. Confirmation after writing and integrity checks are this same work.

use super::{At, Key, Reader, Result, StoreError};
use crate::digest::{Digest, Stream512, update_many};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Files one thread reads side by side: twice as many as the widest digest engine has lanes, so
/// that a lane whose file ends takes the next one.
const TRACKS: usize = 16;
/// Bytes read of each of them in one round.
const ROUND_BYTES: usize = 256 << 10;

/// How a file turned out.
#[derive(Debug)]
pub enum Verdict {
    /// Size and SHA-512 are the expected ones.
    Good,
    /// It reads, but it is not what was stored.
    Corrupt {
        /// Bytes read.
        size: u64,
        /// Their SHA-512.
        digest: Digest,
    },
    /// It is not there.
    Missing,
    /// It could not be read; [`StoreError::retryable`] tells trouble of the store from damage.
    Unreadable(StoreError),
}

/// What a file must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// Size in bytes.
    pub size: u64,
    /// SHA-512.
    pub digest: Digest,
}

/// What there is to do next.
#[derive(Debug)]
pub enum Next<F> {
    /// A file.
    File(F),
    /// Nothing yet; there will be more.
    NotYet,
    /// Nothing any more.
    End,
}

/// Work to be done: where files come from and where verdicts go. Called by several threads.
pub trait Proving: Sync {
    /// A file to be proven.
    type File: Send;

    /// The next file, waiting for it where it takes time to come; `None` after the last.
    fn next(&self) -> Option<Self::File>;

    /// The next file without waiting, for a thread that has others to read meanwhile.
    fn next_now(&self) -> Next<Self::File> {
        self.next().map_or(Next::End, Next::File)
    }

    /// What it must be.
    fn expected(&self, file: &Self::File) -> Expected;

    /// Its name in the store.
    fn key(&self, file: &Self::File) -> Key;

    /// Opens it.
    fn open(&self, file: &Self::File) -> Result<Reader>;

    /// Takes the verdict.
    fn verdict(&self, file: Self::File, verdict: Verdict);
}

/// Counts what was read, and carries the wish to stop.
#[derive(Debug, Default)]
pub struct Pace {
    /// Bytes read so far.
    pub bytes: AtomicU64,
    /// Set to stop: files begun are given up without a verdict.
    pub stop: AtomicBool,
}

/// Proves every file with up to `threads` threads.
pub fn prove<P: Proving>(work: &P, threads: usize, pace: &Pace) {
    if threads <= 1 {
        return Prover::new(work, pace).run();
    }
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| Prover::new(work, pace).run());
        }
    });
}

struct Prover<'a, P: Proving> {
    work: &'a P,
    pace: &'a Pace,
    tracks: Vec<Track<P::File>>,
    /// Buffers of finished tracks, to be used again.
    spare: Vec<Vec<u8>>,
}

struct Track<F> {
    file: F,
    expected: Expected,
    reader: Reader,
    stream: Stream512,
    buffer: Vec<u8>,
    read: u64,
    /// Whether reading is over, and the error that ended it.
    ended: bool,
    failed: Option<std::io::Error>,
}

impl<'a, P: Proving> Prover<'a, P> {
    fn new(work: &'a P, pace: &'a Pace) -> Self {
        Self { work, pace, tracks: Vec::with_capacity(TRACKS), spare: Vec::new() }
    }

    fn run(mut self) {
        loop {
            self.take_more();
            if self.tracks.is_empty() || self.pace.stop.load(Ordering::Relaxed) {
                return;
            }
            for track in &mut self.tracks {
                track.fill();
                self.pace.bytes.fetch_add(track.buffer.len() as u64, Ordering::Relaxed);
            }
            let jobs = self.tracks.iter_mut().filter(|t| !t.buffer.is_empty());
            let mut jobs: Vec<_> = jobs.map(|t| (&mut t.stream, &t.buffer[..])).collect();
            update_many(&mut jobs);
            self.conclude();
        }
    }

    fn take_more(&mut self) {
        while self.tracks.len() < TRACKS {
            let next = if self.tracks.is_empty() {
                self.work.next().map_or(Next::End, Next::File)
            } else {
                self.work.next_now()
            };
            let Next::File(file) = next else { return };
            match self.work.open(&file) {
                Ok(reader) => self.tracks.push(Track {
                    expected: self.work.expected(&file),
                    file,
                    reader,
                    stream: Stream512::new(),
                    buffer: self.spare.pop().unwrap_or_default(),
                    read: 0,
                    ended: false,
                    failed: None,
                }),
                Err(StoreError::NotFound(_)) => self.work.verdict(file, Verdict::Missing),
                Err(error) => self.work.verdict(file, Verdict::Unreadable(error)),
            }
        }
    }

    fn conclude(&mut self) {
        let mut index = 0;
        while index < self.tracks.len() {
            if !self.tracks[index].ended {
                index += 1;
                continue;
            }
            let track = self.tracks.swap_remove(index);
            let failed = track.failed.map(|error| {
                StoreError::from_io(At::key("read", &self.work.key(&track.file)), error)
            });
            let verdict = match failed {
                Some(StoreError::NotFound(_)) => Verdict::Missing,
                Some(error) => Verdict::Unreadable(error),
                None => judge(track.expected, track.read, track.stream.finish()),
            };
            self.spare.push(track.buffer);
            self.work.verdict(track.file, verdict);
        }
    }
}

fn judge(expected: Expected, size: u64, digest: Digest) -> Verdict {
    if expected == (Expected { size, digest }) {
        Verdict::Good
    } else {
        Verdict::Corrupt { size, digest }
    }
}

impl<F> Track<F> {
    /// Reads the next bytes. Reading ends one byte behind the expected size: more than that
    /// proves nothing.
    fn fill(&mut self) {
        let left = self.expected.size.saturating_add(1).saturating_sub(self.read);
        let want = usize::try_from(left).unwrap_or(ROUND_BYTES).min(ROUND_BYTES);
        self.buffer.resize(want, 0);
        let filled = match crate::fs::fill(&mut *self.reader, &mut self.buffer) {
            Ok(filled) => {
                self.ended = filled < want;
                filled
            }
            Err(error) => {
                (self.ended, self.failed) = (true, Some(error));
                0
            }
        };
        self.buffer.truncate(filled);
        self.read += filled as u64;
        if self.read > self.expected.size {
            self.ended = true;
        }
    }
}

/// A list of files behind a lock, for [`Proving::next`].
#[derive(Debug)]
pub struct Pending<I>(Mutex<I>);

impl<I: Iterator> Pending<I> {
    /// Files in this order.
    pub fn new(files: I) -> Self {
        Self(Mutex::new(files))
    }

    /// The next one.
    pub fn next(&self) -> Option<I::Item> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).next()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Object, Store};
    use super::*;

    struct One {
        store: Object,
        expected: Expected,
        files: Pending<std::vec::IntoIter<Key>>,
        seen: Mutex<Option<Verdict>>,
    }

    impl Proving for One {
        type File = Key;
        fn next(&self) -> Option<Key> {
            self.files.next()
        }
        fn expected(&self, _: &Key) -> Expected {
            self.expected
        }
        fn key(&self, file: &Key) -> Key {
            file.clone()
        }
        fn open(&self, file: &Key) -> Result<Reader> {
            self.store.open(file, None)
        }
        fn verdict(&self, _: Key, verdict: Verdict) {
            *self.seen.lock().unwrap() = Some(verdict);
        }
    }

    #[test]
    fn a_size_beyond_all_bounds_is_only_wrong() {
        let (store, key) = (Object::memory().unwrap(), Key::new("k").unwrap());
        store.create(&key, b"0123456789").unwrap();
        let digest = Stream512::new().finish();
        for size in [u64::MAX, u64::MAX - 1, 11, 9, 0] {
            let files = Pending::new(vec![key.clone()].into_iter());
            let expected = Expected { size, digest };
            let work = One { store: store.clone(), expected, files, seen: Mutex::default() };
            prove(&work, 1, &Pace::default());
            let seen = work.seen.into_inner().unwrap();
            assert!(matches!(seen, Some(Verdict::Corrupt { .. })), "{size}: {seen:?}");
        }
    }
}
