//! Bringing a copy up to date: records first, then every version that is not confirmed on it.
//!
//! An interruption loses nothing: what was committed is recognised and only read back, and what
//! was confirmed has its receipt.

use super::source::Sources;
use super::transfer::{Brought, Transfer};
use super::{lock, records};
use crate::aip::AipId;
use crate::archive::{TenantArchive, TenantCopy, package_lock};
use crate::catalog::VersionRow;
use crate::error::{Error, Result};
use crate::finding::codes::{arc, cpy};
use crate::finding::{Class, Finding};
use crate::ingest::{ConfirmedCopy, Receipt, Segment, event};
use crate::ledger::event::Event;
use crate::store::Store;
use crate::store::proof::Pace;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Packages that wait for a thread.
const WAITING: usize = 256;
/// Versions that are receipted together, at most …
const GROUP: usize = 64;
/// … and at the latest after this time.
const GROUP_TIME: Duration = Duration::from_secs(10);

/// How a copy is to be brought up to date.
#[derive(Debug, Clone)]
pub struct SyncOptions {
    /// Packages at the same time.
    pub jobs: usize,
    /// How long to wait for another one that fills the same copy.
    pub wait: Duration,
    /// Say what is missing, and bring nothing.
    pub dry_run: bool,
}

impl Default for SyncOptions {
    fn default() -> Self {
        let jobs = std::thread::available_parallelism().map_or(2, usize::from);
        Self { jobs, wait: Duration::ZERO, dry_run: false }
    }
}

/// Whom a sync tells what it does. Called from several threads; each call should be short.
pub trait Events: Sync {
    /// A version lies on the copy now, or lay there already.
    fn version(&self, _copy: &str, _aip: AipId, _version: u32, _copied: bool) {}
    /// Something went wrong, or is worth knowing.
    fn finding(&self, _finding: &Finding) {}
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Events for Silent {}

/// What a sync came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SyncSummary {
    /// The copy.
    pub copy: String,
    /// Records that were brought to it.
    pub records: u64,
    /// Versions that were copied.
    pub copied: u64,
    /// Versions that lay there already and were read back.
    pub there: u64,
    /// Versions that could not be brought.
    pub failed: u64,
    /// Versions that are not confirmed on it now.
    pub behind: u64,
    /// Files whose locks were renewed; none where that was not due.
    pub locked: u64,
    /// Bytes copied and read back.
    pub bytes: u64,
    /// Whether it was stopped before its end.
    pub stopped: bool,
}

/// Brings a copy of a tenant up to date from its other copies. Setting `stop` of `pace` ends it
/// soon; `pace` also counts bytes.
///
/// What cannot be brought is told and does not keep the rest from coming. Fails with `E-ARC-007`
/// where somebody else fills the copy, and as temporary where the copy itself does not answer.
pub fn sync(
    tenant: &TenantArchive,
    copy: &str,
    options: &SyncOptions,
    events: &dyn Events,
    pace: &Pace,
) -> Result<SyncSummary> {
    let target = tenant.copy(copy)?;
    let _lock = tenant.locks().take(&format!("sync-{copy}"), options.wait)?;
    let mut summary = SyncSummary { copy: copy.to_owned(), ..SyncSummary::default() };
    if !options.dry_run {
        summary.records = exchange_records(tenant, target, events)?;
        tenant.bring_ledger(target)?;
        let work = Work::new(tenant, target, events, pace);
        let done = work.run(options.jobs.max(1));
        work.settle(&mut summary);
        done?;
        // What was receipted meanwhile lies on the others only where this copy fell out.
        summary.records += exchange_records(tenant, target, events)?;
        tenant.bring_ledger(target)?;
        summary.locked = lock::renew(tenant, target, events, pace)?;
    }
    summary.behind = tenant.catalog().unconfirmed(copy)?;
    summary.bytes = pace.bytes.load(Ordering::Relaxed);
    summary.stopped = pace.stop.load(Ordering::Relaxed);
    Ok(summary)
}

