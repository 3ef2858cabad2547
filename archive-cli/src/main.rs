//! The command line of the municipal archive.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::SUCCESS
}
