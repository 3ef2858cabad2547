//! The catalog as the rooms above use it.

use super::*;
use crate::aip::{AipId, StoredContent, StoredFile};
use crate::clock::Clock;
use crate::digest::{Algorithm, Digest, Hasher};
use crate::package::Area;

fn aip(second: i64) -> AipId {
    AipId::new(Clock::Fixed(jiff::Timestamp::from_second(second).unwrap()))
}

fn row(path: &str, number: u64) -> StoredFile {
    StoredFile {
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
        known: None,
    }
}

fn version(id: AipId, version: u32, title: &str, digest: Digest) -> NewVersion<'_> {
    NewVersion {
        aip: id,
        version,
        received: version,
        created: "2026-01-01T00:00:00Z".parse().unwrap(),
        kind: "folder",
        container: "dir",
        source_name: "Akte",
        title,
        files: 0,
        bytes: 0,
        fingerprint: digest,
        payload_fingerprint: digest,
        inventory: digest,
        description: &[],
        empty_folders: &[],
        confirmed: &[],
        content: &|_| Ok(()),
        file_rows: &|_| Ok(()),
    }
}

fn record(catalog: &Catalog, id: AipId, number: u32, title: &str, paths: &[&str]) {
    let digest = Hasher::digest(Algorithm::Sha512, title.as_bytes());
    catalog
        .record(&[NewVersion {
            files: paths.len() as u64,
            bytes: 5 * paths.len() as u64,
            description: &[("dc:subject".into(), "Straßenbau".into())],
            empty_folders: &[crate::package::EmptyFolder::new("leer", b"Leer")],
            confirmed: &[("main".into(), "medium".into())],
            content: &|each| {
                each(&StoredContent { ordinal: 0, logical: "x".into(), size: 5, digest })
            },
            file_rows: &|each| {
                (1..).zip(paths).try_for_each(|(number, path)| each(&row(path, number)))
            },
            ..version(id, number, title, digest)
        }])
        .unwrap();
}

fn empty() -> (tempfile::TempDir, Catalog) {
    let folder = tempfile::tempdir().unwrap();
    let catalog = Catalog::create(&folder.path().join("catalog.sqlite")).unwrap();
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
        .files_by_path(id, 3, Area::Original, "a", &mut |row| {
            below.push(row.path);
            Ok(())
        })
        .unwrap();
    assert_eq!(below, ["a", "a/x"]);
}

fn checks(catalog: &Catalog) -> Vec<DueCheck> {
    let mut out = Vec::new();
    catalog
        .each_check("main", &mut |due| {
            out.push(due);
            Ok(())
        })
        .unwrap();
    out
}

#[test]
fn a_finished_check_replaces_what_was_known_of_damage() {
    let (_folder, catalog) = empty();
    for second in 1..=3 {
        record(&catalog, aip(second), 1, &second.to_string(), &["a"]);
    }
    let due = checks(&catalog);
    assert!(due.len() == 3 && due.is_sorted_by_key(|due| due.aip));
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
    let again = checks(&catalog);
    assert_eq!(again[0].finished.as_deref(), Some("2026-02-01T00:00:00Z"));
    assert_eq!((&again[1].finished, again[1].cursor.as_deref()), (&None, Some("v1")));
    assert_eq!((&again[2].finished, &again[2].cursor), (&None, &None));
    assert_eq!(catalog.open_damage().unwrap(), [damage]);
    catalog.record_checks(&[check(due[0].aip, Some("2026-03-01T00:00:00Z"), None)], &[]).unwrap();
    assert!(catalog.open_damage().unwrap().is_empty());
}

#[test]
fn a_broken_file_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("catalog.sqlite");
    crate::fs::create_durably(&path, &[7; 4096]).unwrap();
    assert!(Catalog::create(&path).unwrap_err().is(&cat::BROKEN));
}

