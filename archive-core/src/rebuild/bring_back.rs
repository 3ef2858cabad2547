//! Bringing a lost installation back from one of its copies: promise 2 of the archive, for the
//! day on which the machine is gone.

use super::{Aside, Rebuilt};
use crate::archive::{Archive, TenantCopy, index_file, make_folders, open_store};
use crate::catalog::InstallationCatalog;
use crate::clock::Clock;
use crate::config::{self, Config, CopySection};
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::{arc, sto};
use crate::fs;
use crate::store::{CopyRecord, StorageCopy};
use crate::tenant::TenantId;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicUsize;

/// From where an installation shall come back.
#[derive(Debug, Clone, Default)]
pub struct Return {
    /// Name and URL of the copy that everything is read from.
    pub from: (String, String),
    /// Names and URLs of other copies that are there still.
    pub others: Vec<(String, String)>,
}

/// What came back.
#[derive(Debug)]
pub struct Returned {
    /// The installation.
    pub archive: Archive,
    /// Each tenant with what was found of it.
    pub tenants: Vec<(TenantId, Rebuilt)>,
    /// Names and URLs of copies that it had and that it has no more, as far as they are known.
    pub missing: Vec<(String, Option<String>)>,
    /// What could not be read and does not keep the installation from coming back.
    pub findings: Vec<Finding>,
}

/// What a copy says of an installation that shall come back.
#[derive(Debug)]
pub struct Outlook {
    /// The configuration that it will have.
    pub config: Config,
    /// Its tenants.
    pub tenants: Vec<TenantId>,
    /// As in [`Returned`].
    pub missing: Vec<(String, Option<String>)>,
    /// As in [`Returned`].
    pub findings: Vec<Finding>,
    /// The copy that everything is read from.
    from: (String, StorageCopy),
}

impl Outlook {
    /// What would become of a tenant's catalog, read into a temporary folder.
    pub fn rebuild(
        &self,
        tenant: &TenantId,
        threads: usize,
        progress: &AtomicUsize,
    ) -> Result<Rebuilt> {
        let (name, copy) = &self.from;
        let folder = copy.tenant(tenant);
        let holdings = folder.holdings();
        let copy = TenantCopy { name: name.clone(), required: true, folder, holdings };
        let rebuilt = Aside::of(&copy, &[], threads, progress)?.rebuilt;
        Ok(Rebuilt { exchanged: true, ..rebuilt })
    }
}

impl Archive {
    /// What [`bring_back`](Self::bring_back) would do; writes nothing. Copies are known here
    /// only from the configuration that the copy kept.
    pub fn outlook(folder: &Path, wanted: &Return) -> Result<Outlook> {
        if fs::exists(&folder.join(config::FILE)) {
            return Err(Error::new(&arc::EXISTS).at(folder.display().to_string()));
        }
        let (name, url) = &wanted.from;
        // Nothing is written, so nothing is locked at any time.
        let section = CopySection::new(name, url);
        let store = open_store(folder, &section, Clock::System, false)?;
        let record = StorageCopy::owner(&*store)?;
        if record.name != *name {
            let error = Error::new(&sto::OTHER_COPY).at(url.clone()).with("found", record.name);
            return Err(error.with("expected", name));
        }
        let mut findings = Vec::new();
        let kept = kept(StorageCopy::kept_config(&*store)?, &record, &mut findings);
        let config = config_of(&record, kept.as_ref(), wanted);
        let known = kept.map(|kept| kept.copies).unwrap_or_default();
        let known = known.into_iter().map(|copy| (copy.name, Some(copy.url)));
        let missing = known.filter(|(name, _)| !has_copy(&config, name)).collect();
        let copy = StorageCopy::open(store, &record.installation, name)?;
        let (tenants, from) = (copy.tenants()?, (name.clone(), copy));
        Ok(Outlook { config, tenants, missing, findings, from })
    }

