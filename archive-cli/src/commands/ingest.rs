//! `archive ingest`: taking packages in.

use super::bulk::{self, Purpose};
use crate::args::Ingest;
use crate::context::{Context, aip_id};
use crate::exit::Exit;
use crate::output::package::{PackageReport, Status};
use archive_core::finding::Finding;
use archive_core::finding::codes::cli;
use archive_core::ingest::{Request, Session};
use archive_core::package::reading::Progress;
use archive_core::{Result, fs};
use std::path::{Path, PathBuf};

/// Takes in every package that is meant.
pub fn run(args: &Ingest, context: &Context) -> Result<Exit> {
    if args.follow {
        return Err(super::not_in_build("ingest --follow"));
    }
    if args.sources.profile.is_some() {
        return Err(super::not_in_build("ingest --profile"));
    }
    let as_version_of = args.as_version_of.as_deref().map(aip_id).transpose()?;
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    if !args.dry_run {
        archive.keep_config()?;
    }
    let session = Session::open(&tenant)?;
    let work = |path: &Path, threads: usize, progress: &Progress| {
        let request = Request { as_version_of, dry_run: args.dry_run, threads };
        PackageReport::from(session.ingest(path, &request, progress))
    };
    let mut after = |report: &mut PackageReport| {
        if let Some(folder) = args.move_to.as_deref().filter(|_| !args.dry_run) {
            move_aside(report, folder);
        }
    };
    bulk::run(&args.sources, Purpose::Work, context, &work, &mut after)
}

/// Moves a package that is in the archive now. Where that fails the package stays and a warning
/// says so: it is stored none the less.
fn move_aside(report: &mut PackageReport, folder: &Path) {
    if !matches!(report.status, Status::Stored | Status::Duplicate) {
        return;
    }
    let Some(target) = free_place(&report.path, folder) else { return };
    let moved = fs::create_folders(folder).and_then(|()| fs::rename(&report.path, &target));
    if let Err(failure) = moved {
        let finding = Finding::new(&cli::NOT_MOVED).at(report.path.display().to_string());
        report.findings.push(finding.with("reason", &failure.source));
    }
}

/// A name in the folder that nothing has yet: that of the package, else with a number behind.
fn free_place(package: &Path, folder: &Path) -> Option<PathBuf> {
    let name = package.file_name()?;
    let numbered = |number: u32| {
        let mut name = name.to_owned();
        if number > 1 {
            name.push(format!("~{number}"));
        }
        folder.join(name)
    };
    (1..=u32::MAX).map(numbered).find(|target| !fs::exists(target))
}
