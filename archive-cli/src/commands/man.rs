//! `archive man`: manual pages, one a command, in English and German.

use crate::args::Man;
use crate::context::Context;
use crate::exit::Exit;
use crate::help;
use archive_core::finding::Lang;
use archive_core::finding::codes::cli;
use archive_core::{Error, Result, fs};
use std::path::Path;

/// Headings that the generator knows in English only.
const HEADINGS: [(&str, &str); 6] = [
    ("NAME", "BEZEICHNUNG"),
    ("SYNOPSIS", "ÜBERSICHT"),
    ("DESCRIPTION", "BESCHREIBUNG"),
    ("OPTIONS", "OPTIONEN"),
    ("SUBCOMMANDS", "BEFEHLE"),
    ("EXTRA", "BEISPIELE UND RÜCKGABEWERTE"),
];

/// Prints a page, or writes all of them.
pub fn run(args: &Man, context: &Context) -> Result<Exit> {
    if let Some(folder) = &args.to {
        write_all(folder, Lang::En)?;
        write_all(&folder.join("de"), Lang::De)?;
        return Ok(Exit::Ok);
    }
    let mut root = help::command(context.lang);
    let unknown = || {
        let error = Error::new(&cli::UNKNOWN_COMMAND).with("argument", args.command.join(" "));
        error.with("nearest", "").with("command", help::NAME)
    };
    let command = help::find(&mut root, &args.command).ok_or_else(unknown)?;
    context.out.bytes(page(command, context.lang).as_bytes());
    Ok(Exit::Ok)
}

fn write_all(folder: &Path, lang: Lang) -> Result<()> {
    fs::create_folders(folder)?;
    let root = help::command(lang);
    let mut stack = vec![&root];
    while let Some(command) = stack.pop() {
        let name = format!("{}.1", page_name(command));
        fs::replace_durably(&folder.join(name), page(command, lang).as_bytes())?;
        stack.extend(command.get_subcommands());
    }
    Ok(())
}

/// The name of a command's page: `archive-tenant-add`.
fn page_name(command: &clap::Command) -> String {
    command.get_bin_name().unwrap_or(command.get_name()).replace(' ', "-")
}

fn page(command: &clap::Command, lang: Lang) -> String {
    let name = page_name(command);
    let man = clap_mangen::Man::new(command.clone().name(name.clone()))
        .title(name)
        .section("1")
        .date("")
        .source(concat!("archive ", env!("CARGO_PKG_VERSION")))
        .manual(if lang == Lang::De { "Kommunales Archiv" } else { "Municipal archive" });
    let mut bytes = Vec::new();
    man.render(&mut bytes).expect("writing to memory does not fail");
    let text = String::from_utf8(bytes).expect("made of text");
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        out.push_str(&heading(line, lang));
        out.push('\n');
    }
    out
}

fn heading(line: &str, lang: Lang) -> String {
    let Some(title) = line.strip_prefix(".SH ") else { return line.to_owned() };
    let known = HEADINGS.iter().find(|(en, _)| *en == title.trim_matches('"'));
    match known {
        Some((_, german)) if lang == Lang::De => format!(".SH \"{german}\""),
        Some(("EXTRA", _)) => ".SH \"EXAMPLES AND EXIT CODES\"".to_owned(),
        _ => line.to_owned(),
    }
}
