//! A stored package in lists.

use super::table::{self, Column, left, right};
use super::text;
use crate::context::Context;
use archive_core::catalog::PackageRow;
use serde::Serialize;

const COLUMNS: [Column; 7] = [
    left("id", "Kennung", 45),
    right("version", "Version", 7),
    left("kind", "Art", 7),
    right("files", "Dateien", 9),
    right("bytes", "Umfang", 10),
    left("stored", "gespeichert", 20),
    left("title", "Titel", 0),
];

/// The body of a `package` object of `list` and `search`.
#[derive(Serialize)]
pub struct Body<'a> {
    aip: String,
    title: &'a str,
    kind: &'a str,
    files: u64,
    bytes: u64,
    stored_at: &'a str,
    version: u32,
}

impl<'a> From<&'a PackageRow> for Body<'a> {
    fn from(row: &'a PackageRow) -> Self {
        Self {
            aip: row.aip.to_string(),
            title: &row.title,
            kind: &row.kind,
            files: row.files,
            bytes: row.bytes,
            stored_at: &row.stored_at,
            version: row.version,
        }
    }
}

/// The headings above packages.
pub fn header(context: &Context) {
    if !context.out.json() && !context.quiet {
        context.out.text(&table::header(&COLUMNS, context.lang));
    }
}

/// One package.
pub fn package(row: &PackageRow, context: &Context) {
    if context.out.json() {
        context.out.event("package", &Body::from(row));
        return;
    }
    let lang = context.lang;
    let line = table::row(
        &COLUMNS,
        &[
            &row.aip.to_string(),
            &row.version.to_string(),
            &row.kind,
            &text::count(row.files, lang),
            &text::bytes(row.bytes, lang),
            &row.stored_at,
            &row.title,
        ],
    );
    context.out.text(&line);
}
