//! One package: every file that is damaged on any copy.

use super::super::knowledge::{Item, Knowledge};
use super::evidence::{keep, stray_key};
use super::good::{Candidate, Copied, Wanted, candidates, sparing};
use super::mend::mend;
use super::{Outcome, Repair};
use crate::aip::AipId;
use crate::archive::TenantCopy;
use crate::catalog::Damage;
use crate::digest::{Algorithm, Hasher, Stream512};
use crate::error::{Error, Result};
use crate::finding::codes::{fix, led};
use crate::finding::{Class, Finding};
use crate::limits::INVENTORY_BYTES;
use crate::ocfl::inventory::FILE;
use crate::store::proof::{self, Expected, Pace, Proving, Verdict};
use crate::store::{Key, Reader, Sink, Store, StoreError};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Repairs the damaged files of a package. Content comes first, then inventories: a crash leaves
/// an object that is still damaged, never one that looks whole and is not.
pub(super) fn repair(work: &mut Repair<'_>, aip: AipId, damages: &[Damage]) -> Result<()> {
    let Some(_lock) = work.scene.settle(&work.scene.copies, aip)? else {
        let finding = Finding::new(&fix::UNSETTLED).at(aip.to_string());
        work.leave(damages, &finding.with("copy", &damages[0].copy));
        return Ok(());
    };
    let mut copies: Vec<&String> = damages.iter().map(|damage| &damage.copy).collect();
    copies.sort_unstable();
    copies.dedup();
    for copy in copies {
        let of_copy = damages.iter().filter(|damage| damage.copy == *copy);
        let mut of_copy: Vec<&Damage> = of_copy.collect();
        of_copy.sort_by_key(|damage| rank(&damage.path));
        let Some(knowledge) = knowledge(work, aip, copy)? else {
            let finding = Finding::new(&fix::UNATTESTED).at(aip.to_string());
            for damage in of_copy {
                work.settle(damage, &Outcome::Left(finding.clone()));
            }
            continue;
        };
        if let Some(finding) = outdated(work, aip, copy, &knowledge)? {
            for damage in of_copy {
                work.settle(damage, &Outcome::Left(finding.clone()));
            }
            continue;
        }
        for damage in of_copy {
            let outcome = one(work, aip, &knowledge, damage)?;
            work.settle(damage, &outcome);
        }
    }
    Ok(())
}

/// Why nothing is repaired by what the catalog knows: the ledger attests another inventory of its
/// newest version on a copy, or a version beyond it. Where the key is lost, the ledger is not
/// asked.
fn outdated(
    work: &Repair<'_>,
    aip: AipId,
    copy: &str,
    known: &Knowledge,
) -> Result<Option<Finding>> {
    let Some(tenant) = work.scene.tenant else { return Ok(None) };
    if tenant.ledger_key()?.is_none() {
        return Ok(None);
    }
    let next = tenant.attested(aip, known.versions.saturating_add(1))?;
    let next = next.filter(|said| said.copies.iter().any(|name| name == copy));
    let newest = match next {
        Some(next) => Some(next),
        None => tenant.attested(aip, known.versions)?,
    };
    let found = known.inventory.hex();
    let differs = newest.filter(|said| said.inventory != found);
    Ok(differs.map(|said| {
        let finding = Finding::new(&led::OUTDATED).at(aip.to_string()).with("aip", aip);
        let finding = finding.with("version", known.versions).with("found", found);
        finding.with("expected", format!("{} v{}", said.inventory, said.version))
    }))
}

/// What must lie of the package on a copy: as recorded, and as the inventory says that is attested.
fn knowledge(work: &Repair<'_>, aip: AipId, copy: &str) -> Result<Option<Knowledge>> {
    let known = Knowledge::of_catalog(work.scene.catalog, aip, copy)?;
    let Some(known) = known else { return Ok(None) };
    let head = format!("v{}/{FILE}", known.versions);
    for copy in work.scene.copies.iter() {
        let root = copy.holdings.object_key(&aip.to_string());
        for path in [FILE, &head] {
            let key = root.join(path).map_err(StoreError::from)?;
            let Ok(bytes) = copy.folder.store().read(&key, INVENTORY_BYTES) else { continue };
            if Hasher::digest(Algorithm::Sha512, &bytes) == known.inventory {
                return Ok(known.corrected(&bytes));
            }
        }
    }
    // No copy has the inventory: the rows of the catalog still name every file.
    Ok(Some(known))
}

