//! The calls that need a Unix system, without unsafe code (rustix).

use super::{Failure, Kind, Result, Stat};
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, ResolveFlags, Timespec, Timestamps};
use std::borrow::Cow;
use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// File systems that live on another machine: their locks and syncs cannot be trusted.
const NETWORK_FILE_SYSTEMS: [i64; 6] = [
    0x6969,      // NFS
    0x517B,      // SMB
    0xFF53_4D42, // CIFS
    0xFE53_4D42, // SMB2
    0x0BD0_0BD0, // Lustre
    0x00C3_6400, // Ceph
];

pub(super) fn stat_of(meta: &Metadata) -> Stat {
    Stat {
        kind: super::kind_of(meta.file_type()),
        size: meta.len(),
        modified: meta.modified().ok(),
        changed: time_of(meta.ctime(), meta.ctime_nsec()),
        links: meta.nlink(),
        identity: (meta.dev(), meta.ino()),
        allocated: meta.blocks() * 512,
    }
}

/// A time from seconds since 1970 and nanoseconds from there on.
fn time_of(seconds: i64, nanos: i64) -> Option<SystemTime> {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let whole = if seconds < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    };
    whole?.checked_add(Duration::from_nanos(u64::try_from(nanos).unwrap_or(0)))
}

/// The bytes of a name as the system has them.
pub fn raw_bytes(name: &OsStr) -> Cow<'_, [u8]> {
    Cow::Borrowed(name.as_bytes())
}

/// The path that has these bytes; `text` is its readable form, for systems without bytes.
pub fn path_from_raw(raw: &[u8], _text: &str) -> PathBuf {
    PathBuf::from(OsStr::from_bytes(raw))
}

/// An open folder: everything below it is reached through it, and no link on the way is
/// followed, whatever happens to the names in the meantime.
#[derive(Debug)]
pub struct Folder {
    file: File,
    path: PathBuf,
}

impl Folder {
    /// Opens a folder; a link to one is followed.
    pub fn open(path: &Path) -> Result<Self> {
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::DIRECTORY;
        let opened = rustix::fs::open(path, flags, Mode::empty());
        let file = File::from(opened.map_err(|e| Failure::of("open", path)(e.into()))?);
        Ok(Self { file, path: path.to_owned() })
    }

    /// Opens a regular file below.
    pub fn open_file(&self, below: &Path) -> Result<File> {
        open_beneath(&self.file, below)
    }

    /// Creates a file below, which must not exist yet. No part of the path may be a link.
    pub fn create_file(&self, below: &Path) -> Result<File> {
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode(0o666);
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        let opened = match rustix::fs::openat2(&self.file, below, flags, mode, resolve) {
            // Kernels before 5.6 do not know the call: the last element at least is new.
            Err(rustix::io::Errno::NOSYS) => rustix::fs::openat(&self.file, below, flags, mode),
            other => other,
        };
        let fail = |e: rustix::io::Errno| Failure::of("create", &self.path.join(below))(e.into());
        Ok(File::from(opened.map_err(fail)?))
    }

    /// Creates a folder below, in a folder that exists; one that is there already is fine.
    /// Returns whether it is new. No part of the path above it may be a link.
    pub fn create_folder(&self, below: &Path) -> Result<bool> {
        let fail = |e: rustix::io::Errno| Failure::of("create", &self.path.join(below))(e.into());
        let above = match below.parent() {
            Some(above) if !above.as_os_str().is_empty() => above,
            _ => Path::new("."),
        };
        let folder = open_folder_beneath(&self.file, above).map_err(fail)?;
        let name = below.file_name().unwrap_or(below.as_os_str());
        match rustix::fs::mkdirat(&folder, name, Mode::from_raw_mode(0o777)) {
            Ok(()) => Ok(true),
            Err(rustix::io::Errno::EXIST) => Ok(false),
            Err(error) => Err(fail(error)),
        }
    }

    /// Makes everything written to the file system of this folder durable; write errors since the
    /// folder was opened are reported.
    pub fn sync_file_system(&self) -> Result<()> {
        sync_file_system_of(&self.file, &self.path)
    }

