//! A tenant's part of the archive. Everything done to a tenant's data goes through it; it cannot
//! name anything of another tenant.

use super::{Archive, Lock, Locks};
use crate::catalog::{Catalog, TenantRow};
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::finding::codes::cat;
use crate::format::Registry;
use crate::fs;
use crate::ledger::Log;
use crate::store::{Holdings, Store, TenantFolder};
use crate::tenant::TenantId;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
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
    /// The folder of the installation.
    installation: PathBuf,
    /// The table of formats, once somebody asked for it.
    formats: OnceLock<Arc<Registry>>,
    /// The ledger, once something was appended.
    ledger: Mutex<Option<Log>>,
    /// Keeps the catalog from being exchanged while it is open here.
    _catalog_share: Lock,
}

/// The lock that everybody shares who has the catalog open, and that a rebuild takes alone.
const CATALOG_LOCK: &str = "catalog";
/// The catalog, one being rebuilt, and the mark that stands beside them during the exchange.
const CATALOG: &str = "catalog.sqlite";
const REBUILT: &str = "catalog.rebuilt.sqlite";
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
        let catalog_share = share_catalog(&state, &locks, &row.id, archive.wait)?;
        let catalog = Catalog::open(&state.join(CATALOG))?;
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
            installation: archive.folder().to_owned(),
            formats: OnceLock::new(),
            ledger: Mutex::new(None),
            _catalog_share: catalog_share,
        })
    }

    /// The same with the store of each copy behind another one, by the name of the copy: for
    /// stores that fail on purpose.
    #[cfg(any(test, feature = "faults"))]
    #[must_use]
    pub fn behind(mut self, wrap: impl Fn(&str, Arc<dyn Store>) -> Arc<dyn Store>) -> Self {
        for copy in &mut self.copies {
            copy.folder = copy.folder.behind(|store| wrap(&copy.name, store));
            copy.holdings = copy.folder.holdings();
        }
        self
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

    /// What the first copy gives that can give it; else what was wrong with the first.
    pub fn from_any_copy<T>(&self, read: impl Fn(&TenantCopy) -> Result<T>) -> Result<T> {
        let mut failed = None;
        for copy in &self.copies {
            match read(copy) {
                Ok(found) => return Ok(found),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        Err(failed.expect("an archive has at least one copy"))
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

    /// The table of formats in use: read when somebody asks for it first.
    pub fn formats(&self) -> Result<Arc<Registry>> {
        if let Some(registry) = self.formats.get() {
            return Ok(Arc::clone(registry));
        }
        let registry = super::formats::registry(&self.installation)?;
        Ok(Arc::clone(self.formats.get_or_init(|| registry)))
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

    /// The folder of the tenant in `state/`.
    #[must_use]
    pub fn state_folder(&self) -> &Path {
        &self.state
    }

    /// The folder of unfinished work.
    #[must_use]
    pub fn journal_folder(&self) -> PathBuf {
        self.state.join("journal")
    }

    /// The ledger as this process knows it.
    pub(super) fn open_ledger(&self) -> &Mutex<Option<Log>> {
        &self.ledger
    }

    /// The folder of the installation.
    pub(crate) fn installation(&self) -> &Path {
        &self.installation
    }

    /// The path of the catalog file.
    #[must_use]
    pub fn catalog_path(&self) -> PathBuf {
        self.state.join(CATALOG)
    }
}

/// A tenant's part of each copy.
pub(super) fn copies_of(archive: &Archive, tenant: &TenantId) -> Result<Vec<TenantCopy>> {
    let part = |(name, copy): &(String, crate::store::StorageCopy)| {
        let folder = copy.tenant(tenant);
        let holdings = folder.holdings();
        Ok(TenantCopy { name: name.clone(), folder, holdings })
    };
    archive.copies().iter().map(part).collect()
}

/// Makes the empty catalog of a new tenant. One that is there stays.
pub(super) fn create_catalog(archive: &Path, tenant: &TenantId) -> Result<()> {
    let state = state_folder(archive, tenant);
    fs::create_folders(&state)?;
    Catalog::create(&state.join(CATALOG))?.close()
}

/// The place of a tenant's catalog, where a new one may take it.
pub(crate) struct CatalogPlace<'a> {
    pub(super) archive: &'a Path,
    pub(super) tenant: &'a TenantId,
    pub(super) wait: Duration,
}

impl CatalogPlace<'_> {
    /// Makes a new catalog beside the old one with `fill`, and puts it in its place: where `may`
    /// says so, and where the old one is not worth keeping. A crash leaves the old one, or a mark:
    /// then the new one is complete, and whoever opens the catalog next finishes the exchange.
    /// Nobody may have the old one open. Gives what `fill` gave, and whether it is in place.
    pub fn exchange<T>(
        &self,
        fill: impl FnOnce(&Catalog) -> Result<T>,
        may: impl FnOnce(&T) -> bool,
    ) -> Result<(T, bool)> {
        let state = state_folder(self.archive, self.tenant);
        fs::create_folders(&state.join("journal"))?;
        fs::create_folders(&state.join("locks"))?;
        let _alone = Locks::new(state.join("locks")).take(CATALOG_LOCK, self.wait)?;
        // Finished or not, what an earlier rebuild has left is worth less than the new one.
        settle_exchange(&state)?;
        let fresh = state.join(REBUILT);
        remove_database(&fresh)?;
        let catalog = Catalog::create(&fresh)?;
        let filled = fill(&catalog)?;
        catalog.close()?;
        if !may(&filled) && self.is_worth_keeping() {
            remove_database(&fresh)?;
            return Ok((filled, false));
        }
        mark_exchange(&state.join(EXCHANGING))?;
        settle_exchange(&state)?;
        Ok((filled, true))
    }

    /// Whether the catalog in use knows any package and can be read to its end. One that cannot be
    /// judged now, such as that of a newer program, is worth keeping.
    pub fn is_worth_keeping(&self) -> bool {
        let path = state_folder(self.archive, self.tenant).join(CATALOG);
        let look = || {
            let catalog = Catalog::open(&path)?;
            let packages = catalog.summary()?.packages;
            catalog.dump(&mut std::io::sink())?;
            Ok(packages > 0)
        };
        fs::exists(&path)
            && look().unwrap_or_else(|error: Error| {
                let worthless = [&cat::LOST, &cat::BROKEN, &cat::UNKNOWN_VALUE];
                !worthless.into_iter().any(|code| error.is(code))
            })
    }
}

/// Says that the new catalog is complete. The mark of an earlier exchange may still stand.
fn mark_exchange(mark: &Path) -> fs::Result<()> {
    match fs::create_durably(mark, b"") {
        Err(failure) if failure.is_already_there() => Ok(()),
        done => done,
    }
}

/// Takes a share of the catalog, after clearing away what an interrupted rebuild has left.
fn share_catalog(state: &Path, locks: &Locks, tenant: &TenantId, wait: Duration) -> Result<Lock> {
    if fs::exists(&state.join(EXCHANGING)) {
        let _alone = locks.take(CATALOG_LOCK, wait)?;
        settle_exchange(state)?;
        if fs::exists(&state.join(EXCHANGING)) {
            return Err(Error::new(&cat::REBUILD_UNFINISHED).with("tenant", tenant));
        }
    }
    let share = locks.share(CATALOG_LOCK, wait)?;
    // Whoever rebuilds is alone with the catalog: nobody is at work on this one any more.
    remove_database(&state.join(REBUILT))?;
    Ok(share)
}

/// Puts a rebuilt catalog in the place of the old one, if the mark says that it is complete.
/// Can be repeated after a crash at any point. The caller is alone with the catalog.
fn settle_exchange(state: &Path) -> Result<()> {
    let (mark, fresh, place) = (state.join(EXCHANGING), state.join(REBUILT), state.join(CATALOG));
    if !fs::exists(&mark) {
        return Ok(());
    }
    if fs::exists(&fresh) {
        remove_database(&place)?;
        fs::rename(&fresh, &place)?;
        fs::sync_folder(state)?;
    } else if !fs::exists(&place) {
        // Somebody took both away: the mark stays until the catalog was rebuilt.
        return Ok(());
    }
    fs::remove(&mark)?;
    Ok(fs::sync_folder(state)?)
}

/// Puts a database file that cannot be used beside its place, with what was not yet merged into
/// it; earlier ones stay.
pub(super) fn put_aside(path: &Path) -> Result<()> {
    let aside = path.with_extension(format!("broken-{}.sqlite", crate::random::uuid_v4()));
    for suffix in ["-wal", ""] {
        unless_gone(fs::rename(&beside(path, suffix), &beside(&aside, suffix)))?;
    }
    remove_database(path)
}

/// Removes a database file with what belongs to it.
pub(super) fn remove_database(path: &Path) -> Result<()> {
    for suffix in ["-wal", "-shm", "-journal", ""] {
        unless_gone(fs::remove(&beside(path, suffix)))?;
    }
    Ok(())
}

/// The path of a file that belongs to a database file.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// What is not there need not be moved or removed.
fn unless_gone(done: fs::Result<()>) -> fs::Result<()> {
    match done {
        Err(failure) if failure.is_not_found() => Ok(()),
        other => other,
    }
}
