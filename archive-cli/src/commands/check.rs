//! `archive check`: what a municipality runs before it sends.

use super::{parallel, sources};
use crate::args::Check;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::package::{PackageReport, Reporter, Status, judge};
use crate::output::progress::Meter;
use archive_core::finding::Class;
use archive_core::package::check::check_with;
use archive_core::package::{Options, Profile};
use archive_core::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Instant;

/// Checks every package that is meant.
pub fn run(args: &Check, context: &Context) -> Result<Exit> {
    let begun = Instant::now();
    let profile = args.sources.profile.as_deref().map(Profile::open).transpose()?;
    let packages = sources::packages(&args.sources, context)?;
    let (jobs, threads) = sources::jobs(args.sources.jobs, packages.total);
    let meter = Meter::start(context, packages.total);
    let mut reporter = Reporter::new(context);
    let mut broken = None;
    let paths = packages.paths.take_while(|_| !context.stopped() && !context.out.is_closed());
    let work = |path: Result<PathBuf>| {
        let report = path.map(|path| check_one(&path, profile.as_ref(), threads, &meter));
        meter.counts().done.fetch_add(1, Ordering::Relaxed);
        report
    };
    parallel::in_order(paths, jobs, work, |report| match report {
        Ok(report) => reporter.package(&report),
        Err(error) => broken = Some(error),
    });
    drop(meter);
    let interrupted = context.stopped() || context.out.is_closed();
    let exit = reporter.finish(begun.elapsed(), interrupted);
    if let Some(error) = broken {
        context.report(error.finding());
        return Ok(exit.worse(Exit::of(error.class())));
    }
    Ok(exit)
}

fn check_one(
    path: &Path,
    profile: Option<&Profile>,
    threads: usize,
    meter: &Meter<'_>,
) -> PackageReport {
    let begun = Instant::now();
    let mut report = PackageReport::new(path, Status::Valid);
    let progress = &meter.counts().reading;
    match check_with(path, &Options::default(), profile, threads, progress) {
        Ok(checked) => {
            report.kind = Some(checked.kind.as_str());
            report.container = Some(checked.container.as_str());
            report.files = checked.totals.files;
            report.bytes = checked.totals.bytes;
            report.findings = checked.findings;
            report.class = judge(&report.findings);
        }
        Err(error) => refuse(&mut report, &error),
    }
    report.status = match report.class {
        None => Status::Valid,
        Some(Class::Invalid) => Status::Invalid,
        Some(_) => Status::Failed,
    };
    report.elapsed = begun.elapsed();
    report
}

/// Nothing can be said of the package but this.
fn refuse(report: &mut PackageReport, error: &Error) {
    report.findings.push(error.finding().clone());
    report.class = Some(error.class());
}
