//! The configuration of an installation: `archive.toml`.
//!
//! It holds no secrets; those come from the environment or from files it names. Unknown keys are
//! refused, so that a misspelled one is not silently without effect.

mod settings;
mod template;

pub use settings::{Origin, Setting};
pub use template::template;

use crate::error::{Error, Result};
use crate::finding::codes::cfg;
use crate::limits::Limits;
use serde::Deserialize;
use std::path::Path;
use uuid::Uuid;

/// The name of the configuration file in an installation.
pub const FILE: &str = "archive.toml";
/// Largest configuration read, in bytes.
const FILE_BYTES: u64 = 1 << 20;

/// An installation's configuration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The installation itself.
    pub archive: ArchiveSection,
    /// Where packages are stored; at least one.
    #[serde(default)]
    pub copies: Vec<CopySection>,
    /// What is taken from outside.
    #[serde(default)]
    pub limits: LimitsSection,
}

/// `[archive]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchiveSection {
    /// The name of the installation.
    pub name: String,
    /// Its UUID, given once.
    pub uuid: Uuid,
    /// A URI under which the archive can be reached; stands in every inventory.
    pub contact: String,
    /// Whether small files are bundled.
    #[serde(default = "yes")]
    pub bundle: bool,
    /// Whether the SHA-512 of received containers is computed and kept.
    #[serde(default = "yes")]
    pub container_digest: bool,
}

/// `[[copies]]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopySection {
    /// The name of the copy, in lower-case letters, digits and hyphens.
    pub name: String,
    /// Where it is: a folder (relative to the installation), or a URL.
    pub url: String,
}

/// `[limits]`: what is not given has the default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsSection {
    /// Largest container, in bytes.
    pub container_bytes: Option<u64>,
    /// Largest sum of all files, in bytes.
    pub unpacked_bytes: Option<u64>,
    /// Largest ratio of unpacked to container size.
    pub unpacked_ratio: Option<u64>,
    /// Largest ratio of one entry.
    pub entry_ratio: Option<u64>,
    /// Most entries.
    pub entries: Option<u64>,
}

const fn yes() -> bool {
    true
}

impl Config {
    /// Reads the configuration of the installation in `folder`.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let bytes = crate::fs::read(&path, FILE_BYTES)?;
        let text = String::from_utf8_lossy(&bytes);
        Self::parse(&text).map_err(|error| error.at(path.display().to_string()))
    }

    /// Reads a configuration from its text.
    pub fn parse(text: &str) -> Result<Self> {
        let invalid = |reason: &dyn std::fmt::Display| {
            Error::new(&cfg::INVALID).at(FILE).with("reason", reason)
        };
        let config: Self = toml::from_str(text).map_err(|e| invalid(&e.to_string().trim()))?;
        if config.copies.is_empty() {
            return Err(invalid(&"there is no [[copies]] section"));
        }
        for (index, copy) in config.copies.iter().enumerate() {
            let name = &copy.name;
            if name.parse::<crate::tenant::TenantId>().is_err() {
                return Err(invalid(&format_args!("{name:?} cannot be the name of a copy")));
            }
            if config.copies[..index].iter().any(|other| other.name == *name) {
                return Err(invalid(&format_args!("two copies have the name {name:?}")));
            }
        }
        Ok(config)
    }

    /// The limits in force.
    #[must_use]
    pub fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        let section = &self.limits;
        for (own, set) in [
            (&mut limits.container_bytes, section.container_bytes),
            (&mut limits.unpacked_bytes, section.unpacked_bytes),
            (&mut limits.unpacked_ratio, section.unpacked_ratio),
            (&mut limits.entry_ratio, section.entry_ratio),
            (&mut limits.entries, section.entries),
        ] {
            *own = set.unwrap_or(*own);
        }
        limits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_a_valid_configuration() {
        let uuid = Uuid::nil();
        let copies = [("main".to_owned(), "copies/main".to_owned())];
        let text = template("Archiv \"Mitte\"", &uuid, &copies);
        let config = Config::parse(&text).unwrap();
        assert_eq!(config.archive.name, "Archiv \"Mitte\"");
        assert_eq!(config.copies[0].url, "copies/main");
        assert_eq!(config.limits(), Limits::default());
    }

    #[test]
    fn mistakes_are_named() {
        let uuid = Uuid::nil();
        let good = template("x", &uuid, &[("main".into(), "copies/main".into())]);
        for (from, to, word) in [
            ("bundle =", "bundel =", "bundel"),
            ("[[copies]]", "[[kopien]]", "kopien"),
            ("name = \"main\"", "name = \"Main Copy\"", "Main Copy"),
        ] {
            let text = good.replace(from, to);
            assert_ne!(text, good, "{from}");
            let error = Config::parse(&text).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
