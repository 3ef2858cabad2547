//! Commands on the installation itself.

use super::values::CopyAt;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `archive init`
#[derive(Debug, Args)]
pub struct Init {
    /// Folder of the new installation; it is made where it is missing
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Name of the installation; it stands in every copy and never changes (else a UUID)
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Storage location; give it once for each (else one folder copies/main)
    #[arg(long = "copy", value_name = "NAME=URL")]
    pub copies: Vec<CopyAt>,
    /// Bring a lost installation back from this copy of it; --copy then names others still there
    #[arg(long, value_name = "NAME=URL", conflicts_with = "name")]
    pub from_copy: Option<CopyAt>,
    /// Say what would be made, and make nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `archive tenant`
#[derive(Debug, Subcommand)]
pub enum Tenant {
    /// Add a tenant
    Add(TenantAdd),
    /// List the tenants
    List,
    /// Show a tenant and what it holds
    Show(TenantShow),
}

/// `archive tenant add`
#[derive(Debug, Args)]
pub struct TenantAdd {
    /// Short name: lower-case letters, digits, hyphens
    #[arg(value_name = "ID")]
    pub id: String,
    /// Name of the municipality or its archive
    #[arg(long, value_name = "NAME")]
    pub name: String,
    /// ISIL of the archive (ISO 15511), such as DE-Ch3
    #[arg(long, value_name = "ISIL")]
    pub isil: Option<String>,
    /// Say what would be added, and add nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `archive tenant show`
#[derive(Debug, Args)]
pub struct TenantShow {
    /// The tenant (else the one that --tenant means)
    #[arg(value_name = "ID")]
    pub id: Option<String>,
}

/// `archive config`
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Show every setting in force
    Show(ConfigShow),
}

/// `archive config show`
#[derive(Debug, Args)]
pub struct ConfigShow {
    /// Say where each setting comes from
    #[arg(long)]
    pub origin: bool,
}

/// `archive rebuild`
#[derive(Debug, Args)]
pub struct Rebuild {
    /// Copy to read from (else the first)
    #[arg(long, value_name = "NAME")]
    pub from_copy: Option<String>,
    /// Exchange the catalog even though the copy is damaged; what cannot be read is missing then
    #[arg(long)]
    pub despite_damage: bool,
    /// Read everything and say what would be rebuilt, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `archive doctor`
#[derive(Debug, Args)]
pub struct Doctor {
    /// Compare everything with everything
    #[arg(long)]
    pub full: bool,
    /// Compare catalog, journal, receipts and copies both ways, clear leftovers away and bring
    /// back what is missing
    #[arg(long)]
    pub reconcile: bool,
    /// With --reconcile: say what is wrong, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `archive demo`
#[derive(Debug, Args)]
pub struct Demo {
    /// Folder for the demonstration; it must be empty or missing (else a temporary one)
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}
