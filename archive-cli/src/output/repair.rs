//! Repairs and evidence.

use super::json::FindingBody;
use super::table::{self, Column, left, right};
use super::text::{self, Colour, both};
use crate::context::Context;
use crate::exit::Exit;
use archive_core::catalog::Damage;
use archive_core::finding::{Finding, printable};
use archive_core::fixity::repair::{Kept, Outcome, RepairSummary};
use serde::Serialize;

/// The body of a `repair` object.
#[derive(Serialize)]
struct RepairBody<'a> {
    aip: Option<String>,
    copy: &'a str,
    path: &'a str,
    files: &'a [String],
    state: &'static str,
    outcome: &'static str,
    source: Option<&'a str>,
    evidence: Option<&'a str>,
    finding: Option<FindingBody>,
}

/// What became of a damaged file.
pub fn file(damage: &Damage, outcome: &Outcome, context: &Context) {
    let (word, source, evidence, finding) = parts(outcome);
    if context.out.json() {
        let body = RepairBody {
            aip: damage.aip.map(|aip| aip.to_string()),
            copy: &damage.copy,
            path: &damage.path,
            files: &damage.files,
            state: damage.state.as_str(),
            outcome: word,
            source,
            evidence,
            finding: finding.map(super::json::finding),
        };
        context.out.event("repair", &body);
        return context.out.flush();
    }
    let lang = context.lang;
    let (words, colour) = match outcome {
        Outcome::Repaired { .. } => (both("repaired", "behoben"), Colour::Green),
        Outcome::SetAside { .. } => (both("taken away", "weggenommen"), Colour::Green),
        Outcome::Good => (both("good", "heil"), Colour::Green),
        Outcome::Left(_) => (both("left", "belassen"), Colour::Red),
    };
    let state = text::paint(words.get(lang), colour, context.out.colour());
    let from = match (source, finding) {
        (Some(source), _) => format!(" ({} {source})", both("from", "aus").get(lang)),
        (None, Some(finding)) => format!(": {}", finding.code.id),
        (None, None) => String::new(),
    };
    let path = printable(&damage.path);
    context.out.text(&format!("{state}: {}: {path}{from}\n", damage.copy));
    if let Some(finding) = finding {
        context.remark(finding);
    }
    context.out.flush();
}

/// The word of an outcome, where the bytes came from, where the old ones are kept, and why not.
fn parts(outcome: &Outcome) -> (&'static str, Option<&str>, Option<&str>, Option<&Finding>) {
    match outcome {
        Outcome::Repaired { source, evidence } => {
            ("repaired", source.as_deref(), evidence.as_deref(), None)
        }
        Outcome::SetAside { evidence } => ("set-aside", None, Some(evidence), None),
        Outcome::Good => ("good", None, None, None),
        Outcome::Left(finding) => ("left", None, None, Some(finding)),
    }
}

/// The body of the `summary` of a repair.
#[derive(Serialize)]
struct SummaryBody {
    run: String,
    repaired: u64,
    set_aside: u64,
    good: u64,
    left: u64,
    dry_run: bool,
    interrupted: bool,
    exit_code: u8,
}

/// What a repair came to.
pub fn summary(done: &RepairSummary, dry_run: bool, exit: Exit, context: &Context) {
    if context.out.json() {
        let body = SummaryBody {
            run: done.run.to_string(),
            repaired: done.repaired,
            set_aside: done.set_aside,
            good: done.good,
            left: done.left,
            dry_run,
            interrupted: done.stopped,
            exit_code: exit.code(),
        };
        return context.out.event("summary", &body);
    }
    if context.quiet {
        return;
    }
    let lang = context.lang;
    let [repaired, aside, left] =
        [done.repaired, done.set_aside, done.left].map(|number| text::count(number, lang));
    let words = if dry_run {
        both("would be repaired", "würden behoben")
    } else {
        both("repaired", "behoben")
    };
    let (aside_words, left_words) =
        (both("taken away", "weggenommen"), both("left as they are", "belassen"));
    context.out.text(&format!(
        "{repaired} {}, {aside} {}, {left} {}\n",
        words.get(lang),
        aside_words.get(lang),
        left_words.get(lang)
    ));
}

/// The body of an `evidence` object.
#[derive(Serialize)]
struct EvidenceBody<'a> {
    copy: &'a str,
    run: String,
    place: Option<&'a str>,
    aip: Option<&'a str>,
    path: &'a str,
    state: &'a str,
    time: &'a str,
    bytes: u64,
    sha512: &'a str,
    locked_until: Option<&'a str>,
}

const EVIDENCE: [Column; 5] = [
    left("repair", "Reparatur", 36),
    left("copy", "Kopie", 16),
    left("kept", "verwahrt", 20),
    right("bytes", "Umfang", 10),
    left("path", "Pfad", 0),
];

/// The headings of a list of evidence, for people.
pub fn evidence_header(context: &Context) {
    if !context.out.json() && !context.quiet {
        context.out.text(&table::header(&EVIDENCE, context.lang));
    }
}

/// One piece of evidence.
pub fn evidence(copy: &str, kept: &Kept, context: &Context) {
    let run = kept.run.to_string();
    if context.out.json() {
        let body = EvidenceBody {
            copy,
            run,
            place: kept.place.as_deref(),
            aip: kept.aip.as_deref(),
            path: &kept.path,
            state: &kept.state,
            time: &kept.time,
            bytes: kept.size,
            sha512: &kept.sha512,
            locked_until: kept.locked.as_ref().map(|lock| &*lock.until),
        };
        return context.out.event("evidence", &body);
    }
    let bytes = text::bytes(kept.size, context.lang);
    let values = [&*run, copy, &kept.time, &bytes, &kept.path];
    context.out.text(&table::row(&EVIDENCE, &values));
}

/// The body of a `released` object.
#[derive(Serialize)]
struct Released<'a> {
    run: &'a str,
    pieces: u64,
}

/// Says that evidence was removed.
pub fn released(run: &str, pieces: u64, context: &Context) {
    if context.out.json() {
        return context.out.event("released", &Released { run, pieces });
    }
    let (count, words) = (text::count(pieces, context.lang), both("removed", "entfernt"));
    context.out.text(&format!("{run}: {count} {}\n", words.get(context.lang)));
}
