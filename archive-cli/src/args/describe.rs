//! Describing packages.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `archive describe`
#[derive(Debug, Args)]
pub struct Describe {
    /// The packages; their descriptions are shown where nothing is to be changed
    #[arg(value_name = "ID", required_unless_present_any = ["from", "to"])]
    pub ids: Vec<String>,
    /// Make this the value of a field, and take the old ones away; give it twice for two values
    #[arg(long, value_name = "FIELD=VALUE", requires = "ids")]
    pub set: Vec<String>,
    /// Add a value to a field
    #[arg(long, value_name = "FIELD=VALUE", requires = "ids")]
    pub add: Vec<String>,
    /// Take all values of a field away
    #[arg(long, value_name = "FIELD", requires = "ids")]
    pub clear: Vec<String>,
    /// Set the level: fonds, class, series, file, vorgang, item, or another word
    #[arg(long, value_name = "LEVEL", requires = "ids")]
    pub level: Option<String>,
    /// Take descriptions from EAD, Dublin Core or a CSV table; without an ID for all packages in it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["set", "add", "clear", "level"])]
    pub from: Option<PathBuf>,
    /// With --from: take away what the file does not say
    #[arg(long, requires = "from")]
    pub replace: bool,
    /// Why the description is changed; it stays with the package
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Who changes it; it stays with the package
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Show what happened to the description, version by version
    #[arg(long, requires = "ids", conflicts_with_all = ["set", "add", "clear", "level", "from"])]
    pub history: bool,
    /// Write the descriptions of all packages, or of those named, into a file; - is standard output
    #[arg(long, value_name = "FILE",
        conflicts_with_all = ["set", "add", "clear", "level", "from", "history"])]
    pub to: Option<PathBuf>,
    /// With --to: csv, ead3 or ead2002 (else ead3 for a file that ends in .xml, csv for others)
    #[arg(long = "as", value_name = "FORM", value_enum, requires = "to")]
    pub form: Option<DescriptionForm>,
    /// Say what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// In what form descriptions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DescriptionForm {
    /// A table: one row a unit.
    Csv,
    /// A finding aid in EAD3.
    Ead3,
    /// A finding aid in EAD 2002.
    Ead2002,
}

impl Describe {
    /// The form to write: the one named, else the one that the name of the file says.
    pub fn form(&self) -> DescriptionForm {
        let xml = |to: &PathBuf| to.extension().is_some_and(|e| e.eq_ignore_ascii_case("xml"));
        let by_name = if self.to.as_ref().is_some_and(xml) {
            DescriptionForm::Ead3
        } else {
            DescriptionForm::Csv
        };
        self.form.unwrap_or(by_name)
    }

    /// Whether fields are to be changed.
    pub fn edits(&self) -> bool {
        !self.set.is_empty()
            || !self.add.is_empty()
            || !self.clear.is_empty()
            || self.level.is_some()
    }
}
