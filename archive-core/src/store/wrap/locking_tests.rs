//! What is locked on a copy, when, and what is said where it cannot be.

use super::super::super::behaviour::{assert_committed, fill, placement};
use super::super::super::lock::Mode;
use super::super::super::{Object, Placement, Prefixed};
use super::*;
use std::collections::BTreeMap;

/// What a lock is answered with.
type Refusal = fn(crate::store::At) -> StoreError;

/// What became of the locks in a [`Bucket`].
#[derive(Debug, Default)]
struct Locks {
    set: Mutex<BTreeMap<String, Retention>>,
    /// What every lock is answered with.
    refusal: Mutex<Option<Refusal>>,
}

/// A bucket in memory that locks.
#[derive(Debug, Clone)]
struct Bucket {
    inner: Object,
    locks: Arc<Locks>,
    support: LockSupport,
}

impl Bucket {
    fn new(object_lock: bool) -> Self {
        let support = LockSupport { versioning: true, object_lock };
        Self { inner: Object::memory().unwrap(), locks: Arc::default(), support }
    }

    fn locked(&self) -> Vec<String> {
        self.locks.set.lock().unwrap().keys().cloned().collect()
    }

    fn refuse(&self, refusal: Option<Refusal>) {
        *self.locks.refusal.lock().unwrap() = refusal;
    }
}

impl Store for Bucket {
    fn open(&self, key: &Key, range: Option<Range<u64>>) -> Result<Reader> {
        self.inner.open(key, range)
    }
    fn open_from_medium(&self, key: &Key) -> Result<Reader> {
        self.inner.open_from_medium(key)
    }
    fn read_back(&self) -> ReadBack {
        self.inner.read_back()
    }
    fn head(&self, key: &Key) -> Result<Meta> {
        self.inner.head(key)
    }
    fn list(&self, prefix: &Key, each: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        self.inner.list(prefix, each)
    }
    fn children(&self, prefix: &Key) -> Result<Vec<Entry>> {
        self.inner.children(prefix)
    }
    fn create(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        self.inner.create(key, bytes)
    }
    fn replace(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        self.inner.replace(key, bytes)
    }
    fn rewrite(&self, key: &Key) -> Result<Box<dyn Sink>> {
        self.inner.rewrite(key)
    }
    fn delete(&self, key: &Key) -> Result<()> {
        self.inner.delete(key)
    }
    fn stage(&self, placement: &Placement) -> Result<Box<dyn Stage>> {
        self.inner.stage(placement)
    }
    fn free_bytes(&self) -> Result<Option<u64>> {
        Ok(None)
    }
    fn lock(&self, key: &Key, retention: &Retention) -> Result<()> {
        if let Some(refuse) = *self.locks.refusal.lock().unwrap() {
            return Err(refuse(crate::store::At::key("lock", key).because("not now")));
        }
        self.inner.head(key)?;
        self.locks.set.lock().unwrap().insert(key.to_string(), *retention);
        Ok(())
    }
    fn lock_of(&self, key: &Key) -> Result<Option<Retention>> {
        Ok(self.locks.set.lock().unwrap().get(key.as_str()).copied())
    }
    fn lock_support(&self) -> Result<LockSupport> {
        Ok(self.support)
    }
}

fn locking(bucket: &Bucket) -> Locking {
    let rule = LockRule { mode: Mode::Governance, days: 30 };
    let clock = Clock::Fixed("2026-11-01T00:00:00Z".parse().unwrap());
    Locking::new(Arc::new(bucket.clone()), rule, clock, "ceph")
}

fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

/// A placement below a tenant, as a copy has it.
fn of_tenant(version: u32) -> Placement {
    placement(version, "w").below(&key("stadt/holdings")).unwrap()
}

