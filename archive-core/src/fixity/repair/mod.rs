//! Repair: damaged files are put right from a copy that is proven good, with evidence of what was
//! there before. Why it is built like this: `docs/decisions/0012-repair.md`.
//!
//! This is the only part of the room that writes into the holdings: a file that was found damaged
//! twice, in one step, with the bytes that the catalog and the inventories attest, and never a file
//! for which nobody has them.

mod evidence;
mod good;
mod mend;
mod package;
mod root;

pub use evidence::{Kept, KeptLock, each_kept, release};

use super::report::{Names, Repaired, RunLine, Segment};
use super::scene::Scene;
use crate::aip::AipId;
use crate::archive::{TenantArchive, TenantCopy};
use crate::catalog::Damage;
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::fix;
use crate::ledger::{self, event::Event};
use crate::store::proof::Pace;
use crate::store::{Key, Store, StoreError};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::Duration;
use uuid::Uuid;

/// What is to be repaired.
#[derive(Debug, Clone, Default)]
pub struct RepairOptions {
    /// Only this package; else everything that is known to be damaged.
    pub aip: Option<AipId>,
    /// Only what is damaged on the copy of this name.
    pub copy: Option<String>,
    /// Take away what nobody put there, too; it is kept as evidence.
    pub strays: bool,
    /// Say what would be done, and change nothing.
    pub dry_run: bool,
    /// How long to wait for a check that reads the same copy.
    pub wait: Duration,
}

/// What became of one damaged file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It has the right bytes again, or would have.
    Repaired {
        /// The copy that the bytes came from; none where they follow from others.
        source: Option<String>,
        /// Where the damaged bytes are kept, below the tenant; none where there were none.
        evidence: Option<String>,
    },
    /// It was taken away: nobody had put it there.
    SetAside {
        /// Where it is kept, below the tenant.
        evidence: String,
    },
    /// It reads as it must: it was repaired before, or the trouble has passed.
    Good,
    /// It stays as it is, for this reason.
    Left(Finding),
}

/// Whom a repair tells what it does.
pub trait Events: Sync {
    /// What became of a damaged file.
    fn repair(&self, _damage: &Damage, _outcome: &Outcome) {}
    /// Something that is worth knowing.
    fn finding(&self, _finding: &Finding) {}
}

impl Events for super::Silent {}

/// What a repair came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RepairSummary {
    /// The id under which evidence and reports speak of it.
    pub run: Uuid,
    /// Files that have the right bytes again.
    pub repaired: u64,
    /// Files that nobody had put there and that were taken away.
    pub set_aside: u64,
    /// Files that read as they must.
    pub good: u64,
    /// Files that stay damaged.
    pub left: u64,
    /// Whether it was stopped before its end.
    pub stopped: bool,
}

/// Repairs what checks have found. Nothing is searched for: what is not known to be damaged is
/// found by [`super::run`].
///
/// Files that cannot be repaired are told and left as they are, with everything that is there.
pub fn repair(
    tenant: &TenantArchive,
    options: &RepairOptions,
    events: &dyn Events,
    pace: &Pace,
) -> Result<RepairSummary> {
    repair_in(&Scene::of(tenant), options, events, pace)
}

pub(super) fn repair_in(
    scene: &Scene<'_>,
    options: &RepairOptions,
    events: &dyn Events,
    pace: &Pace,
) -> Result<RepairSummary> {
    let run = crate::random::uuid_v7(scene.clock.now());
    let mut work = Repair {
        scene,
        options,
        events,
        pace,
        run,
        names: Names::after(&scene.copies)?,
        kept: 0,
        done: Vec::new(),
        summary: RepairSummary { run, ..RepairSummary::default() },
    };
    let packages = match options.aip {
        Some(aip) => vec![Some(aip)],
        None => scene.catalog.damaged_packages()?,
    };
    for aip in packages {
        if pace.stop.load(Ordering::Relaxed) {
            work.summary.stopped = true;
            break;
        }
        let repaired = work.package(aip);
        // What was done is written down, whatever ended the work.
        work.record()?;
        repaired?;
    }
    Ok(work.summary)
}

/// A repair at work.
struct Repair<'a> {
    scene: &'a Scene<'a>,
    options: &'a RepairOptions,
    events: &'a dyn Events,
    pace: &'a Pace,
    run: Uuid,
    names: Names,
    /// Pieces of evidence kept so far.
    kept: u64,
    /// What was done and is not written down yet, with the copy.
    done: Vec<(String, Repaired)>,
    summary: RepairSummary,
}

