//! Several copies: one that is away, one that is added, one that is given up.

use crate::house::{House, id, ingest, write};
use archive_core::archive::{Archive, TenantArchive};
use archive_core::config::CopySection;
use archive_core::copies::{Silent, SyncOptions, SyncSummary, retirement, states, sync};
use archive_core::finding::codes::{arc, cpy, sto};
use archive_core::fs;
use archive_core::ingest::{Outcome, Request, Session, Status};
use archive_core::package::reading::Progress;
use archive_core::store::proof::Pace;
use archive_core::store::{Fault, Faulty, Store, StoreError};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

const UNREACHABLE: Fault = Fault::Error(StoreError::Unreachable);

/// A house with one required copy, and one that may be absent.
fn house() -> House {
    let mut house = House::new();
    let mut b = CopySection::new("b", "copies/b");
    b.required = false;
    house.archive = house.archive.add_copy(&b).unwrap();
    assert!(bring(&house, "b").failed == 0);
    house
}

fn bring(house: &House, copy: &str) -> SyncSummary {
    let options = SyncOptions { jobs: 2, ..SyncOptions::default() };
    sync(&house.tenant(), copy, &options, &Silent, &Pace::default()).unwrap()
}

/// The tenant, with a copy `b` that can fail.
fn failing(house: &House) -> (TenantArchive, Faulty<Arc<dyn Store>>) {
    let faulty = RefCell::new(None);
    let tenant = house.tenant().behind(|name, store| {
        if name != "b" {
            return store;
        }
        let failing = Faulty::new(store);
        *faulty.borrow_mut() = Some(failing.clone());
        Arc::new(failing)
    });
    (tenant, faulty.into_inner().unwrap())
}

/// Every file below a folder with its bytes, but for what is a copy's own business.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_folder(&at).unwrap() {
            let path = at.join(&entry.name);
            if fs::is_folder(&path) {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                out.insert(name, fs::read(&path, 1 << 30).unwrap());
            }
        }
    }
    out
}

/// Both copies hold the same for the tenant, byte for byte.
fn assert_alike(house: &House) {
    let part = |name: &str| files(&house.path(&format!("archive/copies/{name}/chemnitz")));
    let (main, b) = (part("main"), part("b"));
    assert_eq!(main.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    assert!(main == b, "the copies have other bytes under the same names");
}

fn codes_of(outcome: &Outcome) -> Vec<&'static str> {
    outcome.findings.iter().map(|finding| finding.code.id).collect()
}

#[test]
fn a_package_is_stored_without_a_copy_that_may_be_absent_wherever_it_fails() {
    let house = house();
    let (tenant, faulty) = failing(&house);
    let before = faulty.operations();
    house.write("calm/a.txt", b"calm");
    assert_eq!(ingest(&tenant, &house.path("calm")).copies.len(), 2);
    let points = faulty.operations() - before;
    assert!(points >= 10, "{points}");
    for n in 1..=points {
        let path = house.write(&format!("{n}/a.txt"), format!("Akte {n}").as_bytes());
        faulty.fail_at(n, UNREACHABLE, n % 2 == 0);
        tenant.absences().forget();
        let outcome = ingest(&tenant, path.parent().unwrap());
        assert_eq!(outcome.status, Status::Stored, "at {n}: {:?}", outcome.findings);
        let left_out = codes_of(&outcome).contains(&"W-CPY-001");
        assert_eq!(outcome.copies.len(), if left_out { 1 } else { 2 }, "at {n}");
        faulty.heal();
    }
    let behind = tenant.catalog().unconfirmed("b").unwrap();
    let said = house.doctor(true, true, true);
    // It is behind, and lacks receipts that were written while it was away; no more than that.
    let known = |code: &&str| ["W-CPY-009", "E-ARC-018"].contains(code);
    let said = crate::house::codes(&said);
    assert!(said.contains(&"W-CPY-009") && said.iter().all(known), "{said:?}");
    // What a copy does not have yet is no damage.
    let options = archive_core::fixity::RunOptions::default();
    let silent = archive_core::fixity::Silent;
    let checked = archive_core::fixity::run(&tenant, &options, &silent, &Pace::default()).unwrap();
    assert_eq!(checked.damaged(), 0);
    assert!(behind > points / 3, "{behind} of {points}");
    drop(tenant);
    let done = bring(&house, "b");
    assert_eq!((done.copied + done.there, done.behind, done.failed), (behind, 0, 0), "{done:?}");
    assert_alike(&house);
    house.assert_healthy();
}

