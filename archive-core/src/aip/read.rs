//! Reading an AIP from one copy: everything the catalog knows of a version, from storage alone.

use super::bundle;
use super::layout::{FileId, PREMIS, bundle_of, content_path, ordinal, premis_part_of};
use crate::aip::{StoredContent, StoredFile};
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::{Error, Result};
use crate::finding::Code;
use crate::finding::codes::{arc, ing, nam};
use crate::format::Known;
use crate::limits;
use crate::metadata::encoding::from_base64;
use crate::metadata::premis::{self, Entry, Happened, Object, ObjectKind, property};
use crate::ocfl::inventory::{self, Inventory};
use crate::package::plan::BUNDLE_FILES;
use crate::package::{Area, EmptyFolder, name};
use crate::store::{At, Key, Store, StoreError};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Read};

/// Names of facts that are no descriptive fields.
const OWN_FACTS: [&str; 15] = [
    property::RECEIVED,
    property::FINGERPRINT,
    property::PAYLOAD_FINGERPRINT,
    property::KIND,
    property::CONTAINER,
    property::CONTAINER_SIZE,
    property::CONTAINER_MODIFIED,
    property::CONTAINER_DIGEST,
    property::SOURCE_NAME,
    property::FILES,
    property::BYTES,
    property::EMPTY_FOLDER,
    property::EMPTY_FOLDER_B64,
    property::EMPTY_FOLDER_RAW,
    property::MODIFIED,
];

/// An object on a copy, with its trusted inventory.
pub struct StoredAip<'a> {
    store: &'a dyn Store,
    root: Key,
    /// The inventory of the newest version whose sidecar matches.
    pub inventory: Inventory,
    /// Its SHA-512.
    pub digest: Digest,
}

/// Everything known of a version, but its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionHead<I = Digest> {
    /// When it was made.
    pub created: Timestamp,
    /// `folder`, `bagit` …
    pub kind: String,
    /// `dir`, `zip` …
    pub container: String,
    /// The name the package had when it came.
    pub source_name: String,
    /// What people call it.
    pub title: String,
    /// Files received.
    pub files: u64,
    /// Bytes received.
    pub bytes: u64,
    /// Fingerprint of the package.
    pub fingerprint: Digest,
    /// Fingerprint of the payload.
    pub payload_fingerprint: Digest,
    /// The version by which its files came: itself, unless only the description changed.
    pub received: u32,
    /// SHA-512 of the inventory of the version; `()` until it is written.
    pub inventory: I,
    /// Descriptive fields.
    pub description: Vec<(String, String)>,
    /// Folders of the payload without files.
    pub empty_folders: Vec<EmptyFolder>,
}

impl VersionHead<()> {
    /// The same, once the inventory is written and its SHA-512 known.
    #[must_use]
    pub fn with_inventory(self, inventory: Digest) -> VersionHead {
        VersionHead {
            created: self.created,
            kind: self.kind,
            container: self.container,
            source_name: self.source_name,
            title: self.title,
            files: self.files,
            bytes: self.bytes,
            fingerprint: self.fingerprint,
            payload_fingerprint: self.payload_fingerprint,
            received: self.received,
            inventory,
            description: self.description,
            empty_folders: self.empty_folders,
        }
    }
}

/// Takes what [`StoredAip::version`] reads of a version: the head first.
pub trait VersionSink {
    /// What is known of the version as a whole. Comes once, before all rows.
    fn head(&mut self, head: &VersionHead) -> Result<()>;
    /// A content file that the version brought.
    fn content(&mut self, row: StoredContent) -> Result<()>;
    /// A file of the version.
    fn file(&mut self, row: StoredFile) -> Result<()>;
}

/// Most events, and most agents, that are read of one document: others are no package's history.
const HISTORY: usize = 10_000;

/// Where bytes lie: version and ordinal.
pub type Place = (u32, u64);

/// What is known of the bytes behind a logical path.
struct Located {
    place: Place,
    digest: Digest,
    /// As PREMIS says; for documents of the archive itself only the store knows it.
    size: Option<u64>,
}

