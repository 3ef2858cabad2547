//! The places of an installation: opening the copies that its configuration names.

use crate::clock::Clock;
use crate::config::{Config, CopySection};
use crate::error::{Error, Result};
use crate::finding::Class;
use crate::finding::codes::{cpy, sto};
use crate::fs;
use crate::store::{
    Installation, Key, Local, Locking, Patience, Rate, Retry, StorageCopy, Store, Throttled,
    UrlOptions, check_store, open_url,
};
use crate::tenant::TenantId;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One copy of an installation, as its configuration wants it.
#[derive(Debug, Clone)]
pub struct ArchiveCopy {
    /// The section that names it.
    pub section: CopySection,
    /// The copy. One that cannot be opened now answers so to every call.
    pub copy: StorageCopy,
}

impl ArchiveCopy {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.section.name
    }

    /// Whether nothing is called stored without it.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.section.required && !self.section.offline
    }

    /// Whether it holds packages of a tenant.
    #[must_use]
    pub fn is_for(&self, tenant: &TenantId) -> bool {
        self.section.is_for(tenant)
    }
}

/// What stands in every copy of the installation.
pub(super) fn installation(config: &Config) -> Installation {
    Installation { uuid: config.archive.uuid, name: config.archive.name.clone() }
}

/// Opens every copy of a configuration. None of them must keep the others from being used: one
/// that is not there is a copy that says so. Local ones are looked at now, and refused where they
/// belong to another installation or have another name; remote ones when they are used first.
pub(super) fn open_all(folder: &Path, config: &Config, clock: Clock) -> Result<Vec<ArchiveCopy>> {
    let owner = installation(config);
    let open = |section: &CopySection| {
        let opened = open_copy(folder, section, &owner, clock);
        let copy = match opened.map_err(|error| error.with("copy", &section.name)) {
            Err(error) if is_away(&error) => StorageCopy::absent(&error),
            opened => opened?,
        };
        Ok(ArchiveCopy { section: section.clone(), copy })
    };
    config.copies.iter().map(open).collect()
}

fn open_copy(
    folder: &Path,
    section: &CopySection,
    owner: &Installation,
    clock: Clock,
) -> Result<StorageCopy> {
    let store = open_store(folder, section, clock, false)?;
    if local_path(folder, &section.url)?.is_none() {
        return Ok(StorageCopy::open_later(store, owner, &section.name));
    }
    StorageCopy::open(store, owner, &section.name)
}

/// Whether an error says that a copy is not there now: an unmounted disk is an empty folder or
/// none, a bucket without credentials cannot be asked.
fn is_away(error: &Error) -> bool {
    let codes = [&sto::NOT_A_COPY, &sto::NOT_FOUND, &sto::CREDENTIALS, &sto::PERMISSION];
    error.class() == Class::Temporary || codes.into_iter().any(|code| error.is(code))
}

/// Opens the place of a copy; makes a missing local folder only when founding.
pub(crate) fn open_store(
    folder: &Path,
    section: &CopySection,
    clock: Clock,
    founding: bool,
) -> Result<Arc<dyn Store>> {
    let CopySection { name, url, .. } = section;
    if section.lock.is_some() && !url.starts_with("s3://") {
        return Err(Error::new(&cpy::NOT_A_BUCKET).with("copy", name).with("url", url));
    }
    if url.starts_with("memory:") {
        // What is called stored must outlive the process.
        let words = ["memory keeps nothing", "ein Arbeitsspeicher behält nichts"];
        return Err(Error::new(&sto::BAD_URL).at(url).with_words("reason", words[0], words[1]));
    }
    let limits =
        Rate { bytes: section.bandwidth.map(|amount| amount.0), requests: section.requests };
    match local_path(folder, url)? {
        Some(path) if founding => return Ok(limited(Local::create(&path)?, limits)),
        Some(path) => return Ok(limited(Local::open(&path)?, limits)),
        None => {}
    }
    let variable = format!("ARCHIVE_COPY_{}_CREDENTIALS", name.to_uppercase());
    let options = UrlOptions {
        credentials_variable: variable.replace('-', "_"),
        concurrency: section.concurrency,
        credentials_file: section.credentials.as_ref().map(|file| folder.join(file)),
        ..UrlOptions::default()
    };
    let remote: Arc<dyn Store> = Arc::from(open_url(url, &options)?);
    // What is asked again counts again.
    let store = Arc::new(Retry::new(limited(remote, limits), Patience::default()));
    let store: Arc<dyn Store> = match section.lock {
        Some(rule) => Arc::new(Locking::new(store, rule, clock, name)),
        None => store,
    };
    if founding {
        if section.lock.is_some() && !store.lock_support()?.object_lock {
            return Err(Error::new(&cpy::NO_LOCK_THERE).with("copy", name));
        }
        check_store(&*store, &probe())?;
    }
    Ok(store)
}

/// Where a copy is tried out; nothing stays there.
pub(crate) fn probe() -> Key {
    Key::new("probe/promises").expect("a constant key")
}

fn limited(store: impl Store + 'static, limits: Rate) -> Arc<dyn Store> {
    if limits == Rate::default() {
        return Arc::new(store);
    }
    Arc::new(Throttled::new(store, limits))
}

/// The folder of a copy that is one.
pub(super) fn local_path(folder: &Path, url: &str) -> Result<Option<PathBuf>> {
    match url.split_once("://") {
        None => Ok(Some(folder.join(url))),
        Some(("file", _)) => crate::store::folder_of_url(url).map(Some),
        Some(_) => Ok(None),
    }
}

/// Whether the sync with which a version is committed makes `state/` durable too: that of the
/// first copy, since the copies commit one after the other.
pub(super) fn is_synced_with(folder: &Path, first: Option<&CopySection>) -> bool {
    let device = |path: &Path| fs::stat(path).map(|stat| stat.identity.0).ok();
    let first = first.and_then(|copy| local_path(folder, &copy.url).ok()?);
    let state = device(&folder.join("state"));
    state.is_some() && first.is_some_and(|path| device(&path) == state)
}

/// The folders that belong to the archive itself: they are no packages.
pub(super) fn own_places(folder: &Path, config: &Config) -> Vec<PathBuf> {
    let parts = ["state", "keys"].map(|part| Some(folder.join(part)));
    let copies = config.copies.iter().map(|copy| local_path(folder, &copy.url).ok().flatten());
    parts.into_iter().chain(copies).flatten().filter_map(|path| fs::canonical(&path).ok()).collect()
}
