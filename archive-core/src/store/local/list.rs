//! Listing a folder of a disk as a store lists: in the order of keys, hiding nothing.
//!
//! Memory: the entries of one folder per level of depth; the depth is bounded by the length of
//! keys, since what is too long for a key is not entered.

use super::super::{At, Entry, Key, Oddity, Result, StoreError};
use super::{Inner, meta_of};
use crate::fs::{self, FolderEntry, Kind};
use std::fmt::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// A folder that is being listed.
struct Level {
    key: Key,
    path: PathBuf,
    entries: std::vec::IntoIter<FolderEntry>,
}

/// What an entry of a folder turns out to be.
enum Found {
    Entry(Entry),
    Folder(Key, PathBuf),
    Gone,
}

pub(super) fn recursive(
    inner: &Inner,
    prefix: &Key,
    each: &mut dyn FnMut(Entry) -> ControlFlow<()>,
) -> Result<()> {
    let Some(top) = open_top(inner, prefix)? else { return Ok(()) };
    let mut levels = vec![top];
    while let Some(level) = levels.last_mut() {
        let Some(entry) = level.entries.next() else {
            levels.pop();
            continue;
        };
        let given = match look_at(level, &entry) {
            Found::Gone => continue,
            Found::Entry(entry) => each(entry),
            Found::Folder(key, path) => match open_level(key, path) {
                Ok(level) if level.entries.len() == 0 => each(odd(&level.key, Oddity::EmptyFolder)),
                Ok(level) => {
                    levels.push(level);
                    continue;
                }
                Err(entry) => entry.map_or(ControlFlow::Continue(()), &mut *each),
            },
        };
        if given.is_break() {
            break;
        }
    }
    Ok(())
}

pub(super) fn one_level(inner: &Inner, prefix: &Key) -> Result<Vec<Entry>> {
    let Some(mut top) = open_top(inner, prefix)? else { return Ok(Vec::new()) };
    let entries = std::mem::take(&mut top.entries);
    let found = entries.filter_map(|entry| match look_at(&top, &entry) {
        Found::Entry(entry) => Some(entry),
        Found::Folder(key, _) => Some(Entry::Folder { key }),
        Found::Gone => None,
    });
    Ok(found.collect())
}

/// The level of the prefix itself; `None` where there is nothing.
fn open_top(inner: &Inner, prefix: &Key) -> Result<Option<Level>> {
    if inner.leads_through_link(prefix) {
        return Ok(None);
    }
    let path = if prefix.is_root() { inner.root.clone() } else { inner.root.join(prefix.as_str()) };
    match sorted(&path) {
        Ok(entries) => Ok(Some(Level { key: prefix.clone(), path, entries })),
        // A root that vanished is a drive that went away, not an empty store.
        Err(failure) if failure.is_not_found() && fs::is_folder(&inner.root) => Ok(None),
        Err(failure) if failure.is_not_found() => {
            Err(StoreError::Unreachable(At::key("list", prefix).because(failure)))
        }
        Err(failure) => Err(StoreError::from_failure(prefix, failure)),
    }
}

/// A folder further down. What cannot be read there is an odd entry and does not end the
/// listing: the rest of the copy can still be checked.
fn open_level(key: Key, path: PathBuf) -> Result<Level, Option<Entry>> {
    match sorted(&path) {
        Ok(entries) => Ok(Level { key, path, entries }),
        Err(failure) if failure.is_not_found() => Err(None),
        Err(_) => Err(Some(odd(&key, Oddity::Unreadable))),
    }
}

/// The entries of a folder in the order of their keys: a folder sorts as its name with `/`.
fn sorted(path: &Path) -> fs::Result<std::vec::IntoIter<FolderEntry>> {
    let mut entries = fs::read_folder(path)?;
    entries.sort_unstable_by(|a, b| key_bytes(a).cmp(key_bytes(b)));
    Ok(entries.into_iter())
}

fn key_bytes(entry: &FolderEntry) -> impl Iterator<Item = u8> {
    let slash = (entry.kind == Kind::Folder).then_some(b'/');
    entry.name.as_encoded_bytes().iter().copied().chain(slash)
}

fn look_at(level: &Level, entry: &FolderEntry) -> Found {
    let name = entry.name.as_encoded_bytes();
    let odd = |oddity| Found::Entry(odd_name(&level.key, name, oddity));
    match entry.kind {
        Kind::Link => return odd(Oddity::Link),
        Kind::Special => return odd(Oddity::Special),
        Kind::Unreadable => return odd(Oddity::Unreadable),
        Kind::File if fs::is_temporary_name(name) => return odd(Oddity::Leftover),
        Kind::File | Kind::Folder => {}
    }
    let Some(key) = entry.name.to_str().and_then(|name| level.key.join(name).ok()) else {
        return odd(Oddity::Name);
    };
    let path = level.path.join(&entry.name);
    if entry.kind == Kind::Folder {
        return Found::Folder(key, path);
    }
    match fs::stat(&path) {
        Ok(stat) => Found::Entry(Entry::File { key, meta: meta_of(&stat) }),
        Err(failure) if failure.is_not_found() => Found::Gone,
        Err(_) => odd(Oddity::Unreadable),
    }
}

fn odd(key: &Key, oddity: Oddity) -> Entry {
    Entry::Odd { place: key.as_str().to_owned(), oddity }
}

fn odd_name(folder: &Key, name: &[u8], oddity: Oddity) -> Entry {
    let mut place = folder.as_str().to_owned();
    if !place.is_empty() {
        place.push('/');
    }
    place.push_str(&readable(name));
    Entry::Odd { place, oddity }
}

/// A name as people read it: as it is where it is UTF-8, else with `%XX` for the other bytes
/// and `%25` for the percent sign.
fn readable(name: &[u8]) -> String {
    if let Ok(name) = std::str::from_utf8(name) {
        return name.to_owned();
    }
    let mut out = String::new();
    for chunk in name.utf8_chunks() {
        out.push_str(&chunk.valid().replace('%', "%25"));
        for byte in chunk.invalid() {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
