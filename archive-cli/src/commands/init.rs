//! `archive init`: a new installation.

use crate::args::Init;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::json::GivenPath;
use crate::output::text::both;
use archive_core::archive::{Archive, Founding};
use archive_core::clock::Clock;
use archive_core::finding::codes::arc;
use archive_core::{Error, Result, config, fs};
use serde::Serialize;

/// The body of an `installation` object.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(flatten)]
    path: GivenPath,
    /// None in a dry run where no name was given: the UUID is made with the installation.
    name: Option<&'a str>,
    copies: Vec<Copy<'a>>,
    dry_run: bool,
}

#[derive(Serialize)]
struct Copy<'a> {
    name: &'a str,
    url: &'a str,
}

/// Makes an installation.
pub fn run(args: &Init, context: &Context) -> Result<Exit> {
    let copies = args.copies.iter().map(|copy| (copy.name.clone(), copy.url.clone())).collect();
    let founding = Founding { name: args.name.clone(), copies };
    if args.dry_run {
        if fs::exists(&args.folder.join(config::FILE)) {
            return Err(Error::new(&arc::EXISTS).at(args.folder.display().to_string()));
        }
        report(args, context, founding.name.as_deref(), &planned(&founding));
        return Ok(Exit::Ok);
    }
    let archive = Archive::create(&args.folder, &founding, Clock::System)?;
    let copies = &archive.config().copies;
    let copies: Vec<_> = copies.iter().map(|c| (c.name.clone(), c.url.clone())).collect();
    report(args, context, Some(&archive.config().archive.name), &copies);
    Ok(Exit::Ok)
}

/// The copies that an installation would have.
fn planned(founding: &Founding) -> Vec<(String, String)> {
    if founding.copies.is_empty() {
        return vec![("main".to_owned(), "copies/main".to_owned())];
    }
    founding.copies.clone()
}

fn report(args: &Init, context: &Context, name: Option<&str>, copies: &[(String, String)]) {
    if context.out.json() {
        let copies = copies.iter().map(|(name, url)| Copy { name, url }).collect();
        let path = GivenPath::from(args.folder.as_path());
        context.out.event("installation", &Body { path, name, copies, dry_run: args.dry_run });
        return;
    }
    if context.quiet {
        return;
    }
    let done = if args.dry_run {
        both("A new archive would be in", "Ein neues Archiv entstünde in")
    } else {
        both("A new archive is in", "Ein neues Archiv liegt in")
    };
    let (lang, out) = (context.lang, &context.out);
    out.text(&format!("{} {}\n", done.get(lang), args.folder.display()));
    for (name, url) in copies {
        out.text(&format!("  {} {name}: {url}\n", both("copy", "Kopie").get(lang)));
    }
    if !args.dry_run {
        let next = both("Next: add a tenant with", "Als Nächstes einen Mandanten anlegen:");
        let folder = args.folder.display();
        let words = format!("archive --archive {folder} tenant add ID --name NAME");
        out.text(&format!("{} {words}\n", next.get(lang)));
    }
}
