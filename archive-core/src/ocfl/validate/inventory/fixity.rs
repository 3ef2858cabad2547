//! The fixity block: further digests of content files (OCFL 1.1 §3.5.4).

use super::manifest::digest_fault;
use super::{Reader, under};
use crate::digest::Algorithm;
use crate::finding::codes::ocfl as codes;
use crate::ocfl::json::{Json, Members};
use crate::ocfl::spec::fixity_algorithm;
use std::borrow::Cow;
use std::collections::HashSet;

/// What a fixity block states about one content path.
pub(in crate::ocfl::validate) struct FixityClaim<'a> {
    pub algorithm: FixityAlgorithm,
    /// The digest as written.
    pub digest: Cow<'a, str>,
    pub path: Cow<'a, str>,
}

/// The vocabulary of the specification, letters and digits only.
const VOCABULARY: [&str; 5] = ["md5", "sha1", "sha256", "sha512", "blake2b512"];

/// How a fixity value is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ocfl::validate) enum FixityAlgorithm {
    /// A digest.
    Digest(Algorithm),
    /// The number of bytes, as decimal text (extension 0009).
    Size,
}

impl FixityAlgorithm {
    pub fn name(self) -> &'static str {
        match self {
            Self::Digest(algorithm) => algorithm.name(),
            Self::Size => "size",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        if name == "size" {
            return Some(Self::Size);
        }
        fixity_algorithm(name).map(Self::Digest)
    }
}

impl Reader<'_> {
    pub(super) fn fixity<'a>(&mut self, value: Option<Json<'a>>) -> Vec<FixityClaim<'a>> {
        let mut out = Vec::new();
        let Some(value) = value else { return out };
        let members = match value {
            Json::Object(members) => members,
            other => {
                let code = if self.is_1_1() { &codes::E111 } else { &codes::E055 };
                self.note(code, "fixity", &other.brief());
                self.note(&codes::E056, "fixity", &other.brief());
                return out;
            }
        };
        let mut names = HashSet::new();
        for (name, block) in members {
            if !names.insert(name.clone()) {
                self.note(&codes::E033, "fixity", &name);
            }
            self.fixity_block(&name, block, &mut out);
        }
        out
    }

    fn fixity_block<'a>(&mut self, name: &str, block: Json<'a>, out: &mut Vec<FixityClaim<'a>>) {
        let place = under("fixity", name);
        let Json::Object(members) = block else {
            return self.note(&codes::E057, &place, &block.brief());
        };
        let Some(algorithm) = FixityAlgorithm::from_name(name) else {
            return self.foreign_algorithm(name, &members);
        };
        self.repeated_in_any_case(&members, &codes::E097, &place);
        for (digest, list) in members {
            self.fixity_digest(algorithm, &digest, &place);
            let Json::Array(list) = list else {
                self.note(&codes::E057, &place, &list.brief());
                continue;
            };
            for path in list {
                match path {
                    Json::String(path) if self.content_path_form(&path, &place) => {
                        out.push(FixityClaim { algorithm, digest: digest.clone(), path });
                    }
                    Json::String(_) => {}
                    other => self.note(&codes::E057, &place, &other.brief()),
                }
            }
        }
    }

    /// An algorithm that is not computed here. Extensions may name any, and those not supported
    /// are to be ignored (E028), unless the name is one of the vocabulary, misspelt.
    fn foreign_algorithm(&mut self, name: &str, members: &Members<'_>) {
        let plain: String =
            name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        if plain.is_empty() || VOCABULARY.contains(&plain.as_str()) {
            self.note(&codes::E026, "fixity", name);
            self.note(&codes::E056, "fixity", name);
        } else if self.context.main {
            self.note(&codes::FIXITY_NOT_CHECKED, "fixity", name);
        }
        let place = under("fixity", name);
        for (_, list) in members {
            if !matches!(list, Json::Array(_)) {
                self.note(&codes::E057, &place, &list.brief());
            }
        }
    }

    fn fixity_digest(&mut self, algorithm: FixityAlgorithm, digest: &str, place: &str) {
        let code = match algorithm {
            FixityAlgorithm::Digest(algorithm) => digest_fault(algorithm, digest),
            FixityAlgorithm::Size => digest.parse::<u64>().is_err().then_some(&codes::E057),
        };
        if let Some(code) = code {
            self.note(code, place, digest);
        }
    }
}
