//! `archive rebuild`: the catalog from storage alone.

use crate::args::Rebuild;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::text::both;
use archive_core::archive::{Archive, ArchiveCopy};
use archive_core::finding::codes::arc;
use archive_core::finding::{Finding, Findings, KEPT_PER_CODE, Lang, Severity};
use archive_core::rebuild::Rebuilt;
use archive_core::tenant::TenantId;
use archive_core::{Error, Result};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

/// Findings of one code that are shown to people; of the others, how many there are.
const SHOWN: usize = 20;

/// One tenant, rebuilt.
#[derive(Serialize)]
struct TenantBody<'a> {
    tenant: &'a str,
    copy: &'a str,
    packages: u64,
    versions: u64,
    failed: usize,
    warnings: usize,
    exchanged: bool,
    seconds: f64,
    dry_run: bool,
}

/// Makes the catalogs of the tenants that are meant anew. Damage on the copy makes the exit code
/// 7, whatever became of the catalog.
pub fn run(args: &Rebuild, context: &Context) -> Result<Exit> {
    let archive = if args.dry_run {
        context.archive()?
    } else {
        context.archive_for_rebuild(args.from_copy.as_deref())?
    };
    let first = archive.copies().first().map(ArchiveCopy::name);
    let name = args.from_copy.as_deref().or(first).unwrap_or_default();
    let copy = archive.copy(name)?;
    let tenants = if args.dry_run { copy.tenants()? } else { archive.rebuild_tenants(copy)? };
    let named = context.place.tenant()?;
    let meant = |id: &&TenantId| named.as_ref().is_none_or(|named| named == *id);
    let known: Vec<_> = archive.tenants()?.into_iter().map(|row| row.id).collect();
    let gone: Vec<_> = known.iter().filter(|id| !tenants.contains(id)).filter(meant).collect();
    let there: Vec<_> = tenants.iter().filter(meant).collect();
    if let Some(named) = named.as_ref().filter(|_| gone.is_empty() && there.is_empty()) {
        return Err(Error::new(&arc::UNKNOWN_TENANT).with("tenant", named));
    }
    let mut exit = Exit::Ok;
    for tenant in gone {
        let finding = Finding::new(&arc::TENANT_GONE).with("tenant", tenant);
        context.report(&finding.with("copy", name));
        exit = exit.worse(Exit::Integrity);
    }
    for tenant in there {
        exit = exit.worse(one(&archive, tenant, name, args, context)?);
    }
    Ok(exit)
}

/// Rebuilds one tenant's catalog.
fn one(
    archive: &Archive,
    tenant: &TenantId,
    copy: &str,
    args: &Rebuild,
    context: &Context,
) -> Result<Exit> {
    let begun = Instant::now();
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let (despite, progress) = (args.despite_damage, AtomicUsize::new(0));
    let rebuilt = if args.dry_run {
        archive.rebuild_outlook(tenant, copy, despite, threads, &progress)?
    } else {
        archive.rebuild_catalog(tenant, copy, despite, threads, &progress)?
    };
    report(tenant, copy, &rebuilt, begun.elapsed(), args.dry_run, context);
    Ok(exit_of(&rebuilt))
}

/// How a rebuild ended: damage is damage, also where a catalog could be made.
pub fn exit_of(rebuilt: &Rebuilt) -> Exit {
    if rebuilt.is_sound() { Exit::Ok } else { Exit::Integrity }
}

/// Says what became of one tenant's catalog.
pub fn report(
    tenant: &TenantId,
    copy: &str,
    rebuilt: &Rebuilt,
    elapsed: Duration,
    dry_run: bool,
    context: &Context,
) {
    tell(&rebuilt.failed, context, &|finding| context.report(finding));
    tell(&rebuilt.remarks, context, &|finding| context.remark(finding));
    let body = TenantBody {
        tenant: tenant.as_str(),
        copy,
        packages: rebuilt.packages,
        versions: rebuilt.versions,
        failed: rebuilt.failed.count(Severity::Error),
        warnings: rebuilt.remarks.count(Severity::Warning),
        exchanged: rebuilt.exchanged,
        seconds: elapsed.as_secs_f64(),
        dry_run,
    };
    if context.out.json() {
        context.out.event("rebuilt", &body);
    } else {
        context.out.text(&format!("{}\n", sentence(&body, context.lang)));
    }
}

/// Tells the first findings of each code to people, and all that are known to programs.
fn tell(findings: &Findings, context: &Context, each: &dyn Fn(&Finding)) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings.iter() {
        let count = counts.entry(finding.code.id).or_default();
        *count += 1;
        if context.out.json() || *count <= SHOWN {
            each(finding);
        }
    }
    for (code, extra) in findings.left_out() {
        *counts.entry(code.id).or_default() += extra;
    }
    let shown = if context.out.json() { KEPT_PER_CODE } else { SHOWN };
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > shown) {
        let more = count - shown;
        context.say(&match context.lang {
            Lang::En => format!("… and {more} more of {code}.\n"),
            Lang::De => format!("… und {more} weitere {code}.\n"),
        });
    }
}

fn sentence(body: &TenantBody<'_>, lang: Lang) -> String {
    let (tenant, copy, packages) = (body.tenant, body.copy, body.packages);
    let words = match (body.exchanged, body.dry_run) {
        (true, false) => both("catalog rebuilt", "Katalog neu aufgebaut"),
        (true, true) => both("the catalog would be rebuilt", "der Katalog würde neu aufgebaut"),
        (false, false) => both("the catalog was left as it is", "der Katalog blieb, wie er ist"),
        (false, true) => {
            both("the catalog would be left as it is", "der Katalog bliebe, wie er ist")
        }
    };
    let words = words.get(lang);
    match lang {
        Lang::En => format!("{tenant}: {words}; copy {copy} gives {packages} packages."),
        Lang::De => format!("{tenant}: {words}; Kopie {copy} gibt {packages} Pakete her."),
    }
}
