//! Which versions lie on which copy, as receipts say.

use super::Catalog;
use super::find::{aip, unsigned};
use crate::aip::AipId;
use crate::error::Result;
use rusqlite::{OptionalExtension, params};

/// Rows of one page.
const PAGE: u32 = 1_024;

/// Versions of packages.
type Versions = Vec<(AipId, u32)>;

/// Whether a version `v` is not confirmed on the copy ?3.
const UNCONFIRMED: &str =
    "NOT EXISTS (SELECT 1 FROM confirmed c WHERE c.version = v.id AND c.copy = ?3)";
/// Whether it is not confirmed there, but elsewhere: it is nobody's duty to have it there yet.
const LACKING: &str = "NOT EXISTS (SELECT 1 FROM confirmed c WHERE c.version = v.id \
     AND c.copy = ?3) AND EXISTS (SELECT 1 FROM confirmed c WHERE c.version = v.id)";

impl Catalog {
    /// Gives the versions that are not confirmed on a copy, in the order of packages and then of
    /// versions. The catalog is free for others while `each` works.
    pub fn each_unconfirmed(
        &self,
        copy: &str,
        each: &mut dyn FnMut(AipId, u32) -> Result<()>,
    ) -> Result<()> {
        self.each_where(UNCONFIRMED, copy, each)
    }

    /// Gives the versions that are confirmed on other copies and not on this one, in that order.
    pub fn each_lacking(
        &self,
        copy: &str,
        each: &mut dyn FnMut(AipId, u32) -> Result<()>,
    ) -> Result<()> {
        self.each_where(LACKING, copy, each)
    }

    /// How many versions are confirmed on other copies and not on this one.
    pub fn unconfirmed_beside(&self, copy: &str) -> Result<u64> {
        let mut count = 0;
        self.each_lacking(copy, &mut |_, _| {
            count += 1;
            Ok(())
        })?;
        Ok(count)
    }

    fn each_where(
        &self,
        condition: &'static str,
        copy: &str,
        each: &mut dyn FnMut(AipId, u32) -> Result<()>,
    ) -> Result<()> {
        let mut after = (Vec::new(), 0);
        loop {
            let page: Versions = self.read(|connection| {
                let mut statement = connection.prepare_cached(&format!(
                    "SELECT p.aip, v.number FROM package p JOIN version v ON v.package = p.id \
                     WHERE (p.aip, v.number) > (?1, ?2) AND {condition} \
                     ORDER BY p.aip, v.number LIMIT ?4"
                ))?;
                let rows = statement.query_map(params![after.0, after.1, copy, PAGE], |row| {
                    Ok((aip(row, 0)?, row.get(1)?))
                })?;
                rows.collect()
            })?;
            let last = page.len() < PAGE as usize;
            for (aip, version) in page {
                after = (aip.as_bytes().to_vec(), version);
                each(aip, version)?;
            }
            if last {
                return Ok(());
            }
        }
    }

    /// How many versions are not confirmed on a copy.
    pub fn unconfirmed(&self, copy: &str) -> Result<u64> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT count(*) FROM version v WHERE NOT EXISTS \
                     (SELECT 1 FROM confirmed c WHERE c.version = v.id AND c.copy = ?1)",
                )?
                .query_row([copy], |row| unsigned(row, 0))
        })
    }

    /// The package with the highest id, which is the newest, of those that are confirmed on a copy.
    pub fn newest_on(&self, copy: &str) -> Result<Option<AipId>> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT p.aip FROM package p WHERE EXISTS (SELECT 1 FROM version v \
                     JOIN confirmed c ON c.version = v.id WHERE v.package = p.id AND c.copy = ?1) \
                     ORDER BY p.aip DESC LIMIT 1",
                )?
                .query_row([copy], |row| aip(row, 0))
                .optional()
        })
    }

    /// How many versions are confirmed on none of these copies.
    pub fn confirmed_on_none(&self, copies: &[&str]) -> Result<u64> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT count(*) FROM version v WHERE NOT EXISTS (SELECT 1 FROM confirmed c \
                     WHERE c.version = v.id AND c.copy IN (SELECT value FROM json_each(?1)))",
                )?
                .query_row([serde_json::json!(copies).to_string()], |row| unsigned(row, 0))
        })
    }

    /// Records that versions are confirmed on a copy, all or none, durable on return.
    pub fn confirm(&self, versions: &[(AipId, u32)], copy: &str, read_back: &str) -> Result<()> {
        self.change(|connection| {
            let mut insert = connection.prepare_cached(
                "INSERT OR REPLACE INTO confirmed (version, copy, read_back) \
                 SELECT v.id, ?3, ?4 FROM version v JOIN package p ON p.id = v.package \
                 WHERE p.aip = ?1 AND v.number = ?2",
            )?;
            for (aip, version) in versions {
                insert.execute(params![aip.as_bytes(), version, copy, read_back])?;
            }
            Ok(())
        })
    }
}
