//! Whether a copy takes part in the writing of a version to its end.

use crate::aip::AipId;
use crate::archive::{TenantArchive, TenantCopy};
use crate::error::{Error, Result};
use crate::finding::codes::cpy;
use crate::finding::{Class, Finding};
use std::sync::{Arc, OnceLock};

/// A copy among those that a version is written to. One that is not required may fall out; what
/// is stored is stored without it, and told.
#[derive(Debug, Clone)]
pub(super) struct Standing {
    /// The name of the copy.
    pub copy: String,
    required: bool,
    version: (AipId, u32),
    out: Arc<OnceLock<(Finding, Class)>>,
}

impl Standing {
    pub fn new(copy: &TenantCopy, aip: AipId, version: u32) -> Self {
        let (required, version) = (copy.required, (aip, version));
        Self { copy: copy.name.clone(), required, version, out: Arc::default() }
    }

    /// Whether the copy still takes part.
    pub fn is_in(&self) -> bool {
        self.out.get().is_none()
    }

    /// The package.
    pub fn aip(&self) -> AipId {
        self.version.0
    }

    /// Why it does not take part any more.
    pub fn left_out(&self) -> Option<&Finding> {
        self.out.get().map(|(finding, _)| finding)
    }

    /// Whether it fell out because it did not answer.
    pub fn is_silent(&self) -> bool {
        self.out.get().is_some_and(|(_, class)| *class == Class::Temporary)
    }

    /// Takes a failure on this copy: it ends the work where the copy is required, else it ends
    /// the part that this copy takes in it.
    pub fn bear(&self, error: impl Into<Error>) -> Result<()> {
        let error = error.into();
        if self.required {
            return Err(error);
        }
        let finding = Finding::new(&cpy::LEFT_OUT).with("copy", &self.copy);
        let finding = finding.with("aip", self.version.0).with("version", self.version.1);
        let _ = self.out.set((finding.with_reason(error.finding()), error.class()));
        Ok(())
    }

    /// The same, and remembers a copy that did not answer, so that the next package need not wait
    /// for it again.
    pub fn bear_absence(&self, tenant: &TenantArchive, error: impl Into<Error>) -> Result<()> {
        let error = error.into();
        if !self.required {
            tenant.absences().note(&self.copy, &error);
        }
        self.bear(error)
    }
}
