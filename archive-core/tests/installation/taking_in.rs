//! Taking in to two copies of which one fails at every moment: "stored" is said only of what both
//! show, and what was interrupted is finished or left out, never doubled.

use crate::house::{House, write};
use archive_core::aip::AipId;
use archive_core::archive::TenantArchive;
use archive_core::digest::Digest;
use archive_core::finding::codes::{ing, sto};
use archive_core::fs;
use archive_core::ingest::{Outcome, Request, Session, Status};
use archive_core::package::reading::Progress;
use archive_core::store::{Fault, Faulty, Store, StoreError};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const UNREACHABLE: Fault = Fault::Error(StoreError::Unreachable);

type FaultyCopy = Faulty<Arc<dyn Store>>;

/// A house with copies `main` and `b`, of which `b` can fail.
fn house() -> (House, TenantArchive, FaultyCopy) {
    let house = House::with_copies(&["main", "b"]);
    let faulty = RefCell::new(None);
    let tenant = house.tenant().behind(|name, store| {
        if name != "b" {
            return store;
        }
        let failing = Faulty::new(store);
        *faulty.borrow_mut() = Some(failing.clone());
        Arc::new(failing)
    });
    (house, tenant, faulty.into_inner().unwrap())
}

fn ingest_as(tenant: &TenantArchive, path: &Path, of: Option<AipId>) -> Option<Outcome> {
    let request = Request { threads: 1, as_version_of: of, ..Request::default() };
    let session = Session::without_schemas(tenant).ok()?;
    Some(session.ingest(path, &request, &Progress::default()))
}

fn ingest(tenant: &TenantArchive, path: &Path) -> Option<Outcome> {
    ingest_as(tenant, path, None)
}

/// The inventory of a version on each copy, where readers see it.
fn shown(tenant: &TenantArchive, aip: AipId, version: u32) -> Vec<Option<Vec<u8>>> {
    let read = |copy: &archive_core::archive::TenantCopy| {
        let path = format!("v{version}/inventory.json");
        let key = copy.holdings.object_key(&aip.to_string()).join(&path).unwrap();
        copy.folder.store().read(&key, 1 << 20).ok()
    };
    tenant.copies().iter().map(read).collect()
}

/// How many operations of the failing copy an ingest takes.
fn operations(house: &House, tenant: &TenantArchive, faulty: &FaultyCopy) -> u64 {
    house.write("calm/a.txt", b"calm");
    let before = faulty.operations();
    assert_eq!(ingest(tenant, &house.path("calm")).unwrap().status, Status::Stored);
    faulty.operations() - before
}

#[test]
fn whatever_fails_a_package_is_stored_once_or_not_at_all() {
    let (house, tenant, faulty) = house();
    let points = operations(&house, &tenant, &faulty);
    assert!(points >= 15, "{points}");
    for n in 1..=points {
        let path = house.write(&format!("{n}/a.txt"), format!("Akte {n}").as_bytes());
        let path = path.parent().unwrap();
        faulty.fail_at(n, UNREACHABLE, n % 2 == 0);
        if let Some(outcome) = ingest(&tenant, path) {
            let whole = outcome.copies.len() == 2;
            assert_eq!(outcome.status == Status::Stored, whole, "at {n}");
        }
        faulty.heal();
        let outcome = ingest(&tenant, path).unwrap();
        assert!(matches!(outcome.status, Status::Stored | Status::Duplicate), "at {n}");
        let [Some(main), Some(b)] = &shown(&tenant, outcome.aip.unwrap(), 1)[..] else {
            panic!("at {n}: a copy lacks it")
        };
        assert_eq!(main, b, "at {n}");
    }
    assert_eq!(tenant.catalog().summary().unwrap().packages, points + 1);
    drop(tenant);
    house.assert_healthy();
}

