//! BagIt profiles 1.x: what a receiver expects of a bag beyond RFC 8493.
//!
//! A profile is a local JSON file. The identifier a bag names is compared with the profile's
//! own, and nothing is ever fetched.

use super::glob::Glob;
use super::info::Field;
use super::read::{Bag, ManifestKind};
use super::{TagFiles, Version, short};
use crate::error::{Error, Result};
use crate::finding::codes::bag;
use crate::finding::{Code, Finding, Findings};
use crate::limits::TAG_FILE_BYTES;
use crate::package::container::ContainerKind;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// Most rules of one kind in a profile; keeps the work for each file bounded.
const RULES: usize = 1_024;

/// A BagIt profile.
#[derive(Debug, Clone)]
pub struct Profile {
    rules: Rules,
    tag_files_allowed: Option<Vec<Glob>>,
    payload_files_allowed: Option<Vec<Glob>>,
}

#[derive(Debug, Clone, Deserialize)]
struct Rules {
    #[serde(rename = "BagIt-Profile-Info")]
    about: About,
    #[serde(rename = "Bag-Info", default)]
    bag_info: BTreeMap<String, TagRule>,
    #[serde(rename = "Manifests-Required", default)]
    manifests_required: Vec<String>,
    #[serde(rename = "Manifests-Allowed")]
    manifests_allowed: Option<Vec<String>>,
    #[serde(rename = "Tag-Manifests-Required", default)]
    tag_manifests_required: Vec<String>,
    #[serde(rename = "Tag-Manifests-Allowed")]
    tag_manifests_allowed: Option<Vec<String>>,
    #[serde(rename = "Tag-Files-Required", default)]
    tag_files_required: Vec<String>,
    #[serde(rename = "Tag-Files-Allowed")]
    tag_files_allowed: Option<Vec<String>>,
    #[serde(rename = "Payload-Files-Required", default)]
    payload_files_required: Vec<String>,
    #[serde(rename = "Payload-Files-Allowed")]
    payload_files_allowed: Option<Vec<String>>,
    #[serde(rename = "Allow-Fetch.txt", default = "yes", deserialize_with = "flag")]
    allow_fetch: bool,
    #[serde(rename = "Fetch.txt-Required", default, deserialize_with = "flag")]
    fetch_required: bool,
    #[serde(rename = "Data-Empty", default, deserialize_with = "flag")]
    data_empty: bool,
    #[serde(rename = "Serialization", default)]
    serialization: Serialization,
    #[serde(rename = "Accept-Serialization", default)]
    accept_serialization: Vec<String>,
    #[serde(rename = "Accept-BagIt-Version", default)]
    accept_version: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct About {
    #[serde(rename = "BagIt-Profile-Identifier")]
    identifier: String,
    #[serde(rename = "Source-Organization")]
    _organization: String,
}

#[derive(Debug, Clone, Deserialize)]
struct TagRule {
    #[serde(default, deserialize_with = "flag")]
    required: bool,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default = "yes", deserialize_with = "flag")]
    repeatable: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Serialization {
    Forbidden,
    Required,
    #[default]
    Optional,
}

fn yes() -> bool {
    true
}

/// A truth value, bare as in every example of the specification or quoted as in its grammar.
fn flag<'d, D: Deserializer<'d>>(from: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Bare(bool),
        Quoted(String),
    }
    match Written::deserialize(from)? {
        Written::Bare(value) => Ok(value),
        Written::Quoted(text) => text.to_ascii_lowercase().parse().map_err(D::Error::custom),
    }
}

impl Profile {
    /// Reads a profile from a file. Fails with [`bag::PROFILE_INVALID`] where it is none.
    pub fn open(path: &Path) -> Result<Self> {
        let bytes = crate::fs::read(path, TAG_FILE_BYTES)?;
        Self::parse(&bytes, &path.display().to_string())
    }

