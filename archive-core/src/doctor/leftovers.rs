//! What interrupted work has left on a copy: staged versions and claims without a journal.

use super::Options;
use crate::aip::AipId;
use crate::archive::{TenantArchive, TenantCopy, package_lock};
use crate::error::Result;
use crate::finding::codes::arc;
use crate::finding::{Finding, Findings};
use crate::fs;
use crate::store::{Entry, Key, Store, StoreError, parse_work_name, work_name};
use std::collections::BTreeSet;

/// Longest claim read, in bytes.
const CLAIM_BYTES: u64 = 4_096;

/// Staging folders and claims that no journal speaks of.
pub(super) fn staged(
    tenant: &TenantArchive,
    copy: &TenantCopy,
    options: Options,
    findings: &mut Findings,
) -> Result<()> {
    // A journal begins before its claim and ends after it: who has none now never gets one.
    let mut orphans = BTreeSet::new();
    for name in names(copy)? {
        let journal = tenant.journal_folder().join(format!("{name}.jsonl"));
        if !fs::exists(&journal) {
            orphans.insert(name);
        }
    }
    // What an optional copy could not finish waits for the next sync.
    tenant.catalog().each_lacking(&copy.name, &mut |aip, version| {
        orphans.remove(&work_name(&aip.to_string(), version));
        Ok(())
    })?;
    for name in names(copy)?.intersection(&orphans) {
        let place = format!("{}/staging/{name}", tenant.id());
        if options.mend() && clear(tenant, copy, name)? {
            findings.push(Finding::new(&arc::CLEARED).at(place));
        } else {
            findings.push(Finding::new(&arc::LEFTOVER).at(place).with("copy", &copy.name));
        }
    }
    Ok(())
}

/// The names of versions that are staged or claimed. Other things are the strays' business.
fn names(copy: &TenantCopy) -> Result<BTreeSet<String>> {
    let mut out = BTreeSet::new();
    for folder in ["staging", "claims"] {
        let folder = Key::new(folder).map_err(StoreError::from)?;
        for entry in copy.folder.store().children(&folder)? {
            if let Entry::File { key, .. } | Entry::Folder { key } = entry
                && version_of(key.name()).is_some()
            {
                out.insert(key.name().to_owned());
            }
        }
    }
    Ok(out)
}

/// Package and version that a staging folder or a claim is named for.
pub(super) fn version_of(name: &str) -> Option<(AipId, u32)> {
    let (uuid, version) = parse_work_name(name)?;
    Some((uuid.to_string().parse().ok()?, version))
}

/// Gives up a version that nobody is at work on. `false` where somebody is, or where something
/// foreign stands in its place.
fn clear(tenant: &TenantArchive, copy: &TenantCopy, name: &str) -> Result<bool> {
    let Some((aip, version)) = version_of(name) else { return Ok(false) };
    let Some(_lock) = tenant.locks().try_take(&package_lock(aip))? else {
        return Ok(false);
    };
    let id = aip.to_string();
    let claim = Key::new(format!("claims/{name}")).map_err(StoreError::from)?;
    let writer = match copy.folder.store().read(&claim, CLAIM_BYTES) {
        Ok(writer) if !writer.is_empty() => String::from_utf8_lossy(&writer).into_owned(),
        Ok(_) | Err(StoreError::NotFound(_)) => "doctor".to_owned(),
        Err(error) => return Err(error.into()),
    };
    let object = copy.holdings.object_key(&id);
    let placement = copy.folder.placement(object, &id, version, &writer);
    match copy.folder.store().stage(&placement) {
        Ok(stage) => Ok(stage.abandon().is_ok()),
        // Committed after all: opening the stage has cleared away what was left of it.
        Err(StoreError::AlreadyExists(_)) => Ok(true),
        Err(error) if error.retryable() => Err(error.into()),
        Err(_) => Ok(false),
    }
}
