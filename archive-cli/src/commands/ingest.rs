//! `archive ingest`: taking packages in.

use crate::args::Ingest;
use crate::context::Context;
use crate::exit::Exit;
use archive_core::Result;

/// Not part of this build.
pub fn run(_args: &Ingest, _context: &Context) -> Result<Exit> {
    Err(super::not_in_build("ingest"))
}
