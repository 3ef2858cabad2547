//! `archive formats report`: which formats a tenant keeps, and what its rules say of them.

use crate::context::Context;
use crate::exit::Exit;
use crate::output::table::{self, Column, left, right};
use crate::output::text::{self, both};
use archive_core::Result;
use archive_core::catalog::FormatRow;
use archive_core::finding::Text;
use archive_core::format::Known;
use archive_core::format::policy::{Decision, Policy, UNKNOWN};
use serde::Serialize;

const COLUMNS: [Column; 7] = [
    left("PUID", "PUID", 10),
    right("files", "Dateien", 11),
    right("bytes", "Bytes", 12),
    right("packages", "Pakete", 9),
    left("oldest", "Älteste", 10),
    left("rule", "Regel", 8),
    left("name", "Name", 0),
];
/// Characters of a time that make its day.
const DAY: usize = 10;
/// What stands for files that nobody looked at.
const NOT_LOOKED_AT: &str = "-";

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
    Ok(Exit::Ok)
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
    let troubles = [
        known.is_damaged().then(|| DAMAGED.get(lang).to_owned()),
        known.is_encrypted().then(|| ENCRYPTED.get(lang).to_owned()),
    ];
    let said = names.iter().map(|name| (*name).to_owned()).chain(troubles.into_iter().flatten());
    let said: Vec<String> = said.collect();
    let values = [
        key,
        text::count(row.files, lang),
        text::bytes(row.bytes, lang),
        text::count(row.packages, lang),
        oldest.to_owned(),
        rule.as_str().to_owned(),
        said.join("; "),
    ];
    let values: [&str; 7] = std::array::from_fn(|column| values[column].as_str());
    out.text(&table::row(&COLUMNS, &values));
}
