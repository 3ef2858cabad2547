//! `archive evidence`: what repairs have kept.

use crate::args::{Evidence, EvidenceList, EvidenceRelease};
use crate::context::Context;
use crate::exit::Exit;
use crate::output::repair as output;
use archive_core::finding::codes::fix;
use archive_core::fixity::repair::{each_kept, release};
use archive_core::{Error, Result};

/// Runs a command on evidence.
pub fn run(args: &Evidence, context: &Context) -> Result<Exit> {
    match args {
        Evidence::List(args) => list(args, context),
        Evidence::Release(args) => give_up(args, context),
    }
}

fn list(args: &EvidenceList, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    let mut exit = Exit::Ok;
    output::evidence_header(context);
    for copy in tenant.copies().iter().chain(tenant.offline_copies()) {
        if args.copy.as_ref().is_some_and(|name| copy.name != *name) {
            continue;
        }
        let listed = each_kept(copy, &mut |kept| {
            match kept {
                Ok(kept) => output::evidence(&copy.name, &kept, context),
                Err(error) => context.report(error.finding()),
            }
            Ok(())
        });
        if let Err(error) = listed {
            context.report(error.finding());
            exit = exit.worse(Exit::of(error.class()));
        }
    }
    Ok(exit)
}

fn give_up(args: &EvidenceRelease, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    let unknown = || Error::new(&fix::NO_EVIDENCE).with("run", &args.run);
    let run = args.run.parse().map_err(|_| unknown())?;
    if !args.yes {
        return Err(Error::new(&fix::NOT_RELEASED).with("run", &args.run));
    }
    let mut pieces = 0;
    for copy in tenant.copies().iter().chain(tenant.offline_copies()) {
        pieces += release(copy, run)?;
    }
    if pieces == 0 {
        return Err(unknown());
    }
    output::released(&args.run, pieces, context);
    Ok(Exit::Ok)
}
