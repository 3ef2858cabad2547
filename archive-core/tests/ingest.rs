//! The main job on real files: taken in, found, rebuilt from storage alone.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use archive_core::archive::{Archive, Founding, TenantArchive};
use archive_core::catalog::Catalog;
use archive_core::clock::Clock;
use archive_core::digest::{Algorithm, Hasher};
use archive_core::finding::codes::{bag, ing};
use archive_core::ingest::{Outcome, Request, Session, Status};
use archive_core::package::reading::Progress;
use archive_core::{fs, rebuild};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use tempfile::TempDir;

struct House {
    folder: TempDir,
    archive: Archive,
}

impl House {
    fn new(copies: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let copies = copies.iter().map(|n| ((*n).into(), format!("copies/{n}"))).collect();
        let founding = Founding { name: Some("test".into()), copies };
        let archive =
            Archive::create(&folder.path().join("archive"), &founding, Clock::System).unwrap();
        archive.add_tenant(&"chemnitz".parse().unwrap(), "Stadt Chemnitz", None).unwrap();
        Self { folder, archive }
    }

    fn tenant(&self) -> TenantArchive {
        self.archive.tenant(&"chemnitz".parse().unwrap()).unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::create_folders(path.parent().unwrap()).unwrap();
        let _ = fs::remove(&path);
        fs::create_new(&path).unwrap().write_all(content).unwrap();
        path
    }
}

fn request() -> Request {
    Request { threads: 2, ..Request::default() }
}

fn ingest(tenant: &TenantArchive, path: &Path, request: &Request) -> Outcome {
    let session = Session::without_schemas(tenant).unwrap();
    session.ingest(path, request, &Progress::default())
}

fn codes(outcome: &Outcome) -> Vec<String> {
    outcome.findings.iter().map(|f| format!("{} {:?}", f.code.id, f.path)).collect()
}

/// The catalog of a tenant equals one rebuilt from each of its copies.
fn assert_rebuilds(house: &House, tenant: &TenantArchive) {
    let dump = |catalog: &Catalog| {
        let mut out = Vec::new();
        catalog.dump(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    for copy in tenant.copies() {
        let path = house.path(&format!("rebuilt-{}.sqlite", copy.name));
        let _ = fs::remove(&path);
        let fresh = Catalog::create(&path).unwrap();
        let rebuilt = rebuild::rebuild(copy, &fresh, 2, &AtomicUsize::new(0)).unwrap();
        assert!(rebuilt.failed.is_empty(), "{:?}", rebuilt.failed);
        assert_eq!(dump(&fresh), dump(tenant.catalog()), "from {}", copy.name);
    }
}

fn bag(house: &House, name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let mut manifest = String::new();
    for (path, content) in files {
        house.write(&format!("{name}/data/{path}"), content);
        let digest = Hasher::digest(Algorithm::Sha256, content);
        let _ = writeln!(manifest, "{digest}  data/{path}");
    }
    house.write(&format!("{name}/manifest-sha256.txt"), manifest.as_bytes());
    house.write(
        &format!("{name}/bagit.txt"),
        b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
    );
    house.write(&format!("{name}/bag-info.txt"), b"Source-Organization: Bauamt\n");
    house.path(name)
}

#[test]
fn a_folder_is_stored_and_found_and_rebuilt() {
    let house = House::new(&["one", "two"]);
    house.write("akte/a/Übersicht.txt", b"eins");
    house.write("akte/b.txt", b"zwei");
    house.write("akte/c.txt", b"zwei");
    fs::create_folders(&house.path("akte/leer/tief")).unwrap();
    fs::create_folders(&house.path("akte/leer/a\u{30a}")).unwrap();
    house.write(
        "akte.dc.xml",
        b"<m xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Akte \
        Nord</dc:title></m>",
    );
    let tenant = house.tenant();
    let outcome = ingest(&tenant, &house.path("akte"), &request());
    assert_eq!(outcome.status, Status::Stored, "{:?}", codes(&outcome));
    assert_eq!(outcome.copies.len(), 2);
    assert_eq!(outcome.files, 4);
    let found = tenant.catalog().search("nord ubersicht", 10).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].title, "Akte Nord");
    let empty = tenant.catalog().empty_folders(found[0].aip, 1).unwrap();
    let empty: Vec<_> = empty.into_iter().map(|f| (f.path, f.raw)).collect();
    let received = Some("leer/a\u{30a}".into());
    assert_eq!(empty, [("leer/tief".into(), None), ("leer/\u{e5}".into(), received)]);
    assert_rebuilds(&house, &tenant);
    let again = ingest(&tenant, &house.path("akte"), &request());
    assert_eq!(again.status, Status::Duplicate, "{:?}", codes(&again));
    assert_eq!(again.aip, outcome.aip);
    assert_rebuilds(&house, &tenant);
    assert!(fs::read_folder(&tenant.journal_folder()).unwrap().is_empty());
}

