//! Commands on repair and evidence.

use clap::{Args, Subcommand};

/// `archive repair`
#[derive(Debug, Args)]
pub struct Repair {
    /// The packages; each is read on every copy first
    #[arg(value_name = "ID", required_unless_present = "all", conflicts_with = "all")]
    pub ids: Vec<String>,
    /// Everything that checks have found to be damaged
    #[arg(long)]
    pub all: bool,
    /// Repair one copy only
    #[arg(long, value_name = "NAME")]
    pub copy: Option<String>,
    /// Take away what nobody put there, too; it is kept as evidence
    #[arg(long)]
    pub strays: bool,
    /// Say what would be repaired from where, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `archive evidence`
#[derive(Debug, Subcommand)]
pub enum Evidence {
    /// List what repairs have kept
    List(EvidenceList),
    /// Remove what a repair has kept
    Release(EvidenceRelease),
}

/// `archive evidence list`
#[derive(Debug, Args)]
pub struct EvidenceList {
    /// On one copy only
    #[arg(long, value_name = "NAME")]
    pub copy: Option<String>,
}

/// `archive evidence release`
#[derive(Debug, Args)]
pub struct EvidenceRelease {
    /// The repair, as evidence list names it
    #[arg(value_name = "RUN")]
    pub run: String,
    /// Do it; without this nothing is removed
    #[arg(long, requires = "reason")]
    pub yes: bool,
    /// Why it is not needed any more
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}
