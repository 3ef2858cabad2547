//! What the ledger of an installation attests of the versions on a copy. It is the witness that
//! nobody can change together with the others.

use crate::aip::AipId;
use crate::archive::TenantCopy;
use crate::catalog::{Catalog, EntryRow};
use crate::digest::{Algorithm, Digest};
use crate::error::{Error, Result};
use crate::finding::codes::led;
use crate::finding::{Class, Finding, Findings};
use crate::ledger::event::{Entry, Event, Version, decode};
use crate::ledger::note::Verifier;
use crate::ledger::{FOLDER, Reader, checkpoint_in, verify};
use crate::store::{Key, Prefixed, Store};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Entries that are entered into the index in one transaction.
const STEP: usize = 20_000;

/// Everything that the ledger attests, the newest word on each version.
#[derive(Default)]
pub(super) struct Attested {
    /// Whether there is a ledger that was verified.
    known: bool,
    versions: BTreeMap<(AipId, u32), Said>,
}

/// What is attested of a version.
struct Said {
    inventory: Option<Digest>,
    /// Whether it must lie on this copy.
    here: bool,
    /// Whether the copy gave the version, right or wrong.
    met: AtomicBool,
}

impl Attested {
    /// Verifies the ledger on a copy by keys that must be its own, or by the one that its first
    /// entry names where the installation has none, and fills the index of entries in a catalog.
    /// A ledger that is not sound is told, and nothing of it is believed.
    pub fn hear(
        copy: &TenantCopy,
        keys: &[Verifier],
        catalog: &Catalog,
        findings: &mut Findings,
    ) -> Result<Self> {
        let folder = Key::new(FOLDER).expect("a constant key");
        let store = Prefixed::new(Arc::clone(copy.folder.store()), folder);
        let mut attested = Self::default();
        match attested.read(&store, keys, catalog, &copy.name) {
            Ok(()) => Ok(attested),
            Err(error) if error.class() == Class::Integrity => {
                findings.push(error.finding().clone().with("copy", &copy.name));
                catalog.forget_entries()?;
                Ok(Self::default())
            }
            Err(error) => Err(error),
        }
    }

    fn read(
        &mut self,
        store: &dyn Store,
        keys: &[Verifier],
        catalog: &Catalog,
        copy: &str,
    ) -> Result<()> {
        let Some(signed) = checkpoint_in(store)? else { return Ok(()) };
        let first = match keys {
            [] => Some(first_key(&Reader::new(store, signed.checkpoint.head.size))?),
            _ => None,
        };
        let mut rows = Vec::new();
        let keys = first.as_ref().map_or(keys, std::slice::from_ref);
        verify(store, keys, &mut |position, entry| {
            self.take(entry, copy);
            rows.push(EntryRow::of(position, entry));
            if rows.len() >= STEP {
                catalog.note(&std::mem::take(&mut rows))?;
            }
            Ok(())
        })?;
        catalog.note(&rows)?;
        self.known = true;
        Ok(())
    }

    fn take(&mut self, entry: &Entry, copy: &str) {
        let is_here = |version: &Version| version.copies.iter().any(|name| name == copy);
        match &entry.event {
            Some(Event::Stored(said) | Event::Adopted(said) | Event::Changed(said)) => {
                let key = (said.aip, said.version);
                let before = self.versions.get(&key).is_some_and(|before| before.here);
                let inventory = Digest::from_hex(Algorithm::Sha512, &said.inventory);
                // Where no copy is named, it must lie on every one.
                let here = before || said.copies.is_empty() || is_here(said);
                let said = Said { inventory, here, met: AtomicBool::new(false) };
                self.versions.insert(key, said);
            }
            Some(Event::Copied(said)) if is_here(said) => {
                if let Some(known) = self.versions.get_mut(&(said.aip, said.version)) {
                    known.here = true;
                }
            }
            Some(Event::Erased { aip, .. }) => {
                self.versions.retain(|(erased, _), _| erased != aip);
            }
            _ => {}
        }
    }

    /// Whether a version is in the ledger, or there is no ledger.
    pub fn knows(&self, key: (AipId, u32)) -> bool {
        !self.known || self.versions.contains_key(&key)
    }

    /// Judges the inventory that a copy gave of a version: what is wrong with it, if anything.
    pub fn judge(&self, key: (AipId, u32), found: &Digest, copy: &str) -> Option<Finding> {
        let said = self.versions.get(&key)?;
        said.met.store(true, Ordering::Relaxed);
        if said.inventory.as_ref() == Some(found) {
            return None;
        }
        let expected = said.inventory.as_ref().map_or_else(|| "-".to_owned(), Digest::hex);
        let finding = about(&led::CONTRADICTS, key, copy).with("found", found.hex());
        Some(finding.with("expected", expected))
    }

    /// The versions that must be on this copy beyond the newest one that an object has: it was set
    /// back to an older one.
    pub fn beyond(&self, aip: AipId, head: u32) -> Vec<u32> {
        let beyond = self.versions.range((aip, head.saturating_add(1))..=(aip, u32::MAX));
        beyond.filter(|(_, said)| said.here).map(|((_, version), _)| *version).collect()
    }

    /// The versions that must be on this copy and that it did not give, in their order.
    pub fn missing(&self) -> impl Iterator<Item = (AipId, u32)> {
        let unmet = |said: &Said| said.here && !said.met.load(Ordering::Relaxed);
        self.versions.iter().filter(move |(_, said)| unmet(said)).map(|(key, _)| *key)
    }
}

/// A finding about a version on a copy.
pub(super) fn about(
    code: &'static crate::finding::Code,
    (aip, version): (AipId, u32),
    copy: &str,
) -> Finding {
    let finding = Finding::new(code).at(aip.to_string()).with("aip", aip);
    finding.with("version", version).with("copy", copy)
}

/// The key that the first entry of a log names.
fn first_key(log: &Reader<'_>) -> Result<Verifier> {
    match decode(&log.entry(0)?)?.event {
        Some(Event::Key { key, .. }) => Verifier::parse(&key),
        _ => Err(Error::new(&led::BROKEN).at("entry 0").with("reason", "it names no key")),
    }
}
