//! The packages that the archive makes for itself (`docs/format.md`, section 3.5): so far one for
//! each tenant, with the schemas that its metadata follow and the signature files in use.
//!
//! It is composed in a folder of `state/` and taken in like any other, so that METS, PREMIS,
//! receipts, checks and rebuilding know no second way. It is made before the first package, and
//! gets a new version when a file is new or changed. Whether that is so is told from sizes and
//! times first, then from digests in the catalog; no copy is read for it.

mod sources;

use super::outcome::{Outcome, Status};
use super::session::Session;
use crate::aip::AipId;
use crate::aip::schemas::Schemas;
use crate::archive::{Seen, TenantArchive};
use crate::digest::Digest;
use crate::error::{Error, Result};
use crate::finding::codes::cat;
use crate::finding::{Finding, Severity};
use crate::fs;
use crate::package::{Area, Kind};
use sources::{Bytes, Item, Wanted, stamp, wanted};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Only one process makes the package at a time.
const LOCK: &str = "own-schemas";
/// The name the package comes with.
const NAME: &str = "schemas";

/// What a session knows of the schemas.
#[derive(Default)]
pub struct Keeper(Mutex<State>);

#[derive(Default)]
struct State {
    schemas: Option<Arc<Schemas>>,
    told: Vec<Finding>,
}

impl Keeper {
    /// The schemas in use, made or renewed by whoever asks first.
    pub fn schemas(&self, session: &Session<'_>) -> Result<Arc<Schemas>> {
        let mut state = self.lock();
        if let Some(schemas) = &state.schemas {
            return Ok(Arc::clone(schemas));
        }
        let schemas = Arc::new(keep(session, &mut state.told)?);
        state.schemas = Some(Arc::clone(&schemas));
        Ok(schemas)
    }

    /// Looks for changes again when it is asked next.
    pub fn forget(&self) {
        self.lock().schemas = None;
    }

    /// What had to be left out, once.
    pub fn told(&self) -> Vec<Finding> {
        std::mem::take(&mut self.lock().told)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes sure that the archive keeps the schemas as they are now.
fn keep(session: &Session<'_>, told: &mut Vec<Finding>) -> Result<Schemas> {
    let tenant = session.tenant();
    let stamp = stamp(tenant);
    if let Some(schemas) = unchanged(tenant, &stamp)? {
        return Ok(schemas);
    }
    let _lock = tenant.locks().take(LOCK, tenant.wait())?;
    if let Some(schemas) = unchanged(tenant, &stamp)? {
        return Ok(schemas); // Somebody else was faster.
    }
    // Another process may have been interrupted in the midst of it since this session began.
    session.look_for_unfinished()?;
    let Wanted { items, needed_for, left_out } = wanted(tenant);
    let known = tenant.catalog().own(Kind::Schemas)?.map(|row| (row.aip, row.version));
    let up_to_date = known.map_or(Ok(false), |version| holds(tenant, version, &items))?;
    let folder = tenant.own_folder().join(NAME);
    if !up_to_date {
        make(session, &folder, known.map(|(aip, _)| aip), &items)?;
    } else if fs::exists(&folder)
        && let Err(error) = fs::remove_tree(&folder)
    {
        // It was taken in, and whoever did it was interrupted before it could be cleared away:
        // nothing that an ingest would have to wait for.
        tracing::warn!(%error, "a leftover folder stays");
    }
    let row = tenant.catalog().own(Kind::Schemas)?;
    let row = row.ok_or_else(|| Error::new(&cat::UNKNOWN_PACKAGE).with("id", NAME))?;
    let mut seen = Seen { stamp, aip: row.aip.to_string(), version: row.version, needed_for };
    if !left_out.is_empty() {
        // Looked for again next time.
        seen.stamp.clear();
    }
    tenant.remember_schemas(&seen)?;
    told.extend(left_out);
    let schemas = tenant.schemas()?;
    schemas.ok_or_else(|| Error::new(&cat::UNKNOWN_PACKAGE).with("id", row.aip))
}

/// The schemas in use, where nothing has changed since they were looked at last.
fn unchanged(tenant: &TenantArchive, stamp: &str) -> Result<Option<Schemas>> {
    let Some(seen) = tenant.seen_schemas().filter(|seen| seen.stamp == stamp) else {
        return Ok(None);
    };
    let schemas = tenant.schemas()?;
    Ok(schemas.filter(|schemas| seen.is_of(schemas.aip, schemas.version)))
}

/// Whether a version holds every file as it is now. What is no longer there on the machine makes no
/// new version: it may be lost, and the archive has it.
fn holds(tenant: &TenantArchive, version: (AipId, u32), items: &[Item]) -> Result<bool> {
    let mut held: HashMap<String, Digest> = HashMap::new();
    tenant.catalog().files_by_path(version.0, version.1, Area::Original, "", &mut |file| {
        held.insert(file.path, file.digest);
        Ok(())
    })?;
    // What is made of the others is new with them alone.
    for item in items.iter().filter(|item| !matches!(item.bytes, Bytes::Made(_))) {
        if held.get(&item.path) != Some(&item.digest()?) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Composes the package in a folder and takes it in.
fn make(
    session: &Session<'_>,
    folder: &Path,
    earlier: Option<AipId>,
    items: &[Item],
) -> Result<()> {
    compose(folder, items)?;
    let outcome = session.ingest_own(folder, Kind::Schemas, earlier);
    match outcome.status {
        Status::Stored | Status::Duplicate => fs::remove_tree(folder)?,
        Status::Failed | Status::Rejected | Status::Quarantined | Status::Valid => {
            return Err(why(&outcome));
        }
    }
    tracing::info!(aip = ?outcome.aip, version = outcome.version, "schemas put into the archive");
    Ok(())
}

fn compose(folder: &Path, items: &[Item]) -> Result<()> {
    if fs::exists(folder) {
        fs::remove_tree(folder)?;
    }
    for item in items {
        let place = folder.join(&item.path);
        fs::create_folders(place.parent().unwrap_or(folder))?;
        item.write(folder)?;
    }
    Ok(())
}

/// The first thing that kept the package from being stored.
fn why(outcome: &Outcome) -> Error {
    let error = outcome.findings.iter().find(|found| found.severity() == Severity::Error);
    match error {
        Some(finding) => finding.clone().into(),
        None => Error::new(&cat::UNKNOWN_PACKAGE).with("id", NAME),
    }
}
