//! Integrity: damage, the state of copies, runs and their summary.

use super::table::{self, Column, left, right};
use super::text::{self, Colour, both};
use crate::context::Context;
use archive_core::catalog::{Damage, DamageState, FixityRun};
use archive_core::config::CostSection;
use archive_core::digest::Digest;
use archive_core::finding::codes::fix;
use archive_core::finding::{Finding, Lang, Text};
use archive_core::fixity::{DuePackage, Forecast};
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

/// The body of a `cost` object.
#[derive(Serialize)]
struct CostBody<'a> {
    copy: &'a str,
    requests: u64,
    bytes: u64,
    currency: &'a str,
    amount: f64,
}

/// Prints what reading so many files and bytes of a copy costs.
pub fn cost(copy: &str, (requests, bytes): (u64, u64), prices: &CostSection, context: &Context) {
    let (out, lang, currency) = (&context.out, context.lang, &*prices.currency);
    let amount = prices.of(requests, bytes);
    if out.json() {
        return out.event("cost", &CostBody { copy, requests, bytes, currency, amount });
    }
    let number = format!("{amount:.2}");
    let number = match lang {
        Lang::En => number,
        Lang::De => number.replace('.', ","),
    };
    let what = both("about", "etwa").get(lang);
    let (requests, bytes) = (text::count(requests, lang), text::bytes(bytes, lang));
    let word = both("requests", "Anfragen").get(lang);
    out.text(&format!("{copy}: {what} {number} {currency} ({requests} {word}, {bytes})\n"));
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
    /// Whether it is a medium that is taken away, which is never due.
    pub offline: bool,
    /// When the newest run on it began, RFC 3339.
    pub last_run: Option<String>,
    /// What is to be expected; null of a medium that is taken away.
    pub forecast: Option<ForecastBody>,
}

/// What is to be expected of a copy.
#[derive(Debug, Clone, Serialize)]
pub struct ForecastBody {
    max_age_days: i64,
    due: u64,
    due_bytes: u64,
    late: u64,
    per_day: Option<u64>,
    needed: u64,
    breaks: Option<String>,
}

impl From<Forecast> for ForecastBody {
    fn from(forecast: Forecast) -> Self {
        let Forecast { max_age_days, due, due_bytes, late, per_day, needed, breaks } = forecast;
        Self { max_age_days, due, due_bytes, late, per_day, needed, breaks }
    }
}

impl ForecastBody {
    /// What must be known before the rule is broken, or because it is.
    pub fn warnings(&self, copy: &str) -> Vec<Finding> {
        let mut out = Vec::new();
        let about = |code| {
            let finding = Finding::new(code).with("copy", copy);
            finding.with("days", self.max_age_days)
        };
        if self.late > 0 {
            out.push(about(&fix::LATE).with("count", self.late));
        }
        if let (Some(date), Some(per_day)) = (&self.breaks, self.per_day) {
            let finding = about(&fix::WILL_BREAK).with("date", &date[..10]);
            out.push(finding.with("per_day", per_day).with("needed", self.needed));
        }
        out
    }
}

const STATE: [Column; 7] = [
    left("copy", "Kopie", 16),
    right("packages", "Pakete", 9),
    right("checked", "geprüft", 9),
    right("never", "nie", 9),
    right("damage", "Schäden", 9),
    right("due", "fällig", 9),
    left("oldest check", "älteste Prüfung", 0),
];

/// Prints the state of copies, and what is to be expected of them.
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
        let due = match &state.forecast {
            Some(forecast) => text::count(forecast.due, lang),
            None => both("offline", "offline").get(lang).to_owned(),
        };
        let values = [&*state.copy, &packages, &checked, &never, &damaged, &due, oldest];
        out.text(&table::row(&STATE, &values));
    }
    for state in copies {
        let warnings = state.forecast.iter().flat_map(|forecast| forecast.warnings(&state.copy));
        warnings.for_each(|finding| context.remark(&finding));
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
