//! Format identification, held against the test files that PRONOM's own tools use.
#![allow(clippy::print_stdout, reason = "what was skipped or differs is told")]

use archive_core::format::{Basis, Follower, Identification, Registry};
use archive_core::fs;
use std::path::{Path, PathBuf};

const SIGNATURES: &str =
    "corpora/pronom-signatures/droid/droid-results/src/main/resources/DROID_SignatureFile_V122.xml";
const CONTAINERS: &str = "corpora/pronom-signatures/droid/droid-container/src/main/resources/\
                          container-signature-20260119.xml";

/// The shared test data, where this machine has it.
fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let shared = std::env::var_os("ARCHIVE_SHARED").map_or(beside, PathBuf::from);
    if shared.join(SIGNATURES).is_file() && shared.join("corpora/pronom-skeletons").is_dir() {
        return Some(shared);
    }
    println!("SKIPPED: the signature files and skeletons of PRONOM are not on this machine");
    None
}

fn pronom(shared: &Path) -> Registry {
    Registry::open(&shared.join(SIGNATURES), Some(&shared.join(CONTAINERS)))
        .expect("the published files are read")
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_folder(folder).expect("a folder") {
        let path = folder.join(&entry.name);
        if path.is_dir() { files(&path, out) } else { out.push(path) }
    }
}

fn bytes_of(path: &Path) -> Vec<u8> {
    fs::read(path, 64 << 20).expect("a file of the corpus")
}

fn puids(registry: &Registry, found: &Identification) -> Vec<String> {
    found.formats.iter().map(|id| registry.format(*id).puid.clone()).collect()
}

/// The PUID in the name of a skeleton: `fmt-161-signature-id-…`.
fn expected(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let (kind, rest) = name.split_once("fmt-")?;
    let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some(format!("{kind}fmt/{number}"))
}

#[test]
fn skeletons_are_recognised() {
    let Some(shared) = shared() else { return };
    let registry = pronom(&shared);
    let mut all = Vec::new();
    files(&shared.join("corpora/pronom-skeletons"), &mut all);
    let (mut judged, mut wrong) = (0, Vec::new());
    for path in &all {
        let Some(expected) = expected(path) else { continue };
        let bytes = bytes_of(path);
        let name = path.to_string_lossy();
        let found = registry.identify(&name, &bytes[..]);
        judged += 1;
        let found = puids(&registry, &found);
        if found != [expected.clone()] {
            wrong.push(format!("{expected}: {found:?} {name}"));
        }
    }
    println!("{judged} skeletons, {} not as named:\n{}", wrong.len(), wrong.join("\n"));
    assert!(judged > 1_000);
    assert!(wrong.len() * 100 <= judged, "less than 99 %:\n{}", wrong.join("\n"));
}

#[test]
fn a_file_that_passes_once_gets_the_same_verdict() {
    let Some(shared) = shared() else { return };
    let registry = pronom(&shared);
    let mut all = Vec::new();
    files(&shared.join("corpora/pronom-skeletons"), &mut all);
    let mut follower = Follower::new(&registry);
    for path in &all {
        let bytes = bytes_of(path);
        let name = path.to_string_lossy();
        follower.restart();
        bytes.chunks(1_000).for_each(|chunk| follower.update(chunk));
        assert_eq!(follower.finish(&name), registry.identify(&name, &bytes[..]), "{name}");
    }
}

#[test]
fn nothing_and_text_are_told() {
    let registry = Registry::builtin();
    let basis = |name: &str, bytes: &[u8]| registry.identify(name, bytes).basis;
    assert_eq!(basis("leer", b""), Basis::None);
    assert_eq!(basis("Notiz.txt", "Größe".as_bytes()), Basis::Extension);
    assert_eq!(basis("LIESMICH", b"Guten Tag"), Basis::Text);
    assert_eq!(basis("Daten", b"\0\x01\x02"), Basis::None);
}
