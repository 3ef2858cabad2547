//! Reading an AIP from one copy: everything the catalog knows of a version, from storage alone.

use super::bundle;
use super::layout::{FileId, PREMIS, content_path, ordinal};
use crate::catalog::{ContentRow, FileRow};
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::{Error, Result};
use crate::finding::codes::ing;
use crate::limits;
use crate::metadata::encoding::from_base64;
use crate::metadata::premis::{self, Object, ObjectKind, property};
use crate::ocfl::inventory::{self, Inventory};
use crate::package::{Area, EmptyFolder};
use crate::store::{Key, Store, StoreError};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::io::{BufReader, Read};

/// Names of facts that are no descriptive fields.
const OWN_FACTS: [&str; 14] = [
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
    /// SHA-512 of the inventory of the version; `()` until it is written.
    pub inventory: I,
    /// Descriptive fields.
    pub description: Vec<(String, String)>,
    /// Folders of the payload without files.
    pub empty_folders: Vec<EmptyFolder>,
}

/// Where bytes lie: version and ordinal.
type Place = (u32, u64);

/// Logical paths of a version, each with the place and the SHA-512 of its bytes.
type Places = BTreeMap<String, (Place, Digest)>;

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

    /// Reads everything that is known of a version. Rows go to the callbacks.
    pub fn version(
        &self,
        number: u32,
        contents: &mut dyn FnMut(ContentRow) -> Result<()>,
        files: &mut dyn FnMut(FileRow) -> Result<()>,
    ) -> Result<VersionHead> {
        let places = self.places(number)?;
        let mut sizes: HashMap<String, u64> = HashMap::new();
        let mut head = None;
        let premis = self.content(&places, PREMIS)?;
        let reader = BufReader::with_capacity(64 << 10, self.store.open(&premis, None)?);
        premis::read(reader, premis.as_str(), &mut |object| {
            match object.kind {
                ObjectKind::Entity => head = Some(object),
                ObjectKind::File => {
                    if let (Some((_, path)), Some(size)) = (&object.location, object.size) {
                        sizes.insert(path.clone(), size);
                    }
                    if let Ok(id) = object.id.parse::<FileId>() {
                        files(self.loose_row(&object, id, &places)?)?;
                    }
                }
                ObjectKind::Representation | ObjectKind::Bitstream => {}
            }
            Ok(())
        })?;
        let entity = head.ok_or_else(|| unreadable(&premis, "no intellectual entity"))?;
        for (logical, (place, digest)) in &places {
            let path = join(&self.root, &content_path(place.0, place.1))?;
            if let Some((area, bundle)) = bundle_of(logical) {
                self.members(&path, area, bundle, *place, files)?;
            }
            if place.0 == number {
                let size = match sizes.get(logical) {
                    Some(size) => *size,
                    None => self.store.head(&path)?.size,
                };
                let (logical, digest) = (logical.clone(), *digest);
                contents(ContentRow { ordinal: place.1, logical, size, digest })?;
            }
        }
        self.version_head(number, &entity)
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
                out.insert(path.clone(), (place, digest));
            }
        }
        Ok(out)
    }

    fn content(&self, places: &Places, logical: &str) -> Result<Key> {
        let (place, _) = places.get(logical).ok_or_else(|| unreadable(&self.root, logical))?;
        join(&self.root, &content_path(place.0, place.1))
    }

    fn loose_row(&self, object: &Object, id: FileId, places: &Places) -> Result<FileRow> {
        let broken = |what: &str| unreadable(&self.root, &format!("{id}: no {what} in PREMIS"));
        let path = object.exact_name().ok_or_else(|| broken("name"))?;
        let (place, _) = places.get(&id.area.loose(&path)).ok_or_else(|| broken("content"))?;
        Ok(FileRow {
            area: id.area,
            bundle: None,
            number: id.number,
            raw: object.raw_name(),
            size: object.size.ok_or_else(|| broken("size"))?,
            modified: object.fact(property::MODIFIED).and_then(|text| text.parse().ok()),
            digest: *object.digests.first().ok_or_else(|| broken("digest"))?,
            content_version: place.0,
            content_ordinal: place.1,
            offset: 0,
            path,
        })
    }

    fn members(
        &self,
        path: &Key,
        area: Area,
        number: u32,
        place: Place,
        files: &mut dyn FnMut(FileRow) -> Result<()>,
    ) -> Result<()> {
        let index = read_bundle_index(self.store, path)?;
        let mut count = 0;
        bundle::read_index(&index[..], path.as_str(), &mut |listed| {
            count += 1;
            let digest = *listed.digests.first().expect("the reader wants one");
            files(FileRow {
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
            })
        })
    }

    fn version_head(&self, number: u32, entity: &Object) -> Result<VersionHead> {
        let broken = |what: &str| unreadable(&self.root, &format!("no {what} in PREMIS"));
        let text = |name: &str| entity.fact(name).map(str::to_owned).ok_or_else(|| broken(name));
        let count = |name: &str| text(name)?.parse::<u64>().map_err(|_| broken(name));
        let digest = |name: &str| {
            Digest::from_hex(Algorithm::Sha512, &text(name)?).ok_or_else(|| broken(name))
        };
        let created = &self.inventory.versions[&format!("v{number}")].created;
        let own = |name: &str| OWN_FACTS.contains(&name);
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
            inventory: self.inventory_of(number)?,
            description: entity.facts.iter().filter(|(n, _)| !own(n)).cloned().collect(),
            empty_folders: empty_folders(&entity.facts),
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

/// Area and number of a bundle by its logical path.
fn bundle_of(logical: &str) -> Option<(Area, u32)> {
    let number = logical.rsplit('/').next()?.strip_suffix(".zip")?.parse().ok()?;
    Area::ALL.into_iter().find(|area| area.bundle(number) == logical).map(|area| (area, number))
}

/// Reads the index of a bundle with one or two range requests.
pub fn read_bundle_index(store: &dyn Store, path: &Key) -> Result<Vec<u8>> {
    let size = store.head(path)?.size;
    let mut from = size.saturating_sub(bundle::TAIL_BYTES);
    loop {
        let mut tail = Vec::new();
        let mut reader = store.open(path, Some(from..size))?;
        reader
            .read_to_end(&mut tail)
            .map_err(|e| StoreError::from_io(crate::store::At::key("read", path), e))?;
        match bundle::locate_index(&tail, size.min(from + tail.len() as u64), path.as_str())? {
            bundle::Tail::Index(index) => return Ok(index),
            bundle::Tail::NeedFrom(earlier) if earlier < from => from = earlier,
            bundle::Tail::NeedFrom(_) => return Err(unreadable(path, "the index is not found")),
        }
    }
}

/// Reads an inventory and checks it against its sidecar; `None` where they do not match.
fn read_inventory(store: &dyn Store, folder: &Key) -> Result<Option<(Inventory, Digest)>> {
    let sidecar = join(folder, &inventory::sidecar_name(Algorithm::Sha512))?;
    let read = |key: &Key, limit| match store.read(key, limit) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(StoreError::NotFound(_)) => Ok(None),
        Err(error) => Err(Error::from(error)),
    };
    let Some(sidecar) = read(&sidecar, 4_096)? else { return Ok(None) };
    let Some(bytes) = read(&join(folder, inventory::FILE)?, limits::INVENTORY_BYTES)? else {
        return Ok(None);
    };
    let digest = Hasher::digest(Algorithm::Sha512, &bytes);
    let claimed = String::from_utf8_lossy(&sidecar);
    let claimed = claimed.split_ascii_whitespace().next().unwrap_or_default();
    if Digest::from_hex(Algorithm::Sha512, claimed) != Some(digest) {
        return Ok(None);
    }
    let parsed = serde_json::from_slice(&bytes)
        .map_err(|e| unreadable(folder, "the inventory is no JSON of OCFL").because(e))?;
    Ok(Some((parsed, digest)))
}

fn join(folder: &Key, path: &str) -> Result<Key> {
    Ok(folder.join(path).map_err(StoreError::from)?)
}

fn unreadable(place: &Key, reason: &str) -> Error {
    Error::new(&ing::UNREADABLE_AIP).at(place.as_str()).with("reason", reason)
}

/// The empty folders among the facts of an entity; bytes received follow the path they belong to.
fn empty_folders(facts: &[(String, String)]) -> Vec<EmptyFolder> {
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