/// Brings records both ways: the copy may have been written to while another one was away.
fn exchange_records(
    tenant: &TenantArchive,
    target: &TenantCopy,
    events: &dyn Events,
) -> Result<u64> {
    let others: Vec<_> = Sources::beside(tenant, target).iter().collect();
    records::prepare(&others, target)?;
    let mut count = 0;
    for other in others {
        for (from, to) in [(other, target), (target, other)] {
            match records::bring(from, to) {
                Ok(brought) => {
                    count += brought.count;
                    brought.told.iter().for_each(|finding| events.finding(finding));
                }
                Err(error) if is_away(other) => {
                    let finding = Finding::new(&cpy::AWAY).with("copy", &other.name);
                    events.finding(&finding.with_reason(error.finding()));
                    break;
                }
                Err(error) => return Err(error),
            }
        }
    }
    Ok(count)
}

/// Whether a copy does not give even its own record now.
fn is_away(copy: &TenantCopy) -> bool {
    copy.folder.record().is_err()
}

/// A package with the versions that the copy lacks.
type Job = (AipId, Vec<u32>);

struct Work<'a> {
    transfer: Transfer<'a>,
    events: &'a dyn Events,
    desk: Mutex<Desk>,
    copied: AtomicU64,
    there: AtomicU64,
    failed: AtomicU64,
    /// What ended the work before its time.
    halted: Mutex<Option<Error>>,
}

/// Versions that wait for their receipts.
struct Desk {
    receipts: Vec<Receipt>,
    versions: Vec<(AipId, u32)>,
    since: Instant,
}

impl<'a> Work<'a> {
    fn new(
        tenant: &'a TenantArchive,
        target: &'a TenantCopy,
        events: &'a dyn Events,
        pace: &'a Pace,
    ) -> Self {
        let sources = Sources::beside(tenant, target);
        let desk = Desk { receipts: Vec::new(), versions: Vec::new(), since: Instant::now() };
        Self {
            transfer: Transfer { tenant, target, sources, pace },
            events,
            desk: Mutex::new(desk),
            copied: AtomicU64::new(0),
            there: AtomicU64::new(0),
            failed: AtomicU64::new(0),
            halted: Mutex::new(None),
        }
    }

    /// Runs all threads to their end, and receipts what was brought, however it ended.
    fn run(&self, jobs: usize) -> Result<()> {
        let (sender, receiver) = sync_channel::<Job>(WAITING);
        let receiver = Mutex::new(receiver);
        let listed = std::thread::scope(|scope| {
            for _ in 0..jobs {
                scope.spawn(|| self.work(&receiver));
            }
            let mut pending: Option<Job> = None;
            let hand_on = |job: Option<Job>| {
                // Nobody takes any more where the work was halted.
                job.is_none_or(|job| sender.send(job).is_ok())
            };
            let catalog = self.transfer.tenant.catalog();
            let listed =
                catalog.each_unconfirmed(&self.transfer.target.name, &mut |aip, version| {
                    match &mut pending {
                        Some((known, versions)) if *known == aip => versions.push(version),
                        _ => {
                            if self.is_halted() || !hand_on(pending.replace((aip, vec![version]))) {
                                return Err(Error::new(&cpy::STOPPED));
                            }
                        }
                    }
                    Ok(())
                });
            hand_on(pending.take());
            drop(sender);
            listed
        });
        let receipted = self.receipt(true);
        let halted = lock(&self.halted).take();
        let listed = listed.or_else(|e| if e.is(&cpy::STOPPED) { Ok(()) } else { Err(e) });
        halted.map_or(Ok(()), Err).and(listed).and(receipted)
    }

    fn work(&self, receiver: &Mutex<Receiver<Job>>) {
        loop {
            let Ok((aip, versions)) = lock(receiver).recv() else { return };
            if self.is_halted() {
                continue; // The queue is emptied, so that nobody waits for room in it.
            }
            let done = self.package(aip, &versions).and_then(|()| self.receipt(false));
            if let Err(error) = done {
                self.fail(aip, error);
            }
        }
    }

