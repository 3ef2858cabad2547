//! The doctor names what is wrong, clears away what is nobody's, and brings back what is missing.

use crate::house::{House, codes, ingest, write};
use archive_core::fs;
use archive_core::ingest::Status;
use archive_core::package::reading::Progress;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

fn only_journal(house: &House) -> PathBuf {
    let folder = house.tenant().journal_folder();
    let mut names = fs::read_folder(&folder).unwrap();
    assert_eq!(names.len(), 1);
    folder.join(names.remove(0).name)
}

fn is_empty(folder: &Path) -> bool {
    fs::read_folder(folder).map_or(true, |entries| entries.is_empty())
}

#[test]
fn a_house_in_order_is_told_so() {
    let house = House::with_copies(&["main", "second"]);
    house.store("akte");
    assert_eq!(house.look(), [""; 0]);
    assert_eq!(house.reconcile(), [""; 0]);
    house.assert_healthy();
}

#[test]
fn staged_bytes_without_a_journal_are_named_and_cleared() {
    let (house, _akte) = House::interrupted();
    let work = only_journal(&house);
    assert_eq!(codes(&house.look()), ["W-ARC-012"], "work that waits is no leftover");
    assert_eq!(codes(&house.reconcile()), ["W-ARC-012"], "work that waits is left alone");
    fs::remove(&work).unwrap();
    let name = work.file_stem().unwrap().to_string_lossy().into_owned();
    assert_eq!(house.look(), [format!("E-ARC-013 chemnitz/staging/{name}")]);
    assert_eq!(codes(&house.doctor(false, true, true)), ["E-ARC-013"], "a dry run clears nothing");
    assert_eq!(house.reconcile(), [format!("I-ARC-030 chemnitz/staging/{name}")]);
    assert!(is_empty(&house.copy("staging")) && is_empty(&house.copy("claims")));
    house.assert_healthy();
}

#[test]
fn work_whose_source_is_gone_is_given_up() {
    let (house, akte) = House::interrupted();
    fs::rename(&akte, &house.path("moved")).unwrap();
    assert_eq!(codes(&house.look()), ["W-ARC-012"]);
    assert_eq!(codes(&house.reconcile()), ["I-ARC-032"]);
    house.assert_healthy();
    assert!(is_empty(&house.copy("staging")));
    let outcome = ingest(&house.tenant(), &house.path("moved"));
    assert_eq!(outcome.status, Status::Stored);
}

#[test]
fn journals_that_say_nothing_are_cleared_unless_somebody_holds_them() {
    let house = House::new();
    let torn = house.state("journal/01900000-0000-7000-8000-000000000001.v1.jsonl");
    let odd = house.state("journal/01900000-0000-7000-8000-000000000002.v1.jsonl");
    let held = house.state("journal/01900000-0000-7000-8000-000000000003.v1.jsonl");
    write(&torn, b"");
    write(&odd, b"{\"entry\": 7}\n");
    write(&held, b"");
    let holder = fs::append(&held).unwrap();
    holder.try_lock().unwrap();
    assert_eq!(codes(&house.look()), ["E-ARC-020", "E-ARC-020"]);
    assert_eq!(codes(&house.reconcile()), ["I-ARC-030", "I-ARC-030"]);
    assert!(!fs::exists(&torn) && !fs::exists(&odd) && fs::exists(&held));
    drop(holder);
    assert_eq!(codes(&house.reconcile()), ["I-ARC-030"]);
    house.assert_healthy();
}

#[test]
fn strays_are_named_wherever_they_are_and_stay() {
    let house = House::new();
    let places = [
        house.path("archive/copies/main/Thumbs.db"),
        house.copy("Thumbs.db"),
        house.copy("staging/notes/a.txt"),
        house.copy("claims/notes"),
    ];
    for place in &places {
        write(place, b"x");
    }
    write(&house.state("catalog.sqlite.bak"), b"x");
    write(&house.state("journal/notes.txt"), b"x");
    let strays = [
        "E-ARC-014 Thumbs.db",
        "W-ARC-022 catalog.sqlite.bak",
        "W-ARC-022 journal/notes.txt",
        "E-ARC-014 chemnitz/Thumbs.db",
        "E-ARC-014 chemnitz/staging/notes",
        "E-ARC-014 chemnitz/claims/notes",
    ];
    assert_eq!(house.look(), strays);
    assert_eq!(house.reconcile(), strays);
    assert!(places.iter().all(|place| fs::exists(place)));
}

