//! What a check works on: the parts of a tenant's archive that it may reach.

use crate::aip::AipId;
use crate::archive::{Lock, Locks, TenantArchive, TenantCopy, package_lock};
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::digest::{Algorithm, Hasher};
use crate::error::Result;
use crate::finding::Class;
use crate::fs;
use crate::ledger::event::{Document, Event};
use crate::store::{Entry, Key, Store};
use jiff::tz::TimeZone;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a second look waits for a writer that is about to finish.
const WRITER_WAIT: Duration = Duration::from_secs(2);

pub(super) struct Scene<'a> {
    pub catalog: &'a Catalog,
    /// Those that are always there, and the one that is asked for by its name.
    pub copies: Cow<'a, [TenantCopy]>,
    pub locks: &'a Locks,
    pub journals: PathBuf,
    pub clock: Clock,
    /// Who has the ledger; nobody in an archive made by hand.
    pub tenant: Option<&'a TenantArchive>,
    /// Where days begin and hours count.
    pub zone: TimeZone,
    pub turns: Turns,
}

impl<'a> Scene<'a> {
    pub fn of(tenant: &'a TenantArchive) -> Self {
        Self {
            catalog: tenant.catalog(),
            copies: Cow::Borrowed(tenant.copies()),
            locks: tenant.locks(),
            journals: tenant.journal_folder(),
            clock: tenant.clock(),
            tenant: Some(tenant),
            zone: TimeZone::system(),
            turns: Turns::default(),
        }
    }

    /// Enters a report into the ledger, with what it says of packages.
    pub fn log(&self, kind: &str, name: &Key, bytes: &[u8], said: Vec<Event>) -> Result<()> {
        let Some(tenant) = self.tenant else { return Ok(()) };
        let sha512 = Hasher::digest(Algorithm::Sha512, bytes).hex();
        let report = Document { kind: kind.to_owned(), name: name.to_string(), sha512 };
        let mut events = vec![Event::Report(report)];
        events.extend(said);
        tenant.append(&events).map(drop)
    }

    /// The same with a copy that is taken away and brought back, where this is its name.
    pub fn holding(tenant: &'a TenantArchive, name: Option<&str>) -> Self {
        let mut scene = Self::of(tenant);
        let named = tenant.offline_copies().iter().filter(|copy| Some(&*copy.name) == name);
        let named: Vec<_> = named.cloned().collect();
        if !named.is_empty() {
            scene.copies.to_mut().extend(named);
        }
        scene
    }

    /// The present time as it is written down.
    pub fn now(&self) -> String {
        crate::clock::rfc3339(self.clock.now())
    }

    /// Keeps writers away from a package while it is judged on these copies. `None` where one is at
    /// work, or where an interrupted one has left the package half written.
    pub fn settle(&self, copies: &[TenantCopy], aip: AipId) -> Result<Option<Settled<'_>>> {
        let uuid = aip.uuid();
        let turn = self.turns.wait(aip);
        let lock = match self.locks.take(&package_lock(aip), WRITER_WAIT) {
            Err(error) if error.is(&crate::finding::codes::arc::LOCKED) => return Ok(None),
            other => other?,
        };
        let version = format!("{uuid}.v");
        let journal = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(&version);
        let journals = match fs::read_folder(&self.journals) {
            Err(failure) if failure.is_not_found() => Vec::new(),
            other => other?,
        };
        if journals.iter().any(|entry| journal(&entry.name)) {
            return Ok(None);
        }
        for copy in copies {
            match claimed(copy, &uuid) {
                Ok(true) => return Ok(None),
                // Where several copies are meant, one that does not answer is nobody's work.
                Err(error) if error.class() == Class::Temporary && copies.len() > 1 => {}
                other => drop(other?),
            }
        }
        Ok(Some(Settled { _lock: lock, _turn: turn }))
    }
}

/// A package that no writer touches, nor another look of the same run, until this is dropped.
pub(super) struct Settled<'a> {
    // Released before the turn: who waits for the turn finds the lock free.
    _lock: Lock,
    _turn: Turn<'a>,
}

/// Lets the copies of one run look at a package one after the other: they would take each other
/// for writers.
#[derive(Default)]
pub(super) struct Turns {
    taken: Mutex<BTreeSet<AipId>>,
    freed: Condvar,
}

struct Turn<'a> {
    turns: &'a Turns,
    aip: AipId,
}

impl Turns {
    fn wait(&self, aip: AipId) -> Turn<'_> {
        let mut taken = self.taken();
        while !taken.insert(aip) {
            taken = self.freed.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        Turn { turns: self, aip }
    }

    fn taken(&self) -> MutexGuard<'_, BTreeSet<AipId>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.turns.taken().remove(&self.aip);
        self.turns.freed.notify_all();
    }
}

/// Whether somebody has claimed a version of a package on this copy.
pub(super) fn claimed(copy: &TenantCopy, uuid: &str) -> Result<bool> {
    Ok(claims(copy)?.iter().any(|claim| claim == uuid))
}

/// The UUIDs of the packages of which a version is claimed.
pub(super) fn claims(copy: &TenantCopy) -> Result<Vec<String>> {
    let folder = Key::new("claims").expect("a constant");
    let entries = copy.folder.store().children(&folder)?;
    let names = entries.iter().filter_map(|entry| match entry {
        Entry::File { key, .. } | Entry::Folder { key } => key.name().split_once(".v"),
        Entry::Odd { .. } => None,
    });
    Ok(names.map(|(uuid, _)| uuid.to_owned()).collect())
}