#[test]
fn many_small_files_are_bundled() {
    let house = House::new(&["one"]);
    for i in 0..300 {
        house.write(&format!("akte/{:02}/{i:04}.txt", i % 7), format!("Blatt {i}").as_bytes());
    }
    house.write("akte/gross.bin", &vec![7; 3 << 20]);
    let tenant = house.tenant();
    let outcome = ingest(&tenant, &house.path("akte"), &request());
    assert_eq!(outcome.status, Status::Stored, "{:?}", codes(&outcome));
    let aip = outcome.aip.unwrap();
    let file = tenant
        .catalog()
        .file(aip, 1, archive_core::package::Area::Original, "03/0003.txt")
        .unwrap();
    assert_eq!(file.bundle, Some(1));
    assert_rebuilds(&house, &tenant);
}

#[test]
fn a_bag_is_verified_and_a_bad_one_leaves_nothing() {
    let house = House::new(&["one"]);
    let tenant = house.tenant();
    let good = bag(&house, "good", &[("a.txt", b"eins"), ("b/ä.txt", b"zwei")]);
    let outcome = ingest(&tenant, &good, &request());
    assert_eq!(outcome.status, Status::Stored, "{:?}", codes(&outcome));
    let bad = bag(&house, "bad", &[("a.txt", b"eins"), ("b/ä.txt", b"zwei")]);
    house.write("bad/data/a.txt", b"EINS");
    let outcome = ingest(&tenant, &bad, &request());
    assert_eq!(outcome.status, Status::Rejected, "{:?}", codes(&outcome));
    assert!(outcome.findings.has(&bag::DIGEST_MISMATCH));
    // The same payload in another bag is stored, and told.
    house.write("good/bag-info.txt", b"Source-Organization: Tiefbauamt\n");
    let outcome = ingest(&tenant, &good, &request());
    assert_eq!(outcome.status, Status::Stored, "{:?}", codes(&outcome));
    assert!(outcome.findings.has(&ing::SAME_PAYLOAD));
    assert_eq!(tenant.catalog().summary().unwrap().packages, 2);
    assert!(fs::read_folder(&tenant.journal_folder()).unwrap().is_empty());
    let staging = house.path("archive/copies/one/chemnitz/staging");
    assert!(fs::read_folder(&staging).map_or(true, |entries| entries.is_empty()));
    assert_rebuilds(&house, &tenant);
}

#[test]
fn a_new_version_keeps_what_is_the_same() {
    let house = House::new(&["one"]);
    house.write("akte/a.txt", b"eins");
    house.write("akte/b.txt", b"zwei");
    let tenant = house.tenant();
    let first = ingest(&tenant, &house.path("akte"), &request());
    assert_eq!(first.status, Status::Stored, "{:?}", codes(&first));
    house.write("akte/b.txt", b"drei");
    let next = Request { as_version_of: first.aip, ..request() };
    let second = ingest(&tenant, &house.path("akte"), &next);
    assert_eq!(second.status, Status::Stored, "{:?}", codes(&second));
    assert_eq!((second.aip, second.version), (first.aip, Some(2)));
    let aip = first.aip.unwrap();
    let area = archive_core::package::Area::Original;
    let kept = tenant.catalog().file(aip, 2, area, "a.txt").unwrap();
    assert_eq!((kept.content_version, kept.content_ordinal), (1, 0));
    let new = tenant.catalog().file(aip, 2, area, "b.txt").unwrap();
    assert_eq!(new.content_version, 2);
    assert_rebuilds(&house, &tenant);
    let same = ingest(&tenant, &house.path("akte"), &next);
    assert_eq!(same.status, Status::Duplicate, "{:?}", codes(&same));
}

