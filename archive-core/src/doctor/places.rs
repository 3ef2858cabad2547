//! Copies and folders: space, roots, and what does not belong there.

use super::leftovers::version_of;
use super::{Away, LITTLE_SPACE, Options};
use crate::archive::{Archive, TenantArchive, TenantCopy, probe};
use crate::error::Result;
use crate::finding::codes::arc;
use crate::finding::{Class, Finding, Findings};
use crate::fs;
use crate::store::{Entry, Key, Oddity, ReadBack, StorageCopy, Store, StoreError, check_store};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// What may stand in a tenant's folder of a copy.
const TENANT_FOLDERS: [&str; 6] =
    ["holdings", "reports", "claims", "staging", "evidence", "ledger"];
/// A temporary file is written in an instant: one older than this is nobody's any more.
const TEMPORARY_AGE: Duration = Duration::from_hours(1);

/// Looks at space, strays and tenants of every copy.
pub(super) fn copies(
    archive: &Archive,
    options: Options,
    away: &Away,
    findings: &mut Findings,
) -> Result<()> {
    let tenants = archive.tenants()?;
    for own in archive.copies().iter().filter(|own| !away.has(own.name())) {
        let (name, copy) = (own.name(), &own.copy);
        let free = copy.store().free_bytes()?;
        if let Some(free) = free.filter(|free| *free < LITTLE_SPACE) {
            let finding = Finding::new(&arc::LITTLE_SPACE).with("copy", name);
            findings.push(finding.with("free", free));
        }
        if !options.dry_run && copy.store().read_back() == ReadBack::Remote {
            promises(name, copy, findings)?;
        }
        let place = Place { archive, copy: name, tenant: None, options };
        for entry in copy.store().children(&Key::root())? {
            match &entry {
                Entry::Folder { key } if tenants.iter().any(|t| t.id.as_str() == key.as_str()) => {}
                Entry::Folder { key } if holds_tenant(copy, key)? => {
                    let finding = Finding::new(&arc::UNLISTED_TENANT).with("copy", name);
                    findings.push(finding.with("tenant", key));
                }
                Entry::Folder { key } if key.as_str() == "probe" => {}
                Entry::File { key, .. }
                    if ["README.txt", "copy.json", "archive.toml"].contains(&key.as_str()) => {}
                _ => place.stray(&entry, findings)?,
            }
        }
    }
    Ok(())
}