/// Logical paths of a version.
type Places = BTreeMap<String, Located>;

impl<'a> StoredAip<'a> {
    /// Opens the object at a root: the root inventory, or, where a crash left it unfinished, that
    /// of the highest version whose sidecar matches.
    pub fn open(store: &'a dyn Store, root: &Key) -> Result<Self> {
        if let Some((inventory, digest)) = read_inventory(store, root)? {
            return Ok(Self { store, root: root.clone(), inventory, digest });
        }
        let mut version = 1;
        let mut best = None;
        while let Some(found) = read_inventory(store, &join(root, &format!("v{version}"))?)? {
            best = Some(found);
            version += 1;
        }
        match best {
            Some((inventory, digest)) => Ok(Self { store, root: root.clone(), inventory, digest }),
            None => Err(unreadable(root, "no inventory matches its sidecar")),
        }
    }

    /// The number of the newest version.
    pub fn head(&self) -> Result<u32> {
        self.inventory.head_number().ok_or_else(|| unreadable(&self.root, "head is no version"))
    }

    /// The content of a version: logical path, version and ordinal of the bytes, SHA-512.
    pub fn state(&self, number: u32) -> Result<Vec<(String, Place, Digest)>> {
        let places = self.places(number)?;
        Ok(places.into_iter().map(|(path, found)| (path, found.place, found.digest)).collect())
    }

    /// Reads every entry of the PREMIS document of a version, proven by the inventory. What comes
    /// before the end is proven only when this returns.
    pub fn premis(&self, number: u32, each: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let (path, digest) = self.content(&self.places(number)?, PREMIS)?;
        self.read_proven(&path, &digest, &mut |reader, place| premis::read_all(reader, place, each))
    }

    /// Reads everything that is known of a version.
    pub fn version(&self, number: u32, sink: &mut dyn VersionSink) -> Result<VersionHead> {
        let mut places = self.places(number)?;
        let head = self.describe(number, &mut places, sink)?;
        let parts = self.premis_parts(&places)?;
        for (logical, located) in places {
            let place = located.place;
            let path = join(&self.root, &content_path(place.0, place.1))?;
            if let Some(bundle) = bundle_of(&logical) {
                let part = parts.get(&bundle);
                self.members(&path, bundle, place, part, sink)?;
            }
            if place.0 == number {
                let size = match located.size {
                    Some(size) => size,
                    None => self.store.head(&path)?.size,
                };
                let digest = located.digest;
                sink.content(StoredContent { ordinal: place.1, logical, size, digest })?;
            }
        }
        Ok(head)
    }

    /// Reads PREMIS: the head, then the loose files. Enters sizes.
    fn describe(
        &self,
        number: u32,
        places: &mut Places,
        sink: &mut dyn VersionSink,
    ) -> Result<VersionHead> {
        let mut head = None;
        let (premis, digest) = self.content(places, PREMIS)?;
        self.read_premis(&premis, &digest, &mut |object| {
            match object.kind {
                ObjectKind::Entity if head.is_none() => {
                    let found = self.version_head(number, &object)?;
                    sink.head(&found)?;
                    head = Some(found);
                }
                ObjectKind::Entity => return Err(unreadable(&premis, "two entities")),
                ObjectKind::File if head.is_none() => {
                    return Err(unreadable(&premis, "a file before the entity"));
                }
                ObjectKind::File => {
                    if let Ok(id) = object.id.parse::<FileId>() {
                        sink.file(self.loose_row(&object, id, places)?)?;
                    }
                    let path = object.location.as_ref().map(|(_, path)| path);
                    if let Some(located) = path.and_then(|path| places.get_mut(path)) {
                        located.size = object.size;
                    }
                }
                ObjectKind::Representation | ObjectKind::Bitstream => {}
            }
            Ok(())
        })?;
        head.ok_or_else(|| unreadable(&premis, "no intellectual entity"))
    }

