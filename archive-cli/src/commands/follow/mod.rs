//! `archive ingest --follow`: folders into which others put packages, watched until somebody says
//! stop. How a package gets from its first byte to its place aside: `docs/watch-folder.md`.

mod ledger;
mod signature;
mod watch;

use super::{aside, parallel, sources};
use crate::args::Ingest;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::package::{PackageReport, PackageStatus, Reporter};
use crate::output::progress::Meter;
use archive_core::finding::codes::{arc, cli, pkg};
use archive_core::finding::{Class, Finding};
use archive_core::fs::{self, Folder, Kind};
use archive_core::ingest::{Request, Session};
use archive_core::{Error, Result};
use ledger::{Ledger, Taken};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use watch::Watch;

/// Where stored packages go if nothing else is said: a folder in the watched one.
const STORED: &str = "_stored";
/// Where rejected packages go if nothing else is said.
const REJECTED: &str = "_rejected";
/// Where packages with a virus go if nothing else is said.
const QUARANTINE: &str = "_quarantine";

/// A watched folder with the places for what is settled.
struct Post {
    folder: PathBuf,
    stored: PathBuf,
    rejected: PathBuf,
    /// None where no package can be kept in quarantine.
    quarantine: Option<PathBuf>,
    /// Held so that nobody else watches the same folder.
    _lock: Folder,
}

impl Post {
    /// Where packages go that are settled.
    fn places(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.stored, &self.rejected].into_iter().chain(&self.quarantine)
    }
}

/// Takes in what comes until the user or the system says stop.
pub fn run(args: &Ingest, session: &Session<'_>, context: &Context) -> Result<Exit> {
    let begun = Instant::now();
    let posts = args.sources.paths.iter().map(|folder| post(folder, args, session.quarantines()));
    let posts = posts.collect::<Result<Vec<_>>>()?;
    refuse_circles(&posts)?;
    for place in posts.iter().flat_map(Post::places) {
        if let Some(finding) = aside::finish(place) {
            context.remark(&finding);
        }
    }
    let (jobs, threads) = sources::jobs(args.sources.jobs, 0);
    let profile = sources::profile(&args.sources)?;
    let kind = sources::kind(&args.sources);
    let schemas = sources::schemas(context)?;
    let meter = Meter::on_terminal(context);
    let mut reporter = Reporter::new(context);
    let ledger = Ledger::new(Duration::from_secs(args.settle));
    let broken = AtomicBool::new(false);
    let watch = Watch::new(&posts, &ledger, context, &broken);
    let one = |taken: Taken| {
        let _tell = TellPanic(&broken);
        let counts = meter.counts();
        let request = Request {
            threads,
            profile: profile.clone(),
            kind,
            schemas: schemas.clone(),
            ..Request::default()
        };
        let report = refused(&taken.path).unwrap_or_else(|| {
            PackageReport::from(session.ingest(&taken.path, &request, &counts.reading))
        });
        counts.done.fetch_add(1, Ordering::Relaxed);
        (taken, report)
    };
    parallel::as_done(watch, jobs, one, |(taken, mut report)| {
        settle(taken, &mut report, &posts, &ledger, session);
        reporter.package(&report);
    });
    drop(meter);
    Ok(reporter.finish(begun.elapsed(), context.stopped()))
}

/// Makes the others stop waiting for packages when one of them panics.
struct TellPanic<'a>(&'a AtomicBool);

impl Drop for TellPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}

fn post(folder: &Path, args: &Ingest, quarantines: bool) -> Result<Post> {
    if fs::stat(&fs::canonical(folder)?)?.kind != Kind::Folder {
        return Err(Error::new(&cli::NOT_A_FOLDER).at(folder.display().to_string()));
    }
    let lock = Folder::open(folder)?;
    // Some network shares know no locks: there it is up to the operator.
    if lock.try_lock().is_ok_and(|taken| !taken) {
        return Err(Error::new(&arc::LOCKED).at(folder.display().to_string()));
    }
    let place = |given: &Option<PathBuf>, own| -> Result<PathBuf> {
        let place = given.clone().unwrap_or_else(|| folder.join(own));
        fs::create_folders(&place)?;
        if fs::stat(&fs::canonical(&place)?)?.identity.0
            != fs::stat(&fs::canonical(folder)?)?.identity.0
        {
            let error = Error::new(&cli::OTHER_FILE_SYSTEM).at(place.display().to_string());
            return Err(error.with("folder", folder.display()));
        }
        Ok(place)
    };
    Ok(Post {
        folder: folder.to_owned(),
        stored: place(&args.move_to, STORED)?,
        rejected: place(&args.rejected_to, REJECTED)?,
        quarantine: quarantines
            .then(|| place(&super::ingest::quarantine(args), QUARANTINE))
            .transpose()?,
        _lock: lock,
    })
}

/// What is moved aside must not lie where it would be taken again: in a watched folder or inside
/// one of its packages. A folder of its own directly in a watched folder is left out there.
fn refuse_circles(posts: &[Post]) -> Result<()> {
    for post in posts {
        let watched = fs::canonical(&post.folder)?;
        for place in posts.iter().flat_map(Post::places) {
            let full = fs::canonical(place)?;
            if full.starts_with(&watched) && full.parent() != Some(&watched) {
                let error = Error::new(&cli::ASIDE_IS_WATCHED).at(place.display().to_string());
                return Err(error.with("folder", post.folder.display()));
            }
        }
    }
    Ok(())
}

/// Who may write to a watched folder may not thereby have files read that lie elsewhere: a link is
/// no package.
fn refused(path: &Path) -> Option<PackageReport> {
    let kind = match fs::stat(path).ok()?.kind {
        Kind::File | Kind::Folder | Kind::Unreadable => return None,
        Kind::Link => Finding::new(&pkg::LINK).with("kind", "symbolic link"),
        Kind::Special => Finding::new(&pkg::SPECIAL).with("kind", "device, pipe or socket"),
    };
    let mut report = PackageReport::new(path, PackageStatus::Rejected);
    report.class = Some(Class::Invalid);
    report.findings.push(kind.at(path.display().to_string()));
    Some(report)
}

/// Moves a package aside where it is settled what becomes of it, and remembers the others.
fn settle(
    taken: Taken,
    report: &mut PackageReport,
    posts: &[Post],
    ledger: &Ledger,
    session: &Session<'_>,
) {
    let post = &posts[taken.post];
    let aside = match report.status {
        PackageStatus::Stored | PackageStatus::Duplicate => &post.stored,
        PackageStatus::Rejected => &post.rejected,
        PackageStatus::Quarantined => post.quarantine.as_ref().unwrap_or(&post.rejected),
        PackageStatus::Failed | PackageStatus::Valid | PackageStatus::Invalid => {
            // What the failure left unfinished is continued at the next try.
            if let Err(error) = session.refresh() {
                report.findings.push(error.finding().clone());
            }
            return ledger.try_again(taken);
        }
    };
    if signature::of(&taken.path) != taken.signature {
        let finding = Finding::new(&cli::CHANGED_SINCE);
        report.findings.push(finding.at(taken.path.display().to_string()));
        return ledger.forget(&taken.path);
    }
    match aside::move_to(&taken.path, aside) {
        None => ledger.forget(&taken.path),
        Some(finding) => {
            report.findings.push(finding);
            ledger.leave(taken);
        }
    }
}
