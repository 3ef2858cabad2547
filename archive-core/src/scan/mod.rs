//! Virus scan: what a scanner outside says of the bytes of a file while they pass.
//!
//! A [`Scanner`] never stops the reading for ever and never fails: what could not be scanned is a
//! verdict of its own, and the policy of the tenant says what follows. This room must not know
//! where files come from or are stored. What is said of a file is known everywhere; who says it
//! needs an installation.

#[cfg(feature = "installation")]
mod address;
#[cfg(feature = "installation")]
mod clamd;
mod policy;
#[cfg(feature = "installation")]
mod screening;
#[cfg(feature = "installation")]
mod session;
mod tally;
mod verdict;

#[cfg(feature = "installation")]
pub use address::Address;
#[cfg(feature = "installation")]
pub use clamd::Clamd;
pub use policy::{Unscanned, VirusPolicy, VirusSettings};
#[cfg(feature = "installation")]
pub use screening::Screening;
pub use tally::{Summary, Tally};
pub use verdict::{Reason, Verdict};

use std::fmt;

/// Looks at the bytes of many files, from many threads.
pub trait Scanner: Send + Sync {
    /// Begins with one file. `name` serves messages of the scanner alone and need not be sent;
    /// `size` in bytes, where it is known.
    fn begin(&self, name: &str, size: Option<u64>) -> Box<dyn Scan + '_>;

    /// What scans, for PREMIS: `None` where it does not answer.
    fn agent(&self) -> Option<Agent>;
}

/// The scan of one file. Dropping it unfinished gives the file up.
pub trait Scan: Send {
    /// The next bytes of the file. Returns within the time limit of the scanner, whatever the
    /// scanner does.
    fn update(&mut self, bytes: &[u8]);

    /// The file is complete; what is said of it.
    fn finish(self: Box<Self>) -> Verdict;
}

/// Who scanned, and with which signatures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Name of the program: `ClamAV`.
    pub name: String,
    /// Its version; empty where it did not say.
    pub version: String,
    /// Version and date of the signatures, as the program writes them, where it says so.
    pub signatures: Option<String>,
}

impl fmt::Display for Agent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.name, self.full_version())
    }
}

impl Agent {
    /// Its version with that of its signatures: `1.4.3/27500/Mon Jan  6 09:00:00 2025`.
    #[must_use]
    pub fn full_version(&self) -> String {
        match &self.signatures {
            Some(signatures) => format!("{}/{signatures}", self.version),
            None => self.version.clone(),
        }
    }
}
