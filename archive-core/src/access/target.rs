//! Where an export is built: aside, under a name that nobody takes for a result, and in its place
//! only when it is whole and durable.

use crate::error::{Error, Result};
use crate::finding::codes::{acc, arc};
use crate::fs::{self, Failure, Folder};
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Exports of at most so many files are synced file by file: a sync of the whole file system would
/// wait for everybody else's data.
const FEW_FILES: u64 = 16;
/// How often a place that another one clears away at the same moment is made again.
const PLACE_TRIES: usize = 16;
/// What the names of unfinished exports end in.
const UNFINISHED: &str = ".part";

/// An export under construction. Dropped unfinished, it disappears.
#[derive(Debug)]
pub struct Target {
    folder: Folder,
    /// Where it is built.
    aside: PathBuf,
    /// Where it will be.
    place: PathBuf,
    /// Whether names that differ in case are the same here.
    pub(super) folds: bool,
    finished: bool,
}

impl Target {
    /// Begins the folder `name` in `to`. Refused where it exists and is not empty, and with
    /// `E-ARC-007` where another export is just building it.
    pub fn begin(to: &Path, name: &str) -> Result<Self> {
        fs::create_folders_durably(to)?;
        let place = to.join(name);
        let own = format!(".{name}{UNFINISHED}");
        let aside = to.join(&own);
        let folder = take_place(&aside)?;
        let other_case = to.join(own.to_uppercase());
        let mut target = Self { folder, aside, place, folds: false, finished: false };
        // Looked at under the lock: whoever held it before may have put its result there.
        check_free(&target.place)?;
        let own = target.folder.stat(Path::new(""))?.identity;
        target.folds = fs::stat(&other_case).is_ok_and(|stat| stat.identity == own);
        Ok(target)
    }

    /// Creates a file; the folders above it exist. `name` is what findings call it.
    pub fn create(&self, target: &[u8], name: &str) -> Result<File> {
        let path = fs::path_from_bytes(target)?;
        self.folder.create_file(&path).map_err(|failure| refused(failure, name))
    }

    /// Creates a file with this content.
    pub fn put(&self, target: &str, content: &[u8]) -> Result<()> {
        let mut file = self.create(target.as_bytes(), target)?;
        file.write_all(content).map_err(|error| self.failed("write", target.as_bytes(), error))
    }

    /// What a failed call on a file of the target means.
    pub fn failed(&self, action: &'static str, target: &[u8], error: io::Error) -> Error {
        Failure::of(action, &self.path(target))(error).into()
    }

    /// The full path of a file, for errors.
    pub fn path(&self, target: &[u8]) -> PathBuf {
        self.aside.join(String::from_utf8_lossy(target).as_ref())
    }

    /// Makes everything durable and puts it in its place. Returns that place.
    pub fn finish(mut self, files: u64) -> Result<PathBuf> {
        if files <= FEW_FILES {
            fs::sync_tree(&self.aside)?;
        } else {
            self.folder.sync_file_system()?;
        }
        check_free(&self.place)?;
        match fs::rename(&self.aside, &self.place) {
            Err(failure) if failure.is_already_there() => return Err(taken(&self.place)),
            other => other?,
        }
        self.finished = true;
        fs::sync_parent(&self.place)?;
        Ok(std::mem::take(&mut self.place))
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        if !self.finished {
            // What cannot be removed now, the next export of this package removes.
            let _ = fs::remove_tree(&self.aside);
        }
    }
}

/// Makes the folders above files that come in path order, each once.
#[derive(Debug, Default)]
pub struct Folders {
    /// The last folder made, with a slash at its end; empty for the top.
    last: Vec<u8>,
}

impl Folders {
    /// Makes the folders above a path; with a slash at its end, the path itself too. `name` is
    /// what findings call it.
    pub fn above(&mut self, target: &Target, path: &[u8], name: &str) -> Result<()> {
        let folder = &path[..memchr::memrchr(b'/', path).map_or(0, |at| at + 1)];
        let same = self.last.iter().zip(folder).take_while(|(a, b)| a == b).count();
        let known = memchr::memrchr(b'/', &folder[..same]).map_or(0, |at| at + 1);
        for at in memchr::memchr_iter(b'/', &folder[known..]) {
            let below = fs::path_from_bytes(&folder[..known + at])?;
            target.folder.create_folder(&below).map_err(|failure| refused(failure, name))?;
        }
        self.last.clear();
        self.last.extend_from_slice(folder);
        Ok(())
    }
}

/// Nothing may be in the place, or an empty folder, which the result replaces.
pub fn check_free(place: &Path) -> Result<()> {
    if !fs::exists(place) {
        return Ok(());
    }
    if fs::is_folder(place) && fs::read_folder(place)?.is_empty() {
        return Ok(());
    }
    Err(taken(place))
}

fn taken(place: &Path) -> Error {
    Error::new(&acc::TARGET_NOT_EMPTY).at(place.display().to_string())
}

/// Makes the folder in which an export is built and locks it, so that nobody else builds the same
/// one. What a crash has left there is removed.
fn take_place(aside: &Path) -> Result<Folder> {
    let busy = || Error::new(&arc::LOCKED).at(aside.display().to_string());
    for _ in 0..PLACE_TRIES {
        let new = match fs::create_folder(aside) {
            Ok(()) => true,
            Err(failure) if failure.is_already_there() => false,
            Err(failure) => return Err(failure.into()),
        };
        let folder = match Folder::open(aside) {
            Err(failure) if failure.is_not_found() => continue,
            other => other?,
        };
        if !folder.try_lock()? {
            return Err(busy());
        }
        // Between making and locking it another one may have taken it for a leftover, and
        // between opening and locking it the one who held it may have put it in its place.
        let ours = folder.stat(Path::new(""))?.identity;
        if fs::stat(aside).is_ok_and(|stat| stat.identity == ours) {
            if new {
                return Ok(folder);
            }
            fs::remove_tree(aside)?;
        }
    }
    Err(busy())
}

/// What it means that a name could not be made.
fn refused(failure: Failure, name: &str) -> Error {
    /// "Illegal byte sequence": file systems that hold only UTF-8 or UTF-16.
    const EILSEQ: i32 = 84;
    use io::ErrorKind as Kind;
    let kind = failure.source.kind();
    let illegal = failure.source.raw_os_error() == Some(EILSEQ);
    if illegal || matches!(kind, Kind::InvalidFilename | Kind::InvalidInput) {
        let reason = failure.source.to_string();
        return Error::new(&acc::NAME_REFUSED).at(name).with("reason", reason).because(failure);
    }
    if matches!(kind, Kind::AlreadyExists | Kind::NotADirectory | Kind::IsADirectory) {
        return Error::new(&acc::NAME_TAKEN).at(name).because(failure);
    }
    failure.into()
}
