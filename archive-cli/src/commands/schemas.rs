//! `archive schemas`: the schemas of others, and documents judged by them.

use crate::args::{Schemas, SchemasAdd, SchemasCheck, SchemasFolder};
use crate::context::Context;
use crate::exit::{Exit, Tally};
use crate::output::json::{FindingsBody, GivenPath};
use crate::output::package::judge as class_of;
use crate::output::table::{self, Column, left};
use crate::output::text::{self, Colour, both};
use archive_core::finding::codes::sch;
use archive_core::finding::{Findings, Text, printable};
use archive_core::metadata::schema::{Entry, Judge, Library, official};
use archive_core::{Error, Result};
use serde::Serialize;
use std::path::{Path, PathBuf};

const COLUMNS: [Column; 5] = [
    left("schema", "Schema", 18),
    left("version", "Version", 9),
    left("file", "Datei", 36),
    left("sha-256", "SHA-256", 16),
    left("published at", "herausgegeben unter", 0),
];
const VALID: Text = both("valid", "gültig");
const INVALID: Text = both("invalid", "ungültig");
const USABLE: Text = both("usable", "verwendbar");
const UNUSABLE: Text = both("not usable", "nicht verwendbar");
const ADDED: Text = both("added", "hinzugefügt");
/// How much of a digest is shown to people.
const DIGEST_DIGITS: usize = 16;

/// The body of a `schema` object.
#[derive(Serialize)]
struct SchemaBody<'a> {
    file: &'a str,
    namespace: &'a str,
    version: Option<&'a str>,
    sha256: String,
    title: Option<&'static str>,
    home: Option<&'static str>,
    /// Whether it could be compiled; none where nobody asked.
    usable: Option<bool>,
    #[serde(flatten)]
    findings: FindingsBody,
}

/// The body of a `document` object.
#[derive(Serialize)]
struct DocumentBody {
    #[serde(flatten)]
    path: GivenPath,
    valid: bool,
    #[serde(flatten)]
    findings: FindingsBody,
}

/// Runs a command on schemas.
pub fn run(args: &Schemas, context: &Context) -> Result<Exit> {
    match args {
        Schemas::List(args) => list(args, context),
        Schemas::Check(args) if args.files.is_empty() => check_schemas(args, context),
        Schemas::Check(args) => check_documents(args, context),
        Schemas::Add(args) => add(args, context),
    }
}

/// The folder that is meant, where there is one.
fn folder(args: &SchemasFolder, context: &Context) -> Result<Option<PathBuf>> {
    if let Some(folder) = &args.schemas {
        return Ok(Some(folder.clone()));
    }
    configured(context)
}

/// The folder that the environment or the installation names.
pub fn configured(context: &Context) -> Result<Option<PathBuf>> {
    if let Some(folder) = std::env::var_os("ARCHIVE_SCHEMAS").filter(|v| !v.is_empty()) {
        return Ok(Some(folder.into()));
    }
    context.configured_schemas()
}

fn library(args: &SchemasFolder, context: &Context) -> Result<Library> {
    let folder = folder(args, context)?.ok_or_else(|| Error::new(&sch::NO_FOLDER_GIVEN))?;
    Library::open(&folder)
}

fn list(args: &SchemasFolder, context: &Context) -> Result<Exit> {
    let library = library(args, context)?;
    let (out, lang) = (&context.out, context.lang);
    if !out.json() && !context.quiet {
        out.text(&table::header(&COLUMNS, lang));
    }
    for entry in library.entries() {
        if out.json() {
            out.event("schema", &body(entry, None, &Findings::new()));
            continue;
        }
        let header = &entry.header;
        let known = official(&header.namespace);
        let title = known.map_or(header.namespace.as_str(), |known| known.title);
        let digest = entry.digest.hex();
        let version = header.version.as_deref().unwrap_or("-");
        let home = known.map_or("-", |known| known.home);
        let values = [title, version, &entry.file, &digest[..DIGEST_DIGITS], home];
        out.text(&table::row(&COLUMNS, &values));
    }
    for (_, finding) in library.broken() {
        context.remark(finding);
    }
    Ok(Exit::Ok)
}

