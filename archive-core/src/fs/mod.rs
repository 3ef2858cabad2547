//! The only door to the file system.
//!
//! Everything the archive does to files goes through the functions of this room, so that there
//! is one place for the rules of durability, one place where a link is never followed by
//! accident, and one seam where tests can let the disk fail. Clippy refuses `std::fs` elsewhere.

#![expect(clippy::disallowed_methods, reason = "this module is the seam for the file system")]

mod failure;
#[cfg(unix)]
#[path = "unix.rs"]
mod platform;
#[cfg(not(unix))]
#[path = "portable.rs"]
mod platform;
mod streamed;

pub use failure::Failure;
pub use platform::{
    Folder, device_of, drop_cache, drop_cache_range, free_bytes, has_attributes, is_memory,
    is_network, open_beneath, path_from_bytes, path_from_raw, raw_bytes, read_at, set_modified,
    sync_file_system, sync_file_system_of, will_need,
};
pub use streamed::Streamed;

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The result of a call to the file system.
pub type Result<T> = std::result::Result<T, Failure>;

/// What a directory entry is. Links are never followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, a reparse point or a junction.
    Link,
    /// A device, a pipe, a socket.
    Special,
    /// Something the system does not let us look at.
    Unreadable,
}

/// What the file system knows of a file.
#[derive(Debug, Clone)]
pub struct Stat {
    /// What it is.
    pub kind: Kind,
    /// Size in bytes.
    pub size: u64,
    /// Last modification, where the system tells.
    pub modified: Option<SystemTime>,
    /// Last change of content or properties, where the system tells: nobody can set it.
    pub changed: Option<SystemTime>,
    /// Number of hard links, 1 where the system does not tell.
    pub links: u64,
    /// Device and inode, zero where the system does not tell.
    pub identity: (u64, u64),
    /// Bytes allocated on disk; smaller than `size` for sparse files.
    pub allocated: u64,
}

/// One entry of a folder.
#[derive(Debug, Clone)]
pub struct FolderEntry {
    /// Its name, bytes as the system has them.
    pub name: OsString,
    /// What it is.
    pub kind: Kind,
}

/// What the file system knows of a path, a link itself and not its target.
pub fn stat(path: &Path) -> Result<Stat> {
    let meta = path.symlink_metadata().map_err(Failure::of("look at", path))?;
    Ok(platform::stat_of(&meta))
}

/// Whether something is there, a dangling link included.
#[must_use]
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether a folder (not a link to one) is there.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|m| m.is_dir())
}

/// The stat of an open file.
pub fn stat_open(file: &File, path: &Path) -> Result<Stat> {
    let meta = file.metadata().map_err(Failure::of("look at", path))?;
    Ok(platform::stat_of(&meta))
}

/// Opens a regular file for reading.
pub fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(Failure::of("open", path))
}

/// Opens a folder, as the place from which [`open_beneath`] starts.
pub fn open_folder(path: &Path) -> Result<File> {
    platform::open_folder(path)
}

/// Creates a file that must not exist yet, for writing and reading back.
pub fn create_new(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    options.open(path).map_err(Failure::of("create", path))
}

/// Creates a file for writing, or empties the one that is there.
pub fn create_or_truncate(path: &Path) -> Result<File> {
    File::create(path).map_err(Failure::of("create", path))
}

/// Opens a file that exists for appending.
pub fn append(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).read(true);
    options.open(path).map_err(Failure::of("append to", path))
}

/// A nameless file for what does not fit into memory; it vanishes with its last handle, whatever
/// happens. It lies in the system's folder for temporary files (`TMPDIR`).
pub fn temporary_file() -> Result<File> {
    tempfile::tempfile().map_err(Failure::of("create", Path::new("(temporary file)")))
}

/// Opens or creates a lock file. Its content means nothing.
pub fn open_lock(path: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    options.open(path).map_err(Failure::of("lock", path))
}

