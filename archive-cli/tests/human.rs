//! What people read, in both languages: a changed sentence is a reviewed change.
#![cfg(feature = "installation")]

mod support;

use support::{Place, Run};

fn packages(place: &Place) {
    place.write("in/akte/Bescheid.txt", b"Bescheid");
    place.write("in/notiz.txt", "Größe".as_bytes());
    place.write("in/metadata.csv", b"filename,title\nakte,Bauakte\n");
    place.write("in/bag/bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    place.write("in/bag/manifest-md5.txt", b"00000000000000000000000000000000  data/a\n");
    place.write("in/bag/data/a", b"a");
}

/// Both streams and the exit code, one below the other.
fn shown(place: &Place, run: &Run) -> String {
    let (out, err) = (place.steady(&run.out), place.steady(&run.err));
    format!("{out}--- on standard error\n{err}--- exit code {}\n", run.code)
}

/// The output of a command in English and German.
fn both(place: &Place, words: &[&str]) -> String {
    let (english, german) = (place.run(words), place.german(words));
    format!("{}\n{}", shown(place, &english), shown(place, &german))
}

/// A command line and what came of it.
fn said(words: &[&str], answer: &str) -> String {
    format!("$ archive {}\n{answer}\n", words.join(" "))
}

#[test]
fn check_shows_packages_and_what_is_wrong_with_them() {
    let place = Place::new();
    packages(&place);
    insta::assert_snapshot!(both(&place, &["check", "in", "--each", "--no-progress"]));
}

#[test]
fn check_is_quiet_about_what_is_good() {
    let place = Place::new();
    packages(&place);
    let run = place.run(&["check", "-q", "in/akte", "in/notiz.txt"]);
    assert_eq!((run.code, &*run.out, &*run.err), (0, "", ""));
    let run = place.run(&["check", "-q", "in", "--each"]);
    assert!(run.out.starts_with("invalid") && run.out.contains("error[E-BAG-012]"), "{}", run.out);
    assert_eq!((run.code, &*run.err), (3, ""));
}

#[test]
fn ocfl_validate_names_the_codes_of_the_specification() {
    let place = Place::new();
    place.write("object/0=ocfl_object_1.1", b"ocfl_object_1.1\n");
    place.write("object/inventory.json", b"{}");
    insta::assert_snapshot!(both(&place, &["ocfl", "validate", "object"]));
}

#[test]
fn an_installation_is_made_and_shown() {
    let place = Place::new();
    packages(&place);
    let mut text = String::new();
    let runs: [&[&str]; 9] = [
        &["list"],
        &["init", "arc", "--dry-run"],
        &["init", "arc", "--name", "Mitte"],
        &["init", "arc"],
        &["--archive", "arc", "list"],
        &["--archive", "arc", "tenant", "add", "Chemnitz", "--name", "x"],
        &["--archive", "arc", "tenant", "add", "chemnitz", "--name", "Stadt", "--isil", "DE-Ch3"],
        &["--archive", "arc", "tenant", "list"],
        &["--archive", "arc", "tenant", "show"],
    ];
    for words in runs {
        let run = place.run(words);
        text.push_str(&said(words, &shown(&place, &run)));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn wrong_use_is_explained() {
    let place = Place::new();
    let mut text = String::new();
    let uses: [&[&str]; 11] = [
        &["chekc"],
        &["check"],
        &["check", "--jsno", "x"],
        &["check", "--jobs", "many", "x"],
        &["check", "--jobs"],
        &["check", "--each", "--from-file", "x"],
        &["check", "--only", "failed", "x"],
        &["tenant"],
        &["explain", "E-XYZ-001"],
        &["show", "akte.zip"],
        &["fixity", "run", "--budget", "much"],
    ];
    for words in uses {
        text.push_str(&said(words, &both(&place, words)));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn help_is_in_both_languages() {
    let place = Place::new();
    for words in [&["--help"][..], &["help", "check"], &["fixity", "run", "-h"]] {
        let name = words.join("_").replace('-', "");
        insta::assert_snapshot!(format!("help_{name}"), both(&place, words));
    }
}

#[test]
fn a_code_is_explained() {
    let place = Place::new();
    insta::assert_snapshot!(both(&place, &["explain", "e-bag-012"]));
}
