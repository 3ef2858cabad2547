//! Codes: unique, in their family, said well in both languages, and with a page each.
//!
//! The pages are generated: `make docs` (`ARCHIVE_WRITE_DOCS=1`) writes them, the test compares.

use crate::assert_none;
use crate::repository::{files, root};
use archive_core::finding::{Code, Severity, Text, codes, page};
use archive_core::fs;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const FOLDER: &str = "archive-core/src/finding/codes/";

/// The ids that stand in the source of each family.
fn declared() -> BTreeMap<String, Vec<String>> {
    let mut out = BTreeMap::new();
    for file in files() {
        let Some(name) = file.name.strip_prefix(FOLDER) else { continue };
        let Some(family) = name.strip_suffix(".rs").filter(|f| *f != "mod") else { continue };
        let ids = file.text.lines().filter_map(declared_id).map(str::to_owned).collect();
        out.insert(family.to_owned(), ids);
    }
    assert!(out.len() > 10, "the families of codes were not found");
    out
}

/// The id in a line such as `NAME = "E-BAG-010" Error Invalid {`.
fn declared_id(line: &str) -> Option<&str> {
    let (name, rest) = line.trim().split_once(" = \"")?;
    let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    let (id, tail) = rest.split_once('"')?;
    (name.chars().all(is_name) && tail.trim_end().ends_with('{')).then_some(id)
}

/// The letter a severity puts before a code.
fn letter(severity: Severity) -> char {
    match severity {
        Severity::Error => 'E',
        Severity::Warning => 'W',
        Severity::Info => 'I',
    }
}

/// Whether the id has the form of its family: three letters and a number; for OCFL the standard's
/// own as well.
fn has_form(id: &str, family: &str) -> bool {
    if family == "csip" {
        // The requirements of E-ARK keep the ids of their specifications.
        let names = ["CSIPSTR", "CSIP", "SIP", "AIPM", "AIP", "DIP"];
        let number = names.iter().find_map(|name| id.strip_prefix(name));
        return number.is_some_and(|n| n.parse::<u8>().is_ok());
    }
    let family = &family[..3];
    let number = match family {
        "ocf" if !id.contains('-') => id.get(1..),
        _ => {
            id.get(1..).and_then(|rest| rest.strip_prefix(&format!("-{}-", family.to_uppercase())))
        }
    };
    number.is_some_and(|n| n.len() == 3 && n.bytes().all(|b| b.is_ascii_digit()))
}

#[test]
fn every_code_stands_in_its_family_once() {
    let mut broken = Vec::new();
    let mut seen = BTreeSet::new();
    for (family, ids) in declared() {
        for id in ids {
            match codes::find(&id) {
                None => broken.push(format!("{id}: its family {family} is not registered")),
                Some(code) if family != "csip" && !id.starts_with(letter(code.severity)) => {
                    broken.push(format!("{id}: its letter is not its severity"));
                }
                Some(_) => {}
            }
            if !has_form(&id, &family) {
                broken.push(format!("{id}: not of the family {family}"));
            }
            if !seen.insert(id.clone()) {
                broken.push(format!("{id}: declared twice"));
            }
        }
    }
    let known: BTreeSet<_> = codes::all().map(|code| code.id.to_owned()).collect();
    assert_eq!(seen, known, "the sources and the register of codes differ");
    assert_none("a code stands in its family, once", &broken);
}

/// The names in braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    names.map(|(name, _)| name).collect()
}

fn faults_of_text(field: &str, text: &Text) -> Vec<String> {
    let mut out = Vec::new();
    for (lang, words) in [("en", text.en), ("de", text.de)] {
        if words.trim() != words || words.contains("  ") || words.contains('\n') {
            out.push(format!("{field} ({lang}): blanks"));
        }
        if words.is_empty() {
            out.push(format!("{field} ({lang}): empty"));
        }
        let sentence = words.ends_with(['.', '?', '!', ':', ')', '`']) && field != "title";
        // A fact that is a sentence of somebody else may stand at the end.
        if field == "message" && !words.ends_with(['.', '}']) {
            out.push(format!("{field} ({lang}): no sentence"));
        }
        if field == "title"
            && (words.contains('{') || words.ends_with('.') && !words.ends_with(".."))
        {
            out.push(format!("{field} ({lang}): a title is no sentence"));
        }
        if field == "cause" && !sentence {
            out.push(format!("{field} ({lang}): no sentence"));
        }
    }
    if placeholders(text.en) != placeholders(text.de) {
        out.push(format!("{field}: the languages name different facts"));
    }
    out
}

fn faults_of_code(code: &Code) -> Vec<String> {
    let texts = [
        ("title", &code.title),
        ("message", &code.message),
        ("hint", &code.hint),
        ("cause", &code.cause),
    ];
    let mut out: Vec<_> = texts.iter().flat_map(|(f, text)| faults_of_text(f, text)).collect();
    if code.example.trim().is_empty() {
        out.push("example: empty".to_owned());
    }
    if !placeholders(code.cause.en).is_empty() {
        out.push("cause: has placeholders, which nothing fills".to_owned());
    }
    out.into_iter().map(|fault| format!("{}: {fault}", code.id)).collect()
}

#[test]
fn every_code_is_said_well_in_both_languages() {
    let broken: Vec<_> = codes::all().flat_map(faults_of_code).collect();
    assert_none("a code is said well in both languages", &broken);
}

/// What `docs/codes` must hold: file name and content.
fn pages() -> BTreeMap<String, String> {
    let mut out: BTreeMap<_, _> =
        codes::all().map(|code| (format!("{}.md", code.id), page::markdown(code))).collect();
    out.insert("README.md".to_owned(), page::index(codes::all()));
    out
}

#[test]
fn every_code_has_its_page() {
    let folder = root().join("docs/codes");
    if std::env::var_os("ARCHIVE_WRITE_DOCS").is_some() {
        write_pages(&folder);
    }
    let expected = pages();
    let found: BTreeMap<_, _> = files()
        .into_iter()
        .filter_map(|f| Some((f.name.strip_prefix("docs/codes/")?.to_owned(), f.text)))
        .collect();
    let mut broken: Vec<_> = expected
        .iter()
        .filter(|(name, text)| found.get(*name) != Some(text))
        .map(|(name, _)| format!("docs/codes/{name}: missing or not up to date"))
        .collect();
    let surplus = found.keys().filter(|name| !expected.contains_key(*name));
    broken.extend(surplus.map(|name| format!("docs/codes/{name}: no such code")));
    assert_none("run `make docs`: every code has its page", &broken);
}

fn write_pages(folder: &Path) {
    if fs::is_folder(folder) {
        fs::remove_tree(folder).expect("docs/codes can be emptied");
    }
    fs::create_folders(folder).expect("docs/codes can be made");
    for (name, text) in pages() {
        fs::replace_durably(&folder.join(name), text.as_bytes()).expect("a page can be written");
    }
}

#[test]
fn the_form_of_ids_is_checked() {
    assert!(has_form("E-BAG-010", "bag") && has_form("E023", "ocfl"));
    assert!(has_form("W-OCF-004", "ocfl"));
    for (id, family) in [("E-BAG-10", "bag"), ("E-ZIP-010", "bag"), ("E023", "bag")] {
        assert!(!has_form(id, family), "{id} in {family}");
    }
    let line = "    FILE_MISSING = \"E-BAG-010\" Error Invalid {";
    assert_eq!(declared_id(line), Some("E-BAG-010"));
}
