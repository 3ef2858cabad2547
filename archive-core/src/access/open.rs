//! Reading one file, whole or in part, without writing anything.

use super::Events;
use super::source::{Source, Trouble, lost};
use crate::aip::AipId;
use crate::aip::StoredFile;
use crate::aip::layout::content_path;
use crate::archive::TenantArchive;
use crate::digest::{Digest, Stream512};
use crate::error::{Error, Result};
use crate::package::Area;
use crate::store::{At, Reader, StoreError};
use std::io::{self, Read};

/// A file of a package, found.
pub struct OpenFile<'a> {
    row: StoredFile,
    source: Source<'a>,
}

/// Finds a file of a version by its logical path: one look into the catalog. Bad copies met
/// while reading go to `events`.
pub fn open_file<'a>(
    tenant: &'a TenantArchive,
    aip: AipId,
    version: u32,
    area: Area,
    path: &str,
    events: &'a dyn Events,
) -> Result<OpenFile<'a>> {
    let row = tenant.catalog().file(aip, version, area, path)?;
    Ok(OpenFile { row, source: Source::new(tenant, aip, events) })
}

impl OpenFile<'_> {
    /// What the catalog knows of the file.
    #[must_use]
    pub fn row(&self) -> &StoredFile {
        &self.row
    }

    /// The bytes from `offset` on, `len` of them or as many as there are: one range request to
    /// the first copy that answers.
    ///
    /// Of a part nothing is proven, for the digest is one of the whole. Where the whole file is
    /// asked for, the reader fails at its end if the bytes are not what was stored; who gave
    /// them on must then take them back ([`OpenFile::read_proven`] does not give any before).
    /// A copy that ends too early lets the reader fail too.
    pub fn read_range(&self, offset: u64, len: u64) -> Result<Reader> {
        let from = offset.min(self.row.size);
        let len = len.min(self.row.size - from);
        let path = self.content_path();
        let whole = from == 0 && len == self.row.size;
        let start = self.row.offset.saturating_add(from);
        let mut temporary = false;
        for copy in self.source.order() {
            let opened = match len {
                0 => Ok(Box::new(io::empty()) as Reader),
                _ => self.source.open(copy, &path, start..start.saturating_add(len)),
            };
            match opened {
                Ok(reader) => {
                    return Ok(Box::new(Counted {
                        reader,
                        left: len,
                        proof: whole.then(|| (Stream512::new(), self.row.digest)),
                        path,
                    }));
                }
                Err(error) => {
                    temporary |= self.source.tell(copy, &path, Trouble::Failed(error));
                }
            }
        }
        Err(lost(&self.row.path, temporary).into())
    }

    /// The whole file, proven by its SHA-512, from the first copy that has it right. Refused
    /// with `E-STO-…` where it is larger than `limit` bytes.
    pub fn read_proven(&self, limit: u64) -> Result<Vec<u8>> {
        let path = self.content_path();
        if self.row.size > limit {
            let at = At::place("read", self.row.path.clone());
            return Err(StoreError::TooLarge { at, limit }.into());
        }
        let start = self.row.offset;
        let mut temporary = false;
        for copy in self.source.order() {
            let read = self.read_from(copy, &path, start);
            let trouble = match read {
                Ok(bytes) if self.is_right(&bytes) => return Ok(bytes),
                Ok(_) => Trouble::Corrupt,
                Err(error) => Trouble::Failed(error),
            };
            temporary |= self.source.tell(copy, &path, trouble);
        }
        Err(Error::from(lost(&self.row.path, temporary)))
    }

    fn read_from(&self, copy: usize, path: &str, start: u64) -> crate::store::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if self.row.size > 0 {
            let range = start..start.saturating_add(self.row.size);
            let read = self.source.open(copy, path, range)?.read_to_end(&mut bytes);
            read.map_err(|error| StoreError::from_io(At::place("read", path), error))?;
        }
        Ok(bytes)
    }

    fn is_right(&self, bytes: &[u8]) -> bool {
        let mut stream = Stream512::new();
        stream.update(bytes);
        stream.finish() == self.row.digest
    }

    fn content_path(&self) -> String {
        content_path(self.row.content_version, self.row.content_ordinal)
    }
}

/// A reader that knows how many bytes must come, and where it can what they must be.
struct Counted {
    reader: Reader,
    left: u64,
    proof: Option<(Stream512, Digest)>,
    path: String,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let read = self.reader.read(buffer)?;
        self.left = self.left.saturating_sub(read as u64);
        if let Some((stream, _)) = &mut self.proof {
            stream.update(&buffer[..read]);
        }
        if read > 0 {
            return Ok(read);
        }
        let wrong = self.proof.take().is_some_and(|(stream, digest)| stream.finish() != digest);
        if self.left > 0 || wrong {
            self.left = 0;
            let at = At::place("read", self.path.clone());
            return Err(StoreError::Unreadable(at.because("not the bytes that were stored")).into());
        }
        Ok(0)
    }
}
