//! A tenant's part of the archive. Everything done to a tenant's data goes through it; it cannot
//! name anything of another tenant.

use super::{Archive, Lock, Locks};
use crate::catalog::{Catalog, TenantRow};
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::finding::codes::cat;
use crate::fs;
use crate::store::{Holdings, Store, TenantFolder};
use crate::tenant::TenantId;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// A tenant's part of one copy.
#[derive(Debug, Clone)]
pub struct TenantCopy {
    /// The name of the copy.
    pub name: String,
    /// The tenant's folder in it.
    pub folder: TenantFolder,
    /// The tenant's holdings in it.
    pub holdings: Holdings<Arc<dyn Store>>,
}

/// A tenant's part of the archive.
#[derive(Debug)]
pub struct TenantArchive {
    row: TenantRow,
    state: PathBuf,
    locks: Locks,
    catalog: Catalog,
    copies: Vec<TenantCopy>,
    config: Config,
    clock: Clock,
    wait: Duration,
    synced_with_copies: bool,
    /// Folders of the archive itself.
    own_places: Vec<PathBuf>,
    /// Keeps the catalog from being exchanged while it is open here.
    _catalog_share: Lock,
}

/// The lock that everybody shares who has the catalog open, and that a rebuild takes alone.
const CATALOG_LOCK: &str = "catalog";
/// Stands beside the catalog while a rebuild exchanges it.
const EXCHANGING: &str = "catalog.exchanging";

/// The folder of a tenant in `state/`.
pub(super) fn state_folder(archive: &Path, tenant: &TenantId) -> PathBuf {
    archive.join("state/tenants").join(tenant.as_str())
}

impl TenantArchive {
    pub(super) fn open(archive: &Archive, row: TenantRow) -> Result<Self> {
        let state = state_folder(archive.folder(), &row.id);
        fs::create_folders(&state.join("journal"))?;
        let locks = state.join("locks");
        fs::create_folders(&locks)?;
        let locks = Locks::new(locks);
        let catalog_share = locks.share(CATALOG_LOCK, archive.wait)?;
        if fs::exists(&state.join(EXCHANGING)) {
            return Err(Error::new(&cat::REBUILD_UNFINISHED).with("tenant", &row.id));
        }
        let catalog = Catalog::open(&state.join("catalog.sqlite"))?;
        let copies = copies_of(archive, &row.id)?;
        let (config, clock) = (archive.config().clone(), archive.clock());
        let synced_with_copies = super::is_synced_with_copies(archive.folder(), &config);
        let own_places = super::own_places(archive.folder(), &config);
        Ok(Self {
            row,
            state,
            locks,
            catalog,
            copies,
            config,
            clock,
            wait: archive.wait,
            synced_with_copies,
            own_places,
            _catalog_share: catalog_share,
        })
    }

    /// The tenant's id.
    #[must_use]
    pub fn id(&self) -> &TenantId {
        &self.row.id
    }

    /// The tenant's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.row.name
    }

    /// The tenant's catalog.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// The tenant's part of each copy, in the order of the configuration.
    #[must_use]
    pub fn copies(&self) -> &[TenantCopy] {
        &self.copies
    }

    /// The locks of the tenant.
    #[must_use]
    pub fn locks(&self) -> &Locks {
        &self.locks
    }

    /// The configuration of the installation.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The clock of the installation.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// How long to wait for a lock that another process holds.
    #[must_use]
    pub fn wait(&self) -> Duration {
        self.wait
    }

    /// Whether a path lies in the archive itself or holds a part of it: then it is no package.
    #[must_use]
    pub fn is_own_place(&self, path: &Path) -> bool {
        let Ok(path) = fs::canonical(path) else { return false };
        self.own_places.iter().any(|own| path.starts_with(own) || own.starts_with(&path))
    }

    /// Whether the sync before a commit on a copy makes `state/` durable too.
    #[must_use]
    pub fn state_is_synced_with_copies(&self) -> bool {
        self.synced_with_copies
    }

    /// The folder of unfinished work.
    #[must_use]
    pub fn journal_folder(&self) -> PathBuf {
        self.state.join("journal")
    }

    /// The path of the catalog file.
    #[must_use]
    pub fn catalog_path(&self) -> PathBuf {
        self.state.join("catalog.sqlite")
    }
}

/// A tenant's part of each copy.
pub(super) fn copies_of(archive: &Archive, tenant: &TenantId) -> Result<Vec<TenantCopy>> {
    let part = |(name, copy): &(String, crate::store::StorageCopy)| {
        let folder = copy.tenant(tenant);
        let holdings = folder.holdings()?;
        Ok(TenantCopy { name: name.clone(), folder, holdings })
    };
    archive.copies().iter().map(part).collect()
}

/// Makes a new catalog beside the old one with `fill`, and puts it in its place. Nobody may have
/// the catalog open. A crash leaves the old one, or a mark that makes the next opening ask for
/// another rebuild.
pub(super) fn exchange_catalog<T>(
    archive: &Path,
    tenant: &TenantId,
    wait: Duration,
    fill: impl FnOnce(&Catalog) -> Result<T>,
) -> Result<T> {
    let state = state_folder(archive, tenant);
    fs::create_folders(&state.join("journal"))?;
    fs::create_folders(&state.join("locks"))?;
    let _alone = Locks::new(state.join("locks")).take(CATALOG_LOCK, wait)?;
    let (fresh, place) = (state.join("catalog.rebuilt.sqlite"), state.join("catalog.sqlite"));
    remove_database(&fresh)?;
    let catalog = Catalog::open(&fresh)?;
    let filled = fill(&catalog)?;
    catalog.close()?;
    let mark = state.join(EXCHANGING);
    fs::replace_durably(&mark, b"")?;
    remove_database(&place)?;
    fs::rename(&fresh, &place)?;
    fs::sync_folder(&state)?;
    fs::remove(&mark)?;
    Ok(filled)
}

/// Removes a database file with what belongs to it.
fn remove_database(path: &Path) -> Result<()> {
    for suffix in ["-wal", "-shm", ""] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove(Path::new(&name)) {
            Err(failure) if !failure.is_not_found() => return Err(failure.into()),
            _ => {}
        }
    }
    Ok(())
}
