//! A package, opened: its kind is known, its entries are listed, its manifests are joined with
//! them. What is wrong so far is collected; the content is not read yet.

use super::bagit::{self, Bag, Claim, Present, Profile, TagFiles, read_manifest};
use super::container::{self, Container, ContainerKind, Entry, EntryKind, Locator, Opened, Stream};
use super::description::{self, DESCRIPTION_BYTES, Description};
use super::entries::{Entries, EntryTable, Row};
use super::plan::{Bundling, Plan, PlanBuilder};
use super::planned::{Area, EmptyFolder, Origin, Planned, Slot, last_elements};
use super::reading::{self, Progress, Receiver, Source};
use super::tags::{Captured, Tags};
use super::{eark, name, shape};
use crate::error::Result;
use crate::finding::codes::bag::PROFILE_NO_BAG;
use crate::finding::{Code, Finding, Findings};
use crate::fs;
use crate::limits::Limits;
use crate::metadata::schema::Library;
use crate::sorter::{DEFAULT_MEMORY, Sorter};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[path = "opened_eark.rs"]
mod opened_eark;

/// What kind of package it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Files in folders and nothing else.
    Folder,
    /// A single file.
    File,
    /// A bag (RFC 8493).
    Bagit,
    /// An E-ARK package (CSIP, SIP, AIP, DIP 2.x).
    Eark,
    /// What the archive itself keeps: schemas and signature files.
    Schemas,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Folder, Self::File, Self::Bagit, Self::Eark, Self::Schemas];

    /// The word in JSON and metadata.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::File => "file",
            Self::Bagit => "bagit",
            Self::Eark => "eark",
            Self::Schemas => "schemas",
        }
    }

    /// Whether the archive makes packages of this kind for itself; nobody can send one.
    #[must_use]
    pub const fn is_own(self) -> bool {
        matches!(self, Self::Schemas)
    }

    /// What stands before the logical path of an area's files in the package as received.
    #[must_use]
    pub const fn prefix(self, area: Area) -> &'static str {
        match (self, area) {
            (Self::Bagit, Area::Original) => bagit::PAYLOAD,
            (Self::Eark, Area::Original) => eark::REPRESENTATIONS,
            _ => "",
        }
    }
}

/// How a package is to be opened.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Limits in force.
    pub limits: Limits,
    /// Whether small files are bundled where there are many.
    pub bundle: bool,
    /// The BagIt profile that the package must fulfil.
    pub profile: Option<Arc<Profile>>,
    /// The kind it is said to be, whatever it looks like: a folder, a bag, an E-ARK package, or
    /// one of the archive's own kinds. A single file stays one.
    pub kind: Option<Kind>,
    /// The schemas by which METS and PREMIS of an E-ARK package are judged.
    pub schemas: Option<Arc<Library>>,
}

/// A package before its content is read.
pub struct Package {
    path: PathBuf,
    kind: Kind,
    container: ContainerKind,
    access: Access,
    beside: Vec<PathBuf>,
    plan: Plan,
    limits: Limits,
    /// Metadata of an E-ARK package, by path in the container, with the rule for its checksum.
    checksums: BTreeMap<String, &'static Code>,
    /// Everything found while opening.
    pub findings: Findings,
    /// Descriptive fields: name and value, in order.
    pub description: Description,
    /// Folders of the payload without files, by logical path.
    pub empty_folders: Vec<EmptyFolder>,
}

enum Access {
    Random(Box<dyn Container>),
    Stream(Box<dyn Stream>),
}