impl Repair<'_> {
    /// Repairs what is known to be damaged in one package, or in the root itself.
    fn package(&mut self, aip: Option<AipId>) -> Result<()> {
        let mut damages = self.scene.catalog.damage_of(aip)?;
        let wanted = |damage: &Damage| {
            let copy = self.options.copy.as_ref();
            copy.is_none_or(|copy| damage.copy == *copy)
        };
        damages.retain(wanted);
        if damages.is_empty() {
            return Ok(());
        }
        match aip {
            Some(aip) => package::repair(self, aip, &damages),
            None => root::repair(self, &damages),
        }
    }

    /// The copy that a damage speaks of, where the tenant still has it.
    fn copy(&self, name: &str) -> Option<&TenantCopy> {
        self.scene.copies.iter().find(|copy| copy.name == name)
    }

    /// Notes what became of a damaged file, and tells it.
    fn settle(&mut self, damage: &Damage, outcome: &Outcome) {
        self.events.repair(damage, outcome);
        let (source, evidence) = match outcome {
            Outcome::Repaired { source, evidence } => {
                self.summary.repaired += 1;
                (source.clone(), evidence.clone())
            }
            Outcome::SetAside { evidence } => {
                self.summary.set_aside += 1;
                (None, Some(evidence.clone()))
            }
            Outcome::Good => {
                self.summary.good += 1;
                (None, None)
            }
            Outcome::Left(_) => {
                self.summary.left += 1;
                return;
            }
        };
        if !self.options.dry_run {
            let line = Repaired {
                aip: damage.aip,
                path: damage.path.clone(),
                state: damage.state,
                time: self.scene.now(),
                source,
                evidence,
            };
            self.done.push((damage.copy.clone(), line));
        }
    }

    /// Says that files stay as they are.
    fn leave(&mut self, damages: &[Damage], finding: &Finding) {
        for damage in damages {
            self.settle(damage, &Outcome::Left(finding.clone()));
        }
    }

    /// Writes down what was done: a segment for each copy, on every copy, then the catalog.
    fn record(&mut self) -> Result<()> {
        let done = std::mem::take(&mut self.done);
        let mut copies: Vec<&String> = done.iter().map(|(copy, _)| copy).collect();
        copies.sort_unstable();
        copies.dedup();
        for copy in copies {
            let lines = done.iter().filter(|(own, _)| own == copy).map(|(_, line)| line.clone());
            let run = RunLine::of_repair(self.run, copy, self.scene.now());
            let segment = Segment::of_repairs(run, lines.collect());
            let key = self.names.next(self.scene.clock.now());
            let (bytes, mut written) = (segment.to_bytes(), 0);
            let mut failed: Option<StoreError> = None;
            for copy in self.scene.copies.iter() {
                match copy.folder.store().create(&key, &bytes) {
                    Ok(()) => written += 1,
                    Err(error) => {
                        let finding = Finding::new(&fix::NOT_RECORDED).at(key.as_str());
                        let finding = finding.with("copy", &copy.name).with("reason", &error);
                        self.events.finding(&finding);
                        failed = Some(error);
                    }
                }
            }
            if let Some(error) = failed.filter(|_| written == 0) {
                return Err(Error::from(error));
            }
            let said = mended(&segment.repaired, copy, &key);
            if let Err(error) = self.scene.log("repair", &key, &bytes, said) {
                let finding = Finding::new(&fix::NOT_LOGGED).at(key.as_str());
                self.events.finding(&finding.with_reason(error.finding()));
            }
            segment.apply(self.scene.catalog)?;
        }
        Ok(())
    }
}

/// What the ledger says of repairs: how many files of each package.
fn mended(done: &[Repaired], copy: &str, report: &Key) -> Vec<Event> {
    let mut counts: BTreeMap<Option<AipId>, u64> = BTreeMap::new();
    for line in done {
        *counts.entry(line.aip).or_default() += 1;
    }
    let event = |(aip, count)| {
        let (copy, report) = (copy.to_owned(), report.to_string());
        Event::Repaired(ledger::event::Damage { aip, copy, count, report })
    };
    counts.into_iter().map(event).collect()
}
