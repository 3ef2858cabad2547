//! `archive show`: all that is known of one package.

use crate::args::Show;
use crate::context::{Context, aip_id};
use crate::exit::Exit;
use crate::output::description;
use crate::output::table::{self, Column, left, right};
use crate::output::text::{self, both};
use archive_core::aip::AipId;
use archive_core::aip::StoredFile;
use archive_core::aip::read::StoredAip;
use archive_core::archive::TenantArchive;
use archive_core::catalog::{PackageRow, VersionRow};
use archive_core::clock::rfc3339;
use archive_core::finding::codes::cli;
use archive_core::finding::{Lang, printable};
use archive_core::metadata::description::Description;
use archive_core::metadata::encoding::base64;
use archive_core::metadata::premis::Happened;
use archive_core::package::Area;
use archive_core::{Error, Result};
use serde::Serialize;

const FILES: [Column; 5] = [
    left("part", "Teil", 10),
    right("bytes", "Umfang", 10),
    left("changed", "geändert", 20),
    left("PUID", "PUID", 10),
    left("path", "Pfad", 0),
];

const EVENTS: [Column; 4] = [
    left("time", "Zeit", 20),
    left("event", "Ereignis", 28),
    left("outcome", "Ergebnis", 16),
    left("by", "durch", 0),
];

/// The body of the `package` object.
#[derive(Serialize)]
struct Body<'a> {
    tenant: &'a str,
    aip: String,
    title: &'a str,
    kind: &'a str,
    files: u64,
    bytes: u64,
    stored_at: &'a str,
    version: u32,
    versions: Vec<Version<'a>>,
    checks: Vec<Check>,
}

#[derive(Serialize)]
struct Version<'a> {
    #[serde(rename = "version")]
    number: u32,
    #[serde(rename = "files_of_version")]
    received: u32,
    created: &'a str,
    kind: &'a str,
    container: &'a str,
    source_name: &'a str,
    title: &'a str,
    files: u64,
    bytes: u64,
    fingerprint: String,
    payload_fingerprint: String,
    inventory: String,
    description: Vec<Field<'a>>,
    copies: Vec<Confirmed<'a>>,
    empty_folders: Vec<String>,
}

#[derive(Serialize)]
struct Field<'a> {
    field: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct Confirmed<'a> {
    name: &'a str,
    confirmed: &'a str,
}

/// The newest integrity check on a copy.
#[derive(Serialize)]
struct Check {
    copy: String,
    /// When it ended; none where the package was never checked there.
    checked_at: Option<String>,
    good: Option<bool>,
}

/// The body of a `file` object.
#[derive(Serialize)]
struct File<'a> {
    aip: &'a str,
    version: u32,
    id: String,
    part: &'a str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path_b64: Option<String>,
    bytes: u64,
    modified: Option<String>,
    puids: Vec<&'a str>,
    sha512: String,
}

/// The body of an `event` object.
#[derive(Serialize)]
struct Told<'a> {
    aip: &'a str,
    version: u32,
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    time: &'a str,
    detail: &'a str,
    outcome: &'a str,
    notes: &'a [String],
    agents: &'a [String],
}

/// Shows a package.
pub fn run(args: &Show, context: &Context) -> Result<Exit> {
    let id = aip_id(&args.id)?;
    let archive = context.archive()?;
    let tenant = context.tenant_of(&archive, id)?;
    let package = tenant.catalog().package(id)?;
    let versions = tenant.catalog().versions(id)?;
    let checks = checks(&tenant, id)?;
    if context.out.json() {
        let body = body(&tenant, &package, &versions, checks)?;
        context.out.event("package", &body);
    } else {
        print(&tenant, &package, &versions, &checks, context);
    }
    if args.events {
        events(&tenant, id, &versions, context)?;
    }
    if !args.files {
        return Ok(Exit::Ok);
    }
    let version = args.version.unwrap_or(package.version);
    let Some(version) = versions.iter().find(|known| known.number == version) else {
        let error = Error::new(&cli::NO_SUCH_VERSION).with("id", id);
        return Err(error.with("version", version));
    };
    files(&tenant, id, version, context)?;
    Ok(if context.stopped() { Exit::Interrupted } else { Exit::Ok })
}

