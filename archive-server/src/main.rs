//! The server of the municipal archive.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::SUCCESS
}