impl Package {
    /// Opens what lies at a path. Fails where nothing can be said about it at all; everything
    /// wrong with the package itself is among the findings.
    pub fn open(path: &Path, options: &Options) -> Result<Self> {
        let mut findings = Findings::new();
        let limits = &options.limits;
        let (container, access, entries, captured) = match container::open(path, limits)? {
            Opened::Random(container) => {
                let entries = list(&*container, limits, &mut findings)?;
                (container.kind(), Access::Random(container), entries, Captured::default())
            }
            Opened::Sequential(stream) => {
                let (entries, captured) = list_stream(&*stream, limits, &mut findings)?;
                (stream.kind(), Access::Stream(stream), entries, captured)
            }
        };
        let mut first = |path: &str| beginning(path, &entries, &access, &captured);
        let shape = shape::of(&entries, container, options.kind, &mut first, &mut findings)?;
        let mut opening = Opening {
            path,
            limits,
            profile: options.profile.as_deref(),
            schemas: options.schemas.as_deref(),
            container,
            kind: shape.kind,
            base: shape.base,
            table: entries,
            plan: PlanBuilder::new(matches!(access, Access::Stream(_))),
            beside: Vec::new(),
            description: Description::new(),
            empty_folders: Vec::new(),
            checksums: BTreeMap::new(),
            findings,
        };
        match opening.kind {
            Kind::Bagit => opening.bag(&access, &captured)?,
            Kind::Eark => opening.eark(&access, &captured)?,
            Kind::Folder | Kind::File | Kind::Schemas => {
                opening.plain(&access, &captured)?;
            }
        }
        opening.judge_shape();
        let bundling = match (&access, options.bundle) {
            (_, false) => Bundling::Never,
            (Access::Stream(_), true) => Bundling::Always,
            (Access::Random(_), true) => Bundling::Many,
        };
        opening.finish(container, access, bundling)
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// In what it came.
    #[must_use]
    pub fn container(&self) -> ContainerKind {
        self.container
    }

    /// Every file in reading order.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The name it came with, readable.
    #[must_use]
    pub fn source_name(&self) -> String {
        source_name(&self.path)
    }

    /// What people call it: its title, else the name it came with.
    #[must_use]
    pub fn title(&self) -> String {
        const NAMES: [&str; 6] = [
            "dc:title",
            "dcterms:title",
            "ead:title",
            "mets label",
            "bag-info Title",
            "bag-info External-Identifier",
        ];
        let named = |wanted: &str| {
            self.description.iter().find(|(name, _)| name == wanted).map(|(_, v)| v.clone())
        };
        NAMES.into_iter().find_map(named).unwrap_or_else(|| self.source_name())
    }

    /// Whether its content is a stream that cannot be entered in the middle.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        matches!(self.access, Access::Stream(_))
    }

    /// Reads every file once and hands its bytes and digests to the receiver. Returns what was
    /// found while reading.
    pub fn read(
        &self,
        receiver: &dyn Receiver,
        threads: usize,
        progress: &Progress,
    ) -> Result<Findings> {
        let (plan, limits) = (&self.plan, &self.limits);
        match &self.access {
            Access::Random(container) => {
                let source = Source { container: &**container, beside: &self.beside };
                let mut findings = reading::read(&source, plan, receiver, threads, progress)?;
                container.recheck(&mut findings)?;
                self.wrong_checksums(&mut findings);
                Ok(findings)
            }
            Access::Stream(stream) => {
                let mut findings =
                    reading::read_stream(&**stream, limits, plan, receiver, progress)?;
                stream.recheck(&mut findings)?;
                self.wrong_checksums(&mut findings);
                Ok(findings)
            }
        }
    }
}

fn source_name(path: &Path) -> String {
    let real = path.file_name().map(ToOwned::to_owned).or_else(|| {
        fs::canonical(path).ok().and_then(|full| full.file_name().map(ToOwned::to_owned))
    });
    name::nfc(&name::escape(&fs::raw_bytes(&real.unwrap_or_default()))).into_owned()
}

/// The first bytes of a METS document, to see whether it is one of E-ARK.
fn beginning(
    path: &str,
    table: &EntryTable,
    access: &Access,
    captured: &Captured,
) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let Some(reader) = opened_eark::open(path, table, access, captured)? else { return Ok(out) };
    // What cannot be read is told when the file is read as part of the package.
    let _ = std::io::Read::read_to_end(&mut std::io::Read::take(reader, 64 << 10), &mut out);
    Ok(out)
}

