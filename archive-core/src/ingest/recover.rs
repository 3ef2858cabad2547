//! Taking up what an interruption left: versions that were being committed are finished, torn
//! journals are cleared away, everything else waits for its source to come again.

use super::journal::{Journal, Said, Story};
use super::receipt::{Receipt, write_segment};
use super::recorder::{event, pairs};
use super::redescribe;
use super::stages::{Stages, visible};
use crate::aip::AipId;
use crate::archive::{Lock, TenantArchive};
use crate::digest::{Algorithm, Digest};
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::ing;
use crate::rebuild;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// What was found when interrupted work was looked for.
#[derive(Debug, Default)]
pub struct Recovered {
    /// The journals that wait, by their source.
    pub waiting: HashMap<String, PathBuf>,
    /// Journals that could not be taken up. They keep nobody else from work.
    pub told: Vec<Finding>,
}

/// What a journal that nobody is at work on speaks of.
enum Left {
    /// A version that was being made visible.
    Committing(Unrecorded),
    /// Work that waits for its source.
    Waiting(Story),
    /// Nothing: it ended before anything was staged.
    Nothing,
    /// It cannot be read, and no copy shows the version that it is named for.
    Broken(Error),
}

/// A version that every copy holds and some may show already.
struct Unrecorded {
    aip: AipId,
    version: u32,
    /// Who staged it, where the journal tells.
    writer: Option<String>,
    inventory: Digest,
    /// What the journal tells, where it can be read.
    story: Option<Story>,
}

/// Finishes what can be finished, and tells what waits.
pub fn recover(tenant: &TenantArchive) -> Result<Recovered> {
    let _lock = alone(tenant)?;
    let mut out = Recovered::default();
    for path in Journal::all(tenant)? {
        if let Err(error) = recover_one(tenant, &path, &mut out.waiting) {
            let told = Finding::new(&ing::NOT_TAKEN_UP).at(path.display().to_string());
            out.told.push(told.with_reason(error.finding()));
        }
    }
    Ok(out)
}

/// Only one process looks for interrupted work at a time: another one could take a source for
/// new whose version the first is just recording.
fn alone(tenant: &TenantArchive) -> Result<Lock> {
    tenant.locks().take("recovery", tenant.wait())
}

fn recover_one(
    tenant: &TenantArchive,
    path: &Path,
    waiting: &mut HashMap<String, PathBuf>,
) -> Result<()> {
    let Some((journal, said)) = Journal::reopen(path)? else { return Ok(()) };
    let source = match &said {
        Said::Story(story) => Some(story.begun.source.clone()),
        Said::Nothing | Said::Broken(_) => None,
    };
    // Even what cannot be finished now keeps its source from being taken in a second time.
    if let Some(source) = &source {
        waiting.insert(source.clone(), path.to_owned());
    }
    match look(tenant, &journal, said)? {
        // A description waits for nothing: whoever wants it gives it again.
        Left::Waiting(story) if story.begun.source.starts_with(redescribe::SOURCE) => {
            abandon(tenant, &story)?;
            journal.remove()?;
        }
        Left::Waiting(_) => return Ok(()),
        Left::Committing(unrecorded) => {
            finish(tenant, &unrecorded)?;
            journal.remove()?;
        }
        Left::Nothing => journal.remove()?,
        Left::Broken(error) => return Err(error),
    }
    if let Some(source) = source {
        waiting.remove(&source);
    }
    Ok(())
}

/// Takes up the work of a journal whose source came again. `None` where there is nothing left of
/// it to be continued: somebody is at work on it, or it is finished now.
pub fn take_up(tenant: &TenantArchive, path: &Path) -> Result<Option<(Journal, Story)>> {
    let Some((journal, said)) = Journal::reopen(path)? else { return Ok(None) };
    match look(tenant, &journal, said)? {
        Left::Waiting(story) => return Ok(Some((journal, story))),
        Left::Committing(unrecorded) => match (finish(tenant, &unrecorded), unrecorded) {
            (Ok(()), _) => journal.remove()?,
            // What is staged is damaged, and nobody sees any of it: it is received anew.
            (Err(error), Unrecorded { aip, version, story: Some(story), .. })
                if error.is(&ing::NOT_CONFIRMED) && visible(tenant, aip, version)?.is_none() =>
            {
                return Ok(Some((journal, story)));
            }
            (Err(error), _) => return Err(error),
        },
        Left::Nothing => journal.remove()?,
        Left::Broken(error) => return Err(error),
    }
    Ok(None)
}

