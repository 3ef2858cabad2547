//! Repairing on the command line.
#![cfg(feature = "installation")]

mod support;

use archive_core::fs;
use support::{Place, Run};

fn run(place: &Place, words: &[&str]) -> Run {
    place.run(&[&["--archive", "arc"], words].concat())
}

/// An archive with two copies, and the id of its package.
fn archive() -> (Place, String) {
    let place = Place::new();
    place.write("in/brief.txt", b"Guten Tag");
    let (a, b) = ("a=copies/a", "b=copies/b");
    assert_eq!(place.run(&["init", "arc", "--copy", a, "--copy", b]).code, 0);
    assert_eq!(run(&place, &["tenant", "add", "chemnitz", "--name", "Chemnitz"]).code, 0);
    let taken = run(&place, &["ingest", "in", "--json"]);
    let aip = taken.of("package")[0]["aip"].as_str().expect("an id").to_owned();
    (place, aip)
}

/// Damages the content file of a package on a copy.
fn damage(place: &Place, aip: &str, copy: &str) {
    let shown = run(place, &["export", aip, "--to", "out", "--as", "ocfl"]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    let holdings = place.path(&format!("arc/copies/{copy}/chemnitz/holdings"));
    let file = find(&holdings, b"Guten Tag").expect("the letter lies there");
    fs::invert_byte(&file, 3).expect("it can be written");
    fs::remove_tree(&place.path("out")).expect("it can be removed");
}

/// The file with this content below a folder.
fn find(folder: &std::path::Path, content: &[u8]) -> Option<std::path::PathBuf> {
    fs::read_folder(folder).expect("a folder").into_iter().find_map(|entry| {
        let path = folder.join(&entry.name);
        if fs::is_folder(&path) {
            return find(&path, content);
        }
        (fs::read(&path, 1 << 20).expect("a file") == content).then_some(path)
    })
}

#[test]
fn a_check_repairs_from_the_other_copy_when_it_is_asked_to() {
    let (place, aip) = archive();
    damage(&place, &aip, "a");
    let found = run(&place, &["fixity", "run", "--json"]);
    assert_eq!((found.code, found.of("damage")[0]["repaired"].as_bool()), (7, Some(false)));
    let mended = run(&place, &["fixity", "run", "--repair", "--json"]);
    assert_eq!(mended.code, 0, "{}{}", mended.out, mended.err);
    assert_eq!(mended.of("damage")[0]["repaired"].as_bool(), Some(true));
    assert_eq!(mended.of("summary")[0]["repaired"].as_u64(), Some(1));
    assert_eq!(run(&place, &["doctor", "--full"]).code, 0);
    let kept = run(&place, &["evidence", "list", "--json"]);
    assert_eq!(kept.of("evidence").len(), 1);
}

#[test]
fn one_package_is_looked_at_and_repaired() {
    let (place, aip) = archive();
    damage(&place, &aip, "b");
    let would = run(&place, &["repair", &aip, "--dry-run", "--json"]);
    assert_eq!(would.code, 7, "{}", would.out);
    let repair = &would.of("repair")[0];
    assert_eq!(
        (repair["outcome"].as_str(), repair["source"].as_str()),
        (Some("repaired"), Some("a"))
    );
    assert_eq!(run(&place, &["repair", &aip]).code, 0);
    assert_eq!(run(&place, &["doctor", "--full"]).code, 0);
}

#[test]
fn what_both_copies_have_lost_is_said() {
    let (place, aip) = archive();
    damage(&place, &aip, "a");
    damage(&place, &aip, "b");
    let left = run(&place, &["repair", &aip]);
    assert_eq!((left.code, left.err.contains("E-FIX-020")), (7, true), "{}", left.err);
}
