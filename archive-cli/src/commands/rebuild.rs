//! `archive rebuild`: the catalog from storage alone.

use crate::args::Rebuild;
use crate::context::Context;
use crate::exit::Exit;
use archive_core::Result;
use archive_core::archive::Archive;
use archive_core::finding::Lang;
use archive_core::rebuild::Rebuilt;
use archive_core::tenant::TenantId;
use serde::Serialize;
use std::sync::atomic::AtomicUsize;
use std::time::{Duration, Instant};

/// One tenant, rebuilt.
#[derive(Serialize)]
struct TenantBody<'a> {
    tenant: &'a str,
    copy: &'a str,
    packages: u64,
    versions: u64,
    failed: usize,
    seconds: f64,
    dry_run: bool,
}

/// Makes the catalogs of the tenants that are meant anew.
pub fn run(args: &Rebuild, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let first = archive.copies().first().map(|(name, _)| name.as_str());
    let name = args.from_copy.as_deref().or(first).unwrap_or_default();
    let copy = archive.copy(name)?;
    let tenants = if args.dry_run { copy.tenants()? } else { archive.rebuild_tenants(copy)? };
    let named = context.place.tenant()?;
    let mut exit = Exit::Ok;
    for tenant in tenants.iter().filter(|id| named.as_ref().is_none_or(|named| named == *id)) {
        if !one(&archive, tenant, name, args.dry_run, context)? {
            exit = Exit::Failed;
        }
    }
    Ok(exit)
}

/// Rebuilds one tenant's catalog. Says whether every package could be read.
fn one(
    archive: &Archive,
    tenant: &TenantId,
    copy: &str,
    dry_run: bool,
    context: &Context,
) -> Result<bool> {
    let begun = Instant::now();
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let rebuilt = if dry_run {
        Rebuilt::default()
    } else {
        archive.rebuild_catalog(tenant, copy, threads, &AtomicUsize::new(0))?
    };
    report(tenant, copy, &rebuilt, begun.elapsed(), dry_run, context);
    Ok(rebuilt.failed.is_empty())
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
    for finding in &rebuilt.failed {
        context.report(finding);
    }
    let body = TenantBody {
        tenant: tenant.as_str(),
        copy,
        packages: rebuilt.packages,
        versions: rebuilt.versions,
        failed: rebuilt.failed.len(),
        seconds: elapsed.as_secs_f64(),
        dry_run,
    };
    if context.out.json() {
        context.out.event("rebuilt", &body);
    } else {
        context.out.text(&format!("{}\n", sentence(&body, context.lang)));
    }
}

fn sentence(body: &TenantBody<'_>, lang: Lang) -> String {
    let (tenant, copy, packages) = (body.tenant, body.copy, body.packages);
    match (lang, body.dry_run) {
        (Lang::En, true) => format!("{tenant}: the catalog would be rebuilt from copy {copy}."),
        (Lang::De, true) => {
            format!("{tenant}: der Katalog würde aus Kopie {copy} neu aufgebaut.")
        }
        (Lang::En, false) => {
            format!("{tenant}: catalog rebuilt from copy {copy}, {packages} packages.")
        }
        (Lang::De, false) => {
            format!("{tenant}: Katalog aus Kopie {copy} neu aufgebaut, {packages} Pakete.")
        }
    }
}