    /// Reads a profile from JSON; `name` is the place named in errors. A rule that the
    /// specification does not know is ignored.
    pub fn parse(json: &[u8], name: &str) -> Result<Self> {
        let invalid =
            |reason: String| Error::new(&bag::PROFILE_INVALID).at(name).with("reason", reason);
        let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
        let rules: Rules = serde_json::from_slice(json).map_err(|e| invalid(e.to_string()))?;
        let globs = |patterns: &Option<Vec<String>>| {
            patterns.as_ref().map(|all| all.iter().map(|one| Glob::new(one)).collect::<Vec<_>>())
        };
        let tag_files_allowed = globs(&rules.tag_files_allowed);
        let payload_files_allowed = globs(&rules.payload_files_allowed);
        let profile = Self { rules, tag_files_allowed, payload_files_allowed };
        match profile.contradiction() {
            Some(reason) => Err(invalid(reason)),
            None => Ok(profile),
        }
    }

    /// The identifier that bags of this profile name.
    #[must_use]
    pub fn identifier(&self) -> &str {
        &self.rules.about.identifier
    }

    /// What no bag could fulfil.
    fn contradiction(&self) -> Option<String> {
        let rules = &self.rules;
        let lists = [
            rules.bag_info.len(),
            rules.manifests_required.len(),
            rules.tag_manifests_required.len(),
            rules.tag_files_required.len(),
            rules.payload_files_required.len(),
            rules.tag_files_allowed.as_ref().map_or(0, Vec::len),
            rules.payload_files_allowed.as_ref().map_or(0, Vec::len),
        ];
        if lists.into_iter().max() > Some(RULES) {
            return Some(format!("more than {RULES} rules of one kind"));
        }
        if rules.fetch_required && !rules.allow_fetch {
            return Some("Fetch.txt-Required against Allow-Fetch.txt".to_owned());
        }
        let pairs = [
            ("Manifests", &rules.manifests_required, &rules.manifests_allowed),
            ("Tag-Manifests", &rules.tag_manifests_required, &rules.tag_manifests_allowed),
        ];
        for (kind, required, allowed) in pairs {
            let allowed = allowed.as_deref();
            let lacking = required.iter().find(|r| !allowed.is_none_or(|a| is_among(a, r)));
            if let Some(lacking) = lacking {
                return Some(format!("{kind}-Allowed lacks the required {lacking}"));
            }
        }
        let pairs = [
            ("Tag-Files", &rules.tag_files_required, &self.tag_files_allowed),
            ("Payload-Files", &rules.payload_files_required, &self.payload_files_allowed),
        ];
        for (kind, required, allowed) in pairs {
            let lacking = required.iter().find(|r| !is_allowed(allowed.as_deref(), r));
            if let Some(lacking) = lacking {
                return Some(format!("{kind}-Allowed lacks the required {lacking}"));
            }
        }
        None
    }

    /// Judges everything about a bag but its payload files (see [`Profile::payload_judge`]) and
    /// how it came (see [`Profile::judge_container`]).
    pub fn judge(&self, bag: &Bag, files: &dyn TagFiles, findings: &mut Findings) -> Result<()> {
        self.judge_version(bag.version, findings);
        self.judge_info(bag, findings);
        self.judge_manifests(bag, files, findings)?;
        self.judge_tag_files(files, findings)
    }

    fn judge_version(&self, version: Version, findings: &mut Findings) {
        let accepted = &self.rules.accept_version;
        if !accepted.is_empty() && !accepted.iter().any(|a| a == version.as_str()) {
            let finding = Finding::new(&bag::PROFILE_VERSION).with("version", version);
            findings.push(finding.with("accepted", accepted.join(", ")));
        }
    }

