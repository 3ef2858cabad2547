//! Catalog, receipts and copies compared both ways, and what is missing brought back.
//!
//! Memory: an id and a number for each version, as often as there are copies.

use super::Options;
use crate::aip::AipId;
use crate::archive::{TenantArchive, TenantCopy};
use crate::catalog::{Catalog, VersionRow};
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::Result;
use crate::finding::codes::arc;
use crate::finding::{Code, Finding, Findings};
use crate::fixity;
use crate::fs;
use crate::ingest::{ConfirmedCopy, Receipt, journal_name, read_receipts, write_receipts};
use crate::rebuild;
use crate::store::Store;
use crate::store::proof::Pace;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicUsize;

/// Versions of packages.
type Versions = BTreeSet<(AipId, u32)>;

/// Compares a tenant's catalog with every copy.
pub(super) fn tenant(
    tenant: &TenantArchive,
    options: Options,
    findings: &mut Findings,
) -> Result<()> {
    for copy in tenant.copies() {
        let mut desk = Desk { tenant, copy, options, mended: false, findings };
        let fresh = Fresh::of(copy, options, desk.findings)?;
        let stored = versions(&fresh.catalog)?;
        desk.rows(&stored)?;
        desk.receipts(&stored)?;
        let mended = desk.mended;
        // What was brought back is in the catalog now and was not when the copy was read.
        let fresh = if mended { Fresh::of(copy, options, &mut Findings::new())? } else { fresh };
        contents(tenant, copy, &fresh.catalog, findings)?;
    }
    Ok(())
}

/// A catalog rebuilt from a copy into a temporary file.
struct Fresh {
    catalog: Catalog,
    _folder: tempfile::TempDir,
}

impl Fresh {
    fn of(copy: &TenantCopy, options: Options, findings: &mut Findings) -> Result<Self> {
        let folder = tempfile::tempdir()
            .map_err(fs::Failure::of("create", Path::new("(temporary folder)")))?;
        let catalog = Catalog::create(&folder.path().join("catalog.sqlite"))?;
        let rebuilt = rebuild::rebuild(copy, &catalog, options.threads, &AtomicUsize::new(0))?;
        for finding in rebuilt.failed {
            findings.push(finding);
        }
        Ok(Self { catalog, _folder: folder })
    }
}

/// The comparison with one copy.
struct Desk<'a> {
    tenant: &'a TenantArchive,
    copy: &'a TenantCopy,
    options: Options,
    /// Whether anything was brought back.
    mended: bool,
    findings: &'a mut Findings,
}

