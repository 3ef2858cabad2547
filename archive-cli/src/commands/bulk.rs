//! One or many packages, for `check` and `ingest` alike: several at a time, printed in the order
//! given, with progress and a summary. What is done to a package is the caller's business.

use super::{parallel, sources};
use crate::args::Sources;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::package::{PackageReport, Reporter};
use crate::output::progress::Meter;
use archive_core::package::reading::Progress;
use archive_core::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Instant;

/// What is done to one package: its path, the threads it may use, the progress to be shown.
pub type Work<'w> = &'w (dyn Fn(&Path, usize, &Progress) -> PackageReport + Sync);
/// Called with each package in the order given, before it is printed.
pub type After<'a> = &'a mut dyn FnMut(&mut PackageReport);

/// Who reads what is printed, and what it means when nobody does any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The output is the result: without a reader the work ends.
    Report,
    /// The work is the result: it goes on without a reader.
    #[cfg(feature = "installation")]
    Work,
}

/// Works on every package that is meant.
pub fn run(
    sources: &Sources,
    purpose: Purpose,
    context: &Context,
    work: Work<'_>,
    after: After<'_>,
) -> Result<Exit> {
    let begun = Instant::now();
    let packages = sources::packages(sources, context)?;
    let (jobs, threads) = sources::jobs(sources.jobs, packages.total);
    let meter = Meter::start(context, packages.total);
    let mut reporter = Reporter::new(context);
    let mut broken = None;
    let ended = || context.stopped() || (purpose == Purpose::Report && context.out.is_closed());
    let paths = packages.paths.take_while(|_| !ended());
    let one = |path: Result<PathBuf>| {
        let counts = meter.counts();
        let report = path.map(|path| work(&path, threads, &counts.reading));
        counts.done.fetch_add(1, Ordering::Relaxed);
        report
    };
    parallel::in_order(paths, jobs, one, |report| match report {
        Ok(mut report) => {
            after(&mut report);
            reporter.package(&report);
        }
        Err(error) => broken = Some(error),
    });
    drop(meter);
    let exit = reporter.finish(begun.elapsed(), ended());
    Ok(broken.map_or(exit, |error| unreadable_list(&error, context).worse(exit)))
}

/// The list of packages ended with an error; those before it were worked on.
fn unreadable_list(error: &Error, context: &Context) -> Exit {
    context.report(error.finding());
    Exit::of(error.class())
}