/// Content, inventories of versions, the root inventory, its sidecar, the declaration.
fn rank(path: &str) -> u8 {
    let name = path.rsplit('/').next().unwrap_or_default();
    let of_version = path.rsplit('/').nth(1).is_some_and(|folder| folder.starts_with('v'));
    match name {
        _ if name.starts_with("0=") => 4,
        _ if name.starts_with("inventory.json.") => 2 + u8::from(!of_version),
        "inventory.json" => 1 + u8::from(!of_version),
        _ => 0,
    }
}

fn one(
    work: &mut Repair<'_>,
    aip: AipId,
    knowledge: &Knowledge,
    damage: &Damage,
) -> Result<Outcome> {
    let Some(copy) = work.copy(&damage.copy).cloned() else {
        let finding = Finding::new(&fix::COPY_GONE).with("copy", &damage.copy);
        return Ok(Outcome::Left(finding));
    };
    let root = copy.holdings.object_key(&aip.to_string());
    let key = Key::new(damage.path.as_str()).ok();
    let path = key.as_ref().and_then(|key| key.below(&root));
    let item = path.and_then(|path| knowledge.items.iter().find(|item| item.path == path));
    let done = match (key, item) {
        (Some(key), Some(item)) => file(work, &copy, (aip, damage), &key, (knowledge, item, &root)),
        _ => stray(work, &copy, damage),
    };
    match done {
        Ok(outcome) => Ok(outcome),
        // This file waits; the others may fare better.
        Err(error) if error.class() != Class::Space => {
            Ok(Outcome::Left(error.finding().clone().with("copy", &damage.copy)))
        }
        Err(error) => Err(error),
    }
}

/// Something that nobody put there.
pub(super) fn stray(work: &mut Repair<'_>, copy: &TenantCopy, damage: &Damage) -> Result<Outcome> {
    let left = Finding::new(&fix::UNEXPECTED).at(&damage.path).with("copy", &damage.copy);
    let Some(key) = stray_key(damage).filter(|_| work.options.strays) else {
        return Ok(Outcome::Left(left));
    };
    if work.options.dry_run {
        return Ok(Outcome::SetAside { evidence: String::new() });
    }
    work.kept += 1;
    let evidence = keep(copy, damage, &key, (work.run, work.kept), work.scene.now())?;
    let Some(evidence) = evidence else { return Ok(Outcome::Left(left)) };
    copy.folder.store().delete(&key)?;
    Ok(Outcome::SetAside { evidence })
}

/// A file that must be there.
fn file(
    work: &mut Repair<'_>,
    copy: &TenantCopy,
    (aip, damage): (AipId, &Damage),
    key: &Key,
    (knowledge, item, root): (&Knowledge, &Item, &Key),
) -> Result<Outcome> {
    let wanted = Wanted::of(item);
    let store = copy.folder.store();
    if is_good(&**store, key, wanted, work.pace)? {
        return Ok(Outcome::Good);
    }
    let candidates = candidates(knowledge, item, &work.scene.copies, (&copy.name, root));
    let candidates = sparing(candidates, || mend(work.scene, aip, item, copy, key));
    restore(work, copy, damage, key, wanted, &candidates)
}

