//! Bringing one version to one copy: staged from whichever copy gives it, made durable, read back
//! from the medium and compared with what the catalog knows, then committed.

use super::source::{Proven, Sources, Trouble};
use crate::aip::AipId;
use crate::aip::layout::ordinal;
use crate::archive::{TenantArchive, TenantCopy};
use crate::catalog::VersionRow;
use crate::digest::Algorithm;
use crate::error::{Error, Result};
use crate::finding::codes::{cpy, ing};
use crate::fs;
use crate::ocfl::inventory::{self, FILE};
use crate::store::proof::{self, Expected, Pace, Proving, Verdict};
use crate::store::{At, Key, Reader, Stage, Store, StoreError};
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};

/// Bytes of one piece on their way.
const PIECE: usize = 1 << 20;
/// Longest claim read, in bytes.
const CLAIM_BYTES: u64 = 4 << 10;
/// The writer where nobody has claimed the version.
const WRITER: &str = "sync";

/// How a version came to lie on a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brought {
    /// It was copied.
    Copied,
    /// It lay there already, and reads back.
    There,
}

/// Files of a version, by path in the object, with what they must be.
type Files = BTreeMap<Key, Expected>;

/// The work of bringing versions to a copy.
pub(super) struct Transfer<'a> {
    pub tenant: &'a TenantArchive,
    pub target: &'a TenantCopy,
    pub sources: Sources<'a>,
    pub pace: &'a Pace,
}

