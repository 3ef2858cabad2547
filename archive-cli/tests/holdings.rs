//! What is stored comes out again, byte for byte, and damage does not stay hidden.
#![cfg(feature = "installation")]

mod support;

use archive_core::fs;
use std::collections::BTreeMap;
use std::path::Path;
use support::{Place, Run};

const BAG: &[u8] = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
/// MD5 of the byte `a`.
const MANIFEST: &[u8] = b"0cc175b9c0f1b6a831c399e269772661  data/a.txt\n";

/// An installation with two tenants; the first holds a folder and a bag.
fn archive() -> (Place, String, String) {
    let place = Place::new();
    place.write("in/akte/Bescheid.txt", b"Bescheid");
    place.write("in/akte/Pläne/Größe.txt", "Größe".as_bytes());
    place.write("in/akte/Pläne/leer.txt", b"");
    place.write("in/bag/bagit.txt", BAG);
    place.write("in/bag/manifest-md5.txt", MANIFEST);
    place.write("in/bag/data/a.txt", b"a");
    good(&place.run(&["init", "arc", "--name", "Mitte"]));
    for id in ["chemnitz", "floeha"] {
        good(&place.run(&["tenant", "add", id, "--name", id, "--archive", "arc"]));
    }
    let words = ["ingest", "in/akte", "in/bag", "--archive", "arc", "--tenant", "chemnitz"];
    let run = place.run(&[&words[..], &["--json"]].concat());
    good(&run);
    let ids: Vec<_> = run.of("package").iter().map(|e| text(&e["aip"])).collect();
    (place, ids[0].clone(), ids[1].clone())
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().expect("a text").to_owned()
}

#[track_caller]
fn good(run: &Run) {
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    gather(folder, "", &mut out);
    out
}

fn gather(folder: &Path, prefix: &str, out: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_folder(folder).expect("a folder") {
        let path = folder.join(&entry.name);
        let name = format!("{prefix}{}", entry.name.to_str().expect("a readable name"));
        if path.is_dir() {
            gather(&path, &format!("{name}/"), out);
        } else {
            out.insert(name, fs::read(&path, 1 << 20).expect("a file"));
        }
    }
}

/// Runs an export without a tenant's name and returns the folder it wrote.
fn export(place: &Place, id: &str, to: &str, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let run =
        place.run(&[&["--archive", "arc", "--json", "export", id, "--to", to], more].concat());
    good(&run);
    let events = run.events();
    assert_eq!(events.len(), 2, "{}", run.out);
    assert_eq!((&events[0]["event"], &events[1]["event"]), (&"export".into(), &"summary".into()));
    assert_eq!((&events[0]["aip"], &events[0]["version"]), (&id.into(), &1.into()));
    assert_eq!(events[0]["findings"], serde_json::json!([]));
    files(&place.path(&text(&events[0]["path"])))
}

#[test]
fn a_folder_comes_out_as_it_came_in() {
    let (place, folder, _) = archive();
    let came = files(&place.path("in/akte"));
    assert_eq!(export(&place, &folder, "out", &[]), came);
    let part = export(&place, &folder, "part", &["--path", "Pläne"]);
    assert_eq!(part.keys().collect::<Vec<_>>(), ["Pläne/Größe.txt", "Pläne/leer.txt"]);
    assert_eq!(part["Pläne/Größe.txt"], "Größe".as_bytes());
    let one = export(&place, &folder, "one", &["--path", "Bescheid.txt"]);
    assert_eq!(one, BTreeMap::from([("Bescheid.txt".to_owned(), b"Bescheid".to_vec())]));
}

#[test]
fn bags_and_objects_are_valid_where_they_arrive() {
    let (place, folder, bag) = archive();
    for id in [&folder, &bag] {
        let out = export(&place, id, "bags", &["--as", "bagit"]);
        assert!(out.contains_key("bagit.txt") && out.contains_key("manifest-sha512.txt"));
    }
    let uuid = |id: &str| id.trim_start_matches("urn:uuid:").to_owned();
    let out = files(&place.path(&format!("bags/{}/data", uuid(&folder))));
    assert_eq!(out, files(&place.path("in/akte")));
    good(&place.run(&["check", "bags", "--each"]));
    let object = export(&place, &bag, "objects", &["--as", "ocfl"]);
    assert!(object.values().any(|bytes| bytes == b"a"), "the payload is in the object");
    good(&place.run(&["ocfl", "validate", &format!("objects/{}", uuid(&bag))]));
    let stored = files(&place.path("arc/copies/main"));
    for (name, bytes) in &object {
        assert!(stored.iter().any(|(path, b)| path.ends_with(name) && b == bytes), "{name}");
    }
}

