//! A single file that is the whole package.

use super::folder::{CheckedFile, timestamp};
use super::guard::{Admission, Guard};
use super::held::state_of;
use super::{Container, ContainerKind, Entry, EntryKind, Locator};
use crate::error::Result;
use crate::finding::codes::pkg;
use crate::finding::{Finding, Findings};
use crate::fs;
use crate::limits::Limits;
use crate::package::name::{Judge, Verdict};
use std::io::Read;
use std::path::{Path, PathBuf};

/// A package of one file; its one entry bears the name of the file.
pub struct FileContainer {
    path: PathBuf,
    document: bool,
}

impl FileContainer {
    /// The file at `path`, which must be a regular file.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), document: false }
    }

    /// The same for a document that is a ZIP file inside, which listing it says.
    #[must_use]
    pub fn document(path: &Path) -> Self {
        Self { path: path.to_owned(), document: true }
    }
}

impl Container for FileContainer {
    fn kind(&self) -> ContainerKind {
        ContainerKind::File
    }

    fn list(
        &self,
        limits: &Limits,
        findings: &mut Findings,
        each: &mut dyn FnMut(Entry) -> Result<()>,
    ) -> Result<()> {
        let stat = fs::stat(&self.path)?;
        let raw = fs::raw_bytes(self.path.file_name().unwrap_or_default());
        let Verdict::Path(path) = Judge::default().judge_bytes(&raw, limits, findings) else {
            return Ok(());
        };
        if self.document {
            findings.push(Finding::new(&pkg::DOCUMENT).at(path.as_str()));
        }
        let modified = stat.modified.and_then(timestamp);
        let state = state_of(&stat);
        let locator = Locator { stored: stat.size, state, ..Locator::default() };
        let entry = Entry {
            path,
            kind: EntryKind::File,
            size: stat.size,
            modified,
            locator,
            raw: raw.to_vec(),
        };
        match Guard::new(limits).admit(&entry, findings) {
            Admission::Taken => each(entry),
            Admission::Refused | Admission::Over => Ok(()),
        }
    }

    fn open(&self, entry: &Entry) -> Result<Box<dyn Read + Send + '_>> {
        let file = fs::open(&self.path)?;
        Ok(Box::new(CheckedFile::new(file, &self.path, entry)?))
    }

    /// Its one reader has compared the file with its listing at the end.
    fn recheck(&self, _findings: &mut Findings) -> Result<()> {
        Ok(())
    }
}
