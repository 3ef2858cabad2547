//! `archive describe`: showing, changing and writing what is said of packages.

use crate::args::{Describe, DescriptionForm};
use crate::context::{Context, aip_id};
use crate::exit::Exit;
use crate::output::description::{self, Report, Reporter};
use archive_core::aip::AipId;
use archive_core::archive::TenantArchive;
use archive_core::error::{Error, Result};
use archive_core::finding::codes::dsc;
use archive_core::finding::{Finding, Findings, Severity};
use archive_core::finding_aid::{self, Described, Edit, Key, Said};
use archive_core::fs::Failure;
use archive_core::ingest::{Session, Why};
use archive_core::metadata::description::{Description, Field, Level};
use archive_core::metadata::ead::{Heading, Version};
use std::cell::RefCell;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Packages asked of the catalog at once.
const PAGE: usize = 1_000;

/// Shows, changes or writes descriptions.
pub fn run(args: &Describe, context: &Context) -> Result<Exit> {
    let ids = args.ids.iter().map(|id| aip_id(id)).collect::<Result<Vec<_>>>()?;
    let archive = context.archive()?;
    let tenant = match ids.first() {
        Some(first) => context.tenant_of(&archive, *first)?,
        None => context.tenant(&archive)?,
    };
    if let Some(to) = &args.to {
        return write(args, &tenant, &ids, to, context);
    }
    if args.history {
        for id in ids {
            for change in finding_aid::history(&tenant, id)? {
                description::change(id, &change, context);
            }
        }
        return Ok(Exit::Ok);
    }
    if let Some(from) = &args.from {
        return take_from(args, &tenant, &ids, from, context);
    }
    if args.edits() {
        let edits = edits(args)?;
        let jobs = ids.into_iter().map(|id| (id, Job::Edit(edits.clone()))).collect();
        return change(args, &tenant, jobs, &Findings::new(), context);
    }
    for id in ids {
        description::show(id, &present(&tenant, id)?, context);
    }
    Ok(Exit::Ok)
}

/// What is said of a package now.
fn present(tenant: &TenantArchive, id: AipId) -> Result<Description> {
    let newest = tenant.catalog().versions(id)?.pop();
    let newest = newest.expect("the catalog gives at least one version, or fails");
    Ok(Description::of(&newest.description, &newest.title))
}

fn edits(args: &Describe) -> Result<Vec<Edit>> {
    let mut out = Vec::new();
    let pair = |text: &String| -> Result<(Key, String)> {
        let (word, value) = text
            .split_once('=')
            .ok_or_else(|| Error::new(&dsc::NO_VALUE).with("argument", text))?;
        Ok((Key::from_word(word)?, value.to_owned()))
    };
    for word in &args.clear {
        out.push(Edit::Clear(Key::from_word(word)?));
    }
    for text in &args.set {
        let (key, value) = pair(text)?;
        out.push(Edit::Set(key, value));
    }
    for text in &args.add {
        let (key, value) = pair(text)?;
        out.push(Edit::Add(key, value));
    }
    out.extend(args.level.as_deref().map(|word| Edit::Level(Level::from_word(word))));
    Ok(out)
}

/// How one description is to change.
enum Job {
    Edit(Vec<Edit>),
    Take(Said),
}

impl Job {
    fn apply(&self, present: &Description, replace: bool) -> Description {
        match self {
            Self::Edit(edits) => finding_aid::apply(present, edits),
            Self::Take(said) if replace => finding_aid::replace(present, said),
            Self::Take(said) => finding_aid::merge(present, said),
        }
    }
}

fn take_from(
    args: &Describe,
    tenant: &TenantArchive,
    ids: &[AipId],
    from: &Path,
    context: &Context,
) -> Result<Exit> {
    let units = finding_aid::read(from)?;
    let place = from.display().to_string();
    let mut jobs = Vec::new();
    let mut findings = Findings::new();
    if ids.is_empty() {
        let matching = finding_aid::match_all(tenant.catalog(), &units, &place)?;
        findings = matching.findings;
        jobs.extend(matching.matched.into_iter().map(|(aip, said)| (aip, Job::Take(said))));
    }
    for id in ids {
        let present = present(tenant, *id)?;
        let reference = present.unit.text(Field::Reference);
        let alone = ids.len() == 1;
        let said = finding_aid::for_package(&units, *id, reference, alone, &place)?;
        jobs.push((*id, Job::Take(said)));
    }
    change(args, tenant, jobs, &findings, context)
}

