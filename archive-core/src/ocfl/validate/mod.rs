//! Judging OCFL objects and storage roots of version 1.0 and 1.1, ours or foreign.
//!
//! Everything that can be found is found in one pass: each content file is read once, for the
//! digests of all inventories and fixity blocks together. The codes are those of the
//! specification (`docs/ocfl-validation.md` lists what is checked under each). Nothing is ever
//! written and nothing is decided here: what an invalid object means is the caller's business.
//!
//! Memory: one inventory tree and one list of content paths per object under way, at most
//! [`Options::threads`] objects at a time, and one folder listing per level of a storage root.

mod content;
mod declaration;
mod digests;
mod extensions;
mod history;
mod inventory;
mod notes;
mod object;
mod root;
mod sequence;
mod sidecar;

pub use root::validate_root;

use super::spec::SpecVersion;
use super::tree::{Entry, Kind, Tree, join};
use crate::error::Result;
use crate::finding::Findings;
use std::sync::atomic::{AtomicBool, Ordering};

/// Called with the number of content bytes just read; from several threads.
pub type Progress<'p> = &'p (dyn Fn(u64) + Sync);

/// How to validate.
#[derive(Clone, Copy)]
pub struct Options<'p> {
    /// Whether content files are read and their digests compared; without it, structure only.
    pub digests: bool,
    /// Threads that read and compute; at least one is used.
    pub threads: usize,
    /// Told how many bytes of content were read.
    pub progress: Option<Progress<'p>>,
    /// Once set, no further object of a storage root is begun; the report tells of those before.
    pub stop: Option<&'p AtomicBool>,
}

impl Options<'_> {
    /// Whether the caller wants no more.
    fn stopped(&self) -> bool {
        self.stop.is_some_and(|stop| stop.load(Ordering::Relaxed))
    }
}

impl Default for Options<'_> {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        Self { digests: true, threads, progress: None, stop: None }
    }
}

/// What was found about one object.
#[derive(Debug, Clone)]
pub struct ObjectReport {
    /// The object's path in the tree, in readable form; empty for the tree's own root.
    pub path: String,
    /// The id its inventory gives, where it could be read.
    pub id: Option<String>,
    /// The version of the specification it declares, where it is one judged here.
    pub version: Option<SpecVersion>,
    /// Everything found.
    pub findings: Findings,
    /// Bytes of content read for digests.
    pub bytes: u64,
}

impl ObjectReport {
    /// Whether no error was found.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        !self.findings.has_errors()
    }
}

/// What was found about a storage root itself; its objects have their own reports.
#[derive(Debug, Clone)]
pub struct RootReport {
    /// The version of the specification it declares, where it is one judged here.
    pub version: Option<SpecVersion>,
    /// The layout extension it declares, known here or not.
    pub layout: Option<String>,
    /// Everything found outside of objects.
    pub findings: Findings,
    /// Objects found.
    pub objects: u64,
    /// Objects without errors.
    pub valid: u64,
}

impl RootReport {
    /// Whether neither the root nor one of its objects has an error.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        !self.findings.has_errors() && self.objects == self.valid
    }
}

/// What a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detected {
    /// An OCFL object, perhaps a broken one.
    Object,
    /// An OCFL storage root, perhaps a broken one.
    Root,
    /// Neither.
    Neither,
}

/// Folders looked into before a folder without any declaration counts as no storage root.
const SEARCHED_FOLDERS: usize = 256;

/// Tells by content what a folder is. A missing declaration is an error to be reported, not a
/// reason to know nothing: an inventory makes an object, objects below make a storage root.
pub fn detect(tree: &dyn Tree, path: &[u8]) -> Result<Detected> {
    let entries = tree.list(path)?;
    if is_object(&entries) {
        return Ok(Detected::Object);
    }
    if entries.iter().any(is_root_mark) || holds_object(tree, path, &entries) {
        return Ok(Detected::Root);
    }
    Ok(Detected::Neither)
}

/// Whether a folder with these entries claims to be an object.
fn is_object(entries: &[Entry]) -> bool {
    entries.iter().any(|e| {
        e.kind == Kind::File
            && (declaration::of_object(&e.name) || e.name == inventory::FILE.as_bytes())
    })
}

fn is_root_mark(entry: &Entry) -> bool {
    entry.kind == Kind::File
        && (declaration::of_root(&entry.name) || entry.name == root::LAYOUT_FILE.as_bytes())
}

/// Looks for an object below, depth first, within a bound.
fn holds_object(tree: &dyn Tree, path: &[u8], entries: &[Entry]) -> bool {
    let folders = |path: &[u8], entries: &[Entry]| -> Vec<Vec<u8>> {
        let below = entries.iter().rev().filter(|e| e.kind == Kind::Folder);
        below.map(|e| join(path, &e.name)).collect()
    };
    let mut stack = folders(path, entries);
    for _ in 0..SEARCHED_FOLDERS {
        let Some(next) = stack.pop() else { return false };
        let Ok(entries) = tree.list(&next) else { continue };
        if is_object(&entries) {
            return true;
        }
        stack.extend(folders(&next, &entries));
    }
    false
}

/// Validates the object at a path of a tree (OCFL 1.1 §3). A path that cannot be listed gives a
/// report with that error.
#[must_use]
pub fn validate_object(tree: &dyn Tree, path: &[u8], options: &Options<'_>) -> ObjectReport {
    object::validate(tree, path, None, options)
}
