//! Checking a package without taking it in: the same opening, the same one reading of every
//! byte, the same findings as ingest, and nothing kept.

use super::plan::{Group, Totals};
use super::planned::{Area, Planned};
use super::reading::{ContentFile, Examiner, GroupRead, Opening, Outlet, Progress, Receiver};
use super::{Examiners, Options, Package};
use crate::digest::Digest;
use crate::error::Result;
use crate::finding::Findings;
use crate::format::Registry;
use crate::format::policy::{Policy, Tally};
use crate::scan::{self, Scanner, VirusSettings};
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
    check_with(path, options, &Discard::default(), threads, progress)
}

/// The same, with those who look at the bytes besides. `discard` serves one package.
pub fn check_with(
    path: &Path,
    options: &Options,
    discard: &Discard,
    threads: usize,
    progress: &Progress,
) -> Result<Checked> {
    let mut package = Package::open(path, options)?;
    let read = package.read(discard, threads, progress)?;
    let mut findings = std::mem::take(&mut package.findings);
    findings.append(read);
    findings.append(discard.findings());
    Ok(Checked {
        kind: package.kind(),
        container: package.container(),
        totals: package.plan().totals(),
        findings,
    })
}

/// Takes everything and keeps nothing but what is said of formats and viruses.
#[derive(Default)]
pub struct Discard {
    examiner: Option<Arc<dyn Examiner + Send>>,
    formats: Mutex<Tally>,
    viruses: Option<Mutex<scan::Tally>>,
}

impl Discard {
    /// Lets formats be told by a registry and judged by a policy, and viruses be looked for where
    /// there is a scanner, while the bytes pass.
    #[must_use]
    pub fn examining(
        registry: Arc<Registry>,
        policy: Policy,
        scanner: Option<(Arc<dyn Scanner>, VirusSettings)>,
    ) -> Self {
        let (scanner, settings) = scanner.unzip();
        let examiner = Examiners::new(Some(registry), scanner);
        Self {
            examiner: Some(Arc::new(examiner)),
            formats: Mutex::new(Tally::new(policy)),
            viruses: settings.map(|settings| Mutex::new(scan::Tally::new(settings))),
        }
    }

    /// What is to be said of formats and viruses.
    #[must_use]
    pub fn findings(&self) -> Findings {
        let mut out = self.formats.lock().unwrap_or_else(PoisonError::into_inner).findings();
        if let Some(viruses) = &self.viruses {
            out.append(viruses.lock().unwrap_or_else(PoisonError::into_inner).findings());
        }
        out
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
        if let Some(viruses) = &self.viruses {
            let mut viruses = viruses.lock().unwrap_or_else(PoisonError::into_inner);
            for file in group.files.iter().filter(|file| !file.digests.is_empty()) {
                viruses.take(&file.file.entry.path, &String::new, file.verdict.as_ref())?;
            }
        }
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
