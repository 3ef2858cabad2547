//! Rows for handing out, page by page: a long export never holds the catalog for long, and its
//! memory does not grow with the package.

use super::Catalog;
use super::find::{FILE, area, file, sha512, unsigned};
use super::record::signed;
use crate::aip::{AipId, StoredContent, StoredFile};
use crate::error::Result;
use crate::package::Area;
use rusqlite::{OptionalExtension, params};

/// Rows of one page.
const PAGE: u32 = 2_048;

const VERSION: &str = "(SELECT v.id FROM version v JOIN package p ON p.id = v.package \
     WHERE p.aip = ?1 AND v.number = ?2)";

impl Catalog {
    /// The files of one area of a version, in the order of the bytes of their logical paths.
    /// `below` keeps those at or below a logical path; empty keeps all. The catalog is free for
    /// others while `each` works.
    pub fn files_by_path(
        &self,
        id: AipId,
        version: u32,
        area: Area,
        below: &str,
        each: &mut dyn FnMut(StoredFile) -> Result<()>,
    ) -> Result<()> {
        self.refuse_unknown_areas(id, version)?;
        let below = below.trim_matches('/');
        let mut from = below.to_owned();
        loop {
            let page = self.page(id, version, area, below, &from)?;
            let last = page.len() < PAGE as usize;
            for row in page {
                from.clone_from(&row.path);
                each(row)?;
            }
            if last {
                return Ok(());
            }
            // The least text after the path: no path holds a NUL.
            from.push('\0');
        }
    }

    /// A file in an area that this program does not know would be left out without a word.
    fn refuse_unknown_areas(&self, id: AipId, version: u32) -> Result<()> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT area FROM file WHERE version = {VERSION} AND area < 0 \
                 UNION ALL SELECT area FROM file WHERE version = {VERSION} AND area > 1 LIMIT 1"
            ))?;
            let found = statement.query_row(params![id.as_bytes(), version], |row| area(row, 0));
            found.optional().map(drop)
        })
    }

    fn page(
        &self,
        id: AipId,
        version: u32,
        area: Area,
        below: &str,
        from: &str,
    ) -> Result<Vec<StoredFile>> {
        let whole = format!(
            "{FILE} WHERE version = {VERSION} AND area = ?3 AND path >= ?4 \
             ORDER BY path LIMIT {PAGE}"
        );
        if below.is_empty() {
            return self.read(|connection| {
                let mut statement = connection.prepare_cached(&whole)?;
                let rows =
                    statement.query_map(params![id.as_bytes(), version, area as u8, from], file)?;
                rows.collect()
            });
        }
        // '0' follows '/': everything below a path lies between `path/` and `path0`.
        let part = format!(
            "{FILE} WHERE version = {VERSION} AND area = ?3 AND path >= ?4 AND path < ?5 || '0' \
             AND (path = ?5 OR substr(path, 1, length(?5) + 1) = ?5 || '/') \
             ORDER BY path LIMIT {PAGE}"
        );
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&part)?;
            let key = params![id.as_bytes(), version, area as u8, from, below];
            let rows = statement.query_map(key, file)?;
            rows.collect()
        })
    }

    /// The content files that a version brought, in the order of their ordinals. The catalog is
    /// free for others while `each` works.
    pub fn stored_contents(
        &self,
        id: AipId,
        version: u32,
        each: &mut dyn FnMut(StoredContent) -> Result<()>,
    ) -> Result<()> {
        let sql = format!(
            "SELECT ordinal, logical, size, digest FROM content WHERE version = {VERSION} \
             AND ordinal >= ?3 ORDER BY ordinal LIMIT {PAGE}"
        );
        let mut from = 0;
        loop {
            let page: Vec<StoredContent> = self.read(|connection| {
                let mut statement = connection.prepare_cached(&sql)?;
                let key = params![id.as_bytes(), version, signed(from)];
                let rows = statement.query_map(key, |row| {
                    Ok(StoredContent {
                        ordinal: unsigned(row, 0)?,
                        logical: row.get(1)?,
                        size: unsigned(row, 2)?,
                        digest: sha512(row, 3)?,
                    })
                })?;
                rows.collect()
            })?;
            let last = page.len() < PAGE as usize;
            for row in page {
                from = row.ordinal + 1;
                each(row)?;
            }
            if last {
                return Ok(());
            }
        }
    }
}
