//! Trees, records and their renewal, dated by an authority of our own.

use super::{ArchiveTimestamp, EvidenceRecord, Lists, Tree, climb};
use crate::digest::{Algorithm, Digest};
use crate::error::Result;
use crate::finding::codes::tsp;
use crate::ledger::asn1::digest;
use crate::ledger::timestamp::Stamp;
use crate::ledger::timestamp::tests::Authority;
use proptest::prelude::*;
use std::process::Command;

const NEW: Algorithm = Algorithm::Sha512;
const OLD: Algorithm = Algorithm::Sha256;

fn leaf(kind: Algorithm, number: usize) -> Digest {
    digest(kind, &[b"inventory", &number.to_be_bytes()])
}

fn tree(kind: Algorithm, sizes: &[usize]) -> (Tree, Vec<Vec<Digest>>) {
    let mut number = 0..;
    let groups: Vec<Vec<Digest>> = sizes
        .iter()
        .map(|size| number.by_ref().take(*size).map(|number| leaf(kind, number)).collect())
        .collect();
    (Tree::new(groups.clone()).unwrap(), groups)
}

/// Dates a root as a run does.
fn dated(authority: &Authority, tree: &Tree, group: usize) -> ArchiveTimestamp {
    let root = tree.root();
    let token = authority.stamp(root);
    let lists = tree.reduced(group).unwrap();
    ArchiveTimestamp { algorithm: root.algorithm(), lists, token }
}

fn verify(record: &EvidenceRecord, number: usize, by: &Authority) -> Result<(Stamp, Stamp)> {
    let now = "2030-01-01T00:00:00Z".parse().unwrap();
    record.verify(|kind| Ok(vec![leaf(kind, number)]), &by.roots(), now)
}

/// What a reader of others says: how many timestamps it proved.
fn judged(record: &EvidenceRecord, data: &[u8], by: &Authority) -> Option<String> {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../.tools/venv/bin/python");
    let other = if crate::fs::exists(std::path::Path::new(own)) { own } else { "python3" };
    let python = std::env::var("ARCHIVE_PYTHON").unwrap_or_else(|_| other.into());
    let there = Command::new(&python).args(["-c", "import asn1crypto"]).output().ok()?;
    if !there.status.success() {
        println!("SKIPPED the judgement of asn1crypto: {python} does not have it");
        return None;
    }
    by.write("record", &record.to_der());
    by.write("data", data);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/oracles/evidence.py");
    let mut run = Command::new(python);
    let run = run.args([script, "record", "data", "ca.pem"]).current_dir(by.path());
    let run = run.output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    Some(String::from_utf8(run.stdout).unwrap().trim().to_owned())
}

proptest! {
    #[test]
    fn every_group_leads_to_the_root(sizes in prop::collection::vec(1_usize..5, 1..40)) {
        let (tree, groups) = tree(NEW, &sizes);
        for (number, group) in groups.iter().enumerate() {
            let lists = tree.reduced(number).unwrap();
            prop_assert_eq!(climb(group, &lists), Some(tree.root()));
            let stranger = [leaf(NEW, 1_000_000)];
            prop_assert_ne!(climb(&stranger, &lists), Some(tree.root()));
            if group.len() > 2 {
                prop_assert_eq!(climb(&group[1..], &lists), None);
            }
        }
    }

    #[test]
    fn bytes_of_any_kind_are_refused_without_harm(
        bytes in prop::collection::vec(any::<u8>(), 0..300)
    ) {
        prop_assert!(EvidenceRecord::parse(&bytes).is_err());
    }

    #[test]
    fn what_is_written_reads_back(sizes in prop::collection::vec(1_usize..4, 1..9)) {
        let (tree, _) = tree(OLD, &sizes);
        let token = vec![0x30, 3, 2, 1, 7];
        let one = ArchiveTimestamp { algorithm: OLD, lists: tree.reduced(0).unwrap(), token };
        let next = ArchiveTimestamp { lists: Lists::new(), ..one.clone() };
        let record = EvidenceRecord::new(one).unwrap().renewed(next.clone()).unwrap();
        let record = record.rehashed(ArchiveTimestamp { algorithm: NEW, ..next }).unwrap();
        prop_assert_eq!(EvidenceRecord::parse(&record.to_der()).unwrap(), record);
    }
}