    /// Brings the missing versions of one package, the oldest first.
    fn package(&self, aip: AipId, versions: &[u32]) -> Result<()> {
        let tenant = self.transfer.tenant;
        let _lock = tenant.locks().take(&package_lock(aip), tenant.wait())?;
        let rows: BTreeMap<u32, VersionRow> =
            tenant.catalog().versions(aip)?.into_iter().map(|row| (row.number, row)).collect();
        for number in versions {
            let Some(row) = rows.get(number) else { continue };
            let brought = self.transfer.bring(aip, row).map_err(|error| {
                error.with("aip", aip).with("version", number).with("copy", self.name())
            })?;
            let copied = brought == Brought::Copied;
            let count = if copied { &self.copied } else { &self.there };
            count.fetch_add(1, Ordering::Relaxed);
            self.events.version(self.name(), aip, *number, copied);
            let read_back = self.transfer.target.folder.store().read_back();
            let confirmed = ConfirmedCopy {
                name: self.name().to_owned(),
                confirmed: read_back.as_str().to_owned(),
            };
            let receipt = Receipt::of_row(aip, row, confirmed, tenant.clock().now());
            let mut desk = lock(&self.desk);
            desk.receipts.push(receipt);
            desk.versions.push((aip, *number));
        }
        Ok(())
    }

    /// Writes the receipts that wait, on every copy, then the rows of the catalog: where there are
    /// enough of them or they have waited long enough, or all of them.
    fn receipt(&self, all: bool) -> Result<()> {
        let mut desk = lock(&self.desk);
        let due = desk.receipts.len() >= GROUP || desk.since.elapsed() >= GROUP_TIME;
        if desk.receipts.is_empty() || !(all || due) {
            return Ok(());
        }
        let (tenant, target) = (self.transfer.tenant, self.transfer.target);
        let others = tenant.copies().iter().filter(|copy| copy.name != target.name);
        let copies = std::iter::once(target).chain(others);
        let events = desk.receipts.iter().map(copied).collect::<Result<Vec<_>>>()?;
        let receipts = &desk.receipts;
        let entries = tenant.append_with(&events, || {
            Ok(Box::new(Segment::draft(copies, receipts, tenant.clock().now())?))
        })?;
        tenant.catalog().note(&entries)?;
        let read_back = target.folder.store().read_back().as_str();
        tenant.catalog().confirm(&desk.versions, &target.name, read_back)?;
        desk.receipts.clear();
        desk.versions.clear();
        desk.since = Instant::now();
        Ok(())
    }

    /// Damage concerns one package; a copy that does not answer, or is full, concerns all.
    fn fail(&self, aip: AipId, error: Error) {
        if error.is(&cpy::STOPPED) {
            return;
        }
        self.failed.fetch_add(1, Ordering::Relaxed);
        let source = [&cpy::SOURCE_AWAY, &cpy::NO_SOURCE, &cpy::DAMAGED_THERE, &arc::LOCKED];
        let of_one = source.into_iter().any(|code| error.is(code));
        if of_one || error.class() == Class::Integrity {
            let finding = error.finding().clone();
            self.events.finding(&finding.with("aip", aip));
            return;
        }
        lock(&self.halted).get_or_insert(error);
    }

    fn is_halted(&self) -> bool {
        self.transfer.pace.stop.load(Ordering::Relaxed) || lock(&self.halted).is_some()
    }

    fn name(&self) -> &str {
        &self.transfer.target.name
    }

    fn settle(&self, summary: &mut SyncSummary) {
        summary.copied = self.copied.load(Ordering::Relaxed);
        summary.there = self.there.load(Ordering::Relaxed);
        summary.failed = self.failed.load(Ordering::Relaxed);
    }
}

/// What the ledger says of a receipt for a further copy.
fn copied(receipt: &Receipt) -> Result<Event> {
    event(receipt).map(|event| match event {
        Event::Stored(version) | Event::Changed(version) => Event::Copied(version),
        other => other,
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
