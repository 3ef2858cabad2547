//! Which of the files that were received are affected by damage in a content file.

use super::knowledge::ordinal_of;
use super::package::Package;
use super::scene::Scene;
use crate::aip::bundle::{TAIL_BYTES, Tail, locate_index, read_index};
use crate::archive::TenantCopy;
use crate::catalog::{DamageState, KeptFile};
use crate::error::Result;
use crate::store::proof::{self, Expected, Pace, Pending, Proving, Verdict};
use crate::store::{Key, Reader, Store, StoreError};
use std::collections::BTreeSet;
use std::io::Read;
use std::sync::{Mutex, PoisonError};

/// The files inside a damaged content file that are affected, by their paths as received; the
/// logical path where it holds no received file (metadata). Nothing for inventories, and for a
/// bundle all of whose members are intact.
pub(super) fn affected(
    scene: &Scene<'_>,
    copy: &TenantCopy,
    package: &Package,
    path: &Key,
    state: DamageState,
) -> Result<Vec<String>> {
    let Some((version, ordinal)) = ordinal_of(path) else { return Ok(Vec::new()) };
    let key = package.root.join_key(path).map_err(StoreError::from)?;
    let mut kept = scene.catalog.kept_files(package.aip, version, ordinal)?;
    if kept.is_empty() {
        if let Some(name) = scene.catalog.content_name(package.aip, version, ordinal)? {
            return Ok(vec![name]);
        }
        kept = listed(copy, &key)?.unwrap_or_default();
    }
    // Before the first byte of a member stands a header, so none begins at 0.
    let bundled = kept.iter().any(|file| file.offset > 0);
    if bundled && state != DamageState::Missing {
        kept = damaged(copy, &key, kept)?;
    }
    let mut seen = BTreeSet::new();
    kept.retain(|file| seen.insert(file.path.clone()));
    Ok(kept.into_iter().map(|file| file.path).collect())
}

/// The members of a bundle as its own index lists them; `None` where it has none that is intact.
fn listed(copy: &TenantCopy, key: &Key) -> Result<Option<Vec<KeptFile>>, StoreError> {
    let store = copy.folder.store();
    let passing = |error: StoreError| if error.retryable() { Err(error) } else { Ok(None) };
    let size = match store.head(key) {
        Ok(meta) => meta.size,
        Err(error) => return passing(error),
    };
    let mut from = size.saturating_sub(TAIL_BYTES);
    loop {
        let mut tail = Vec::new();
        let read = store.open(key, Some(from..size)).and_then(|mut reader| {
            reader.read_to_end(&mut tail).map_err(|e| StoreError::system("read", key, e))
        });
        if let Err(error) = read {
            return passing(error);
        }
        match locate_index(&tail, from + tail.len() as u64, key.as_str()) {
            Ok(Tail::NeedFrom(earlier)) if earlier < from => from = earlier,
            Ok(Tail::Index(index)) => return Ok(members(&index, key)),
            _ => return Ok(None),
        }
    }
}

fn members(index: &[u8], key: &Key) -> Option<Vec<KeptFile>> {
    let mut out = Vec::new();
    read_index(index, key.as_str(), &mut |listed| {
        if let Some(digest) = listed.digests.first() {
            let (path, offset, size) = (listed.path, listed.offset, listed.size);
            out.push(KeptFile { path, offset, size, digest: *digest });
        }
        Ok(())
    })
    .ok()?;
    Some(out)
}

/// Those members of a bundle whose own bytes are not good.
pub(super) fn damaged(
    copy: &TenantCopy,
    key: &Key,
    members: Vec<KeptFile>,
) -> Result<Vec<KeptFile>, StoreError> {
    let ranges = Ranges {
        store: copy.folder.store(),
        key,
        members: Pending::new(members.into_iter()),
        wrong: Mutex::default(),
        trouble: Mutex::default(),
    };
    proof::prove(&ranges, 1, &Pace::default());
    if let Some(error) = ranges.trouble.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    let mut wrong = ranges.wrong.into_inner().unwrap_or_else(PoisonError::into_inner);
    wrong.sort_unstable_by(|a, b| (a.offset, &a.path).cmp(&(b.offset, &b.path)));
    Ok(wrong)
}

/// The members of one bundle, each read as a range of it.
struct Ranges<'a, S> {
    store: &'a S,
    key: &'a Key,
    members: Pending<std::vec::IntoIter<KeptFile>>,
    wrong: Mutex<Vec<KeptFile>>,
    trouble: Mutex<Option<StoreError>>,
}

impl<S: Store> Proving for Ranges<'_, S> {
    type File = KeptFile;

    fn next(&self) -> Option<KeptFile> {
        self.members.next()
    }

    fn expected(&self, file: &KeptFile) -> Expected {
        Expected { size: file.size, digest: file.digest }
    }

    fn key(&self, _file: &KeptFile) -> Key {
        self.key.clone()
    }

    fn open(&self, file: &KeptFile) -> Result<Reader, StoreError> {
        self.store.open(self.key, Some(file.offset..file.offset.saturating_add(file.size)))
    }

    fn verdict(&self, file: KeptFile, verdict: Verdict) {
        match verdict {
            Verdict::Good => {}
            Verdict::Unreadable(error) if error.retryable() => {
                let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
                trouble.get_or_insert(error);
            }
            _ => self.wrong.lock().unwrap_or_else(PoisonError::into_inner).push(file),
        }
    }
}
