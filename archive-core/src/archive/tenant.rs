//! A tenant's part of the archive. Everything done to a tenant's data goes through it; it cannot
//! name anything of another tenant.

use super::{Archive, Locks};
use crate::catalog::{Catalog, TenantRow};
use crate::clock::Clock;
use crate::config::Config;
use crate::error::Result;
use crate::fs;
use crate::store::{Holdings, Store, TenantFolder};
use crate::tenant::TenantId;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
    synced_with_copies: bool,
}

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
        let catalog = Catalog::open(&state.join("catalog.sqlite"))?;
        let mut copies = Vec::new();
        for (name, copy) in archive.copies() {
            let folder = copy.tenant(&row.id);
            let holdings = folder.holdings()?;
            copies.push(TenantCopy { name: name.clone(), folder, holdings });
        }
        let (config, clock) = (archive.config().clone(), archive.clock());
        let synced_with_copies = super::is_synced_with_copies(archive.folder(), &config);
        let locks = Locks::new(locks);
        Ok(Self { row, state, locks, catalog, copies, config, clock, synced_with_copies })
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
