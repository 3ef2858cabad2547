//! Integrity: damage, the state of copies, runs and their summary.

use super::table::{self, Column, left, right};
use super::text::{self, Colour, both};
use crate::context::Context;
use archive_core::catalog::{Damage, DamageState, FixityRun};
use archive_core::digest::Digest;
use archive_core::finding::Text;
use archive_core::fixity::DuePackage;
use serde::Serialize;
use std::path::Path;

/// The body of a `damage` object.
#[derive(Serialize)]
struct DamageBody<'a> {
    aip: Option<String>,
    copy: &'a str,
    path: &'a str,
    files: &'a [String],
    state: &'static str,
    found: &'a str,
    repaired: bool,
}

const fn word(state: DamageState) -> Text {
    match state {
        DamageState::Corrupt => both("corrupt", "verändert"),
        DamageState::Missing => both("missing", "fehlt"),
        DamageState::Unreadable => both("unreadable", "unlesbar"),
        DamageState::Unexpected => both("unexpected", "unerwartet"),
    }
}

/// Prints one damaged file.
pub fn damage(damage: &Damage, repaired: bool, context: &Context) {
    let (out, lang) = (&context.out, context.lang);
    if out.json() {
        let body = DamageBody {
            aip: damage.aip.map(|aip| aip.to_string()),
            copy: &damage.copy,
            path: &damage.path,
            files: &damage.files,
            state: damage.state.as_str(),
            found: &damage.found,
            repaired,
        };
        out.event("damage", &body);
        out.flush();
        return;
    }
    let state = text::paint(word(damage.state).get(lang), Colour::Red, out.colour());
    let path = archive_core::finding::printable(&damage.path);
    let mended = if repaired { both(" (repaired)", " (behoben)").get(lang) } else { "" };
    out.text(&format!("{state}: {}: {path}{mended}\n", damage.copy));
    for file in &damage.files {
        out.text(&format!("  {}\n", archive_core::finding::printable(file)));
    }
    out.flush();
}

/// The body of a `report` object.
#[derive(Serialize)]
struct ReportBody {
    file: String,
    sha512: String,
}

/// Prints a file of a report with its digest.
pub fn report(file: &Path, digest: &Digest, context: &Context) {
    let body = ReportBody { file: file.display().to_string(), sha512: digest.hex() };
    if context.out.json() {
        context.out.event("report", &body);
    } else {
        context.out.text(&format!("{}\n  SHA-512 {}\n", body.file, body.sha512));
    }
}

/// The body of a `due` object.
#[derive(Serialize)]
struct DueBody<'a> {
    copy: &'a str,
    aip: String,
    checked_at: Option<&'a str>,
    unfinished: bool,
    files: u64,
    bytes: u64,
}

const DUE: [Column; 5] = [
    left("copy", "Kopie", 16),
    left("last check", "letzte Prüfung", 20),
    right("files", "Dateien", 9),
    right("bytes", "Umfang", 10),
    left("package", "Paket", 0),
];

/// Prints the names of the columns of [`due`].
pub fn due_header(context: &Context) {
    if !context.out.json() {
        context.out.text(&table::header(&DUE, context.lang));
    }
}

/// Prints a package that a run would read.
pub fn due(due: &DuePackage, context: &Context) {
    let (out, lang) = (&context.out, context.lang);
    let (aip, checked_at) = (due.aip.to_string(), due.checked_at.as_deref());
    if out.json() {
        let (copy, unfinished) = (&*due.copy, due.unfinished);
        let (files, bytes) = (due.files, due.bytes);
        out.event("due", &DueBody { copy, aip, checked_at, unfinished, files, bytes });
        return;
    }
    let last = match checked_at {
        _ if due.unfinished => both("unfinished", "unfertig").get(lang),
        None => both("never", "nie").get(lang),
        Some(at) => at,
    };
    let (files, bytes) = (text::count(due.files, lang), text::bytes(due.bytes, lang));
    out.text(&table::row(&DUE, &[&*due.copy, last, &files, &bytes, &aip]));
}

/// How far a copy is checked: the body of a `copy` object.
#[derive(Debug, Clone, Serialize)]
pub struct CopyState {
    /// The copy.
    pub copy: String,
    /// Packages of the tenant.
    pub packages: u64,
    /// Packages that were checked to the end at least once.
    pub checked: u64,
    /// Packages that were never checked.
    pub never_checked: u64,
    /// When the check that is longest ago ended, RFC 3339.
    pub oldest: Option<String>,
    /// Damaged files that are known and not mended.
    pub open_damage: u64,
}

const STATE: [Column; 6] = [
    left("copy", "Kopie", 16),
    right("packages", "Pakete", 9),
    right("checked", "geprüft", 9),
    right("never", "nie", 9),
    right("damage", "Schäden", 9),
    left("oldest check", "älteste Prüfung", 0),
];

/// Prints the state of copies.
pub fn status(copies: &[CopyState], context: &Context) {
    let (out, lang) = (&context.out, context.lang);
    if !out.json() {
        out.text(&table::header(&STATE, lang));
    }
    for state in copies {
        if out.json() {
            out.event("copy", state);
            continue;
        }
        let counts = [state.packages, state.checked, state.never_checked, state.open_damage];
        let [packages, checked, never, damaged] = counts.map(|count| text::count(count, lang));
        let oldest = state.oldest.as_deref().unwrap_or("-");
        let values = [&*state.copy, &packages, &checked, &never, &damaged, oldest];
        out.text(&table::row(&STATE, &values));
    }
}

/// The body of a `run` object.
#[derive(Serialize)]
struct RunBody<'a> {
    run: String,
    copy: &'a str,
    begun: &'a str,
    ended: Option<&'a str>,
    packages: u64,
    files: u64,
    bytes: u64,
    damaged: u64,
}

const RUNS: [Column; 7] = [
    left("begun", "begonnen", 20),
    left("ended", "beendet", 20),
    left("copy", "Kopie", 16),
    right("packages", "Pakete", 9),
    right("files", "Dateien", 9),
    right("bytes", "Umfang", 10),
    right("damaged", "Schäden", 9),
];

/// Prints runs, one a line.
pub fn history(runs: &[FixityRun], context: &Context) {
    let (out, lang) = (&context.out, context.lang);
    if !out.json() {
        out.text(&table::header(&RUNS, lang));
    }
    for run in runs {
        let ended = run.ended.as_deref();
        if out.json() {
            let body = RunBody {
                run: run.run.to_string(),
                copy: &run.copy,
                begun: &run.begun,
                ended,
                packages: run.packages,
                files: run.files,
                bytes: run.bytes,
                damaged: run.damaged,
            };
            out.event("run", &body);
            continue;
        }
        let [packages, files, damaged] =
            [run.packages, run.files, run.damaged].map(|count| text::count(count, lang));
        let ended = ended.unwrap_or(both("interrupted", "unterbrochen").get(lang));
        let bytes = text::bytes(run.bytes, lang);
        let values = [&*run.begun, ended, &*run.copy, &packages, &files, &bytes, &damaged];
        out.text(&table::row(&RUNS, &values));
    }
}
