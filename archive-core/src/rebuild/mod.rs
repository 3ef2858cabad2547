//! Rebuilding the catalog from one copy alone: promise 2 of the archive, and the proof of it.
//!
//! Four witnesses are heard of every version and must agree: the ledger, its receipt, its PREMIS,
//! and its files. What is damaged or contradicts them is told and left out; the caller decides what
//! that means for a catalog that is there already.
//!
//! Memory: the place of each package, some 250 bytes for each receipt and 150 for each entry, the
//! rows of a bounded number of bytes, and the inventory of the package that each thread is reading.

mod attested;
mod bring_back;
mod facts;
mod found;
mod installation;
mod witness;

pub use bring_back::{Outlook, Return, Returned};
pub(crate) use facts::{Difference, Facts};
pub use found::{FoundVersion, read_version};

use crate::aip::AipId;
use crate::aip::read::StoredAip;
use crate::archive::TenantCopy;
use crate::catalog::Catalog;
use crate::error::{Error, Result};
use crate::finding::codes::arc;
use crate::finding::codes::led;
use crate::finding::{Code, Finding, Findings};
use crate::fs;
use crate::ledger::note::Verifier;
use crate::store::{Key, Visit};
use attested::{Attested, about};
use found::{Found, Trouble, record_all};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use witness::Witness;

/// Packages recorded in one transaction, at most …
const BATCH: usize = 256;
/// … and as soon as this many bytes of rows wait to be recorded.
const BATCH_BYTES: usize = 8 << 20;

/// What a rebuild did.
#[derive(Debug, Default)]
pub struct Rebuilt {
    /// Packages found.
    pub packages: u64,
    /// Versions recorded.
    pub versions: u64,
    /// Damage: packages and receipts that could not be read, that contradict each other, or that
    /// are known to have been there.
    pub failed: Findings,
    /// What somebody should know of: versions without a receipt.
    pub remarks: Findings,
    /// Versions that the ledger on the copy does not speak of, where it has one.
    pub unlogged: BTreeSet<(AipId, u32)>,
    /// Whether what was found is the catalog now. One that is readable is not exchanged for one
    /// from a damaged copy, unless that was asked for.
    pub exchanged: bool,
}

impl Rebuilt {
    /// Whether no damage was met.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        !self.failed.has_errors()
    }
}

/// A catalog rebuilt beside the one in use; it goes when this goes.
pub struct Aside {
    /// The catalog.
    pub catalog: Catalog,
    /// What came of it.
    pub rebuilt: Rebuilt,
    _folder: tempfile::TempDir,
}

impl Aside {
    /// Rebuilds a catalog from a copy in a temporary folder, as [`rebuild_attested`] does.
    pub fn of(
        copy: &TenantCopy,
        keys: &[Verifier],
        threads: usize,
        progress: &AtomicUsize,
    ) -> Result<Self> {
        let folder = tempfile::tempdir()
            .map_err(fs::Failure::of("create", Path::new("(temporary folder)")))?;
        let catalog = Catalog::create(&folder.path().join("catalog.sqlite"))?;
        let rebuilt = rebuild_attested(copy, keys, &catalog, threads, progress)?;
        Ok(Self { catalog, rebuilt, _folder: folder })
    }
}

/// Fills an empty catalog from a copy. Packages that are damaged are told and left out.
pub fn rebuild(
    copy: &TenantCopy,
    catalog: &Catalog,
    threads: usize,
    progress: &AtomicUsize,
) -> Result<Rebuilt> {
    rebuild_attested(copy, &[], catalog, threads, progress)
}

