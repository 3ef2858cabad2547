//! Inventories in version folders: what they say must agree with the object's own
//! (OCFL 1.1 §3.7).

use super::content::Disk;
use super::inventory::{self, ContentFolder, ContentPath, FixityAlgorithm, Inventory, NO_DIGEST};
use super::inventory::{Manifest, Version};
use super::notes::Notes;
use crate::finding::codes::ocfl as codes;
use crate::finding::{Code, Finding};
use crate::ocfl::spec::SpecVersion;
use crate::ocfl::version::VersionName;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// What inventories state about content files, beyond the manifest of the object's own.
#[derive(Default)]
pub(super) struct Claims<'a> {
    pub by_path: HashMap<Cow<'a, str>, Vec<Claim<'a>>>,
}

/// One statement.
pub(super) struct Claim<'a> {
    pub algorithm: FixityAlgorithm,
    pub expected: Cow<'a, str>,
    pub code: &'static Code,
    /// The version folder whose inventory states it; `None` for the object's own.
    pub from: Option<VersionName>,
}

impl Claim<'_> {
    /// The finding that this statement does not hold; `found` is what is there instead.
    pub fn broken(&self, path: String, found: &str) -> Finding {
        let inventory = match self.from {
            Some(name) => format!("{name}/{}", inventory::FILE),
            None => inventory::FILE.to_owned(),
        };
        Finding::new(self.code)
            .at(path)
            .with("place", inventory)
            .with("value", format!("{}:{}", self.algorithm.name(), self.expected))
            .with("found", found)
    }
}

impl<'a> Claims<'a> {
    /// The fixity block of the object's own inventory.
    pub fn of_main(inventory: &mut Inventory<'a>) -> Self {
        let mut out = Self::default();
        for fixity in std::mem::take(&mut inventory.fixity) {
            let claim = Claim {
                algorithm: fixity.algorithm,
                expected: fixity.digest,
                code: &codes::E093,
                from: None,
            };
            out.by_path.entry(fixity.path).or_default().push(claim);
        }
        out
    }

    /// Takes a statement of an older inventory unless the same is known already.
    fn add(&mut self, path: &str, claim: Claim<'_>) {
        let known = self.by_path.get(path).is_some_and(|list| {
            list.iter().any(|c| {
                c.algorithm == claim.algorithm
                    && c.code.id == claim.code.id
                    && c.expected.eq_ignore_ascii_case(&claim.expected)
            })
        });
        if known {
            return;
        }
        let owned = Claim {
            algorithm: claim.algorithm,
            expected: Cow::Owned(claim.expected.into_owned()),
            code: claim.code,
            from: claim.from,
        };
        self.by_path.entry(Cow::Owned(path.to_owned())).or_default().push(owned);
    }
}

/// One inventory of a version folder, with what it is compared with.
pub(super) struct Prior<'p, 'm> {
    pub main: &'p Inventory<'m>,
    pub older: &'p Inventory<'p>,
    /// The version folder it lies in.
    pub name: VersionName,
    /// Its path inside the object.
    pub file: &'p str,
    pub spec: SpecVersion,
}

impl Prior<'_, '_> {
    /// Compares everything but content; `earlier` is the specification version of the version
    /// folder before.
    pub fn check(&self, earlier: Option<SpecVersion>, notes: &mut Notes) {
        self.check_keys(earlier, notes);
        let (Some(main), Some(prior)) = (&self.main.versions, &self.older.versions) else { return };
        let same = self.same_digests();
        for version in prior.values() {
            let place = format!("versions/{}", version.name);
            let Some(current) = main.get(&version.name.number) else {
                notes.add_place(&codes::E066, self.file, &place, &version.name.to_string());
                continue;
            };
            if let Some(path) = differing_path(version, current, same.as_deref()) {
                notes.add_place(&codes::E066, self.file, &place, &path);
            }
            for key in version.told.differing(&current.told) {
                notes.add_place(&codes::W011, self.file, &place, key);
            }
        }
    }

    fn check_keys(&self, earlier: Option<SpecVersion>, notes: &mut Notes) {
        if let (Some(prior), Some(main)) = (&self.older.id, &self.main.id)
            && prior != main
        {
            notes.add_place(&codes::E037, self.file, "id", prior);
            if self.spec >= SpecVersion::V1_1 {
                notes.add_place(&codes::E110, self.file, "id", prior);
            }
        }
        if let Some(head) = self.older.head.filter(|head| *head != self.name) {
            notes.add_place(&codes::E040, self.file, "head", &head.to_string());
        }
        let later = self.older.spec.zip(earlier).filter(|(spec, earlier)| spec < earlier);
        if let (Some((spec, _)), true) = (later, self.spec >= SpecVersion::V1_1) {
            notes.add_place(&codes::E103, self.file, "type", spec.number());
        }
        self.check_content_folder(notes);
    }

