//! `archive check` on the built-in samples: good ones are valid, each bad one raises the code
//! that its folder is named by, and the twin of a bad one raises nothing of the kind.

use archive_fixtures::Sample;
use assert_cmd::cargo::cargo_bin_cmd;
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

/// The verdict on one package: its status and the codes of its findings.
struct Verdict {
    status: String,
    codes: Vec<String>,
    has_errors: bool,
}

impl Verdict {
    fn has(&self, code: &str) -> bool {
        self.codes.iter().any(|found| found == code)
    }
}

/// Runs `archive check --json` on one package, against the profile in its folder if there is one.
fn check(package: &Path) -> Verdict {
    let profile = package.with_file_name(archive_fixtures::PROFILE);
    let profile = archive_core::fs::exists(&profile).then_some(profile);
    let output = cargo_bin_cmd!("archive")
        .args(["check", "--json", "--no-progress", "--lang", "en"])
        .args(profile.iter().flat_map(|path| ["--profile".as_ref(), path.as_os_str()]))
        .arg(package)
        .output()
        .expect("the program starts");
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let verdict = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("every line is JSON"))
        .find(|event| event["event"] == "package");
    let said = String::from_utf8_lossy(&output.stderr);
    let event = verdict.unwrap_or_else(|| panic!("{}: no verdict: {said}", package.display()));
    let findings = event["findings"].as_array().expect("findings are a list");
    let code = |finding: &Value| finding["code"].as_str().expect("a code").to_owned();
    Verdict {
        status: event["status"].as_str().expect("a status").to_owned(),
        codes: findings.iter().map(code).collect(),
        has_errors: findings.iter().any(|finding| finding["severity"] == "error"),
    }
}

/// The code in the name of a case's folder: `E-BAG-012_digest_mismatch`.
fn code_of(sample: &Sample) -> &str {
    sample.name.split_once('_').expect("a case is named CODE_slug").0
}

/// The bad samples, in a folder that goes away with the guard.
fn bad() -> (TempDir, Vec<Sample>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let samples = archive_fixtures::write_bad(folder.path()).expect("samples are written");
    (folder, samples)
}

/// Fails with every sample that was misjudged.
#[track_caller]
fn assert_judged(what: &str, wrong: &[(String, Verdict)]) {
    let line = |(name, verdict): &(String, Verdict)| {
        format!("{name}: {} {:?}", verdict.status, verdict.codes)
    };
    let lines: Vec<_> = wrong.iter().map(line).collect();
    assert!(wrong.is_empty(), "{what}:\n{}", lines.join("\n"));
}

#[test]
fn good_samples_are_valid() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let samples = archive_fixtures::write_good(folder.path()).expect("samples are written");
    let wrong: Vec<_> = samples
        .into_iter()
        .map(|sample| (sample.name, check(&sample.path)))
        .filter(|(_, verdict)| verdict.status != "valid" || verdict.has_errors)
        .collect();
    assert_judged("good samples refused", &wrong);
}

#[test]
fn bad_samples_raise_the_code_they_are_named_by() {
    let (_folder, samples) = bad();
    let mut wrong = Vec::new();
    for sample in samples {
        let verdict = check(&sample.path);
        let status = if verdict.has_errors { "invalid" } else { "valid" };
        if !verdict.has(code_of(&sample)) || verdict.status != status {
            wrong.push((sample.name, verdict));
        }
    }
    assert_judged("bad samples misjudged", &wrong);
}

#[test]
fn twins_of_bad_samples_are_in_order() {
    let (folder, samples) = bad();
    let mut wrong = Vec::new();
    for sample in samples {
        let broken = sample.path.strip_prefix(folder.path().join("bad")).expect("below bad/");
        let verdict = check(&folder.path().join("twins").join(broken));
        if verdict.has(code_of(&sample)) || verdict.has_errors {
            wrong.push((sample.name, verdict));
        }
    }
    assert_judged("twins misjudged", &wrong);
}

/// Codes that no sample can raise, each with the reason. Everything else in the families of
/// packages needs a case.
const WITHOUT_CASE: [(&str, &str); 12] = [
    ("E-BAG-033", "needs a manifest of more than ten million lines"),
    ("E-BAG-080", "says that the profile is wrong; no package is looked at"),
    ("E-LIM-001", "needs a container of more than 2 TiB"),
    ("E-LIM-002", "needs files of more than 4 TiB"),
    ("E-LIM-005", "needs more than ten million entries"),
    ("E-LIM-008", "needs manifests of more than 4 GiB in a compressed TAR"),
    ("E-PKG-001", "the package itself is a device or a pipe"),
    ("E-PKG-004", "a file must change while it is read"),
    ("E-PKG-006", "a container must shrink while it is read"),
    ("I-PKG-008", "not every file system has extended attributes; see folder_rules of the core"),
    ("E-PKG-021", "somebody must stop the program"),
    ("E-PKG-022", "says that the program is wrong"),
];

#[test]
fn every_code_of_a_package_has_a_case() {
    let mut cases: Vec<_> = archive_fixtures::bad::cases().iter().map(|case| case.code).collect();
    cases.extend(WITHOUT_CASE.map(|(code, _)| code));
    let families = ["-BAG-", "-NAM-", "-ZIP-", "-TAR-", "-LIM-", "-PKG-", "-FLD-"];
    let codes: Vec<_> = archive_core::finding::codes::all()
        .map(|code| code.id)
        .filter(|id| families.iter().any(|family| id.contains(family)))
        .collect();
    let missing: Vec<_> = codes.iter().filter(|id| !cases.contains(id)).collect();
    assert!(missing.is_empty(), "codes without a sample: {missing:?}");
}

#[test]
fn nothing_is_excused_that_has_a_case_or_is_no_code() {
    let cases: Vec<_> = archive_fixtures::bad::cases().iter().map(|case| case.code).collect();
    for (id, reason) in WITHOUT_CASE {
        assert!(!cases.contains(&id), "{id} has a case, yet is excused: {reason}");
        assert!(archive_core::finding::codes::all().any(|code| code.id == id), "{id} is no code");
    }
}
