//! `archive rebuild` and `archive init --from-copy` on a copy that is damaged.
#![cfg(feature = "installation")]
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod support;

use archive_core::fs;
use std::path::Path;
use support::{Place, Run};

fn run(place: &Place, words: &[&str]) -> Run {
    place.run(&[&["--archive", "arc", "--lang", "en"], words].concat())
}

fn stored(place: &Place, name: &str) -> String {
    place.write(&format!("in/{name}/a.txt"), name.as_bytes());
    let done = run(place, &["ingest", &format!("in/{name}"), "--json"]);
    assert_eq!(done.code, 0, "{}", done.err);
    done.of("package")[0]["aip"].as_str().unwrap().to_owned()
}

/// Two packages, and an archive with one copy.
fn lived_in() -> (Place, Vec<String>) {
    let place = Place::new();
    assert_eq!(place.run(&["init", "arc"]).code, 0);
    assert_eq!(run(&place, &["tenant", "add", "chemnitz", "--name", "Chemnitz"]).code, 0);
    let aips = ["eins", "zwei"].map(|name| stored(&place, name)).to_vec();
    (place, aips)
}

/// Every `inventory.json` of the newest package, taken away.
fn without_inventory(place: &Place, aip: &str) {
    let mut found = 0;
    let mut folders = vec![place.path("arc/copies/main/chemnitz/holdings")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_folder(&folder).unwrap() {
            let path = folder.join(entry.name);
            if fs::is_folder(&path) {
                folders.push(path);
            } else if path.ends_with("inventory.json") && holds(&path, aip) {
                fs::remove(&path).unwrap();
                found += 1;
            }
        }
    }
    assert_eq!(found, 2);
}

fn holds(path: &Path, text: &str) -> bool {
    String::from_utf8(fs::read(path, 1 << 20).unwrap()).unwrap().contains(text)
}

fn listed(place: &Place) -> usize {
    run(place, &["list", "--json"]).of("package").len()
}

#[test]
fn a_damaged_copy_does_not_push_the_catalog_aside() {
    let (place, aips) = lived_in();
    assert_eq!(run(&place, &["rebuild"]).code, 0);
    without_inventory(&place, &aips[1]);
    for (words, exchanged, left) in [
        (&["rebuild", "--dry-run", "--json"][..], false, 2),
        (&["rebuild", "--json"], false, 2),
        (&["rebuild", "--despite-damage", "--dry-run", "--json"], true, 2),
        (&["rebuild", "--despite-damage", "--json"], true, 1),
    ] {
        let said = run(&place, words);
        assert_eq!(said.code, 7, "{words:?}: {}", said.err);
        let rebuilt = &said.of("rebuilt")[0];
        assert_eq!(rebuilt["exchanged"], exchanged, "{words:?}");
        assert_eq!(rebuilt["packages"], 2, "one, and the schemas");
        assert!(said.err.contains("E-ARC-043") && said.err.contains(&aips[1]), "{}", said.err);
        assert_eq!(said.err.contains("E-ARC-045"), !exchanged, "{}", said.err);
        assert_eq!(listed(&place), left, "{words:?}");
    }
    let human = run(&place, &["rebuild"]);
    assert!(human.out.contains("the catalog was left as it is"), "{}", human.out);
}

#[test]
fn a_lost_catalog_comes_back_from_a_damaged_copy_and_says_so() {
    let (place, aips) = lived_in();
    without_inventory(&place, &aips[0]);
    fs::remove_tree(&place.path("arc/state/tenants/chemnitz")).unwrap();
    let said = run(&place, &["rebuild", "--json"]);
    assert_eq!((said.code, &said.of("rebuilt")[0]["exchanged"]), (7, &true.into()));
    assert_eq!(listed(&place), 1);
}

#[test]
fn an_archive_comes_back_from_a_damaged_copy_and_says_so() {
    let (place, aips) = lived_in();
    without_inventory(&place, &aips[0]);
    fs::rename(&place.path("arc/copies/main"), &place.path("saved")).unwrap();
    fs::remove_tree(&place.path("arc")).unwrap();
    let from = format!("main=file://{}", place.path("saved").display());
    let dry = place.run(&["init", "arc", "--from-copy", &from, "--dry-run", "--json"]);
    assert_eq!((dry.code, fs::exists(&place.path("arc"))), (7, false), "{}", dry.err);
    let back = place.run(&["init", "arc", "--from-copy", &from, "--json"]);
    assert_eq!(back.code, 7, "{}", back.err);
    for said in [&dry, &back] {
        assert!(said.err.contains("E-ARC-043") && said.err.contains(&aips[0]), "{}", said.err);
        assert_eq!(said.of("rebuilt")[0]["packages"], 2, "one, and the schemas");
    }
    assert_eq!(listed(&place), 1);
}