    /// Where the PREMIS part of each bundle lies, and its SHA-512.
    fn premis_parts(&self, places: &Places) -> Result<BTreeMap<(Area, u32), (Key, Digest)>> {
        let parts = places.iter().filter_map(|(logical, located)| {
            let bundle = premis_part_of(logical)?;
            let path = join(&self.root, &content_path(located.place.0, located.place.1));
            Some(path.map(|path| (bundle, (path, located.digest))))
        });
        parts.collect()
    }

    /// What the PREMIS part of a bundle knows of its members, in their order.
    fn known_members(
        &self,
        path: &Key,
        digest: &Digest,
        bundle: (Area, u32),
    ) -> Result<Vec<Option<Box<Known>>>> {
        let mut out = Vec::new();
        self.read_premis(path, digest, &mut |object| {
            if out.len() == BUNDLE_FILES {
                return Err(unreadable(path, "more files than a bundle can have"));
            }
            let id = object.id.parse::<FileId>().ok();
            let place = id.map(|id| (id.area, id.bundle, id.number));
            if place != Some((bundle.0, Some(bundle.1), out.len() as u64 + 1)) {
                return Err(unreadable(path, "a file that is not the next one of the bundle"));
            }
            out.push(object.known.map(Box::new));
            Ok(())
        })?;
        Ok(out)
    }

    /// What happened to a version, as its PREMIS tells; what happened to those before is not among
    /// it. Agents are given by name and version where the document has them.
    pub fn events(&self, number: u32) -> Result<Vec<Happened>> {
        let own = format!("v{number}/");
        let (mut events, mut names) = (Vec::new(), HashMap::new());
        self.premis(number, &mut |entry| {
            match entry {
                Entry::Event(event) if event.id.starts_with(&own) => events.push(event),
                Entry::Agent(actor) => {
                    let words = std::iter::once(actor.name).chain(actor.version);
                    names.insert(actor.id, words.collect::<Vec<_>>().join(" "));
                }
                Entry::Event(_) | Entry::Object(_) | Entry::Rights => {}
            }
            if events.len().max(names.len()) > HISTORY {
                return Err(unreadable(&self.root, "more events or agents than a package has"));
            }
            Ok(())
        })?;
        for id in events.iter_mut().flat_map(|event| &mut event.agents) {
            if let Some(name) = names.get(id) {
                id.clone_from(name);
            }
        }
        Ok(events)
    }

    /// Reads the objects of a PREMIS document, whose SHA-512 must be the given one.
    fn read_premis(
        &self,
        path: &Key,
        digest: &Digest,
        each: &mut dyn FnMut(Object) -> Result<()>,
    ) -> Result<()> {
        self.read_proven(path, digest, &mut |reader, place| premis::read(reader, place, each))
    }

    /// Reads a document to its end, whose SHA-512 must be the given one.
    fn read_proven(
        &self,
        path: &Key,
        digest: &Digest,
        read: &mut dyn FnMut(&mut dyn BufRead, &str) -> Result<()>,
    ) -> Result<()> {
        let hashing = Hashing::new(self.store.open(path, None)?);
        let mut reader = BufReader::with_capacity(64 << 10, hashing);
        read(&mut reader, path.as_str())?;
        let hashed = reader.into_inner().finish();
        if hashed.map_err(|e| StoreError::from_io(At::key("read", path), e))? != *digest {
            return Err(unreadable(path, "its digest is not that of the inventory"));
        }
        Ok(())
    }

