//! Formats of the files of a tenant: how many of each.

use super::Catalog;
use super::find::{RECEIVED, unknown_value};
use crate::error::Result;
use crate::format::Known;
use rusqlite::types::Type;

/// Files of the newest versions of which the same was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatRow {
    /// What was recognised; none where nobody looked. Of the characteristics it says whether the
    /// files are damaged or encrypted, since rules speak of that.
    pub known: Option<Known>,
    /// How many files of the payload.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// In how many packages.
    pub packages: u64,
    /// The oldest modification time among them, RFC 3339, where any is known.
    pub oldest: Option<String>,
}

impl Catalog {
    /// What was recognised of the payload of all packages that were sent, in their newest
    /// versions, the most files first.
    pub fn formats(&self) -> Result<Vec<FormatRow>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(&format!(
                "SELECT r.said, count(*), sum(f.size), count(DISTINCT v.package), \
                        min(f.modified), \
                        coalesce(instr(f.traits, '\"state\":\"damaged\"') > 0, 0) AS damaged, \
                        coalesce(instr(f.traits, '[\"encrypted\",\"true\"]') \
                            + instr(f.traits, '\"reason\":\"encrypted\"') > 0, 0) AS encrypted \
                 FROM package p JOIN version v ON v.package = p.id AND v.number = p.head \
                 JOIN version b ON b.package = v.package AND b.number = v.received \
                 JOIN file f ON f.version = b.id LEFT JOIN recognition r ON r.id = f.recognition \
                 WHERE f.area = 1 AND {RECEIVED} \
                 GROUP BY r.id, damaged, encrypted ORDER BY count(*) DESC, r.said"
            ))?;
            let rows = statement.query_map([], |row| {
                let said: Option<String> = row.get(0)?;
                let known = match said {
                    Some(said) => {
                        let known = Known::from_parts(&said, None);
                        let known = known.ok_or_else(|| unknown_value(0, Type::Text, &said))?;
                        Some(known.with_troubles(row.get(5)?, row.get(6)?))
                    }
                    None => None,
                };
                let unsigned = |column| super::find::unsigned(row, column);
                let (files, bytes, packages) = (unsigned(1)?, unsigned(2)?, unsigned(3)?);
                Ok(FormatRow { known, files, bytes, packages, oldest: row.get(4)? })
            })?;
            rows.collect()
        })
    }
}
