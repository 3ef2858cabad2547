//! A damaged bundle is mended with few bytes from a copy behind a network, and is always whole
//! afterwards.

use super::world::{Content, World, bundle, loose, sha512};
use crate::aip::AipId;
use crate::clock::Clock;
use crate::fixity::Silent;
use crate::fixity::repair::{RepairOptions, repair_in};
use crate::store::proof::Pace;
use crate::store::{
    Entry, Key, Meta, Object, Placement, ReadBack, Reader, Result, Sink, Stage, Store,
};
use std::io::{self, Read};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Members of the bundle, and how large each is, in bytes.
const MEMBERS: usize = 20;
const MEMBER_BYTES: usize = 100_000;

/// A store behind a network that counts what is read of it.
#[derive(Debug)]
struct Metered {
    inner: Object,
    read: Arc<AtomicU64>,
}

/// A reader whose bytes are counted.
struct Meter(Reader, Arc<AtomicU64>);

impl Read for Meter {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.0.read(buffer)?;
        self.1.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

impl Store for Metered {
    fn open(&self, key: &Key, range: Option<Range<u64>>) -> Result<Reader> {
        Ok(Box::new(Meter(self.inner.open(key, range)?, Arc::clone(&self.read))))
    }
    fn open_from_medium(&self, key: &Key) -> Result<Reader> {
        self.open(key, None)
    }
    fn read_back(&self) -> ReadBack {
        ReadBack::Remote
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
}

/// A package with one large bundle, on a disk and behind a network.
struct Far {
    world: World,
    read: Arc<AtomicU64>,
    /// Where the bundle lies, and its bytes.
    key: Key,
    whole: Vec<u8>,
}

impl Far {
    fn new() -> Self {
        let read = Arc::new(AtomicU64::new(0));
        let metered = Metered { inner: Object::memory().unwrap(), read: Arc::clone(&read) };
        let world = World::with_second(Arc::new(metered));
        let aip = AipId::new(Clock::Fixed(jiff::Timestamp::from_second(1).unwrap()));
        let members = (0..MEMBERS).map(|number| {
            let bytes = (0..MEMBER_BYTES).map(|at| u8::try_from((at * 7 + number) % 251).unwrap());
            (format!("{number:02}.txt"), bytes.collect::<Vec<u8>>())
        });
        let members: Vec<(String, Vec<u8>)> = members.collect();
        let named: Vec<(&str, &[u8])> = members.iter().map(|(p, b)| (&**p, &**b)).collect();
        let contents: Vec<Content> = vec![bundle(&named), loose("premis", b"<premis/>")];
        world.store_version(aip, &[contents]);
        let key = world.key(aip, "v1/content/0000/0000");
        let whole = world.read(&key);
        Self { world, read, key, whole }
    }

    /// Puts these bytes in the place of the bundle on the disk, repairs it, and gives how many
    /// bytes were fetched for that.
    fn fetched_for(&self, bad: &[u8]) -> u64 {
        self.world.store().replace(&self.key, bad).unwrap();
        assert!(!self.world.states().is_empty());
        self.read.store(0, Ordering::Relaxed);
        let options = RepairOptions::default();
        let done = repair_in(&self.world.scene(), &options, &Silent, &Pace::default()).unwrap();
        let fetched = self.read.load(Ordering::Relaxed);
        assert_eq!((done.repaired, done.left), (1, 0));
        assert!(self.world.read(&self.key) == self.whole);
        assert_eq!(self.world.states(), []);
        fetched
    }

    fn flipped(&self, places: impl IntoIterator<Item = usize>) -> Vec<u8> {
        let mut bad = self.whole.clone();
        places.into_iter().for_each(|at| bad[at] ^= 1);
        bad
    }
}

#[test]
fn few_bytes_are_fetched_where_little_is_wrong() {
    let far = Far::new();
    let size = far.whole.len();
    let member = MEMBER_BYTES as u64;
    // Once to prove them, once to write them; and the inventory, twice at most.
    let fetched = far.fetched_for(&far.flipped([size / 2]));
    assert!((2 * member..3 * member).contains(&fetched), "{fetched}");
    let fetched = far.fetched_for(&far.flipped([MEMBER_BYTES / 2, size / 2]));
    assert!((4 * member..5 * member).contains(&fetched), "{fetched}");
    // In the index behind the members.
    let fetched = far.fetched_for(&far.flipped([size - 30]));
    assert!(fetched < member, "{fetched}");
}

#[test]
fn everything_is_fetched_where_little_is_good() {
    let far = Far::new();
    let size = far.whole.len();
    let whole = 2 * size as u64;
    let zeroed = vec![0; size];
    let all_but_one = far.flipped((1..MEMBERS).map(|number| number * MEMBER_BYTES + 9_000));
    let shorter = far.whole[..size - 1].to_vec();
    for bad in [&zeroed, &all_but_one, &shorter] {
        let fetched = far.fetched_for(bad);
        assert!(fetched >= whole, "{fetched}");
    }
    // A header between members that are all good: what is mended is not whole, so it is not taken.
    let fetched = far.fetched_for(&far.flipped([1]));
    assert!(fetched >= whole, "{fetched}");
}

#[test]
fn wherever_a_bit_is_wrong_the_bundle_is_whole_afterwards() {
    let far = Far::new();
    let size = far.whole.len();
    for at in (0..size).step_by(size / 7).chain([0, size - 1]) {
        far.fetched_for(&far.flipped([at]));
    }
}

#[test]
fn a_source_that_is_wrong_in_the_same_place_mends_nothing() {
    let far = Far::new();
    let bad = far.flipped([far.whole.len() / 2]);
    far.world.store().replace(&far.key, &bad).unwrap();
    far.world.copies[1].folder.store().replace(&far.key, &bad).unwrap();
    assert_eq!(far.world.states().len(), 2);
    let options = RepairOptions::default();
    let done = repair_in(&far.world.scene(), &options, &Silent, &Pace::default()).unwrap();
    assert_eq!((done.repaired, done.left), (0, 2));
    assert_eq!(sha512(&far.world.read(&far.key)), sha512(&bad), "it was written all the same");
}
