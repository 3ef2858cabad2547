//! `archive formats`: the table of formats in use.

use crate::args::{Formats, FormatsList};
use crate::context::Context;
use crate::exit::Exit;
use crate::output::table::{self, Column, left};
use crate::output::text::{self, both};
use archive_core::Result;
use archive_core::finding::Text;
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
            registry.version(),
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
    use archive_core::finding::codes::{arc, fmt};
    use archive_core::format::Registry;
    use archive_core::{Error, Result, fs};
    use std::path::{Path, PathBuf};

    /// Where they stand in an installation.
    const FOLDER: &str = "formats";
    const SIGNATURES: &str = "signatures.xml";
    const CONTAINERS: &str = "containers.xml";
    /// Largest file taken, in bytes.
    const FILE_BYTES: u64 = 64 << 20;
    /// How much of a file is looked at to tell which one it is, in bytes.
    const BEGINNING: usize = 4 << 10;

    /// The table of the installation that is meant, where there is one that has its own.
    pub fn registry(context: &Context) -> Result<Option<Registry>> {
        let folder = match context.place.folder() {
            Ok((folder, _)) => folder.join(FOLDER),
            Err(error) if error.is(&arc::NO_ARCHIVE) => return Ok(None),
            Err(error) => return Err(error),
        };
        let (signatures, containers) = (folder.join(SIGNATURES), folder.join(CONTAINERS));
        if !fs::exists(&signatures) {
            return Ok(None);
        }
        let containers = fs::exists(&containers).then_some(containers);
        Registry::open(&signatures, containers.as_deref()).map(Some)
    }

    /// The files that the table shall be made of.
    #[derive(Default)]
    struct Chosen {
        signatures: Option<PathBuf>,
        containers: Option<PathBuf>,
    }

    /// Verifies files and installs them. What is not given stays as it is.
    pub fn update(args: &FormatsUpdate, context: &Context) -> Result<Exit> {
        let folder = context.archive()?.folder().join(FOLDER);
        let mut given = Chosen::default();
        for path in &args.files {
            let place =
                if is_containers(path)? { &mut given.containers } else { &mut given.signatures };
            *place = Some(path.clone());
        }
        let kept = |name: &str| Some(folder.join(name)).filter(|path| fs::exists(path));
        let Some(signatures) = given.signatures.clone().or_else(|| kept(SIGNATURES)) else {
            let path = given.containers.unwrap_or_default();
            return Err(Error::new(&fmt::NO_SIGNATURES).at(path.display().to_string()));
        };
        let containers = given.containers.clone().or_else(|| kept(CONTAINERS));
        let registry = Registry::open(&signatures, containers.as_deref())?;
        if !args.dry_run {
            fs::create_folders_durably(&folder)?;
            install(given.signatures.as_deref(), &folder.join(SIGNATURES))?;
            install(given.containers.as_deref(), &folder.join(CONTAINERS))?;
        }
        say(&registry, Source::Installed, args.dry_run, context);
        Ok(Exit::Ok)
    }

    fn install(from: Option<&Path>, to: &Path) -> Result<()> {
        let Some(from) = from else { return Ok(()) };
        Ok(fs::replace_durably(to, &fs::read(from, FILE_BYTES)?)?)
    }

    /// Which of the two files it seems to be; reading it shows whether it is.
    fn is_containers(path: &Path) -> Result<bool> {
        let bytes = fs::read(path, FILE_BYTES)?;
        let beginning = &bytes[..bytes.len().min(BEGINNING)];
        let name = b"<ContainerSignatureMapping";
        Ok(beginning.windows(name.len()).any(|window| window == name))
    }
}