/// What feeds a write, and who is given rows, may use the catalog: nobody waits for ever.
#[test]
fn the_catalog_is_free_while_others_work() {
    let (_folder, catalog) = empty();
    let id = aip(1);
    let paths: Vec<String> = (0..5_000).map(|n| format!("{n:05}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    record(&catalog, id, 1, "Eins", &paths);
    let mut seen = 0;
    catalog
        .files_by_path(id, 1, Area::Original, "", &mut |row| {
            if seen % 2_500 == 0 {
                assert_eq!(catalog.package(id)?.version, 1 + seen / 2_500, "{}", row.path);
                record(&catalog, id, 2 + seen / 2_500, "Mehr", &["a"]);
            }
            seen += 1;
            Ok(())
        })
        .unwrap();
    assert_eq!(seen, 5_000);
    let digest = Hasher::digest(Algorithm::Sha512, b"x");
    let mut out = Reader(&catalog, Vec::new());
    catalog.dump(&mut out).unwrap();
    assert!(out.1.len() > 5_000);
    let fed = |each: &mut dyn FnMut(&StoredContent) -> Result<()>| {
        assert_eq!(catalog.package(id)?.version, 3, "not committed yet");
        each(&StoredContent { ordinal: 0, logical: "x".into(), size: 1, digest })
    };
    let new = NewVersion { content: &fed, ..version(id, 4, "Vier", digest) };
    catalog.record(&[new]).unwrap();
    assert_eq!(catalog.package(id).unwrap().version, 4);
}

/// Reads the catalog whenever something is written to it.
struct Reader<'a>(&'a Catalog, Vec<u8>);

impl std::io::Write for Reader<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        assert_eq!(self.0.summary().unwrap().packages, 1);
        self.1.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn words_are_found_however_they_are_written() {
    let (_folder, catalog) = empty();
    let (one, two) = (aip(1), aip(2));
    record(&catalog, one, 1, "Akte 10.24-1/2026 Große Straße", &["Bäume/Ahörner_10-24.pdf"]);
    record(&catalog, two, 1, "Akte 10.12-24/2026", &["Fu\u{308}rth.txt", "हिन्दी/𖭐.txt"]);
    let found = |words: &str| -> Vec<AipId> {
        catalog.search(words, 10).unwrap().into_iter().map(|row| row.aip).collect()
    };
    for words in [
        "10.24-1/2026",
        "10.24-1/20",
        "grosse strasse",
        "GROẞE",
        "baume",
        "BÄUME",
        "Ba\u{308}ume",
        "baeume ahoerner",
        "Ahörner_10-24.pdf",
        "\"Große Straße\"",
    ] {
        assert_eq!(found(words), [one], "{words}");
    }
    for words in ["10.12", "Fürth", "fuerth.txt", "FURTH", "हिन्दी", "𖭐", "10.12-24/2026"]
    {
        assert_eq!(found(words), [two], "{words}");
    }
    assert_eq!(found("akte 2026 10"), [one, two]);
    assert_eq!(found("STRASSE"), [one, two], "Straßenbau");
    assert_eq!(found("2026-1.24"), [], "words of a term stand in their order");
    assert_eq!(catalog.search("akte", 1).unwrap().len(), 1);
    let many = (0..65).map(|n| n.to_string()).collect::<Vec<_>>();
    assert!(catalog.search(&many.join(" "), 9).unwrap_err().is(&cat::TOO_MANY_WORDS));
    assert!(catalog.search(&many.join("-"), 9).unwrap_err().is(&cat::TOO_MANY_WORDS));
    assert_eq!(found(&many[..64].join("-")), []);
    assert_eq!(found(&many[..64].join(" ")), []);
}

#[test]
fn umlauts_are_found_in_both_spellings() {
    let (_folder, catalog) = empty();
    record(&catalog, aip(1), 1, "Bäume-Kataster", &["Ölmühle/Tür.pdf"]);
    record(&catalog, aip(2), 1, "Baeume-Kataster", &["Oelmuehle/Tuer.pdf"]);
    for words in ["bäume-kataster", "baeume-kataster", "Ölmühle", "oelmuehle", "Tür.pdf"] {
        assert_eq!(catalog.search(words, 9).unwrap().len(), 2, "{words}");
    }
    assert_eq!(catalog.search("baume-kataster", 9).unwrap().len(), 1);
}

proptest::proptest! {
    /// Whatever somebody types, the answer is no error of the database.
    #[test]
    fn no_text_is_a_wrong_search(
        text in "(\\PC|[\"'*()^:+{}~@\u{0}-]| (AND|OR|NOT|NEAR) ){0,40}",
    ) {
        let (_folder, catalog) = empty();
        record(&catalog, aip(1), 1, &text, &[&text]);
        let found = catalog.search(&text, 10).unwrap().len();
        let has_words = text.chars().any(|c| c.is_ascii_alphanumeric());
        proptest::prop_assert!(found == 1 || !has_words, "{text:?}");
    }
}

/// An index made by an earlier version of the program is filled anew when it is migrated.
#[test]
fn a_migrated_catalog_finds_what_a_new_one_finds() {
    let (folder, catalog) = empty();
    record(&catalog, aip(1), 1, "Straße", &["Bäume/a.pdf"]);
    let (id, digest) = (aip(2), Hasher::digest(Algorithm::Sha512, b"x"));
    let description = &[("csv:Archivsignatur".to_owned(), "A 1".to_owned())];
    catalog.record(&[NewVersion { description, ..version(id, 1, "B", digest) }]).unwrap();
    let mut before = Vec::new();
    catalog.dump(&mut before).unwrap();
    catalog.close().unwrap();
    let path = folder.path().join("catalog.sqlite");
    let old = Connection::open(&path).unwrap();
    old.execute_batch(
        "DROP INDEX file_content; DROP TABLE package_words; DROP TABLE file_words;
         CREATE VIRTUAL TABLE package_words USING fts5 (words);
         CREATE VIRTUAL TABLE file_words USING fts5 (words);
         DROP INDEX version_own; DROP TABLE reference_code;
         ALTER TABLE version DROP COLUMN received;
         DROP INDEX file_recognition; DROP TABLE recognised; DROP TABLE recognition;
         ALTER TABLE file DROP COLUMN recognition; ALTER TABLE file DROP COLUMN traits;
         DROP TABLE entry; DROP TABLE indexed;
         DELETE FROM refinery_schema_history WHERE version > 2;",
    )
    .unwrap();
    drop(old);
    let catalog = Catalog::open(&path).unwrap();
    let mut after = Vec::new();
    catalog.dump(&mut after).unwrap();
    assert_eq!(String::from_utf8(after).unwrap(), String::from_utf8(before).unwrap());
    assert_eq!(catalog.search("strasse baeume", 9).unwrap().len(), 1);
    assert_eq!(catalog.with_reference("A 1").unwrap(), [id]);
}

#[test]
fn a_signatur_is_found_wherever_it_is_shown() {
    let (_folder, catalog) = empty();
    let digest = Hasher::digest(Algorithm::Sha512, b"x");
    let id = aip(1);
    for (number, (pairs, shown)) in (1..).zip([
        (vec![("dc:identifier", "A 1"), ("dc:identifier", "A 2")], vec!["A 1", "A 2"]),
        (vec![("dcterms:identifier", "A 1")], vec!["A 1"]),
        (vec![("csv:Archivsignatur", "A 1")], vec!["A 1"]),
        (vec![("csv:Aktenzeichen", "A 1")], vec![]),
        (vec![("ead:reference", "A 1"), ("dc:identifier", "A 2")], vec!["A 1"]),
        (vec![("ead:title", "T"), ("dc:identifier", "A 2")], vec!["A 2"]),
        (
            vec![("unit:level", "file"), ("unit:reference", "A 2"), ("ead:reference", "A 1")],
            vec!["A 2"],
        ),
        (vec![("unit:level", "file"), ("dc:identifier", "A 1")], vec![]),
    ]) {
        let pairs: Vec<(String, String)> =
            pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        let new = NewVersion { description: &pairs, ..version(id, number, "T", digest) };
        catalog.record(&[new]).unwrap();
        for reference in ["A 1", "A 2"] {
            let found = catalog.with_reference(reference).unwrap();
            assert_eq!(found.len(), usize::from(shown.contains(&reference)), "{pairs:?}");
        }
    }
}

#[test]
fn an_index_without_an_entry_is_another_catalog() {
    let (_folder, catalog) = empty();
    record(&catalog, aip(1), 1, "Straße", &["a.pdf", "b.pdf"]);
    let dump = || {
        let mut out = Vec::new();
        catalog.dump(&mut out).unwrap();
        out
    };
    let before = dump();
    let writer = catalog.writer.lock().unwrap();
    writer.execute_batch("DELETE FROM file_words WHERE rowid = 1").unwrap();
    drop(writer);
    assert_ne!(dump(), before);
}

/// What this program never writes is never taken for something it knows.
#[test]
fn unknown_values_are_refused() {
    for (change, table) in [
        ("UPDATE file SET area = 2", "file"),
        ("UPDATE file SET area = -1", "file"),
        ("UPDATE file SET size = -5", "file"),
        ("UPDATE file SET modified = 'gestern'", "file"),
        ("UPDATE file SET digest = x'00'", "file"),
        ("UPDATE file SET path = CAST(x'ff' AS TEXT)", "file"),
        ("UPDATE damage SET state = 'rotten'", "damage"),
        ("UPDATE damage SET files = '[1'", "damage"),
        ("UPDATE version SET bytes = -1", "version"),
    ] {
        let (_folder, catalog) = empty();
        let id = aip(1);
        record(&catalog, id, 1, "Eins", &["a"]);
        let damage = Damage {
            copy: "main".into(),
            aip: None,
            path: "p".into(),
            state: DamageState::Corrupt,
            found: "2026-02-01T00:00:00Z".into(),
            files: vec![],
        };
        catalog.record_checks(&[], &[damage]).unwrap();
        catalog.writer.lock().unwrap().execute_batch(change).unwrap();
        let error = match table {
            "file" => catalog.files_by_path(id, 1, Area::Original, "", &mut |_| Ok(())).err(),
            "damage" => catalog.open_damage().err(),
            _ => catalog.package(id).err(),
        };
        let error = error.unwrap_or_else(|| panic!("{change}: taken for something known"));
        assert!(error.is(&cat::UNKNOWN_VALUE), "{change}: {error}");
    }
}

#[test]
fn a_newer_catalog_is_refused() {
    let (folder, catalog) = empty();
    catalog.close().unwrap();
    let path = folder.path().join("catalog.sqlite");
    let newer = "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) \
                 VALUES (999, 'later', '2030-01-01T00:00:00Z', '1')";
    Connection::open(&path).unwrap().execute_batch(newer).unwrap();
    assert!(Catalog::open(&path).unwrap_err().is(&cat::TOO_NEW));
}

/// Whatever happens to the file, the answer is the right one or a code that names the remedy.
#[test]
fn a_damaged_file_never_answers_wrongly_without_a_word() {
    let (folder, catalog) = empty();
    let paths: Vec<String> = (0..300).map(|n| format!("Ordner {n}/Blatt.pdf")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let id = aip(1);
    record(&catalog, id, 1, "Eins", &paths);
    catalog.close().unwrap();
    let path = folder.path().join("catalog.sqlite");
    let good = crate::fs::read(&path, 64 << 20).unwrap();
    let broken = |bytes: &[u8]| -> Option<Error> {
        crate::fs::replace_durably(&path, bytes).unwrap();
        let outcome = Catalog::open(&path).and_then(|catalog| {
            catalog.list(None, 10)?;
            catalog.search("blatt", 10)?;
            catalog.dump(&mut std::io::sink())?;
            catalog.files_by_path(id, 1, Area::Original, "", &mut |_| Ok(()))
        });
        for suffix in ["-wal", "-shm"] {
            let _ = crate::fs::remove(&folder.path().join(format!("catalog.sqlite{suffix}")));
        }
        outcome.err()
    };
    assert!(broken(&good).is_none());
    let code = |bytes: &[u8]| broken(bytes).map(|error| error.finding().code);
    assert_eq!(code(b""), Some(&cat::LOST));
    assert_eq!(code(b"no database at all"), Some(&cat::BROKEN));
    assert_eq!(code(&vec![0; good.len()]), Some(&cat::BROKEN));
    for length in [1, 99, 100, 4_095, 4_096, good.len() / 2, good.len() - 4_096] {
        let code = code(&good[..length]).unwrap_or_else(|| panic!("cut to {length}: no word"));
        assert!(*code == cat::BROKEN || *code == cat::LOST, "cut to {length}: {}", code.id);
    }
    let mut told = 0;
    for page in 0..good.len() / 4_096 {
        for (from, to) in [(0, 12), (100, 110), (0, 4_096)] {
            let mut bad = good.clone();
            bad[page * 4_096 + from..page * 4_096 + to].iter_mut().for_each(|b| *b ^= 0xA5);
            if let Some(error) = broken(&bad) {
                let codes = [&cat::BROKEN, &cat::UNKNOWN_VALUE, &cat::TOO_NEW];
                assert!(codes.iter().any(|code| error.is(code)), "page {page}, {from}: {error}");
                told += 1;
            }
        }
    }
    assert!(told > good.len() / 4_096, "{told} of the damages were seen");
    crate::fs::remove(&path).unwrap();
    assert!(Catalog::open(&path).unwrap_err().is(&cat::LOST));
    for code in [&cat::BROKEN, &cat::LOST, &cat::UNKNOWN_VALUE] {
        assert!(
            code.hint.en.contains("archive rebuild") && code.hint.de.contains("archive rebuild")
        );
    }
}
