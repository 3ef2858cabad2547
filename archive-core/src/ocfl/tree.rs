//! What validation runs over: a tree of folders and files that can only be read.
//!
//! The tree knows nothing of OCFL. Paths are relative to its root, `/`-separated raw bytes;
//! the empty path is the root itself.

use crate::{error::Result, fs};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

pub use crate::fs::Kind;

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name, bytes as stored, without `/`.
    pub name: Vec<u8>,
    /// What it is; links are named, never followed.
    pub kind: Kind,
    /// Size of a file in bytes; 0 for everything else.
    pub size: u64,
    /// Where the same bytes may have another name (a hard link): what two such names share.
    pub shared: Option<(u64, u64)>,
}

/// A tree of folders and files, read by several threads at once.
///
/// Contract: the tree may change while it is read; every call answers for its own moment and
/// an error stands for that one path. Nothing outside the tree is ever reached: a link is an
/// entry of kind [`Kind::Link`], and a path leading through one is an error.
pub trait Tree: Sync {
    /// The entries of a folder, sorted by the bytes of their names, each name once, `.` and
    /// `..` left out. An object store gives the folders its keys imply and never an empty one.
    /// Fails where the path is no folder.
    fn list(&self, folder: &[u8]) -> Result<Vec<Entry>>;

    /// Opens a regular file for reading from its beginning. Fails where it is none.
    fn open(&self, file: &[u8]) -> Result<Box<dyn Read + Send + '_>>;
}

/// A folder of the file system as a tree.
#[derive(Debug)]
pub struct DiskTree {
    root: PathBuf,
    handle: File,
}

impl DiskTree {
    /// The tree below an existing folder. The folder itself may be reached through links.
    pub fn new(root: &Path) -> Result<Self> {
        let root = fs::canonical(root)?;
        let handle = fs::open_folder(&root)?;
        Ok(Self { root, handle })
    }

    fn path(&self, relative: &[u8]) -> Result<PathBuf> {
        if relative.is_empty() {
            return Ok(self.root.clone());
        }
        Ok(self.root.join(fs::path_from_bytes(relative)?))
    }
}

impl Tree for DiskTree {
    fn list(&self, folder: &[u8]) -> Result<Vec<Entry>> {
        let list = fs::read_folder_stats(&self.path(folder)?)?;
        Ok(list.into_iter().map(|(entry, stat)| entry_of(&entry.name, &stat)).collect())
    }

    fn open(&self, file: &[u8]) -> Result<Box<dyn Read + Send + '_>> {
        let path = if cfg!(unix) { fs::path_from_bytes(file)? } else { self.path(file)? };
        Ok(Box::new(fs::open_beneath(&self.handle, &path)?))
    }
}

fn entry_of(name: &std::ffi::OsStr, stat: &fs::Stat) -> Entry {
    let file = stat.kind == Kind::File;
    Entry {
        name: name.as_encoded_bytes().to_vec(),
        kind: stat.kind,
        size: if file { stat.size } else { 0 },
        shared: (file && stat.links > 1).then_some(stat.identity),
    }
}

/// A path below a folder.
#[must_use]
pub fn join(folder: &[u8], name: &[u8]) -> Vec<u8> {
    if folder.is_empty() {
        return name.to_vec();
    }
    let mut out = Vec::with_capacity(folder.len() + 1 + name.len());
    out.extend_from_slice(folder);
    out.push(b'/');
    out.extend_from_slice(name);
    out
}

/// A path for people: bytes that are no UTF-8 are replaced.
#[must_use]
pub fn readable(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn links_are_named_and_not_followed() {
        let outside = tempfile::tempdir().unwrap();
        let inside = tempfile::tempdir().unwrap();
        fs::replace_durably(&outside.path().join("secret"), b"secret").unwrap();
        fs::replace_durably(&inside.path().join("plain"), b"plain").unwrap();
        std::os::unix::fs::symlink(outside.path(), inside.path().join("way")).unwrap();
        let tree = DiskTree::new(inside.path()).unwrap();
        let kinds: Vec<_> = tree.list(b"").unwrap().into_iter().map(|e| (e.name, e.kind)).collect();
        assert_eq!(kinds, [(b"plain".to_vec(), Kind::File), (b"way".to_vec(), Kind::Link)]);
        let mut text = String::new();
        tree.open(b"plain").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "plain");
        assert!(tree.open(b"way/secret").is_err());
        assert!(tree.open(b"../x").is_err());
        assert!(tree.open(b"way").is_err());
    }
}
