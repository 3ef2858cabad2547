//! Whether the ledger on a copy is whole, and attests what the catalog knows.

use super::TenantArchive;
use crate::error::{Error, Result};
use crate::finding::codes::led;
use crate::finding::{Finding, Findings};
use crate::ledger::checkpoint::Signed;
use crate::ledger::event::{Event, Version};
use crate::ledger::merkle::{consistency, verify_consistency};
use crate::ledger::note::Verifier;
use crate::ledger::rotation::Chain;
use crate::ledger::{Place, Reader, Verified, checkpoint_in, verify};
use crate::sorter::{Sorted, Sorter};

/// Memory for what the ledger attests, in bytes; what is more goes to a temporary file.
const MEMORY: usize = 16 << 20;

impl TenantArchive {
    /// Verifies the ledger on a copy as a whole, then every version that the catalog knows against
    /// what it attests. Without `keys`, the key that signed it must be that of the tenant, or for
    /// a copy that stayed behind the one of that time. What is not attested is found, not failed:
    /// the ledger itself is sound.
    ///
    /// # Errors
    /// Where the ledger cannot be read, was changed, is not that of these keys, or contradicts the
    /// one in `state/`.
    pub fn verify_ledger(&self, place: &Place, keys: &[Verifier]) -> Result<(Verified, Findings)> {
        let known = self.key_on(place)?;
        let keys = match (keys, &known) {
            ([], None) => return Err(Error::new(&led::NO_KEY).with("tenant", self.id())),
            ([], Some(key)) => std::slice::from_ref(key),
            (keys, _) => keys,
        };
        let mut attested = Sorter::new(MEMORY);
        let verified = verify(&*place.store, keys, &mut |_, entry| match entry
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

    /// The key that must have signed the ledger on a copy: that of the tenant, or for a copy that
    /// stayed behind the one of that time. None where there is no key yet. What one of them has
    /// signed is compared with the ledger in the state: one is a part of the other.
    ///
    /// # Errors
    /// Where one is no part of the other (`E-LED-002`).
    pub fn key_on(&self, place: &Place) -> Result<Option<Verifier>> {
        let found = checkpoint_in(&*place.store)?;
        let Some(own) = self.ledger_key()? else { return Ok(None) };
        let Some(found) = found else { return Ok(Some(own)) };
        found.is_of(own.name())?;
        self.read_ledger(|log, signed| {
            let Some(signed) = signed else { return Ok(Some(own)) };
            let key = if found.note.signed_by(&own)?.is_some() {
                own
            } else {
                match signer(&found, &Chain::of(log, own.name())?)? {
                    Some(key) => key,
                    // Whoever verifies it with our key says that it is not ours.
                    None => return Ok(Some(own)),
                }
            };
            let (there, here) = (found.checkpoint.head, signed.checkpoint.head);
            let copy = Reader::new(&*place.store, there.size);
            let (old, new, longer) =
                if there.size <= here.size { (there, here, log) } else { (here, there, &copy) };
            if verify_consistency(&old, &new, &consistency(longer, old.size, new.size)?) {
                return Ok(Some(key));
            }
            let error = Error::new(&led::FORK).with("copy", &place.name);
            Err(error.with("size", there.size).with("expected", here.size))
        })
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

/// The key of a ledger that has signed a checkpoint.
fn signer(signed: &Signed, chain: &Chain) -> Result<Option<Verifier>> {
    for (_, key) in chain.keys().iter().rev() {
        if signed.note.signed_by(key)?.is_some() {
            return Ok(Some(key.clone()));
        }
    }
    Ok(None)
}

/// A version as a key: the order is that of packages, then of versions.
fn line(version: &Version) -> Vec<u8> {
    let number = version.version.to_be_bytes();
    [&version.aip.as_bytes()[..], &number, version.inventory.as_bytes()].concat()
}
