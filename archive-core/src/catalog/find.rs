//! Finding packages and files.

use super::Catalog;
use super::record::signed;
use crate::aip::{AipId, StoredFile};
use crate::digest::{Algorithm, Digest};
use crate::error::{Error, Result};
use crate::finding::codes::cat;
use crate::format::Known;
use crate::package::{Area, EmptyFolder, Kind};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A package in lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageRow {
    /// The package.
    pub aip: AipId,
    /// Its newest version.
    pub version: u32,
    /// What people call it.
    pub title: String,
    /// `folder`, `bagit` …
    pub kind: String,
    /// Files received.
    pub files: u64,
    /// Bytes received.
    pub bytes: u64,
    /// When the version was stored, RFC 3339.
    pub stored_at: String,
}

/// A version with all that the catalog knows of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// Its number.
    pub number: u32,
    /// When it was made, RFC 3339.
    pub created: String,
    /// `folder`, `bagit` …
    pub kind: String,
    /// `dir`, `zip` …
    pub container: String,
    /// The name the package had when it came.
    pub source_name: String,
    /// What people call it.
    pub title: String,
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
    /// The version by which its files came: itself, unless only the description changed.
    pub received: u32,
    /// Descriptive fields in order.
    pub description: Vec<(String, String)>,
    /// Copies confirmed when it was stored, and from where they were read back.
    pub confirmed: Vec<(String, String)>,
}

/// What a tenant holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Packages.
    pub packages: u64,
    /// Files received, all versions that brought some.
    pub files: u64,
    /// Bytes received, all versions that brought some.
    pub bytes: u64,
}

/// More packages than the archive makes for itself.
const OWN_PACKAGES: usize = 100;

pub(super) const PACKAGE: &str = "SELECT p.aip, v.number, v.title, v.kind, v.files, v.bytes, \
     v.created FROM package p JOIN version v ON v.package = p.id AND v.number = p.head";
/// The version ?2 of the package ?1.
pub(super) const VERSION: &str = "(SELECT v.id FROM version v JOIN package p ON p.id = v.package \
     WHERE p.aip = ?1 AND v.number = ?2)";
/// The version whose files the version ?2 of the package ?1 has.
pub(super) const FILES_OF: &str = "(SELECT b.id FROM version v \
     JOIN package p ON p.id = v.package \
     JOIN version b ON b.package = v.package AND b.number = v.received \
     WHERE p.aip = ?1 AND v.number = ?2)";
/// Of a version `v`: that the package is one that somebody sent, and none of the archive's own
/// ([`Kind::is_own`]). Literal, so that the index of own packages serves.
pub(super) const RECEIVED: &str = "v.kind <> 'schemas'";
/// The opposite.
const OWN: &str = "v.kind = 'schemas'";
pub(super) const FILE: &str = "SELECT area, bundle, number, path, raw, size, modified, digest, \
     content_version, content_ordinal, offset, \
     (SELECT said FROM recognition r WHERE r.id = file.recognition), traits FROM file";

impl Catalog {
    /// The packages with this fingerprint, with the version that has it, oldest first.
    pub fn by_fingerprint(&self, fingerprint: &Digest) -> Result<Vec<(AipId, u32)>> {
        self.versions_where("fingerprint", fingerprint)
    }

    /// The packages whose payload has this fingerprint, with the version that has it.
    pub fn by_payload(&self, fingerprint: &Digest) -> Result<Vec<(AipId, u32)>> {
        self.versions_where("payload_fingerprint", fingerprint)
    }

