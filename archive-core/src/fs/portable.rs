//! The same calls for systems that are no Unix: what the portable subset needs, with the
//! standard library alone. Where the system has no such call, the answer says so.

use super::{Failure, Kind, Result, Stat};
use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub(super) fn stat_of(meta: &Metadata) -> Stat {
    Stat {
        kind: super::kind_of(meta.file_type()),
        size: meta.len(),
        modified: meta.modified().ok(),
        changed: None,
        links: 1,
        identity: (0, 0),
        allocated: meta.len(),
    }
}

/// The bytes of a name: UTF-8 here, with odd surrogates in their own encoding (WTF-8).
pub fn raw_bytes(name: &OsStr) -> Cow<'_, [u8]> {
    Cow::Borrowed(name.as_encoded_bytes())
}

/// The path with this readable form; names here are text and not bytes.
pub fn path_from_raw(_raw: &[u8], text: &str) -> PathBuf {
    PathBuf::from(text)
}

/// A folder, reached by its path: this system has no way to hold on to an open one.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder at a path.
    pub fn open(path: &Path) -> Result<Self> {
        let path = super::canonical(path)?;
        Ok(Self { path })
    }

    /// Opens a regular file below.
    pub fn open_file(&self, below: &Path) -> Result<File> {
        let path = self.path.join(below);
        if super::stat(&path)?.kind == Kind::File {
            return super::open(&path);
        }
        Err(Failure::of("open", &path)(std::io::Error::other("not a regular file")))
    }

    /// Creates a file below, which must not exist yet.
    pub fn create_file(&self, below: &Path) -> Result<File> {
        super::create_new(&self.path.join(below))
    }

    /// Creates a folder below, in a folder that exists; one that is there already is fine.
    /// Returns whether it is new.
    pub fn create_folder(&self, below: &Path) -> Result<bool> {
        match super::create_folder(&self.path.join(below)) {
            Err(failure) if failure.is_already_there() => Ok(false),
            other => other.map(|()| true),
        }
    }

    /// There is no such call here: files are synced one by one.
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as on every system")]
    pub fn sync_file_system(&self) -> Result<()> {
        Ok(())
    }

    /// Folders cannot be locked here: nobody else is ever seen.
    #[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as on every system")]
    pub fn try_lock(&self) -> Result<bool> {
        Ok(true)
    }

    /// What the system knows of a path below (empty: this folder), a link itself and not its
    /// target.
    pub fn stat(&self, below: &Path) -> Result<Stat> {
        super::stat(&self.path.join(below))
    }

    /// Not asked on this system.
    pub fn has_attributes(&self, _below: &Path) -> bool {
        false
    }

    /// Gives every name in a folder below (empty: this one), and what it is. What cannot be
    /// looked at is [`Kind::Unreadable`].
    pub fn list(&self, below: &Path, each: &mut dyn FnMut(&OsStr, &Stat)) -> Result<()> {
        let path = self.path.join(below);
        for entry in super::read_folder(&path)? {
            let stat = super::stat(&path.join(&entry.name)).unwrap_or(Stat {
                kind: Kind::Unreadable,
                size: 0,
                modified: None,
                changed: None,
                links: 1,
                identity: (0, 0),
                allocated: 0,
            });
            each(&entry.name, &stat);
        }
        Ok(())
    }
}

/// Opens a regular file; `folder` is not used here, the path is resolved by the caller.
pub fn open_beneath(_folder: &File, path: &Path) -> Result<File> {
    if super::stat(path)?.kind == Kind::File {
        return super::open(path);
    }
    Err(Failure::of("open", path)(std::io::Error::other("not a regular file")))
}

/// A folder cannot be opened here: the empty device stands for it, nothing is read from it.
pub(super) fn open_folder(path: &Path) -> Result<File> {
    if !super::is_folder(path) {
        return Err(Failure::of("open", path)(std::io::ErrorKind::NotADirectory.into()));
    }
    super::open(Path::new(if cfg!(windows) { "NUL" } else { "/dev/null" }))
}

pub(super) fn create_nameless(_path: &Path) -> Result<Option<File>> {
    Ok(None)
}

pub(super) fn give_name(_file: &File, path: &Path) -> Result<()> {
    Err(Failure::of("create", path)(std::io::ErrorKind::Unsupported.into()))
}

/// A path from the bytes a package gave for it: here only UTF-8 names a file.
pub fn path_from_bytes(bytes: &[u8]) -> Result<PathBuf> {
    let path = std::str::from_utf8(bytes).map(PathBuf::from);
    let readable = PathBuf::from(String::from_utf8_lossy(bytes).into_owned());
    path.map_err(|_| Failure::of("name", &readable)(std::io::ErrorKind::InvalidInput.into()))
}

/// Reads at a position. The cursor of the file moves; callers must not rely on it.
pub fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> std::io::Result<usize> {
    let mut file = file.try_clone()?;
    file.seek(SeekFrom::Start(offset))?;
    file.read(buffer)
}

pub(super) fn set_direct(_file: &File, direct: bool) -> std::io::Result<()> {
    if direct { Err(std::io::ErrorKind::Unsupported.into()) } else { Ok(()) }
}

#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
pub(super) fn make_private(_path: &Path) -> Result<()> {
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
pub(super) fn make_secret(_path: &Path) -> Result<()> {
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
pub(super) fn sync_folder(_path: &Path) -> Result<()> {
    Ok(())
}

/// There is no such call here: files are synced one by one.
#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
pub fn sync_file_system(_path: &Path) -> Result<()> {
    Ok(())
}

/// There is no such call here: files are synced one by one.
#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
pub fn sync_file_system_of(_file: &File, _path: &Path) -> Result<()> {
    Ok(())
}

/// Unknown here.
pub fn device_of(_file: &File) -> Option<u64> {
    None
}

/// Unknown here.
#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
pub fn is_memory(_path: &Path) -> Result<bool> {
    Ok(false)
}

/// Tells the system that a file will be read soon; systems without such hints do nothing.
pub fn will_need(_file: &File, _bytes: u64) {}

/// There is no such call here.
pub fn drop_cache(_file: &File) -> bool {
    false
}

/// Not asked on this system.
pub fn has_attributes(_file: &File) -> bool {
    false
}

/// The same for a part of a file; this system takes no such wishes.
pub fn drop_cache_range(_file: &File, _from: u64, _to: u64) {}

/// Unknown here: never the reason for a refusal.
#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
pub fn free_bytes(_path: &Path) -> Result<u64> {
    Ok(u64::MAX)
}

/// Unknown here.
#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
pub fn is_network(_path: &Path) -> Result<bool> {
    Ok(false)
}

/// Sets the modification time of a file.
pub fn set_modified(path: &Path, modified: SystemTime) -> Result<()> {
    let file = super::open(path)?;
    file.set_modified(modified).map_err(Failure::of("set the time of", path))
}