impl Transfer<'_> {
    /// Brings a version. Those before it must lie there already, and the caller holds the lock of
    /// the package: whoever has claimed the version is not at work any more.
    pub fn bring(&self, aip: AipId, row: &VersionRow) -> Result<Brought> {
        let proven = self.sources.inventory(aip, row.number, &row.inventory)?;
        let files = self.files(aip, row, &proven)?;
        let root = self.target.holdings.object_key(&aip.to_string());
        let store = self.target.folder.store();
        let id = aip.to_string();
        let mut placement = self.target.folder.placement(root.clone(), &id, row.number, WRITER);
        match store.read(&placement.claim, CLAIM_BYTES) {
            Ok(holder) if !holder.is_empty() => {
                placement.writer = String::from_utf8_lossy(&holder).into_owned();
            }
            Ok(_) | Err(StoreError::NotFound(_)) => {}
            Err(error) => return Err(error.into()),
        }
        let stage = match store.stage(&placement) {
            Ok(stage) => stage,
            Err(StoreError::AlreadyExists(_)) => return self.found_there(&root, &files),
            Err(error) => return Err(error.into()),
        };
        self.fill(aip, &*stage, &files, row, &proven)?;
        match stage.commit() {
            Ok(()) => {}
            // The answer to our own commit may have been lost: what lies there tells.
            Err(StoreError::AlreadyExists(_)) => return self.found_there(&root, &files),
            Err(error) => return Err(error.into()),
        }
        Ok(Brought::Copied)
    }

    /// What the version must have: the content that it brought, and its inventory.
    fn files(&self, aip: AipId, row: &VersionRow, proven: &Proven) -> Result<Files> {
        let expected = self.tenant.catalog().expected(aip)?;
        let content = expected.into_iter().flat_map(|package| package.content);
        let sizes: HashMap<u64, u64> = content
            .filter(|content| content.version == row.number)
            .map(|content| (content.ordinal, content.size))
            .collect();
        let mut out = Files::new();
        for (path, digest) in proven.inventory.content_of(row.number) {
            let size = ordinal(row.number, path).and_then(|ordinal| sizes.get(&ordinal));
            let size = *size.ok_or_else(|| contradiction(path))?;
            out.insert(Key::new(path).map_err(StoreError::from)?, Expected { size, digest });
        }
        let path = format!("v{}/{FILE}", row.number);
        let size = proven.bytes.len() as u64;
        let inventory = Expected { size, digest: row.inventory };
        out.insert(Key::new(path).map_err(StoreError::from)?, inventory);
        Ok(out)
    }

    /// What is committed already must read back.
    fn found_there(&self, root: &Key, files: &Files) -> Result<Brought> {
        let store = self.target.folder.store();
        let open = |path: &Key| store.open_from_medium(&root.join_key(path)?);
        match self.prove(files.iter(), &open)?.first() {
            None => Ok(Brought::There),
            Some((path, state)) => Err(Error::new(&cpy::DAMAGED_THERE)
                .at(format!("{root}/{path}"))
                .with("copy", &self.target.name)
                .with("state", state)),
        }
    }

    /// Stages everything and reads it back; what does not read back comes from the next source.
    fn fill(
        &self,
        aip: AipId,
        stage: &dyn Stage,
        files: &Files,
        row: &VersionRow,
        proven: &Proven,
    ) -> Result<()> {
        let mut missing = clear(stage, files)?;
        let mut unproven: Vec<Key> =
            files.keys().filter(|path| !missing.contains(path)).cloned().collect();
        put(stage, &inventory_key(row.number)?, &proven.bytes, &mut missing)?;
        put_sidecar(stage, row)?;
        unproven.push(inventory_key(row.number)?);
        let mut trouble = Trouble::default();
        for source in self.sources.iter() {
            unproven.append(&mut self.copy_from(aip, source, stage, &mut missing, &mut trouble)?);
            stage.sync()?;
            let read =
                unproven.drain(..).filter_map(|path| Some((path.clone(), *files.get(&path)?)));
            let read: Files = read.collect();
            for (path, state) in self.prove(read.iter(), &|path| stage.open_back(path))? {
                stage.remove(&path)?;
                trouble.note(source, &path, state, false);
                missing.push(path);
            }
            if missing.is_empty() {
                return Ok(());
            }
            if missing.contains(&inventory_key(row.number)?) {
                // It came from memory: the target itself loses bytes.
                return Err(not_confirmed(&self.target.name, &missing));
            }
        }
        Err(trouble.error())
    }

    /// Copies what a source gives of what is missing. Gives what was copied.
    fn copy_from(
        &self,
        aip: AipId,
        source: &TenantCopy,
        stage: &dyn Stage,
        missing: &mut Vec<Key>,
        trouble: &mut Trouble,
    ) -> Result<Vec<Key>> {
        let root = source.holdings.object_key(&aip.to_string());
        let (mut copied, mut left) = (Vec::new(), Vec::new());
        let mut buffer = vec![0; PIECE];
        for path in missing.drain(..) {
            if self.pace.stop.load(Ordering::Relaxed) {
                return Err(Error::new(&cpy::STOPPED));
            }
            let key = root.join_key(&path).map_err(StoreError::from)?;
            let opened = source.folder.store().open(&key, None);
            let done = opened
                .map_err(Failed::Source)
                .and_then(|mut reader| self.copy_file(&mut *reader, stage, &path, &mut buffer));
            match done {
                Ok(()) => copied.push(path),
                Err(Failed::Source(error)) => {
                    trouble.take(source, &key, &error);
                    left.push(path);
                }
                Err(Failed::Target(error)) => return Err(error.into()),
            }
        }
        *missing = left;
        Ok(copied)
    }

    fn copy_file(
        &self,
        reader: &mut dyn std::io::Read,
        stage: &dyn Stage,
        path: &Key,
        buffer: &mut [u8],
    ) -> Result<(), Failed> {
        let mut sink = stage.create(path).map_err(Failed::Target)?;
        loop {
            let filled = fs::fill(reader, buffer).map_err(|error| {
                Failed::Source(StoreError::from_io(At::key("read", path), error))
            })?;
            sink.write_all(&buffer[..filled]).map_err(|error| {
                Failed::Target(StoreError::from_io(At::key("write", path), error))
            })?;
            self.pace.bytes.fetch_add(filled as u64, Ordering::Relaxed);
            if filled < buffer.len() {
                return sink.finish().map_err(Failed::Target);
            }
        }
    }

    /// Reads files and names those that are not what they must be. Trouble of the store that may
    /// pass is an error.
    fn prove<'f>(
        &self,
        files: impl Iterator<Item = (&'f Key, &'f Expected)> + Send,
        open: &(dyn Fn(&Key) -> crate::store::Result<Reader> + Sync),
    ) -> Result<Vec<(Key, &'static str)>> {
        let proof = Proof { files: Mutex::new(files), open, bad: Mutex::default() };
        proof::prove(&proof, 1, self.pace);
        if self.pace.stop.load(Ordering::Relaxed) {
            return Err(Error::new(&cpy::STOPPED));
        }
        let mut out = Vec::new();
        for (path, verdict) in proof.bad.into_inner().unwrap_or_else(PoisonError::into_inner) {
            let state = match verdict {
                Verdict::Good => continue,
                Verdict::Corrupt { .. } => "corrupt",
                Verdict::Missing => "missing",
                Verdict::Unreadable(error) if error.retryable() => return Err(error.into()),
                Verdict::Unreadable(_) => "unreadable",
            };
            out.push((path, state));
        }
        Ok(out)
    }
}

