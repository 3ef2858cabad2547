//! The day on which the machine is gone: an installation comes back from one of its copies.
#![cfg(feature = "installation")]
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod support;

use archive_core::archive::Archive;
use archive_core::clock::Clock;
use archive_core::fs;
use std::collections::BTreeMap;
use support::{Place, Run};

const TENANTS: [&str; 2] = ["chemnitz", "floeha"];

/// An installation with a copy inside it and one far away, holdings of two tenants in several
/// versions, checks that found damage, and settings of its own.
fn lived_in(place: &Place) {
    let far = format!("far=file://{}", place.path("far").display());
    ok(&place.run(&[
        "init",
        "arc",
        "--name",
        "Mitte",
        "--copy",
        "near=copies/near",
        "--copy",
        &far,
    ]));
    let text = String::from_utf8(fs::read(&place.path("arc/archive.toml"), 1 << 20).unwrap());
    let text = text.unwrap().replace("#entries = 10000000", "entries = 9999");
    let text = text.replace("bundle = true", "bundle = false").replace("\"90d\"", "\"45d\"");
    place.write("arc/archive.toml", text.replace("#chemnitz", "chemnitz").as_bytes());
    run(place, &["tenant", "add", "chemnitz", "--name", "Stadt Chemnitz", "--isil", "DE-Ch3"]);
    run(place, &["tenant", "add", "floeha", "--name", "Stadt Flöha"]);
    for n in 0..5 {
        place.write(&format!("in/akte-{n}/Bescheid {n}.txt"), format!("Bescheid {n}").as_bytes());
        place.write(&format!("in/akte-{n}/Anlage/ä{n}.txt"), b"Anlage");
    }
    place.write("in/metadata.csv", b"filename,title\nakte-1,Bauakte\n");
    run(place, &["ingest", "in", "--each", "--tenant", "chemnitz"]);
    run(place, &["ingest", "in/akte-0", "in/akte-1", "--tenant", "floeha"]);
    let listed = run(place, &["list", "--tenant", "chemnitz", "--json"]).of("package");
    let aip = listed[0]["aip"].as_str().unwrap();
    place.write("in/akte-0/Nachtrag.txt", b"Nachtrag");
    run(place, &["ingest", "in/akte-0", "--as-version-of", aip, "--tenant", "chemnitz"]);
    run(place, &["fixity", "run", "--tenant", "chemnitz"]);
    run(place, &["fixity", "run", "--tenant", "floeha", "--copy", "far"]);
    place.write("far/chemnitz/holdings/fremd.txt", b"nobody put this here");
    let found = place.run(&["--archive", "arc", "fixity", "run", "--tenant", "chemnitz"]);
    assert_eq!(found.code, 7, "{}", found.err);
}

#[track_caller]
fn ok(run: &Run) {
    assert_eq!(run.code, 0, "{}", run.err);
}

#[track_caller]
fn run(place: &Place, words: &[&str]) -> Run {
    let run = place.run(&[&["--archive", "arc"], words].concat());
    ok(&run);
    run
}

/// Everything that can be asked for, by question.
fn known(place: &Place) -> BTreeMap<String, String> {
    let archive = Archive::open(&place.path("arc"), Clock::System).unwrap();
    let mut out = BTreeMap::new();
    for id in TENANTS {
        let mut dump = Vec::new();
        archive.tenant(&id.parse().unwrap()).unwrap().catalog().dump(&mut dump).unwrap();
        out.insert(format!("dump {id}"), String::from_utf8(dump).unwrap());
        for words in [&["fixity", "history", "--json"][..], &["list", "--json"]] {
            let said = run(place, &[words, &["--tenant", id]].concat()).out;
            assert!(said.lines().count() >= 1, "{words:?} says nothing");
            out.insert(format!("{id} {words:?}"), said);
        }
    }
    out.insert("tenants".into(), run(place, &["tenant", "list", "--json"]).out);
    out
}

