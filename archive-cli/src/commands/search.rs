//! `archive search`: packages by words of their description and file names.

use crate::args::Search;
use crate::context::Context;
use crate::exit::Exit;
use crate::output::holding;
use archive_core::Result;
use archive_core::finding::Finding;
use archive_core::finding::codes::cli;

/// Prints the packages in which every word stands.
pub fn run(args: &Search, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    let limit = usize::try_from(args.limit).unwrap_or(usize::MAX);
    let (words, format) = (args.words.join(" "), args.format.as_deref());
    let rows = tenant.catalog().search_with_format(&words, format, limit.saturating_add(1))?;
    holding::header(context);
    for row in rows.iter().take(limit) {
        holding::package(row, context);
    }
    if rows.len() > limit {
        context.remark(&Finding::new(&cli::TRUNCATED_HITS).with("limit", args.limit));
    }
    Ok(Exit::Ok)
}
