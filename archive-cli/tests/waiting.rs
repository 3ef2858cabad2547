//! Locks that another process holds: waited for as long as was said, then exit code 11.
#![cfg(feature = "installation")]
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod support;

use archive_core::archive::{Archive, Lock, Locks};
use archive_core::clock::Clock;
use std::time::{Duration, Instant};
use support::Place;

const LOCKED: i32 = 11;

/// An installation with one package; its id.
fn house(place: &Place) -> String {
    place.write("in/akte/Bescheid.txt", b"Bescheid");
    place.write("in/neu/Bescheid.txt", b"Zweiter Bescheid");
    for words in [
        &["init", "arc"][..],
        &["--archive", "arc", "tenant", "add", "chemnitz", "--name", "Stadt Chemnitz"],
        &["--archive", "arc", "ingest", "in/akte"],
    ] {
        let run = place.run(words);
        assert_eq!(run.code, 0, "{}", run.err);
    }
    let listed = place.run(&["--archive", "arc", "list", "--json"]);
    listed.of("package")[0]["aip"].as_str().unwrap().to_owned()
}

fn tenant_locks(place: &Place) -> Locks {
    let archive = Archive::open(&place.path("arc"), Clock::System).unwrap();
    archive.tenant(&"chemnitz".parse().unwrap()).unwrap().locks().clone()
}

fn hold(locks: &Locks, name: &str) -> Lock {
    locks.take(name, Duration::ZERO).unwrap()
}

/// Every command that takes a lock, with the lock.
fn commands(place: &Place, aip: &str) -> Vec<(Vec<String>, Locks, String)> {
    let (tenant, whole) = (tenant_locks(place), {
        Archive::open(&place.path("arc"), Clock::System).unwrap().locks()
    });
    let uuid = aip.trim_start_matches("urn:uuid:");
    [
        ("tenant add floeha --name Floeha".to_owned(), &whole, "tenants".to_owned()),
        ("rebuild".into(), &whole, "tenants".into()),
        ("rebuild".into(), &tenant, "catalog".into()),
        ("fixity run".into(), &tenant, "fixity-main".into()),
        ("fixity run --due".into(), &tenant, "catalog".into()),
        ("fixity status".into(), &tenant, "catalog".into()),
        (format!("ingest in/neu --as-version-of {aip}"), &tenant, format!("aip-{uuid}")),
        ("ingest in/neu".into(), &tenant, "catalog".into()),
        ("list".into(), &tenant, "catalog".into()),
        (format!("show {aip}"), &tenant, "catalog".into()),
        (format!("export {aip} --to out"), &tenant, "catalog".into()),
        ("doctor --full".into(), &tenant, "fixity-main".into()),
    ]
    .map(|(words, locks, lock)| {
        (words.split(' ').map(str::to_owned).collect(), locks.clone(), lock)
    })
    .into()
}

#[test]
fn a_lock_is_waited_for_as_long_as_was_said() {
    let place = Place::new();
    let aip = house(&place);
    for (words, locks, lock) in commands(&place, &aip) {
        let held = hold(&locks, &lock);
        let begun = Instant::now();
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        let run = place.run(&[&["--archive", "arc", "--wait", "1"], &words[..]].concat());
        let took = begun.elapsed();
        drop(held);
        assert_eq!(run.code, LOCKED, "{words:?}, {lock}: {}{}", run.out, run.err);
        assert!(run.err.contains("E-ARC-007") || run.out.contains("E-ARC-007"), "{}", run.err);
        let waited = Duration::from_millis(900)..Duration::from_secs(20);
        assert!(waited.contains(&took), "{words:?}, {lock}: {took:?}");
    }
}

#[test]
fn a_check_does_not_wait_unless_it_is_told_to() {
    let place = Place::new();
    house(&place);
    let held = hold(&tenant_locks(&place), "fixity-main");
    let begun = Instant::now();
    let run = place.run(&["--archive", "arc", "fixity", "run"]);
    assert_eq!(run.code, LOCKED, "{}", run.err);
    assert!(begun.elapsed() < Duration::from_secs(20));
    let release = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(1));
        drop(held);
    });
    let run = place.run(&["--archive", "arc", "fixity", "run", "--wait", "60"]);
    assert_eq!(run.code, 0, "{}", run.err);
    release.join().unwrap();
}

#[test]
fn others_wait_a_minute_without_being_told() {
    let place = Place::new();
    house(&place);
    let held = hold(&tenant_locks(&place), "catalog");
    let release = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(1));
        drop(held);
    });
    let run = place.run(&["--archive", "arc", "ingest", "in/neu"]);
    assert_eq!(run.code, 0, "{}", run.err);
    release.join().unwrap();
}
