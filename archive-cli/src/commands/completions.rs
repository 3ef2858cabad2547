//! `archive completions`: what a shell needs to complete our commands.

use crate::args::Completions;
use crate::context::Context;
use crate::exit::Exit;
use crate::help;
use archive_core::Result;

/// Prints the completions for a shell.
#[expect(clippy::unnecessary_wraps, reason = "the same signature for every command")]
pub fn run(args: &Completions, context: &Context) -> Result<Exit> {
    let mut bytes = Vec::new();
    let mut command = help::command(context.lang);
    clap_complete::generate(args.shell, &mut command, help::NAME, &mut bytes);
    context.out.bytes(&bytes);
    Ok(Exit::Ok)
}
