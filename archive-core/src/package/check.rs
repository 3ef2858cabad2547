//! Checking a package without taking it in: the same opening, the same one reading of every
//! byte, the same findings as ingest, and nothing kept.

use super::plan::{Group, Totals};
use super::planned::{Area, Planned};
use super::reading::{ContentFile, Examiner, GroupRead, Opening, Outlet, Progress, Receiver};
use super::{Options, Package};
use crate::digest::Digest;
use crate::error::Result;
use crate::finding::Findings;
use crate::format::policy::{Policy, Tally};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// What checking a package found out.
pub struct Checked {
    /// What kind of package it is, in what container.
    pub kind: super::Kind,
    /// In what it came.
    pub container: super::container::ContainerKind,
    /// What it amounts to.
    pub totals: Totals,
    /// Everything found.
    pub findings: Findings,
}

/// Checks what lies at a path, reading every byte once. Fails where nothing can be said at all.
pub fn check(
    path: &Path,
    options: &Options,
    threads: usize,
    progress: &Progress,
) -> Result<Checked> {
    let mut package = Package::open(path, options)?;
    let read = package.read(&Discard::default(), threads, progress)?;
    let mut findings = std::mem::take(&mut package.findings);
    findings.append(read);
    Ok(Checked {
        kind: package.kind(),
        container: package.container(),
        totals: package.plan().totals(),
        findings,
    })
}

/// Takes everything and keeps nothing but what is said of formats.
#[derive(Default)]
pub struct Discard {
    examiner: Option<Arc<dyn Examiner + Send>>,
    formats: Mutex<Tally>,
}

impl Discard {
    /// Lets somebody look at the bytes while they pass, and judges what is found by a policy.
    #[must_use]
    pub fn examined_by(examiner: Arc<dyn Examiner + Send>, policy: Policy) -> Self {
        Self { examiner: Some(examiner), formats: Mutex::new(Tally::new(policy)) }
    }

    /// What the policy says of the formats that were found.
    #[must_use]
    pub fn formats(&self) -> Findings {
        self.formats.lock().unwrap_or_else(PoisonError::into_inner).findings()
    }
}

impl Receiver for Discard {
    fn examiner(&self) -> Option<&dyn Examiner> {
        match &self.examiner {
            Some(examiner) => Some(&**examiner),
            None => None,
        }
    }

    fn open(&self, _group: &Group) -> Result<Opening> {
        Ok(Opening::Read(Box::new(Nowhere)))
    }

    fn done(&self, group: GroupRead) -> Result<()> {
        if self.examiner.is_some() && group.group.area == Area::Original {
            let mut formats = self.formats.lock().unwrap_or_else(PoisonError::into_inner);
            for file in &group.files {
                if let Some(known) = &file.known {
                    formats.take(&file.file.path, known);
                }
            }
        }
        Ok(())
    }
}

/// Where bytes go that nobody keeps.
struct Nowhere;

impl Outlet for Nowhere {
    fn small(
        &mut self,
        _file: &Planned,
        _content: &[u8],
        _digests: &[Digest],
        _segment: &mut Vec<u8>,
    ) -> Result<u64> {
        Ok(0)
    }

    fn end(&mut self, _segment: &mut Vec<u8>) -> Result<()> {
        Ok(())
    }

    fn write(&mut self, _bytes: &[u8]) -> Result<()> {
        Ok(())
    }

    fn close(self: Box<Self>, _content: Option<ContentFile>) -> Result<()> {
        Ok(())
    }
}