    fn versions_where(&self, column: &'static str, digest: &Digest) -> Result<Vec<(AipId, u32)>> {
        let sql = format!(
            "SELECT p.aip, v.number FROM version v JOIN package p ON p.id = v.package \
             WHERE v.{column} = ?1 ORDER BY p.aip, v.number"
        );
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let rows =
                statement.query_map([digest.as_bytes()], |row| Ok((aip(row, 0)?, row.get(1)?)))?;
            rows.collect()
        })
    }

    /// The packages that were sent, in the order of their ids, after `after`, at most `limit`.
    pub fn list(&self, after: Option<AipId>, limit: usize) -> Result<Vec<PackageRow>> {
        self.listed(RECEIVED, after, limit)
    }

    /// The same of the packages that the archive made for itself.
    pub fn list_own(&self, after: Option<AipId>, limit: usize) -> Result<Vec<PackageRow>> {
        self.listed(OWN, after, limit)
    }

    /// The same of all packages, whoever made them.
    pub fn list_all(&self, after: Option<AipId>, limit: usize) -> Result<Vec<PackageRow>> {
        self.listed("true", after, limit)
    }

    /// The package of one of the archive's own kinds, where it has been made.
    pub fn own(&self, kind: Kind) -> Result<Option<PackageRow>> {
        Ok(self.list_own(None, OWN_PACKAGES)?.into_iter().find(|row| row.kind == kind.as_str()))
    }

    fn listed(
        &self,
        condition: &'static str,
        after: Option<AipId>,
        limit: usize,
    ) -> Result<Vec<PackageRow>> {
        let after = after.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
        self.read(|connection| {
            let sql = format!("{PACKAGE} WHERE {condition} AND p.aip > ?1 ORDER BY p.aip LIMIT ?2");
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(params![after, signed(limit as u64)], package)?;
            rows.collect()
        })
    }

    /// The package with an id.
    pub fn package(&self, id: AipId) -> Result<PackageRow> {
        let found = self.read(|connection| {
            connection
                .prepare_cached(&format!("{PACKAGE} WHERE p.aip = ?1"))?
                .query_row([id.as_bytes()], package)
                .optional()
        })?;
        found.ok_or_else(|| unknown(id))
    }

    /// Every version of a package, oldest first.
    pub fn versions(&self, id: AipId) -> Result<Vec<VersionRow>> {
        let versions = self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT v.number, v.created, v.kind, v.container, v.source_name, v.title, \
                 v.files, v.bytes, v.fingerprint, v.payload_fingerprint, v.inventory, v.id, \
                 v.received FROM version v JOIN package p ON p.id = v.package WHERE p.aip = ?1 \
                 ORDER BY v.number",
            )?;
            let rows = statement.query_map([id.as_bytes()], version)?;
            let mut out = Vec::new();
            for row in rows {
                let (mut version, key) = row?;
                version.description = pairs(connection, DESCRIPTION, key)?;
                version.confirmed = pairs(connection, CONFIRMED, key)?;
                out.push(version);
            }
            Ok(out)
        })?;
        if versions.is_empty() { Err(unknown(id)) } else { Ok(versions) }
    }

    /// The packages whose newest version has a Signatur, as [`Description::of`] gives it.
    ///
    /// [`Description::of`]: crate::metadata::description::Description::of
    pub fn with_reference(&self, reference: &str) -> Result<Vec<AipId>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT p.aip FROM reference_code r JOIN version v ON v.id = r.version \
                 JOIN package p ON p.id = v.package AND p.head = v.number \
                 WHERE r.value = ?1 ORDER BY p.aip",
            )?;
            let rows = statement.query_map([reference], |row| aip(row, 0))?;
            rows.collect()
        })
    }

    /// A file of a version by its logical path.
    pub fn file(&self, id: AipId, version: u32, area: Area, path: &str) -> Result<StoredFile> {
        let found = self.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "{FILE} WHERE version = {FILES_OF} AND area = ?3 AND path = ?4"
                ))?
                .query_row(params![id.as_bytes(), version, area as u8, path], file)
                .optional()
        })?;
        found.ok_or_else(|| Error::new(&cat::UNKNOWN_FILE).at(path).with("id", id))
    }

    /// Folders without files of a version.
    pub fn empty_folders(&self, id: AipId, version: u32) -> Result<Vec<EmptyFolder>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT e.path, e.raw FROM empty_folder e JOIN version v ON v.id = e.version \
                 JOIN package p ON p.id = v.package WHERE p.aip = ?1 AND v.number = ?2 \
                 ORDER BY e.path",
            )?;
            let folder = |row: &Row<'_>| -> rusqlite::Result<EmptyFolder> {
                Ok(EmptyFolder { path: row.get(0)?, raw: row.get(1)? })
            };
            let rows = statement.query_map(params![id.as_bytes(), version], folder)?;
            rows.collect()
        })
    }

    /// The names of all copies that receipts and checks speak of, in order.
    pub fn copies(&self) -> Result<Vec<String>> {
        self.read(|connection| {
            let mut statement = connection.prepare(
                "SELECT copy FROM confirmed UNION SELECT copy FROM checked \
                 UNION SELECT copy FROM fixity_run ORDER BY 1",
            )?;
            let rows = statement.query_map([], |row| row.get(0))?;
            rows.collect()
        })
    }

    /// What the tenant holds of what was sent to it.
    pub fn summary(&self) -> Result<Summary> {
        self.read(|connection| {
            let sql = format!(
                "SELECT count(DISTINCT package), coalesce(sum(files), 0), coalesce(sum(bytes), 0) \
                 FROM version v WHERE received = number AND {RECEIVED}"
            );
            connection.query_row(&sql, [], |row| {
                Ok(Summary {
                    packages: unsigned(row, 0)?,
                    files: unsigned(row, 1)?,
                    bytes: unsigned(row, 2)?,
                })
            })
        })
    }
}

