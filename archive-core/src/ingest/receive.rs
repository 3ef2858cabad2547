//! Receiving: what reading gives goes into the stages, and what later steps need is kept in
//! spools and sorters, so that neither the size nor the number of files matters.

use super::journal::{Entry, GroupEntry, Journal, Looks};
use super::stages::{HashedSink, SinkAll, Staged, Stages};
use crate::aip::bundle::{self, Composer, Member};
use crate::aip::fingerprint::{NO_CONTENT, fingerprint, fingerprint_line};
use crate::aip::layout::{FileId, content_path};
use crate::aip::premis::write_part;
use crate::aip::{StoredContent, StoredFile};
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::{Error, Result};
use crate::finding::Findings;
use crate::format::policy::{Policy, Tally};
use crate::package::plan::{Group, Lying};
use crate::package::planned::{decode_digests, encode_digests};
use crate::package::reading::{
    ContentFile, Examiner, FileRead, GroupRead, Opening, Outlet, Receiver,
};
use crate::package::{Area, EmptyFolder, Kind, Planned};
use crate::scan::{self, Scanner, Screening, Verdict};
use crate::sorter::{DEFAULT_MEMORY, Sorter, Spool, Spooled, put_varint, take_varint};
use crate::store::proof::Expected;
use crate::store::{Key, StoreError};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Content of earlier versions by its SHA-512: version and ordinal.
pub type Earlier = HashMap<Digest, (u32, u64)>;

/// Bytes from the end of a kept bundle that are read first: enough for some thousand members.
const KEPT_TAIL: u64 = 1 << 20;
/// Most bytes held to find its index; only names of thousands of bytes need more, and then the
/// group is read again.
const MOST_TAIL: u64 = 16 << 20;

/// The receiving end of one package.
pub struct Receiving {
    stages: Arc<Stages>,
    version: u32,
    kind: Kind,
    earlier: Earlier,
    /// Groups an earlier run has staged, by plan.
    kept: HashMap<String, GroupEntry>,
    /// What an earlier run has staged, by ordinals; with its size where every copy has it.
    staged: BTreeMap<u64, Option<u64>>,
    journal: Mutex<Journal>,
    journal_groups: bool,
    /// Who looks at the bytes while they pass.
    examiner: Option<Arc<dyn Examiner + Send>>,
    /// What the examiner says of viruses, where it scans for them.
    screening: Option<Arc<Screening>>,
    state: Mutex<State>,
}

struct State {
    fingerprint: Sorter,
    payload: Sorter,
    rows: Spool,
    contents: Spool,
    record: Vec<u8>,
    next_ordinal: u64,
    formats: Tally,
    viruses: scan::Tally,
}

/// What was received, for the steps that follow.
pub struct Received {
    /// The stages, with everything received in them.
    pub stages: Stages,
    /// The journal.
    pub journal: Journal,
    /// Fingerprint of the whole package.
    pub fingerprint: Digest,
    /// Fingerprint of the payload.
    pub payload_fingerprint: Digest,
    /// Files, as [`StoredFile`] records with all their digests.
    pub rows: Spooled,
    /// Content files, as [`Content`] records.
    pub contents: Spool,
    /// The ordinal of the next content file.
    pub next_ordinal: u64,
    /// Content of earlier versions.
    pub earlier: Earlier,
    /// What the virus scan said, where there was one.
    pub scanned: Option<scan::Summary>,
}

/// A content file of the version: new, or an earlier version's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Its logical path.
    pub logical: String,
    /// The version whose content holds the bytes.
    pub version: u32,
    /// Its ordinal there.
    pub ordinal: u64,
    /// Size in bytes.
    pub size: u64,
    /// SHA-512.
    pub digest: Digest,
}

impl Content {
    /// The content path, relative to the object root.
    #[must_use]
    pub fn path(&self) -> String {
        content_path(self.version, self.ordinal)
    }

    /// The row of the catalog, if this version brought the content.
    #[must_use]
    pub fn row(&self, version: u32) -> Option<StoredContent> {
        (self.version == version).then(|| StoredContent {
            ordinal: self.ordinal,
            logical: self.logical.clone(),
            size: self.size,
            digest: self.digest,
        })
    }

    /// What must be read back, if this version brought the content.
    #[must_use]
    pub fn staged(&self, version: u32) -> Option<Staged> {
        let expected = Expected { size: self.size, digest: self.digest };
        (self.version == version).then(|| Staged { path: key(&self.path()), expected })
    }

