//! The folders of a package: what lies where (CSIPSTR1 to CSIPSTR16).

use super::judge::Teller;
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
}

impl Representation {
    fn see(&mut self, path: &str, folder: bool) {
        let (top, below) = path.split_once('/').map_or((path, ""), |(top, below)| (top, below));
        let is_folder = folder || !below.is_empty();
        let file = !folder;
        match top {
            "METS.xml" => self.mets |= !is_folder,
            "data" => self.data |= is_folder,
            "metadata" => self.metadata |= is_folder,
            "schemas" => {
                self.schemas |= is_folder;
                self.schema_files |= is_folder && file;
            }
            "documentation" => {
                self.documentation |= is_folder;
                self.documentation_files |= is_folder && file;
            }
            _ => {}
        }
    }
}

impl Facts {
    /// Takes one path below the root folder of the package.
    pub fn see(&mut self, path: &str, folder: bool) {
        self.root.see(path, folder);
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
                tell.plain(code, place, "–");
            }
        };
        if let Some(beside) = &self.beside {
            need(false, &c::CSIPSTR1, beside);
        }
        need(self.root.metadata, &c::CSIPSTR5, "metadata");
        need(self.has_representations, &c::CSIPSTR9, "representations");
        let empty = self.has_representations && self.representations.is_empty();
        let stray = self.stray.as_deref();
        need(stray.is_none() && !empty, &c::CSIPSTR10, stray.unwrap_or("representations"));
        let inside = |has: fn(&Representation) -> bool| {
            has(&self.root) || self.representations.values().any(has)
        };
        need(inside(|r| r.schemas), &c::CSIPSTR15, "schemas");
        need(inside(|r| r.documentation), &c::CSIPSTR16, "documentation");
        for (name, found) in &self.representations {
            let place = format!("{REPRESENTATIONS}{name}");
            need(found.data, &c::CSIPSTR11, &place);
            need(found.mets, &c::CSIPSTR12, &place);
            need(found.metadata, &c::CSIPSTR13, &place);
        }
    }
}
