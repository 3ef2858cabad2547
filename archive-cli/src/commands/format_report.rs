//! `archive formats report`: which formats a tenant keeps, and what its rules say of them.

use crate::context::Context;
use crate::exit::Exit;
use crate::output::table::{self, Column, left, right};
use crate::output::text::{self, both};
use archive_core::Result;
use archive_core::catalog::FormatRow;
use archive_core::finding::{Lang, Text};
use archive_core::format::policy::{Decision, Policy, UNKNOWN};
use archive_core::format::{Known, Warning};
use serde::Serialize;

const COLUMNS: [Column; 8] = [
    left("PUID", "PUID", 10),
    right("files", "Dateien", 11),
    right("bytes", "Bytes", 12),
    right("packages", "Pakete", 9),
    left("oldest file", "älteste Datei", 13),
    left("rule", "Regel", 9),
    left("name", "Name", 40),
    left("note", "Hinweis", 0),
];
/// Characters of a time that make its day.
const DAY: usize = 10;
/// What stands for files that nobody looked at.
const NOT_LOOKED_AT: &str = "-";

const TOTAL: Text = both("total", "gesamt");
const DAMAGED: Text = both("damaged", "beschädigt");
const ENCRYPTED: Text = both("encrypted", "verschlüsselt");

/// The body of a `use` object.
#[derive(Serialize)]
struct Body<'a> {
    puids: Vec<&'a str>,
    names: Vec<&'a str>,
    basis: Option<&'a str>,
    warnings: &'a [String],
    damaged: bool,
    encrypted: bool,
    files: u64,
    bytes: u64,
    packages: u64,
    oldest: Option<&'a str>,
    rule: &'static str,
}

/// Prints what was recognised of the newest versions of all packages, the most files first.
pub fn run(context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    let policy = tenant.config().format_policy(Some(tenant.id()));
    let rows = tenant.catalog().formats()?;
    let out = &context.out;
    if !out.json() && !context.quiet {
        out.text(&table::header(&COLUMNS, context.lang));
    }
    for row in &rows {
        say(row, &policy, context);
    }
    if !out.json() && !context.quiet {
        total(&rows, context);
    }
    Ok(Exit::Ok)
}

/// All files together. Packages are left out: one may stand in many rows.
fn total(rows: &[FormatRow], context: &Context) {
    let lang = context.lang;
    let files = text::count(rows.iter().map(|row| row.files).sum(), lang);
    let bytes = text::bytes(rows.iter().map(|row| row.bytes).sum(), lang);
    let values = [TOTAL.get(lang), &files, &bytes, "", "", "", "", ""];
    context.out.text(&table::row(&COLUMNS, &values));
}

/// A decision of a rule, for people.
const fn rule_word(rule: Decision) -> Text {
    match rule {
        Decision::Accept => both("accept", "annehmen"),
        Decision::Warn => both("warn", "warnen"),
        Decision::Migrate => both("migrate", "migrieren"),
        Decision::Refuse => both("refuse", "abweisen"),
    }
}

/// A warning that goes with a recognition, for people.
const fn warning_word(warning: Warning) -> Text {
    match warning {
        Warning::Mismatch => both("extension mismatch", "Endung passt nicht"),
        Warning::Several => both("several fit", "mehrere passen"),
        Warning::Unknown => both("not known", "unbekannt"),
        Warning::ExtensionOnly => both("extension only", "nur die Endung"),
        Warning::NotInside => both("not looked inside", "nicht hineingesehen"),
        Warning::CutShort => both("cut short", "Suche abgekürzt"),
    }
}

/// What tells a row apart from others of the same format.
fn note(known: &Known, lang: Lang) -> String {
    let word = |text: &String| {
        let warning = Warning::ALL.into_iter().find(|warning| warning.as_str() == text);
        warning.map_or(text.clone(), |warning| warning_word(warning).get(lang).to_owned())
    };
    let troubles = [
        known.is_damaged().then(|| DAMAGED.get(lang).to_owned()),
        known.is_encrypted().then(|| ENCRYPTED.get(lang).to_owned()),
    ];
    let all: Vec<String> =
        known.warnings.iter().map(word).chain(troubles.into_iter().flatten()).collect();
    all.join("; ")
}

fn say(row: &FormatRow, policy: &Policy, context: &Context) {
    let nothing = Known::default();
    let known = row.known.as_ref().unwrap_or(&nothing);
    let rule = row.known.as_ref().map_or(Decision::Accept, |known| policy.decide(known).0);
    let puids: Vec<&str> = known.formats.iter().map(|format| format.puid.as_str()).collect();
    let names: Vec<&str> = known.formats.iter().map(|format| format.name.as_str()).collect();
    let (out, lang) = (&context.out, context.lang);
    if out.json() {
        let basis = row.known.as_ref().map(|known| known.basis.as_str());
        let body = Body {
            puids,
            names,
            basis,
            warnings: &known.warnings,
            damaged: known.is_damaged(),
            encrypted: known.is_encrypted(),
            files: row.files,
            bytes: row.bytes,
            packages: row.packages,
            oldest: row.oldest.as_deref(),
            rule: rule.as_str(),
        };
        out.event("use", &body);
        return;
    }
    let key = match (&row.known, puids.as_slice()) {
        (None, _) => NOT_LOOKED_AT.to_owned(),
        (Some(_), []) => UNKNOWN.to_owned(),
        (Some(_), puids) => puids.join(" "),
    };
    let oldest = row.oldest.as_deref().and_then(|time| time.get(..DAY)).unwrap_or_default();
    let values = [
        key,
        text::count(row.files, lang),
        text::bytes(row.bytes, lang),
        text::count(row.packages, lang),
        oldest.to_owned(),
        rule_word(rule).get(lang).to_owned(),
        names.join("; "),
        note(known, lang),
    ];
    let values: [&str; 8] = std::array::from_fn(|column| values[column].as_str());
    out.text(&table::row(&COLUMNS, &values));
}
