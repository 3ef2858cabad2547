//! `archive copies retire`: giving a storage location up.

use crate::args::CopyRetire;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::copies as output;
use crate::output::text::both;
use archive_core::copies::retirement;
use archive_core::finding::codes::cpy;
use archive_core::{Error, Result};
use std::io::{BufRead, IsTerminal};

/// Gives a copy up, where everything on it lies elsewhere for certain.
pub fn run(args: &CopyRetire, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let may = retirement(&archive, &args.name)?;
    if args.dry_run {
        output::retired(&may, true, context);
        return Ok(Exit::Ok);
    }
    if !args.yes && !is_typed(&args.name, context) {
        return Err(Error::new(&cpy::NOT_NAMED).with("copy", &args.name));
    }
    archive.retire_copy(&args.name, args.reason.as_deref().unwrap_or_default())?;
    output::retired(&may, false, context);
    Ok(Exit::Ok)
}

/// Asks a person to type the name.
fn is_typed(name: &str, context: &Context) -> bool {
    if !std::io::stdin().is_terminal() {
        return false;
    }
    let question = both(
        "Nothing will be stored there any more. Type the name of the copy: ",
        "Dort wird nichts mehr gespeichert. Den Namen der Kopie eingeben: ",
    );
    context.say(question.get(context.lang));
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).is_ok() && line.trim() == name
}
