//! What was handed out: one JSON object or one row with its findings, and the summary of all.

use super::json::{FindingsBody, GivenPath, Severities, seconds};
use super::table::{self, Column, left, right};
use super::text::{self, Colour, both};
use crate::context::Context;
use crate::exit::{Exit, Tally};
use archive_core::access::Exported;
use archive_core::aip::AipId;
use archive_core::finding::{Class, Findings, Text, printable};
use serde::Serialize;
use std::time::Duration;

/// What came of the export of one package.
#[derive(Debug)]
pub struct ExportReport {
    /// The package.
    pub aip: AipId,
    /// What was handed out; none where nothing was.
    pub exported: Option<Exported>,
    /// How long it took.
    pub elapsed: Duration,
    /// Everything found.
    pub findings: Findings,
    /// What kept it from being handed out.
    pub class: Option<Class>,
}

/// The body of an `export` object.
#[derive(Serialize)]
struct Body {
    aip: String,
    version: Option<u32>,
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_b64: Option<String>,
    files: u64,
    bytes: u64,
    seconds: f64,
    #[serde(flatten)]
    findings: FindingsBody,
}

impl From<&ExportReport> for Body {
    fn from(report: &ExportReport) -> Self {
        let done = report.exported.as_ref();
        let folder = done.map(|done| GivenPath::from(done.folder.as_path()));
        let (path, path_b64) = folder.map_or((None, None), |f| (Some(f.path), f.path_b64));
        Self {
            aip: report.aip.to_string(),
            version: done.map(|done| done.version),
            path,
            path_b64,
            files: done.map_or(0, |done| done.files),
            bytes: done.map_or(0, |done| done.bytes),
            seconds: seconds(report.elapsed),
            findings: FindingsBody::from(&report.findings),
        }
    }
}

/// The body of the `summary` object.
#[derive(Serialize)]
struct Summary {
    packages: u64,
    exported: u64,
    failed: u64,
    files: u64,
    bytes: u64,
    seconds: f64,
    #[serde(flatten)]
    severities: Severities,
    interrupted: bool,
    exit_code: u8,
}

const COLUMNS: [Column; 4] = [
    left("state", "Zustand", 14),
    right("files", "Dateien", 9),
    right("bytes", "Umfang", 10),
    left("folder", "Ordner", 0),
];

const DONE: Text = both("handed out", "ausgegeben");
const POSSIBLE: Text = both("possible", "möglich");
const FAILED: Text = both("failed", "gescheitert");

/// Prints exports one by one and sums them up.
pub struct Reporter<'a> {
    context: &'a Context,
    done: Text,
    tally: Tally,
    packages: u64,
    exported: u64,
    files: u64,
    bytes: u64,
    severities: Severities,
}

impl<'a> Reporter<'a> {
    /// Nothing is printed yet.
    pub fn new(context: &'a Context, dry_run: bool) -> Self {
        Self {
            context,
            done: if dry_run { POSSIBLE } else { DONE },
            tally: Tally::default(),
            packages: 0,
            exported: 0,
            files: 0,
            bytes: 0,
            severities: Severities::default(),
        }
    }

    /// Prints what came of a package and counts it.
    pub fn package(&mut self, report: &ExportReport) {
        self.tally.count(report.class);
        self.severities.add(&report.findings);
        if let Some(done) = &report.exported {
            self.exported += 1;
            self.files += done.files;
            self.bytes += done.bytes;
        }
        if self.context.out.json() {
            self.context.out.event("export", &Body::from(report));
        } else if !self.context.quiet || report.class.is_some() {
            self.row(report);
        }
        self.packages += 1;
        self.context.out.flush();
    }

    fn row(&self, report: &ExportReport) {
        let (out, lang) = (&self.context.out, self.context.lang);
        if self.packages == 0 && !self.context.quiet {
            out.text(&table::header(&COLUMNS, lang));
        }
        let body = Body::from(report);
        let (word, colour) = match report.class {
            None => (self.done.get(lang), Colour::Green),
            Some(_) => (FAILED.get(lang), Colour::Red),
        };
        // Without a folder the id says which package is meant.
        let place = printable(&body.path.unwrap_or(body.aip));
        let (files, bytes) = (text::count(body.files, lang), text::bytes(body.bytes, lang));
        let line = table::row(&COLUMNS, &[word, &files, &bytes, &place]);
        out.text(&line.replacen(word, &text::paint(word, colour, out.colour()), 1));
        let all = self.context.verbose > 0;
        out.text(&text::findings(&report.findings, lang, out.colour(), all));
    }

    /// Prints the summary and says what the command returns.
    pub fn finish(self, elapsed: Duration, interrupted: bool) -> Exit {
        let mut exit = self.tally.exit();
        if interrupted {
            exit = exit.worse(Exit::Interrupted);
        }
        if self.context.out.json() {
            let summary = Summary {
                packages: self.packages,
                exported: self.exported,
                failed: self.packages - self.exported,
                files: self.files,
                bytes: self.bytes,
                seconds: seconds(elapsed),
                severities: self.severities,
                interrupted,
                exit_code: exit.code(),
            };
            self.context.out.event("summary", &summary);
        } else if !self.context.quiet {
            self.context.out.text(&self.sentence(elapsed));
        }
        exit
    }

    fn sentence(&self, elapsed: Duration) -> String {
        let lang = self.context.lang;
        format!(
            "{}: {} {}, {} {}; {}, {} in {}\n",
            text::packages(self.packages, lang),
            text::count(self.exported, lang),
            self.done.get(lang),
            text::count(self.packages - self.exported, lang),
            FAILED.get(lang),
            text::files(self.files, lang),
            text::bytes(self.bytes, lang),
            text::duration(elapsed, lang),
        )
    }
}
