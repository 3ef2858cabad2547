//! The catalog as the rooms above use it.

use super::*;
use crate::aip::AipId;
use crate::clock::Clock;
use crate::digest::{Algorithm, Hasher};
use crate::package::Area;

fn aip(second: i64) -> AipId {
    AipId::new(Clock::Fixed(jiff::Timestamp::from_second(second).unwrap()))
}

fn row(path: &str, number: u64) -> FileRow {
    FileRow {
        area: Area::Original,
        bundle: None,
        number,
        path: path.into(),
        raw: None,
        size: 5,
        modified: None,
        digest: Hasher::digest(Algorithm::Sha512, path.as_bytes()),
        content_version: 1,
        content_ordinal: number - 1,
        offset: 0,
    }
}

fn record(catalog: &Catalog, id: AipId, version: u32, title: &str, paths: &[&str]) {
    let digest = Hasher::digest(Algorithm::Sha512, title.as_bytes());
    catalog
        .record(&[NewVersion {
            aip: id,
            version,
            created: "2026-01-01T00:00:00Z".parse().unwrap(),
            kind: "folder",
            container: "dir",
            source_name: "Akte",
            title,
            files: paths.len() as u64,
            bytes: 5 * paths.len() as u64,
            fingerprint: digest,
            payload_fingerprint: digest,
            inventory: digest,
            description: &[("dc:subject".into(), "Straßenbau".into())],
            empty_folders: &[crate::package::EmptyFolder::new("leer", b"Leer")],
            confirmed: &[("main".into(), "medium".into())],
            content: &|each| each(&ContentRow { ordinal: 0, logical: "x".into(), size: 5, digest }),
            file_rows: &|each| {
                (1..).zip(paths).try_for_each(|(number, path)| each(&row(path, number)))
            },
        }])
        .unwrap();
}

fn empty() -> (tempfile::TempDir, Catalog) {
    let folder = tempfile::tempdir().unwrap();
    let catalog = Catalog::open(&folder.path().join("catalog.sqlite")).unwrap();
    (folder, catalog)
}

#[test]
fn packages_are_found_by_words_and_by_file_names() {
    let (_folder, catalog) = empty();
    let (one, two) = (aip(1), aip(2));
    record(&catalog, one, 1, "Bebauungsplan Nord", &["Pläne/Übersicht_2019.pdf"]);
    record(&catalog, two, 1, "Sitzung", &["Protokoll.pdf"]);
    let found = |words: &str| -> Vec<AipId> {
        catalog.search(words, 10).unwrap().into_iter().map(|row| row.aip).collect()
    };
    assert_eq!(found("bebauung ubersicht 2019"), [one]);
    assert_eq!(found("protokoll"), [two]);
    assert_eq!(found("straßenbau"), [one, two]);
    assert_eq!(found("nord protokoll"), []);
    assert_eq!(found("\"'*() OR"), []);
    assert_eq!(catalog.summary().unwrap(), Summary { packages: 2, files: 2, bytes: 10 });
}

#[test]
fn recording_twice_is_recording_once() {
    let (_folder, catalog) = empty();
    let dump = |catalog: &Catalog| {
        let mut out = Vec::new();
        catalog.dump(&mut out).unwrap();
        out
    };
    let id = aip(1);
    record(&catalog, id, 1, "Eins", &["a", "b/c"]);
    let first = dump(&catalog);
    record(&catalog, id, 1, "Eins", &["a", "b/c"]);
    assert_eq!(dump(&catalog), first);
    assert_eq!(catalog.search("eins", 10).unwrap().len(), 1);
    assert_eq!(catalog.search("b", 10).unwrap().len(), 1);
}

#[test]
fn newer_versions_lead_the_package() {
    let (_folder, catalog) = empty();
    let id = aip(1);
    record(&catalog, id, 1, "Alt", &["a"]);
    record(&catalog, id, 2, "Neu", &["a", "b"]);
    assert_eq!(catalog.package(id).unwrap().version, 2);
    assert_eq!(catalog.versions(id).unwrap().len(), 2);
    assert!(catalog.search("alt", 10).unwrap().is_empty());
    assert_eq!(catalog.file(id, 2, Area::Original, "b").unwrap().number, 2);
    assert!(catalog.file(id, 1, Area::Original, "b").unwrap_err().is(&cat::UNKNOWN_FILE));
    let empty = crate::package::EmptyFolder { path: "leer".into(), raw: Some(b"Leer".into()) };
    assert_eq!(catalog.empty_folders(id, 1).unwrap(), [empty]);
    let mut below = Vec::new();
    record(&catalog, id, 3, "Neu", &["a/x", "ab", "a"]);
    catalog
        .files(id, 3, "a", &mut |row| {
            below.push(row.path);
            Ok(())
        })
        .unwrap();
    assert_eq!(below, ["a/x", "a"]);
}

#[test]
fn checks_are_due_never_checked_first() {
    let (_folder, catalog) = empty();
    for second in 1..=3 {
        record(&catalog, aip(second), 1, &second.to_string(), &["a"]);
    }
    let due = catalog.due_checks("main").unwrap();
    let check = |id, finished: Option<&str>, cursor: Option<&str>| Checked {
        aip: id,
        copy: "main".into(),
        finished: finished.map(Into::into),
        cursor: cursor.map(Into::into),
        good: true,
    };
    let damage = Damage {
        copy: "main".into(),
        aip: Some(due[0].aip),
        path: "p".into(),
        state: DamageState::Corrupt,
        found: "2026-02-01T00:00:00Z".into(),
        files: vec!["a".into()],
    };
    catalog
        .record_checks(
            &[
                check(due[0].aip, Some("2026-02-01T00:00:00Z"), None),
                check(due[1].aip, None, Some("v1")),
            ],
            std::slice::from_ref(&damage),
        )
        .unwrap();
    let again = catalog.due_checks("main").unwrap();
    let order: Vec<_> = again.iter().map(|d| d.aip).collect();
    assert_eq!(order, [due[1].aip, due[2].aip, due[0].aip]);
    assert_eq!(catalog.open_damage().unwrap(), [damage]);
    catalog.record_checks(&[check(due[0].aip, Some("2026-03-01T00:00:00Z"), None)], &[]).unwrap();
    assert!(catalog.open_damage().unwrap().is_empty());
}

#[test]
fn a_broken_file_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("catalog.sqlite");
    crate::fs::create_durably(&path, &[7; 4096]).unwrap();
    assert!(Catalog::open(&path).unwrap_err().is(&cat::BROKEN));
}
