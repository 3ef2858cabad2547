//! The doctor: looks at an installation and tells what is not as it should be.
//!
//! It changes nothing. What it looks at: space and places, work that was interrupted, leftovers
//! and strays on the copies, tenants that a copy does not know, the clock; in full also every
//! stored byte, the OCFL rules, and whether the catalog equals one rebuilt from each copy.

use crate::aip::AipId;
use crate::archive::{Archive, TenantArchive, TenantCopy};
use crate::catalog::Catalog;
use crate::error::Result;
use crate::finding::codes::{arc, ing};
use crate::finding::{Finding, Findings};
use crate::fixity;
use crate::fs;
use crate::rebuild;
use crate::store::proof::Pace;
use crate::store::{Entry, Key, Store, StoreError};
use std::collections::BTreeSet;
use std::io::Write;
use std::sync::atomic::AtomicUsize;

/// Less free space than this on a copy is told, in bytes.
const LITTLE_SPACE: u64 = 1 << 30;
/// What may stand in a tenant's folder of a copy.
const TENANT_FOLDERS: [&str; 6] =
    ["holdings", "reports", "claims", "staging", "evidence", "ledger"];

/// How thoroughly to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Read every stored byte and compare everything with everything.
    pub full: bool,
    /// Compare catalog, journal and copies both ways.
    pub reconcile: bool,
    /// Threads for reading.
    pub threads: usize,
}

/// Looks at the whole installation.
pub fn examine(archive: &Archive, options: Options) -> Result<Findings> {
    let mut findings = Findings::new();
    for (name, copy) in archive.copies() {
        let free = copy.store().free_bytes()?;
        if let Some(free) = free.filter(|free| *free < LITTLE_SPACE) {
            let finding = Finding::new(&arc::LITTLE_SPACE).with("copy", name);
            findings.push(finding.with("free", free));
        }
    }
    for row in archive.tenants()? {
        for (name, copy) in archive.copies() {
            if copy.tenant(&row.id).record()?.is_none() {
                let finding = Finding::new(&arc::TENANTS_DIFFER).with("copy", name);
                findings.push(finding.with("tenant", &row.id));
            }
        }
        let tenant = archive.tenant(&row.id)?;
        examine_tenant(&tenant, options, &mut findings)?;
    }
    Ok(findings)
}

fn examine_tenant(tenant: &TenantArchive, options: Options, findings: &mut Findings) -> Result<()> {
    let journals = journals(tenant, findings)?;
    for copy in tenant.copies() {
        leftovers(tenant, copy, &journals, findings)?;
        if options.full || options.reconcile {
            strays(tenant, copy, findings)?;
            compare_with_rebuild(tenant, copy, options.threads, findings)?;
        }
    }
    if options.full {
        let (threads, wait) = (options.threads, tenant.wait());
        let run = fixity::RunOptions { threads, wait, ..Default::default() };
        fixity::run(tenant, &run, &fixity::Silent, &Pace::default())?;
        tenant.catalog().each_damage(&mut |damage| {
            findings.push(fixity::damage_finding(&damage));
            Ok(())
        })?;
    }
    Ok(())
}

/// Work that was interrupted: told, since it may wait for a source that never comes again.
fn journals(tenant: &TenantArchive, findings: &mut Findings) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_folder(&tenant.journal_folder())? {
        let name = entry.name.to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".jsonl") else { continue };
        findings.push(Finding::new(&arc::UNFINISHED).at(name.clone()).with("tenant", tenant.id()));
        names.insert(stem.to_owned());
    }
    Ok(names)
}

/// Staging folders and claims that no journal speaks of.
fn leftovers(
    tenant: &TenantArchive,
    copy: &TenantCopy,
    journals: &BTreeSet<String>,
    findings: &mut Findings,
) -> Result<()> {
    for folder in ["staging", "claims"] {
        let folder = Key::new(folder).map_err(StoreError::from)?;
        for entry in copy.folder.store().children(&folder)? {
            let (place, name) = match &entry {
                Entry::File { key, .. } | Entry::Folder { key } => {
                    (key.to_string(), key.name().to_owned())
                }
                Entry::Odd { place, .. } => (place.clone(), String::new()),
            };
            if !journals.contains(&name) {
                let finding = Finding::new(&arc::LEFTOVER).at(format!("{}/{place}", tenant.id()));
                findings.push(finding.with("copy", &copy.name));
            }
        }
    }
    Ok(())
}

/// What nobody put in a tenant's folder.
fn strays(tenant: &TenantArchive, copy: &TenantCopy, findings: &mut Findings) -> Result<()> {
    for entry in copy.folder.store().children(&Key::root())? {
        let known = match &entry {
            Entry::Folder { key } => TENANT_FOLDERS.contains(&key.as_str()),
            Entry::File { key, .. } => key.as_str() == "tenant.json",
            Entry::Odd { .. } => false,
        };
        if !known {
            let place = match entry {
                Entry::File { key, .. } | Entry::Folder { key } => key.to_string(),
                Entry::Odd { place, .. } => place,
            };
            let finding = Finding::new(&arc::STRAY).at(format!("{}/{place}", tenant.id()));
            findings.push(finding.with("copy", &copy.name));
        }
    }
    Ok(())
}

/// Rebuilds the catalog into a temporary file and compares the two.
fn compare_with_rebuild(
    tenant: &TenantArchive,
    copy: &TenantCopy,
    threads: usize,
    findings: &mut Findings,
) -> Result<()> {
    let scratch = tempfile::tempdir()
        .map_err(fs::Failure::of("create", std::path::Path::new("(temporary folder)")))?;
    let fresh = Catalog::open(&scratch.path().join("catalog.sqlite"))?;
    let rebuilt = rebuild::rebuild(copy, &fresh, threads, &AtomicUsize::new(0))?;
    for finding in rebuilt.failed {
        findings.push(finding);
    }
    let (stored, known) = (packages(&fresh)?, packages(tenant.catalog())?);
    for id in stored.difference(&known) {
        let finding = Finding::new(&arc::NOT_IN_CATALOG).with("aip", id).with("copy", &copy.name);
        findings.push(finding);
    }
    for id in known.difference(&stored) {
        let finding = Finding::new(&ing::UNREADABLE_AIP).at(id.to_string());
        findings.push(finding.with("reason", format_args!("it is not on the copy {}", copy.name)));
    }
    if stored == known && dump(&fresh)? != dump(tenant.catalog())? {
        let finding = Finding::new(&arc::CATALOG_DIFFERS).with("tenant", tenant.id());
        findings.push(finding.with("copy", &copy.name));
    }
    Ok(())
}

fn packages(catalog: &Catalog) -> Result<BTreeSet<AipId>> {
    const PAGE: usize = 10_000;
    let mut out = BTreeSet::new();
    let mut after = None;
    loop {
        let page = catalog.list(after, PAGE)?;
        after = page.last().map(|row| row.aip);
        let last = page.len() < PAGE;
        out.extend(page.into_iter().map(|row| row.aip));
        if last {
            return Ok(out);
        }
    }
}

/// A digest of the canonical dump: a catalog of millions of files is not held in memory.
fn dump(catalog: &Catalog) -> Result<crate::digest::Digest> {
    let mut hashing = Hashing(crate::digest::Hasher::new(crate::digest::Algorithm::Sha256));
    catalog.dump(&mut hashing)?;
    Ok(hashing.0.finish())
}

struct Hashing(crate::digest::Hasher);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
