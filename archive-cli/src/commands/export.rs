//! `archive export`: handing packages out.

use crate::args::Export;
use crate::context::Context;
use crate::exit::Exit;
use archive_core::Result;

/// Not part of this build.
pub fn run(_args: &Export, _context: &Context) -> Result<Exit> {
    Err(super::not_in_build("export"))
}
