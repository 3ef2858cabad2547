//! Walking the files of the project: everything but what tools and builds leave behind.

use archive_core::fs::{self, Kind};
use std::path::{Path, PathBuf};

/// Largest file read: a source file above this is a mistake of its own.
const LARGEST: u64 = 8 << 20;

/// Folders that are no part of the project.
const FOREIGN: [&str; 6] = ["target", ".git", ".tools", ".venv", "__pycache__", "node_modules"];

/// Endings of files that are not text.
const BINARY: [&str; 8] = ["png", "jpg", "pdf", "zip", "gz", "tar", "tif", "woff2"];

/// One file of the project.
pub struct File {
    /// Its path from the root of the project, with `/`.
    pub name: String,
    /// Its content, or nothing where it is no text.
    pub text: String,
}

impl File {
    /// Whether the name ends like this, without the dot.
    pub fn is(&self, ending: &str) -> bool {
        Path::new(&self.name).extension().is_some_and(|e| e == ending)
    }

    /// The folder names and the file name.
    pub fn parts(&self) -> Vec<&str> {
        self.name.split('/').collect()
    }
}

/// The root of the project.
pub fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().expect("the crate lies in the workspace").to_owned()
}

/// Every file of the project, sorted by name.
pub fn files() -> Vec<File> {
    let mut out = Vec::new();
    walk(&root(), "", &mut out);
    assert!(out.len() > 20, "the walk found next to nothing");
    out
}

/// The files whose names end like this.
pub fn files_ending(ending: &str) -> Vec<File> {
    files().into_iter().filter(|file| file.is(ending)).collect()
}

fn walk(folder: &Path, prefix: &str, out: &mut Vec<File>) {
    for entry in fs::read_folder(folder).expect("the project can be listed") {
        let plain = entry.name.to_string_lossy().into_owned();
        let path = folder.join(&entry.name);
        let name = if prefix.is_empty() { plain.clone() } else { format!("{prefix}/{plain}") };
        match entry.kind {
            Kind::Folder if !FOREIGN.contains(&plain.as_str()) => walk(&path, &name, out),
            // In a linked working tree `.git` is a file that names a place on this machine.
            Kind::File if plain != ".git" && !plain.ends_with(".profraw") => {
                out.push(File { text: text_of(&path, &name), name });
            }
            _ => {}
        }
    }
}

fn text_of(path: &Path, name: &str) -> String {
    if BINARY.iter().any(|ending| name.ends_with(&format!(".{ending}"))) {
        return String::new();
    }
    let bytes = fs::read(path, LARGEST).expect("a file of the project can be read");
    String::from_utf8(bytes).unwrap_or_else(|_| panic!("{name} is not UTF-8"))
}
