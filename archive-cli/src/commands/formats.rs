//! `archive formats`: the table of formats in use.

use crate::args::{Formats, FormatsList};
use crate::context::Context;
use crate::exit::Exit;
use crate::output::table::{self, Column, left};
use crate::output::text::{self, both};
use archive_core::Result;
use archive_core::finding::{Text, printable};
use archive_core::format::Registry;
use serde::Serialize;
use std::path::Path;
use std::sync::Arc;

const COLUMNS: [Column; 4] = [
    left("PUID", "PUID", 10),
    left("version", "Version", 14),
    left("extensions", "Endungen", 24),
    left("name", "Name", 0),
];
const FORMATS: Text = both("formats", "Formate");
const SIGNATURES: Text = both("signatures", "Signaturen");
const TABLE: Text = both("table", "Tabelle");

/// The body of a `format` object.
#[derive(Serialize)]
struct FormatBody<'a> {
    puid: &'a str,
    name: &'a str,
    version: Option<&'a str>,
    mime: Option<&'a str>,
    extensions: &'a [String],
}

/// The body of a `table` object.
#[derive(Serialize)]
struct TableBody<'a> {
    version: &'a str,
    source: &'static str,
    formats: usize,
    signatures: usize,
    dry_run: bool,
}

/// Where a table comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Given,
    #[cfg(feature = "installation")]
    Installed,
    Builtin,
}

impl Source {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            #[cfg(feature = "installation")]
            Self::Installed => "installed",
            Self::Builtin => "builtin",
        }
    }

    const fn word(self) -> Text {
        match self {
            Self::Given => both("as given", "wie angegeben"),
            #[cfg(feature = "installation")]
            Self::Installed => both("installed", "eingesetzt"),
            Self::Builtin => both("built in", "eingebaut"),
        }
    }
}

/// Runs a command on formats.
pub fn run(args: &Formats, context: &Context) -> Result<Exit> {
    match args {
        Formats::List(args) => list(args, context),
        #[cfg(feature = "installation")]
        Formats::Report => super::format_report::run(context),
        #[cfg(feature = "installation")]
        Formats::Update(args) => installation::update(args, context),
    }
}

/// The table in use: that of the files given, else the one installed, else the one built in.
pub fn registry(
    signatures: Option<&Path>,
    containers: Option<&Path>,
    context: &Context,
) -> Result<Arc<Registry>> {
    Ok(in_use(signatures, containers, context)?.0)
}

fn in_use(
    signatures: Option<&Path>,
    containers: Option<&Path>,
    context: &Context,
) -> Result<(Arc<Registry>, Source)> {
    if let Some(signatures) = signatures {
        return Ok((Arc::new(Registry::open(signatures, containers)?), Source::Given));
    }
    #[cfg(feature = "installation")]
    if let Some(registry) = installation::registry(context)? {
        return Ok((Arc::new(registry), Source::Installed));
    }
    #[cfg(not(feature = "installation"))]
    let _ = context;
    Ok((Registry::builtin(), Source::Builtin))
}

fn list(args: &FormatsList, context: &Context) -> Result<Exit> {
    let (registry, source) =
        in_use(args.signatures.as_deref(), args.containers.as_deref(), context)?;
    let (out, lang) = (&context.out, context.lang);
    if !out.json() && !context.quiet {
        out.text(&table::header(&COLUMNS, lang));
    }
    for format in registry.formats() {
        let filled = |text| Some(text).filter(|text: &&str| !text.is_empty());
        if out.json() {
            let body = FormatBody {
                puid: &format.puid,
                name: &format.name,
                version: filled(&format.version),
                mime: filled(&format.mime),
                extensions: &format.extensions,
            };
            out.event("format", &body);
            continue;
        }
        let extensions = format.extensions.join(" ");
        let values = [&format.puid, &format.version, &extensions, &format.name];
        out.text(&table::row(&COLUMNS, &values.map(String::as_str)));
    }
    say(&registry, source, false, context);
    Ok(Exit::Ok)
}

fn say(registry: &Registry, source: Source, dry_run: bool, context: &Context) {
    let (out, lang) = (&context.out, context.lang);
    let (formats, signatures) = (registry.formats().len(), registry.signatures());
    if out.json() {
        let (version, source) = (registry.version(), source.as_str());
        out.event("table", &TableBody { version, source, formats, signatures, dry_run });
    } else if !context.quiet {
        out.text(&format!(
            "{} {} ({}): {} {}, {} {}\n",
            TABLE.get(lang),
            printable(registry.version()),
            source.word().get(lang),
            text::count(formats as u64, lang),
            FORMATS.get(lang),
            text::count(signatures as u64, lang),
            SIGNATURES.get(lang),
        ));
    }
}

#[cfg(feature = "installation")]
mod installation {
    //! The signature files that an installation keeps.

    use super::{Source, say};
    use crate::args::FormatsUpdate;
    use crate::context::Context;
    use crate::exit::Exit;
    use archive_core::Result;
    use archive_core::archive::installed_formats;
    use archive_core::finding::codes::arc;
    use archive_core::format::Registry;

    /// The table of the installation that is meant, where there is one that has its own.
    pub fn registry(context: &Context) -> Result<Option<Registry>> {
        match context.place.folder() {
            Ok((folder, _)) => installed_formats(&folder),
            Err(error) if error.is(&arc::NO_ARCHIVE) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Verifies files and installs them. What is not given stays as it is.
    pub fn update(args: &FormatsUpdate, context: &Context) -> Result<Exit> {
        let registry = context.archive()?.update_formats(&args.files, args.dry_run)?;
        say(&registry, Source::Installed, args.dry_run, context);
        Ok(Exit::Ok)
    }
}
