//! Committing: everything durable and read back on every copy, then visible, then recorded.

use super::describe::Described;
use super::journal::{Entry, Journal};
use super::stages::Confirmed;
use crate::archive::TenantArchive;
use crate::error::Result;
use crate::finding::codes::ing;
use crate::sorter::Spooled;

/// A version on every copy, confirmed and visible; not recorded yet.
pub struct Committed {
    /// The journal.
    pub journal: Journal,
    /// Files.
    pub rows: Spooled,
    /// Content files.
    pub contents: Spooled,
    /// Copies and inventory.
    pub confirmed: Confirmed,
}

/// Syncs, verifies and commits a described version.
pub fn commit(tenant: &TenantArchive, described: Described, threads: usize) -> Result<Committed> {
    let Described { stages, mut journal, rows, contents, inventory } = described;
    let verified = match stages.verify(&contents, &inventory, threads) {
        Err(error) if error.is(&ing::NOT_CONFIRMED) => {
            journal.remove()?;
            return Err(error);
        }
        other => other?,
    };
    journal.append(&Entry::Committing { inventory: verified.inventory().hex() })?;
    if !tenant.state_is_synced_with_copies() {
        journal.sync()?;
    }
    let confirmed = verified.commit()?;
    Ok(Committed { journal, rows, contents, confirmed })
}
