//! The virus scan of one package: who scans, under which settings.

use super::{Agent, Clamd, Scan, Scanner, Unscanned, VirusSettings};
use crate::error::Result;
use std::sync::Arc;

/// A scanner that was asked who it is, and what its verdicts mean for a package.
pub struct Screening {
    scanner: Arc<Clamd>,
    settings: VirusSettings,
    agent: Option<Agent>,
}

impl Screening {
    /// Asks the scanner who it is. Fails where it does not answer and nothing shall be taken
    /// then.
    pub fn of(scanner: Arc<Clamd>, settings: VirusSettings) -> Result<Self> {
        let agent = match scanner.greet() {
            Err(error) if settings.unreachable == Unscanned::Refuse => return Err(error),
            agent => agent.ok(),
        };
        Ok(Self { scanner, settings, agent })
    }

    /// Who looks at the bytes, and what the verdicts mean.
    #[must_use]
    pub fn parts(self: Arc<Self>) -> (Arc<dyn Scanner>, VirusSettings) {
        let settings = self.settings.clone();
        (self, settings)
    }

    /// What verdicts mean.
    #[must_use]
    pub fn settings(&self) -> &VirusSettings {
        &self.settings
    }

    /// Everything that a verdict depends on besides the bytes: one that was given under the same
    /// words holds still. None where nobody could be reached.
    #[must_use]
    pub fn basis(&self) -> Option<String> {
        self.agent.as_ref().map(|agent| format!("{agent}, {} bytes", self.settings.max_bytes))
    }
}

impl Scanner for Screening {
    fn begin(&self, name: &str, size: Option<u64>) -> Box<dyn Scan + '_> {
        self.scanner.begin(name, size)
    }

    /// The one that answered before the package; none where none did.
    fn agent(&self) -> Option<Agent> {
        self.agent.clone()
    }
}
