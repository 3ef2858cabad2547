//! What came of a package, for `check` and `ingest` alike: one JSON object or one row with its
//! findings, and the summary of all.

use super::json::{FindingsBody, GivenPath, Severities, seconds};
use super::table::{Column, left, right};
use super::{table, text};
use crate::context::Context;
use crate::exit::{Exit, Tally};
use archive_core::finding::{Class, Findings, Severity, Text};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Duration;
use text::{Colour, both};

/// How it ended with a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PackageStatus {
    /// Every required copy holds it, read back and recorded.
    Stored,
    /// The same package was stored before.
    Duplicate,
    /// The package is not valid and was not taken.
    Rejected,
    /// A virus was found in the package; it was not taken, and is kept aside.
    Quarantined,
    /// Something else than the package failed.
    Failed,
    /// The package is in order.
    Valid,
    /// The package is not in order.
    Invalid,
}

impl PackageStatus {
    /// Every status, good ones first.
    pub const ALL: [Self; 7] = [
        Self::Stored,
        Self::Duplicate,
        Self::Valid,
        Self::Rejected,
        Self::Quarantined,
        Self::Invalid,
        Self::Failed,
    ];

    /// The word for people.
    pub const fn word(self) -> Text {
        match self {
            Self::Stored => both("stored", "gespeichert"),
            Self::Duplicate => both("duplicate", "vorhanden"),
            Self::Rejected => both("rejected", "zurückgewiesen"),
            Self::Quarantined => both("quarantined", "Quarantäne"),
            Self::Failed => both("failed", "gescheitert"),
            Self::Valid => both("valid", "gültig"),
            Self::Invalid => both("invalid", "ungültig"),
        }
    }

    const fn colour(self) -> Colour {
        match self {
            Self::Stored | Self::Duplicate | Self::Valid => Colour::Green,
            Self::Rejected | Self::Quarantined | Self::Invalid | Self::Failed => Colour::Red,
        }
    }
}

/// A copy that holds the package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirmed {
    /// Its name.
    pub name: String,
    /// What the read-back came from: `medium`, `remote` or `cache`.
    pub confirmed: String,
}

/// What came of a package.
#[derive(Debug)]
pub struct PackageReport {
    /// The path as given.
    pub path: PathBuf,
    /// What it was (`folder`, `bagit` …), where that could be told.
    pub kind: Option<&'static str>,
    /// In what it came (`dir`, `zip` …).
    pub container: Option<&'static str>,
    /// How it ended.
    pub status: PackageStatus,
    /// The stored package.
    pub aip: Option<String>,
    /// Its version.
    pub version: Option<u32>,
    /// Files received.
    pub files: u64,
    /// Bytes received.
    pub bytes: u64,
    /// How long it took.
    pub elapsed: Duration,
    /// The copies that hold it.
    pub copies: Vec<Confirmed>,
    /// Everything found.
    pub findings: Findings,
    /// What kept it from being good.
    pub class: Option<Class>,
}

impl PackageReport {
    /// A report on a path of which nothing is known yet.
    pub fn new(path: &Path, status: PackageStatus) -> Self {
        Self {
            path: path.to_owned(),
            kind: None,
            container: None,
            status,
            aip: None,
            version: None,
            files: 0,
            bytes: 0,
            elapsed: Duration::ZERO,
            copies: Vec::new(),
            findings: Findings::new(),
            class: None,
        }
    }
}

#[cfg(feature = "installation")]
impl From<archive_core::ingest::Outcome> for PackageReport {
    fn from(outcome: archive_core::ingest::Outcome) -> Self {
        use archive_core::ingest::Status as Ended;
        use archive_core::package::{Kind, container::ContainerKind};
        let copy = |copy: archive_core::ingest::ConfirmedCopy| Confirmed {
            name: copy.name,
            confirmed: copy.confirmed,
        };
        Self {
            status: match outcome.status {
                Ended::Stored => PackageStatus::Stored,
                Ended::Duplicate => PackageStatus::Duplicate,
                Ended::Rejected => PackageStatus::Rejected,
                Ended::Quarantined => PackageStatus::Quarantined,
                Ended::Failed => PackageStatus::Failed,
                Ended::Valid => PackageStatus::Valid,
            },
            kind: outcome.kind.map(Kind::as_str),
            container: outcome.container.map(ContainerKind::as_str),
            aip: outcome.aip.map(|aip| aip.to_string()),
            version: outcome.version,
            files: outcome.files,
            bytes: outcome.bytes,
            elapsed: outcome.elapsed,
            copies: outcome.copies.into_iter().map(copy).collect(),
            findings: outcome.findings,
            class: outcome.class,
            path: outcome.path,
        }
    }
}

/// The body of a `package` object of `check` and `ingest`.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    path: GivenPath,
    kind: Option<&'a str>,
    container: Option<&'a str>,
    envelopes: [&'a str; 0],
    status: PackageStatus,
    aip: Option<&'a str>,
    version: Option<u32>,
    files: u64,
    bytes: u64,
    seconds: f64,
    copies: &'a [Confirmed],
    #[serde(flatten)]
    findings: FindingsBody,
}

impl<'a> From<&'a PackageReport> for Body<'a> {
    fn from(report: &'a PackageReport) -> Self {
        Self {
            path: GivenPath::from(report.path.as_path()),
            kind: report.kind,
            container: report.container,
            envelopes: [],
            status: report.status,
            aip: report.aip.as_deref(),
            version: report.version,
            files: report.files,
            bytes: report.bytes,
            seconds: seconds(report.elapsed),
            copies: &report.copies,
            findings: FindingsBody::from(&report.findings),
        }
    }
}

