//! The OCFL validator against the public corpora: every verdict, and every code that the name
//! of a fixture asks for. Skipped, with a word, where the corpora are not on the machine.

#![expect(clippy::unwrap_used, reason = "a test fails where its own preparation does")]
#![expect(clippy::disallowed_methods, reason = "tests prepare their own files")]
#![expect(clippy::print_stdout, reason = "a skipped test says why")]

use archive_core::finding::{Findings, Lang, Severity};
use archive_core::ocfl::DiskTree;
use archive_core::ocfl::validate::{Detected, Options, detect, validate_object, validate_root};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn corpus(name: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("ARCHIVE_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"), PathBuf::from);
    let path = shared.join("corpora").join(name);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: there is no {}", path.display());
    None
}

fn codes(findings: &Findings) -> BTreeSet<&'static str> {
    let relevant = findings.iter().filter(|f| f.severity() > Severity::Info);
    relevant.map(|f| f.code.id).collect()
}

/// Every folder that claims to be an object or a root below a folder, without those inside them.
fn claims(folder: &Path, mark: &str, out: &mut Vec<PathBuf>) {
    let mut children: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    children.sort();
    let name = |p: &Path| p.file_name().unwrap().to_string_lossy().into_owned();
    if children.iter().any(|p| name(p).starts_with(mark)) {
        return out.push(folder.to_owned());
    }
    for child in children.iter().filter(|p| p.is_dir()) {
        claims(child, mark, out);
    }
}

fn object(path: &Path) -> Findings {
    let tree = DiskTree::new(path).unwrap();
    let report = validate_object(&tree, b"", &Options::default());
    assert_messages(&report.findings, path);
    report.findings
}

/// Every message must name what its placeholders promise, in both languages.
fn assert_messages(findings: &Findings, path: &Path) {
    for finding in findings.iter() {
        for lang in [Lang::En, Lang::De] {
            let text = finding.message(lang) + &finding.hint(lang);
            let value = format!("{finding:?}");
            assert!(!text.contains('?') || value.contains('?'), "{}: {text}", path.display());
        }
    }
}

/// The codes a fixture's name asks for: `E053_E052_invalid_logical_paths`.
fn wanted(name: &str) -> BTreeSet<String> {
    let is_code = |part: &&str| {
        part.len() == 4
            && part.starts_with(['E', 'W'])
            && part[1..].bytes().all(|b| b.is_ascii_digit())
    };
    name.split('_').take_while(is_code).map(str::to_owned).collect()
}

/// Judges one fixture by the folder it stands in and its name; gives what is wrong.
fn judge(path: &Path, findings: &Findings) -> Option<String> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let group = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
    let found = codes(findings);
    let missing: Vec<_> =
        wanted(&name).into_iter().filter(|c| !found.contains(c.as_str())).collect();
    let errors = findings.has_errors();
    let right = match group.split('-').next().unwrap() {
        "bad" => errors,
        "warn" => !errors && !found.is_empty(),
        // One good object of the corpora has an id that is no URI: valid, with that warning.
        "good" => !errors && found.iter().all(|code| *code == "W005"),
        other => panic!("unknown group {other}"),
    };
    (!right || !missing.is_empty())
        .then(|| format!("{group}/{name}: missing {missing:?}, found {found:?}"))
}

fn groups(folder: &Path, suffix: &str) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut stack = vec![folder.to_owned()];
    while let Some(next) = stack.pop() {
        for child in std::fs::read_dir(&next).unwrap().map(|e| e.unwrap().path()) {
            let name = child.file_name().unwrap().to_string_lossy().into_owned();
            let kind = name.strip_suffix(suffix).unwrap_or_default();
            if ["bad", "warn", "good"].contains(&kind) {
                out.extend(std::fs::read_dir(&child).unwrap().map(|e| e.unwrap().path()));
            } else if child.is_dir() && !name.starts_with('v') {
                stack.push(child);
            }
        }
    }
    out.retain(|p| p.is_dir());
    out.sort();
    out
}

