//! The public corpus of E-ARK packages: the id of each folder is reported for its invalid packages
//! and not for the valid ones. What differs on purpose is argued in `docs/eark-validation.md`.

#![expect(clippy::unwrap_used, reason = "a test ends at what it did not expect")]

use archive_core::finding::{Lang, Severity};
use archive_core::fs;
use archive_core::metadata::xml::{Event, Reader};
use archive_core::package::check::check;
use archive_core::package::reading::Progress;
use archive_core::package::{Kind, Options};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Least share of cases that must agree, in percent.
const AGREE: usize = 95;

fn corpus() -> Option<PathBuf> {
    let shared = std::env::var_os("ARCHIVE_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let corpus = shared.join("corpora/eark-ip-test-corpus/eark-ip-test-corpus/corpus");
    fs::stat(&corpus).is_ok().then_some(corpus)
}

/// The cases of a folder: whether valid, and where.
fn cases(folder: &Path) -> Vec<(bool, PathBuf)> {
    let text = fs::read(&folder.join("testCase.xml"), 1 << 20).unwrap();
    let mut xml = Reader::new(text.as_slice(), "testCase.xml");
    let (mut out, mut valid) = (Vec::new(), None);
    loop {
        match xml.next().unwrap() {
            Event::Start(element) if element.name == "package" => {
                valid = element.attribute("isValid").map(|word| word == "TRUE");
            }
            Event::Start(element) if element.name == "path" => {
                let path = xml.leaf().unwrap();
                if let Some(valid) = valid.take().filter(|_| !path.trim().is_empty()) {
                    out.push((valid, folder.join(path.trim())));
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    out.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

fn folders(corpus: &Path) -> Vec<(String, PathBuf)> {
    let mut out = Vec::new();
    for family in ["CSIP", "SIP", "DIP", "AIP"] {
        let Ok(names) = fs::read_folder(&corpus.join(family)) else { continue };
        for entry in names {
            let name = entry.name.to_string_lossy().into_owned();
            out.push((name.clone(), corpus.join(family).join(name)));
        }
    }
    out.sort();
    out
}

#[test]
fn the_corpus_is_judged_as_its_authors_judge_it() {
    let Some(corpus) = corpus() else {
        println!("skipped: the corpus of E-ARK packages is not here");
        return;
    };
    let options = Options { kind: Some(Kind::Eark), ..Options::default() };
    let (mut agree, mut all) = (0, 0);
    for (id, folder) in folders(&corpus) {
        for (valid, path) in cases(&folder) {
            if fs::stat(&path).is_err() {
                continue;
            }
            // Some cases keep the package one folder deeper than they say.
            let inner = path.join("package");
            let path = if fs::stat(&inner).is_ok() { inner } else { path };
            let checked = check(&path, &options, 1, &Progress::default()).unwrap();
            let told = checked.findings.iter().any(|finding| finding.code.id == id);
            all += 1;
            if valid && std::env::var_os("EARK_SHOW").is_some() {
                let others = checked.findings.iter().filter(|f| f.code.severity != Severity::Info);
                for finding in others {
                    println!("  other {} in {}: {}", finding.code.id, path.display(), finding.message(Lang::En));
                }
            }
            if told == valid {
                println!("{id}: {} valid={valid}", path.display());
            } else {
                agree += 1;
            }
        }
    }
    println!("{agree} of {all} agree");
    assert!(all > 100, "the corpus was not found whole");
    assert!(agree * 100 >= all * AGREE, "{agree} of {all} agree");
}
