//! What is said of packages, and what came of changing it.

use super::json::{FindingsBody, GivenPath, Severities};
use super::text::{self, Colour, both};
use crate::context::Context;
use crate::exit::{Exit, Tally};
use archive_core::Result;
use archive_core::aip::AipId;
use archive_core::finding::{Class, Findings, Lang, Text, printable};
use archive_core::finding_aid::Change;
use archive_core::ingest::Redescribed;
use archive_core::metadata::description::{Description, Field, Unit};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::Path;

/// A unit in JSON.
#[derive(Serialize)]
struct UnitBody {
    level: String,
    fields: Vec<FieldBody>,
    other: Vec<OtherBody>,
}

#[derive(Serialize)]
struct FieldBody {
    field: &'static str,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    normal: Option<String>,
}

#[derive(Serialize)]
struct OtherBody {
    name: String,
    value: String,
}

/// A unit inside a package, in JSON.
#[derive(Serialize)]
struct InnerBody {
    parent: Option<usize>,
    #[serde(flatten)]
    unit: UnitBody,
}

/// The body of a `description` object.
#[derive(Serialize)]
struct Body {
    aip: String,
    above: Vec<UnitBody>,
    #[serde(flatten)]
    unit: UnitBody,
    below: Vec<InnerBody>,
}

impl From<&Unit> for UnitBody {
    fn from(unit: &Unit) -> Self {
        let field = |value: &archive_core::metadata::description::Value| FieldBody {
            field: value.field.key(),
            value: value.text.clone(),
            normal: value.normal.clone(),
        };
        let other = |(name, value): &(String, String)| OtherBody {
            name: name.clone(),
            value: value.clone(),
        };
        Self {
            level: unit.level.word().to_owned(),
            fields: unit.values.iter().map(field).collect(),
            other: unit.other.iter().map(other).collect(),
        }
    }
}

/// Prints what is said of a package.
pub fn show(aip: AipId, description: &Description, context: &Context) {
    if context.out.json() {
        let below = description.below.iter();
        let body = Body {
            aip: aip.to_string(),
            above: description.above.iter().map(UnitBody::from).collect(),
            unit: UnitBody::from(&description.unit),
            below: below.map(|p| InnerBody { parent: p.parent, unit: (&p.unit).into() }).collect(),
        };
        context.out.event("description", &body);
        return;
    }
    context.out.text(&format!("{aip}\n{}", lines(description, context.lang)));
}

/// What is said of a package, in the words of archivists, a value a line.
pub fn lines(description: &Description, lang: Lang) -> String {
    let mut text = String::new();
    for (depth, unit) in description.above.iter().enumerate() {
        line(&mut text, depth, &level(unit, lang), &name_of(unit));
    }
    let depth = description.above.len();
    line(&mut text, depth, &level(&description.unit, lang), &name_of(&description.unit));
    for value in &description.unit.values {
        line(&mut text, depth + 1, &word(value.field, lang), &value.text);
    }
    for (name, value) in &description.unit.other {
        line(&mut text, depth + 1, name, value);
    }
    let mut depths: Vec<usize> = Vec::new();
    for placed in &description.below {
        let above = placed.parent.and_then(|parent| depths.get(parent).copied());
        let depth = above.unwrap_or(depth) + 1;
        depths.push(depth);
        line(&mut text, depth, &level(&placed.unit, lang), &name_of(&placed.unit));
    }
    text
}

/// Spaces by which a unit stands further right than the one it belongs to.
const INDENT: usize = 2;

fn line(text: &mut String, depth: usize, name: &str, value: &str) {
    let indent = " ".repeat(INDENT * (depth + 1));
    let value = value.split('\n').map(printable).collect::<Vec<_>>().join("; ");
    let _ = writeln!(text, "{indent}{}: {value}", printable(name));
}

fn level(unit: &Unit, lang: Lang) -> String {
    if lang == Lang::De { unit.level.german() } else { unit.level.word() }.to_owned()
}

fn word(field: Field, lang: Lang) -> String {
    if lang == Lang::De { field.german() } else { field.key() }.to_owned()
}

/// The names of values as people say them: `unit:title` is the title, `below:2:title` that of the
/// second unit below. Forms for programs go with their texts.
fn said_names(names: &[String], lang: Lang) -> Vec<String> {
    let said = |name: &String| {
        let mut parts = name.split(':');
        let place = parts.next().unwrap_or_default();
        let number = match place {
            "above" | "below" => parts.next(),
            _ => None,
        };
        let field = parts.collect::<Vec<_>>().join(":");
        let known = Field::from_key(field.strip_suffix(":normal").unwrap_or(&field));
        let field = known.map_or(field, |field| word(field, lang));
        match (place, number) {
            ("above", Some(number)) => format!("{} {number}: {field}", ABOVE.get(lang)),
            ("below", Some(number)) => format!("{} {number}: {field}", BELOW.get(lang)),
            ("unit", _) => field,
            _ => name.clone(),
        }
    };
    let mut out: Vec<String> = names.iter().map(said).collect();
    out.dedup();
    out
}

fn name_of(unit: &Unit) -> String {
    let said = [unit.text(Field::Reference), unit.text(Field::Title)];
    said.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The body of a `version` object of the history.
#[derive(Serialize)]
struct ChangeBody<'a> {
    aip: String,
    version: u32,
    created: &'a str,
    message: &'a str,
    brought_files: bool,
    fields: &'a [String],
}

/// Prints one version of the history.
pub fn change(aip: AipId, change: &Change, context: &Context) {
    if context.out.json() {
        let body = ChangeBody {
            aip: aip.to_string(),
            version: change.version,
            created: &change.created,
            message: &change.message,
            brought_files: change.brought_files,
            fields: &change.changed,
        };
        context.out.event("version", &body);
        return;
    }
    let fields = said_names(&change.changed, context.lang).join(", ");
    let line = format!(
        "{aip} v{} {} {}\n  {}\n",
        change.version,
        change.created,
        printable(&change.message),
        printable(&fields)
    );
    context.out.text(&line);
}

