//! The index of the ledger in the catalog, and what a rebuild hears from the ledger.

use crate::house::{House, id, write};
use archive_core::aip::AipId;
use archive_core::catalog::{Catalog, Damage};
use archive_core::digest::{Algorithm, Hasher};
use archive_core::fixity::repair::{self, RepairOptions};
use archive_core::fixity::{self, RunOptions};
use archive_core::fs;
use archive_core::ledger::event::{Event, Version};
use archive_core::rebuild::{Rebuilt, rebuild};
use archive_core::store::proof::Pace;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;

fn dump(catalog: &Catalog) -> String {
    let mut out = Vec::new();
    catalog.dump(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The positions of the entries of a package, as they are found by the index.
fn positions(house: &House, aip: AipId) -> Vec<u64> {
    let mut out = Vec::new();
    house
        .tenant()
        .each_entry_of(aip, 0, &mut |index, _| {
            out.push(index);
            Ok(ControlFlow::Continue(()))
        })
        .unwrap();
    out
}

/// A catalog rebuilt from a copy beside the one in use.
fn aside(house: &House, copy: &str) -> (Rebuilt, String) {
    let folder = tempfile::tempdir().unwrap();
    let catalog = Catalog::create(&folder.path().join("c.sqlite")).unwrap();
    let tenant = house.tenant();
    let copy = tenant.copy(copy).unwrap();
    let rebuilt = rebuild(copy, &catalog, 2, &AtomicUsize::new(0)).unwrap();
    (rebuilt, dump(&catalog))
}

fn said(rebuilt: &Rebuilt) -> Vec<String> {
    let line = |f: &archive_core::finding::Finding| {
        format!("{} {}", f.code.id, f.path.clone().unwrap_or_default())
    };
    rebuilt.failed.iter().map(line).collect()
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_folders(to).unwrap();
    for entry in fs::read_folder(from).unwrap() {
        let (from, to) = (from.join(&entry.name), to.join(&entry.name));
        if fs::is_folder(&from) {
            copy_tree(&from, &to);
        } else {
            write(&to, &fs::read(&from, 1 << 20).unwrap());
        }
    }
}

#[test]
fn the_index_comes_back_from_every_copy_alone() {
    let house = House::with_copies(&["main", "second"]);
    let aips: Vec<_> = ["a", "b", "c"].iter().map(|name| house.store(name).aip.unwrap()).collect();
    let lost = dump(house.tenant().catalog());
    let entries = lost.lines().filter(|line| line.starts_with("entry\t")).count();
    assert_eq!(entries, 4, "the key and three packages: {lost}");
    for copy in ["main", "second"] {
        let (rebuilt, fresh) = aside(&house, copy);
        assert!(rebuilt.failed.is_empty() && rebuilt.remarks.is_empty(), "{:?}", said(&rebuilt));
        assert_eq!(fresh, lost, "{copy}");
    }
    for (aip, position) in aips.iter().zip(1_u64..) {
        assert_eq!(positions(&house, *aip), [position]);
    }
}

#[test]
fn an_index_that_lags_or_is_wrong_is_made_to_fit() {
    let house = House::new();
    let (one, two) = (house.store("a").aip.unwrap(), house.store("b").aip.unwrap());
    let right = dump(house.tenant().catalog());
    let mut rows = house.tenant().catalog().entries_of(one, 0, 9).unwrap();
    house.tenant().catalog().forget_entries().unwrap();
    assert_ne!(dump(house.tenant().catalog()), right);
    house.tenant().index_ledger().unwrap();
    assert_eq!(dump(house.tenant().catalog()), right);
    // A row that leads to the entry of another package, or beyond the log.
    for position in [2, 77] {
        rows[0].position = position;
        house.tenant().catalog().note(&rows).unwrap();
        if position == 77 {
            let version = house.tenant().catalog().versions(one).unwrap().remove(0);
            assert!(house.tenant().is_logged(one, 1, &version.inventory.hex()).unwrap());
        }
        assert_eq!(positions(&house, one), [1]);
        assert_eq!(positions(&house, two), [2]);
        assert_eq!(house.tenant().prove(two, 1).unwrap().0.index, 2);
    }
    assert_eq!(dump(house.tenant().catalog()), right);
}

#[test]
fn a_package_changed_with_its_inventory_and_receipt_is_found_by_the_ledger() {
    let house = House::new();
    house.store("heil");
    let aip = house.store("akte").aip.unwrap();
    let inventory = house.tenant().catalog().versions(aip).unwrap()[0].inventory.hex();
    let root = house.tenant().copies()[0].holdings.object_key(&aip.to_string());
    let root = house.copy(root.as_str());
    let bytes = fs::read(&root.join("inventory.json"), 1 << 20).unwrap();
    // Another inventory that says the same: what else was changed with it does not matter.
    let forged = [&bytes[..], b"\n"].concat();
    let digest = Hasher::digest(Algorithm::Sha512, &forged).hex();
    for folder in [root.clone(), root.join("v1")] {
        write(&folder.join("inventory.json"), &forged);
        let sidecar = format!("{digest} inventory.json\n");
        write(&folder.join("inventory.json.sha512"), sidecar.as_bytes());
    }
    let reports = house.copy("reports/ingest");
    for year in fs::read_folder(&reports).unwrap() {
        for entry in fs::read_folder(&reports.join(&year.name)).unwrap() {
            let path = reports.join(&year.name).join(entry.name);
            let text = String::from_utf8(fs::read(&path, 1 << 20).unwrap()).unwrap();
            write(&path, text.replace(&inventory, &digest).as_bytes());
        }
    }
    let (rebuilt, fresh) = aside(&house, "main");
    assert_eq!(said(&rebuilt), [format!("E-LED-031 {aip}")]);
    assert_eq!(fresh.lines().filter(|line| line.starts_with("version\t")).count(), 1);
}

#[test]
fn an_object_without_receipt_is_missed_by_the_ledger() {
    let house = House::new();
    let (gone, kept) = (house.store("a").aip.unwrap(), house.store("b").aip.unwrap());
    let root = house.tenant().copies()[0].holdings.object_key(&gone.to_string());
    fs::remove_tree(&house.copy(root.as_str())).unwrap();
    fs::remove_tree(&house.copy("reports/ingest")).unwrap();
    let (rebuilt, fresh) = aside(&house, "main");
    assert_eq!(said(&rebuilt), [format!("E-LED-032 {gone}")]);
    let told: Vec<_> = rebuilt.remarks.iter().map(|f| f.code.id).collect();
    assert_eq!(told, ["W-ARC-044"], "{kept} has no receipt any more");
    assert_eq!(fresh.lines().filter(|line| line.starts_with("version\t")).count(), 1);
}

#[test]
fn an_object_set_back_to_an_older_version_is_left_out() {
    let house = House::new();
    let aip = house.store("akte").aip.unwrap();
    let inventory = "ab".repeat(64);
    let copies = vec!["main".to_owned()];
    // What a second version that is gone has left: its entry alone.
    let second = Version { aip, version: 2, inventory, copies };
    house.tenant().append(&[Event::Changed(second)]).unwrap();
    let (rebuilt, fresh) = aside(&house, "main");
    assert_eq!(said(&rebuilt), [format!("E-LED-032 {aip}")]);
    assert!(!fresh.contains("version\t"), "a part of it passes for the whole: {fresh}");
    let progress = AtomicUsize::new(0);
    let kept = house.archive.rebuild_catalog(&id(), "main", false, 1, &progress).unwrap();
    assert!(!kept.exchanged);
}

#[test]
fn exchanged_objects_and_strange_ones_are_told() {
    let house = House::new();
    let (one, two) = (house.store("a").aip.unwrap(), house.store("b").aip.unwrap());
    let place = |aip: AipId| {
        let root = house.tenant().copies()[0].holdings.object_key(&aip.to_string());
        house.copy(root.as_str())
    };
    let kept = house.path("kept");
    copy_tree(&place(one), &kept);
    fs::remove_tree(&place(one)).unwrap();
    copy_tree(&place(two), &place(one));
    fs::remove_tree(&place(two)).unwrap();
    copy_tree(&kept, &place(two));
    fs::remove_tree(&house.copy("reports/ingest")).unwrap();
    let (rebuilt, fresh) = aside(&house, "main");
    let mut found = said(&rebuilt);
    found.sort();
    assert_eq!(found.iter().filter(|line| line.starts_with("E-ING-015")).count(), 2);
    assert_eq!(found[2..], [format!("E-LED-032 {one}"), format!("E-LED-032 {two}")]);
    assert!(!fresh.contains("version\t"));
}

#[test]
fn a_version_that_the_ledger_does_not_know_is_remarked() {
    let house = House::new();
    house.store("a");
    let ledger = house.path("ledger");
    copy_tree(&house.copy("ledger"), &ledger);
    let strange = house.store("b").aip.unwrap();
    fs::remove_tree(&house.copy("ledger")).unwrap();
    copy_tree(&ledger, &house.copy("ledger"));
    let (rebuilt, _) = aside(&house, "main");
    assert!(rebuilt.failed.is_empty(), "{:?}", said(&rebuilt));
    let told: Vec<_> = rebuilt.remarks.iter().map(|f| (f.code.id, f.path.clone())).collect();
    assert_eq!(told, [("W-LED-033", Some(strange.to_string()))]);
}

#[test]
fn a_ledger_that_was_changed_is_told_and_not_believed() {
    let house = House::new();
    house.store("a");
    let path = house.copy("ledger/tile/entries/000.p/2");
    let mut bytes = fs::read(&path, 1 << 20).unwrap();
    let last = bytes.len() - 3;
    bytes[last] ^= 1;
    write(&path, &bytes);
    let (rebuilt, fresh) = aside(&house, "main");
    assert_eq!(rebuilt.failed.iter().count(), 1, "{:?}", said(&rebuilt));
    assert!(said(&rebuilt)[0].starts_with("E-LED-"), "{:?}", said(&rebuilt));
    assert!(!fresh.contains("entry\t"), "nothing of it is indexed");
}

#[test]
fn a_version_without_an_entry_is_entered() {
    let house = House::new();
    house.store("a");
    let places = [house.copy("ledger"), house.state("ledger")];
    let kept = [house.path("copy"), house.path("state")];
    for (place, kept) in places.iter().zip(&kept) {
        copy_tree(place, kept);
    }
    let late = house.store("b").aip.unwrap();
    for (place, kept) in places.iter().zip(&kept) {
        fs::remove_tree(place).unwrap();
        copy_tree(kept, place);
    }
    let told = [format!("W-LED-033 {late}")];
    assert_eq!(house.doctor(false, true, true), told);
    assert!(positions(&house, late).is_empty(), "nothing is changed yet");
    assert_eq!(house.reconcile(), [format!("I-LED-035 {late}")]);
    assert_eq!(positions(&house, late), [2]);
    assert!(house.reconcile().is_empty());
}

/// What was not repaired, and why.
#[derive(Default)]
struct Left(Mutex<Vec<String>>);

impl repair::Events for Left {
    fn repair(&self, _: &Damage, outcome: &repair::Outcome) {
        let said = match outcome {
            repair::Outcome::Left(finding) => finding.code.id,
            _ => "repaired",
        };
        self.0.lock().unwrap().push(said.to_owned());
    }
}

#[test]
fn nothing_is_repaired_by_a_catalog_that_the_ledger_contradicts() {
    let house = House::with_copies(&["main", "second"]);
    let aip = house.store("akte").aip.unwrap();
    // What an old catalog lacks: the second version.
    let (inventory, copies) = ("ab".repeat(64), vec!["main".to_owned()]);
    let second = Version { aip, version: 2, inventory, copies };
    house.tenant().append(&[Event::Changed(second)]).unwrap();
    let root = house.tenant().copies()[0].holdings.object_key(&aip.to_string());
    let sidecar = house.copy(root.as_str()).join("inventory.json.sha512");
    write(&sidecar, b"newer");
    let options = RunOptions { copy: Some("main".into()), ..RunOptions::default() };
    fixity::run(&house.tenant(), &options, &fixity::Silent, &Pace::default()).unwrap();
    let left = Left::default();
    let options = RepairOptions::default();
    repair::repair(&house.tenant(), &options, &left, &Pace::default()).unwrap();
    let told = left.0.into_inner().unwrap();
    assert!(!told.is_empty() && told.iter().all(|code| code == "E-LED-034"), "{told:?}");
    assert_eq!(fs::read(&sidecar, 100).unwrap(), b"newer", "left as it is");
}
