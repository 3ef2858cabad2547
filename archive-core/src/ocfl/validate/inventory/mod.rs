//! Reading an inventory: everything wrong with it is reported, and what can be used is kept
//! (OCFL 1.1 §3.5).
//!
//! The reader is strict in judging and lenient in going on: a bad value is reported and left
//! out, and the rest is still checked.

mod fixity;
mod manifest;
mod paths;
mod time;
mod uri;
mod versions;

pub(super) use fixity::{FixityAlgorithm, FixityClaim};
pub(super) use manifest::{ContentPath, Manifest};
pub(super) use versions::{NO_DIGEST, Version};

use super::notes::Notes;
use super::sequence;
use crate::digest::Algorithm;
use crate::finding::Code;
use crate::finding::codes::ocfl as codes;
use crate::ocfl::json::{self, Json, Members};
use crate::ocfl::spec::{SpecVersion, fixity_algorithm};
use crate::ocfl::version::VersionName;
use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The name of every inventory.
pub(super) const FILE: &str = "inventory.json";

/// What an inventory says, as far as it could be used.
#[derive(Default)]
pub(super) struct Inventory<'a> {
    pub id: Option<Cow<'a, str>>,
    pub spec: Option<SpecVersion>,
    /// The value of `digestAlgorithm` as it stands, for the name of the sidecar.
    pub algorithm_name: Option<Cow<'a, str>>,
    /// The algorithm, where it can be computed.
    pub algorithm: Option<Algorithm>,
    pub head: Option<VersionName>,
    pub content: ContentFolder<'a>,
    pub manifest: Option<Manifest<'a>>,
    /// By number; `None` where the block is missing or no object.
    pub versions: Option<BTreeMap<u64, Version<'a>>>,
    pub fixity: Vec<FixityClaim<'a>>,
}

/// The value of `contentDirectory`.
#[derive(Default, Clone, PartialEq)]
pub(super) enum ContentFolder<'a> {
    /// The key is absent: the name is `content`.
    #[default]
    Default,
    /// The key has a usable value.
    Set(Cow<'a, str>),
    /// The key has a value no folder can have.
    Invalid,
}

impl ContentFolder<'_> {
    /// The folder's name; that of the default where the value cannot be used.
    pub fn name(&self) -> &str {
        match self {
            Self::Set(name) => name,
            Self::Default | Self::Invalid => "content",
        }
    }
}

/// Where an inventory stands and what its judgement depends on.
pub(super) struct Context<'c> {
    /// Its path inside the object.
    pub file: &'c str,
    /// The version the object declares: decides which codes there are.
    pub spec: SpecVersion,
    /// Whether it is the object's own; recommendations are checked only there.
    pub main: bool,
}

/// Reads an inventory. `None` where it is no JSON object at all.
pub(super) fn read<'a>(
    bytes: &'a [u8],
    context: &Context<'_>,
    notes: &mut Notes,
) -> Option<Inventory<'a>> {
    let mut reader = Reader { context, notes };
    match json::parse(bytes) {
        Ok(Json::Object(members)) => Some(reader.inventory(members)),
        Ok(other) => {
            reader.note(&codes::E033, "", &other.brief());
            None
        }
        Err(error) => {
            let code = if error.is_data() { &codes::TOO_LARGE } else { &codes::E033 };
            reader.note(code, "", &error.to_string());
            None
        }
    }
}

struct Reader<'r> {
    context: &'r Context<'r>,
    notes: &'r mut Notes,
}

