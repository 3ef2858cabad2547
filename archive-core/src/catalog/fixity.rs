//! What integrity checks found, and what is due next.

use super::Catalog;
use super::find::{aip, unknown_value, unsigned};
use super::record::signed;
use crate::aip::AipId;
use crate::error::Result;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

/// Rows of one page.
const PAGE: u32 = 1_024;

/// Whether anything of a package `p` must lie on the copy ?2: its first version does, where
/// anything does.
const PACKAGE_ON_COPY: &str = "EXISTS (SELECT 1 FROM version v \
     WHERE v.package = p.id AND v.number = 1 AND \
     (EXISTS (SELECT 1 FROM confirmed c WHERE c.version = v.id AND c.copy = ?2) \
     OR NOT EXISTS (SELECT 1 FROM confirmed c WHERE c.version = v.id)))";

/// How old the check of a package on a copy is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Age {
    /// When it was checked to the end last, RFC 3339; none where never.
    pub finished: Option<String>,
    /// When its first version was made, RFC 3339.
    pub created: String,
    /// Content files of all versions.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// How a file on a copy is damaged. Temporary trouble of a store is never damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DamageState {
    /// It reads, but its bytes are not the ones stored.
    Corrupt,
    /// It is not there.
    Missing,
    /// The medium answers with an error.
    Unreadable,
    /// It is there and nobody put it there.
    Unexpected,
}

impl DamageState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Corrupt, Self::Missing, Self::Unreadable, Self::Unexpected];

    /// The word in JSON, reports and the catalog.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Corrupt => "corrupt",
            Self::Missing => "missing",
            Self::Unreadable => "unreadable",
            Self::Unexpected => "unexpected",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A damaged file on a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The copy.
    pub copy: String,
    /// The package that owns the file; none for files of the root itself.
    pub aip: Option<AipId>,
    /// Path in the copy, below the tenant.
    pub path: String,
    /// How it is damaged.
    pub state: DamageState,
    /// When it was found, RFC 3339.
    pub found: String,
    /// The files inside a bundle that are damaged, or the logical path.
    pub files: Vec<String>,
}

/// How far the check of a package on a copy is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The package.
    pub aip: AipId,
    /// The copy.
    pub copy: String,
    /// When the newest complete check ended, RFC 3339.
    pub finished: Option<String>,
    /// Content path up to which an unfinished check has come.
    pub cursor: Option<String>,
    /// Whether the newest check found everything good.
    pub good: bool,
}

/// A package whose check is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueCheck {
    /// The package.
    pub aip: AipId,
    /// When it was checked last; never where none.
    pub finished: Option<String>,
    /// Where an unfinished check goes on.
    pub cursor: Option<String>,
}

/// An integrity run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixityRun {
    /// Its id.
    pub run: Uuid,
    /// The copy it read.
    pub copy: String,
    /// When it began, RFC 3339.
    pub begun: String,
    /// When it ended; none where it was interrupted.
    pub ended: Option<String>,
    /// Packages checked to the end.
    pub packages: u64,
    /// Content files read.
    pub files: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Damaged files found.
    pub damaged: u64,
}

/// How far the packages are checked on a copy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Packages of which something must lie on the copy.
    pub packages: u64,
    /// Packages that were checked to the end at least once.
    pub checked: u64,
    /// Packages with a check that has not come to its end.
    pub unfinished: u64,
    /// Packages whose newest check did not find everything good.
    pub damaged: u64,
    /// When the check that lies back longest ended, RFC 3339.
    pub oldest: Option<String>,
    /// When the newest check ended, RFC 3339.
    pub newest: Option<String>,
}

impl Catalog {
    /// Gives each package that must lie on a copy, in the order of the ids, with how far its check
    /// there is. The
    /// catalog is free for others while `each` works.
    pub fn each_check(
        &self,
        copy: &str,
        each: &mut dyn FnMut(DueCheck) -> Result<()>,
    ) -> Result<()> {
        let mut after = Vec::new();
        loop {
            let page: Vec<DueCheck> = self.read(|connection| {
                let mut statement = connection.prepare_cached(&format!(
                    "SELECT p.aip, k.finished, k.cursor FROM package p \
                     LEFT JOIN checked k ON k.package = p.id AND k.copy = ?2 \
                     WHERE p.aip > ?1 AND {PACKAGE_ON_COPY} ORDER BY p.aip LIMIT ?3"
                ))?;
                let rows = statement.query_map(params![after, copy, PAGE], |row| {
                    Ok(DueCheck { aip: aip(row, 0)?, finished: row.get(1)?, cursor: row.get(2)? })
                })?;
                rows.collect()
            })?;
            let last = page.len() < PAGE as usize;
            for due in page {
                after = due.aip.as_bytes().to_vec();
                each(due)?;
            }
            if last {
                return Ok(());
            }
        }
    }