#[test]
fn a_required_copy_that_is_away_keeps_packages_out_and_nobody_from_reading() {
    let house = House::with_copies(&["main", "b"]);
    let stored = house.store("akte");
    fs::rename(&house.path("archive/copies/b"), &house.path("away")).unwrap();
    let archive = Archive::open(house.archive.folder(), house.archive.clock()).unwrap();
    let tenant = archive.tenant(&id()).unwrap();
    assert_eq!(tenant.catalog().summary().unwrap().packages, 1);
    let refused = Session::without_schemas(&tenant).map(drop).unwrap_err();
    assert!(refused.is(&sto::UNREACHABLE), "{refused}");
    let options = archive_core::doctor::Options { full: true, threads: 2, ..Default::default() };
    let said = archive_core::doctor::examine(&archive, options).unwrap();
    assert!(said.has(&cpy::AWAY), "{said:?}");
    let states = states(&archive).unwrap();
    assert!(states[0].away.is_none() && states[1].away.is_some());
    fs::rename(&house.path("away"), &house.path("archive/copies/b")).unwrap();
    assert_eq!(ingest(&house.tenant(), &house.path("akte")).status, Status::Duplicate);
    assert_eq!(stored.copies.len(), 2);
}

#[test]
fn a_new_copy_is_filled_and_the_old_one_given_up() {
    let mut house = House::new();
    for name in ["a", "b", "c"] {
        house.store(name);
    }
    let aip = house.store("d").aip.unwrap();
    house.write("neu/a.txt", b"second version");
    let request = Request { threads: 1, as_version_of: Some(aip), ..Request::default() };
    let tenant = house.tenant();
    let session = Session::without_schemas(&tenant).unwrap();
    let second = session.ingest(&house.path("neu"), &request, &Progress::default());
    assert_eq!(second.version, Some(2));
    drop(session);
    drop(tenant);

    let new = CopySection::new("b", "copies/b");
    house.archive = house.archive.add_copy(&new).unwrap();
    assert!(!house.archive.copies()[1].is_required(), "nothing waits for an empty copy");
    let refused = retirement(&house.archive, "main").unwrap_err();
    assert!(refused.is(&cpy::LAST_REQUIRED), "{refused}");
    let done = bring(&house, "b");
    assert_eq!((done.copied, done.there, done.failed, done.behind), (5, 0, 0, 0), "{done:?}");
    assert_alike(&house);
    house.assert_healthy();
    // The catalog comes back from the new copy alone, with what is confirmed where.
    let mut before = Vec::new();
    house.tenant().catalog().dump(&mut before).unwrap();
    house.archive.rebuild_catalog(&id(), "b", false, 2, &AtomicUsize::new(0)).unwrap();
    let mut after = Vec::new();
    house.tenant().catalog().dump(&mut after).unwrap();
    assert_eq!(String::from_utf8_lossy(&before), String::from_utf8_lossy(&after));

    house.archive = house.archive.require_copy("b", true).unwrap();
    assert_eq!(retirement(&house.archive, "main").unwrap().versions, 5);
    house.archive = house.archive.retire_copy("main", "the disk is old").unwrap();
    assert_eq!(house.archive.copies().len(), 1);
    assert_eq!(house.store("later").copies.len(), 1);
    house.assert_healthy();
    // Nobody takes the old place for a living copy.
    let old = house.archive.add_copy(&CopySection::new("main", "copies/main")).unwrap_err();
    assert!(old.is(&cpy::NAME_TAKEN), "receipts speak of it: {old}");
    let again = house.archive.add_copy(&CopySection::new("c", "copies/main")).unwrap_err();
    assert!(again.is(&sto::OTHER_COPY) || again.is(&cpy::RETIRED), "{again}");
}

#[test]
fn what_lies_nowhere_else_is_not_given_up() {
    let mut house = house();
    house.store("akte");
    fs::rename(&house.path("archive/copies/b"), &house.path("away")).unwrap();
    house.archive = Archive::open(house.archive.folder(), house.archive.clock()).unwrap();
    house.store("allein");
    fs::rename(&house.path("away"), &house.path("archive/copies/b")).unwrap();
    house.archive = Archive::open(house.archive.folder(), house.archive.clock()).unwrap();
    house.archive = house.archive.require_copy("b", true).unwrap();
    let refused = retirement(&house.archive, "main").unwrap_err();
    assert!(refused.is(&cpy::ONLY_COPY), "{refused}");
    assert_eq!(bring(&house, "b").copied, 1);
    retirement(&house.archive, "main").unwrap();
    assert!(retirement(&house.archive, "c").unwrap_err().is(&arc::UNKNOWN_COPY));
}

