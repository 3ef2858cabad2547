//! `archive repair`: putting damaged files right from a good copy.

use super::fixity::watched;
use crate::args::Repair;
use crate::context::{Context, aip_id};
use crate::exit::Exit;
use crate::output::progress::Meter;
use crate::output::repair as output;
use archive_core::Result;
use archive_core::aip::AipId;
use archive_core::archive::TenantArchive;
use archive_core::catalog::Damage;
use archive_core::finding::Finding;
use archive_core::fixity::repair::{Events, Outcome, RepairOptions, RepairSummary, repair};
use archive_core::fixity::{self, RunOptions, Silent};
use archive_core::store::proof::Pace;
use std::sync::{Mutex, PoisonError};

/// Repairs the packages named, or everything that is known to be damaged.
pub fn run(args: &Repair, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let mut total = RepairSummary::default();
    if args.all {
        let tenant = context.tenant(&archive)?;
        add(&mut total, &one(&tenant, None, args, context)?);
    }
    let mut damaged = false;
    for id in &args.ids {
        let id = aip_id(id)?;
        let tenant = context.tenant_of(&archive, id)?;
        damaged |= look(&tenant, id, args, context)?;
        add(&mut total, &one(&tenant, Some(id), args, context)?);
    }
    let exit = exit_of(&total, damaged && args.dry_run);
    output::summary(&total, args.dry_run, exit, context);
    Ok(exit)
}

/// Reads a package on every copy, so that what is damaged is known. Whether anything is.
fn look(tenant: &TenantArchive, aip: AipId, args: &Repair, context: &Context) -> Result<bool> {
    let options = RunOptions {
        aip: Some(aip),
        copy: args.copy.clone(),
        from_medium: true,
        wait: tenant.wait(),
        ..RunOptions::default()
    };
    let (meter, pace) = (Meter::start(context, 1), Pace::default());
    let summary = watched(&pace, &meter, || fixity::run(tenant, &options, &Silent, &pace))?;
    Ok(summary.damaged() > 0)
}

/// Repairs what is known of one package, or all.
pub fn one(
    tenant: &TenantArchive,
    aip: Option<AipId>,
    args: &Repair,
    context: &Context,
) -> Result<RepairSummary> {
    let options = RepairOptions {
        aip,
        copy: args.copy.clone(),
        strays: args.strays,
        dry_run: args.dry_run,
        wait: tenant.wait(),
    };
    let (meter, pace) = (Meter::start(context, 0), Pace::default());
    let heard = Told { context, line: Mutex::new(()) };
    watched(&pace, &meter, || repair(tenant, &options, &heard, &pace))
}

fn add(total: &mut RepairSummary, done: &RepairSummary) {
    total.run = done.run;
    total.repaired += done.repaired;
    total.set_aside += done.set_aside;
    total.good += done.good;
    total.left += done.left;
    total.stopped |= done.stopped;
}

/// What stays damaged is damage; so is what would be repaired, until it is.
fn exit_of(done: &RepairSummary, would: bool) -> Exit {
    let stopped = if done.stopped { Exit::Interrupted } else { Exit::Ok };
    let left = if done.left > 0 || would { Exit::Integrity } else { Exit::Ok };
    stopped.worse(left)
}

/// Prints what becomes of each file.
struct Told<'a> {
    context: &'a Context,
    /// Keeps the lines of two files apart.
    line: Mutex<()>,
}

impl Events for Told<'_> {
    fn repair(&self, damage: &Damage, outcome: &Outcome) {
        let _line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        output::file(damage, outcome, self.context);
    }

    fn finding(&self, finding: &Finding) {
        self.context.remark(finding);
    }
}
