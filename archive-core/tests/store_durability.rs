//! The local store as the operating system sees it: in which order it syncs and renames, and
//! what is left when the process is killed at any of these calls.
//!
//! The tests run [`two_versions_are_committed`] and [`drafts_are_published_together`] again as
//! processes of their own under `strace`, and say so where that program is missing.
#![cfg(feature = "installation")]
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test")]

use archive_core::store::behaviour::{assert_committed, describe, fill, placement, put};
use archive_core::store::{Draft, Drafts, Key, Local, Store, StoreError};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus};

/// Names the folder of the store for the process under `strace`.
const FOLDER: &str = "ARCHIVE_TEST_DURABILITY_FOLDER";
/// The calls that change names or make something durable.
const CALLS: [&str; 6] = ["mkdir", "rename", "linkat", "unlink", "rmdir", "syncfs"];

/// How many syncs the two commits make.
const SYNCS: usize = 5;

fn commit(store: &Local, version: u32) -> Result<(), StoreError> {
    let stage = match store.stage(&placement(version, "w")) {
        Err(StoreError::AlreadyExists(_)) => return Ok(()),
        other => other?,
    };
    let staged = stage.staged()?;
    let has = |end: &str| staged.iter().any(|(path, _)| path.as_str().ends_with(end));
    if staged.is_empty() {
        fill(&*stage, version);
    } else if !has("inventory.json") {
        describe(&*stage, version);
    } else if !has(".sha512") {
        let sidecar = archive_core::store::behaviour::sidecar(version);
        put(&*stage, &format!("v{version}/inventory.json.sha512"), &sidecar);
    }
    stage.sync()?;
    stage.commit()
}

#[test]
fn two_versions_are_committed() {
    let own = tempfile::tempdir().unwrap();
    let folder = std::env::var_os(FOLDER).map_or_else(|| own.path().to_owned(), Into::into);
    let store = Local::open(&folder).unwrap();
    for version in 1..=2 {
        commit(&store, version).unwrap();
    }
    assert_committed(&store, 2);
}

#[test]
fn drafts_are_published_together() {
    let own = tempfile::tempdir().unwrap();
    let folder = std::env::var_os(FOLDER).map_or_else(|| own.path().to_owned(), Into::into);
    let stores = ["one", "two"].map(|name| Local::create(&folder.join(name)).unwrap());
    let key = |name: &str| Key::new(name).unwrap();
    let draft = |store| Store::draft(store, &[(key("tile"), b"1".to_vec())], (&key("last"), b"2"));
    let drafts = stores.iter().map(draft).collect::<Result<_, _>>().unwrap();
    let drafts = Box::new(Drafts(drafts));
    drafts.settle().unwrap();
    drafts.publish().unwrap().settle().unwrap();
}

/// Runs a test under `strace`; `None` where there is none.
fn traced(test_name: &str, folder: &Path, arguments: &[&str]) -> Option<ExitStatus> {
    let test = std::env::current_exe().unwrap();
    let output = Command::new("strace")
        .args(["-f", "-qq"])
        .args(arguments)
        .arg(test)
        .args(["--exact", test_name, "--test-threads=1"])
        .env(FOLDER, folder)
        .output();
    match output {
        Ok(output) => Some(output.status),
        Err(error) => {
            println!("skipped: strace cannot be run ({error})");
            None
        }
    }
}

/// Every rename into the holdings follows a sync, and a sync follows it.
#[test]
fn nothing_is_renamed_into_place_before_it_is_synced() {
    let folder = tempfile::tempdir().unwrap();
    let log = tempfile::NamedTempFile::new().unwrap();
    let trace = ["-e", "trace=rename,syncfs", "-o", log.path().to_str().unwrap()];
    let Some(status) = traced("two_versions_are_committed", folder.path(), &trace) else { return };
    assert!(status.success());
    let mut file = log.reopen().unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut file, &mut text).unwrap();
    let step = |line: &str| -> Option<char> {
        let done = line.ends_with("= 0");
        let target = line.rsplit(", ").next().unwrap_or_default();
        match () {
            () if done && line.contains("syncfs(") => Some('S'),
            () if !done || !line.contains("rename(") || !target.contains("/holdings/") => None,
            () if target.contains("inventory.json.sha512\"") => Some('s'),
            () if target.contains("inventory.json\"") => Some('i'),
            () if target.contains("/v2\"") => Some('v'),
            () => Some('o'),
        }
    };
    let steps: String = text.lines().filter_map(step).collect();
    // The caller's sync seals the stage, then the object; for version 2 the version folder, then
    // root inventory and sidecar, each on durable ground.
    assert_eq!(steps, "SoSSvSisS", "{text}");
    assert_eq!(steps.matches('S').count(), SYNCS);
}