/// Removes from the stage what does not belong there. Gives what is missing.
fn clear(stage: &dyn Stage, files: &Files) -> Result<Vec<Key>> {
    let staged: BTreeMap<Key, u64> = stage.staged()?.into_iter().collect();
    for (path, size) in &staged {
        if files.get(path).is_none_or(|file| file.size != *size) {
            stage.remove(path)?;
        }
    }
    let there = |path: &Key, file: &Expected| staged.get(path) == Some(&file.size);
    Ok(files.iter().filter(|(path, file)| !there(path, file)).map(|(p, _)| p.clone()).collect())
}

/// Stages a file that is at hand, where it is missing.
fn put(stage: &dyn Stage, path: &Key, bytes: &[u8], missing: &mut Vec<Key>) -> Result<()> {
    let Some(at) = missing.iter().position(|key| key == path) else { return Ok(()) };
    let mut sink = stage.create(path)?;
    sink.write_all(bytes).map_err(|error| write_error(path, error))?;
    sink.finish()?;
    missing.swap_remove(at);
    Ok(())
}

fn put_sidecar(stage: &dyn Stage, row: &VersionRow) -> Result<()> {
    let name = inventory::sidecar_name(Algorithm::Sha512);
    let path = Key::new(format!("v{}/{name}", row.number)).map_err(StoreError::from)?;
    stage.remove(&path)?;
    let text = inventory::sidecar(&row.inventory);
    put(stage, &path, text.as_bytes(), &mut vec![path.clone()])
}

/// On which side copying failed.
enum Failed {
    Source(StoreError),
    Target(StoreError),
}

/// Files that are read and compared.
struct Proof<'a, I> {
    files: Mutex<I>,
    open: &'a (dyn Fn(&Key) -> crate::store::Result<Reader> + Sync),
    bad: Mutex<Vec<(Key, Verdict)>>,
}

impl<'f, I> Proving for Proof<'_, I>
where
    I: Iterator<Item = (&'f Key, &'f Expected)> + Send,
{
    type File = (&'f Key, &'f Expected);

    fn next(&self) -> Option<Self::File> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).next()
    }

    fn expected(&self, file: &Self::File) -> Expected {
        *file.1
    }

    fn key(&self, file: &Self::File) -> Key {
        file.0.clone()
    }

    fn open(&self, file: &Self::File) -> crate::store::Result<Reader> {
        (self.open)(file.0)
    }

    fn verdict(&self, file: Self::File, verdict: Verdict) {
        if !matches!(verdict, Verdict::Good) {
            let mut bad = self.bad.lock().unwrap_or_else(PoisonError::into_inner);
            bad.push((file.0.clone(), verdict));
        }
    }
}

/// Where the inventory of a version lies in the object.
fn inventory_key(version: u32) -> Result<Key> {
    Ok(Key::new(format!("v{version}/{FILE}")).map_err(StoreError::from)?)
}

fn write_error(path: &Key, error: std::io::Error) -> Error {
    StoreError::from_io(At::key("write", path), error).into()
}

fn not_confirmed(copy: &str, missing: &[Key]) -> Error {
    let path = missing.first().map(ToString::to_string).unwrap_or_default();
    Error::new(&ing::NOT_CONFIRMED).at(path).with("copy", copy).with("state", "corrupt")
}

/// An inventory names content that the catalog does not know: the catalog must be made anew.
fn contradiction(path: &str) -> Error {
    Error::new(&cpy::NO_SOURCE).with("reason", format!("{path}: not in the catalog"))
}
