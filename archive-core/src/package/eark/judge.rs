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
use crate::xml::is_ncname;
use std::collections::BTreeSet;
use std::io::BufRead;

/// The name of a METS document in a package.
pub const METS_FILE: &str = "METS.xml";

/// What judging one document gave.
#[derive(Debug, Default)]
pub struct Judged {
    /// Descriptive fields of its header.
    pub description: Description,
    /// Whether it could not be read: nothing is known of what it refers to.
    pub unread: bool,
}

/// What stands where something else is required, in words of both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'f> {
    /// The requirement says it all.
    Unsaid,
    /// A value.
    Value(&'f str),
    /// An attribute is not given.
    Missing,
    /// A file is not in the package.
    NoFile,
    /// A file is in the package and in no METS document.
    NotListed,
    /// The content of a file has another digest.
    OtherDigest,
    /// A file has another size: what is said, and what is so.
    OtherSize(u64, u64),
}

/// Longest value that is shown, in characters.
const SHOWN: usize = 200;

impl Found<'_> {
    fn words(self) -> [String; 2] {
        let [en, de] = match self {
            Self::Unsaid => ["", ""],
            Self::Value(value) => {
                let value: String = value.chars().take(SHOWN).collect();
                return [format!("; found is \"{value}\""), format!("; gefunden ist „{value}“")];
            }
            Self::Missing => ["; it is not given", "; die Angabe fehlt"],
            Self::NoFile => {
                ["; the package has no such file", "; das Paket hat keine solche Datei"]
            }
            Self::NotListed => {
                ["; no METS document lists this file", "; kein METS-Dokument führt diese Datei auf"]
            }
            Self::OtherSize(said, there) => {
                return [
                    format!("; METS says {said} bytes, the file has {there}"),
                    format!("; METS sagt {said} Bytes, die Datei hat {there}"),
                ];
            }
            Self::OtherDigest => [
                "; the content of the file has another checksum",
                "; der Inhalt der Datei hat eine andere Prüfsumme",
            ],
        };
        [en.to_owned(), de.to_owned()]
    }
}

/// A requirement that is not met: in which document, where in it, on which line (0: on none), and
/// what is there instead.
#[must_use]
pub fn breach(
    code: &'static Code,
    path: &str,
    place: &str,
    line: u64,
    found: Found<'_>,
) -> Finding {
    let [en, de] = found.words();
    let spot = |word: &str| if line == 0 { String::new() } else { format!(" ({word} {line})") };
    let finding = Finding::new(code).at(path).with("place", place);
    let finding = finding.with_words("line", spot("line"), spot("Zeile"));
    finding.with_words("found", en, de)
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

    fn at_node(&mut self, code: &'static Code, node: &Node, found: Found<'_>) {
        let place = match node.get("ID") {
            Some(id) => format!("{} [ID={id}]", code.example),
            None => code.example.to_owned(),
        };
        self.findings.push(breach(code, self.path, &place, node.line, found));
    }

    /// Something that is no requirement of E-ARK.
    pub fn say(&mut self, finding: Finding) {
        self.findings.push(finding.at(self.path));
    }

    /// A requirement is not met at an element.
    pub fn fail(&mut self, code: &'static Code, node: &Node, found: Option<&str>) {
        self.at_node(code, node, found.map_or(Found::Unsaid, Found::Value));
    }

    /// The same, told once for the document: what may be absent is absent from every file.
    pub fn once(&mut self, code: &'static Code, node: &Node) {
        if self.once.insert(code.id) {
            self.at_node(code, node, Found::Missing);
        }
    }

    /// A requirement is not met at a place.
    pub fn plain(&mut self, code: &'static Code, place: &str, found: Option<&str>) {
        let found = found.map_or(Found::Unsaid, Found::Value);
        self.findings.push(breach(code, self.path, place, 0, found));
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
            self.at_node(code, node, value.map_or(Found::Missing, Found::Value));
        }
    }

    /// An attribute of METS must be there and not be empty; an identifier must be one (xs:ID).
    pub fn need(&mut self, code: &'static Code, node: &Node, name: &str) {
        let fits = |value: &str| name != "ID" || is_ncname(value.trim());
        self.attribute(code, node, (Space::Own, name), fits);
    }
}

/// What carries an identifier, as far as others refer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carries {
    /// Anything else.
    Other = 0,
    /// A section of descriptive metadata.
    Descriptive = 1,
    /// A section of administrative metadata.
    Administrative = 2,
}

