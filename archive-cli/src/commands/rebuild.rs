//! `archive rebuild`: the catalog from storage alone.

use crate::args::Rebuild;
use crate::context::Context;
use crate::exit::Exit;
use archive_core::Result;

/// Not part of this build.
pub fn run(_args: &Rebuild, _context: &Context) -> Result<Exit> {
    Err(super::not_in_build("rebuild"))
}
