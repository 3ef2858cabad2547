//! What came of a package.

use crate::aip::AipId;
use crate::finding::{Class, Findings, Severity};
use crate::package::{Kind, container::ContainerKind};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::Duration;

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Every required copy holds it, read back and recorded.
    Stored,
    /// The same package was stored before.
    Duplicate,
    /// The package is not valid.
    Rejected,
    /// A virus was found, and the tenant wants such packages kept aside. Nothing is stored.
    Quarantined,
    /// Something else than the package failed.
    Failed,
    /// It would be stored (`--dry-run`).
    Valid,
}

impl Status {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::Duplicate => "duplicate",
            Self::Rejected => "rejected",
            Self::Quarantined => "quarantined",
            Self::Failed => "failed",
            Self::Valid => "valid",
        }
    }
}

/// A copy that was confirmed: in an outcome and on a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmedCopy {
    /// Its name.
    pub name: String,
    /// What the read-back came from: `medium`, `remote` or `cache`.
    pub confirmed: String,
}

/// What came of a package.
#[derive(Debug)]
pub struct Outcome {
    /// The path as given.
    pub path: PathBuf,
    /// What it was.
    pub kind: Option<Kind>,
    /// In what it came.
    pub container: Option<ContainerKind>,
    /// How it ended.
    pub status: Status,
    /// The stored package, or the one it is a duplicate of.
    pub aip: Option<AipId>,
    /// Its version.
    pub version: Option<u32>,
    /// Files received.
    pub files: u64,
    /// Bytes received.
    pub bytes: u64,
    /// How long it took.
    pub elapsed: Duration,
    /// The copies that hold it.
    pub copies: Vec<ConfirmedCopy>,
    /// Everything found.
    pub findings: Findings,
    /// The class of what failed, where something did.
    pub class: Option<Class>,
}

impl Outcome {
    /// An outcome for a path about which nothing is known yet.
    #[must_use]
    pub fn new(path: PathBuf, status: Status) -> Self {
        Self {
            path,
            kind: None,
            container: None,
            status,
            aip: None,
            version: None,
            files: 0,
            bytes: 0,
            elapsed: Duration::ZERO,
            copies: Vec::new(),
            findings: Findings::new(),
            class: None,
        }
    }
}

/// What errors among findings mean: a package is rejected for its own faults; where the system
/// failed too, the package failed and may be tried again.
#[must_use]
pub fn judge(findings: &Findings) -> Option<Class> {
    let classes = findings.iter().filter(|f| f.severity() == Severity::Error).map(|f| f.code.class);
    classes.fold(None, |worst, class| match (worst, class) {
        (None | Some(Class::Invalid), class) => Some(class),
        (worst, _) => worst,
    })
}
