//! One sync of a file system for everybody who waits for one.
//!
//! A caller needs a sync that began after its own last write: it asks for the number of the
//! [`next`](GroupSync::next) one when it has written, and waits for it. Those who wait while one
//! runs wait for it to end; the first of them leads the next one, for all.

use crate::fs;
use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};

/// The syncs of the file systems on which stores are open, by their devices.
static OPEN: Mutex<Option<HashMap<u64, Weak<GroupSync>>>> = Mutex::new(None);

/// The sync of one file system, shared by all stores on it: two copies on one disk, and the state
/// beside them, need one sync and not three.
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
    /// The sync of the file system on which a folder lies. It is taken up by all who come before
    /// the last of them has gone, so that a failure between two of them is not lost.
    pub(super) fn of(path: &Path) -> fs::Result<Arc<Self>> {
        let folder = fs::open_folder(path)?;
        let Some(device) = fs::device_of(&folder) else {
            return Ok(Arc::new(Self::new(folder, path.to_owned())));
        };
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        let open = open.get_or_insert_default();
        if let Some(known) = open.get(&device).and_then(Weak::upgrade) {
            return Ok(known);
        }
        open.retain(|_, known| known.strong_count() > 0);
        let new = Arc::new(Self::new(folder, path.to_owned()));
        open.insert(device, Arc::downgrade(&new));
        Ok(new)
    }

    fn new(folder: File, path: PathBuf) -> Self {
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

    /// The number of the first sync that begins after this call.
    pub(super) fn next(&self) -> u64 {
        self.lock().started + 1
    }

    /// Returns after a sync that began after this call, as [`wait`](Self::wait) does.
    #[cfg(test)]
    pub(super) fn sync(&self) -> fs::Result<()> {
        self.wait(self.next())
    }

    /// Returns after the sync of this number, or a later one. Its error is seen by the one who led
    /// it; the others find it in [`failures`](Self::failures).
    pub(super) fn wait(&self, number: u64) -> fs::Result<()> {
        let mut state = self.lock();
        loop {
            if state.ended >= number {
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