    /// Gives the age and the size of every package that must lie on a copy, in the order of their
    /// ids.
    pub fn each_age(&self, copy: &str, each: &mut dyn FnMut(Age) -> Result<()>) -> Result<()> {
        let mut after = Vec::new();
        loop {
            let page: Vec<(Vec<u8>, Age)> = self.read(|connection| {
                let mut statement = connection.prepare_cached(&format!(
                    "SELECT p.aip, k.finished, \
                     (SELECT min(v.created) FROM version v WHERE v.package = p.id), \
                     (SELECT count(*) FROM content c JOIN version v ON v.id = c.version \
                      WHERE v.package = p.id), \
                     (SELECT coalesce(sum(c.size), 0) FROM content c \
                      JOIN version v ON v.id = c.version WHERE v.package = p.id) \
                     FROM package p LEFT JOIN checked k ON k.package = p.id AND k.copy = ?2 \
                     WHERE p.aip > ?1 AND {PACKAGE_ON_COPY} ORDER BY p.aip LIMIT ?3"
                ))?;
                let rows = statement.query_map(params![after, copy, PAGE], |row| {
                    let age = Age {
                        finished: row.get(1)?,
                        created: row.get(2)?,
                        files: unsigned(row, 3)?,
                        bytes: unsigned(row, 4)?,
                    };
                    Ok((row.get(0)?, age))
                })?;
                rows.collect()
            })?;
            let last = page.len() < PAGE as usize;
            for (aip, age) in page {
                after = aip;
                each(age)?;
            }
            if last {
                return Ok(());
            }
        }
    }

    /// Records checks. A finished one replaces what was known of damage in its package on its
    /// copy by `damages`; an unfinished one adds to it.
    pub fn record_checks(&self, checks: &[Checked], damages: &[Damage]) -> Result<()> {
        self.change(|connection| {
            put_checks(connection, checks)?;
            Ok(put_damages(connection, damages)?)
        })
    }

    /// Records a part of a run, all or nothing, durable on return. `root` says that the root
    /// itself was looked at: `damages` then replace what was known of damage without a package.
    pub fn record_fixity(
        &self,
        run: &FixityRun,
        checks: &[Checked],
        damages: &[Damage],
        root: bool,
    ) -> Result<()> {
        self.change(|connection| {
            put_checks(connection, checks)?;
            if root {
                connection
                    .prepare_cached("DELETE FROM damage WHERE copy = ?1 AND aip IS NULL")?
                    .execute([&run.copy])?;
            }
            put_damages(connection, damages)?;
            Ok(put_run(connection, run)?)
        })
    }

