//! Whether the ledger on a copy is whole, and attests what the catalog knows.

use super::TenantArchive;
use crate::error::Result;
use crate::finding::codes::led;
use crate::finding::{Finding, Findings};
use crate::ledger::event::{Event, Version};
use crate::ledger::note::Verifier;
use crate::ledger::{Place, Verified, verify};
use crate::sorter::{Sorted, Sorter};

/// Memory for what the ledger attests, in bytes; what is more goes to a temporary file.
const MEMORY: usize = 16 << 20;

impl TenantArchive {
    /// Verifies the ledger on a copy as a whole, then every version that the catalog knows against
    /// what it attests. What is not attested is found, not failed: the ledger itself is sound.
    ///
    /// # Errors
    /// Where the ledger cannot be read, was changed, or is not that of this key.
    pub fn verify_ledger(&self, place: &Place, key: &Verifier) -> Result<(Verified, Findings)> {
        let mut attested = Sorter::new(MEMORY);
        let verified = verify(&*place.store, key, &mut |_, entry| match entry
            .event
            .as_ref()
            .and_then(Event::version)
        {
            Some(version) => attested.push(&line(version), &[]),
            None => Ok(()),
        })?;
        let mut findings = Findings::new();
        self.compare(&attested.finish()?, &place.name, &mut findings)?;
        Ok((verified, findings))
    }

    /// Both are in the order of packages and versions, so each is gone through once.
    fn compare(&self, attested: &Sorted, copy: &str, findings: &mut Findings) -> Result<()> {
        let mut lines = attested.iter()?;
        let mut at = lines.next()?.map(|(line, _)| line.to_vec());
        self.each_version(&mut |version| {
            let wanted = line(&version);
            while at.as_ref().is_some_and(|line| *line < wanted) {
                at = lines.next()?.map(|(line, _)| line.to_vec());
            }
            if at.as_ref() != Some(&wanted) {
                let finding = Finding::new(&led::NOT_LOGGED).at(version.aip.to_string());
                let finding = finding.with("aip", version.aip).with("version", version.version);
                findings.push(finding.with("copy", copy));
            }
            Ok(())
        })
    }
}

/// A version as a key: the order is that of packages, then of versions.
fn line(version: &Version) -> Vec<u8> {
    let number = version.version.to_be_bytes();
    [&version.aip.as_bytes()[..], &number, version.inventory.as_bytes()].concat()
}
