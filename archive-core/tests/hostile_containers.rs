//! Verdicts on the public collections of hostile archives and odd file names.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "tests may")]

mod support;

use archive_core::finding::Lang;
use std::path::{Path, PathBuf};
use support::judge;

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

#[test]
fn every_hostile_archive_gets_a_verdict() {
    let Some(corpora) = corpora() else { return };
    let root = corpora.join("hostile-archives");
    for path in files(&root) {
        let verdict = judge(&path);
        println!(
            "{} | {} | {} | {} files, {} bytes | {}",
            path.strip_prefix(&root).unwrap().display(),
            verdict.kind,
            verdict.word(),
            verdict.contents.len(),
            verdict.bytes(),
            verdict.codes().join(" "),
        );
        for finding in verdict.findings.iter() {
            let text = finding.message(Lang::En);
            assert!(!text.contains('?') || text.contains("< >"), "a fact is missing: {text}");
        }
    }
}

#[test]
fn every_odd_name_gets_a_verdict() {
    let Some(corpora) = corpora() else { return };
    let names = corpora.join("file-names/archivematica-sampledata/TestTransfers");
    for path in files(&names).iter().filter(|path| path.extension() == Some("zip".as_ref())) {
        let verdict = judge(path);
        println!("{} | {} | {}", path.display(), verdict.word(), verdict.codes().join(" "));
    }
    let verdict = judge(&names.join("badNames"));
    println!(
        "badNames | {} | {} {}",
        verdict.word(),
        verdict.contents.len(),
        verdict.codes().join(" ")
    );
}