/// Added to what is carried in the record of a reference to it.
const REFERS: u8 = 16;
/// Most identifiers of one reference that are followed.
const FOLLOWED: usize = 1_000;

/// Identifiers of one document: each may be there once (xml:id), and references lead to one.
pub(super) struct Ids(Sorter);

impl Ids {
    fn new() -> Self {
        Self(Sorter::new(DEFAULT_MEMORY / 4))
    }

    /// The identifier of an element.
    pub fn see(&mut self, node: &Node, code: &'static Code) -> Result<()> {
        self.carry(node, code, Carries::Other)
    }

    /// The identifier of an element that others may refer to.
    pub fn carry(&mut self, node: &Node, code: &'static Code, what: Carries) -> Result<()> {
        match node.get("ID") {
            Some(id) => self.push(id, what as u8, code),
            None => Ok(()),
        }
    }

    /// Identifiers that an attribute names.
    pub fn refer(&mut self, named: &str, code: &'static Code, what: Carries) -> Result<()> {
        for id in named.split_whitespace().take(FOLLOWED) {
            self.push(id, REFERS + what as u8, code)?;
        }
        Ok(())
    }

    fn push(&mut self, id: &str, kind: u8, code: &'static Code) -> Result<()> {
        let mut record = vec![kind];
        record.extend_from_slice(code.id.as_bytes());
        self.0.push(id.as_bytes(), &record)
    }

    fn judge(self, tell: &mut Teller<'_>) -> Result<()> {
        let sorted = self.0.finish()?;
        let mut rows = sorted.iter()?;
        let mut one = OneId::default();
        while let Some((id, record)) = rows.next()? {
            if one.id != id {
                std::mem::replace(&mut one, OneId::of(id)).judge(tell);
            }
            one.see(record, tell);
        }
        one.judge(tell);
        Ok(())
    }
}

/// Everything said of one identifier.
#[derive(Default)]
struct OneId {
    id: Vec<u8>,
    carried: [bool; 3],
    wanted: BTreeSet<(u8, &'static str)>,
}

impl OneId {
    fn of(id: &[u8]) -> Self {
        Self { id: id.to_vec(), ..Self::default() }
    }

    fn see(&mut self, record: &[u8], tell: &mut Teller<'_>) {
        let Some((&kind, code)) = record.split_first() else { return };
        let code = std::str::from_utf8(code).ok().and_then(codes::find).unwrap_or(&c::CSIP67);
        if let Some(wanted) = kind.checked_sub(REFERS) {
            self.wanted.insert((wanted, code.id));
            return;
        }
        if self.carried.contains(&true) {
            tell.plain(code, "@ID", Some(&String::from_utf8_lossy(&self.id)));
        }
        self.carried[usize::from(kind)] = true;
    }

    fn judge(self, tell: &mut Teller<'_>) {
        for (wanted, code) in self.wanted {
            if !self.carried[usize::from(wanted)]
                && let Some(code) = codes::find(code)
            {
                tell.plain(code, code.example, Some(&String::from_utf8_lossy(&self.id)));
            }
        }
    }
}

/// Judges the folders of a package, before any document is read.
pub fn judge_folders(facts: &Facts, findings: &mut Findings) {
    let mut tell = Teller::new(METS_FILE, findings);
    if !facts.root.mets {
        tell.plain(&c::CSIPSTR4, METS_FILE, None);
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
    let mut each = |group: &Node, file: &Node| rules.file(group, file, &mut ids, &mut tell);
    let document = match reader::read(source, &path, &mut each) {
        Ok(document) => document,
        Err(error) => {
            findings.push(error.finding().clone());
            let reason = error.finding().message(Lang::En);
            Teller::new(&path, findings).plain(&c::CSIPSTR4, METS_FILE, Some(&reason));
            return Ok(Judged { unread: true, ..Judged::default() });
        }
    };
    let Document { root, cut } = &document;
    let here = facts.around(folder);
    header::judge(root, &mut tell);
    sections::judge(root, &here, &mut ids, &mut rules, &mut tell)?;
    rules.section(root, &here, facts, &mut ids, &mut tell)?;
    let scene = map::Scene { folder, facts, cut: *cut };
    map::judge(root, &scene, &mut ids, &mut rules, &mut tell)?;
    rules.tell_unverified(&mut tell);
    if folder.is_empty() {
        sip::judge(root, rules.formats(), facts, &mut tell);
    }
    ids.judge(&mut tell)?;
    findings.append(told);
    Ok(Judged { description: header::description(root), unread: false })
}