#[test]
fn a_copy_that_lies_never_makes_a_package_stored() {
    let (house, tenant, faulty) = house();
    let points = operations(&house, &tenant, &faulty);
    let mut caught = 0;
    for n in 1..=points {
        let path = house.write(&format!("{n}/a.txt"), format!("Akte {n}").as_bytes());
        faulty.fail_at(n, Fault::FalseSuccess, false);
        let outcome = ingest(&tenant, path.parent().unwrap());
        faulty.heal();
        match outcome {
            Some(outcome) if outcome.status == Status::Stored => {
                let shown = shown(&tenant, outcome.aip.unwrap(), 1);
                assert!(shown.iter().all(Option::is_some), "at {n}");
            }
            _ => caught += 1,
        }
    }
    assert!(caught >= 4, "writes, their ends and the commit were pretended: {caught}");
}

/// Takes in a version of which `main` shows all and `b` nothing yet; gives the package. The
/// journal is left as the interruption left it.
fn half_committed(
    house: &House,
    tenant: &TenantArchive,
    faulty: &FaultyCopy,
    of: Option<AipId>,
) -> (PathBuf, AipId, u32) {
    let path = house.write("akte/a.txt", format!("{of:?}").as_bytes());
    let path = path.parent().unwrap().to_owned();
    let version = if of.is_some() { 2 } else { 1 };
    for n in 1..60 {
        faulty.fail_at(n, UNREACHABLE, true);
        ingest_as(tenant, &path, of);
        faulty.heal();
        let Some(journal) = journals(tenant).pop() else { continue };
        let name = journal.file_stem().unwrap().to_str().unwrap().to_owned();
        let aip: AipId = name.split_once(".v").unwrap().0.parse().unwrap();
        if let [Some(_), None] = &shown(tenant, aip, version)[..] {
            return (path, aip, version);
        }
    }
    panic!("no fault left the version half committed")
}

fn journals(tenant: &TenantArchive) -> Vec<PathBuf> {
    let entries = fs::read_folder(&tenant.journal_folder()).unwrap().into_iter();
    entries.map(|entry| tenant.journal_folder().join(entry.name)).collect()
}

fn rewrite(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut content = fs::read(path, 1 << 20).unwrap();
    change(&mut content);
    write(path, &content);
}

#[test]
fn a_half_committed_version_is_finished_whatever_became_of_its_journal() {
    let spoil: [fn(&mut Vec<u8>); 5] = [
        |_| (),
        // Torn in its last line, which is the word that the commit begins.
        |journal| journal.truncate(journal.len() - 20),
        |journal| journal[0] = 0xff,
        Vec::clear,
        |journal| journal.extend_from_slice(b"{\"entry\":\xff"),
    ];
    for (number, spoil) in spoil.into_iter().enumerate() {
        let (house, tenant, faulty) = house();
        let (path, aip, version) = half_committed(&house, &tenant, &faulty, None);
        rewrite(&journals(&tenant)[0], spoil);
        let session = Session::without_schemas(&tenant).unwrap();
        assert!(session.told().is_empty(), "{number}: {:?}", session.told());
        drop(session);
        assert!(shown(&tenant, aip, version).iter().all(Option::is_some), "{number}");
        let again = ingest(&tenant, &path).unwrap();
        assert_eq!((again.status, again.aip), (Status::Duplicate, Some(aip)), "{number}");
        assert_eq!(journals(&tenant), [""; 0].map(PathBuf::from), "{number}");
        drop(tenant);
        house.assert_healthy();
    }
}

