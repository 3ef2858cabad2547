//! `archive demo`: every step goes as told, in both languages, and a step that fails is named.
#![cfg(feature = "installation")]

mod support;

use archive_core::fs;
use support::{Place, Run, finish};

/// The steps in their order, by their names for programs.
const STEPS: [&str; 17] = [
    "samples",
    "installation",
    "tenants",
    "ingest",
    "ingest",
    "ingest",
    "ingest",
    "ingest",
    "rejection",
    "duplicate",
    "search",
    "export",
    "damage",
    "damaged check",
    "rebuild",
    "restoration",
    "clean check",
];

/// The numbers before the told steps.
fn numbers(run: &Run) -> Vec<usize> {
    let number = |line: &str| line.split_once(". ")?.0.trim().parse().ok();
    run.out.lines().filter_map(number).collect()
}

#[track_caller]
fn assert_told(run: &Run, sentences: &[&str]) {
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert_eq!(numbers(run), (1..=STEPS.len()).collect::<Vec<_>>(), "{}", run.out);
    for sentence in sentences {
        assert!(run.out.contains(sentence), "{sentence}: {}", run.out);
    }
}

#[test]
fn the_demonstration_is_told_in_english_and_stays_where_it_was_wanted() {
    let place = Place::new();
    let run = place.run(&["demo", "tour"]);
    let sentences = [
        "(bagit, files: 14)",
        "(folder, files: 300)",
        "(file, files: 1)",
        "Rejected samples-bad/abgabe: E-BAG-012",
        "as a duplicate of urn:uuid:",
        "found one damaged: E-FIX-001",
        "the same to the last character",
        "repair from the good copy and the ledger are not part of this build yet",
        "no damage.",
        "      archive ingest samples/council-minutes.zip --tenant chemnitz\n",
    ];
    assert_told(&run, &sentences);
    assert!(fs::exists(&place.path("tour/archive.toml")));
    let status = place.run(&["--archive", "tour", "fixity", "status", "--tenant", "chemnitz"]);
    assert_eq!(status.code, 0, "{}{}", status.out, status.err);
}

#[test]
fn the_demonstration_is_told_in_german_and_leaves_no_temporary_folder() {
    let place = Place::new();
    fs::create_folder(&place.path("tmp")).unwrap();
    let mut command = place.command(&["demo"]);
    let run = finish(command.env("LANG", "de_DE.UTF-8").env("TMPDIR", place.path("tmp")));
    let sentences = [
        "Mandanten sind angelegt",
        "(folder, Dateien: 300)",
        "zurückgewiesen: E-BAG-012",
        "als Dublette von urn:uuid:",
        "eine beschädigte gefunden: E-FIX-001",
        "gleich bis aufs letzte Zeichen",
        "gehören noch nicht zu dieser Fassung",
        "kein Schaden.",
        "ist entfernt",
    ];
    assert_told(&run, &sentences);
    assert!(fs::read_folder(&place.path("tmp")).unwrap().is_empty());
}

#[test]
fn programs_get_the_same_steps() {
    let place = Place::new();
    let run = place.german(&["demo", "tour", "--json"]);
    let steps: Vec<_> = run.of("step").iter().map(|e| e["step"].clone()).collect();
    assert_eq!(steps, STEPS);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn a_folder_with_something_in_it_is_refused_and_untouched() {
    let place = Place::new();
    place.write("tour/notes.txt", b"mine");
    let run = place.run(&["demo", "tour"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("error[E-CLI-030]"), "{}", run.err);
    assert_eq!(fs::read_folder(&place.path("tour")).unwrap().len(), 1);
}

/// A path so long that the folder itself can be made, and nothing of use in it.
fn too_deep(place: &Place) -> String {
    let here = fs::canonical(&place.path("")).expect("the place is there");
    let room = 4_060 - here.as_os_str().len();
    let full = format!("{}/", "d".repeat(199)).repeat(room / 200);
    format!("{full}{}", "e".repeat(room % 200 + 1))
}

#[test]
#[cfg(target_os = "linux")]
fn a_step_that_fails_is_named_and_ends_the_run() {
    let place = Place::new();
    let run = place.german(&["demo", &too_deep(&place)]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    let named = "Fehler[E-CLI-031]: Schritt 1 der Vorführung (Beispiele) ist gescheitert: [E-SYS-";
    assert!(run.err.contains(named), "{}", run.err);
    assert_eq!(run.out, "");
}
