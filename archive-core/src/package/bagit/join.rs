//! Completeness and validity (RFC 8493 §3) as a merge of two sorted streams: the files that are
//! there and the claims of all lists.
//!
//! Pure logic: it knows neither container nor sorter. Both streams come sorted by logical path
//! (NFC), claims within it by list and spelling ([`Claim::sort_key`]). Names are matched by
//! their bytes first, then by NFC with a warning. Memory holds one name's files and claims.

use super::PAYLOAD;
use super::manifest::{Claim, judge_duplicate};
use super::path::{is_system_file, percent_encode};
use super::read::{Bag, ManifestKind};
use crate::digest::Digest;
use crate::error::Result;
use crate::finding::codes::bag;
use crate::finding::{Code, Finding, Findings, KEPT_PER_CODE};
use crate::package::name;
use std::borrow::Cow;
use std::collections::HashMap;

/// Most files, and most claims of one list, with one logical path: more spellings of a name
/// than systems that change normalisation make.
const SPELLINGS: usize = 16;
/// Most lists of a bag: payload and tag manifests for each algorithm, and fetch.txt.
const LISTS: usize = 64;

/// A file or folder that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present<'a> {
    /// The logical path relative to the bag: the order of the stream.
    pub key: Cow<'a, str>,
    /// The path as received, bytes unchanged.
    pub raw: Cow<'a, [u8]>,
    /// The path in readable form, not yet normalised.
    pub path: Cow<'a, str>,
    /// Whether it is a folder. Folders need not be given.
    pub folder: bool,
    /// Size in bytes.
    pub size: u64,
    /// The digests computed of its content; none where it could not be read.
    pub digests: Cow<'a, [Digest]>,
}

/// What the join saw.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Payload files that are there.
    pub payload_files: u64,
    /// Their bytes together.
    pub payload_bytes: u64,
    /// Claimed digests that were compared and match.
    pub matched: u64,
    /// Claimed digests that could not be compared, because none was computed.
    pub not_compared: u64,
    /// Listed files that are not there, for [`explain_missing`].
    pub missing: Missing,
}

/// Listed files that are not there, as many as findings are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missing {
    /// Their logical paths.
    keys: Vec<String>,
}

impl Missing {
    /// Whether every listed file is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

/// Takes each file with the digests that the lists claim of it, in the order of the stream.
pub type EachFile<'f> = &'f mut dyn FnMut(&Present<'_>, Vec<Digest>) -> Result<()>;

/// Merges the files that are there with the claims of all lists of the bag. Every claim comes
/// with its logical path. Each file is given on with what is claimed of it, so that the digests
/// can be computed after completeness was judged. Fails only where a stream or `each` does.
pub fn join<'e, 'c>(
    bag: &Bag,
    entries: impl IntoIterator<Item = Result<Present<'e>>>,
    claims: impl IntoIterator<Item = Result<(Cow<'c, [u8]>, Claim<'c>)>>,
    findings: &mut Findings,
    each: EachFile<'_>,
) -> Result<Outcome> {
    let mut judge = Judge::new(bag, findings);
    let (mut entries, mut claims) = (entries.into_iter(), claims.into_iter());
    let mut entry = entries.next().transpose()?;
    let mut claim = claims.next().transpose()?;
    let (mut present, mut listed) = (Vec::new(), Vec::new());
    loop {
        let there = entry.as_ref().map(|e| e.key.as_bytes());
        let told = claim.as_ref().map(|(key, _)| &**key);
        let key = match (there, told) {
            (Some(a), Some(b)) => a.min(b),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => break,
        };
        let key = key.to_vec();
        while let Some(same) = entry.take_if(|e| e.key.as_bytes() == key) {
            judge.add_present(&mut present, same);
            entry = entries.next().transpose()?;
        }
        while let Some((_, same)) = claim.take_if(|(k, _)| **k == key) {
            judge.add_claim(&mut listed, same);
            claim = claims.next().transpose()?;
        }
        let owners = judge.name(&key, &present, &listed);
        for (at, entry) in present.iter().enumerate().filter(|(_, entry)| !entry.folder) {
            each(entry, claimed(at, &listed, &owners))?;
        }
        present.clear();
        listed.clear();
    }
    Ok(judge.finish())
}

struct Judge<'j> {
    bag: &'j Bag,
    findings: &'j mut Findings,
    outcome: Outcome,
    /// One bit for each payload manifest, at its index.
    payload: u64,
    /// One bit for each tag manifest.
    tag: u64,
    fetched: u64,
    /// Claims without a file that may still turn out to be folders: each is a prefix of the next
    /// and of the present name, so there are never more than a path has characters.
    pending: Vec<Pending>,
}

/// A claim without a file.
struct Pending {
    key: String,
    /// What is said if there is no such folder either.
    missing: Finding,
    /// What is said if there is.
    folder: Finding,
}

impl<'j> Judge<'j> {
    fn new(bag: &'j Bag, findings: &'j mut Findings) -> Self {
        let (mut payload, mut tag) = (0, 0);
        let (outcome, pending) = (Outcome::default(), Vec::new());
        for (index, manifest) in bag.manifests.iter().enumerate() {
            match manifest.kind {
                ManifestKind::Payload(_) => payload |= bit(index),
                ManifestKind::Tag(_) => tag |= bit(index),
                ManifestKind::Fetch => {}
            }
        }
        Self { bag, findings, outcome, payload, tag, fetched: 0, pending }
    }

