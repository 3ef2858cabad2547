//! Reading the METS documents of a package and asking every rule of them.

use super::files::FileRules;
use super::structure::Facts;
use super::{header, map, sections, sip};
use crate::error::Result;
use crate::finding::codes::{self, csip as c};
use crate::finding::{Code, Finding, Findings, Lang};
use crate::metadata::mets::reader::{self, Document, Node, Space};
use crate::package::description::Description;
use crate::sorter::{DEFAULT_MEMORY, Sorter};
use std::collections::BTreeSet;
use std::io::BufRead;

/// The name of a METS document in a package.
pub const METS_FILE: &str = "METS.xml";

/// What judging one document gave.
#[derive(Debug, Default)]
pub struct Judged {
    /// Descriptive fields of its header.
    pub description: Description,
}

/// Says what is wrong in one document.
pub(super) struct Teller<'t> {
    path: &'t str,
    findings: &'t mut Findings,
    once: BTreeSet<&'static str>,
}

impl<'t> Teller<'t> {
    pub fn new(path: &'t str, findings: &'t mut Findings) -> Self {
        Self { path, findings, once: BTreeSet::new() }
    }

    /// A requirement is not met at an element.
    pub fn fail(&mut self, code: &'static Code, node: &Node, found: Option<&str>) {
        let place = match node.get("ID") {
            Some(id) => format!("{} [ID={id}]", code.example),
            None => code.example.to_owned(),
        };
        self.plain(code, &place, found.unwrap_or("–"));
    }

    /// The same, told once for the document: what may be absent is absent from every file.
    pub fn once(&mut self, code: &'static Code, node: &Node) {
        if self.once.insert(code.id) {
            self.fail(code, node, None);
        }
    }

    /// A requirement is not met at a place.
    pub fn plain(&mut self, code: &'static Code, place: &str, found: &str) {
        let finding = Finding::new(code).at(self.path).with("place", place);
        self.findings.push(finding.with("found", found));
    }

    /// An attribute must be there, not be empty, and fit.
    pub fn attribute(
        &mut self,
        code: &'static Code,
        node: &Node,
        (space, name): (Space, &str),
        fits: impl Fn(&str) -> bool,
    ) {
        let value = node.get_in(space, name);
        if value.is_none_or(|value| value.trim().is_empty() || !fits(value)) {
            self.fail(code, node, value);
        }
    }

    /// An attribute of METS must be there and not be empty.
    pub fn need(&mut self, code: &'static Code, node: &Node, name: &str) {
        self.attribute(code, node, (Space::Own, name), |_| true);
    }
}

/// Identifiers of one document: each may be there once (xml:id).
pub(super) struct Ids(Sorter);

impl Ids {
    fn new() -> Self {
        Self(Sorter::new(DEFAULT_MEMORY / 4))
    }

    pub fn see(&mut self, node: &Node, code: &'static Code) -> Result<()> {
        match node.get("ID") {
            Some(id) => self.0.push(id.as_bytes(), code.id.as_bytes()),
            None => Ok(()),
        }
    }

    fn judge(self, tell: &mut Teller<'_>) -> Result<()> {
        let sorted = self.0.finish()?;
        let mut rows = sorted.iter()?;
        let mut last: Vec<u8> = Vec::new();
        while let Some((id, code)) = rows.next()? {
            if !last.is_empty() && id == last {
                let found = String::from_utf8_lossy(id).into_owned();
                let code = std::str::from_utf8(code).ok().and_then(codes::find);
                tell.plain(code.unwrap_or(&c::CSIP67), "@ID", &found);
            } else {
                last = id.to_vec();
            }
        }
        Ok(())
    }
}

/// Judges the folders of a package, before any document is read.
pub fn judge_folders(facts: &Facts, findings: &mut Findings) {
    let mut tell = Teller::new(METS_FILE, findings);
    if !facts.root.mets {
        tell.plain(&c::CSIPSTR4, METS_FILE, "–");
    }
    facts.judge(&mut tell);
}

/// Judges one METS document; `folder` is where it lies, with its slash, and empty for the root.
pub fn judge(
    source: impl BufRead,
    folder: &str,
    facts: &Facts,
    references: &mut Sorter,
    findings: &mut Findings,
) -> Result<Judged> {
    let path = format!("{folder}{METS_FILE}");
    let mut told = Findings::new();
    let mut tell = Teller::new(&path, &mut told);
    let mut ids = Ids::new();
    let mut rules = FileRules::new(folder, references);
    let mut each = |_: &Node, file: &Node| {
        ids.see(file, &c::CSIP67)?;
        rules.file(file, &mut tell)
    };
    let document = match reader::read(source, &path, &mut each) {
        Ok(document) => document,
        Err(error) => {
            findings.push(error.finding().clone());
            let reason = error.finding().message(Lang::En);
            Teller::new(&path, findings).plain(&c::CSIPSTR4, METS_FILE, &reason);
            return Ok(Judged::default());
        }
    };
    let Document { root, cut } = &document;
    header::judge(root, &mut tell);
    sections::judge(root, &mut ids, &mut rules, &mut tell)?;
    rules.section(root, &facts.around(folder), facts, &mut ids, &mut tell)?;
    let scene = map::Scene { folder, facts, cut: *cut };
    map::judge(root, &scene, &mut ids, &mut rules, &mut tell)?;
    if folder.is_empty() {
        sip::judge(root, rules.formats(), &mut tell);
    }
    ids.judge(&mut tell)?;
    findings.append(told);
    Ok(Judged { description: header::description(root) })
}
