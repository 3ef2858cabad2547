//! Checking a package without taking it in: the same opening, the same one reading of every
//! byte, the same findings as ingest, and nothing kept.

use super::plan::{Group, Totals};
use super::planned::Planned;
use super::reading::{ContentFile, GroupRead, Opening, Outlet, Progress, Receiver};
use super::{Options, Package};
use crate::digest::Digest;
use crate::error::Result;
use crate::finding::Findings;
use std::path::Path;

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
    let read = package.read(&Nobody, threads, progress)?;
    let mut findings = std::mem::take(&mut package.findings);
    findings.append(read);
    Ok(Checked {
        kind: package.kind(),
        container: package.container(),
        totals: package.plan().totals(),
        findings,
    })
}

/// Takes everything and keeps nothing.
pub struct Nobody;

impl Receiver for Nobody {
    fn open(&self, _group: &Group) -> Result<Opening> {
        Ok(Opening::Read(Box::new(Self)))
    }

    fn done(&self, _group: GroupRead) -> Result<()> {
        Ok(())
    }
}

impl Outlet for Nobody {
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