const COLUMNS: [Column; 6] = [
    left("state", "Zustand", 11),
    left("kind", "Art", 7),
    left("in", "in", 4),
    right("files", "Dateien", 9),
    right("bytes", "Umfang", 10),
    left("path", "Pfad", 0),
];

/// Prints packages one by one and sums them up.
pub struct Reporter<'a> {
    context: &'a Context,
    rows: u64,
    tally: Tally,
    counts: [u64; PackageStatus::ALL.len()],
    files: u64,
    bytes: u64,
    severities: Severities,
}

/// The body of the `summary` object of `check` and `ingest`.
#[derive(Serialize)]
struct Summary {
    packages: u64,
    stored: u64,
    duplicate: u64,
    valid: u64,
    rejected: u64,
    quarantined: u64,
    invalid: u64,
    failed: u64,
    files: u64,
    bytes: u64,
    seconds: f64,
    #[serde(flatten)]
    severities: Severities,
    interrupted: bool,
    exit_code: u8,
}

impl<'a> Reporter<'a> {
    /// Nothing is printed yet.
    pub fn new(context: &'a Context) -> Self {
        Self {
            context,
            rows: 0,
            tally: Tally::default(),
            counts: [0; PackageStatus::ALL.len()],
            files: 0,
            bytes: 0,
            severities: Severities::default(),
        }
    }

    /// Prints a package and counts it.
    pub fn package(&mut self, report: &PackageReport) {
        self.tally.count(report.class);
        let at = PackageStatus::ALL.iter().position(|s| *s == report.status);
        self.counts[at.expect("ALL holds every status")] += 1;
        self.files += report.files;
        self.bytes += report.bytes;
        self.severities.add(&report.findings);
        if self.context.out.json() {
            self.context.out.event("package", &Body::from(report));
        } else if !self.context.quiet || report.class.is_some() {
            self.row(report);
        }
        self.context.out.flush();
    }

    fn row(&mut self, report: &PackageReport) {
        let (out, lang) = (&self.context.out, self.context.lang);
        if self.rows == 0 && !self.context.quiet {
            out.text(&table::header(&COLUMNS, lang));
        }
        self.rows += 1;
        let path = GivenPath::from(report.path.as_path()).path;
        let word = report.status.word().get(lang);
        let line = table::row(
            &COLUMNS,
            &[
                word,
                report.kind.unwrap_or("-"),
                report.container.unwrap_or("-"),
                &text::count(report.files, lang),
                &text::bytes(report.bytes, lang),
                &path,
            ],
        );
        let painted = text::paint(word, report.status.colour(), out.colour());
        out.text(&line.replacen(word, &painted, 1));
        let all = self.context.verbose > 0;
        out.text(&text::findings(&report.findings, lang, out.colour(), all));
    }

    /// Prints the summary and says what the command returns.
    pub fn finish(self, elapsed: Duration, interrupted: bool) -> Exit {
        let mut exit = self.tally.exit();
        if interrupted {
            exit = exit.worse(Exit::Interrupted);
        }
        let packages = self.counts.iter().sum();
        if self.context.out.json() {
            let [stored, duplicate, valid, rejected, quarantined, invalid, failed] = self.counts;
            let summary = Summary {
                packages,
                stored,
                duplicate,
                valid,
                rejected,
                quarantined,
                invalid,
                failed,
                files: self.files,
                bytes: self.bytes,
                seconds: seconds(elapsed),
                severities: self.severities,
                interrupted,
                exit_code: exit.code(),
            };
            self.context.out.event("summary", &summary);
        } else if !self.context.quiet {
            self.context.out.text(&self.sentence(packages, elapsed));
        }
        exit
    }

    fn sentence(&self, packages: u64, elapsed: Duration) -> String {
        let lang = self.context.lang;
        let parts = PackageStatus::ALL.iter().zip(self.counts).filter(|(_, count)| *count > 0);
        let parts: Vec<_> = parts
            .map(|(status, n)| format!("{} {}", text::count(n, lang), status.word().get(lang)))
            .collect();
        let states = if parts.is_empty() { "-".to_owned() } else { parts.join(", ") };
        format!(
            "{}: {states}; {}, {} in {}\n",
            text::packages(packages, lang),
            text::files(self.files, lang),
            text::bytes(self.bytes, lang),
            text::duration(elapsed, lang),
        )
    }
}

/// What errors among findings mean: a package is invalid for its own faults; where the system
/// failed too, that counts, since the package may be in order.
pub fn judge(findings: &Findings) -> Option<Class> {
    let errors = findings.iter().filter(|f| f.severity() == Severity::Error);
    errors.map(|finding| finding.code.class).min_by_key(|class| Exit::of(*class))
}

#[cfg(test)]
mod tests {
    use super::*;
    use archive_core::finding::codes::{bag, sys};
    use archive_core::finding::{Finding, Lang};

    #[test]
    fn the_fault_of_the_system_outweighs_that_of_the_package() {
        let mut findings = Findings::new();
        assert_eq!(judge(&findings), None);
        findings.push(Finding::new(&bag::FILE_MISSING));
        assert_eq!(judge(&findings), Some(Class::Invalid));
        findings.push(Finding::new(&sys::NO_SPACE));
        findings.push(Finding::new(&bag::FILE_MISSING));
        assert_eq!(judge(&findings), Some(Class::Space));
    }

    #[test]
    fn words_of_states_differ() {
        for lang in [Lang::En, Lang::De] {
            let mut words: Vec<_> = PackageStatus::ALL.map(|s| s.word().get(lang)).to_vec();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), PackageStatus::ALL.len());
        }
    }
}
