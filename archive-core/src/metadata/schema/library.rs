//! The folder of schemas that an operator gives, and the catalog in it.

use super::catalog::{self, Catalog};
use super::header::{Header, Root};
use super::{SCHEMA_BYTES, Validator, engine};
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::{Error, Result};
use crate::finding::codes::sch;
use std::path::{Path, PathBuf};

/// The name of the catalog in the folder.
pub const CATALOG_FILE: &str = "catalog.xml";
/// Deepest folder looked into.
const DEPTH: usize = 8;
/// Most schemas of a folder.
const SCHEMAS: usize = 10_000;

/// A schema in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file, below the folder, `/`-separated.
    pub file: String,
    /// What it says of itself.
    pub header: Header,
    /// SHA-256 of the file.
    pub digest: Digest,
}

/// All schemas of a folder.
#[derive(Debug, Clone)]
pub struct Library {
    folder: PathBuf,
    pub(super) catalog: Catalog,
    entries: Vec<Entry>,
    broken: Vec<Unread>,
}

/// A file that is called a schema and is none, with the reason.
type Unread = (String, crate::finding::Finding);

impl Library {
    /// Reads the catalog of a folder and the beginning of every `*.xsd` below it.
    pub fn open(folder: &Path) -> Result<Self> {
        let folder = crate::fs::canonical(folder).map_err(|error| {
            let told = Error::new(&sch::FOLDER_MISSING).at(folder.display().to_string());
            told.because(error)
        })?;
        let catalog = Catalog::read(&folder.join(CATALOG_FILE))?;
        let mut library = Self { folder, catalog, entries: Vec::new(), broken: Vec::new() };
        let mut files = Vec::new();
        library.collect("", 0, &mut files)?;
        files.sort();
        for file in files {
            match library.entry(&file) {
                Ok(Some(entry)) => library.entries.push(entry),
                Ok(None) => {}
                Err(error) => library.broken.push((file, error.finding().clone())),
            }
        }
        Ok(library)
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Every schema, by the name of its file.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Files called `*.xsd` that could not be read as XML, and why.
    pub fn broken(&self) -> impl Iterator<Item = (&str, &crate::finding::Finding)> {
        self.broken.iter().map(|(file, finding)| (file.as_str(), finding))
    }

    /// The schema that judges a document: one that declares its root element. Of several that do,
    /// the one that the document names wins, then the one that the catalog names for the
    /// namespace, then the highest version.
    #[must_use]
    pub fn for_root(&self, root: &Root) -> Option<&Entry> {
        let declares = |entry: &&Entry| {
            let header = &entry.header;
            header.namespace == root.namespace && header.elements.binary_search(&root.name).is_ok()
        };
        let wanted: Vec<&Entry> = self.entries.iter().filter(declares).collect();
        let by_name = root.locations.iter().find_map(|location| {
            let name = location.rsplit('/').next().unwrap_or_default();
            let same = |entry: &&&Entry| entry.file.rsplit('/').next() == Some(name);
            let resolved = self.catalog.resolve(location);
            let listed = |entry: &&&Entry| resolved.as_ref() == Some(&self.path(entry));
            wanted.iter().find(listed).or_else(|| wanted.iter().find(same))
        });
        let by_catalog = || {
            let file = self.catalog.resolve(&root.namespace)?;
            wanted.iter().find(|entry| self.path(entry) == file)
        };
        let newest = || {
            let version = |entry: &Entry| numbers(entry.header.version.as_deref());
            wanted.iter().max_by_key(|entry| (version(entry), entry.file.clone()))
        };
        by_name.or_else(by_catalog).or_else(newest).copied()
    }

    /// The schema of a namespace: the one that the catalog names, else the highest version.
    #[must_use]
    pub fn for_namespace(&self, namespace: &str) -> Option<&Entry> {
        let wanted = || self.entries.iter().filter(|entry| entry.header.namespace == namespace);
        let listed = self.catalog.resolve(namespace);
        let by_catalog = listed.and_then(|file| wanted().find(|entry| self.path(entry) == file));
        let version = |entry: &&Entry| numbers(entry.header.version.as_deref());
        by_catalog.or_else(|| wanted().max_by_key(|entry| (version(entry), entry.file.clone())))
    }

    /// What a schema includes and imports, as far as the folder has it: the location it gives
    /// (perhaps empty) and the schema that stands for it.
    pub fn needs<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = (&'a str, &'a Entry)> {
        let base = self.path(entry);
        entry.header.needs.iter().filter_map(move |(namespace, location)| {
            let namespace = Some(namespace.as_str()).filter(|namespace| !namespace.is_empty());
            let file = self.find(location, &base, namespace)?;
            let found = self.entries.iter().find(|other| self.path(other) == file)?;
            Some((location.as_str(), found))
        })
    }

    /// Makes a schema ready, with all that it imports.
    pub fn compile(&self, entry: &Entry) -> Result<Box<dyn Validator>> {
        engine::compile(self, &self.path(entry), &entry.file)
    }

    /// The file that stands for what a schema imports or includes.
    pub(super) fn find(
        &self,
        location: &str,
        base: &Path,
        namespace: Option<&str>,
    ) -> Option<PathBuf> {
        let remote = location.contains("://") || location.starts_with("urn:");
        let listed = || self.catalog.resolve(location).filter(|_| !location.is_empty());
        let beside = || {
            let beside = base.parent()?;
            let file = catalog::normal(&beside.join(location));
            // A schema has no business elsewhere on the machine than in the folder, or below
            // the place where the catalog has put it.
            let inside = file.starts_with(&self.folder) || file.starts_with(beside);
            let local = inside && !remote && !location.is_empty();
            (local && crate::fs::exists(&file)).then_some(file)
        };
        let of_namespace = || {
            let namespace = namespace?;
            let known = || self.entries.iter().find(|e| e.header.namespace == namespace);
            self.catalog.resolve(namespace).or_else(|| known().map(|entry| self.path(entry)))
        };
        listed().or_else(beside).or_else(of_namespace)
    }

    /// Adds schemas to the folder, durably: all of them or, where one cannot be used, none.
    /// Returns the names of their files. A file that is already there with the same content is
    /// left as it is.
    pub fn add(&self, files: &[PathBuf]) -> Result<Vec<String>> {
        let mut new = Vec::new();
        for file in files {
            let shown = file.display().to_string();
            let bytes = crate::fs::read(file, SCHEMA_BYTES)?;
            let header = Header::read(&bytes[..], &shown)?.ok_or_else(|| no_schema(&shown))?;
            let name = file.file_name().and_then(|name| name.to_str());
            let name = name.ok_or_else(|| {
                let words = ["its name is not Unicode", "der Name ist kein Unicode"];
                Error::new(&sch::UNUSABLE).at(&shown).with_words("reason", words[0], words[1])
            })?;
            new.push((name.to_owned(), bytes, header));
        }
        self.try_out(&new)?;
        for (name, bytes, _) in &new {
            let target = self.folder.join(name);
            if crate::fs::exists(&target) {
                if crate::fs::read(&target, SCHEMA_BYTES)? != *bytes {
                    return Err(Error::new(&sch::ALREADY_THERE).at(name));
                }
            } else {
                crate::fs::create_durably(&target, bytes)?;
            }
        }
        self.list(&new)?;
        Ok(new.into_iter().map(|(name, _, _)| name).collect())
    }

    /// Compiles the new schemas as if they lay in the folder already.
    fn try_out(&self, new: &[(String, Vec<u8>, Header)]) -> Result<()> {
        let stage = tempfile::tempdir().map_err(crate::fs::Failure::of("create", &self.folder))?;
        let mut library = self.clone();
        for (name, bytes, header) in new {
            let file = stage.path().join(name);
            crate::fs::create_durably(&file, bytes)?;
            let digest = Hasher::digest(Algorithm::Sha256, bytes);
            let file = file.display().to_string();
            // An absolute path stays itself when it is joined to the folder.
            library.entries.push(Entry { file, header: header.clone(), digest });
        }
        let added = library.entries.len() - new.len();
        for (entry, (name, _, _)) in library.entries[added..].iter().zip(new) {
            engine::compile(&library, Path::new(&entry.file), name)?;
        }
        Ok(())
    }

    /// Names the new schemas in the catalog, unless their namespaces stand there.
    fn list(&self, new: &[(String, Vec<u8>, Header)]) -> Result<()> {
        let mut entries: Vec<(String, String)> = Vec::new();
        for (name, _, header) in new {
            let namespace = &header.namespace;
            let known = entries.iter().any(|(other, _)| other == namespace)
                || self.catalog.resolve(namespace).is_some();
            if !namespace.is_empty() && !known {
                entries.push((namespace.clone(), name.clone()));
            }
        }
        if entries.is_empty() {
            return Ok(());
        }
        let file = self.folder.join(CATALOG_FILE);
        let text = catalog::extended(&file, &entries)?;
        crate::fs::replace_durably(&file, &text)?;
        Ok(())
    }

    fn path(&self, entry: &Entry) -> PathBuf {
        self.folder.join(&entry.file)
    }

    fn collect(&self, below: &str, depth: usize, files: &mut Vec<String>) -> Result<()> {
        for entry in crate::fs::read_folder(&self.folder.join(below))? {
            let Some(name) = entry.name.to_str() else { continue };
            let path = if below.is_empty() { name.to_owned() } else { format!("{below}/{name}") };
            let full = self.folder.join(&path);
            if crate::fs::is_folder(&full) {
                if depth < DEPTH {
                    self.collect(&path, depth + 1, files)?;
                }
            } else if name.to_ascii_lowercase().ends_with(".xsd") && files.len() < SCHEMAS {
                files.push(path);
            }
        }
        Ok(())
    }

    fn entry(&self, file: &str) -> Result<Option<Entry>> {
        let bytes = crate::fs::read(&self.folder.join(file), SCHEMA_BYTES)?;
        let Some(header) = Header::read(&bytes[..], file)? else { return Ok(None) };
        let digest = Hasher::digest(Algorithm::Sha256, &bytes);
        Ok(Some(Entry { file: file.to_owned(), header, digest }))
    }
}

pub(super) fn no_schema(path: &str) -> Error {
    let words = ["it is no XML Schema", "es ist kein XML-Schema"];
    Error::new(&sch::UNUSABLE).at(path).with_words("reason", words[0], words[1])
}

/// What the library that compiles schemas says, in English, as it says it.
pub(super) fn unusable(path: &str, reason: impl std::fmt::Display) -> Error {
    Error::new(&sch::UNUSABLE).at(path).with("reason", reason)
}

/// The numbers in a version, so that 1.12 is above 1.9.
fn numbers(version: Option<&str>) -> Vec<u64> {
    let parts = version.unwrap_or_default().split(|c: char| !c.is_ascii_digit());
    parts.filter_map(|part| part.parse().ok()).collect()
}
