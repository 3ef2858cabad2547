//! The installation: opens configuration, copies and catalogs, and hands out [`TenantArchive`],
//! the only door to a tenant's data.

mod attested;
mod formats;
mod ledger;
mod lock;
mod schemas;
mod tenant;

pub(crate) use formats::format_files;
pub use formats::installed_formats;
pub use ledger::{KEY_FOLDER, public_key};
pub use lock::{Lock, Locks, package_lock};
pub(crate) use schemas::Seen;
pub(crate) use tenant::CatalogPlace;
pub use tenant::{TenantArchive, TenantCopy};

use crate::catalog::{InstallationCatalog, TenantRow};
use crate::clock::Clock;
use crate::config::{self, Config};
use crate::error::{Error, Result};
use crate::finding::codes::{arc, sto};
use crate::fs;
use crate::store::{
    Installation, Key, Local, Patience, Retry, StorageCopy, Store, UrlOptions,
    check_conditional_create, open_url,
};
use crate::tenant::TenantId;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long a command waits for a lock that another process holds, where it is not told.
pub const WAIT: Duration = Duration::from_mins(1);

/// An installation, opened.
#[derive(Debug)]
pub struct Archive {
    folder: PathBuf,
    config: Config,
    copies: Vec<(String, StorageCopy)>,
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
            let store = open_store(folder, &copy.name, &copy.url, true)?;
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
        let mut copies = Vec::new();
        for copy in &config.copies {
            let store = open_store(&folder, &copy.name, &copy.url, false)?;
            let opened = StorageCopy::open(store, &installation(&config), &copy.name)
                .map_err(|error| error.with("copy", &copy.name))?;
            copies.push((copy.name.clone(), opened));
        }
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

    /// Its copies by name, in the order of the configuration.
    #[must_use]
    pub fn copies(&self) -> &[(String, StorageCopy)] {
        &self.copies
    }

    /// A copy by its name.
    pub fn copy(&self, name: &str) -> Result<&StorageCopy> {
        let found = self.copies.iter().find(|(own, _)| own == name).map(|(_, copy)| copy);
        found.ok_or_else(|| Error::new(&arc::UNKNOWN_COPY).with("copy", name))
    }

    /// Keeps the configuration on every copy, so that any of them can bring the installation
    /// back. To be called before something is stored.
    pub fn keep_config(&self) -> Result<()> {
        let text = fs::read(&self.folder.join(config::FILE), config::FILE_BYTES)?;
        for (name, copy) in &self.copies {
            copy.keep_config(&text).map_err(|error| error.with("copy", name))?;
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
        for (_, copy) in &self.copies {
            let folder = copy.tenant(id);
            folder.create_holdings()?;
            let record = folder.add_record(name, isil, serde_json::Map::new(), now)?;
            version = record.versions.last().map_or(1, |v| v.version);
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
        let first = archive.copies.first().map(|(name, _)| name.clone()).unwrap_or_default();
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
        let copies = tenant::copies_of(self, tenant)?;
        let copy = copies.into_iter().find(|copy| copy.name == name);
        copy.ok_or_else(|| Error::new(&arc::UNKNOWN_COPY).with("copy", name))
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

fn installation(config: &Config) -> Installation {
    Installation { uuid: config.archive.uuid, name: config.archive.name.clone() }
}

fn check_state(folder: &Path) -> Result<()> {
    let state = folder.join("state");
    if fs::is_network(&state)? {
        return Err(Error::new(&arc::NETWORK_STATE).at(state.display().to_string()));
    }
    Ok(())
}

/// The file of the index of tenants.
/// The only tenant of the installation in a folder; none where there are several, or none.
pub fn only_tenant(folder: &Path) -> Result<Option<TenantId>> {
    let tenants = InstallationCatalog::open(&index_file(folder))?.tenants()?;
    Ok(match &tenants[..] {
        [only] => Some(only.id.clone()),
        _ => None,
    })
}

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

/// Opens the place of a copy; makes a missing local folder only when founding.
pub(crate) fn open_store(
    folder: &Path,
    name: &str,
    url: &str,
    founding: bool,
) -> Result<Arc<dyn Store>> {
    if url.starts_with("memory:") {
        // What is called stored must outlive the process.
        let words = ["memory keeps nothing", "ein Arbeitsspeicher behält nichts"];
        return Err(Error::new(&sto::BAD_URL).at(url).with_words("reason", words[0], words[1]));
    }
    match local_path(folder, url)? {
        Some(path) if founding => return Ok(Arc::new(Local::create(&path)?)),
        Some(path) => return Ok(Arc::new(Local::open(&path)?)),
        None => {}
    }
    let variable = format!("ARCHIVE_COPY_{}_CREDENTIALS", name.to_uppercase());
    let credentials_variable = variable.replace('-', "_");
    let options = UrlOptions { credentials_variable, ..UrlOptions::default() };
    let remote: Arc<dyn Store> = Arc::from(open_url(url, &options)?);
    let store = Arc::new(Retry::new(remote, Patience::default()));
    if founding {
        let probe = Key::new("probe/conditional-create").expect("a constant key");
        check_conditional_create(&*store, &probe)?;
    }
    Ok(store)
}

/// The folder of a copy that is one.
fn local_path(folder: &Path, url: &str) -> Result<Option<PathBuf>> {
    match url.split_once("://") {
        None => Ok(Some(folder.join(url))),
        Some(("file", _)) => crate::store::folder_of_url(url).map(Some),
        Some(_) => Ok(None),
    }
}

/// Whether the sync with which a version is committed makes `state/` durable too: that of the
/// first copy, since the copies commit one after the other.
fn is_synced_with_copies(folder: &Path, config: &Config) -> bool {
    let device = |path: &Path| fs::stat(path).map(|stat| stat.identity.0).ok();
    let first = config.copies.first().and_then(|copy| local_path(folder, &copy.url).ok()?);
    let state = device(&folder.join("state"));
    state.is_some() && first.is_some_and(|path| device(&path) == state)
}

/// The folders that belong to the archive itself: they are no packages.
fn own_places(folder: &Path, config: &Config) -> Vec<PathBuf> {
    let parts = ["state", "keys"].map(|part| Some(folder.join(part)));
    let copies = config.copies.iter().map(|copy| local_path(folder, &copy.url).ok().flatten());
    parts.into_iter().chain(copies).flatten().filter_map(|path| fs::canonical(&path).ok()).collect()
}