#[test]
fn a_version_is_locked_with_its_root_once_it_is_committed() {
    let bucket = Bucket::new(true);
    let store = locking(&bucket);
    let stage = store.stage(&of_tenant(1)).unwrap();
    fill(&*stage, 1);
    assert_eq!(bucket.locked(), [""; 0], "what may still be given up was locked");
    stage.commit().unwrap();
    let mut there = Vec::new();
    let object = of_tenant(1).object;
    try_list(&store, &object, |entry| -> Result<()> {
        if let Entry::File { key, .. } = entry {
            there.push(key.to_string());
        }
        Ok(())
    })
    .unwrap();
    assert!(there.len() > 5 && bucket.locked() == there, "{:?} of {there:?}", bucket.locked());
    let lock = store.lock_of(&key(&there[0])).unwrap().unwrap();
    assert_eq!(lock.until.to_string(), "2026-12-01T00:00:00Z");
    assert_eq!(lock.mode, Mode::Governance);
}

#[test]
fn a_crash_between_commit_and_lock_is_made_good() {
    let bucket = Bucket::new(true);
    let stage = bucket.stage(&of_tenant(1)).unwrap();
    fill(&*stage, 1);
    stage.commit().unwrap();
    assert_eq!(bucket.locked(), [""; 0]);
    let again = locking(&bucket).stage(&of_tenant(1)).map(drop);
    assert!(matches!(again, Err(StoreError::AlreadyExists(_))), "{again:?}");
    assert!(bucket.locked().iter().any(|key| key.ends_with("/v1/inventory.json")));
}

#[test]
fn only_files_that_stay_are_locked() {
    let bucket = Bucket::new(true);
    let store = locking(&bucket);
    store.create(&key("stadt/reports/ingest/2026/a.jsonl"), b"x").unwrap();
    store.create(&key("stadt/claims/a.v1"), b"x").unwrap();
    store.replace(&key("stadt/ledger/checkpoint"), b"x").unwrap();
    let tiles = ["stadt/ledger/tile/0/000", "stadt/ledger/tile/0/001.p/7"];
    store.replace_all(&tiles.map(|tile| (key(tile), b"x".to_vec()))).unwrap();
    let mut sink = store.rewrite(&key("stadt/holdings/a/v1/content/0000/0000")).unwrap();
    sink.write_all(b"repaired").unwrap();
    sink.finish().unwrap();
    assert_eq!(
        bucket.locked(),
        [
            "stadt/holdings/a/v1/content/0000/0000",
            "stadt/ledger/tile/0/000",
            "stadt/reports/ingest/2026/a.jsonl"
        ]
    );
}

#[test]
fn a_bucket_without_locks_is_refused_before_anything_is_written() {
    let bucket = Bucket::new(false);
    let store = locking(&bucket);
    let refused = Error::from(store.stage(&of_tenant(1)).map(drop).unwrap_err());
    assert!(refused.is(&cpy::NO_LOCK_THERE), "{refused}");
    assert_eq!(bucket.inner.children(&Key::root()).unwrap(), []);
    // Reading does not need any lock.
    bucket.inner.create(&key("stadt/holdings/a"), b"x").unwrap();
    assert_eq!(store.read(&key("stadt/holdings/a"), 9).unwrap(), b"x");
}

#[test]
fn a_refused_lock_is_told_and_comes_when_it_is_repeated() {
    let bucket = Bucket::new(true);
    let store = locking(&bucket);
    let stage = store.stage(&of_tenant(1)).unwrap();
    fill(&*stage, 1);
    bucket.refuse(Some(StoreError::Permission));
    let refused = Error::from(stage.commit().unwrap_err());
    assert!(refused.is(&cpy::NOT_LOCKED), "{refused}");
    bucket.refuse(Some(StoreError::Unreachable));
    let away = store.stage(&of_tenant(1)).map(drop).unwrap_err();
    assert!(away.retryable(), "{away}");
    bucket.refuse(None);
    let there = store.stage(&of_tenant(1)).map(drop);
    assert!(matches!(there, Err(StoreError::AlreadyExists(_))), "{there:?}");
    assert!(!bucket.locked().is_empty());
    assert_committed(&Prefixed::new(bucket, key("stadt/holdings")), 1);
}

#[test]
fn a_locking_store_keeps_the_contract() {
    crate::store::behaviour::run_all("locking memory", &|| Box::new(locking(&Bucket::new(true))));
}
