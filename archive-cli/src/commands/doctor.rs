//! `archive doctor`: checking the installation itself.

use crate::args::Doctor;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::{json, text};
use archive_core::Result;
use archive_core::doctor::{Options, examine};
use archive_core::finding::{Lang, Severity};
use serde::Serialize;

/// What the doctor found, in numbers.
#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
}

/// Tells everything that is not as it should be. Findings that are warnings or errors make the
/// exit code 1.
pub fn run(args: &Doctor, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let options =
        Options { full: args.full, reconcile: args.reconcile, dry_run: args.dry_run, threads };
    let findings = examine(&archive, options)?;
    for finding in findings.iter() {
        if context.out.json() {
            context.out.event("finding", &json::finding(finding));
        } else {
            let colour = context.out.colour();
            context.out.text(&text::error(finding, context.lang, colour));
        }
    }
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    if context.out.json() {
        context.out.event("summary", &Summary { errors, warnings });
    } else if !context.quiet {
        let text = match (context.lang, errors + warnings) {
            (Lang::En, 0) => "Everything is as it should be.\n".to_owned(),
            (Lang::De, 0) => "Alles ist, wie es sein soll.\n".to_owned(),
            (Lang::En, _) => format!("{errors} errors, {warnings} warnings.\n"),
            (Lang::De, _) => format!("{errors} Fehler, {warnings} Warnungen.\n"),
        };
        context.out.text(&text);
    }
    Ok(if errors + warnings == 0 { Exit::Ok } else { Exit::Failed })
}