    /// Whoever checks has chosen the profile; that a bag names another one, or none as many do,
    /// is therefore a warning only.
    fn judge_info(&self, bag: &Bag, findings: &mut Findings) {
        let place = bag.info_name.as_deref().unwrap_or(bag.version.info_name());
        if bag.info_name.is_none() {
            findings.push(Finding::new(&bag::PROFILE_TAG_FILE_REQUIRED).at(place));
        }
        let mut named = bag.info.values("BagIt-Profile-Identifier").map(Field::unfolded);
        let first = named.next();
        if first.as_deref() != Some(self.identifier()) && !named.any(|n| n == self.identifier()) {
            let finding = Finding::new(&bag::PROFILE_OTHER).at(place);
            let finding = finding.with("profile", self.identifier());
            findings.push(finding.with("found", short(&first.unwrap_or_default())));
        }
        for (label, rule) in &self.rules.bag_info {
            let finding = |code: &'static Code| Finding::new(code).at(place).with("label", label);
            let values: Vec<_> = bag.info.values(label).collect();
            if rule.required && values.is_empty() {
                findings.push(finding(&bag::PROFILE_TAG_REQUIRED));
            }
            if !rule.repeatable && values.len() > 1 {
                findings.push(finding(&bag::PROFILE_REPEATED).with("count", values.len()));
            }
            for value in values.iter().filter(|_| !rule.values.is_empty()) {
                if !rule.values.contains(&value.value) && !rule.values.contains(&value.unfolded()) {
                    findings
                        .push(finding(&bag::PROFILE_VALUE).with("value", short(&value.unfolded())));
                }
            }
        }
    }

    fn judge_manifests(
        &self,
        bag: &Bag,
        files: &dyn TagFiles,
        findings: &mut Findings,
    ) -> Result<()> {
        let rules = &self.rules;
        for algorithm in &rules.manifests_required {
            if !files.exists(&format!("manifest-{algorithm}.txt"))? {
                let finding = Finding::new(&bag::PROFILE_MANIFEST_REQUIRED);
                findings.push(finding.with("algorithm", algorithm));
            }
        }
        for algorithm in &rules.tag_manifests_required {
            if !files.exists(&format!("tagmanifest-{algorithm}.txt"))? {
                let finding = Finding::new(&bag::PROFILE_TAG_MANIFEST_REQUIRED);
                findings.push(finding.with("algorithm", algorithm));
            }
        }
        let refuse = |name: &str, code: &'static Code, findings: &mut Findings| {
            findings.push(Finding::new(code).at(name));
        };
        files.list(&mut |name, _| {
            let payload = algorithm_of(name, "manifest-");
            let tag = algorithm_of(name, "tagmanifest-");
            if let (Some(algorithm), Some(allowed)) = (payload, &rules.manifests_allowed)
                && !is_among(allowed, algorithm)
            {
                refuse(name, &bag::PROFILE_MANIFEST_REFUSED, findings);
            }
            if let (Some(algorithm), Some(allowed)) = (tag, &rules.tag_manifests_allowed)
                && !is_among(allowed, algorithm)
            {
                refuse(name, &bag::PROFILE_TAG_MANIFEST_REFUSED, findings);
            }
            Ok(())
        })?;
        let fetch = bag.manifests.iter().any(|m| m.kind == ManifestKind::Fetch);
        if fetch && !rules.allow_fetch {
            refuse("fetch.txt", &bag::PROFILE_FETCH_REFUSED, findings);
        }
        if !fetch && rules.fetch_required {
            refuse("fetch.txt", &bag::PROFILE_FETCH_REQUIRED, findings);
        }
        Ok(())
    }

    /// Files that BagIt itself defines are always allowed.
    fn judge_tag_files(&self, files: &dyn TagFiles, findings: &mut Findings) -> Result<()> {
        for name in &self.rules.tag_files_required {
            if !files.exists(name)? {
                findings.push(Finding::new(&bag::PROFILE_TAG_FILE_REQUIRED).at(name));
            }
        }
        files.list(&mut |name, _| {
            let own =
                matches!(name, "bagit.txt" | "bag-info.txt" | "package-info.txt" | "fetch.txt")
                    || algorithm_of(name, "manifest-").is_some()
                    || algorithm_of(name, "tagmanifest-").is_some();
            if !own && !is_allowed(self.tag_files_allowed.as_deref(), name) {
                findings.push(Finding::new(&bag::PROFILE_TAG_FILE_REFUSED).at(name));
            }
            Ok(())
        })
    }

    /// Judges in what the bag came.
    pub fn judge_container(&self, kind: ContainerKind, findings: &mut Findings) {
        let folder = kind == ContainerKind::Folder;
        let rule = match self.rules.serialization {
            Serialization::Required if folder => "required",
            Serialization::Forbidden if !folder => "forbidden",
            _ if folder => return,
            _ => return self.judge_container_kind(kind, findings),
        };
        let finding = Finding::new(&bag::PROFILE_SERIALIZATION).with("rule", rule);
        findings.push(finding.with("found", kind.as_str()));
    }

    fn judge_container_kind(&self, kind: ContainerKind, findings: &mut Findings) {
        let accepted = &self.rules.accept_serialization;
        let names = media_types(kind);
        let fits = accepted.iter().any(|a| names.contains(&a.to_ascii_lowercase().as_str()));
        if !accepted.is_empty() && !fits {
            let finding = Finding::new(&bag::PROFILE_SERIALIZATION_KIND);
            let finding = finding.with("found", kind.as_str());
            findings.push(finding.with("accepted", accepted.join(", ")));
        }
    }

    /// A judge of the payload files, to be shown each of them.
    #[must_use]
    pub fn payload_judge(&self) -> PayloadJudge<'_> {
        let required = self.rules.payload_files_required.iter().map(String::as_str).collect();
        PayloadJudge { profile: self, required, files: 0, bytes: 0 }
    }
}

