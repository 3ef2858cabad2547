//! Locks on a copy: renewing them while what they hold is kept, and saying how they stand.
//!
//! Whatever is written to such a copy is locked at once ([`Locking`](crate::store::Locking)); this
//! file sees to it that no lock runs out. When everything was locked last stands on the copy itself
//! (`lock.json`, `docs/format.md` section 2), so nothing is lost with the machine.

use super::sync::Events;
use crate::archive::{Archive, ArchiveCopy, TenantArchive, TenantCopy};
use crate::clock::rfc3339;
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::cpy;
use crate::store::lock::{LockRule, LockSupport, Retention, is_lasting};
use crate::store::proof::Pace;
use crate::store::{Entry, Key, LockRecord, Store, StoreError, try_list};
use jiff::Timestamp;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// The parts of a tenant's folder in which something is locked.
const PARTS: [&str; 3] = ["holdings", "ledger", "reports"];
/// Files that are locked before more of them are listed …
const BATCH: usize = 512;
/// … and how many requests are made side by side.
const SIDE_BY_SIDE: usize = 8;
/// Refused locks that are named; whoever has more of them has another problem.
const NAMED: u64 = 20;

/// What is known of the locks on a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockState {
    /// The rule of the copy.
    pub rule: LockRule,
    /// What its bucket can do.
    pub support: LockSupport,
    /// Files that were locked when all locks were renewed last, of all tenants.
    pub files: u64,
    /// When the first of those locks ends; none where the locks of a tenant were never renewed.
    pub until: Option<Timestamp>,
    /// The lock on the inventory of the newest package, asked for now.
    pub newest: Option<Retention>,
    /// Tenants whose locks are to be renewed.
    pub due: Vec<Finding>,
}

/// How the locks of a copy stand; `None` where it has no rule for them.
pub(super) fn state(
    archive: &Archive,
    own: &ArchiveCopy,
    tenants: &[&TenantArchive],
) -> Result<Option<LockState>> {
    let Some(rule) = own.section.lock else { return Ok(None) };
    let support = own.copy.store().lock_support()?;
    let mut out = LockState { rule, support, files: 0, until: None, newest: None, due: Vec::new() };
    let (mut ends, mut never, mut newest) = (Vec::new(), false, None);
    for tenant in tenants {
        let copy = tenant.copy(own.name())?;
        let record = copy.folder.lock_record()?;
        out.files += record.as_ref().map_or(0, |record| record.files);
        let until = record.as_ref().map(|record| record.until);
        ends.extend(until);
        never |= until.is_none();
        if is_due(rule, record.as_ref(), archive.clock().now()) {
            let until = until.map_or_else(|| "-".to_owned(), rfc3339);
            let finding = Finding::new(&cpy::LOCKS_DUE).with("copy", own.name());
            out.due.push(finding.with("tenant", tenant.id()).with("until", until));
        }
        let last = tenant.catalog().newest_on(own.name())?;
        if let Some(aip) = last.filter(|aip| newest.as_ref().is_none_or(|(known, _)| aip > known)) {
            newest = Some((aip, copy));
        }
    }
    out.until = ends.into_iter().min().filter(|_| !never);
    out.newest = match newest {
        Some((aip, copy)) => lock_of_root(copy, &copy.holdings.object_key(&aip.to_string()))?,
        None => None,
    };
    Ok(Some(out))
}

/// The lock on the root inventory of an object.
fn lock_of_root(copy: &TenantCopy, root: &Key) -> Result<Option<Retention>> {
    let key = root.join(crate::ocfl::inventory::FILE).map_err(StoreError::from)?;
    match copy.folder.store().lock_of(&key) {
        Err(StoreError::NotFound(_)) => Ok(None),
        found => Ok(found?),
    }
}

/// Whether everything is to be locked anew: it never was, by another rule, or half of the time of
/// the locks is over.
fn is_due(rule: LockRule, record: Option<&LockRecord>, now: Timestamp) -> bool {
    record.is_none_or(|record| record.rule != rule.to_string() || rule.is_due(record.until, now))
}

