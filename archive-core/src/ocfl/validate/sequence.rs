//! The sequence of version names: from 1, without gaps, in one spelling (OCFL 1.1 §3.3).

use super::notes::Notes;
use crate::finding::codes::ocfl as codes;
use crate::ocfl::spec::SpecVersion;
use crate::ocfl::version::{VersionFault, VersionName};

/// A text that stands where a version name belongs and is none.
pub(super) fn report_fault(
    fault: VersionFault,
    spec: SpecVersion,
    path: &str,
    place: &str,
    name: &str,
    notes: &mut Notes,
) {
    let code = match (fault, spec) {
        (VersionFault::Prefix, SpecVersion::V1_0) => &codes::E011,
        (VersionFault::Prefix, SpecVersion::V1_1) => &codes::E104,
        (VersionFault::Number, SpecVersion::V1_1) => &codes::E105,
        // OCFL 1.0 has no code for "not a positive integer": the callers' own codes remain.
        (VersionFault::Number, SpecVersion::V1_0) => return,
    };
    notes.add_place(code, path, place, name);
}

/// Checks names sorted by number: a start at 1, no gaps, one naming convention.
pub(super) fn check(names: &[VersionName], path: &str, place: &str, notes: &mut Notes) {
    let Some(first) = names.first() else { return };
    if first.number != 1 {
        notes.add_place(&codes::E009, path, place, &first.to_string());
    }
    for pair in names.windows(2) {
        if pair[1].number > pair[0].number + 1 {
            let gap = format!("{} … {}", pair[0], pair[1]);
            notes.add_place(&codes::E010, path, place, &gap);
        }
    }
    for name in &names[1..] {
        check_spelling(*first, *name, path, place, notes);
    }
}

fn check_spelling(
    first: VersionName,
    name: VersionName,
    path: &str,
    place: &str,
    notes: &mut Notes,
) {
    let same_width = name.digits == first.digits;
    let fits = if first.is_padded() { same_width && name.is_padded() } else { !name.is_padded() };
    if fits {
        return;
    }
    let text = name.to_string();
    if first.is_padded() && !name.is_padded() {
        notes.add_place(&codes::E011, path, place, &text);
    }
    notes.add_place(&codes::E012, path, place, &text);
    notes.add_place(&codes::E013, path, place, &text);
}
