//! Commands on the schemas of others.

use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `archive schemas`
#[derive(Debug, Subcommand)]
pub enum Schemas {
    /// List the schemas of the folder: what they describe, and where they are published
    List(SchemasFolder),
    /// Compile every schema, or judge XML files by the schema of their root element
    Check(SchemasCheck),
    /// Copy schemas into the folder and name them in its catalog
    Add(SchemasAdd),
}

/// Which folder is meant.
#[derive(Debug, Args)]
pub struct SchemasFolder {
    /// Folder of the schemas (else `ARCHIVE_SCHEMAS`, else the one in archive.toml)
    #[arg(long, value_name = "DIR")]
    pub schemas: Option<PathBuf>,
}

/// `archive schemas check`
#[derive(Debug, Args)]
pub struct SchemasCheck {
    /// XML files to be judged; every schema of the folder is compiled where none is given
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Which folder is meant.
    #[command(flatten)]
    pub folder: SchemasFolder,
}

/// `archive schemas add`
#[derive(Debug, Args)]
pub struct SchemasAdd {
    /// Schemas; those that need one another belong into one call
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Which folder is meant.
    #[command(flatten)]
    pub folder: SchemasFolder,
}