/// A version that any copy shows was confirmed on all of them, whatever its journal still says.
fn look(tenant: &TenantArchive, journal: &Journal, said: Said) -> Result<Left> {
    let (story, otherwise) = match said {
        Said::Story(story) => (Some(story), Left::Nothing),
        Said::Nothing => (None, Left::Nothing),
        Said::Broken(error) => (None, Left::Broken(error)),
    };
    let committing = match &story {
        Some(Story { begun, committing: Some(inventory), .. }) => {
            let digest = Digest::from_hex(Algorithm::Sha512, inventory)
                .ok_or_else(|| broken(inventory, &"not a SHA-512"))?;
            Some((aip_of(&begun.aip)?, begun.version, digest))
        }
        _ => match journal.named_for() {
            Some((aip, version)) => {
                visible(tenant, aip, version)?.map(|digest| (aip, version, digest))
            }
            None => None,
        },
    };
    if let Some((aip, version, inventory)) = committing {
        let writer = story.as_ref().map(|story| story.begun.writer.clone());
        return Ok(Left::Committing(Unrecorded { aip, version, writer, inventory, story }));
    }
    Ok(story.map_or(otherwise, Left::Waiting))
}

/// What a journal without anybody at work on it turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished {
    /// It cannot be read: what it spoke of is not known. Removed when mending.
    Broken,
    /// The version was confirmed on every copy. Made visible and recorded when mending.
    Committing,
    /// Its source is not there any more. Given up when mending: nothing of it was stored.
    Orphaned,
    /// It waits for its source to be taken in again.
    Waiting,
}

/// Looks at all journals that nobody is at work on, by their file names, and with `mend` clears
/// away or finishes what need not wait. What cannot be judged or finished keeps its error.
pub fn review(tenant: &TenantArchive, mend: bool) -> Result<Vec<(String, Result<Unfinished>)>> {
    let _lock = alone(tenant)?;
    let mut out = Vec::new();
    for path in Journal::all(tenant)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some((journal, said)) = Journal::reopen(&path)? {
            out.push((name, review_one(tenant, journal, said, mend)));
        }
    }
    Ok(out)
}

fn review_one(
    tenant: &TenantArchive,
    journal: Journal,
    said: Said,
    mend: bool,
) -> Result<Unfinished> {
    match look(tenant, &journal, said)? {
        Left::Committing(unrecorded) => {
            if mend {
                finish(tenant, &unrecorded)?;
                journal.remove()?;
            }
            Ok(Unfinished::Committing)
        }
        Left::Nothing | Left::Broken(_) => {
            if mend {
                journal.remove()?;
            }
            Ok(Unfinished::Broken)
        }
        // With `%` it may be the readable form of a name that is no UTF-8: not looked for.
        Left::Waiting(story)
            if story.begun.source.contains('%')
                || crate::fs::exists(Path::new(&story.begun.source)) =>
        {
            Ok(Unfinished::Waiting)
        }
        Left::Waiting(story) => {
            if mend {
                abandon(tenant, &story)?;
                journal.remove()?;
            }
            Ok(Unfinished::Orphaned)
        }
    }
}

/// Gives up interrupted work: what is staged of it goes.
pub fn abandon(tenant: &TenantArchive, story: &Story) -> Result<()> {
    let aip = aip_of(&story.begun.aip)?;
    Stages::begin(tenant, aip, story.begun.version, &story.begun.writer)?.abandon()
}

/// The package that a journal speaks of.
pub fn aip_of(text: &str) -> Result<AipId> {
    text.parse().map_err(|error| broken(text, &error))
}

fn broken(place: &str, reason: &dyn std::fmt::Display) -> Error {
    Error::new(&ing::JOURNAL).at(place).with("reason", reason)
}

/// Makes a version visible on the copies that do not show it yet, and records it.
fn finish(tenant: &TenantArchive, left: &Unrecorded) -> Result<()> {
    let Unrecorded { aip, version, writer, inventory, .. } = left;
    let (aip, version) = (*aip, *version);
    let interrupted = Stages::reopen(tenant, aip, version, writer.as_deref())?;
    let confirmed = interrupted.verify(*inventory)?.commit()?;
    let found = tenant.from_any_copy(|copy| rebuild::read_version(copy, aip, version))?;
    let now = tenant.clock().now();
    let receipt = Receipt::of(aip, version, &found.head, confirmed.copies(), now);
    write_segment(tenant, std::slice::from_ref(&receipt), now)?;
    // The work may have been interrupted between ledger and catalog.
    if !tenant.is_logged(aip, version, &receipt.inventory)? {
        tenant.append(&[event(&receipt)?])?;
    }
    found.record(tenant.catalog(), &pairs(confirmed.copies()))
}
