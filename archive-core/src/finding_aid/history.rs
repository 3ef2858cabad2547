//! What happened to the description of a package, version by version.

use crate::aip::AipId;
use crate::aip::read::StoredAip;
use crate::archive::TenantArchive;
use crate::error::Result;
use crate::metadata::description::Description;

/// One version of a package, as far as its description goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The version.
    pub version: u32,
    /// When it was made, RFC 3339.
    pub created: String,
    /// Why, in the words of the inventory.
    pub message: String,
    /// Whether it brought files.
    pub brought_files: bool,
    /// The names of the fields that are not as in the version before.
    pub changed: Vec<String>,
}

/// The versions of a package, oldest first.
///
/// # Errors
/// Where the catalog does not know the package, or no copy gives its inventory.
pub fn history(tenant: &TenantArchive, aip: AipId) -> Result<Vec<Change>> {
    let versions = tenant.catalog().versions(aip)?;
    let messages = tenant.from_any_copy(|copy| {
        let root = copy.holdings.object_key(&aip.to_string());
        let inventory = StoredAip::open(&**copy.folder.store(), &root)?.inventory;
        let message = |number: u32| {
            let version = inventory.versions.get(&format!("v{number}"));
            version.and_then(|version| version.message.clone()).unwrap_or_default()
        };
        Ok(versions.iter().map(|version| message(version.number)).collect::<Vec<_>>())
    })?;
    let mut before = Description::default();
    let mut out = Vec::with_capacity(versions.len());
    for (version, message) in versions.into_iter().zip(messages) {
        let now = Description::of(&version.description, &version.title);
        let changed = before.differing(&now);
        before = now;
        out.push(Change {
            version: version.number,
            created: version.created,
            message,
            brought_files: version.received == version.number,
            changed,
        });
    }
    Ok(out)
}