#[test]
fn a_dry_export_says_the_same_and_writes_nothing() {
    let (place, folder, bag) = archive();
    good(&place.run(&["--archive", "arc", "describe", &folder, "--set", "Titel=Akte 7"]));
    let words = ["--archive", "arc", "--json", "export", &folder, &bag, "--to", "out"];
    for form in ["files", "bagit", "ocfl", "eark-aip", "eark-dip"] {
        let dry = place.run(&[&words[..], &["--as", form, "--dry-run"]].concat());
        good(&dry);
        assert!(!place.path("out").exists());
        let real = place.run(&[&words[..], &["--as", form]].concat());
        good(&real);
        for (said, done) in dry.of("export").iter().zip(real.of("export")) {
            for key in ["aip", "version", "path", "files", "bytes"] {
                assert_eq!(said[key], done[key], "{form} {key}");
            }
        }
        fs::remove_tree(&place.path("out")).expect("it can be removed");
    }
}

#[test]
fn what_cannot_be_handed_out_is_said_and_the_rest_goes_on() {
    let (place, folder, _) = archive();
    let unknown = "urn:uuid:0198c2f0-5a3e-7c11-9d2e-4b7f0c1a2b3c";
    let words = ["--archive", "arc", "export", unknown, &folder, "--to", "out"];
    let run = place.run(&[&words[..], &["--json"]].concat());
    assert_eq!(run.code, 3, "{}{}", run.out, run.err);
    let exports = run.of("export");
    assert_eq!((&exports[0]["path"], &exports[0]["version"]), (&().into(), &().into()));
    assert_eq!(exports[0]["findings"].as_array().map(Vec::len), Some(1));
    assert_eq!(exports[1]["files"], 3);
    let german = place.german(&words);
    assert_eq!(german.code, 1, "{}", german.out);
    assert!(german.out.contains("ZUSTAND") && german.out.contains("E-ACC-001"), "{}", german.out);
    assert!(german.out.contains("2 Pakete: 0 ausgegeben, 2 gescheitert"), "{}", german.out);
    let english = place.run(&[&words[..5], &["--to", "neu"]].concat());
    assert_eq!(english.code, 3, "{}", english.out);
    assert!(english.out.contains("2 packages: 1 handed out, 1 failed"), "{}", english.out);
    let bad = place.run(&["--archive", "arc", "export", "akte", "--to", "out"]);
    assert_eq!((bad.code, bad.err.contains("E-CLI-014")), (2, true), "{}", bad.err);
}

#[test]
fn damage_ends_a_run_with_seven_and_stays_open() {
    let (place, folder, _) = archive();
    let of = ["--archive", "arc", "--tenant", "chemnitz"];
    let run = |words: &[&str]| place.run(&[&of[..], words].concat());
    let german = |words: &[&str]| place.german(&[&of[..], words].concat());
    let first = run(&["fixity", "run", "--json"]);
    good(&first);
    let sum = &first.of("summary")[0];
    assert_eq!((&sum["packages"], &sum["corrupt"]), (&3.into(), &0.into()), "with the schemas");
    assert!(sum["files"].as_u64() > Some(0) && sum["bytes"].as_u64() > Some(0), "{sum}");
    good(&run(&["fixity", "status"]));

    let content = files(&place.path("arc/copies/main"));
    let (path, mut bytes) = content
        .into_iter()
        .find(|(path, bytes)| path.contains("/content/") && holds(bytes, b"Bescheid"))
        .expect("the copy holds the file");
    let at = bytes.windows(8).position(|w| w == b"Bescheid").expect("found before");
    bytes[at] ^= 1;
    let full = place.path(&format!("arc/copies/main/{path}"));
    damage(&full, &bytes);

    let bad = run(&["fixity", "run", "--json"]);
    assert_eq!(bad.code, 7, "{}{}", bad.out, bad.err);
    let events = bad.events();
    let damaged = &bad.of("damage")[0];
    assert_eq!((&damaged["state"], &damaged["aip"]), (&"corrupt".into(), &folder.as_str().into()));
    assert_eq!((&damaged["copy"], &damaged["repaired"]), (&"main".into(), &false.into()));
    assert!(path.ends_with(damaged["path"].as_str().expect("a path")), "{damaged} {path}");
    let last = events.last().expect("a summary");
    assert_eq!((&last["event"], &last["corrupt"]), (&"summary".into(), &1.into()));
    assert_eq!(last["exit_code"], 7);
    speaks(&run, &german);
    assert_eq!(run(&["fixity", "history", "--json"]).of("run").len(), 4);
    let one = place.run(&["--archive", "arc", "--json", "fixity", "run", "--id", &folder]);
    assert_eq!((one.code, one.of("summary")[0]["packages"].as_u64()), (7, Some(1)));
}

