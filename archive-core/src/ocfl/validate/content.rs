//! What lies in the content folders of an object's versions.

use super::notes::Notes;
use crate::finding::codes::ocfl as codes;
use crate::ocfl::tree::{Entry, Kind, Tree, join, readable};
use std::collections::HashSet;

/// A content file found.
pub(super) struct ContentFile {
    /// Its content path: relative to the object.
    pub path: String,
    /// In bytes.
    pub size: u64,
    /// The number of the version folder it lies in.
    pub version: u64,
}

/// The content files of an object, in the order of their names.
#[derive(Default)]
pub(super) struct Disk {
    pub files: Vec<ContentFile>,
    /// What files with several names share; a second one is a hard link.
    shared: HashSet<(u64, u64)>,
}

/// Reports links and special files: nothing of the kind belongs into a storage root (§4.6).
pub(super) fn report_kind(kind: Kind, path: &str, notes: &mut Notes) {
    match kind {
        Kind::Link => notes.add(&codes::E090, path),
        Kind::Special => notes.add(&codes::E089, path),
        Kind::File | Kind::Folder | Kind::Unreadable => {}
    }
}

/// Reports the links and special files below a folder whose content is free otherwise.
pub(super) fn report_links(tree: &dyn Tree, folder: &[u8], inside: &str, notes: &mut Notes) {
    let mut stack = vec![(folder.to_vec(), inside.to_owned())];
    while let Some((folder, inside)) = stack.pop() {
        let entries = match tree.list(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                notes.add_error(&inside, &error);
                continue;
            }
        };
        for entry in entries {
            let path = format!("{inside}/{}", readable(&entry.name));
            report_kind(entry.kind, &path, notes);
            if entry.kind == Kind::Folder {
                stack.push((join(&folder, &entry.name), path));
            }
        }
    }
}

impl Disk {
    /// Whether this name of a file is the first one seen; a later one is a hard link.
    pub fn check_shared(&mut self, entry: &Entry, path: &str, notes: &mut Notes) {
        if entry.shared.is_some_and(|identity| !self.shared.insert(identity)) {
            notes.add(&codes::E090, path);
        }
    }

    /// Takes in a content folder (§3.3.1): no empty folders, names that an inventory can say.
    pub fn walk(
        &mut self,
        tree: &dyn Tree,
        folder: &[u8],
        inside: &str,
        version: u64,
        notes: &mut Notes,
    ) {
        let before = self.files.len();
        let mut stack = vec![(folder.to_vec(), inside.to_owned())];
        let mut foreign_names = false;
        while let Some((folder, path)) = stack.pop() {
            let entries = match tree.list(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    notes.add_error(&path, &error);
                    continue;
                }
            };
            if entries.is_empty() && path != inside {
                notes.add(&codes::E024, &path);
            }
            // Reversed, since a stack gives back the last first.
            for entry in entries.iter().rev().filter(|e| e.kind == Kind::Folder) {
                let name = readable(&entry.name);
                stack.push((join(&folder, &entry.name), format!("{path}/{name}")));
            }
            for entry in entries.iter().filter(|e| e.kind != Kind::Folder) {
                foreign_names |= !self.take(entry, &path, version, notes);
            }
        }
        if self.files.len() == before && !foreign_names {
            notes.add(&codes::W003, inside);
        }
    }

    /// Takes one entry that is no folder; `false` where its name cannot stand in an inventory.
    fn take(&mut self, entry: &Entry, folder: &str, version: u64, notes: &mut Notes) -> bool {
        let path = format!("{folder}/{}", readable(&entry.name));
        report_kind(entry.kind, &path, notes);
        if entry.kind != Kind::File {
            return true;
        }
        self.check_shared(entry, &path, notes);
        if std::str::from_utf8(&entry.name).is_err() {
            notes.add_value(&codes::E023, &path, super::inventory::FILE);
            return false;
        }
        self.files.push(ContentFile { path, size: entry.size, version });
        true
    }
}
