//! One package as a copy describes it: read, judged by itself, and kept until it is recorded.

use super::contradiction;
use super::facts::Facts;
use crate::aip::AipId;
use crate::aip::fingerprint::{Reckoned, Reckoning};
use crate::aip::read::{StoredAip, VersionHead, VersionSink, forbidden};
use crate::aip::{StoredContent, StoredFile};
use crate::archive::TenantCopy;
use crate::catalog::{Catalog, NewVersion};
use crate::error::{Error, Result};
use crate::finding::codes::{arc, ing, nam, sys};
use crate::finding::{Class, Finding};
use crate::sorter::{Sorted, Sorter, Spool, Spooled, SpooledIter};
use crate::store::Key;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;

/// Memory of the rows of a package until they go to a temporary file, in bytes.
const ROWS_MEMORY: usize = 4 << 20;
/// The same for what is sorted to judge one version.
const JUDGE_MEMORY: usize = 4 << 20;

/// Versions of a package as a copy describes them. Their rows lie one version after the other.
pub(super) struct Found {
    pub aip: AipId,
    pub versions: Vec<Version>,
    contents: Spooled,
    files: Spooled,
    /// Bytes of the rows that may be held in memory.
    pub held: usize,
    /// Where the package contradicts itself: such a one is not recorded.
    pub contradictions: Vec<Finding>,
}

/// One version of a package, and how many rows are its own.
pub(super) struct Version {
    pub number: u32,
    pub head: VersionHead,
    contents: u64,
    files: u64,
}

/// Why a package is not among those that were found.
pub(super) enum Trouble {
    /// It is damaged.
    Damage(Finding),
    /// Something that has nothing to do with it: no space, no connection.
    Other(Error),
}

/// A version as a copy describes it, with its rows.
pub struct FoundVersion {
    /// What is known of it.
    pub head: VersionHead,
    found: Found,
}

/// Reads one version of a package from a copy. One that contradicts itself is refused.
pub fn read_version(copy: &TenantCopy, aip: AipId, version: u32) -> Result<FoundVersion> {
    let root = copy.holdings.object_key(&aip.to_string());
    let stored = StoredAip::open(&**copy.folder.store(), &root)?;
    let mut found = match Found::read(copy, &root, &stored, Some(version)) {
        Ok(found) => found,
        Err(Trouble::Other(error)) => return Err(error),
        Err(Trouble::Damage(finding)) => return Err(finding.into()),
    };
    if let Some(finding) = found.contradictions.pop() {
        return Err(finding.into());
    }
    Ok(FoundVersion { head: found.versions[0].head.clone(), found })
}

impl FoundVersion {
    /// Records the version in a catalog.
    pub fn record(&self, catalog: &Catalog, confirmed: &[(String, String)]) -> Result<()> {
        record_all(catalog, std::slice::from_ref(&self.found), &|_| confirmed)
    }
}

impl Found {
    /// Reads an object: all its versions, or one.
    pub fn read(
        copy: &TenantCopy,
        root: &Key,
        stored: &StoredAip<'_>,
        only: Option<u32>,
    ) -> Result<Self, Trouble> {
        let aip = aip_at(copy, root, stored).map_err(Trouble::of)?;
        let mut rows = RowSpools::new();
        let mut versions = Vec::new();
        let mut contradictions = Vec::new();
        let head = stored.head().map_err(Trouble::of)?;
        for number in only.map_or(1..=head, |only| only..=only) {
            let mut reader = Reader::new(number, &mut rows);
            let read = stored.version(number, &mut reader);
            let (failed, judged) = (reader.failed, reader.judged);
            let head = match read {
                Err(error) if failed => return Err(Trouble::Other(error)),
                other => other.map_err(Trouble::of)?,
            };
            let judged = judged.expect("the head came first");
            let reckoned = judged.finish(root).map_err(|error| {
                if error.is(&arc::STORED_NAME) { Trouble::of(error) } else { Trouble::Other(error) }
            })?;
            let said = Facts::of_head(&head);
            for difference in said.reckoned(&reckoned).differences(&said) {
                let code = &arc::CONTRADICTS_ITSELF;
                let key = (aip, number);
                contradictions.push(contradiction(code, key, &copy.name, difference));
            }
            if only.is_none() {
                check_received(root, number, &head, &versions).map_err(Trouble::of)?;
            }
            let (contents, files) = rows.counted();
            versions.push(Version { number, head, contents, files });
        }
        let in_memory = rows.held();
        let (contents, files) = rows.finish().map_err(Trouble::Other)?;
        Ok(Self { aip, versions, contents, files, held: in_memory, contradictions })
    }
}

