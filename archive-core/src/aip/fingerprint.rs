//! Fingerprints: what makes two packages the same package (`docs/format.md`, section 5). Computed
//! when a package is taken in, and again from storage, to see whether it is still the same.

use super::read::VersionHead;
use crate::aip::StoredFile;
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::Result;
use crate::package::{Area, Kind};
use crate::sorter::Sorter;

/// The digest of a folder in a fingerprint: it has no content.
pub const NO_CONTENT: [u8; 64] = [0; 64];

/// A line of a fingerprint, with the digest as bytes. A path may hold a line feed: it is escaped,
/// so that no two packages give the same lines.
#[must_use]
pub fn fingerprint_line(digest: &[u8], size: u64, path: &str) -> Vec<u8> {
    let path = path.replace('\\', "\\\\").replace('\n', "\\n");
    let mut line = digest.to_vec();
    line.extend_from_slice(format!(" {size} {path}\n").as_bytes());
    line
}

/// SHA-512 over the sorted lines `digest size path`.
pub fn fingerprint(lines: Sorter) -> Result<Digest> {
    let lines = lines.finish()?;
    let mut lines = lines.iter()?;
    let mut hasher = Hasher::new(Algorithm::Sha512);
    while let Some((key, _)) = lines.next()? {
        let (digest, rest) = key.split_at(Algorithm::Sha512.bytes());
        let digest = Digest::from_bytes(Algorithm::Sha512, digest).expect("cut to length");
        hasher.update(digest.hex().as_bytes());
        hasher.update(rest);
    }
    Ok(hasher.finish())
}

/// Both fingerprints of a version, and its totals, reckoned from what storage says of its files.
pub struct Reckoning {
    /// What stands before the logical path of an area's files in the package as received.
    kind: Option<Kind>,
    whole: Sorter,
    payload: Sorter,
    files: u64,
    bytes: u64,
}

/// What was reckoned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reckoned {
    /// Fingerprint of the package.
    pub fingerprint: Digest,
    /// Fingerprint of the payload.
    pub payload_fingerprint: Digest,
    /// Number of files.
    pub files: u64,
    /// Sum of their sizes in bytes.
    pub bytes: u64,
}

impl Reckoning {
    /// Begins with what is known of a version before its files. Holds about `memory` bytes.
    pub fn new(head: &VersionHead, memory: usize) -> Result<Self> {
        let kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == head.kind);
        let sorter = || Sorter::new(memory / 2);
        let mut new = Self { kind, whole: sorter(), payload: sorter(), files: 0, bytes: 0 };
        for folder in &head.empty_folders {
            let path = format!("{}{}/", new.prefix(Area::Original), folder.path);
            new.whole.push(&fingerprint_line(&NO_CONTENT, 0, &path), &[])?;
        }
        Ok(new)
    }

    fn prefix(&self, area: Area) -> &'static str {
        self.kind.map_or("", |kind| kind.prefix(area))
    }

    /// Adds a file.
    pub fn add(&mut self, file: &StoredFile) -> Result<()> {
        let digest = file.digest.as_bytes();
        let path = format!("{}{}", self.prefix(file.area), file.path);
        self.whole.push(&fingerprint_line(digest, file.size, &path), &[])?;
        if file.area == Area::Original {
            self.payload.push(&fingerprint_line(digest, file.size, &file.path), &[])?;
        }
        self.files += 1;
        self.bytes = self.bytes.saturating_add(file.size);
        Ok(())
    }

    /// Ends it.
    pub fn finish(self) -> Result<Reckoned> {
        Ok(Reckoned {
            fingerprint: fingerprint(self.whole)?,
            payload_fingerprint: fingerprint(self.payload)?,
            files: self.files,
            bytes: self.bytes,
        })
    }
}
