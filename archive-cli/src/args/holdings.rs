//! Commands on what is stored: finding, showing, handing out, checking.

use super::values::{Budget, parse_duration};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;

/// `archive list`
#[derive(Debug, Args)]
pub struct List {
    /// Print at most this many packages
    #[arg(long, value_name = "COUNT")]
    pub limit: Option<u64>,
    /// Print packages after this one
    #[arg(long, value_name = "ID")]
    pub after: Option<String>,
    /// Print the packages that the archive has made for itself (schemas)
    #[arg(long)]
    pub own: bool,
}

/// `archive search`
#[derive(Debug, Args)]
pub struct Search {
    /// Words that must all be in the description or in file names; each matches the beginning of
    /// a word. Dates are searched as they are written, not by range; what files contain is not
    /// searched
    #[arg(value_name = "WORDS", required_unless_present = "format")]
    pub words: Vec<String>,
    /// Only packages with a file of this format (PUID, such as fmt/95) in their payload
    #[arg(long, value_name = "PUID")]
    pub format: Option<String>,
    /// Print at most this many packages (else 10,000)
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    pub limit: u32,
}

/// `archive show`
#[derive(Debug, Args)]
pub struct Show {
    /// The package
    #[arg(value_name = "ID")]
    pub id: String,
    /// List its files too
    #[arg(long)]
    pub files: bool,
    /// Tell what happened to it, from a copy: checks, virus scan, taking in
    #[arg(long)]
    pub events: bool,
    /// Version whose files are listed (else the newest)
    #[arg(long, value_name = "NUMBER", requires = "files")]
    pub version: Option<u32>,
}

/// `archive export`
#[derive(Debug, Args)]
pub struct Export {
    /// The packages
    #[arg(value_name = "ID", required = true)]
    pub ids: Vec<String>,
    /// Folder in which each package gets a folder of its own
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// Form: files, bagit, ocfl, eark-aip or eark-dip
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t)]
    pub form: ExportForm,
    /// Hand out only the file, or everything below the folder, with this path
    #[arg(long, value_name = "PATH")]
    pub path: Option<String>,
    /// Version to be handed out (else the newest)
    #[arg(long, value_name = "NUMBER")]
    pub version: Option<u32>,
    /// Put what accompanied the payload beside it (files only)
    #[arg(long)]
    pub with_submission: bool,
    /// Replace names that some systems refuse, and write the list of names
    #[arg(long)]
    pub portable_names: bool,
    /// Say what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// In what form packages are handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ExportForm {
    /// The files under their own names.
    #[default]
    Files,
    /// A BagIt 1.0 bag.
    Bagit,
    /// The OCFL object as it is stored.
    Ocfl,
    /// An E-ARK archival package: the newest version as its METS describes it.
    EarkAip,
    /// An E-ARK dissemination package: the files unpacked, with METS, PREMIS and Dublin Core.
    EarkDip,
}

/// `archive fixity`
#[derive(Debug, Subcommand)]
pub enum Fixity {
    /// Read stored packages and compare them with what was stored
    Run(FixityRun),
    /// Show coverage, oldest check, never checked, open damage
    Status,
    /// List the runs, newest first
    History(FixityHistory),
    /// Write the report of a year as JSON, CSV and a page to be printed
    Report(FixityReport),
}

/// `archive fixity run`
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct FixityRun {
    /// Check only what is due by the rules of the archive
    #[arg(long)]
    pub due: bool,
    /// Stop after this much: a time such as 2h, or an amount such as 500GiB
    #[arg(long, value_name = "BUDGET")]
    pub budget: Option<Budget>,
    /// Leave out what was checked within this time, such as 90d
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    pub max_age: Option<Duration>,
    /// Check one copy only
    #[arg(long, value_name = "NAME")]
    pub copy: Option<String>,
    /// Check one package only
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Read from the medium, past the cache of the system
    #[arg(long)]
    pub from_medium: bool,
    /// Repair what is damaged from a good copy, as archive repair does
    #[arg(long)]
    pub repair: bool,
    /// Write figures for Prometheus to this file after the run
    #[arg(long, value_name = "FILE")]
    pub metrics: Option<PathBuf>,
    /// List what would be read, in its order; read and record nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `archive fixity report`
#[derive(Debug, Args)]
pub struct FixityReport {
    /// The year
    #[arg(long, value_name = "YEAR")]
    pub year: i16,
    /// Folder for the report; made where it is missing
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// Make it from what lies on this copy (else the first that can be read)
    #[arg(long, value_name = "NAME")]
    pub copy: Option<String>,
}

/// `archive fixity history`
#[derive(Debug, Args)]
pub struct FixityHistory {
    /// Print at most this many runs
    #[arg(long, value_name = "COUNT", default_value_t = 100)]
    pub limit: u32,
    /// Only runs on this copy
    #[arg(long, value_name = "NAME")]
    pub copy: Option<String>,
    /// Only runs that began on this day (UTC) or later
    #[arg(long, value_name = "DAY")]
    pub since: Option<jiff::civil::Date>,
    /// Only runs that began on this day (UTC) or earlier
    #[arg(long, value_name = "DAY")]
    pub until: Option<jiff::civil::Date>,
    /// Only runs that found damage
    #[arg(long)]
    pub damaged: bool,
}