/// Refuses a version that claims the files of one which did not bring these files.
fn check_received(root: &Key, number: u32, head: &VersionHead, before: &[Version]) -> Result<()> {
    if head.received == number {
        return Ok(());
    }
    let named = before.iter().find(|version| version.number == head.received);
    let same = named.is_some_and(|named| {
        named.head.received == named.number && named.head.fingerprint == head.fingerprint
    });
    let reason = format!("version {number} has not the files of version {}", head.received);
    let refused = || Error::new(&ing::UNREADABLE_AIP).at(root.as_str()).with("reason", reason);
    if same { Ok(()) } else { Err(refused()) }
}

/// The id of the object at a root: one of this archive, and that of this very place.
fn aip_at(copy: &TenantCopy, root: &Key, stored: &StoredAip<'_>) -> Result<AipId> {
    let id = &stored.inventory.id;
    let refused =
        |reason: &str| Error::new(&ing::UNREADABLE_AIP).at(root.as_str()).with("reason", reason);
    let aip = id.parse::<AipId>().map_err(|_| refused("the id is not one of this archive"))?;
    if aip.to_string() != *id || copy.holdings.object_key(id) != *root {
        return Err(refused("its id belongs to another place"));
    }
    Ok(aip)
}

impl Trouble {
    /// What an error met while reading a package means: damage, unless it will pass or lies here.
    pub fn of(error: Error) -> Self {
        match error.class() {
            Class::Temporary | Class::Space | Class::Interrupted | Class::Locked => {
                Self::Other(error)
            }
            _ => Self::Damage(error.finding().clone()),
        }
    }
}

/// Where the rows of a package go while it is read.
struct RowSpools {
    contents: Spool,
    files: Spool,
    /// Rows of the versions before the present one.
    before: (u64, u64),
    bytes: usize,
}

impl RowSpools {
    fn new() -> Self {
        let spool = || Spool::new(ROWS_MEMORY);
        Self { contents: spool(), files: spool(), before: (0, 0), bytes: 0 }
    }

    /// Rows since it was asked last: content files and files.
    fn counted(&mut self) -> (u64, u64) {
        let now = (self.contents.len(), self.files.len());
        let before = std::mem::replace(&mut self.before, now);
        (now.0 - before.0, now.1 - before.1)
    }

    fn held(&self) -> usize {
        self.bytes.min(2 * ROWS_MEMORY)
    }

    fn finish(self) -> Result<(Spooled, Spooled)> {
        Ok((self.contents.finish()?, self.files.finish()?))
    }
}

/// Takes a version from storage into the spools, and what is needed to judge it into sorters.
struct Reader<'a> {
    rows: &'a mut RowSpools,
    number: u32,
    /// Whether its files are its own: those of another version are recorded with that one.
    own_files: bool,
    judged: Option<Judged>,
    /// Whether spools or sorters failed: that says nothing of the package.
    failed: bool,
}

impl<'a> Reader<'a> {
    fn new(number: u32, rows: &'a mut RowSpools) -> Self {
        Self { rows, number, own_files: true, judged: None, failed: false }
    }

    fn own<T>(&mut self, done: Result<T>) -> Result<T> {
        self.failed |= done.is_err();
        done
    }
}

impl VersionSink for Reader<'_> {
    fn head(&mut self, head: &VersionHead) -> Result<()> {
        let judged = Judged::new(head);
        self.own_files = head.received == self.number;
        self.judged = Some(self.own(judged)?);
        Ok(())
    }

    fn content(&mut self, row: StoredContent) -> Result<()> {
        let pushed = push(&mut self.rows.contents, &row, &mut self.rows.bytes);
        self.own(pushed)
    }

    fn file(&mut self, row: StoredFile) -> Result<()> {
        let judged = self.judged.as_mut().expect("the head came first");
        let mut done = judged.add(&row);
        if self.own_files && done.is_ok() {
            done = push(&mut self.rows.files, &row, &mut self.rows.bytes);
        }
        self.own(done)
    }
}

