//! `archive copies`: the storage locations.

use crate::args::Copies;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::table::{self, Column, left, right};
use crate::output::text;
use archive_core::archive::Archive;
use archive_core::{Result, fs};
use serde::Serialize;
use std::path::PathBuf;

const COLUMNS: [Column; 4] = [
    left("name", "Name", 20),
    right("tenants", "Mandanten", 9),
    right("free", "frei", 10),
    left("place", "Ort", 0),
];

/// The body of a `copy` object.
#[derive(Serialize)]
struct Body<'a> {
    name: &'a str,
    url: &'a str,
    tenants: usize,
    /// Bytes free; none where the place does not tell.
    free: Option<u64>,
}

/// Runs a command on copies.
pub fn run(args: &Copies, context: &Context) -> Result<Exit> {
    let Copies::List = args;
    let archive = context.archive()?;
    if !context.out.json() && !context.quiet {
        context.out.text(&table::header(&COLUMNS, context.lang));
    }
    for own in archive.copies() {
        let (section, name, copy) = (&own.section, own.name(), &own.copy);
        let tenants = copy.tenants()?.len();
        let free = folder(&archive, &section.url).and_then(|f| fs::free_bytes(&f).ok());
        if context.out.json() {
            context.out.event("copy", &Body { name, url: &section.url, tenants, free });
            continue;
        }
        let free = free.map_or_else(|| "-".to_owned(), |free| text::bytes(free, context.lang));
        let values = [name, &tenants.to_string(), &free, &section.url];
        context.out.text(&table::row(&COLUMNS, &values));
    }
    Ok(Exit::Ok)
}

/// The folder of a local copy.
fn folder(archive: &Archive, url: &str) -> Option<PathBuf> {
    match url.split_once("://") {
        None => Some(archive.folder().join(url)),
        Some(("file", path)) => Some(PathBuf::from(path)),
        Some(_) => None,
    }
}
