//! A store on a local disk, or on whatever the system mounts like one.
//!
//! Files are whole or absent at every instant, also for other processes: content is written
//! under a temporary name, synced, and then linked or renamed. It knows nothing of OCFL but the
//! names of the files that make a version visible.

mod list;
mod stage;
#[cfg(test)]
mod tests;

use super::group::GroupSync;
use super::{
    At, Draft, Entry, Key, Meta, Pending, Placement, ReadBack, Reader, Result, Sink, Stage, Store,
    StoreError,
};
use crate::fs;
use jiff::Timestamp;
use std::fs::File;
use std::io::Write;
use std::io::{Read, Seek, SeekFrom};
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// How often a folder that another one removes at the same moment is made again.
const FOLDER_TRIES: usize = 8;
/// Bytes of a file asked for when it is opened: the disk then works on several files at once.
const AHEAD: u64 = 256 << 10;
/// Bytes of a file read from the medium that stay cached behind the reader. Less than what the
/// system reads ahead makes it drop pages in use; more makes it fetch fresh memory, which costs a
/// virtual machine more than the copying.
const BEHIND: u64 = 8 << 20;

/// A store on a local disk.
#[derive(Debug, Clone)]
pub struct Local {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    root: PathBuf,
    /// The root, open: everything is read beneath it, so that no link leads outside.
    folder: File,
    /// That of all stores on this file system.
    group: Arc<GroupSync>,
    /// Shared while something is put into a folder, alone while folders are made durable or
    /// removed: nobody relies on a folder whose name may still be lost.
    folders: RwLock<()>,
    read_back: ReadBack,
    #[cfg(any(test, feature = "faults"))]
    steps: std::sync::atomic::AtomicU64,
}

impl Local {
    /// The store in a folder that exists.
    pub fn open(root: &Path) -> Result<Self> {
        Self::open_inner(root).map_err(|failure| StoreError::from_failure(&Key::root(), failure))
    }

    /// The same, making the folder where it is missing.
    pub fn create(root: &Path) -> Result<Self> {
        fs::create_folders_durably(root)
            .map_err(|failure| StoreError::from_failure(&Key::root(), failure))?;
        Self::open(root)
    }

