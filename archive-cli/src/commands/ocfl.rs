//! `archive ocfl validate`: the verdict on OCFL objects and storage roots, ours or foreign.

use crate::args::{Ocfl, OcflValidate};
use crate::context::Context;
use crate::exit::{Exit, Tally};
use crate::output::json::{FindingsBody, GivenPath, Severities, seconds};
use crate::output::package::judge;
use crate::output::progress::Meter;
use crate::output::text::{self, Colour, both};
use archive_core::finding::{Findings, Text};
use archive_core::ocfl::DiskTree;
use archive_core::ocfl::validate::{
    Detected, ObjectReport, Options, RootReport, detect, validate_object, validate_root,
};
use archive_core::{Error, Result};
use serde::Serialize;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Runs a command on OCFL.
#[expect(clippy::unnecessary_wraps, reason = "the same signature for every command")]
pub fn run(args: &Ocfl, context: &Context) -> Result<Exit> {
    let Ocfl::Validate(args) = args;
    let begun = Instant::now();
    let mut report = Report::new(context);
    let meter = Meter::start(context, 0);
    for path in &args.paths {
        if context.stopped() || context.out.is_closed() {
            break;
        }
        validate(path, args, &meter, &mut report);
    }
    drop(meter);
    Ok(report.finish(begun.elapsed(), context.stopped() || context.out.is_closed()))
}

/// Validates what lies at a path. What is neither an object nor a storage root is judged as an
/// object, since that says best what is missing.
fn validate(path: &Path, args: &OcflValidate, meter: &Meter<'_>, report: &mut Report<'_>) {
    let read = |bytes| {
        meter.counts().reading.bytes.fetch_add(bytes, Ordering::Relaxed);
    };
    let mut options =
        Options { digests: !args.no_digests, progress: Some(&read), ..Options::default() };
    options.stop = Some(&meter.counts().reading.stop);
    options.threads = args.jobs.map_or(options.threads, usize::from);
    let tree = match DiskTree::new(path) {
        Ok(tree) => tree,
        Err(error) => return report.unreachable(path, &error),
    };
    match detect(&tree, b"") {
        Err(error) => report.unreachable(path, &error),
        Ok(Detected::Root) => {
            let root = validate_root(&tree, b"", &options, &mut |object| {
                meter.counts().done.fetch_add(1, Ordering::Relaxed);
                report.object(path, &object);
            });
            report.root(path, &root);
        }
        Ok(Detected::Object | Detected::Neither) => {
            let object = validate_object(&tree, b"", &options);
            meter.counts().done.fetch_add(1, Ordering::Relaxed);
            report.object(path, &object);
        }
    }
}

/// The body of an `object` object.
#[derive(Serialize)]
struct ObjectBody<'a> {
    #[serde(flatten)]
    path: GivenPath,
    id: Option<&'a str>,
    ocfl: Option<&'static str>,
    valid: bool,
    bytes: u64,
    #[serde(flatten)]
    findings: FindingsBody,
}

/// The body of a `root` object.
#[derive(Serialize)]
struct RootBody<'a> {
    #[serde(flatten)]
    path: GivenPath,
    ocfl: Option<&'static str>,
    layout: Option<&'a str>,
    valid: bool,
    objects: u64,
    valid_objects: u64,
    #[serde(flatten)]
    findings: FindingsBody,
}

/// The body of the `summary` object.
#[derive(Serialize)]
struct Summary {
    objects: u64,
    valid: u64,
    invalid: u64,
    roots: u64,
    bytes: u64,
    seconds: f64,
    #[serde(flatten)]
    severities: Severities,
    interrupted: bool,
    exit_code: u8,
}

const VALID: Text = both("valid", "gültig");
const INVALID: Text = both("invalid", "ungültig");
const OBJECT: Text = both("object", "Objekt");
const ROOT: Text = both("storage root", "Wurzelverzeichnis");

/// Prints verdicts one by one and sums them up.
struct Report<'a> {
    context: &'a Context,
    tally: Tally,
    objects: u64,
    valid: u64,
    roots: u64,
    bytes: u64,
    severities: Severities,
}

