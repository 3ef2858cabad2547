//! Rows for handing out, page by page: a long export never holds the catalog for long, and its
//! memory does not grow with the package.

use super::Catalog;
use super::find::{FILE, FILES_OF, VERSION, area, file, sha512, unsigned};
use super::record::signed;
use crate::aip::layout::{REPRESENTATION_METS, bundle_of, premis_part_of};
use crate::aip::{AipId, StoredContent, StoredFile};
use crate::error::Result;
use crate::package::Area;
use crate::sorter::{Spool, Spooled};
use rusqlite::{OptionalExtension, params};
use std::collections::HashMap;

/// Rows of one page.
const PAGE: u32 = 2_048;
/// Memory for rows that wait in a spool, in bytes.
const SPOOLING: usize = 4 << 20;

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
                "SELECT area FROM file WHERE version = {FILES_OF} AND area < 0 \
                 UNION ALL SELECT area FROM file WHERE version = {FILES_OF} AND area > 1 LIMIT 1"
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
            "{FILE} WHERE version = {FILES_OF} AND area = ?3 AND path >= ?4 \
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
            "{FILE} WHERE version = {FILES_OF} AND area = ?3 AND path >= ?4 AND path < ?5 || '0' \
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

    /// The files of one area of a version, those that lie by themselves first, then bundle by
    /// bundle. They go to a spool: the catalog is free for others while they are read from there.
    pub fn files_by_id(&self, id: AipId, version: u32, area: Area) -> Result<Spooled> {
        let mut spool = Spool::new(SPOOLING);
        let mut failed = None;
        let sql =
            format!("{FILE} WHERE version = {FILES_OF} AND area = ?3 ORDER BY bundle, number");
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![id.as_bytes(), version, area as u8])?;
            while let Some(row) = rows.next()? {
                let record = serde_json::to_vec(&file(row)?).expect("a row is JSON");
                if let Err(error) = spool.push(&record) {
                    failed = Some(error);
                    break;
                }
            }
            Ok(())
        })?;
        failed.map_or_else(|| spool.finish(), Err)
    }

    /// The sizes of bundles and of what describes files, up to a version: content files that are
    /// no received files themselves, by version and ordinal.
    pub fn document_sizes(&self, id: AipId, version: u32) -> Result<HashMap<(u32, u64), u64>> {
        let mut out = HashMap::new();
        for number in 1..=version {
            self.stored_contents(id, number, &mut |row| {
                let logical = row.logical.as_str();
                let own = bundle_of(logical).is_some()
                    || premis_part_of(logical).is_some()
                    || logical == REPRESENTATION_METS;
                if own {
                    out.insert((number, row.ordinal), row.size);
                }
                Ok(())
            })?;
        }
        Ok(out)
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