#[test]
fn what_is_too_long_for_a_description_does_not_spoil_it() {
    let house = House::new(&["one"]);
    let tenant = house.tenant();
    let long = "y".repeat(1_100_000);
    let table = format!("title,note,{long}\nAkte Nord,{long},z\n");
    house.write("akte/metadata.csv", table.as_bytes());
    house.write("akte/a.txt", b"eins");
    let outcome = ingest(&tenant, &house.path("akte"), &request());
    assert_eq!(outcome.status, Status::Stored, "{:?}", codes(&outcome));
    let told = codes(&outcome).iter().filter(|code| code.starts_with("W-FLD-004")).count();
    assert_eq!(told, 2);
    assert_eq!(tenant.catalog().search("nord", 10).unwrap().len(), 1);
    assert_rebuilds(&house, &tenant);
}

#[test]
fn the_archive_does_not_take_itself_in() {
    let house = House::new(&["one"]);
    let tenant = house.tenant();
    let part = "archive/copies/one/chemnitz";
    fs::create_folders(&house.path(part)).unwrap();
    for place in ["archive", "archive/copies", "archive/copies/one", part, "archive/state", ""] {
        let outcome = ingest(&tenant, &house.path(place), &request());
        assert!(outcome.findings.has(&ing::OWN_PLACE), "{place}: {:?}", codes(&outcome));
    }
    house.write("archive/eingang/a.txt", b"eins");
    let outcome = ingest(&tenant, &house.path("archive/eingang"), &request());
    assert_eq!(outcome.status, Status::Stored, "{:?}", codes(&outcome));
}

#[test]
fn what_only_looks_the_same_is_stored() {
    let house = House::new(&["one"]);
    let tenant = house.tenant();
    let digest = |bytes: &[u8]| Hasher::digest(Algorithm::Sha512, bytes);
    let both: [&[u8]; 2] = [b"eins", b"zwei"];
    let [low, high] =
        if digest(both[0]).hex() < digest(both[1]).hex() { both } else { [both[1], both[0]] };
    house.write("two/x", low);
    house.write("two/y", high);
    // One file whose name imitates the line of the second.
    house.write(&format!("one/x\n{} 4 y", digest(high)), low);
    house.write("folder/x", low);
    house.write("folder/y", high);
    fs::create_folders(&house.path("folder/leer")).unwrap();
    for name in ["two", "one", "folder"] {
        let outcome = ingest(&tenant, &house.path(name), &request());
        assert_eq!(outcome.status, Status::Stored, "{name}: {:?}", codes(&outcome));
    }
    assert_rebuilds(&house, &tenant);
}

#[test]
fn the_same_package_many_times_at_once_is_stored_once() {
    let house = House::new(&["one"]);
    for copy in 0..8 {
        house.write(&format!("in/{copy}/a.txt"), b"eins");
        house.write(&format!("in/{copy}/b.txt"), b"zwei");
    }
    let tenant = house.tenant();
    let session = Session::without_schemas(&tenant).unwrap();
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|copy| {
                let (session, path) = (&session, house.path(&format!("in/{copy}")));
                scope.spawn(move || session.ingest(&path, &request(), &Progress::default()))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let stored = outcomes.iter().filter(|o| o.status == Status::Stored).count();
    let duplicates = outcomes.iter().filter(|o| o.status == Status::Duplicate).count();
    let all: Vec<_> = outcomes.iter().map(codes).collect();
    assert_eq!((stored, duplicates), (1, 7), "{all:?}");
    assert_rebuilds(&house, &tenant);
}
