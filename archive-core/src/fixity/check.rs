//! The check of one copy: one thread lists packages in the order they are due, the others read
//! and hash the files of all of them in one stream, whoever reads the last file of a package
//! judges it.

use super::compare::{Compared, Suspect, compare};
use super::due::{self, Due};
use super::knowledge::Knowledge;
use super::look::{Look, Looker};
use super::options::{Events, Meter, PackageState, Progress, RunOptions};
use super::package::Package;
use super::queue::{Queue, ShutOnDrop};
use super::recorder::Recorder;
use super::report::{CheckedLine, Outcome};
use super::root::{self, Identity};
use super::scene::Scene;
use super::strays::{self, Swept};
use super::summary::{CopySummary, Counts};
use crate::aip::AipId;
use crate::archive::TenantCopy;
use crate::catalog::{DamageState, DueCheck};
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::fix;
use crate::sorter::{Sorted, Spooled};
use crate::store::proof::{self, Expected, Next, Pace, Proving, Verdict};
use crate::store::{Key, ObjectFiles, ReadBack, Reader, Store, StoreError};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Files that wait to be read; enough for all lanes of many threads.
const QUEUE: usize = 2_048;
/// So many packages in a row without an answer, and the copy is taken to be gone for now.
const SILENCE: u64 = 16;
/// How often progress is told.
const TELL: Duration = Duration::from_millis(100);

/// A file of a package that is to be read.
type Job = (Arc<Package>, u32);

/// Checks one copy with so many threads.
pub(super) fn check_copy(
    scene: &Scene<'_>,
    copy: &TenantCopy,
    options: &RunOptions,
    (threads, meters): (usize, [&Meter; 2]),
    events: &dyn Events,
    pace: &Pace,
) -> Result<CopySummary> {
    let begun = Instant::now();
    let read_back = match copy.folder.store().read_back() {
        ReadBack::Remote => ReadBack::Remote,
        other if options.from_medium => other,
        _ => ReadBack::Cache,
    };
    let recorder = Recorder::new(scene, copy, options, read_back.as_str(), events)?;
    let (due, known) = due::choose(scene, copy, options)?;
    let check = Check {
        scene,
        copy,
        options,
        meters,
        events,
        pace,
        recorder,
        queue: Queue::new(QUEUE),
        open: Mutex::default(),
        halted: Mutex::default(),
        given_up: AtomicBool::new(false),
        refused: AtomicBool::new(false),
        counts: Mutex::default(),
        silent: AtomicU64::new(0),
        due: due.len(),
        told: Mutex::new(begun),
    };
    let swept = check.work(threads, &due, &known);
    let (outcome, end) = check.end(swept)?;
    let gone = check.given_up.load(Ordering::Relaxed);
    let counts = check.counts.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(CopySummary {
        copy: copy.name.clone(),
        run: check.recorder.run(),
        read_back,
        outcome,
        gone,
        files: end.files,
        bytes: end.bytes,
        elapsed: begun.elapsed(),
        counts,
    })
}

struct Check<'a> {
    scene: &'a Scene<'a>,
    copy: &'a TenantCopy,
    options: &'a RunOptions,
    /// What rules leave of the copy, and what is left of the run.
    meters: [&'a Meter; 2],
    events: &'a dyn Events,
    pace: &'a Pace,
    recorder: Recorder<'a>,
    queue: Queue<Job>,
    /// Packages begun and not yet judged.
    open: Mutex<Vec<Arc<Package>>>,
    /// What ended the check before its time.
    halted: Mutex<Option<Error>>,
    /// Set where the copy is gone: the check ends, those of the other copies go on.
    given_up: AtomicBool,
    /// Set where the budget ended the check; another copy may have come to its end before.
    refused: AtomicBool,
    counts: Mutex<Counts>,
    /// Packages in a row for which the store did not answer.
    silent: AtomicU64,
    due: u64,
    told: Mutex<Instant>,
}

