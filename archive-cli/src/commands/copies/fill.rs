//! `archive copies add` and `sync`: filling storage locations.

use super::super::fixity::watched;
use crate::args::{CopyAdd, CopySync};
use crate::context::{Context, tenant_id};
use crate::exit::Exit;
use crate::output::copies as output;
use crate::output::progress::Meter;
use archive_core::Result;
use archive_core::aip::AipId;
use archive_core::archive::{Archive, ArchiveCopy, TenantArchive, TenantCopy};
use archive_core::config::{Amount, CopySection};
use archive_core::copies::{Events, SyncOptions, SyncSummary, sync as bring};
use archive_core::finding::{Class, Finding};
use archive_core::store::proof::Pace;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

/// Adds a copy and fills it; required, if it shall be, once it is full.
pub fn add(args: &CopyAdd, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let section = section(args)?;
    if args.dry_run {
        return would_add(&archive, &section, context);
    }
    let archive = archive.add_copy(&section)?;
    if args.empty {
        return Ok(Exit::Ok);
    }
    let options = options(args.jobs, false);
    let filled = all(&archive, Some(&section.name), &options, context)?;
    let wanted = !args.optional && !args.offline;
    let known = archive.copies().iter().find(|own| own.name() == section.name);
    if filled == Exit::Ok && wanted && !known.is_some_and(ArchiveCopy::is_required) {
        archive.require_copy(&section.name, true)?;
        output::required(&section.name, context);
    }
    Ok(filled)
}

/// What adding a copy would bring to it: everything that there is.
fn would_add(archive: &Archive, section: &CopySection, context: &Context) -> Result<Exit> {
    for tenant in tenants(archive, context)?.iter().filter(|one| section.is_for(one.id())) {
        let behind = tenant.catalog().confirmed_on_none(&[])?;
        let summary = SyncSummary { copy: section.name.clone(), behind, ..SyncSummary::default() };
        output::summary(tenant.id(), &summary, Exit::Ok, context);
    }
    Ok(Exit::Ok)
}

fn section(args: &CopyAdd) -> Result<CopySection> {
    let tenants = args.tenants.iter().map(|word| tenant_id(word)).collect::<Result<_>>()?;
    Ok(CopySection {
        required: !args.optional,
        offline: args.offline,
        tenants,
        bandwidth: args.bandwidth.map(Amount),
        requests: args.requests,
        concurrency: args.concurrency,
        lock: args.lock,
        credentials: args.credentials.clone(),
        ..CopySection::new(&args.copy.name, &args.copy.url)
    })
}

/// Brings one copy, or every copy that is always there, up to date.
pub fn sync(args: &CopySync, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let options = options(args.jobs, args.dry_run);
    all(&archive, args.name.as_deref(), &options, context)
}

fn options(jobs: Option<usize>, dry_run: bool) -> SyncOptions {
    let default = SyncOptions::default();
    SyncOptions { jobs: jobs.unwrap_or(default.jobs), dry_run, ..default }
}

/// The tenants that are meant: the one named, else all.
fn tenants(archive: &Archive, context: &Context) -> Result<Vec<TenantArchive>> {
    if let Some(id) = context.place.tenant()? {
        return Ok(vec![archive.tenant(&id)?]);
    }
    archive.tenants()?.iter().map(|row| archive.tenant(&row.id)).collect()
}

fn all(
    archive: &Archive,
    name: Option<&str>,
    options: &SyncOptions,
    context: &Context,
) -> Result<Exit> {
    if let Some(name) = name {
        archive.copy(name)?;
    }
    let mut exit = Exit::Ok;
    for tenant in tenants(archive, context)? {
        let named = |copy: &&TenantCopy| name.is_none_or(|name| copy.name == name);
        let always = tenant.copies().iter().filter(named);
        // A medium that is taken away is filled when it is named.
        let media = tenant.offline_copies().iter().filter(|copy| Some(&*copy.name) == name);
        for copy in always.chain(media) {
            exit = exit.worse(one(&tenant, &copy.name, options, context));
            if context.stopped() {
                return Ok(Exit::Interrupted);
            }
        }
    }
    Ok(exit)
}

/// Brings one copy of one tenant up to date; what goes wrong is told.
fn one(tenant: &TenantArchive, copy: &str, options: &SyncOptions, context: &Context) -> Exit {
    let meter = Meter::start(context, tenant.catalog().unconfirmed(copy).unwrap_or(0));
    let heard = Heard { context, meter: &meter, worst: Mutex::new(Exit::Ok) };
    let pace = Pace::default();
    let done = watched(&pace, &meter, || bring(tenant, copy, options, &heard, &pace));
    let worst = *heard.worst.lock().unwrap_or_else(PoisonError::into_inner);
    drop(meter);
    match done {
        Ok(summary) => {
            let stopped = if summary.stopped { Exit::Interrupted } else { Exit::Ok };
            let exit = worst.worse(stopped);
            output::summary(tenant.id(), &summary, exit, context);
            exit
        }
        Err(error) => {
            context.report(error.finding());
            worst.worse(Exit::of(error.class()))
        }
    }
}

/// Hears what a sync does.
struct Heard<'a> {
    context: &'a Context,
    meter: &'a Meter<'a>,
    worst: Mutex<Exit>,
}

impl Events for Heard<'_> {
    fn version(&self, _copy: &str, _aip: AipId, _version: u32, _copied: bool) {
        self.meter.counts().done.fetch_add(1, Ordering::Relaxed);
    }

    fn finding(&self, finding: &Finding) {
        self.context.report(finding);
        // One package that could not be brought is a part; damage weighs more.
        let exit = match finding.code.class {
            Class::Integrity | Class::Temporary | Class::Locked => Exit::of(finding.code.class),
            _ => Exit::Partly,
        };
        let mut worst = self.worst.lock().unwrap_or_else(PoisonError::into_inner);
        *worst = worst.worse(exit);
    }
}