    /// What is known of the check of a package on a copy.
    pub fn checked(&self, id: AipId, copy: &str) -> Result<Option<Checked>> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT p.aip, c.copy, c.finished, c.cursor, c.good FROM checked c \
                     JOIN package p ON p.id = c.package WHERE p.aip = ?1 AND c.copy = ?2",
                )?
                .query_row(params![id.as_bytes(), copy], |row| {
                    Ok(Checked {
                        aip: aip(row, 0)?,
                        copy: row.get(1)?,
                        finished: row.get(2)?,
                        cursor: row.get(3)?,
                        good: row.get(4)?,
                    })
                })
                .optional()
        })
    }

    /// Damage that is known and not mended, by copy and path. For a few: all of it is held in
    /// memory; [`each_damage`](Self::each_damage) holds a page.
    pub fn open_damage(&self) -> Result<Vec<Damage>> {
        let mut out = Vec::new();
        self.each_damage(&mut |damage| {
            out.push(damage);
            Ok(())
        })?;
        Ok(out)
    }

    /// Gives each damage that is known and not mended, by copy and path. The catalog is free for
    /// others while `each` works.
    pub fn each_damage(&self, each: &mut dyn FnMut(Damage) -> Result<()>) -> Result<()> {
        let mut after = (String::new(), String::new());
        loop {
            let page: Vec<Damage> = self.read(|connection| {
                let mut statement = connection.prepare_cached(
                    "SELECT copy, aip, path, state, found, files FROM damage \
                     WHERE (copy, path) > (?1, ?2) ORDER BY copy, path LIMIT ?3",
                )?;
                let rows = statement.query_map(params![after.0, after.1, PAGE], damage)?;
                rows.collect()
            })?;
            let last = page.len() < PAGE as usize;
            for damage in page {
                after = (damage.copy.clone(), damage.path.clone());
                each(damage)?;
            }
            if last {
                return Ok(());
            }
        }
    }

    /// How many files on a copy are damaged and not mended.
    pub fn damage_count(&self, copy: &str) -> Result<u64> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT count(*) FROM damage WHERE copy = ?1")?
                .query_row([copy], |row| unsigned(row, 0))
        })
    }

    /// How many files on a copy are damaged and not mended, state by state in the order of
    /// [`DamageState::ALL`].
    pub fn damage_counts(&self, copy: &str) -> Result<[u64; 4]> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached("SELECT state, count(*) FROM damage WHERE copy = ?1 GROUP BY 1")?;
            let mut rows = statement.query([copy])?;
            let mut counts = [0; 4];
            while let Some(row) = rows.next()? {
                let word: String = row.get(0)?;
                if let Some(state) = DamageState::from_word(&word) {
                    counts[state as usize] = unsigned(row, 1)?;
                }
            }
            Ok(counts)
        })
    }

    /// The packages of which damage is known on any copy, in order; `None` for the root itself.
    pub fn damaged_packages(&self) -> Result<Vec<Option<AipId>>> {
        self.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT DISTINCT aip FROM damage ORDER BY aip")?;
            let rows = statement.query_map([], |row| {
                Ok(row.get::<_, Option<[u8; 16]>>(0)?.map(AipId::from_bytes))
            })?;
            rows.collect()
        })
    }

    /// The damage that is known of one package on any copy, or of the root itself.
    pub fn damage_of(&self, id: Option<AipId>) -> Result<Vec<Damage>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT copy, aip, path, state, found, files FROM damage \
                 WHERE aip IS ?1 ORDER BY copy, path",
            )?;
            let rows = statement.query_map([id.map(|id| *id.as_bytes())], damage)?;
            rows.collect()
        })
    }

    /// Forgets damage on a copy that was put right, all or none, durable on return.
    pub fn forget_damage(&self, copy: &str, paths: &[&str]) -> Result<()> {
        self.change(|connection| {
            let mut delete =
                connection.prepare_cached("DELETE FROM damage WHERE copy = ?1 AND path = ?2")?;
            for path in paths {
                delete.execute(params![copy, path])?;
            }
            Ok(())
        })
    }

    /// Paths of the damage that is known in one package on a copy.
    pub fn damaged_paths(&self, id: AipId, copy: &str) -> Result<Vec<String>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT path FROM damage WHERE copy = ?1 AND aip = ?2 ORDER BY path",
            )?;
            let rows = statement.query_map(params![copy, id.as_bytes()], |row| row.get(0))?;
            rows.collect()
        })
    }

    /// How far the packages are checked on a copy.
    pub fn coverage(&self, copy: &str) -> Result<Coverage> {
        self.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "SELECT count(*), count(k.finished), count(k.cursor), \
                     coalesce(sum(k.good = 0), 0), min(k.finished), max(k.finished) \
                     FROM package p LEFT JOIN checked k ON k.package = p.id AND k.copy = ?2 \
                     WHERE ?1 AND {PACKAGE_ON_COPY}"
                ))?
                .query_row(params![true, copy], |row| {
                    Ok(Coverage {
                        packages: unsigned(row, 0)?,
                        checked: unsigned(row, 1)?,
                        unfinished: unsigned(row, 2)?,
                        damaged: unsigned(row, 3)?,
                        oldest: row.get(4)?,
                        newest: row.get(5)?,
                    })
                })
        })
    }

    /// Files and bytes that runs have read on a copy which began at this time or later, RFC 3339.
    pub fn checked_since(&self, copy: &str, begun: &str) -> Result<(u64, u64)> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT coalesce(sum(files), 0), coalesce(sum(bytes), 0) FROM fixity_run \
                     WHERE copy = ?1 AND begun >= ?2",
                )?
                .query_row([copy, begun], |row| Ok((unsigned(row, 0)?, unsigned(row, 1)?)))
        })
    }

    /// Runs of which `wanted` says that they are asked for, newest first.
    pub fn runs(
        &self,
        limit: usize,
        wanted: &dyn Fn(&FixityRun) -> bool,
    ) -> Result<Vec<FixityRun>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT run, copy, begun, ended, packages, files, bytes, damaged FROM fixity_run \
                 ORDER BY begun DESC, run DESC",
            )?;
            let runs = statement.query_map([], run)?;
            let wanted = runs.filter(|run| run.as_ref().map_or(true, wanted));
            wanted.take(limit).collect()
        })
    }

    /// The newest runs on a copy, newest first.
    pub fn runs_on(&self, copy: &str, limit: usize) -> Result<Vec<FixityRun>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT run, copy, begun, ended, packages, files, bytes, damaged FROM fixity_run \
                 WHERE copy = ?1 ORDER BY begun DESC, run DESC LIMIT ?2",
            )?;
            statement.query_map(params![copy, signed(limit as u64)], run)?.collect()
        })
    }

    /// The newest run on a copy.
    pub fn last_run(&self, copy: &str) -> Result<Option<FixityRun>> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT run, copy, begun, ended, packages, files, bytes, damaged FROM fixity_run \
                 WHERE copy = ?1 ORDER BY begun DESC, run DESC LIMIT 1",
            )?;
            statement.query_row([copy], run).optional()
        })
    }
}

