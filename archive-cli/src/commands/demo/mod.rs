//! `archive demo`: a guided run on built-in samples. It does what a person would do with the
//! commands that it names, checks that each step went as told, and stops at the first that did
//! not. It knows no other way to the data than the commands have, except to damage it.

mod steps;
mod tale;

use crate::args::Demo;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::text::both;
use archive_core::finding::Text;
use archive_core::finding::codes::cli;
use archive_core::{Error, Result, fs, random};
use std::path::{Path, PathBuf};
use tale::{Tale, Trouble};

/// Runs the demonstration. A folder that was named stays; a temporary one goes away, unless a
/// step failed and somebody wants to look at what it left.
pub fn run(args: &Demo, context: &Context) -> Result<Exit> {
    let folder = prepare(args.folder.as_deref())?;
    let mut tale = Tale::new(context);
    let outcome = steps::run(&mut tale, &folder);
    let keeps = args.folder.is_some() || matches!(&outcome, Err(Trouble::Failed { .. }));
    if !keeps {
        fs::remove_tree(&folder)?;
    }
    match outcome {
        Ok(()) => {
            tale.end(&farewell(keeps).get(context.lang).replace(PLACE, &shown(&folder)));
            Ok(Exit::Ok)
        }
        Err(Trouble::Stopped) => Ok(Exit::Interrupted),
        Err(Trouble::Failed { finding, exit }) => {
            context.report(&finding.at(shown(&folder)));
            Ok(exit)
        }
    }
}

/// What stands for the folder in the words at the end.
const PLACE: &str = "{folder}";

fn farewell(keeps: bool) -> Text {
    if keeps {
        return both(
            "Every step went as told. Everything is in {folder}; remove it when you have seen \
             enough.",
            "Jeder Schritt verlief wie angekündigt. Alles liegt in {folder} und kann gelöscht \
             werden, wenn es nicht mehr gebraucht wird.",
        );
    }
    both(
        "Every step went as told. The temporary folder {folder} is removed; `archive demo DIR` \
         keeps everything in DIR.",
        "Jeder Schritt verlief wie angekündigt. Der vorübergehende Ordner {folder} ist entfernt; \
         `archive demo ORDNER` behält alles in ORDNER.",
    )
}

fn shown(folder: &Path) -> String {
    folder.display().to_string()
}

/// The folder of the demonstration: there, empty, and without links in its path.
fn prepare(given: Option<&Path>) -> Result<PathBuf> {
    let Some(folder) = given else {
        let name = format!("archive-demo-{}", random::uuid_v4().simple());
        let folder = std::env::temp_dir().join(name);
        fs::create_private_folder(&folder)?;
        return Ok(fs::canonical(&folder)?);
    };
    if fs::exists(folder) && (!fs::is_folder(folder) || !fs::read_folder(folder)?.is_empty()) {
        return Err(Error::new(&cli::DEMO_FOLDER).at(shown(folder)));
    }
    fs::create_folders(folder)?;
    Ok(fs::canonical(folder)?)
}
