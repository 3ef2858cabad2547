//! Commands on formats.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `archive identify`
#[derive(Debug, Args)]
pub struct Identify {
    /// Files; folders are walked
    #[arg(value_name = "PATH", required_unless_present = "from_file")]
    pub paths: Vec<PathBuf>,
    /// Read paths from a list, one a line; - is standard input
    #[arg(long, value_name = "LIST", conflicts_with = "paths")]
    pub from_file: Option<PathBuf>,
    /// DROID's signature file (else the one installed or built in)
    #[arg(long, value_name = "FILE")]
    pub signatures: Option<PathBuf>,
    /// DROID's container file that goes with it
    #[arg(long, value_name = "FILE", requires = "signatures")]
    pub containers: Option<PathBuf>,
    /// Files worked on at the same time (else the number of cores)
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: Option<u16>,
}

/// `archive formats`
#[derive(Debug, Subcommand)]
pub enum Formats {
    /// List the formats, and say which table they are from
    List(FormatsList),
    /// Show which formats the tenant keeps: payload files, bytes, oldest, what its rules say
    #[cfg(feature = "installation")]
    Report,
    /// Verify PRONOM's signature files and install them
    #[cfg(feature = "installation")]
    Update(FormatsUpdate),
}

/// `archive formats list`
#[derive(Debug, Args)]
pub struct FormatsList {
    /// DROID's signature file instead of the one installed
    #[arg(long, value_name = "FILE")]
    pub signatures: Option<PathBuf>,
    /// DROID's container file that goes with it
    #[arg(long, value_name = "FILE", requires = "signatures")]
    pub containers: Option<PathBuf>,
}

/// `archive formats update`
#[cfg(feature = "installation")]
#[derive(Debug, Args)]
pub struct FormatsUpdate {
    /// DROID's signature file, its container file, or both
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Only verify, and say what would be installed
    #[arg(long)]
    pub dry_run: bool,
}