/// The same with keys of the ledger on the copy. Without one, that of its first entry is taken:
/// then it proves that its entries belong together, and not who made them.
pub fn rebuild_attested(
    copy: &TenantCopy,
    keys: &[Verifier],
    catalog: &Catalog,
    threads: usize,
    progress: &AtomicUsize,
) -> Result<Rebuilt> {
    let mut rebuilt = Rebuilt::default();
    // Before the objects: what is stored while they are read has its receipt last.
    let attested = Attested::hear(copy, keys, catalog, &mut rebuilt.failed)?;
    let witness = Witness::hear(copy, &mut rebuilt.failed)?;
    let work = Work {
        copy,
        catalog,
        witness,
        attested,
        roots: Mutex::new(roots(copy)?.into_iter()),
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
    work.witness.missing(&copy.name, &mut rebuilt.failed);
    for key in work.attested.missing().filter(|key| work.witness.facts(*key).is_none()) {
        rebuilt.failed.push(about(&led::GONE, key, &copy.name));
    }
    apply_reports(copy, catalog, &mut rebuilt)?;
    Ok(rebuilt)
}

/// The roots of all objects on a copy.
fn roots(copy: &TenantCopy) -> Result<Vec<Key>> {
    let mut roots = Vec::new();
    copy.holdings.walk(|visit| {
        if let Visit::Object { root, .. } = visit {
            roots.push(root);
        }
        ControlFlow::Continue(())
    })?;
    Ok(roots)
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

/// A contradiction between two witnesses of a version, as a finding.
pub(crate) fn contradiction(
    code: &'static Code,
    (aip, version): (AipId, u32),
    copy: &str,
    difference: Difference,
) -> Finding {
    let finding = Finding::new(code).at(aip.to_string()).with("aip", aip);
    let finding = finding.with("version", version).with("copy", copy);
    finding
        .with("value", difference.value)
        .with("found", difference.found)
        .with("expected", difference.expected)
}

struct Work<'a> {
    copy: &'a TenantCopy,
    catalog: &'a Catalog,
    witness: Witness,
    attested: Attested,
    roots: Mutex<std::vec::IntoIter<Key>>,
    pending: Mutex<Vec<Found>>,
    rebuilt: Mutex<Rebuilt>,
    error: Mutex<Option<Error>>,
    progress: &'a AtomicUsize,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Work<'_> {
    fn run(&self) {
        loop {
            if lock(&self.error).is_some() {
                return;
            }
            let Some(root) = lock(&self.roots).next() else { return };
            match self.object(&root) {
                Ok(()) => {}
                Err(Trouble::Damage(finding)) => lock(&self.rebuilt).failed.push(finding),
                Err(Trouble::Other(error)) => {
                    lock(&self.error).get_or_insert(error);
                }
            }
            self.progress.fetch_add(1, Ordering::Relaxed);
            self.flush(false);
        }
    }

    /// Reads one package, hears its receipts, and lays it with those that wait to be recorded.
    fn object(&self, root: &Key) -> Result<(), Trouble> {
        let stored = StoredAip::open(&**self.copy.folder.store(), root).map_err(Trouble::of)?;
        let mut found = Found::read(self.copy, root, &stored, None)?;
        let mut damage = std::mem::take(&mut found.contradictions);
        let (mut unattested, mut unlogged) = (Vec::new(), BTreeSet::new());
        for version in &found.versions {
            let key = (found.aip, version.number);
            self.witness.meet(key);
            let judged = self.attested.judge(key, &version.head.inventory, &self.copy.name);
            if !self.attested.knows(key) {
                unlogged.insert(key);
                unattested.push(about(&led::UNATTESTED, key, &self.copy.name));
            }
            let Some(said) = self.witness.facts(key) else {
                damage.extend(judged);
                unattested.push(about(&arc::WITHOUT_RECEIPT, key, &self.copy.name));
                continue;
            };
            let differences = Facts::of_head(&version.head).differences(&said);
            // Where the receipt tells already, the ledger need not say the same.
            damage.extend(judged.filter(|_| differences.is_empty()));
            for difference in differences {
                let code = &arc::CONTRADICTS_RECEIPT;
                damage.push(contradiction(code, key, &self.copy.name, difference));
            }
        }
        let head = found.versions.last().map_or(0, |version| version.number);
        // What is missing is told later; what is left of it would pass for the whole package.
        let cut = !self.attested.beyond(found.aip, head).is_empty();
        let spoiled = cut || !damage.is_empty();
        let mut rebuilt = lock(&self.rebuilt);
        for finding in damage {
            rebuilt.failed.push(finding);
        }
        if spoiled {
            return Ok(());
        }
        rebuilt.unlogged.append(&mut unlogged);
        rebuilt.packages += 1;
        rebuilt.versions += found.versions.len() as u64;
        for finding in unattested {
            rebuilt.remarks.push(finding);
        }
        drop(rebuilt);
        lock(&self.pending).push(found);
        Ok(())
    }

    fn flush(&self, all: bool) {
        let batch = {
            let mut pending = lock(&self.pending);
            let bytes: usize = pending.iter().map(|found| found.held).sum();
            let full = pending.len() >= BATCH || bytes >= BATCH_BYTES;
            if pending.is_empty() || !(all || full) {
                return;
            }
            std::mem::take(&mut *pending)
        };
        if let Err(error) = record_all(self.catalog, &batch, &|key| self.witness.confirmed(key)) {
            lock(&self.error).get_or_insert(error);
        }
    }
}