    /// Appends the record.
    pub fn encode(&self, out: &mut Vec<u8>) {
        out.clear();
        put_varint(out, self.version.into());
        put_varint(out, self.ordinal);
        put_varint(out, self.size);
        out.extend_from_slice(self.digest.as_bytes());
        out.extend_from_slice(self.logical.as_bytes());
    }

    /// Reads a record of [`Content::encode`].
    #[must_use]
    pub fn decode(mut record: &[u8]) -> Option<Self> {
        let version = u32::try_from(take_varint(&mut record)?).ok()?;
        let ordinal = take_varint(&mut record)?;
        let size = take_varint(&mut record)?;
        let (digest, logical) = record.split_at_checked(Algorithm::Sha512.bytes())?;
        let digest = Digest::from_bytes(Algorithm::Sha512, digest)?;
        let logical = String::from_utf8(logical.to_vec()).ok()?;
        Some(Self { logical, version, ordinal, size, digest })
    }
}

/// A file row with all its digests: what PREMIS, inventory and catalog are written from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRecord {
    /// The file as read.
    pub read: FileRead,
    /// The version and ordinal of the content that holds the bytes.
    pub content: (u32, u64),
}

impl FileRecord {
    fn encode(&self, out: &mut Vec<u8>) {
        self.read.file.encode(out);
        let length = out.len() as u64;
        encode_digests(out, &self.read.digests);
        put_varint(out, self.read.offset);
        put_varint(out, self.content.0.into());
        put_varint(out, self.content.1);
        if let Some(known) = &self.read.known {
            serde_json::to_writer(&mut *out, known).expect("texts and lists are JSON");
        }
        out.extend_from_slice(&length.to_le_bytes());
    }

    /// Reads a record.
    #[must_use]
    pub fn decode(record: &[u8]) -> Option<Self> {
        let (rest, length) = record.split_last_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (file, mut rest) = rest.split_at_checked(length)?;
        let file = Planned::decode(file)?;
        let digests = decode_digests(&mut rest)?;
        let offset = take_varint(&mut rest)?;
        let content = (u32::try_from(take_varint(&mut rest)?).ok()?, take_varint(&mut rest)?);
        let known = match rest {
            [] => None,
            json => Some(serde_json::from_slice(json).ok()?),
        };
        Some(Self { read: FileRead { file, digests, offset, known, verdict: None }, content })
    }

    /// The row of the catalog.
    #[must_use]
    pub fn row(&self) -> StoredFile {
        let file = &self.read.file;
        StoredFile {
            area: file.area,
            bundle: file.slot.bundle,
            number: file.slot.number,
            path: file.path.clone(),
            raw: file.raw_evidence(),
            size: file.entry.size,
            modified: file.entry.modified,
            digest: self.read.digests[0],
            content_version: self.content.0,
            content_ordinal: self.content.1,
            offset: self.read.offset,
            known: self.read.known.clone(),
        }
    }
}

/// A key of the archive's own making.
pub fn key(path: &str) -> Key {
    Key::new(path).expect("content paths are keys")
}

impl Receiving {
    /// A receiving end that writes into stages. The journal gets a line for each group that is
    /// staged where `journal_groups` says so; `ordinals` is how many the plan has given away.
    pub fn new(
        stages: Stages,
        version: u32,
        kind: Kind,
        earlier: Earlier,
        journal: Journal,
        journal_groups: bool,
        ordinals: u64,
    ) -> Self {
        let sorter = || Sorter::new(DEFAULT_MEMORY / 2);
        Self {
            stages: Arc::new(stages),
            version,
            kind,
            earlier,
            kept: HashMap::new(),
            staged: BTreeMap::new(),
            journal: Mutex::new(journal),
            journal_groups,
            examiner: None,
            screening: None,
            state: Mutex::new(State {
                fingerprint: sorter(),
                payload: sorter(),
                rows: Spool::new(DEFAULT_MEMORY / 2),
                contents: Spool::new(DEFAULT_MEMORY / 4),
                record: Vec::new(),
                next_ordinal: ordinals,
                formats: Tally::default(),
                viruses: scan::Tally::default(),
            }),
        }
    }

    /// Lets somebody look at the bytes while they pass, and judges what is found by a policy.
    #[must_use]
    pub fn examined_by(mut self, examiner: Arc<dyn Examiner + Send>, policy: Policy) -> Self {
        self.examiner = Some(examiner);
        self.lock().formats = Tally::new(policy);
        self
    }

