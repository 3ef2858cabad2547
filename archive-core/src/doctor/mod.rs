//! The doctor: looks at an installation and tells what is not as it should be.
//!
//! What it looks at: space and places, the virus scanner, the folder of schemas, work that was
//! interrupted, leftovers and strays, tenants that copies and index know differently. With
//! `reconcile` it compares catalog, receipts and copies both ways; in full it also reads every
//! stored byte. It changes nothing, unless `reconcile` without `dry_run` asks it to clear away what
//! is provably nobody's and to bring back rows and receipts that are missing; on a copy in a
//! service it writes a few small files, and removes them, to see whether the service keeps its
//! promises. It never changes anything in the holdings but interrupted work.

mod compare;
mod knowledge;
mod leftovers;
mod places;

use crate::archive::{Archive, Authorities, TenantArchive, TenantCopy};
use crate::error::{Error, Result};
use crate::finding::codes::{arc, cat, cpy};
use crate::finding::{Class, Finding, Findings, KEPT_PER_CODE};
use crate::fixity;
use crate::ingest::{Unfinished, review};
use crate::metadata::schema::Library;
use crate::scan::Clamd;
use crate::store::proof::Pace;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// Less free space than this on a copy is told, in bytes.
const LITTLE_SPACE: u64 = 1 << 30;

/// How thoroughly to look, and whether to change anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Read every stored byte and compare everything with everything.
    pub full: bool,
    /// Compare catalog, journal, receipts and copies both ways, and mend what can be mended.
    pub reconcile: bool,
    /// Mend nothing.
    pub dry_run: bool,
    /// Threads for reading.
    pub threads: usize,
}

impl Options {
    fn mend(self) -> bool {
        self.reconcile && !self.dry_run
    }
}

/// Looks at the whole installation. What was mended is among the findings too, as a remark.
pub fn examine(archive: &Archive, options: Options) -> Result<Findings> {
    let mut findings = Findings::new();
    let away = Away::of(archive, &mut findings);
    places::copies(archive, options, &away, &mut findings)?;
    scanner(archive, &mut findings);
    schemas(archive, &mut findings);
    for row in archive.tenants()? {
        let tenant = match archive.tenant(&row.id) {
            // Nothing more can be said of this tenant, but of the others.
            Err(error) if is_of_catalog(&error) => {
                findings.push(error.finding().clone());
                continue;
            }
            opened => opened?,
        };
        places::tenant(archive, &tenant, options, &away, &mut findings)?;
        examine_tenant(&tenant, options, &away, &mut findings)?;
    }
    Ok(findings)
}

/// Copies that cannot be used now: nothing is said of what is on them.
struct Away(BTreeSet<String>);

impl Away {
    /// Asks every copy who it is. One that does not say it is told, unless it is a medium that is
    /// taken away.
    fn of(archive: &Archive, findings: &mut Findings) -> Self {
        let mut away = BTreeSet::new();
        for own in archive.copies() {
            let Err(error) = own.copy.owner_now() else { continue };
            away.insert(own.name().to_owned());
            if !own.section.offline {
                let finding = Finding::new(&cpy::AWAY).with("copy", own.name());
                findings.push(finding.with_reason(error.finding()));
            }
        }
        Self(away)
    }

    fn has(&self, copy: &str) -> bool {
        self.0.contains(copy)
    }

    /// The copies of a tenant that can be looked at.
    fn others<'a>(&self, tenant: &'a TenantArchive) -> impl Iterator<Item = &'a TenantCopy> {
        tenant.copies().iter().filter(|copy| !self.has(&copy.name))
    }
}

/// Says which copies lack versions, and how many.
fn behind(tenant: &TenantArchive, findings: &mut Findings) -> Result<()> {
    for copy in tenant.copies() {
        let count = tenant.catalog().unconfirmed_beside(&copy.name)?;
        if count > 0 {
            let finding = Finding::new(&cpy::BEHIND).with("copy", &copy.name);
            findings.push(finding.with("tenant", tenant.id()).with("count", count));
        }
    }
    Ok(())
}

