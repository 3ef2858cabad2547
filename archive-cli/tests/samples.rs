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
}

impl Verdict {
    fn has(&self, code: &str) -> bool {
        self.codes.iter().any(|found| found == code)
    }

    fn has_errors(&self) -> bool {
        self.codes.iter().any(|code| code.starts_with('E'))
    }
}

/// Runs `archive check --json` on one package.
fn check(package: &Path) -> Verdict {
    let output = cargo_bin_cmd!("archive")
        .args(["check", "--json", "--no-progress", "--lang", "en"])
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
        .filter(|(_, verdict)| verdict.status != "valid" || verdict.has_errors())
        .collect();
    assert_judged("good samples refused", &wrong);
}

#[test]
fn bad_samples_raise_the_code_they_are_named_by() {
    let (_folder, samples) = bad();
    let mut wrong = Vec::new();
    for sample in samples {
        let verdict = check(&sample.path);
        let status = if verdict.has_errors() { "invalid" } else { "valid" };
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
        if verdict.has(code_of(&sample)) || verdict.has_errors() {
            wrong.push((sample.name, verdict));
        }
    }
    assert_judged("twins misjudged", &wrong);
}

/// Codes that no small package can raise, each with the reason. Everything else in the families
/// of packages needs a case.
const WITHOUT_CASE: [(&str, &str); 14] = [
    ("E-BAG-009", "needs a tag file of more than 16 MiB"),
    ("E-BAG-033", "needs a manifest of more than ten million lines"),
    ("E-LIM-001", "needs a container of more than 2 TiB"),
    ("E-LIM-002", "needs files of more than 4 TiB"),
    ("E-LIM-005", "needs more than ten million entries"),
    ("E-PKG-001", "the package itself is a device or a pipe"),
    ("E-PKG-004", "a file must change while it is read"),
    ("E-PKG-006", "a container must shrink while it is read"),
    ("E-PKG-020", "a file must change while it is read"),
    ("E-PKG-021", "somebody must stop the program"),
    ("E-PKG-022", "says that the program is wrong"),
    ("W-BAG-081", "profiles are given by the receiver, not by the package"),
    ("E-BAG-08x", "profiles are given by the receiver, not by the package"),
    ("E-BAG-09x", "profiles are given by the receiver, not by the package"),
];

/// Whether a code is excused; an `x` at the end stands for any digit.
fn is_excused(id: &str) -> bool {
    WITHOUT_CASE.iter().any(|(known, _)| match known.strip_suffix('x') {
        Some(family) => id.starts_with(family),
        None => *known == id,
    })
}

#[test]
#[ignore = "the families of codes are still growing"]
fn every_code_of_a_package_has_a_case() {
    let cases: Vec<_> = archive_fixtures::bad::cases().iter().map(|case| case.code).collect();
    let families = ["-BAG-", "-NAM-", "-ZIP-", "-TAR-", "-LIM-", "-PKG-", "-FLD-"];
    let missing: Vec<_> = archive_core::finding::codes::all()
        .map(|code| code.id)
        .filter(|id| families.iter().any(|family| id.contains(family)))
        .filter(|id| !cases.contains(id) && !is_excused(id))
        .collect();
    assert!(missing.is_empty(), "codes without a sample: {missing:?}");
}