/// Whether a service still keeps the promises for which its copy was taken: one that was changed,
/// or that got a cache before it, may not. Writes and removes a few small files.
fn promises(name: &str, copy: &StorageCopy, findings: &mut Findings) -> Result<()> {
    match check_store(copy.store(), &probe()) {
        Err(error) if error.class() == Class::Temporary => Err(error),
        Err(error) => {
            findings.push(error.finding().clone().with("copy", name));
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}

fn holds_tenant(copy: &StorageCopy, key: &Key) -> Result<bool> {
    let Ok(tenant) = key.as_str().parse() else { return Ok(false) };
    Ok(copy.tenants()?.contains(&tenant))
}

/// Looks at a tenant's folders: in `state/` and on every copy.
pub(super) fn tenant(
    archive: &Archive,
    tenant: &TenantArchive,
    options: Options,
    away: &Away,
    findings: &mut Findings,
) -> Result<()> {
    state(tenant, findings)?;
    for copy in away.others(tenant) {
        let place = Place { archive, copy: &copy.name, tenant: Some(tenant), options };
        roots(tenant, copy, findings)?;
        for entry in copy.folder.store().children(&Key::root())? {
            if !is_own(&entry) {
                place.stray(&entry, findings)?;
            }
        }
        for folder in ["staging", "claims", "reports"] {
            place.below(copy, folder, findings)?;
        }
    }
    Ok(())
}

/// The record of the tenant and the files of the storage root.
fn roots(tenant: &TenantArchive, copy: &TenantCopy, findings: &mut Findings) -> Result<()> {
    let mut tell = |error: crate::Error| {
        if error.class() == Class::Temporary {
            return Err(error);
        }
        findings.push(error.finding().clone().with("copy", &copy.name));
        Ok(())
    };
    copy.holdings.check().or_else(&mut tell)?;
    match copy.folder.record() {
        Ok(Some(_)) => Ok(()),
        Ok(None) => {
            let finding = Finding::new(&arc::TENANTS_DIFFER).with("copy", &copy.name);
            findings.push(finding.with("tenant", tenant.id()));
            Ok(())
        }
        Err(error) => tell(error),
    }
}

fn is_own(entry: &Entry) -> bool {
    match entry {
        Entry::Folder { key } => TENANT_FOLDERS.contains(&key.as_str()),
        Entry::File { key, .. } => ["tenant.json", "lock.json"].contains(&key.as_str()),
        Entry::Odd { .. } => false,
    }
}

/// What does not belong into the tenant's folder in `state/`.
fn state(tenant: &TenantArchive, findings: &mut Findings) -> Result<()> {
    let known = |name: &str| {
        ["journal", "locks", "own", "ledger", "catalog.exchanging"].contains(&name)
            || name.strip_prefix("catalog.").is_some_and(|rest| {
                let rest = rest.strip_prefix("rebuilt.").unwrap_or(rest);
                ["sqlite", "sqlite-wal", "sqlite-shm", "sqlite-journal"].contains(&rest)
            })
    };
    let mut tell = |path: String| {
        findings.push(Finding::new(&arc::STATE_STRAY).at(path).with("tenant", tenant.id()));
    };
    for entry in fs::read_folder(tenant.state_folder())? {
        let name = entry.name.to_string_lossy();
        if !known(&name) {
            tell(name.into_owned());
        }
    }
    for entry in fs::read_folder(&tenant.journal_folder())? {
        let name = entry.name.to_string_lossy();
        if name.strip_suffix(".jsonl").and_then(version_of).is_none() {
            tell(format!("journal/{name}"));
        }
    }
    Ok(())
}

/// A folder of a copy in which strays are looked for: the copy itself or a tenant's part.
struct Place<'a> {
    archive: &'a Archive,
    copy: &'a str,
    tenant: Option<&'a TenantArchive>,
    options: Options,
}

impl Place<'_> {
    /// Strays and temporary files in a folder of unfinished work or of reports.
    fn below(&self, copy: &TenantCopy, folder: &str, findings: &mut Findings) -> Result<()> {
        let top = Key::new(folder).map_err(StoreError::from)?;
        if folder == "reports" {
            return crate::store::try_list(copy.folder.store(), &top, |entry| match entry {
                Entry::File { .. } | Entry::Folder { .. } => Ok(()),
                odd @ Entry::Odd { .. } => self.stray(&odd, findings),
            });
        }
        for entry in copy.folder.store().children(&top)? {
            let fits = match &entry {
                Entry::Folder { key } => folder == "staging" && version_of(key.name()).is_some(),
                Entry::File { key, .. } => folder == "claims" && version_of(key.name()).is_some(),
                Entry::Odd { .. } => false,
            };
            if !fits {
                self.stray(&entry, findings)?;
            }
        }
        Ok(())
    }

    /// Names something that does not belong here; a temporary file is cleared away when mending.
    fn stray(&self, entry: &Entry, findings: &mut Findings) -> Result<()> {
        let (place, temporary) = match entry {
            Entry::File { key, .. } | Entry::Folder { key } => (key.to_string(), false),
            // A folder that is empty for a moment: the next writer uses it or takes it away.
            Entry::Odd { oddity: Oddity::EmptyFolder, .. } => return Ok(()),
            Entry::Odd { place, oddity } => (place.clone(), *oddity == Oddity::Leftover),
        };
        let shown = match self.tenant {
            Some(tenant) => format!("{}/{place}", tenant.id()),
            None => place,
        };
        let finding = if temporary && self.options.mend() && self.clear(&shown)? {
            Finding::new(&arc::CLEARED)
        } else if temporary {
            Finding::new(&arc::TEMPORARY)
        } else {
            Finding::new(&arc::STRAY)
        };
        findings.push(finding.at(shown).with("copy", self.copy));
        Ok(())
    }

    /// Removes a temporary file that is old enough. Only local copies have such files.
    fn clear(&self, place: &str) -> Result<bool> {
        let Some(folder) = self.archive.local_folder(self.copy) else { return Ok(false) };
        let path = folder.join(place);
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        if !fs::is_temporary_name(name) || !self.is_old(&path)? {
            return Ok(false);
        }
        fs::remove(&path)?;
        Ok(true)
    }

    fn is_old(&self, path: &Path) -> Result<bool> {
        let now = SystemTime::from(self.archive.clock().now());
        let modified = fs::stat(path)?.modified;
        let age = modified.and_then(|modified| now.duration_since(modified).ok());
        Ok(age.is_some_and(|age| age > TEMPORARY_AGE))
    }
}
