//! Names for systems that allow less than ours: an export for Windows or macOS.

use super::{fold, is_device};
use crate::limits::NAME_BYTES;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Longest name without its ending when a name must be cut, in bytes.
const STEM_BYTES: usize = 200;
/// Longest ending (with its dot) that survives a cut, in bytes.
const ENDING_BYTES: usize = 16;

/// Maps logical paths to such that Windows and macOS accept, one after the other.
///
/// Every element is mapped by itself: characters those systems forbid become `_`, so does a dot
/// or space at the end; a device name gets a `_` in front; what is over 255 bytes is cut before
/// its ending. Where a name is taken in its folder, case and Unicode form aside, `~2`, `~3`, …
/// go before the ending. The result depends on the paths and their order alone, so paths must
/// come in byte order. Memory grows with the number of names in the folders that are open.
#[derive(Debug, Default)]
pub struct PortableNames {
    levels: Vec<Level>,
}

#[derive(Debug, Default)]
struct Level {
    /// The folder this level stands for; empty for the root.
    logical: String,
    portable: String,
    /// Hashes of the folded names taken.
    taken: HashSet<u64>,
    /// Folders that were named before their content came.
    folders: HashMap<String, String>,
}

impl PortableNames {
    /// Nothing mapped yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The portable path of a file or folder.
    pub fn map(&mut self, logical: &str, folder: bool) -> String {
        let is_above = |level: &Level| {
            level.logical.is_empty()
                || logical.strip_prefix(&level.logical).is_some_and(|rest| rest.starts_with('/'))
        };
        // In byte order `a b` comes between `a` and `a/c`: levels with that beginning stay open.
        while self.levels.pop_if(|level| !logical.starts_with(&level.logical)).is_some() {}
        if self.levels.is_empty() {
            self.levels.push(Level::default());
        }
        let mut at = self.levels.iter().rposition(is_above).unwrap_or(0);
        let mut start = match self.levels[at].logical.len() {
            0 => 0,
            length => length + 1,
        };
        while let Some(end) = logical[start..].find('/').map(|end| start + end) {
            let portable = self.levels[at].folder(&logical[start..end]);
            let level = Level { logical: logical[..end].to_owned(), portable, ..Level::default() };
            self.levels.push(level);
            at = self.levels.len() - 1;
            start = end + 1;
        }
        let level = &mut self.levels[at];
        if folder { level.folder(&logical[start..]) } else { level.name(&logical[start..]) }
    }
}

impl Level {
    /// The path of a folder in this one: the same every time.
    fn folder(&mut self, element: &str) -> String {
        if let Some(known) = self.folders.get(element) {
            return known.clone();
        }
        let path = self.name(element);
        self.folders.insert(element.to_owned(), path.clone());
        path
    }

    fn name(&mut self, element: &str) -> String {
        let plain = portable(element);
        let mut name = plain.clone();
        let mut number = 2;
        while !self.taken.insert(key(&name)) {
            let (stem, ending) = split(&plain);
            name = format!("{}~{number}{ending}", cut(stem, STEM_BYTES));
            number += 1;
        }
        if self.portable.is_empty() { name } else { format!("{}/{name}", self.portable) }
    }
}

fn key(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    fold(name).hash(&mut hasher);
    hasher.finish()
}

/// One element in a form that every system accepts.
fn portable(element: &str) -> String {
    let forbidden = |c: char| c.is_control() || "<>:\"|?*\\/".contains(c);
    let mut name: String = element.chars().map(|c| if forbidden(c) { '_' } else { c }).collect();
    let kept = name.trim_end_matches(['.', ' ']).len();
    let odd = name.len() - kept;
    name.truncate(kept);
    name.extend(std::iter::repeat_n('_', odd));
    if is_device(&name) {
        name.insert(0, '_');
    }
    if name.len() > NAME_BYTES {
        let (stem, ending) = split(&name);
        name = format!("{}{ending}", cut(stem, STEM_BYTES));
    }
    name
}

/// A name and its ending with the dot; none where it is long or all there is.
fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 && name.len() - dot <= ENDING_BYTES => name.split_at(dot),
        _ => (name, ""),
    }
}

fn cut(stem: &str, bytes: usize) -> &str {
    &stem[..stem.floor_char_boundary(bytes)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn map(paths: &[&str]) -> Vec<String> {
        let mut names = PortableNames::new();
        paths.iter().map(|p| names.map(p.trim_end_matches('/'), p.ends_with('/'))).collect()
    }

    #[test]
    fn forbidden_names_change_and_others_stay() {
        assert_eq!(
            map(&["a: b?.txt", "end.", "nul.txt", "Ärger.pdf"]),
            ["a_ b_.txt", "end_", "_nul.txt", "Ärger.pdf"]
        );
        let long = "ä".repeat(200) + ".pdf";
        let short = &map(&[&long])[0];
        assert!(short.len() <= NAME_BYTES, "{short}");
        assert_eq!(split(short).1, ".pdf");
    }

    #[test]
    fn twins_are_told_apart_and_folders_keep_one_name() {
        assert_eq!(map(&["A.txt", "a.txt", "a?", "a_"]), ["A.txt", "a~2.txt", "a_", "a_~2"]);
        assert_eq!(
            map(&["A/", "A/x", "a/", "a b", "a/X", "a/x"]),
            ["A", "A/x", "a~2", "a b", "a~2/X", "a~2/x~2"]
        );
    }

    proptest! {
        #[test]
        fn every_path_gets_one_of_its_own(
            paths in prop::collection::btree_set("[aA?.: /]{1,3}(/[aA_?]{1,2}){0,2}", 0..40),
        ) {
            let clean = |p: &&String| p.split('/').all(|e| !matches!(e, "" | "." | ".."));
            let paths: Vec<_> = paths.iter().filter(clean).map(String::as_str).collect();
            let inner = |p: &&str| paths.iter().any(|q| q.starts_with(&format!("{p}/")));
            let files: Vec<_> = paths.iter().copied().filter(|p| !inner(p)).collect();
            let mapped: HashSet<_> = map(&files).iter().map(|p| fold(p).into_owned()).collect();
            prop_assert_eq!(mapped.len(), files.len());
        }
    }
}
