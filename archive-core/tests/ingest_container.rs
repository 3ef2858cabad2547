//! The container is not kept; what it was is.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod support;

use archive_core::archive::{Archive, Founding};
use archive_core::clock::Clock;
use archive_core::digest::{Algorithm, Hasher};
use archive_core::fs;
use archive_core::ingest::{Request, Session, Status};
use archive_core::package::reading::Progress;
use std::path::Path;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// A time to the nanosecond, before the epoch's second half.
fn time() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::new(1_000_000_000, 123_456_789)
}

/// Everything a copy holds of documents that name a container, after taking in some bytes.
fn documents(bytes: &[u8], name: &str, digest: bool) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("archive");
    let archive = Archive::create(&place, &Founding::default(), Clock::System).unwrap();
    drop(archive);
    let config = place.join("archive.toml");
    let text = String::from_utf8(fs::read(&config, 1 << 20).unwrap()).unwrap();
    let wanted = format!("container_digest = {digest}");
    let text = text.replace("container_digest = true", &wanted);
    assert!(text.contains(&wanted));
    fs::replace_durably(&config, text.as_bytes()).unwrap();
    let archive = Archive::open(&place, Clock::System).unwrap();
    let id = "chemnitz".parse().unwrap();
    archive.add_tenant(&id, "Stadt Chemnitz", None).unwrap();
    let tenant = archive.tenant(&id).unwrap();
    let path = folder.path().join(name);
    fs::replace_durably(&path, bytes).unwrap();
    fs::set_modified(&path, time()).unwrap();
    let request = Request { threads: 2, ..Request::default() };
    let session = Session::without_schemas(&tenant).unwrap();
    let outcome = session.ingest(&path, &request, &Progress::default());
    assert_eq!(outcome.status, Status::Stored, "{name}");
    let mut found = String::new();
    collect(&place.join("copies"), &mut found);
    (folder, found)
}

fn collect(folder: &Path, found: &mut String) {
    for entry in fs::read_folder(folder).unwrap() {
        let path = folder.join(entry.name);
        if entry.kind == fs::Kind::Folder {
            collect(&path, found);
            continue;
        }
        let text = String::from_utf8_lossy(&fs::read(&path, 1 << 24).unwrap()).into_owned();
        if text.contains("container sha256") || text.contains("container size") {
            found.push_str(&text);
        }
    }
}

#[test]
fn size_time_and_digest_of_every_container_are_kept() {
    let tar = support::tar_of(&[support::tar_entry(b"akte/a.txt", b'0', b"eins")]);
    let zip = support::Zip::default().stored("akte/a.txt", b"eins").finish();
    let tgz = support::gzip(&tar);
    let plain = b"eins".to_vec();
    for (name, bytes) in [("a.tar", tar), ("a.zip", zip), ("a.tgz", tgz), ("a.txt", plain)] {
        let digest = Hasher::digest(Algorithm::Sha256, &bytes).hex();
        for wanted in [true, false] {
            let (_folder, text) = documents(&bytes, name, wanted);
            let at = |words: &str| text.contains(words);
            assert!(at(&format!(">{}<", bytes.len())), "{name}: {text}");
            assert!(at("2001-09-09T01:46:40.123456789Z"), "{name}: {text}");
            let container = wanted && name != "a.txt";
            assert_eq!(at("container sha256"), container, "{name}");
            assert_eq!(at(&digest), container, "{name}");
        }
    }
}