fn checks(tenant: &TenantArchive, id: AipId) -> Result<Vec<Check>> {
    let one = |name: &str| -> Result<Check> {
        let newest = tenant.catalog().checked(id, name)?;
        let ended = newest.as_ref().and_then(|check| check.finished.clone());
        let good = newest.filter(|_| ended.is_some()).map(|check| check.good);
        Ok(Check { copy: name.to_owned(), checked_at: ended, good })
    };
    tenant.copies().iter().map(|copy| one(&copy.name)).collect()
}

fn body<'a>(
    tenant: &'a TenantArchive,
    package: &'a PackageRow,
    versions: &'a [VersionRow],
    checks: Vec<Check>,
) -> Result<Body<'a>> {
    let version = |row| version(tenant, package.aip, row);
    Ok(Body {
        tenant: tenant.id().as_str(),
        aip: package.aip.to_string(),
        title: &package.title,
        kind: &package.kind,
        files: package.files,
        bytes: package.bytes,
        stored_at: &package.stored_at,
        version: package.version,
        versions: versions.iter().map(version).collect::<Result<_>>()?,
        checks,
    })
}

fn version<'a>(tenant: &TenantArchive, id: AipId, row: &'a VersionRow) -> Result<Version<'a>> {
    let description = row.description.iter().map(|(field, value)| Field { field, value });
    let copies = row.confirmed.iter().map(|(name, confirmed)| Confirmed { name, confirmed });
    let empty = tenant.catalog().empty_folders(id, row.number)?;
    Ok(Version {
        number: row.number,
        received: row.received,
        created: &row.created,
        kind: &row.kind,
        container: &row.container,
        source_name: &row.source_name,
        title: &row.title,
        files: row.files,
        bytes: row.bytes,
        fingerprint: row.fingerprint.hex(),
        payload_fingerprint: row.payload_fingerprint.hex(),
        inventory: row.inventory.hex(),
        description: description.collect(),
        copies: copies.collect(),
        empty_folders: empty.into_iter().map(|folder| folder.path).collect(),
    })
}

fn print(
    tenant: &TenantArchive,
    package: &PackageRow,
    versions: &[VersionRow],
    checks: &[Check],
    context: &Context,
) {
    let (lang, out) = (context.lang, &context.out);
    let fact = |en, de, value: &str| out.text(&table::fact(both(en, de).get(lang), value));
    fact("id", "Kennung", &package.aip.to_string());
    fact("title", "Titel", &package.title);
    fact("tenant", "Mandant", &format!("{} ({})", tenant.id(), tenant.name()));
    if let Some((newest, older)) = versions.split_last() {
        let said = Description::of(&newest.description, &newest.title);
        out.text(&format!("\n{}\n", description::lines(&said, lang)));
        whole_version(newest, context);
        for row in older.iter().rev() {
            if context.verbose > 0 {
                out.text("\n");
                whole_version(row, context);
            } else {
                fact("version", "Version", &in_brief(row, lang));
            }
        }
    }
    out.text("\n");
    for check in checks {
        let state = match (&check.checked_at, check.good) {
            (Some(at), Some(true)) => {
                format!("{at}, {}", both("unchanged", "unverändert").get(lang))
            }
            (Some(at), _) => format!("{at}, {}", both("damaged", "beschädigt").get(lang)),
            (None, _) => both("never", "nie").get(lang).to_owned(),
        };
        fact("checked on", "geprüft auf", &format!("{}: {state}", check.copy));
    }
}

/// A version in one line.
fn in_brief(row: &VersionRow, lang: Lang) -> String {
    let (files, bytes) = (text::files(row.files, lang), text::bytes(row.bytes, lang));
    format!("{}: {}, {}, {files}, {bytes}", row.number, row.created, row.source_name)
}

