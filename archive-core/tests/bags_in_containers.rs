//! A bag in a container: the one folder around it, and what is said where it is not there.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

use archive_core::digest::{Algorithm, Hasher};
use archive_core::finding::codes::bag;
use archive_core::fs;
use archive_core::package::check::{Checked, check};
use archive_core::package::reading::Progress;
use archive_core::package::{Kind, Options};
use std::io::Write;

/// The files of a small bag with an umlaut in a name, each below `base`.
fn bag_files(base: &str) -> Vec<(String, Vec<u8>)> {
    let digest = Hasher::digest(Algorithm::Sha512, b"eins");
    [
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned()),
        ("manifest-sha512.txt", format!("{digest}  data/Übersicht.txt\n")),
        ("data/Übersicht.txt", "eins".to_owned()),
    ]
    .map(|(path, content)| (format!("{base}{path}"), content.into_bytes()))
    .into()
}

fn check_tar(files: &[(String, Vec<u8>)]) -> Checked {
    let folder = tempfile::tempdir().unwrap();
    let mut builder = tar::Builder::new(Vec::new());
    for (path, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, path, &content[..]).unwrap();
    }
    let path = folder.path().join("bag.tar");
    fs::create_new(&path).unwrap().write_all(&builder.into_inner().unwrap()).unwrap();
    check(&path, &Options::default(), 2, &Progress::default()).unwrap()
}

#[test]
fn a_bag_in_its_folder_is_without_findings() {
    let checked = check_tar(&bag_files("akte/"));
    assert_eq!(checked.kind, Kind::Bagit);
    let codes: Vec<_> = checked.findings.iter().map(|f| f.code.id).collect();
    assert!(codes.is_empty(), "{codes:?}");
}

#[test]
fn a_bag_without_a_folder_is_taken_with_a_warning() {
    let checked = check_tar(&bag_files(""));
    assert_eq!(checked.kind, Kind::Bagit);
    assert!(checked.findings.has(&bag::NO_BASE_FOLDER));
    assert!(!checked.findings.has_errors());
}

#[test]
fn what_lies_beside_the_bag_is_refused() {
    let mut files = bag_files("akte/");
    files.push(("liesmich.txt".into(), b"nicht im Manifest".to_vec()));
    let checked = check_tar(&files);
    assert_eq!(checked.kind, Kind::Bagit);
    assert!(checked.findings.has(&bag::BESIDE_BASE_FOLDER));
}
