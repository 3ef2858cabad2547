//! The copies of a run side by side: each with its share of the threads, all with one budget.

use super::allowance::{allowance, options_of};
use super::check::check_copy;
use super::chosen;
use super::options::{Events, Meter, RunOptions};
use super::scene::Scene;
use super::summary::{CopySummary, RunSummary};
use crate::archive::TenantCopy;
use crate::error::{Error, Result};
use crate::finding::codes::arc;
use crate::store::proof::Pace;

/// Checks the chosen copies.
pub(super) fn run_in(
    scene: &Scene<'_>,
    options: &RunOptions,
    events: &dyn Events,
    pace: &Pace,
) -> Result<RunSummary> {
    let copies = chosen(scene, options)?;
    let meter = Meter::new(options.budget);
    let check = |copy: &TenantCopy, threads| -> Result<Option<CopySummary>> {
        let _lock = scene.locks.take(&format!("fixity-{}", copy.name), options.wait)?;
        let own = match allowance(scene, copy, options)? {
            Ok(allowed) => Meter::of(&allowed),
            Err(resting) => {
                events.finding(&resting);
                return Ok(None);
            }
        };
        let options = options_of(copy, options);
        let meters = [&own, &meter];
        check_copy(scene, copy, &options, (threads, meters), events, pace).map(Some)
    };
    let shares = shares(options.threads, copies.len());
    let done = std::thread::scope(|scope| {
        let check = &check;
        let each = copies.iter().copied().zip(shares);
        let at_work: Vec<_> =
            each.map(|(copy, threads)| scope.spawn(move || check(copy, threads))).collect();
        let joined = at_work.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined
            .map(|ended| ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect::<Vec<_>>()
    });
    gather(&copies, done, events)
}

/// One summary of all copies, or what ended the run.
fn gather(
    copies: &[&TenantCopy],
    done: Vec<Result<Option<CopySummary>>>,
    events: &dyn Events,
) -> Result<RunSummary> {
    let mut summary = RunSummary::default();
    let mut busy: Vec<Error> = Vec::new();
    for (copy, done) in copies.iter().zip(done) {
        match done {
            Ok(Some(done)) => summary.copies.push(done),
            Ok(None) => summary.resting.push(copy.name.clone()),
            Err(error) if error.is(&arc::LOCKED) => {
                summary.busy.push(copy.name.clone());
                busy.push(error);
            }
            Err(error) => return Err(error),
        }
    }
    if summary.copies.is_empty()
        && let Some(error) = busy.pop()
    {
        return Err(error);
    }
    for error in busy {
        events.finding(error.finding());
    }
    Ok(summary)
}

/// The threads of each copy: all are shared out, and each has one at least.
fn shares(threads: usize, copies: usize) -> impl Iterator<Item = usize> {
    let each = threads / copies.max(1);
    let more = threads % copies.max(1);
    (0..copies).map(move |at| (each + usize::from(at < more)).max(1))
}

#[cfg(test)]
mod tests {
    use super::shares;

    #[test]
    fn every_thread_works_and_every_copy_has_one() {
        for (threads, copies, expected) in
            [(8, 3, vec![3, 3, 2]), (1, 3, vec![1, 1, 1]), (4, 1, vec![4]), (0, 1, vec![1])]
        {
            assert_eq!(shares(threads, copies).collect::<Vec<_>>(), expected);
        }
        assert_eq!(shares(4, 0).count(), 0);
    }
}
