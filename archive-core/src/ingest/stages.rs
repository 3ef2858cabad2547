//! The stages of one version on every copy, written together, and the steps that lead from there
//! to a version that may be called stored: [`Stages`] are verified, what is [`Verified`] is
//! committed, and only what was committed and seen on every copy is [`Confirmed`].

use super::outcome::ConfirmedCopy;
use super::receive::{Content, key};
use super::standing::Standing;
use crate::aip::AipId;
use crate::aip::layout::ordinal;
use crate::archive::{TenantArchive, TenantCopy};
use crate::digest::{Algorithm, Digest, Stream512};
use crate::error::{Error, Result};
use crate::finding::codes::{cpy, ing};
use crate::finding::{Class, Finding};
use crate::limits;
use crate::ocfl::inventory::{self, Inventory};
use crate::sorter::{Spooled, SpooledIter};
use crate::store::proof::{self, Expected, Pace, Proving, Verdict};
use crate::store::{Key, Pending, Placement, Reader, Sink, Stage, Store, StoreError, side_by_side};
use std::collections::BTreeMap;
use std::io::{self, BufReader, Read, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// Space that must be free beside the package itself, for metadata and the catalog, in bytes.
const SPACE_RESERVE: u64 = 8 << 20;
/// The writer of a version whose journal cannot be read and that nobody has claimed.
const NOBODY: &str = "recovery";
/// Longest claim read, in bytes.
const CLAIM_BYTES: u64 = 4 << 10;

/// A stage on each copy.
pub struct Stages {
    version: u32,
    open: Vec<CopyStage>,
    /// Copies that take no part from the beginning.
    absent: Vec<Place>,
}

struct CopyStage {
    place: Place,
    stage: Box<dyn Stage>,
}

impl CopyStage {
    /// Whether this copy still takes part.
    fn is_in(&self) -> bool {
        self.place.standing.is_in()
    }

    /// What a step came to on this copy; nothing where it does not take part any more.
    fn step<'s, T, E: Into<Error>>(
        &'s self,
        work: impl FnOnce(&'s (dyn Stage + 'static)) -> std::result::Result<T, E>,
    ) -> Result<Option<T>> {
        if !self.is_in() {
            return Ok(None);
        }
        match work(&*self.stage) {
            Ok(done) => Ok(Some(done)),
            Err(error) => self.place.standing.bear(error).map(|()| None),
        }
    }
}

/// Where an object lies, or will lie, on one copy.
struct Place {
    /// Number of the copy in the order of the configuration.
    number: usize,
    standing: Standing,
    store: Arc<dyn Store>,
    object: Key,
}

/// What opening a stage on a copy finds.
enum Found {
    Open(CopyStage),
    Committed(Place),
    /// The copy does not take part.
    Nothing(Place),
}

/// A content file of a version: where it lies and what it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// Path relative to the object root.
    pub path: Key,
    /// Size and SHA-512, taken from the source.
    pub expected: Expected,
}

/// A version that an interruption left while it was being committed.
pub struct Interrupted {
    open: Stages,
    committed: Vec<Place>,
}

/// A version that lies on every copy, durable and read back. Nobody sees it yet, but where an
/// earlier run has committed it already.
pub struct Verified {
    open: Stages,
    committed: Vec<Place>,
    inventory: Digest,
}

/// A version that every copy shows. Only [`Verified::commit`] makes it.
#[derive(Debug)]
pub struct Confirmed {
    inventory: Digest,
    copies: Vec<ConfirmedCopy>,
    left_out: Vec<Finding>,
}

impl Confirmed {
    /// SHA-512 of the inventory.
    pub fn inventory(&self) -> Digest {
        self.inventory
    }

    /// Every copy that has it, in the order of the configuration: all that are required.
    pub fn copies(&self) -> &[ConfirmedCopy] {
        &self.copies
    }

    /// Copies that do not have it, with the reasons.
    pub fn left_out(&self) -> &[Finding] {
        &self.left_out
    }
}

