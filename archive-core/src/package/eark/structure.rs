//! The folders of a package: what lies where (CSIPSTR1 to CSIPSTR16), and what no METS lists.

use super::judge::Teller;
use crate::finding::Code;
use crate::finding::codes::csip as c;
use std::collections::BTreeMap;

/// The folder of representations, with its slash.
pub const REPRESENTATIONS: &str = "representations/";
/// Most representations that are looked at one by one.
const MOST: usize = 10_000;

/// What lies in one folder of the structure.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Representation {
    /// A folder `data`.
    pub data: bool,
    /// A file `METS.xml`.
    pub mets: bool,
    /// A folder `metadata`.
    pub metadata: bool,
    /// A folder `schemas`.
    pub schemas: bool,
    /// A folder `documentation`.
    pub documentation: bool,
    /// Files in `schemas`.
    pub schema_files: bool,
    /// Files in `documentation`.
    pub documentation_files: bool,
    /// Files in `metadata`, wherever.
    pub metadata_files: bool,
    /// Files in `metadata/descriptive`.
    pub descriptive: bool,
    /// Files in `metadata/preservation`.
    pub preservation: bool,
    /// Metadata in XML, whose schema may be asked for.
    pub structured: bool,
    /// Files in none of these folders, or in `data`.
    pub content: bool,
}

/// What is known of the folders of a package, in bounded memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The root folder.
    pub root: Representation,
    /// Each representation by name.
    pub representations: BTreeMap<String, Representation>,
    /// Whether there is a folder `representations`.
    pub has_representations: bool,
    /// A file directly in the folder of representations.
    pub stray: Option<String>,
    /// Something beside the one root folder of a container.
    pub beside: Option<String>,
    /// A schema that lies in no folder `schemas`.
    pub stray_schema: Option<String>,
    /// The name of the root folder, where there is one.
    pub name: Option<String>,
    /// How the package came, where that is of importance.
    pub carrier: Carrier,
}

/// What the container of a package is called and how it is made (AIP20 to AIP28).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carrier {
    /// The name of the container; none for a folder.
    pub name: Option<String>,
    /// Whether it is a TAR that is compressed.
    pub compressed_tar: bool,
}

/// Files that stand for an empty folder where only files can be kept.
const PLACEHOLDERS: [&str; 3] = [".gitkeep", ".keep", ".gitignore"];

/// Whether a file only keeps its folder alive and is no part of the package.
fn is_placeholder(path: &str) -> bool {
    PLACEHOLDERS.contains(&path.rsplit('/').next().unwrap_or(path))
}

/// What is said of a file below the root folder that no METS document refers to, by the section
/// it should stand in.
pub fn unlisted(path: &str) -> Option<&'static Code> {
    let inside = path.strip_prefix(REPRESENTATIONS).and_then(|rest| rest.split_once('/'));
    let below = inside.map_or(path, |(_, below)| below);
    if below == super::METS_FILE || is_placeholder(path) {
        return None;
    }
    let (top, rest) = below.split_once('/').unwrap_or(("", below));
    Some(match (top, rest.split_once('/').map(|(folder, _)| folder)) {
        ("metadata", Some("descriptive")) => &c::CSIP17,
        ("metadata", Some("preservation")) => &c::CSIP32,
        ("metadata", _) => &c::CSIP31,
        ("schemas", _) => &c::CSIP113,
        ("documentation", _) => &c::CSIP60,
        _ => &c::CSIP58,
    })
}

impl Representation {
    fn see(&mut self, path: &str, folder: bool) {
        let (top, below) = path.split_once('/').map_or((path, ""), |(top, below)| (top, below));
        let is_folder = folder || !below.is_empty();
        let file = !folder && !is_placeholder(path);
        match top {
            "METS.xml" => self.mets |= !is_folder,
            "data" => {
                self.data |= is_folder;
                self.content |= file;
            }
            "metadata" => {
                self.metadata |= is_folder;
                self.metadata_files |= is_folder && file;
                self.descriptive |= file && below.starts_with("descriptive/");
                self.preservation |= file && below.starts_with("preservation/");
                self.structured |= file && is_folder && has_ending(path, ".xml");
            }
            "schemas" => {
                self.schemas |= is_folder;
                self.schema_files |= is_folder && file;
            }
            "documentation" => {
                self.documentation |= is_folder;
                self.documentation_files |= is_folder && file;
            }
            _ => self.content |= file,
        }
    }
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.len()
        .checked_sub(ending.len())
        .is_some_and(|at| path.is_char_boundary(at) && path[at..].eq_ignore_ascii_case(ending))
}

impl Facts {
    /// Takes one path below the root folder of the package.
    pub fn see(&mut self, path: &str, folder: bool) {
        if !path.starts_with(REPRESENTATIONS) {
            self.root.see(path, folder);
        }
        if !folder && has_ending(path, ".xsd") && !path.split('/').any(|part| part == "schemas") {
            self.stray_schema.get_or_insert_with(|| path.to_owned());
        }
        let Some(inside) = path.strip_prefix(REPRESENTATIONS) else {
            self.has_representations |= folder && path == "representations";
            return;
        };
        self.has_representations = true;
        let (name, below) = inside.split_once('/').unwrap_or((inside, ""));
        if below.is_empty() && !folder {
            self.stray.get_or_insert_with(|| path.to_owned());
        } else if self.representations.len() < MOST || self.representations.contains_key(name) {
            let known = self.representations.entry(name.to_owned()).or_default();
            if !below.is_empty() {
                known.see(below, folder);
            }
        }
    }

