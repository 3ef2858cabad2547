//! Verdicts on the public collections of hostile archives and odd file names.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "tests may")]

mod support;

use archive_core::finding::Lang;
use std::path::{Path, PathBuf};
use support::{Verdict, judge};

/// Where the collections are, if they are here.
fn corpora() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("ARCHIVE_SHARED").map_or_else(beside, PathBuf::from);
    let found = shared.join("corpora");
    if found.is_dir() {
        return Some(found);
    }
    println!("skipped: no test collections at {}", found.display());
    None
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { out.extend(files(&path)) } else { out.push(path) }
    }
    out.sort();
    out
}

/// The page that tells everybody which verdict to expect.
const PAGE: &str = include_str!("../../docs/awkward-packages.md");

/// The row of a package in the table of verdicts, up to the reason.
fn row(name: &str, verdict: &Verdict) -> String {
    let codes = verdict.codes().join(" ");
    let codes = if codes.is_empty() { "–" } else { &codes };
    format!("| `{name}` | {} | {} | {codes} |", verdict.kind, verdict.word())
}

/// Judges a package and compares with the table, if it stands there.
fn compare(corpora: &Path, path: &Path) {
    let name = path.strip_prefix(corpora).unwrap().display().to_string();
    let verdict = judge(path);
    let row = row(&name, &verdict);
    println!("{row}");
    if PAGE.contains(&format!("| `{name}` |")) {
        assert!(PAGE.contains(&row), "the table says otherwise: {row}");
    }
    for finding in verdict.findings.iter() {
        let text = finding.message(Lang::En);
        let text = text.replace(finding.path.as_deref().unwrap_or("-"), "");
        assert!(!text.contains('?') || text.contains("< >"), "a fact is missing: {text}");
    }
}

#[test]
fn every_hostile_archive_gets_its_verdict() {
    let Some(corpora) = corpora() else { return };
    for path in files(&corpora.join("hostile-archives")) {
        compare(&corpora, &path);
    }
}

#[test]
fn every_odd_name_gets_its_verdict() {
    let Some(corpora) = corpora() else { return };
    let names = corpora.join("file-names/archivematica-sampledata/TestTransfers");
    for path in files(&names).iter().filter(|path| path.extension() == Some("zip".as_ref())) {
        compare(&corpora, path);
    }
    compare(&corpora, &names.join("badNames"));
}
