//! What a receipt and a package say of the same version, side by side.

use crate::aip::fingerprint::Reckoned;
use crate::aip::read::VersionHead;
use crate::digest::{Algorithm, Digest};
use crate::ingest::Receipt;

/// The facts of a version that a receipt attests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts<'a> {
    pub kind: &'a str,
    pub files: u64,
    pub bytes: u64,
    pub fingerprint: Digest,
    pub payload_fingerprint: Digest,
    pub inventory: Digest,
}

/// A value that is not what it should be: its name as in receipts, what was found, what expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Difference {
    pub value: &'static str,
    pub found: String,
    pub expected: String,
}

impl<'a> Facts<'a> {
    /// What the package itself says.
    pub fn of_head(head: &'a VersionHead) -> Self {
        Self {
            kind: &head.kind,
            files: head.files,
            bytes: head.bytes,
            fingerprint: head.fingerprint,
            payload_fingerprint: head.payload_fingerprint,
            inventory: head.inventory,
        }
    }

    /// What a receipt says; `None` where its digests are none.
    pub fn of_receipt(receipt: &'a Receipt) -> Option<Self> {
        let digest = |text| Digest::from_hex(Algorithm::Sha512, text);
        Some(Self {
            kind: &receipt.kind,
            files: receipt.files,
            bytes: receipt.bytes,
            fingerprint: digest(&receipt.fingerprint)?,
            payload_fingerprint: digest(&receipt.payload_fingerprint)?,
            inventory: digest(&receipt.inventory)?,
        })
    }

    /// The same with the values that were reckoned from the files.
    pub fn reckoned(self, reckoned: &Reckoned) -> Self {
        Self {
            files: reckoned.files,
            bytes: reckoned.bytes,
            fingerprint: reckoned.fingerprint,
            payload_fingerprint: reckoned.payload_fingerprint,
            ..self
        }
    }

    /// Every value in which these facts are not as expected.
    pub fn differences(&self, expected: &Facts<'_>) -> Vec<Difference> {
        let values: [(&'static str, String, String); 6] = [
            ("inventory", self.inventory.hex(), expected.inventory.hex()),
            ("fingerprint", self.fingerprint.hex(), expected.fingerprint.hex()),
            (
                "payload_fingerprint",
                self.payload_fingerprint.hex(),
                expected.payload_fingerprint.hex(),
            ),
            ("files", self.files.to_string(), expected.files.to_string()),
            ("bytes", self.bytes.to_string(), expected.bytes.to_string()),
            ("kind", self.kind.to_owned(), expected.kind.to_owned()),
        ];
        values
            .into_iter()
            .filter(|(_, found, expected)| found != expected)
            .map(|(value, found, expected)| Difference { value, found, expected })
            .collect()
    }
}
