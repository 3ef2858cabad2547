//! What a catalog knows, a digest for each package: two catalogs are compared without holding
//! either, and the packages in which they differ can be named.

use crate::aip::AipId;
use crate::catalog::Catalog;
use crate::digest::{Algorithm, Digest, Hasher};
use crate::error::Result;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Packages that are named where catalogs differ.
const NAMED: usize = 3;

/// A digest of the lines of the canonical dump for each package.
#[derive(Debug, Default)]
pub(super) struct Knowledge {
    /// By package; lines that speak of none stand under their table.
    digests: BTreeMap<Subject, Digest>,
    line: Vec<u8>,
    /// Tables that are passed over.
    without: &'static [&'static str],
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Package(AipId),
    Table(String),
}

impl Knowledge {
    /// Everything a catalog knows, but for some tables.
    pub fn of(catalog: &Catalog, without: &'static [&'static str]) -> Result<Self> {
        let mut knowledge = Self { without, ..Self::default() };
        catalog.dump(&mut knowledge)?;
        Ok(knowledge)
    }

    /// In which packages two catalogs differ: the first of them, and how many there are; `None`
    /// where they know the same.
    pub fn unlike(&self, other: &Self) -> Option<String> {
        let differs = |a: &Self, b: &Self| -> Vec<Subject> {
            let unlike =
                a.digests.iter().filter(|(key, digest)| b.digests.get(key) != Some(digest));
            unlike.map(|(key, _)| key.clone()).collect()
        };
        let mut all = differs(self, other);
        all.append(&mut differs(other, self));
        all.sort_unstable();
        all.dedup();
        let shown: Vec<_> = all.iter().take(NAMED).map(Subject::to_string).collect();
        match all.len() {
            0 => None,
            count if count <= NAMED => Some(shown.join(", ")),
            count => Some(format!("{}, … ({count})", shown.join(", "))),
        }
    }

    fn take_line(&mut self) {
        let text = String::from_utf8_lossy(&self.line);
        if self.without.iter().any(|table| text.split('\t').next() == Some(table)) {
            self.line.clear();
            return;
        }
        let package = text.split('\t').skip(1).take(2).find_map(package);
        let table = || text.split('\t').next().unwrap_or_default().to_owned();
        let subject = package.map_or_else(|| Subject::Table(table()), Subject::Package);
        let mut hasher = Hasher::new(Algorithm::Sha256);
        if let Some(before) = self.digests.get(&subject) {
            hasher.update(before.as_bytes());
        }
        hasher.update(&self.line);
        self.digests.insert(subject, hasher.finish());
        self.line.clear();
    }
}

/// The package in a column of the dump.
fn package(column: &str) -> Option<AipId> {
    let digits = column.strip_prefix("x'")?.strip_suffix('\'')?;
    let number = u128::from_str_radix(digits, 16).ok().filter(|_| digits.len() == 32)?;
    Some(AipId::from_bytes(number.to_be_bytes()))
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Package(aip) => aip.fmt(f),
            Self::Table(name) => name.fmt(f),
        }
    }
}

impl Write for Knowledge {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.take_line();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
