//! The installation: opens configuration, copies and catalogs, and hands out [`TenantArchive`],
//! the only door to a tenant's data.

mod lock;
mod tenant;

pub use lock::{Lock, Locks};
pub use tenant::{TenantArchive, TenantCopy};

use crate::catalog::{InstallationCatalog, TenantRow};
use crate::clock::Clock;
use crate::config::{self, Config};
use crate::error::{Error, Result};
use crate::finding::codes::arc;
use crate::fs;
use crate::rebuild::{self, Rebuilt};
use crate::store::{
    Installation, Key, Local, StorageCopy, Store, UrlOptions, check_conditional_create, open_url,
};
use crate::tenant::TenantId;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

/// How long administrative changes wait for each other.
const ADMIN_WAIT: Duration = Duration::from_mins(1);

/// An installation, opened.
#[derive(Debug)]
pub struct Archive {
    folder: PathBuf,
    config: Config,
    copies: Vec<(String, StorageCopy)>,
    catalog: InstallationCatalog,
    clock: Clock,
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
        let text = config::template(&name, &uuid, &copies);
        let config = Config::parse(&text)?;
        fs::create_folders(&folder.join("state/tenants"))?;
        fs::create_folders(&folder.join("state/locks"))?;
        fs::create_private_folder(&folder.join("keys"))?;
        check_state(folder)?;
        let now = clock.now();
        for (name, store) in open_stores(folder, &config, true)? {
            StorageCopy::create(store, &installation(&config), now)
                .map_err(|error| error.with("copy", name))?;
        }
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
        fs::create_folders(&folder.join("state/tenants"))?;
        fs::create_folders(&folder.join("state/locks"))?;
        check_state(&folder)?;
        let mut copies = Vec::new();
        for (name, store) in open_stores(&folder, &config, false)? {
            copies.push((name, StorageCopy::open(store, &installation(&config))?));
        }
        let catalog = InstallationCatalog::open(&folder.join("state/installation.sqlite"))?;
        Ok(Self { folder, config, copies, catalog, clock })
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

    /// The folder of a copy, where it is a local one.
    #[must_use]
    pub fn local_folder(&self, copy: &str) -> Option<PathBuf> {
        let section = self.config.copies.iter().find(|section| section.name == copy)?;
        local_path(&self.folder, &section.url)
    }

    /// The locks of the installation.
    #[must_use]
    pub fn locks(&self) -> Locks {
        Locks::new(self.folder.join("state/locks"))
    }

    /// Adds a tenant: its record and holdings on every copy, then its catalog.
    pub fn add_tenant(&self, id: &TenantId, name: &str, isil: Option<&str>) -> Result<()> {
        let _lock = self.locks().take("tenants", ADMIN_WAIT)?;
        if self.catalog.tenant(id)?.is_some() {
            return Err(Error::new(&arc::TENANT_EXISTS).with("tenant", id));
        }
        let now = self.clock.now();
        let mut version = 1;
        for (_, copy) in &self.copies {
            let folder = copy.tenant(id);
            folder.create_holdings()?;
            let record = folder.add_record(name, isil, serde_json::Map::new(), now)?;
            version = record.versions.last().map_or(1, |v| v.version);
        }
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

    /// The tenants, by id.
    pub fn tenants(&self) -> Result<Vec<TenantRow>> {
        self.catalog.tenants()
    }

    /// Enters the tenants that a copy knows into the index, as after its loss.
    pub fn rebuild_tenants(&self, copy: &StorageCopy) -> Result<Vec<TenantId>> {
        let _lock = self.locks().take("tenants", ADMIN_WAIT)?;
        let tenants = copy.tenants()?;
        for id in &tenants {
            let record = copy.tenant(id).record()?;
            if let Some(newest) = record.as_ref().and_then(|record| record.versions.last()) {
                self.remember_tenant(id, &newest.name, newest.isil.as_deref(), newest.version)?;
            }
        }
        Ok(tenants)
    }

    /// Makes a tenant's catalog anew from one copy. What was there before goes only when the new
    /// one is complete.
    pub fn rebuild_catalog(
        &self,
        tenant: &TenantId,
        from_copy: &str,
        threads: usize,
        progress: &AtomicUsize,
    ) -> Result<Rebuilt> {
        let copies = tenant::copies_of(self, tenant)?;
        let copy = copies
            .iter()
            .find(|copy| copy.name == from_copy)
            .ok_or_else(|| Error::new(&arc::UNKNOWN_COPY).with("copy", from_copy))?;
        tenant::exchange_catalog(&self.folder, tenant, |catalog| {
            rebuild::rebuild(copy, catalog, threads, progress)
        })
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

/// Opens the places of all copies; makes missing local folders only when founding.
fn open_stores(
    folder: &Path,
    config: &Config,
    founding: bool,
) -> Result<Vec<(String, Arc<dyn Store>)>> {
    let open = |copy: &config::CopySection| -> Result<(String, Arc<dyn Store>)> {
        let store: Arc<dyn Store> = match local_path(folder, &copy.url) {
            Some(path) if founding => Arc::new(Local::create(&path)?),
            Some(path) => Arc::new(Local::open(&path)?),
            None => {
                let variable = format!("ARCHIVE_COPY_{}_CREDENTIALS", copy.name.to_uppercase());
                let variable = variable.replace('-', "_");
                let options =
                    UrlOptions { credentials_variable: variable, ..UrlOptions::default() };
                let store: Arc<dyn Store> = Arc::from(open_url(&copy.url, &options)?);
                if founding {
                    let probe = Key::new("probe/conditional-create").expect("a constant key");
                    check_conditional_create(&*store, &probe)?;
                }
                store
            }
        };
        Ok((copy.name.clone(), store))
    };
    config.copies.iter().map(open).collect()
}

/// The folder of a copy that is one.
fn local_path(folder: &Path, url: &str) -> Option<PathBuf> {
    match url.split_once("://") {
        None => Some(folder.join(url)),
        Some(("file", path)) => Some(PathBuf::from(path)),
        Some(_) => None,
    }
}

/// Whether a sync of each copy's file system makes `state/` durable too.
fn is_synced_with_copies(folder: &Path, config: &Config) -> bool {
    let device = |path: &Path| fs::stat(path).map(|stat| stat.identity.0).ok();
    let state = device(&folder.join("state"));
    state.is_some_and(|state| {
        config.copies.iter().any(|copy| {
            local_path(folder, &copy.url).is_some_and(|path| device(&path) == Some(state))
        })
    })
}