/// Judges payload files against a profile, one by one, in bounded memory.
#[derive(Debug)]
pub struct PayloadJudge<'p> {
    profile: &'p Profile,
    /// Required files, and folders with a slash at the end, that were not seen yet.
    required: HashSet<&'p str>,
    files: u64,
    bytes: u64,
}

impl PayloadJudge<'_> {
    /// Sees one payload file: its path with `data/`, and its size in bytes.
    pub fn see(&mut self, path: &str, size: u64, findings: &mut Findings) {
        self.files += 1;
        self.bytes += size;
        let rules = self.profile.payload_files_allowed.as_deref();
        if !is_allowed(rules, path) {
            findings.push(Finding::new(&bag::PROFILE_PAYLOAD_REFUSED).at(path));
        }
        if !self.required.is_empty() {
            self.required.remove(path);
            for (slash, _) in path.match_indices('/') {
                self.required.remove(&path[..=slash]);
            }
        }
    }

    /// Says what is still wrong after the last file.
    pub fn finish(self, findings: &mut Findings) {
        let mut lacking: Vec<_> = self.required.into_iter().collect();
        lacking.sort_unstable();
        for path in lacking {
            findings.push(Finding::new(&bag::PROFILE_PAYLOAD_REQUIRED).at(path));
        }
        let empty = self.files == 0 || (self.files == 1 && self.bytes == 0);
        if self.profile.rules.data_empty && !empty {
            let finding = Finding::new(&bag::PROFILE_DATA_NOT_EMPTY).with("files", self.files);
            findings.push(finding.with("bytes", self.bytes));
        }
    }
}

fn media_types(kind: ContainerKind) -> &'static [&'static str] {
    match kind {
        ContainerKind::Zip => &["application/zip", "application/x-zip-compressed"],
        ContainerKind::Tar => &["application/tar", "application/x-tar"],
        ContainerKind::TarGzip => &[
            "application/gzip",
            "application/x-gzip",
            "application/x-gtar",
            "application/tar+gzip",
            "application/x-tgz",
        ],
        ContainerKind::Folder | ContainerKind::File => &[],
    }
}

fn is_among(names: &[String], name: &str) -> bool {
    names.iter().any(|n| n.eq_ignore_ascii_case(name))
}

fn is_allowed(rules: Option<&[Glob]>, path: &str) -> bool {
    rules.is_none_or(|rules| rules.iter().any(|glob| glob.matches(path)))
}

fn algorithm_of<'n>(name: &'n str, prefix: &str) -> Option<&'n str> {
    name.strip_prefix(prefix)?.strip_suffix(".txt").filter(|algorithm| !algorithm.contains('/'))
}
