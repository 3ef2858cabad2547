//! The object store where it differs from others: what is left when requests stop at any point.

use super::super::behaviour::{
    assert_committed, describe, fill, inventory, placement, put, sidecar,
};
use super::super::{Entry, Key, ReadBack, Store, StoreError};
use super::Object;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt, TryStreamExt};
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error as Remote, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A bucket whose connection breaks after so many requests. The last one may still have been
/// carried out although its answer is lost.
#[derive(Debug)]
struct Breaking {
    bucket: Arc<InMemory>,
    left: AtomicI64,
    carried_out: bool,
}

impl fmt::Display for Breaking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("breaking")
    }
}

fn broken() -> Remote {
    Remote::Generic { store: "test", source: "status code: 503: connection broken".into() }
}

impl Breaking {
    async fn through<T>(&self, request: impl Future<Output = Result<T>>) -> Result<T> {
        match self.left.fetch_sub(1, Ordering::SeqCst) {
            2.. => request.await,
            1 if self.carried_out => request.await.and(Err(broken())),
            _ => Err(broken()),
        }
    }
}

#[async_trait::async_trait]
impl ObjectStore for Breaking {
    async fn put_opts(&self, at: &Path, bytes: PutPayload, how: PutOptions) -> Result<PutResult> {
        self.through(self.bucket.put_opts(at, bytes, how)).await
    }
    async fn put_multipart_opts(
        &self,
        at: &Path,
        how: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.through(self.bucket.put_multipart_opts(at, how)).await
    }
    async fn get_opts(&self, at: &Path, how: GetOptions) -> Result<GetResult> {
        self.through(self.bucket.get_opts(at, how)).await
    }
    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        if self.left.fetch_sub(1, Ordering::SeqCst) > 1 {
            return self.bucket.delete_stream(locations);
        }
        if self.carried_out && self.left.load(Ordering::SeqCst) == 0 {
            // The deletions happen when the stream is polled, which nobody does after an error.
            let removed = self.bucket.delete_stream(locations);
            let all = removed.try_collect::<Vec<_>>().map(|_| Err(broken()));
            return futures_util::stream::once(all).boxed();
        }
        futures_util::stream::iter([Err(broken())]).boxed()
    }
    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        if self.left.fetch_sub(1, Ordering::SeqCst) > 1 {
            return self.bucket.list(prefix);
        }
        futures_util::stream::iter([Err(broken())]).boxed()
    }
    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.through(self.bucket.list_with_delimiter(prefix)).await
    }
    async fn copy_opts(&self, from: &Path, to: &Path, how: CopyOptions) -> Result<()> {
        self.through(self.bucket.copy_opts(from, to, how)).await
    }
}

fn whole(bucket: &Arc<InMemory>) -> Object {
    let prefix = Key::new("copy").unwrap();
    let bucket: Arc<dyn ObjectStore> = Arc::clone(bucket) as _;
    Object::new(bucket, prefix, ReadBack::Cache, Vec::new()).unwrap()
}

fn breaking(bucket: &Arc<InMemory>, requests: i64, carried_out: bool) -> Object {
    let left = AtomicI64::new(requests);
    let remote = Arc::new(Breaking { bucket: Arc::clone(bucket), left, carried_out });
    Object::new(remote, Key::new("copy").unwrap(), ReadBack::Cache, Vec::new()).unwrap()
}

fn listed(store: &dyn Store, prefix: &Key) -> Vec<Entry> {
    let mut out = Vec::new();
    let mut each = |entry| {
        out.push(entry);
        ControlFlow::Continue(())
    };
    store.list(prefix, &mut each).unwrap();
    out
}

fn try_put(stage: &dyn super::Stage, path: &str, bytes: &[u8]) -> super::Result<()> {
    let mut sink = stage.create(&Key::new(path).unwrap())?;
    std::io::Write::write_all(&mut sink, bytes).unwrap();
    sink.finish()
}

/// Writes a version; says whether it came to its end.
fn write_version(store: &dyn Store, version: u32) -> super::Result<()> {
    let stage = store.stage(&placement(version, "w"))?;
    try_put(&*stage, &format!("v{version}/content/0000/0000"), b"content")?;
    try_put(&*stage, &format!("v{version}/inventory.json"), &inventory(version))?;
    try_put(&*stage, &format!("v{version}/inventory.json.sha512"), &sidecar(version))?;
    stage.commit()
}

/// Whatever request of a version is the last, with or without effect: the same writer goes on
/// or finds its work done, and the object is whole.
#[test]
fn a_connection_that_breaks_anywhere_is_recovered() {
    for (version, carried_out) in [(1, false), (1, true), (2, false), (2, true)] {
        let mut requests = 0;
        loop {
            let bucket = Arc::new(InMemory::new());
            for earlier in 1..version {
                write_version(&whole(&bucket), earlier).unwrap();
            }
            if write_version(&breaking(&bucket, requests, carried_out), version).is_ok() {
                break;
            }
            recover(&whole(&bucket), version);
            requests += 1;
        }
        assert!(requests > 8, "only {requests} requests were cut off");
    }
}

fn recover(store: &Object, version: u32) {
    match store.stage(&placement(version, "w")) {
        Ok(stage) => {
            let staged = stage.staged().unwrap();
            let has = |name: &str| staged.iter().any(|(path, _)| path.as_str().ends_with(name));
            if !has("0000") {
                put(&*stage, &format!("v{version}/content/0000/0000"), b"content");
            }
            if has("inventory.json") {
                let inventory = Key::new(format!("v{version}/inventory.json")).unwrap();
                stage.remove(&inventory).unwrap();
            }
            describe(&*stage, version);
            stage.commit().unwrap();
        }
        Err(StoreError::AlreadyExists(_)) => {}
        Err(error) => panic!("{error}"),
    }
    assert_committed(store, version);
    let object = placement(1, "w").object;
    assert_eq!(listed(store, &Key::root()), listed(store, &object), "something is left over");
}

/// A dead writer's claim does not hide that its version is committed.
#[test]
fn another_writer_finishes_a_committed_version() {
    let bucket = Arc::new(InMemory::new());
    let store = whole(&bucket);
    let stage = store.stage(&placement(1, "dead")).unwrap();
    fill(&*stage, 1);
    stage.commit().unwrap();
    store.create(&placement(1, "dead").claim, b"dead").unwrap();
    let root = placement(1, "w").object.join("inventory.json.sha512").unwrap();
    store.delete(&root).unwrap();
    let found = store.stage(&placement(1, "other"));
    assert!(matches!(found, Err(StoreError::AlreadyExists(_))));
    recover(&store, 1);
}

/// Recovering an old version does not turn the root back.
#[test]
fn an_old_version_never_takes_the_root_back() {
    let store = Object::memory().unwrap();
    for version in 1..=2 {
        write_version(&store, version).unwrap();
    }
    assert!(matches!(store.stage(&placement(1, "w")), Err(StoreError::AlreadyExists(_))));
    assert_committed(&store, 2);
}

#[test]
fn keys_too_long_for_the_bucket_are_refused() {
    let bucket = Arc::new(InMemory::new());
    let store = whole(&bucket);
    let long = Key::new(vec!["x".repeat(199); 5].join("/") + "/xxxxxxxxxxxxxxxxxxxxxxxx").unwrap();
    assert!(matches!(store.create(&long, b""), Err(StoreError::BadKey(_))));
}