fn body<'a>(entry: &'a Entry, usable: Option<bool>, findings: &Findings) -> SchemaBody<'a> {
    let known = official(&entry.header.namespace);
    SchemaBody {
        file: &entry.file,
        namespace: &entry.header.namespace,
        version: entry.header.version.as_deref(),
        sha256: entry.digest.hex(),
        title: known.map(|known| known.title),
        home: known.map(|known| known.home),
        usable,
        findings: FindingsBody::from(findings),
    }
}

fn check_schemas(args: &SchemasCheck, context: &Context) -> Result<Exit> {
    let library = library(&args.folder, context)?;
    let mut tally = Tally::default();
    for entry in library.entries() {
        if context.stopped() {
            return Ok(Exit::Interrupted);
        }
        let mut findings = Findings::new();
        if let Err(error) = library.compile(entry) {
            findings.push(error.finding().clone());
        }
        tally.count(class_of(&findings));
        if context.out.json() {
            let usable = Some(!findings.has_errors());
            context.out.event("schema", &body(entry, usable, &findings));
        } else {
            line(context, (USABLE, UNUSABLE), &entry.file, &findings);
        }
    }
    for (file, finding) in library.broken() {
        let mut findings = Findings::new();
        findings.push(finding.clone());
        tally.count(class_of(&findings));
        if !context.out.json() {
            line(context, (USABLE, UNUSABLE), file, &findings);
        }
    }
    Ok(tally.exit())
}

fn check_documents(args: &SchemasCheck, context: &Context) -> Result<Exit> {
    let library = match folder(&args.folder, context)? {
        Some(folder) => Some(Library::open(&folder)?),
        None => None,
    };
    let mut judge = Judge::new(library.as_ref());
    let mut tally = Tally::default();
    for file in &args.files {
        if context.stopped() {
            return Ok(Exit::Interrupted);
        }
        let findings = document(&mut judge, file);
        tally.count(class_of(&findings));
        let path = GivenPath::from(file.as_path());
        if context.out.json() {
            let valid = !findings.has_errors();
            let findings = FindingsBody::from(&findings);
            context.out.event("document", &DocumentBody { path, valid, findings });
        } else {
            line(context, (VALID, INVALID), &path.path, &findings);
        }
    }
    Ok(tally.exit())
}

fn document(judge: &mut Judge<'_>, file: &Path) -> Findings {
    let mut findings = Findings::new();
    let shown = GivenPath::from(file).path;
    if let Err(error) = judge.judge(file, &shown, &mut findings) {
        findings.push(error.finding().clone());
    }
    findings
}

fn line(context: &Context, words: (Text, Text), path: &str, findings: &Findings) {
    let good = !findings.has_errors();
    if good && context.quiet {
        return;
    }
    let (out, lang) = (&context.out, context.lang);
    let (word, colour) = if good { (words.0, Colour::Green) } else { (words.1, Colour::Red) };
    let word = text::paint(word.get(lang), colour, out.colour());
    out.text(&format!("{word}: {}\n", printable(path)));
    out.text(&text::findings(findings, lang, out.colour(), context.verbose > 0));
}

fn add(args: &SchemasAdd, context: &Context) -> Result<Exit> {
    let library = library(&args.folder, context)?;
    let added = library.add(&args.files)?;
    let library = Library::open(library.folder())?;
    for entry in library.entries().iter().filter(|entry| added.contains(&entry.file)) {
        if context.out.json() {
            context.out.event("schema", &body(entry, Some(true), &Findings::new()));
        } else if !context.quiet {
            let word = ADDED.get(context.lang);
            let (file, namespace) = (printable(&entry.file), printable(&entry.header.namespace));
            context.out.text(&format!("{word}: {file} ({namespace})\n"));
        }
    }
    Ok(Exit::Ok)
}