/// Damage, its state and the runs in both languages.
fn speaks(run: &dyn Fn(&[&str]) -> Run, german: &dyn Fn(&[&str]) -> Run) {
    let words = ["fixity", "run"];
    let (en, de) = (run(&words), german(&words));
    assert_eq!((en.code, de.code), (7, 7), "{}{}", en.err, de.err);
    assert!(en.out.contains("corrupt: main: ") && en.out.contains("1 damaged"), "{}", en.out);
    assert!(de.out.contains("verändert: main: ") && de.out.contains("1 beschädigt"), "{}", de.out);
    let words = ["fixity", "status"];
    let (en, de) = (run(&words), german(&words));
    assert_eq!((en.code, de.code), (7, 7));
    assert!(en.out.contains("OLDEST CHECK") && en.out.contains("corrupt: main"), "{}", en.out);
    assert!(de.out.contains("ÄLTESTE PRÜFUNG") && de.out.contains("verändert"), "{}", de.out);
    let words = ["fixity", "history"];
    let (en, de) = (run(&words), german(&words));
    assert_eq!((en.code, de.code), (0, 0));
    assert!(en.out.starts_with("BEGUN"), "{}", en.out);
    assert!(de.out.starts_with("BEGONNEN"), "{}", de.out);
}

#[test]
fn a_damaged_storage_root_is_damage_and_keeps_nobody_from_looking() {
    let (place, _, _) = archive();
    let run = |words: &[&str]| {
        place.run(&[&["--archive", "arc", "--tenant", "chemnitz", "--json"], words].concat())
    };
    let tenant = place.path("arc/copies/main/chemnitz");
    damage(&tenant.join("holdings/ocfl_layout.json"), b"{");
    fs::remove(&tenant.join("holdings/0=ocfl_1.1")).expect("it is there");
    let checked = run(&["fixity", "run"]);
    assert_eq!(checked.code, 7, "{}{}", checked.out, checked.err);
    let found = checked.of("damage");
    assert!(found.iter().all(|event| event["aip"].is_null()), "{found:?}");
    let said = |path: &str, state: &str| {
        let fits = |event: &serde_json::Value| {
            text(&event["path"]).ends_with(path) && text(&event["state"]) == state
        };
        found.iter().filter(|event| fits(event)).count()
    };
    assert_eq!(said("holdings/0=ocfl_1.1", "missing"), 1, "{found:?}");
    assert_eq!(said("holdings/ocfl_layout.json", "corrupt"), 1, "{found:?}");
    assert_eq!(found.len(), 2, "{found:?}");
    let doctor = run(&["doctor"]);
    assert!(doctor.code == 1 && doctor.out.contains("E-STO-018"), "{}", doctor.out);
    let ingest = run(&["ingest", "in/akte"]);
    assert!(ingest.code == 1 && ingest.err.contains("E-STO-018"), "{}", ingest.err);
    assert_eq!(run(&["list"]).of("package").len(), 2);
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Replaces a stored file by another, as no part of the program would.
fn damage(path: &Path, bytes: &[u8]) {
    fs::remove(path).expect("it can be removed");
    fs::replace_durably(path, bytes).expect("it can be written");
}

#[test]
fn a_copy_that_is_not_there_cannot_be_checked() {
    let (place, _, _) = archive();
    let words = ["--archive", "arc", "--tenant", "chemnitz", "fixity", "run", "--copy", "zweite"];
    let gone = place.run(&words);
    assert_eq!((gone.code, gone.err.contains("E-FIX-016")), (2, true), "{}", gone.err);
}

#[test]
fn a_profile_is_asked_of_what_comes_in() {
    let (place, ..) = archive();
    let profile = br#"{
        "BagIt-Profile-Info": {
            "BagIt-Profile-Identifier": "https://example.org/p.json",
            "Source-Organization": "x", "Version": "1", "External-Description": "x"
        },
        "Manifests-Required": ["sha512"]
    }"#;
    place.write("profile.json", profile);
    place.write("in/other/bagit.txt", BAG);
    place.write("in/other/manifest-md5.txt", MANIFEST);
    place.write("in/other/data/a.txt", b"a");
    place.write("in/other/bag-info.txt", b"Contact-Name: other\n");
    let words = ["ingest", "in/other", "--archive", "arc", "--tenant", "chemnitz", "--json"];
    let refused = place.run(&[&words[..], &["--profile", "profile.json"]].concat());
    assert_eq!((refused.code, text(&refused.of("package")[0]["status"])), (6, "rejected".into()));
    assert!(refused.out.contains("E-BAG-085"), "{}", refused.out);
    good(&place.run(&words));
}
