//! Checking: whether every package on every copy is there, whole and unchanged.
//!
//! [`run`] checks, [`status()`] says what was checked when, [`read_reports`] gives back what runs
//! have left on a copy. Why it is built like this: `docs/decisions/0006-fixity.md`. This room
//! reads; it must never change anything in the holdings, nor know how a package came to be.

mod bundle;
mod check;
mod compare;
mod due;
mod knowledge;
mod look;
mod options;
mod package;
mod queue;
mod recorder;
mod report;
mod root;
mod scene;
mod status;
mod strays;
mod summary;
#[cfg(test)]
mod tests;

pub use options::{Budget, Events, PackageState, Progress, RunOptions, Silent};
pub use report::{CheckedLine, Outcome, Segment, read_reports};
pub use status::{CopyStatus, history, status};
pub use summary::{CopySummary, RunSummary, damage_finding};

use crate::archive::TenantArchive;
use crate::error::{Error, Result};
use crate::finding::codes::fix;
use crate::store::proof::Pace;
use scene::Scene;

/// Checks the chosen copies of a tenant, one after the other.
///
/// Unfinished checks come first, then packages never checked, then those checked longest ago.
/// Setting `stop` of `pace` ends the run; what was reached is recorded, and the next run goes on
/// from there. `pace` also counts the bytes read.
///
/// Damage is no error of this call: the summary tells ([`RunSummary::damage`]). A copy that is
/// gone is told as `E-FIX-015`, and the others are checked all the same. Fails with `E-ARC-007`
/// where another run is at work on a copy.
pub fn run(
    tenant: &TenantArchive,
    options: &RunOptions,
    events: &dyn Events,
    pace: &Pace,
) -> Result<RunSummary> {
    run_in(&Scene::of(tenant), options, events, pace)
}

fn run_in(
    scene: &Scene<'_>,
    options: &RunOptions,
    events: &dyn Events,
    pace: &Pace,
) -> Result<RunSummary> {
    let chosen = |name: &str| options.copy.as_ref().is_none_or(|copy| copy == name);
    if let Some(copy) =
        options.copy.as_ref().filter(|_| !scene.copies.iter().any(|c| chosen(&c.name)))
    {
        return Err(Error::new(&fix::UNKNOWN_COPY).with("copy", copy));
    }
    if let Some(aip) = options.aip {
        scene.catalog.package(aip)?;
    }
    let mut summary = RunSummary::default();
    let budget = options::Meter::new(options.budget);
    for copy in scene.copies.iter().filter(|copy| chosen(&copy.name)) {
        let _lock = scene.locks.take(&format!("fixity-{}", copy.name), options.wait)?;
        let done = check::check_copy(scene, copy, options, &budget, events, pace)?;
        let ended = done.outcome != Outcome::Complete && !done.gone;
        summary.copies.push(done);
        if ended {
            break;
        }
    }
    Ok(summary)
}
