//! `archive identify`: which formats files have.

use super::{formats, parallel, sources};
use crate::args::{Identify, Sources};
use crate::context::Context;
use crate::exit::{Exit, Tally};
use crate::output::json::GivenPath;
use archive_core::finding::codes::pkg;
use archive_core::finding::{Finding, Severity, printable};
use archive_core::format::{FileWindow, Format, Identification, Registry, Warning};
use archive_core::fs::{self, Kind, raw_bytes};
use archive_core::{Error, Result};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Files that one thread takes at once.
const BATCH: usize = 64;

/// The body of a `file` object.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    path: GivenPath,
    bytes: u64,
    puids: Vec<&'a str>,
    basis: &'static str,
    mime: Option<&'a str>,
    name: Option<&'a str>,
    version: Option<&'a str>,
    warnings: Vec<&'static str>,
}

/// What was found of one file.
struct Verdict {
    path: PathBuf,
    found: Result<(u64, Identification)>,
}

/// Identifies every file that is meant, in order.
pub fn run(args: &Identify, context: &Context) -> Result<Exit> {
    let registry =
        formats::registry(args.signatures.as_deref(), args.containers.as_deref(), context)?;
    let sources = Sources {
        paths: args.paths.clone(),
        each: false,
        from_file: args.from_file.clone(),
        only: Vec::new(),
        jobs: args.jobs,
        profile: None,
        kind: None,
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut files =
        Files { given: sources::packages(&sources, context)?.paths, waiting: Vec::new() };
    let batches = std::iter::from_fn(|| {
        let batch: Vec<_> = if context.stopped() || context.out.is_closed() {
            Vec::new()
        } else {
            files.by_ref().take(BATCH).collect()
        };
        (!batch.is_empty()).then_some(batch)
    });
    let work = |batch: Vec<Result<PathBuf, Unreadable>>| {
        let mut window = FileWindow::default();
        batch.into_iter().map(|file| judged(file, &registry, &mut window)).collect::<Vec<_>>()
    };
    let mut tally = Tally::default();
    parallel::in_order(batches, args.jobs.map_or(cores, usize::from), work, |verdicts| {
        for verdict in verdicts {
            tally.count(verdict.found.as_ref().err().map(Error::class));
            tell(&verdict, &registry, context);
        }
    });
    let exit = tally.exit();
    Ok(if context.stopped() { exit.worse(Exit::Interrupted) } else { exit })
}

fn judged(
    file: Result<PathBuf, Unreadable>,
    registry: &Registry,
    window: &mut FileWindow,
) -> Verdict {
    match file {
        Ok(path) => {
            let found = window.read(&path, registry).map(|window| {
                let name = path.file_name().map(raw_bytes).unwrap_or_default();
                (window.size, registry.identify(&String::from_utf8_lossy(&name), window))
            });
            Verdict { path, found }
        }
        Err(Unreadable { path, error }) => Verdict { path, found: Err(error) },
    }
}

fn tell(verdict: &Verdict, registry: &Registry, context: &Context) {
    let (size, found) = match &verdict.found {
        Ok((size, found)) => (*size, found),
        Err(error) => return context.report(error.finding()),
    };
    let formats: Vec<_> = found.formats.iter().map(|id| registry.format(*id)).collect();
    let first = formats.first();
    if context.out.json() {
        let filled = |text: fn(&Format) -> &str| {
            first.map(|format| text(format)).filter(|text| !text.is_empty())
        };
        let body = Body {
            path: GivenPath::from(verdict.path.as_path()),
            bytes: size,
            puids: formats.iter().map(|format| format.puid.as_str()).collect(),
            basis: found.basis.as_str(),
            mime: filled(Format::usual_mime),
            name: filled(|format| &format.name),
            version: filled(|format| &format.version),
            warnings: found.warnings().map(Warning::as_str).collect(),
        };
        context.out.event("file", &body);
    } else if !context.quiet || found.warnings().next().is_some() {
        line(&verdict.path, &formats, found, context);
    }
}

fn line(path: &Path, formats: &[&Format], found: &Identification, context: &Context) {
    let puids: Vec<_> = formats.iter().map(|format| printable(&format.puid)).collect();
    let puids = if puids.is_empty() { "-".to_owned() } else { puids.join(" ") };
    let name = formats.first().map(|format| format!("{} {}", format.name, format.version));
    let name = printable(&name.unwrap_or_default());
    let told = |warning: Warning| {
        format!("  [{}: {}]", warning.code().id, warning.code().title.get(context.lang))
    };
    let warnings: String = found.warnings().map(told).collect();
    let shown = GivenPath::from(path).path;
    let path = printable(&shown);
    let line = format!("{puids:<12} {path}  {}", name.trim_end());
    context.out.text(&format!("{}{warnings}\n", line.trim_end()));
    if context.verbose > 0 {
        for warning in found.warnings() {
            let finding = Finding::new(warning.code()).at(shown.clone());
            debug_assert!(finding.severity() != Severity::Error);
            context.out.text(&format!("             {}\n", finding.message(context.lang)));
        }
    }
}

/// A place of which not even the files are known.
struct Unreadable {
    path: PathBuf,
    error: Error,
}

/// Every file that was named or lies below a folder that was named, in the order of the names.
struct Files {
    given: Box<dyn Iterator<Item = Result<PathBuf>> + Send>,
    waiting: Vec<(PathBuf, Kind)>,
}

impl Files {
    /// What lies in a folder comes next; links in it are passed over.
    fn enter(&mut self, folder: &Path) -> Result<()> {
        let entries = fs::read_folder(folder)?;
        let wanted = entries.into_iter().filter(|e| matches!(e.kind, Kind::File | Kind::Folder));
        self.waiting.extend(wanted.rev().map(|entry| (folder.join(&entry.name), entry.kind)));
        Ok(())
    }

    fn named(path: PathBuf) -> Result<(PathBuf, Kind), Unreadable> {
        let kind = fs::canonical(&path).and_then(|real| fs::stat(&real)).map(|stat| stat.kind);
        match kind {
            Ok(kind) => Ok((path, kind)),
            Err(error) => Err(Unreadable { path, error: error.into() }),
        }
    }
}

impl Iterator for Files {
    type Item = Result<PathBuf, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (path, kind) = match self.waiting.pop() {
                Some(next) => next,
                None => match self.given.next()? {
                    Ok(path) => match Self::named(path) {
                        Ok(next) => next,
                        Err(unreadable) => return Some(Err(unreadable)),
                    },
                    Err(error) => return Some(Err(Unreadable { path: PathBuf::new(), error })),
                },
            };
            if kind == Kind::File {
                return Some(Ok(path));
            }
            if kind != Kind::Folder {
                let error = Error::new(&pkg::SPECIAL).at(path.display().to_string());
                let error = error.with("kind", "special file");
                return Some(Err(Unreadable { path, error }));
            }
            if let Err(error) = self.enter(&path) {
                return Some(Err(Unreadable { path, error }));
            }
        }
    }
}
