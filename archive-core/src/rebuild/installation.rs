//! Making the indexes of an installation anew: its tenants, and the catalog of each.

use super::{Aside, Rebuilt, rebuild_attested};
use crate::archive::{Archive, public_key};
use crate::clock::Clock;
use crate::error::Result;
use crate::finding::Finding;
use crate::finding::codes::{arc, cat};
use crate::store::StorageCopy;
use crate::tenant::TenantId;
use std::path::Path;
use std::sync::atomic::AtomicUsize;

impl Archive {
    /// Opens an installation whose indexes shall be made anew: as [`open`](Self::open), but an
    /// index of tenants that is lost or cannot be used is made anew first, from the copy named,
    /// else from the first.
    pub fn open_for_rebuild(folder: &Path, from_copy: Option<&str>, clock: Clock) -> Result<Self> {
        match Self::open(folder, clock).and_then(|archive| archive.tenants().map(|_| archive)) {
            Err(error) if error.is(&cat::LOST) || error.is(&cat::BROKEN) => {
                Self::renew_index(folder, from_copy, clock)?;
                Self::open(folder, clock)
            }
            opened => opened,
        }
    }

    /// Enters the tenants that a copy knows into the index, as after its loss.
    pub fn rebuild_tenants(&self, copy: &StorageCopy) -> Result<Vec<TenantId>> {
        let _lock = self.locks().take("tenants", self.wait())?;
        self.enter_tenants(copy)
    }

    /// Makes a tenant's catalog anew from one copy. What was there before goes only when the new
    /// one is complete. Where the copy is damaged, a catalog that knows anything stays, unless
    /// `despite_damage` is said; `exchanged` tells.
    pub fn rebuild_catalog(
        &self,
        tenant: &TenantId,
        from_copy: &str,
        despite_damage: bool,
        threads: usize,
        progress: &AtomicUsize,
    ) -> Result<Rebuilt> {
        let copy = self.tenant_copy(tenant, from_copy)?;
        let keys: Vec<_> = public_key(self.folder(), Some(tenant))?.into_iter().collect();
        let (mut rebuilt, exchanged) = self.catalog_place(tenant).exchange(
            |catalog| rebuild_attested(&copy, &keys, catalog, threads, progress),
            |rebuilt| despite_damage || rebuilt.is_sound(),
        )?;
        rebuilt.exchanged = exchanged;
        Ok(judged(rebuilt, tenant, from_copy))
    }

    /// What [`rebuild_catalog`](Self::rebuild_catalog) would do: the same work, in a temporary
    /// folder.
    pub fn rebuild_outlook(
        &self,
        tenant: &TenantId,
        from_copy: &str,
        despite_damage: bool,
        threads: usize,
        progress: &AtomicUsize,
    ) -> Result<Rebuilt> {
        let copy = self.tenant_copy(tenant, from_copy)?;
        let keys: Vec<_> = public_key(self.folder(), Some(tenant))?.into_iter().collect();
        let mut rebuilt = Aside::of(&copy, &keys, threads, progress)?.rebuilt;
        let may = despite_damage || rebuilt.is_sound();
        rebuilt.exchanged = may || !self.catalog_place(tenant).is_worth_keeping();
        Ok(judged(rebuilt, tenant, from_copy))
    }
}

/// Says so where the catalog was left as it is.
fn judged(mut rebuilt: Rebuilt, tenant: &TenantId, copy: &str) -> Rebuilt {
    if !rebuilt.exchanged {
        let finding = Finding::new(&arc::CATALOG_KEPT).with("tenant", tenant).with("copy", copy);
        rebuilt.failed.push(finding.with("packages", rebuilt.packages));
    }
    rebuilt
}