/// Two stores on one disk share two syncs: one before the files come to their places, one after.
#[test]
fn nothing_is_published_before_it_is_synced() {
    let folder = tempfile::tempdir().unwrap();
    let log = tempfile::NamedTempFile::new().unwrap();
    let trace = ["-e", "trace=rename,syncfs", "-o", log.path().to_str().unwrap()];
    let traced = traced("drafts_are_published_together", folder.path(), &trace);
    let Some(status) = traced else { return };
    assert!(status.success());
    let text = std::io::read_to_string(log.reopen().unwrap()).unwrap();
    let step = |line: &str| match () {
        () if line.contains("syncfs(") => Some('S'),
        () if line.contains("/tile\"") => Some('t'),
        () if line.contains("/last\"") => Some('l'),
        () => None,
    };
    let steps: String = text.lines().filter(|line| line.contains('(')).filter_map(step).collect();
    assert_eq!(steps, "ttSllS", "{text}");
}

/// The process is killed at every single call; a new one finishes the work.
#[test]
fn a_process_killed_at_any_call_is_recovered() {
    let mut kills = 0;
    for call in CALLS {
        for n in 1.. {
            let folder = tempfile::tempdir().unwrap();
            let inject = format!("inject={call}:signal=SIGKILL:when={n}");
            let trace = format!("trace={call}");
            let options = ["-e", &trace, "-e", &inject, "-o", "/dev/null"];
            let Some(status) = traced("two_versions_are_committed", folder.path(), &options) else {
                return;
            };
            if status.success() {
                break;
            }
            assert_eq!(status.signal().or(status.code().map(|c| c - 128)), Some(9), "{status}");
            kills += 1;
            recover(folder.path());
        }
    }
    assert!(kills > 30, "only {kills} kills");
}

/// No sync that fails is passed over: the commit fails, and the next one finishes the work.
#[test]
fn a_failed_sync_is_never_success() {
    for n in 1..=SYNCS {
        let folder = tempfile::tempdir().unwrap();
        let inject = format!("inject=syncfs:error=EIO:when={n}");
        let options = ["-e", "trace=syncfs", "-e", &inject, "-o", "/dev/null"];
        let Some(status) = traced("two_versions_are_committed", folder.path(), &options) else {
            return;
        };
        assert!(!status.success(), "sync {n} failed and nobody noticed");
        recover(folder.path());
    }
}

fn recover(folder: &Path) {
    let store = Local::open(folder).unwrap();
    for version in 1..=2 {
        commit(&store, version).unwrap();
    }
    assert_committed(&store, 2);
    // A temporary file of a claim may be left where the process was killed between link and
    // unlink; the listing shows it as what it is. Nothing else may be.
    let mut rest = Vec::new();
    let mut each = |entry| {
        rest.push(entry);
        std::ops::ControlFlow::Continue(())
    };
    store.list(&Key::root(), &mut each).unwrap();
    let object = format!("{}/", placement(1, "w").object);
    rest.retain(|entry| match entry {
        archive_core::store::Entry::File { key, .. } => !key.as_str().starts_with(&object),
        archive_core::store::Entry::Odd { place, oddity } => {
            let leftover = *oddity == archive_core::store::Oddity::Leftover;
            !(leftover && place.starts_with("claims/"))
        }
        archive_core::store::Entry::Folder { .. } => true,
    });
    assert_eq!(rest, [], "something is left over");
}