#[test]
fn temporary_files_are_cleared_once_they_are_old() {
    let house = House::new();
    let temporary = house.copy("reports/ingest/.0123456789abcdef0123456789abcdef.tmp");
    write(&temporary, b"half");
    assert_eq!(codes(&house.look()), ["E-ARC-019"]);
    assert_eq!(codes(&house.reconcile()), ["E-ARC-019"], "somebody may be writing it");
    let now = SystemTime::from(house.archive.clock().now());
    let old = now - Duration::from_hours(2);
    fs::set_modified(&temporary, old).unwrap();
    assert_eq!(codes(&house.reconcile()), ["I-ARC-030"]);
    house.assert_healthy();
}

#[test]
fn packages_that_an_old_catalog_does_not_know_are_entered() {
    let house = House::with_copies(&["main", "second"]);
    house.store("first");
    house.rebuild();
    let old = fs::read(&house.state("catalog.sqlite"), 64 << 20).unwrap();
    let second = house.store("second").aip.unwrap();
    house.rebuild();
    for name in ["catalog.sqlite-wal", "catalog.sqlite-shm"] {
        let _ = fs::remove(&house.state(name));
    }
    write(&house.state("catalog.sqlite"), &old);
    assert_eq!(house.look(), [""; 0], "only a comparison can tell");
    let found = house.doctor(false, true, true);
    assert_eq!(codes(&found), ["E-ARC-015", "E-ARC-015"]);
    assert_eq!(house.reconcile(), [format!("I-ARC-033 {second}")]);
    house.assert_healthy();
    assert_eq!(house.packages(), 2);
}

#[test]
fn receipts_are_restored_from_another_copy_or_by_reading_back() {
    let house = House::with_copies(&["main", "second"]);
    let aip = house.store("akte").aip.unwrap();
    fs::remove_tree(&house.copy("reports/ingest")).unwrap();
    let found = house.doctor(false, true, true);
    assert_eq!(codes(&found), ["E-ARC-018", "E-ARC-016"]);
    assert_eq!(house.reconcile(), [format!("I-ARC-034 {aip}")]);
    house.assert_healthy();
    for copy in ["main", "second"] {
        let reports = format!("archive/copies/{copy}/chemnitz/reports/ingest");
        fs::remove_tree(&house.path(&reports)).unwrap();
    }
    assert_eq!(codes(&house.reconcile()), ["I-ARC-034", "I-ARC-034"]);
    house.assert_healthy();
}

#[test]
fn no_receipt_is_given_for_what_does_not_read_back() {
    let house = House::new();
    house.store("akte");
    fs::remove_tree(&house.copy("reports/ingest")).unwrap();
    let tenant = house.tenant();
    let aip = tenant.catalog().list(None, 1).unwrap()[0].aip;
    let root = tenant.copies()[0].holdings.object_key(&aip.to_string());
    let content = house.copy(&format!("{root}/v1/content/0000/0000"));
    fs::invert_byte(&content, 0).unwrap();
    drop(tenant);
    let said = house.reconcile();
    assert!(codes(&said).contains(&"E-ARC-018"), "{said:?}");
    assert!(!codes(&said).contains(&"I-ARC-034"), "{said:?}");
}

#[test]
fn a_package_that_is_not_on_a_copy_is_named() {
    let house = House::with_copies(&["main", "second"]);
    let aip = house.store("akte").aip.unwrap();
    let root = house.tenant().copies()[0].holdings.object_key(&aip.to_string());
    fs::remove_tree(&house.copy(root.as_str())).unwrap();
    let gone = ["E-ARC-043", "E-ARC-017"].map(|code| format!("{code} {aip}"));
    assert_eq!(house.reconcile(), gone, "receipt and catalog both know it");
    let said = house.doctor(true, false, false);
    assert!(codes(&said).contains(&"E-FIX-002"), "{said:?}");
}

#[test]
fn work_is_continued_after_the_doctor_looked() {
    let (house, akte) = House::interrupted();
    house.reconcile();
    let tenant = house.tenant();
    let session = archive_core::ingest::Session::without_schemas(&tenant).unwrap();
    let request = archive_core::ingest::Request { threads: 1, ..Default::default() };
    let outcome = session.ingest(&akte, &request, &Progress::default());
    assert_eq!(outcome.status, Status::Stored);
    assert!(outcome.findings.has(&archive_core::finding::codes::ing::CONTINUED));
    drop(session);
    house.assert_healthy();
}
