//! `archive config`: the settings in force and where they come from.

use crate::args::{Config, ConfigShow};
use crate::context::{Context, NamedBy};
use crate::exit::Exit;
use crate::log;
use crate::output::table::{self, Column, left};
use crate::output::text::both;
use archive_core::Result;
use archive_core::config::{self, Origin};
use archive_core::finding::Text;
use serde::Serialize;

const PLAIN: [Column; 2] = [left("setting", "Einstellung", 24), left("value", "Wert", 0)];
const WITH_ORIGIN: [Column; 3] =
    [left("setting", "Einstellung", 24), left("origin", "Herkunft", 20), left("value", "Wert", 0)];

/// Variables that the program listens to beside those that name a place.
const VARIABLES: [&str; 6] =
    [log::VARIABLE, "ARCHIVE_TENANT", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"];

/// The body of a `setting` object.
#[derive(Serialize)]
struct Body<'a> {
    key: &'a str,
    value: &'a str,
    origin: &'static str,
}

/// Runs a command on the configuration.
pub fn run(args: &Config, context: &Context) -> Result<Exit> {
    let Config::Show(args) = args;
    let (folder, named_by) = context.place.folder()?;
    let settings = config::Config::settings(&folder)?;
    if !context.out.json() && !context.quiet {
        let columns: &[Column] = if args.origin { &WITH_ORIGIN } else { &PLAIN };
        context.out.text(&table::header(columns, context.lang));
    }
    print(args, context, "installation", &folder.display().to_string(), place(named_by));
    for setting in &settings {
        let origin = match setting.origin {
            Origin::File => ("file", both(config::FILE, config::FILE)),
            Origin::Default => ("default", both("default", "Vorgabe")),
        };
        print(args, context, &setting.key, &setting.value, origin);
    }
    for name in VARIABLES {
        let Some(value) = std::env::var_os(name).filter(|value| !value.is_empty()) else {
            continue;
        };
        let origin = ("environment", both("environment", "Umgebung"));
        print(args, context, name, &value.to_string_lossy(), origin);
    }
    Ok(Exit::Ok)
}

const fn place(named_by: NamedBy) -> (&'static str, Text) {
    match named_by {
        NamedBy::Option => ("option", both("--archive", "--archive")),
        NamedBy::Variable => ("environment", both("ARCHIVE_DIR", "ARCHIVE_DIR")),
        NamedBy::Folder => ("folder", both("current folder", "aktueller Ordner")),
    }
}

fn print(
    args: &ConfigShow,
    context: &Context,
    key: &str,
    value: &str,
    (word, shown): (&'static str, Text),
) {
    if context.out.json() {
        context.out.event("setting", &Body { key, value, origin: word });
    } else if args.origin {
        let values = [key, shown.get(context.lang), value];
        context.out.text(&table::row(&WITH_ORIGIN, &values));
    } else {
        context.out.text(&table::row(&PLAIN, &[key, value]));
    }
}