/// Whether what the copy says of its locks is true of the files that are always there. It is not
/// where the bucket was copied to another one, which takes along files but no locks.
fn is_true(copy: &TenantCopy, record: Option<&LockRecord>) -> Result<bool> {
    let (Some(record), store) = (record, copy.folder.store()) else { return Ok(false) };
    for (key, _) in copy.holdings.own_files() {
        let lock = match store.lock_of(&key) {
            Err(StoreError::NotFound(_)) => None,
            found => found?,
        };
        if lock.is_none_or(|lock| lock.until < record.until) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Locks everything that stays on a copy anew, where it is due. Gives how many files were locked.
///
/// What is refused is told and makes the next call begin again; so does an interruption.
pub(super) fn renew(
    tenant: &TenantArchive,
    copy: &TenantCopy,
    events: &dyn Events,
    pace: &Pace,
) -> Result<u64> {
    let section = tenant.config().copies.iter().find(|section| section.name == copy.name);
    let Some(rule) = section.and_then(|section| section.lock) else { return Ok(0) };
    let (record, now) = (copy.folder.lock_record()?, tenant.clock().now());
    if !is_due(rule, record.as_ref(), now) && is_true(copy, record.as_ref())? {
        return Ok(0);
    }
    let retention = rule.from(now);
    let work = Work {
        copy,
        events,
        pace,
        retention,
        locked: AtomicU64::new(0),
        refused: AtomicU64::new(0),
    };
    work.all(&Key::new(tenant.id().as_str()).map_err(StoreError::from)?)?;
    let files = work.locked.into_inner();
    if work.refused.into_inner() == 0 && !pace.stop.load(Ordering::Relaxed) {
        let record = LockRecord::new(rule, now, retention.until, files);
        copy.folder.put_lock_record(&record)?;
    }
    Ok(files)
}

/// The work of locking a tenant's part of a copy.
struct Work<'a> {
    copy: &'a TenantCopy,
    events: &'a dyn Events,
    pace: &'a Pace,
    retention: Retention,
    locked: AtomicU64,
    refused: AtomicU64,
}

impl Work<'_> {
    fn all(&self, tenant: &Key) -> Result<()> {
        let mut batch = Vec::with_capacity(BATCH);
        for part in PARTS {
            let prefix = Key::new(part).map_err(StoreError::from)?;
            try_list(&**self.copy.folder.store(), &prefix, |entry| -> Result<()> {
                let Entry::File { key, .. } = entry else { return Ok(()) };
                if is_lasting(&tenant.join_key(&key).map_err(StoreError::from)?) {
                    batch.push(key);
                }
                if batch.len() == BATCH {
                    self.batch(&std::mem::take(&mut batch))?;
                }
                Ok(())
            })?;
        }
        self.batch(&batch)
    }

    fn batch(&self, keys: &[Key]) -> Result<()> {
        let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
        let work = || {
            while let Some(key) = keys.get(next.fetch_add(1, Ordering::Relaxed)) {
                if self.pace.stop.load(Ordering::Relaxed) {
                    return;
                }
                if let Err(error) = self.one(key) {
                    failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
                    next.store(keys.len(), Ordering::Relaxed);
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..keys.len().min(SIDE_BY_SIDE) {
                scope.spawn(work);
            }
            work();
        });
        failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
    }

    fn one(&self, key: &Key) -> Result<()> {
        let error = match self.copy.folder.store().lock(key, &self.retention) {
            Ok(()) => {
                self.locked.fetch_add(1, Ordering::Relaxed);
                return Ok(());
            }
            // Somebody repairs or removes it; the next check tells more.
            Err(StoreError::NotFound(_)) => return Ok(()),
            Err(error) => Error::from(error),
        };
        if !error.is(&cpy::NOT_LOCKED) {
            return Err(error);
        }
        if self.refused.fetch_add(1, Ordering::Relaxed) < NAMED {
            self.events.finding(error.finding());
        }
        Ok(())
    }
}
