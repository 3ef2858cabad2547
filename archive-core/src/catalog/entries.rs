//! The index of the ledger: where in the log the entries of a package stand.
//!
//! It proves nothing. Whoever finds a position here reads the entry in the log.

use super::find::unsigned;
use super::record::signed;
use super::{Catalog, NewVersion, Trouble};
use crate::aip::AipId;
use crate::digest::{Algorithm, Digest};
use crate::error::Result;
use crate::ledger::event::{Entry, Event};
use rusqlite::{Connection, Row, params};

/// An entry of the ledger as the index knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    /// Its position in the log, from 0.
    pub position: u64,
    /// The name of the event.
    pub event: String,
    /// When it was made, RFC 3339, UTC.
    pub time: String,
    /// The package that it speaks of.
    pub aip: Option<AipId>,
    /// The version that it speaks of.
    pub version: Option<u32>,
    /// The copy on which files were damaged or repaired.
    pub copy: Option<String>,
    /// The SHA-512 in it: of an inventory, a report, a rule. None where it is none.
    pub digest: Option<Digest>,
}

impl EntryRow {
    /// What the index knows of an entry at a position.
    #[must_use]
    pub fn of(position: u64, entry: &Entry) -> Self {
        let said = entry.event.as_ref();
        let version = match said {
            Some(Event::Copied(version) | Event::Exported(version)) => Some(version),
            other => other.and_then(Event::version),
        };
        let (copy, digest) = match said {
            Some(Event::Damaged(damage) | Event::Repaired(damage)) => (Some(&damage.copy), None),
            Some(Event::Report(document) | Event::Rule(document)) => (None, Some(&document.sha512)),
            Some(Event::Erased { decision, .. }) => (None, Some(decision)),
            _ => (None, version.map(|version| &version.inventory)),
        };
        Self {
            position,
            event: entry.name.clone(),
            time: entry.time.clone(),
            aip: said.and_then(Event::aip),
            version: version.map(|version| version.version),
            copy: copy.cloned(),
            digest: digest.and_then(|hex| Digest::from_hex(Algorithm::Sha512, hex)),
        }
    }
}

impl Catalog {
    /// Records versions and the entries of the ledger that attest them, all or none, durable on
    /// return. Both may be recorded again.
    pub fn record_logged(&self, versions: &[NewVersion<'_>], entries: &[EntryRow]) -> Result<()> {
        self.change(|connection| {
            versions.iter().try_for_each(|new| super::record::record_version(connection, new))?;
            note(connection, entries)
        })
    }

    /// Enters entries into the index, durable on return.
    pub fn note(&self, entries: &[EntryRow]) -> Result<()> {
        self.change(|connection| note(connection, entries))
    }

    /// How many entries of the log, from the first on, the index holds.
    pub fn indexed(&self) -> Result<u64> {
        self.read(|connection| connection.query_row(INDEXED, [], |row| unsigned(row, 0)))
    }

    /// Forgets the whole index, as before it is filled anew from the log.
    pub fn forget_entries(&self) -> Result<()> {
        self.change(|connection| {
            connection.execute("DELETE FROM entry", [])?;
            connection.execute("UPDATE indexed SET entries = 0", [])?;
            Ok(())
        })
    }

    /// At most `limit` entries that speak of a package, from a position on, in their order.
    pub fn entries_of(&self, aip: AipId, from: u64, limit: usize) -> Result<Vec<EntryRow>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT position, event, time, aip, version, copy, digest FROM entry \
                 WHERE aip = ?1 AND position >= ?2 ORDER BY position LIMIT ?3",
            )?;
            let keys = params![aip.as_bytes(), signed(from), signed(limit as u64)];
            statement.query_map(keys, entry_row)?.collect()
        })
    }

    /// The newest entry of an event that carries no package, such as `rule`.
    pub fn newest_entry(&self, event: &str) -> Result<Option<EntryRow>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT position, event, time, aip, version, copy, digest FROM entry \
                 WHERE event = ?1 ORDER BY position DESC LIMIT 1",
            )?;
            statement.query_map([event], entry_row)?.next().transpose()
        })
    }
}

const INDEXED: &str = "SELECT entries FROM indexed";

/// Enters entries, and counts how far the index has none missing: of two writers the second may
/// come first.
fn note(connection: &Connection, entries: &[EntryRow]) -> Result<(), Trouble> {
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO entry (position, event, time, aip, version, copy, digest) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for row in entries {
        insert.execute(params![
            signed(row.position),
            row.event,
            row.time,
            row.aip.map(|aip| *aip.as_bytes()),
            row.version,
            row.copy,
            row.digest.as_ref().map(Digest::as_bytes),
        ])?;
    }
    let before: i64 = connection.prepare_cached(INDEXED)?.query_row([], |row| row.get(0))?;
    let mut there = connection.prepare_cached("SELECT 1 FROM entry WHERE position = ?1")?;
    let mut entries = before;
    while there.exists([entries])? {
        entries += 1;
    }
    if entries != before {
        connection.prepare_cached("UPDATE indexed SET entries = ?1")?.execute([entries])?;
    }
    Ok(())
}

fn entry_row(row: &Row<'_>) -> rusqlite::Result<EntryRow> {
    let aip: Option<[u8; 16]> = row.get(3)?;
    let digest: Option<Vec<u8>> = row.get(6)?;
    Ok(EntryRow {
        position: unsigned(row, 0)?,
        event: row.get(1)?,
        time: row.get(2)?,
        aip: aip.map(AipId::from_bytes),
        version: row.get(4)?,
        copy: row.get(5)?,
        digest: digest.and_then(|bytes| Digest::from_bytes(Algorithm::Sha512, &bytes)),
    })
}
