//! Finding entries of the ledger: the index in the catalog says where to look, the log says what is
//! there.

use super::TenantArchive;
use crate::aip::AipId;
use crate::catalog::EntryRow;
use crate::error::{Error, Result};
use crate::finding::codes::{acc, led};
use crate::ledger::event::{Entry, Event, Version, decode};
use crate::ledger::proof::Proof;
use crate::ledger::receipt::Receipt;
use crate::ledger::{Particulars, Reader};
use std::ops::ControlFlow;

/// Entries that are entered into the index in one transaction: nobody who writes waits for long.
const STEP: usize = 20_000;
/// Entries of a package that are asked for at once.
const PAGE: usize = 1_000;

/// Takes an entry of the log: its position and its bytes.
type EachEntry<'a> = &'a mut dyn FnMut(u64, &[u8]) -> Result<ControlFlow<()>>;
/// Takes an entry of the log: its position, its bytes, and what they say.
type EachFound<'a> = &'a mut dyn FnMut(u64, &[u8], &Entry) -> Result<ControlFlow<()>>;

impl TenantArchive {
    /// Whether the log attests a version with this inventory (SHA-512, in hexadecimal). Where the
    /// index does not know of it, the whole log is read: two entries would be one too many.
    pub fn is_logged(&self, aip: AipId, version: u32, inventory: &str) -> Result<bool> {
        self.with_log(|log| {
            let log = log.reader();
            let attests = |entry: &Entry| {
                let said = attested(entry, (aip, version));
                said.is_some_and(|said| said.inventory == inventory)
            };
            let mut found = false;
            self.each_found(&log, aip, 0, &mut |_, _, entry| {
                found |= attests(entry);
                Ok(if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
            })?;
            if !found {
                each_of(&log, aip, &mut |_, _, entry| {
                    found |= attests(entry);
                    Ok(if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
                })?;
            }
            Ok(found)
        })
    }

    /// The newest word of the log on a version, as far as the index leads to one.
    pub fn attested(&self, aip: AipId, version: u32) -> Result<Option<Version>> {
        self.with_log(|log| {
            let mut found = None;
            self.each_found(&log.reader(), aip, 0, &mut |_, _, entry| {
                found = attested(entry, (aip, version)).cloned().or(found.take());
                Ok(ControlFlow::Continue(()))
            })?;
            Ok(found)
        })
    }

    /// The receipt of a version, and its proof as a text of its own.
    ///
    /// # Errors
    /// Where the log has no entry that attests this version.
    pub fn prove(&self, aip: AipId, version: u32) -> Result<(Receipt, Proof)> {
        let unknown = || Error::new(&led::NOT_LOGGED).with("aip", aip).with("version", version);
        let key = self.ledger_key()?.ok_or_else(unknown)?;
        self.with_log(|log| {
            let signed = log.signed().cloned().ok_or_else(unknown)?;
            let log = log.reader();
            let found = self.newest(&log, (aip, version))?;
            let (index, said, bytes) = found.ok_or_else(unknown)?;
            let proof = log.prove(index, &signed)?;
            Ok((Receipt::new(&said, &bytes, &proof, &key)?, proof))
        })
    }

    /// What the catalog knows of a version, for the page of its receipt.
    ///
    /// # Errors
    /// Where there is no such version (`E-ACC-002`).
    pub fn particulars(&self, aip: AipId, version: u32) -> Result<Particulars> {
        let versions = self.catalog().versions(aip)?;
        let found = versions.into_iter().find(|row| row.number == version);
        let unknown = || Error::new(&acc::NO_VERSION).with("id", aip).with("version", version);
        let row = found.ok_or_else(unknown)?;
        Ok(Particulars {
            archive: self.config().archive.name.clone(),
            tenant: self.name().to_owned(),
            title: row.title,
            source_name: row.source_name,
            created: row.created,
            files: row.files,
            bytes: row.bytes,
            fingerprint: row.fingerprint.hex(),
            copies: row.confirmed.into_iter().map(|(copy, _)| copy).collect(),
        })
    }

    /// The entries of the log that speak of a package, from a position on, until `each` breaks.
    pub fn each_entry_of(&self, aip: AipId, from: u64, each: EachEntry<'_>) -> Result<()> {
        self.with_log(|log| {
            self.each_found(&log.reader(), aip, from, &mut |index, bytes, _| each(index, bytes))
        })
    }

    /// Brings the index of the ledger in the catalog up to what is in the log, which stays as it is
    /// on every copy.
    pub fn index_ledger(&self) -> Result<()> {
        self.read_ledger(|log, _| self.catch_up(log))
    }

    /// The same for whoever holds the log. An index that knows more than the log is of another one.
    pub(super) fn catch_up(&self, log: &Reader<'_>) -> Result<()> {
        let catalog = self.catalog();
        let mut at = catalog.indexed()?;
        if at > log.size() {
            catalog.forget_entries()?;
            at = 0;
        }
        while at < log.size() {
            let mut rows = Vec::new();
            log.each_entry(at, &mut |index, bytes| {
                rows.push(EntryRow::of(index, &decode(bytes)?));
                let full = rows.len() >= STEP;
                Ok(if full { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
            })?;
            at += rows.len() as u64;
            catalog.note(&rows)?;
        }
        Ok(())
    }

    /// The newest entry that attests a version: position, what it says, its bytes.
    fn newest(
        &self,
        log: &Reader<'_>,
        key: (AipId, u32),
    ) -> Result<Option<(u64, Version, Vec<u8>)>> {
        fn take(
            key: (AipId, u32),
            found: &mut Option<(u64, Version, Vec<u8>)>,
        ) -> impl FnMut(u64, &[u8], &Entry) -> Result<ControlFlow<()>> {
            move |index, bytes, entry| {
                if let Some(said) = attested(entry, key) {
                    *found = Some((index, said.clone(), bytes.to_vec()));
                }
                Ok(ControlFlow::Continue(()))
            }
        }
        let mut found = None;
        self.each_found(log, key.0, 0, &mut take(key, &mut found))?;
        if found.is_none() {
            each_of(log, key.0, &mut take(key, &mut found))?;
        }
        Ok(found)
    }

    /// Every entry of a package that the index knows, read in the log. An index that points to
    /// anything else is made anew, once.
    pub(super) fn each_found(
        &self,
        log: &Reader<'_>,
        aip: AipId,
        from: u64,
        each: EachFound<'_>,
    ) -> Result<()> {
        self.catch_up(log)?;
        let (mut at, mut renewed) = (from, false);
        loop {
            let rows = self.catalog().entries_of(aip, at, PAGE)?;
            let mut more = rows.len() == PAGE;
            for row in rows {
                let found = if row.position < log.size() {
                    let bytes = log.entry(row.position)?;
                    let entry = decode(&bytes)?;
                    (EntryRow::of(row.position, &entry) == row).then_some((bytes, entry))
                } else {
                    None
                };
                let Some((bytes, entry)) = found else {
                    if renewed {
                        return Err(Error::new(&led::INDEX).with("tenant", self.id()));
                    }
                    self.catalog().forget_entries()?;
                    self.catch_up(log)?;
                    (renewed, more) = (true, true);
                    break;
                };
                at = row.position + 1;
                if each(row.position, &bytes, &entry)?.is_break() {
                    return Ok(());
                }
            }
            if !more {
                return Ok(());
            }
        }
    }
}

/// What an entry attests of a version, where it does.
fn attested(entry: &Entry, key: (AipId, u32)) -> Option<&Version> {
    let said = entry.event.as_ref().and_then(Event::version);
    said.filter(|said| (said.aip, said.version) == key)
}

/// Every entry of the log that speaks of a package, without the index. Only entries in which its
/// id stands are looked into.
fn each_of(log: &Reader<'_>, aip: AipId, each: EachFound<'_>) -> Result<()> {
    let uuid = aip.uuid();
    log.each_entry(0, &mut |index, bytes| {
        if memchr::memmem::find(bytes, uuid.as_bytes()).is_none() {
            return Ok(ControlFlow::Continue(()));
        }
        each(index, bytes, &decode(bytes)?)
    })
}
