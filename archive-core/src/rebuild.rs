//! Rebuilding the catalog from one copy alone: promise 2 of the archive, and the proof of it.

use crate::aip::AipId;
use crate::aip::read::{StoredAip, VersionHead};
use crate::archive::TenantCopy;
use crate::catalog::{Catalog, ContentRow, FileRow, NewVersion};
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::ing;
use crate::ingest::read_receipts;
use crate::package::sorter::{DEFAULT_MEMORY, Spool, Spooled};
use crate::store::{Key, ObjectFiles};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Versions recorded in one transaction.
const BATCH: usize = 256;

/// A version as a copy describes it, with its rows.
pub struct FoundVersion {
    /// The package.
    pub aip: AipId,
    /// The version.
    pub version: u32,
    /// What is known of it.
    pub head: VersionHead,
    contents: Spooled,
    files: Spooled,
}

/// What a rebuild did.
#[derive(Debug, Default)]
pub struct Rebuilt {
    /// Packages found.
    pub packages: u64,
    /// Versions recorded.
    pub versions: u64,
    /// Packages that could not be read, and why.
    pub failed: Vec<Finding>,
}

/// Reads one version of a package from a copy.
pub fn read_version(copy: &TenantCopy, aip: AipId, version: u32) -> Result<FoundVersion> {
    let root = copy.holdings.object_key(&aip.to_string());
    let stored = StoredAip::open(&**copy.folder.store(), &root)?;
    found_version(&stored, aip, version)
}

fn found_version(stored: &StoredAip<'_>, aip: AipId, version: u32) -> Result<FoundVersion> {
    let mut contents = Spool::new(DEFAULT_MEMORY / 8);
    let mut files = Spool::new(DEFAULT_MEMORY / 4);
    let head = stored.version(
        version,
        &mut |row| contents.push(&serde_json::to_vec(&row).map_err(|e| broken(&e))?),
        &mut |row| files.push(&serde_json::to_vec(&row).map_err(|e| broken(&e))?),
    )?;
    Ok(FoundVersion { aip, version, head, contents: contents.finish()?, files: files.finish()? })
}

fn broken(error: &serde_json::Error) -> Error {
    Error::new(&ing::JOURNAL).at("(temporary file)").with("reason", error)
}

fn each_row<T: serde::de::DeserializeOwned>(
    spooled: &Spooled,
    each: &mut dyn FnMut(&T) -> Result<()>,
) -> Result<()> {
    let mut iter = spooled.iter();
    while let Some(record) = iter.next()? {
        each(&serde_json::from_slice(record).map_err(|e| broken(&e))?)?;
    }
    Ok(())
}

impl FoundVersion {
    /// Records the version in a catalog.
    pub fn record(&self, catalog: &Catalog, confirmed: &[(String, String)]) -> Result<()> {
        record_all(catalog, &[(self, confirmed)])
    }
}

fn record_all(catalog: &Catalog, found: &[(&FoundVersion, &[(String, String)])]) -> Result<()> {
    type Each<'e, T> = &'e mut dyn FnMut(&T) -> Result<()>;
    let readers: Vec<_> = found
        .iter()
        .map(|(version, _)| {
            let contents = |each: Each<'_, ContentRow>| each_row(&version.contents, each);
            let files = |each: Each<'_, FileRow>| each_row(&version.files, each);
            (contents, files)
        })
        .collect();
    let versions: Vec<NewVersion<'_>> = found
        .iter()
        .zip(&readers)
        .map(|((version, confirmed), (contents, files))| {
            let head = &version.head;
            NewVersion {
                aip: version.aip,
                version: version.version,
                created: head.created,
                kind: &head.kind,
                container: &head.container,
                source_name: &head.source_name,
                title: &head.title,
                files: head.files,
                bytes: head.bytes,
                fingerprint: head.fingerprint,
                payload_fingerprint: head.payload_fingerprint,
                inventory: head.inventory,
                description: &head.description,
                empty_folders: &head.empty_folders,
                confirmed,
                content: contents,
                file_rows: files,
            }
        })
        .collect();
    catalog.record(&versions)
}

type Confirmed = HashMap<(AipId, u32), Vec<(String, String)>>;

