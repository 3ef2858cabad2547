//! What a scanner says of one file.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a scanner said of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing was found in the whole file.
    Clean,
    /// A signature matched; its name as the scanner gave it, printable.
    Infected(String),
    /// The file was not scanned, or not as a whole: neither clean nor infected.
    NotScanned(Reason),
}

/// Why a file was not scanned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Reason {
    /// It is larger than the settings or the scanner allow.
    SizeLimit,
    /// The scanner stopped at a limit of its own inside the file (depth, time, unpacked size).
    ScannerLimit,
    /// It is encrypted, so the scanner could not look inside.
    Encrypted,
    /// The scanner is not there, or went away.
    Unreachable,
    /// The scanner takes no more work at present.
    Busy,
    /// The scanner did not answer in time.
    TimedOut,
    /// The scanner answered with an error, or with something that is no answer; printable.
    Failed(String),
}

impl Verdict {
    /// The word for metadata and JSON.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Infected(_) => "infected",
            Self::NotScanned(_) => "not-scanned",
        }
    }

    /// Whether the same scanner would say the same again: not where it failed itself.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        match self {
            Self::Clean | Self::Infected(_) => true,
            Self::NotScanned(reason) => !reason.is_of_scanner(),
        }
    }
}

impl Reason {
    /// Whether the scanner failed, and not the file was more than it takes.
    #[must_use]
    pub const fn is_of_scanner(&self) -> bool {
        match self {
            Self::SizeLimit | Self::ScannerLimit | Self::Encrypted => false,
            Self::Unreachable | Self::Busy | Self::TimedOut | Self::Failed(_) => true,
        }
    }

    /// The kind of reason, without what the scanner said.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::SizeLimit => "size limit",
            Self::ScannerLimit => "limit of the scanner",
            Self::Encrypted => "encrypted",
            Self::Unreachable => "scanner not reachable",
            Self::Busy => "scanner busy",
            Self::TimedOut => "scanner did not answer in time",
            Self::Failed(_) => "scanner said",
        }
    }

    /// The same in German, with what the scanner said.
    #[must_use]
    pub fn german(&self) -> String {
        match self {
            Self::SizeLimit => "Größengrenze".into(),
            Self::ScannerLimit => "Grenze des Scanners".into(),
            Self::Encrypted => "verschlüsselt".into(),
            Self::Unreachable => "Scanner nicht erreichbar".into(),
            Self::Busy => "Scanner ausgelastet".into(),
            Self::TimedOut => "keine rechtzeitige Antwort des Scanners".into(),
            Self::Failed(said) => format!("Antwort des Scanners: {said}"),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())?;
        match self {
            Self::Failed(said) => write!(f, ": {said}"),
            _ => Ok(()),
        }
    }
}