/// All that is known of a version. What was sent to describe it stands there as it came, where
/// more is asked for.
fn whole_version(row: &VersionRow, context: &Context) {
    let (lang, out) = (context.lang, &context.out);
    let fact = |en, de, value: &str| out.text(&table::fact(both(en, de).get(lang), value));
    fact("version", "Version", &row.number.to_string());
    fact("  stored", "  gespeichert", &row.created);
    if row.received != row.number {
        let of = both("those of version", "die der Version").get(lang);
        fact("  its files", "  ihre Dateien", &format!("{of} {}", row.received));
    }
    fact("  came as", "  kam als", &row.source_name);
    fact("  kind", "  Art", &format!("{} ({})", row.kind, row.container));
    fact("  files", "  Dateien", &text::count(row.files, lang));
    fact("  size", "  Umfang", &text::bytes(row.bytes, lang));
    fact("  fingerprint", "  Fingerabdruck", &row.fingerprint.hex());
    for (name, read_back) in &row.confirmed {
        fact("  confirmed on", "  bestätigt auf", &format!("{name} ({read_back})"));
    }
    let described = row.description.iter().filter(|_| context.verbose > 0);
    for (field, value) in described {
        out.text(&table::fact(&format!("  {field}"), value));
    }
}

/// Tells what happened to every version, oldest first.
fn events(
    tenant: &TenantArchive,
    id: AipId,
    versions: &[VersionRow],
    context: &Context,
) -> Result<()> {
    let aip = id.to_string();
    if !context.out.json() {
        context.out.text("\n");
        context.out.text(&table::header(&EVENTS, context.lang));
    }
    for version in versions.iter().map(|row| row.number) {
        let told = tenant.from_any_copy(|copy| {
            let root = copy.holdings.object_key(&aip);
            StoredAip::open(&**copy.folder.store(), &root)?.events(version)
        })?;
        for happened in &told {
            event(happened, &aip, version, context);
        }
    }
    Ok(())
}

fn event(happened: &Happened, aip: &str, version: u32, context: &Context) {
    let time = happened.time.map(rfc3339).unwrap_or_default();
    if context.out.json() {
        let event = Told {
            aip,
            version,
            id: &happened.id,
            kind: &happened.kind,
            time: &time,
            detail: &happened.detail,
            outcome: &happened.outcome,
            notes: &happened.notes,
            agents: &happened.agents,
        };
        return context.out.event("event", &event);
    }
    let outcome = printable(&happened.outcome);
    let kind = printable(&happened.kind);
    let agents = printable(&happened.agents.join(", "));
    context.out.text(&table::row(&EVENTS, &[&time, &kind, &outcome, &agents]));
    for note in &happened.notes {
        context.out.text(&format!("    {}\n", printable(note)));
    }
}

fn files(tenant: &TenantArchive, id: AipId, version: &VersionRow, context: &Context) -> Result<()> {
    let aip = id.to_string();
    if !context.out.json() {
        context.out.text("\n");
        context.out.text(&table::header(&FILES, context.lang));
    }
    for area in [Area::Original, Area::Submission] {
        tenant.catalog().files_by_path(id, version.number, area, "", &mut |row| {
            if !context.stopped() && !context.out.is_closed() {
                file(&row, &aip, version, context);
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn file(row: &StoredFile, aip: &str, version: &VersionRow, context: &Context) {
    let formats = row.known.iter().flat_map(|known| &known.formats);
    let puids: Vec<&str> = formats.map(|format| format.puid.as_str()).collect();
    if context.out.json() {
        let file = File {
            aip,
            version: version.number,
            id: row.id(version.received).to_string(),
            part: row.area.as_str(),
            path: &row.path,
            path_b64: row.raw.as_deref().map(base64),
            bytes: row.size,
            modified: row.modified.map(|time| time.to_string()),
            puids,
            sha512: row.digest.hex(),
        };
        context.out.event("file", &file);
        return;
    }
    let modified = row.modified.map(rfc3339);
    let values = [
        row.area.as_str(),
        &text::bytes(row.size, context.lang),
        modified.as_deref().unwrap_or("-"),
        &if puids.is_empty() { "-".to_owned() } else { puids.join(" ") },
        &printable(&row.path),
    ];
    context.out.text(&table::row(&FILES, &values));
}
