//! `archive demo`: a guided run on built-in samples.

use crate::args::Demo;
use crate::context::Context;
use crate::exit::Exit;
use archive_core::Result;

/// Not part of this build.
pub fn run(_args: &Demo, _context: &Context) -> Result<Exit> {
    Err(super::not_in_build("demo"))
}
