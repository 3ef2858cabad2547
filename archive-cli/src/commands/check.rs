//! `archive check`: what a municipality runs before it sends.

use super::bulk::{self, Purpose};
use crate::args::Check;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::package::{PackageReport, PackageStatus, judge};
use archive_core::Result;
use archive_core::finding::Class;
use archive_core::package::check::check_with;
use archive_core::package::reading::Progress;
use archive_core::package::{Options, Profile};
use std::path::Path;
use std::time::Instant;

/// Checks every package that is meant.
pub fn run(args: &Check, context: &Context) -> Result<Exit> {
    let profile = args.sources.profile.as_deref().map(Profile::open).transpose()?;
    let work = |path: &Path, threads: usize, progress: &Progress| {
        check(path, profile.as_ref(), threads, progress)
    };
    bulk::run(&args.sources, Purpose::Report, context, &work, &mut |_| {})
}

fn check(
    path: &Path,
    profile: Option<&Profile>,
    threads: usize,
    progress: &Progress,
) -> PackageReport {
    let begun = Instant::now();
    let mut report = PackageReport::new(path, PackageStatus::Valid);
    match check_with(path, &Options::default(), profile, threads, progress) {
        Ok(checked) => {
            report.kind = Some(checked.kind.as_str());
            report.container = Some(checked.container.as_str());
            report.files = checked.totals.files;
            report.bytes = checked.totals.bytes;
            report.class = judge(&checked.findings);
            report.findings = checked.findings;
        }
        Err(error) => {
            report.class = Some(error.class());
            report.findings.push(error.finding().clone());
        }
    }
    report.status = match report.class {
        None => PackageStatus::Valid,
        Some(Class::Invalid) => PackageStatus::Invalid,
        Some(_) => PackageStatus::Failed,
    };
    report.elapsed = begun.elapsed();
    report
}
