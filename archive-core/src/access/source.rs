//! Where bytes come from: the copies of one object, the first good one for each content file.

use super::Events;
use crate::aip::AipId;
use crate::archive::{TenantArchive, TenantCopy};
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::acc;
use crate::limits::INVENTORY_BYTES;
use crate::store::{self, Key, Reader, Store, StoreError};
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Troubles remembered so as to be told once; windows of one bundle follow closely.
const TOLD: usize = 64;

/// What was wrong with a content file on one copy.
#[derive(Debug)]
pub enum Trouble {
    /// It reads, but it is not what was stored.
    Corrupt,
    /// The store did not give it.
    Failed(StoreError),
}

/// The copies of one object.
pub struct Source<'a> {
    copies: &'a [TenantCopy],
    id: String,
    /// Copies that did not answer: they are asked last.
    silent: Vec<AtomicBool>,
    told: Mutex<VecDeque<(usize, String)>>,
    events: &'a dyn Events,
}

impl<'a> Source<'a> {
    /// The copies of a package; what is wrong with one goes to `events`.
    pub fn new(tenant: &'a TenantArchive, aip: AipId, events: &'a dyn Events) -> Self {
        let copies = tenant.copies();
        let silent = copies.iter().map(|_| AtomicBool::new(false)).collect();
        Self { copies, id: aip.to_string(), silent, told: Mutex::default(), events }
    }

    /// The copies in the order in which they are to be asked.
    pub fn order(&self) -> Vec<usize> {
        let silent = |copy: &usize| self.silent[*copy].load(Ordering::Relaxed);
        let mut order: Vec<usize> = (0..self.copies.len()).collect();
        order.sort_by_key(silent);
        order
    }

    /// Opens a range of a content file on one copy.
    pub fn open(&self, copy: usize, path: &str, range: Range<u64>) -> store::Result<Reader> {
        self.copies[copy].folder.store().open(&self.key(copy, path)?, Some(range))
    }

    /// A small file of the object, proven by its digest, from the first copy that has it.
    pub fn read_proven(&self, path: &str, digest: &Digest) -> Result<Vec<u8>> {
        let mut temporary = false;
        for copy in self.order() {
            let store = self.copies[copy].folder.store();
            let read = self.key(copy, path).and_then(|key| store.read(&key, INVENTORY_BYTES));
            let trouble = match read {
                Ok(bytes) if Hasher::digest(Algorithm::Sha512, &bytes) == *digest => {
                    return Ok(bytes);
                }
                Ok(_) => Trouble::Corrupt,
                Err(error) => Trouble::Failed(error),
            };
            temporary |= self.tell(copy, path, trouble);
        }
        Err(Error::from(lost(path, temporary)))
    }

    /// Says what is wrong with a content file on a copy, once. Returns whether trying again later
    /// may help.
    pub fn tell(&self, copy: usize, path: &str, trouble: Trouble) -> bool {
        let temporary = matches!(&trouble, Trouble::Failed(error) if error.retryable());
        if temporary && self.silent[copy].swap(true, Ordering::Relaxed) {
            return true;
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let known = told.iter().any(|(c, p)| *c == copy && p == path);
        if !known {
            if told.len() >= TOLD {
                told.pop_front();
            }
            told.push_back((copy, path.to_owned()));
            drop(told);
            self.events.found(self.finding(copy, path, trouble));
        }
        temporary
    }

    fn finding(&self, copy: usize, path: &str, trouble: Trouble) -> Finding {
        let (code, reason) = match trouble {
            Trouble::Corrupt => (&acc::COPY_CORRUPT, None),
            Trouble::Failed(StoreError::NotFound(_)) => (&acc::COPY_MISSING, None),
            Trouble::Failed(error) if error.retryable() => (&acc::COPY_UNREACHABLE, Some(error)),
            Trouble::Failed(error) => (&acc::COPY_UNREADABLE, Some(error)),
        };
        let place = self.key(copy, path).map_or_else(|_| path.to_owned(), |key| key.to_string());
        let finding = Finding::new(code).at(place).with("copy", &self.copies[copy].name);
        match reason {
            Some(reason) => finding.with("reason", reason),
            None => finding,
        }
    }

    fn key(&self, copy: usize, path: &str) -> store::Result<Key> {
        Ok(self.copies[copy].holdings.object_key(&self.id).join(path)?)
    }
}

/// What is said of a file that no copy gives.
pub fn lost(name: &str, temporary: bool) -> Finding {
    Finding::new(if temporary { &acc::NOT_REACHED } else { &acc::NO_GOOD_COPY }).at(name)
}
