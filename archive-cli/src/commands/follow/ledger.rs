//! What is known of each entry of the watched folders: who is settling, in work, or waits. It is
//! kept in memory only: what must outlive the program is where the packages lie.

use super::signature::Signature;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a package that failed waits for its second try; each further wait is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(30);
/// The longest such wait.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// A package that is worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Where it lies.
    pub path: PathBuf,
    /// The number of its watched folder.
    pub post: usize,
    /// What it looked like when it was taken.
    pub signature: Signature,
    /// How long it waited after its last failure; zero at the first try.
    waited: Duration,
}

/// What is known of an entry.
#[derive(Debug)]
struct Known {
    signature: Signature,
    state: State,
    waited: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// It looks the same since then.
    Still(Instant),
    /// It is worked on.
    InWork,
    /// It is tried again then, or when it changes.
    Waits(Instant),
    /// It is settled and could not be moved aside: nothing happens until it changes.
    Stays,
}

/// What is known of all entries.
#[derive(Debug)]
pub struct Ledger {
    settle: Duration,
    known: Mutex<BTreeMap<PathBuf, Known>>,
}

impl Ledger {
    /// Nothing is known yet. A package is taken when it looked the same for `settle`.
    pub fn new(settle: Duration) -> Self {
        Self { settle, known: Mutex::default() }
    }

    /// How long a package must look the same.
    pub fn settling(&self) -> Duration {
        self.settle
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<PathBuf, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether an entry is worked on.
    pub fn in_work(&self, path: &Path) -> bool {
        self.lock().get(path).is_some_and(|known| known.state == State::InWork)
    }

    /// An entry was seen; says whether it is to be taken, and it is in work from then on.
    pub fn seen(&self, path: &Path, post: usize, signature: Signature) -> Option<Taken> {
        let now = Instant::now();
        let mut all = self.lock();
        let fresh = || Known { signature, state: State::Still(now), waited: Duration::ZERO };
        let known = all.entry(path.to_owned()).or_insert_with(fresh);
        if known.state == State::InWork {
            return None;
        }
        if known.signature != signature {
            *known = fresh();
        }
        let ready = match known.state {
            State::Still(since) => now.duration_since(since) >= self.settle,
            State::Waits(until) => now >= until,
            State::Stays | State::InWork => false,
        };
        if !ready {
            return None;
        }
        known.state = State::InWork;
        Some(Taken { path: path.to_owned(), post, signature, waited: known.waited })
    }

    /// Forgets entries that are not there any more.
    pub fn keep(&self, there: impl Fn(&Path) -> bool) {
        self.lock().retain(|path, known| known.state == State::InWork || there(path));
    }

    /// A package is gone, or is looked at as if it had just come.
    pub fn forget(&self, path: &Path) {
        self.lock().remove(path);
    }

    /// A package failed for reasons that may pass.
    pub fn try_again(&self, taken: Taken) {
        let wait = (taken.waited * 2).clamp(FIRST_WAIT, LONGEST_WAIT);
        let state = State::Waits(Instant::now() + wait);
        self.lock().insert(taken.path, Known { signature: taken.signature, state, waited: wait });
    }

    /// A package is settled, and stays where it is until it changes.
    pub fn leave(&self, taken: Taken) {
        let (signature, waited) = (taken.signature, Duration::ZERO);
        self.lock().insert(taken.path, Known { signature, state: State::Stays, waited });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signature() -> Signature {
        super::super::signature::of(Path::new("Cargo.toml"))
    }

    #[test]
    fn what_moves_is_not_taken() {
        let ledger = Ledger::new(Duration::from_millis(40));
        let path = Path::new("akte");
        assert_eq!(ledger.seen(path, 0, Signature::default()), None);
        std::thread::sleep(Duration::from_millis(50));
        assert_eq!(ledger.seen(path, 0, signature()), None, "it changed");
        std::thread::sleep(Duration::from_millis(50));
        assert!(ledger.seen(path, 0, signature()).is_some(), "it stood still");
        assert!(ledger.in_work(path));
        assert_eq!(ledger.seen(path, 0, signature()), None, "it is taken once");
    }

    #[test]
    fn what_is_settled_waits_for_a_change_and_what_failed_for_its_time() {
        let ledger = Ledger::new(Duration::ZERO);
        let path = Path::new("akte");
        let taken = ledger.seen(path, 0, Signature::default()).expect("at once");
        ledger.leave(taken);
        assert_eq!(ledger.seen(path, 0, Signature::default()), None);
        let taken = ledger.seen(path, 0, signature()).expect("it changed");
        ledger.try_again(taken);
        assert_eq!(ledger.seen(path, 0, signature()), None);
        ledger.keep(|_| false);
        assert!(ledger.seen(path, 0, signature()).is_some(), "it came anew");
    }

    #[test]
    fn waits_double_up_to_the_longest() {
        let ledger = Ledger::new(Duration::ZERO);
        let mut waits = Vec::new();
        let mut taken = ledger.seen(Path::new("a"), 0, Signature::default()).expect("at once");
        for _ in 0..9 {
            ledger.try_again(taken.clone());
            taken.waited = ledger.lock()[Path::new("a")].waited;
            waits.push(taken.waited.as_secs());
        }
        assert_eq!(waits, [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
    }
}
