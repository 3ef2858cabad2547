//! The index of the installation: which tenants there are. Their records in the copies are the
//! truth.

use super::failed;
use crate::error::Result;
use crate::tenant::TenantId;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

mod migrations {
    refinery::embed_migrations!("src/catalog/migrations/installation");
}

/// A tenant, as its newest record describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantRow {
    /// Its id.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// Its ISIL, where it has one.
    pub isil: Option<String>,
    /// The version of its record.
    pub version: u32,
}

/// The index of an installation.
#[derive(Debug)]
pub struct InstallationCatalog {
    path: PathBuf,
    connection: Mutex<Connection>,
}

impl InstallationCatalog {
    /// Opens the index file, migrating it where needed. Fails with `E-CAT-006` where there is
    /// none: a lost index must not look like an archive without tenants.
    pub fn open(path: &Path) -> Result<Self> {
        super::refuse_lost(path)?;
        Self::create(path)
    }

    /// Opens the index file, making an empty one where there is none.
    pub fn create(path: &Path) -> Result<Self> {
        let connection = super::connect(path, &migrations::migrations::runner().set_grouped(true))?;
        Ok(Self { path: path.to_owned(), connection: Mutex::new(connection) })
    }

    /// Closes the index so that everything stands in its one file.
    pub fn close(self) -> Result<()> {
        let connection = self.connection.into_inner().unwrap_or_else(PoisonError::into_inner);
        super::close(connection).map_err(|error| failed(&self.path, &error))
    }

    fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        work(&connection).map_err(|error| failed(&self.path, &error))
    }

    /// Enters a tenant, or what is new of it.
    pub fn put_tenant(&self, tenant: &TenantRow) -> Result<()> {
        self.with(|connection| {
            connection.execute(
                "INSERT OR REPLACE INTO tenant (id, name, isil, version) VALUES (?1, ?2, ?3, ?4)",
                params![tenant.id.as_str(), tenant.name, tenant.isil, tenant.version],
            )
        })?;
        Ok(())
    }

    /// A tenant by its id.
    pub fn tenant(&self, id: &TenantId) -> Result<Option<TenantRow>> {
        self.with(|connection| {
            let sql = "SELECT id, name, isil, version FROM tenant WHERE id = ?1";
            connection.query_row(sql, [id.as_str()], tenant).optional()
        })
    }

    /// Every tenant, by id.
    pub fn tenants(&self) -> Result<Vec<TenantRow>> {
        self.with(|connection| {
            let mut statement =
                connection.prepare("SELECT id, name, isil, version FROM tenant ORDER BY id")?;
            let rows = statement.query_map([], tenant)?;
            rows.collect()
        })
    }
}

fn tenant(row: &Row<'_>) -> rusqlite::Result<TenantRow> {
    let id: String = row.get(0)?;
    let id = id.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
    })?;
    Ok(TenantRow { id, name: row.get(1)?, isil: row.get(2)?, version: row.get(3)? })
}
