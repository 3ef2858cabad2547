//! `archive check`: what a municipality runs before it sends.

use super::bulk::{self, Purpose};
use super::sources;
use crate::args::Check;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::package::{PackageReport, PackageStatus, judge};
use archive_core::Result;
use archive_core::finding::Class;
use archive_core::package::Options;
use archive_core::package::check::check;
use archive_core::package::reading::Progress;
use std::path::Path;
use std::time::Instant;

/// Checks every package that is meant.
pub fn run(args: &Check, context: &Context) -> Result<Exit> {
    let profile = sources::profile(&args.sources)?;
    let kind = sources::kind(&args.sources);
    let schemas = sources::schemas(context)?;
    let options = Options { profile, kind, schemas, ..Options::default() };
    let work = |path: &Path, threads: usize, progress: &Progress| {
        judged(path, &options, threads, progress)
    };
    bulk::run(&args.sources, Purpose::Report, context, &work, &mut |_| {})
}

fn judged(path: &Path, options: &Options, threads: usize, progress: &Progress) -> PackageReport {
    let begun = Instant::now();
    let mut report = PackageReport::new(path, PackageStatus::Valid);
    match check(path, options, threads, progress) {
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
