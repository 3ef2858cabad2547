//! A folder of a file system as a package.
//!
//! Nothing in it is followed: links, devices, pipes and sockets are refused. Files are opened
//! below the folder itself, so that nobody can lead the reader elsewhere between listing and
//! reading, and a file that changes in between is noticed.

use super::guard::{Admission, Guard};
use super::held::{changed, difference_of, shown, state_of};
use super::{Container, ContainerKind, Entry, EntryKind, Locator};
use crate::error::{Error, Result};
use crate::finding::codes::{pkg, sys};
use crate::finding::{Finding, Findings};
use crate::fs::{self, Kind, Stat};
use crate::limits::Limits;
use crate::package::name::{self, Judge, Verdict};
use crate::sorter::{Sorted, Sorter, Spool, Spooled, put_varint, take_varint};
use jiff::Timestamp;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

/// Memory for the names of one folder, in bytes; more are sorted on disk. There may be as many
/// of these as folders are nested.
const FOLDER_MEMORY: usize = 1 << 20;

/// A package in a folder.
pub struct FolderContainer {
    root: fs::Folder,
    shown: String,
    /// The folders listed last, each with its state: nothing may come or go in them.
    folders: Mutex<Option<Spooled>>,
    attributed: Mutex<Attributed>,
}

/// The first path, in the order of paths, whose attributes are not kept: whichever thread saw it.
#[derive(Default)]
struct Attributed(Option<String>);

impl Attributed {
    fn note(&mut self, path: &str) {
        if self.0.as_deref().is_none_or(|first| path < first) {
            self.0 = Some(path.to_owned());
        }
    }
}

impl FolderContainer {
    /// The folder at `path`.
    pub fn open(path: &Path) -> Result<Self> {
        let root = fs::Folder::open(path)?;
        Ok(Self {
            root,
            shown: shown(path),
            folders: Mutex::default(),
            attributed: Mutex::default(),
        })
    }
}

impl Container for FolderContainer {
    fn kind(&self) -> ContainerKind {
        ContainerKind::Folder
    }

    fn list(
        &self,
        limits: &Limits,
        findings: &mut Findings,
        each: &mut dyn FnMut(Entry) -> Result<()>,
    ) -> Result<()> {
        let guard = Guard::new(limits);
        let mut lister = Lister {
            root: &self.root,
            limits,
            guard,
            judge: Judge::default(),
            folders: Spool::new(FOLDER_MEMORY),
            attributed: Attributed::default(),
            shown: &self.shown,
            findings,
            each,
        };
        lister.walk(&[])?;
        *lock(&self.folders) = Some(lister.folders.finish()?);
        *lock(&self.attributed) = lister.attributed;
        Ok(())
    }

    fn open(&self, entry: &Entry) -> Result<Box<dyn Read + Send + '_>> {
        let path = fs::path_from_raw(&entry.raw, &entry.path);
        let file = self.root.open_file(&path)?;
        if fs::has_attributes(&file) {
            lock(&self.attributed).note(&entry.path);
        }
        Ok(Box::new(CheckedFile::new(file, &path, entry)?))
    }

    /// Readers compare their files; here it is what came into the folders and went out of them.
    fn recheck(&self, findings: &mut Findings) -> Result<()> {
        if let Some(first) = &lock(&self.attributed).0 {
            findings.push(Finding::new(&pkg::ATTRIBUTES).at(first));
        }
        let folders = lock(&self.folders);
        let Some(folders) = &*folders else { return Ok(()) };
        let mut folders = folders.iter();
        while let Some(mut raw) = folders.next()? {
            let state = take_varint(&mut raw).unwrap_or(0);
            let text = name::escape(raw);
            let now = self.root.stat(&fs::path_from_raw(raw, &text));
            if now.is_ok_and(|stat| stat.kind == Kind::Folder && state_of(&stat) == state) {
                continue;
            }
            let shown = if raw.is_empty() { &self.shown } else { &*text };
            let en = "files were added to this folder, removed or renamed".to_owned();
            let de =
                "in diesem Ordner kamen Dateien hinzu, gingen oder wurden umbenannt".to_owned();
            findings.push(changed(shown, en, de).finding().clone());
        }
        Ok(())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Lister<'a> {
    root: &'a fs::Folder,
    limits: &'a Limits,
    guard: Guard<'a>,
    judge: Judge,
    folders: Spool,
    attributed: Attributed,
    /// How the package itself is called.
    shown: &'a str,
    findings: &'a mut Findings,
    each: &'a mut dyn FnMut(Entry) -> Result<()>,
}

