//! The container itself as evidence: it is not kept, so its size, time and SHA-256 are
//! (`docs/format.md`, section 5). The digest is computed beside the reading, from a second pass
//! over bytes that the system has at hand anyway.

use super::receive::{FileRecord, Received};
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::{Error, Result};
use crate::finding::codes::pkg;
use crate::fs::{self, Failure};
use crate::metadata::premis::property;
use crate::package::container::ContainerKind;
use crate::package::{Area, Package};
use jiff::Timestamp;
use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

/// Bytes hashed at once; small enough to stay in the cache of a core.
const PIECE: usize = 256 << 10;

/// What is kept of a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContainerFacts {
    /// Size in bytes.
    pub size: u64,
    /// Last modification, where the system tells.
    pub modified: Option<Timestamp>,
    /// SHA-256, where the archive wants it (`container_digest` in `archive.toml`): delivery notes
    /// name it, and processors have instructions for it.
    pub digest: Option<Digest>,
}

impl ContainerFacts {
    /// The facts for `significantProperties`, by name.
    pub fn properties(&self) -> impl Iterator<Item = (String, String)> {
        let size = Some((property::CONTAINER_SIZE, self.size.to_string()));
        let modified = self.modified.map(|time| (property::CONTAINER_MODIFIED, time.to_string()));
        let digest = self.digest.map(|digest| (property::CONTAINER_DIGEST, digest.hex()));
        let known = [size, modified, digest].into_iter().flatten();
        known.map(|(name, value)| (name.to_owned(), value))
    }
}

/// Does `read`, and finds out the facts of the container at the same time; its digest where
/// `digest` says so. A folder has none, and the digest of a file that is the package itself stands
/// with the file.
pub fn beside<T>(
    package: &Package,
    digest: bool,
    read: impl FnOnce() -> Result<T>,
) -> Result<(T, Option<ContainerFacts>)> {
    if matches!(package.container(), ContainerKind::Folder | ContainerKind::File) {
        return Ok((read()?, None));
    }
    let path = package.path();
    let file = fs::open(path)?;
    let before = fs::stat_open(&file, path)?;
    let (done, digest) = if digest { hash_beside(&file, path, read)? } else { (read()?, None) };
    let after = fs::stat_open(&file, path)?;
    if after.size != before.size || after.modified != before.modified {
        let error = Error::new(&pkg::CHANGED).at(path.display().to_string());
        return Err(error.with("what", format!("{} bytes, now {}", before.size, after.size)));
    }
    let modified = before.modified.and_then(|time| time.try_into().ok());
    Ok((done, Some(ContainerFacts { size: before.size, modified, digest })))
}

fn hash_beside<T>(
    file: &File,
    path: &Path,
    read: impl FnOnce() -> Result<T>,
) -> Result<(T, Option<Digest>)> {
    let given_up = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let digest = scope.spawn(|| hash(file, path, &given_up));
        let done = read();
        given_up.store(done.is_err(), Ordering::Relaxed);
        let digest = digest.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok((done?, digest?))
    })
}

/// Reads a file from front to back. `None` where it was given up.
fn hash(file: &File, path: &Path, given_up: &AtomicBool) -> Result<Option<Digest>> {
    let (mut hasher, mut piece, mut offset) = (Hasher::new(Algorithm::Sha256), vec![0; PIECE], 0);
    while !given_up.load(Ordering::Relaxed) {
        match fs::read_at(file, &mut piece, offset) {
            Ok(0) => return Ok(Some(hasher.finish())),
            Ok(read) => {
                hasher.update(&piece[..read]);
                offset += read as u64;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(Failure::of("read", path)(error).into()),
        }
    }
    Ok(None)
}

/// The facts of a package that is one file: those of its content.
pub fn of_single_file(package: &Package, received: &Received) -> Result<Option<ContainerFacts>> {
    if package.container() != ContainerKind::File {
        return Ok(None);
    }
    let mut rows = received.rows.iter();
    while let Some(record) = rows.next()? {
        let record = FileRecord::decode(record).expect("made by encode");
        let file = &record.read.file;
        if file.area == Area::Original {
            let (size, modified) = (file.entry.size, file.entry.modified);
            return Ok(Some(ContainerFacts { size, modified, digest: None }));
        }
    }
    Ok(None)
}
