//! Opening an E-ARK package: its documents are judged, their references joined with what is there.
//!
//! Knows nothing of the rules themselves.

use super::super::eark::{
    self, Carrier, Facts, Found, METS_FILE, REPRESENTATIONS, Reference, Target, breach,
};
use super::{
    Access, Captured, EntryKind, EntryTable, Kind, Opening, Package, Planned, Sequence,
    empty_folders, encode_present, planned,
};
use crate::error::Result;
use crate::finding::codes::bag::DIGEST_MISMATCH;
use crate::finding::codes::csip::CSIP71;
use crate::finding::codes::sch::NO_FOLDER;
use crate::finding::{Code, Finding, Findings};
use crate::metadata::schema::Judge;
use crate::package::container::{ContainerKind, Entry};
use crate::package::planned::Area;
use crate::package::{description, name};
use crate::sorter::{DEFAULT_MEMORY, SortedIter, Sorter};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};

/// Most METS documents of representations that are judged.
const DOCUMENTS: usize = 10_000;
/// Most files of preservation metadata that are judged by schema.
const PROVENANCE: usize = 10_000;
/// Most references to one path that are kept; more say nothing new.
const REFERENCES: usize = 64;

/// Opens a file by its logical path in the container.
pub(super) fn open<'a>(
    path: &str,
    table: &EntryTable,
    access: &'a Access,
    captured: &'a Captured,
) -> Result<Option<Box<dyn Read + 'a>>> {
    if let Access::Stream(_) = access {
        return Ok(captured.open(path).map(|section| Box::new(section) as _));
    }
    let mut rows = table.iter()?;
    while let Some(row) = rows.next()? {
        if row.logical == path && row.entry.kind == EntryKind::File {
            return open_entry(&row.entry, access, captured);
        }
    }
    Ok(None)
}

fn open_entry<'a>(
    entry: &Entry,
    access: &'a Access,
    captured: &'a Captured,
) -> Result<Option<Box<dyn Read + 'a>>> {
    match access {
        Access::Stream(_) => Ok(captured.open(&entry.path).map(|section| Box::new(section) as _)),
        Access::Random(container) => Ok(Some(Box::new(container.open(entry)?))),
    }
}

impl Package {
    /// A digest that is not the one claimed in METS breaks a requirement too.
    pub(super) fn wrong_checksums(&self, findings: &mut Findings) {
        if self.kind != Kind::Eark {
            return;
        }
        let wrong = findings.iter().filter(|finding| finding.code.id == DIGEST_MISMATCH.id);
        let paths: Vec<String> = wrong.filter_map(|finding| finding.path.clone()).collect();
        for path in paths {
            let code = self.checksums.get(&path).copied().unwrap_or(&CSIP71);
            findings.push(breach(code, METS_FILE, &path, 0, Found::OtherDigest));
        }
    }
}

/// What one listing of the package gives.
struct Seen {
    facts: Facts,
    documents: BTreeMap<String, Entry>,
    descriptive: Vec<Entry>,
    premis: Vec<(String, Entry)>,
    present: Sorter,
}

