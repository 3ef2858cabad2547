//! `archive ledger timestamp` and `archive ledger evidence`: since when something was there.

use crate::args::{LedgerEvidence, LedgerTimestamp};
use crate::context::{Context, aip_id};
use crate::exit::Exit;
use archive_core::archive::{Authorities, DatedRun, TenantArchive};
use archive_core::clock::rfc3339;
use archive_core::finding::Lang;
use archive_core::{Result, fs};
use serde_json::json;

/// Has the ledger of one tenant dated, or of all. What fails for one does not stop the others.
pub fn timestamp(args: &LedgerTimestamp, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let authorities = Authorities::of(archive.config(), archive.folder())?;
    let mut exit = Exit::Ok;
    for tenant in context.tenants(&archive)? {
        if context.stopped() {
            return Ok(exit.worse(Exit::Interrupted));
        }
        match tenant.date_ledger(&authorities, args.renew) {
            Ok((run, findings)) => {
                findings.iter().for_each(|finding| context.report(finding));
                exit = exit.worse(if findings.is_empty() { Exit::Ok } else { Exit::Integrity });
                print(&tenant, run.as_ref(), context);
            }
            Err(error) => {
                context.report(&error.finding().clone().with("tenant", tenant.id()));
                exit = exit.worse(Exit::of(error.class()));
            }
        }
    }
    Ok(exit)
}

fn print(tenant: &TenantArchive, run: Option<&DatedRun>, context: &Context) {
    let id = tenant.id();
    if context.out.json() {
        context.out.event(
            "timestamp",
            &json!({
                "tenant": id.as_str(),
                "size": run.map(|run| run.size),
                "versions": run.map_or(0, |run| run.versions),
                "renewed": run.map_or(0, |run| run.renewed),
                "time": run.map(|run| rfc3339(run.stamp.time)),
                "until": run.map(|run| rfc3339(run.stamp.until)),
                "authority": run.map(|run| &run.authority),
            }),
        );
        return;
    }
    let Some(DatedRun { size, versions, renewed, stamp, authority }) = run else {
        return context.out.text(&match context.lang {
            Lang::En => format!("{id}: nothing new since the last timestamp.\n"),
            Lang::De => format!("{id}: nichts Neues seit dem letzten Zeitstempel.\n"),
        });
    };
    let (time, until) = (rfc3339(stamp.time), rfc3339(stamp.until));
    context.out.text(&match context.lang {
        Lang::En => format!(
            "{id}: {size} entries dated {time} by {authority}, until {until}; versions new in it: \
             {versions}, timestamps renewed: {renewed}.\n"
        ),
        Lang::De => format!(
            "{id}: {size} Einträge datiert am {time} von {authority}, bis {until}; Versionen neu \
             darin: {versions}, Zeitstempel erneuert: {renewed}.\n"
        ),
    });
}

/// Writes the evidence record of a version, and the inventory that it dates.
pub fn evidence(args: &LedgerEvidence, context: &Context) -> Result<Exit> {
    let aip = aip_id(&args.id)?;
    let archive = context.archive()?;
    let tenant = context.tenant_of(&archive, aip)?;
    let version = match args.version {
        Some(version) => version,
        None => tenant.catalog().package(aip)?.version,
    };
    let authorities = Authorities::of(archive.config(), archive.folder())?;
    let evidence = tenant.evidence(&authorities, aip, version)?;
    fs::create_folders(&args.to)?;
    let name = format!("{}.v{version}", aip.uuid());
    let mut files = Vec::new();
    for (ending, bytes) in [("ers", &evidence.record), ("inventory.json", &evidence.inventory)] {
        let path = args.to.join(format!("{name}.{ending}"));
        fs::replace_durably(&path, bytes)?;
        files.push(path.display().to_string());
    }
    let (time, until) = (rfc3339(evidence.first.time), rfc3339(evidence.last.until));
    if context.out.json() {
        let aip = aip.to_string();
        context.out.event(
            "evidence",
            &json!({
                "aip": aip, "version": version, "time": time, "until": until, "files": files,
            }),
        );
        return Ok(Exit::Ok);
    }
    for file in files {
        context.out.text(&format!("{file}\n"));
    }
    context.out.text(&match context.lang {
        Lang::En => format!("There since {time}; this record holds until {until}.\n"),
        Lang::De => format!("Vorhanden seit {time}; dieser Datensatz trägt bis {until}.\n"),
    });
    Ok(Exit::Ok)
}
