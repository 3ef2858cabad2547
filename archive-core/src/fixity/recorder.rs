//! Writing down what a run finds: a segment on every copy, then the same lines into the catalog.

use super::look::is_alive;
use super::options::{Budget, Events, RunOptions};
use super::report::{CheckedLine, EndLine, Names, Outcome, RunLine, Segment};
use super::scene::Scene;
use crate::aip::AipId;
use crate::archive::TenantCopy;
use crate::catalog::Damage;
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::fix;
use crate::ledger::{self, event::Event};
use crate::store::{At, Key, Store, StoreError};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Lines after which a segment is written before its time, to bound memory.
const LINES: usize = 20_000;

pub(super) struct Recorder<'a> {
    scene: &'a Scene<'a>,
    events: &'a dyn Events,
    every: Duration,
    inner: Mutex<Inner>,
}

struct Inner {
    names: Names,
    next: Segment,
    written: Instant,
    /// Whether unfinished checks stand in the next segment.
    cursors: bool,
}

impl<'a> Recorder<'a> {
    pub fn new(
        scene: &'a Scene<'a>,
        copy: &TenantCopy,
        options: &RunOptions,
        read_back: &str,
        events: &'a dyn Events,
    ) -> Result<Self> {
        let run = RunLine {
            format: 1,
            run: crate::random::uuid_v7(scene.clock.now()),
            segment: 1,
            copy: copy.name.clone(),
            begun: scene.now(),
            read_back: read_back.to_owned(),
            budget_seconds: match options.budget {
                Some(Budget::Time(time)) => Some(time.as_secs()),
                _ => None,
            },
            budget_bytes: match options.budget {
                Some(Budget::Bytes(bytes)) => Some(bytes),
                _ => None,
            },
            max_age_seconds: options.max_age.map(|age| age.as_secs()),
            aip: options.aip.map(|aip| aip.to_string()),
            repair: false,
        };
        let next = Segment {
            run,
            damages: Vec::new(),
            checks: Vec::new(),
            root: None,
            repaired: Vec::new(),
            end: EndLine::default(),
        };
        let inner = Inner {
            names: Names::after(&scene.copies)?,
            next,
            written: Instant::now(),
            cursors: false,
        };
        Ok(Self { scene, events, every: options.segment, inner: Mutex::new(inner) })
    }

    /// The id of the run.
    pub fn run(&self) -> uuid::Uuid {
        self.lock().next.run.run
    }

    /// Takes the check of a package with all damage that it found. `last` says that this run
    /// does not come back to the package: its damage is counted then.
    pub fn checked(&self, line: CheckedLine, damages: Vec<Damage>, last: bool) {
        let mut inner = self.lock();
        let end = &mut inner.next.end;
        end.packages += u64::from(line.finished.is_some());
        end.damaged += if last { damages.len() as u64 } else { 0 };
        if inner.cursors && line.finished.is_some() {
            // The end of a check speaks for the whole package: what it said before is replaced.
            inner.next.damages.retain(|damage| damage.aip != Some(line.aip));
        }
        inner.cursors |= line.cursor.is_some();
        inner.next.checks.push(line);
        inner.next.damages.extend(damages);
    }

    /// Takes what a look at the root itself found.
    pub fn root(&self, damages: Vec<Damage>) {
        let mut inner = self.lock();
        inner.next.root = Some(self.scene.now());
        inner.next.end.damaged += damages.len() as u64;
        inner.next.damages.extend(damages);
    }

    /// Counts a file that was read.
    pub fn read(&self, bytes: u64) -> EndLine {
        let mut inner = self.lock();
        inner.next.end.files += 1;
        inner.next.end.bytes += bytes;
        inner.next.end.clone()
    }

    /// Whether it is time to write a segment.
    pub fn is_due(&self) -> bool {
        let inner = self.lock();
        let lines = inner.next.checks.len() + inner.next.damages.len();
        lines >= LINES || inner.written.elapsed() >= self.every
    }

    /// Writes what was taken since the last segment, where there is anything.
    pub fn flush(&self) -> Result<()> {
        let mut inner = self.lock();
        inner.written = Instant::now();
        let next = &inner.next;
        if next.checks.is_empty() && next.damages.is_empty() && next.root.is_none() {
            return Ok(());
        }
        self.write(&mut inner)
    }

    /// Writes the last segment.
    pub fn finish(&self, outcome: Outcome) -> Result<EndLine> {
        let mut inner = self.lock();
        inner.next.end.outcome = Some(outcome);
        if outcome != Outcome::Interrupted {
            inner.next.end.ended = Some(self.scene.now());
        }
        let end = inner.next.end.clone();
        self.write(&mut inner)?;
        Ok(end)
    }

    fn write(&self, inner: &mut Inner) -> Result<()> {
        let key = inner.names.next(self.scene.clock.now());
        let bytes = inner.next.to_bytes();
        let mut failed: Vec<(&str, StoreError)> = Vec::new();
        for copy in self.scene.copies.iter() {
            // An unmounted copy is an empty folder, into which nothing must be written.
            let created = if is_alive(copy) {
                create(copy, &key, &bytes)
            } else {
                Err(StoreError::Unreachable(At::place("write", key.as_str())))
            };
            if let Err(error) = created {
                failed.push((&copy.name, error));
            }
        }
        if failed.len() == self.scene.copies.len()
            && let Some((copy, error)) = failed.pop()
        {
            return Err(Error::from(error).with("copy", copy));
        }
        for (copy, error) in failed {
            let finding = Finding::new(&fix::NOT_RECORDED).at(key.as_str());
            self.events.finding(&finding.with("copy", copy).with("reason", error));
        }
        let said = found(&inner.next.damages, &inner.next.run.copy, &key);
        if let Err(error) = self.scene.log("fixity", &key, &bytes, said) {
            let finding = Finding::new(&fix::NOT_LOGGED).at(key.as_str());
            self.events.finding(&finding.with_reason(error.finding()));
        }
        inner.next.apply(self.scene.catalog)?;
        inner.next.damages.clear();
        inner.next.checks.clear();
        inner.next.root = None;
        inner.cursors = false;
        inner.next.run.segment += 1;
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the ledger says of damage: how much of it there is in each package.
fn found(damages: &[Damage], copy: &str, report: &Key) -> Vec<Event> {
    let mut counts: BTreeMap<Option<AipId>, u64> = BTreeMap::new();
    for damage in damages {
        *counts.entry(damage.aip).or_default() += 1;
    }
    let event = |(aip, count)| {
        let (copy, report) = (copy.to_owned(), report.to_string());
        Event::Damaged(ledger::event::Damage { aip, copy, count, report })
    };
    counts.into_iter().map(event).collect()
}

/// Creates a segment. A remote store whose answer was lost may call one's own success taken.
fn create(copy: &TenantCopy, key: &Key, bytes: &[u8]) -> Result<(), StoreError> {
    let store = copy.folder.store();
    match store.create(key, bytes) {
        Err(StoreError::AlreadyExists(at)) => {
            let same = store.read(key, bytes.len() as u64).is_ok_and(|found| found == bytes);
            if same { Ok(()) } else { Err(StoreError::AlreadyExists(at)) }
        }
        other => other,
    }
}
