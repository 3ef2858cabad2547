//! The commands, one file each. A command turns its arguments into calls of the core and what
//! comes of them into output; it decides nothing about packages or storage.

mod bulk;
mod check;
mod completions;
mod explain;
#[cfg(feature = "installation")]
mod format_report;
mod formats;
mod help;
mod identify;
mod man;
mod ocfl;
mod parallel;
mod schemas;
mod sources;

#[cfg(feature = "installation")]
mod aside;
#[cfg(feature = "installation")]
mod config;
#[cfg(feature = "installation")]
mod copies;
#[cfg(feature = "installation")]
mod dates;
#[cfg(feature = "installation")]
mod demo;
#[cfg(feature = "installation")]
mod describe;
#[cfg(feature = "installation")]
mod doctor;
#[cfg(feature = "installation")]
mod evidence;
#[cfg(feature = "installation")]
mod export;
#[cfg(feature = "installation")]
mod fixity;
#[cfg(feature = "installation")]
mod follow;
#[cfg(feature = "installation")]
mod ingest;
#[cfg(feature = "installation")]
mod init;
#[cfg(feature = "installation")]
mod key;
#[cfg(feature = "installation")]
mod ledger;
#[cfg(feature = "installation")]
mod list;
#[cfg(feature = "installation")]
mod rebuild;
#[cfg(feature = "installation")]
mod repair;
#[cfg(feature = "installation")]
mod search;
#[cfg(feature = "installation")]
mod show;
#[cfg(feature = "installation")]
mod tenant;

use crate::args::Command;
use crate::context::Context;
use crate::exit::Exit;
use archive_core::Result;

/// Runs a command.
pub fn run(command: Command, context: &Context) -> Result<Exit> {
    match command {
        #[cfg(feature = "installation")]
        Command::Init(args) => init::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Tenant(args) => tenant::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Ingest(args) => ingest::run(&args, context),
        Command::Check(args) => check::run(&args, context),
        #[cfg(feature = "installation")]
        Command::List(args) => list::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Search(args) => search::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Show(args) => show::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Describe(args) => describe::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Export(args) => export::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Fixity(args) => fixity::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Repair(args) => repair::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Evidence(args) => evidence::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Ledger(args) => ledger::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Key(args) => key::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Rebuild(args) => rebuild::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Copies(args) => copies::run(&args, context),
        Command::Identify(args) => identify::run(&args, context),
        Command::Formats(args) => formats::run(&args, context),
        Command::Ocfl(args) => ocfl::run(&args, context),
        Command::Schemas(args) => schemas::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Doctor(args) => doctor::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Config(args) => config::run(&args, context),
        #[cfg(feature = "installation")]
        Command::Demo(args) => demo::run(&args, context),
        Command::Explain(args) => explain::run(&args, context),
        Command::Completions(args) => completions::run(&args, context),
        Command::Man(args) => man::run(&args, context),
        Command::Help(args) => help::run(&args, context),
    }
}