impl Opening<'_> {
    /// An E-ARK package: the content of representations is the payload.
    pub(super) fn eark(&mut self, access: &Access, captured: &Captured) -> Result<()> {
        let seen = self.see()?;
        let mut findings = std::mem::take(&mut self.findings);
        eark::judge_folders(&seen.facts, &mut findings);
        let mut references = Sorter::new(DEFAULT_MEMORY);
        let mut unread = !seen.facts.root.mets;
        let mut by_schema: Vec<(String, &Entry)> = Vec::new();
        for (folder, entry) in &seen.documents {
            let Some(reader) = open_entry(entry, access, captured)? else { continue };
            let source = BufReader::new(reader);
            let judged = eark::judge(source, folder, &seen.facts, &mut references, &mut findings)?;
            unread |= judged.unread;
            if !judged.unread {
                by_schema.push((format!("{folder}{METS_FILE}"), entry));
            }
            if folder.is_empty() {
                self.description.extend(judged.description);
            }
        }
        by_schema.extend(seen.premis.iter().map(|(path, entry)| (path.clone(), entry)));
        self.by_schemas(&by_schema, access, captured, &mut findings)?;
        for entry in &seen.descriptive {
            let Some(reader) = open_entry(entry, access, captured)? else { continue };
            // A description of another kind is no fault of the package.
            let source = BufReader::new(reader.take(description::DESCRIPTION_BYTES));
            let mut told = Findings::new();
            self.description.extend(description::dublin_core(source, &entry.path, &mut told));
        }
        // Where a document could not be read, nothing is known of the files that it may list.
        let all_known = !unread && seen.documents.len() < DOCUMENTS;
        self.join_eark(access, seen.present, (references, all_known), &mut findings)?;
        let payload = format!("{}{REPRESENTATIONS}", self.base);
        self.empty_folders = empty_folders(&self.table, &payload)?;
        self.findings = findings;
        Ok(())
    }

    /// Judges documents by the schemas of those who publish them, where there is a folder of such.
    fn by_schemas(
        &self,
        documents: &[(String, &Entry)],
        access: &Access,
        captured: &Captured,
        findings: &mut Findings,
    ) -> Result<()> {
        if self.schemas.is_none() {
            findings.push(Finding::new(&NO_FOLDER).at(METS_FILE));
            return Ok(());
        }
        let mut judge = Judge::new(self.schemas);
        for (path, entry) in documents {
            if open_entry(entry, access, captured)?.is_none() {
                continue;
            }
            let mut open = || -> Result<Box<dyn BufRead + '_>> {
                let reader = open_entry(entry, access, captured)?;
                Ok(reader.map_or_else(
                    || Box::new(std::io::empty()) as _,
                    |reader| Box::new(BufReader::new(reader)) as _,
                ))
            };
            judge.judge_opened(&mut open, entry.size, path, findings)?;
        }
        Ok(())
    }

    /// What the root folder is called; none where a container has no such folder.
    fn root_name(&self) -> Option<String> {
        match (self.base.trim_end_matches('/'), self.container) {
            ("", ContainerKind::Folder) => Some(super::source_name(self.path)),
            ("", _) => None,
            (base, _) => Some(base.to_owned()),
        }
    }

    fn carrier(&self) -> Carrier {
        let name = super::source_name(self.path);
        let folder = self.container == ContainerKind::Folder;
        Carrier {
            compressed_tar: self.container == ContainerKind::TarGzip,
            name: (!folder).then_some(name),
        }
    }

    fn see(&self) -> Result<Seen> {
        let mut facts =
            Facts { name: self.root_name(), carrier: self.carrier(), ..Facts::default() };
        let (mut documents, mut descriptive) = (BTreeMap::new(), Vec::new());
        let mut premis = Vec::new();
        let mut present = Sorter::new(DEFAULT_MEMORY);
        let mut record = Vec::new();
        if self.container != ContainerKind::Folder && self.base.is_empty() {
            facts.beside = Some(METS_FILE.to_owned());
        }
        let mut rows = self.table.iter()?;
        while let Some(row) = rows.next()? {
            let folder = row.entry.kind == EntryKind::Folder;
            let Some(path) = row.logical.strip_prefix(&self.base) else {
                if format!("{}/", row.logical) != self.base {
                    facts.beside.get_or_insert_with(|| row.logical.clone());
                }
                if !folder {
                    let path = row.logical.clone();
                    encode_present(&whole(row), false, &mut record);
                    present.push(format!("../{path}").as_bytes(), &record)?;
                }
                continue;
            };
            let path = path.to_owned();
            facts.see(&path, folder);
            if folder {
                continue;
            }
            if let Some(place) = path.strip_suffix(METS_FILE)
                && is_place(place)
                && documents.len() < DOCUMENTS
            {
                documents.insert(place.to_owned(), row.entry.clone());
            }
            if is_provenance(&path) && premis.len() < PROVENANCE {
                premis.push((path.clone(), row.entry.clone()));
            }
            if path == "metadata/descriptive/dc.xml" || path == "metadata/dc.xml" {
                descriptive.push(row.entry.clone());
            }
            encode_present(&file(row, &path, &self.base), false, &mut record);
            present.push(name::nfc(&path).as_bytes(), &record)?;
        }
        Ok(Seen { facts, documents, descriptive, premis, present })
    }

    fn join_eark(
        &mut self,
        access: &Access,
        present: Sorter,
        (references, all_known): (Sorter, bool),
        findings: &mut Findings,
    ) -> Result<()> {
        let (present, references) = (present.finish()?, references.finish()?);
        let mut there = present.iter()?;
        let mut said = Said::new(references.iter()?)?;
        let mut sequence = Sequence::new(access);
        let mut unlisted = Unlisted::default();
        while let Some((key, record)) = there.next()? {
            let path = String::from_utf8_lossy(key).into_owned();
            let (mut planned, _) = super::decode_present(record);
            said.missing_before(Some(key), findings)?;
            let claims = said.take(key)?;
            unlisted.submitted(&path);
            if claims.is_empty() && all_known {
                unlisted.see(&path);
            }
            let target = Target { path: &path, size: Some(planned.entry.size) };
            planned.claims = target.judge(&claims, findings);
            let codes = claims.iter().filter_map(|one| one.digest.map(|(_, code)| code));
            if let Some(code) = codes.into_iter().find(|code| code.id != CSIP71.id)
                && self.checksums.len() < DOCUMENTS
            {
                self.checksums.insert(planned.entry.path.clone(), code);
            }
            sequence.push(&planned, &mut self.plan)?;
        }
        said.missing_before(None, findings)?;
        unlisted.judge(&said.lost, findings);
        sequence.finish(&mut self.plan)
    }
}

