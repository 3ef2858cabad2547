//! A store that fails on purpose: the n-th operation goes wrong in a chosen way, once or from
//! then on. For tests only (feature `faults`).

use super::super::{At, Key, Result, Store, StoreError};
use super::guard::{Admission, Guard, Guarded, Operation};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// A store that fails on purpose.
pub type Faulty<S> = Guarded<S, Faults>;

/// How an operation goes wrong.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    /// It fails, with the error that the function makes: `StoreError::NoSpace`.
    Error(fn(At) -> StoreError),
    /// It says that it succeeded and did nothing. Reads cannot lie like this; they are done.
    FalseSuccess,
    /// What is read ends after so many bytes. Everything else is done.
    ShortRead(u64),
}

#[derive(Debug, Clone, Copy)]
struct Plan {
    at: u64,
    fault: Fault,
    lasting: bool,
}

/// The guard of [`Faulty`].
#[derive(Debug, Default)]
pub struct Faults {
    plan: Mutex<Option<Plan>>,
    free: Mutex<Option<u64>>,
    seen: AtomicU64,
}

impl<S: Store> Faulty<S> {
    /// A store that does not fail yet.
    pub fn new(inner: S) -> Self {
        Self::behind(inner, Faults::default())
    }

    /// Lets the n-th operation from now on (from 1) go wrong; with `lasting` all after it too.
    pub fn fail_at(&self, n: u64, fault: Fault, lasting: bool) {
        let at = self.operations() + n;
        *self.guard().plan.lock().expect("no holder panics") = Some(Plan { at, fault, lasting });
    }

    /// Lets nothing go wrong any more.
    pub fn heal(&self) {
        *self.guard().plan.lock().expect("no holder panics") = None;
    }

    /// Says that so many bytes can still be written; `None` says what is true.
    pub fn pretend_free(&self, bytes: Option<u64>) {
        *self.guard().free.lock().expect("no holder panics") = bytes;
    }

    /// How many operations were asked for: run a flow once to learn how many points it has.
    pub fn operations(&self) -> u64 {
        self.guard().seen.load(Ordering::SeqCst)
    }
}

impl Guard for Faults {
    fn free(&self, found: Option<u64>) -> Option<u64> {
        self.free.lock().expect("no holder panics").or(found)
    }

    fn admit(&self, operation: Operation, key: &Key) -> Result<Admission> {
        let now = self.seen.fetch_add(1, Ordering::SeqCst) + 1;
        let plan = *self.plan.lock().expect("no holder panics");
        match plan {
            Some(plan) if now == plan.at || (plan.lasting && now > plan.at) => match plan.fault {
                Fault::Error(make) => {
                    let at = At::key(operation.verb(), key);
                    Err(make(at.because("a fault that the test wants")))
                }
                Fault::FalseSuccess => Ok(Admission::Pretend),
                Fault::ShortRead(bytes) => Ok(Admission::Cut(bytes)),
            },
            _ => Ok(Admission::Go),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::behaviour::{assert_committed, inventory, placement, sidecar};
    use super::super::super::{Local, Object, Patience, Retry};
    use super::*;
    use std::io::Write;
    use std::time::Duration;

    fn put(store: &dyn Store, version: u32) -> Result<()> {
        let stage = store.stage(&placement(version, "w"))?;
        let files = [
            ("content/0000/0000", b"content".to_vec()),
            ("inventory.json", inventory(version)),
            ("inventory.json.sha512", sidecar(version)),
        ];
        for (path, bytes) in files {
            let path = Key::new(format!("v{version}/{path}")).unwrap();
            if stage.staged()?.iter().any(|(staged, _)| *staged == path) {
                continue;
            }
            let mut sink = stage.create(&path)?;
            sink.write_all(&bytes).map_err(|e| StoreError::system("write", &path, e))?;
            sink.finish()?;
        }
        stage.sync()?;
        stage.commit()
    }

    type Maker = fn(At) -> StoreError;
    const ERRORS: [Maker; 4] = [
        StoreError::NoSpace,
        StoreError::Unreadable,
        StoreError::Unreachable,
        StoreError::Permission,
    ];

    /// Every operation of a version fails, in every way, once and for good; afterwards the same
    /// call finishes the work.
    fn every_fault_is_survived(fresh: &dyn Fn() -> Box<dyn Store>) {
        let whole = Faulty::new(fresh());
        put(&whole, 1).unwrap();
        let points = whole.operations();
        assert!(points >= 14, "{points}");
        for (n, make, lasting) in (1..=points)
            .flat_map(|n| ERRORS.iter().flat_map(move |make| [(n, *make, false), (n, *make, true)]))
        {
            let store = Faulty::new(fresh());
            store.fail_at(n, Fault::Error(make), lasting);
            put(&store, 1).unwrap_err();
            store.heal();
            put(&store, 1).unwrap();
            assert_committed(&store, 1);
        }
    }

    #[test]
    fn a_local_store_survives_every_fault() {
        let folder = tempfile::tempdir().unwrap();
        let next = std::cell::Cell::new(0);
        every_fault_is_survived(&|| {
            next.set(next.get() + 1);
            Box::new(Local::create(&folder.path().join(next.get().to_string())).unwrap())
        });
    }

    #[test]
    fn an_object_store_survives_every_fault() {
        every_fault_is_survived(&|| Box::new(Object::memory().unwrap()));
    }

    fn patient<S: Store + 'static>(store: S) -> Retry<S> {
        let pause = Duration::from_millis(1);
        Retry::new(store, Patience { tries: 3, first: pause, longest: pause })
    }

    #[test]
    fn patience_overcomes_what_passes_and_nothing_else() {
        let key = Key::new("k").unwrap();
        let store = Faulty::new(Object::memory().unwrap());
        let patient = patient(store.clone());
        store.fail_at(1, Fault::Error(StoreError::Unreachable), false);
        patient.create(&key, b"x").unwrap();
        store.fail_at(1, Fault::Error(StoreError::Unreachable), true);
        let before = store.operations();
        assert!(matches!(patient.read(&key, 9), Err(StoreError::Unreachable(_))));
        assert_eq!(store.operations() - before, 3, "it must be bounded");
        store.fail_at(1, Fault::Error(StoreError::NoSpace), true);
        let before = store.operations();
        assert!(matches!(patient.delete(&key), Err(StoreError::NoSpace(_))));
        assert_eq!(store.operations() - before, 1, "a lasting error is not tried again");
    }

    #[test]
    fn lies_are_told_as_planned() {
        let key = Key::new("k").unwrap();
        let store = Faulty::new(Object::memory().unwrap());
        store.fail_at(1, Fault::FalseSuccess, false);
        store.create(&key, b"0123456789").unwrap();
        assert!(store.read(&key, 99).is_err(), "it was created after all");
        store.create(&key, b"0123456789").unwrap();
        store.fail_at(1, Fault::ShortRead(4), false);
        assert_eq!(store.read(&key, 99).unwrap(), b"0123");
        assert_eq!(store.read(&key, 99).unwrap(), b"0123456789");
    }
}