    /// Takes a lock of the operating system on the folder, held as long as this value. Returns
    /// whether nobody else held it.
    pub fn try_lock(&self) -> Result<bool> {
        match self.file.try_lock() {
            Ok(()) => Ok(true),
            Err(std::fs::TryLockError::WouldBlock) => Ok(false),
            Err(std::fs::TryLockError::Error(error)) => Err(Failure::of("lock", &self.path)(error)),
        }
    }

    /// What the system knows of a path below (empty: this folder), a link itself and not its
    /// target.
    pub fn stat(&self, below: &Path) -> Result<Stat> {
        if below.as_os_str().is_empty() {
            return super::stat_open(&self.file, &self.path);
        }
        let stat = rustix::fs::statat(&self.file, below, AtFlags::SYMLINK_NOFOLLOW);
        let fail = |e: rustix::io::Errno| Failure::of("look at", &self.path.join(below))(e.into());
        Ok(stat_from(&stat.map_err(fail)?))
    }

    /// As [`has_attributes`], of a folder below (empty: this one); `false` where it cannot be
    /// opened.
    pub fn has_attributes(&self, below: &Path) -> bool {
        if below.as_os_str().is_empty() {
            return has_attributes(&self.file);
        }
        open_folder_beneath(&self.file, below).is_ok_and(|folder| has_attributes(&folder))
    }

    /// Gives every name in a folder below (empty: this one), in no order, and what it is. What
    /// cannot be looked at is [`Kind::Unreadable`].
    pub fn list(&self, below: &Path, each: &mut dyn FnMut(&OsStr, &Stat)) -> Result<()> {
        let path = self.path.join(below);
        let fail = |e: rustix::io::Errno| Failure::of("list", &path)(e.into());
        let place = if below.as_os_str().is_empty() { Path::new(".") } else { below };
        let folder = open_folder_beneath(&self.file, place).map_err(fail)?;
        for entry in Dir::read_from(&folder).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let name = entry.file_name().to_bytes();
            if name != b"." && name != b".." {
                let stat = rustix::fs::statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW);
                each(OsStr::from_bytes(name), &stat.map_or(UNREADABLE, |stat| stat_from(&stat)));
            }
        }
        Ok(())
    }
}

const UNREADABLE: Stat = Stat {
    kind: Kind::Unreadable,
    size: 0,
    modified: None,
    changed: None,
    links: 1,
    identity: (0, 0),
    allocated: 0,
};

fn open_folder_beneath(folder: &File, path: &Path) -> rustix::io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::DIRECTORY | OFlags::NOFOLLOW;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    let opened = match rustix::fs::openat2(folder, path, flags, Mode::empty(), resolve) {
        // Kernels before 5.6 do not know the call: the last element at least is not followed.
        Err(rustix::io::Errno::NOSYS) => rustix::fs::openat(folder, path, flags, Mode::empty()),
        other => other,
    };
    opened.map(File::from)
}

#[allow(
    clippy::useless_conversion,
    clippy::unnecessary_fallible_conversions,
    clippy::allow_attributes,
    reason = "the widths of these fields differ between systems"
)]
fn stat_from(stat: &rustix::fs::Stat) -> Stat {
    let kind = match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Folder,
        FileType::Symlink => Kind::Link,
        _ => Kind::Special,
    };
    let nanos = |nanos| i64::try_from(nanos).unwrap_or(0);
    Stat {
        kind,
        size: u64::try_from(stat.st_size).unwrap_or(0),
        modified: time_of(stat.st_mtime.into(), nanos(stat.st_mtime_nsec)),
        changed: time_of(stat.st_ctime.into(), nanos(stat.st_ctime_nsec)),
        links: u64::try_from(stat.st_nlink).unwrap_or(1),
        identity: (u64::try_from(stat.st_dev).unwrap_or(0), stat.st_ino.into()),
        allocated: u64::try_from(stat.st_blocks).unwrap_or(0) * 512,
    }
}