    /// Brings an installation back into a folder, which is created where it is missing: the same
    /// name and UUID, the tenants, and every catalog rebuilt. Nothing on the copies is changed.
    ///
    /// The configuration is written last, so that an interrupted call can be repeated. Packages
    /// that cannot be read are told and do not keep the others from coming back. Fails with
    /// `E-ARC-002` where there is an archive already, `E-STO-015` where there is no copy,
    /// `E-STO-016` and `E-STO-019` where a copy belongs to another archive or has another name.
    pub fn bring_back(
        folder: &Path,
        wanted: &Return,
        clock: Clock,
        threads: usize,
        progress: &AtomicUsize,
    ) -> Result<Returned> {
        let Outlook { config, tenants, missing, findings, .. } = Self::outlook(folder, wanted)?;
        make_folders(folder)?;
        let archive = Self::assemble(
            fs::canonical(folder)?,
            config,
            InstallationCatalog::create(&index_file(folder))?,
            clock,
        )?;
        let name = &wanted.from.0;
        archive.rebuild_tenants(archive.copy(name)?)?;
        let mut missing: BTreeMap<_, _> = missing.into_iter().collect();
        let mut done = Vec::new();
        for tenant in tenants {
            // Whatever is left of it is better than no archive.
            let rebuilt = archive.rebuild_catalog(&tenant, name, true, threads, progress)?;
            for copy in archive.tenant(&tenant)?.catalog().copies()? {
                if !has_copy(archive.config(), &copy) {
                    missing.entry(copy).or_insert(None);
                }
            }
            done.push((tenant, rebuilt));
        }
        let missing: Vec<_> = missing.into_iter().collect();
        let text = config::template(archive.config(), &missing);
        fs::create_durably(&archive.folder().join(config::FILE), text.as_bytes())?;
        Ok(Returned { archive, tenants: done, missing, findings })
    }
}

/// The configuration that the copy kept. One that cannot be read is told: the archive comes back
/// without it, with the defaults.
fn kept(text: Option<Vec<u8>>, record: &CopyRecord, findings: &mut Vec<Finding>) -> Option<Config> {
    let told = Finding::new(&arc::NO_CONFIG_KEPT).with("copy", &record.name);
    let told = match text.map(|text| Config::parse(&String::from_utf8_lossy(&text))) {
        Some(Ok(kept)) if kept.archive.uuid == record.installation.uuid => return Some(kept),
        Some(Ok(_)) => told.with_words(
            "reason",
            "it is that of another installation",
            "es ist die einer anderen Installation",
        ),
        Some(Err(error)) => told.with_reason(error.finding()),
        None => told.with_words("reason", "it is not there", "sie ist nicht da"),
    };
    findings.push(told);
    None
}

/// The configuration as it was kept, with the copies that are there now.
fn config_of(record: &CopyRecord, kept: Option<&Config>, wanted: &Return) -> Config {
    let fresh = Config::new(&record.installation.name, record.installation.uuid, &[]);
    let mut config = kept.cloned().unwrap_or(fresh);
    let known = std::mem::take(&mut config.copies);
    let place = |name: &str| known.iter().position(|copy| copy.name == name);
    let section = |(name, url): &(String, String)| {
        let known = place(name).map(|at| known[at].clone());
        let section = known.unwrap_or_else(|| CopySection::new(name, url));
        CopySection { url: url.clone(), ..section }
    };
    config.copies = std::iter::once(&wanted.from).chain(&wanted.others).map(section).collect();
    config.copies.sort_by_key(|copy| place(&copy.name).unwrap_or(usize::MAX));
    // A copy that could be missed is all that there is now.
    if !config.copies.iter().any(|copy| copy.required && !copy.offline) {
        for copy in &mut config.copies {
            (copy.required, copy.offline) = (true, false);
        }
    }
    config
}

fn has_copy(config: &Config, name: &str) -> bool {
    config.copies.iter().any(|copy| copy.name == name)
}
