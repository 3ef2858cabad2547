//! Every store and every wrapper keeps the same contract: the behaviour suite runs on all.

#![expect(clippy::unwrap_used, reason = "a test")]

use archive_core::store::{Local, Store, behaviour};

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
