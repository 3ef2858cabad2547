//! Several copies: filling a new one, bringing one up to date that was away, giving one up.
//!
//! What a copy lacks is what no receipt confirms on it ([`sync()`]); nothing else remembers it. Why
//! it is built like this: `docs/decisions/0009-several-copies.md`. This room writes versions only
//! through stages, as ingest does, and never changes what is committed.

mod lock;
mod records;
mod retire;
mod source;
mod sync;
mod transfer;

pub use lock::LockState;
pub use retire::{Retiring, retirement};
pub use sync::{Events, Silent, SyncOptions, SyncSummary, sync};

use crate::archive::{Archive, TenantArchive};
use crate::error::Result;

/// What is known of a copy without reading its packages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyState {
    /// Its name.
    pub name: String,
    /// Tenants whose packages it holds.
    pub tenants: u64,
    /// Versions of theirs.
    pub versions: u64,
    /// Those that are not confirmed on it.
    pub behind: u64,
    /// Bytes free; none where the place does not tell, or is not there.
    pub free: Option<u64>,
    /// How its locks stand; none where it has no rule for them, or is away.
    pub lock: Option<LockState>,
    /// Why it cannot be used now.
    pub away: Option<crate::finding::Finding>,
}

/// The state of every copy, in the order of the configuration. Each is asked for its free space:
/// one that does not answer is away.
pub fn states(archive: &Archive) -> Result<Vec<CopyState>> {
    let tenants = archive.tenants()?;
    let tenants: Vec<TenantArchive> =
        tenants.iter().map(|row| archive.tenant(&row.id)).collect::<Result<_>>()?;
    let state = |own: &crate::archive::ArchiveCopy| {
        let mut out = CopyState {
            name: own.name().to_owned(),
            tenants: 0,
            versions: 0,
            behind: 0,
            free: None,
            lock: None,
            away: None,
        };
        for tenant in tenants.iter().filter(|tenant| own.is_for(tenant.id())) {
            out.tenants += 1;
            out.versions += tenant.catalog().confirmed_on_none(&[])?;
            out.behind += tenant.catalog().unconfirmed(own.name())?;
        }
        let of_it: Vec<_> = tenants.iter().filter(|tenant| own.is_for(tenant.id())).collect();
        let asked = own.copy.owner_now().and_then(|_| {
            out.free = own.copy.store().free_bytes()?;
            lock::state(archive, own, &of_it)
        });
        match asked {
            Ok(lock) => out.lock = lock,
            Err(error) => out.away = Some(error.finding().clone()),
        }
        Ok(out)
    };
    archive.copies().iter().map(state).collect()
}