/// Whether the listing goes on.
#[derive(PartialEq, Eq)]
enum Next {
    On,
    End,
}

impl Lister<'_> {
    /// Gives everything in a folder, sorted by the bytes of the names. As deep as folders are
    /// nested, which the limit for depth bounds.
    fn walk(&mut self, folder: &[u8]) -> Result<Next> {
        self.remember(folder)?;
        let names = self.names(folder)?;
        let mut iter = names.iter()?;
        while let Some((name, value)) = iter.next()? {
            let mut raw = Vec::with_capacity(folder.len() + 1 + name.len());
            raw.extend_from_slice(folder);
            if !raw.is_empty() {
                raw.push(b'/');
            }
            raw.extend_from_slice(name);
            if self.give(raw, &decode(value))? == Next::End {
                return Ok(Next::End);
            }
        }
        Ok(Next::On)
    }

    /// Notes the state of a folder before it is listed. One that cannot be looked at cannot be
    /// listed either, which a finding says.
    fn remember(&mut self, raw: &[u8]) -> Result<()> {
        let text = name::escape(raw);
        let place = fs::path_from_raw(raw, &text);
        let Ok(stat) = self.root.stat(&place) else { return Ok(()) };
        if self.root.has_attributes(&place) {
            self.attributed.note(if raw.is_empty() { self.shown } else { &text });
        }
        let mut record = Vec::with_capacity(raw.len() + 10);
        put_varint(&mut record, state_of(&stat));
        record.extend_from_slice(raw);
        self.folders.push(&record)
    }

    /// The sorted names of a folder; where it cannot be read, a finding says so, and the walk
    /// goes on beside it.
    fn names(&mut self, raw: &[u8]) -> Result<Sorted> {
        let mut sorter = Sorter::new(FOLDER_MEMORY);
        let mut pushed = Ok(());
        let text = name::escape(raw);
        let listed = self.root.list(&fs::path_from_raw(raw, &text), &mut |entry, stat| {
            if pushed.is_ok() {
                pushed = sorter.push(&fs::raw_bytes(entry), &encode(stat));
            }
        });
        pushed?;
        if let Err(failure) = listed {
            if raw.is_empty() {
                return Err(failure.into());
            }
            self.findings.push(Error::from(failure).finding().clone().at(text));
        }
        sorter.finish()
    }

    fn give(&mut self, raw: Vec<u8>, found: &Found) -> Result<Next> {
        if self.guard.count(self.findings) == Admission::Over {
            return Ok(Next::End);
        }
        let verdict = self.judge.judge_bytes(&raw, self.limits, self.findings);
        let Verdict::Path(path) = verdict else { return Ok(Next::On) };
        let kind = match found.kind {
            Kind::File => EntryKind::File,
            Kind::Folder => EntryKind::Folder,
            odd => {
                self.findings.push(refusal(odd, path));
                return Ok(Next::On);
            }
        };
        let folder = (kind == EntryKind::Folder).then(|| raw.clone());
        let size = if folder.is_some() { 0 } else { found.size };
        let locator = Locator { stored: size, state: found.state, ..Locator::default() };
        let entry = Entry { raw, path, kind, size, modified: found.modified, locator };
        if self.guard.admit(&entry, self.findings) == Admission::Taken {
            (self.each)(entry)?;
        }
        folder.map_or(Ok(Next::On), |raw| self.walk(&raw))
    }
}

