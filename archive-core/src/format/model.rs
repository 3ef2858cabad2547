//! What signature files say: formats, what tells them apart, which one is the better answer.

use super::pattern::Signature;

/// A format of PRONOM.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Format {
    /// Its PRONOM unique identifier, such as `fmt/95`.
    pub puid: String,
    /// Its name.
    pub name: String,
    /// Its version; empty where it has none.
    pub version: String,
    /// Its MIME types, the most usual first, joined by ", "; often empty.
    pub mime: String,
    /// Endings of file names, in lower case, without the dot.
    pub extensions: Vec<String>,
}

impl Format {
    /// Its most usual MIME type; empty where it has none.
    #[must_use]
    pub fn usual_mime(&self) -> &str {
        self.mime.split(", ").next().unwrap_or_default()
    }
}

/// A format with what recognises it.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    pub format: Format,
    /// Signatures by their place in the list of all.
    pub signatures: Vec<usize>,
    /// Formats, by their place in the list, that give way to this one.
    pub beats: Vec<usize>,
    /// Whether anything but its extension can tell it.
    pub has_signature: bool,
}

/// What kind of file holds others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Zip,
    Ole2,
}

/// A file inside that must be there.
#[derive(Debug, Clone)]
pub(super) struct Inside {
    /// Its name in the list of all names that are looked for.
    pub name: usize,
    /// One of these must match its content; nothing is asked of it where there are none.
    pub signatures: Vec<Signature>,
}

/// What a container must hold to be of a format.
#[derive(Debug, Clone)]
pub(super) struct Container {
    pub kind: Kind,
    pub format: usize,
    pub files: Vec<Inside>,
}

/// Everything a registry is made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub version: String,
    pub entries: Vec<Entry>,
    pub signatures: Vec<Signature>,
    pub containers: Vec<Container>,
    /// Names looked for inside containers.
    pub names: Vec<String>,
    /// Formats whose files are looked into.
    pub triggers: Vec<(Kind, usize)>,
}

impl Model {
    /// The place of a name in the list of those looked for.
    pub fn name(&mut self, name: &str) -> usize {
        let known = self.names.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        })
    }

    /// The place of a format.
    pub fn find(&self, puid: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.format.puid == puid)
    }
}