impl Stages {
    /// Opens the stages of a version that no copy may hold yet. What an interrupted run of the
    /// same writer has staged is still there.
    pub fn begin(tenant: &TenantArchive, aip: AipId, version: u32, writer: &str) -> Result<Self> {
        let mut out = Self { version, open: Vec::new(), absent: Vec::new() };
        for (number, copy) in tenant.copies().iter().enumerate() {
            let place = Place::of(copy, number, aip, version);
            match open(tenant, copy, place, version, Some(writer))? {
                Found::Open(stage) => out.open.push(stage),
                Found::Nothing(place) => out.absent.push(place),
                Found::Committed(place) => {
                    out.abandon()?;
                    return Err(Error::new(&ing::VERSION_THERE)
                        .at(aip.to_string())
                        .with("version", version)
                        .with("copy", place.standing.copy));
                }
            }
        }
        Ok(out)
    }

    /// Opens what is left of a version that was being committed. Without a writer whoever holds
    /// the claim is taken for it: the caller knows that nobody is at work.
    pub fn reopen(
        tenant: &TenantArchive,
        aip: AipId,
        version: u32,
        writer: Option<&str>,
    ) -> Result<Interrupted> {
        let mut committed = Vec::new();
        let mut out = Self { version, open: Vec::new(), absent: Vec::new() };
        for (number, copy) in tenant.copies().iter().enumerate() {
            let place = Place::of(copy, number, aip, version);
            match open(tenant, copy, place, version, writer)? {
                Found::Open(stage) => out.open.push(stage),
                Found::Nothing(place) => out.absent.push(place),
                Found::Committed(place) => committed.push(place),
            }
        }
        Ok(Interrupted { open: out, committed })
    }

    /// Begins a file on every copy.
    pub fn create(&self, path: &Key) -> Result<SinkAll> {
        let mut sinks = Vec::with_capacity(self.open.len());
        for stage in &self.open {
            if let Some(sink) = stage.step(|stage| stage.create(path))? {
                sinks.push((sink, stage.place.standing.clone()));
            }
        }
        Ok(SinkAll { sinks, path: path.clone() })
    }

    /// Writes a file that is at hand as a whole.
    pub fn put(&self, path: &Key, bytes: &[u8]) -> Result<()> {
        let mut sink = self.create(path)?;
        sink.write(bytes)?;
        sink.finish()
    }

    /// Removes a file again.
    pub fn remove(&self, path: &Key) -> Result<()> {
        for stage in &self.open {
            stage.step(|stage| stage.remove(path))?;
        }
        Ok(())
    }

    /// The content files that any copy has, by their ordinals: with their size where every copy
    /// has them alike.
    pub fn staged(&self) -> Result<BTreeMap<u64, Option<u64>>> {
        let mut found: BTreeMap<u64, (u64, usize)> = BTreeMap::new();
        let mut all = 0;
        for stage in &self.open {
            let Some(staged) = stage.step(Stage::staged)? else { continue };
            let number = all;
            all += 1;
            for (path, size) in staged {
                let Some(ordinal) = ordinal(self.version, path.as_str()) else { continue };
                let known = found.entry(ordinal).or_insert((size, 0));
                // Alike so far only where every copy before this one has it with this size.
                if *known == (size, number) {
                    known.1 += 1;
                }
            }
        }
        let size = |(size, alike)| (alike == all).then_some(size);
        Ok(found.into_iter().map(|(ordinal, seen)| (ordinal, size(seen))).collect())
    }

    /// Refuses a package for which a copy has no space. What is staged already needs none.
    pub fn check_space(&self, bytes: u64) -> Result<()> {
        for stage in &self.open {
            stage.step(|open| -> Result<()> {
                let staged: u64 = open.staged()?.iter().map(|(_, size)| size).sum();
                let Place { standing, store, .. } = &stage.place;
                check_space(&standing.copy, &**store, bytes.saturating_sub(staged))
            })?;
        }
        Ok(())
    }

    /// A range of a staged file from the first copy.
    pub fn open_range(&self, path: &Key, range: Range<u64>) -> Result<Option<Reader>> {
        match self.open.iter().find(|stage| stage.is_in()) {
            Some(stage) => Ok(Some(stage.stage.open_range(path, range)?)),
            None => Ok(None),
        }
    }