/// Changes descriptions one after the other. Where the document itself is in doubt, none is.
fn change(
    args: &Describe,
    tenant: &TenantArchive,
    jobs: Vec<(AipId, Job)>,
    findings: &Findings,
    context: &Context,
) -> Result<Exit> {
    let mut reporter = Reporter::new(context, args.dry_run);
    let doubtful = findings.count(Severity::Error) > 0;
    reporter.document(findings);
    if doubtful {
        return Ok(reporter.finish(false));
    }
    let session = Session::open(tenant)?;
    let why = Why { reason: args.reason.clone(), by: args.by.clone() };
    for (id, job) in jobs {
        if context.stopped() {
            break;
        }
        let said = RefCell::new(None);
        let change = |present: &Description| {
            let description = job.apply(present, args.replace);
            *said.borrow_mut() = Some(description.clone());
            Ok(description)
        };
        let done = session.describe(id, &change, &why, args.dry_run);
        let mut findings = Findings::new();
        if let (Ok(done), Some(description)) = (&done, said.into_inner()) {
            dates_kept_as_text(id, &description, &done.changed, &mut findings);
        }
        if let Ok(done) = &done
            && done.changed.iter().any(|name| name == "unit:reference")
        {
            reference_taken(tenant, id, &mut findings)?;
        }
        reporter.package(&Report::of(id, done, findings));
    }
    Ok(reporter.finish(context.stopped()))
}

/// Tells which of the dates that have changed are texts for programs.
fn dates_kept_as_text(
    id: AipId,
    description: &Description,
    changed: &[String],
    findings: &mut Findings,
) {
    for value in &description.unit.values {
        let looks_like_one = value.text.contains(|c: char| c.is_ascii_digit());
        let field = value.field;
        let new = changed.iter().any(|name| name == &format!("unit:{}", field.key()));
        if new && field.is_date() && value.normal.is_none() && looks_like_one {
            let finding = Finding::new(&dsc::DATE_KEPT_AS_TEXT).at(id.to_string());
            let finding = finding.with_words("field", field.key(), field.german());
            findings.push(finding.with("value", &value.text));
        }
    }
}

/// Tells where another package has the Signatur that one has now.
fn reference_taken(tenant: &TenantArchive, id: AipId, findings: &mut Findings) -> Result<()> {
    let present = present(tenant, id)?;
    let Some(reference) = present.unit.text(Field::Reference) else { return Ok(()) };
    let others = tenant.catalog().with_reference(reference)?;
    if let Some(other) = others.into_iter().find(|other| *other != id) {
        let finding = Finding::new(&dsc::REFERENCE_TAKEN).at(id.to_string());
        findings.push(finding.with("unit", reference).with("other", other));
    }
    Ok(())
}

/// The packages whose descriptions are to be written: those named, or all.
fn wanted(tenant: &TenantArchive, ids: &[AipId]) -> Result<Vec<Described>> {
    let mut out = Vec::new();
    for id in ids {
        out.push(Described { aip: *id, description: present(tenant, *id)? });
    }
    let mut after = None;
    while ids.is_empty() {
        let page = tenant.catalog().list(after, PAGE)?;
        for row in &page {
            out.push(Described { aip: row.aip, description: present(tenant, row.aip)? });
        }
        after = page.last().map(|row| row.aip);
        if page.len() < PAGE {
            break;
        }
    }
    Ok(out)
}

fn write(
    args: &Describe,
    tenant: &TenantArchive,
    ids: &[AipId],
    to: &Path,
    context: &Context,
) -> Result<Exit> {
    let packages = wanted(tenant, ids)?;
    let mut bytes = Vec::new();
    let now = tenant.clock().now();
    let heading = Heading {
        id: &format!("{}-{}", tenant.id(), now.strftime("%Y%m%dT%H%M%SZ")),
        title: tenant.name(),
        agency: tenant.name(),
        time: now,
    };
    let tenant_id = tenant.id().to_string();
    let mut out = BufWriter::new(&mut bytes);
    let written = match args.form() {
        DescriptionForm::Csv => finding_aid::write_table(&mut out, context.lang, &packages),
        DescriptionForm::Ead3 => {
            finding_aid::write_ead(&mut out, Version::Ead3, &heading, &tenant_id, &packages)
        }
        DescriptionForm::Ead2002 => {
            finding_aid::write_ead(&mut out, Version::Ead2002, &heading, &tenant_id, &packages)
        }
    };
    written.and_then(|()| out.flush()).map_err(Failure::of("write", to))?;
    drop(out);
    if to.as_os_str() == "-" {
        context.out.bytes(&bytes);
        return Ok(Exit::Ok);
    }
    archive_core::fs::create_durably(to, &bytes)?;
    description::written(to, packages.len(), context);
    Ok(Exit::Ok)
}