    /// The same where the examiner scans for viruses too.
    #[must_use]
    pub fn screened(mut self, screening: Option<Arc<Screening>>) -> Self {
        if let Some(screening) = &screening {
            self.lock().viruses = scan::Tally::new(screening.settings().clone());
        }
        self.screening = screening;
        self
    }

    /// Takes over what an earlier, interrupted run has staged.
    pub fn resume(&mut self, groups: HashMap<String, GroupEntry>) -> Result<()> {
        self.kept = groups;
        self.staged = self.stages.staged()?;
        Ok(())
    }

    /// Folders of the payload without files: they are part of what makes a package the same.
    pub fn empty_folders(&self, folders: &[EmptyFolder]) -> Result<()> {
        let mut state = self.lock();
        let prefix = self.kind.prefix(Area::Original);
        for folder in folders {
            let line = fingerprint_line(&NO_CONTENT, 0, &format!("{prefix}{}/", folder.path));
            state.fingerprint.push(&line, &[])?;
        }
        Ok(())
    }

    /// What is to be said of the formats and viruses that were found.
    pub fn findings(&self) -> Findings {
        let state = self.lock();
        let mut out = state.formats.findings();
        out.append(state.viruses.findings());
        out
    }

    /// Ends the receiving.
    pub fn finish(self) -> Result<Received> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let stages = Arc::into_inner(self.stages).expect("all outlets are closed");
        // What an interrupted run staged of a package that has fewer files now.
        for (ordinal, _) in self.staged.range(state.next_ordinal..) {
            stages.remove(&key(&content_path(self.version, *ordinal)))?;
        }
        Ok(Received {
            stages,
            journal: self.journal.into_inner().unwrap_or_else(PoisonError::into_inner),
            fingerprint: fingerprint(state.fingerprint)?,
            payload_fingerprint: fingerprint(state.payload)?,
            rows: state.rows.finish()?,
            contents: state.contents,
            next_ordinal: state.next_ordinal,
            earlier: self.earlier,
            scanned: self.screening.map(|by| state.viruses.summary(by.agent())),
        })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self, ordinal: u64) -> Key {
        key(&content_path(self.version, ordinal))
    }

    /// Records a content file; content that an earlier version has already is not kept twice.
    fn add_content(
        &self,
        state: &mut State,
        logical: String,
        ordinal: u64,
        file: ContentFile,
    ) -> Result<(u32, u64)> {
        let place = match self.earlier.get(&file.digest) {
            Some(earlier) => {
                self.stages.remove(&self.path(ordinal))?;
                *earlier
            }
            None => (self.version, ordinal),
        };
        let content = Content {
            logical,
            version: place.0,
            ordinal: place.1,
            size: file.size,
            digest: file.digest,
        };
        content.encode(&mut state.record);
        state.contents.push(&state.record)?;
        Ok(place)
    }

    fn add_file(&self, state: &mut State, read: FileRead, content: (u32, u64)) -> Result<()> {
        let file = &read.file;
        let line = |prefix: &str| {
            let path = format!("{prefix}{}", file.path);
            fingerprint_line(read.digests[0].as_bytes(), file.entry.size, &path)
        };
        state.fingerprint.push(&line(self.kind.prefix(file.area)), &[])?;
        if file.area == Area::Original {
            state.payload.push(&line(""), &[])?;
            if let Some(known) = &read.known {
                state.formats.take(&file.path, known);
            }
        }
        FileRecord { read, content }.encode(&mut state.record);
        state.rows.push(&state.record)
    }

    /// A bundle: its content file, its members, and its part of PREMIS.
    fn bundle_done(&self, state: &mut State, read: GroupRead, number: u32) -> Result<()> {
        let Some(bundle) = read.bundle else { return Ok(()) };
        let area = read.group.area;
        let ordinal = read.files[0].file.slot.ordinal;
        let place = self.add_content(state, area.bundle(number), ordinal, bundle)?;
        let part = state.next_ordinal;
        state.next_ordinal += 1;
        let path = self.path(part);
        if self.staged.contains_key(&part) {
            self.stages.remove(&path)?;
        }
        let mut sink = HashedSink::new(self.stages.create(&path)?);
        let written = write_part(&mut sink, self.version, &read.files);
        let expected = sink.finish()?;
        written.map_err(|e| StoreError::from_io(crate::store::At::key("write", &path), e))?;
        let file = ContentFile { digest: expected.digest, size: expected.size };
        self.add_content(state, area.premis_part(number), part, file)?;
        for file in read.files {
            self.add_file(state, file, place)?;
        }
        Ok(())
    }

    fn loose_done(&self, state: &mut State, read: GroupRead) -> Result<()> {
        for file in read.files {
            let logical = file.file.area.loose(&file.file.path);
            let content = ContentFile { digest: file.digests[0], size: file.file.entry.size };
            let place = self.add_content(state, logical, file.file.slot.ordinal, content)?;
            self.add_file(state, file, place)?;
        }
        Ok(())
    }

    /// Takes what was said of viruses, also where a group is not stored because of another file.
    fn judge_viruses(&self, files: &[FileRead]) -> Result<()> {
        let mut state = self.lock();
        for read in files.iter().filter(|read| !read.digests.is_empty()) {
            let id = || FileId::of(&read.file, self.version).to_string();
            state.viruses.take(&read.file.entry.path, &id, read.verdict.as_ref())?;
        }
        Ok(())
    }

    fn write_journal(&self, read: &GroupRead, plan: String) -> Result<()> {
        let words = |f: &FileRead| {
            f.digests.iter().map(|d| format!("{}:{d}", d.algorithm())).collect::<Vec<_>>()
        };
        let files = match read.bundle {
            Some(_) => Vec::new(),
            None => read.files.iter().map(words).collect(),
        };
        let bundle = read.bundle.map(|b| (b.size, b.digest.hex()));
        let known = match read.bundle {
            None if self.examiner.is_some() => read.files.iter().map(|f| f.known.clone()).collect(),
            _ => Vec::new(),
        };
        let looks = match read.bundle {
            Some(_) if self.examiner.is_some() => {
                Looks::of(read.files.iter().map(|file| file.known.as_deref()))
            }
            _ => Looks::default(),
        };
        let scanned_by = self.screening.as_ref().and_then(|screening| screening.basis());
        let verdicts = match (read.bundle, &scanned_by) {
            (None, Some(_)) => read.files.iter().filter_map(|f| f.verdict.clone()).collect(),
            _ => Vec::new(),
        };
        let group = GroupEntry { plan, files, known, verdicts, scanned_by, bundle, looks };
        let entry = Entry::Group(group);
        self.journal.lock().unwrap_or_else(PoisonError::into_inner).append(&entry)
    }

    /// What an earlier run kept of a group, if it can be relied on.
    fn kept(&self, group: &Group) -> Result<Option<(Vec<FileRead>, Option<ContentFile>)>> {
        let Some(entry) = self.kept.get(&plan_digest(&group.files)) else { return Ok(None) };
        match &entry.bundle {
            Some((size, digest)) => self.kept_bundle(group, *size, digest, &entry.looks),
            None => Ok(self.kept_files(group, entry).map(|files| (files, None))),
        }
    }

    fn kept_files(&self, group: &Group, entry: &GroupEntry) -> Option<Vec<FileRead>> {
        let mut files = Vec::new();
        for (file, words) in group.files.iter().zip(&entry.files) {
            let size = (*self.staged.get(&file.slot.ordinal)?)?;
            let digests: Option<Vec<Digest>> = words.iter().map(|word| parse(word)).collect();
            let digests = digests.filter(|d| !d.is_empty() && size == file.entry.size)?;
            let known = entry.known.get(files.len()).cloned().flatten();
            if known.is_none() && self.examiner.is_some() {
                return None;
            }
            let verdict = self.kept_verdict(entry, files.len());
            if verdict.is_none() && self.screening.is_some() {
                return None;
            }
            files.push(FileRead { digests, known, verdict, ..FileRead::planned(file.clone()) });
        }
        (files.len() == group.files.len()).then_some(files)
    }

    /// What the virus scan said of a kept file, if the scanner of today would say the same.
    fn kept_verdict(&self, entry: &GroupEntry, number: usize) -> Option<Verdict> {
        let today = self.screening.as_ref()?.basis()?;
        let holds = entry.scanned_by.as_ref() == Some(&today);
        let whole = holds && entry.verdicts.len() == entry.files.len();
        entry.verdicts.get(number).filter(|verdict| whole && verdict.is_final()).cloned()
    }

    fn kept_bundle(
        &self,
        group: &Group,
        size: u64,
        digest: &str,
        looks: &Looks,
    ) -> Result<Option<(Vec<FileRead>, Option<ContentFile>)>> {
        let ordinal = group.files[0].slot.ordinal;
        let path = self.path(ordinal);
        let Some(digest) = Digest::from_hex(Algorithm::Sha512, digest) else { return Ok(None) };
        if self.staged.get(&ordinal) != Some(&Some(size)) {
            return Ok(None);
        }
        let Some(index) = self.kept_index(&path, size)? else { return Ok(None) };
        let mut files = Vec::new();
        let mut planned = group.files.iter();
        let read = bundle::read_index(&index[..], path.as_str(), &mut |listed| {
            if let Some(file) = planned.next().filter(|f| f.path == listed.path) {
                let (digests, offset) = (listed.digests, listed.offset);
                files.push(FileRead { digests, offset, ..FileRead::planned(file.clone()) });
            }
            Ok(())
        });
        // Bytes that a loss of power has torn make no index; the group is read again then.
        let whole = read.is_ok() && files.len() == group.files.len();
        let whole = whole
            && (self.take_looks(looks, &mut files)
                || self.examine_kept(&path, size, &mut files)?);
        Ok(whole.then_some((files, Some(ContentFile { digest, size }))))
    }

    /// Takes over what the journal tells of the members of a kept bundle; `false` where it tells
    /// nothing of them.
    fn take_looks(&self, looks: &Looks, files: &mut [FileRead]) -> bool {
        if self.examiner.is_none() {
            return true;
        }
        // The journal does not tell what the virus scan said: it is asked again.
        if self.screening.is_some() {
            return false;
        }
        let Some(known) = looks.all(files.len()) else { return false };
        for (file, known) in files.iter_mut().zip(known) {
            file.known = Some(Box::new(known.clone()));
        }
        true
    }

    /// Looks at the members of a kept bundle again, where the journal has no room for what was
    /// found out about them. `false` where the bundle cannot be read as its index says.
    fn examine_kept(&self, path: &Key, size: u64, files: &mut [FileRead]) -> Result<bool> {
        let Some(examiner) = &self.examiner else { return Ok(true) };
        let Some(mut reader) = self.stages.open_range(path, 0..size)? else { return Ok(false) };
        let failed = |e| Error::from(StoreError::from_io(crate::store::At::key("read", path), e));
        let mut at = 0;
        let mut content = Vec::new();
        for file in files {
            let Some(gap) = file.offset.checked_sub(at) else { return Ok(false) };
            let skipped = io::copy(&mut (&mut reader).take(gap), &mut io::sink());
            content.clear();
            let length = file.file.entry.size;
            skipped
                .and_then(|_| (&mut reader).take(length).read_to_end(&mut content))
                .map_err(failed)?;
            if content.len() as u64 != length {
                return Ok(false);
            }
            at = file.offset + length;
            file.take(examiner.small(&file.file, &content));
        }
        Ok(true)
    }

    /// The index of a kept bundle, from as much of its end as is needed. `None` where there is
    /// none that is whole: the group is read again then.
    fn kept_index(&self, path: &Key, size: u64) -> Result<Option<Vec<u8>>> {
        let mut from = size.saturating_sub(KEPT_TAIL);
        loop {
            let Some(reader) = self.stages.open_range(path, from..size)? else { return Ok(None) };
            let mut tail = Vec::new();
            reader.take(size - from).read_to_end(&mut tail).map_err(|e| {
                Error::from(StoreError::from_io(crate::store::At::key("read", path), e))
            })?;
            let whole = tail.len() as u64 == size - from;
            match bundle::locate_index(&tail, from + tail.len() as u64, path.as_str()) {
                Ok(bundle::Tail::Index(index)) if whole => return Ok(Some(index)),
                Ok(bundle::Tail::NeedFrom(earlier))
                    if whole && earlier < from && size - earlier <= MOST_TAIL =>
                {
                    from = earlier;
                }
                _ => return Ok(None),
            }
        }
    }

    /// Removes what an earlier run left of a group that must be read again, on any copy.
    fn clear(&self, group: &Group) -> Result<()> {
        if self.staged.is_empty() {
            return Ok(());
        }
        let mut ordinals: Vec<u64> = group.files.iter().map(|file| file.slot.ordinal).collect();
        ordinals.dedup();
        for ordinal in ordinals.into_iter().filter(|o| self.staged.contains_key(o)) {
            self.stages.remove(&self.path(ordinal))?;
        }
        Ok(())
    }
}