    /// Logical path to content, for the state of a version.
    ///
    /// Equal files of one version stand in manifest and state in the same order; content that
    /// was there before is the first of its kind.
    fn places(&self, number: u32) -> Result<Places> {
        let version = self
            .inventory
            .versions
            .get(&format!("v{number}"))
            .ok_or_else(|| unreadable(&self.root, "a version is missing"))?;
        let mut out = BTreeMap::new();
        for (digest, logical) in &version.state {
            let paths = self.inventory.manifest.get(digest);
            let digest = Digest::from_hex(Algorithm::Sha512, digest)
                .ok_or_else(|| unreadable(&self.root, "a digest that is no SHA-512"))?;
            let places: Vec<Place> =
                paths.into_iter().flatten().filter_map(|path| place_of(path)).collect();
            let own: Vec<Place> = places.iter().copied().filter(|p| p.0 == number).collect();
            let earlier = places.iter().copied().filter(|p| p.0 < number).min();
            for (index, path) in logical.iter().enumerate() {
                let place = earlier.or_else(|| own.get(index).copied());
                let place =
                    place.ok_or_else(|| unreadable(&self.root, "content without a path"))?;
                check_path(&self.root, path)?;
                let located = Located { place, digest, size: None };
                if out.insert(path.clone(), located).is_some() {
                    return Err(forbidden(&self.root, path, &nam::DUPLICATE));
                }
            }
        }
        check_places(&self.root, number, &out)?;
        Ok(out)
    }

    /// Where a document lies, and its SHA-512.
    fn content(&self, places: &Places, logical: &str) -> Result<(Key, Digest)> {
        let missing = || unreadable(&self.root, &format!("no {logical}"));
        let Located { place, digest, .. } = places.get(logical).ok_or_else(missing)?;
        Ok((join(&self.root, &content_path(place.0, place.1))?, *digest))
    }

    fn loose_row(&self, object: &Object, id: FileId, places: &Places) -> Result<StoredFile> {
        let broken = |what: &str| unreadable(&self.root, &format!("{id}: no {what} in PREMIS"));
        let path = object.exact_name().ok_or_else(|| broken("name"))?;
        check_path(&self.root, &path)?;
        let located = places.get(&id.area.loose(&path)).ok_or_else(|| broken("content"))?;
        let digest = *object.digests.first().ok_or_else(|| broken("digest"))?;
        if digest != located.digest {
            return Err(broken("digest that the inventory has"));
        }
        Ok(StoredFile {
            area: id.area,
            bundle: None,
            number: id.number,
            raw: object.raw_name(),
            size: object.size.ok_or_else(|| broken("size"))?,
            modified: object.fact(property::MODIFIED).and_then(|text| text.parse().ok()),
            digest,
            content_version: located.place.0,
            content_ordinal: located.place.1,
            offset: 0,
            known: object.known.clone().map(Box::new),
            path,
        })
    }

    fn members(
        &self,
        path: &Key,
        (area, number): (Area, u32),
        place: Place,
        part: Option<&(Key, Digest)>,
        sink: &mut dyn VersionSink,
    ) -> Result<()> {
        let index = read_bundle_index(self.store, path)?;
        let mut known = match part {
            Some((path, digest)) => self.known_members(path, digest, (area, number))?.into_iter(),
            None => Vec::new().into_iter(),
        };
        let described = known.len() as u64;
        let mut count = 0;
        bundle::read_index(&index[..], path.as_str(), &mut |listed| {
            count += 1;
            check_path(&self.root, &listed.path)?;
            let digest = *listed.digests.first().expect("the reader wants one");
            if digest.algorithm() != Algorithm::Sha512 {
                return Err(unreadable(path, "a member without SHA-512"));
            }
            sink.file(StoredFile {
                area,
                bundle: Some(number),
                number: count,
                path: listed.path,
                raw: listed.raw,
                size: listed.size,
                modified: listed.modified,
                digest,
                content_version: place.0,
                content_ordinal: place.1,
                offset: listed.offset,
                known: known.next().flatten(),
            })
        })?;
        if part.is_some() && described != count {
            return Err(unreadable(path, "PREMIS describes other files than the index"));
        }
        Ok(())
    }

