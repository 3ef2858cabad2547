//! Lines and places: what holds for every file, whatever its language.

use crate::assert_none;
use crate::repository::{File, files, files_ending, root};
use archive_core::fs;

/// Widest line, in characters.
const WIDEST: usize = 100;

/// Places of one machine. A project that names them works on that machine only.
const MACHINE_PATHS: [&str; 2] = [concat!("/wo", "rk/"), concat!("/ro", "ot/")];

/// Prose may be wide; lock files and generated pages are nobody's handwriting.
fn is_measured(file: &File) -> bool {
    let shell = file.text.starts_with("#!");
    let known = ["rs", "sh", "toml", "py", "bats", "yml", "yaml", "sql"].iter().any(|e| file.is(e));
    known || shell || file.name == "Makefile"
}

#[test]
fn no_line_is_wider_than_a_hundred_columns() {
    let mut broken = Vec::new();
    for file in files().iter().filter(|file| is_measured(file)) {
        for (number, line) in file.text.lines().enumerate() {
            let width = line.chars().count();
            if width > WIDEST {
                broken.push(format!("{}:{}: {width} columns", file.name, number + 1));
            }
        }
    }
    assert_none("a line has at most 100 columns", &broken);
}

#[test]
fn text_ends_well() {
    let mut broken = Vec::new();
    for file in files().iter().filter(|file| is_measured(file) || file.is("md")) {
        if !file.text.is_empty() && !file.text.ends_with('\n') {
            broken.push(format!("{}: no line feed at the end", file.name));
        }
        for (number, line) in file.text.lines().enumerate() {
            if line.ends_with([' ', '\t', '\r']) {
                broken.push(format!("{}:{}: blank at the end", file.name, number + 1));
            }
        }
    }
    assert_none("lines end with a letter, files with a line feed", &broken);
}

#[test]
fn no_file_names_a_place_of_one_machine() {
    let mut broken = Vec::new();
    for file in files() {
        for (number, line) in file.text.lines().enumerate() {
            for path in MACHINE_PATHS.iter().filter(|path| names_place(line, path)) {
                broken.push(format!("{}:{}: {path}", file.name, number + 1));
            }
        }
    }
    assert_none("no file names a place of one machine", &broken);
}

/// Whether the path stands in the line as an absolute path, and not as the middle of another.
fn names_place(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !(c.is_alphanumeric() || "_-.~}$*".contains(c)))
    })
}

#[test]
fn places_are_told_from_middles() {
    let home = MACHINE_PATHS[1];
    assert!(names_place(&format!("see `{home}x`"), home));
    assert!(!names_place(&format!("https://example.org{home}x"), home));
}

#[test]
fn every_crate_takes_licence_and_lints_from_the_workspace() {
    let mut broken = Vec::new();
    let manifests: Vec<_> = files_ending("toml")
        .into_iter()
        .filter(|file| file.name.ends_with("/Cargo.toml") && file.text.contains("[package]"))
        .collect();
    assert!(manifests.len() >= 4, "the crates of the workspace were not found");
    for file in &manifests {
        for line in ["license.workspace = true", "[lints]\nworkspace = true"] {
            if !file.text.contains(line) {
                broken.push(format!("{}: lacks `{}`", file.name, line.replace('\n', " ")));
            }
        }
    }
    let top = fs::read(&root().join("Cargo.toml"), 1 << 20).expect("the workspace has a manifest");
    let top = String::from_utf8(top).expect("UTF-8");
    assert!(top.contains("license = \"EUPL-1.2\""), "the licence is named by its SPDX id");
    assert_none("every crate takes licence and lints from the workspace", &broken);
}