impl Check<'_> {
    /// Runs all threads to their end. Gives what the look at the root found.
    fn work(&self, threads: usize, due: &Due, known: &Sorted) -> Option<Swept> {
        std::thread::scope(|scope| {
            let sweeper = self.options.aip.is_none().then(|| {
                scope.spawn(|| {
                    let swept = strays::sweep(self.scene, self.copy, known, self.pace);
                    swept.map_err(|error| self.fail_unless_passing(error)).ok()
                })
            });
            let producer = scope.spawn(move || {
                let _shut = CloseOnDrop(&self.queue);
                self.produce(due);
                let swept = sweeper.and_then(|sweeper| sweeper.join().unwrap_or_default());
                if let Some(swept) = &swept
                    && let Err(error) = self.produce_unknown(&swept.unknown)
                {
                    self.fail(error);
                }
                swept
            });
            let shut = ShutOnDrop(&self.queue);
            proof::prove(self, threads, self.pace);
            drop(shut);
            producer.join().unwrap_or_default()
        })
    }

    /// Lists the packages in their order and queues their files.
    fn produce(&self, due: &Due) {
        let listed = due.each(&mut |due| Ok(!self.is_stopped() && self.produce_one(due)?));
        if let Err(error) = listed {
            self.fail(error);
        }
    }

    /// Queues the files of one package; `false` where nobody takes any more.
    fn produce_one(&self, due: &DueCheck) -> Result<bool> {
        let known = Knowledge::of_catalog(self.scene.catalog, due.aip, &self.copy.name)?;
        let Some(knowledge) = known else {
            return Ok(true);
        };
        let root = self.copy.holdings.object_key(&due.aip.to_string());
        let package = match self.copy.holdings.object_files(&root) {
            Ok(listing) => self.package(due.aip, root, knowledge, true, listing.as_ref()),
            Err(error) if error.retryable() => {
                self.unreachable(due.aip, &root, &error);
                return Ok(true);
            }
            // Not even its names can be read: the second look says the last word.
            Err(_) => {
                let place = root.to_string();
                let suspect = Suspect { place, path: None, state: DamageState::Unreadable };
                Package::new(due.aip, root, knowledge, true, Vec::new(), vec![suspect])
            }
        };
        if let Some(cursor) = &due.cursor {
            let again = self.scene.catalog.damaged_paths(due.aip, &self.copy.name)?;
            package.resume(cursor, &again);
        }
        Ok(self.queue(package))
    }

    fn package(
        &self,
        aip: AipId,
        root: Key,
        knowledge: Knowledge,
        recorded: bool,
        listing: Option<&ObjectFiles>,
    ) -> Package {
        let Compared { present, suspects, leftovers } = compare(&knowledge.items, &root, listing);
        for place in leftovers {
            self.events
                .finding(&Finding::new(&fix::LEFTOVER).at(place).with("copy", &self.copy.name));
        }
        Package::new(aip, root, knowledge, recorded, present, suspects)
    }

    fn queue(&self, package: Package) -> bool {
        let package = Arc::new(package);
        self.opened().push(Arc::clone(&package));
        if package.state().is_done() {
            self.conclude(&package);
            return true;
        }
        package.open_files().into_iter().all(|at| self.queue.push((Arc::clone(&package), at)))
    }

    /// Queues the packages that lie on the copy and that the catalog does not know.
    fn produce_unknown(&self, roots: &Spooled) -> Result<()> {
        let mut roots = roots.iter();
        while let Some(root) = roots.next()? {
            let key = Key::new(String::from_utf8_lossy(root)).map_err(StoreError::from)?;
            let more = match root::identify(self.copy, &key) {
                Ok(Identity::Package(aip, knowledge, listing)) => {
                    self.produce_found(aip, &key, knowledge, &listing)
                }
                Ok(_) => Ok(true),
                Err(error) => Err(error),
            };
            let more = more.unwrap_or_else(|error| self.fail_unless_passing(error));
            if !more || self.is_stopped() {
                break;
            }
        }
        Ok(())
    }

    /// A package found on the copy: taken in a moment ago, or unknown to the catalog.
    fn produce_found(
        &self,
        aip: AipId,
        root: &Key,
        knowledge: Knowledge,
        listing: &ObjectFiles,
    ) -> Result<bool> {
        let recorded = Knowledge::of_catalog(self.scene.catalog, aip, &self.copy.name)?;
        if recorded.is_none() && self.scene.catalog.expected(aip)?.is_some() {
            // It is being brought here: nothing confirms it yet, and nobody misses it.
            return Ok(true);
        }
        let known = recorded.is_some();
        let knowledge = recorded.unwrap_or(knowledge);
        Ok(self.queue(self.package(aip, root.clone(), knowledge, known, Some(listing))))
    }

    /// Judges a package of which every file was read.
    fn conclude(&self, package: &Arc<Package>) {
        self.opened().retain(|open| !Arc::ptr_eq(open, package));
        let judged = self.judge(package, None, true).and_then(|()| self.write_if_due());
        if let Err(error) = judged {
            self.fail(error);
        }
    }

    /// Records what a check has found: all of the package, or all up to a cursor.
    fn judge(&self, package: &Package, cursor: Option<String>, last: bool) -> Result<()> {
        let mut judged = package.judged.lock().unwrap_or_else(PoisonError::into_inner);
        if *judged {
            return Ok(());
        }
        *judged = cursor.is_none();
        let (suspects, unreachable, files, bytes) = {
            let state = package.state();
            (state.suspects.clone(), state.unreachable.clone(), state.read, state.bytes)
        };
        if let Some(reason) = unreachable {
            self.unreachable(package.aip, &package.root, &reason);
            return Ok(());
        }
        self.silent.store(0, Ordering::Relaxed);
        let looker = Looker { scene: self.scene, copy: self.copy, events: self.events };
        let damages = match looker.look(package, &suspects)? {
            Look::Damage(damages) => damages,
            Look::Unreachable(reason) => {
                self.unreachable(package.aip, &package.root, &reason);
                return Ok(());
            }
            Look::Unsettled => {
                self.unsettled(package);
                return Ok(());
            }
        };
        let good = damages.is_empty();
        let whole = cursor.is_none();
        if whole || last {
            self.counted().damage(&damages);
            for damage in &damages {
                self.events.damage(damage);
            }
        }
        let line = CheckedLine {
            aip: package.aip,
            versions: package.knowledge.versions,
            files,
            bytes,
            finished: whole.then(|| self.scene.now()),
            cursor,
            good,
        };
        self.recorder.checked(line, damages, last);
        if whole {
            let state = if good { PackageState::Good } else { PackageState::Damaged };
            self.done(Some(package.aip), state);
        }
        Ok(())
    }

    /// Writes a segment where it is time, with the cursors of packages that take long.
    fn write_if_due(&self) -> Result<()> {
        if !self.recorder.is_due() {
            return Ok(());
        }
        let open = self.opened().clone();
        for package in open {
            self.note(&package, false)?;
        }
        self.recorder.flush()
    }

    /// Records how far a package is that is not read to its end.
    fn note(&self, package: &Package, last: bool) -> Result<()> {
        let cursor = {
            let mut state = package.state();
            let reached = state.reached();
            if reached <= state.noted || state.unreachable.is_some() {
                return Ok(());
            }
            state.noted = reached;
            package.files[reached - 1].path.to_string()
        };
        self.judge(package, Some(cursor), last)
    }

    /// Ends the run: what is unfinished is noted, and the last segment is written.
    fn end(&self, swept: Option<Swept>) -> Result<(Outcome, super::report::EndLine)> {
        let halted = self.halted.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(error) = halted {
            // What was found before still counts; the error matters more than a second one.
            let end = self.recorder.finish(Outcome::Interrupted);
            if !is_gone(&error) {
                return Err(error);
            }
            self.events.finding(error.finding());
            return Ok((Outcome::Interrupted, end.unwrap_or_default()));
        }
        let open = std::mem::take(&mut *self.opened());
        for package in open {
            self.note(&package, true)?;
        }
        if let Some(swept) = swept.filter(|swept| swept.whole) {
            if swept.cut {
                let finding = Finding::new(&fix::STRAYS_CUT).with("copy", &self.copy.name);
                self.events.finding(&finding.with("limit", strays::STRAYS));
            }
            self.counted().damage(&swept.damages);
            for damage in &swept.damages {
                self.events.damage(damage);
            }
            self.recorder.root(swept.damages);
        }
        let outcome = if self.is_stopped() {
            Outcome::Interrupted
        } else if self.refused.load(Ordering::Relaxed) {
            Outcome::Budget
        } else {
            Outcome::Complete
        };
        Ok((outcome, self.recorder.finish(outcome)?))
    }

    fn unreachable(&self, aip: AipId, root: &Key, reason: &dyn std::fmt::Display) {
        let finding = Finding::new(&fix::UNREACHABLE).at(root.as_str());
        self.events.finding(&finding.with("copy", &self.copy.name).with("reason", reason));
        self.done(Some(aip), PackageState::Unreachable);
        if self.silent.fetch_add(1, Ordering::Relaxed) + 1 >= SILENCE {
            self.fail(Error::new(&fix::COPY_GONE).with("copy", &self.copy.name));
        }
    }

    fn unsettled(&self, package: &Package) {
        let finding = Finding::new(&fix::UNSETTLED).at(package.aip.to_string());
        self.events.finding(&finding.with("copy", &self.copy.name));
        self.done(Some(package.aip), PackageState::Unsettled);
    }

    fn done(&self, aip: Option<AipId>, state: PackageState) {
        self.counted().package(state);
        self.events.package(&self.copy.name, aip, state);
    }

    /// Ends the check with an error; the first one counts. A copy that is gone leaves the others
    /// to be checked, whatever else ends the run.
    fn fail(&self, error: Error) -> bool {
        let mut halted = self.halted.lock().unwrap_or_else(PoisonError::into_inner);
        if is_gone(&error) {
            self.given_up.store(true, Ordering::Relaxed);
        } else {
            self.pace.stop.store(true, Ordering::Relaxed);
        }
        if halted.as_ref().is_none_or(is_gone) {
            *halted = Some(error);
        }
        self.queue.shut();
        false
    }

    /// The same, unless the trouble passes: what was not looked at stays due.
    fn fail_unless_passing(&self, error: Error) -> bool {
        if !error.is(&crate::finding::codes::sto::UNREACHABLE) {
            return self.fail(error);
        }
        self.events.finding(error.finding());
        true
    }

    fn is_stopped(&self) -> bool {
        self.pace.stop.load(Ordering::Relaxed) || self.given_up.load(Ordering::Relaxed)
    }

    fn opened(&self) -> MutexGuard<'_, Vec<Arc<Package>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn counted(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells how far the run is, not too often.
    fn tell(&self, end: &super::report::EndLine) {
        let Ok(mut told) = self.told.try_lock() else { return };
        if told.elapsed() < TELL {
            return;
        }
        *told = Instant::now();
        let packages = self.counted().packages();
        let (files, bytes, packages_due) = (end.files, end.bytes, self.due);
        let progress = Progress { packages, packages_due, files, bytes };
        self.events.progress(&self.copy.name, &progress);
    }

    /// Whether a job may begin.
    fn admit(&self, (package, at): &Job) -> bool {
        if self.is_stopped() {
            return false;
        }
        let size = package.files[*at as usize].expected.size;
        let allowed = self.meters.iter().all(|meter| meter.allow(size));
        if !allowed {
            self.refused.store(true, Ordering::Relaxed);
        }
        allowed
    }
}