const DESCRIPTION: &str =
    "SELECT field, value FROM description WHERE version = ?1 ORDER BY position";
const CONFIRMED: &str = "SELECT copy, read_back FROM confirmed WHERE version = ?1 ORDER BY copy";

fn pairs(connection: &Connection, sql: &str, key: i64) -> rusqlite::Result<Vec<(String, String)>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([key], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

fn unknown(id: AipId) -> Error {
    Error::new(&cat::UNKNOWN_PACKAGE).with("id", id)
}

pub(super) fn aip(row: &Row<'_>, column: usize) -> rusqlite::Result<AipId> {
    row.get::<_, [u8; 16]>(column).map(AipId::from_bytes)
}

pub(super) fn unsigned(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

/// The error for a text or number that this program never writes.
pub(super) fn unknown_value(column: usize, kind: Type, value: &str) -> rusqlite::Error {
    let reason = format!("{value:?} is not known to this program");
    rusqlite::Error::FromSqlConversionFailure(column, kind, reason.into())
}

pub(super) fn sha512(row: &Row<'_>, column: usize) -> rusqlite::Result<Digest> {
    let bytes: Vec<u8> = row.get(column)?;
    Digest::from_bytes(Algorithm::Sha512, &bytes).ok_or(rusqlite::Error::InvalidColumnType(
        column,
        "sha512".into(),
        Type::Blob,
    ))
}

pub(super) fn package(row: &Row<'_>) -> rusqlite::Result<PackageRow> {
    Ok(PackageRow {
        aip: aip(row, 0)?,
        version: row.get(1)?,
        title: row.get(2)?,
        kind: row.get(3)?,
        files: unsigned(row, 4)?,
        bytes: unsigned(row, 5)?,
        stored_at: row.get(6)?,
    })
}

fn version(row: &Row<'_>) -> rusqlite::Result<(VersionRow, i64)> {
    let version = VersionRow {
        number: row.get(0)?,
        created: row.get(1)?,
        kind: row.get(2)?,
        container: row.get(3)?,
        source_name: row.get(4)?,
        title: row.get(5)?,
        files: unsigned(row, 6)?,
        bytes: unsigned(row, 7)?,
        fingerprint: sha512(row, 8)?,
        payload_fingerprint: sha512(row, 9)?,
        inventory: sha512(row, 10)?,
        received: row.get(12)?,
        description: Vec::new(),
        confirmed: Vec::new(),
    };
    Ok((version, row.get(11)?))
}

pub(super) fn area(row: &Row<'_>, column: usize) -> rusqlite::Result<Area> {
    let number: i64 = row.get(column)?;
    let known = [Area::Submission, Area::Original];
    let area = known.into_iter().find(|area| i64::from(*area as u8) == number);
    area.ok_or_else(|| unknown_value(column, Type::Integer, &number.to_string()))
}

/// What is known of a file, from columns 11 and 12.
fn known(row: &Row<'_>) -> rusqlite::Result<Option<Box<Known>>> {
    let Some(said) = row.get::<_, Option<String>>(11)? else { return Ok(None) };
    let traits: Option<String> = row.get(12)?;
    let known = Known::from_parts(&said, traits.as_deref());
    known.map(|known| Some(Box::new(known))).ok_or_else(|| unknown_value(11, Type::Text, &said))
}

pub(super) fn file(row: &Row<'_>) -> rusqlite::Result<StoredFile> {
    let modified: Option<String> = row.get(6)?;
    let time = |text: String| text.parse().map_err(|_| unknown_value(6, Type::Text, &text));
    Ok(StoredFile {
        area: area(row, 0)?,
        bundle: Some(row.get(1)?).filter(|bundle| *bundle > 0),
        number: unsigned(row, 2)?,
        path: row.get(3)?,
        raw: row.get(4)?,
        size: unsigned(row, 5)?,
        modified: modified.map(time).transpose()?,
        digest: sha512(row, 7)?,
        content_version: row.get(8)?,
        content_ordinal: unsigned(row, 9)?,
        offset: unsigned(row, 10)?,
        known: known(row)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_conditions_name_the_own_kinds() {
        for kind in Kind::ALL {
            let named = format!("'{}'", kind.as_str());
            assert_eq!(RECEIVED.contains(&named), kind.is_own(), "{named}");
            assert_eq!(OWN.contains(&named), kind.is_own(), "{named}");
        }
    }
}
