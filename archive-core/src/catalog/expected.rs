//! What must lie on every copy, for those who check it.

use super::Catalog;
use super::find::{sha512, unsigned};
use super::record::signed;
use crate::aip::AipId;
use crate::digest::Digest;
use crate::error::Result;
use rusqlite::{OptionalExtension, params};

/// Everything that must lie in one package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedPackage {
    /// Each version with the SHA-512 of its inventory, oldest first.
    pub versions: Vec<(u32, Digest)>,
    /// Content files of all versions.
    pub content: Vec<ExpectedContent>,
}

/// A content file that must lie in a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExpectedContent {
    /// The version that brought it.
    pub version: u32,
    /// Its ordinal in that version.
    pub ordinal: u64,
    /// Size in bytes.
    pub size: u64,
    /// Its SHA-512.
    pub digest: Digest,
}

/// A received file that a content file holds, alone or as the member of a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// Logical path inside its area.
    pub path: String,
    /// Offset of its first byte in the content file.
    pub offset: u64,
    /// Size in bytes.
    pub size: u64,
    /// Its SHA-512.
    pub digest: Digest,
}

/// Whether a version `v` must lie on the copy ?2. Where no receipt names any copy, it must lie on
/// every one.
pub(super) const ON_COPY: &str = "(EXISTS (SELECT 1 FROM confirmed c \
     WHERE c.version = v.id AND c.copy = ?2) \
     OR NOT EXISTS (SELECT 1 FROM confirmed c WHERE c.version = v.id))";

impl Catalog {
    /// What must lie in a package; `None` where the catalog does not know it.
    pub fn expected(&self, id: AipId) -> Result<Option<ExpectedPackage>> {
        self.expected_up_to(id, None)
    }

    /// What must lie in a package on one copy: the versions that were confirmed there, and those of
    /// which no receipt says where they are. `None` where nothing of it must.
    pub fn expected_on(&self, id: AipId, copy: &str) -> Result<Option<ExpectedPackage>> {
        self.expected_up_to(id, Some(copy))
    }

    fn expected_up_to(&self, id: AipId, copy: Option<&str>) -> Result<Option<ExpectedPackage>> {
        self.read(|connection| {
            let package: Option<i64> = connection
                .prepare_cached("SELECT id FROM package WHERE aip = ?1")?
                .query_row([id.as_bytes()], |row| row.get(0))
                .optional()?;
            let Some(package) = package else { return Ok(None) };
            let newest: Option<u32> = connection
                .prepare_cached(&format!(
                    "SELECT max(v.number) FROM version v WHERE v.package = ?1 \
                     AND (?2 IS NULL OR {ON_COPY})"
                ))?
                .query_row(params![package, copy], |row| row.get(0))?;
            let Some(newest) = newest else { return Ok(None) };
            let mut versions = connection.prepare_cached(
                "SELECT number, inventory FROM version WHERE package = ?1 AND number <= ?2 \
                 ORDER BY number",
            )?;
            let versions = versions
                .query_map([package, newest.into()], |row| Ok((row.get(0)?, sha512(row, 1)?)))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let mut content = connection.prepare_cached(
                "SELECT v.number, c.ordinal, c.size, c.digest FROM version v \
                 JOIN content c ON c.version = v.id WHERE v.package = ?1 AND v.number <= ?2",
            )?;
            let content = content
                .query_map([package, newest.into()], |row| {
                    Ok(ExpectedContent {
                        version: row.get(0)?,
                        ordinal: unsigned(row, 1)?,
                        size: unsigned(row, 2)?,
                        digest: sha512(row, 3)?,
                    })
                })?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            Ok((!versions.is_empty()).then_some(ExpectedPackage { versions, content }))
        })
    }

    /// How many content files a package has in all its versions, and how many bytes they hold.
    pub fn stored_size(&self, id: AipId) -> Result<(u64, u64)> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT count(*), coalesce(sum(c.size), 0) FROM content c \
                     JOIN version v ON v.id = c.version JOIN package p ON p.id = v.package \
                     WHERE p.aip = ?1",
                )?
                .query_row([id.as_bytes()], |row| Ok((unsigned(row, 0)?, unsigned(row, 1)?)))
        })
    }

    /// The logical path of a content file in its package.
    pub fn content_name(&self, id: AipId, version: u32, ordinal: u64) -> Result<Option<String>> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT c.logical FROM content c JOIN version v ON v.id = c.version \
                     JOIN package p ON p.id = v.package \
                     WHERE p.aip = ?1 AND v.number = ?2 AND c.ordinal = ?3",
                )?
                .query_row(params![id.as_bytes(), version, signed(ordinal)], |row| row.get(0))
                .optional()
        })
    }

    /// The received files whose bytes a content file holds, each place once, by offset.
    pub fn kept_files(&self, id: AipId, version: u32, ordinal: u64) -> Result<Vec<KeptFile>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT DISTINCT f.path, f.offset, f.size, f.digest FROM file f \
                 JOIN version v ON v.id = f.version JOIN package p ON p.id = v.package \
                 WHERE p.aip = ?1 AND f.content_version = ?2 AND f.content_ordinal = ?3 \
                 ORDER BY f.offset, f.path",
            )?;
            let keys = params![id.as_bytes(), version, signed(ordinal)];
            let rows = statement.query_map(keys, |row| {
                Ok(KeptFile {
                    path: row.get(0)?,
                    offset: unsigned(row, 1)?,
                    size: unsigned(row, 2)?,
                    digest: sha512(row, 3)?,
                })
            })?;
            rows.collect()
        })
    }
}
