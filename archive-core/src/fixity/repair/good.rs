//! Where good bytes come from: what follows from the inventories is written anew, everything else
//! is taken from a place that reads with the digest it must have.

use super::super::knowledge::{Item, Knowledge, derived};
use super::mend::{Mend, is_remote};
use crate::archive::TenantCopy;
use crate::digest::Stream512;
use crate::store::proof::Expected;
use crate::store::{At, Key, Reader, Sink, Store, StoreError};
use std::io::{Cursor, Write};

/// Bytes of one piece on their way.
const PIECE: usize = 1 << 20;

/// A place that may have the bytes of a file.
pub(super) struct Candidate<'a> {
    /// The copy; none where the bytes follow from others.
    pub copy: Option<&'a TenantCopy>,
    /// The place in the copy.
    pub key: Key,
    /// The bytes, where they follow from others.
    bytes: Option<Vec<u8>>,
    /// What of it is taken, where the rest stays as it is.
    mend: Option<Mend>,
}

/// What came of copying from a candidate.
pub(super) enum Copied {
    /// The bytes are the right ones; they were written to the sink, which is not finished.
    Good(Box<dyn Sink>, u64),
    /// The candidate is not good itself.
    Bad(String),
    /// The candidate did not answer.
    Away(StoreError),
}

/// The places that may have the bytes of a file of a package, the best first: other copies under
/// the same path, then wherever else a file with this digest must lie.
pub(super) fn candidates<'a>(
    knowledge: &Knowledge,
    item: &Item,
    copies: &'a [TenantCopy],
    damaged: (&str, &Key),
) -> Vec<Candidate<'a>> {
    let mut out = Vec::new();
    if let Some(bytes) = derived(knowledge, &item.path) {
        out.push(Candidate::of_bytes(&item.path, bytes));
    }
    let same = knowledge.items.iter().filter(|other| other.digest == item.digest);
    let mut paths: Vec<&Key> = same.map(|other| &other.path).collect();
    paths.sort_by_key(|path| **path != item.path);
    for path in paths {
        for copy in copies {
            let root = damaged.1;
            let Ok(key) = root.join_key(path) else { continue };
            if copy.name != damaged.0 || *path != item.path {
                out.push(Candidate { copy: Some(copy), key, bytes: None, mend: None });
            }
        }
    }
    out
}

/// Puts before every candidate behind a network the same one that fetches only what is damaged.
/// `how` is asked only where there is such a candidate.
pub(super) fn sparing(
    candidates: Vec<Candidate<'_>>,
    how: impl FnOnce() -> Option<Mend>,
) -> Vec<Candidate<'_>> {
    let remote = |one: &Candidate<'_>| one.copy.is_some_and(is_remote);
    let Some(mend) = candidates.iter().any(remote).then(how).flatten() else { return candidates };
    let mut out = Vec::with_capacity(2 * candidates.len());
    for candidate in candidates {
        if remote(&candidate) {
            let (copy, key) = (candidate.copy, candidate.key.clone());
            out.push(Candidate { copy, key, bytes: None, mend: Some(mend.clone()) });
        }
        out.push(candidate);
    }
    out
}

impl Candidate<'_> {
    /// Bytes that follow from others.
    pub fn of_bytes(key: &Key, bytes: Vec<u8>) -> Self {
        Self { copy: None, key: key.clone(), bytes: Some(bytes), mend: None }
    }

    fn open(&self) -> Result<Reader, StoreError> {
        match (&self.bytes, self.copy) {
            (Some(bytes), _) => Ok(Box::new(Cursor::new(bytes.clone()))),
            (None, Some(copy)) if let Some(mend) = &self.mend => {
                mend.open(copy.folder.store(), &self.key)
            }
            (None, Some(copy)) => copy.folder.store().open(&self.key, None),
            (None, None) => Err(StoreError::NotFound(At::key("read", &self.key))),
        }
    }

    /// Reads all of it into a sink and judges it meanwhile. An error of the sink is an error.
    pub fn copy_to(&self, mut sink: Box<dyn Sink>, expected: Wanted) -> Result<Copied, StoreError> {
        let at = || At::key("read", &self.key);
        let mut reader = match self.open() {
            Ok(reader) => reader,
            Err(error) => return Ok(judge_failure(error)),
        };
        let (mut stream, mut buffer, mut size) = (Stream512::new(), vec![0; PIECE], 0_u64);
        loop {
            let filled = match crate::fs::fill(&mut *reader, &mut buffer) {
                Ok(filled) => filled,
                Err(error) => return Ok(judge_failure(StoreError::from_io(at(), error))),
            };
            stream.update(&buffer[..filled]);
            size += filled as u64;
            sink.write_all(&buffer[..filled])
                .map_err(|error| StoreError::from_io(At::key("write", &self.key), error))?;
            if filled < buffer.len() || expected.size.is_some_and(|wanted| size > wanted) {
                break;
            }
        }
        let right = expected.size.is_none_or(|wanted| wanted == size);
        if right && stream.finish() == expected.digest {
            return Ok(Copied::Good(sink, size));
        }
        Ok(Copied::Bad("corrupt".to_owned()))
    }
}

/// What a file must be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Its size in bytes, where that is known.
    pub size: Option<u64>,
    /// Its SHA-512.
    pub digest: crate::digest::Digest,
}

impl Wanted {
    pub fn of(item: &Item) -> Self {
        Self { size: item.size, digest: item.digest }
    }

    /// The same once the size is known.
    pub fn sized(self, size: u64) -> Expected {
        Expected { size, digest: self.digest }
    }
}

fn judge_failure(error: StoreError) -> Copied {
    match error {
        StoreError::NotFound(_) => Copied::Bad("missing".to_owned()),
        error if error.retryable() => Copied::Away(error),
        _ => Copied::Bad("unreadable".to_owned()),
    }
}