#[test]
fn one_copy_brings_the_whole_installation_back() {
    let place = Place::new();
    lived_in(&place);
    let before = known(&place);
    let settings = |place: &Place| {
        let all = run(place, &["config", "show", "--json"]).out;
        all.lines().filter(|line| !line.contains("copies.")).collect::<Vec<_>>().join("\n")
    };
    let set = settings(&place);
    assert!(set.contains("9999") && set.contains("45d") && set.contains("30d"), "{set}");
    fs::remove_tree(&place.path("arc")).unwrap();

    let far = format!("far=file://{}", place.path("far").display());
    let dry = place.run(&["init", "arc", "--from-copy", &far, "--dry-run", "--json"]);
    ok(&dry);
    assert!(!fs::exists(&place.path("arc")), "a dry run made something");
    let back = place.run(&["init", "arc", "--from-copy", &far, "--json"]);
    ok(&back);
    let installation = &back.of("installation")[0];
    assert_eq!(installation["name"], "Mitte");
    assert_eq!(installation["missing"][0]["name"], "near");
    assert_eq!(installation["missing"], dry.of("installation")[0]["missing"]);
    assert!(back.err.contains("W-ARC-023") && back.err.contains("copies/near"), "{}", back.err);
    assert_eq!(back.of("rebuilt").len(), 2);
    assert_eq!(back.of("rebuilt")[0]["packages"], 6, "with the schemas");

    assert_eq!(known(&place), before);
    assert_eq!(settings(&place), set);
    let toml = fs::read(&place.path("arc/archive.toml"), 1 << 20).unwrap();
    assert!(String::from_utf8(toml).unwrap().contains("#name = \"near\"\n#url = \"copies/near\""));
    let again = run(&place, &["ingest", "in/akte-2", "--tenant", "chemnitz", "--json"]);
    assert_eq!(again.of("package")[0]["status"], "duplicate");
}

#[test]
fn copies_that_are_still_there_come_back_with_it() {
    let place = Place::new();
    lived_in(&place);
    let before = known(&place);
    for gone in ["arc/state", "arc/archive.toml"] {
        let path = place.path(gone);
        if fs::is_folder(&path) { fs::remove_tree(&path) } else { fs::remove(&path) }.unwrap();
    }
    let far = format!("far=file://{}", place.path("far").display());
    let words = ["init", "arc", "--from-copy", "near=copies/near", "--copy", &far, "--json"];
    let back = place.run(&words);
    ok(&back);
    assert_eq!(back.of("installation")[0]["missing"].as_array().unwrap().len(), 0, "{}", back.out);
    assert_eq!(known(&place), before);
    assert_eq!(place.run(&words).code, 2, "a second time it is there already");
}

#[test]
fn an_interrupted_return_can_be_repeated() {
    let place = Place::new();
    lived_in(&place);
    let before = known(&place);
    fs::remove(&place.path("arc/archive.toml")).unwrap();
    let exchanging = "arc/state/tenants/chemnitz/catalog.exchanging";
    place.write(exchanging, b"");
    place.write("arc/state/tenants/chemnitz/catalog.rebuilt.sqlite", b"half a database");
    place.write("arc/state/tenants/chemnitz/catalog.sqlite", b"half a database");
    let far = format!("far=file://{}", place.path("far").display());
    ok(&place.run(&["init", "arc", "--from-copy", &far, "--copy", "near=copies/near"]));
    assert!(!fs::exists(&place.path(exchanging)));
    assert_eq!(known(&place), before);
}

#[test]
fn a_copy_without_its_configuration_still_brings_everything_else_back() {
    let place = Place::new();
    lived_in(&place);
    let before = known(&place);
    fs::remove_tree(&place.path("arc")).unwrap();
    place.write("far/archive.toml", b"[archive]\nname = ");
    let far = format!("far=file://{}", place.path("far").display());
    let back = place.run(&["init", "arc", "--from-copy", &far, "--json"]);
    ok(&back);
    assert!(back.err.contains("W-ARC-024"), "{}", back.err);
    let missing = &back.of("installation")[0]["missing"];
    assert_eq!(missing[0]["name"], "near", "receipts name it");
    assert!(missing[0]["url"].is_null());
    assert_eq!(known(&place), before);
}

