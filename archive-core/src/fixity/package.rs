//! One package while it is checked: which of its files are read, and what seems wrong.

use super::compare::{Present, Suspect};
use super::knowledge::Knowledge;
use crate::aip::AipId;
use crate::catalog::DamageState;
use crate::store::Key;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub(super) struct Package {
    pub aip: AipId,
    pub root: Key,
    pub knowledge: Knowledge,
    /// Whether the knowledge comes from the catalog.
    pub recorded: bool,
    /// Files to be read, in the order of their paths.
    pub files: Vec<Present>,
    /// Held while it is judged; whether it was judged as a whole.
    pub judged: Mutex<bool>,
    state: Mutex<State>,
}

/// How far it is.
pub(super) struct State {
    /// For each file, whether it needs no reading any more.
    done: Vec<bool>,
    left: usize,
    /// What seems wrong so far.
    pub suspects: Vec<Suspect>,
    /// Why the store could not be asked.
    pub unreachable: Option<String>,
    /// Files read in this run.
    pub read: u64,
    /// Their bytes.
    pub bytes: u64,
    /// What `cursor` was when the package was written down last.
    pub noted: usize,
}

impl Package {
    pub fn new(
        aip: AipId,
        root: Key,
        knowledge: Knowledge,
        recorded: bool,
        files: Vec<Present>,
        suspects: Vec<Suspect>,
    ) -> Self {
        let state = State {
            done: vec![false; files.len()],
            left: files.len(),
            suspects,
            unreachable: None,
            read: 0,
            bytes: 0,
            noted: 0,
        };
        let (judged, state) = (Mutex::new(false), Mutex::new(state));
        Self { aip, root, knowledge, recorded, files, judged, state }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves out the files that an unfinished check has read, but for those in `again`: places
    /// where damage is known, which only a new look may forget.
    pub fn resume(&self, cursor: &str, again: &[String]) {
        let mut state = self.state();
        let read = self.files.partition_point(|file| file.path.as_str() <= cursor);
        for at in 0..read {
            let place = format!("{}/{}", self.root, self.files[at].path);
            if again.binary_search(&place).is_err() {
                state.done[at] = true;
                state.left -= 1;
            }
        }
        state.noted = state.reached();
    }

    /// The files that must still be read.
    pub fn open_files(&self) -> Vec<u32> {
        let state = self.state();
        let open = (0u32..).zip(&state.done).filter(|(_, done)| !**done);
        open.map(|(at, _)| at).collect()
    }

    /// The key of a file in the copy.
    pub fn key(&self, at: u32) -> Key {
        let path = &self.files[at as usize].path;
        self.root.join_key(path).unwrap_or_else(|_| path.clone())
    }
}

impl State {
    /// Notes that a file needs no reading any more; whether it was the last one.
    pub fn finish(&mut self, at: u32, bytes: u64) -> bool {
        self.done[at as usize] = true;
        self.left -= 1;
        self.read += 1;
        self.bytes += bytes;
        self.left == 0
    }

    pub fn is_done(&self) -> bool {
        self.left == 0
    }

    /// How many files from the first on need no reading any more.
    pub fn reached(&self) -> usize {
        self.done.iter().position(|done| !done).unwrap_or(self.done.len())
    }

    /// Notes that a file seems wrong.
    pub fn suspect(&mut self, place: String, path: &Key, state: DamageState) {
        self.suspects.push(Suspect { place, path: Some(path.clone()), state });
    }
}
