//! What a kill leaves is cleared away, or finished, by whoever comes next.

use crate::house::{House, id, ingest, write};
use archive_core::digest::{Algorithm, Hasher};
use archive_core::finding::codes::{cat, ing};
use archive_core::fs;
use archive_core::ingest::Status;
use archive_core::package::Area;
use std::path::PathBuf;

/// A house with one package, and a rebuilt catalog beside the one in use.
fn with_two_catalogs() -> House {
    let house = House::new();
    house.store("akte");
    let good = fs::read(&house.state("catalog.sqlite"), 64 << 20).unwrap();
    house.rebuild();
    let rebuilt = fs::read(&house.state("catalog.sqlite"), 64 << 20).unwrap();
    write(&house.state("catalog.rebuilt.sqlite"), &rebuilt);
    write(&house.state("catalog.sqlite"), &good);
    house
}

fn catalogs(house: &House) -> Vec<String> {
    let entries = fs::read_folder(&house.state("")).unwrap();
    let names = entries.iter().map(|entry| entry.name.to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("catalog.") && !name.contains('-')).collect()
}

#[test]
fn a_rebuild_killed_before_its_exchange_leaves_nothing_once_the_catalog_is_opened() {
    let house = with_two_catalogs();
    write(&house.state("catalog.rebuilt.sqlite-wal"), b"half");
    write(&house.state("catalog.rebuilt.sqlite-journal"), b"half");
    assert_eq!(house.packages(), 1);
    assert_eq!(catalogs(&house), ["catalog.sqlite"]);
    assert!(!fs::exists(&house.state("catalog.rebuilt.sqlite-wal")));
    assert!(!fs::exists(&house.state("catalog.rebuilt.sqlite-journal")));
}

#[test]
fn a_rebuild_killed_within_its_exchange_is_finished_by_whoever_opens_the_catalog() {
    let house = with_two_catalogs();
    // The mark says that the new catalog is complete; the old one is broken or gone.
    write(&house.state("catalog.sqlite"), b"");
    write(&house.state("catalog.exchanging"), b"");
    assert_eq!(house.packages(), 1);
    assert_eq!(catalogs(&house), ["catalog.sqlite"]);
    write(&house.state("catalog.exchanging"), b"");
    assert_eq!(house.packages(), 1, "the exchange was done, the mark still stood");
    assert_eq!(catalogs(&house), ["catalog.sqlite"]);
}

#[test]
fn an_exchange_of_which_nothing_is_left_asks_for_a_rebuild_until_it_was_made() {
    let house = with_two_catalogs();
    write(&house.state("catalog.exchanging"), b"");
    for name in ["catalog.sqlite", "catalog.rebuilt.sqlite"] {
        fs::remove(&house.state(name)).unwrap();
    }
    for _ in 0..2 {
        let refused = house.archive.tenant(&id()).unwrap_err();
        assert!(refused.is(&cat::REBUILD_UNFINISHED), "{refused}");
    }
    house.rebuild();
    assert_eq!(house.packages(), 1);
    assert_eq!(catalogs(&house), ["catalog.sqlite"]);
}

#[test]
fn work_leaves_no_journal_and_no_lock_of_one() {
    let house = House::new();
    let tenant = house.tenant();
    let akte = house.write("akte/a.txt", b"eins");
    let akte = akte.parent().unwrap();
    // A journal of which a kill left nothing but the name.
    write(&tenant.journal_folder().join("01900000-0000-7000-8000-000000000000.v1.jsonl"), b"");
    assert_eq!(ingest(&tenant, akte).status, Status::Stored);
    assert_eq!(ingest(&tenant, akte).status, Status::Duplicate);
    assert!(fs::read_folder(&tenant.journal_folder()).unwrap().is_empty());
    let locks = fs::read_folder(&house.state("locks")).unwrap();
    let journals = locks.iter().filter(|e| e.name.to_string_lossy().contains("journal"));
    assert_eq!(journals.count(), 0);
}

/// The only bundle in staging.
fn staged_bundle(house: &House) -> PathBuf {
    let staging = house.copy("staging");
    let version = fs::read_folder(&staging).unwrap().remove(0).name;
    staging.join(version).join("v1/content/0000/0000")
}

#[test]
fn a_kept_bundle_is_not_read_again_but_read_back() {
    let (house, akte) = House::interrupted();
    // Only what is read again would be right: the first byte of the first member.
    fs::invert_byte(&staged_bundle(&house), 43).unwrap();
    let tenant = house.tenant();
    let outcome = ingest(&tenant, &akte);
    assert!(outcome.findings.has(&ing::CONTINUED));
    assert!(outcome.findings.has(&ing::NOT_CONFIRMED), "{:?}", outcome.status);
    let outcome = ingest(&tenant, &akte);
    assert_eq!(outcome.status, Status::Stored);
    let file = tenant.catalog().file(outcome.aip.unwrap(), 1, Area::Original, "0000.txt").unwrap();
    assert_eq!(file.digest, Hasher::digest(Algorithm::Sha512, b"Blatt 0"));
    assert_eq!((file.bundle, outcome.files), (Some(1), 301));
}
