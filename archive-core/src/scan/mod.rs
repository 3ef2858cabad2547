//! Virus scan: what a scanner outside says of the bytes of a file while they pass.
//!
//! A [`Scanner`] never stops the reading for ever and never fails: what could not be scanned is a
//! verdict of its own, and the policy of the tenant says what follows. This room must not know
//! where files come from or are stored.

mod address;
mod clamd;
mod policy;
mod session;

pub use address::Address;
pub use clamd::Clamd;
pub use policy::{VirusPolicy, VirusSettings};

use crate::finding::Finding;
use crate::finding::codes::scn;
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

/// What a scanner said of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found in the whole file.
    Clean,
    /// A signature matched; its name as the scanner gave it, printable.
    Infected(String),
    /// The file was not scanned, or not as a whole: neither clean nor infected.
    NotScanned(Reason),
}

/// Why a file was not scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
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

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SizeLimit => "size limit",
            Self::ScannerLimit => "limit of the scanner",
            Self::Encrypted => "encrypted",
            Self::Unreachable => "scanner not reachable",
            Self::Busy => "scanner busy",
            Self::TimedOut => "scanner did not answer in time",
            Self::Failed(said) => return write!(f, "scanner said: {said}"),
        })
    }
}

impl Reason {
    /// The same in German.
    fn german(&self) -> String {
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

    /// What is to be reported of a file under these settings; nothing of a clean one. A finding
    /// of severity error refuses the package.
    #[must_use]
    pub fn finding(&self, path: &str, settings: &VirusSettings) -> Option<Finding> {
        match self {
            Self::Clean => None,
            Self::Infected(signature) => {
                let code = match settings.policy {
                    VirusPolicy::Refuse => &scn::INFECTED,
                    VirusPolicy::Quarantine => &scn::QUARANTINED,
                    VirusPolicy::Note => &scn::NOTED,
                };
                Some(Finding::new(code).at(path).with("signature", signature))
            }
            Self::NotScanned(reason) => {
                let code = match settings.not_scanned {
                    VirusPolicy::Refuse => &scn::MUST_BE_SCANNED,
                    VirusPolicy::Quarantine | VirusPolicy::Note => &scn::NOT_SCANNED,
                };
                let finding = Finding::new(code).at(path).with("reason", reason);
                Some(finding.with("reason_de", reason.german()))
            }
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_decides_what_an_infected_file_means() {
        let infected = Verdict::Infected("Test.Virus".into());
        let mut settings = VirusSettings::default();
        for (policy, id) in [
            (VirusPolicy::Refuse, "E-SCN-001"),
            (VirusPolicy::Quarantine, "W-SCN-002"),
            (VirusPolicy::Note, "W-SCN-003"),
        ] {
            settings.policy = policy;
            assert_eq!(infected.finding("a", &settings).unwrap().code.id, id);
        }
        assert_eq!(Verdict::Clean.finding("a", &settings), None);
    }

    #[test]
    fn what_was_not_scanned_is_neither_clean_nor_infected() {
        let verdict = Verdict::NotScanned(Reason::SizeLimit);
        let mut settings = VirusSettings::default();
        assert_eq!(verdict.finding("a", &settings).unwrap().code.id, "W-SCN-004");
        settings.not_scanned = VirusPolicy::Refuse;
        assert_eq!(verdict.finding("a", &settings).unwrap().code.id, "E-SCN-005");
        assert_eq!(verdict.as_str(), "not-scanned");
        let german = verdict.finding("a", &settings).unwrap().message(crate::finding::Lang::De);
        assert!(german.contains("(Größengrenze)"), "{german}");
    }
}
