//! The versions block: who changed what when, and the logical state (OCFL 1.1 §3.5.3).

use super::manifest::Manifest;
use super::{Reader, paths, time, under, uri};
use crate::finding::codes::ocfl as codes;
use crate::ocfl::json::{Json, Members};
use crate::ocfl::validate::sequence;
use crate::ocfl::version::VersionName;
use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Stands for a digest the manifest does not have.
pub(in crate::ocfl::validate) const NO_DIGEST: u32 = u32::MAX;

/// One version.
pub(in crate::ocfl::validate) struct Version<'a> {
    pub name: VersionName,
    /// Logical paths with the place of their digest in the manifest, or [`NO_DIGEST`].
    pub state: HashMap<Cow<'a, str>, u32>,
    /// The values of `created`, `message` and `user`, as they stand, for comparing.
    pub told: Told<'a>,
}

/// What a version block tells about itself.
#[derive(PartialEq)]
pub(in crate::ocfl::validate) struct Told<'a> {
    pub created: Option<Json<'a>>,
    pub message: Option<Json<'a>>,
    /// Members in the order of their keys.
    pub user: Option<Json<'a>>,
}

impl Told<'_> {
    /// The keys whose values differ.
    pub fn differing(&self, other: &Told<'_>) -> Vec<&'static str> {
        let mut out = Vec::new();
        out.extend((self.created != other.created).then_some("created"));
        out.extend((self.message != other.message).then_some("message"));
        out.extend((self.user != other.user).then_some("user"));
        out
    }
}