    fn open_inner(root: &Path) -> fs::Result<Self> {
        let root = fs::canonical(root)?;
        let folder = fs::open_folder(&root)?;
        let read_back = if fs::is_network(&root)? {
            ReadBack::Remote
        } else if fs::is_memory(&root)? || !fs::drop_cache(&folder) {
            ReadBack::Cache
        } else {
            ReadBack::Medium
        };
        let group = GroupSync::of(&root)?;
        let inner = Inner {
            root,
            folder,
            group,
            folders: RwLock::new(()),
            read_back,
            #[cfg(any(test, feature = "faults"))]
            steps: u64::MAX.into(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The folder, absolute and without links.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.inner.root
    }

    /// Lets the process seem to die at the n-th step (from 1) of the commits that follow: the
    /// call fails there and leaves the disk as it is.
    #[cfg(any(test, feature = "faults"))]
    pub fn die_at_step(&self, n: u64) {
        self.inner.steps.store(n, std::sync::atomic::Ordering::SeqCst);
    }
}

/// A file on its way into the place of another one.
struct Rewriting {
    file: fs::Replacement,
    key: Key,
}

impl Write for Rewriting {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl Sink for Rewriting {
    fn finish(self: Box<Self>) -> Result<()> {
        let key = self.key;
        self.file.finish().map_err(|failure| Local::failed(&key, failure))
    }
}

/// The sync that makes something durable.
#[derive(Debug, Clone, Copy)]
struct Mark {
    /// Its number.
    number: u64,
    /// How many had failed before the first of what it covers was written.
    before: u64,
}

impl Mark {
    /// Waits for the sync, alone or with others. Fails too where any has failed meanwhile: it may
    /// have been the one that spoke of these bytes.
    fn wait(self, store: &Inner, key: &Key) -> Result<()> {
        store.group.wait(self.number).map_err(|f| Local::failed(key, f))?;
        if store.group.failures() == self.before {
            return Ok(());
        }
        let reason = "a sync of this file system failed meanwhile";
        Err(StoreError::Unreadable(At::key("sync", key).because(reason)))
    }
}

/// A file under a temporary name.
struct Waiting {
    store: Arc<Inner>,
    file: fs::Replacement,
    key: Key,
    mark: Mark,
}

impl Draft for Waiting {
    fn settle(&self) -> Result<()> {
        self.mark.wait(&self.store, &self.key)
    }

    fn publish(self: Box<Self>) -> Result<Box<dyn Pending>> {
        self.settle()?;
        let Self { store, file, key, mark } = *self;
        file.put_in_place().map_err(|failure| Local::failed(&key, failure))?;
        let mark = Mark { number: store.group.next(), ..mark };
        Ok(Box::new(Placed { store, key, mark }))
    }
}

/// A file in its place.
struct Placed {
    store: Arc<Inner>,
    key: Key,
    mark: Mark,
}

impl Pending for Placed {
    fn settle(self: Box<Self>) -> Result<()> {
        self.mark.wait(&self.store, &self.key)
    }
}

impl Store for Local {
    fn open(&self, key: &Key, range: Option<Range<u64>>) -> Result<Reader> {
        if let Some(range) = range {
            return self.inner.open_range(key, range);
        }
        let file = self.inner.open_file(key)?;
        fs::will_need(&file, AHEAD);
        Ok(Box::new(file))
    }

    fn open_from_medium(&self, key: &Key) -> Result<Reader> {
        self.inner.open_from_medium(key)
    }

    fn read_back(&self) -> ReadBack {
        self.inner.read_back
    }

    fn head(&self, key: &Key) -> Result<Meta> {
        let stat = fs::stat(&self.inner.path(key)?).map_err(|f| Self::failed(key, f))?;
        match stat.kind {
            fs::Kind::File => Ok(meta_of(&stat)),
            fs::Kind::Folder => Err(StoreError::NotFound(At::key("look at", key))),
            fs::Kind::Link | fs::Kind::Special | fs::Kind::Unreadable => {
                Err(not_a_file("look at", key))
            }
        }
    }

    fn list(&self, prefix: &Key, each: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        list::recursive(&self.inner, prefix, each)
    }

    fn children(&self, prefix: &Key) -> Result<Vec<Entry>> {
        list::one_level(&self.inner, prefix)
    }

    fn create(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        let path = self.inner.path(key)?;
        self.inner
            .in_durable_folder(&path, || fs::create_durably(&path, bytes))
            .map_err(|f| Self::failed(key, f))
    }

    fn replace(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        let path = self.inner.path(key)?;
        self.inner
            .in_durable_folder(&path, || fs::replace_durably(&path, bytes))
            .map_err(|f| Self::failed(key, f))
    }

    fn rewrite(&self, key: &Key) -> Result<Box<dyn Sink>> {
        let path = self.inner.path(key)?;
        let begun = self.inner.in_durable_folder(&path, || fs::Replacement::begin(&path));
        let file = begun.map_err(|f| Self::failed(key, f))?;
        Ok(Box::new(Rewriting { file, key: key.clone() }))
    }

    fn replace_all(&self, files: &[(Key, Vec<u8>)]) -> Result<()> {
        let Some((first, _)) = files.first() else { return Ok(()) };
        let before = self.inner.group.failures();
        self.put_all(files)?;
        Mark { number: self.inner.group.next(), before }.wait(&self.inner, first)
    }

    fn draft<'a>(
        &'a self,
        files: &[(Key, Vec<u8>)],
        (last, bytes): (&Key, &[u8]),
    ) -> Result<Box<dyn Draft + 'a>> {
        let before = self.inner.group.failures();
        let path = self.inner.path(last)?;
        let begun = self.inner.in_new_folder(&path, || fs::Replacement::begin(&path));
        let mut file = begun.map_err(|f| Self::failed(last, f))?;
        file.write_all(bytes).map_err(|error| StoreError::system("write", last, error))?;
        self.put_all(files)?;
        let mark = Mark { number: self.inner.group.next(), before };
        Ok(Box::new(Waiting { store: Arc::clone(&self.inner), file, key: last.clone(), mark }))
    }

    fn discard(&self, keys: &[Key]) -> Result<()> {
        for key in keys {
            let path = self.inner.path(key)?;
            match fs::remove(&path) {
                Err(failure) if !failure.is_not_found() => return Err(Self::failed(key, failure)),
                _ => self.inner.remove_empty_above(&path, &self.inner.root),
            }
        }
        Ok(())
    }

    fn delete(&self, key: &Key) -> Result<()> {
        let path = self.inner.path(key)?;
        if fs::is_folder(&path) {
            return Ok(());
        }
        match fs::remove(&path).and_then(|()| fs::sync_parent(&path)) {
            Err(failure) if !failure.is_not_found() => Err(Self::failed(key, failure)),
            _ => {
                self.inner.remove_empty_above(&path, &self.inner.root);
                Ok(())
            }
        }
    }

    fn stage(&self, placement: &Placement) -> Result<Box<dyn Stage>> {
        stage::open(&self.inner, placement)
    }

    fn free_bytes(&self) -> Result<Option<u64>> {
        let free = fs::free_bytes(&self.inner.root);
        free.map(Some).map_err(|f| Self::failed(&Key::root(), f))
    }
}

impl Local {
    /// Puts files in place without a sync.
    fn put_all(&self, files: &[(Key, Vec<u8>)]) -> Result<()> {
        for (key, bytes) in files {
            let path = self.inner.path(key)?;
            let write = || fs::replace_whole(&path, bytes);
            self.inner.in_new_folder(&path, write).map_err(|f| Self::failed(key, f))?;
        }
        Ok(())
    }