impl Proving for Check<'_> {
    type File = Job;

    fn next(&self) -> Option<Job> {
        self.queue.pop(&|job| self.admit(job))
    }

    fn next_now(&self) -> Next<Job> {
        self.queue.pop_now(&|job| self.admit(job))
    }

    fn expected(&self, (package, at): &Job) -> Expected {
        package.files[*at as usize].expected
    }

    fn key(&self, (package, at): &Job) -> Key {
        package.key(*at)
    }

    fn open(&self, job: &Job) -> Result<Reader, StoreError> {
        let store = self.copy.folder.store();
        let key = self.key(job);
        if self.options.from_medium { store.open_from_medium(&key) } else { store.open(&key, None) }
    }

    fn verdict(&self, (package, at): Job, verdict: Verdict) {
        let file = &package.files[at as usize];
        let (size, wrong, trouble) = match verdict {
            Verdict::Good => (file.expected.size, None, None),
            Verdict::Corrupt { size, .. } => (size, Some(DamageState::Corrupt), None),
            Verdict::Missing => (0, Some(DamageState::Missing), None),
            Verdict::Unreadable(error) if error.retryable() => (0, None, Some(error.to_string())),
            Verdict::Unreadable(_) => (0, Some(DamageState::Unreadable), None),
        };
        let last = {
            let mut state = package.state();
            if let Some(wrong) = wrong {
                state.suspect(package.key(at).to_string(), &file.path, wrong);
            }
            if trouble.is_some() {
                state.unreachable = trouble;
            }
            state.finish(at, size)
        };
        self.tell(&self.recorder.read(size));
        if last {
            self.conclude(&package);
        }
    }
}

/// Whether an error says that a copy is gone.
fn is_gone(error: &Error) -> bool {
    error.is(&fix::COPY_GONE)
}

/// Closes the queue when the producer ends, however it ends.
struct CloseOnDrop<'a, T>(&'a Queue<T>);

impl<T> Drop for CloseOnDrop<'_, T> {
    fn drop(&mut self) {
        self.0.close();
    }
}
