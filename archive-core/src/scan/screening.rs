//! The virus scan of one package: who scans, under which settings.

use super::{Agent, Clamd, Unscanned, VirusSettings};
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
    pub fn begin(scanner: Arc<Clamd>, settings: VirusSettings) -> Result<Self> {
        let agent = match scanner.greet() {
            Err(error) if settings.unreachable == Unscanned::Refuse => return Err(error),
            agent => agent.ok(),
        };
        Ok(Self { scanner, settings, agent })
    }

    /// Who looks at the bytes.
    #[must_use]
    pub fn scanner(&self) -> &Clamd {
        &self.scanner
    }

    /// What verdicts mean.
    #[must_use]
    pub fn settings(&self) -> &VirusSettings {
        &self.settings
    }

    /// Who scans; none where it did not answer.
    #[must_use]
    pub fn agent(&self) -> Option<&Agent> {
        self.agent.as_ref()
    }

    /// Everything that a verdict depends on besides the bytes: one that was given under the same
    /// words holds still. None where nobody could be reached.
    #[must_use]
    pub fn basis(&self) -> Option<String> {
        self.agent.as_ref().map(|agent| format!("{agent}, {} bytes", self.settings.max_bytes))
    }
}