    fn failed(key: &Key, failure: fs::Failure) -> StoreError {
        StoreError::from_failure(key, failure)
    }
}

impl Inner {
    /// Where a file lies. The root is no file, and no link may stand on the way to it.
    fn path(&self, key: &Key) -> Result<PathBuf> {
        if key.is_root() {
            let reason = "the root is no file".to_owned();
            return Err(StoreError::BadKey(At::key("name", key).because(reason)));
        }
        match key.parent() {
            Some(parent) if self.leads_through_link(&parent) => Err(not_a_file("reach", key)),
            _ => Ok(self.root.join(key.as_str())),
        }
    }

    /// Whether a link or a device stands in the place of a folder of this key.
    fn leads_through_link(&self, folder: &Key) -> bool {
        let mut path = self.root.clone();
        for segment in folder.segments() {
            path.push(segment);
            match fs::stat(&path).map(|stat| stat.kind) {
                Ok(fs::Kind::Link | fs::Kind::Special) => return true,
                Ok(_) => {}
                Err(_) => return false,
            }
        }
        false
    }

    /// Opens a file. Looking for the reason is left for when it fails: a check opens millions.
    fn open_file(&self, key: &Key) -> Result<File> {
        if !key.is_root()
            && let Ok(file) = fs::open_beneath(&self.folder, Path::new(key.as_str()))
        {
            return Ok(file);
        }
        let path = self.path(key)?;
        fs::open_beneath(&self.folder, Path::new(key.as_str())).map_err(|failure| {
            match fs::stat(&path).map(|stat| stat.kind) {
                Ok(fs::Kind::Folder) => StoreError::NotFound(At::key("read", key)),
                Ok(fs::Kind::Link | fs::Kind::Special) => not_a_file("read", key),
                _ => StoreError::from_failure(key, failure),
            }
        })
    }

    fn open_range(&self, key: &Key, range: Range<u64>) -> Result<Reader> {
        let mut file = self.open_file(key)?;
        file.seek(SeekFrom::Start(range.start))
            .map_err(|error| StoreError::system("read", key, error))?;
        Ok(Box::new(file.take(range.end.saturating_sub(range.start))))
    }