fn parse(word: &str) -> Option<Digest> {
    let (algorithm, hex) = word.split_once(':')?;
    Digest::from_hex(algorithm.parse().ok()?, hex)
}

/// SHA-256 over everything that was planned of the files: sizes, times, names and claims.
fn plan_digest(files: &[Planned]) -> String {
    let mut hasher = Hasher::new(Algorithm::Sha256);
    let mut record = Vec::new();
    for file in files {
        file.encode(&mut record);
        hasher.update(&(record.len() as u64).to_le_bytes());
        hasher.update(&record);
    }
    hasher.finish().hex()
}

impl Receiver for Receiving {
    fn examiner(&self) -> Option<&dyn Examiner> {
        match &self.examiner {
            Some(examiner) => Some(&**examiner),
            None => None,
        }
    }

    fn open(&self, group: &Group) -> Result<Opening> {
        if let Some((files, bundle)) = self.kept(group)? {
            return Ok(Opening::Kept(files, bundle));
        }
        self.clear(group)?;
        let first = || self.path(group.files[0].slot.ordinal);
        let outlet: Box<dyn Outlet> = match group.lying {
            Lying::Bundle(_) => Box::new(BundleOutlet {
                composer: Some(Composer::new()),
                sink: self.stages.create(&first())?,
            }),
            Lying::Large => Box::new(LargeOutlet(self.stages.create(&first())?)),
            Lying::Loose => {
                Box::new(LooseOutlet { stages: Arc::clone(&self.stages), version: self.version })
            }
        };
        Ok(Opening::Read(outlet))
    }

