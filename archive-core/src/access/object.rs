//! The OCFL object as it is: inventories proven by the digests of the catalog, content by theirs.

use super::item::Item;
use super::schemas::Along;
use super::source::Source;
use super::target::{Folders, Target};
use super::{Events, Export, Plan, SORTING, names};
use crate::aip::StoredContent;
use crate::aip::layout::METS;
use crate::archive::TenantArchive;
use crate::catalog::VersionRow;
use crate::digest::Algorithm;
use crate::error::{Error, Result};
use crate::finding::codes::acc;
use crate::ocfl::inventory::{FILE, Inventory, sidecar, sidecar_name};
use crate::sorter::Sorter;
use std::collections::HashMap;

/// The declaration of an object (OCFL 1.1 §3.3).
const DECLARATION: (&str, &[u8]) = ("0=ocfl_object_1.1", b"ocfl_object_1.1\n");

/// Writes declaration, inventories and sidecars, and plans the content of all versions.
pub fn plan(
    tenant: &TenantArchive,
    request: &Export,
    source: &Source<'_>,
    target: &Target,
) -> Result<Plan> {
    let versions = tenant.catalog().versions(request.aip)?;
    let differs = |path: &str| -> Error {
        Error::new(&acc::CATALOG_DIFFERS).at(path).with("id", request.aip)
    };
    target.put(DECLARATION.0, DECLARATION.1)?;
    let mut folders = Folders::default();
    let mut newest = Vec::new();
    for (number, version) in (1..).zip(&versions) {
        if version.number != number {
            return Err(differs(&format!("v{number}")));
        }
        let path = format!("v{number}/{FILE}");
        newest = source.read_proven(&path, &version.inventory)?;
        folders.above(target, path.as_bytes(), &path)?;
        target.put(&path, &newest)?;
        let seal = format!("v{number}/{}", sidecar_name(Algorithm::Sha512));
        target.put(&seal, sidecar(&version.inventory).as_bytes())?;
    }
    if let Some(head) = versions.last() {
        target.put(FILE, &newest)?;
        let seal = sidecar(&head.inventory);
        target.put(&sidecar_name(Algorithm::Sha512), seal.as_bytes())?;
    }
    let inventory: Inventory =
        serde_json::from_slice(&newest).map_err(|error| differs(FILE).because(error))?;
    contents(tenant, request, &inventory, target, &differs)
}

/// Plans every content file; manifest and catalog must list the same ones.
fn contents(
    tenant: &TenantArchive,
    request: &Export,
    inventory: &Inventory,
    target: &Target,
    differs: &dyn Fn(&str) -> Error,
) -> Result<Plan> {
    let mut items = Sorter::new(SORTING);
    let mut folders = Folders::default();
    let mut bytes = 0;
    for version in 1..=inventory.head_number().unwrap_or(0) {
        tenant.catalog().stored_contents(request.aip, version, &mut |row| {
            let item = item(version, &row);
            let listed = inventory.manifest.get(&row.digest.hex());
            if !listed.is_some_and(|paths| paths.contains(&item.name)) {
                return Err(differs(&item.name));
            }
            folders.above(target, &item.target, &item.name)?;
            bytes += row.size;
            item.push(&mut items)
        })?;
    }
    let listed: usize = inventory.manifest.values().map(Vec::len).sum();
    if listed as u64 != items.len() {
        return Err(differs(FILE));
    }
    Ok(Plan { items: items.finish()?, bytes, renamed: 0 })
}

/// One file that a version lists: its logical path, and the version and content that hold it.
type Listed = (String, (u32, StoredContent));

/// The logical files of one version by path, as its proven inventory lists them.
pub fn listed(
    tenant: &TenantArchive,
    request: &Export,
    version: &VersionRow,
    source: &Source<'_>,
) -> Result<Vec<Listed>> {
    let differs = |path: &str| -> Error {
        Error::new(&acc::CATALOG_DIFFERS).at(path).with("id", request.aip)
    };
    let path = format!("v{}/{FILE}", version.number);
    let bytes = source.read_proven(&path, &version.inventory)?;
    let inventory: Inventory =
        serde_json::from_slice(&bytes).map_err(|error| differs(&path).because(error))?;
    let mut rows = HashMap::new();
    for number in 1..=version.number {
        tenant.catalog().stored_contents(request.aip, number, &mut |row| {
            rows.insert(row.digest.hex(), (number, row));
            Ok(())
        })?;
    }
    let state = inventory.versions.get(&format!("v{}", version.number));
    let mut logical = Vec::new();
    for (digest, paths) in state.into_iter().flat_map(|version| &version.state) {
        let found = rows.get(&digest.to_ascii_lowercase());
        for path in paths {
            let (number, row) = found.ok_or_else(|| differs(path))?;
            logical.push((path.clone(), (*number, row.clone())));
        }
    }
    logical.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    Ok(logical)
}

/// Plans the logical files of one version, as METS lists them: bundles stay bundles.
pub fn plan_aip(
    tenant: &TenantArchive,
    request: &Export,
    version: &VersionRow,
    source: &Source<'_>,
    target: &Target,
    events: &dyn Events,
) -> Result<Plan> {
    let (mut items, mut folders, mut bytes) = (Sorter::new(SORTING), Folders::default(), 0);
    for (path, content) in listed(tenant, request, version, source)? {
        let (number, row) = &content;
        if path == METS {
            Along { tenant, aip: request.aip, target, events }.of_mets(source, &content)?;
        }
        let exact = names::exact(&path, None, false)?;
        let item = Item { target: exact.path, name: path, ..item(*number, row) };
        folders.above(target, &item.target, &item.name)?;
        bytes += row.size;
        item.push(&mut items)?;
    }
    Ok(Plan { items: items.finish()?, bytes, renamed: 0 })
}

fn item(version: u32, row: &StoredContent) -> Item {
    let path = crate::aip::layout::content_path(version, row.ordinal);
    Item {
        content: (version, row.ordinal),
        bundled: false,
        offset: 0,
        size: row.size,
        digest: row.digest,
        modified: None,
        target: path.clone().into_bytes(),
        name: path,
    }
}
