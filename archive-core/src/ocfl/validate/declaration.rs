//! The version declarations of objects and roots: files like `0=ocfl_object_1.1` (NAMASTE;
//! OCFL 1.1 §3.2, §4.2).

use super::notes::Notes;
use crate::finding::Code;
use crate::finding::codes::ocfl as codes;
use crate::ocfl::spec::SpecVersion;
use crate::ocfl::tree::{Entry, Kind, Tree, join, readable};
use std::io::Read;

/// The codes of one kind of declaration; objects and roots have the same rules under other ids.
pub(super) struct Rules {
    /// What stands before the version number.
    prefix: &'static str,
    namaste: &'static Code,
    exactly_one: &'static Code,
    pattern: &'static Code,
    tag: &'static Code,
    value: &'static Code,
    content: &'static Code,
    missing: &'static Code,
}

/// Declarations of objects.
pub(super) static OBJECT: Rules = Rules {
    prefix: "ocfl_object_",
    namaste: &codes::E002,
    exactly_one: &codes::E003,
    pattern: &codes::E004,
    tag: &codes::E005,
    value: &codes::E006,
    content: &codes::E007,
    missing: &codes::E003,
};

/// Declarations of storage roots.
pub(super) static ROOT: Rules = Rules {
    prefix: "ocfl_",
    namaste: &codes::E075,
    exactly_one: &codes::E076,
    pattern: &codes::E077,
    tag: &codes::E078,
    value: &codes::E079,
    content: &codes::E080,
    missing: &codes::E069,
};

/// Longest content of a declaration that is read.
const CONTENT_BYTES: u64 = 256;

/// Whether a file name declares an object, of whatever version.
pub(super) fn of_object(name: &[u8]) -> bool {
    name.starts_with(b"0=ocfl_object_")
}

/// Whether a file name declares a storage root, of whatever version.
pub(super) fn of_root(name: &[u8]) -> bool {
    name.starts_with(b"0=ocfl_") && !of_object(name)
}

/// Whether a file name in an object root is, or was meant as, a declaration.
pub(super) fn in_object(name: &[u8]) -> bool {
    resembles(&OBJECT, name)
}

/// Whether a file name is, or was meant as, a declaration. An object root holds nothing else of
/// the form `0=…`; a storage root may hold files of other standards.
fn resembles(rules: &Rules, name: &[u8]) -> bool {
    let text = String::from_utf8_lossy(name).to_ascii_lowercase();
    if text.starts_with("0=") && (rules.prefix == OBJECT.prefix || text.contains("ocfl")) {
        return true;
    }
    let value = match text.split_once('=') {
        Some((tag, value)) if tag.len() <= 2 => value,
        Some(_) => return false,
        None => text.strip_prefix('0').unwrap_or(&text),
    };
    let number = value.strip_prefix("ocfl_object_").or_else(|| value.strip_prefix("ocfl_"));
    number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
}

/// Checks the declarations among the entries of a folder and says which version they give. Of
/// several, the latest known version counts for what follows.
pub(super) fn check(
    rules: &Rules,
    tree: &dyn Tree,
    folder: &[u8],
    entries: &[Entry],
    notes: &mut Notes,
) -> Option<SpecVersion> {
    let mut found = 0;
    let mut version = None;
    for entry in entries.iter().filter(|e| e.kind == Kind::File && resembles(rules, &e.name)) {
        found += 1;
        let name = readable(&entry.name);
        let Some(value) = judge_name(rules, &name, notes) else { continue };
        check_content(rules, tree, &join(folder, &entry.name), &name, notes);
        version = version.max(SpecVersion::from_number(&value[rules.prefix.len()..]));
    }
    if found == 0 {
        notes.add(rules.missing, "");
    } else if found > 1 {
        notes.add_value(rules.exactly_one, "", &found.to_string());
    } else if version.is_none() && rules.prefix == ROOT.prefix {
        notes.add(rules.missing, "");
    }
    version
}

/// Reports what is wrong with a declaration's name; gives `dvalue` where nothing is.
fn judge_name<'n>(rules: &Rules, name: &'n str, notes: &mut Notes) -> Option<&'n str> {
    let code = match name.split_once('=') {
        None => rules.pattern,
        Some((tag, _)) if tag != "0" => rules.tag,
        Some((_, value)) => {
            let number = value.strip_prefix(rules.prefix);
            if number.and_then(SpecVersion::from_number).is_some() {
                return Some(value);
            }
            rules.value
        }
    };
    notes.add_value(rules.namaste, name, name);
    notes.add_value(code, name, name);
    None
}

fn check_content(rules: &Rules, tree: &dyn Tree, path: &[u8], name: &str, notes: &mut Notes) {
    let mut text = Vec::new();
    let read = tree.open(path).map(|file| file.take(CONTENT_BYTES).read_to_end(&mut text));
    match read {
        Err(error) => notes.add_error(name, &error),
        Ok(Err(error)) => notes.add_io(name, &error),
        Ok(Ok(_)) => {
            let expected = name.strip_prefix("0=").unwrap_or(name);
            if text.strip_suffix(b"\n") != Some(expected.as_bytes()) {
                notes.add_value(rules.content, name, &readable(&text));
            }
        }
    }
}