impl Reader<'_> {
    fn note(&mut self, code: &'static Code, place: &str, value: &str) {
        self.notes.add_place(code, self.context.file, place, value);
    }

    /// A recommendation, checked in the object's own inventory only.
    fn advise(&mut self, code: &'static Code, place: &str, value: &str) {
        if self.context.main {
            self.note(code, place, value);
        }
    }

    fn is_1_1(&self) -> bool {
        self.context.spec >= SpecVersion::V1_1
    }

    fn inventory<'a>(&mut self, members: Members<'a>) -> Inventory<'a> {
        let mut fields = self.fields(members, "");
        let mut take = |name: &str| fields.remove(name);
        let (id, kind) = (take("id"), take("type"));
        let (algorithm, head) = (take("digestAlgorithm"), take("head"));
        let (content, manifest) = (take("contentDirectory"), take("manifest"));
        let (versions, fixity) = (take("versions"), take("fixity"));
        self.unknown_keys(&fields, "");
        let mut out = Inventory { content: self.content(content), ..Inventory::default() };
        out.id = self.id(id);
        out.spec = self.kind(kind);
        (out.algorithm_name, out.algorithm) = self.algorithm(algorithm);
        out.manifest = self.manifest(manifest, out.algorithm);
        out.versions = self.versions(versions, out.manifest.as_mut());
        out.head = self.head(head, out.versions.as_ref());
        out.fixity = self.fixity(fixity);
        self.content_places(&mut out);
        self.unused_digests(&out);
        out
    }

    /// The members of an object by key; a repeated key is reported, and its first value counts.
    fn fields<'a>(&mut self, members: Members<'a>, place: &str) -> HashMap<Cow<'a, str>, Json<'a>> {
        let mut out = HashMap::with_capacity(members.len());
        for (key, value) in members {
            match out.entry(key) {
                Entry::Vacant(free) => {
                    free.insert(value);
                }
                Entry::Occupied(known) => {
                    self.note(&codes::E033, &under(place, known.key()), known.key());
                }
            }
        }
        out
    }

    fn unknown_keys(&mut self, fields: &HashMap<Cow<'_, str>, Json<'_>>, place: &str) {
        let mut keys: Vec<&str> = fields.keys().map(Cow::as_ref).collect();
        keys.sort_unstable();
        for key in keys {
            self.note(&codes::E102, &under(place, key), key);
        }
    }

    /// A key that must be there and be a text that is not empty.
    fn required_text<'a>(
        &mut self,
        value: Option<Json<'a>>,
        key: &str,
        wrong: &'static Code,
    ) -> Option<Cow<'a, str>> {
        match value {
            None => self.note(&codes::E036, key, key),
            Some(Json::String(text)) if !text.is_empty() => return Some(text),
            Some(other) => self.note(wrong, key, &other.brief()),
        }
        None
    }

    fn id<'a>(&mut self, value: Option<Json<'a>>) -> Option<Cow<'a, str>> {
        let id = self.required_text(value, "id", &codes::E037)?;
        if !uri::is_uri(&id) {
            self.advise(&codes::W005, "id", &id);
        }
        Some(id)
    }

    fn kind(&mut self, value: Option<Json<'_>>) -> Option<SpecVersion> {
        let text = self.required_text(value, "type", &codes::E038)?;
        let spec = SpecVersion::from_inventory_type(&text);
        let fits = match spec {
            None => false,
            // The object's own inventory must name the declared version exactly; those of
            // older version folders may name an earlier one (§3.7.1).
            Some(spec) if self.context.main => spec == self.context.spec,
            Some(spec) => spec <= self.context.spec,
        };
        if !fits {
            self.note(&codes::E038, "type", &text);
        }
        spec
    }

    fn algorithm<'a>(
        &mut self,
        value: Option<Json<'a>>,
    ) -> (Option<Cow<'a, str>>, Option<Algorithm>) {
        let Some(name) = self.required_text(value, "digestAlgorithm", &codes::E025) else {
            return (None, None);
        };
        match name.as_ref() {
            "sha512" => {}
            "sha256" => self.advise(&codes::W004, "digestAlgorithm", &name),
            _ => self.note(&codes::E025, "digestAlgorithm", &name),
        }
        let algorithm = fixity_algorithm(&name);
        (Some(name), algorithm)
    }

    fn content<'a>(&mut self, value: Option<Json<'a>>) -> ContentFolder<'a> {
        let Some(value) = value else { return ContentFolder::Default };
        let place = "contentDirectory";
        let code = match &value {
            Json::String(text) if text.contains('/') => &codes::E017,
            Json::String(text) if text == "." || text == ".." => &codes::E018,
            Json::String(text) if !text.is_empty() && !text.contains('\0') => {
                let Json::String(text) = value else { return ContentFolder::Invalid };
                return ContentFolder::Set(text);
            }
            _ => &codes::E017,
        };
        self.note(code, place, &value.brief());
        if self.is_1_1() {
            self.note(&codes::E108, place, &value.brief());
        }
        ContentFolder::Invalid
    }

    fn head(
        &mut self,
        value: Option<Json<'_>>,
        versions: Option<&BTreeMap<u64, Version<'_>>>,
    ) -> Option<VersionName> {
        let text = self.required_text(value, "head", &codes::E040)?;
        let head = match VersionName::parse(&text) {
            Ok(head) => head,
            Err(fault) => {
                let (file, spec) = (self.context.file, self.context.spec);
                sequence::report_fault(fault, spec, file, "head", &text, self.notes);
                self.note(&codes::E040, "head", &text);
                return None;
            }
        };
        let last = versions.and_then(|v| v.last_key_value()).map(|(_, v)| v.name);
        if last.is_some_and(|last| last != head) {
            self.note(&codes::E040, "head", &text);
        }
        Some(head)
    }

    /// Digests that no version uses, once all versions are read.
    fn unused_digests(&mut self, inventory: &Inventory<'_>) {
        let (Some(manifest), Some(_)) = (&inventory.manifest, &inventory.versions) else { return };
        let code = if self.is_1_1() { &codes::E107 } else { &codes::E050 };
        for digest in manifest.digests.iter().filter(|d| !d.used) {
            self.note(code, "manifest", &digest.text);
        }
    }

    /// Whether each content path leads into the content folder of a version there is.
    fn content_places(&mut self, inventory: &mut Inventory<'_>) {
        let (Some(manifest), Some(versions)) = (&mut inventory.manifest, &inventory.versions)
        else {
            return;
        };
        let names: HashSet<String> = versions.values().map(|v| v.name.to_string()).collect();
        let mut faults = Vec::new();
        for (path, entry) in &mut manifest.paths {
            let place = paths::content_place(path, &names, &inventory.content);
            entry.misplaced = !place.is_empty();
            faults.extend(place.into_iter().map(|code| (path.clone(), code)));
        }
        faults.sort_unstable_by(|a, b| (&a.0, a.1.id).cmp(&(&b.0, b.1.id)));
        for (path, code) in faults {
            self.note(code, "manifest", &path);
        }
    }
}

/// The place of a key inside a place.
fn under(place: &str, key: &str) -> String {
    if place.is_empty() { key.to_owned() } else { format!("{place}/{key}") }
}
