//! `archive help`: the same as `--help`.

use crate::args::Help;
use crate::context::Context;
use crate::exit::Exit;
use crate::help;
use archive_core::finding::codes::cli;
use archive_core::{Error, Result};

/// Prints the help of a command.
pub fn run(args: &Help, context: &Context) -> Result<Exit> {
    let mut root = help::command(context.lang);
    let unknown = || {
        let error = Error::new(&cli::UNKNOWN_COMMAND).with("argument", args.command.join(" "));
        error.with("nearest", "").with("command", help::NAME)
    };
    let command = help::find(&mut root, &args.command).ok_or_else(unknown)?;
    context.out.text(&command.render_long_help().to_string());
    Ok(Exit::Ok)
}