/// Whether the virus scanner answers, where one is configured: ingest may stand still without it.
fn scanner(archive: &Archive, findings: &mut Findings) {
    let scanner = Clamd::new(&archive.config().virus_settings(None));
    let answers = scanner.and_then(|scanner| scanner.map(|scanner| scanner.probe()).transpose());
    if let Err(error) = answers {
        findings.push(error.finding().clone());
    }
}

/// Whether the folder of schemas can be used, where one is configured: nothing is taken in without.
fn schemas(archive: &Archive, findings: &mut Findings) {
    let Some(folder) = &archive.config().schemas.folder else { return };
    match Library::open(&archive.folder().join(folder)) {
        Ok(library) => {
            library.broken().for_each(|(_, finding)| findings.push(finding.clone()));
        }
        Err(error) => findings.push(error.finding().clone()),
    }
}

/// Whether what dates the ledger holds, and for how long.
fn dates(tenant: &TenantArchive, findings: &mut Findings) -> Result<()> {
    let authorities = Authorities::of(tenant.config(), tenant.installation());
    match authorities.and_then(|authorities| tenant.ageing(&authorities)) {
        Err(error) if error.class() == Class::Temporary => return Err(error),
        Err(error) => findings.push(error.finding().clone()),
        Ok(said) => said.iter().for_each(|finding| findings.push(finding.clone())),
    }
    Ok(())
}

/// Whether an error speaks of a catalog that must be made anew.
fn is_of_catalog(error: &Error) -> bool {
    [&cat::LOST, &cat::BROKEN, &cat::UNKNOWN_VALUE, &cat::REBUILD_UNFINISHED, &cat::TOO_NEW]
        .into_iter()
        .any(|code| error.is(code))
}

fn examine_tenant(
    tenant: &TenantArchive,
    options: Options,
    away: &Away,
    findings: &mut Findings,
) -> Result<()> {
    journals(tenant, options, findings)?;
    behind(tenant, findings)?;
    match tenant.check_ledger_key() {
        Err(error) if error.class() == Class::Temporary => return Err(error),
        Err(error) => findings.push(error.finding().clone()),
        Ok(()) => {}
    }
    dates(tenant, findings)?;
    for copy in away.others(tenant) {
        leftovers::staged(tenant, copy, options, findings)?;
    }
    if options.full || options.reconcile {
        compare::tenant(tenant, options, away, findings)?;
    }
    if options.full {
        let (threads, wait) = (options.threads.max(1), tenant.wait());
        let run = fixity::RunOptions { threads, wait, ..Default::default() };
        let heard = Heard::default();
        fixity::run(tenant, &run, &heard, &Pace::default())?;
        let heard = heard.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        for finding in heard {
            findings.push(finding);
        }
        tenant.catalog().each_damage(&mut |damage| {
            findings.push(fixity::damage_finding(&damage));
            Ok(())
        })?;
    }
    Ok(())
}

/// What an integrity check said beside damage: what could not be looked at is not healthy.
#[derive(Default)]
struct Heard(Mutex<Vec<Finding>>);

impl fixity::Events for Heard {
    fn finding(&self, finding: &Finding) {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.len() < KEPT_PER_CODE {
            heard.push(finding.clone());
        }
    }
}

/// Work that was interrupted: told, since it may wait for a source that never comes again.
fn journals(tenant: &TenantArchive, options: Options, findings: &mut Findings) -> Result<()> {
    for (name, found) in review(tenant, options.mend())? {
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                findings.push(error.finding().clone().with("tenant", tenant.id()));
                continue;
            }
        };
        let code = match (found, options.mend()) {
            (Unfinished::Broken, true) => &arc::CLEARED,
            (Unfinished::Broken, false) => &arc::BROKEN_JOURNAL,
            (Unfinished::Committing, true) => &arc::FINISHED,
            (Unfinished::Orphaned, true) => &arc::GIVEN_UP,
            _ => &arc::UNFINISHED,
        };
        findings.push(Finding::new(code).at(name).with("tenant", tenant.id()));
    }
    Ok(())
}