    /// What lies beside a METS document in `folder` (empty: the root folder).
    pub fn around(&self, folder: &str) -> Representation {
        let name = folder.strip_prefix(REPRESENTATIONS).map(|n| n.trim_end_matches('/'));
        match name {
            None => self.root.clone(),
            Some(name) => self.representations.get(name).cloned().unwrap_or_default(),
        }
    }

    /// Judges the folders.
    pub(super) fn judge(&self, tell: &mut Teller<'_>) {
        let mut need = |there: bool, code, place: &str| {
            if !there {
                tell.plain(code, place, None);
            }
        };
        if let Some(beside) = &self.beside {
            need(false, &c::CSIPSTR1, beside);
        }
        need(self.root.metadata, &c::CSIPSTR5, "metadata");
        need(self.has_representations, &c::CSIPSTR9, "representations");
        let empty = self.has_representations && self.representations.is_empty();
        let stray = self.stray.as_deref().filter(|path| !is_placeholder(path));
        need(stray.is_none() && !empty, &c::CSIPSTR10, stray.unwrap_or("representations"));
        let any = |has: fn(&Representation) -> bool| {
            has(&self.root) || self.representations.values().any(has)
        };
        // Schemas are recommended for structured metadata: without them none are missed.
        let schemas = any(|r| r.schemas) || !any(|r| r.structured);
        let lost = self.stray_schema.as_deref();
        need(schemas && lost.is_none(), &c::CSIPSTR15, lost.unwrap_or("schemas"));
        let bare = !any(|r| r.content) && !any(|r| r.metadata_files);
        need(bare || any(|r| r.documentation), &c::CSIPSTR16, "documentation");
        for (name, found) in &self.representations {
            let place = format!("{REPRESENTATIONS}{name}");
            // The folders are there for what lies in them: where nothing lies, none is missed.
            let empty = !found.mets && !found.content && !found.metadata_files;
            need(found.data || empty, &c::CSIPSTR11, &place);
            need(found.mets, &c::CSIPSTR12, &place);
            need(found.metadata || empty, &c::CSIPSTR13, &place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Findings;

    fn told(paths: &[&str]) -> Vec<&'static str> {
        let mut facts = Facts::default();
        for path in paths {
            match path.strip_suffix('/') {
                Some(folder) => facts.see(folder, true),
                None => facts.see(path, false),
            }
        }
        let mut findings = Findings::new();
        facts.judge(&mut Teller::new("METS.xml", &mut findings));
        findings.iter().map(|finding| finding.code.id).collect()
    }

    const GOOD: [&str; 6] = [
        "METS.xml",
        "metadata/",
        "representations/a/METS.xml",
        "representations/a/data/x",
        "representations/a/metadata/",
        "documentation/",
    ];

    /// The good package with one path instead of another.
    fn with(from: &str, to: &[&str]) -> Vec<&'static str> {
        let kept = GOOD.into_iter().filter(|path| *path != from);
        told(&kept.chain(to.iter().copied()).collect::<Vec<_>>())
    }

    #[test]
    fn every_folder_that_is_missed_is_named() {
        assert_eq!(told(&GOOD), [""; 0]);
        assert_eq!(with("metadata/", &["Metadata/.gitkeep"]), ["CSIPSTR5"]);
        assert_eq!(told(&["METS.xml", "metadata/"]), ["CSIPSTR9"]);
        assert_eq!(with("", &["representations/loose.txt"]), ["CSIPSTR10"]);
        let elsewhere = with("representations/a/data/x", &["representations/a/Data/x"]);
        assert_eq!(elsewhere, ["CSIPSTR11"]);
        assert_eq!(with("representations/a/METS.xml", &[]), ["CSIPSTR12"]);
        assert_eq!(with("representations/a/metadata/", &[]), ["CSIPSTR13"]);
        assert_eq!(with("documentation/", &[]), ["CSIPSTR16"]);
        assert_eq!(with("", &["metadata/descriptive/ead.xml"]), ["CSIPSTR15"]);
        assert_eq!(with("", &["metadata/ead.XSD", "schemas/a.xsd"]), ["CSIPSTR15"]);
        assert_eq!(with("", &["metadata/x.xml", "representations/a/schemas/a.xsd"]), [""; 0]);
    }

    #[test]
    fn folders_for_nothing_are_not_missed() {
        let kept = ["METS.xml", "metadata/", "representations/a/d/.gitkeep"];
        assert_eq!(told(&kept), ["CSIPSTR12"]);
        let described = ["METS.xml", "metadata/", "representations/a/METS.xml"];
        assert_eq!(told(&described), ["CSIPSTR11", "CSIPSTR13"]);
    }

    #[test]
    fn what_no_mets_lists_belongs_to_a_section() {
        for (path, id) in [
            ("metadata/descriptive/ead.xml", Some("CSIP17")),
            ("representations/a/metadata/preservation/p.xml", Some("CSIP32")),
            ("metadata/other/x.xml", Some("CSIP31")),
            ("schemas/a.xsd", Some("CSIP113")),
            ("documentation/deep/a.txt", Some("CSIP60")),
            ("representations/a/data/x", Some("CSIP58")),
            ("loose.txt", Some("CSIP58")),
            ("METS.xml", None),
            ("representations/a/METS.xml", None),
            ("metadata/.gitkeep", None),
        ] {
            assert_eq!(unlisted(path).map(|code| code.id), id, "{path}");
        }
    }
}
