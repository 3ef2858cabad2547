//! The limits of one package while it is listed: numbers and sizes, added up as entries come.

use super::{Entry, EntryKind};
use crate::finding::codes::lim;
use crate::finding::{Finding, Findings};
use crate::limits::{ENTRY_RATIO_FLOOR, Limits};

/// Adds up what was listed, and says once where a limit is passed.
pub(super) struct Guard<'a> {
    limits: &'a Limits,
    /// Size of the container where it is compressed, in bytes.
    compressed: Option<u64>,
    entries: u64,
    bytes: u64,
    told_bytes: bool,
    told_ratio: bool,
}

/// What is to happen with the entry, and with those after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Admission {
    /// Take it.
    Taken,
    /// Leave it out; a finding says why.
    Refused,
    /// Leave it out and end the listing: what follows would only take time.
    Over,
}

impl<'a> Guard<'a> {
    /// A guard for a package whose container is not compressed.
    pub fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            compressed: None,
            entries: 0,
            bytes: 0,
            told_bytes: false,
            told_ratio: false,
        }
    }

    /// A guard for a compressed container of this size, in bytes.
    pub fn compressed(limits: &'a Limits, size: u64) -> Self {
        Self { compressed: Some(size), ..Self::new(limits) }
    }

    /// Counts an entry whatever it is, before anything is done for it.
    pub fn count(&mut self, findings: &mut Findings) -> Admission {
        self.entries += 1;
        if self.entries <= self.limits.entries {
            return Admission::Taken;
        }
        findings.push(Finding::new(&lim::ENTRIES).with("limit", self.limits.entries));
        Admission::Over
    }

    /// Judges the sizes of an entry.
    pub fn admit(&mut self, entry: &Entry, findings: &mut Findings) -> Admission {
        if entry.kind == EntryKind::Folder {
            return Admission::Taken;
        }
        self.bytes = self.bytes.saturating_add(entry.size);
        let mut admission = Admission::Taken;
        if self.compressed.is_some() && self.is_bomb(entry) {
            findings.push(
                Finding::new(&lim::ENTRY_RATIO)
                    .at(entry.path.as_str())
                    .with("stored", entry.locator.stored)
                    .with("bytes", entry.size)
                    .with("limit", self.limits.entry_ratio),
            );
            admission = Admission::Refused;
        }
        if self.sum_is_over(findings) { Admission::Refused } else { admission }
    }

    /// Counts bytes that belong to no file but must be unpacked all the same.
    pub fn aside(&mut self, bytes: u64, findings: &mut Findings) {
        self.bytes = self.bytes.saturating_add(bytes);
        self.sum_is_over(findings);
    }

    fn is_bomb(&self, entry: &Entry) -> bool {
        let most = entry.locator.stored.saturating_mul(self.limits.entry_ratio);
        entry.size > ENTRY_RATIO_FLOOR && entry.size > most
    }

    fn sum_is_over(&mut self, findings: &mut Findings) -> bool {
        let bytes = self.bytes > self.limits.unpacked_bytes;
        if bytes && !self.told_bytes {
            self.told_bytes = true;
            let finding = Finding::new(&lim::UNPACKED_BYTES);
            findings.push(finding.with("limit", self.limits.unpacked_bytes));
        }
        let ratio = self.compressed.is_some_and(|size| {
            let most = size.saturating_mul(self.limits.unpacked_ratio);
            self.bytes > ENTRY_RATIO_FLOOR && self.bytes > most
        });
        if ratio && !self.told_ratio {
            self.told_ratio = true;
            let finding = Finding::new(&lim::UNPACKED_RATIO);
            findings.push(finding.with("limit", self.limits.unpacked_ratio));
        }
        bytes || ratio
    }
}

/// Judges the size of a container file before it is read. `path` is its name for people.
pub(super) fn container_size(path: &str, bytes: u64, limits: &Limits, findings: &mut Findings) {
    if bytes > limits.container_bytes {
        findings.push(
            Finding::new(&lim::CONTAINER_BYTES)
                .at(path)
                .with("bytes", bytes)
                .with("limit", limits.container_bytes),
        );
    }
}
