//! Objects of a storage root that no list names: whose are they?

use super::knowledge::Knowledge;
use crate::aip::AipId;
use crate::archive::TenantCopy;
use crate::error::Result;
use crate::store::{Key, ObjectFiles};

/// What an object root turns out to hold.
pub(super) enum Identity {
    /// A package of the archive, as its own inventory says.
    Package(AipId, Knowledge, ObjectFiles),
    /// Files that are no package.
    Foreign(ObjectFiles),
    /// Nothing.
    Nothing,
}

/// Looks whose object lies at a root.
pub(super) fn identify(copy: &TenantCopy, root: &Key) -> Result<Identity> {
    let Some(listing) = copy.holdings.object_files(root)? else { return Ok(Identity::Nothing) };
    if let Some((id, knowledge)) = Knowledge::of_inventory(copy, &listing)?
        && let Ok(aip) = id.parse::<AipId>()
        && copy.holdings.object_key(&aip.to_string()) == *root
    {
        return Ok(Identity::Package(aip, knowledge, listing));
    }
    Ok(Identity::Foreign(listing))
}