/// Whether a file is one of preservation metadata in XML.
fn is_provenance(path: &str) -> bool {
    let inside = path.strip_prefix(REPRESENTATIONS).and_then(|rest| rest.split_once('/'));
    let below = inside.map_or(path, |(_, below)| below);
    below.starts_with("metadata/preservation/") && below.to_ascii_lowercase().ends_with(".xml")
}

/// Whether a METS document in this folder is one of the package.
fn is_place(folder: &str) -> bool {
    let name = folder.strip_prefix(REPRESENTATIONS).and_then(|name| name.strip_suffix('/'));
    folder.is_empty() || name.is_some_and(|name| !name.is_empty() && !name.contains('/'))
}

/// A file below the root folder: the content of a representation is payload.
fn file(row: super::Row, path: &str, base: &str) -> Planned {
    let inside = path.strip_prefix(REPRESENTATIONS).and_then(|rest| rest.split_once('/'));
    match inside {
        Some((_, below)) if below.starts_with("data/") => {
            planned(Area::Original, row, &format!("{base}{REPRESENTATIONS}"), Vec::new())
        }
        _ => planned(Area::Submission, row, base, Vec::new()),
    }
}

/// A file beside the root folder: it is kept under its whole path.
fn whole(row: super::Row) -> Planned {
    planned(Area::Submission, row, "", Vec::new())
}

/// Most submissions of an AIP that are known by their METS.
const SUBMISSIONS: usize = 100;
/// Most paths that are kept to find what is spelt in another way elsewhere.
const SPELLINGS: usize = 10_000;

/// Files that no document refers to.
#[derive(Default)]
struct Unlisted {
    /// Folders of submissions that have a METS of their own.
    submitted: BTreeSet<String>,
    kept: Vec<(String, &'static Code)>,
    more: Findings,
}

impl Unlisted {
    /// Remembers the METS of a submission, listed or not.
    fn submitted(&mut self, path: &str) {
        if let Some(folder) = path.strip_suffix(METS_FILE).filter(|f| f.starts_with("submission/"))
            && self.submitted.len() < SUBMISSIONS
        {
            self.submitted.insert(folder.to_owned());
        }
    }

    fn see(&mut self, path: &str) {
        let Some(code) = eark::unlisted(path).filter(|_| !path.starts_with("../")) else { return };
        if self.kept.len() < SPELLINGS {
            self.kept.push((path.to_owned(), code));
        } else {
            self.more.push(breach(code, METS_FILE, path, 0, Found::NotListed));
        }
    }

    /// Tells of them; `lost` is what was referred to and is not there, in lower case. A file that
    /// is listed with capital letters elsewhere is missed under its own name already.
    fn judge(self, lost: &BTreeSet<String>, findings: &mut Findings) {
        // What was submitted is told of by a METS of its own (E-ARK AIP, "submission").
        for (path, code) in self.kept {
            if self.submitted.iter().any(|folder| path.starts_with(folder.as_str())) {
                continue;
            }
            if !lost.contains(&path.to_lowercase()) {
                findings.push(breach(code, METS_FILE, &path, 0, Found::NotListed));
            }
        }
        findings.append(self.more);
    }
}

/// The references, path by path.
struct Said<'s> {
    rows: SortedIter<'s>,
    next: Option<(Vec<u8>, Reference)>,
    /// Paths that lead to nothing, in lower case.
    lost: BTreeSet<String>,
}

impl<'s> Said<'s> {
    fn new(rows: SortedIter<'s>) -> Result<Self> {
        let mut said = Self { rows, next: None, lost: BTreeSet::new() };
        said.step()?;
        Ok(said)
    }

    fn step(&mut self) -> Result<()> {
        self.next = match self.rows.next()? {
            None => None,
            Some((key, record)) => {
                let reference = Reference::decode(record).expect("made by encode");
                Some((key.to_vec(), reference))
            }
        };
        Ok(())
    }

    /// Every reference to a path.
    fn take(&mut self, key: &[u8]) -> Result<Vec<Reference>> {
        let mut out = Vec::new();
        while let Some((_, reference)) = self.next.take_if(|(path, _)| path == key) {
            if out.len() < REFERENCES {
                out.push(reference);
            }
            self.step()?;
        }
        Ok(out)
    }

    /// Judges what is referred to and stands before the next file: it is not there.
    fn missing_before(&mut self, key: Option<&[u8]>, findings: &mut Findings) -> Result<()> {
        while let Some((path, _)) = &self.next {
            if key.is_some_and(|key| path.as_slice() >= key) {
                break;
            }
            let path = path.clone();
            let said = self.take(&path)?;
            let text = String::from_utf8_lossy(&path);
            if self.lost.len() < SPELLINGS {
                self.lost.insert(text.to_lowercase());
            }
            Target { path: &text, size: None }.judge(&said, findings);
        }
        Ok(())
    }
}
