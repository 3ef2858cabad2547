//! Records beside the packages: who the tenant is, receipts, reports. They are written once under
//! names that nobody gives twice, so whatever one copy has and another lacks is brought there.

use crate::archive::TenantCopy;
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::cpy;
use crate::store::{Entry, Key, Store, StoreError};
use std::collections::BTreeMap;

/// The folder of the records.
const FOLDER: &str = "reports";
/// Largest record that is brought over, in bytes; a segment has some megabytes at most.
const RECORD_BYTES: u64 = 256 << 20;

/// What came of bringing records over.
#[derive(Debug, Default)]
pub(super) struct Brought {
    /// Records that were brought.
    pub count: u64,
    /// Records that the two copies have differently.
    pub told: Vec<Finding>,
}

/// Makes a copy ready for a tenant: its record, and the files of the storage root.
pub(super) fn prepare(from: &[&TenantCopy], to: &TenantCopy) -> Result<()> {
    to.folder.create_holdings()?;
    let mut newest = to.folder.record()?;
    let known = newest.clone();
    for copy in from {
        let Ok(Some(record)) = copy.folder.record() else { continue };
        if newest.as_ref().is_none_or(|newest| newest.versions.len() < record.versions.len()) {
            newest = Some(record);
        }
    }
    let Some(newest) = newest else {
        return Err(Error::new(&cpy::NO_SOURCE).with("reason", "tenant.json: missing"));
    };
    if let Some(known) = known {
        if known == newest {
            return Ok(());
        }
        if !newest.versions.starts_with(&known.versions) {
            let error = Error::new(&cpy::DIFFERS).at("tenant.json").with("copy", &to.name);
            let other = from.first().map(|copy| copy.name.as_str()).unwrap_or_default();
            return Err(error.with("other", other));
        }
    }
    to.folder.put_record(&newest)
}

/// Brings the records that one copy has and the other lacks.
pub(super) fn bring(from: &TenantCopy, to: &TenantCopy) -> Result<Brought> {
    let (has, there) = (names(from)?, names(to)?);
    let mut out = Brought::default();
    for (key, size) in has {
        match there.get(&key) {
            Some(other) if *other == size => {}
            Some(_) => out.told.push(differs(&key, from, to)),
            None => match copy(from, to, &key) {
                Ok(()) => out.count += 1,
                Err(error) if error.is(&cpy::DIFFERS) => out.told.push(error.finding().clone()),
                Err(error) => return Err(error),
            },
        }
    }
    Ok(out)
}

fn copy(from: &TenantCopy, to: &TenantCopy, key: &Key) -> Result<()> {
    let bytes = from.folder.store().read(key, RECORD_BYTES)?;
    let store = to.folder.store();
    match store.create(key, &bytes) {
        Err(StoreError::AlreadyExists(_)) if store.read(key, RECORD_BYTES)? == bytes => Ok(()),
        Err(StoreError::AlreadyExists(_)) => Err(differs(key, from, to).into()),
        done => Ok(done?),
    }
}

fn differs(key: &Key, from: &TenantCopy, to: &TenantCopy) -> Finding {
    let finding = Finding::new(&cpy::DIFFERS).at(key.as_str());
    finding.with("copy", &to.name).with("other", &from.name)
}

/// The records of a copy with their sizes in bytes. There is one for some dozens of packages.
fn names(copy: &TenantCopy) -> Result<BTreeMap<Key, u64>, StoreError> {
    let folder = Key::new(FOLDER)?;
    let mut out = BTreeMap::new();
    copy.folder.store().list(&folder, &mut |entry| {
        if let Entry::File { key, meta } = entry {
            out.insert(key, meta.size);
        }
        std::ops::ControlFlow::Continue(())
    })?;
    Ok(out)
}
