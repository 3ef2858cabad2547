//! `archive search`: packages by words of their description and file names.

use crate::args::Search;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::holding;
use crate::output::text::both;
use archive_core::finding::codes::cli;
use archive_core::finding::{Finding, Text};
use archive_core::{Error, Result};

const NOTHING: Text = both("Nothing found.", "Nichts gefunden.");

/// Prints the packages in which every word stands.
pub fn run(args: &Search, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    let limit = usize::try_from(args.limit).unwrap_or(usize::MAX);
    let (words, format) = (args.words.join(" "), args.format.as_deref());
    if let Some(other) = format.filter(|format| !is_puid(format)) {
        return Err(no_puid(other));
    }
    let rows = tenant.catalog().search_with_format(&words, format, limit.saturating_add(1))?;
    if rows.is_empty() {
        if !context.out.json() && !context.quiet {
            context.out.text(&format!("{}\n", NOTHING.get(context.lang)));
        }
        return Ok(Exit::Ok);
    }
    holding::header(context);
    for row in rows.iter().take(limit) {
        holding::package(row, context);
    }
    if rows.len() > limit {
        context.remark(&Finding::new(&cli::TRUNCATED_HITS).with("limit", args.limit));
    }
    Ok(Exit::Ok)
}

/// Whether a text may be the PUID of a format: a family, a slash and a number.
fn is_puid(text: &str) -> bool {
    let parts = text.split_once('/').filter(|(family, number)| {
        let letters = family.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        letters && !family.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    });
    parts.is_some_and(|(_, number)| !number.is_empty())
}

fn no_puid(value: &str) -> Error {
    let error = Error::new(&cli::INVALID_VALUE).with("argument", "--format <PUID>");
    let error = error.with("value", value).with("nearest", "").with("command", "archive search");
    let accepted = [", but a PUID such as fmt/95 is", ", wohl aber eine PUID wie fmt/95"];
    error.with_words("accepted", accepted[0], accepted[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puids_are_told_from_other_words() {
        assert!(["fmt/95", "x-fmt/111", "chr/1"].iter().all(|text| is_puid(text)));
        assert!(!["", "foo", "fmt/", "/95", "fmt/9x", "FMT/95"].iter().any(|text| is_puid(text)));
    }
}
