//! Recording in groups: packages that become ready together share one receipt segment on each
//! copy and one transaction of the catalog. Each waits until its own record is durable.

use super::journal::Journal;
use super::outcome::ConfirmedCopy;
use super::receipt::{Receipt, Segment};
use super::receive::{Content, FileRecord};
use super::stages::Confirmed;
use crate::aip::AipId;
use crate::aip::read::VersionHead;
use crate::aip::{StoredContent, StoredFile};
use crate::archive::TenantArchive;
use crate::catalog::{EntryRow, NewVersion};
use crate::error::{Error, Result};
use crate::finding::codes::sys;
use crate::ledger::event::{Event, Version};
use crate::sorter::Spooled;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};

/// Most packages recorded together.
const GROUP: usize = 64;

/// Everything that is recorded of a version.
pub struct Record {
    /// The package.
    pub aip: AipId,
    /// The version.
    pub version: u32,
    /// What is known of it.
    pub head: VersionHead,
    /// Every copy.
    pub confirmed: Confirmed,
    /// Its content files.
    pub contents: Spooled,
    /// Its files.
    pub rows: Spooled,
    /// The journal that goes once all is recorded.
    pub journal: Journal,
}

struct Job {
    record: Record,
    reply: Sender<Result<(), Failed>>,
}

/// A failure that every member of the group is told.
#[derive(Clone)]
struct Failed(crate::finding::Finding);

/// Takes records from several threads. Whoever finds the desk free records for all who wait.
pub struct Recorder {
    sender: Mutex<Sender<Job>>,
    desk: Mutex<Receiver<Job>>,
}

impl Recorder {
    /// A recorder with an empty desk.
    #[must_use]
    pub fn new() -> Self {
        let (sender, receiver) = channel();
        Self { sender: Mutex::new(sender), desk: Mutex::new(receiver) }
    }

    /// Records a version; returns when it is durable on every copy and in the catalog.
    pub fn record(&self, tenant: &TenantArchive, record: Record) -> Result<()> {
        let (reply, answer) = channel();
        let job = Job { record, reply };
        let sender = self.sender.lock().unwrap_or_else(PoisonError::into_inner).clone();
        sender.send(job).expect("the desk lives as long as the recorder");
        let desk = self.desk.lock().unwrap_or_else(PoisonError::into_inner);
        // While waiting for the desk another one may have done our work.
        if let Ok(done) = answer.try_recv() {
            return done.map_err(|failed| failed.0.into());
        }
        loop {
            let jobs: Vec<Job> = desk.try_iter().take(GROUP).collect();
            work(tenant, jobs);
            if let Ok(done) = answer.try_recv() {
                return done.map_err(|failed| failed.0.into());
            }
        }
    }
}

impl Default for Recorder {
    fn default() -> Self {
        Self::new()
    }
}

fn work(tenant: &TenantArchive, jobs: Vec<Job>) {
    let outcome = record_all(tenant, &jobs).map_err(|error| Failed(error.finding().clone()));
    for job in jobs {
        let reply = outcome.clone().and_then(|()| {
            let forgotten = job.record.journal.remove();
            forgotten.map_err(|error| Failed(error.finding().clone()))
        });
        // A receiver that is gone was interrupted; its journal tells the rest.
        let _ = job.reply.send(reply);
    }
}

fn record_all(tenant: &TenantArchive, jobs: &[Job]) -> Result<()> {
    if jobs.is_empty() {
        return Ok(());
    }
    let now = tenant.clock().now();
    let receipt = |Job { record, .. }: &Job| {
        Receipt::of(record.aip, record.version, &record.head, record.confirmed.copies(), now)
    };
    let receipts: Vec<Receipt> = jobs.iter().map(receipt).collect();
    let events = receipts.iter().map(event).collect::<Result<Vec<_>>>()?;
    let entries = tenant.append_with(&events, || {
        let segment = Segment::draft(tenant.copies().iter(), &receipts, now)?;
        Ok(Box::new(segment))
    })?;
    catalog(tenant, &jobs.iter().map(|job| &job.record).collect::<Vec<_>>(), &entries)
}

/// What the ledger says of a receipt.
pub fn event(receipt: &Receipt) -> Result<Event> {
    let version = Version {
        aip: super::recover::aip_of(&receipt.aip)?,
        version: receipt.version,
        inventory: receipt.inventory.clone(),
        copies: receipt.copies.iter().map(|copy| copy.name.clone()).collect(),
    };
    Ok(match receipt.files_of_version {
        None => Event::Stored(version),
        Some(_) => Event::Changed(version),
    })
}

/// Enters versions into the catalog with the entries of the ledger that attest them, all in one
/// transaction.
fn catalog(tenant: &TenantArchive, records: &[&Record], entries: &[EntryRow]) -> Result<()> {
    let contents: Vec<_> = records.iter().map(|r| content_rows(&r.contents, r.version)).collect();
    let rows: Vec<_> = records.iter().map(|r| file_rows(&r.rows)).collect();
    let confirmed: Vec<_> = records.iter().map(|r| pairs(r.confirmed.copies())).collect();
    let versions: Vec<NewVersion<'_>> = records
        .iter()
        .zip(&confirmed)
        .zip(contents.iter().zip(&rows))
        .map(|((record, copies), (content, rows))| {
            NewVersion::of(record.aip, record.version, &record.head, copies, content, rows)
        })
        .collect();
    tenant.catalog().record_logged(&versions, entries)
}

/// Copies and what their read-back came from, as the catalog takes them.
pub fn pairs(copies: &[ConfirmedCopy]) -> Vec<(String, String)> {
    copies.iter().map(|c| (c.name.clone(), c.confirmed.clone())).collect()
}

type EachContent<'a> = &'a mut dyn FnMut(&StoredContent) -> Result<()>;
type EachFile<'a> = &'a mut dyn FnMut(&StoredFile) -> Result<()>;

fn content_rows(contents: &Spooled, version: u32) -> impl Fn(EachContent<'_>) -> Result<()> {
    move |each| {
        let mut iter = contents.iter();
        while let Some(record) = iter.next()? {
            let content = Content::decode(record).ok_or_else(broken)?;
            if let Some(row) = content.row(version) {
                each(&row)?;
            }
        }
        Ok(())
    }
}

fn file_rows(rows: &Spooled) -> impl Fn(EachFile<'_>) -> Result<()> {
    move |each| {
        let mut iter = rows.iter();
        while let Some(record) = iter.next()? {
            each(&FileRecord::decode(record).ok_or_else(broken)?.row())?;
        }
        Ok(())
    }
}

fn broken() -> Error {
    let error = Error::new(&sys::UNREADABLE).at("(temporary file)").with("action", "read");
    error.with("reason", "a record is not whole")
}
