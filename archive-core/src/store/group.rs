//! One sync of a file system for everybody who waits for one.
//!
//! A caller needs a sync that began after its own last write. Those who arrive while one runs
//! wait for it to end; the first of them leads the next one, for all.

use crate::fs;
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The sync of one file system, shared by all stages of a store.
#[derive(Debug)]
pub(super) struct GroupSync {
    /// Open since before the first write: Linux reports lost writes only to such descriptors.
    folder: File,
    path: PathBuf,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Number of the sync that runs or ran last.
    started: u64,
    /// Number of the last sync that has ended.
    ended: u64,
    /// How many syncs have failed.
    failed: u64,
}

impl GroupSync {
    pub(super) fn new(folder: File, path: PathBuf) -> Self {
        Self { folder, path, state: Mutex::default(), changed: Condvar::new() }
    }

    /// How many syncs have failed since the store was opened. Whoever wrote something while
    /// this number changed cannot know whether it was kept.
    pub(super) fn failures(&self) -> u64 {
        self.lock().failed
    }

    /// How many syncs have been made.
    #[cfg(test)]
    pub(super) fn count(&self) -> u64 {
        self.lock().ended
    }

    /// Returns after a sync that began after this call. Its error is seen by the one who led it;
    /// the others find it in [`failures`](Self::failures).
    pub(super) fn sync(&self) -> fs::Result<()> {
        let mut state = self.lock();
        let wanted = state.started + 1;
        loop {
            if state.ended >= wanted {
                return Ok(());
            }
            if state.started == state.ended {
                break;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.started += 1;
        drop(state);
        let done = fs::sync_file_system_of(&self.folder, &self.path);
        let mut state = self.lock();
        state.ended = state.started;
        state.failed += u64::from(done.is_err());
        drop(state);
        self.changed.notify_all();
        done
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;

    #[test]
    fn many_callers_share_few_syncs() {
        let folder = tempfile::tempdir().unwrap();
        let open = fs::open_folder(folder.path()).unwrap();
        let group = GroupSync::new(open, folder.path().to_owned());
        let callers = 32;
        let barrier = Barrier::new(callers);
        std::thread::scope(|scope| {
            for _ in 0..callers {
                scope.spawn(|| {
                    barrier.wait();
                    for _ in 0..8 {
                        let before = group.count();
                        group.sync().unwrap();
                        assert!(group.count() > before, "no sync ended after the call");
                    }
                });
            }
        });
        let made = group.count();
        assert!(made >= 8, "{made} syncs cannot serve eight calls one after the other");
        assert!(made < 8 * callers as u64 / 2, "{made} syncs for {} calls", 8 * callers);
        assert_eq!(group.failures(), 0);
    }
}