/// Fills an empty catalog from a copy. Objects that cannot be read are told and left out.
pub fn rebuild(
    copy: &TenantCopy,
    catalog: &Catalog,
    threads: usize,
    progress: &AtomicUsize,
) -> Result<Rebuilt> {
    let mut rebuilt = Rebuilt::default();
    let confirmed = confirmed(copy, &mut rebuilt)?;
    let mut roots: Vec<Key> = Vec::new();
    copy.holdings.objects(
        |object: ObjectFiles| -> Result<()> {
            roots.push(object.root);
            Ok(())
        },
        |_| Ok(()),
    )?;
    let work = Work {
        copy,
        catalog,
        confirmed,
        roots: Mutex::new(roots.into_iter()),
        pending: Mutex::default(),
        rebuilt: Mutex::new(rebuilt),
        error: Mutex::default(),
        progress,
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| work.run());
        }
    });
    work.flush(true);
    if let Some(error) = work.error.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    let mut rebuilt = work.rebuilt.into_inner().unwrap_or_else(PoisonError::into_inner);
    apply_reports(copy, catalog, &mut rebuilt)?;
    Ok(rebuilt)
}

/// What was confirmed when each version was stored. Receipts that cannot be read are told and
/// passed over.
fn confirmed(copy: &TenantCopy, rebuilt: &mut Rebuilt) -> Result<Confirmed> {
    let mut confirmed = Confirmed::new();
    read_receipts(copy, &mut |receipt| {
        match receipt {
            Err(error) => rebuilt.failed.push(error.finding().clone()),
            Ok(receipt) => {
                if let Ok(aip) = receipt.aip.parse() {
                    let copies = receipt.copies.into_iter().map(|c| (c.name, c.confirmed));
                    confirmed.insert((aip, receipt.version), copies.collect());
                }
            }
        }
        Ok(())
    })?;
    Ok(confirmed)
}

/// Brings back what integrity runs found. A report that cannot be read is told and passed over.
fn apply_reports(copy: &TenantCopy, catalog: &Catalog, rebuilt: &mut Rebuilt) -> Result<()> {
    crate::fixity::read_reports(copy, &mut |segment| {
        match segment {
            Ok(segment) => segment.apply(catalog)?,
            Err(error) => rebuilt.failed.push(error.finding().clone()),
        }
        Ok(())
    })
}

struct Work<'a> {
    copy: &'a TenantCopy,
    catalog: &'a Catalog,
    confirmed: Confirmed,
    roots: Mutex<std::vec::IntoIter<Key>>,
    pending: Mutex<Vec<FoundVersion>>,
    rebuilt: Mutex<Rebuilt>,
    error: Mutex<Option<Error>>,
    progress: &'a AtomicUsize,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Work<'_> {
    fn run(&self) {
        loop {
            if lock(&self.error).is_some() {
                return;
            }
            let Some(root) = lock(&self.roots).next() else { return };
            if let Err(error) = self.object(&root) {
                lock(&self.rebuilt).failed.push(error.finding().clone());
            }
            self.progress.fetch_add(1, Ordering::Relaxed);
            self.flush(false);
        }
    }

    fn object(&self, root: &Key) -> Result<()> {
        let stored = StoredAip::open(&**self.copy.folder.store(), root)?;
        let Ok(aip) = stored.inventory.id.parse::<AipId>() else {
            return Err(Error::new(&ing::UNREADABLE_AIP)
                .at(root.as_str())
                .with("reason", "the id is not one of this archive"));
        };
        let mut found = Vec::new();
        for version in 1..=stored.head()? {
            found.push(found_version(&stored, aip, version)?);
        }
        let mut rebuilt = lock(&self.rebuilt);
        rebuilt.packages += 1;
        rebuilt.versions += found.len() as u64;
        drop(rebuilt);
        lock(&self.pending).append(&mut found);
        Ok(())
    }

    fn flush(&self, all: bool) {
        let batch = {
            let mut pending = lock(&self.pending);
            if pending.is_empty() || (!all && pending.len() < BATCH) {
                return;
            }
            std::mem::take(&mut *pending)
        };
        let none: &[(String, String)] = &[];
        let pairs: Vec<_> = batch
            .iter()
            .map(|f| (f, self.confirmed.get(&(f.aip, f.version)).map_or(none, Vec::as_slice)))
            .collect();
        if let Err(error) = record_all(self.catalog, &pairs) {
            lock(&self.error).get_or_insert(error);
        }
    }
}