fn list(container: &dyn Container, limits: &Limits, findings: &mut Findings) -> Result<EntryTable> {
    let mut entries = Entries::new();
    container.list(limits, findings, &mut |entry| entries.push(&entry))?;
    entries.finish(findings)
}

fn list_stream(
    stream: &dyn Stream,
    limits: &Limits,
    findings: &mut Findings,
) -> Result<(EntryTable, Captured)> {
    let mut entries = Entries::new();
    let mut captured = Captured::default();
    stream.read(limits, findings, &mut |entry, content| {
        captured.take(&entry, content)?;
        entries.push(&entry)
    })?;
    Ok((entries.finish(findings)?, captured))
}

/// What is known while a package is being opened.
struct Opening<'a> {
    path: &'a Path,
    limits: &'a Limits,
    profile: Option<&'a Profile>,
    schemas: Option<&'a Library>,
    container: ContainerKind,
    kind: Kind,
    /// The folder around a bag in a container, with its slash.
    base: String,
    table: EntryTable,
    plan: PlanBuilder,
    beside: Vec<PathBuf>,
    description: Description,
    empty_folders: Vec<EmptyFolder>,
    checksums: BTreeMap<String, &'static Code>,
    findings: Findings,
}

impl Opening<'_> {
    fn finish(
        mut self,
        container: ContainerKind,
        access: Access,
        bundling: Bundling,
    ) -> Result<Package> {
        let description = description::bounded(self.description, &mut self.findings);
        Ok(Package {
            path: self.path.to_owned(),
            kind: self.kind,
            container,
            access,
            beside: self.beside,
            plan: self.plan.finish(bundling)?,
            limits: self.limits.clone(),
            checksums: self.checksums,
            findings: self.findings,
            description,
            empty_folders: self.empty_folders,
        })
    }

    /// A folder or a single file: everything is payload; descriptions are read where they are.
    fn plain(&mut self, access: &Access, captured: &Captured) -> Result<()> {
        let mut sequence = Sequence::new(access);
        let mut rows = self.table.iter()?;
        while let Some(row) = rows.next()? {
            if row.entry.kind == EntryKind::File {
                let file = planned(Area::Original, row, &self.base, Vec::new());
                sequence.push(&file, &mut self.plan)?;
            }
        }
        drop(rows);
        sequence.finish(&mut self.plan)?;
        self.empty_folders = empty_folders(&self.table, "")?;
        self.describe_inside(access, captured)?;
        self.describe_beside()
    }

    /// A description inside the package: it is payload too, and stays where it is.
    fn describe_inside(&mut self, access: &Access, captured: &Captured) -> Result<()> {
        let own = source_name(self.path);
        for name in shape::DESCRIPTIONS {
            let Some(bytes) = self.small_file(access, captured, name)? else { continue };
            let found = describe(name, &bytes, &own, &mut self.findings);
            self.description.extend(found);
        }
        Ok(())
    }

    fn small_file(
        &self,
        access: &Access,
        captured: &Captured,
        name: &str,
    ) -> Result<Option<Vec<u8>>> {
        match access {
            Access::Stream(_) => captured.bytes(name),
            Access::Random(container) => {
                let mut rows = self.table.iter()?;
                while let Some(row) = rows.next()? {
                    let is_it = row.logical == name && row.entry.kind == EntryKind::File;
                    if is_it && row.entry.size <= DESCRIPTION_BYTES {
                        let mut bytes = Vec::new();
                        let mut reader = container.open(&row.entry)?;
                        // A file that cannot be read is told when it is read as payload.
                        let read = std::io::Read::read_to_end(&mut reader, &mut bytes);
                        return Ok(read.is_ok().then_some(bytes));
                    }
                }
                Ok(None)
            }
        }
    }

    /// Descriptions beside the package are kept as part of the submission.
    fn describe_beside(&mut self) -> Result<()> {
        let own = source_name(self.path);
        for path in shape::beside(self.path) {
            let Ok(stat) = fs::stat(&path) else { continue };
            if stat.kind != fs::Kind::File || stat.size > DESCRIPTION_BYTES {
                continue;
            }
            let name = source_name(&path);
            let bytes = fs::read(&path, DESCRIPTION_BYTES)?;
            let shared = name == "metadata.csv" || name == "dc.xml";
            let mut told = Findings::new();
            let found = describe(&name, &bytes, &own, &mut told);
            if found.is_empty() && shared {
                // A table of the folder around that does not speak of this package.
                continue;
            }
            self.findings.append(told);
            self.description.extend(found);
            self.plan_beside(path, name, &stat)?;
        }
        Ok(())
    }

    fn plan_beside(&mut self, path: PathBuf, name: String, stat: &fs::Stat) -> Result<()> {
        let number = u16::try_from(self.beside.len()).expect("a handful of names are looked for");
        self.beside.push(path);
        let raw = name.clone().into_bytes();
        let modified = stat.modified.and_then(|time| time.try_into().ok());
        let entry = Entry {
            raw,
            path: name.clone(),
            kind: EntryKind::File,
            size: stat.size,
            modified,
            locator: Locator { state: container::state_of(stat), ..Locator::default() },
        };
        self.plan.push(&Planned {
            area: Area::Submission,
            path: name,
            origin: Origin::Beside(number),
            entry,
            claims: Vec::new(),
            slot: Slot::default(),
        })
    }

    /// What a profile says of the package as a whole.
    fn judge_shape(&mut self) {
        match (self.profile, self.kind) {
            (None, _) => {}
            (Some(profile), Kind::Bagit) => {
                profile.judge_container(self.container, &mut self.findings);
            }
            (Some(profile), Kind::Folder | Kind::File | Kind::Eark | Kind::Schemas) => {
                let finding = Finding::new(&PROFILE_NO_BAG);
                self.findings.push(finding.with("profile", profile.identifier()));
            }
        }
    }

    /// A bag: manifests are joined with what is there.
    fn bag(&mut self, access: &Access, captured: &Captured) -> Result<()> {
        let container = match access {
            Access::Random(container) => Some(&**container),
            Access::Stream(_) => None,
        };
        let mut findings = std::mem::take(&mut self.findings);
        let tags = Tags::new(&self.table, &self.base, container, captured)?;
        let bag = Bag::read(&tags, &mut findings)?;
        if let Some(profile) = self.profile {
            profile.judge(&bag, &tags, &mut findings)?;
        }
        let claims = claims(&bag, &tags, self.limits, &mut findings)?;
        drop(tags);
        self.join(access, &bag, claims, &mut findings)?;
        let payload = format!("{}{}", self.base, bagit::PAYLOAD);
        self.empty_folders = empty_folders(&self.table, &payload)?;
        for field in &bag.info.fields {
            let name = format!("bag-info {}", field.label);
            self.description.push((name, field.unfolded()));
        }
        self.findings = findings;
        Ok(())
    }

    fn join(
        &mut self,
        access: &Access,
        bag: &Bag,
        claims: Sorter,
        findings: &mut Findings,
    ) -> Result<()> {
        let present = self.by_normal_form()?.finish()?;
        let claims = claims.finish()?;
        let mut claim_rows = claims.iter()?;
        let claim_rows = std::iter::from_fn(|| next_claim(&mut claim_rows).transpose());
        let mut rows = present.iter()?;
        let entries = std::iter::from_fn(|| next_present(&mut rows).transpose());
        let mut again = present.iter()?;
        let mut sequence = Sequence::new(access);
        let mut payload = self.profile.map(Profile::payload_judge);
        let mut told = Findings::new();
        let outcome = bagit::join(bag, entries, claim_rows, findings, &mut |file, claims| {
            // The same rows, a step behind: folders and refused spellings are passed over.
            while let Some((_, value)) = again.next()? {
                let (mut planned, folder) = decode_present(value);
                let raw = last_elements(&planned.entry.raw, file.key.split('/').count());
                if raw != *file.raw || folder {
                    continue;
                }
                if let (Some(judge), Area::Original) = (&mut payload, planned.area) {
                    let path = format!("{}{}", bagit::PAYLOAD, planned.path);
                    judge.see(&path, planned.entry.size, &mut told);
                }
                planned.claims = claims;
                return sequence.push(&planned, &mut self.plan);
            }
            Ok(())
        })?;
        sequence.finish(&mut self.plan)?;
        if let Some(judge) = payload {
            judge.finish(&mut told);
            findings.append(told);
        }
        bag.check_oxum(outcome.payload_files, outcome.payload_bytes, findings);
        let mut keys = present.iter()?;
        let keys = std::iter::from_fn(|| match keys.next() {
            Ok(Some((key, _))) => Some(Ok(String::from_utf8_lossy(key).into_owned())),
            Ok(None) => None,
            Err(error) => Some(Err(error)),
        });
        bagit::explain_missing(bag, &outcome.missing, keys, findings)
    }

    /// Every entry inside the base folder, sorted by the NFC form of its path in the bag.
    fn by_normal_form(&self) -> Result<Sorter> {
        let mut sorter = Sorter::new(DEFAULT_MEMORY);
        let mut record = Vec::new();
        let mut rows = self.table.iter()?;
        while let Some(row) = rows.next()? {
            let normal = name::nfc(&row.entry.path);
            let Some(key) = normal.strip_prefix(&self.base).filter(|key| !key.is_empty()) else {
                continue;
            };
            let key = key.to_owned();
            let inside = row.logical.strip_prefix(&self.base).unwrap_or(&row.logical);
            let area = match inside.strip_prefix(bagit::PAYLOAD) {
                Some(_) => Area::Original,
                None => Area::Submission,
            };
            let folder = row.entry.kind == EntryKind::Folder;
            let prefix = format!("{}{}", self.base, self.kind.prefix(area));
            encode_present(&planned(area, row, &prefix, Vec::new()), folder, &mut record);
            sorter.push(key.as_bytes(), &record)?;
        }
        Ok(sorter)
    }
}

