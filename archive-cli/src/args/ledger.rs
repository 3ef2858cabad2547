//! Commands on the ledger.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `archive ledger`
#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// Show the entries
    Show(LedgerShow),
    /// Verify every entry and signature on every copy, and the catalog against them
    Verify(LedgerVerify),
    /// Write what proves to an outsider that a version is in the ledger
    Prove(LedgerProve),
    /// Print the signed checkpoint
    Checkpoint,
    /// Have the ledger dated by a timestamp authority (RFC 3161)
    Timestamp(LedgerTimestamp),
    /// Write the evidence record of a version (RFC 4998), which shows since when it was there
    Evidence(LedgerEvidence),
}

/// `archive key`
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Show the public keys of the ledger, and from which entry on each has signed
    Show,
    /// Make a new key and hand over to it; the old one is removed
    Rotate,
    /// Put a new key in the place of one whose file was lost, by the word of the installation
    Lost(KeysLost),
}

/// `archive key lost`
#[derive(Debug, Args)]
pub struct KeysLost {
    /// Public key that must be one of the ledger, out of a receipt or as published; may be
    /// repeated
    #[arg(long, value_name = "TEXT")]
    pub key: Vec<String>,
}

/// `archive ledger show`
#[derive(Debug, Args)]
pub struct LedgerShow {
    /// Begin with this position, counted from 0
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub from: u64,
    /// Show at most so many entries
    #[arg(long, value_name = "NUMBER", default_value_t = 1_000)]
    pub limit: usize,
    /// Only entries that speak of this package
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}

/// `archive ledger verify`
#[derive(Debug, Args)]
pub struct LedgerVerify {
    /// Verify one copy only
    #[arg(long, value_name = "NAME")]
    pub copy: Option<String>,
    /// Public key that must be one of the ledger (else that of the key file); may be repeated
    #[arg(long, value_name = "TEXT")]
    pub key: Vec<String>,
}

/// `archive ledger prove`
#[derive(Debug, Args)]
pub struct LedgerProve {
    /// The package
    #[arg(value_name = "ID")]
    pub id: String,
    /// The version (else the newest)
    #[arg(long, value_name = "NUMBER")]
    pub version: Option<u32>,
    /// Folder for the receipt and the proof; it is made where it is missing
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}

/// `archive ledger timestamp`
#[derive(Debug, Args)]
pub struct LedgerTimestamp {
    /// Renew older timestamps now, even if none of them ages
    #[arg(long)]
    pub renew: bool,
}

/// `archive ledger evidence`
#[derive(Debug, Args)]
pub struct LedgerEvidence {
    /// The package
    #[arg(value_name = "ID")]
    pub id: String,
    /// The version (else the newest)
    #[arg(long, value_name = "NUMBER")]
    pub version: Option<u32>,
    /// Folder for the record and the inventory that it dates; it is made where it is missing
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}
