//! `archive fixity`: whether what is stored is unchanged.

use crate::args::Fixity;
use crate::context::Context;
use crate::exit::Exit;
use archive_core::Result;

/// Runs a command on integrity checks.
pub fn run(args: &Fixity, _context: &Context) -> Result<Exit> {
    let name = match args {
        Fixity::Run(_) => "fixity run",
        Fixity::Status => "fixity status",
        Fixity::History(_) => "fixity history",
    };
    Err(super::not_in_build(name))
}
