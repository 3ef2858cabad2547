//! The installation: opens configuration, copies and catalogs, and hands out [`TenantArchive`],
//! the only door to a tenant's data.

mod absences;
mod attested;
mod change;
mod dated;
mod formats;
mod keys;
mod ledger;
mod lock;
mod logged;
mod places;
mod schemas;
mod tenant;

pub use absences::Absences;
pub use dated::{Authorities, DatedRun, Evidence};
pub(crate) use formats::format_files;
pub use formats::installed_formats;
pub use keys::Rotated;
pub use ledger::{KEY_FOLDER, public_key};
pub use lock::{Lock, Locks, package_lock};
pub use places::ArchiveCopy;
pub(crate) use places::{open_store, probe};
pub(crate) use schemas::Seen;
pub(crate) use tenant::CatalogPlace;
pub use tenant::{TenantArchive, TenantCopy};

use crate::catalog::{InstallationCatalog, TenantRow};
use crate::clock::Clock;
use crate::config::{self, Config};
use crate::error::{Error, Result};
use crate::finding::codes::arc;
use crate::fs;
use crate::store::StorageCopy;
use crate::tenant::TenantId;
use places::{installation, local_path};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a command waits for a lock that another process holds, where it is not told.
pub const WAIT: Duration = Duration::from_mins(1);

/// An installation, opened.
#[derive(Debug)]
pub struct Archive {
    folder: PathBuf,
    config: Config,
    copies: Vec<ArchiveCopy>,
    catalog: InstallationCatalog,
    clock: Clock,
    wait: Duration,
}

/// How a new installation shall be.
#[derive(Debug, Clone, Default)]
pub struct Founding {
    /// Its name; its UUID where none is given.
    pub name: Option<String>,
    /// Names and URLs of its copies; one local copy where none is given.
    pub copies: Vec<(String, String)>,
}

impl Archive {
    /// Makes a new installation in a folder, which is created where it is missing.
    pub fn create(folder: &Path, founding: &Founding, clock: Clock) -> Result<Self> {
        let file = folder.join(config::FILE);
        if fs::exists(&file) {
            return Err(Error::new(&arc::EXISTS).at(folder.display().to_string()));
        }
        let uuid = crate::random::uuid_v4();
        let name = founding.name.clone().unwrap_or_else(|| uuid.to_string());
        let mut copies = founding.copies.clone();
        if copies.is_empty() {
            copies.push(("main".to_owned(), "copies/main".to_owned()));
        }
        let config = Config::new(&name, uuid, &copies);
        let text = config::template(&config, &[]);
        // What cannot be read again is not written.
        let config = Config::parse(&text)?;
        make_folders(folder)?;
        let now = clock.now();
        for copy in &config.copies {
            let store = open_store(folder, copy, clock, true)?;
            StorageCopy::create(store, &installation(&config), &copy.name, now)
                .and_then(|made| made.keep_config(text.as_bytes()))
                .map_err(|error| error.with("copy", &copy.name))?;
        }
        InstallationCatalog::create(&index_file(folder))?;
        // The configuration comes last: a folder without it is no installation yet.
        fs::create_durably(&file, text.as_bytes())?;
        Self::open(folder, clock)
    }

    /// Opens the installation in a folder.
    pub fn open(folder: &Path, clock: Clock) -> Result<Self> {
        if !fs::exists(&folder.join(config::FILE)) {
            return Err(Error::new(&arc::NO_ARCHIVE).at(folder.display().to_string()));
        }
        let folder = fs::canonical(folder)?;
        let config = Config::read(&folder)?;
        let catalog = InstallationCatalog::open(&index_file(&folder))?;
        Self::assemble(folder, config, catalog, clock)
    }

    /// Opens what a configuration speaks of, with the index of tenants.
    pub(crate) fn assemble(
        folder: PathBuf,
        config: Config,
        catalog: InstallationCatalog,
        clock: Clock,
    ) -> Result<Self> {
        fs::create_folders(&folder.join("state/tenants"))?;
        fs::create_folders(&folder.join("state/locks"))?;
        check_state(&folder)?;
        let copies = places::open_all(&folder, &config, clock)?;
        Ok(Self { folder, config, copies, catalog, clock, wait: WAIT })
    }

