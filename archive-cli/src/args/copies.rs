//! Commands on storage locations.

use super::values::{CopyAt, parse_amount};
use archive_core::store::lock::LockRule;
use clap::{Args, Subcommand};

/// `archive copies`
#[derive(Debug, Subcommand)]
pub enum Copies {
    /// List the storage locations and what they lack
    List,
    /// Add a storage location and fill it from the others
    Add(CopyAdd),
    /// Bring a storage location up to date
    Sync(CopySync),
    /// Read everything on a storage location and compare it with what was stored
    Verify(CopyVerify),
    /// Say whether packages are called stored without a storage location
    Require(CopyRequire),
    /// Give a storage location up; its bytes stay where they are
    Retire(CopyRetire),
}

/// `archive copies add`
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct CopyAdd {
    /// Its name and place: a folder, or a URL that begins with file, s3, az or gs
    #[arg(value_name = "NAME=URL")]
    pub copy: CopyAt,
    /// Packages are stored without it where it is away
    #[arg(long)]
    pub optional: bool,
    /// A medium that is taken away: it is filled, and nobody misses it
    #[arg(long)]
    pub offline: bool,
    /// Hold packages of this tenant only; give it once for each (else of all)
    #[arg(long = "for", value_name = "TENANT")]
    pub tenants: Vec<String>,
    /// Most bytes a second, such as 20MiB
    #[arg(long, value_name = "AMOUNT", value_parser = parse_amount)]
    pub bandwidth: Option<u64>,
    /// Most requests a second
    #[arg(long, value_name = "COUNT")]
    pub requests: Option<u64>,
    /// Most requests at the same time
    #[arg(long, value_name = "COUNT")]
    pub concurrency: Option<u32>,
    /// Lock what is stored there (S3 alone), such as "governance 30d"
    #[arg(long, value_name = "RULE")]
    pub lock: Option<LockRule>,
    /// File with its credentials: lines NAME=value
    #[arg(long, value_name = "FILE")]
    pub credentials: Option<String>,
    /// Add it empty; copies sync fills it
    #[arg(long)]
    pub empty: bool,
    /// Packages at the same time
    #[arg(long, value_name = "COUNT")]
    pub jobs: Option<usize>,
    /// Say what would be added and brought, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `archive copies sync`
#[derive(Debug, Args)]
pub struct CopySync {
    /// The storage location (else every one that is always there)
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Packages at the same time
    #[arg(long, value_name = "COUNT")]
    pub jobs: Option<usize>,
    /// Say what is missing, and bring nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `archive copies verify`
#[derive(Debug, Args)]
pub struct CopyVerify {
    /// The storage location
    #[arg(value_name = "NAME")]
    pub name: String,
    /// List what would be read, and what that costs
    #[arg(long)]
    pub dry_run: bool,
}

/// `archive copies require`
#[derive(Debug, Args)]
pub struct CopyRequire {
    /// The storage location
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Packages are stored without it from now on, where it is away
    #[arg(long)]
    pub off: bool,
    /// Say whether it can be, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// `archive copies retire`
#[derive(Debug, Args)]
pub struct CopyRetire {
    /// The storage location
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Do not ask for the name
    #[arg(long, requires = "reason")]
    pub yes: bool,
    /// Why it is given up; it is kept with the copy
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Say whether it can be given up, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}