/// The folders below a prefix that hold no file. Their bytes as received stand in the table: it is
/// gone through once more only where there are any.
fn empty_folders(table: &EntryTable, prefix: &str) -> Result<Vec<EmptyFolder>> {
    let mut paths = BTreeSet::new();
    table.empty_folders(&mut |path| {
        if path.strip_prefix(prefix).is_some_and(|inside| !inside.is_empty()) {
            paths.insert(path.to_owned());
        }
        Ok(())
    })?;
    let mut out = Vec::with_capacity(paths.len());
    let mut rows = table.iter()?;
    while !paths.is_empty() {
        let Some(row) = rows.next()? else { break };
        if row.entry.kind == EntryKind::Folder && paths.remove(&row.logical) {
            out.push(EmptyFolder::new(&row.logical[prefix.len()..], &row.entry.raw));
        }
    }
    // A folder that no entry names has no bytes of its own.
    let unnamed = paths.iter().map(|path| &path[prefix.len()..]);
    out.extend(unnamed.map(|path| EmptyFolder::new(path, path.as_bytes())));
    out.sort_unstable();
    Ok(out)
}

/// A row of what is present in a bag: the entry, and whether it is a folder.
fn encode_present(planned: &Planned, folder: bool, out: &mut Vec<u8>) {
    planned.encode(out);
    out.push(u8::from(folder));
}

