//! Folders as packages: what is refused, what is kept, and what changes under the reader.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "tests may")]

mod support;

use archive_core::finding::{Findings, Lang};
use archive_core::fs;
use archive_core::limits::Limits;
use archive_core::package::container::{
    Container, Entry, EntryKind, FolderContainer, open, read_error,
};
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use support::judge;

fn write(folder: &Path, name: &str, content: &[u8]) {
    let path = folder.join(name);
    fs::create_folders(path.parent().unwrap()).unwrap();
    fs::create_new(&path).unwrap().write_all(content).unwrap();
}

fn list(container: &dyn Container, limits: &Limits) -> (Vec<Entry>, Vec<&'static str>) {
    let (mut entries, mut findings) = (Vec::new(), Findings::new());
    let mut each = |entry| {
        entries.push(entry);
        Ok(())
    };
    container.list(limits, &mut findings, &mut each).unwrap();
    (entries, findings.iter().map(|finding| finding.code.id).collect())
}

#[test]
fn files_come_in_byte_order_with_their_times_and_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b/z", "b/a", "a.txt", "b.txt", "Z"] {
        write(folder.path(), name, name.as_bytes());
    }
    fs::create_folder(&folder.path().join("c")).unwrap();
    let odd = OsStr::from_bytes(b"M\xFCller");
    fs::create_new(&folder.path().join(odd)).unwrap().write_all(b"odd").unwrap();
    let container = FolderContainer::open(folder.path()).unwrap();
    let (entries, codes) = list(&container, &Limits::default());
    let paths: Vec<_> = entries.iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(paths, ["M%FCller", "Z", "a.txt", "b", "b/a", "b/z", "b.txt", "c"]);
    assert_eq!(codes, ["W-NAM-020"]);
    assert_eq!(entries[0].raw, b"M\xFCller");
    assert_eq!(entries[3].kind, EntryKind::Folder);
    let stat = fs::stat(&folder.path().join("a.txt")).unwrap();
    let time = jiff::Timestamp::try_from(stat.modified.unwrap()).unwrap();
    assert_eq!(entries[2].modified, Some(time));
    let verdict = judge(folder.path());
    assert_eq!(verdict.kind, "dir");
    assert_eq!(verdict.contents["M%FCller"], b"odd");
    assert_eq!(verdict.contents["b/z"], b"b/z");
}

#[test]
fn links_and_special_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a/real", b"1");
    symlink("real", folder.path().join("a/link")).unwrap();
    symlink("/etc", folder.path().join("outside")).unwrap();
    symlink("nowhere", folder.path().join("dangling")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
    fs::link(&folder.path().join("a/real"), &folder.path().join("hard")).unwrap();
    let verdict = judge(folder.path());
    let codes: Vec<_> = verdict.findings.iter().map(|finding| finding.code.id).collect();
    assert_eq!(codes, ["E-PKG-002", "E-PKG-002", "E-PKG-002", "E-PKG-003"]);
    assert_eq!(verdict.contents.keys().collect::<Vec<_>>(), ["a/real", "hard"]);
    let sockets = open(&folder.path().join("socket"), &Limits::default());
    assert_eq!(sockets.err().unwrap().code().id, "E-PKG-001");
}

#[test]
fn a_file_that_changes_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "longer", b"1");
    write(folder.path(), "touched", b"1");
    write(folder.path(), "while", &vec![0; 100_000]);
    let container = FolderContainer::open(folder.path()).unwrap();
    let (entries, _) = list(&container, &Limits::default());
    fs::append(&folder.path().join("longer")).unwrap().write_all(b"2").unwrap();
    let old = std::time::SystemTime::UNIX_EPOCH;
    fs::set_modified(&folder.path().join("touched"), old).unwrap();
    for entry in &entries[..2] {
        assert_eq!(container.open(entry).err().unwrap().code().id, "E-PKG-004");
    }
    let mut reader = container.open(&entries[2]).unwrap();
    reader.read_exact(&mut [0; 10]).unwrap();
    fs::append(&folder.path().join("while")).unwrap().write_all(b"2").unwrap();
    let failure = std::io::copy(&mut reader, &mut std::io::sink()).unwrap_err();
    assert_eq!(read_error(failure, "while").code().id, "E-PKG-004");
}

/// Between listing and reading, a folder is replaced by a link that leads elsewhere.
#[test]
fn nobody_leads_the_reader_elsewhere() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(folder.path(), "a/file", b"mine");
    write(elsewhere.path(), "file", b"evil");
    let container = FolderContainer::open(folder.path()).unwrap();
    let (entries, _) = list(&container, &Limits::default());
    fs::rename(&folder.path().join("a"), &folder.path().join("moved")).unwrap();
    symlink(elsewhere.path(), folder.path().join("a")).unwrap();
    let file = entries.iter().find(|entry| entry.kind == EntryKind::File).unwrap();
    assert!(container.open(file).is_err());
}

#[test]
fn attributes_that_are_not_kept_are_told() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a/plain", "b/marked", "c"] {
        write(folder.path(), name, b"four");
    }
    let told = || {
        let container = FolderContainer::open(folder.path()).unwrap();
        let (entries, _) = list(&container, &Limits::default());
        for file in entries.iter().filter(|entry| entry.kind == EntryKind::File) {
            container.open(file).unwrap().read_to_end(&mut Vec::new()).unwrap();
        }
        let mut findings = Findings::new();
        container.recheck(&mut findings).unwrap();
        findings
    };
    assert!(told().is_empty());
    for name in ["a", "b/marked"] {
        let flags = rustix::fs::XattrFlags::empty();
        let path = folder.path().join(name);
        if rustix::fs::setxattr(&path, "user.comment", b"draft", flags).is_err() {
            println!("skipped: this file system has no extended attributes");
            return;
        }
    }
    let findings = told();
    let found: Vec<_> = findings.iter().map(|f| (f.code.id, f.message(Lang::En))).collect();
    let message = "The package carries access lists or extended attributes (first at a); they are \
                   not kept.";
    assert_eq!(found, [("I-PKG-008", message.to_owned())]);
}

#[test]
fn limits_hold() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a/b/c", "d", "e", "f"] {
        write(folder.path(), name, b"four");
    }
    let container = FolderContainer::open(folder.path()).unwrap();
    let limited = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        list(&container, &limits)
    };
    assert_eq!(limited(|limits| limits.entries = 4).1, ["E-LIM-005"]);
    assert_eq!(limited(|limits| limits.path_depth = 2).1, ["E-LIM-007"]);
    assert_eq!(limited(|limits| limits.path_bytes = 4).1, ["E-LIM-006"]);
    let (entries, codes) = limited(|limits| limits.unpacked_bytes = 12);
    assert_eq!(codes, ["E-LIM-002"]);
    assert_eq!(entries.iter().filter(|entry| entry.kind == EntryKind::File).count(), 3);
}

#[test]
fn a_single_file_is_a_package() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "Bescheid.pdf", b"%PDF-1.7");
    let verdict = judge(&folder.path().join("Bescheid.pdf"));
    assert_eq!(verdict.kind, "file");
    assert_eq!(verdict.contents["Bescheid.pdf"], b"%PDF-1.7");
    assert!(verdict.findings.is_empty());
}
