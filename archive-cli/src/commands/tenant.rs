//! `archive tenant`: adding, listing and showing tenants.

use crate::args::{Tenant, TenantAdd, TenantShow};
use crate::context::{Context, tenant_id};
use crate::exit::Exit;
use crate::output::table::{self, Column, left};
use crate::output::text::{self, both};
use archive_core::catalog::{Summary, TenantRow};
use archive_core::finding::codes::arc;
use archive_core::{Error, Result};
use serde::Serialize;

const COLUMNS: [Column; 3] =
    [left("id", "Kennung", 20), left("isil", "ISIL", 12), left("name", "Name", 0)];

/// The body of a `tenant` object.
#[derive(Serialize)]
struct Body<'a> {
    tenant: &'a str,
    name: &'a str,
    isil: Option<&'a str>,
    version: u32,
    #[serde(flatten)]
    holds: Option<Holds>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dry_run: Option<bool>,
}

#[derive(Serialize)]
struct Holds {
    packages: u64,
    files: u64,
    bytes: u64,
}

impl From<Summary> for Holds {
    fn from(summary: Summary) -> Self {
        Self { packages: summary.packages, files: summary.files, bytes: summary.bytes }
    }
}

/// Runs a command on tenants.
pub fn run(args: &Tenant, context: &Context) -> Result<Exit> {
    match args {
        Tenant::Add(args) => add(args, context),
        Tenant::List => list(context),
        Tenant::Show(args) => show(args, context),
    }
}

fn add(args: &TenantAdd, context: &Context) -> Result<Exit> {
    let id = tenant_id(&args.id)?;
    let archive = context.archive()?;
    if !args.dry_run {
        archive.add_tenant(&id, &args.name, args.isil.as_deref())?;
    } else if archive.tenants()?.iter().any(|row| row.id == id) {
        return Err(Error::new(&arc::TENANT_EXISTS).with("tenant", &id));
    }
    let (name, isil) = (args.name.clone(), args.isil.clone());
    let planned = TenantRow { id: id.clone(), name, isil, version: 1 };
    let row = archive.tenants()?.into_iter().find(|row| row.id == id).unwrap_or(planned);
    if context.out.json() {
        context.out.event("tenant", &body(&row, None, Some(args.dry_run)));
    } else if !context.quiet {
        let done = if args.dry_run {
            both("Tenant would be added", "Mandant würde angelegt")
        } else {
            both("Tenant added", "Mandant angelegt")
        };
        let name = archive_core::finding::printable(&row.name);
        context.out.text(&format!("{}: {id} ({name})\n", done.get(context.lang)));
    }
    Ok(Exit::Ok)
}

fn list(context: &Context) -> Result<Exit> {
    let rows = context.archive()?.tenants()?;
    if !context.out.json() {
        context.out.text(&table::header(&COLUMNS, context.lang));
    }
    for row in &rows {
        if context.out.json() {
            context.out.event("tenant", &body(row, None, None));
        } else {
            let values = [row.id.as_str(), row.isil.as_deref().unwrap_or("-"), &row.name];
            context.out.text(&table::row(&COLUMNS, &values));
        }
    }
    Ok(Exit::Ok)
}

fn show(args: &TenantShow, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let tenant = match &args.id {
        Some(id) => archive.tenant(&tenant_id(id)?)?,
        None => context.tenant(&archive)?,
    };
    let unknown = || Error::new(&arc::UNKNOWN_TENANT).with("tenant", tenant.id());
    let row = archive.tenants()?.into_iter().find(|row| row.id == *tenant.id());
    let row = row.ok_or_else(unknown)?;
    let holds = tenant.catalog().summary()?;
    if context.out.json() {
        context.out.event("tenant", &body(&row, Some(holds.into()), None));
    } else {
        print(&row, &holds, context);
    }
    Ok(Exit::Ok)
}

fn print(row: &TenantRow, holds: &Summary, context: &Context) {
    let lang = context.lang;
    let lines = [
        (both("id", "Kennung"), row.id.to_string()),
        (both("name", "Name"), row.name.clone()),
        (both("ISIL", "ISIL"), row.isil.clone().unwrap_or_else(|| "-".to_owned())),
        (both("packages", "Pakete"), text::count(holds.packages, lang)),
        (both("files", "Dateien"), text::count(holds.files, lang)),
        (both("size", "Umfang"), text::bytes(holds.bytes, lang)),
    ];
    for (label, value) in lines {
        context.out.text(&table::fact(label.get(lang), &value));
    }
}

fn body(row: &TenantRow, holds: Option<Holds>, dry_run: Option<bool>) -> Body<'_> {
    Body {
        tenant: row.id.as_str(),
        name: &row.name,
        isil: row.isil.as_deref(),
        version: row.version,
        holds,
        dry_run,
    }
}