    fn finished(&self, read: &GroupRead) -> Result<()> {
        let whole = read.files.iter().all(|file| !file.digests.is_empty());
        if whole && self.journal_groups {
            let plan: Vec<Planned> = read.files.iter().map(|f| f.file.clone()).collect();
            self.write_journal(read, plan_digest(&plan))?;
        }
        Ok(())
    }

    fn done(&self, read: GroupRead) -> Result<()> {
        if self.screening.is_some() {
            self.judge_viruses(&read.files)?;
        }
        // A file that could not be read is among the findings: the package will be refused.
        if read.files.iter().any(|file| file.digests.is_empty()) {
            return Ok(());
        }
        let mut state = self.lock();
        match read.group.lying {
            Lying::Bundle(number) => self.bundle_done(&mut state, read, number),
            Lying::Loose | Lying::Large => self.loose_done(&mut state, read),
        }
    }
}

struct BundleOutlet {
    composer: Option<Composer>,
    sink: SinkAll,
}

impl Outlet for BundleOutlet {
    fn small(
        &mut self,
        file: &Planned,
        content: &[u8],
        digests: &[Digest],
        segment: &mut Vec<u8>,
    ) -> Result<u64> {
        let raw = file.raw_evidence();
        let (path, modified) = (file.path.as_str(), file.entry.modified);
        let member = Member { path, raw: raw.as_deref(), modified, digests };
        let composer = self.composer.as_mut().expect("open until the end");
        Ok(composer.member(segment, &member, content))
    }

