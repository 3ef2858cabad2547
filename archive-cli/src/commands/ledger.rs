//! `archive ledger`: showing, verifying and proving what the ledger attests.

use super::dates;
use crate::args::{Ledger, LedgerProve, LedgerShow, LedgerVerify};
use crate::context::{Context, aip_id};
use crate::exit::Exit;
use archive_core::archive::{Authorities, TenantArchive};
use archive_core::clock::rfc3339;
use archive_core::finding::codes::{arc, led};
use archive_core::finding::{Findings, Lang};
use archive_core::fs;
use archive_core::ledger::note::Verifier;
use archive_core::ledger::timestamp::Stamp;
use archive_core::ledger::{Place, Verified};
use archive_core::metadata::encoding::base64;
use archive_core::{Error, Result};
use serde::Serialize;
use std::ops::ControlFlow;

/// The body of a `copy` object.
#[derive(Serialize)]
struct CopyBody<'a> {
    copy: &'a str,
    verified: bool,
    entries: u64,
    root: Option<String>,
    unattested: usize,
    out_of_order: Vec<u64>,
    /// Timestamps that hold.
    timestamps: usize,
    /// The time of the newest of them.
    dated: Option<String>,
}

/// Runs a command on the ledger.
pub fn run(args: &Ledger, context: &Context) -> Result<Exit> {
    match args {
        Ledger::Show(args) => show(args, context),
        Ledger::Verify(args) => verify(args, context),
        Ledger::Prove(args) => prove(args, context),
        Ledger::Checkpoint => checkpoint(context),
        Ledger::Timestamp(args) => dates::timestamp(args, context),
        Ledger::Evidence(args) => dates::evidence(args, context),
    }
}

fn show(args: &LedgerShow, context: &Context) -> Result<Exit> {
    let only = args.id.as_deref().map(aip_id).transpose()?;
    let tenant = context.tenant(&context.archive()?)?;
    let mut left = args.limit;
    let mut print = |index: u64, bytes: &[u8]| {
        if left == 0 || context.stopped() {
            return Ok(ControlFlow::Break(()));
        }
        left -= 1;
        print_entry(index, bytes, context);
        Ok(ControlFlow::Continue(()))
    };
    match only {
        Some(aip) => tenant.each_entry_of(aip, args.from, &mut print)?,
        None => tenant.read_ledger(|log, _| log.each_entry(args.from, &mut print))?,
    }
    Ok(Exit::Ok)
}

fn print_entry(index: u64, bytes: &[u8], context: &Context) {
    let entry = String::from_utf8_lossy(bytes);
    if context.out.json() {
        let entry: serde_json::Value = serde_json::from_str(&entry).unwrap_or_default();
        context.out.event("entry", &serde_json::json!({ "index": index, "entry": entry }));
    } else {
        let shown = archive_core::finding::printable(&entry);
        context.out.text(&format!("{index:>8}  {shown}\n"));
    }
}

fn verify(args: &LedgerVerify, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    let authorities = Authorities::of(archive.config(), archive.folder())?;
    let given = args.key.iter().map(|text| Verifier::parse(text));
    let keys: Vec<Verifier> = given.collect::<Result<_>>()?;
    if keys.is_empty() {
        own_key(&tenant)?;
    }
    let mut places = tenant.ledger_places();
    if let Some(name) = &args.copy {
        places.retain(|place| place.name == *name);
        if places.is_empty() {
            return Err(Error::new(&arc::UNKNOWN_COPY).with("copy", name));
        }
    }
    let mut exit = Exit::Ok;
    let mut longest: Option<(u64, String)> = None;
    for place in &places {
        let (one, size) = verify_one(&tenant, place, &keys, &authorities, context);
        exit = exit.worse(one);
        // Copies of one size must be the same; a shorter one is brought forward by the next append.
        if let Some((size, root)) = size {
            match &longest {
                Some((other, head)) if *other == size && *head != root => {
                    let error = Error::new(&led::FORK).with("copy", &place.name);
                    let error = error.with("size", size).with("expected", *other);
                    context.report(error.finding());
                    exit = exit.worse(Exit::Integrity);
                }
                Some((other, _)) if *other >= size => {}
                _ => longest = Some((size, root)),
            }
        }
    }
    Ok(exit)
}

/// Verifies one copy; gives how it ended, and the size and root hash of what was verified.
fn verify_one(
    tenant: &TenantArchive,
    place: &Place,
    keys: &[Verifier],
    authorities: &Authorities,
    context: &Context,
) -> (Exit, Option<(u64, String)>) {
    let done = tenant.verify_ledger(place, keys);
    let done = done.and_then(|done| Ok((done, tenant.verify_dates(authorities, place)?)));
    let ((verified, findings), (stamps, faults)) = match done {
        Ok(done) => done,
        Err(error) => {
            context.report(&error.finding().clone().with("copy", &place.name));
            let nothing = Verified::default();
            print_copy(place, false, &nothing, &Findings::new(), &[], context);
            return (Exit::of(error.class()), None);
        }
    };
    findings.iter().chain(faults.iter()).for_each(|finding| context.report(finding));
    let good = verified.signed.is_some() && !findings.has_errors() && !faults.has_errors();
    print_copy(place, good, &verified, &findings, &stamps, context);
    let head = verified.signed.as_ref().map(|signed| signed.checkpoint.head);
    let head = head.map(|head| (head.size, base64(&head.hash)));
    (if good { Exit::Ok } else { Exit::Integrity }, head)
}

