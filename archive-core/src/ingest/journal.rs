//! The journal of one unfinished package: what survives an interruption (`docs/format.md`, 8).
//!
//! One file per package in work, JSON lines, appended. A lock on the file itself says whether
//! somebody is at work on it right now, so that nothing is left when the file goes, which it does
//! once everything is recorded.

use crate::aip::AipId;
use crate::archive::TenantArchive;
use crate::error::{Error, Result};
use crate::finding::codes::{arc, ing};
use crate::fs::{self, Failure};
use serde::{Deserialize, Serialize};
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Largest journal read, in bytes: some ten million content files.
const JOURNAL_BYTES: u64 = 4 << 30;

/// How often a journal is created that another one's recovery takes for an empty one, and the
/// pause between two tries.
const CREATE_TRIES: usize = 200;
const CREATE_STEP: Duration = Duration::from_millis(5);

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "entry")]
pub enum Entry {
    /// Work began.
    Begun(Begun),
    /// The files of a group were read and staged.
    Group(GroupEntry),
    /// Everything is staged and confirmed: from here on the version will be committed.
    Committing {
        /// SHA-512 of the inventory, hexadecimal.
        inventory: String,
    },
}

/// How work began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The package.
    pub aip: String,
    /// The version that is being made.
    pub version: u32,
    /// Where the package came from, absolute; bytes that are no UTF-8 as `%XX`.
    pub source: String,
    /// The token under which claims are held.
    pub writer: String,
    /// When, RFC 3339.
    pub time: String,
}

/// A group that need not be read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupEntry {
    /// SHA-256 over the planned files of the group: the same only if nothing changed.
    pub plan: String,
    /// For each file that lies by itself: digests as `algorithm:hex`, SHA-512 first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Vec<String>>,
    /// For a bundle: its size and SHA-512.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<(u64, String)>,
}

/// A journal in use. Dropping it leaves the file for the next run, and gives up its lock.
pub struct Journal {
    path: PathBuf,
    file: File,
}

/// What a journal says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// How it began.
    pub begun: Begun,
    /// The groups done, by their plan.
    pub groups: std::collections::HashMap<String, GroupEntry>,
    /// SHA-512 of the inventory, where the work came as far as committing.
    pub committing: Option<String>,
}

fn file_name(aip: AipId, version: u32) -> String {
    format!("{}.v{version}.jsonl", aip.uuid())
}

/// Locks an open journal. `false` where somebody is at work on it, or it is gone meanwhile.
fn lock(file: &File, path: &Path) -> Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(fs::stat_open(file, path)?.links > 0),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(Failure::of("lock", path)(error).into()),
    }
}

impl Journal {
    /// Begins the journal of a version.
    pub fn begin(tenant: &TenantArchive, begun: &Begun, aip: AipId) -> Result<Self> {
        let path = tenant.journal_folder().join(file_name(aip, begun.version));
        let file = create_locked(&path)?;
        let mut journal = Self { path, file };
        journal.append(&Entry::Begun(begun.clone()))?;
        Ok(journal)
    }

    /// Opens a journal that nobody is at work on. `None` where somebody is, or it is gone.
    pub fn reopen(path: &Path) -> Result<Option<(Self, Option<Story>)>> {
        if !fs::exists(path) {
            return Ok(None);
        }
        let file = match fs::append(path) {
            Err(failure) if failure.is_not_found() => return Ok(None),
            other => other?,
        };
        if !lock(&file, path)? {
            return Ok(None);
        }
        let story = read(path)?;
        Ok(Some((Self { path: path.to_owned(), file }, story)))
    }

    /// Removes a journal that cannot be read. `false` where somebody is at work on it.
    pub fn discard(path: &Path) -> Result<bool> {
        let file = fs::append(path)?;
        if !lock(&file, path)? {
            return Ok(false);
        }
        fs::remove(path)?;
        Ok(true)
    }

    /// The journals of a tenant, in the order of their names.
    pub fn all(tenant: &TenantArchive) -> Result<Vec<PathBuf>> {
        let folder = tenant.journal_folder();
        let entries = fs::read_folder(&folder)?;
        let journals = entries.into_iter().map(|entry| folder.join(entry.name));
        Ok(journals.filter(|path| path.extension().is_some_and(|e| e == "jsonl")).collect())
    }

    /// Appends a line. It survives a crash of the program at once, a loss of power once synced.
    pub fn append(&mut self, entry: &Entry) -> Result<()> {
        let mut line = serde_json::to_vec(entry).expect("a journal entry is always JSON");
        line.push(b'\n');
        Ok(self.file.write_all(&line).map_err(Failure::of("write", &self.path))?)
    }

    /// Makes everything appended durable, and the name of the journal with it.
    pub fn sync(&self) -> Result<()> {
        self.file.sync_all().map_err(Failure::of("sync", &self.path))?;
        Ok(fs::sync_parent(&self.path)?)
    }

    /// Forgets the journal: everything is recorded, or everything was given up.
    pub fn remove(self) -> Result<()> {
        Ok(fs::remove(&self.path)?)
    }
}

/// Creates a journal that is locked from the beginning, as far as anybody can tell.
fn create_locked(path: &Path) -> Result<File> {
    for _ in 0..CREATE_TRIES {
        match fs::create_new(path) {
            // Recovery elsewhere may meet the empty file first, and clears it away.
            Ok(file) if lock(&file, path)? => return Ok(file),
            Err(failure) if !failure.is_already_there() => return Err(failure.into()),
            _ => std::thread::sleep(CREATE_STEP),
        }
    }
    Err(Error::new(&arc::LOCKED).at(path.display().to_string()))
}

/// Reads what a journal says; `None` where not even its first line is whole.
fn read(path: &Path) -> Result<Option<Story>> {
    let bytes = fs::read(path, JOURNAL_BYTES)?;
    let mut lines = bytes.split_inclusive(|b| *b == b'\n').filter(|l| l.ends_with(b"\n"));
    let broken = |e: serde_json::Error| {
        Error::new(&ing::JOURNAL).at(path.display().to_string()).with("reason", e)
    };
    let Some(first) = lines.next() else { return Ok(None) };
    let Entry::Begun(begun) = serde_json::from_slice(first).map_err(broken)? else {
        return Ok(None);
    };
    let mut story = Story { begun, groups: std::collections::HashMap::new(), committing: None };
    for line in lines {
        // A line that was torn by a loss of power ends what can be relied on.
        match serde_json::from_slice(line) {
            Ok(Entry::Group(group)) => {
                story.groups.insert(group.plan.clone(), group);
            }
            Ok(Entry::Committing { inventory }) => story.committing = Some(inventory),
            Ok(Entry::Begun(_)) | Err(_) => break,
        }
    }
    Ok(Some(story))
}