#[test]
fn every_copy_is_compared_before_interrupted_work_is_called_stored() {
    let (house, tenant, faulty) = house();
    let (path, aip, _) = half_committed(&house, &tenant, &faulty, None);
    let staged = house.path("archive/copies/b/chemnitz/staging");
    let name = format!("{}.v1", aip.uuid());
    let staged = ["v1/inventory.json", "v1/content/0000/0000"].map(|p| staged.join(&name).join(p));
    for damaged in staged.iter().chain(&staged) {
        rewrite(damaged, |file| file.push(b' '));
        let session = Session::without_schemas(&tenant).unwrap();
        let told: Vec<_> = session.told().iter().map(|finding| finding.code.id).collect();
        assert_eq!(told, [ing::NOT_TAKEN_UP.id]);
        drop(session);
        // Its own source is refused rather than stored a second time; others are not affected.
        let again = ingest(&tenant, &path).unwrap();
        assert!(again.findings.has(&ing::NOT_CONFIRMED), "{:?}", again.status);
        assert_eq!(tenant.catalog().summary().unwrap().packages, 0);
        rewrite(damaged, |file| file.truncate(file.len() - 1));
    }
    rewrite(&staged[1], |file| file.push(b' '));
    let other = house.write("other/b.txt", b"another package");
    let other = ingest(&tenant, other.parent().unwrap()).unwrap();
    assert_eq!(other.status, Status::Stored);
    rewrite(&staged[1], |file| file.truncate(file.len() - 1));
    let again = ingest(&tenant, &path).unwrap();
    assert_eq!((again.status, again.aip), (Status::Duplicate, Some(aip)));
}

#[test]
fn a_version_that_a_copy_holds_already_is_not_taken_for_ones_own() {
    let (house, tenant, faulty) = house();
    house.write("akte/a.txt", b"eins");
    let first = ingest(&tenant, &house.path("akte")).unwrap();
    let (path, aip, _) = half_committed(&house, &tenant, &faulty, first.aip);
    assert_eq!(Some(aip), first.aip);
    fs::remove(&journals(&tenant)[0]).unwrap();
    let claim = format!("archive/copies/b/chemnitz/claims/{}.v2", aip.uuid());
    fs::remove(&house.path(&claim)).unwrap();
    house.write("akte/a.txt", b"another second version");
    let refused = ingest_as(&tenant, &path, Some(aip)).unwrap();
    assert!(refused.findings.has(&ing::VERSION_THERE), "{:?}", refused.status);
    assert_eq!(refused.status, Status::Failed);
    assert_eq!(journals(&tenant), [""; 0].map(PathBuf::from));
    assert_eq!(tenant.catalog().versions(aip).unwrap().len(), 1);
    assert_eq!(shown(&tenant, aip, 2)[1], None);
}

#[test]
fn a_bad_journal_is_told_and_keeps_nobody_from_work() {
    let (house, tenant, _) = house();
    let bad = tenant.journal_folder().join("01900000-0000-7000-8000-000000000000.v1.jsonl");
    let foreign = tenant.journal_folder().join("a note.jsonl");
    for path in [&bad, &foreign] {
        write(path, b"\xff\xfe no journal\n");
    }
    let session = Session::without_schemas(&tenant).unwrap();
    assert_eq!(session.told().len(), 2);
    assert!(session.told().iter().all(|finding| finding.code.id == ing::NOT_TAKEN_UP.id));
    drop(session);
    let akte = house.write("akte/a.txt", b"eins");
    let outcome = ingest(&tenant, akte.parent().unwrap()).unwrap();
    assert_eq!(outcome.status, Status::Stored);
    assert_eq!(journals(&tenant), [bad, foreign], "the doctor shows and clears them");
    drop(tenant);
    house.reconcile();
    house.assert_healthy();
}

/// Takes in until the second copy fails, when most is staged. The lines of the journal.
fn all_staged(
    tenant: &TenantArchive,
    faulty: &FaultyCopy,
    path: &Path,
    journal_groups_from: u64,
) -> Vec<String> {
    let session =
        Session::without_schemas(tenant).unwrap().journal_groups_from(journal_groups_from);
    // Bundle and film need some dozen operations; then come documents, sync and reading back.
    faulty.fail_at(30, UNREACHABLE, true);
    let request = Request { threads: 1, ..Request::default() };
    let outcome = session.ingest(path, &request, &Progress::default());
    faulty.heal();
    assert_eq!(outcome.status, Status::Failed);
    let text = fs::read(&journals(tenant)[0], 1 << 20).unwrap();
    String::from_utf8(text).unwrap().lines().map(str::to_owned).collect()
}

