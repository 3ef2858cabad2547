//! Bags made by the tests: a good one of any version, to be spoilt in one place.

use archive_core::digest::{Algorithm, Hasher};
use archive_core::fs;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// The files of a bag before they are written.
#[derive(Clone)]
pub struct Draft {
    files: BTreeMap<Vec<u8>, Vec<u8>>,
    sealed: bool,
}

impl Draft {
    /// A good bag with two payload files, SHA-256 manifests, and bag-info.txt.
    pub fn good(version: &str) -> Self {
        let mut draft = Self { files: BTreeMap::new(), sealed: true };
        let declaration = format!("BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n");
        draft.set("bagit.txt", &declaration);
        draft.set("data/a.txt", "alpha\n");
        draft.set("data/dir/b.txt", "beta beta\n");
        draft.set(draft.info_name(), "Source-Organization: Stadtarchiv\nPayload-Oxum: 16.2\n");
        draft.list("sha256");
        draft
    }

    /// The name of the metadata file of this version.
    pub fn info_name(&self) -> &'static str {
        let declared = &self.files[&b"bagit.txt"[..]];
        let old = ["0.93", "0.94", "0.95"].iter().any(|v| contains(declared, v.as_bytes()));
        if old { "package-info.txt" } else { "bag-info.txt" }
    }

    /// Sets a file's content.
    pub fn set(&mut self, path: &str, content: impl AsRef<[u8]>) {
        self.set_raw(path.as_bytes(), content);
    }

    /// Sets the content of a file whose name may be no UTF-8.
    pub fn set_raw(&mut self, path: &[u8], content: impl AsRef<[u8]>) {
        self.files.insert(path.to_vec(), content.as_ref().to_vec());
    }

    /// Adds to a file's content, creating it where it is missing.
    pub fn append(&mut self, path: &str, content: impl AsRef<[u8]>) {
        self.files.entry(path.as_bytes().to_vec()).or_default().extend_from_slice(content.as_ref());
    }

    /// Removes a file, giving back its content.
    pub fn take(&mut self, path: &str) -> Vec<u8> {
        self.files.remove(path.as_bytes()).expect("the file is in the draft")
    }

    /// Changes a file as text.
    pub fn edit(&mut self, path: &str, from: &str, to: &str) {
        let text = String::from_utf8(self.take(path)).expect("the file is text");
        assert!(text.contains(from), "{path} has no {from:?}: {text}");
        self.set(path, text.replace(from, to));
    }

    /// Writes a payload manifest of everything in the payload now, and an empty tag manifest.
    pub fn list(&mut self, algorithm: &str) {
        let text = self.lines(algorithm, |path| path.starts_with(b"data/"));
        self.set(&format!("manifest-{algorithm}.txt"), text);
        self.set(&format!("tagmanifest-{algorithm}.txt"), "");
    }

    /// Adds a payload file together with its line.
    pub fn add(&mut self, path: &str, content: &str) {
        let info = self.info_name();
        self.files.remove(info.as_bytes());
        self.set(path, content);
        self.set(info, "Source-Organization: Stadtarchiv\n");
        self.list("sha256");
    }

    /// The line of a manifest about a file of the draft.
    pub fn line(&self, algorithm: &str, path: &str) -> String {
        let content = &self.files[path.as_bytes()];
        format!("{}  {path}\n", hex(algorithm, content))
    }

    /// Leaves the tag manifests as they are.
    pub fn unsealed(&mut self) {
        self.sealed = false;
    }

    fn lines(&self, algorithm: &str, wanted: impl Fn(&[u8]) -> bool) -> Vec<u8> {
        let mut text = Vec::new();
        for (path, content) in self.files.iter().filter(|(path, _)| wanted(path)) {
            text.extend_from_slice(hex(algorithm, content).as_bytes());
            text.extend_from_slice(b"  ");
            text.extend_from_slice(path);
            text.push(b'\n');
        }
        text
    }

    fn seal(&mut self) {
        let names: Vec<Vec<u8>> =
            self.files.keys().filter(|n| n.starts_with(b"tagmanifest-")).cloned().collect();
        for name in names {
            let algorithm = String::from_utf8_lossy(&name[12..name.len() - 4]).into_owned();
            let tag =
                |path: &[u8]| !path.starts_with(b"data/") && !path.starts_with(b"tagmanifest-");
            let text = self.lines(&algorithm, tag);
            self.files.insert(name, text);
        }
    }

    /// Writes the bag into an empty folder.
    pub fn write(mut self, root: &Path) {
        if self.sealed {
            self.seal();
        }
        for (path, content) in &self.files {
            let place = root.join(OsStr::from_bytes(path));
            fs::create_folders(place.parent().expect("a file stands in a folder")).unwrap();
            if !path.ends_with(b"/") {
                fs::create_new(&place).unwrap().write_all(content).unwrap();
            }
        }
    }
}

pub fn hex(algorithm: &str, content: &[u8]) -> String {
    let algorithm: Algorithm = algorithm.parse().expect("the algorithm is known");
    Hasher::digest(algorithm, content).hex()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|part| part == needle)
}
