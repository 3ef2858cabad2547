//! `names.csv`: which file has another path than it had when it came.

use super::target::Target;
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::{Error, Result};
use crate::metadata::encoding::base64;
use std::fs::File;
use std::io::{BufWriter, Write};

/// Its name, at the top of the export.
pub const FILE: &str = "names.csv";

/// The table while it is written.
pub struct Table {
    out: csv::Writer<Hashing<BufWriter<File>>>,
}

impl Table {
    /// An empty table in the target.
    pub fn new(target: &Target) -> Result<Self> {
        let file = target.create(FILE.as_bytes(), FILE)?;
        let sink = Hashing::new(BufWriter::new(file));
        let mut table = Self { out: csv::Writer::from_writer(sink) };
        table.write(["exported", "original", "original_base64"])?;
        Ok(table)
    }

    /// Enters a file: its path in the target, its logical path, the bytes received.
    pub fn row(&mut self, exported: &[u8], original: &str, raw: &[u8]) -> Result<()> {
        let exported = String::from_utf8_lossy(exported);
        self.write([&guarded(&exported), &guarded(original), &guarded(&base64(raw))])
    }

    fn write<const N: usize>(&mut self, fields: [&str; N]) -> Result<()> {
        self.out.write_record(fields).map_err(|error| failed(error.into()))
    }

    /// Ends the table and gives its SHA-512.
    pub fn finish(self) -> Result<Digest> {
        let sink = self.out.into_inner().map_err(|error| failed(error.into_error()))?;
        let Hashing { mut inner, hasher, .. } = sink;
        inner.flush().map_err(failed)?;
        Ok(hasher.finish())
    }
}

/// A field that no spreadsheet takes for a formula (ASVS 5.0, 1.2.10). One leading apostrophe is
/// to be taken off when reading, so a field that begins with one gets another.
fn guarded(field: &str) -> String {
    if field.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) {
        return format!("'{field}");
    }
    field.to_owned()
}

fn failed(error: std::io::Error) -> Error {
    crate::fs::Failure::of("write", FILE.as_ref())(error).into()
}

/// Hashes what passes.
pub struct Hashing<W> {
    /// Where it goes.
    pub inner: W,
    /// What it amounts to.
    pub hasher: Hasher,
    /// How many bytes passed.
    pub bytes: u64,
}

impl<W> Hashing<W> {
    /// Nothing has passed yet; SHA-512.
    pub fn new(inner: W) -> Self {
        Self { inner, hasher: Hasher::new(Algorithm::Sha512), bytes: 0 }
    }
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn no_field_is_a_formula() {
        for field in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'=1"] {
            let safe = guarded(field);
            assert_eq!(safe.strip_prefix('\''), Some(field));
        }
        assert_eq!(guarded("a=b"), "a=b");
    }
}
