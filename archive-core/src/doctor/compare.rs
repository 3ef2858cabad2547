//! Catalog, receipts and copies compared both ways, and what is missing brought back.
//!
//! Memory: an id and a number for each version, as often as there are copies; a digest for each
//! package; the receipts that are missing on a copy.

use super::knowledge::Knowledge;
use super::{Away, Options};
use crate::aip::AipId;
use crate::archive::{TenantArchive, TenantCopy};
use crate::catalog::Catalog;
use crate::error::Result;
use crate::finding::codes::{arc, cpy, led};
use crate::finding::{Class, Code, Finding, Findings};
use crate::fixity;
use crate::fs;
use crate::ingest::{ConfirmedCopy, Receipt, journal_name, pairs, read_receipts, write_receipts};
use crate::ledger::event::{Event, Version};
use crate::ledger::note::Verifier;
use crate::rebuild::{self, Aside, Facts, FoundVersion};
use crate::store::proof::Pace;
use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::AtomicUsize;

/// Versions of packages.
type Versions = BTreeSet<(AipId, u32)>;

/// The table of the catalog that is an index of the ledger.
const INDEX: [&str; 1] = ["entry"];
/// Versions that are entered into the ledger in one step.
const STEP: usize = 1_000;

/// Compares a tenant's catalog with every copy.
pub(super) fn tenant(
    tenant: &TenantArchive,
    options: Options,
    away: &Away,
    findings: &mut Findings,
) -> Result<()> {
    match tenant.index_ledger() {
        // A copy that is away was told, and so was a ledger without its key or not to be read.
        Err(error) if matches!(error.class(), Class::Temporary | Class::Integrity) => {}
        Err(error) if error.is(&led::NO_KEY) => {}
        other => other?,
    }
    for copy in away.others(tenant) {
        let mut desk = Desk { tenant, copy, options, mended: false, findings };
        let keys = desk.keys()?;
        let mut fresh = aside(copy, &keys, options)?;
        // What a copy lacks is told once, by the catalog.
        let failed = std::mem::take(&mut fresh.rebuilt.failed);
        let own = failed.iter().filter(|finding| finding.code.id != cpy::LACKS.id);
        own.for_each(|finding| desk.findings.push(finding.clone()));
        let stored = versions(&fresh.catalog)?;
        desk.rows(&stored)?;
        desk.receipts(&stored)?;
        desk.entries(&fresh.rebuilt.unlogged)?;
        let mended = desk.mended;
        // What was brought back is in the catalog now and was not when the copy was read.
        let fresh = if mended { aside(copy, &keys, options)? } else { fresh };
        contents(tenant, copy, &fresh.catalog, findings)?;
    }
    Ok(())
}