#[test]
fn objects_of_the_corpora_have_their_codes() {
    let (mut checked, mut wrong) = (0, Vec::new());
    for corpus in ["ocfl-fixtures", "ocfl-extra"].into_iter().filter_map(corpus) {
        for path in groups(&corpus, "-objects") {
            checked += 1;
            let findings = object(&path);
            println!("{}: {:?}", path.display(), codes(&findings));
            wrong.extend(judge(&path, &findings));
        }
    }
    println!("{checked} objects");
    assert!(wrong.is_empty(), "{} of {checked} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn root(path: &Path) -> (Findings, Vec<(String, Findings)>) {
    let tree = DiskTree::new(path).unwrap();
    assert_eq!(detect(&tree, b"").unwrap(), Detected::Root, "{}", path.display());
    let mut objects = Vec::new();
    let report = validate_root(&tree, b"", &Options::default(), &mut |object| {
        assert_messages(&object.findings, path);
        objects.push((object.path, object.findings));
    });
    assert_messages(&report.findings, path);
    assert_eq!(report.objects, objects.len() as u64);
    assert!(objects.is_sorted_by(|a, b| a.0 < b.0));
    (report.findings, objects)
}

#[test]
fn roots_of_the_corpora_have_their_codes() {
    let Some(corpus) = corpus("ocfl-extra") else { return };
    let mut wrong = Vec::new();
    for path in groups(&corpus, "-storage-roots") {
        let (mut all, objects) = root(&path);
        for (_, findings) in objects {
            all.append(findings);
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        // Objects there have been written without users and by sha256: warnings are theirs.
        let bad = path.parent().unwrap().ends_with("bad-storage-roots");
        let found = codes(&all);
        let named = wanted(&name).iter().all(|c| found.contains(c.as_str()));
        if all.has_errors() != bad || !named {
            wrong.push(format!("{name}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn repositories_of_other_tools_are_judged() {
    let Some(corpus) = corpus("ocfl-extra") else { return };
    let mut found = Vec::new();
    claims(&corpus.join("rocfl"), "0=ocfl_1", &mut found);
    claims(&corpus.join("ocfl-java"), "0=ocfl_1", &mut found);
    for path in &found {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (mut all, objects) = root(path);
        let root_errors = all.has_errors();
        for (_, findings) in objects {
            all.append(findings);
        }
        println!("{}: {root_errors} {:?}", path.display(), codes(&all));
        let expected = match name.as_str() {
            "invalid" => true,
            "multiple-root-decls" => {
                assert!(codes(&all).contains("E076"));
                true
            }
            _ => false,
        };
        assert_eq!(all.has_errors(), expected, "{}: {:?}", path.display(), codes(&all));
    }
    assert!(found.len() >= 6, "{found:?}");
}

#[test]
fn a_root_without_declaration_is_known_by_its_objects() {
    let Some(corpus) = corpus("ocfl-extra") else { return };
    let (findings, objects) =
        root(&corpus.join("rocfl/resources/test/validate/custom/repos/invalid"));
    let found = codes(&findings);
    for code in ["E069", "E072", "E084", "E085"] {
        assert!(found.contains(code), "{code}: {found:?}");
    }
    let objects: Vec<_> = objects.iter().map(|(path, f)| (path, codes(f))).collect();
    println!("{objects:?}");
    assert_eq!(objects.len(), 3);
    assert!(objects.iter().any(|(_, found)| found.contains("E003")));
}

/// Bad inventories that stand alone get the rest of an object around them.
#[test]
fn lone_inventories_have_their_codes() {
    let Some(corpus) = corpus("ocfl-extra") else { return };
    for entry in
        std::fs::read_dir(corpus.join("ocfl-py/extra_fixtures/1.0/bad-inventories")).unwrap()
    {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let place = tempfile::tempdir().unwrap();
        std::fs::write(place.path().join("0=ocfl_object_1.0"), "ocfl_object_1.0\n").unwrap();
        std::fs::copy(&path, place.path().join("inventory.json")).unwrap();
        let code = &name.split('_').nth(1).unwrap()[..4];
        assert!(codes(&object(place.path())).contains(code), "{name}");
    }
}

/// Git cannot hold empty folders: the corpora keep such cases as archives.
#[test]
fn zipped_cases_with_empty_folders_have_their_codes() {
    let Some(corpus) = corpus("ocfl-extra") else { return };
    let cases = corpus.join("ocfl-py/extra_fixtures/1.0");
    for (name, is_root) in [
        ("warn-objects/W003_empty_content_dir", false),
        ("bad-storage-roots/E073_root_with_empty_dir", true),
        ("good-storage-roots/root_ext0003_ex2", true),
    ] {
        let place = tempfile::tempdir().unwrap();
        let zip = cases.join(format!("{name}.zip"));
        let mut unzip = std::process::Command::new("unzip");
        let Ok(status) = unzip.arg("-q").arg(&zip).arg("-d").arg(place.path()).status() else {
            println!("skipped {name}: there is no unzip");
            continue;
        };
        assert!(status.success(), "{name}");
        let findings = if is_root {
            let (mut all, objects) = root(place.path());
            for (_, findings) in objects {
                all.append(findings);
            }
            all
        } else {
            object(place.path())
        };
        let (found, last) = (codes(&findings), name.rsplit('/').next().unwrap());
        assert!(wanted(last).iter().all(|c| found.contains(c.as_str())), "{name}: {found:?}");
        assert_eq!(findings.has_errors(), name.starts_with("bad"), "{name}: {found:?}");
    }
}
