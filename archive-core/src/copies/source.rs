//! Where the bytes of a version are taken from: the other copies, in their order.

use crate::aip::AipId;
use crate::archive::{TenantArchive, TenantCopy};
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::{Error, Result};
use crate::finding::codes::cpy;
use crate::limits::INVENTORY_BYTES;
use crate::ocfl::inventory::{FILE, Inventory};
use crate::store::{Key, Store, StoreError};

/// The copies of a tenant that may give what another one lacks.
pub(super) struct Sources<'a>(Vec<&'a TenantCopy>);

/// An inventory, proven by its digest.
pub(super) struct Proven {
    pub bytes: Vec<u8>,
    pub inventory: Inventory,
}

impl<'a> Sources<'a> {
    /// Every copy but the one that is filled: required ones first, those that are taken away last.
    pub fn beside(tenant: &'a TenantArchive, target: &TenantCopy) -> Self {
        let mut all: Vec<_> = tenant.copies().iter().chain(tenant.offline_copies()).collect();
        all.retain(|copy| copy.name != target.name);
        all.sort_by_key(|copy| !copy.required);
        Self(all)
    }

    /// The copies in the order in which they are to be asked.
    pub fn iter(&self) -> impl Iterator<Item = &'a TenantCopy> {
        self.0.iter().copied()
    }

    /// The inventory of a version with this SHA-512, from the first copy that has it.
    pub fn inventory(&self, aip: AipId, version: u32, digest: &Digest) -> Result<Proven> {
        let mut trouble = Trouble::default();
        for copy in self.iter() {
            let path = format!("v{version}/{FILE}");
            let key = copy.holdings.object_key(&aip.to_string()).join(&path);
            let key = key.map_err(StoreError::from)?;
            match copy.folder.store().read(&key, INVENTORY_BYTES) {
                Ok(bytes) if Hasher::digest(Algorithm::Sha512, &bytes) != *digest => {
                    trouble.note(copy, &key, "corrupt", false);
                }
                Ok(bytes) => match serde_json::from_slice(&bytes) {
                    Ok(inventory) => return Ok(Proven { bytes, inventory }),
                    Err(_) => trouble.note(copy, &key, "unreadable", false),
                },
                Err(error) => trouble.take(copy, &key, &error),
            }
        }
        Err(trouble.error())
    }
}

/// Why no copy gave something: the last reason, and whether waiting may help.
#[derive(Default)]
pub(super) struct Trouble {
    reason: String,
    temporary: bool,
}

impl Trouble {
    /// Notes what was wrong on a copy.
    pub fn note(&mut self, copy: &TenantCopy, key: &Key, state: &str, temporary: bool) {
        self.reason = format!("{}: {key}: {state}", copy.name);
        self.temporary |= temporary;
    }

    /// Notes what a copy answered.
    pub fn take(&mut self, copy: &TenantCopy, key: &Key, error: &StoreError) {
        let state = match error {
            StoreError::NotFound(_) => "missing",
            error if error.retryable() => "unreachable",
            _ => "unreadable",
        };
        self.note(copy, key, state, error.retryable());
    }

    /// What is said in the end; the caller names package, version and copy.
    pub fn error(&self) -> Error {
        let code = if self.temporary { &cpy::SOURCE_AWAY } else { &cpy::NO_SOURCE };
        Error::new(code).with("reason", &self.reason)
    }
}