/// Opens a regular file below an open folder; no part of the path may be a link or lead outside.
pub fn open_beneath(folder: &File, path: &Path) -> Result<File> {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    let opened = match rustix::fs::openat2(folder, path, flags, Mode::empty(), resolve) {
        // Kernels before 5.6 do not know the call: the last element at least is not followed.
        Err(rustix::io::Errno::NOSYS) => rustix::fs::openat(folder, path, flags, Mode::empty()),
        other => other,
    };
    let file = File::from(opened.map_err(|e| Failure::of("open", path)(e.into()))?);
    let kind = super::stat_open(&file, path)?.kind;
    if kind == Kind::File {
        return Ok(file);
    }
    let message = std::io::Error::other("not a regular file");
    Err(Failure::of("open", path)(message))
}

/// A file without a name on the file system of `path`, in whose folder it gets its name later.
/// `None` where the file system has no such files.
pub(super) fn create_nameless(path: &Path) -> Result<Option<File>> {
    use rustix::io::Errno;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let mode = Mode::from_raw_mode(0o666);
    match rustix::fs::open(folder.unwrap_or(Path::new(".")), flags, mode) {
        Ok(file) => Ok(Some(File::from(file))),
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL | Errno::NOSYS) => Ok(None),
        Err(error) => Err(Failure::of("create", path)(error.into())),
    }
}

/// Gives a nameless file its name; fails where that name is taken.
pub(super) fn give_name(file: &File, path: &Path) -> Result<()> {
    let from = format!("/proc/self/fd/{}", file.as_raw_fd());
    let cwd = rustix::fs::CWD;
    rustix::fs::linkat(cwd, from.as_str(), cwd, path, AtFlags::SYMLINK_FOLLOW)
        .map_err(|error| Failure::of("create", path)(error.into()))
}

pub(super) fn open_folder(path: &Path) -> Result<File> {
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::DIRECTORY;
    let opened = rustix::fs::open(path, flags, Mode::empty());
    Ok(File::from(opened.map_err(|e| Failure::of("open", path)(e.into()))?))
}

/// A path from the bytes a system or a package gave for it.
pub fn path_from_bytes(bytes: &[u8]) -> Result<PathBuf> {
    Ok(PathBuf::from(OsStr::from_bytes(bytes)))
}

/// Whether an open file or folder carries access lists or extended attributes. What a machine sets
/// on everything by itself does not count: labels of its security system, access lists of NFS.
pub fn has_attributes(file: &File) -> bool {
    let mut names = [0; 1024];
    match rustix::fs::flistxattr(file, &mut names[..]) {
        Ok(length) => {
            let mut names = names[..length].split(|byte| *byte == 0);
            let own = |name: &[u8]| name.starts_with(b"security.") || name == b"system.nfs4_acl";
            names.any(|name| !name.is_empty() && !own(name))
        }
        // More names than have room here, or none at all on this file system.
        Err(error) => error == rustix::io::Errno::RANGE,
    }
}

/// Reads at a position without moving a cursor, so that threads can share the file.
pub fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> std::io::Result<usize> {
    file.read_at(buffer, offset)
}

/// Whether writes of a file go past the page cache (aligned in memory, length and offset).
pub(super) fn set_direct(file: &File, direct: bool) -> std::io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        let flags = rustix::fs::fcntl_getfl(file)?;
        let flags = if direct { flags | OFlags::DIRECT } else { flags - OFlags::DIRECT };
        Ok(rustix::fs::fcntl_setfl(file, flags)?)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = file;
        if direct { Err(std::io::ErrorKind::Unsupported.into()) } else { Ok(()) }
    }
}

pub(super) fn make_private(path: &Path) -> Result<()> {
    rustix::fs::chmod(path, Mode::RWXU).map_err(|e| Failure::of("protect", path)(e.into()))
}

pub(super) fn make_secret(path: &Path) -> Result<()> {
    let owner = Mode::RUSR | Mode::WUSR;
    rustix::fs::chmod(path, owner).map_err(|e| Failure::of("protect", path)(e.into()))
}

pub(super) fn sync_folder(path: &Path) -> Result<()> {
    super::open(path)?.sync_all().map_err(Failure::of("sync", path))
}

/// Makes everything written to the file system of `path` durable, in one go.
///
/// Since Linux 5.8 the call also reports write errors that happened since the file was opened.
pub fn sync_file_system(path: &Path) -> Result<()> {
    sync_file_system_of(&super::open(path)?, path)
}

