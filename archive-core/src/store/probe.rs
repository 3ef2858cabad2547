//! Proves that a store keeps the promises the archive rests on: what was written is read, listed
//! and given in parts, and of several who create a key at once, one succeeds.

use super::{Entry, Key, Store, StoreError, read_all, try_list};
use crate::error::{Error, Result};
use crate::finding::codes::sto;
use std::sync::Barrier;

/// How many writers race for one key …
const WRITERS: usize = 8;
/// … and how often. A store that checks before it writes fails in the first rounds.
const ROUNDS: usize = 4;
/// Enough for the few bytes a racer writes.
const PROBE_BYTES: u64 = 1_024;

/// The file that is written, listed and read is made of so many numbers of four bytes.
const FILE_NUMBERS: u32 = 1_024;
/// Where the part of it begins that is asked for, and how long it is.
const PART: (usize, usize) = (1_000, 16);

/// Refuses a store that breaks a promise: that does not read what was written, whose listings lag
/// behind, that ignores ranges, or whose conditional create is not atomic. Works below `probe`,
/// which must be free, and leaves nothing there.
pub fn check_store(store: &dyn Store, probe: &Key) -> Result<()> {
    let name = crate::random::uuid_v4().simple().to_string();
    let key = probe.join(&name).map_err(StoreError::from)?;
    let checked = check_reading(store, probe, &key);
    let removed = store.delete(&key);
    checked?;
    removed?;
    check_conditional_create(store, probe)
}

fn check_reading(store: &dyn Store, probe: &Key, key: &Key) -> Result<()> {
    // Each part of it is unlike every other one.
    let first: Vec<u8> = (0..FILE_NUMBERS).flat_map(u32::to_be_bytes).collect();
    store.create(key, &first)?;
    expect(store, key, &first)?;
    let mut listed = false;
    try_list(store, probe, |entry| -> Result<()> {
        let own = |found: &Key, size| found == key && size == first.len() as u64;
        listed |= matches!(&entry, Entry::File { key, meta } if own(key, meta.size));
        Ok(())
    })?;
    if !listed {
        return Err(Error::new(&sto::LISTS_LATE).at(key.as_str()));
    }
    check_part(store, key, &first)?;
    let second: Vec<u8> = first.iter().rev().copied().collect();
    store.replace(key, &second)?;
    expect(store, key, &second)
}

/// What was confirmed must be what is read.
fn expect(store: &dyn Store, key: &Key, bytes: &[u8]) -> Result<()> {
    let late = |english: &str, german: &str| {
        let error = Error::new(&sto::READS_LATE).at(key.as_str());
        Err(error.with_words("reason", english, german))
    };
    match store.read(key, bytes.len() as u64) {
        Ok(found) if found == bytes => Ok(()),
        Ok(_) | Err(StoreError::TooLarge { .. }) => late("other bytes", "andere Bytes"),
        Err(StoreError::NotFound(_)) => late("nothing is there", "es ist nichts da"),
        Err(error) => Err(error.into()),
    }
}

/// A part must be that part and no more.
fn check_part(store: &dyn Store, key: &Key, bytes: &[u8]) -> Result<()> {
    let refused = || Error::new(&sto::RANGES).at(key.as_str());
    let (from, length) = PART;
    let to = from + length;
    let read = store.open(key, Some(from as u64..to as u64));
    let read = read.and_then(|reader| read_all(key, bytes.len() as u64, reader));
    match read {
        Ok(part) if part == bytes[from..to] => Ok(()),
        Ok(_) => Err(refused().with_words("reason", "other bytes came", "andere Bytes kamen")),
        Err(error @ (StoreError::Other(_) | StoreError::Unsupported(_))) => {
            Err(refused().with("reason", &error).because(error))
        }
        Err(error) => Err(error.into()),
    }
}

/// Refuses a store whose conditional create lets two writers win, or overwrites what is there.
/// Works below `probe`, which must be free, and leaves nothing there.
pub fn check_conditional_create(store: &dyn Store, probe: &Key) -> Result<()> {
    for _ in 0..ROUNDS {
        let name = crate::random::uuid_v4().simple().to_string();
        let key = probe.join(&name).map_err(StoreError::from)?;
        let raced = race(store, &key).and_then(|()| check_second(store, &key));
        let removed = store.delete(&key);
        raced?;
        removed?;
    }
    Ok(())
}

