//! Verdicts on the public collections of hostile archives and odd file names.

use archive_core::finding::{Findings, Lang, Severity};
use archive_core::limits::Limits;
use archive_core::package::container::{Entry, EntryKind, Opened, open, read_error};
use archive_core::package::entries::Entries;
use std::io::Read;
use std::path::{Path, PathBuf};

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

/// What became of a package: its kind, entries, bytes read, findings.
struct Verdict {
    kind: &'static str,
    files: u64,
    bytes: u64,
    findings: Findings,
}

impl Verdict {
    fn codes(&self) -> Vec<&'static str> {
        let mut ids: Vec<_> = self
            .findings
            .iter()
            .filter(|finding| finding.severity() > Severity::Info)
            .map(|finding| finding.code.id)
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    fn word(&self) -> &'static str {
        if self.findings.has_errors() { "refused" } else { "taken" }
    }
}

/// Lists a package and reads every entry to its end.
fn judge(path: &Path) -> Verdict {
    let limits = Limits::default();
    let mut findings = Findings::new();
    let mut inside = Findings::new();
    let mut all = Entries::new();
    let mut bytes = 0;
    let mut read = |mut content: &mut dyn Read, path: &str| match std::io::copy(
        &mut content,
        &mut std::io::sink(),
    ) {
        Ok(length) => bytes += length,
        Err(failure) => inside.push(read_error(failure, path).finding().clone()),
    };
    let kind = match open(path, &limits).unwrap_or_else(|e| panic!("{}: {e}", path.display())) {
        Opened::Random(container) => {
            let mut listed = Vec::new();
            let mut each = |entry| {
                all.push(&entry)?;
                listed.push(entry);
                Ok(())
            };
            container.list(&limits, &mut findings, &mut each).unwrap();
            for entry in listed.iter().filter(|entry| entry.kind == EntryKind::File) {
                match container.open(entry) {
                    Ok(mut content) => read(&mut content, &entry.path),
                    Err(error) => findings.push(error.finding().clone()),
                }
            }
            container.kind()
        }
        Opened::Sequential(mut stream) => {
            let mut each = |entry: Entry, content: &mut dyn Read| {
                all.push(&entry)?;
                read(content, &entry.path);
                Ok(())
            };
            stream.read(&limits, &mut findings, &mut each).unwrap();
            stream.kind()
        }
    };
    let table = all.finish(&mut findings).unwrap();
    findings.append(inside);
    Verdict { kind: kind.as_str(), files: table.counts().files, bytes, findings }
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
            verdict.files,
            verdict.bytes,
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
    println!("badNames | {} | {} {}", verdict.word(), verdict.files, verdict.codes().join(" "));
}
