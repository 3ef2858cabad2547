//! `archive ingest`: taking packages in.

use super::bulk::{self, Purpose};
use super::{aside, follow, sources};
use crate::args::Ingest;
use crate::context::{Context, aip_id};
use crate::exit::Exit;
use crate::output::package::{PackageReport, PackageStatus};
use archive_core::Result;
use archive_core::ingest::{Request, Session};
use archive_core::package::reading::Progress;
use std::path::{Path, PathBuf};

/// The folder beside that of `--move-to`.
const QUARANTINE: &str = "quarantine";

/// Takes in every package that is meant.
pub fn run(args: &Ingest, context: &Context) -> Result<Exit> {
    let profile = sources::profile(&args.sources)?;
    let kind = sources::kind(&args.sources);
    let schemas = sources::schemas(context)?;
    let as_version_of = args.as_version_of.as_deref().map(aip_id).transpose()?;
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    let session = if args.dry_run {
        Session::for_trying(&tenant)
    } else {
        archive.keep_config()?;
        Session::open(&tenant)?
    };
    session.told().iter().for_each(|finding| context.remark(finding));
    if args.follow {
        return follow::run(args, &session, context);
    }
    let work = |path: &Path, threads: usize, progress: &Progress| {
        let (profile, schemas) = (profile.clone(), schemas.clone());
        let dry_run = args.dry_run;
        let request = Request { as_version_of, dry_run, threads, profile, kind, schemas };
        PackageReport::from(session.ingest(path, &request, progress))
    };
    let quarantine = quarantine(args);
    let mut after = |report: &mut PackageReport| {
        let folder = match report.status {
            PackageStatus::Stored | PackageStatus::Duplicate => args.move_to.as_deref(),
            PackageStatus::Rejected => args.rejected_to.as_deref(),
            PackageStatus::Quarantined => quarantine.as_deref(),
            PackageStatus::Failed | PackageStatus::Valid | PackageStatus::Invalid => None,
        };
        if let Some(folder) = folder.filter(|_| !args.dry_run)
            && let Some(finding) = aside::move_to(&report.path, folder)
        {
            report.findings.push(finding);
        }
    };
    let folders = [&args.move_to, &args.rejected_to, &quarantine].into_iter().flatten();
    for folder in folders.filter(|_| !args.dry_run) {
        if let Some(finding) = aside::finish(folder) {
            context.remark(&finding);
        }
    }
    bulk::run(&args.sources, Purpose::Work, context, &work, &mut after)
}

/// Where infected packages go that shall be kept aside: the folder that was named, else one beside
/// that of packages that were stored.
pub fn quarantine(args: &Ingest) -> Option<PathBuf> {
    let beside = || {
        let stored = args.move_to.as_deref()?;
        stored.file_name().map(|_| stored.with_file_name(QUARANTINE))
    };
    args.quarantine_to.clone().or_else(beside)
}