/// The entries of a folder, sorted by the bytes of their names.
pub fn read_folder(path: &Path) -> Result<Vec<FolderEntry>> {
    let list = std::fs::read_dir(path).map_err(Failure::of("list", path))?;
    let mut out = Vec::new();
    for entry in list {
        let entry = entry.map_err(Failure::of("list", path))?;
        let kind = entry.file_type().map_err(Failure::of("look at", path))?;
        out.push(FolderEntry { name: entry.file_name(), kind: kind_of(kind) });
    }
    out.sort_unstable_by(|a, b| a.name.as_encoded_bytes().cmp(b.name.as_encoded_bytes()));
    Ok(out)
}

/// The entries of a folder as [`read_folder`] gives them, each with its stat; a link's own.
pub fn read_folder_stats(path: &Path) -> Result<Vec<(FolderEntry, Stat)>> {
    let list = std::fs::read_dir(path).map_err(Failure::of("list", path))?;
    let mut out = Vec::new();
    for entry in list {
        let entry = entry.map_err(Failure::of("list", path))?;
        let meta = entry.metadata().map_err(Failure::of("look at", path))?;
        let stat = platform::stat_of(&meta);
        out.push((FolderEntry { name: entry.file_name(), kind: stat.kind }, stat));
    }
    out.sort_unstable_by(|a, b| a.0.name.as_encoded_bytes().cmp(b.0.name.as_encoded_bytes()));
    Ok(out)
}

fn kind_of(kind: std::fs::FileType) -> Kind {
    if kind.is_symlink() {
        Kind::Link
    } else if kind.is_dir() {
        Kind::Folder
    } else if kind.is_file() {
        Kind::File
    } else {
        Kind::Special
    }
}

/// Reads until the buffer is full or the source ends. Returns how much was read.
pub fn fill(source: &mut dyn Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Reads a whole file of at most `limit` bytes; a larger one is refused.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let file = open(path)?;
    let mut out = Vec::new();
    file.take(limit + 1).read_to_end(&mut out).map_err(Failure::of("read", path))?;
    if out.len() as u64 > limit {
        return Err(Failure::too_large(path, limit));
    }
    Ok(out)
}

/// Inverts one byte of a file in place and gives what stands there now; a second call puts the
/// old one back. For showing that damage is found; nothing else changes a stored file.
pub fn invert_byte(path: &Path, offset: u64) -> Result<u8> {
    let mut options = OpenOptions::new();
    let mut file = options.read(true).write(true).open(path).map_err(Failure::of("open", path))?;
    let mut byte = [0];
    let mut invert = || {
        file.seek(SeekFrom::Start(offset))?;
        file.read_exact(&mut byte)?;
        byte[0] = !byte[0];
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(&byte)?;
        file.sync_all()
    };
    invert().map_err(Failure::of("change", path))?;
    Ok(byte[0])
}

/// Creates a folder and those above it; one that is there already is fine.
pub fn create_folders(path: &Path) -> Result<()> {
    std::fs::create_dir_all(path).map_err(Failure::of("create", path))
}

/// Creates a folder and those above it, and makes the name of each new one durable.
pub fn create_folders_durably(path: &Path) -> Result<()> {
    let mut missing = Vec::new();
    let mut at = path;
    while !exists(at) {
        missing.push(at);
        match at.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => at = parent,
            _ => break,
        }
    }
    for folder in missing.into_iter().rev() {
        match std::fs::create_dir(folder) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            other => other.map_err(Failure::of("create", folder))?,
        }
        sync_parent(folder)?;
    }
    Ok(())
}

/// Creates a folder and those above it that only this account may enter.
pub fn create_private_folder(path: &Path) -> Result<()> {
    create_folders(path)?;
    platform::make_private(path)
}

/// Creates one folder that must not exist yet.
pub fn create_folder(path: &Path) -> Result<()> {
    std::fs::create_dir(path).map_err(Failure::of("create", path))
}

/// Renames, replacing what stands at `to`.
pub fn rename(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to).map_err(Failure::of("rename", to))
}

