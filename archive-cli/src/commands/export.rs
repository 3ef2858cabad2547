//! `archive export`: handing packages out.

use crate::args::{Export, ExportForm};
use crate::context::{Context, aip_id};
use crate::exit::Exit;
use crate::output::export::{ExportReport, Reporter};
use crate::output::progress::Meter;
use archive_core::Result;
use archive_core::access::{self, Events, Form, Names};
use archive_core::aip::AipId;
use archive_core::archive::{Archive, TenantArchive};
use archive_core::finding::{Finding, Findings};
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Hands out every package that is named, one after the other: each uses all threads.
pub fn run(args: &Export, context: &Context) -> Result<Exit> {
    let begun = Instant::now();
    let ids = args.ids.iter().map(|id| aip_id(id)).collect::<Result<Vec<_>>>()?;
    let archive = context.archive()?;
    let mut holder = Holder { archive: &archive, context, last: None };
    let meter = Meter::start(context, ids.len() as u64);
    let mut reporter = Reporter::new(context, args.dry_run);
    for id in ids {
        if context.stopped() {
            break;
        }
        reporter.package(&hand_out(args, id, &mut holder, &meter));
        meter.counts().done.fetch_add(1, Ordering::Relaxed);
    }
    drop(meter);
    Ok(reporter.finish(begun.elapsed(), context.stopped()))
}

/// Finds the tenants of packages; mostly they have the same one.
struct Holder<'a> {
    archive: &'a Archive,
    context: &'a Context,
    last: Option<TenantArchive>,
}

impl Holder<'_> {
    fn tenant_of(&mut self, id: AipId) -> Result<&TenantArchive> {
        let same = self.last.take().filter(|tenant| tenant.catalog().package(id).is_ok());
        let tenant = match same {
            Some(tenant) => tenant,
            None => self.context.tenant_of(self.archive, id)?,
        };
        Ok(self.last.insert(tenant))
    }
}

fn hand_out(args: &Export, id: AipId, holder: &mut Holder<'_>, meter: &Meter<'_>) -> ExportReport {
    let begun = Instant::now();
    let heard = Heard { meter, findings: Mutex::new(Findings::new()) };
    let request = request(args, id);
    let done = holder.tenant_of(id).and_then(|tenant| {
        if args.dry_run {
            access::preview(tenant, &request)
        } else {
            access::export(tenant, &request, &heard)
        }
    });
    let mut findings = heard.findings.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (exported, class) = match done {
        Ok(exported) => (Some(exported), None),
        Err(error) => {
            findings.push(error.finding().clone());
            (None, Some(error.class()))
        }
    };
    ExportReport { aip: id, exported, elapsed: begun.elapsed(), findings, class }
}

fn request(args: &Export, id: AipId) -> access::Export {
    access::Export {
        aip: id,
        version: args.version,
        path: args.path.clone(),
        to: args.to.clone(),
        form: match args.form {
            ExportForm::Files => Form::Files,
            ExportForm::Bagit => Form::Bagit,
            ExportForm::Ocfl => Form::Ocfl,
            ExportForm::EarkAip => Form::EarkAip,
            ExportForm::EarkDip => Form::EarkDip,
        },
        names: if args.portable_names { Names::Portable } else { Names::Exact },
        with_submission: args.with_submission,
    }
}

/// Counts, keeps what was found, and hands on the wish to stop.
struct Heard<'a> {
    meter: &'a Meter<'a>,
    findings: Mutex<Findings>,
}

impl Events for Heard<'_> {
    fn progress(&self, files: u64, bytes: u64) {
        let reading = &self.meter.counts().reading;
        reading.files.fetch_add(files, Ordering::Relaxed);
        reading.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn found(&self, finding: Finding) {
        self.findings.lock().unwrap_or_else(PoisonError::into_inner).push(finding);
    }

    fn stop(&self) -> bool {
        self.meter.counts().reading.stop.load(Ordering::Relaxed)
    }
}