    fn end(&mut self, segment: &mut Vec<u8>) -> Result<()> {
        if let Some(composer) = self.composer.take() {
            composer.finish(segment);
        }
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.sink.write(bytes)
    }

    fn close(self: Box<Self>, content: Option<ContentFile>) -> Result<()> {
        content.map_or(Ok(()), |_| self.sink.finish())
    }
}

struct LargeOutlet(SinkAll);

impl Outlet for LargeOutlet {
    fn small(
        &mut self,
        _file: &Planned,
        content: &[u8],
        _digests: &[Digest],
        _segment: &mut Vec<u8>,
    ) -> Result<u64> {
        self.0.write(content)?;
        Ok(0)
    }

    fn end(&mut self, _segment: &mut Vec<u8>) -> Result<()> {
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.0.write(bytes)
    }

    fn close(self: Box<Self>, content: Option<ContentFile>) -> Result<()> {
        content.map_or(Ok(()), |_| self.0.finish())
    }
}

struct LooseOutlet {
    stages: Arc<Stages>,
    version: u32,
}

impl Outlet for LooseOutlet {
    fn small(
        &mut self,
        file: &Planned,
        content: &[u8],
        _digests: &[Digest],
        _segment: &mut Vec<u8>,
    ) -> Result<u64> {
        self.stages.put(&key(&content_path(self.version, file.slot.ordinal)), content)?;
        Ok(0)
    }

    fn end(&mut self, _segment: &mut Vec<u8>) -> Result<()> {
        Ok(())
    }

    fn write(&mut self, _bytes: &[u8]) -> Result<()> {
        Ok(())
    }

    fn close(self: Box<Self>, _content: Option<ContentFile>) -> Result<()> {
        Ok(())
    }
}
