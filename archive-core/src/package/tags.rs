//! The tag files of a bag, as the BagIt room wants to see them, whatever the container.

use super::bagit::{PAYLOAD, TagFiles};
use super::container::{Container, Entry, EntryKind, Section};
use super::description::DESCRIPTION_BYTES;
use super::eark::METS_FILE;
use super::entries::EntryTable;
use super::shape::DESCRIPTIONS;
use crate::error::{Error, Result};
use crate::finding::codes::{bag, lim, sys};
use crate::fs::Failure;
use crate::limits::KEPT_ASIDE_BYTES;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

/// Most tag files directly in the base folder that are kept in mind.
const TAG_FILES: usize = 10_000;

/// Whether a name in the base folder is one that BagIt gives a meaning.
fn has_meaning(name: &str) -> bool {
    matches!(name, "bagit.txt" | "bag-info.txt" | "package-info.txt" | "fetch.txt") || is_list(name)
}

/// Whether a name is that of a payload or tag manifest, in any case of letters.
pub fn is_list(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let list = lower.strip_prefix("tag").unwrap_or(&lower);
    list.strip_prefix("manifest-").and_then(|rest| rest.strip_suffix(".txt")).is_some()
}

/// Whether a path can be that of a METS document of an E-ARK package, with a folder around it.
fn is_mets(path: &str) -> bool {
    let parts: Vec<&str> = path.splitn(5, '/').collect();
    match parts[..] {
        [name] | [_, name] => name == METS_FILE,
        [first, _, name] => first == "representations" && name == METS_FILE,
        [_, second, _, name] => second == "representations" && name == METS_FILE,
        _ => false,
    }
}

/// Small files of meaning that passed by while a stream was listed. Their content is kept in an
/// unnamed temporary file, since the stream cannot go back.
#[derive(Default)]
pub struct Captured {
    files: BTreeMap<String, (u64, u64)>,
    file: Option<Arc<File>>,
    end: u64,
}

impl Captured {
    /// Keeps the content of an entry if it may have a meaning.
    pub fn take(&mut self, entry: &Entry, content: &mut dyn Read) -> Result<()> {
        let name = entry.path.split_once('/').map_or(&*entry.path, |(_, inside)| inside);
        let description = DESCRIPTIONS.contains(&name) || DESCRIPTIONS.contains(&&*entry.path);
        let wanted = entry.kind == EntryKind::File
            && (has_meaning(name) || has_meaning(&entry.path) || description);
        let wanted = wanted || (entry.kind == EntryKind::File && is_mets(&entry.path));
        let readable = !description || entry.size <= DESCRIPTION_BYTES;
        if !wanted || !readable || self.files.len() >= TAG_FILES {
            return Ok(());
        }
        if self.end.saturating_add(entry.size) > KEPT_ASIDE_BYTES {
            return Err(Error::new(&lim::KEPT_ASIDE_BYTES).with("limit", KEPT_ASIDE_BYTES));
        }
        let place = Path::new("(temporary file)");
        if self.file.is_none() {
            self.file = Some(Arc::new(crate::fs::temporary_file()?));
        }
        let mut file = &**self.file.as_ref().expect("made above");
        let mut buffer = vec![0; 64 << 10];
        let begin = self.end;
        // What cannot be read is told when the file is read as part of the package.
        while let Ok(read @ 1..) = content.read(&mut buffer) {
            file.write_all(&buffer[..read]).map_err(Failure::of("write", place))?;
            self.end += read as u64;
        }
        self.files.insert(entry.path.clone(), (begin, self.end));
        Ok(())
    }

    /// The whole content of a small captured file.
    pub fn bytes(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let Some(mut reader) = self.open(path) else { return Ok(None) };
        let mut out = Vec::new();
        reader.read_to_end(&mut out).map_err(Failure::of("read", Path::new(path)))?;
        Ok(Some(out))
    }

    /// A captured file.
    pub fn open(&self, path: &str) -> Option<Section> {
        let (begin, end) = *self.files.get(path)?;
        Some(Section::new(Arc::clone(self.file.as_ref()?), begin, end - begin))
    }
}

/// The files of a bag outside its payload.
pub struct Tags<'a> {
    table: &'a EntryTable,
    base: &'a str,
    container: Option<&'a dyn Container>,
    captured: &'a Captured,
    known: BTreeMap<String, Entry>,
}

impl<'a> Tags<'a> {
    /// The tag files of the bag in the folder `base` of a container.
    pub fn new(
        table: &'a EntryTable,
        base: &'a str,
        container: Option<&'a dyn Container>,
        captured: &'a Captured,
    ) -> Result<Self> {
        let mut known = BTreeMap::new();
        let mut rows = table.iter()?;
        while let Some(row) = rows.next()? {
            let Some(name) = row.logical.strip_prefix(base) else { continue };
            if row.entry.kind == EntryKind::File && has_meaning(name) {
                known.insert(name.to_owned(), row.entry);
            }
            if known.len() > TAG_FILES {
                return Err(Error::new(&lim::ENTRIES).at(base).with("limit", TAG_FILES));
            }
        }
        Ok(Self { table, base, container, captured, known })
    }
}

impl TagFiles for Tags<'_> {
    fn list(&self, each: &mut dyn FnMut(&str, u64) -> Result<()>) -> Result<()> {
        let mut rows = self.table.iter()?;
        while let Some(row) = rows.next()? {
            let Some(name) = row.logical.strip_prefix(self.base) else { continue };
            if row.entry.kind == EntryKind::File && !name.starts_with(PAYLOAD) {
                each(name, row.entry.size)?;
            }
        }
        Ok(())
    }

    fn open(&self, name: &str) -> Result<Box<dyn Read + '_>> {
        let missing = || Error::new(&sys::NOT_FOUND).at(name);
        let entry = self.known.get(name).ok_or_else(missing)?;
        match self.container {
            Some(container) => Ok(container.open(entry)?),
            None => match self.captured.open(&entry.path) {
                Some(section) => Ok(Box::new(section)),
                None => Err(Error::new(&bag::FILE_MISSING).at(name).with("manifest", self.base)),
            },
        }
    }

    fn exists(&self, path: &str) -> Result<bool> {
        let mut rows = self.table.iter()?;
        while let Some(row) = rows.next()? {
            let Some(name) = row.logical.strip_prefix(self.base) else { continue };
            let below = name.strip_prefix(path);
            if below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
