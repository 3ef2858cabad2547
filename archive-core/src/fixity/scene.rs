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
use std::path::PathBuf;
use std::time::Duration;

/// How long a second look waits for a writer that is about to finish.
const WRITER_WAIT: Duration = Duration::from_secs(2);

pub(super) struct Scene<'a> {
    pub catalog: &'a Catalog,
    pub copies: &'a [TenantCopy],
    pub locks: &'a Locks,
    pub journals: PathBuf,
    pub clock: Clock,
    /// Who has the ledger; nobody in an archive made by hand.
    pub tenant: Option<&'a TenantArchive>,
}

impl<'a> Scene<'a> {
    pub fn of(tenant: &'a TenantArchive) -> Self {
        Self {
            catalog: tenant.catalog(),
            copies: tenant.copies(),
            locks: tenant.locks(),
            journals: tenant.journal_folder(),
            clock: tenant.clock(),
            tenant: Some(tenant),
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

    /// The present time as it is written down.
    pub fn now(&self) -> String {
        crate::clock::rfc3339(self.clock.now())
    }

    /// Keeps writers away from a package while it is judged on these copies. `None` where one is at
    /// work, or where an interrupted one has left the package half written.
    pub fn settle(&self, copies: &[TenantCopy], aip: AipId) -> Result<Option<Lock>> {
        let uuid = aip.uuid();
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
        Ok(Some(lock))
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