fn many_files(house: &House) -> (PathBuf, u64) {
    for i in 0..300_u32 {
        house.write(&format!("akte/{i:04}.txt"), format!("{i:08}").as_bytes());
    }
    house.write("akte/film.bin", &vec![7; 3 << 20]);
    (house.path("akte"), 300 * 8 + (3 << 20))
}

#[test]
fn only_packages_from_the_threshold_on_keep_a_journal_of_groups() {
    for (above, grouped) in [(0, true), (1, false)] {
        let (house, tenant, faulty) = house();
        let (path, bytes) = many_files(&house);
        let lines = all_staged(&tenant, &faulty, &path, bytes + above);
        let groups = lines.iter().filter(|line| line.contains("\"group\"")).count();
        assert_eq!(groups > 0, grouped, "{lines:?}");
        let outcome = ingest(&tenant, &path).unwrap();
        assert_eq!(outcome.status, Status::Stored);
        assert!(outcome.findings.has(&ing::CONTINUED));
    }
}

#[test]
fn what_is_staged_already_needs_no_space() {
    let (house, tenant, faulty) = house();
    let (path, bytes) = many_files(&house);
    let lines = all_staged(&tenant, &faulty, &path, 0);
    assert!(lines.len() > 1, "{lines:?}");
    faulty.pretend_free(Some((8 << 20) + bytes / 2));
    let fresh = house.write("fresh/film.bin", &vec![8; 3 << 20]);
    let refused = ingest(&tenant, fresh.parent().unwrap()).unwrap();
    assert!(refused.findings.has(&ing::NO_SPACE));
    assert_eq!(journals(&tenant).len(), 1, "nothing was begun");
    let outcome = ingest(&tenant, &path).unwrap();
    assert_eq!(outcome.status, Status::Stored, "{:?}", outcome.findings.iter().next());
}

#[test]
fn only_an_unknown_package_is_called_unknown() {
    let (house, tenant, faulty) = house();
    let stored = house.write("akte/a.txt", b"eins");
    let path = stored.parent().unwrap();
    let aip = ingest(&tenant, path).unwrap().aip;
    house.write("akte/a.txt", b"zwei");
    let unknown: AipId = "01900000-0000-7000-8000-000000000000".parse().unwrap();
    let outcome = ingest_as(&tenant, path, Some(unknown)).unwrap();
    assert!(outcome.findings.has(&ing::NO_SUCH_VERSION));
    // One copy is enough to begin with; the trouble of the other is called by its name.
    let request = Request { threads: 1, as_version_of: aip, ..Request::default() };
    let session = Session::without_schemas(&tenant).unwrap();
    faulty.fail_at(1, UNREACHABLE, true);
    let outcome = session.ingest(path, &request, &Progress::default());
    faulty.heal();
    assert!(outcome.findings.has(&sto::UNREACHABLE), "{:?}", outcome.status);
    assert!(!outcome.findings.has(&ing::NO_SUCH_VERSION));
    assert_eq!(ingest_as(&tenant, path, aip).unwrap().version, Some(2));
}

/// Keeps the digest of receipts and inventories one thing.
#[test]
fn the_receipt_names_the_inventory_that_every_copy_shows() {
    let (house, tenant, _) = house();
    house.write("akte/a.txt", b"eins");
    let aip = ingest(&tenant, &house.path("akte")).unwrap().aip.unwrap();
    let row = tenant.catalog().versions(aip).unwrap().remove(0);
    for inventory in shown(&tenant, aip, 1) {
        let digest: Digest = archive_core::digest::Hasher::digest(
            archive_core::digest::Algorithm::Sha512,
            &inventory.unwrap(),
        );
        assert_eq!(digest, row.inventory);
    }
    for copy in tenant.copies() {
        let mut seen = Vec::new();
        archive_core::ingest::read_receipts(copy, &mut |receipt| {
            seen.push(receipt?);
            Ok(())
        })
        .unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].inventory, row.inventory.hex());
        assert_eq!(seen[0].copies.len(), 2);
    }
}