    /// Makes everything durable, reads it back from every copy and compares it with what was
    /// taken from the source. What does not come back as it was written is given up.
    pub fn verify(
        self,
        contents: &Spooled,
        inventory: &Staged,
        threads: usize,
    ) -> Result<Verified> {
        let digest = inventory.expected.digest;
        self.put_sidecar(&digest)?;
        self.sync()?;
        match self.read_back(contents, inventory, threads) {
            Ok(()) => Ok(Verified { open: self, committed: Vec::new(), inventory: digest }),
            Err(error) if error.is(&ing::NOT_CONFIRMED) => {
                // Not worth continuing with. Where a copy does not answer in the same moment, what
                // came back proves nothing, and the next run looks again.
                match self.abandon() {
                    Err(silent) if silent.class() == Class::Temporary => Err(silent),
                    _ => Err(error),
                }
            }
            Err(error) => Err(error),
        }
    }

    /// Gives everything up and removes what was written.
    pub fn abandon(self) -> Result<()> {
        for CopyStage { place, stage } in self.open {
            let was_in = place.standing.is_in();
            match stage.abandon() {
                // What is left on a copy that fell out already is cleared away by the doctor.
                Err(error) if was_in => place.standing.bear(error)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Writes the sidecar of the inventory, the last file of a version.
    fn put_sidecar(&self, inventory: &Digest) -> Result<()> {
        let name = inventory::sidecar_name(Algorithm::Sha512);
        let sidecar = key(&format!("v{}/{name}", self.version));
        self.remove(&sidecar)?;
        self.put(&sidecar, inventory::sidecar(inventory).as_bytes())
    }

    /// Copies on the same disk share one sync of it.
    fn sync(&self) -> Result<()> {
        let begun = side_by_side(&self.open, |stage| Ok((stage, stage.step(Stage::begin_sync)?)));
        let begun = begun.into_iter().collect::<Result<Vec<_>>>()?;
        let done = side_by_side(begun, |(stage, pending)| match pending {
            Some(pending) => pending.settle().or_else(|error| stage.place.standing.bear(error)),
            None => Ok(()),
        });
        done.into_iter().collect()
    }

    /// Reads back from all copies at the same time: they are different disks or machines.
    fn read_back(&self, contents: &Spooled, inventory: &Staged, threads: usize) -> Result<()> {
        let stages: Vec<_> = self.open.iter().filter(|stage| stage.is_in()).collect();
        let files = usize::try_from(contents.len()).unwrap_or(threads) + 1;
        let threads = (threads / stages.len().max(1)).clamp(1, files);
        let read = |stage: &CopyStage| {
            stage.step(|_| stage.read_back(self.version, contents, inventory, threads)).map(drop)
        };
        side_by_side(stages, read).into_iter().collect()
    }
}

impl Interrupted {
    /// Takes the word of the journal, or of a copy that shows the version, for what is to be
    /// there: the version with this inventory. What waits to be made visible is read back once
    /// more; refused where a copy has staged anything else.
    pub fn verify(self, inventory: Digest) -> Result<Verified> {
        let version = self.open.version;
        let path = key(&format!("v{version}/{}", inventory::FILE));
        for stage in &self.open.open {
            stage.step(|_| stage.compare_all(&path, version, inventory))?;
        }
        // A remote store holds the sidecar in memory until the commit.
        self.open.put_sidecar(&inventory)?;
        self.open.sync()?;
        Ok(Verified { open: self.open, committed: self.committed, inventory })
    }
}

impl CopyStage {
    /// Reads back what a version brought, and its inventory.
    fn read_back(
        &self,
        version: u32,
        contents: &Spooled,
        inventory: &Staged,
        threads: usize,
    ) -> Result<()> {
        let inventory = Some(inventory.clone());
        let files = Brought { contents: contents.iter(), version, inventory };
        let work = ReadingBack { stage: self, files: Mutex::new(files), failed: Mutex::default() };
        proof::prove(&work, threads, &Pace::default());
        let failed = work.failed.into_inner().unwrap_or_else(PoisonError::into_inner);
        failed.map_or(Ok(()), Err)
    }

    /// Makes the version visible, where the copy still takes part. What it gives makes it durable.
    fn begin_commit(self) -> Result<(Place, Option<Box<dyn Pending>>)> {
        let Self { place, stage } = self;
        if !place.standing.is_in() {
            // What lies on a copy that does not answer waits for `copies sync`.
            if !place.standing.is_silent() {
                let _ = stage.abandon();
            }
            return Ok((place, None));
        }
        match stage.begin_commit() {
            Ok(pending) => return Ok((place, Some(pending))),
            // Whose version it is that was there before shows when it is compared.
            Err(StoreError::AlreadyExists(_)) => {}
            Err(error) => place.standing.bear(error)?,
        }
        Ok((place, None))
    }

    /// Reads back a staged version by its inventory.
    fn compare_all(&self, path: &Key, version: u32, inventory: Digest) -> Result<()> {
        self.compare(path, inventory)?;
        let reader = self.stage.open_back(path)?.take(limits::INVENTORY_BYTES);
        let listed: Inventory = serde_json::from_reader(BufReader::new(reader))
            .map_err(|_| not_confirmed(path, &self.place.standing.copy, "corrupt"))?;
        for (path, digest) in listed.content_of(version) {
            self.compare(&key(path), digest)?;
        }
        Ok(())
    }

    /// Reads a staged file back and compares it.
    fn compare(&self, path: &Key, expected: Digest) -> Result<()> {
        let found = self.stage.open_back(path).and_then(|reader| digest_of(reader, path));
        self.place.compare(path, found, expected)
    }
}

impl Verified {
    /// SHA-512 of the inventory.
    pub fn inventory(&self) -> &Digest {
        &self.inventory
    }

    /// Makes the version visible on every copy, and looks on every copy whether it is.
    pub fn commit(self) -> Result<Confirmed> {
        let Self { open: Stages { version, open, absent }, committed, inventory } = self;
        let seen = |place: &Place| -> Result<bool> {
            let compared = place.compare_committed(version, inventory);
            compared.or_else(|error| place.standing.bear(error)).map(|()| place.standing.is_in())
        };
        let begun = side_by_side(open, CopyStage::begin_commit);
        let begun = begun.into_iter().collect::<Result<Vec<_>>>()?;
        let done = side_by_side(begun, |(place, pending)| {
            if let Some(pending) = pending {
                pending.settle().or_else(|error| place.standing.bear(error))?;
            }
            let seen = place.standing.is_in() && seen(&place)?;
            Ok((place, seen))
        });
        let mut places = done.into_iter().collect::<Result<Vec<_>>>()?;
        for place in committed {
            let seen = seen(&place)?;
            places.push((place, seen));
        }
        places.extend(absent.into_iter().map(|place| (place, false)));
        places.sort_unstable_by_key(|(place, _)| place.number);
        let (there, left): (Vec<_>, Vec<_>) = places.into_iter().partition(|(_, seen)| *seen);
        let copies = there.into_iter().map(|(Place { standing, store, .. }, _)| {
            let confirmed = store.read_back().as_str().to_owned();
            ConfirmedCopy { name: standing.copy, confirmed }
        });
        let copies = copies.collect();
        // A required copy never gets so far: its failure ended the work.
        let left_out =
            left.iter().filter_map(|(place, _)| place.standing.left_out().cloned()).collect();
        Ok(Confirmed { inventory, copies, left_out })
    }
}

impl Place {
    fn of(copy: &TenantCopy, number: usize, aip: AipId, version: u32) -> Self {
        Self {
            number,
            standing: Standing::new(copy, aip, version),
            store: Arc::clone(copy.folder.store()),
            object: copy.holdings.object_key(&aip.to_string()),
        }
    }

    /// SHA-512 of the inventory of a version that readers see; `None` where there is none.
    fn committed(&self, version: u32) -> crate::store::Result<Option<Digest>> {
        let path = self.object.join(&format!("v{version}/{}", inventory::FILE))?;
        match self.store.open(&path, None) {
            Err(StoreError::NotFound(_)) => Ok(None),
            opened => opened.and_then(|reader| digest_of(reader, &path)).map(Some),
        }
    }

    /// The same, where the sidecar says that the version is committed: remote stores write
    /// content to its final place before.
    fn visible(&self, version: u32) -> crate::store::Result<Option<Digest>> {
        let sidecar = format!("v{version}/{}", inventory::sidecar_name(Algorithm::Sha512));
        if crate::store::exists(&*self.store, &self.object.join(&sidecar)?)? {
            return self.committed(version);
        }
        Ok(None)
    }

    fn compare_committed(&self, version: u32, inventory: Digest) -> Result<()> {
        let path = self.object.join(&format!("v{version}/{}", inventory::FILE));
        let path = path.map_err(StoreError::from)?;
        let found = self.store.open(&path, None).and_then(|reader| digest_of(reader, &path));
        self.compare(&path, found, inventory)
    }

    /// What it means that an inventory has this digest, or none, and not the expected one.
    fn compare(
        &self,
        path: &Key,
        found: crate::store::Result<Digest>,
        expected: Digest,
    ) -> Result<()> {
        let state = match found {
            Ok(digest) if digest == expected => return Ok(()),
            Ok(_) => "corrupt",
            Err(StoreError::NotFound(_)) => "missing",
            Err(error) => return Err(error.into()),
        };
        Err(not_confirmed(path, &self.standing.copy, state))
    }
}

/// SHA-512 of the inventory of a version on the first copy where readers see it; `None` where
/// they see it nowhere.
pub fn visible(tenant: &TenantArchive, aip: AipId, version: u32) -> Result<Option<Digest>> {
    for (number, copy) in tenant.copies().iter().enumerate() {
        let place = Place::of(copy, number, aip, version);
        match place.visible(version) {
            Ok(None) => {}
            Ok(found) => return Ok(found),
            Err(error) => place.standing.bear_absence(tenant, error)?,
        }
    }
    Ok(None)
}

/// Refuses what a copy has no space for.
pub fn check_space(copy: &str, store: &dyn Store, bytes: u64) -> Result<()> {
    let needed = bytes.saturating_add(SPACE_RESERVE);
    match store.free_bytes()? {
        Some(free) if free < needed => Err(Error::new(&ing::NO_SPACE)
            .with("needed", needed)
            .with("copy", copy)
            .with("free", free)),
        _ => Ok(()),
    }
}

fn open(
    tenant: &TenantArchive,
    copy: &TenantCopy,
    place: Place,
    version: u32,
    writer: Option<&str>,
) -> Result<Found> {
    let staged = match tenant.absences().recent(&copy.name) {
        Some(error) if !copy.required => Err(error),
        _ => stage(copy, &place, version, writer),
    };
    match staged {
        Ok(Some(stage)) => Ok(Found::Open(CopyStage { place, stage })),
        Ok(None) => Ok(Found::Committed(place)),
        Err(error) => {
            place.standing.bear_absence(tenant, error)?;
            Ok(Found::Nothing(place))
        }
    }
}

/// The stage of a version on a copy; `None` where it is committed there.
fn stage(
    copy: &TenantCopy,
    place: &Place,
    version: u32,
    writer: Option<&str>,
) -> Result<Option<Box<dyn Stage>>> {
    // A copy that was left out before must not get a version without the ones before it.
    if !copy.required && version > 1 && place.visible(version - 1)?.is_none() {
        let error = Error::new(&cpy::EARLIER_MISSING).with("copy", &copy.name);
        return Err(error.with("aip", place.standing.aip()));
    }
    let id = place.standing.aip().to_string();
    let mut placement = copy.folder.placement(place.object.clone(), &id, version, NOBODY);
    placement.writer = match writer {
        Some(writer) => writer.to_owned(),
        None => holder(&*place.store, &placement)?,
    };
    match place.store.stage(&placement) {
        Ok(stage) => Ok(Some(stage)),
        Err(StoreError::AlreadyExists(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Who holds the claim of a placement, else who it names.
fn holder(store: &dyn Store, placement: &Placement) -> Result<String> {
    match store.read(&placement.claim, CLAIM_BYTES) {
        Ok(holder) if !holder.is_empty() => Ok(String::from_utf8_lossy(&holder).into_owned()),
        Ok(_) | Err(StoreError::NotFound(_)) => Ok(placement.writer.clone()),
        Err(error) => Err(error.into()),
    }
}

fn digest_of(mut reader: Reader, path: &Key) -> crate::store::Result<Digest> {
    let (mut stream, mut piece) = (Stream512::new(), vec![0; PIECE]);
    loop {
        let filled = crate::fs::fill(&mut *reader, &mut piece);
        let at = || crate::store::At::key("read", path);
        let filled = filled.map_err(|error| StoreError::from_io(at(), error))?;
        stream.update(&piece[..filled]);
        if filled < piece.len() {
            return Ok(stream.finish());
        }
    }
}

fn not_confirmed(path: &Key, copy: &str, state: &str) -> Error {
    Error::new(&ing::NOT_CONFIRMED).at(path.as_str()).with("copy", copy).with("state", state)
}

/// The files that a version brought, and at last its inventory.
struct Brought<'a> {
    contents: SpooledIter<'a>,
    version: u32,
    inventory: Option<Staged>,
}

impl Brought<'_> {
    fn next(&mut self) -> Result<Option<Staged>> {
        while let Some(record) = self.contents.next()? {
            let content = Content::decode(record).expect("made by encode");
            if let Some(staged) = content.staged(self.version) {
                return Ok(Some(staged));
            }
        }
        Ok(self.inventory.take())
    }
}

/// Work of reading back on one copy.
struct ReadingBack<'a> {
    stage: &'a CopyStage,
    files: Mutex<Brought<'a>>,
    failed: Mutex<Option<Error>>,
}

impl ReadingBack<'_> {
    fn fail(&self, error: Error) {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }
}

impl Proving for ReadingBack<'_> {
    type File = Staged;

    fn next(&self) -> Option<Self::File> {
        if self.failed.lock().unwrap_or_else(PoisonError::into_inner).is_some() {
            return None;
        }
        match self.files.lock().unwrap_or_else(PoisonError::into_inner).next() {
            Ok(file) => file,
            Err(error) => {
                self.fail(error);
                None
            }
        }
    }

    fn expected(&self, file: &Self::File) -> Expected {
        file.expected
    }

    fn key(&self, file: &Self::File) -> Key {
        file.path.clone()
    }

    fn open(&self, file: &Self::File) -> crate::store::Result<Reader> {
        self.stage.stage.open_back(&file.path)
    }

    fn verdict(&self, file: Self::File, verdict: Verdict) {
        let state = match verdict {
            Verdict::Good => return,
            Verdict::Corrupt { .. } => "corrupt",
            Verdict::Missing => "missing",
            Verdict::Unreadable(error) if error.retryable() => return self.fail(error.into()),
            Verdict::Unreadable(_) => "unreadable",
        };
        self.fail(not_confirmed(&file.path, &self.stage.place.standing.copy, state));
    }
}

/// A file on its way to every copy.
pub struct SinkAll {
    sinks: Vec<(Box<dyn Sink>, Standing)>,
    path: Key,
}

impl SinkAll {
    /// Writes the next bytes to every copy.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        for (sink, standing) in &mut self.sinks {
            if standing.is_in()
                && let Err(error) = sink.write_all(bytes)
            {
                standing.bear(failed(&self.path, error))?;
            }
        }
        Ok(())
    }