    fn add_present<'e>(&mut self, group: &mut Vec<Present<'e>>, entry: Present<'e>) {
        if !entry.folder && entry.key.starts_with(PAYLOAD) {
            self.outcome.payload_files += 1;
            self.outcome.payload_bytes += entry.size;
        }
        if group.len() < SPELLINGS {
            group.push(entry);
        } else {
            let finding = Finding::new(&bag::TOO_MANY_SPELLINGS).at(&*entry.key);
            self.findings.push(finding.with("limit", SPELLINGS));
        }
    }

    fn add_claim<'c>(&mut self, group: &mut Vec<Claim<'c>>, claim: Claim<'c>) {
        let same = |c: &&Claim<'_>| c.manifest == claim.manifest && c.raw == claim.raw;
        if let Some(first) = group.iter().rev().find(same) {
            let list = self.name_of(claim.manifest);
            self.findings.push(judge_duplicate(self.bag.version, list, first, &claim));
        } else if group.len() < SPELLINGS * self.bag.manifests.len().max(1) {
            group.push(claim);
        } else {
            let finding = Finding::new(&bag::TOO_MANY_SPELLINGS).at(claim.path());
            self.findings.push(finding.with("limit", SPELLINGS));
        }
    }

    /// Judges everything with one logical path.
    /// Returns for each claim the file it speaks of.
    fn name(
        &mut self,
        key: &[u8],
        present: &[Present<'_>],
        listed: &[Claim<'_>],
    ) -> Vec<Option<usize>> {
        let key = String::from_utf8_lossy(key);
        self.settle(&key, !present.is_empty());
        if is_system_file(&key) && !present.iter().all(|e| e.folder && listed.is_empty()) {
            self.findings.push(Finding::new(&bag::SYSTEM_FILE).at(&*key));
        }
        let owners = self.owners(&key, present, listed);
        let mut masks = vec![0; present.len()];
        for (claim, owner) in listed.iter().zip(&owners) {
            if let Some(at) = *owner {
                masks[at] |= bit(usize::from(claim.manifest));
                self.compare(&present[at], claim);
            }
        }
        self.missing(&key, present, listed, &owners);
        self.fetch(listed, &owners);
        for (entry, mask) in present.iter().zip(masks) {
            if !entry.folder {
                self.listed(entry, mask);
            }
        }
        owners
    }

    /// Which file each claim speaks of. Within one list every spelling has a file of its own.
    fn owners(
        &mut self,
        key: &str,
        present: &[Present<'_>],
        listed: &[Claim<'_>],
    ) -> Vec<Option<usize>> {
        let mut owners = vec![None; listed.len()];
        let mut taken = [0; LISTS];
        for exact in [true, false] {
            for (claim, owner) in listed.iter().zip(&mut owners).filter(|(_, o)| o.is_none()) {
                let taken = &mut taken[usize::from(claim.manifest) % LISTS];
                let fits = |(at, entry): &(usize, &Present<'_>)| {
                    !entry.folder && *taken & bit(*at) == 0 && (!exact || is_exact(entry, claim))
                };
                let found = present.iter().enumerate().find(fits);
                if let Some((at, _)) = found {
                    *taken |= bit(at);
                    *owner = Some(at);
                    if !exact {
                        let finding = Finding::new(&bag::NAME_NORMALISATION).at(key);
                        let list = self.name_of(claim.manifest);
                        self.findings.push(finding.with("manifest", list));
                    }
                }
            }
        }
        owners
    }

    fn compare(&mut self, entry: &Present<'_>, claim: &Claim<'_>) {
        let Some(claimed) = claim.digest else {
            self.fetched += 1;
            if let Some(length) = claim.length.filter(|length| *length != entry.size) {
                let finding = Finding::new(&bag::FETCH_LENGTH).at(&*entry.key);
                self.findings.push(finding.with("promised", length).with("found", entry.size));
            }
            return;
        };
        let algorithm = claimed.algorithm();
        match entry.digests.iter().find(|digest| digest.algorithm() == algorithm) {
            Some(computed) if *computed == claimed => self.outcome.matched += 1,
            Some(computed) => self.findings.push(
                Finding::new(&bag::DIGEST_MISMATCH)
                    .at(&*entry.key)
                    .with("algorithm", algorithm)
                    .with("computed", computed)
                    .with("claimed", claimed),
            ),
            None => self.outcome.not_compared += 1,
        }
    }

    /// Claims without a file: one finding for each spelling, naming every list that has it.
    fn missing(
        &mut self,
        key: &str,
        present: &[Present<'_>],
        listed: &[Claim<'_>],
        owners: &[Option<usize>],
    ) {
        let absent: Vec<&Claim<'_>> =
            listed.iter().zip(owners).filter(|(_, o)| o.is_none()).map(|(c, _)| c).collect();
        for (at, claim) in absent.iter().enumerate() {
            if absent[..at].iter().any(|earlier| earlier.raw == claim.raw) {
                continue;
            }
            let same: Vec<_> = absent[at..].iter().filter(|c| c.raw == claim.raw).collect();
            let lists: Vec<_> = same.iter().map(|c| self.name_of(c.manifest)).collect();
            let lists = lists.join(", ");
            let fetched = same.iter().any(|c| c.digest.is_none());
            let code = if fetched { &bag::FETCH_MISSING } else { &bag::FILE_MISSING };
            let missing = Finding::new(code).at(claim.path()).with("manifest", lists);
            let folder = self.folder_listed(claim, key);
            if present.iter().any(|entry| entry.folder) {
                self.findings.push(folder);
            } else {
                self.pending.push(Pending { key: key.to_owned(), missing, folder });
            }
        }
    }

    fn folder_listed(&self, claim: &Claim<'_>, key: &str) -> Finding {
        let list = self.bag.manifests.get(usize::from(claim.manifest));
        let tag = list.is_some_and(|m| matches!(m.kind, ManifestKind::Tag(_)));
        let lenient = tag && !self.bag.version.is_rfc();
        let code = if lenient { &bag::FOLDER_LISTED_BEFORE_1_0 } else { &bag::FOLDER_LISTED };
        let finding = Finding::new(code).at(self.name_of(claim.manifest));
        finding.with("line", claim.line).with("listed", key)
    }

    /// Decides what waits: whether something stands below a missing name, or nothing can any
    /// more because the streams have gone past it.
    fn settle(&mut self, key: &str, there: bool) {
        let below = |pending: &Pending| {
            key.strip_prefix(pending.key.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        let folders = self.pending.extract_if(.., |p| there && below(p));
        folders.for_each(|pending| self.findings.push(pending.folder));
        while let Some(passed) = self.pending.pop_if(|p| !key.starts_with(p.key.as_str())) {
            self.give_up(passed);
        }
    }

    fn give_up(&mut self, pending: Pending) {
        self.findings.push(pending.missing);
        if self.outcome.missing.keys.len() < KEPT_PER_CODE {
            self.outcome.missing.keys.push(pending.key);
        }
    }

    /// What fetch.txt lists must be in the payload manifests (RFC 8493 §2.2.3).
    fn fetch(&mut self, listed: &[Claim<'_>], owners: &[Option<usize>]) {
        for (claim, owner) in listed.iter().zip(owners).filter(|(c, _)| c.digest.is_none()) {
            let same = |(other, at): &(&Claim<'_>, &Option<usize>)| {
                other.raw == claim.raw || (owner.is_some() && *at == owner)
            };
            let mask = listed.iter().zip(owners).filter(same);
            let mask = mask.fold(0, |mask, (c, _)| mask | bit(usize::from(c.manifest)));
            self.lacking(&bag::FETCH_NOT_LISTED, &claim.path(), mask, self.payload);
        }
    }

    /// Whether a file is listed where it must be.
    fn listed(&mut self, entry: &Present<'_>, mask: u64) {
        let rfc = self.bag.version.is_rfc();
        if !entry.key.starts_with(PAYLOAD) {
            if rfc {
                self.tag_file(entry, mask);
            }
        } else if mask & self.payload != 0 {
            if rfc {
                self.lacking(&bag::NOT_IN_EVERY_MANIFEST, &entry.key, mask, self.payload);
            }
        } else if self.payload != 0 {
            let unknown = !rfc && !self.bag.unsupported.is_empty();
            let code = if unknown { &bag::NOT_CHECKED } else { &bag::NOT_LISTED };
            self.findings.push(Finding::new(code).at(&*entry.key));
        }
    }

    /// The rules of RFC 8493 §2.2.1: every tag manifest lists every payload manifest, and all
    /// should list the same files.
    fn tag_file(&mut self, entry: &Present<'_>, mask: u64) {
        let name = &*entry.path;
        let is_payload_manifest = self.bag.unsupported.iter().any(|n| n == name)
            || self
                .bag
                .manifests
                .iter()
                .any(|m| m.name == name && matches!(m.kind, ManifestKind::Payload(_)));
        if is_payload_manifest {
            self.lacking(&bag::TAG_MANIFEST_LACKS, &entry.key, mask, self.tag);
        } else if mask & self.tag != 0 {
            self.lacking(&bag::TAG_MANIFESTS_DIFFER, &entry.key, mask, self.tag);
        }
    }

    /// A finding that names the lists of `wanted` that are not in `mask`. For lists that may be
    /// incomplete each, before 1.0, one is enough.
    fn lacking(&mut self, code: &'static Code, path: &str, mask: u64, wanted: u64) {
        let enough = !self.bag.version.is_rfc() && mask & wanted != 0;
        if mask & wanted == wanted || enough {
            return;
        }
        let lists = self.bag.manifests.iter().enumerate();
        let lists = lists.filter(|(at, _)| wanted & !mask & bit(*at) != 0);
        let names: Vec<_> = lists.map(|(_, manifest)| manifest.name.as_str()).collect();
        self.findings.push(Finding::new(code).at(path).with("manifest", names.join(", ")));
    }

    fn name_of(&self, manifest: u16) -> &'j str {
        self.bag.manifests.get(usize::from(manifest)).map_or("?", |m| m.name.as_str())
    }

    fn finish(mut self) -> Outcome {
        while let Some(pending) = self.pending.pop() {
            self.give_up(pending);
        }
        if self.fetched > 0 {
            let finding = Finding::new(&bag::FETCH_PRESENT).at("fetch.txt");
            self.findings.push(finding.with("count", self.fetched));
        }
        self.outcome
    }
}

/// What the lists claim of one file: each digest once.
fn claimed(at: usize, listed: &[Claim<'_>], owners: &[Option<usize>]) -> Vec<Digest> {
    let own = listed.iter().zip(owners).filter(|(_, owner)| **owner == Some(at));
    let mut digests: Vec<Digest> = own.filter_map(|(claim, _)| claim.digest).collect();
    digests.sort_unstable();
    digests.dedup();
    digests
}

fn bit(index: usize) -> u64 {
    u32::try_from(index).ok().and_then(|shift| 1_u64.checked_shl(shift)).unwrap_or(0)
}

/// The same bytes, or the same readable name where the container's encoding is not the
/// manifest's.
fn is_exact(entry: &Present<'_>, claim: &Claim<'_>) -> bool {
    entry.raw == claim.raw || entry.path.as_bytes() == &*claim.raw
}

/// Looks once more through the logical paths of all files, for what may have become of missing
/// ones: a name in other case, a name nobody percent-encoded.
pub fn explain_missing<S: AsRef<str>>(
    bag: &Bag,
    missing: &Missing,
    keys: impl IntoIterator<Item = Result<S>>,
    findings: &mut Findings,
) -> Result<()> {
    let mut folded: HashMap<String, &str> = HashMap::new();
    let mut encoded: HashMap<String, &str> = HashMap::new();
    for gone in &missing.keys {
        folded.insert(name::fold(gone).into_owned(), gone);
        let written = percent_encode(gone.as_bytes());
        if let (true, Cow::Owned(written)) = (bag.version.is_rfc(), written) {
            encoded.insert(String::from_utf8_lossy(&written).into_owned(), gone);
        }
    }
    for key in keys {
        let key = key?;
        let key = key.as_ref();
        if let Some(gone) = folded.get(&*name::fold(key)).filter(|gone| **gone != key) {
            findings.push(Finding::new(&bag::NAME_CASE).at(*gone).with("file", key));
        }
        if let Some(gone) = encoded.get(key) {
            findings.push(Finding::new(&bag::NAME_NOT_ENCODED).at(*gone).with("file", key));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
