//! Storage locations on the command line.
#![cfg(feature = "installation")]

mod support;

use archive_core::fs;
use support::{Place, Run};

/// Runs a command on the archive of the place.
fn run(place: &Place, words: &[&str]) -> Run {
    place.run(&[&["--archive", "arc"], words].concat())
}

fn ok(run: &Run) {
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

/// An archive with a tenant and two packages.
fn place() -> Place {
    let place = Place::new();
    place.write("in/a/brief.txt", b"Guten Tag");
    place.write("in/b/brief.txt", b"Guten Morgen");
    ok(&place.run(&["init", "arc", "--name", "Mitte"]));
    ok(&run(&place, &["tenant", "add", "chemnitz", "--name", "Stadt Chemnitz"]));
    ok(&run(&place, &["ingest", "in", "--each"]));
    place
}

#[test]
fn a_copy_is_added_filled_required_and_the_old_one_given_up() {
    let place = place();
    let added = run(&place, &["copies", "add", "zweite=copies/zweite", "--json"]);
    ok(&added);
    let sync = &added.of("sync")[0];
    // The two packages, and that of the schemas.
    assert_eq!((sync["copied"].as_u64(), sync["behind"].as_u64()), (Some(3), Some(0)), "{sync}");
    let list = run(&place, &["copies", "list", "--json"]);
    let second = &list.of("copy")[1];
    assert_eq!(second["required"].as_bool(), Some(true), "{second}");
    ok(&run(&place, &["copies", "add", "zweite=copies/zweite"]));
    let retired = run(&place, &["copies", "retire", "main", "--yes", "--reason", "alt"]);
    ok(&retired);
    ok(&run(&place, &["doctor", "--full"]));
    let text = fs::read(&place.path("arc/archive.toml"), 1 << 20).unwrap();
    assert!(!String::from_utf8(text).unwrap().contains("\"main\""));
    let mark = fs::read(&place.path("arc/copies/main/copy.json"), 1 << 20).unwrap();
    assert!(String::from_utf8(mark).unwrap().contains("\"reason\": \"alt\""));
}

#[test]
fn a_copy_is_not_given_up_without_its_name() {
    let place = place();
    ok(&run(&place, &["copies", "add", "zweite=copies/zweite"]));
    let asked = run(&place, &["copies", "retire", "main"]);
    assert_eq!(asked.code, 2);
    assert!(asked.err.contains("E-CPY-016"), "{}", asked.err);
    assert_eq!(run(&place, &["copies", "retire", "main", "--yes"]).code, 2, "a reason is missing");
    ok(&run(&place, &["copies", "retire", "main", "--dry-run"]));
    ok(&run(&place, &["ingest", "in", "--each"]));
}

#[test]
fn an_optional_copy_that_is_away_is_told_and_caught_up() {
    let place = place();
    ok(&run(&place, &["copies", "add", "zweite=copies/zweite", "--optional"]));
    fs::rename(&place.path("arc/copies/zweite"), &place.path("away")).unwrap();
    place.write("in/c/brief.txt", b"Guten Abend");
    let taken = run(&place, &["ingest", "in/c", "--json"]);
    ok(&taken);
    let package = taken.of("package")[0].clone();
    assert_eq!(package["copies"].as_array().unwrap().len(), 1);
    assert!(package["findings"].to_string().contains("W-CPY-001"), "{package}");
    let sync = run(&place, &["copies", "sync", "zweite"]);
    assert_eq!(sync.code, 5, "{}", sync.err);
    fs::rename(&place.path("away"), &place.path("arc/copies/zweite")).unwrap();
    let list = run(&place, &["copies", "list", "--json"]);
    assert_eq!(list.of("copy")[1]["behind"].as_u64(), Some(1));
    ok(&run(&place, &["copies", "sync"]));
    ok(&run(&place, &["copies", "verify", "zweite"]));
    ok(&run(&place, &["doctor", "--full"]));
}

#[test]
fn a_copy_that_is_taken_away_is_verified_while_it_is_there() {
    let place = place();
    ok(&run(&place, &["copies", "add", "band=copies/band", "--offline"]));
    ok(&run(&place, &["copies", "sync", "band"]));
    let verified = run(&place, &["copies", "verify", "band", "--json"]);
    ok(&verified);
    assert!(verified.of("summary")[0]["packages"].as_u64() > Some(0), "{}", verified.out);
    fs::rename(&place.path("arc/copies/band"), &place.path("away")).unwrap();
    let away = run(&place, &["copies", "verify", "band"]);
    assert_eq!(away.code, 5, "{}", away.err);
}
