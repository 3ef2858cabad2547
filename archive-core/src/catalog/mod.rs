//! The catalog: what is in the archive, quick to find. All SQL of the archive is in this room,
//! behind methods that say what they mean in the archive's words.
//!
//! One database file per tenant. It is an index: everything in it can be rebuilt from one copy,
//! and [`Catalog::dump`] shows that the result is the same. No method gives or takes SQL, rows
//! or anything else of `SQLite`.

mod confirmed;
mod dump;
mod entries;
mod expected;
mod find;
mod fixity;
mod formats;
mod handout;
mod installation;
mod record;
mod search;

pub use entries::EntryRow;
pub use expected::{ExpectedContent, ExpectedPackage, KeptFile};
pub use find::{PackageRow, Summary, VersionRow};
pub use fixity::{Age, Checked, Coverage, Damage, DamageState, DueCheck, FixityRun};
pub use formats::FormatRow;
pub use installation::{InstallationCatalog, TenantRow};
pub use record::{NewVersion, Rows};

use crate::error::{Error, Result};
use crate::finding::codes::{cat, sys};
use rusqlite::{Connection, ErrorCode};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long one process waits for another one's write, which takes milliseconds.
const BUSY_WAIT: Duration = Duration::from_mins(1);

/// With less free space than this, in bytes, a failed write is taken for a full disk: SQLite
/// writes its side files in pieces of 32 KiB.
const FULL: u64 = 256 << 10;

mod migrations {
    refinery::embed_migrations!("src/catalog/migrations/tenant");
}

/// The catalog of one tenant.
///
/// Reading and writing have a connection each: a long write never keeps anybody from reading, and
/// what feeds a write may read. No method gives rows to a caller while it holds a connection.
#[derive(Debug)]
pub struct Catalog {
    path: PathBuf,
    writer: Mutex<Connection>,
    reader: Mutex<Connection>,
}

impl Catalog {
    /// Opens the catalog file, migrating it where needed. Fails with `E-CAT-006` where there is
    /// none: a lost catalog must not look like an empty archive.
    pub fn open(path: &Path) -> Result<Self> {
        refuse_lost(path)?;
        Self::create(path)
    }

    /// Opens the catalog file, making an empty one where there is none.
    pub fn create(path: &Path) -> Result<Self> {
        let writer =
            Mutex::new(connect(path, &migrations::migrations::runner().set_grouped(true))?);
        let reader = Mutex::new(read_only(path).map_err(|error| failed(path, &error))?);
        Ok(Self { path: path.to_owned(), writer, reader })
    }

    /// Closes the catalog so that everything stands in its one file.
    pub fn close(self) -> Result<()> {
        drop(self.reader);
        let connection = self.writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        close(connection).map_err(|error| failed(&self.path, &error))
    }

    /// Reads from the catalog; a failure names it. `work` must not call anybody outside this room.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        work(&reader).map_err(|error| failed(&self.path, &error))
    }

    /// Runs work that can fail for reasons of its own inside one transaction, durable on return.
    fn change<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Trouble>) -> Result<T> {
        let mut connection = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = (|| {
            let transaction = connection.transaction()?;
            let value = work(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })();
        changed.map_err(|trouble| match trouble {
            Trouble::Sql(error) => failed(&self.path, &error),
            Trouble::Other(error) => error,
        })
    }
}

/// Why a change did not happen: the database, or what it was fed from.
enum Trouble {
    Sql(rusqlite::Error),
    Other(Error),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

/// Opens a database file and brings it to the newest schema.
fn connect(path: &Path, runner: &refinery::Runner) -> Result<Connection> {
    let place = |error| failed(path, &error);
    let mut connection = Connection::open(path).map_err(place)?;
    prepare(&connection).map_err(place)?;
    migrate(&mut connection, path, runner)?;
    Ok(connection)
}

/// Closes a database so that everything stands in its one file.
fn close(connection: Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    connection.close().map_err(|(_, error)| error)
}

/// A connection that only reads. It sees what was committed when each of its statements begins.
fn read_only(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_WAIT)?;
    connection.pragma_update(None, "query_only", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn refuse_lost(path: &Path) -> Result<()> {
    if !crate::fs::exists(path) || is_blank(path).map_err(|error| failed(path, &error))? {
        return Err(Error::new(&cat::LOST).at(path.display().to_string()));
    }
    Ok(())
}

/// Whether a file is a database that nothing was ever written to; `SQLite` takes a file of a few
/// bytes for one.
fn is_blank(path: &Path) -> rusqlite::Result<bool> {
    let connection = read_only(path)?;
    Ok(applied(&connection)?.is_none())
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_WAIT)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // A package is called stored once its row is durable: the journal file goes after that.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(64);
    search::add_functions(connection)
}

fn migrate(connection: &mut Connection, path: &Path, runner: &refinery::Runner) -> Result<()> {
    let newest = runner.get_migrations().iter().map(|m| i64::from(m.version())).max();
    let applied = applied(connection).map_err(|error| failed(path, &error))?;
    if applied > newest {
        return Err(Error::new(&cat::TOO_NEW).at(path.display().to_string()));
    }
    if applied < newest {
        let broken = |reason: refinery::Error| {
            Error::new(&cat::BROKEN).at(path.display().to_string()).with("reason", reason)
        };
        // All in one transaction: a kill leaves the old schema or the new one.
        if let Err(reason) = runner.run(connection) {
            // Another process may have done the same meanwhile.
            let applied =
                crate::catalog::applied(connection).map_err(|error| failed(path, &error))?;
            return if applied == newest { Ok(()) } else { Err(broken(reason)) };
        }
    }
    Ok(())
}

/// The newest migration a database has seen; none for a new one.
fn applied(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    let history = "SELECT count(*) FROM sqlite_master WHERE name = 'refinery_schema_history'";
    if connection.query_row(history, [], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(None);
    }
    connection.query_row("SELECT max(version) FROM refinery_schema_history", [], |row| row.get(0))
}

/// What a database error means for the archive: space and permission are told apart.
fn failed(path: &Path, error: &rusqlite::Error) -> Error {
    let code = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => &sys::NO_SPACE,
        Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly | ErrorCode::CannotOpen) => {
            &sys::PERMISSION
        }
        // What SQLite could not write for want of space it calls a failure of the disk at times.
        Some(ErrorCode::SystemIoFailure) if is_full(path) => &sys::NO_SPACE,
        Some(ErrorCode::SystemIoFailure) => &sys::UNREADABLE,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => &cat::BUSY,
        None if is_unknown_value(error) => &cat::UNKNOWN_VALUE,
        _ => &cat::BROKEN,
    };
    Error::new(code).at(path.display().to_string()).with("action", "write").with("reason", error)
}

/// Whether a row was read that holds what this program never writes.
fn is_unknown_value(error: &rusqlite::Error) -> bool {
    use rusqlite::Error as Sql;
    matches!(
        error,
        Sql::FromSqlConversionFailure(..)
            | Sql::IntegralValueOutOfRange(..)
            | Sql::InvalidColumnType(..)
            | Sql::Utf8Error(..)
    )
}

/// Whether the file system of a database has hardly any space left.
fn is_full(path: &Path) -> bool {
    let folder = path.parent().unwrap_or(path);
    crate::fs::free_bytes(folder).is_ok_and(|free| free < FULL)
}

#[cfg(test)]
mod tests;