impl<'a> Report<'a> {
    fn new(context: &'a Context) -> Self {
        let severities = Severities::default();
        Self {
            context,
            tally: Tally::default(),
            objects: 0,
            valid: 0,
            roots: 0,
            bytes: 0,
            severities,
        }
    }

    /// Nothing can be said of what lies at a path but this.
    fn unreachable(&mut self, path: &Path, error: &Error) {
        let mut findings = Findings::new();
        findings.push(error.finding().clone());
        let report =
            ObjectReport { path: String::new(), id: None, version: None, findings, bytes: 0 };
        self.object(path, &report);
    }

    fn object(&mut self, given: &Path, object: &ObjectReport) {
        let valid = object.is_valid();
        self.tally.count(judge(&object.findings));
        self.objects += 1;
        self.valid += u64::from(valid);
        self.bytes += object.bytes;
        self.severities.add(&object.findings);
        let path = match object.path.as_str() {
            "" | "." => given.to_owned(),
            inside => given.join(inside),
        };
        if self.context.out.json() {
            let body = ObjectBody {
                path: GivenPath::from(path.as_path()),
                id: object.id.as_deref(),
                ocfl: object.version.map(archive_core::ocfl::SpecVersion::number),
                valid,
                bytes: object.bytes,
                findings: FindingsBody::from(&object.findings),
            };
            self.context.out.event("object", &body);
        } else {
            self.line(OBJECT, valid, &path, &object.findings);
        }
        self.context.out.flush();
    }

    fn root(&mut self, path: &Path, root: &RootReport) {
        self.roots += 1;
        self.severities.add(&root.findings);
        // The objects were counted one by one; an empty root is good by itself.
        if root.findings.has_errors() || root.objects == 0 {
            self.tally.count(judge(&root.findings));
        }
        if self.context.out.json() {
            let body = RootBody {
                path: GivenPath::from(path),
                ocfl: root.version.map(archive_core::ocfl::SpecVersion::number),
                layout: root.layout.as_deref(),
                valid: root.is_valid(),
                objects: root.objects,
                valid_objects: root.valid,
                findings: FindingsBody::from(&root.findings),
            };
            self.context.out.event("root", &body);
        } else {
            self.line(ROOT, root.is_valid(), path, &root.findings);
        }
    }

    fn line(&self, what: Text, valid: bool, path: &Path, findings: &Findings) {
        let (out, lang) = (&self.context.out, self.context.lang);
        if valid && self.context.quiet {
            return;
        }
        let (word, colour) = if valid { (VALID, Colour::Green) } else { (INVALID, Colour::Red) };
        let word = text::paint(word.get(lang), colour, out.colour());
        let path = archive_core::finding::printable(&GivenPath::from(path).path);
        out.text(&format!("{word}: {} {path}\n", what.get(lang)));
        let all = self.context.verbose > 0;
        out.text(&text::findings(findings, lang, out.colour(), all));
    }

    fn finish(self, elapsed: Duration, interrupted: bool) -> Exit {
        let mut exit = self.tally.exit();
        if interrupted {
            exit = exit.worse(Exit::Interrupted);
        }
        let (out, lang) = (&self.context.out, self.context.lang);
        if out.json() {
            let summary = Summary {
                objects: self.objects,
                valid: self.valid,
                invalid: self.objects - self.valid,
                roots: self.roots,
                bytes: self.bytes,
                seconds: seconds(elapsed),
                severities: self.severities,
                interrupted,
                exit_code: exit.code(),
            };
            out.event("summary", &summary);
        } else if !self.context.quiet {
            let one = self.objects == 1;
            let words = if one { OBJECT } else { both("objects", "Objekte") }.get(lang);
            out.text(&format!(
                "{} {words}: {} {}, {} {}; {}, {}\n",
                text::count(self.objects, lang),
                text::count(self.valid, lang),
                VALID.get(lang),
                text::count(self.objects - self.valid, lang),
                INVALID.get(lang),
                text::bytes(self.bytes, lang),
                text::duration(elapsed, lang),
            ));
        }
        exit
    }
}