impl Desk<'_> {
    /// Versions that only the copy or only the catalog knows.
    fn rows(&mut self, stored: &Versions) -> Result<()> {
        let known = versions(self.tenant.catalog())?;
        for &(aip, version) in stored.difference(&known) {
            if self.is_in_work(aip, version) {
                continue;
            }
            if self.options.mend() {
                self.enter(aip, version)?;
            } else {
                self.tell(&arc::NOT_IN_CATALOG, aip, version);
            }
        }
        for &(aip, version) in known.difference(stored) {
            // It may have been recorded after the copy was read.
            let root = self.copy.holdings.object_key(&aip.to_string());
            let inventory = root.join(&format!("v{version}/inventory.json"));
            let there = inventory
                .map_or(Ok(false), |key| crate::store::exists(self.copy.folder.store(), &key))?;
            if !there || !self.is_readable(aip, version) {
                self.tell(&arc::NOT_ON_COPY, aip, version);
            }
        }
        Ok(())
    }

    fn is_readable(&self, aip: AipId, version: u32) -> bool {
        rebuild::read_version(self.copy, aip, version).is_ok()
    }

    /// Whether a journal speaks of a version: then it is recorded by whoever continues the work.
    fn is_in_work(&self, aip: AipId, version: u32) -> bool {
        let name = journal_name(aip, version);
        fs::exists(&self.tenant.journal_folder().join(name))
    }

    fn enter(&mut self, aip: AipId, version: u32) -> Result<()> {
        let receipt = self.receipt_elsewhere(aip, version)?;
        let copies = receipt.map(|receipt| receipt.copies).unwrap_or_default();
        let confirmed: Vec<_> = copies.into_iter().map(|c| (c.name, c.confirmed)).collect();
        rebuild::read_version(self.copy, aip, version)?
            .record(self.tenant.catalog(), &confirmed)?;
        self.tell(&arc::ENTERED, aip, version);
        self.mended = true;
        Ok(())
    }

    /// Versions on the copy for which it has no receipt.
    fn receipts(&mut self, stored: &Versions) -> Result<()> {
        let mut missing = stored.clone();
        read_receipts(self.copy, &mut |receipt| {
            if let Ok(receipt) = receipt
                && let Ok(aip) = receipt.aip.parse()
            {
                missing.remove(&(aip, receipt.version));
            }
            Ok(())
        })?;
        for (aip, version) in missing {
            if self.is_in_work(aip, version) {
                continue;
            }
            if self.options.mend() && self.give_receipt(aip, version)? {
                self.tell(&arc::RECEIPTED, aip, version);
                self.mended = true;
            } else {
                self.tell(&arc::NO_RECEIPT, aip, version);
            }
        }
        Ok(())
    }

    /// Restores a receipt from another copy, else by reading the package back from every copy.
    /// `false` where neither is possible.
    fn give_receipt(&self, aip: AipId, version: u32) -> Result<bool> {
        let receipt = match self.receipt_elsewhere(aip, version)? {
            Some(receipt) => receipt,
            None if self.reads_back(aip)? => {
                let rows = self.tenant.catalog().versions(aip)?;
                let Some(row) = rows.into_iter().find(|row| row.number == version) else {
                    return Ok(false);
                };
                self.new_receipt(aip, &row)
            }
            None => return Ok(false),
        };
        let confirmed: Vec<_> =
            receipt.copies.iter().map(|c| (c.name.clone(), c.confirmed.clone())).collect();
        write_receipts([self.copy].into_iter(), &[receipt], self.tenant.clock().now())?;
        rebuild::read_version(self.copy, aip, version)?
            .record(self.tenant.catalog(), &confirmed)?;
        Ok(true)
    }

    /// The receipt of a version from whichever copy has one.
    fn receipt_elsewhere(&self, aip: AipId, version: u32) -> Result<Option<Receipt>> {
        let id = aip.to_string();
        let mut found = None;
        for copy in self.tenant.copies() {
            read_receipts(copy, &mut |receipt| {
                if let Ok(receipt) = receipt
                    && receipt.aip == id
                    && receipt.version == version
                {
                    found = Some(receipt);
                }
                Ok(())
            })?;
            if found.is_some() {
                break;
            }
        }
        Ok(found)
    }

    /// Whether every copy gives every byte of a package as its inventory says.
    fn reads_back(&self, aip: AipId) -> Result<bool> {
        let run = fixity::RunOptions {
            aip: Some(aip),
            from_medium: true,
            threads: self.options.threads.max(1),
            wait: self.tenant.wait(),
            ..Default::default()
        };
        let summary = fixity::run(self.tenant, &run, &fixity::Silent, &Pace::default())?;
        Ok(summary.damaged() == 0 && !summary.left_open())
    }

    fn new_receipt(&self, aip: AipId, row: &VersionRow) -> Receipt {
        let copy = |copy: &TenantCopy| ConfirmedCopy {
            name: copy.name.clone(),
            confirmed: copy.folder.store().read_back().as_str().to_owned(),
        };
        Receipt {
            schema_version: 1,
            aip: aip.to_string(),
            version: row.number,
            stored: crate::clock::rfc3339(self.tenant.clock().now()),
            kind: row.kind.clone(),
            files: row.files,
            bytes: row.bytes,
            fingerprint: row.fingerprint.hex(),
            payload_fingerprint: row.payload_fingerprint.hex(),
            inventory: row.inventory.hex(),
            copies: self.tenant.copies().iter().map(copy).collect(),
        }
    }

    fn tell(&mut self, code: &'static Code, aip: AipId, version: u32) {
        let finding = Finding::new(code).with("aip", aip).with("version", version);
        self.findings.push(finding.at(aip.to_string()).with("copy", &self.copy.name));
    }
}

/// Compares everything that catalog and copy know of the same versions.
fn contents(
    tenant: &TenantArchive,
    copy: &TenantCopy,
    fresh: &Catalog,
    findings: &mut Findings,
) -> Result<()> {
    // Who is at work now changes one of the two while the other is read.
    let busy = !fs::read_folder(&tenant.journal_folder())?.is_empty();
    let same = versions(fresh)? == versions(tenant.catalog())?;
    if same && !busy && dump(fresh)? != dump(tenant.catalog())? {
        let finding = Finding::new(&arc::CATALOG_DIFFERS).with("tenant", tenant.id());
        findings.push(finding.with("copy", &copy.name));
    }
    Ok(())
}

fn versions(catalog: &Catalog) -> Result<Versions> {
    const PAGE: usize = 10_000;
    let mut out = BTreeSet::new();
    let mut after = None;
    loop {
        let page = catalog.list(after, PAGE)?;
        after = page.last().map(|row| row.aip);
        for row in &page {
            // The versions of a package are numbered without gaps.
            out.extend((1..=row.version).map(|version| (row.aip, version)));
        }
        if page.len() < PAGE {
            return Ok(out);
        }
    }
}

/// A digest of the canonical dump: a catalog of millions of files is not held in memory.
fn dump(catalog: &Catalog) -> Result<Digest> {
    let mut hashing = Hashing(Hasher::new(Algorithm::Sha256));
    catalog.dump(&mut hashing)?;
    Ok(hashing.0.finish())
}

struct Hashing(Hasher);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