fn refusal(kind: Kind, path: String) -> Finding {
    match kind {
        Kind::Link => Finding::new(&pkg::LINK).at(path).with("kind", "symbolic link"),
        Kind::Unreadable => Finding::new(&sys::PERMISSION).at(path).with("action", "look at"),
        _ => Finding::new(&pkg::SPECIAL).at(path).with("kind", "device, pipe or socket"),
    }
}

/// What the listing of a folder says of a name.
struct Found {
    kind: Kind,
    size: u64,
    modified: Option<Timestamp>,
    state: u64,
}

fn encode(stat: &Stat) -> Vec<u8> {
    let kind = match stat.kind {
        Kind::File => 0,
        Kind::Folder => 1,
        Kind::Link => 2,
        Kind::Special => 3,
        Kind::Unreadable => 4,
    };
    let mut out = vec![kind];
    put_varint(&mut out, stat.size);
    out.extend_from_slice(&state_of(stat).to_le_bytes());
    if let Some(time) = stat.modified.and_then(timestamp) {
        out.extend_from_slice(&time.as_nanosecond().to_le_bytes());
    }
    out
}

fn decode(value: &[u8]) -> Found {
    let kind = match value.first() {
        Some(0) => Kind::File,
        Some(1) => Kind::Folder,
        Some(2) => Kind::Link,
        Some(4) => Kind::Unreadable,
        _ => Kind::Special,
    };
    let mut rest = value.get(1..).unwrap_or_default();
    let size = take_varint(&mut rest).unwrap_or(0);
    let (state, rest) = rest.split_first_chunk().unwrap_or((&[0; 8], &[]));
    let nanos = rest.first_chunk().map(|bytes| i128::from_le_bytes(*bytes));
    let modified = nanos.and_then(|nanos| Timestamp::from_nanosecond(nanos).ok());
    Found { kind, size, modified, state: u64::from_le_bytes(*state) }
}

/// A time of the file system, with nanoseconds; `None` outside the years -9999 to 9999.
pub(super) fn timestamp(time: SystemTime) -> Option<Timestamp> {
    Timestamp::try_from(time).ok()
}

/// A file that is compared with its listing when it is opened and when it was read.
pub(in crate::package) struct CheckedFile {
    file: File,
    path: PathBuf,
    shown: String,
    size: u64,
    modified: Option<Timestamp>,
    state: u64,
    read: u64,
    done: bool,
}

impl CheckedFile {
    /// Fails where the file is not the one that was listed any more.
    pub fn new(file: File, path: &Path, entry: &Entry) -> Result<Self> {
        let checked = Self {
            file,
            path: path.to_owned(),
            shown: entry.path.clone(),
            size: entry.size,
            modified: entry.modified,
            state: entry.locator.state,
            read: 0,
            done: false,
        };
        checked.compare()?;
        Ok(checked)
    }

    fn compare(&self) -> Result<()> {
        let stat = fs::stat_open(&self.file, &self.path)?;
        let modified = [self.modified, stat.modified.and_then(timestamp)];
        let states = [self.state, state_of(&stat)];
        match difference_of([self.size, stat.size], modified, states) {
            Some((en, de)) => Err(changed(&self.shown, en, de)),
            None => Ok(()),
        }
    }

    /// At the end: as many bytes as listed, and still the same file.
    fn check_end(&mut self) -> io::Result<()> {
        self.done = true;
        if self.read != self.size {
            let (size, read) = (self.size, self.read);
            let en = format!("{size} bytes listed, {read} read");
            let de = format!("{size} Bytes gelistet, {read} gelesen");
            return Err(io::Error::other(changed(&self.shown, en, de)));
        }
        self.compare().map_err(io::Error::other)
    }
}

impl Read for CheckedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read += read as u64;
        if read == 0 && !buffer.is_empty() && !self.done {
            self.check_end()?;
        }
        Ok(read)
    }
}