    /// The key must have been there from the first version on, with one value (§3.3.1).
    fn check_content_folder(&self, notes: &mut Notes) {
        let (prior, main) = (&self.older.content, &self.main.content);
        if prior == main || *prior == ContentFolder::Invalid || *main == ContentFolder::Invalid {
            return;
        }
        if self.name.number == 1 {
            notes.add_place(&codes::E019, self.file, "contentDirectory", main.name());
        }
        if prior.name() != main.name() {
            notes.add_place(&codes::E020, self.file, "contentDirectory", prior.name());
        }
    }

    /// For each digest of the older manifest, the one of the object's own manifest that stands
    /// for the same bytes. With one algorithm the texts tell; with two, the content paths do.
    fn same_digests(&self) -> Option<Vec<u32>> {
        let (main, prior) = (self.main.manifest.as_ref()?, self.older.manifest.as_ref()?);
        let mut out = vec![NO_DIGEST; prior.digests.len()];
        if self.main.algorithm == self.older.algorithm {
            match_by_text(main, prior, &mut out);
            return Some(out);
        }
        match_by_paths(main, prior, &mut out);
        Some(out)
    }

    /// What this inventory states about content: every file of its version and those before
    /// must be in its manifest, and its digests must hold as well.
    pub fn check_content(
        &self,
        disk: &Disk,
        unlisted: &HashSet<usize>,
        claims: &mut Claims<'_>,
        notes: &mut Notes,
    ) {
        let Some(manifest) = &self.older.manifest else { return };
        for (index, file) in disk.files.iter().enumerate() {
            let known = file.version > self.name.number || unlisted.contains(&index);
            if !known && !manifest.paths.contains_key(file.path.as_str()) {
                notes.add_value(&codes::E023, &file.path, self.file);
            }
        }
        let from = Some(self.name);
        if let Some(algorithm) = self.older.algorithm {
            let algorithm = FixityAlgorithm::Digest(algorithm);
            for (path, ContentPath { digest, .. }) in &manifest.paths {
                let text = manifest.digests[*digest as usize].text.as_ref();
                if !self.main_states(path, text) {
                    let expected = Cow::Borrowed(text);
                    claims.add(path, Claim { algorithm, expected, code: &codes::E092, from });
                }
            }
        }
        for fixity in &self.older.fixity {
            let (algorithm, expected) = (fixity.algorithm, Cow::Borrowed(fixity.digest.as_ref()));
            claims.add(&fixity.path, Claim { algorithm, expected, code: &codes::E093, from });
        }
    }

    fn main_states(&self, path: &str, digest: &str) -> bool {
        let manifest = self.main.manifest.as_ref();
        self.main.algorithm == self.older.algorithm
            && manifest
                .and_then(|m| m.digest_of(path))
                .is_some_and(|text| text.eq_ignore_ascii_case(digest))
    }
}

/// Matches digests of one algorithm by their text, in whatever case.
fn match_by_text(main: &Manifest<'_>, prior: &Manifest<'_>, out: &mut [u32]) {
    let mut lower: Option<HashMap<String, u32>> = None;
    for (slot, digest) in out.iter_mut().zip(&prior.digests) {
        let found = main.find(&digest.text).or_else(|| {
            let digests = || main.digests.iter().map(|d| d.text.to_ascii_lowercase()).zip(0..);
            let lower = lower.get_or_insert_with(|| digests().collect());
            lower.get(&digest.text.to_ascii_lowercase()).copied()
        });
        *slot = found.unwrap_or(NO_DIGEST);
    }
}

/// Matches digests of two algorithms through the files that have them.
fn match_by_paths(main: &Manifest<'_>, prior: &Manifest<'_>, out: &mut [u32]) {
    let mut torn = HashSet::new();
    for (path, entry) in &prior.paths {
        let Some(found) = main.paths.get(path) else { continue };
        let slot = &mut out[entry.digest as usize];
        if *slot == NO_DIGEST {
            *slot = found.digest;
        } else if *slot != found.digest {
            torn.insert(entry.digest);
        }
    }
    for digest in torn {
        out[digest as usize] = NO_DIGEST;
    }
}

/// The first logical path, by name, that is not the same in two states of one version.
fn differing_path(
    prior: &Version<'_>,
    current: &Version<'_>,
    same: Option<&[u32]>,
) -> Option<String> {
    let translate = |digest: u32| match (digest, same) {
        (NO_DIGEST, _) | (_, None) => None,
        (digest, Some(same)) => same.get(digest as usize).copied().filter(|d| *d != NO_DIGEST),
    };
    let differs = |path: &str, digest: u32| match current.state.get(path) {
        None => true,
        // Where a digest is unknown on both sides, that was reported already.
        Some(now) if *now == NO_DIGEST && digest == NO_DIGEST => false,
        Some(now) => translate(digest) != Some(*now),
    };
    let changed = prior.state.iter().filter(|(p, d)| differs(p, **d)).map(|(p, _)| p.as_ref());
    let added = current.state.keys().map(Cow::as_ref).filter(|p| !prior.state.contains_key(*p));
    changed.chain(added).min().map(str::to_owned)
}
