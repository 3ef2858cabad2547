//! `archive init`: a new installation, or a lost one brought back.

use super::rebuild;
use crate::args::Init;
use crate::args::values::CopyAt;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::json::GivenPath;
use crate::output::text::both;
use archive_core::archive::{Archive, Founding};
use archive_core::clock::Clock;
use archive_core::config::{self, Config};
use archive_core::finding::codes::arc;
use archive_core::finding::{Finding, printable};
use archive_core::rebuild::Return;
use archive_core::{Error, Result, fs};
use serde::Serialize;
use std::sync::atomic::AtomicUsize;
use std::time::Instant;

/// The body of an `installation` object.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    path: GivenPath,
    /// None in a dry run where no name was given: the UUID is made with the installation.
    name: Option<&'a str>,
    copies: Vec<Copy<'a>>,
    /// Copies that an archive brought back had and has no more.
    missing: Vec<Missing<'a>>,
    dry_run: bool,
}

#[derive(Serialize)]
struct Copy<'a> {
    name: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct Missing<'a> {
    name: &'a str,
    /// None where only the name is known.
    url: Option<&'a str>,
}

/// Names and URLs of copies that are not there.
type Gone = [(String, Option<String>)];

/// Makes an installation, or brings one back.
pub fn run(args: &Init, context: &Context) -> Result<Exit> {
    let copies = args.copies.iter().map(pair).collect();
    if let Some(from) = &args.from_copy {
        let wanted = Return { from: pair(from), others: copies };
        return bring_back(args, &wanted, context);
    }
    let founding = Founding { name: args.name.clone(), copies };
    if args.dry_run {
        if fs::exists(&args.folder.join(config::FILE)) {
            return Err(Error::new(&arc::EXISTS).at(args.folder.display().to_string()));
        }
        report(args, context, founding.name.as_deref(), &planned(&founding), &[]);
        return Ok(Exit::Ok);
    }
    let archive = Archive::create(&args.folder, &founding, Clock::System)?;
    report(args, context, Some(&archive.config().archive.name), &copies_of(archive.config()), &[]);
    Ok(Exit::Ok)
}

fn bring_back(args: &Init, wanted: &Return, context: &Context) -> Result<Exit> {
    let begun = Instant::now();
    let copy = &wanted.from.0;
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let progress = AtomicUsize::new(0);
    if args.dry_run {
        let outlook = Archive::outlook(&args.folder, wanted)?;
        tell(&outlook.findings, context);
        let config = &outlook.config;
        let name = Some(config.archive.name.as_str());
        report(args, context, name, &copies_of(config), &outlook.missing);
        let mut exit = Exit::Ok;
        for tenant in &outlook.tenants {
            let rebuilt = outlook.rebuild(tenant, threads, &progress)?;
            rebuild::report(tenant, copy, &rebuilt, begun.elapsed(), true, context);
            exit = exit.worse(rebuild::exit_of(&rebuilt));
        }
        return Ok(exit);
    }
    let back = Archive::bring_back(&args.folder, wanted, Clock::System, threads, &progress)?;
    tell(&back.findings, context);
    let config = back.archive.config();
    report(args, context, Some(&config.archive.name), &copies_of(config), &back.missing);
    for (tenant, rebuilt) in &back.tenants {
        rebuild::report(tenant, copy, rebuilt, begun.elapsed(), false, context);
    }
    let ends = back.tenants.iter().map(|(_, rebuilt)| rebuild::exit_of(rebuilt));
    Ok(ends.fold(Exit::Ok, Exit::worse))
}

fn pair(copy: &CopyAt) -> (String, String) {
    (copy.name.clone(), copy.url.clone())
}

fn copies_of(config: &Config) -> Vec<(String, String)> {
    config.copies.iter().map(|copy| (copy.name.clone(), copy.url.clone())).collect()
}

fn tell(findings: &[Finding], context: &Context) {
    for finding in findings {
        context.remark(finding);
    }
}

/// The copies that an installation would have.
fn planned(founding: &Founding) -> Vec<(String, String)> {
    if founding.copies.is_empty() {
        return vec![("main".to_owned(), "copies/main".to_owned())];
    }
    founding.copies.clone()
}

fn report(
    args: &Init,
    context: &Context,
    name: Option<&str>,
    copies: &[(String, String)],
    missing: &Gone,
) {
    for (name, url) in missing {
        let finding = Finding::new(&arc::COPY_MISSING).with("copy", name);
        context.remark(&finding.with("url", url.as_deref().unwrap_or("?")));
    }
    if context.out.json() {
        let copies = copies.iter().map(|(name, url)| Copy { name, url }).collect();
        let missing = missing.iter().map(|(name, url)| Missing { name, url: url.as_deref() });
        let (path, missing) = (GivenPath::from(args.folder.as_path()), missing.collect());
        let body = Body { path, name, copies, missing, dry_run: args.dry_run };
        context.out.event("installation", &body);
    } else if !context.quiet {
        print(args, context, copies);
    }
}

fn print(args: &Init, context: &Context, copies: &[(String, String)]) {
    let done = match (args.from_copy.is_some(), args.dry_run) {
        (false, true) => both("A new archive would be in", "Ein neues Archiv entstünde in"),
        (false, false) => both("A new archive is in", "Ein neues Archiv liegt in"),
        (true, true) => both("The archive would be back in", "Das Archiv läge wieder in"),
        (true, false) => both("The archive is back in", "Das Archiv liegt wieder in"),
    };
    let (lang, out) = (context.lang, &context.out);
    let folder = printable(&args.folder.display().to_string());
    out.text(&format!("{} {folder}\n", done.get(lang)));
    for (name, url) in copies {
        let url = printable(url);
        out.text(&format!("  {} {name}: {url}\n", both("copy", "Kopie").get(lang)));
    }
    if args.dry_run {
        return;
    }
    let (next, words) = if args.from_copy.is_some() {
        (both("Next: read every byte with", "Als Nächstes jedes Byte prüfen:"), "fixity run")
    } else {
        let add = both("Next: add a tenant with", "Als Nächstes einen Mandanten anlegen:");
        (add, "tenant add ID --name NAME")
    };
    out.text(&format!("{} archive --archive {folder} {words}\n", next.get(lang)));
}
