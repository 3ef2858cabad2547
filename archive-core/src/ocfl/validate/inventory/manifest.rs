//! The manifest: digests and the content paths that have them (OCFL 1.1 §3.5.2).

use super::{Reader, paths};
use crate::digest::{Algorithm, Digest};
use crate::finding::Code;
use crate::finding::codes::ocfl as codes;
use crate::ocfl::json::{Json, Members};
use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// A manifest, as far as it could be used.
#[derive(Default)]
pub(in crate::ocfl::validate) struct Manifest<'a> {
    /// In the order of the file.
    pub digests: Vec<ManifestDigest<'a>>,
    /// The content paths.
    pub paths: HashMap<Cow<'a, str>, ContentPath>,
    /// Digest texts as written, with their place in `digests`.
    by_text: HashMap<Cow<'a, str>, u32>,
    /// The same in lower case; made when first needed.
    by_lower: Option<HashMap<String, u32>>,
}

/// One digest of the manifest.
pub(in crate::ocfl::validate) struct ManifestDigest<'a> {
    /// As written.
    pub text: Cow<'a, str>,
    /// Whether a version's state uses it.
    pub used: bool,
}

/// What the manifest knows of a content path.
pub(in crate::ocfl::validate) struct ContentPath {
    /// Which digest, by its place in [`Manifest::digests`].
    pub digest: u32,
    /// Whether the file was found.
    pub seen: bool,
    /// Whether it leads to no content folder, which was reported.
    pub misplaced: bool,
}

impl Manifest<'_> {
    /// The digest with exactly this text.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.by_text.get(text).copied()
    }

    /// The digest with this text in whatever case.
    pub fn find_in_any_case(&mut self, text: &str) -> Option<u32> {
        let by_text = &self.by_text;
        let by_lower = self.by_lower.get_or_insert_with(|| {
            by_text.iter().map(|(t, i)| (t.to_ascii_lowercase(), *i)).collect()
        });
        by_lower.get(&text.to_ascii_lowercase()).copied()
    }

    /// The text of the digest a content path has.
    pub fn digest_of(&self, path: &str) -> Option<&str> {
        let entry = self.paths.get(path)?;
        self.digests.get(entry.digest as usize).map(|d| d.text.as_ref())
    }
}

/// What is wrong with the text of a digest; `None` for a good one.
pub(super) fn digest_fault(algorithm: Algorithm, text: &str) -> Option<&'static Code> {
    if Digest::from_hex(algorithm, text).is_some() {
        return None;
    }
    Some(match algorithm {
        Algorithm::Sha1 => &codes::E029,
        Algorithm::Sha256 => &codes::E030,
        Algorithm::Sha512 => &codes::E031,
        Algorithm::Blake2b512 => &codes::E032,
        _ => &codes::E057,
    })
}

/// Whether a text could be a digest of one of the two algorithms for content addressing.
fn is_of_other_algorithm(algorithm: Algorithm, text: &str) -> bool {
    let others = [Algorithm::Sha512, Algorithm::Sha256];
    others.iter().any(|a| *a != algorithm && Digest::from_hex(*a, text).is_some())
}

impl Reader<'_> {
    pub(super) fn manifest<'a>(
        &mut self,
        value: Option<Json<'a>>,
        algorithm: Option<Algorithm>,
    ) -> Option<Manifest<'a>> {
        let members = match value {
            Some(Json::Object(members)) => members,
            Some(other) => {
                if self.is_1_1() {
                    self.note(&codes::E106, "manifest", &other.brief());
                }
                self.note(&codes::E041, "manifest", &other.brief());
                return None;
            }
            None => {
                self.note(&codes::E041, "manifest", "manifest");
                return None;
            }
        };
        let mut out = Manifest::default();
        self.repeated_in_any_case(&members, &codes::E096, "manifest");
        for (text, list) in members {
            self.manifest_digest(&text, algorithm);
            self.manifest_entry(&mut out, text, list);
        }
        for path in paths::conflicts(&out.paths) {
            self.note(&codes::E101, "manifest", &path);
        }
        Some(out)
    }

    /// Digests that stand twice in a block, in the same or in another case.
    pub(super) fn repeated_in_any_case(
        &mut self,
        members: &Members<'_>,
        code: &'static Code,
        place: &str,
    ) {
        let mut seen: HashSet<Cow<'_, str>> = HashSet::with_capacity(members.len());
        for (text, _) in members {
            let is_lower = !text.bytes().any(|b| b.is_ascii_uppercase());
            let lower = if is_lower {
                Cow::Borrowed(text.as_ref())
            } else {
                Cow::Owned(text.to_ascii_lowercase())
            };
            if !seen.insert(lower) {
                self.note(code, place, text);
            }
        }
    }

    fn manifest_digest(&mut self, text: &str, algorithm: Option<Algorithm>) {
        let Some(algorithm) = algorithm else { return };
        let Some(code) = digest_fault(algorithm, text) else { return };
        self.note(code, "manifest", text);
        if is_of_other_algorithm(algorithm, text) {
            self.note(&codes::E039, "manifest", text);
        }
    }

    fn manifest_entry<'a>(&mut self, out: &mut Manifest<'a>, text: Cow<'a, str>, list: Json<'a>) {
        let place = super::under("manifest", &text);
        let digest = if let Some(known) = out.find(&text) {
            self.note(&codes::E033, "manifest", &text);
            known
        } else {
            let new = u32::try_from(out.digests.len()).unwrap_or(u32::MAX);
            out.by_text.insert(text.clone(), new);
            out.digests.push(ManifestDigest { text, used: false });
            new
        };
        let Json::Array(list) = list else {
            return self.note(&codes::E092, &place, &list.brief());
        };
        if list.is_empty() {
            self.note(&codes::E092, &place, "[]");
        }
        for path in list {
            match path {
                Json::String(path) => self.content_path(out, path, digest),
                other => self.note(&codes::E092, &place, &other.brief()),
            }
        }
    }

    fn content_path<'a>(&mut self, out: &mut Manifest<'a>, path: Cow<'a, str>, digest: u32) {
        if !self.content_path_form(&path, "manifest") {
            return;
        }
        match out.paths.entry(path) {
            Entry::Occupied(known) => self.note(&codes::E101, "manifest", known.key()),
            Entry::Vacant(free) => {
                free.insert(ContentPath { digest, seen: false, misplaced: false });
            }
        }
    }

    /// Reports what is wrong with the form of a content path; whether it can be used.
    pub(super) fn content_path_form(&mut self, path: &str, place: &str) -> bool {
        let mut faults = paths::CONTENT.faults(path);
        if paths::has_foreign_separator(path) {
            faults.push(&codes::E035);
        }
        for code in &faults {
            self.note(code, place, path);
        }
        faults.is_empty()
    }
}
