//! The public corpora: the conformance suite of the Library of Congress, whose folders say what
//! to expect, and bags from the tests of other programs, with a table of expectations.

use crate::draft::Draft;
use crate::folder::{Verdict, check};
use archive_core::fs;
use archive_core::package::bagit::Profile;
use std::path::{Path, PathBuf};

/// A corpus beside the workspace or where `ARCHIVE_SHARED` says; tells why it is not used.
fn corpus(name: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("ARCHIVE_SHARED").map_or_else(beside, PathBuf::from);
    let place = shared.join("corpora").join(name);
    if fs::is_folder(&place) {
        return Some(place);
    }
    println!("skipped: the corpus {name} is not present (set ARCHIVE_SHARED to its folder)");
    None
}

fn folders(at: &Path) -> Vec<PathBuf> {
    let list = fs::read_folder(at).unwrap();
    let folders = list.into_iter().filter(|entry| entry.kind == fs::Kind::Folder);
    folders.map(|entry| at.join(entry.name)).collect()
}

fn last(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Bags that are to be valid with a warning, but count files that no checkout on Linux holds:
/// names that differ in case or normalisation only, and files that version control ignores.
const NOT_WHOLE_ON_LINUX: [&str; 3] =
    ["different-case", "different-normalization", "special-system-files"];

fn judge_suite(expectation: &str, name: &str, verdict: &Verdict) -> bool {
    match expectation {
        "valid" => verdict.is_valid(),
        "invalid" | "linux-only" | "windows-only" => !verdict.is_valid(),
        "warning" if NOT_WHOLE_ON_LINUX.iter().any(|part| name.contains(part)) => {
            !verdict.is_valid() || verdict.warnings() > 0
        }
        "warning" => verdict.is_valid() && verdict.warnings() > 0,
        other => panic!("the suite has a new kind of expectation: {other}"),
    }
}

#[test]
fn conformance_suite() {
    let Some(corpus) = corpus("bagit-conformance-suite") else { return };
    let mut judged = 0;
    let mut wrong = Vec::new();
    for version in folders(&corpus.join("bagit-conformance-suite")) {
        for expectation in folders(&version) {
            for bag in folders(&expectation) {
                let verdict = check(&bag, None).unwrap();
                judged += 1;
                if !judge_suite(&last(&expectation), &last(&bag), &verdict) {
                    wrong.push(format!("{} {:?}", bag.display(), verdict.codes()));
                }
            }
        }
    }
    assert!(judged >= 30, "only {judged} bags were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Bags of other programs' tests and what they are expected to be: the codes of errors and
/// warnings that must be found, none for a bag that is simply valid. Findings for information
/// are left out. The reasons stand beside what is not evident from the name.
const EXTRA: &[(&str, &[&str])] = &[
    ("BagItTools/tests/resources/Test097Bag", &[]),
    ("BagItTools/tests/resources/TestEncodingBag", &[]),
    ("archivematica-sampledata/TestTransfers/bagitTests/bag", &[]),
    ("archivematica-sampledata/TestTransfers/bagitTests/bag fail manifest", &["E-BAG-012"]),
    (
        "archivematica-sampledata/TestTransfers/bagitTests/bag with payload oxum and tag manifest",
        &[],
    ),
    ("archivematica-sampledata/TestTransfers/bagitTests/bag with tag manifest", &[]),
    ("bagit-java/src/test/resources/bad-fetch-bag", &["E-BAG-014", "E-BAG-060", "E-BAG-074"]),
    // Its name speaks of an older state of the bag; every digest is right, and so says its peer.
    ("bagit-java/src/test/resources/badPayloadChecksum", &[]),
    // 0.93 with package-info.txt, whose own line in the tag manifest is wrong too.
    ("bagit-java/src/test/resources/badPayloadOxumByteSize/bag", &["E-BAG-012", "E-BAG-074"]),
    ("bagit-java/src/test/resources/bags/v0_93/bag", &[]),
    ("bagit-java/src/test/resources/bags/v0_94/bag", &[]),
    ("bagit-java/src/test/resources/bags/v0_95/bag", &[]),
    ("bagit-java/src/test/resources/bags/v0_96/bag", &[]),
    ("bagit-java/src/test/resources/bags/v0_96/bag-in-a-bag", &[]),
    ("bagit-java/src/test/resources/bags/v0_96/bag-with-space", &[]),
    (
        "bagit-java/src/test/resources/bags/v0_96/bag-with-tagfiles-in-payload-manifest",
        &["W-BAG-051"],
    ),
    ("bagit-java/src/test/resources/bags/v0_97/bag", &[]),
    // A layout that was planned and never published: no bagit.txt in the base folder.
    ("bagit-java/src/test/resources/bags/v2_0/bag", &["E-BAG-001", "E-BAG-014", "E-BAG-015"]),
    ("bagit-java/src/test/resources/corruptPayloadFile", &["E-BAG-012"]),
    ("bagit-java/src/test/resources/filesInManifestDontExist", &["E-BAG-010", "E-BAG-011"]),
    // Made for warnings of every kind, and neither complete nor right.
    (
        "bagit-java/src/test/resources/linterTestBag",
        &[
            "E-BAG-003",
            "E-BAG-010",
            "E-BAG-012",
            "W-BAG-017",
            "W-BAG-020",
            "W-BAG-021",
            "W-BAG-023",
            "W-BAG-037",
            "W-BAG-038",
            "W-BAG-053",
        ],
    ),
    // Only ever read as 1.0 manifests that differ; as a bag it lacks data/bar.txt.
    ("bagit-java/src/test/resources/payloadManifestsDiffer", &["E-BAG-010"]),
    ("bagit-java/src/test/resources/tagManifestsDiffer", &[]),
    // The tag manifest lists DPN, a folder.
    ("bagit-profiles-validator/fixtures/test-bar", &["W-BAG-056"]),
];

/// Bags of bagit-java judged by its example profile, and the errors expected.
const PROFILED: &[(&str, &[&str])] = &[
    ("profileConformantBag", &[]),
    ("emailFieldMissingBag", &["E-BAG-082"]),
    // The file to fetch is neither there nor in a manifest.
    ("failFetchBag", &["E-BAG-060", "E-BAG-063", "E-BAG-091"]),
    ("missingRequiredPayloadManifestBag", &["E-BAG-085"]),
    ("missingRequiredTagFileBag", &["E-BAG-089"]),
    ("missingRequiredTagManifestBag", &["E-BAG-087"]),
    ("repeatedMetadataBag", &["E-BAG-084"]),
    ("wrongBagitVersionBag", &["E-BAG-095"]),
    ("wrongValueForContactNameBag", &["E-BAG-083"]),
];

/// Parts of bags: the file, the name it has in a bag of version 1.0, and the codes expected of
/// its lines. What is missing from the bag around it is not looked at.
const PARTS: &[(&str, &str, &[&str])] = &[
    ("BagItTools/tests/resources/fetchFiles/bad-encoding.txt", "fetch.txt", &["E-BAG-046"]),
    ("BagItTools/tests/resources/fetchFiles/fetch-CR.txt", "fetch.txt", &[]),
    ("BagItTools/tests/resources/fetchFiles/fetch-CRLF.txt", "fetch.txt", &[]),
    ("BagItTools/tests/resources/fetchFiles/fetch-LF.txt", "fetch.txt", &[]),
    ("BagItTools/tests/resources/bag-infos/long-lines-and-line-returns.txt", "bag-info.txt", &[]),
    ("BagItTools/tests/resources/manifests/TestBag-manifest-CRLF-sha256.txt", SHA256, &[]),
    (
        "BagItTools/tests/resources/manifests/manifest-with-case-insensitive-duplicates-sha256.txt",
        SHA256,
        &[],
    ),
    (
        "BagItTools/tests/resources/manifests/manifest-with-duplicate-lines-sha256.txt",
        SHA256,
        &["E-BAG-048"],
    ),
    ("bagit-java/src/test/resources/bagitFiles/bagit-0.97.txt", "bagit.txt", &[]),
    ("bagit-java/src/test/resources/bagitFiles/bagit-with-bom.txt", "bagit.txt", &["E-BAG-002"]),
    // A path that is an address: outside the payload, whatever a system makes of it.
    ("bagit-java/src/test/resources/maliciousFetchFile/fileUrl.txt", "fetch.txt", &["E-BAG-046"]),
    (
        "bagit-java/src/test/resources/maliciousFetchFile/tildeReference.txt",
        "fetch.txt",
        &["E-BAG-045"],
    ),
    (
        "bagit-java/src/test/resources/maliciousFetchFile/upAdirectoryReference.txt",
        "fetch.txt",
        &["E-BAG-041"],
    ),
    (
        "bagit-java/src/test/resources/maliciousFetchFile/windowsSpecialDirectoryName.txt",
        "fetch.txt",
        &["E-BAG-044"],
    ),
];

const SHA256: &str = "manifest-sha256.txt";

/// Codes that only say that a part is no whole bag.
const NOT_WHOLE: [&str; 4] = ["E-BAG-010", "E-BAG-011", "E-BAG-060", "E-BAG-063"];

#[test]
fn parts_of_bags_of_other_programs() {
    let Some(corpus) = corpus("bagit-extra") else { return };
    for (path, name, expected) in PARTS {
        let mut draft = Draft::good("1.0");
        draft.set(name, fs::read(&corpus.join(path), 1 << 20).unwrap());
        let folder = tempfile::tempdir().unwrap();
        draft.write(folder.path());
        let mut found: Vec<_> =
            check(folder.path(), None).unwrap().codes().into_iter().filter(is_error).collect();
        found.retain(|code| !NOT_WHOLE.contains(code));
        assert_eq!(found, *expected, "{path}");
    }
}

fn is_error(code: &&'static str) -> bool {
    code.starts_with('E')
}

fn grave(verdict: &Verdict) -> Vec<&'static str> {
    verdict.codes().into_iter().filter(|code| !code.starts_with('I')).collect()
}

#[test]
fn bags_of_other_programs() {
    let Some(corpus) = corpus("bagit-extra") else { return };
    for (path, expected) in EXTRA {
        let verdict = check(&corpus.join(path), None).unwrap();
        assert_eq!(grave(&verdict), *expected, "{path}");
    }
}

#[test]
fn no_bag_of_other_programs_is_forgotten() {
    let Some(corpus) = corpus("bagit-extra") else { return };
    let mut found = Vec::new();
    collect(&corpus, &corpus, &mut found);
    for path in found {
        let known = EXTRA.iter().any(|(known, _)| path.starts_with(known))
            || PROFILED.iter().any(|(name, _)| path.ends_with(name));
        assert!(known, "{path} has no expectation");
    }
}

/// Every folder with a declaration that is not inside the payload of another.
fn collect(root: &Path, at: &Path, found: &mut Vec<String>) {
    if fs::exists(&at.join("bagit.txt")) {
        let path = at.strip_prefix(root).expect("the walk starts at the root");
        found.push(path.to_string_lossy().into_owned());
        return;
    }
    for folder in folders(at) {
        collect(root, &folder, found);
    }
}

#[test]
fn bags_with_a_profile() {
    let Some(corpus) = corpus("bagit-extra") else { return };
    let resources = corpus.join("bagit-java/src/test/resources");
    let profile = Profile::open(&resources.join("bagitProfiles/exampleProfile.json")).unwrap();
    for (name, expected) in PROFILED {
        let bag = resources.join("bagitProfileTestBags").join(name);
        let verdict = check(&bag, Some(&profile)).unwrap();
        let errors: Vec<_> = verdict.codes().into_iter().filter(is_error).collect();
        assert_eq!(errors, *expected, "{name}");
        // None of these bags names its profile, and the one that conforms counts as conforming.
        assert!(verdict.codes().contains(&"W-BAG-081"), "{name}");
    }
    let fixtures = corpus.join("bagit-profiles-validator/fixtures");
    let profile = Profile::open(&fixtures.join("bagProfileBar.json")).unwrap();
    let verdict = check(&fixtures.join("test-bar"), Some(&profile)).unwrap();
    assert_eq!(grave(&verdict), ["W-BAG-056", "W-BAG-081"]);
}

#[test]
fn published_profiles_are_understood() {
    let Some(corpus) = corpus("bagit-extra") else { return };
    for name in [
        "BagItTools/tests/resources/profiles/bagProfileBar.json",
        "BagItTools/tests/resources/profiles/btrProfile.json",
        "bagit-profiles/bagProfileBar.json",
        "bagit-profiles/bagProfileFoo.json",
    ] {
        let profile = Profile::open(&corpus.join(name)).unwrap();
        assert!(profile.identifier().starts_with("http"), "{name}");
    }
}
