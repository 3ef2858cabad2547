//! A copy in a bucket that takes few requests at the same time: everything works, nobody waits for
//! ever, and no more requests are made than the bucket takes.

use crate::house::{House, id};
use archive_core::access::{Export, export};
use archive_core::archive::TenantArchive;
use archive_core::config::CopySection;
use archive_core::copies::{Silent, SyncOptions, sync};
use archive_core::fixity::repair::{RepairOptions, repair};
use archive_core::fixity::{self, RunOptions};
use archive_core::ingest::{Request, Session, Status};
use archive_core::package::reading::Progress;
use archive_core::store::proof::Pace;
use archive_core::store::{Entry, Key, Object, ReadBack, Store};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt};
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, GetResultPayload, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, UploadPart,
};
use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

/// Longer than any flow takes: whoever is not done then waits for ever.
const FOR_EVER: Duration = Duration::from_mins(5);
/// Reading files of this size takes several pieces, writing them several parts.
const LARGE: usize = 20 << 20;

/// How many requests are under way, and how many there were at most.
#[derive(Debug, Default)]
struct Count {
    now: AtomicUsize,
    most: AtomicUsize,
}

/// A request that is under way.
struct UnderWay(Arc<Count>);

impl UnderWay {
    /// Begins a request, and gives others the time to begin theirs.
    async fn begin(count: &Arc<Count>) -> Self {
        let now = count.now.fetch_add(1, Ordering::SeqCst) + 1;
        count.most.fetch_max(now, Ordering::SeqCst);
        let begun = Self(Arc::clone(count));
        tokio::time::sleep(Duration::from_millis(1)).await;
        begun
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A bucket in memory that counts requests, each until its answer was read to the end.
#[derive(Debug, Default)]
struct Counting {
    bucket: InMemory,
    count: Arc<Count>,
}

impl fmt::Display for Counting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("counting")
    }
}

#[derive(Debug)]
struct CountingUpload {
    inner: Box<dyn MultipartUpload>,
    count: Arc<Count>,
}

#[async_trait::async_trait]
impl MultipartUpload for CountingUpload {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        let (part, count) = (self.inner.put_part(data), Arc::clone(&self.count));
        async move {
            let _way = UnderWay::begin(&count).await;
            part.await
        }
        .boxed()
    }
    async fn complete(&mut self) -> Result<PutResult> {
        let _way = UnderWay::begin(&self.count).await;
        self.inner.complete().await
    }
    async fn abort(&mut self) -> Result<()> {
        self.inner.abort().await
    }
}

#[async_trait::async_trait]
impl ObjectStore for Counting {
    async fn put_opts(&self, at: &Path, bytes: PutPayload, how: PutOptions) -> Result<PutResult> {
        let _way = UnderWay::begin(&self.count).await;
        self.bucket.put_opts(at, bytes, how).await
    }
    async fn put_multipart_opts(
        &self,
        at: &Path,
        how: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        let _way = UnderWay::begin(&self.count).await;
        let inner = self.bucket.put_multipart_opts(at, how).await?;
        Ok(Box::new(CountingUpload { inner, count: Arc::clone(&self.count) }))
    }
    async fn get_opts(&self, at: &Path, how: GetOptions) -> Result<GetResult> {
        let way = UnderWay::begin(&self.count).await;
        let found = self.bucket.get_opts(at, how).await?;
        let (meta, range, attributes) =
            (found.meta.clone(), found.range.clone(), found.attributes.clone());
        let extensions = found.extensions.clone();
        let body = found.into_stream().map(move |chunk: Result<Bytes>| {
            let _way = &way;
            chunk
        });
        let payload = GetResultPayload::Stream(body.boxed());
        Ok(GetResult { payload, meta, range, attributes, extensions })
    }
    fn delete_stream(
        &self,
        locations: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        self.bucket.delete_stream(locations)
    }
    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.bucket.list(prefix)
    }
    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        let _way = UnderWay::begin(&self.count).await;
        self.bucket.list_with_delimiter(prefix).await
    }
    async fn copy_opts(&self, from: &Path, to: &Path, how: CopyOptions) -> Result<()> {
        let _way = UnderWay::begin(&self.count).await;
        self.bucket.copy_opts(from, to, how).await
    }
}

/// A tenant with the copies `main` on a disk and `b` in a bucket that takes so many requests.
fn tenant(house: &House, requests: Option<u32>) -> (TenantArchive, Arc<Count>) {
    let bucket = Arc::new(Counting::default());
    let count = Arc::clone(&bucket.count);
    let (root, remote) = (Key::root, ReadBack::Remote);
    let b: Arc<dyn Store> = Arc::new(match requests {
        Some(requests) => Object::limited(bucket, root(), remote, requests).unwrap(),
        None => Object::new(bucket, root(), remote, Vec::new()).unwrap(),
    });
    let wrapped = |name: &str, store| if name == "b" { Arc::clone(&b) } else { store };
    (house.tenant().behind(wrapped), count)
}