#[test]
fn what_is_no_such_copy_is_refused() {
    let place = Place::new();
    ok(&place.run(&["init", "arc", "--copy", "near=copies/near"]));
    ok(&place.run(&["init", "other", "--copy", "foreign=copies/near"]));
    place.write("nothing/file.txt", b"no copy");
    let at = |name: &str, inside: &str| format!("{name}=file://{}", place.path(inside).display());
    let (near, foreign) = (at("near", "arc/copies/near"), at("foreign", "other/copies/near"));
    for (from, other, code) in [
        (at("near", "nothing"), None, "E-STO-015"),
        (at("far", "arc/copies/near"), None, "E-STO-019"),
        (near.clone(), Some(&foreign), "E-STO-016"),
    ] {
        let mut words = vec!["init", "new", "--from-copy", &from];
        words.extend(other.iter().flat_map(|other| ["--copy", other.as_str()]));
        let refused = place.run(&words);
        assert!(refused.err.contains(code), "{from}: {}", refused.err);
        assert_eq!(refused.code, 1, "{}", refused.err);
        assert!(!fs::exists(&place.path("new/archive.toml")), "{from}");
    }
    assert_eq!(place.run(&["init", "arc", "--from-copy", &near]).code, 2);
    let named = place.run(&["init", "new", "--from-copy", &near, "--name", "Anders"]);
    assert_eq!(named.code, 2, "the name comes from the copy");
}

#[test]
fn a_lost_index_of_tenants_is_made_anew() {
    const INDEX: &str = "arc/state/installation.sqlite";
    let place = Place::new();
    lived_in(&place);
    let before = known(&place);
    let losses: [(&str, &dyn Fn()); 3] = [
        ("E-CAT-006", &|| fs::remove(&place.path(INDEX)).unwrap()),
        ("E-CAT-006", &|| place.write(INDEX, b"")),
        ("E-CAT-001", &|| place.write(INDEX, &[0x5A; 9_000])),
    ];
    for (code, lose) in losses {
        lose();
        let found = place.run(&["--archive", "arc", "tenant", "list"]);
        assert!((found.code, found.err.contains(code)) == (1, true), "{}", found.err);
        run(&place, &["rebuild"]);
        assert_eq!(known(&place), before);
    }
}

#[test]
fn a_rebuild_without_its_copy_changes_nothing_and_a_lost_tenant_is_damage() {
    let place = Place::new();
    lived_in(&place);
    let before = known(&place);
    fs::remove(&place.path("arc/state/installation.sqlite")).unwrap();
    let archive = |words: &[&str]| place.run(&[&["--archive", "arc"], words].concat());
    assert_eq!(archive(&["rebuild", "--from-copy", "nope"]).code, 2);
    assert!(archive(&["tenant", "list"]).err.contains("E-CAT-006"));
    assert_eq!(archive(&["rebuild", "--tenant", "unknown"]).code, 1);
    assert_eq!(known(&place), before);
    fs::rename(&place.path("arc/copies/near/floeha"), &place.path("floeha")).unwrap();
    for words in [&["rebuild", "--dry-run"][..], &["rebuild"], &["rebuild", "--tenant", "floeha"]] {
        let found = archive(words);
        assert!((found.code, found.err.contains("E-ARC-047")) == (7, true), "{}", found.err);
    }
    fs::rename(&place.path("floeha"), &place.path("arc/copies/near/floeha")).unwrap();
    assert_eq!(known(&place), before);
}

#[test]
fn the_doctor_tells_of_a_lost_catalog_and_looks_at_the_other_tenants() {
    let place = Place::new();
    lived_in(&place);
    fs::remove(&place.path("arc/state/tenants/chemnitz/catalog.sqlite")).unwrap();
    fs::remove(&place.path("arc/state/tenants/floeha/catalog.sqlite")).unwrap();
    let found = place.run(&["--archive", "arc", "doctor"]);
    assert_eq!((found.code, found.out.matches("E-CAT-006").count()), (1, 2), "{}", found.out);
}
