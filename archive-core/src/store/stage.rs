//! Writing one version of one OCFL object so that it appears as a whole or not at all.
//!
//! This file holds the contract and what every backend checks alike; how a version becomes
//! visible is the backend's business (`docs/decisions/0002-storage.md`).

use super::{At, Key, Pending, Reader, Result, Settled, StoreError};
use std::io::Write;
use std::ops::Range;

/// Where a version goes, and who writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The object root.
    pub object: Key,
    /// The number of the version, from 1. Its folder is `v` and the number without padding.
    pub version: u32,
    /// Where unfinished content waits, on stores that need such a place.
    pub staging: Key,
    /// The key that says that somebody is writing this version.
    pub claim: Key,
    /// Who: a token that survives a crash and that no other writer has.
    pub writer: String,
}

impl Placement {
    /// The name of the version folder: `v1`.
    #[must_use]
    pub fn folder(&self) -> String {
        format!("v{}", self.version)
    }

    /// The full key of a path inside the object.
    pub fn key(&self, path: &Key) -> Result<Key> {
        Ok(self.object.join_key(path)?)
    }

    /// The full key of the version folder.
    pub fn version_key(&self) -> Result<Key> {
        Ok(self.object.join(&self.folder())?)
    }

    /// The same placement below a prefix.
    pub(crate) fn below(&self, prefix: &Key) -> Result<Self> {
        Ok(Self {
            object: prefix.join_key(&self.object)?,
            staging: prefix.join_key(&self.staging)?,
            claim: prefix.join_key(&self.claim)?,
            ..self.clone()
        })
    }

    /// Refuses what no backend can place.
    pub(crate) fn check(&self) -> Result<()> {
        let refuse = |reason: &str| {
            Err(StoreError::BadKey(At::key("stage", &self.object).because(reason.to_owned())))
        };
        if self.version == 0 {
            return refuse("versions start at 1");
        }
        if self.writer.is_empty() || self.writer.len() > WRITER_BYTES {
            return refuse("the token of the writer must have 1 to 255 bytes");
        }
        let keys = [&self.object, &self.staging, &self.claim];
        let clash = |a: &Key, b: &Key| a.starts_with(b) || b.starts_with(a);
        if keys.iter().any(|key| key.is_root())
            || clash(keys[0], keys[1])
            || clash(keys[0], keys[2])
            || clash(keys[1], keys[2])
        {
            return refuse("object, staging and claim must be three different places");
        }
        Ok(())
    }

    /// Refuses a path that is not inside the version folder or has a reserved name.
    pub(crate) fn check_path(&self, path: &Key) -> Result<()> {
        let mut segments = path.segments();
        let inside = segments.next().is_some_and(|first| first == self.folder());
        if inside && segments.next().is_some() && !path.as_str().ends_with(UNFINISHED) {
            return Ok(());
        }
        let reason = format!("not a path for a file inside {}/", self.folder());
        Err(StoreError::BadKey(At::key("stage", path).because(reason)))
    }

    /// Whether a path inside the object is the sidecar of this version's inventory.
    pub(crate) fn is_sidecar(&self, path: &Key) -> bool {
        let rest = path.as_str().strip_prefix(&self.folder());
        rest.and_then(|rest| rest.strip_prefix("/inventory.json."))
            .is_some_and(|algorithm| !algorithm.is_empty() && !algorithm.contains(['.', '/']))
    }
}

/// Longest token of a writer, in bytes.
pub const WRITER_BYTES: usize = 255;
/// How the names of unfinished files end on stores that have such.
pub(crate) const UNFINISHED: &str = ".part";
/// The declaration of an object (OCFL 1.1 §3.3), written with version 1.
pub(crate) const DECLARATION: (&str, &[u8]) = ("0=ocfl_object_1.1", b"ocfl_object_1.1\n");
/// The name of every inventory.
pub(crate) const INVENTORY: &str = "inventory.json";
/// Largest sidecar, in bytes: a digest and a file name.
pub(crate) const SIDECAR_BYTES: u64 = 4_096;

