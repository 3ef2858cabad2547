//! `archive copies`: the storage locations.

mod fill;
mod retire;

use crate::args::{Copies, CopyRequire, CopyVerify, FixityRun};
use crate::context::Context;
use crate::exit::Exit;
use crate::output::copies as output;
use archive_core::Result;
use archive_core::copies::states;

/// Runs a command on copies.
pub fn run(args: &Copies, context: &Context) -> Result<Exit> {
    match args {
        Copies::List => list(context),
        Copies::Add(args) => fill::add(args, context),
        Copies::Sync(args) => fill::sync(args, context),
        Copies::Verify(args) => verify(args, context),
        Copies::Require(args) => require(args, context),
        Copies::Retire(args) => retire::run(args, context),
    }
}

fn list(context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let states = states(&archive)?;
    output::header(context);
    for (own, state) in archive.copies().iter().zip(&states) {
        output::copy(&own.section, state, context);
    }
    Ok(Exit::Ok)
}

fn require(args: &CopyRequire, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    if args.dry_run {
        archive.copy(&args.name)?;
        return Ok(Exit::Ok);
    }
    let changed = archive.require_copy(&args.name, !args.off)?;
    for (own, state) in changed.copies().iter().zip(&states(&changed)?) {
        if own.name() == args.name {
            output::copy(&own.section, state, context);
        }
    }
    Ok(Exit::Ok)
}

/// Every byte of a copy, past the cache of the system.
fn verify(args: &CopyVerify, context: &Context) -> Result<Exit> {
    let run = FixityRun {
        due: false,
        budget: None,
        max_age: None,
        copy: Some(args.name.clone()),
        id: None,
        from_medium: true,
        repair: false,
        dry_run: args.dry_run,
        metrics: None,
    };
    super::fixity::check(&run, context)
}