    fn version_head(&self, number: u32, entity: &Object) -> Result<VersionHead> {
        let broken = |what: &str| unreadable(&self.root, &format!("no {what} in PREMIS"));
        let text = |name: &str| entity.fact(name).map(str::to_owned).ok_or_else(|| broken(name));
        let count = |name: &str| text(name)?.parse::<u64>().map_err(|_| broken(name));
        let digest = |name: &str| {
            Digest::from_hex(Algorithm::Sha512, &text(name)?).ok_or_else(|| broken(name))
        };
        let received = match entity.fact(property::RECEIVED) {
            None => number,
            Some(said) => {
                let earlier = said.parse().ok().filter(|received| (1..number).contains(received));
                earlier.ok_or_else(|| broken(property::RECEIVED))?
            }
        };
        let created = &self.inventory.versions[&format!("v{number}")].created;
        let empty_folders = empty_folders(&entity.facts);
        for folder in &empty_folders {
            check_path(&self.root, &folder.path)?;
        }
        Ok(VersionHead {
            created: created.parse().map_err(|_| broken("time"))?,
            kind: text(property::KIND)?,
            container: text(property::CONTAINER)?,
            source_name: text(property::SOURCE_NAME)?,
            title: entity.name.clone().unwrap_or_default(),
            files: count(property::FILES)?,
            bytes: count(property::BYTES)?,
            fingerprint: digest(property::FINGERPRINT)?,
            payload_fingerprint: digest(property::PAYLOAD_FINGERPRINT)?,
            received,
            inventory: self.inventory_of(number)?,
            description: entity.facts.iter().filter(|(n, _)| !is_own_fact(n)).cloned().collect(),
            empty_folders,
        })
    }

    fn inventory_of(&self, number: u32) -> Result<Digest> {
        if self.inventory.head_number() == Some(number) {
            return Ok(self.digest);
        }
        let folder = join(&self.root, &format!("v{number}"))?;
        read_inventory(self.store, &folder)?
            .map(|(_, digest)| digest)
            .ok_or_else(|| unreadable(&folder, "the inventory does not match its sidecar"))
    }
}

/// Whether a fact of the entity is the archive's own, and not part of the description.
#[must_use]
pub fn is_own_fact(name: &str) -> bool {
    OWN_FACTS.contains(&name)
}

/// The content an inventory holds, by digest: where equal bytes of a later version are found.
#[must_use]
pub fn earlier_content(inventory: &Inventory) -> HashMap<Digest, Place> {
    let mut out = HashMap::new();
    for (digest, paths) in &inventory.manifest {
        let place = paths.iter().filter_map(|path| place_of(path)).min();
        if let (Some(digest), Some(place)) = (Digest::from_hex(Algorithm::Sha512, digest), place) {
            out.insert(digest, place);
        }
    }
    out
}

fn place_of(path: &str) -> Option<Place> {
    let version: u32 = path.strip_prefix('v')?.split_once('/')?.0.parse().ok()?;
    Some((version, ordinal(version, path)?))
}

/// Reads a stream and computes its SHA-512.
struct Hashing<R> {
    reader: R,
    hasher: Hasher,
}

impl<R: Read> Hashing<R> {
    fn new(reader: R) -> Self {
        Self { reader, hasher: Hasher::new(Algorithm::Sha512) }
    }

    /// The digest of everything, with what nobody has read yet.
    fn finish(mut self) -> std::io::Result<Digest> {
        std::io::copy(&mut self, &mut std::io::sink())?;
        Ok(self.hasher.finish())
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        Ok(read)
    }
}

/// Reads the index of a bundle with one or two range requests.
pub fn read_bundle_index(store: &dyn Store, path: &Key) -> Result<Vec<u8>> {
    let size = store.head(path)?.size;
    let mut from = size.saturating_sub(bundle::TAIL_BYTES);
    loop {
        let mut tail = Vec::new();
        let mut reader = store.open(path, Some(from..size))?;
        reader.read_to_end(&mut tail).map_err(|e| StoreError::from_io(At::key("read", path), e))?;
        match bundle::locate_index(&tail, size.min(from + tail.len() as u64), path.as_str())? {
            bundle::Tail::Index(index) => return Ok(index),
            bundle::Tail::NeedFrom(earlier)
                if earlier < from && size - earlier <= limits::BUNDLE_TAIL_BYTES =>
            {
                from = earlier;
            }
            bundle::Tail::NeedFrom(_) => return Err(unreadable(path, "the index is not found")),
        }
    }
}

