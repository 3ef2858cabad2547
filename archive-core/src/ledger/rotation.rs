//! The keys of a log, one after the other: each hands over to the next in an entry that it has
//! signed, so whoever knows one of them knows all that follow. Where a key was lost, the key of the
//! installation signs in its place, which the entry before names (`docs/format.md`, section 10.4).

use super::event::{Event, decode};
use super::note::{Kind, Signer, Verifier, decode as from_base64};
use super::reader::Reader;
use crate::error::{Error, Result};
use crate::finding::codes::led;
use crate::metadata::encoding::base64;
use std::ops::ControlFlow;

/// Most keys of a log: one a week for two hundred years.
pub const KEYS: usize = 10_400;

/// The keys of a log, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chain {
    /// Each with the position of the entry that names it.
    keys: Vec<(u64, Verifier)>,
    /// The key of the installation as the last of these entries names it.
    installation: String,
    /// The entries that the installation has signed.
    recovered: Vec<u64>,
}

impl Chain {
    /// The keys that the entries of a log name. Proves each handover, but not that these entries
    /// are the log's.
    pub fn of(log: &Reader<'_>, origin: &str) -> Result<Self> {
        let mut chain = Self::default();
        log.each_entry(0, &mut |index, bytes| {
            // Most entries are not about keys, and need not be understood for this.
            if memchr::memmem::find(bytes, b"\"event\":\"key\"").is_some()
                && let Some(event) = decode(bytes)?.event
            {
                chain.take(origin, index, &event)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(chain)
    }

    /// Takes an entry, which means nothing here unless it is about keys.
    ///
    /// # Errors
    /// Where the key before has not handed over to this one (`E-LED-013`).
    pub fn take(&mut self, origin: &str, index: u64, event: &Event) -> Result<()> {
        let Event::Key { key, previous, signature, installation } = event else { return Ok(()) };
        let refused = |reason: &str| {
            let error = Error::new(&led::NOT_HANDED_OVER).at(format!("entry {index}"));
            error.with("reason", reason)
        };
        let key = Verifier::parse(key)?;
        if key.name() != origin || key.kind() != Kind::Note {
            return Err(refused("the key is not one of this ledger"));
        }
        if self.keys.len() >= KEYS {
            return Err(refused("there are too many keys"));
        }
        match (self.keys.last(), previous, signature) {
            (None, None, None) if index == 0 => {}
            (Some((_, last)), Some(previous), Some(signature)) => {
                if *previous != last.to_string() {
                    return Err(refused("the key before was another"));
                }
                let raw = from_base64(signature).unwrap_or_default();
                if !last.has_signed(&handover(origin, index, &key), &raw) {
                    let known = Verifier::parse(&self.installation).ok();
                    let text = recovery_text(origin, index, &key);
                    if !known.is_some_and(|known| known.has_signed(&text, &raw)) {
                        return Err(refused("the key before has not signed it"));
                    }
                    self.recovered.push(index);
                }
            }
            _ => return Err(refused("the entry does not say which key was before")),
        }
        self.keys.push((index, key));
        self.installation.clone_from(installation);
        Ok(())
    }

    /// The keys with the positions of their entries, in order.
    #[must_use]
    pub fn keys(&self) -> &[(u64, Verifier)] {
        &self.keys
    }

    /// The key of the installation, which can take the place of a lost key.
    #[must_use]
    pub fn installation(&self) -> &str {
        &self.installation
    }

    /// Whether the key of the entry at a position took the place of one that was lost.
    #[must_use]
    pub fn is_recovered(&self, index: u64) -> bool {
        self.recovered.contains(&index)
    }

    /// The key that signs a checkpoint of so many entries; none where no entry names one.
    #[must_use]
    pub fn at(&self, size: u64) -> Option<&Verifier> {
        let before = self.keys.partition_point(|(index, _)| *index < size);
        before.checked_sub(1).map(|at| &self.keys[at].1)
    }

    /// Whether a key is one of these.
    #[must_use]
    pub fn has(&self, key: &Verifier) -> bool {
        self.keys.iter().any(|(_, known)| known == key)
    }
}

/// The entry with which a key hands over to the next one, at a position of the log.
#[must_use]
pub fn entry(old: &Signer, new: &Verifier, installation: String, index: u64) -> Event {
    let previous = old.verifier();
    let signature = old.sign(&handover(previous.name(), index, new), 0);
    Event::Key {
        key: new.to_string(),
        previous: Some(previous.to_string()),
        installation,
        signature: Some(base64(&signature.raw)),
    }
}

/// The entry with which the key of the installation puts a new key in the place of a lost one.
#[must_use]
pub fn recovery(lost: &Verifier, installation: &Signer, new: &Verifier, index: u64) -> Event {
    let signature = installation.sign(&recovery_text(lost.name(), index, new), 0);
    Event::Key {
        key: new.to_string(),
        previous: Some(lost.to_string()),
        installation: installation.verifier().to_string(),
        signature: Some(base64(&signature.raw)),
    }
}

/// What the key of the installation signs.
fn recovery_text(origin: &str, index: u64, key: &Verifier) -> String {
    format!("key recovery\n{origin}\n{index}\n{key}\n")
}

/// What the key before signs. Its first line tells it from a checkpoint: an origin has no blanks.
fn handover(origin: &str, index: u64, key: &Verifier) -> String {
    format!("key handover\n{origin}\n{index}\n{key}\n")
}
