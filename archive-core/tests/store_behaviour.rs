//! Every store and every wrapper keeps the same contract: the behaviour suite runs on all.

#![cfg(feature = "installation")]
#![expect(clippy::unwrap_used, reason = "a test")]

use archive_core::clock::Clock;
use archive_core::finding::codes::{cpy, sto};
use archive_core::store::lock::{LockRule, LockSupport, Mode};
use archive_core::store::{
    Faulty, Key, Local, Locking, Object, Patience, Prefixed, Rate, ReadBack, Retry, Store,
    StoreError, Throttled, UrlOptions, behaviour, check_store, open_url,
};
use std::sync::Arc;

/// Stores in folders of their own below one temporary folder.
fn local() -> (tempfile::TempDir, impl Fn() -> Local) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().to_owned();
    let next = std::cell::Cell::new(0);
    let fresh = move || {
        next.set(next.get() + 1);
        Local::create(&root.join(next.get().to_string())).unwrap()
    };
    (folder, fresh)
}

#[test]
fn a_local_store() {
    let (_folder, fresh) = local();
    behaviour::run_all("local", &|| Box::new(fresh()) as Box<dyn Store>);
}

#[test]
fn a_store_in_memory() {
    behaviour::run_all("memory", &|| Box::new(Object::memory().unwrap()));
}

#[test]
fn a_store_that_takes_one_request_at_a_time() {
    behaviour::run_all("limited memory", &|| {
        let remote = Arc::new(object_store::memory::InMemory::new());
        Box::new(Object::limited(remote, Key::root(), ReadBack::Cache, 1).unwrap())
    });
}

#[test]
fn a_part_of_a_store() {
    let prefix = || Key::new("town/part").unwrap();
    let (_folder, fresh) = local();
    behaviour::run_all("prefixed local", &|| Box::new(Prefixed::new(fresh(), prefix())));
    let memory = || Object::memory().unwrap();
    behaviour::run_all("prefixed memory", &|| Box::new(Prefixed::new(memory(), prefix())));
}

#[test]
fn a_throttled_store() {
    let rate = Rate { bytes: Some(1 << 30), requests: Some(100_000) };
    let (_folder, fresh) = local();
    behaviour::run_all("throttled local", &|| Box::new(Throttled::new(fresh(), rate)));
    let memory = || Object::memory().unwrap();
    behaviour::run_all("throttled memory", &|| Box::new(Throttled::new(memory(), rate)));
}

#[test]
fn a_store_that_asks_again() {
    let patience = Patience::default();
    let (_folder, fresh) = local();
    behaviour::run_all("retrying local", &|| Box::new(Retry::new(fresh(), patience)));
    let memory = || Object::memory().unwrap();
    behaviour::run_all("retrying memory", &|| Box::new(Retry::new(memory(), patience)));
}

#[test]
fn a_faulty_store_without_faults() {
    let (_folder, fresh) = local();
    behaviour::run_all("faulty local", &|| Box::new(Faulty::new(fresh())));
    let memory = || Object::memory().unwrap();
    behaviour::run_all("faulty memory", &|| Box::new(Faulty::new(memory())));
}

/// All wrappers at once, as a copy of a tenant is opened.
#[test]
fn wrappers_around_wrappers() {
    let (_folder, fresh) = local();
    let prefix = || Key::new("town").unwrap();
    behaviour::run_all("all wrappers", &|| {
        let retry = Retry::new(Throttled::new(fresh(), Rate::default()), Patience::default());
        Box::new(Prefixed::new(Faulty::new(retry), prefix()))
    });
}

/// Where a real service is. `scripts/with-moto` starts one and sets the variables, which name
/// bucket and prefix (`s3://archive-test/x`), `AWS_*` the rest; so does `scripts/with-ceph`.
#[expect(clippy::print_stdout, reason = "says what is left out")]
fn service(variable: &str) -> Option<String> {
    let url = std::env::var(variable).ok();
    if url.is_none() {
        println!("skipped: {variable} is not set");
    }
    url
}

#[test]
fn a_store_in_s3() {
    let Some(url) = service("ARCHIVE_TEST_S3_URL") else { return };
    run_on("s3", &url);
}