/// What a version must be by its files.
struct Judged {
    reckoning: Reckoning,
    /// Area and path of every file; slashes are zeros, so that a folder follows on its name.
    names: Sorter,
}

impl Judged {
    fn new(head: &VersionHead) -> Result<Self> {
        let reckoning = Reckoning::new(head, JUDGE_MEMORY)?;
        Ok(Self { reckoning, names: Sorter::new(JUDGE_MEMORY) })
    }

    fn add(&mut self, row: &StoredFile) -> Result<()> {
        let mut key = Vec::with_capacity(row.path.len() + 1);
        key.push(row.area as u8);
        key.extend(row.path.bytes().map(|byte| if byte == b'/' { 0 } else { byte }));
        self.names.push(&key, &[])?;
        self.reckoning.add(row)
    }

    fn finish(self, root: &Key) -> Result<Reckoned> {
        twins(&self.names.finish()?, root)?;
        self.reckoning.finish()
    }
}

/// Refuses two files of one path, and a file that is a folder too.
fn twins(names: &Sorted, root: &Key) -> Result<()> {
    let mut last: Vec<u8> = Vec::new();
    let mut iter = names.iter()?;
    while let Some((name, _)) = iter.next()? {
        if let Some(rest) = name.strip_prefix(last.as_slice())
            && !last.is_empty()
            && matches!(rest, [] | [0, ..])
        {
            let rule = if rest.is_empty() { &nam::DUPLICATE } else { &nam::FILE_AND_FOLDER };
            let shown = String::from_utf8_lossy(&name[1..]).replace('\0', "/");
            return Err(forbidden(root, &shown, rule));
        }
        last.clear();
        last.extend_from_slice(name);
    }
    Ok(())
}

fn push<T: Serialize>(spool: &mut Spool, row: &T, bytes: &mut usize) -> Result<()> {
    let record = serde_json::to_vec(row).map_err(|e| broken(&e))?;
    *bytes = bytes.saturating_add(record.len());
    spool.push(&record)
}

fn broken(error: &serde_json::Error) -> Error {
    Error::new(&sys::UNREADABLE).at("(temporary file)").with("action", "read").with("reason", error)
}

/// Gives the next rows of a spool, as many as belong to a version.
fn next_rows<T: DeserializeOwned>(
    iter: &RefCell<SpooledIter<'_>>,
    count: u64,
    each: &mut dyn FnMut(&T) -> Result<()>,
) -> Result<()> {
    let mut iter = iter.borrow_mut();
    for _ in 0..count {
        let Some(record) = iter.next()? else { break };
        each(&serde_json::from_slice(record).map_err(|e| broken(&e))?)?;
    }
    Ok(())
}

/// Records packages, all in one transaction. The rows of a package are gone through once, since
/// the catalog asks for them version after version.
pub(super) fn record_all<'c>(
    catalog: &Catalog,
    all: &[Found],
    confirmed: &dyn Fn((AipId, u32)) -> &'c [(String, String)],
) -> Result<()> {
    type Each<'e, T> = &'e mut dyn FnMut(&T) -> Result<()>;
    let iters: Vec<_> = all
        .iter()
        .map(|found| (RefCell::new(found.contents.iter()), RefCell::new(found.files.iter())))
        .collect();
    let versions = || {
        let pairs = all.iter().zip(&iters);
        pairs.flat_map(|(found, iters)| found.versions.iter().map(move |v| (found.aip, v, iters)))
    };
    let rows: Vec<_> = versions()
        .map(|(_, version, (contents, files))| {
            let content =
                |each: Each<'_, StoredContent>| next_rows(contents, version.contents, each);
            let file = |each: Each<'_, StoredFile>| next_rows(files, version.files, each);
            (content, file)
        })
        .collect();
    let new: Vec<NewVersion<'_>> = versions()
        .zip(&rows)
        .map(|((aip, version, _), (content, files))| {
            let confirmed = confirmed((aip, version.number));
            NewVersion::of(aip, version.number, &version.head, confirmed, content, files)
        })
        .collect();
    catalog.record(&new)
}
