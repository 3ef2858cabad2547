//! What kind of package a container holds, told by what is in it and never by its name.

use super::bagit::PAYLOAD;
use super::container::{ContainerKind, EntryKind};
use super::eark;
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
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Default)]
struct Signs {
    declaration: bool,
    manifest: bool,
    payload: bool,
    mets: bool,
    metadata: bool,
    representations: bool,
}

impl Signs {
    fn see(&mut self, name: &str) {
        self.declaration |= name == "bagit.txt";
        self.payload |= name == "data" || name.starts_with(PAYLOAD);
        self.manifest |= super::tags::is_list(name);
        self.mets |= name == eark::METS_FILE;
        self.metadata |= name.starts_with("metadata/");
        self.representations |= name.starts_with(eark::REPRESENTATIONS);
    }

    /// What can be an E-ARK package; a document beside no representations must say so itself.
    fn may_be_eark(&self) -> bool {
        self.mets || (self.representations && self.metadata)
    }

    /// A declaration, or what cannot be anything but a bag that lost its declaration.
    fn is_bag(&self) -> bool {
        self.declaration || (self.manifest && self.payload)
    }
}

/// Looks at the entries of a container.
///
/// `beginning` gives the first bytes of a METS document, by its path; `forced` is the kind the
/// caller says it is.
pub fn of(
    table: &EntryTable,
    container: ContainerKind,
    forced: Option<Kind>,
    beginning: &mut dyn FnMut(&str) -> Result<Vec<u8>>,
    findings: &mut Findings,
) -> Result<Shape> {
    let plain = |kind| Ok(Shape { kind, base: String::new() });
    if let Some(own) = forced.filter(|kind| kind.is_own()) {
        return plain(own);
    }
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
    if forced == Some(Kind::Folder) {
        return plain(Kind::Folder);
    }
    let no_other = forced.is_none() || forced == Some(Kind::Bagit);
    if no_other && root.is_bag() {
        if container != ContainerKind::Folder {
            findings.push(Finding::new(&bag::NO_BASE_FOLDER));
        }
        return plain(Kind::Bagit);
    }
    if forced != Some(Kind::Bagit)
        && let Some(base) = eark_base(&root, &tops, container, forced, beginning)?
    {
        return Ok(Shape { kind: Kind::Eark, base });
    }
    let bags: Vec<&String> = tops.iter().filter(|(_, s)| s.is_bag()).map(|(n, _)| n).collect();
    let bag = forced == Some(Kind::Bagit);
    match (container, bags[..].as_ref()) {
        // What lost every sign of a bag is judged as one all the same.
        (ContainerKind::Folder, _) | (_, []) if bag => plain(Kind::Bagit),
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

/// The root folder of an E-ARK package, with its slash; empty where it is the container itself.
fn eark_base(
    root: &Signs,
    tops: &BTreeMap<String, Signs>,
    container: ContainerKind,
    forced: Option<Kind>,
    beginning: &mut dyn FnMut(&str) -> Result<Vec<u8>>,
) -> Result<Option<String>> {
    let forced = forced == Some(Kind::Eark);
    let mut is_one = |signs: &Signs, base: &str| -> Result<bool> {
        if !signs.may_be_eark() {
            return Ok(false);
        }
        let path = format!("{base}{}", eark::METS_FILE);
        Ok(forced || signs.representations || eark::has_signs(&beginning(&path)?))
    };
    if is_one(root, "")? {
        return Ok(Some(String::new()));
    }
    if container != ContainerKind::Folder {
        let bags = tops.values().any(Signs::is_bag);
        for (name, signs) in tops.iter().filter(|_| forced || !bags) {
            let base = format!("{name}/");
            if is_one(signs, &base)? {
                return Ok(Some(base));
            }
        }
    }
    let single = tops.iter().next().filter(|_| tops.len() == 1);
    let folder = container == ContainerKind::Folder;
    let inside = single.filter(|(_, signs)| !folder || signs.mets).map(|(name, _)| name);
    Ok(forced.then(|| inside.map_or_else(String::new, |name| format!("{name}/"))))
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