    fn open_from_medium(&self, key: &Key) -> Result<Reader> {
        let file = self.open_file(key)?;
        fs::drop_cache(&file);
        fs::will_need(&file, AHEAD);
        Ok(Box::new(Uncached::new(file)))
    }

    /// Does something in the folder of `path`, making the folder durably where it is missing.
    fn in_durable_folder<T>(
        &self,
        path: &Path,
        work: impl FnMut() -> fs::Result<T>,
    ) -> fs::Result<T> {
        self.in_folder(path, fs::create_folders_durably, work)
    }

    /// The same for what a sync of the whole file system follows.
    fn in_new_folder<T>(&self, path: &Path, work: impl FnMut() -> fs::Result<T>) -> fs::Result<T> {
        self.in_folder(path, fs::create_folders, work)
    }

    fn in_folder<T>(
        &self,
        path: &Path,
        make: fn(&Path) -> fs::Result<()>,
        mut work: impl FnMut() -> fs::Result<T>,
    ) -> fs::Result<T> {
        let mut tries = 0;
        loop {
            let shared = self.folders.read().unwrap_or_else(PoisonError::into_inner);
            let done = work();
            drop(shared);
            tries += 1;
            match (done, path.parent()) {
                (Err(failure), Some(parent)) if failure.is_not_found() && tries < FOLDER_TRIES => {
                    let _alone = self.folders.write().unwrap_or_else(PoisonError::into_inner);
                    make(parent)?;
                }
                (done, _) => return done,
            }
        }
    }

    /// Removes the folders above `path` that are empty, up to but without `top`.
    fn remove_empty_above(&self, path: &Path, top: &Path) {
        let _alone = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        let mut at = path.parent();
        while let Some(folder) = at.filter(|folder| *folder != top && folder.starts_with(top)) {
            // One that is not empty stays, and so do all above it. One that is gone already may
            // have left an empty parent.
            match fs::remove_folder(folder) {
                Err(failure) if !failure.is_not_found() => break,
                _ => at = folder.parent(),
            }
        }
    }

    /// A point at which a test may let the process seem to die.
    #[cfg(any(test, feature = "faults"))]
    fn step(&self, name: &'static str) -> Result<()> {
        use std::sync::atomic::Ordering::SeqCst;
        let left = self.steps.load(SeqCst);
        if left == u64::MAX {
            return Ok(());
        }
        self.steps.store(left.saturating_sub(1), SeqCst);
        if left > 1 {
            return Ok(());
        }
        Err(StoreError::Other(At::place(name, "").because("died here, as the test wants")))
    }

    #[cfg(not(any(test, feature = "faults")))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "see the other one")]
    fn step(&self, _name: &'static str) -> Result<()> {
        Ok(())
    }
}

/// A file that leaves no trace in the cache: a check of a whole copy must not push out what
/// people read. What was read is dropped piece by piece, so that reading goes on in the same few
/// pages of memory, however large the file is.
struct Uncached {
    file: File,
    read: u64,
    dropped: u64,
}

impl Uncached {
    fn new(file: File) -> Self {
        Self { file, read: 0, dropped: 0 }
    }
}

impl Read for Uncached {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.read - self.dropped >= BEHIND {
            fs::drop_cache_range(&self.file, self.dropped, self.read);
            self.dropped = self.read;
        }
        let read = self.file.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}

impl Drop for Uncached {
    fn drop(&mut self) {
        fs::drop_cache(&self.file);
    }
}

fn not_a_file(action: &'static str, key: &Key) -> StoreError {
    StoreError::Other(At::key(action, key).because("a link or a device stands in its place"))
}

fn meta_of(stat: &fs::Stat) -> Meta {
    let modified = stat.modified.and_then(|time| Timestamp::try_from(time).ok());
    Meta { size: stat.size, modified }
}
