//! What an outsider is given for one version: everything that is needed to verify, offline, that it
//! stands in the ledger (`schemas/ledger-receipt.schema.json`).

use super::event::{Event, Version, decode};
use super::merkle::Hash;
use super::note::{Verifier, decode as from_base64};
use super::proof::Proof;
use crate::error::{Error, Result};
use crate::finding::codes::led;
use crate::metadata::encoding::base64;
use serde::{Deserialize, Serialize};

/// A receipt. Only the entry, the proof and the checkpoint prove anything; the rest is for reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Version of this form.
    pub schema_version: u32,
    /// The package.
    pub aip: String,
    /// Its version.
    pub version: u32,
    /// SHA-512 of its inventory, in hexadecimal.
    pub inventory: String,
    /// Which log it is.
    pub origin: String,
    /// The public key that signed. Compare it with one that was got in another way.
    pub key: String,
    /// The position of the entry, from 0.
    pub index: u64,
    /// The entry as it stands in the log, byte for byte.
    pub entry: String,
    /// The inclusion proof, from the sibling of the entry up, each hash in base64.
    pub proof: Vec<String>,
    /// The signed checkpoint.
    pub checkpoint: String,
}

impl Receipt {
    /// The receipt of an entry that attests a version.
    pub fn new(version: &Version, entry: &[u8], proof: &Proof, key: &Verifier) -> Result<Self> {
        let entry = std::str::from_utf8(entry);
        let entry = entry.map_err(|error| Error::new(&led::BAD_ENTRY).with("reason", error))?;
        Ok(Self {
            schema_version: 1,
            aip: version.aip.to_string(),
            version: version.version,
            inventory: version.inventory.clone(),
            origin: key.name().to_owned(),
            key: key.to_string(),
            index: proof.index,
            entry: entry.to_owned(),
            proof: proof.hashes.iter().map(|hash| base64(hash)).collect(),
            checkpoint: proof.checkpoint.to_string(),
        })
    }

    /// Refuses a receipt that does not prove what it says by a key that the caller trusts.
    pub fn verify(&self, key: &Verifier) -> Result<()> {
        let refused = |reason: &str| Error::new(&led::BAD_PROOF).with("reason", reason);
        let hash = |text: &String| from_base64(text).and_then(|raw| Hash::try_from(raw).ok());
        let hashes: Option<Vec<Hash>> = self.proof.iter().map(hash).collect();
        let hashes = hashes.ok_or_else(|| refused("a line is no hash"))?;
        let checkpoint = super::checkpoint::Signed::parse(self.checkpoint.as_bytes())?;
        let proof = Proof { index: self.index, hashes, checkpoint };
        proof.verify(self.entry.as_bytes(), key.name(), key)?;
        let event = decode(self.entry.as_bytes())?.event;
        let said = event.as_ref().and_then(Event::version);
        let same = said.is_some_and(|said| {
            (said.aip.to_string(), said.version) == (self.aip.clone(), self.version)
                && said.inventory == self.inventory
        });
        let same = same && self.origin == key.name() && self.key == key.to_string();
        if same { Ok(()) } else { Err(refused("it says something else than its entry")) }
    }
}
