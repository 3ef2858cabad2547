//! Taking up what an interruption left: versions that were being committed are finished, torn
//! journals are cleared away, everything else waits for its source to come again.

use super::journal::{Journal, Story};
use super::receipt::{Receipt, ReceiptCopy, write_segment};
use super::stages::Stages;
use crate::aip::AipId;
use crate::archive::TenantArchive;
use crate::error::{Error, Result};
use crate::finding::codes::ing;
use crate::rebuild;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Finishes what can be finished. Gives the journals that wait, by their source.
pub fn recover(tenant: &TenantArchive) -> Result<HashMap<String, PathBuf>> {
    let mut waiting = HashMap::new();
    for path in Journal::all(tenant)? {
        let Some((journal, story)) = Journal::reopen(&path)? else { continue };
        match story {
            // The first line was torn by a loss of power: nothing was staged before it.
            None => journal.remove()?,
            Some(story) if story.committing.is_some() => finish(tenant, journal, &story)?,
            Some(story) => {
                waiting.insert(story.begun.source, path);
            }
        }
    }
    Ok(waiting)
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
/// away or finishes what need not wait.
pub fn review(tenant: &TenantArchive, mend: bool) -> Result<Vec<(String, Unfinished)>> {
    let mut out = Vec::new();
    for path in Journal::all(tenant)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match Journal::reopen(&path) {
            Ok(None) => {}
            Ok(Some((journal, story))) => {
                out.push((name, review_one(tenant, journal, story, mend)?));
            }
            Err(error) if error.is(&ing::JOURNAL) => {
                if mend && !Journal::discard(&path)? {
                    continue;
                }
                out.push((name, Unfinished::Broken));
            }
            Err(error) => return Err(error),
        }
    }
    Ok(out)
}

fn review_one(
    tenant: &TenantArchive,
    journal: Journal,
    story: Option<Story>,
    mend: bool,
) -> Result<Unfinished> {
    let Some(story) = story else {
        if mend {
            journal.remove()?;
        }
        return Ok(Unfinished::Broken);
    };
    if story.committing.is_some() {
        if mend {
            finish(tenant, journal, &story)?;
        }
        return Ok(Unfinished::Committing);
    }
    // With `%` it may be the readable form of a name that is no UTF-8: that is not looked for.
    let source = &story.begun.source;
    if source.contains('%') || crate::fs::exists(Path::new(source)) {
        return Ok(Unfinished::Waiting);
    }
    if mend {
        abandon(tenant, &story)?;
        journal.remove()?;
    }
    Ok(Unfinished::Orphaned)
}

/// Gives up interrupted work: what is staged of it goes.
pub fn abandon(tenant: &TenantArchive, story: &Story) -> Result<()> {
    let aip = aip_of(&story.begun.aip)?;
    Stages::open(tenant, aip, story.begun.version, &story.begun.writer)?.abandon()
}

fn aip_of(text: &str) -> Result<AipId> {
    text.parse().map_err(|e| Error::new(&ing::JOURNAL).at(text).with("reason", e))
}

/// A version that was confirmed on every copy and was being made visible.
fn finish(tenant: &TenantArchive, journal: Journal, story: &Story) -> Result<()> {
    let aip = aip_of(&story.begun.aip)?;
    let version = story.begun.version;
    // Copies that are committed already are settled by opening; the others are committed now.
    let stages = Stages::open(tenant, aip, version, &story.begun.writer)?;
    stages.commit()?;
    let confirmed: Vec<(String, String)> = tenant
        .copies()
        .iter()
        .map(|copy| (copy.name.clone(), copy.folder.store().read_back().as_str().to_owned()))
        .collect();
    let found = rebuild::read_version(&tenant.copies()[0], aip, version)?;
    if Some(found.head.inventory.hex()) != story.committing {
        return Err(Error::new(&ing::NOT_CONFIRMED)
            .at(aip.to_string())
            .with("copy", &tenant.copies()[0].name)
            .with("state", "corrupt"));
    }
    let now = tenant.clock().now();
    let copies = confirmed
        .iter()
        .map(|(name, confirmed)| ReceiptCopy { name: name.clone(), confirmed: confirmed.clone() });
    let receipt = Receipt {
        schema_version: 1,
        aip: aip.to_string(),
        version,
        stored: crate::clock::rfc3339(now),
        kind: found.head.kind.clone(),
        files: found.head.files,
        bytes: found.head.bytes,
        fingerprint: found.head.fingerprint.hex(),
        payload_fingerprint: found.head.payload_fingerprint.hex(),
        inventory: found.head.inventory.hex(),
        copies: copies.collect(),
    };
    write_segment(tenant, &[receipt], now)?;
    found.record(tenant.catalog(), &confirmed)?;
    journal.remove()
}