/// Reads a row of [`encode_present`].
fn decode_present(row: &[u8]) -> (Planned, bool) {
    let (folder, planned) = row.split_last().expect("made by encode_present");
    (Planned::decode(planned).expect("made by encode_present"), *folder == 1)
}

fn next_present(rows: &mut crate::sorter::SortedIter<'_>) -> Result<Option<Present<'static>>> {
    let Some((key, value)) = rows.next()? else { return Ok(None) };
    let (planned, folder) = decode_present(value);
    let key = String::from_utf8_lossy(key).into_owned();
    // Lists speak of paths inside the bag, without the folder around it.
    let depth = key.split('/').count();
    let raw = last_elements(&planned.entry.raw, depth);
    let path = last_elements(planned.entry.path.as_bytes(), depth);
    Ok(Some(Present {
        key: key.into(),
        raw: raw.into(),
        path: String::from_utf8_lossy(&path).into_owned().into(),
        folder,
        size: planned.entry.size,
        digests: Cow::Borrowed(&[]),
    }))
}

type KeyedClaim = (Cow<'static, [u8]>, Claim<'static>);

fn next_claim(rows: &mut crate::sorter::SortedIter<'_>) -> Result<Option<KeyedClaim>> {
    let Some((key, value)) = rows.next()? else { return Ok(None) };
    let claim = Claim::decode(value).expect("made by encode").into_owned();
    Ok(Some((Claim::logical_of_key(key).to_vec().into(), claim)))
}

/// Reads every list of a bag into a sorter, by logical path.
fn claims(bag: &Bag, tags: &Tags<'_>, limits: &Limits, findings: &mut Findings) -> Result<Sorter> {
    let mut sorter = Sorter::new(DEFAULT_MEMORY);
    let mut value = Vec::new();
    for (index, manifest) in bag.manifests.iter().enumerate() {
        let Some(context) = bag.context(index, limits) else { continue };
        let reader = BufReader::new(tags.open(&manifest.name)?);
        read_manifest(reader, &context, findings, &mut |claim| {
            value.clear();
            claim.encode(&mut value);
            let key = claim.sort_key(&name::nfc(&claim.path()));
            sorter.push(&key, &value)
        })?;
    }
    Ok(sorter)
}

fn describe(name: &str, bytes: &[u8], package: &str, findings: &mut Findings) -> Description {
    if name.to_lowercase().ends_with(".csv") {
        description::csv(bytes, name, package, findings)
    } else if name.ends_with("ead.xml") {
        description::ead(bytes, name, findings)
    } else {
        description::dublin_core(bytes, name, findings)
    }
}

fn planned(area: Area, row: Row, prefix: &str, claims: Vec<crate::digest::Digest>) -> Planned {
    let path = match row.logical.strip_prefix(prefix) {
        Some(inside) if !inside.is_empty() => inside.to_owned(),
        _ => row.logical,
    };
    let slot = Slot::default();
    Planned { area, path, origin: Origin::Container, entry: row.entry, claims, slot }
}

/// Brings planned files into the order in which they can be read: as they come, which is by path,
/// where the container has random access, by position in a stream.
enum Sequence {
    AsGiven,
    ByPosition { sorter: Sorter, record: Vec<u8> },
}

impl Sequence {
    fn new(access: &Access) -> Self {
        match access {
            Access::Random(_) => Self::AsGiven,
            Access::Stream(_) => {
                Self::ByPosition { sorter: Sorter::new(DEFAULT_MEMORY), record: Vec::new() }
            }
        }
    }

    fn push(&mut self, planned: &Planned, plan: &mut PlanBuilder) -> Result<()> {
        match self {
            Self::AsGiven => plan.push(planned),
            Self::ByPosition { sorter, record } => {
                planned.encode(record);
                sorter.push(&planned.entry.locator.offset.to_be_bytes(), record)
            }
        }
    }

    fn finish(self, plan: &mut PlanBuilder) -> Result<()> {
        let Self::ByPosition { sorter, .. } = self else { return Ok(()) };
        let sorted = sorter.finish()?;
        let mut rows = sorted.iter()?;
        while let Some((_, record)) = rows.next()? {
            plan.push(&Planned::decode(record).expect("made by encode"))?;
        }
        Ok(())
    }
}
