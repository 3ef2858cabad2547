//! What kind of package a container holds, told by what is in it and never by its name.

use super::bagit::PAYLOAD;
use super::container::{ContainerKind, EntryKind};
use super::entries::EntryTable;
use super::opened::Kind;
use crate::error::Result;
use crate::finding::codes::bag;
use crate::finding::{Finding, Findings};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Descriptions inside a plain package, by logical path.
pub const DESCRIPTIONS: [&str; 7] = [
    "metadata.csv",
    "metadata/metadata.csv",
    "dc.xml",
    "dublincore.xml",
    "metadata/dc.xml",
    "ead.xml",
    "metadata/ead.xml",
];

/// Most folders at the top of a container that are looked at for a bag.
const TOP_FOLDERS: usize = 1_000;

/// The shape of a package.
pub struct Shape {
    /// Its kind.
    pub kind: Kind,
    /// The folder around a bag in a container, with its slash; empty elsewhere.
    pub base: String,
}

/// What lies directly in a folder that could be the base of a bag.
#[derive(Default)]
struct Signs {
    declaration: bool,
    manifest: bool,
    payload: bool,
}

impl Signs {
    fn see(&mut self, name: &str) {
        self.declaration |= name == "bagit.txt";
        self.payload |= name == "data" || name.starts_with(PAYLOAD);
        self.manifest |= super::tags::is_list(name);
    }

    /// A declaration, or what cannot be anything but a bag that lost its declaration.
    fn is_bag(&self) -> bool {
        self.declaration || (self.manifest && self.payload)
    }
}

/// Looks at the entries of a container.
pub fn of(table: &EntryTable, container: ContainerKind, findings: &mut Findings) -> Result<Shape> {
    let plain = |kind| Ok(Shape { kind, base: String::new() });
    if container == ContainerKind::File {
        return plain(Kind::File);
    }
    let mut root = Signs::default();
    let mut tops: BTreeMap<String, Signs> = BTreeMap::new();
    let mut files_at_top = false;
    let mut rows = table.iter()?;
    while let Some(row) = rows.next()? {
        root.see(&row.logical);
        match row.logical.split_once('/') {
            None => files_at_top |= row.entry.kind == EntryKind::File,
            Some((top, inside)) if tops.len() < TOP_FOLDERS || tops.contains_key(top) => {
                tops.entry(top.to_owned()).or_default().see(inside);
            }
            Some(_) => {}
        }
    }
    if root.is_bag() {
        if container != ContainerKind::Folder {
            findings.push(Finding::new(&bag::NO_BASE_FOLDER));
        }
        return plain(Kind::Bagit);
    }
    let bags: Vec<&String> = tops.iter().filter(|(_, s)| s.is_bag()).map(|(n, _)| n).collect();
    match (container, bags[..].as_ref()) {
        // A folder that holds bags is a folder; only a container stands for the bag in it.
        (ContainerKind::Folder, _) | (_, []) => plain(Kind::Folder),
        (_, [base]) => {
            if files_at_top || tops.len() > 1 {
                findings.push(Finding::new(&bag::BESIDE_BASE_FOLDER).at((*base).clone()));
            }
            Ok(Shape { kind: Kind::Bagit, base: format!("{base}/") })
        }
        (_, _) => plain(Kind::Folder),
    }
}

/// Where a description beside a package is looked for.
pub fn beside(package: &Path) -> Vec<PathBuf> {
    let Some(name) = package.file_name() else { return Vec::new() };
    let with = |suffix: &str| {
        let mut name = name.to_owned();
        name.push(suffix);
        package.with_file_name(name)
    };
    let mut out = vec![with(".dc.xml"), with(".ead.xml"), with(".metadata.csv"), with(".csv")];
    out.push(package.with_file_name("metadata.csv"));
    out
}
