//! What is known of the state of the copies without reading them.

use crate::archive::TenantArchive;
use crate::catalog::{Coverage, FixityRun};
use crate::error::Result;

/// What is known of the state of one copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyStatus {
    /// The copy.
    pub copy: String,
    /// How far its packages are checked.
    pub coverage: Coverage,
    /// Damaged files that are known and not mended.
    pub open_damage: u64,
}

impl CopyStatus {
    /// Packages that were never checked to the end on this copy.
    #[must_use]
    pub fn never_checked(&self) -> u64 {
        self.coverage.packages - self.coverage.checked
    }
}

/// What is known of each copy of a tenant, in the order of the configuration. The damage itself
/// is told by [`Catalog::each_damage`](crate::catalog::Catalog::each_damage).
pub fn status(tenant: &TenantArchive) -> Result<Vec<CopyStatus>> {
    let catalog = tenant.catalog();
    let state = |name: &String| {
        Ok(CopyStatus {
            copy: name.clone(),
            coverage: catalog.coverage(name)?,
            open_damage: catalog.damage_count(name)?,
        })
    };
    tenant.copies().iter().map(|copy| state(&copy.name)).collect()
}

/// The newest runs, newest first, at most `limit`.
pub fn history(tenant: &TenantArchive, limit: usize) -> Result<Vec<FixityRun>> {
    tenant.catalog().runs(limit)
}
