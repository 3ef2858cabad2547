//! Evidence: damaged bytes and strays, kept on the copy on which they lay until somebody releases
//! them (`docs/format.md`, "Evidence").

use crate::aip::AipId;
use crate::archive::TenantCopy;
use crate::catalog::{Damage, DamageState};
use crate::clock::rfc3339;
use crate::digest::Stream512;
use crate::error::{Error, Result};
use crate::finding::codes::fix;
use crate::store::{At, Entry, Key, Sink, Store, StoreError};
use serde::{Deserialize, Serialize};
use std::io::Write;
use uuid::Uuid;

/// The folder of evidence below the tenant.
const FOLDER: &str = "evidence";
/// How the names of descriptions end.
const DESCRIBED: &str = ".json";
/// Largest description read, in bytes.
const DESCRIPTION_BYTES: u64 = 64 << 10;
/// Bytes of one piece on their way.
const PIECE: usize = 1 << 20;

/// What is known of a piece of evidence: `<n>.json` beside the bytes `<n>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The version of this form.
    pub format: u32,
    /// The repair that kept it.
    pub run: Uuid,
    /// Where the bytes lie, below the tenant; none where nothing could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Where they lay, below the tenant.
    pub path: String,
    /// The package; none for files of the root itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aip: Option<String>,
    /// What was wrong with them.
    pub state: String,
    /// When they were kept, RFC 3339.
    pub time: String,
    /// How many bytes.
    pub size: u64,
    /// Their SHA-512.
    pub sha512: String,
    /// The lock on what was replaced: until it ends, the damaged bytes also lie in the bucket, as
    /// an older version of the object.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locked: Option<KeptLock>,
}

/// The lock on a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLock {
    /// `governance` or `compliance`.
    pub mode: String,
    /// When it ends, RFC 3339.
    pub until: String,
}

/// Keeps what lies at a damaged place, if anything does and it can be read. Gives where.
pub(super) fn keep(
    copy: &TenantCopy,
    damage: &Damage,
    key: &Key,
    (run, number): (Uuid, u64),
    time: String,
) -> Result<Option<String>> {
    let store = copy.folder.store();
    let place = Key::new(format!("{FOLDER}/{run}/{number:06}")).map_err(StoreError::from)?;
    let reader = match store.open(key, None) {
        Ok(reader) => reader,
        Err(StoreError::NotFound(_) | StoreError::Unreadable(_)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let read = copy_bytes(reader, store.rewrite(&place)?, &place)?;
    let described = Key::new(format!("{place}{DESCRIBED}")).map_err(StoreError::from)?;
    let (size, sha512) = read.clone().unwrap_or_default();
    let kept = Kept {
        format: 1,
        run,
        place: read.is_some().then(|| place.to_string()),
        path: key.to_string(),
        aip: damage.aip.map(|aip| aip.to_string()),
        state: damage.state.as_str().to_owned(),
        time,
        size,
        sha512,
        locked: lock_on(&**store, key),
    };
    let mut text = serde_json::to_vec_pretty(&kept).expect("it has string keys only");
    text.push(b'\n');
    store.replace(&described, &text)?;
    Ok(kept.place)
}

/// The lock on a damaged file. That it cannot be told keeps nobody from repairing.
fn lock_on(store: &dyn Store, key: &Key) -> Option<KeptLock> {
    let lock = store.lock_of(key).ok().flatten()?;
    Some(KeptLock { mode: lock.mode.as_str().to_owned(), until: rfc3339(lock.until) })
}

/// Size and SHA-512 of what was kept; `None` where the medium gives no more of it.
fn copy_bytes(
    mut reader: crate::store::Reader,
    mut sink: Box<dyn Sink>,
    place: &Key,
) -> Result<Option<(u64, String)>> {
    let (mut stream, mut buffer, mut size) = (Stream512::new(), vec![0; PIECE], 0);
    loop {
        // A bad block: the rest is not to be had, and half of it proves little.
        let Ok(filled) = crate::fs::fill(&mut *reader, &mut buffer) else { return Ok(None) };
        stream.update(&buffer[..filled]);
        size += filled as u64;
        sink.write_all(&buffer[..filled])
            .map_err(|error| StoreError::from_io(At::key("write", place), error))?;
        if filled < buffer.len() {
            sink.finish()?;
            return Ok(Some((size, stream.finish().hex())));
        }
    }
}

/// Gives every piece of evidence on a copy, in the order of runs.
pub fn each_kept(
    copy: &TenantCopy,
    each: &mut dyn FnMut(Result<Kept>) -> Result<()>,
) -> Result<()> {
    let folder = Key::new(FOLDER).map_err(StoreError::from)?;
    let store = copy.folder.store();
    crate::store::try_list(&**store, &folder, |entry| -> Result<()> {
        let Entry::File { key, .. } = entry else { return Ok(()) };
        if !is_description(&key) {
            return Ok(());
        }
        let read = store.read(&key, DESCRIPTION_BYTES).map_err(Error::from);
        each(read.and_then(|bytes| {
            serde_json::from_slice(&bytes).map_err(|error| {
                Error::new(&fix::BAD_REPORT).at(key.as_str()).with("reason", error)
            })
        }))
    })
}

/// Removes the evidence that a repair kept on a copy. Gives how many pieces there were.
pub fn release(copy: &TenantCopy, run: Uuid) -> Result<u64> {
    let folder = Key::new(format!("{FOLDER}/{run}")).map_err(StoreError::from)?;
    let store = copy.folder.store();
    let mut keys = Vec::new();
    crate::store::try_list(&**store, &folder, |entry| -> Result<()> {
        if let Entry::File { key, .. } = entry {
            keys.push(key);
        }
        Ok(())
    })?;
    let pieces = keys.iter().filter(|key| is_description(key)).count();
    // The bytes first: a description without them says that there were some.
    keys.sort_by_key(is_description);
    for key in keys {
        store.delete(&key)?;
    }
    Ok(pieces as u64)
}

/// Whether a file of evidence is the description of another one.
fn is_description(key: &Key) -> bool {
    key.name().strip_suffix(DESCRIBED).is_some()
}

/// Where a stray lies, as a key; none where no key can name it.
pub(super) fn stray_key(damage: &Damage) -> Option<Key> {
    (damage.state == DamageState::Unexpected).then(|| Key::new(damage.path.as_str()).ok())?
}

/// The package that a piece of evidence belongs to.
impl Kept {
    /// The package, where there is one.
    #[must_use]
    pub fn package(&self) -> Option<AipId> {
        self.aip.as_deref().and_then(|aip| aip.parse().ok())
    }
}