/// The suite on a service, with any number of requests at the same time and with one, and that its
/// conditional create can be trusted.
fn run_on(service: &str, url: &str) {
    let next = std::cell::Cell::new(0);
    for concurrency in [None, Some(1)] {
        let mut options = UrlOptions::default();
        options.concurrency = concurrency;
        let fresh = || -> Box<dyn Store> {
            next.set(next.get() + 1);
            let url = format!("{url}/{}/{}", std::process::id(), next.get());
            open_url(&url, &options).unwrap()
        };
        check_store(&*fresh(), &Key::new("probe").unwrap()).unwrap();
        behaviour::run_all(service, &fresh);
    }
}

/// `scripts/with-azurite` starts the service and sets the variables.
#[test]
fn a_store_in_azure() {
    let Some(url) = service("ARCHIVE_TEST_AZURE_URL") else { return };
    run_on("azure", &url);
}

/// No service for tests speaks the part of Google's interface that the client uses: whoever has a
/// bucket names it (`gs://bucket/x`), and `GOOGLE_*` the rest.
#[test]
fn a_store_in_google() {
    let Some(url) = service("ARCHIVE_TEST_GCS_URL") else { return };
    run_on("google", &url);
}

fn rule(text: &str) -> LockRule {
    text.parse().unwrap()
}

#[test]
fn locks_in_s3() {
    let Some(url) = service("ARCHIVE_TEST_S3_LOCK_URL") else { return };
    let url = format!("{url}/{}/locks", std::process::id());
    let store = open_url(&url, &UrlOptions::default()).unwrap();
    assert_eq!(store.lock_support().unwrap(), LockSupport { versioning: true, object_lock: true });
    let key = Key::new("stadt/holdings/Straße 1/0=ocfl_1.1 +&?").unwrap();
    let (now, short, long) = (Clock::System.now(), rule("governance 1d"), rule("governance 2d"));
    assert!(matches!(store.lock(&key, &short.from(now)), Err(StoreError::NotFound(_))));
    store.create(&key, b"x").unwrap();
    assert_eq!(store.lock_of(&key).unwrap(), None);
    store.lock(&key, &short.from(now)).unwrap();
    assert_eq!(store.lock_of(&key).unwrap(), Some(short.from(now)));
    store.lock(&key, &long.from(now)).unwrap();
    // A shorter one changes nothing and is no failure.
    store.lock(&key, &short.from(now)).unwrap();
    assert_eq!(store.lock_of(&key).unwrap(), Some(long.from(now)));
    // A repair takes the place of what is locked; the old bytes stay behind it.
    store.replace(&key, b"y").unwrap();
    assert_eq!(store.read(&key, 9).unwrap(), b"y");
    assert_eq!(store.lock_of(&key).unwrap(), None);
    store.lock(&key, &rule("compliance 1d").from(now)).unwrap();
    assert_eq!(store.lock_of(&key).unwrap().map(|lock| lock.mode), Some(Mode::Compliance));
    store.delete(&key).unwrap();
    assert!(matches!(store.head(&key), Err(StoreError::NotFound(_))));
}

#[test]
fn a_bucket_without_locks_in_s3() {
    let Some(url) = service("ARCHIVE_TEST_S3_URL") else { return };
    let url = format!("{url}/{}/no-locks", std::process::id());
    let store = open_url(&url, &UrlOptions::default()).unwrap();
    assert!(!store.lock_support().unwrap().object_lock);
    let key = Key::new("stadt/reports/a").unwrap();
    store.create(&key, b"x").unwrap();
    assert_eq!(store.lock_of(&key).unwrap(), None);
    assert!(store.lock(&key, &rule("governance 1d").from(Clock::System.now())).is_err());
    let refused = Locking::new(store.into(), rule("governance 1d"), Clock::System, "ceph");
    let there = archive_core::Error::from(refused.create(&key, b"x").unwrap_err());
    assert!(there.is(&sto::ALREADY_THERE), "{there}");
    let told = archive_core::Error::from(refused.replace(&key, b"y").unwrap_err());
    assert!(told.is(&cpy::NO_LOCK_THERE), "{told}");
}

/// The suite leaves versions behind that only the end of the service removes.
#[test]
fn a_locking_store_in_s3() {
    let Some(url) = service("ARCHIVE_TEST_S3_LOCK_URL") else { return };
    let next = std::cell::Cell::new(0);
    let fresh = || -> Box<dyn Store> {
        next.set(next.get() + 1);
        let url = format!("{url}/{}/suite/{}", std::process::id(), next.get());
        let store = open_url(&url, &UrlOptions::default()).unwrap();
        Box::new(Locking::new(store.into(), rule("governance 1d"), Clock::System, "ceph"))
    };
    behaviour::run_all("locking s3", &fresh);
}