/// A catalog rebuilt from a copy.
fn aside(copy: &TenantCopy, keys: &[Verifier], options: Options) -> Result<Aside> {
    Aside::of(copy, keys, options.threads, &AtomicUsize::new(0))
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
    /// The key of the ledger on the copy. One that contradicts the installation's is told.
    fn keys(&mut self) -> Result<Vec<Verifier>> {
        let places = self.tenant.ledger_places();
        let Some(place) = places.iter().find(|place| place.name == self.copy.name) else {
            return Ok(Vec::new());
        };
        let key = match self.tenant.key_on(place) {
            Err(error) if error.class() == Class::Integrity => {
                self.findings.push(error.finding().clone().with("copy", &self.copy.name));
                self.tenant.ledger_key()?
            }
            other => other?,
        };
        Ok(key.into_iter().collect())
    }

    /// Versions that only the copy or only the catalog knows.
    fn rows(&mut self, stored: &Versions) -> Result<()> {
        let known = versions(self.tenant.catalog())?;
        let unknown: Versions = stored
            .difference(&known)
            .copied()
            .filter(|version| !self.is_in_work(*version))
            .collect();
        let mut receipts = self.receipts_of(&unknown)?;
        for key in unknown {
            if !self.options.mend() {
                self.tell(&arc::NOT_IN_CATALOG, key);
            } else if self.enter(key, receipts.remove(&key))? {
                self.tell(&arc::ENTERED, key);
                self.mended = true;
            }
        }
        let mut lacking = Versions::new();
        self.tenant.catalog().each_lacking(&self.copy.name, &mut |aip, version| {
            lacking.insert((aip, version));
            Ok(())
        })?;
        for &(aip, version) in known.difference(stored) {
            // What no receipt says to be here is behind, not lost.
            if lacking.contains(&(aip, version)) {
                continue;
            }
            // It may have been recorded after the copy was read.
            let root = self.copy.holdings.object_key(&aip.to_string());
            let inventory = root.join(&format!("v{version}/inventory.json"));
            let there = inventory
                .map_or(Ok(false), |key| crate::store::exists(self.copy.folder.store(), &key))?;
            if !there || !self.is_readable(aip, version) {
                self.tell(&arc::NOT_ON_COPY, (aip, version));
            }
        }
        Ok(())
    }

    fn is_readable(&self, aip: AipId, version: u32) -> bool {
        rebuild::read_version(self.copy, aip, version).is_ok()
    }

    /// Whether a journal speaks of a version: then it is recorded by whoever continues the work.
    fn is_in_work(&self, (aip, version): (AipId, u32)) -> bool {
        let name = journal_name(aip, version);
        fs::exists(&self.tenant.journal_folder().join(name))
    }

    /// Enters a version into the catalog. `false` where its receipt says something else of it.
    fn enter(&mut self, (aip, version): (AipId, u32), receipt: Option<Receipt>) -> Result<bool> {
        let found = rebuild::read_version(self.copy, aip, version)?;
        if receipt.as_ref().is_some_and(|receipt| !self.agrees((aip, version), &found, receipt)) {
            return Ok(false);
        }
        let copies = receipt.map(|receipt| receipt.copies).unwrap_or_default();
        found.record(self.tenant.catalog(), &pairs(&copies))?;
        Ok(true)
    }

    /// Whether a version on this copy is what a receipt attests; every contradiction is told.
    fn agrees(&mut self, key: (AipId, u32), found: &FoundVersion, receipt: &Receipt) -> bool {
        let Some(said) = Facts::of_receipt(receipt) else { return false };
        let differences = Facts::of_head(&found.head).differences(&said);
        let agrees = differences.is_empty();
        for difference in differences {
            let code = &arc::CONTRADICTS_RECEIPT;
            self.findings.push(rebuild::contradiction(code, key, &self.copy.name, difference));
        }
        agrees
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
        missing.retain(|key| !self.is_in_work(*key));
        let mut receipts = self.receipts_of(&missing)?;
        for key in missing {
            if self.options.mend() && self.give_receipt(key, receipts.remove(&key))? {
                self.tell(&arc::RECEIPTED, key);
                self.mended = true;
            } else {
                self.tell(&arc::NO_RECEIPT, key);
            }
        }
        Ok(())
    }

    /// Versions on the copy of which the ledger there does not speak. Those that the whole ledger
    /// does not attest, and that catalog and receipt know alike, are entered into it.
    fn entries(&mut self, unlogged: &Versions) -> Result<()> {
        let mut unlogged = unlogged.clone();
        unlogged.retain(|key| !self.is_in_work(*key));
        let receipts = self.receipts_of(&unlogged)?;
        let mut adopted = Vec::new();
        for (aip, version) in unlogged {
            let versions = self.tenant.catalog().versions(aip)?;
            let known = versions.into_iter().find(|known| known.number == version);
            let Some(known) = known else { continue };
            let inventory = known.inventory.hex();
            let said = self.tenant.attested(aip, version)?;
            if said.is_some_and(|said| said.inventory == inventory) {
                continue;
            }
            if self.options.mend() && receipts.contains_key(&(aip, version)) {
                let copies = known.confirmed.into_iter().map(|(copy, _)| copy).collect();
                adopted.push(Version { aip, version, inventory, copies });
            } else {
                self.tell(&led::UNATTESTED, (aip, version));
            }
        }
        for step in adopted.chunks(STEP) {
            let events: Vec<_> = step.iter().cloned().map(Event::Adopted).collect();
            self.tenant.append(&events)?;
            for said in step {
                self.tell(&led::ENTERED, (said.aip, said.version));
            }
            self.mended = true;
        }
        Ok(())
    }

    /// Restores a receipt from that of another copy, else by reading the package back from every
    /// copy. `false` where neither is possible.
    fn give_receipt(
        &mut self,
        (aip, version): (AipId, u32),
        elsewhere: Option<Receipt>,
    ) -> Result<bool> {
        let found = rebuild::read_version(self.copy, aip, version)?;
        let receipt = match elsewhere {
            Some(receipt) if self.agrees((aip, version), &found, &receipt) => receipt,
            None if self.reads_back(aip)? => self.new_receipt(aip, version, &found),
            _ => return Ok(false),
        };
        let confirmed = pairs(&receipt.copies);
        write_receipts([self.copy].into_iter(), &[receipt], self.tenant.clock().now())?;
        found.record(self.tenant.catalog(), &confirmed)?;
        Ok(true)
    }

    /// The receipts of some versions from whichever copies have them, with one reading of each.
    fn receipts_of(&self, wanted: &Versions) -> Result<HashMap<(AipId, u32), Receipt>> {
        let mut found = HashMap::new();
        for copy in self.tenant.copies() {
            if !self.options.mend() || found.len() == wanted.len() {
                break;
            }
            read_receipts(copy, &mut |receipt| {
                if let Ok(receipt) = receipt
                    && let Ok(aip) = receipt.aip.parse()
                    && wanted.contains(&(aip, receipt.version))
                {
                    found.entry((aip, receipt.version)).or_insert(receipt);
                }
                Ok(())
            })?;
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

    fn new_receipt(&self, aip: AipId, version: u32, found: &FoundVersion) -> Receipt {
        let copy = |copy: &TenantCopy| {
            let confirmed = copy.folder.store().read_back().as_str().to_owned();
            ConfirmedCopy { name: copy.name.clone(), confirmed }
        };
        let copies: Vec<_> = self.tenant.copies().iter().map(copy).collect();
        Receipt::of(aip, version, &found.head, &copies, self.tenant.clock().now())
    }

    fn tell(&mut self, code: &'static Code, (aip, version): (AipId, u32)) {
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
    // A copy that is behind has a shorter ledger.
    let as_long = fresh.indexed()? == tenant.catalog().indexed()?;
    let without: &[&str] = if as_long { &[] } else { &INDEX };
    let of = |catalog| Knowledge::of(catalog, without);
    if same
        && !busy
        && let Some(differing) = of(fresh)?.unlike(&of(tenant.catalog())?)
    {
        let finding = Finding::new(&arc::CATALOG_DIFFERS).with("tenant", tenant.id());
        findings.push(finding.with("copy", &copy.name).with("where", differing));
    }
    Ok(())
}

fn versions(catalog: &Catalog) -> Result<Versions> {
    const PAGE: usize = 10_000;
    let mut out = BTreeSet::new();
    let mut after = None;
    loop {
        let page = catalog.list_all(after, PAGE)?;
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
