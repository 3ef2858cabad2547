//! What must lie in a package: as the catalog recorded it, or, where the catalog knows nothing,
//! as the package's own inventory says.

use crate::aip::AipId;
use crate::aip::layout::content_path;
use crate::archive::TenantCopy;
use crate::catalog::{Catalog, ExpectedPackage};
use crate::digest::{Algorithm, Digest, Stream512};
use crate::error::Result;
use crate::limits::INVENTORY_BYTES;
use crate::ocfl::inventory::{FILE, Inventory, sidecar, sidecar_name};
use crate::store::{Key, ObjectFiles, Store, StoreError};

/// The declaration of an object (OCFL 1.1 §3.3).
const DECLARATION: (&str, &[u8]) = ("0=ocfl_object_1.1", b"ocfl_object_1.1\n");
/// Largest sidecar read, in bytes: a digest and a file name.
const SIDECAR_BYTES: u64 = 4_096;

/// A file that must be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// Path in the object.
    pub path: Key,
    /// Size in bytes, where it was recorded.
    pub size: Option<u64>,
    /// SHA-512.
    pub digest: Digest,
}

/// What must lie in a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Knowledge {
    /// Number of versions.
    pub versions: u32,
    /// SHA-512 of the newest inventory.
    pub inventory: Digest,
    /// Every file, in the order of their paths.
    pub items: Vec<Item>,
}

impl Knowledge {
    /// What must lie of a package on a copy, as the catalog recorded it; `None` where it does not
    /// know that anything must.
    pub fn of_catalog(catalog: &Catalog, aip: AipId, copy: &str) -> Result<Option<Self>> {
        Ok(catalog.expected_on(aip, copy)?.and_then(|expected| Self::from_expected(&expected)))
    }

    fn from_expected(expected: &ExpectedPackage) -> Option<Self> {
        let content = expected.content.iter().map(|content| Item {
            path: own_key(&content_path(content.version, content.ordinal)),
            size: Some(content.size),
            digest: content.digest,
        });
        Self::new(&expected.versions, content.collect())
    }

    /// The same, with the content files that an inventory names.
    fn new(versions: &[(u32, Digest)], mut items: Vec<Item>) -> Option<Self> {
        let &(_, head) = versions.last()?;
        items.push(item(DECLARATION.0, DECLARATION.1));
        push_inventory(&mut items, "", &head);
        for (number, digest) in versions {
            push_inventory(&mut items, &format!("v{number}/"), digest);
        }
        items.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let versions = u32::try_from(versions.len()).unwrap_or(u32::MAX);
        Some(Self { versions, inventory: head, items })
    }

    /// What the inventory of an object says of it: the newest version whose sidecar agrees with
    /// its inventory is taken at its word. Gives the id of the object too; `None` where there is
    /// no such version.
    pub fn of_inventory(
        copy: &TenantCopy,
        files: &ObjectFiles,
    ) -> Result<Option<(String, Self)>, StoreError> {
        let mut numbers: Vec<u32> = files
            .files
            .iter()
            .filter_map(|(path, _)| path.as_str().strip_suffix("/inventory.json"))
            .filter_map(|folder| folder.strip_prefix('v')?.parse().ok())
            .collect();
        numbers.sort_unstable();
        let mut found: Option<(Inventory, Vec<(u32, Digest)>)> = None;
        for number in numbers.into_iter().rev() {
            let Some((bytes, digest)) = proven(copy, &files.root, number)? else { continue };
            if let Some((_, versions)) = &mut found {
                versions.push((number, digest));
            } else if let Ok(inventory) = serde_json::from_slice::<Inventory>(&bytes)
                && inventory.head_number() == Some(number)
            {
                found = Some((inventory, vec![(number, digest)]));
            }
        }
        let Some((inventory, mut versions)) = found else { return Ok(None) };
        versions.reverse();
        let Some(items) = content_items(&inventory) else { return Ok(None) };
        Ok(Self::new(&versions, items).map(|knowledge| (inventory.id, knowledge)))
    }

