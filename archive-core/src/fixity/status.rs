//! What is known of the state of the copies without reading them.

use super::forecast::{Forecast, forecast};
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
    /// What is to be expected; none of a copy that is taken away, which is never due.
    pub forecast: Option<Forecast>,
    /// The newest run on it.
    pub last_run: Option<FixityRun>,
}

impl CopyStatus {
    /// Packages that were never checked to the end on this copy.
    #[must_use]
    pub fn never_checked(&self) -> u64 {
        self.coverage.packages - self.coverage.checked
    }
}

/// What is known of each copy of a tenant, those that are taken away last. The damage itself is
/// told by [`Catalog::each_damage`](crate::catalog::Catalog::each_damage).
pub fn status(tenant: &TenantArchive) -> Result<Vec<CopyStatus>> {
    let (catalog, now) = (tenant.catalog(), tenant.clock().now());
    let state = |name: &String, offline: bool| {
        let policy = tenant.config().fixity.policy(tenant.id(), name);
        let forecast = (!offline).then(|| forecast(catalog, name, &policy, now));
        Ok(CopyStatus {
            copy: name.clone(),
            coverage: catalog.coverage(name)?,
            open_damage: catalog.damage_count(name)?,
            forecast: forecast.transpose()?,
            last_run: catalog.last_run(name)?,
        })
    };
    let own = tenant.copies().iter().map(|copy| state(&copy.name, false));
    own.chain(tenant.offline_copies().iter().map(|copy| state(&copy.name, true))).collect()
}

/// Which runs are asked for; all where nothing is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// On this copy.
    pub copy: Option<String>,
    /// Begun on this day or later: `2026-01-31`, UTC, or the beginning of a time in RFC 3339.
    pub since: Option<String>,
    /// Begun before the end of this day.
    pub until: Option<String>,
    /// Only runs that found damage.
    pub damaged: bool,
    /// At most so many.
    pub limit: usize,
}

/// The runs that are asked for, newest first.
pub fn history(tenant: &TenantArchive, wanted: &Wanted) -> Result<Vec<FixityRun>> {
    tenant.catalog().runs(wanted.limit, &|run: &FixityRun| {
        let since = wanted.since.as_ref().is_none_or(|since| run.begun >= *since);
        let until =
            wanted.until.as_ref().is_none_or(|until| run.begun[..until.len().min(20)] <= **until);
        let copy = wanted.copy.as_ref().is_none_or(|copy| run.copy == *copy);
        since && until && copy && (!wanted.damaged || run.damaged > 0)
    })
}
