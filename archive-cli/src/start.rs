//! From the words of the command line to the exit code.

use crate::args::{Cli, usage};
use crate::context::Context;
use crate::exit::Exit;
use crate::output::{Out, json, text};
use crate::{commands, help, lang, log, signals};
use archive_core::finding::Lang;
use clap::FromArgMatches;
use clap::error::ErrorKind;
use std::ffi::OsString;
use std::io::Write;

/// Runs the program with its words, the name of the program first.
pub fn run(words: &[OsString]) -> Exit {
    let lang = lang::of(words, |name| std::env::var(name).ok());
    let parsed = help::command(lang)
        .try_get_matches_from(words)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(cli) => work(cli, lang),
        Err(error) => refused(&error, words, lang),
    }
}

fn work(cli: Cli, lang: Lang) -> Exit {
    let stop = signals::install();
    let context = Context::new(&cli.global, lang, stop);
    log::start(&context);
    let result = commands::run(cli.command, &context);
    context.out.end_progress();
    let exit = result.unwrap_or_else(|error| {
        context.report(error.finding());
        Exit::of(error.class())
    });
    match context.out.finish() {
        Ok(()) => exit,
        Err(error) => {
            context.report(error.finding());
            exit.worse(Exit::of(error.class()))
        }
    }
}

/// Help and version are answers; everything else clap says is wrong use.
fn refused(error: &clap::Error, words: &[OsString], lang: Lang) -> Exit {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = write!(std::io::stdout(), "{}", error.render());
            Exit::Ok
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = write!(std::io::stderr(), "{}", error.render());
            Exit::Usage
        }
        _ => {
            let finding = usage::finding(error, words, lang);
            let colour = text::colour_of_stderr();
            let _ = write!(std::io::stderr(), "{}", text::error(&finding, lang, colour));
            if words.iter().take_while(|word| *word != "--").any(|word| word == "--json") {
                let out = Out::new(true, false);
                out.event("error", &json::finding(&finding));
                out.flush();
            }
            Exit::Usage
        }
    }
}
