//! Committing: everything durable and read back on every copy, then visible, then recorded.

use super::describe::Described;
use super::journal::Entry;
use super::receive::{Content, key};
use super::stages::Staged;
use crate::archive::TenantArchive;
use crate::digest::{Algorithm, Digest};
use crate::error::Result;
use crate::ocfl::inventory;
use crate::package::sorter::Spooled;

/// A version on every copy, confirmed and visible; not recorded yet.
pub struct Committed {
    /// The journal.
    pub journal: Option<super::journal::Journal>,
    /// Files.
    pub rows: Spooled,
    /// Content files.
    pub contents: Spooled,
    /// SHA-512 of the inventory.
    pub inventory: Digest,
    /// Copies, and what their read-back came from.
    pub confirmed: Vec<(String, String)>,
}

/// Syncs, confirms and commits a described version.
pub fn commit(
    tenant: &TenantArchive,
    described: Described,
    version: u32,
    threads: usize,
) -> Result<Committed> {
    let Described { stages, mut journal, rows, contents, inventory, .. } = described;
    let digest = inventory.expected.digest;
    let sidecar = key(&format!("v{version}/{}", inventory::sidecar_name(Algorithm::Sha512)));
    stages.remove(&sidecar)?;
    stages.put(&sidecar, inventory::sidecar(&digest).as_bytes())?;
    stages.sync()?;
    if let Err(error) = confirm(&stages, &contents, version, inventory, threads) {
        // What does not come back as it was written is not worth continuing with.
        stages.abandon()?;
        if let Some(journal) = journal {
            journal.remove()?;
        }
        return Err(error);
    }
    let confirmed = stages.read_backs();
    if let Some(journal) = &mut journal {
        journal.append(&Entry::Committing { inventory: digest.hex() })?;
        if !tenant.state_is_synced_with_copies() {
            journal.sync()?;
        }
    }
    stages.commit()?;
    Ok(Committed { journal, rows, contents, inventory: digest, confirmed })
}

/// Reads everything the version brought back from every copy.
fn confirm(
    stages: &super::stages::Stages,
    contents: &Spooled,
    version: u32,
    inventory: Staged,
    threads: usize,
) -> Result<()> {
    let mut iter = contents.iter();
    let mut failed = None;
    let mut files = std::iter::from_fn(|| {
        loop {
            match iter.next() {
                Ok(Some(record)) => {
                    let content = Content::decode(record).expect("made by encode");
                    if let Some(staged) = content.staged(version) {
                        return Some(staged);
                    }
                }
                Ok(None) => return None,
                Err(error) => {
                    failed = Some(error);
                    return None;
                }
            }
        }
    })
    .chain(std::iter::once(inventory));
    stages.confirm(&mut files, threads)?;
    drop(files);
    failed.map_or(Ok(()), Err)
}
