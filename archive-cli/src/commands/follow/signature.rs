//! What a package in a watched folder looks like from outside: enough to tell whether somebody is
//! still writing to it, without reading a byte of it.

use super::super::aside;
use super::super::sources::BESIDE;
use archive_core::fs::{Folder, Kind, Stat, raw_bytes, stat};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Number, sizes and times of everything that belongs to a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signature {
    entries: u64,
    bytes: u64,
    newest: Option<SystemTime>,
    /// Sum of the hashes of name, kind, size and time of each entry: the order in which a system
    /// lists them does not matter.
    mix: u64,
}

impl Signature {
    fn add(&mut self, name: &Path, stat: &Stat) {
        let mut hasher = DefaultHasher::new();
        raw_bytes(name.as_os_str()).hash(&mut hasher);
        (stat.kind == Kind::Folder, stat.size, stat.modified, stat.identity).hash(&mut hasher);
        self.entries += 1;
        self.bytes = self.bytes.wrapping_add(stat.size);
        self.newest = self.newest.max(stat.modified);
        self.mix = self.mix.wrapping_add(hasher.finish());
    }
}

/// The signature of what lies at a path, with the descriptions beside it. What cannot be looked at
/// does not count: that it cannot be read is found when it is taken.
pub fn of(path: &Path) -> Signature {
    let mut signature = Signature::default();
    let Ok(top) = stat(path) else { return signature };
    signature.add(Path::new(""), &top);
    if top.kind == Kind::Folder
        && let Ok(folder) = Folder::open(path)
    {
        below(&folder, &mut signature);
    }
    for suffix in BESIDE {
        if let Ok(stat) = stat(&aside::with(path, suffix)) {
            signature.add(Path::new(suffix), &stat);
        }
    }
    signature
}

/// Adds everything below an open folder; links are looked at and not followed.
fn below(folder: &Folder, signature: &mut Signature) {
    let mut open = vec![PathBuf::new()];
    while let Some(inside) = open.pop() {
        let _ = folder.list(&inside, &mut |name, stat| {
            let path = inside.join(name);
            signature.add(&path, stat);
            if stat.kind == Kind::Folder {
                open.push(path);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use archive_core::fs;

    #[test]
    fn everything_that_moves_is_seen() {
        let place = tempfile::tempdir().expect("a folder");
        let path = |inside: &str| place.path().join(inside);
        let write = |inside: &str, content: &[u8]| {
            fs::create_folders(path(inside).parent().expect("in a folder")).expect("a folder");
            fs::replace_durably(&path(inside), content).expect("a file");
        };
        let mut seen = vec![of(&path("akte"))];
        let mut changed = |what: &str| {
            let now = of(&path("akte"));
            assert!(!seen.contains(&now), "{what}");
            assert_eq!(now, of(&path("akte")), "{what}");
            seen.push(now);
        };
        write("akte/a/b/c.txt", b"c");
        changed("a file came");
        write("akte/a/b/c.txt", b"cc");
        changed("a file grew");
        fs::set_modified(&path("akte/a/b/c.txt"), SystemTime::UNIX_EPOCH).expect("a time");
        changed("a time changed");
        fs::create_folder(&path("akte/leer")).expect("a folder");
        changed("a folder came");
        write("akte.dc.xml", b"<dc/>");
        changed("a description came");
        fs::rename(&path("akte/a/b"), &path("akte/a/d")).expect("renamed");
        changed("a folder has another name");
    }
}