fn race(store: &dyn Store, key: &Key) -> Result<()> {
    let barrier = &Barrier::new(WRITERS);
    let outcomes: Vec<_> = std::thread::scope(|scope| {
        let racer = |me: usize| {
            scope.spawn(move || {
                barrier.wait();
                (me, store.create(key, content(me).as_bytes()))
            })
        };
        let racers: Vec<_> = (0..WRITERS).map(racer).collect();
        racers.into_iter().filter_map(|racer| racer.join().ok()).collect()
    });
    let mut winners = Vec::new();
    for (me, outcome) in outcomes {
        match outcome {
            Ok(()) => winners.push(me),
            Err(StoreError::AlreadyExists(_)) => {}
            // A busy store is no proof against it; the race just has one racer less.
            Err(error) if error.retryable() => {}
            Err(error) => return Err(error.into()),
        }
    }
    let kept = store.read(key, PROBE_BYTES)?;
    match winners[..] {
        [winner] if kept == content(winner).as_bytes() => Ok(()),
        // The answer to the winner's success was lost and asked for again: nobody else won.
        [] => Ok(()),
        _ => Err(not_atomic(key, winners.len())),
    }
}

/// A late writer must be refused too, and change nothing.
fn check_second(store: &dyn Store, key: &Key) -> Result<()> {
    let before = store.read(key, PROBE_BYTES)?;
    let second = store.create(key, b"late");
    let after = store.read(key, PROBE_BYTES)?;
    match second {
        Err(StoreError::AlreadyExists(_)) if before == after => Ok(()),
        Ok(()) | Err(StoreError::AlreadyExists(_)) => Err(not_atomic(key, 2)),
        Err(error) => Err(error.into()),
    }
}

fn content(writer: usize) -> String {
    format!("writer {writer}")
}

fn not_atomic(key: &Key, winners: usize) -> Error {
    Error::new(&sto::NOT_ATOMIC).at(key.as_str()).with("winners", winners).with("writers", WRITERS)
}

#[cfg(test)]
mod tests {
    use super::super::{Entry, Local, Meta, Object, Placement, ReadBack, Reader, Sink, Stage};
    use super::*;
    use std::ops::{ControlFlow, Range};

    #[test]
    fn honest_stores_pass_and_nothing_stays() {
        let folder = tempfile::tempdir().unwrap();
        let local = Local::open(folder.path()).unwrap();
        let memory = Object::memory().unwrap();
        for store in [&local as &dyn Store, &memory] {
            check_store(store, &Key::new("probe").unwrap()).unwrap();
            assert_eq!(store.children(&Key::root()).unwrap(), []);
        }
    }

    /// Overwrites in spite of the condition, as some emulators do.
    #[derive(Debug)]
    struct Careless(Object);

    impl Store for Careless {
        fn create(&self, key: &Key, bytes: &[u8]) -> super::super::Result<()> {
            self.0.replace(key, bytes)
        }
        fn open(&self, key: &Key, range: Option<Range<u64>>) -> super::super::Result<Reader> {
            self.0.open(key, range)
        }
        fn open_from_medium(&self, key: &Key) -> super::super::Result<Reader> {
            self.0.open_from_medium(key)
        }
        fn read_back(&self) -> ReadBack {
            self.0.read_back()
        }
        fn head(&self, key: &Key) -> super::super::Result<Meta> {
            self.0.head(key)
        }
        fn list(
            &self,
            prefix: &Key,
            each: &mut dyn FnMut(Entry) -> ControlFlow<()>,
        ) -> super::super::Result<()> {
            self.0.list(prefix, each)
        }
        fn children(&self, prefix: &Key) -> super::super::Result<Vec<Entry>> {
            self.0.children(prefix)
        }
        fn replace(&self, key: &Key, bytes: &[u8]) -> super::super::Result<()> {
            self.0.replace(key, bytes)
        }
        fn rewrite(&self, key: &Key) -> super::super::Result<Box<dyn Sink>> {
            self.0.rewrite(key)
        }
        fn delete(&self, key: &Key) -> super::super::Result<()> {
            self.0.delete(key)
        }
        fn stage(&self, placement: &Placement) -> super::super::Result<Box<dyn Stage>> {
            self.0.stage(placement)
        }
        fn free_bytes(&self) -> super::super::Result<Option<u64>> {
            Ok(None)
        }
    }

    #[test]
    fn a_store_that_overwrites_is_refused() {
        let store = Careless(Object::memory().unwrap());
        let refused = check_store(&store, &Key::new("probe").unwrap()).unwrap_err();
        assert!(refused.is(&sto::NOT_ATOMIC), "{refused}");
        assert_eq!(store.children(&Key::root()).unwrap(), []);
    }
}