/// Gives a file a second name; fails where that name is taken. The way to a conditional create.
pub fn link(from: &Path, to: &Path) -> Result<()> {
    std::fs::hard_link(from, to).map_err(Failure::of("create", to))
}

/// Removes a file.
pub fn remove(path: &Path) -> Result<()> {
    std::fs::remove_file(path).map_err(Failure::of("remove", path))
}

/// Removes an empty folder.
pub fn remove_folder(path: &Path) -> Result<()> {
    std::fs::remove_dir(path).map_err(Failure::of("remove", path))
}

/// Removes a folder with everything in it; links inside are removed, not followed.
pub fn remove_tree(path: &Path) -> Result<()> {
    std::fs::remove_dir_all(path).map_err(Failure::of("remove", path))
}

/// The absolute path without links and dots. The path must exist.
pub fn canonical(path: &Path) -> Result<PathBuf> {
    std::fs::canonicalize(path).map_err(Failure::of("find", path))
}

/// Writes a small file so that after success either the old or the new content is there, whole,
/// whatever happens to the machine: temporary file, sync, rename, sync of the folder.
pub fn replace_durably(path: &Path, bytes: &[u8]) -> Result<()> {
    let temporary = temporary_beside(path);
    let written = create_new(&temporary)
        .and_then(|mut file| write_whole(&mut file, &temporary, bytes, true))
        .and_then(|()| rename(&temporary, path));
    if let Err(failure) = written {
        let _ = std::fs::remove_file(&temporary);
        return Err(failure);
    }
    sync_parent(path)
}

/// A file of any size that takes the place of another one, or of none, once it is finished. Until
/// then, and after a crash, the old content is there, whole. Dropping it without finishing leaves
/// everything as it was.
#[derive(Debug)]
pub struct Replacement {
    file: File,
    /// Where it is written; none once it has its name.
    temporary: Option<PathBuf>,
    path: PathBuf,
}

impl Replacement {
    /// Begins a file that will have this path. Its folder must exist.
    pub fn begin(path: &Path) -> Result<Self> {
        let temporary = temporary_beside(path);
        let file = create_new(&temporary)?;
        Ok(Self { file, temporary: Some(temporary), path: path.to_owned() })
    }

    /// Puts it in its place, durably.
    pub fn finish(mut self) -> Result<()> {
        self.file.sync_all().map_err(Failure::of("sync", &self.path))?;
        self.exchange()?;
        sync_parent(&self.path)
    }

    /// Puts it in its place: for what a sync of the whole file system went before, and follows.
    pub fn put_in_place(mut self) -> Result<()> {
        self.exchange()
    }

    fn exchange(&mut self) -> Result<()> {
        if let Some(temporary) = &self.temporary {
            rename(temporary, &self.path)?;
        }
        self.temporary = None;
        Ok(())
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            let _ = std::fs::remove_file(temporary);
        }
    }
}

/// Writes a small file that must not exist yet and that only this account may read, durably.
pub fn create_secret(path: &Path, bytes: &[u8]) -> Result<()> {
    let temporary = temporary_beside(path);
    let written = create_new(&temporary)
        .and_then(|file| platform::make_secret(&temporary).map(|()| file))
        .and_then(|mut file| write_whole(&mut file, &temporary, bytes, true))
        .and_then(|()| link(&temporary, path));
    let _ = std::fs::remove_file(&temporary);
    written?;
    sync_parent(path)
}

/// Writes a small file in the place of what is there; nobody ever sees half of it while the machine
/// runs. It is not synced: after a power loss it may be gone or empty.
pub fn replace_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let temporary = temporary_beside(path);
    let written = create_new(&temporary)
        .and_then(|mut file| write_whole(&mut file, &temporary, bytes, false))
        .and_then(|()| rename(&temporary, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    written
}

/// Writes a small file that must not exist yet, durably; nobody ever sees half of it.
pub fn create_durably(path: &Path, bytes: &[u8]) -> Result<()> {
    create_at_once(path, bytes, true)?;
    sync_parent(path)
}

/// Writes a small file that must not exist yet; nobody ever sees half of it while the machine
/// runs. It is not synced: after a power loss it may be gone or empty.
pub fn create_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    create_at_once(path, bytes, false)
}

