//! What a tenant wants of the virus scan.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Largest file sent where nothing else is said, in bytes: what clamd takes since 1.0.
pub const MAX_BYTES: u64 = 100 << 20;
/// How long clamd may keep one file waiting where nothing else is said, in seconds: clamd itself
/// gives a file up after 120.
pub const TIMEOUT_SECONDS: u64 = 130;

/// What happens with a package in which something was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VirusPolicy {
    /// It is not taken.
    #[default]
    Refuse,
    /// It is not taken, and told apart from what is refused, so that it can be kept aside.
    Quarantine,
    /// It is taken, and the finding stands in its metadata.
    Note,
}

/// What happens with a package that was not scanned as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unscanned {
    /// It is not taken.
    Refuse,
    /// It is taken, and what was not scanned stands in its metadata.
    Note,
}

impl VirusPolicy {
    /// The word in configuration and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::Quarantine => "quarantine",
            Self::Note => "note",
        }
    }
}

impl Unscanned {
    /// The word in configuration and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::Note => "note",
        }
    }
}

impl fmt::Display for VirusPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Unscanned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The virus scan of an installation or a tenant, as `[virus]` of `archive.toml` gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VirusSettings {
    /// Where clamd listens (see `Address`); nothing is scanned where it is empty.
    pub clamd: String,
    /// What an infected file means.
    pub policy: VirusPolicy,
    /// What a file means that the scanner cannot take: too large, encrypted, too deeply nested.
    pub not_scanned: Unscanned,
    /// What it means that the scanner is not there, hangs or fails.
    pub unreachable: Unscanned,
    /// Largest file that is sent, in bytes; not more than `StreamMaxLength` of clamd.
    pub max_bytes: u64,
    /// Longest that clamd may keep one file waiting, in seconds.
    pub timeout_seconds: u64,
}

impl Default for VirusSettings {
    fn default() -> Self {
        Self {
            clamd: String::new(),
            policy: VirusPolicy::Refuse,
            not_scanned: Unscanned::Note,
            unreachable: Unscanned::Refuse,
            max_bytes: MAX_BYTES,
            timeout_seconds: TIMEOUT_SECONDS,
        }
    }
}
