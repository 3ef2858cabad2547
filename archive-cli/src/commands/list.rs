//! `archive list`: the packages of a tenant.

use crate::args::List;
use crate::context::{Context, aip_id};
use crate::exit::Exit;
use crate::output::holding;
use archive_core::Result;

/// Packages read from the catalog at a time.
const PAGE: usize = 1_000;

/// Lists packages in the order of their ids, which is that of their first ingest.
pub fn run(args: &List, context: &Context) -> Result<Exit> {
    let archive = context.archive()?;
    let tenant = context.tenant(&archive)?;
    let mut after = args.after.as_deref().map(aip_id).transpose()?;
    let mut left = args.limit.unwrap_or(u64::MAX);
    holding::header(context);
    while left > 0 && !context.out.is_closed() && !context.stopped() {
        let page = PAGE.min(usize::try_from(left).unwrap_or(PAGE));
        let rows = if args.own {
            tenant.catalog().list_own(after, page)?
        } else {
            tenant.catalog().list(after, page)?
        };
        for row in &rows {
            holding::package(row, context);
        }
        left -= rows.len() as u64;
        match rows.last() {
            Some(last) if rows.len() == page => after = Some(last.aip),
            _ => break,
        }
    }
    Ok(if context.stopped() { Exit::Interrupted } else { Exit::Ok })
}
