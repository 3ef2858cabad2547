//! Which bytes of a ZIP belong to which entry: none to two, and as few as possible to none.

use super::end::Directory;
use crate::error::Result;
use crate::finding::codes::zip;
use crate::finding::{Finding, Findings};
use crate::sorter::{Sorter, put_varint, take_varint};

/// Memory for sorting extents, in bytes.
const MEMORY: usize = 8 << 20;

/// Adds up extents while they come in the order of the file, as nearly every program writes
/// them; then nothing has to be kept.
#[derive(Debug, Default)]
pub(super) struct Extents {
    first: Option<u64>,
    end: u64,
    gap: u64,
    first_gap: Option<u64>,
    disordered: bool,
}

impl Extents {
    /// Takes the extent of the next entry.
    pub fn add(&mut self, start: u64, end: u64) {
        if self.first.is_none() {
            self.first = Some(start);
            self.end = start;
        }
        if start < self.end {
            self.disordered = true;
        } else if start > self.end {
            self.first_gap = self.first_gap.or(Some(self.end));
            self.gap += start - self.end;
        }
        self.end = self.end.max(end);
    }

    /// Whether each entry came behind the one before: then none overlap.
    pub fn in_order(&self) -> bool {
        !self.disordered
    }

    /// What is left over in front, between and behind.
    pub fn sum(mut self, directory: &Directory) -> Sum {
        let before = self.first.unwrap_or(directory.start);
        self.first.get_or_insert(before);
        self.end = self.end.max(before);
        self.add(directory.start, directory.start);
        Sum { before, gap: self.gap, first_gap: self.first_gap.unwrap_or(0) }
    }
}

/// Takes the extent of one entry: start, end, name.
type Add<'a> = dyn FnMut(u64, u64, &str) -> Result<()> + 'a;

/// The same for entries in any order: sorted, with every overlap named. `visit` gives them.
pub(super) fn sorted(
    directory: &Directory,
    findings: &mut Findings,
    visit: &mut dyn FnMut(&mut Add<'_>) -> Result<()>,
) -> Result<Sum> {
    let mut sorter = Sorter::new(MEMORY);
    let mut value = Vec::new();
    visit(&mut |start, end, name| {
        value.clear();
        put_varint(&mut value, end);
        value.extend_from_slice(name.as_bytes());
        sorter.push(&start.to_be_bytes(), &value)
    })?;
    let in_order = sorter.finish()?;
    let mut extents = Extents::default();
    let mut last = String::new();
    let mut iter = in_order.iter()?;
    while let Some((key, value)) = iter.next()? {
        let mut name = value;
        let start = key.first_chunk().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        let end = take_varint(&mut name).unwrap_or(start);
        let name = String::from_utf8_lossy(name);
        if extents.first.is_some() && start < extents.end {
            findings.push(Finding::new(&zip::OVERLAP).at(&*name).with("other", &last));
        }
        if end > extents.end {
            last.clear();
            last.push_str(&name);
        }
        extents.add(start, end);
    }
    Ok(extents.sum(directory))
}

/// Bytes of a ZIP that belong to no entry.
pub(super) struct Sum {
    before: u64,
    gap: u64,
    first_gap: u64,
}

impl Sum {
    /// Says what was found. `head` are the first four bytes of the file.
    pub fn report(&self, path: &str, head: &[u8], findings: &mut Findings) {
        // The mark of a ZIP that was to be split and then was not (APPNOTE.TXT 8.5.4).
        let marked = self.before == 4 && matches!(head, b"PK00" | b"PK\x07\x08");
        if self.before > 0 && !marked {
            // A program in front, which unpacks the ZIP, is usual; anything else is hidden.
            let program =
                head.starts_with(b"MZ") || head.starts_with(b"\x7FELF") || head.starts_with(b"#!");
            let code = if program { &zip::STUB } else { &zip::DATA_BEFORE };
            findings.push(Finding::new(code).at(path).with("bytes", self.before));
        }
        if self.gap > 0 {
            let finding = Finding::new(&zip::GAP).at(path).with("bytes", self.gap);
            findings.push(finding.with("offset", self.first_gap));
        }
    }
}
