//! Checking: whether every package on every copy is there, whole and unchanged.
//!
//! [`run`] checks, [`preview`] says what it would check, [`status()`] what was checked when,
//! [`read_reports`] gives back what runs have left on a copy. Why it is built like this:
//! `docs/decisions/0006-fixity.md`. This room reads; only [`repair`] in it may change anything in
//! the holdings. It must not know how a package came to be.

mod allowance;
pub mod annual;
mod bundle;
mod check;
mod compare;
mod due;
mod forecast;
mod knowledge;
mod look;
mod options;
mod package;
mod queue;
mod recorder;
pub mod repair;
mod report;
mod root;
mod scene;
mod status;
mod strays;
mod summary;
#[cfg(test)]
mod tests;
mod together;

pub use forecast::Forecast;
pub use options::{Budget, DuePackage, Events, PackageState, Progress, RunOptions, Silent};
pub use report::{CheckedLine, Outcome, Repaired, Segment, read_reports};
pub use status::{CopyStatus, Wanted, history, status};
pub use summary::{CopySummary, RunSummary, damage_finding};

use crate::archive::{TenantArchive, TenantCopy};
use crate::error::{Error, Result};
use crate::finding::codes::fix;
use crate::store::proof::Pace;
use allowance::{allowance, options_of};
use scene::Scene;
use together::run_in;

/// Checks the chosen copies of a tenant side by side, each with its share of the threads. Without
/// a name these are the copies that are always there; one that is taken away is checked by name.
///
/// Unfinished checks come first, then packages never checked, then those checked longest ago.
/// Setting `stop` of `pace` ends the run; what was reached is recorded, and the next run goes on
/// from there. `pace` also counts the bytes read. A budget is shared: whichever copy is ready for
/// its next file takes from it.
///
/// Damage is no error of this call: the summary tells ([`RunSummary::damage`]). A copy that is
/// gone is told as `E-FIX-015`, and the others are checked all the same; so they are where another
/// run is at work on one ([`RunSummary::busy`]). Fails with `E-ARC-007` where that is true of all.
pub fn run(
    tenant: &TenantArchive,
    options: &RunOptions,
    events: &dyn Events,
    pace: &Pace,
) -> Result<RunSummary> {
    run_in(&Scene::holding(tenant, options.copy.as_deref()), options, events, pace)
}

/// The copies that are to be checked.
fn chosen<'a>(scene: &'a Scene<'_>, options: &RunOptions) -> Result<Vec<&'a TenantCopy>> {
    if let Some(aip) = options.aip {
        scene.catalog.package(aip)?;
    }
    let Some(name) = &options.copy else { return Ok(scene.copies.iter().collect()) };
    match scene.copies.iter().find(|copy| copy.name == *name) {
        Some(copy) => Ok(vec![copy]),
        None => Err(Error::new(&fix::UNKNOWN_COPY).with("copy", name)),
    }
}

/// Gives the packages that [`run`] would check, in its order, without reading anything from a
/// copy. How far a budget reaches on each copy is known only when they are read side by side: of a
/// budget of bytes each is given an equal part here, whose list ends after the package with which
/// it is spent. A budget of time ends no list. Copies that rules leave alone now are left out.
pub fn preview(
    tenant: &TenantArchive,
    options: &RunOptions,
    each: &mut dyn FnMut(&DuePackage) -> Result<()>,
) -> Result<()> {
    preview_in(&Scene::holding(tenant, options.copy.as_deref()), options, each)
}

fn preview_in(
    scene: &Scene<'_>,
    options: &RunOptions,
    each: &mut dyn FnMut(&DuePackage) -> Result<()>,
) -> Result<()> {
    let copies = chosen(scene, options)?;
    let part = match options.budget {
        Some(Budget::Bytes(bytes)) => bytes.div_ceil(copies.len().max(1) as u64).max(1),
        _ => u64::MAX,
    };
    for copy in copies {
        let Ok(allowed) = allowance(scene, copy, options)? else { continue };
        let mut left = allowed.bytes.map_or(part, |bytes| bytes.min(part));
        let (due, _) = due::choose(scene, copy, &options_of(copy, options))?;
        due.each(&mut |due| {
            if left == 0 {
                return Ok(false);
            }
            let (files, bytes) = scene.catalog.stored_size(due.aip)?;
            left = left.saturating_sub(bytes);
            let (copy, checked_at) = (copy.name.clone(), due.finished.clone());
            let unfinished = due.cursor.is_some();
            each(&DuePackage { copy, aip: due.aip, checked_at, unfinished, files, bytes })?;
            Ok(true)
        })?;
    }
    Ok(())
}
