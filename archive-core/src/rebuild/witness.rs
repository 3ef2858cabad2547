//! What the receipts of a copy attest, kept in a small record for each version.

use super::contradiction;
use super::facts::Facts;
use crate::aip::AipId;
use crate::archive::TenantCopy;
use crate::digest::Digest;
use crate::error::Result;
use crate::finding::codes::{arc, cpy};
use crate::finding::{Finding, Findings};
use crate::ingest::{Receipt, read_receipts};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// Copies that were confirmed, and what their read-back came from.
pub(super) type Confirmed = Vec<(String, String)>;

/// Values of a table that a new one is compared with.
const RECENT: usize = 32;

/// Everything the receipts of a copy attest.
#[derive(Default)]
pub(super) struct Witness {
    versions: HashMap<(AipId, u32), Testimony>,
    kinds: Table<String>,
    confirmed: Table<Confirmed>,
}

/// What the first receipt of a version attests, and where it was confirmed by any of them.
struct Testimony {
    kind: u32,
    confirmed: u32,
    files: u64,
    bytes: u64,
    fingerprint: Digest,
    payload_fingerprint: Digest,
    inventory: Digest,
    /// Whether the copy gave the version, right or wrong.
    met: AtomicBool,
}

/// Values that are the same for nearly every version are kept once.
struct Table<T>(Vec<T>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: PartialEq> Table<T> {
    /// The number of a value. Only the newest ones are compared: where nearly every receipt has
    /// its own, a search through all would take for ever.
    fn number(&mut self, value: T) -> u32 {
        let begin = self.0.len().saturating_sub(RECENT);
        let recent = self.0[begin..].iter().rposition(|known| *known == value);
        let recent = recent.map(|index| begin + index);
        let index = recent.unwrap_or_else(|| {
            self.0.push(value);
            self.0.len() - 1
        });
        u32::try_from(index).unwrap_or(u32::MAX)
    }

    fn get(&self, number: u32) -> Option<&T> {
        self.0.get(number as usize)
    }
}

/// Adds the copies that a receipt names. Each receipt says what was confirmed when it was written:
/// one of a copy that was filled later names that copy alone.
fn add_copies(confirmed: &mut Confirmed, receipt: &Receipt) {
    for copy in &receipt.copies {
        match confirmed.iter_mut().find(|(name, _)| *name == copy.name) {
            Some((_, read_back)) => read_back.clone_from(&copy.confirmed),
            None => confirmed.push((copy.name.clone(), copy.confirmed.clone())),
        }
    }
}

impl Witness {
    /// Reads every receipt of a copy. What cannot be read, and receipts that contradict each
    /// other, go to the findings.
    pub fn hear(copy: &TenantCopy, findings: &mut Findings) -> Result<Self> {
        let mut witness = Self::default();
        read_receipts(copy, &mut |receipt| {
            match receipt {
                Ok(receipt) => witness.take(receipt, &copy.name, findings),
                Err(error) => findings.push(error.finding().clone()),
            }
            Ok(())
        })?;
        Ok(witness)
    }

    fn take(&mut self, receipt: Receipt, copy: &str, findings: &mut Findings) {
        let Ok(aip) = receipt.aip.parse::<AipId>() else { return };
        let Some(said) = Facts::of_receipt(&receipt) else { return };
        let key = (aip, receipt.version);
        if let Some(known) = self.facts(key) {
            for difference in said.differences(&known) {
                let finding = contradiction(&arc::RECEIPTS_DIFFER, key, copy, difference);
                findings.push(finding);
            }
        }
        let mut confirmed = self.confirmed(key).to_vec();
        add_copies(&mut confirmed, &receipt);
        let confirmed = self.confirmed.number(confirmed);
        if let Some(known) = self.versions.get_mut(&key) {
            known.confirmed = confirmed;
            return;
        }
        let testimony = Testimony {
            confirmed,
            files: said.files,
            bytes: said.bytes,
            fingerprint: said.fingerprint,
            payload_fingerprint: said.payload_fingerprint,
            inventory: said.inventory,
            met: AtomicBool::new(false),
            kind: self.kinds.number(receipt.kind),
        };
        self.versions.insert(key, testimony);
    }

    /// What is attested of a version.
    pub fn facts(&self, key: (AipId, u32)) -> Option<Facts<'_>> {
        let testimony = self.versions.get(&key)?;
        Some(Facts {
            kind: self.kinds.get(testimony.kind)?,
            files: testimony.files,
            bytes: testimony.bytes,
            fingerprint: testimony.fingerprint,
            payload_fingerprint: testimony.payload_fingerprint,
            inventory: testimony.inventory,
        })
    }

    /// Where a version was confirmed; nothing where it has no receipt.
    pub fn confirmed(&self, key: (AipId, u32)) -> &[(String, String)] {
        let testimony = self.versions.get(&key);
        testimony.and_then(|t| self.confirmed.get(t.confirmed)).map_or(&[], Vec::as_slice)
    }

    /// Remembers that the copy gave a version.
    pub fn meet(&self, key: (AipId, u32)) {
        if let Some(testimony) = self.versions.get(&key) {
            testimony.met.store(true, Ordering::Relaxed);
        }
    }

    /// Names every version that is attested for this copy and that it did not give; those that are
    /// attested for other copies alone are counted.
    pub fn missing(&self, copy: &str, findings: &mut Findings) {
        let unmet =
            |(_, testimony): &(&(AipId, u32), &Testimony)| !testimony.met.load(Ordering::Relaxed);
        let mut missing: Vec<_> = self.versions.iter().filter(unmet).collect();
        missing.sort_unstable_by_key(|(key, _)| **key);
        let mut elsewhere = 0_u64;
        for (key, testimony) in missing {
            let confirmed = self.confirmed(*key);
            if !confirmed.is_empty() && confirmed.iter().all(|(name, _)| name != copy) {
                elsewhere += 1;
                continue;
            }
            let (aip, version) = key;
            let finding = Finding::new(&arc::RECEIPTED_IS_GONE).at(aip.to_string());
            let finding = finding.with("aip", aip).with("version", version).with("copy", copy);
            findings.push(finding.with("files", testimony.files));
        }
        if elsewhere > 0 {
            let finding = Finding::new(&cpy::LACKS).with("copy", copy);
            findings.push(finding.with("count", elsewhere));
        }
    }
}