/// Writes a file before it has a name, so that a crash leaves nothing; where the file system
/// cannot do that, under a temporary name.
fn create_at_once(path: &Path, bytes: &[u8], synced: bool) -> Result<()> {
    if let Some(mut file) = platform::create_nameless(path)? {
        write_whole(&mut file, path, bytes, synced)?;
        match platform::give_name(&file, path) {
            // No name can be given here, or the folder is gone: the other way tells.
            Err(failure) if !failure.is_already_there() => {}
            done => return done,
        }
    }
    let temporary = temporary_beside(path);
    let mut file = create_new(&temporary)?;
    let written = write_whole(&mut file, &temporary, bytes, synced);
    let linked = written.and_then(|()| link(&temporary, path));
    let _ = std::fs::remove_file(&temporary);
    linked
}

fn write_whole(file: &mut File, path: &Path, bytes: &[u8], synced: bool) -> Result<()> {
    file.write_all(bytes).map_err(Failure::of("write", path))?;
    if synced { file.sync_all().map_err(Failure::of("sync", path)) } else { Ok(()) }
}

/// A name beside `path` that nobody else uses; see [`is_temporary_name`]. It does not hold the
/// name of the file, which may be as long as the system allows.
fn temporary_beside(path: &Path) -> PathBuf {
    path.with_file_name(format!(".{}.tmp", crate::random::uuid_v4().simple()))
}

/// Whether a name is one that the archive gives to temporary files: `.` 32 hexadecimal digits
/// `.tmp`. A crash may leave such files behind.
#[must_use]
pub fn is_temporary_name(name: &[u8]) -> bool {
    let digits = name.strip_prefix(b".").and_then(|rest| rest.strip_suffix(b".tmp"));
    digits.is_some_and(|digits| digits.len() == 32 && digits.iter().all(u8::is_ascii_hexdigit))
}

/// Sets the modification time of an open file; `path` is its name in errors.
pub fn set_modified_open(file: &File, modified: SystemTime, path: &Path) -> Result<()> {
    file.set_modified(modified).map_err(Failure::of("set the time of", path))
}

/// Makes a small tree durable file by file: everything in a folder, then the folder. Links are
/// passed over.
pub fn sync_tree(path: &Path) -> Result<()> {
    for entry in read_folder(path)? {
        let below = path.join(&entry.name);
        match entry.kind {
            Kind::Folder => sync_tree(&below)?,
            Kind::File => open(&below)?.sync_all().map_err(Failure::of("sync", &below))?,
            Kind::Link | Kind::Special | Kind::Unreadable => {}
        }
    }
    sync_folder(path)
}

/// Makes the content of a file durable, or the names inside a folder.
pub fn sync(path: &Path) -> Result<()> {
    match stat(path)?.kind {
        Kind::File => open(path)?.sync_all().map_err(Failure::of("sync", path)),
        Kind::Folder => sync_folder(path),
        Kind::Link | Kind::Special | Kind::Unreadable => Ok(()),
    }
}

/// Makes the names inside a folder durable.
pub fn sync_folder(path: &Path) -> Result<()> {
    platform::sync_folder(path)
}

/// Makes the name of a file durable: syncs the folder it stands in.
pub fn sync_parent(path: &Path) -> Result<()> {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => sync_folder(parent),
        _ => sync_folder(Path::new(".")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inverted_byte_is_the_only_change_and_can_be_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        create_whole(&path, b"abc").unwrap();
        assert_eq!(invert_byte(&path, 1).unwrap(), !b'b');
        assert_eq!(read(&path, 3).unwrap(), [b'a', !b'b', b'c']);
        assert_eq!(invert_byte(&path, 1).unwrap(), b'b');
        assert_eq!(read(&path, 3).unwrap(), b"abc");
        assert!(invert_byte(&path, 3).is_err());
        assert_eq!(stat(&path).unwrap().size, 3);
    }
}