    /// Says that the file is complete.
    pub fn finish(self) -> Result<()> {
        for (sink, standing) in self.sinks {
            if standing.is_in()
                && let Err(error) = sink.finish()
            {
                standing.bear(error)?;
            }
        }
        Ok(())
    }
}

fn failed(path: &Key, error: io::Error) -> Error {
    StoreError::from_io(crate::store::At::key("write", path), error).into()
}

/// Collects bytes into large pieces, hashes them and sends them to every copy: for documents
/// the archive writes itself.
pub struct HashedSink {
    sink: SinkAll,
    buffer: Vec<u8>,
    stream: Stream512,
    size: u64,
    failed: Option<Error>,
}

/// Bytes collected before they are sent on.
const PIECE: usize = 256 << 10;

impl HashedSink {
    /// A document at a path of the version.
    pub fn new(sink: SinkAll) -> Self {
        Self { sink, buffer: Vec::new(), stream: Stream512::new(), size: 0, failed: None }
    }

    /// Ends the document. Gives its size and SHA-512.
    pub fn finish(mut self) -> Result<Expected> {
        self.send();
        if let Some(error) = self.failed {
            return Err(error);
        }
        self.sink.finish()?;
        let digest: Digest = self.stream.finish();
        Ok(Expected { size: self.size, digest })
    }

    fn send(&mut self) {
        self.stream.update(&self.buffer);
        self.size += self.buffer.len() as u64;
        if self.failed.is_none() {
            self.failed = self.sink.write(&self.buffer).err();
        }
        self.buffer.clear();
    }
}

impl Write for HashedSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= PIECE {
            self.send();
        }
        match &self.failed {
            Some(_) => Err(io::Error::other("a copy refused the bytes")),
            None => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
