//! What is known of the state of the copies without reading them.

use crate::archive::TenantArchive;
use crate::catalog::{Coverage, Damage, FixityRun};
use crate::error::Result;

/// What is known of the state of all copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// Each copy, in the order of the configuration.
    pub copies: Vec<CopyStatus>,
    /// Damage that is known and not mended, by copy and path.
    pub damage: Vec<Damage>,
}

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

/// What is known of the state of a tenant's copies.
pub fn status(tenant: &TenantArchive) -> Result<Status> {
    let damage = tenant.catalog().open_damage()?;
    let mut copies = Vec::new();
    for copy in tenant.copies() {
        let open = damage.iter().filter(|damage| damage.copy == copy.name).count();
        copies.push(CopyStatus {
            copy: copy.name.clone(),
            coverage: tenant.catalog().coverage(&copy.name)?,
            open_damage: open as u64,
        });
    }
    Ok(Status { copies, damage })
}

/// The newest runs, newest first, at most `limit`.
pub fn history(tenant: &TenantArchive, limit: usize) -> Result<Vec<FixityRun>> {
    tenant.catalog().runs(limit)
}