    /// Waits this long for locks that other processes hold, instead of [`WAIT`].
    #[must_use]
    pub fn waiting(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    /// The installation that a folder lies in: the folder itself or one above it.
    #[must_use]
    pub fn find(start: &Path) -> Option<PathBuf> {
        let start = fs::canonical(start).ok()?;
        start.ancestors().find(|f| fs::exists(&f.join(config::FILE))).map(Path::to_owned)
    }

    /// The folder of the installation.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Its configuration.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Its clock.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// Its copies, in the order of the configuration.
    #[must_use]
    pub fn copies(&self) -> &[ArchiveCopy] {
        &self.copies
    }

    /// A copy by its name.
    pub fn copy(&self, name: &str) -> Result<&StorageCopy> {
        let found = self.copies.iter().find(|copy| copy.name() == name).map(|own| &own.copy);
        found.ok_or_else(|| Error::new(&arc::UNKNOWN_COPY).with("copy", name))
    }

    /// Keeps the configuration on every copy, so that any of them can bring the installation
    /// back. To be called before something is stored. A copy that may be absent gets it later.
    pub fn keep_config(&self) -> Result<()> {
        let text = fs::read(&self.folder.join(config::FILE), config::FILE_BYTES)?;
        for own in &self.copies {
            match own.copy.keep_config(&text) {
                Err(error) if own.is_required() => return Err(error.with("copy", own.name())),
                Err(error) => tracing::debug!(copy = own.name(), %error, "configuration not kept"),
                Ok(()) => {}
            }
        }
        Ok(())
    }

    /// The folder of a copy, where it is a local one.
    #[must_use]
    pub fn local_folder(&self, copy: &str) -> Option<PathBuf> {
        let section = self.config.copies.iter().find(|section| section.name == copy)?;
        local_path(&self.folder, &section.url).ok().flatten()
    }

    /// The locks of the installation.
    #[must_use]
    pub fn locks(&self) -> Locks {
        Locks::new(self.folder.join("state/locks"))
    }

    /// Adds a tenant: its record and holdings on every copy, then its catalog.
    pub fn add_tenant(&self, id: &TenantId, name: &str, isil: Option<&str>) -> Result<()> {
        let _lock = self.locks().take("tenants", self.wait)?;
        if self.catalog.tenant(id)?.is_some() {
            return Err(Error::new(&arc::TENANT_EXISTS).with("tenant", id));
        }
        self.keep_config()?;
        let now = self.clock.now();
        let mut version = 1;
        for own in self.copies.iter().filter(|own| own.is_for(id)) {
            let folder = own.copy.tenant(id);
            let added = folder
                .create_holdings()
                .and_then(|_| folder.add_record(name, isil, serde_json::Map::new(), now));
            match added {
                Ok(record) => version = record.versions.last().map_or(version, |v| v.version),
                Err(error) if own.is_required() => return Err(error.with("copy", own.name())),
                // `copies sync` prepares it when it is there again.
                Err(error) => tracing::debug!(copy = own.name(), %error, "tenant not added"),
            }
        }
        tenant::create_catalog(&self.folder, id)?;
        self.remember_tenant(id, name, isil, version)
    }

    /// Enters a tenant into the index and makes its folders in `state/`.
    pub(crate) fn remember_tenant(
        &self,
        id: &TenantId,
        name: &str,
        isil: Option<&str>,
        version: u32,
    ) -> Result<()> {
        fs::create_folders(&tenant::state_folder(&self.folder, id).join("journal"))?;
        let isil = isil.map(str::to_owned);
        self.catalog.put_tenant(&TenantRow { id: id.clone(), name: name.into(), isil, version })
    }

    /// Makes the index of tenants anew from a copy, else from the first, where it is lost or
    /// cannot be used. What there is of the old one is kept beside it.
    pub(crate) fn renew_index(folder: &Path, from_copy: Option<&str>, clock: Clock) -> Result<()> {
        make_folders(folder)?;
        let _lock = Locks::new(folder.join("state/locks")).take("tenants", WAIT)?;
        let file = index_file(folder);
        if InstallationCatalog::open(&file).and_then(|index| index.tenants()).is_ok() {
            return Ok(()); // Somebody else was faster.
        }
        let fresh = file.with_extension("rebuilt.sqlite");
        tenant::remove_database(&fresh)?;
        let (folder, index) = (fs::canonical(folder)?, InstallationCatalog::create(&fresh)?);
        let config = Config::read(&folder)?;
        let archive = Self::assemble(folder, config, index, clock)?;
        let first = archive.copies.first().map(|own| own.name().to_owned()).unwrap_or_default();
        archive.enter_tenants(archive.copy(from_copy.unwrap_or(&first))?)?;
        archive.catalog.close()?;
        tenant::put_aside(&file)?;
        fs::rename(&fresh, &file)?;
        Ok(fs::sync_folder(&archive.folder.join("state"))?)
    }

    /// Enters the tenants that a copy knows into the index. The caller holds the lock of tenants.
    pub(crate) fn enter_tenants(&self, copy: &StorageCopy) -> Result<Vec<TenantId>> {
        let tenants = copy.tenants()?;
        for id in &tenants {
            let record = copy.tenant(id).record()?;
            if let Some(newest) = record.as_ref().and_then(|record| record.versions.last()) {
                self.remember_tenant(id, &newest.name, newest.isil.as_deref(), newest.version)?;
            }
        }
        Ok(tenants)
    }

    /// How long to wait for a lock that another process holds.
    #[must_use]
    pub fn wait(&self) -> Duration {
        self.wait
    }

    /// The tenants, by id.
    pub fn tenants(&self) -> Result<Vec<TenantRow>> {
        self.catalog.tenants()
    }

    /// A tenant's part of one copy, whether or not the index knows of the tenant.
    pub(crate) fn tenant_copy(&self, tenant: &TenantId, name: &str) -> Result<TenantCopy> {
        let own = self.copies.iter().find(|own| own.name() == name);
        own.map(|own| tenant::part_of(own, tenant))
            .ok_or_else(|| Error::new(&arc::UNKNOWN_COPY).with("copy", name))
    }

    /// The place of a tenant's catalog, where a new one may take it.
    pub(crate) fn catalog_place<'a>(&'a self, tenant: &'a TenantId) -> CatalogPlace<'a> {
        CatalogPlace { archive: &self.folder, tenant, wait: self.wait }
    }

    /// Opens a tenant's part of the archive.
    pub fn tenant(&self, id: &TenantId) -> Result<TenantArchive> {
        match self.catalog.tenant(id)? {
            Some(row) => TenantArchive::open(self, row),
            None => Err(Error::new(&arc::UNKNOWN_TENANT).with("tenant", id)),
        }
    }
}

fn check_state(folder: &Path) -> Result<()> {
    let state = folder.join("state");
    if fs::is_network(&state)? {
        return Err(Error::new(&arc::NETWORK_STATE).at(state.display().to_string()));
    }
    Ok(())
}

/// The only tenant of the installation in a folder; none where there are several, or none.
pub fn only_tenant(folder: &Path) -> Result<Option<TenantId>> {
    let tenants = InstallationCatalog::open(&index_file(folder))?.tenants()?;
    Ok(match &tenants[..] {
        [only] => Some(only.id.clone()),
        _ => None,
    })
}

/// The file of the index of tenants.
pub(crate) fn index_file(folder: &Path) -> PathBuf {
    folder.join("state/installation.sqlite")
}

/// The folders of an installation.
pub(crate) fn make_folders(folder: &Path) -> Result<()> {
    fs::create_folders(&folder.join("state/tenants"))?;
    fs::create_folders(&folder.join("state/locks"))?;
    fs::create_private_folder(&folder.join("keys"))?;
    check_state(folder)
}