/// What came of changing one description.
#[derive(Debug)]
pub struct Report {
    aip: AipId,
    done: Option<Redescribed>,
    findings: Findings,
    class: Option<Class>,
}

impl Report {
    /// The report of a package.
    pub fn of(aip: AipId, done: Result<Redescribed>, mut findings: Findings) -> Self {
        match done {
            Ok(done) => Self { aip, done: Some(done), findings, class: None },
            Err(error) => {
                findings.push(error.finding().clone());
                Self { aip, done: None, findings, class: Some(error.class()) }
            }
        }
    }
}

/// The body of a `change` object.
#[derive(Serialize)]
struct ReportBody<'a> {
    aip: String,
    status: &'static str,
    version: Option<u32>,
    fields: &'a [String],
    #[serde(flatten)]
    findings: FindingsBody,
}

/// The body of the `summary` object.
#[derive(Serialize)]
struct Summary {
    packages: u64,
    changed: u64,
    unchanged: u64,
    failed: u64,
    #[serde(flatten)]
    severities: Severities,
    interrupted: bool,
    exit_code: u8,
}

const ABOVE: Text = both("above", "darüber");
const BELOW: Text = both("below", "darin");
const CHANGED: Text = both("changed", "geändert");
const POSSIBLE: Text = both("would change", "würde geändert");
const UNCHANGED: Text = both("unchanged", "unverändert");
const FAILED: Text = both("failed", "gescheitert");

/// Prints changes one by one and sums them up.
pub struct Reporter<'a> {
    context: &'a Context,
    dry_run: bool,
    tally: Tally,
    changed: u64,
    unchanged: u64,
    failed: u64,
    severities: Severities,
}

impl<'a> Reporter<'a> {
    /// Nothing is printed yet.
    pub fn new(context: &'a Context, dry_run: bool) -> Self {
        Self {
            context,
            dry_run,
            tally: Tally::default(),
            changed: 0,
            unchanged: 0,
            failed: 0,
            severities: Severities::default(),
        }
    }

    /// Prints what was found in the document as a whole.
    pub fn document(&mut self, findings: &Findings) {
        self.severities.add(findings);
        for finding in findings.iter() {
            if finding.severity() >= archive_core::finding::Severity::Error {
                self.tally.count(Some(finding.code.class));
            }
            self.context.report(finding);
        }
    }

    /// Prints what came of a package and counts it.
    pub fn package(&mut self, report: &Report) {
        self.tally.count(report.class);
        self.severities.add(&report.findings);
        let (status, word, colour) = match &report.done {
            None => ("failed", FAILED, Colour::Red),
            Some(done) if done.changed.is_empty() => ("unchanged", UNCHANGED, Colour::Green),
            Some(_) if self.dry_run => ("possible", POSSIBLE, Colour::Green),
            Some(_) => ("changed", CHANGED, Colour::Green),
        };
        match status {
            "failed" => self.failed += 1,
            "unchanged" => self.unchanged += 1,
            _ => self.changed += 1,
        }
        let fields = report.done.as_ref().map_or(&[][..], |done| &done.changed);
        let out = &self.context.out;
        if out.json() {
            let body = ReportBody {
                aip: report.aip.to_string(),
                status,
                version: report.done.as_ref().map(|done| done.version),
                fields,
                findings: FindingsBody::from(&report.findings),
            };
            out.event("change", &body);
        } else if !self.context.quiet || report.class.is_some() {
            let word = text::paint(word.get(self.context.lang), colour, out.colour());
            let names = said_names(fields, self.context.lang).join(", ");
            out.text(&format!("{} {word} {}\n", report.aip, printable(&names)));
            let all = self.context.verbose > 0;
            let (lang, colour) = (self.context.lang, out.colour());
            out.text(&text::findings(&report.findings, lang, colour, all));
        }
        out.flush();
    }

    /// Prints the summary and says what the command returns.
    pub fn finish(self, interrupted: bool) -> Exit {
        let mut exit = self.tally.exit();
        if interrupted {
            exit = exit.worse(Exit::Interrupted);
        }
        let packages = self.changed + self.unchanged + self.failed;
        let lang = self.context.lang;
        if self.context.out.json() {
            let summary = Summary {
                packages,
                changed: self.changed,
                unchanged: self.unchanged,
                failed: self.failed,
                severities: self.severities,
                interrupted,
                exit_code: exit.code(),
            };
            self.context.out.event("summary", &summary);
        } else if !self.context.quiet {
            let done = if self.dry_run { POSSIBLE } else { CHANGED };
            self.context.out.text(&format!(
                "{}: {} {}, {} {}, {} {}\n",
                text::packages(packages, lang),
                text::count(self.changed, lang),
                done.get(lang),
                text::count(self.unchanged, lang),
                UNCHANGED.get(lang),
                text::count(self.failed, lang),
                FAILED.get(lang),
            ));
        }
        exit
    }
}

/// The body of a `written` object.
#[derive(Serialize)]
struct WrittenBody {
    #[serde(flatten)]
    path: GivenPath,
    packages: usize,
}

/// Says that descriptions were written into a file.
pub fn written(path: &Path, packages: usize, context: &Context) {
    let body = WrittenBody { path: GivenPath::from(path), packages };
    if context.out.json() {
        context.out.event("written", &body);
    } else if !context.quiet {
        let lang = context.lang;
        let counted = text::packages(packages as u64, lang);
        context.out.text(&format!("{}: {counted}\n", printable(&body.path.path)));
    }
}