/// The tree of three single data objects by hand, RFC 4998 §4.2.
#[test]
fn the_tree_is_that_of_the_standard() {
    let (tree, groups) = tree(NEW, &[1, 1, 1]);
    let mut pair = [groups[0][0], groups[1][0]];
    pair.sort();
    let lower = digest(NEW, &[pair[0].as_bytes(), pair[1].as_bytes()]);
    let mut pair = [lower, groups[2][0]];
    pair.sort();
    assert_eq!(tree.root(), digest(NEW, &[pair[0].as_bytes(), pair[1].as_bytes()]));
    assert_eq!(tree.reduced(3), None);
}

#[test]
fn odd_trees_are_refused() {
    let one = leaf(NEW, 1);
    assert!(Tree::new(vec![]).is_none());
    assert!(Tree::new(vec![vec![one], vec![]]).is_none());
    assert!(Tree::new(vec![vec![one], vec![leaf(OLD, 1)]]).is_none());
    assert_eq!(climb(&[one], &[vec![one]]), None);
    assert_eq!(climb(&[one], &[vec![one, leaf(NEW, 2)], vec![]]), None);
    assert_eq!(climb(&[one], &[vec![one, leaf(OLD, 2)]]), None);
    assert_eq!(climb(&[], &[]), None);
    assert_eq!(climb(&[one], &[]), Some(one));
}

#[test]
fn a_record_proves_its_package_and_no_other() {
    let authority = Authority::new();
    let (tree, _) = tree(NEW, &[1; 5]);
    let record = EvidenceRecord::new(dated(&authority, &tree, 3)).unwrap();
    let record = EvidenceRecord::parse(&record.to_der()).unwrap();
    let (first, last) = verify(&record, 3, &authority).unwrap();
    assert_eq!(first, last);
    assert!(verify(&record, 4, &authority).unwrap_err().is(&tsp::OTHER_DATA));
    assert!(verify(&record, 3, &Authority::new()).unwrap_err().is(&tsp::NOT_TRUSTED));
}

#[test]
fn a_record_lives_through_both_renewals() {
    let authority = Authority::new();
    let (before, _) = tree(OLD, &[1, 1]);
    let record = EvidenceRecord::new(dated(&authority, &before, 1)).unwrap();
    let again = Tree::new(vec![vec![leaf(OLD, 77)], vec![record.to_renew()]]).unwrap();
    let record = record.renewed(dated(&authority, &again, 1)).unwrap();
    let rehashed = record.to_rehash(&[leaf(NEW, 1)]);
    let better = Tree::new(vec![rehashed, vec![leaf(NEW, 78)]]).unwrap();
    let record = record.rehashed(dated(&authority, &better, 0)).unwrap();
    let record = EvidenceRecord::parse(&record.to_der()).unwrap();
    assert_eq!(record.chains().iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    verify(&record, 1, &authority).unwrap();
    assert!(verify(&record, 0, &authority).unwrap_err().is(&tsp::OTHER_DATA));
    let data = [&b"inventory"[..], &1_usize.to_be_bytes()].concat();
    if let Some(count) = judged(&record, &data, &authority) {
        assert_eq!(count, "3");
    }
    // Without the second timestamp the new chain dates something else.
    let mut cut = record.clone();
    cut.chains[0].pop();
    assert!(verify(&cut, 1, &authority).unwrap_err().is(&tsp::OTHER_DATA));
}

#[test]
fn a_record_that_nobody_renewed_is_told() {
    let authority = Authority::new();
    let (tree, _) = tree(NEW, &[1]);
    let record = EvidenceRecord::new(dated(&authority, &tree, 0)).unwrap();
    let late = "2050-01-01T00:00:00Z".parse().unwrap();
    let data = |kind| Ok(vec![leaf(kind, 0)]);
    let error = record.verify(data, &authority.roots(), late).unwrap_err();
    assert!(error.is(&tsp::TOO_LATE), "{error}");
    let early = "2020-01-01T00:00:00Z".parse().unwrap();
    let error = record.verify(data, &authority.roots(), early).unwrap_err();
    assert!(error.is(&tsp::NOT_TRUSTED), "{error}");
}
