//! `archive doctor`: checking the installation itself.

use crate::args::Doctor;
use crate::context::Context;
use crate::exit::Exit;
use archive_core::Result;

/// Not part of this build.
pub fn run(_args: &Doctor, _context: &Context) -> Result<Exit> {
    Err(super::not_in_build("doctor"))
}