fn print_copy(
    place: &Place,
    verified: bool,
    found: &Verified,
    findings: &Findings,
    stamps: &[(u64, Stamp)],
    context: &Context,
) {
    let head = found.signed.as_ref().map(|signed| signed.checkpoint.head);
    let unattested = findings.count(archive_core::finding::Severity::Error);
    let body = CopyBody {
        copy: &place.name,
        verified,
        entries: head.map_or(0, |head| head.size),
        root: head.map(|head| base64(&head.hash)),
        unattested,
        out_of_order: found.out_of_order.clone(),
        timestamps: stamps.len(),
        dated: stamps.last().map(|(_, stamp)| rfc3339(stamp.time)),
    };
    if context.out.json() {
        context.out.event("copy", &body);
        return;
    }
    let (copy, entries, disorder) = (body.copy, body.entries, body.out_of_order.len());
    if let (true, Some(dated)) = (verified, &body.dated) {
        let count = body.timestamps;
        context.out.text(&match context.lang {
            Lang::En => format!("{copy}: {count} timestamps hold, the last of {dated}.\n"),
            Lang::De => format!("{copy}: {count} Zeitstempel tragen, der letzte von {dated}.\n"),
        });
    }
    context.out.text(&match (context.lang, verified) {
        (Lang::En, true) => {
            format!("{copy}: {entries} entries verified, {disorder} with an earlier time.\n")
        }
        (Lang::En, false) => format!("{copy}: the ledger is not as it should be.\n"),
        (Lang::De, true) => {
            format!("{copy}: {entries} Einträge geprüft, {disorder} mit früherer Zeit.\n")
        }
        (Lang::De, false) => format!("{copy}: das Hauptbuch ist nicht, wie es sein soll.\n"),
    });
}

fn prove(args: &LedgerProve, context: &Context) -> Result<Exit> {
    let aip = aip_id(&args.id)?;
    let tenant = context.tenant_of(&context.archive()?, aip)?;
    let version = match args.version {
        Some(version) => version,
        None => tenant.catalog().package(aip)?.version,
    };
    let (receipt, proof) = tenant.prove(aip, version)?;
    let about = tenant.particulars(aip, version)?;
    let page = receipt.page(&about, context.lang);
    let mut json = serde_json::to_vec_pretty(&receipt).unwrap_or_default();
    json.push(b'\n');
    fs::create_folders(&args.to)?;
    let name = format!("{}.v{version}", aip.uuid());
    let mut files = Vec::new();
    for (ending, bytes) in [
        ("receipt.json", json),
        ("receipt.html", page.into_bytes()),
        ("tlog-proof", proof.to_string().into_bytes()),
    ] {
        let path = args.to.join(format!("{name}.{ending}"));
        fs::replace_durably(&path, &bytes)?;
        files.push(path.display().to_string());
    }
    if context.out.json() {
        let body = serde_json::json!({
            "aip": aip.to_string(), "version": version, "index": receipt.index, "files": files,
        });
        context.out.event("receipt", &body);
    } else {
        for file in files {
            context.out.text(&format!("{file}\n"));
        }
    }
    Ok(Exit::Ok)
}

fn checkpoint(context: &Context) -> Result<Exit> {
    let tenant = context.tenant(&context.archive()?)?;
    let key = own_key(&tenant)?;
    let signed = tenant.read_ledger(|_, signed| Ok(signed.cloned()))?;
    let signed = signed.ok_or_else(|| no_key(&tenant))?;
    if context.out.json() {
        let checkpoint = &signed.checkpoint;
        let body = serde_json::json!({
            "origin": checkpoint.origin, "size": checkpoint.head.size,
            "root": base64(&checkpoint.head.hash), "key": key.to_string(),
            "note": signed.to_string(),
        });
        context.out.event("checkpoint", &body);
    } else {
        context.out.text(&signed.to_string());
    }
    Ok(Exit::Ok)
}

fn own_key(tenant: &TenantArchive) -> Result<Verifier> {
    tenant.ledger_key()?.ok_or_else(|| no_key(tenant))
}

fn no_key(tenant: &TenantArchive) -> Error {
    let path = format!("{}/{}.key", archive_core::archive::KEY_FOLDER, tenant.id());
    Error::new(&led::NO_KEY).at(path).with("tenant", tenant.id())
}
