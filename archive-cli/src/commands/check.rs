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
use archive_core::package::check::{Discard, check_with};
use archive_core::package::reading::Progress;
#[cfg(feature = "installation")]
use archive_core::{
    config::Config,
    scan::{Clamd, Screening, VirusSettings},
};
use std::path::Path;
#[cfg(feature = "installation")]
use std::sync::Arc;
use std::time::Instant;

/// Checks every package that is meant.
pub fn run(args: &Check, context: &Context) -> Result<Exit> {
    let profile = sources::profile(&args.sources)?;
    let kind = sources::kind(&args.sources);
    let schemas = sources::schemas(context)?;
    let options = Options { profile, kind, schemas, ..Options::default() };
    let scan = Scan::of(context)?;
    let work = |path: &Path, threads: usize, progress: &Progress| {
        judged(path, &options, &scan, threads, progress)
    };
    bulk::run(&args.sources, Purpose::Report, context, &work, &mut |_| {})
}

/// The virus scan, where the installation that is meant has one.
#[derive(Default)]
struct Scan {
    #[cfg(feature = "installation")]
    scanner: Option<(Arc<Clamd>, VirusSettings)>,
}

#[cfg(feature = "installation")]
impl Scan {
    fn of(context: &Context) -> Result<Self> {
        let Ok((folder, _)) = context.place.folder() else { return Ok(Self::default()) };
        let settings = Config::read(&folder)?.virus_settings(context.place.tenant()?.as_ref());
        let scanner = Clamd::new(&settings)?;
        Ok(Self { scanner: scanner.map(|scanner| (Arc::new(scanner), settings)) })
    }

    /// What reads one package and keeps nothing.
    fn begin(&self) -> Result<Discard> {
        let Some((scanner, settings)) = &self.scanner else { return Ok(Discard::default()) };
        let screening = Screening::begin(Arc::clone(scanner), settings.clone())?;
        Ok(archive_core::ingest::screened(screening))
    }
}

#[cfg(not(feature = "installation"))]
#[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as with an installation")]
impl Scan {
    fn of(_context: &Context) -> Result<Self> {
        Ok(Self::default())
    }

    fn begin(&self) -> Result<Discard> {
        Ok(Discard::default())
    }
}

fn judged(
    path: &Path,
    options: &Options,
    scan: &Scan,
    threads: usize,
    progress: &Progress,
) -> PackageReport {
    let begun = Instant::now();
    let mut report = PackageReport::new(path, PackageStatus::Valid);
    let checked =
        scan.begin().and_then(|discard| check_with(path, options, &discard, threads, progress));
    match checked {
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