fn run(row: &Row<'_>) -> rusqlite::Result<FixityRun> {
    Ok(FixityRun {
        run: Uuid::from_bytes(row.get(0)?),
        copy: row.get(1)?,
        begun: row.get(2)?,
        ended: row.get(3)?,
        packages: unsigned(row, 4)?,
        files: unsigned(row, 5)?,
        bytes: unsigned(row, 6)?,
        damaged: unsigned(row, 7)?,
    })
}

fn put_checks(connection: &Connection, checks: &[Checked]) -> rusqlite::Result<()> {
    let mut upsert = connection.prepare_cached(
        "INSERT INTO checked (package, copy, finished, cursor, good) \
         SELECT id, ?2, ?3, ?4, ?5 FROM package WHERE aip = ?1 \
         ON CONFLICT (package, copy) DO UPDATE SET \
         finished = coalesce(excluded.finished, finished), cursor = excluded.cursor, \
         good = excluded.good",
    )?;
    let mut clear = connection.prepare_cached("DELETE FROM damage WHERE copy = ?1 AND aip = ?2")?;
    for check in checks {
        let id = check.aip.as_bytes();
        upsert.execute(params![id, check.copy, check.finished, check.cursor, check.good])?;
        if check.finished.is_some() {
            clear.execute(params![check.copy, id])?;
        }
    }
    Ok(())
}

fn put_damages(connection: &Connection, damages: &[Damage]) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO damage (copy, aip, path, state, found, files) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for damage in damages {
        insert.execute(params![
            damage.copy,
            damage.aip.map(|id| *id.as_bytes()),
            damage.path,
            damage.state.as_str(),
            damage.found,
            serde_json::json!(damage.files).to_string(),
        ])?;
    }
    Ok(())
}

fn put_run(connection: &Connection, run: &FixityRun) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO fixity_run \
             (run, copy, begun, ended, packages, files, bytes, damaged) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            run.run.as_bytes(),
            run.copy,
            run.begun,
            run.ended,
            signed(run.packages),
            signed(run.files),
            signed(run.bytes),
            signed(run.damaged),
        ])?;
    Ok(())
}

fn damage(row: &Row<'_>) -> rusqlite::Result<Damage> {
    let state: String = row.get(3)?;
    let state =
        DamageState::from_word(&state).ok_or_else(|| unknown_value(3, Type::Text, &state))?;
    let files: String = row.get(5)?;
    let files = serde_json::from_str(&files).map_err(|_| unknown_value(5, Type::Text, &files))?;
    Ok(Damage {
        copy: row.get(0)?,
        aip: row.get::<_, Option<[u8; 16]>>(1)?.map(AipId::from_bytes),
        path: row.get(2)?,
        state,
        found: row.get(4)?,
        files,
    })
}
