//! Judging documents by the schemas of those who publish them (XML Schema 1.0).
//!
//! The archive ships no schema of others: an operator gives a folder ([`Library`]), a catalog in
//! it resolves what schemas import, and nothing is ever fetched from a network. The engine behind
//! [`Validator`] is known to one module alone.

mod catalog;
mod engine;
mod header;
mod library;
mod official;
#[cfg(test)]
pub(crate) mod tests;

pub use catalog::Catalog;
pub use header::{Header, Root};
pub use library::{CATALOG_FILE, Entry, Library};
pub use official::{Official, official};

use crate::error::Result;
use crate::finding::codes::{sch, xml as xml_codes};
use crate::finding::{Finding, Findings};
use crate::xml;
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Largest schema read, in bytes.
pub const SCHEMA_BYTES: u64 = 16 << 20;
/// Largest document judged by a schema, in bytes; what it says of ids is held in memory.
pub const DOCUMENT_BYTES: u64 = 256 << 20;
/// Most elements, attributes and texts of a document judged by a schema, for the same reason.
pub const DOCUMENT_NODES: usize = 10_000_000;

/// A schema, made ready to judge documents.
pub trait Validator: Send {
    /// Judges one document: what does not follow the schema becomes a finding at `path`, with
    /// line and column. Documents above the limits give a finding that says so.
    ///
    /// # Errors
    /// Where the document is not well-formed or cannot be read.
    fn validate(
        &self,
        document: &mut dyn BufRead,
        path: &str,
        findings: &mut Findings,
    ) -> Result<()>;
}

/// Judges files one after the other by everything there is: the guarded reader, then the schema
/// of the root element in the library. A schema is made ready once.
pub struct Judge<'a> {
    library: Option<&'a Library>,
    ready: HashMap<String, Box<dyn Validator>>,
}

impl<'a> Judge<'a> {
    /// A judge with a library, or without one.
    #[must_use]
    pub fn new(library: Option<&'a Library>) -> Self {
        Self { library, ready: HashMap::new() }
    }

    /// Judges a file, called `path` in findings. Where there is no library or no schema for it,
    /// a finding says so.
    ///
    /// # Errors
    /// Where the file cannot be read, or its schema cannot be used.
    pub fn judge(&mut self, file: &Path, path: &str, findings: &mut Findings) -> Result<()> {
        let size = crate::fs::stat(file)?.size;
        let mut open =
            || -> Result<Box<dyn BufRead>> { Ok(Box::new(BufReader::new(crate::fs::open(file)?))) };
        self.judge_opened(&mut open, size, path, findings)
    }

    /// The same for a document of `size` bytes that is opened by the caller, as often as asked.
    ///
    /// # Errors
    /// Where the document cannot be read, or its schema cannot be used.
    pub fn judge_opened<'o>(
        &mut self,
        open: &mut dyn FnMut() -> Result<Box<dyn BufRead + 'o>>,
        size: u64,
        path: &str,
        findings: &mut Findings,
    ) -> Result<()> {
        if let Err(error) = xml::check(open()?, path) {
            let of_document = [&xml_codes::NOT_WELL_FORMED, &xml_codes::DOCTYPE, &xml_codes::LIMIT];
            if !of_document.iter().any(|code| error.is(code)) {
                return Err(error);
            }
            findings.push(error.finding().clone());
            return Ok(());
        }
        let Some(library) = self.library else {
            findings.push(Finding::new(&sch::NO_FOLDER).at(path));
            return Ok(());
        };
        let root = header::root(open()?, path)?;
        let Some(entry) = library.for_root(&root) else {
            findings.push(Finding::new(&sch::NO_SCHEMA).at(path).with("name", root.shown()));
            return Ok(());
        };
        if size > DOCUMENT_BYTES {
            findings.push(Finding::new(&sch::TOO_LARGE).at(path).with("limit", DOCUMENT_BYTES));
            return Ok(());
        }
        if !self.ready.contains_key(&entry.file) {
            self.ready.insert(entry.file.clone(), library.compile(entry)?);
        }
        self.ready[&entry.file].validate(&mut *open()?, path, findings)
    }
}