    /// The same knowledge, with the content files as an inventory names them that is the stored
    /// one. Sizes the catalog knows are kept where both agree on the digest.
    pub fn corrected(&self, inventory: &[u8]) -> Option<Self> {
        let inventory: Inventory = serde_json::from_slice(inventory).ok()?;
        let mut content = content_items(&inventory)?;
        content.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        for item in &mut content {
            let known = self.items.binary_search_by(|own| own.path.cmp(&item.path)).ok();
            let known = known.map(|at| &self.items[at]);
            item.size = known.filter(|own| own.digest == item.digest).and_then(|own| own.size);
        }
        let mut items: Vec<Item> = self.items.clone();
        items.retain(|item| !is_content(&item.path));
        items.extend(content);
        items.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Some(Self { items, ..self.clone() })
    }
}

/// The bytes of a file that follows from what is known: the declaration, and the sidecars of
/// inventories. None of any other file.
pub(super) fn derived(knowledge: &Knowledge, path: &Key) -> Option<Vec<u8>> {
    if path.as_str() == DECLARATION.0 {
        return Some(DECLARATION.1.to_vec());
    }
    let inventory = path.as_str().strip_suffix(".sha512")?;
    let item = knowledge.items.iter().find(|item| item.path.as_str() == inventory)?;
    (item.path.name() == FILE).then(|| sidecar(&item.digest).into_bytes())
}

/// Whether a path in an object is that of a content file.
pub(super) fn is_content(path: &Key) -> bool {
    path.segments().nth(1) == Some("content")
}

/// Version and ordinal of a content file of the archive.
pub(super) fn ordinal_of(path: &Key) -> Option<(u32, u64)> {
    let version = path.segments().next()?.strip_prefix('v')?.parse().ok()?;
    Some((version, crate::aip::layout::ordinal(version, path.as_str())?))
}

fn content_items(inventory: &Inventory) -> Option<Vec<Item>> {
    let mut items = Vec::new();
    for (digest, paths) in &inventory.manifest {
        let digest = Digest::from_hex(Algorithm::Sha512, digest)?;
        for path in paths {
            items.push(Item { path: Key::new(path.as_str()).ok()?, size: None, digest });
        }
    }
    Some(items)
}

/// The inventory of a version with its SHA-512, where its sidecar agrees with it.
fn proven(
    copy: &TenantCopy,
    root: &Key,
    number: u32,
) -> Result<Option<(Vec<u8>, Digest)>, StoreError> {
    let store = copy.folder.store();
    let read =
        |name: &str, limit| match store.read(&root.join(&format!("v{number}/{name}"))?, limit) {
            Err(error) if error.retryable() => Err(error),
            other => Ok(other.ok()),
        };
    let Some(bytes) = read(FILE, INVENTORY_BYTES)? else { return Ok(None) };
    let Some(side) = read(&sidecar_name(Algorithm::Sha512), SIDECAR_BYTES)? else {
        return Ok(None);
    };
    let digest = sha512(&bytes);
    Ok((side == sidecar(&digest).as_bytes()).then_some((bytes, digest)))
}

fn push_inventory(items: &mut Vec<Item>, folder: &str, digest: &Digest) {
    items.push(Item { path: own_key(&format!("{folder}{FILE}")), size: None, digest: *digest });
    let name = format!("{folder}{}", sidecar_name(Algorithm::Sha512));
    items.push(item(&name, sidecar(digest).as_bytes()));
}

fn item(path: &str, bytes: &[u8]) -> Item {
    Item { path: own_key(path), size: Some(bytes.len() as u64), digest: sha512(bytes) }
}

fn sha512(bytes: &[u8]) -> Digest {
    let mut stream = Stream512::new();
    stream.update(bytes);
    stream.finish()
}

fn own_key(path: &str) -> Key {
    Key::new(path).expect("made of constants and numbers")
}