/// The same for the file system of an open file or folder; `path` is its name in errors. Reports
/// write errors since the file was opened or since the last call with it, so whoever must not
/// miss one keeps the file open from before the first write.
pub fn sync_file_system_of(file: &File, path: &Path) -> Result<()> {
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(file).map_err(|e| Failure::of("sync", path)(e.into()))?;
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (file, path);
        rustix::fs::sync();
    }
    Ok(())
}

/// The number of the file system on which an open file or folder lies.
pub fn device_of(file: &File) -> Option<u64> {
    file.metadata().ok().map(|meta| meta.dev())
}

/// Asks the system to forget the cached content of a file, so that the next read comes from the
/// medium. The content must be synced before. Returns whether the system takes such requests.
pub fn drop_cache(file: &File) -> bool {
    #[cfg(target_os = "linux")]
    return rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed).is_ok();
    #[cfg(not(target_os = "linux"))]
    {
        let _ = file;
        false
    }
}

/// The same for a part of a file, from one offset to another.
pub fn drop_cache_range(file: &File, from: u64, to: u64) {
    #[cfg(target_os = "linux")]
    {
        let length = std::num::NonZeroU64::new(to.saturating_sub(from));
        let _ = rustix::fs::fadvise(file, from, length, rustix::fs::Advice::DontNeed);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (file, from, to);
}

/// Tells the system that the first `bytes` of a file will be read soon, and the rest after them.
/// Only a hint: nothing is lost where the system takes none.
pub fn will_need(file: &File, bytes: u64) {
    #[cfg(target_os = "linux")]
    {
        let _ = rustix::fs::fadvise(
            file,
            0,
            std::num::NonZeroU64::new(bytes),
            rustix::fs::Advice::WillNeed,
        );
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (file, bytes);
}

/// Bytes that an unprivileged account may still write to the file system of `path`.
pub fn free_bytes(path: &Path) -> Result<u64> {
    let stat = rustix::fs::statvfs(path).map_err(|e| Failure::of("look at", path)(e.into()))?;
    Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
}

/// Whether the path lies on a file system of another machine.
pub fn is_network(path: &Path) -> Result<bool> {
    let stat = rustix::fs::statfs(path).map_err(|e| Failure::of("look at", path)(e.into()))?;
    #[allow(clippy::cast_lossless, clippy::unnecessary_cast, reason = "differs between systems")]
    let kind = stat.f_type as i64 & 0xFFFF_FFFF;
    Ok(NETWORK_FILE_SYSTEMS.contains(&kind))
}

/// Whether the path lies on a file system in memory, which has no medium to read back from.
pub fn is_memory(path: &Path) -> Result<bool> {
    const TMPFS: i64 = 0x0102_1994;
    const RAMFS: i64 = 0x8584_58F6;
    let stat = rustix::fs::statfs(path).map_err(|e| Failure::of("look at", path)(e.into()))?;
    #[allow(clippy::cast_lossless, clippy::unnecessary_cast, reason = "differs between systems")]
    let kind = stat.f_type as i64 & 0xFFFF_FFFF;
    Ok(kind == TMPFS || kind == RAMFS)
}

/// Sets the modification time of a path, a link itself and not its target.
pub fn set_modified(path: &Path, modified: SystemTime) -> Result<()> {
    let time = timespec(modified);
    let times = Timestamps { last_access: time, last_modification: time };
    rustix::fs::utimensat(rustix::fs::CWD, path, &times, AtFlags::SYMLINK_NOFOLLOW)
        .map_err(|e| Failure::of("set the time of", path)(e.into()))
}

fn timespec(time: SystemTime) -> Timespec {
    let nanos = match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => i128::try_from(after.as_nanos()).unwrap_or(0),
        Err(before) => -i128::try_from(before.duration().as_nanos()).unwrap_or(0),
    };
    Timespec {
        tv_sec: i64::try_from(nanos.div_euclid(1_000_000_000)).unwrap_or(0),
        tv_nsec: i64::try_from(nanos.rem_euclid(1_000_000_000)).unwrap_or(0),
    }
}
