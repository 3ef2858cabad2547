//! Every store and every wrapper keeps the same contract: the behaviour suite runs on all.

#![cfg(feature = "installation")]
#![expect(clippy::unwrap_used, reason = "a test")]

use archive_core::store::{
    Faulty, Key, Local, Object, Patience, Prefixed, Rate, Retry, Store, Throttled, UrlOptions,
    behaviour, check_store, open_url,
};

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

/// A real service. `scripts/with-moto` starts one and sets the variables; `ARCHIVE_TEST_S3_URL`
/// names bucket and prefix (`s3://archive-test/x`), `AWS_*` the rest.
#[test]
fn a_store_in_s3() {
    let Ok(url) = std::env::var("ARCHIVE_TEST_S3_URL") else {
        println!("skipped: ARCHIVE_TEST_S3_URL is not set (scripts/with-moto sets it)");
        return;
    };
    let next = std::cell::Cell::new(0);
    let run = std::process::id();
    let fresh = || -> Box<dyn Store> {
        next.set(next.get() + 1);
        open_url(&format!("{url}/{run}/{}", next.get()), &UrlOptions::default()).unwrap()
    };
    check_store(&*fresh(), &Key::new("probe").unwrap()).unwrap();
    behaviour::run_all("s3", &fresh);
}
