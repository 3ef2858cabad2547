//! The rules for content paths and logical paths (OCFL 1.1 §3.5.2, §3.5.3.1).

use super::ContentFolder;
use crate::finding::Code;
use crate::finding::codes::ocfl as codes;
use crate::ocfl::version::VersionName;
use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// The codes for one kind of path.
pub(super) struct Rules {
    empty: &'static Code,
    element: &'static Code,
    edge: &'static Code,
}

/// Paths of the manifest and the fixity block.
pub(super) static CONTENT: Rules =
    Rules { empty: &codes::E098, element: &codes::E099, edge: &codes::E100 };

/// Paths of a version's state.
pub(super) static LOGICAL: Rules =
    Rules { empty: &codes::E051, element: &codes::E052, edge: &codes::E053 };

impl Rules {
    /// What is wrong with the form of a path; nothing for a good one.
    pub fn faults(&self, path: &str) -> Vec<&'static Code> {
        if path.is_empty() {
            return vec![self.empty];
        }
        let mut out = Vec::new();
        if path.starts_with('/') || path.ends_with('/') {
            out.push(self.edge);
        }
        let inner = path.strip_prefix('/').unwrap_or(path);
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        let bad = |element: &str| matches!(element, "." | ".." | "");
        if !inner.is_empty() && inner.split('/').any(bad) {
            out.push(self.element);
        }
        out
    }
}

/// Whether a content path is written with another separator: `v1\content\file`.
pub(super) fn has_foreign_separator(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    first.split_once('\\').is_some_and(|(version, _)| VersionName::parse(version).is_ok())
}

/// What is wrong with where a well-formed content path leads: it must name a version of the
/// inventory, then the content folder, then a file (§3.3.1, §3.5.2).
pub(super) fn content_place(
    path: &str,
    versions: &HashSet<String>,
    content: &ContentFolder<'_>,
) -> Vec<&'static Code> {
    let mut elements = path.splitn(3, '/');
    let version = elements.next().unwrap_or_default();
    let (folder, file) = (elements.next().unwrap_or_default(), elements.next());
    if !versions.contains(version) {
        let spelled_otherwise = VersionName::parse(version).is_ok_and(|name| {
            versions.iter().any(|v| VersionName::parse(v).is_ok_and(|v| v.number == name.number))
        });
        let mut out = vec![&codes::E042];
        if spelled_otherwise {
            out.push(&codes::E014);
        }
        return out;
    }
    if *content == ContentFolder::Invalid || (folder == content.name() && file.is_some()) {
        return Vec::new();
    }
    let mut out = vec![&codes::E042];
    if *content == ContentFolder::Default && file.is_some() {
        out.push(&codes::E021);
    }
    out
}

/// The paths of which another path is a folder: with `a/b` present, `a` is in conflict.
pub(super) fn conflicts<K, V>(paths: &HashMap<K, V>) -> Vec<String>
where
    K: Borrow<str> + Eq + Hash,
{
    let mut sorted: Vec<&str> = paths.keys().map(Borrow::borrow).collect();
    sorted.sort_unstable();
    let mut out = Vec::new();
    // The paths that the current one begins with. In byte order others (`a.txt`) may stand
    // between a path and one below it (`a/b`), but all of them begin with it; so a path is left
    // once and the whole takes time by the length of the paths, however deep they are.
    let mut open: Vec<(&str, bool)> = Vec::new();
    for path in sorted {
        while open.pop_if(|(above, _)| !path.starts_with(*above)).is_some() {}
        for (above, told) in &mut open {
            if !*told && path.as_bytes().get(above.len()) == Some(&b'/') {
                *told = true;
                out.push((*above).to_owned());
            }
        }
        open.push((path, false));
    }
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(path: &str) -> Vec<&'static str> {
        LOGICAL.faults(path).into_iter().map(|c| c.id).collect()
    }

    #[test]
    fn forms_of_paths() {
        for good in ["a", "a/b", "a b/ü", "..a", "a\\b", "a/...", "C:"] {
            assert!(ids(good).is_empty(), "{good}");
        }
        assert_eq!(ids(""), ["E051"]);
        assert_eq!(ids("/"), ["E053"]);
        assert_eq!(ids("a/"), ["E053"]);
        assert_eq!(ids("//a"), ["E053", "E052"]);
        assert_eq!(ids("a//b"), ["E052"]);
        assert_eq!(ids("a/../b"), ["E052"]);
        assert_eq!(ids("./a"), ["E052"]);
    }

    #[test]
    fn a_file_cannot_be_a_folder() {
        let paths = HashMap::from([("a", 0), ("a/b/c", 1), ("ab", 2), ("a/b", 3)]);
        assert_eq!(conflicts(&paths), ["a", "a/b"]);
        let between = ["a", "a b", "a-/c", "a.txt", "a/b", "aa", "b", "b!", "b/", "c/d", "c/d/e"];
        let paths = between.map(|path| (path, 0)).into();
        assert_eq!(conflicts(&paths), ["a", "b", "c/d"]);
    }

    #[test]
    fn foreign_separators_are_told_from_names() {
        assert!(has_foreign_separator("v1\\content\\a"));
        assert!(!has_foreign_separator("v1/content/a\\b"));
    }
}
