//! Commands that are given packages from outside.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Which packages are meant.
#[derive(Debug, Args)]
pub struct Sources {
    /// Packages: folders, ZIP, TAR, compressed TAR, single files
    #[arg(value_name = "PATH", required_unless_present = "from_file")]
    pub paths: Vec<PathBuf>,
    /// Take every entry of the folders as a package of its own
    #[arg(long, conflicts_with = "from_file")]
    pub each: bool,
    /// Read paths from a list, one a line, or from the JSON Lines of an earlier run; - is standard
    /// input
    #[arg(long, value_name = "LIST", conflicts_with = "paths")]
    pub from_file: Option<PathBuf>,
    /// Of an earlier run, take only packages with these states
    #[arg(
        long,
        value_name = "STATES",
        value_delimiter = ',',
        requires = "from_file",
        conflicts_with = "paths"
    )]
    pub only: Vec<String>,
    /// Packages worked on at the same time (else the number of cores, at least 2)
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
    /// BagIt profile that the packages must fulfil, as a JSON file
    #[arg(long, value_name = "FILE")]
    pub profile: Option<PathBuf>,
    /// Judge the packages as this kind, whatever they look like (else told by what is in them)
    #[arg(long = "as", value_name = "KIND", value_parser = ["bagit", "eark", "folder"])]
    pub kind: Option<String>,
}

/// `archive check`
#[derive(Debug, Args)]
pub struct Check {
    /// Which packages are meant.
    #[command(flatten)]
    pub sources: Sources,
}

/// `archive ocfl`
#[derive(Debug, Subcommand)]
pub enum Ocfl {
    /// Validate OCFL 1.0 and 1.1 objects and storage roots
    Validate(OcflValidate),
}

/// `archive ocfl validate`
#[derive(Debug, Args)]
pub struct OcflValidate {
    /// Objects or storage roots
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Judge the structure only; read no content
    #[arg(long)]
    pub no_digests: bool,
    /// Threads that read and compute (else the number of cores)
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// `archive ingest`
#[cfg(feature = "installation")]
#[derive(Debug, Args)]
pub struct Ingest {
    /// Which packages are meant.
    #[command(flatten)]
    pub sources: Sources,
    /// Do everything but store; the report is the same
    #[arg(long)]
    pub dry_run: bool,
    /// Go on watching the folders for new packages; means --each
    #[arg(long, conflicts_with_all = ["from_file", "dry_run", "as_version_of"])]
    pub follow: bool,
    /// With --follow: take a package when it has not changed for this long
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 10,
        requires = "follow",
        value_parser = clap::value_parser!(u64).range(0..=86_400)
    )]
    pub settle: u64,
    /// Move packages that were stored, or were stored before, into a folder (with --follow else
    /// into `_stored` in the watched folder)
    #[arg(long, value_name = "DIR")]
    pub move_to: Option<PathBuf>,
    /// Move packages that were rejected into a folder (with --follow else into `_rejected` in the
    /// watched folder)
    #[arg(long, value_name = "DIR")]
    pub rejected_to: Option<PathBuf>,
    /// Move packages with a virus into a folder where the policy is quarantine (else beside the
    /// folder of --move-to as `quarantine`; with --follow into `_quarantine` in the watched
    /// folder)
    #[arg(long, value_name = "DIR")]
    pub quarantine_to: Option<PathBuf>,
    /// Store the package as the next version of this one
    #[arg(long, value_name = "ID", conflicts_with_all = ["each", "from_file"])]
    pub as_version_of: Option<String>,
}
