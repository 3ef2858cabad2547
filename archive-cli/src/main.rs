//! The command line of the municipal archive.
//!
//! Arguments are read by [`args`], each command lives in [`commands`] under its own name, and
//! everything that is printed goes through [`output`]. The core does the work and knows nothing
//! of terminals; this program knows nothing of formats. The process ends here and nowhere else.

mod args;
mod commands;
mod context;
mod exit;
mod help;
mod lang;
mod log;
mod output;
mod signals;
mod start;

use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    start::run(&words).into()
}
