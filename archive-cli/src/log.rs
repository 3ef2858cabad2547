//! Logs for operators, on standard error: quiet by default, `-v` says more, `ARCHIVE_LOG` filters.
//!
//! Titles and file names are never logged at info level; findings are not logs.

use crate::args::LogFormat;
use crate::context::Context;
use std::io::stderr;
use tracing_subscriber::EnvFilter;

/// The variable that holds a filter, such as `archive_core=debug`.
pub const VARIABLE: &str = "ARCHIVE_LOG";

/// Starts logging. A filter that cannot be understood counts as none.
pub fn start(context: &Context) {
    let wished = std::env::var(VARIABLE).ok().filter(|text| !text.is_empty());
    let filter = wished
        .and_then(|text| EnvFilter::try_new(text).ok())
        .unwrap_or_else(|| EnvFilter::new(level(context.verbose, context.quiet)));
    let builder = tracing_subscriber::fmt()
        .with_writer(stderr)
        .with_env_filter(filter)
        .with_ansi(context.colour_err)
        .log_internal_errors(false);
    // A second start in one process changes nothing.
    let _ = match context.log_format {
        LogFormat::Json => builder.json().try_init(),
        LogFormat::Text => builder.try_init(),
    };
}

const fn level(verbose: u8, quiet: bool) -> &'static str {
    match (verbose, quiet) {
        (_, true) => "error",
        (0, _) => "warn",
        (1, _) => "info",
        (2, _) => "debug",
        (_, _) => "trace",
    }
}