impl Reader<'_> {
    pub(super) fn versions<'a>(
        &mut self,
        value: Option<Json<'a>>,
        mut manifest: Option<&mut Manifest<'a>>,
    ) -> Option<BTreeMap<u64, Version<'a>>> {
        let members = match value {
            Some(Json::Object(members)) => members,
            Some(other) => {
                self.note(&codes::E044, "versions", &other.brief());
                self.note(&codes::E045, "versions", &other.brief());
                return None;
            }
            None => {
                for code in [&codes::E041, &codes::E043, &codes::E044] {
                    self.note(code, "versions", "versions");
                }
                return None;
            }
        };
        if members.is_empty() {
            self.note(&codes::E008, "versions", "{}");
        }
        let mut out = BTreeMap::new();
        for (name, block) in self.named_versions(members) {
            let version = self.version(name, block, manifest.as_deref_mut());
            out.insert(name.number, version);
        }
        let names: Vec<VersionName> = out.values().map(|v| v.name).collect();
        sequence::check(&names, self.context.file, "versions", self.notes);
        if names.first().is_some_and(|n| n.is_padded()) {
            self.advise(&codes::W001, "versions", &names[0].to_string());
        }
        Some(out)
    }

    /// The blocks whose keys are version names; of two names for one number the first counts.
    fn named_versions<'a>(&mut self, members: Members<'a>) -> Vec<(VersionName, Json<'a>)> {
        let mut numbers = HashSet::new();
        let mut out = Vec::with_capacity(members.len());
        for (key, block) in members {
            match VersionName::parse(&key) {
                Err(fault) => {
                    let (file, spec) = (self.context.file, self.context.spec);
                    sequence::report_fault(fault, spec, file, "versions", &key, self.notes);
                    self.note(&codes::E046, "versions", &key);
                }
                Ok(name) if numbers.insert(name.number) => out.push((name, block)),
                Ok(name) if out.iter().any(|(known, _)| *known == name) => {
                    self.note(&codes::E033, "versions", &key);
                }
                Ok(_) => {
                    self.note(&codes::E012, "versions", &key);
                    self.note(&codes::E046, "versions", &key);
                }
            }
        }
        out
    }

    fn version<'a>(
        &mut self,
        name: VersionName,
        block: Json<'a>,
        manifest: Option<&mut Manifest<'a>>,
    ) -> Version<'a> {
        let place = under("versions", &name.to_string());
        let members = match block {
            Json::Object(members) => members,
            other => {
                self.note(&codes::E047, &place, &other.brief());
                Vec::new()
            }
        };
        let missing = members.is_empty();
        let mut fields = self.fields(members, &place);
        let (created, message) = (fields.remove("created"), fields.remove("message"));
        let (user, state) = (fields.remove("user"), fields.remove("state"));
        self.unknown_keys(&fields, &place);
        self.created(created.as_ref(), &place);
        self.message(message.as_ref(), &place);
        let user = self.user(user, &place);
        if (message.is_none() || user.is_none()) && !missing {
            self.advise(&codes::W007, &place, "");
        }
        let state = self.state(state, &place, manifest);
        Version { name, state, told: Told { created, message, user } }
    }

    fn created(&mut self, value: Option<&Json<'_>>, place: &str) {
        match value {
            None => self.note(&codes::E048, place, "created"),
            Some(Json::String(text)) if time::is_rfc3339(text) => {}
            Some(other) => self.note(&codes::E049, &under(place, "created"), &other.brief()),
        }
    }

    fn message(&mut self, value: Option<&Json<'_>>, place: &str) {
        if let Some(value) = value.filter(|v| !matches!(v, Json::String(_))) {
            self.note(&codes::E094, &under(place, "message"), &value.brief());
        }
    }

    /// Checks a user and gives it back with its members in the order of their keys.
    fn user<'a>(&mut self, value: Option<Json<'a>>, place: &str) -> Option<Json<'a>> {
        let place = under(place, "user");
        let members = match value? {
            Json::Object(members) => members,
            other => {
                self.note(&codes::E054, &place, &other.brief());
                return Some(other);
            }
        };
        let mut sorted = members.clone();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        let mut fields = self.fields(members, &place);
        match fields.remove("name") {
            Some(Json::String(name)) if !name.is_empty() => {}
            Some(other) => self.note(&codes::E054, &under(&place, "name"), &other.brief()),
            None => self.note(&codes::E054, &place, "name"),
        }
        match fields.remove("address") {
            None => self.advise(&codes::W008, &place, "address"),
            Some(Json::String(address)) if uri::is_uri(&address) => {}
            Some(Json::String(address)) => self.advise(&codes::W009, &place, &address),
            Some(other) => self.note(&codes::E054, &under(&place, "address"), &other.brief()),
        }
        self.unknown_keys(&fields, &place);
        Some(Json::Object(sorted))
    }

    fn state<'a>(
        &mut self,
        value: Option<Json<'a>>,
        place: &str,
        mut manifest: Option<&mut Manifest<'a>>,
    ) -> HashMap<Cow<'a, str>, u32> {
        let mut out = HashMap::new();
        let members = match value {
            Some(Json::Object(members)) => members,
            Some(other) => {
                self.note(&codes::E050, &under(place, "state"), &other.brief());
                return out;
            }
            None => {
                self.note(&codes::E048, place, "state");
                return out;
            }
        };
        let place = under(place, "state");
        let mut seen = HashSet::with_capacity(members.len());
        for (text, list) in members {
            if !seen.insert(text.clone()) {
                self.note(&codes::E033, &place, &text);
            }
            let digest = self.state_digest(&text, &place, manifest.as_deref_mut());
            self.logical_paths(&mut out, &text, list, digest, &place);
        }
        for path in paths::conflicts(&out) {
            self.note(&codes::E095, &place, &path);
        }
        out
    }

    /// Where a state's digest stands in the manifest. Its text must be the manifest's, letter
    /// by letter: validators that compare texts would not find it otherwise.
    fn state_digest(
        &mut self,
        text: &str,
        place: &str,
        manifest: Option<&mut Manifest<'_>>,
    ) -> u32 {
        let Some(manifest) = manifest else { return NO_DIGEST };
        let exact = manifest.find(text);
        if exact.is_none() {
            self.note(&codes::E050, place, text);
        }
        let Some(digest) = exact.or_else(|| manifest.find_in_any_case(text)) else {
            return NO_DIGEST;
        };
        if let Some(entry) = manifest.digests.get_mut(digest as usize) {
            entry.used = true;
        }
        digest
    }

    fn logical_paths<'a>(
        &mut self,
        out: &mut HashMap<Cow<'a, str>, u32>,
        text: &str,
        list: Json<'a>,
        digest: u32,
        place: &str,
    ) {
        let Json::Array(list) = list else {
            self.note(&codes::E050, &under(place, text), &list.brief());
            return self.note(&codes::E051, &under(place, text), &list.brief());
        };
        for path in list {
            let Json::String(path) = path else {
                self.note(&codes::E051, &under(place, text), &path.brief());
                continue;
            };
            for code in paths::LOGICAL.faults(&path) {
                self.note(code, place, &path);
            }
            match out.entry(path) {
                Entry::Occupied(known) => self.note(&codes::E095, place, known.key()),
                Entry::Vacant(free) => {
                    free.insert(digest);
                }
            }
        }
    }
}
