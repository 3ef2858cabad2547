//! The words of the command line. English help stands here as doc comments, German in
//! [`crate::help`]; examples and exit codes of each command are there as well.

#[cfg(feature = "installation")]
mod copies;
#[cfg(feature = "installation")]
mod describe;
mod formats;
#[cfg(feature = "installation")]
mod holdings;
#[cfg(feature = "installation")]
mod installation;
#[cfg(feature = "installation")]
mod ledger;
mod packages;
#[cfg(feature = "installation")]
mod repair;
mod schemas;
pub mod usage;
#[cfg(feature = "installation")]
pub mod values;

#[cfg(feature = "installation")]
pub use copies::{Copies, CopyAdd, CopyRequire, CopyRetire, CopySync, CopyVerify};
#[cfg(feature = "installation")]
pub use describe::{Describe, DescriptionForm};
#[cfg(feature = "installation")]
pub use formats::FormatsUpdate;
pub use formats::{Formats, FormatsList, Identify};
#[cfg(feature = "installation")]
pub use holdings::{
    Export, ExportForm, Fixity, FixityHistory, FixityReport, FixityRun, List, Search, Show,
};
#[cfg(feature = "installation")]
pub use installation::{
    Config, ConfigShow, Demo, Doctor, Init, Rebuild, Tenant, TenantAdd, TenantShow,
};
#[cfg(feature = "installation")]
pub use ledger::{
    Keys, KeysLost, Ledger, LedgerEvidence, LedgerProve, LedgerShow, LedgerTimestamp, LedgerVerify,
};
#[cfg(feature = "installation")]
pub use packages::Ingest;
pub use packages::{Check, Ocfl, OcflValidate, Sources};
#[cfg(feature = "installation")]
pub use repair::{Evidence, EvidenceList, EvidenceRelease, Repair};
pub use schemas::{Schemas, SchemasAdd, SchemasCheck, SchemasFolder};

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Long-term electronic archive of municipalities
#[derive(Debug, Parser)]
#[command(
    name = "archive",
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What is to be done.
    #[command(subcommand)]
    pub command: Command,
    /// Print the version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// Folder of the installation (else `ARCHIVE_DIR`, else the current folder and those above)
    #[cfg(feature = "installation")]
    #[arg(long, value_name = "DIR", global = true)]
    pub archive: Option<PathBuf>,
    /// Tenant that is meant (else `ARCHIVE_TENANT`, else the only one)
    #[cfg(feature = "installation")]
    #[arg(long, value_name = "ID", global = true, id = "of_tenant")]
    pub tenant: Option<String>,
    /// How long to wait for another process that holds a lock
    #[cfg(feature = "installation")]
    #[arg(long, value_name = "SECONDS", global = true)]
    pub wait: Option<u64>,
    /// Print JSON Lines on standard output
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of messages: de or en (else the locale)
    #[arg(long, value_name = "LANGUAGE", global = true, value_parser = ["de", "en"])]
    pub lang: Option<String>,
    /// Print only what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more; give it twice for still more
    #[arg(short, long, action = ArgAction::Count, global = true)]
    pub verbose: u8,
    /// Show no progress
    #[arg(long, global = true)]
    pub no_progress: bool,
    /// Form of log lines on standard error: text or json
    #[arg(long, value_name = "FORM", global = true, value_enum, default_value_t)]
    pub log_format: LogFormat,
    /// Print help
    #[arg(short, long, action = ArgAction::Help, global = true)]
    help: Option<bool>,
}

/// The form of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// The commands, in the order of the day's work.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new installation
    #[cfg(feature = "installation")]
    Init(Init),
    /// Add, list and show tenants
    #[cfg(feature = "installation")]
    #[command(subcommand)]
    Tenant(Tenant),
    /// Take packages in: check, describe, store, confirm
    #[cfg(feature = "installation")]
    Ingest(Ingest),
    /// Check packages without an archive, with the same findings as on ingest
    Check(Check),
    /// List the packages of a tenant
    #[cfg(feature = "installation")]
    List(List),
    /// Search descriptions and file names
    #[cfg(feature = "installation")]
    Search(Search),
    /// Show all that is known of one package
    #[cfg(feature = "installation")]
    Show(Show),
    /// Show, change and write descriptions
    #[cfg(feature = "installation")]
    Describe(Describe),
    /// Hand packages out
    #[cfg(feature = "installation")]
    Export(Export),
    /// Check that everything stored is unchanged
    #[cfg(feature = "installation")]
    #[command(subcommand)]
    Fixity(Fixity),
    /// Put damaged files right from a good copy
    #[cfg(feature = "installation")]
    Repair(Repair),
    /// What repairs have kept of damaged files
    #[cfg(feature = "installation")]
    #[command(subcommand)]
    Evidence(Evidence),
    /// Show, verify and prove what the ledger attests
    #[cfg(feature = "installation")]
    #[command(subcommand)]
    Ledger(Ledger),
    /// Show and replace the keys that sign the ledger
    #[cfg(feature = "installation")]
    #[command(subcommand)]
    Key(Keys),
    /// Make the catalog anew from storage alone
    #[cfg(feature = "installation")]
    Rebuild(Rebuild),
    /// List, add, fill and give up storage locations
    #[cfg(feature = "installation")]
    #[command(subcommand)]
    Copies(Copies),
    /// Say which formats files have
    Identify(Identify),
    /// The formats that can be recognised
    #[command(subcommand)]
    Formats(Formats),
    /// Work with OCFL objects and storage roots, ours or foreign
    #[command(subcommand)]
    Ocfl(Ocfl),
    /// Keep the schemas of others in a folder, and judge documents by them
    #[command(subcommand)]
    Schemas(Schemas),
    /// Check the installation itself
    #[cfg(feature = "installation")]
    Doctor(Doctor),
    /// Show the configuration
    #[cfg(feature = "installation")]
    #[command(subcommand)]
    Config(Config),
    /// A guided run on built-in samples
    #[cfg(feature = "installation")]
    Demo(Demo),
    /// Explain a code: cause, example, what to do
    Explain(Explain),
    /// Print the completions for a shell
    Completions(Completions),
    /// Print manual pages
    Man(Man),
    /// Print the help of a command
    Help(Help),
}

/// `archive explain`
#[derive(Debug, Args)]
pub struct Explain {
    /// Codes such as E-BAG-012; all codes are listed where none is given
    #[arg(value_name = "CODE")]
    pub codes: Vec<String>,
}

/// `archive completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

/// `archive man`
#[derive(Debug, Args)]
pub struct Man {
    /// Command whose page is printed; the program's own where none is given
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
    /// Write the pages of all commands in both languages into a folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub to: Option<PathBuf>,
}

/// `archive help`
#[derive(Debug, Args)]
pub struct Help {
    /// Command to be explained
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
}
