//! Writing what was stored.

use super::search::{indexed, reference_codes};
use super::{Catalog, Trouble};
use crate::aip::read::VersionHead;
use crate::aip::{AipId, StoredContent, StoredFile};
use crate::digest::Digest;
use crate::error::Result;
use crate::format::Known;
use crate::package::EmptyFolder;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::HashMap;

/// Gives rows one after the other, so that a million files need no memory.
pub type Rows<'a, T> = &'a dyn Fn(&mut dyn FnMut(&T) -> Result<()>) -> Result<()>;

/// A version of a package, to be recorded.
pub struct NewVersion<'a> {
    /// The package.
    pub aip: AipId,
    /// The number of the version.
    pub version: u32,
    /// The version by which its files came: itself, unless only the description changed.
    pub received: u32,
    /// When it was made.
    pub created: Timestamp,
    /// `folder`, `bagit` …
    pub kind: &'a str,
    /// `dir`, `zip` …
    pub container: &'a str,
    /// The name the package had when it came.
    pub source_name: &'a str,
    /// What people call it.
    pub title: &'a str,
    /// Files received.
    pub files: u64,
    /// Bytes received.
    pub bytes: u64,
    /// SHA-512 over the lines of all received files.
    pub fingerprint: Digest,
    /// The same over the payload.
    pub payload_fingerprint: Digest,
    /// SHA-512 of the inventory.
    pub inventory: Digest,
    /// Descriptive fields in order.
    pub description: &'a [(String, String)],
    /// Folders of the payload without files.
    pub empty_folders: &'a [EmptyFolder],
    /// Copies that were confirmed, and from where they were read back.
    pub confirmed: &'a [(String, String)],
    /// Content files the version brought.
    pub content: Rows<'a, StoredContent>,
    /// Files of the version; none where it has those of another one.
    pub file_rows: Rows<'a, StoredFile>,
}

impl<'a> NewVersion<'a> {
    /// A version with everything that is known of it as a whole, and its rows.
    pub fn of(
        aip: AipId,
        version: u32,
        head: &'a VersionHead,
        confirmed: &'a [(String, String)],
        content: Rows<'a, StoredContent>,
        file_rows: Rows<'a, StoredFile>,
    ) -> Self {
        Self {
            aip,
            version,
            received: head.received,
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
            content,
            file_rows,
        }
    }
}

impl Catalog {
    /// Records versions, all or none, durable on return. A version recorded before is replaced:
    /// repeating is harmless.
    pub fn record(&self, versions: &[NewVersion<'_>]) -> Result<()> {
        self.change(|connection| {
            for version in versions {
                record_version(connection, version)?;
            }
            Ok(())
        })
    }
}

pub(super) fn record_version(connection: &Connection, new: &NewVersion<'_>) -> Result<(), Trouble> {
    let package = package_id(connection, new)?;
    let confirmed = forget_version(connection, package, new.version)?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO version (package, number, created, kind, container, source_name, title, \
         files, bytes, fingerprint, payload_fingerprint, inventory, received) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    let version = insert.insert(params![
        package,
        new.version,
        crate::clock::rfc3339(new.created),
        new.kind,
        new.container,
        new.source_name,
        new.title,
        signed(new.files),
        signed(new.bytes),
        new.fingerprint.as_bytes(),
        new.payload_fingerprint.as_bytes(),
        new.inventory.as_bytes(),
        new.received,
    ])?;
    record_description(connection, version, new)?;
    record_confirmed(connection, version, confirmed.iter().chain(new.confirmed))?;
    record_contents(connection, version, new.content)?;
    record_files(connection, version, new.file_rows)
}

fn package_id(connection: &Connection, new: &NewVersion<'_>) -> Result<i64, Trouble> {
    let mut upsert = connection.prepare_cached(
        "INSERT INTO package (aip, head) VALUES (?1, ?2) \
         ON CONFLICT (aip) DO UPDATE SET head = max(head, excluded.head) RETURNING id",
    )?;
    Ok(upsert.query_row(params![new.aip.as_bytes(), new.version], |row| row.get(0))?)
}

/// Forgets a version, but gives the copies on which it was confirmed: what is said of it anew may
/// name fewer.
fn forget_version(
    connection: &Connection,
    package: i64,
    number: u32,
) -> Result<Vec<(String, String)>, Trouble> {
    let old: Option<i64> = connection
        .prepare_cached("SELECT id FROM version WHERE package = ?1 AND number = ?2")?
        .query_row(params![package, number], |row| row.get(0))
        .optional()?;
    let Some(old) = old else { return Ok(Vec::new()) };
    let confirmed = connection
        .prepare_cached("SELECT copy, read_back FROM confirmed WHERE version = ?1")?
        .query_map([old], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for sql in [
        "DELETE FROM file_words WHERE rowid IN (SELECT id FROM file WHERE version = ?1)",
        "DELETE FROM package_words WHERE rowid = ?1",
        "DELETE FROM version WHERE id = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([old])?;
    }
    Ok(confirmed)
}

fn record_description(
    connection: &Connection,
    version: i64,
    new: &NewVersion<'_>,
) -> Result<(), Trouble> {
    let mut field = connection.prepare_cached(
        "INSERT INTO description (version, position, field, value) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let mut words = vec![new.title, new.source_name];
    for (position, (name, value)) in new.description.iter().enumerate() {
        field.execute(params![version, signed(position as u64), name, value])?;
        // What places and levels are called says nothing of a package.
        if !name.ends_with(":level") && !name.ends_with(":parent") {
            words.push(value);
        }
    }
    let mut code =
        connection.prepare_cached("INSERT INTO reference_code (version, value) VALUES (?1, ?2)")?;
    for value in reference_codes(new.description) {
        code.execute(params![version, value])?;
    }
    connection
        .prepare_cached("INSERT INTO package_words (rowid, words) VALUES (?1, ?2)")?
        .execute(params![version, indexed(&words.join("\n"))])?;
    let mut folder = connection.prepare_cached(
        "INSERT OR IGNORE INTO empty_folder (version, path, raw) VALUES (?1, ?2, ?3)",
    )?;
    for EmptyFolder { path, raw } in new.empty_folders {
        folder.execute(params![version, path, raw])?;
    }
    Ok(())
}

/// Records where a version was confirmed; of a copy named twice the last word counts.
fn record_confirmed<'a>(
    connection: &Connection,
    version: i64,
    copies: impl Iterator<Item = &'a (String, String)>,
) -> Result<(), Trouble> {
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO confirmed (version, copy, read_back) VALUES (?1, ?2, ?3)",
    )?;
    for (name, read_back) in copies {
        insert.execute(params![version, name, read_back])?;
    }
    Ok(())
}

fn record_contents(
    connection: &Connection,
    version: i64,
    rows: Rows<'_, StoredContent>,
) -> Result<(), Trouble> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO content (version, ordinal, logical, size, digest) \
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    each(rows, |row| {
        insert.execute(params![
            version,
            signed(row.ordinal),
            row.logical,
            signed(row.size),
            row.digest.as_bytes()
        ])
    })
}

