//! The proof of a single entry as a text of its own (C2SP tlog-proof), and its verification.

use super::checkpoint::Signed;
use super::merkle::{Hash, PROOF_HASHES, leaf_hash, verify_inclusion};
use super::note::{NOTE_BYTES, Verifier, decode};
use crate::error::{Error, Result};
use crate::finding::codes::led;
use crate::metadata::encoding::base64;
use std::fmt;

const FIRST: &str = "c2sp.org/tlog-proof@v1\n";

/// That an entry is in a log, for somebody who has neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The position of the entry, from 0.
    pub index: u64,
    /// The inclusion proof, from the sibling of the entry up.
    pub hashes: Vec<Hash>,
    /// The checkpoint that it leads to.
    pub checkpoint: Signed,
}

impl Proof {
    /// Reads a proof. Nothing is verified yet. Extra data are passed over: nobody signs them.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let refused = |reason: &str| Error::new(&led::BAD_PROOF).with("reason", reason);
        if bytes.len() > 2 * NOTE_BYTES {
            return Err(refused("it is too long"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| refused("it is not UTF-8"))?;
        let rest = text.strip_prefix(FIRST).ok_or_else(|| refused("its first line is another"))?;
        let (lines, checkpoint) =
            rest.split_once("\n\n").ok_or_else(|| refused("it has no checkpoint"))?;
        let mut lines = lines.split('\n').peekable();
        lines.next_if(|line| line.starts_with("extra "));
        let number = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = number.and_then(|text| text.parse::<u64>().ok().map(|n| (n, text)));
        let index = index.filter(|(n, text)| n.to_string() == **text).map(|(n, _)| n);
        let index = index.ok_or_else(|| refused("it has no index"))?;
        let hash = |line: &str| decode(line).and_then(|raw| Hash::try_from(raw).ok());
        let hashes: Option<Vec<Hash>> = lines.take(PROOF_HASHES + 1).map(hash).collect();
        let hashes = hashes.filter(|hashes| hashes.len() <= PROOF_HASHES);
        let hashes = hashes.ok_or_else(|| refused("a line is no hash, or there are too many"))?;
        Ok(Self { index, hashes, checkpoint: Signed::parse(checkpoint.as_bytes())? })
    }

    /// Refuses the proof where it does not show that `entry` is in the log of this origin and key.
    pub fn verify(&self, entry: &[u8], origin: &str, key: &Verifier) -> Result<()> {
        self.checkpoint.verify(origin, key)?;
        let head = self.checkpoint.checkpoint.head;
        let leaf = leaf_hash(entry);
        if verify_inclusion(&leaf, self.index, head.size, &self.hashes, &head.hash) {
            return Ok(());
        }
        Err(Error::new(&led::BAD_PROOF).with("reason", "it leads to another root hash"))
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{FIRST}index {}", self.index)?;
        self.hashes.iter().try_for_each(|hash| writeln!(f, "{}", base64(hash)))?;
        write!(f, "\n{}", self.checkpoint)
    }
}

#[cfg(test)]
mod tests {
    use super::super::checkpoint::Checkpoint;
    use super::super::merkle::{Head, node_hash};
    use super::super::note::{Kind, Signer};
    use super::*;

    fn sample() -> (Proof, Signer) {
        let key = Signer::new("o/t", Kind::Note, &[3; 32]).unwrap();
        let (left, right) = (leaf_hash(b"left"), leaf_hash(b"right"));
        let head = Head { size: 2, hash: node_hash(&left, &right) };
        let checkpoint = Checkpoint { origin: "o/t".into(), head }.sign(&[&key], 0);
        (Proof { index: 1, hashes: vec![left], checkpoint }, key)
    }

    #[test]
    fn a_proof_comes_back_and_proves_its_entry_only() {
        let (proof, key) = sample();
        let read = Proof::parse(proof.to_string().as_bytes()).unwrap();
        assert_eq!(read, proof);
        read.verify(b"right", "o/t", &key.verifier()).unwrap();
        assert!(read.verify(b"left", "o/t", &key.verifier()).unwrap_err().is(&led::BAD_PROOF));
        let extra = proof.to_string().replacen("index", "extra AAAA\nindex", 1);
        assert_eq!(Proof::parse(extra.as_bytes()).unwrap(), proof);
    }

    #[test]
    fn every_changed_byte_of_a_proof_is_noticed() {
        let (proof, key) = sample();
        let bytes = proof.to_string().into_bytes();
        for at in 0..bytes.len() {
            for bit in [1, 0x20, 0x80] {
                let mut changed = bytes.clone();
                changed[at] ^= bit;
                let read = Proof::parse(&changed);
                let good = read.and_then(|read| read.verify(b"right", "o/t", &key.verifier()));
                assert!(good.is_err(), "byte {at}, bit {bit:x}");
            }
        }
    }
}
