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
use std::path::PathBuf;

/// Finishes what can be finished. Gives the journals that wait, by their source.
pub fn recover(tenant: &TenantArchive) -> Result<HashMap<String, PathBuf>> {
    let mut waiting = HashMap::new();
    for path in Journal::all(tenant)? {
        let Some((journal, story)) = Journal::reopen(tenant, &path)? else { continue };
        match story {
            // The first line was torn by a loss of power: nothing was staged before it.
            None => journal.remove(tenant)?,
            Some(story) if story.committing.is_some() => finish(tenant, journal, &story)?,
            Some(story) => {
                waiting.insert(story.begun.source, path);
            }
        }
    }
    Ok(waiting)
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
    journal.remove(tenant)
}