fn record_files(
    connection: &Connection,
    version: i64,
    rows: Rows<'_, StoredFile>,
) -> Result<(), Trouble> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO file (version, area, bundle, number, path, raw, size, modified, digest, \
         content_version, content_ordinal, offset, recognition, traits) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    let mut recognitions = Recognitions::new(connection);
    let mut words =
        connection.prepare_cached("INSERT INTO file_words (rowid, words) VALUES (?1, ?2)")?;
    each(rows, |row| {
        let (recognition, traits) = match &row.known {
            Some(known) => recognitions.of(known)?,
            None => (None, None),
        };
        let id = insert.insert(params![
            version,
            row.area as u8,
            row.bundle.unwrap_or(0),
            signed(row.number),
            row.path,
            row.raw,
            signed(row.size),
            row.modified.map(|time| time.to_string()),
            row.digest.as_bytes(),
            row.content_version,
            signed(row.content_ordinal),
            signed(row.offset),
            recognition,
            traits,
        ])?;
        words.execute(params![id, indexed(&row.path)])
    })
}

/// Most answers that are remembered while rows are written.
const REMEMBERED: usize = 4_096;

/// The rows of answers, each kept once.
struct Recognitions<'c> {
    connection: &'c Connection,
    known: HashMap<String, i64>,
}

impl<'c> Recognitions<'c> {
    fn new(connection: &'c Connection) -> Self {
        Self { connection, known: HashMap::new() }
    }

    /// The row of what was recognised, and what else is to be kept of the file.
    fn of(&mut self, known: &Known) -> rusqlite::Result<(Option<i64>, Option<String>)> {
        let (said, traits) = known.to_parts();
        if let Some(id) = self.known.get(&said) {
            return Ok((Some(*id), traits));
        }
        let mut upsert = self.connection.prepare_cached(
            "INSERT INTO recognition (said) VALUES (?1) \
             ON CONFLICT (said) DO UPDATE SET said = excluded.said RETURNING id",
        )?;
        let id: i64 = upsert.query_row([&said], |row| row.get(0))?;
        let mut format = self.connection.prepare_cached(
            "INSERT OR REPLACE INTO recognised (recognition, position, puid) VALUES (?1, ?2, ?3)",
        )?;
        for (position, found) in known.formats.iter().enumerate() {
            format.execute(params![id, signed(position as u64), found.puid])?;
        }
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(said, id);
        Ok((Some(id), traits))
    }
}

/// Runs a statement for each row; a failure of the statement ends the rows.
fn each<T>(
    rows: Rows<'_, T>,
    mut insert: impl FnMut(&T) -> rusqlite::Result<usize>,
) -> Result<(), Trouble> {
    let mut sql = None;
    let outcome = rows(&mut |row| match insert(row) {
        Ok(_) => Ok(()),
        Err(error) => {
            sql = Some(error);
            Err(crate::Error::new(&crate::finding::codes::cat::BROKEN))
        }
    });
    match sql {
        Some(error) => Err(Trouble::Sql(error)),
        None => Ok(outcome?),
    }
}

/// `SQLite` counts with 63 bits; sizes and offsets stay far below.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
