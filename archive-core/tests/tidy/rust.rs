//! Manners of Rust sources.

use crate::assert_none;
use crate::mask::code_only;
use crate::repository::files_ending;

/// Words that mean "not finished"; lint knows some of them, this test knows all crates.
const UNFINISHED: [&str; 3] = ["todo!", "unimplemented!", "dbg!"];

#[test]
fn every_source_says_what_it_is_for() {
    let sources = files_ending("rs");
    let silent: Vec<_> = sources
        .iter()
        .filter(|file| !file.text.starts_with("//! "))
        .map(|file| format!("{}: opens without `//! `", file.name))
        .collect();
    assert_none("every source file opens with what it is for", &silent);
}

#[test]
fn nothing_is_left_for_later() {
    let mut broken = Vec::new();
    for file in files_ending("rs") {
        for (number, line) in code_only(&file.text).lines().enumerate() {
            for word in UNFINISHED.iter().filter(|word| line.contains(*word)) {
                broken.push(format!("{}:{}: {word}", file.name, number + 1));
            }
        }
    }
    assert_none("nothing is left for later", &broken);
}

/// Attributes that switch something off, and what they must say.
const NEEDS_REASON: [(&str, &str); 6] = [
    ("#[allow(", "reason"),
    ("#![allow(", "reason"),
    ("#[expect(", "reason"),
    ("#![expect(", "reason"),
    ("#[ignore]", "= \"why\""),
    ("#[should_panic]", "(expected = …)"),
];

/// Where an exception is made without a reason: line and attribute.
fn unexplained(source: &str) -> Vec<(usize, &'static str)> {
    let code = code_only(source);
    let lines: Vec<_> = code.lines().collect();
    let mut out = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        for (attribute, needed) in NEEDS_REASON {
            let Some(at) = line.find(attribute) else { continue };
            let rest = [&line[at..], &lines[number + 1..].join(" ")].join(" ");
            let whole = rest.split(")]").next().unwrap_or_default();
            if attribute.ends_with(']') || !whole.contains(needed) {
                out.push((number + 1, attribute));
            }
        }
    }
    out
}

#[test]
fn exceptions_give_their_reason() {
    let mut broken = Vec::new();
    for file in files_ending("rs") {
        for (line, attribute) in unexplained(&file.text) {
            broken.push(format!("{}:{line}: {attribute} without a reason", file.name));
        }
    }
    assert_none("an exception from a rule gives its reason", &broken);
}

#[test]
fn the_check_for_reasons_works() {
    assert_eq!(unexplained("#[allow(dead_code)]\nfn f() {}"), [(1, "#[allow(")]);
    assert_eq!(unexplained("#[test]\n#[ignore]\nfn f() {}"), [(2, "#[ignore]")]);
    assert!(unexplained("#[allow(\n    dead_code,\n    reason = \"x\"\n)]\nfn f() {}").is_empty());
    assert!(unexplained("#[ignore = \"needs the sea\"]\nfn f() {}").is_empty());
}