/// Puts the first good candidate into the damaged place.
pub(super) fn restore(
    work: &mut Repair<'_>,
    copy: &TenantCopy,
    damage: &Damage,
    key: &Key,
    wanted: Wanted,
    candidates: &[Candidate<'_>],
) -> Result<Outcome> {
    let store = copy.folder.store();
    let mut reasons = Vec::new();
    let mut temporary = false;
    for candidate in candidates {
        let name = candidate.copy.map(|copy| copy.name.clone());
        // A candidate is read as a whole before anything is changed, so that a bad one costs
        // nothing but time.
        match candidate.copy_to(Box::new(Nowhere), wanted)? {
            Copied::Good(..) if work.options.dry_run => {
                return Ok(Outcome::Repaired { source: name, evidence: None });
            }
            Copied::Good(..) => {}
            Copied::Bad(state) => {
                reasons.push(format!("{}: {state}", name.unwrap_or_default()));
                continue;
            }
            Copied::Away(error) => {
                temporary = true;
                reasons.push(format!("{}: {error}", name.unwrap_or_default()));
                continue;
            }
        }
        work.kept += 1;
        let evidence = keep(copy, damage, key, (work.run, work.kept), work.scene.now())?;
        let Copied::Good(sink, size) = candidate.copy_to(store.rewrite(key)?, wanted)? else {
            continue; // It was good a moment ago: the next one may still be.
        };
        sink.finish()?;
        if !proven(&**store, key, wanted.sized(size))? {
            return Err(Error::new(&fix::NOT_REPAIRED).at(key.as_str()).with("copy", &copy.name));
        }
        return Ok(Outcome::Repaired { source: name, evidence });
    }
    let code = if temporary { &fix::SOURCE_AWAY } else { &fix::NO_GOOD_COPY };
    let finding = Finding::new(code).at(key.as_str()).with("copy", &copy.name);
    Ok(Outcome::Left(finding.with("reason", reasons.join("; "))))
}

/// Whether a place reads as it must, from the medium. That a store does not answer is an error.
pub(super) fn is_good(store: &dyn Store, key: &Key, wanted: Wanted, pace: &Pace) -> Result<bool> {
    let size = match (wanted.size, store.head(key)) {
        (Some(size), _) => size,
        (None, Ok(meta)) => meta.size,
        (None, Err(error)) if error.retryable() => return Err(error.into()),
        (None, Err(_)) => return Ok(false),
    };
    let (taken, verdict) = (AtomicBool::new(false), Mutex::default());
    let one = One { store, key, expected: wanted.sized(size), taken, verdict };
    proof::prove(&one, 1, pace);
    match one.verdict.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(Verdict::Good) => Ok(true),
        Some(Verdict::Unreadable(error)) if error.retryable() => Err(error.into()),
        _ => Ok(false),
    }
}

fn proven(store: &dyn Store, key: &Key, expected: Expected) -> Result<bool> {
    let wanted = Wanted { size: Some(expected.size), digest: expected.digest };
    is_good(store, key, wanted, &Pace::default())
}

/// One file that is proven.
struct One<'a> {
    store: &'a dyn Store,
    key: &'a Key,
    expected: Expected,
    taken: AtomicBool,
    verdict: Mutex<Option<Verdict>>,
}

impl Proving for One<'_> {
    type File = ();

    fn next(&self) -> Option<()> {
        (!self.taken.swap(true, Ordering::Relaxed)).then_some(())
    }

    fn expected(&self, (): &()) -> Expected {
        self.expected
    }

    fn key(&self, (): &()) -> Key {
        self.key.clone()
    }

    fn open(&self, (): &()) -> crate::store::Result<Reader> {
        self.store.open_from_medium(self.key)
    }

    fn verdict(&self, (): (), verdict: Verdict) {
        let mut own = self.verdict.lock().unwrap_or_else(PoisonError::into_inner);
        *own = Some(verdict);
    }
}

/// A sink that keeps nothing: for reading a candidate.
struct Nowhere;

impl io::Write for Nowhere {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink for Nowhere {
    fn finish(self: Box<Self>) -> crate::store::Result<()> {
        Ok(())
    }
}

/// The SHA-512 of bytes at hand.
pub(super) fn sha512(bytes: &[u8]) -> crate::digest::Digest {
    let mut stream = Stream512::new();
    stream.update(bytes);
    stream.finish()
}
