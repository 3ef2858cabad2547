//! Every inclusion and consistency proof for logs of 1 to 1,024 entries, made from the tiles of a
//! log and verified by another implementation of RFC 6962.
#![cfg(feature = "installation")]

use archive_core::Result;
use archive_core::ledger::merkle::{Hash, Subtrees, consistency, inclusion, tree_head};
use archive_core::ledger::note::{Kind, Signer};
use archive_core::ledger::{Log, Reader};
use archive_core::store::Object;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use sha2::Sha256;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

const ENTRIES: u64 = 1_024;

/// Hashes out of the tiles, each read once.
struct Kept<'a> {
    log: Reader<'a>,
    known: RefCell<HashMap<(u32, u64), Hash>>,
}

impl Subtrees for Kept<'_> {
    fn subtree(&self, level: u32, index: u64) -> Result<Hash> {
        if let Some(hash) = self.known.borrow().get(&(level, index)) {
            return Ok(*hash);
        }
        let hash = self.log.subtree(level, index)?;
        self.known.borrow_mut().insert((level, index), hash);
        Ok(hash)
    }
}

fn entry(n: u64) -> Vec<u8> {
    format!("{{\"event\":\"test\",\"number\":{n},\"time\":\"2026-01-01T00:00:00Z\"}}").into_bytes()
}

fn root(hash: Hash, size: u64) -> RootHash<Sha256> {
    RootHash::new(hash.into(), size)
}

#[test]
fn another_implementation_verifies_every_proof_up_to_1024_entries() {
    let store = Arc::new(Object::memory().unwrap());
    let key = Signer::generate("test/log", Kind::Note).unwrap();
    let mut log = Log::open(key, store.clone(), Vec::new()).unwrap();
    // Steps of different widths leave and replace partial tiles.
    for begin in (0..ENTRIES).step_by(100) {
        let end = (begin + 100).min(ENTRIES);
        log.append(&(begin..end).map(entry).collect::<Vec<_>>()).unwrap();
    }
    let log = Kept { log: Reader::new(&*store, ENTRIES), known: RefCell::default() };
    let heads: Vec<Hash> = (0..=ENTRIES).map(|size| tree_head(&log, size).unwrap()).collect();
    let head = |size: u64| root(heads[usize::try_from(size).unwrap()], size);
    for size in 1..=ENTRIES {
        for n in 0..size {
            let proof = inclusion(&log, n, size).unwrap();
            let proof = InclusionProof::<Sha256>::try_from_bytes(proof.concat()).unwrap();
            head(size).verify_inclusion(&entry(n), n, &proof).unwrap();
            // Trivial proofs are none for the other implementation.
            if n > 0 {
                let proof = consistency(&log, n, size).unwrap();
                let proof = ConsistencyProof::<Sha256>::try_from_bytes(proof.concat()).unwrap();
                head(size).verify_consistency(&head(n), &proof).unwrap();
            }
        }
    }
    let wrong = inclusion(&log, 5, ENTRIES).unwrap();
    let wrong = InclusionProof::<Sha256>::try_from_bytes(wrong.concat()).unwrap();
    assert!(head(ENTRIES).verify_inclusion(&entry(6), 5, &wrong).is_err());
}
