//! Staging on a local disk: a folder beside the holdings, put in place by rename.
//!
//! ```text
//! STAGING/v1/content/0000/0000        a finished file
//! STAGING/v1/content/0000/0001.part   an unfinished one
//! STAGING/v1/inventory.json, STAGING/v1/inventory.json.sha512
//! STAGING/0=ocfl_object_1.1, STAGING/inventory.json, …   derived by the commit
//! ```
//! Commit of version 1: sync, rename STAGING to the object, sync. Of a later version: sync,
//! rename the version folder, sync, rename root inventory and sidecar, sync. From the first
//! rename on the version is committed, and everything missing can be derived again. A stage that
//! is synced with inventory and sidecar is sealed: what the commit needs beside them is derived
//! then, and the commit needs no first sync of its own.

use super::super::stage::{
    DECLARATION, INVENTORY, SIDECAR_BYTES, Sink, Stage, UNFINISHED, WRITER_BYTES,
};
use super::super::{
    At, Entry, Key, Oddity, Pending, Placement, Reader, Result, StoreError, try_list,
};
use super::{Inner, Local, Mark};
use crate::fs;
use std::io::{Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// How often a claim that comes and goes is tried again.
const CLAIM_TRIES: usize = 8;
/// The piece in which an inventory is copied, in bytes.
const COPY_BYTES: usize = 256 << 10;

struct LocalStage {
    store: Arc<Inner>,
    placement: Placement,
    /// Where the staged files wait.
    folder: PathBuf,
    /// Failed syncs of the store when this stage was opened.
    failures: u64,
    /// Sinks that are neither finished nor dropped.
    unfinished: Arc<AtomicUsize>,
    /// How often something in it was changed.
    changes: AtomicU64,
    /// After how many changes it was durable with all that a commit needs.
    sealed: Mutex<Option<u64>>,
}

pub(super) fn open(store: &Arc<Inner>, placement: &Placement) -> Result<Box<dyn Stage>> {
    placement.check()?;
    store.refuse_committed(placement)?;
    store.claim(placement)?;
    // The version may have been committed between the look and the claim.
    store.refuse_committed(placement)?;
    let folder = store.path(&placement.staging)?;
    store
        .in_new_folder(&folder, || match fs::create_folder(&folder) {
            Err(failure) if failure.is_already_there() && fs::is_folder(&folder) => Ok(()),
            other => other,
        })
        .map_err(|f| StoreError::from_failure(&placement.staging, f))?;
    let stage = LocalStage {
        failures: store.group.failures(),
        store: Arc::clone(store),
        placement: placement.clone(),
        folder,
        unfinished: Arc::default(),
        changes: AtomicU64::default(),
        sealed: Mutex::default(),
    };
    stage.remove_unfinished()?;
    Ok(Box::new(stage))
}

impl Inner {
    /// The one place that decides whether a version is committed: its folder stands in the
    /// object. Then finishes what a crash left undone and says so.
    fn refuse_committed(&self, placement: &Placement) -> Result<()> {
        if !self.is_committed(placement)? {
            return Ok(());
        }
        self.settle(placement)?;
        Err(already_committed(placement))
    }

    fn is_committed(&self, placement: &Placement) -> Result<bool> {
        let version = self.path(&placement.version_key()?)?;
        if !fs::exists(&version) {
            return Ok(false);
        }
        if find_sidecar(&version, placement)?.is_some() && fs::exists(&version.join(INVENTORY)) {
            return Ok(true);
        }
        let reason = "a version folder without inventory stands in the way; no commit made it";
        Err(StoreError::Other(At::key("stage", &placement.version_key()?).because(reason)))
    }

    /// Finishes a commit after its commit point. Can be called at any time by anybody: what it
    /// puts in place has the same bytes whoever does it. Staging and claim of another writer stay:
    /// he may be alive and still need them.
    fn settle(&self, placement: &Placement) -> Result<()> {
        let failed = |f| StoreError::from_failure(&placement.object, f);
        if self.root_is_behind(placement)? {
            let version = self.path(&placement.version_key()?)?;
            let staging = self.path(&placement.staging)?;
            // Names of its own: the writer itself may still be alive.
            let own = staging.join(crate::random::uuid_v4().simple().to_string());
            self.in_new_folder(&own, || fs::create_folder(&own)).map_err(failed)?;
            let sidecar = derive_root(placement, &version, &own)?;
            self.sync(placement)?;
            self.step("settle: root inventory")?;
            self.put_root(placement, &own, &sidecar)?;
            gone(fs::remove_folder(&own), &placement.staging)?;
        }
        self.sync(placement)?;
        if self.is_anothers(placement)? { Ok(()) } else { self.clean_up(placement) }
    }

    /// Whether another writer holds the claim.
    fn is_anothers(&self, placement: &Placement) -> Result<bool> {
        match fs::read(&self.path(&placement.claim)?, WRITER_BYTES as u64) {
            Ok(held) => Ok(!held.is_empty() && held != placement.writer.as_bytes()),
            Err(failure) if failure.is_not_found() => Ok(false),
            Err(failure) => Err(StoreError::from_failure(&placement.claim, failure)),
        }
    }

    /// Whether the root still shows an earlier version. A root that shows a later one is none of
    /// this placement's business.
    fn root_is_behind(&self, placement: &Placement) -> Result<bool> {
        let next = placement.object.join(&format!("v{}", u64::from(placement.version) + 1))?;
        if fs::exists(&self.path(&next)?) {
            return Ok(false);
        }
        let (root, version) = (&placement.object, placement.version_key()?);
        let Some(sidecar) = find_sidecar(&self.path(&version)?, placement)? else {
            return Ok(false);
        };
        for name in [INVENTORY, &sidecar] {
            if !self.same_content(&root.join(name)?, &version.join(name)?)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn same_content(&self, left: &Key, right: &Key) -> Result<bool> {
        let mut right_file = self.open_file(right)?;
        let mut left_file = match self.open_file(left) {
            Err(StoreError::NotFound(_)) => return Ok(false),
            other => other?,
        };
        let (mut a, mut b) = (vec![0; COPY_BYTES], vec![0; COPY_BYTES]);
        loop {
            let n = fs::fill(&mut left_file, &mut a)
                .map_err(|e| StoreError::system("read", left, e))?;
            let m = fs::fill(&mut right_file, &mut b)
                .map_err(|e| StoreError::system("read", right, e))?;
            if a[..n] != b[..m] {
                return Ok(false);
            }
            if n == 0 {
                return Ok(true);
            }
        }
    }

    /// Renames derived root inventory and sidecar into the object, in this order.
    fn put_root(&self, placement: &Placement, from: &Path, sidecar: &str) -> Result<()> {
        let object = self.path(&placement.object)?;
        for name in [INVENTORY, sidecar] {
            fs::rename(&from.join(name), &object.join(name))
                .map_err(|f| StoreError::from_failure(&placement.object, f))?;
            self.step("commit: root renamed")?;
        }
        Ok(())
    }

    /// Removes staging folder and claim, and the folders above them that are empty now.
    fn clean_up(&self, placement: &Placement) -> Result<()> {
        let staging = self.path(&placement.staging)?;
        let claim = self.path(&placement.claim)?;
        gone(fs::remove_tree(&staging), &placement.staging)?;
        self.step("clean up: staging removed")?;
        gone(fs::remove(&claim), &placement.claim)?;
        for path in [&staging, &claim] {
            self.remove_empty_above(path, &self.root);
        }
        Ok(())
    }

    fn claim(&self, placement: &Placement) -> Result<()> {
        let key = &placement.claim;
        let path = self.path(key)?;
        for _ in 0..CLAIM_TRIES {
            let made =
                self.in_new_folder(&path, || fs::create_whole(&path, placement.writer.as_bytes()));
            match made {
                Ok(()) => return Ok(()),
                Err(failure) if failure.is_already_there() => {}
                Err(failure) => return Err(StoreError::from_failure(key, failure)),
            }
            match fs::read(&path, WRITER_BYTES as u64) {
                Ok(held) if held == placement.writer.as_bytes() => return Ok(()),
                // Only a loss of power leaves an empty claim, and with it its writer ended.
                Ok(held) if held.is_empty() => gone(fs::remove(&path), key)?,
                Ok(held) => return Err(claimed(key, &held)),
                Err(failure) if failure.is_not_found() => {}
                Err(failure) => return Err(StoreError::from_failure(key, failure)),
            }
        }
        Err(StoreError::Unreachable(At::key("claim", key).because("the claim comes and goes")))
    }

    /// Syncs, alone or with others, and fails too where another one's sync failed meanwhile: it
    /// may have been the shared one.
    fn sync(&self, placement: &Placement) -> Result<()> {
        let mark = Mark { number: self.group.next(), before: self.group.failures() };
        mark.wait(self, &placement.staging)
    }
}

impl LocalStage {
    fn path(&self, path: &Key) -> Result<PathBuf> {
        self.placement.check_path(path)?;
        Ok(self.folder.join(path.as_str()))
    }

    fn staged_key(&self, path: &Key) -> Result<Key> {
        self.placement.check_path(path)?;
        Ok(self.placement.staging.join_key(path)?)
    }

    fn failed(&self, path: &Key, failure: fs::Failure) -> StoreError {
        let key = self.placement.staging.join_key(path).unwrap_or_else(|_| path.clone());
        StoreError::from_failure(&key, failure)
    }

    /// Gives every staged file, finished or not, with its path in the object.
    fn each_file(&self, mut each: impl FnMut(Key, u64) -> Result<()>) -> Result<()> {
        let store = Local { inner: Arc::clone(&self.store) };
        let staging = &self.placement.staging;
        try_list(&store, &staging.join(&self.placement.folder())?, |entry| match entry {
            Entry::File { key, meta } => match key.below(staging) {
                Some(path) => each(path, meta.size),
                None => Ok(()),
            },
            Entry::Odd { oddity: Oddity::EmptyFolder, .. } | Entry::Folder { .. } => Ok(()),
            Entry::Odd { place, oddity } => {
                let reason = format!("unexpected in a stage: {}", oddity.as_str());
                Err(StoreError::Other(At::place("continue", place).because(reason)))
            }
        })
    }

    /// Removes what a crash left unfinished, and folders that are empty without it.
    fn remove_unfinished(&self) -> Result<()> {
        let mut unfinished = Vec::new();
        self.each_file(|path, _| {
            if path.as_str().ends_with(UNFINISHED) {
                unfinished.push(path);
            }
            Ok(())
        })?;
        for path in unfinished {
            gone(fs::remove(&self.folder.join(path.as_str())), &path)?;
        }
        remove_empty_folders(&self.folder, 0).map_err(|f| self.failed(&Key::root(), f))
    }

    /// The sync that makes everything written so far durable. It fails where bytes written since
    /// this stage was opened may have been lost.
    fn mark(&self) -> Mark {
        Mark { number: self.store.group.next(), before: self.failures }
    }

    /// Derives what a commit needs beside inventory and sidecar of the version.
    fn derive(&self) -> Result<String> {
        let version = self.folder.join(self.placement.folder());
        let sidecar = derive_root(&self.placement, &version, &self.folder)?;
        if self.placement.version == 1 {
            self.write_declaration()?;
        }
        self.store.step("commit: root derived")?;
        Ok(sidecar)
    }

    /// The name of the sidecar, once everything a commit needs is there and durable.
    fn seal(&self) -> Result<String> {
        let version = self.folder.join(self.placement.folder());
        let sealed = *self.sealed.lock().unwrap_or_else(PoisonError::into_inner);
        if sealed == Some(self.changes.load(Ordering::SeqCst))
            && self.store.group.failures() == self.failures
            && let Some(sidecar) = find_sidecar(&version, &self.placement)?
        {
            return Ok(sidecar);
        }
        let sidecar = self.derive()?;
        self.mark().wait(&self.store, &self.placement.staging)?;
        Ok(sidecar)
    }

    fn put_in_place(&self, sidecar: &str) -> Result<()> {
        let (store, placement) = (&self.store, &self.placement);
        let object = store.path(&placement.object)?;
        let failed = |f| StoreError::from_failure(&placement.object, f);
        if placement.version == 1 {
            store.in_new_folder(&object, || fs::rename(&self.folder, &object)).map_err(failed)?;
            return store.step("commit: object renamed");
        }
        let name = placement.folder();
        fs::rename(&self.folder.join(&name), &object.join(&name)).map_err(failed)?;
        store.step("commit: version renamed")?;
        // The root must not name a version that a loss of power takes away.
        store.sync(placement)?;
        store.step("commit: version durable")?;
        store.put_root(placement, &self.folder, sidecar)
    }

    fn write_declaration(&self) -> Result<()> {
        let path = self.folder.join(DECLARATION.0);
        let write = || -> fs::Result<()> {
            let mut file = fs::create_or_truncate(&path)?;
            file.write_all(DECLARATION.1).map_err(fs::Failure::of("write", &path))
        };
        write().map_err(|f| self.failed(&Key::root(), f))
    }

    fn refuse_unfinished(&self) -> Result<()> {
        if self.unfinished.load(Ordering::SeqCst) == 0 {
            return Ok(());
        }
        let reason = "a file of it is still being written";
        Err(StoreError::Other(At::key("commit", &self.placement.object).because(reason)))
    }
}

impl Stage for LocalStage {
    fn create(&self, path: &Key) -> Result<Box<dyn Sink>> {
        let place = self.path(path)?;
        if fs::exists(&place) {
            return Err(StoreError::AlreadyExists(At::key("create", path)));
        }
        self.changes.fetch_add(1, Ordering::SeqCst);
        let mut part = place.clone().into_os_string();
        part.push(UNFINISHED);
        let part = PathBuf::from(part);
        let made = self.store.in_new_folder(&part, || fs::create_or_truncate(&part));
        let file = made.map_err(|f| self.failed(path, f))?;
        self.unfinished.fetch_add(1, Ordering::SeqCst);
        Ok(Box::new(LocalSink {
            file: Some(fs::Streamed::new(file)),
            part,
            place,
            key: path.clone(),
            top: self.folder.clone(),
            finished: false,
            store: Arc::clone(&self.store),
            unfinished: Arc::clone(&self.unfinished),
        }))
    }

    fn sync(&self) -> Result<()> {
        self.begin_sync()?.settle()
    }

    fn begin_sync(&self) -> Result<Box<dyn Pending + '_>> {
        let changes = self.changes.load(Ordering::SeqCst);
        let derived = match self.derive() {
            Ok(_) => true,
            // Inventory and sidecar come later.
            Err(StoreError::NotFound(_)) => false,
            Err(error) => return Err(error),
        };
        let sealed = derived.then_some(changes);
        Ok(Box::new(Syncing { stage: self, mark: self.mark(), sealed }))
    }

    fn open_back(&self, path: &Key) -> Result<Reader> {
        self.store.open_from_medium(&self.staged_key(path)?)
    }

    fn open_range(&self, path: &Key, range: Range<u64>) -> Result<Reader> {
        self.store.open_range(&self.staged_key(path)?, range)
    }

    fn staged(&self) -> Result<Vec<(Key, u64)>> {
        let mut out = Vec::new();
        self.each_file(|path, size| {
            if !path.as_str().ends_with(UNFINISHED) {
                out.push((path, size));
            }
            Ok(())
        })?;
        Ok(out)
    }

    fn remove(&self, path: &Key) -> Result<()> {
        let place = self.path(path)?;
        self.changes.fetch_add(1, Ordering::SeqCst);
        gone(fs::remove(&place), path)?;
        self.store.remove_empty_above(&place, &self.folder);
        Ok(())
    }

    fn commit(self: Box<Self>) -> Result<()> {
        self.begin_commit()?.settle()
    }

    fn begin_commit(self: Box<Self>) -> Result<Box<dyn Pending>> {
        let (store, placement) = (&self.store, &self.placement);
        self.refuse_unfinished()?;
        if store.is_committed(placement)? {
            return Err(already_committed(placement));
        }
        let sidecar = self.seal()?;
        store.step("commit: content durable")?;
        let before = store.group.failures();
        self.put_in_place(&sidecar)?;
        let mark = Mark { number: store.group.next(), before };
        Ok(Box::new(InPlace { mark, store: self.store, placement: self.placement }))
    }

    fn abandon(self: Box<Self>) -> Result<()> {
        if self.store.is_committed(&self.placement)? {
            return Err(already_committed(&self.placement));
        }
        self.store.clean_up(&self.placement)?;
        // A commit that died before its rename may have made folders for the object.
        let object = self.store.path(&self.placement.object)?;
        self.store.remove_empty_above(&object, &self.store.root);
        Ok(())
    }
}

/// A stage on its way to the medium.
struct Syncing<'a> {
    stage: &'a LocalStage,
    mark: Mark,
    /// After how many changes, where all is there that a commit needs.
    sealed: Option<u64>,
}

impl Pending for Syncing<'_> {
    fn settle(self: Box<Self>) -> Result<()> {
        self.mark.wait(&self.stage.store, &self.stage.placement.staging)?;
        *self.stage.sealed.lock().unwrap_or_else(PoisonError::into_inner) = self.sealed;
        Ok(())
    }
}

