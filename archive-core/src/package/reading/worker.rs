//! The threads of a reading: each advances a few tracks in lockstep.

use super::track::{Track, judge_kept};
use super::{GroupRead, Opening, Progress, Receiver, Source};
use crate::digest::{sha512_many, update_many};
use crate::error::{Error, Result};
use crate::finding::Findings;
use crate::package::plan::{Group, Groups, Plan};
use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Most tracks of one thread: as many as the widest digest engine has lanes.
const TRACKS: usize = 8;
/// How many groups may be finished before an earlier one is: bounds the results held back.
const AHEAD: u64 = 32;

/// The groups of a plan, given out in order, and their results, handed on in order.
pub struct Queue<'a> {
    receiver: &'a dyn Receiver,
    tracks: usize,
    state: Mutex<State<'a>>,
    advanced: Condvar,
}

struct State<'a> {
    groups: Groups<'a>,
    finished: BTreeMap<u64, GroupRead>,
    next_done: u64,
    findings: Findings,
    error: Option<Error>,
    /// A thread panicked: the others must not wait for its groups.
    lost: bool,
}

impl<'a> Queue<'a> {
    pub fn new(plan: &'a Plan, receiver: &'a dyn Receiver, threads: usize) -> Self {
        // Spread evenly: two threads with twelve bundles take six each, not eight and four.
        let share = plan.group_count().div_ceil(threads.max(1) as u64);
        let tracks = usize::try_from(share).unwrap_or(TRACKS).clamp(1, TRACKS);
        let state = State {
            groups: plan.groups(),
            finished: BTreeMap::new(),
            next_done: 0,
            findings: Findings::new(),
            error: None,
            lost: false,
        };
        Self { receiver, tracks, state: Mutex::new(state), advanced: Condvar::new() }
    }

    /// The findings of the reading, or what stopped it.
    pub fn finish(self) -> Result<Findings> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        match state.error {
            Some(error) => Err(error),
            None => Ok(state.findings),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State<'a>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next group. `idle` threads wait where they are too far ahead; others do not.
    fn take(&self, idle: bool) -> Result<Option<Group>> {
        let mut state = self.lock();
        loop {
            if state.error.is_some() || state.lost {
                return Ok(None);
            }
            let ahead = state.groups.given() >= state.next_done + AHEAD;
            if !ahead {
                return state.groups.next();
            }
            if !idle {
                return Ok(None);
            }
            state = self.advanced.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes the result of a group; hands on all that are due.
    pub fn done(&self, read: GroupRead) -> Result<()> {
        let mut state = self.lock();
        state.finished.insert(read.group.index, read);
        while let Some(read) = {
            let next = state.next_done;
            state.finished.remove(&next)
        } {
            self.receiver.done(read)?;
            state.next_done += 1;
        }
        self.advanced.notify_all();
        Ok(())
    }

    fn stop(&self, error: Error) {
        self.lock().error.get_or_insert(error);
        self.advanced.notify_all();
    }

    fn found(&self, findings: Findings) {
        if !findings.is_empty() {
            self.lock().findings.append(findings);
        }
    }
}

/// Releases waiting threads where this one panics; the panic itself goes on.
struct Watch<'q, 'a>(&'q Queue<'a>);

impl Drop for Watch<'_, '_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.lock().lost = true;
            self.0.advanced.notify_all();
        }
    }
}

/// Works until no group is left or something stops the reading.
pub fn run<'a>(source: &Source<'a>, queue: &Queue<'a>, progress: &Progress) {
    let _watch = Watch(queue);
    let mut findings = Findings::new();
    if let Err(error) = work(source, queue, &mut findings, progress) {
        queue.stop(error);
    }
    queue.found(findings);
}

fn work<'a>(
    source: &Source<'a>,
    queue: &Queue<'a>,
    findings: &mut Findings,
    progress: &Progress,
) -> Result<()> {
    let mut tracks: Vec<Track<'a>> = Vec::new();
    loop {
        while tracks.len() < queue.tracks {
            let Some(group) = queue.take(tracks.is_empty())? else { break };
            match queue.receiver.open(&group)? {
                Opening::Read(outlet) => {
                    tracks.push(Track::new(group, outlet, queue.receiver.examiner()));
                }
                Opening::Kept(files, bundle) => {
                    // What was found wrong when they were read must be told again.
                    judge_kept(&files, findings);
                    count_kept(&group, progress);
                    queue.done(GroupRead { group, files, bundle })?;
                }
            }
        }
        if tracks.is_empty() {
            return Ok(());
        }
        progress.check()?;
        round(&mut tracks, source, findings, progress)?;
        let mut index = 0;
        while index < tracks.len() {
            if tracks[index].is_finished() {
                let read = tracks.remove(index).finish()?;
                queue.receiver.finished(&read)?;
                queue.done(read)?;
            } else {
                index += 1;
            }
        }
    }
}

/// Advances every track by one round.
fn round<'a>(
    tracks: &mut [Track<'a>],
    source: &Source<'a>,
    findings: &mut Findings,
    progress: &Progress,
) -> Result<()> {
    for track in tracks.iter_mut() {
        track.fill(source, findings, progress);
    }
    hash_and_pass_on(tracks, findings, progress)
}

/// Hashes what the tracks read this round, all of them together, and hands it on.
pub fn hash_and_pass_on(
    tracks: &mut [Track<'_>],
    findings: &mut Findings,
    progress: &Progress,
) -> Result<()> {
    let messages: Vec<&[u8]> = tracks.iter().flat_map(Track::messages).collect();
    let mut digests = sha512_many(&messages).into_iter();
    for track in tracks.iter_mut() {
        track.hashed(&mut digests, findings)?;
    }
    let mut jobs: Vec<_> = tracks.iter_mut().filter_map(Track::job).collect();
    update_many(&mut jobs);
    for track in tracks {
        track.pass_on(findings, progress)?;
    }
    Ok(())
}

fn count_kept(group: &Group, progress: &Progress) {
    for file in &group.files {
        progress.read(file.entry.size);
        progress.finished(file);
    }
}