/// One version on its way into a store. May be used from several threads at once.
///
/// The caller writes everything below `vN/`: content, then `vN/inventory.json`, then its
/// sidecar. The store itself derives the declaration, the root inventory and its sidecar.
/// Dropping a stage leaves everything for a later [`Store::stage`](super::Store::stage).
pub trait Stage: Send + Sync {
    /// Begins a file. `path` is relative to the object root and lies in the version folder:
    /// `v1/content/0000/0000`. It counts only once its sink was finished.
    ///
    /// Fails with `AlreadyExists` where a finished file has this path ([`remove`](Self::remove)
    /// it first) and with `BadKey` for paths outside the version folder or ending in `.part`.
    /// Give the sink large pieces: every piece may cost a call to the system.
    fn create(&self, path: &Key) -> Result<Box<dyn Sink>>;

    /// Makes everything finished so far durable. Callers who come while another one syncs the
    /// same store share the next sync.
    fn sync(&self) -> Result<()>;

    /// The same in two parts, for whoever has several stages: what it gives makes it durable.
    fn begin_sync(&self) -> Result<Box<dyn Pending + '_>> {
        self.sync()?;
        Ok(Box::new(Settled))
    }

    /// Reads a finished file for confirmation, from the medium as far as the store can. Call
    /// [`sync`](Self::sync) before.
    fn open_back(&self, path: &Key) -> Result<Reader>;

    /// A range of a finished file in bytes, for taking up work: it proves nothing. Gives the
    /// bytes that exist, as [`Store::open`](super::Store::open) does.
    fn open_range(&self, path: &Key, range: Range<u64>) -> Result<Reader>;

    /// The finished files with their sizes in bytes, in the order of their paths.
    ///
    /// For resumption. After a power loss the content of a file may be gone although its name
    /// is there: confirm it before relying on it. A store may have forgotten the sidecar, which
    /// must then be written again.
    fn staged(&self) -> Result<Vec<(Key, u64)>>;

    /// Removes a staged file. Removing what is not there is success.
    fn remove(&self, path: &Key) -> Result<()>;

    /// Makes the version visible, atomically, and durable on return, and gives up the claim.
    ///
    /// Fails with `NotFound` where inventory or sidecar are missing, with `AlreadyExists` where
    /// the version is there already; nothing has changed then. After any other error the commit
    /// point may have passed: [`Store::stage`](super::Store::stage) tells.
    fn commit(self: Box<Self>) -> Result<()>;

    /// The same in two parts, for whoever has several stages: what it gives makes it durable, and
    /// gives up the claim.
    fn begin_commit(self: Box<Self>) -> Result<Box<dyn Pending>> {
        self.commit()?;
        Ok(Box::new(Settled))
    }

    /// Removes everything staged and gives up the claim. Fails with `AlreadyExists` where the
    /// version is committed already, and removes nothing then.
    fn abandon(self: Box<Self>) -> Result<()>;
}

/// A file on its way into a stage. Dropping it without finishing removes it.
pub trait Sink: Write + Send {
    /// Says that the file is complete. It is durable after the next [`Stage::sync`].
    fn finish(self: Box<Self>) -> Result<()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placement() -> Placement {
        Placement {
            object: Key::new("holdings/abc").unwrap(),
            version: 2,
            staging: Key::new("staging/abc.v2").unwrap(),
            claim: Key::new("claims/abc.v2").unwrap(),
            writer: "w".into(),
        }
    }

    #[test]
    fn only_paths_inside_the_version_are_staged() {
        let check = |path: &str| placement().check_path(&Key::new(path).unwrap()).is_ok();
        assert!(check("v2/content/0000") && check("v2/inventory.json"));
        for bad in ["v2", "v1/content/0000", "v20/x", "inventory.json", "v2/content/a.part"] {
            assert!(!check(bad), "{bad}");
        }
    }

    #[test]
    fn the_sidecar_is_recognised() {
        let is = |path: &str| placement().is_sidecar(&Key::new(path).unwrap());
        assert!(is("v2/inventory.json.sha512") && is("v2/inventory.json.sha256"));
        assert!(!is("v2/inventory.json") && !is("v1/inventory.json.sha512"));
        assert!(!is("v2/content/inventory.json.sha512") && !is("v2/inventory.json.a.b"));
    }

    #[test]
    fn places_must_not_overlap() {
        let good = placement();
        assert!(good.check().is_ok());
        let bad = [
            Placement { version: 0, ..good.clone() },
            Placement { writer: String::new(), ..good.clone() },
            Placement { staging: Key::new("holdings/abc/v2").unwrap(), ..good.clone() },
            Placement { claim: good.staging.clone(), ..good.clone() },
            Placement { object: Key::root(), ..good.clone() },
        ];
        for bad in bad {
            assert!(bad.check().is_err(), "{bad:?}");
        }
    }
}
