//! Giving a copy up: only where everything on it lies elsewhere for certain.

use crate::archive::{Archive, TenantArchive};
use crate::error::{Error, Result};
use crate::finding::codes::{arc, cpy};

/// What stands in the way of giving a copy up, or that nothing does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retiring {
    /// The copy.
    pub copy: String,
    /// Versions on it, of all tenants, that lie on another copy as well.
    pub versions: u64,
}

/// Whether a copy may be given up. Fails with `E-CPY-004` where something lies nowhere else for
/// certain, and with `E-CPY-005` where no required copy would be left.
pub fn retirement(archive: &Archive, name: &str) -> Result<Retiring> {
    let copies = archive.copies();
    if !copies.iter().any(|copy| copy.name() == name) {
        return Err(Error::new(&arc::UNKNOWN_COPY).with("copy", name));
    }
    let mut out = Retiring { copy: name.to_owned(), versions: 0 };
    for row in archive.tenants()? {
        let others = copies.iter().filter(|copy| copy.name() != name && copy.is_for(&row.id));
        let others: Vec<_> = others.collect();
        let own = copies.iter().any(|copy| copy.name() == name && copy.is_for(&row.id));
        if !own {
            continue;
        }
        if !others.iter().any(|copy| copy.is_required()) {
            let error = Error::new(&cpy::LAST_REQUIRED).with("copy", name);
            return Err(error.with("tenant", &row.id));
        }
        // A medium in a drawer is no reason to do without a copy that is always there.
        let names: Vec<_> =
            others.iter().filter(|copy| !copy.section.offline).map(|copy| copy.name()).collect();
        out.versions += alone(&archive.tenant(&row.id)?, name, &names)?;
    }
    Ok(out)
}

/// How many versions of a tenant there are, all of which lie on one of the other copies.
fn alone(tenant: &TenantArchive, name: &str, others: &[&str]) -> Result<u64> {
    let catalog = tenant.catalog();
    match catalog.confirmed_on_none(others)? {
        0 => catalog.confirmed_on_none(&[]),
        count => Err(Error::new(&cpy::ONLY_COPY)
            .with("copy", name)
            .with("tenant", tenant.id())
            .with("count", count)),
    }
}