/// Reads an inventory and checks it against its sidecar; `None` where they do not match. The text
/// of an inventory is as long as what is made of it: it is not held besides.
fn read_inventory(store: &dyn Store, folder: &Key) -> Result<Option<(Inventory, Digest)>> {
    let sidecar = join(folder, &inventory::sidecar_name(Algorithm::Sha512))?;
    let sidecar = match store.read(&sidecar, 4_096) {
        Err(StoreError::NotFound(_)) => return Ok(None),
        other => other?,
    };
    let key = join(folder, inventory::FILE)?;
    let reader = match store.open(&key, None) {
        Err(StoreError::NotFound(_)) => return Ok(None),
        other => other?,
    };
    let failed = |e| StoreError::from_io(At::key("read", &key), e);
    let hashing = Hashing::new(reader.take(limits::INVENTORY_BYTES));
    let mut reader = BufReader::with_capacity(64 << 10, hashing);
    let parsed = match serde_json::from_reader::<_, Inventory>(&mut reader) {
        Err(error) if error.is_io() => return Err(failed(error.into()).into()),
        other => other,
    };
    let digest = reader.into_inner().finish().map_err(failed)?;
    let claimed = String::from_utf8_lossy(&sidecar);
    let claimed = claimed.split_ascii_whitespace().next().unwrap_or_default();
    if Digest::from_hex(Algorithm::Sha512, claimed) != Some(digest) {
        return Ok(None);
    }
    let parsed =
        parsed.map_err(|e| unreadable(folder, "the inventory is no JSON of OCFL").because(e))?;
    Ok(Some((parsed, digest)))
}

fn join(folder: &Key, path: &str) -> Result<Key> {
    Ok(folder.join(path).map_err(StoreError::from)?)
}

fn unreadable(place: &Key, reason: &str) -> Error {
    Error::new(&ing::UNREADABLE_AIP).at(place.as_str()).with("reason", reason)
}

/// Refuses a path that no package could have brought.
fn check_path(root: &Key, path: &str) -> Result<()> {
    name::forbids_stored(path).map_or(Ok(()), |rule| Err(forbidden(root, path, rule)))
}

/// A name in a stored package that is against a rule.
pub fn forbidden(root: &Key, path: &str, rule: &Code) -> Error {
    let error = Error::new(&arc::STORED_NAME).at(root.as_str()).with("rule", rule.id);
    error.with("name", name::shortened(path))
}

/// Refuses a version in which one content file stands for different bytes, or comes twice.
fn check_places(root: &Key, number: u32, places: &Places) -> Result<()> {
    let mut all: Vec<_> = places.values().map(|located| (located.place, &located.digest)).collect();
    all.sort_unstable();
    let clash = |pair: &[(Place, &Digest)]| {
        pair[0].0 == pair[1].0 && (pair[0].1 != pair[1].1 || pair[0].0.0 == number)
    };
    if all.windows(2).any(clash) {
        return Err(unreadable(root, "a content file stands in the inventory twice"));
    }
    Ok(())
}

/// The empty folders among the facts of an entity; bytes received follow the path they belong to.
pub fn empty_folders(facts: &[(String, String)]) -> Vec<EmptyFolder> {
    let mut out: Vec<EmptyFolder> = Vec::new();
    for (name, value) in facts {
        let path = match name.as_str() {
            property::EMPTY_FOLDER => Some(value.clone()),
            property::EMPTY_FOLDER_B64 => {
                from_base64(value).and_then(|bytes| String::from_utf8(bytes).ok())
            }
            property::EMPTY_FOLDER_RAW => {
                if let Some(folder) = out.last_mut() {
                    folder.raw = from_base64(value);
                }
                None
            }
            _ => None,
        };
        out.extend(path.map(|path| EmptyFolder { path, raw: None }));
    }
    out
}