/// A version in its place; claim and staging are still there.
struct InPlace {
    store: Arc<Inner>,
    placement: Placement,
    mark: Mark,
}

impl Pending for InPlace {
    fn settle(self: Box<Self>) -> Result<()> {
        self.mark.wait(&self.store, &self.placement.object)?;
        self.store.step("commit: version in place, durable")?;
        self.store.clean_up(&self.placement)
    }
}

struct LocalSink {
    /// Gone once the sink was finished.
    file: Option<fs::Streamed>,
    part: PathBuf,
    place: PathBuf,
    key: Key,
    top: PathBuf,
    finished: bool,
    store: Arc<Inner>,
    unfinished: Arc<AtomicUsize>,
}

impl Write for LocalSink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.as_mut().expect("open until it is finished").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Sink for LocalSink {
    fn finish(mut self: Box<Self>) -> Result<()> {
        let file = self.file.take().expect("a sink is finished once");
        file.finish().map_err(|e| StoreError::system("write", &self.key, e))?;
        fs::rename(&self.part, &self.place).map_err(|f| StoreError::from_failure(&self.key, f))?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for LocalSink {
    fn drop(&mut self) {
        if !self.finished {
            // Where this fails, opening the stage again removes it.
            let _ = fs::remove(&self.part);
            self.store.remove_empty_above(&self.part, &self.top);
        }
        self.unfinished.fetch_sub(1, Ordering::SeqCst);
    }
}

fn already_committed(placement: &Placement) -> StoreError {
    let at = At::place("commit", format!("{}/{}", placement.object, placement.folder()));
    StoreError::AlreadyExists(at)
}

fn claimed(key: &Key, holder: &[u8]) -> StoreError {
    let writer = String::from_utf8_lossy(holder).into_owned();
    StoreError::Claimed { at: At::key("claim", key), writer }
}

/// Removing what is not there is success.
fn gone(done: fs::Result<()>, key: &Key) -> Result<()> {
    match done {
        Err(failure) if !failure.is_not_found() => Err(StoreError::from_failure(key, failure)),
        _ => Ok(()),
    }
}

/// Copies inventory and sidecar of the version for the object root; gives the sidecar's name.
/// Copied byte by byte, not linked: one bad block must not take both.
fn derive_root(placement: &Placement, version: &Path, to: &Path) -> Result<String> {
    let missing = |name: &str| {
        let key = placement.version_key()?.join(name)?;
        Err(StoreError::NotFound(At::key("commit", &key)))
    };
    if !fs::exists(&version.join(INVENTORY)) {
        return missing(INVENTORY);
    }
    let Some(sidecar) = find_sidecar(version, placement)? else {
        return missing("inventory.json.sha512");
    };
    for name in [INVENTORY, &sidecar] {
        copy(&version.join(name), &to.join(name))
            .map_err(|f| StoreError::from_failure(&placement.object, f))?;
    }
    Ok(sidecar)
}

/// The name of the sidecar in a version folder.
fn find_sidecar(version: &Path, placement: &Placement) -> Result<Option<String>> {
    for algorithm in ["sha512", "sha256"] {
        let name = format!("{INVENTORY}.{algorithm}");
        match fs::stat(&version.join(&name)) {
            Ok(stat) if stat.kind == fs::Kind::File && stat.size <= SIDECAR_BYTES => {
                return Ok(Some(name));
            }
            Err(failure) if !failure.is_not_found() => {
                return Err(StoreError::from_failure(&placement.object, failure));
            }
            _ => {}
        }
    }
    Ok(None)
}

fn copy(from: &Path, to: &Path) -> fs::Result<()> {
    let mut source = fs::open(from)?;
    let mut target = fs::create_or_truncate(to)?;
    let mut buffer = vec![0; COPY_BYTES];
    loop {
        let n = source.read(&mut buffer).map_err(fs::Failure::of("read", from))?;
        if n == 0 {
            return Ok(());
        }
        target.write_all(&buffer[..n]).map_err(fs::Failure::of("write", to))?;
    }
}

/// Removes the empty folders below `top`, which itself stays.
fn remove_empty_folders(top: &Path, depth: usize) -> fs::Result<()> {
    // Staged paths are keys; anything deeper was not put there by a stage.
    if depth > super::super::KEY_BYTES / 2 {
        return Ok(());
    }
    for entry in fs::read_folder(top)? {
        if entry.kind == fs::Kind::Folder {
            let folder = top.join(&entry.name);
            remove_empty_folders(&folder, depth + 1)?;
            match fs::remove_folder(&folder) {
                Err(failure) if !failure.is_already_there() => return Err(failure),
                _ => {}
            }
        }
    }
    Ok(())
}