#[test]
fn a_sync_that_is_interrupted_anywhere_goes_on() {
    let mut house = House::new();
    for name in ["a", "b", "c"] {
        house.store(name);
    }
    let mut section = CopySection::new("b", "copies/b");
    section.required = false;
    house.archive = house.archive.add_copy(&section).unwrap();
    let options = SyncOptions { jobs: 1, ..SyncOptions::default() };
    let mut ended = false;
    for n in 1..400 {
        let (tenant, faulty) = failing(&house);
        faulty.fail_at(n, UNREACHABLE, true);
        let done = sync(&tenant, "b", &options, &Silent, &Pace::default());
        let whole = tenant.catalog().unconfirmed("b").unwrap() == 0;
        ended = done.is_ok_and(|done| done.failed == 0 && done.behind == 0);
        assert!(whole || !ended, "at {n}");
        if ended {
            break;
        }
    }
    assert!(ended, "sync never came to its end");
    let done = bring(&house, "b");
    assert_eq!((done.behind, done.failed), (0, 0));
    assert_alike(&house);
    house.assert_healthy();
}

#[test]
fn damage_is_never_copied() {
    let mut house = House::with_copies(&["main", "zweite"]);
    let (good, bad) = (house.store("gut").aip.unwrap(), house.store("schlecht").aip.unwrap());
    let spoil = |copy: &str, aip: archive_core::aip::AipId| {
        let tenant = house.tenant();
        let object = tenant.copies()[0].holdings.object_key(&aip.to_string());
        let content = format!("archive/copies/{copy}/chemnitz/{object}/v1/content/0000/0000");
        let path = house.path(&content);
        fs::invert_byte(&path, 0).unwrap();
    };
    spoil("main", good);
    spoil("main", bad);
    spoil("zweite", bad);
    house.archive = house.archive.add_copy(&CopySection::new("b", "copies/b")).unwrap();
    let done = bring(&house, "b");
    assert_eq!((done.copied, done.failed, done.behind), (1, 1, 1), "{done:?}");
    let tenant = house.tenant();
    let object = |aip: archive_core::aip::AipId| {
        house.path(&format!(
            "archive/copies/b/chemnitz/{}",
            tenant.copies()[0].holdings.object_key(&aip.to_string())
        ))
    };
    assert!(fs::exists(&object(good)) && !fs::exists(&object(bad)));
}

#[test]
fn a_medium_is_filled_taken_away_and_brought_back() {
    let mut house = House::new();
    house.store("a");
    let mut tape = CopySection::new("band", "medium");
    tape.offline = true;
    house.archive = house.archive.add_copy(&tape).unwrap();
    assert_eq!(bring(&house, "band").copied, 1);
    fs::rename(&house.path("archive/medium"), &house.path("drawer")).unwrap();
    house.archive = Archive::open(house.archive.folder(), house.archive.clock()).unwrap();
    let stored = house.store("b");
    assert_eq!(codes_of(&stored), [""; 0], "nobody misses a medium that is taken away");
    let tenant = house.tenant();
    let options = SyncOptions::default();
    let away = sync(&tenant, "band", &options, &Silent, &Pace::default()).unwrap_err();
    assert!(away.is(&sto::UNREACHABLE), "{away}");
    drop(tenant);
    fs::rename(&house.path("drawer"), &house.path("archive/medium")).unwrap();
    house.archive = Archive::open(house.archive.folder(), house.archive.clock()).unwrap();
    let done = bring(&house, "band");
    assert_eq!((done.copied, done.behind), (1, 0));
    house.assert_healthy();
}

/// Hears the codes of what is told.
struct Heard<'a>(&'a std::sync::Mutex<Vec<&'static str>>);
impl archive_core::copies::Events for Heard<'_> {
    fn finding(&self, finding: &archive_core::finding::Finding) {
        self.0.lock().unwrap().push(finding.code.id);
    }
}

#[test]
fn records_that_two_copies_have_differently_are_told_and_left() {
    let house = house();
    house.store("akte");
    let reports = house.path("archive/copies/b/chemnitz/reports/ingest");
    let (name, _) = files(&reports).into_iter().next().unwrap();
    write(&reports.join(&name), b"{}\n");
    let told = std::sync::Mutex::new(Vec::new());
    let options = SyncOptions::default();
    sync(&house.tenant(), "b", &options, &Heard(&told), &Pace::default()).unwrap();
    assert!(told.into_inner().unwrap().contains(&"E-CPY-007"));
    assert_eq!(fs::read(&reports.join(&name), 99).unwrap(), b"{}\n");
}