fn house() -> House {
    let mut house = House::new();
    let b = CopySection { required: false, ..CopySection::new("b", "copies/b") };
    house.archive = house.archive.add_copy(&b).unwrap();
    for number in 0..60 {
        house.write(&format!("akte/{number}.txt"), format!("Blatt {number}").as_bytes());
    }
    for (number, byte) in [b'a', b'b', b'c'].into_iter().enumerate() {
        house.write(&format!("akte/film{number}.bin"), &vec![byte; LARGE]);
        house.write(&format!("früher/{number}.bin"), &vec![byte ^ 1; 100_000]);
    }
    house
}

fn bring(tenant: &TenantArchive) {
    let options = SyncOptions { jobs: 4, ..SyncOptions::default() };
    let done = sync(tenant, "b", &options, &Silent, &Pace::default()).unwrap();
    assert_eq!((done.failed, done.behind), (0, 0), "{done:?}");
}

fn check(tenant: &TenantArchive) -> u64 {
    let options = RunOptions { threads: 4, ..RunOptions::default() };
    fixity::run(tenant, &options, &fixity::Silent, &Pace::default()).unwrap().damaged()
}

/// Everything that is done with a copy: bringing, ingest, checks, repair both ways, export.
fn flows(house: &House, tenant: &TenantArchive) {
    let store = |name: &str| {
        let request = Request { threads: 4, ..Request::default() };
        let session = Session::without_schemas(tenant).unwrap();
        let outcome = session.ingest(&house.path(name), &request, &Progress::default());
        assert_eq!(outcome.status, Status::Stored, "{:?}", outcome.findings);
        outcome
    };
    bring(tenant);
    store("früher");
    let akte = store("akte");
    assert_eq!(akte.copies.len(), 2, "{:?}", akte.findings);
    assert_eq!(check(tenant), 0);
    for name in ["b", "main"] {
        damage(tenant, name);
        assert_eq!(check(tenant), 1, "{name}");
        let repaired =
            repair(tenant, &RepairOptions::default(), &fixity::Silent, &Pace::default()).unwrap();
        assert_eq!((repaired.repaired, repaired.left), (1, 0), "{name}");
    }
    assert_eq!(check(tenant), 0);
    // Handed out from the bucket, since the disk has lost it.
    let aip = akte.aip.unwrap();
    let main = tenant.copy("main").unwrap();
    for key in files(main.folder.store(), &main.holdings.object_key(&aip.to_string())) {
        main.folder.store().delete(&key.0).unwrap();
    }
    let out = export(tenant, &Export::files(aip, house.path("out")), &()).unwrap();
    assert_eq!(out.files, 63);
}

/// What lies below a prefix, with sizes.
fn files(store: &Arc<dyn Store>, prefix: &Key) -> Vec<(Key, u64)> {
    let mut out = Vec::new();
    let each = &mut |entry| {
        if let Entry::File { key, meta } = entry {
            out.push((key, meta.size));
        }
        ControlFlow::Continue(())
    };
    store.list(prefix, each).unwrap();
    out
}

/// Flips a bit of a large file on a copy.
fn damage(tenant: &TenantArchive, name: &str) {
    let store = tenant.copy(name).unwrap().folder.store().clone();
    let all = files(&store, &Key::new("holdings").unwrap());
    let key = all.into_iter().find(|(_, size)| *size == LARGE as u64).unwrap().0;
    let mut bytes = store.read(&key, 1 << 30).unwrap();
    bytes[LARGE / 2] ^= 1;
    store.replace(&key, &bytes).unwrap();
}

/// The most requests at the same time that the flows make.
fn most_at_once(requests: Option<u32>) -> usize {
    let (sender, receiver) = channel();
    let work = std::thread::spawn(move || {
        let house = house();
        assert_eq!(house.tenant().id(), &id());
        let (tenant, count) = tenant(&house, requests);
        flows(&house, &tenant);
        let _ = sender.send(());
        count.most.load(Ordering::SeqCst)
    });
    if let Err(std::sync::mpsc::RecvTimeoutError::Timeout) = receiver.recv_timeout(FOR_EVER) {
        panic!("with {requests:?} requests at the same time, somebody waits for ever");
    }
    work.join().unwrap()
}

#[test]
fn one_request_at_a_time_is_enough_for_everything() {
    assert_eq!(most_at_once(Some(1)), 1);
}

#[test]
fn no_more_requests_are_made_than_are_allowed() {
    let most = most_at_once(Some(2));
    assert!(most <= 2, "{most}");
    // Without a limit there are more, so the count counts.
    let free = most_at_once(None);
    assert!(free > 2, "{free}");
}
