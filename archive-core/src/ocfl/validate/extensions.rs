//! The `extensions` folders of objects and roots (OCFL 1.1 §3.9, §4.4).

use super::notes::Notes;
use crate::finding::Code;
use crate::finding::codes::ocfl as codes;
use crate::ocfl::spec::{REGISTERED_EXTENSIONS, SpecVersion};
use crate::ocfl::tree::{Kind, Tree, join, readable};

/// The name of the folder.
pub(super) const FOLDER: &str = "extensions";

/// Which codes apply.
pub(super) struct Rules {
    /// Something that is no extension's folder.
    pub stray: &'static [&'static Code],
    /// A folder named after no registered extension.
    pub unregistered: &'static Code,
}

/// The rules for objects.
pub(super) static OBJECT: Rules = Rules { stray: &[&codes::E067], unregistered: &codes::W013 };

/// The rules for storage roots: 1.0 refers to those of objects, 1.1 has its own codes.
pub(super) fn of_root(spec: SpecVersion) -> &'static Rules {
    static V1_0: Rules = Rules { stray: &[&codes::E067, &codes::E086], unregistered: &codes::W013 };
    static V1_1: Rules = Rules { stray: &[&codes::E112], unregistered: &codes::W016 };
    match spec {
        SpecVersion::V1_0 => &V1_0,
        SpecVersion::V1_1 => &V1_1,
    }
}

/// Checks the children of an extensions folder; what lies in an extension is its own business.
pub(super) fn check(tree: &dyn Tree, folder: &[u8], rules: &Rules, notes: &mut Notes) {
    let entries = match tree.list(folder) {
        Ok(entries) => entries,
        Err(error) => return notes.add_error(FOLDER, &error),
    };
    for entry in entries {
        let name = readable(&entry.name);
        let path = format!("{FOLDER}/{name}");
        if entry.kind != Kind::Folder {
            for code in rules.stray {
                notes.add_value(code, &path, &name);
            }
        } else if !REGISTERED_EXTENSIONS.contains(&name.as_str()) {
            notes.add_value(rules.unregistered, &path, &name);
        }
        super::content::report_kind(entry.kind, &path, notes);
        if entry.kind == Kind::Folder {
            super::content::report_links(tree, &join(folder, &entry.name), &path, notes);
        }
    }
}
