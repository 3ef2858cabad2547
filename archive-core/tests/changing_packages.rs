//! Packages that somebody writes to while they are read: never a mixture of old and new.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "tests may")]

mod support;

use archive_core::finding::Lang;
use archive_core::fs;
use archive_core::package::check::Discard;
use archive_core::package::reading::Progress;
use archive_core::package::{Options, Package};
use std::io::Write;
use std::path::{Path, PathBuf};
use support::{Zip, gzip, tar_entry, tar_of};
use tempfile::TempDir;

/// Longer than the steps in which the system notes times.
const TICK: std::time::Duration = std::time::Duration::from_millis(50);

/// A folder for the package, and the package in it.
fn place(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::create_new(&path).unwrap().write_all(bytes).unwrap();
    (folder, path)
}

/// What reading a package finds that was opened before a change.
fn read_after(path: &Path, change: impl FnOnce()) -> Vec<(&'static str, String)> {
    std::thread::sleep(TICK);
    let package = Package::open(path, &Options::default()).unwrap();
    assert!(!package.findings.has_errors());
    change();
    let found = package.read(&Discard::default(), 2, &Progress::default()).unwrap();
    for lang in [Lang::En, Lang::De] {
        assert!(found.iter().all(|finding| !finding.message(lang).contains('?')));
    }
    found.iter().map(|f| (f.code.id, f.path.clone().unwrap_or_default())).collect()
}

/// Writes other bytes of the same length in place and sets the modification time back.
fn overwrite(path: &Path) {
    let before = fs::stat(path).unwrap().modified.unwrap();
    fs::invert_byte(path, 600).unwrap();
    fs::set_modified(path, before).unwrap();
}

fn containers() -> [(&'static str, Vec<u8>); 4] {
    let tar = tar_of(&[tar_entry(b"a", b'0', &[1; 2000]), tar_entry(b"b", b'0', &[2; 2000])]);
    let zip = Zip::default().stored("a", &[1; 2000]).stored("b", &[2; 2000]).finish();
    [("p.tgz", gzip(&tar)), ("p.tar", tar), ("p.zip", zip), ("p.bin", vec![7; 4000])]
}

#[test]
fn what_is_not_changed_is_read() {
    for (name, bytes) in containers() {
        let (_folder, path) = place(name, &bytes);
        assert_eq!(read_after(&path, || {}), [], "{name}");
    }
}

#[test]
fn a_container_that_changes_is_refused() {
    for (name, bytes) in containers() {
        let changed = [("E-PKG-004", name.to_owned())];
        // What the change does to the content may be found besides; the last word is this one.
        let last = |path: &Path, change: &dyn Fn()| {
            let found = read_after(path, change);
            assert_eq!(found.last(), changed.last(), "{name}: {found:?}");
        };
        let (_folder, path) = place(name, &bytes);
        last(&path, &|| fs::append(&path).unwrap().write_all(b"more").unwrap());
        if name != "p.tgz" {
            let (_folder, path) = place(name, &bytes);
            last(&path, &|| overwrite(&path));
        }
        let (folder, path) = place(name, &bytes);
        let other = folder.path().join("other");
        fs::create_new(&other).unwrap().write_all(&bytes).unwrap();
        last(&path, &|| fs::rename(&other, &path).unwrap());
    }
}

#[test]
fn an_overwritten_byte_of_a_compressed_tar_is_refused() {
    let content: Vec<u8> = (0..4000_u32).flat_map(|n| (n * n).to_le_bytes()).collect();
    let (_folder, path) = place("p.tgz", &gzip(&tar_of(&[tar_entry(b"a", b'0', &content)])));
    let found = read_after(&path, || overwrite(&path));
    assert_eq!(found.last().unwrap(), &("E-PKG-004", "p.tgz".to_owned()));
}

#[test]
fn a_file_overwritten_with_its_old_time_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    fs::create_new(&path).unwrap().write_all(&[1; 2000]).unwrap();
    let found = read_after(folder.path(), || overwrite(&path));
    assert_eq!(found, [("E-PKG-004", "a".to_owned())]);
}

#[test]
fn files_that_come_or_go_are_told() {
    let changes: [fn(&Path); 4] = [
        |sub| drop(fs::create_new(&sub.join("new")).unwrap()),
        |sub| fs::create_folder(&sub.join("new")).unwrap(),
        |sub| fs::remove_folder(&sub.join("empty")).unwrap(),
        |sub| fs::rename(&sub.join("empty"), &sub.join("renamed")).unwrap(),
    ];
    for change in changes {
        let folder = tempfile::tempdir().unwrap();
        let sub = folder.path().join("sub");
        fs::create_folders(&sub.join("empty")).unwrap();
        fs::create_new(&sub.join("a")).unwrap().write_all(b"A").unwrap();
        let found = read_after(folder.path(), || change(&sub));
        assert!(found.contains(&("E-PKG-004", "sub".to_owned())), "{found:?}");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_new(&folder.path().join("a")).unwrap();
    let found = read_after(folder.path(), || drop(fs::create_new(&folder.path().join("b"))));
    let name = folder.path().file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(found, [("E-PKG-004", name)]);
}

#[test]
fn a_description_beside_the_package_that_changes_is_told() {
    let (folder, path) = place("p.bin", &[7; 4000]);
    let beside = folder.path().join("p.bin.dc.xml");
    let text =
        "<dc:dc xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Protokoll</dc:title>";
    let text = format!("{text}{}</dc:dc>", " ".repeat(600));
    fs::create_new(&beside).unwrap().write_all(text.as_bytes()).unwrap();
    let found = read_after(&path, || overwrite(&beside));
    assert_eq!(found, [("E-PKG-004", "p.bin.dc.xml".to_owned())]);
}
