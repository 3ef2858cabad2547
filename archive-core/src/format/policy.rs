//! What a tenant thinks of formats: which are welcome, which are told, which are refused, and
//! which will have to be migrated. The rule is the tenant's; this is how it is applied.

use super::{Known, Warning};
use crate::finding::codes::pol;
use crate::finding::{Code, Finding, Findings};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The key of files whose format was not recognised.
pub const UNKNOWN: &str = "unknown";
/// The key of files whose name says another format than their bytes.
pub const MISMATCH: &str = "mismatch";
/// The key of files that are damaged.
pub const DAMAGED: &str = "damaged";
/// The key of files whose content is encrypted.
pub const ENCRYPTED: &str = "encrypted";

/// What is to be done with files of a format, the mildest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// They are welcome.
    #[default]
    Accept,
    /// They are taken, and told.
    Warn,
    /// They are taken, and must be migrated one day.
    Migrate,
    /// The package is refused.
    Refuse,
}

impl Decision {
    /// Every decision.
    pub const ALL: [Self; 4] = [Self::Accept, Self::Warn, Self::Migrate, Self::Refuse];

    /// The word in configuration and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Warn => "warn",
            Self::Migrate => "migrate",
            Self::Refuse => "refuse",
        }
    }

    fn code(self) -> Option<&'static Code> {
        match self {
            Self::Accept => None,
            Self::Warn => Some(&pol::WARNED),
            Self::Migrate => Some(&pol::MIGRATE),
            Self::Refuse => Some(&pol::REFUSED),
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The rules of a tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// What holds where no rule does.
    pub default: Decision,
    /// Decisions by PUID, or by [`UNKNOWN`], [`MISMATCH`], [`DAMAGED`] and [`ENCRYPTED`].
    pub rules: BTreeMap<String, Decision>,
}

impl Policy {
    /// The strictest decision that applies to a file, and the key that brought it.
    #[must_use]
    pub fn decide<'k>(&self, known: &'k Known) -> (Decision, &'k str) {
        let state = [
            known.formats.is_empty().then_some(UNKNOWN),
            known.warnings.iter().any(|w| w == Warning::Mismatch.as_str()).then_some(MISMATCH),
            known.is_damaged().then_some(DAMAGED),
            known.is_encrypted().then_some(ENCRYPTED),
        ];
        let puids = known.formats.iter().map(|format| format.puid.as_str());
        let ruled = |key: &'k str| match self.rules.get(key) {
            Some(decision) => (*decision, key),
            // The default speaks of formats; that something is odd is another matter. What cannot
            // be read now will not be readable in fifty years.
            None if key == DAMAGED || key == ENCRYPTED => (Decision::Warn, key),
            None if key == MISMATCH => (Decision::Accept, key),
            None => (self.default, key),
        };
        let all = puids.chain(state.into_iter().flatten()).map(ruled);
        all.reduce(|a, b| if b.0 > a.0 { b } else { a }).unwrap_or((self.default, UNKNOWN))
    }
}

/// What the policy says of the files of one package: counted, since there may be a million.
#[derive(Debug, Default)]
pub struct Tally {
    policy: Policy,
    found: BTreeMap<(String, Decision), Files>,
}

#[derive(Debug)]
struct Files {
    count: u64,
    first: String,
    name: String,
}

impl Tally {
    /// Nothing judged yet.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self { policy, found: BTreeMap::new() }
    }

    /// Judges a file.
    pub fn take(&mut self, path: &str, known: &Known) {
        let (decision, key) = self.policy.decide(known);
        if decision == Decision::Accept {
            return;
        }
        let files = self.found.entry((key.to_owned(), decision)).or_insert_with(|| {
            let named = known.formats.iter().find(|format| format.puid == key);
            Files {
                count: 0,
                first: path.to_owned(),
                name: named.map(|format| format.name.clone()).unwrap_or_default(),
            }
        });
        files.count += 1;
    }

    /// One finding for each format that is not simply welcome, at its first file.
    #[must_use]
    pub fn findings(&self) -> Findings {
        let mut out = Findings::new();
        for ((key, decision), files) in &self.found {
            let Some(code) = decision.code() else { continue };
            let [format, german] = match files.name.as_str() {
                "" => words(key),
                name => [(); 2].map(|()| format!("{key} ({name})")),
            };
            let finding = Finding::new(code).at(&files.first).with("count", files.count);
            out.push(finding.with_words("format", format, german));
        }
        out
    }
}

/// What a key of rules means, in both languages.
fn words(key: &str) -> [String; 2] {
    let words = match key {
        UNKNOWN => ["of a format that is not known", "mit unbekanntem Format"],
        MISMATCH => ["whose name says another format", "deren Name ein anderes Format nennt"],
        DAMAGED => ["that are damaged", "die beschädigt sind"],
        ENCRYPTED => ["that are encrypted", "die verschlüsselt sind"],
        puid => [puid, puid],
    };
    words.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::KnownFormat;

    fn known(puids: &[&str]) -> Known {
        let format = |puid: &&str| KnownFormat { puid: (*puid).into(), ..KnownFormat::default() };
        Known { formats: puids.iter().map(format).collect(), ..Known::default() }
    }

    #[test]
    fn the_strictest_rule_counts() {
        let rules = [("fmt/1", Decision::Refuse), ("fmt/2", Decision::Warn)];
        let rules = rules.into_iter().map(|(key, d)| (key.to_owned(), d)).collect();
        let policy = Policy { default: Decision::Accept, rules };
        assert_eq!(policy.decide(&known(&["fmt/2", "fmt/1"])), (Decision::Refuse, "fmt/1"));
        assert_eq!(policy.decide(&known(&["fmt/2"])).0, Decision::Warn);
        assert_eq!(policy.decide(&known(&["fmt/3"])).0, Decision::Accept);
        assert_eq!(policy.decide(&known(&[])), (Decision::Accept, UNKNOWN));
    }

    #[test]
    fn the_default_does_not_speak_of_odd_files() {
        let policy = Policy { default: Decision::Refuse, rules: BTreeMap::new() };
        assert_eq!(policy.decide(&known(&[])), (Decision::Refuse, UNKNOWN));
        let rules = [("fmt/1".to_owned(), Decision::Accept)].into_iter().collect();
        let policy = Policy { default: Decision::Refuse, rules };
        let mut odd = known(&["fmt/1"]);
        odd.warnings.push(Warning::Mismatch.as_str().into());
        assert_eq!(policy.decide(&odd).0, Decision::Accept);
    }

    #[test]
    fn what_cannot_be_read_is_told_unless_a_rule_says_otherwise() {
        let mut damaged = known(&["fmt/1"]);
        damaged.state = "damaged".into();
        let mut encrypted = known(&["fmt/1"]);
        encrypted.characteristics.push(("encrypted".into(), "true".into()));
        let none = Policy::default();
        assert_eq!(none.decide(&damaged), (Decision::Warn, DAMAGED));
        assert_eq!(none.decide(&encrypted), (Decision::Warn, ENCRYPTED));
        let rules = [(DAMAGED, Decision::Accept), (ENCRYPTED, Decision::Refuse)];
        let rules = rules.into_iter().map(|(key, d)| (key.to_owned(), d)).collect();
        let strict = Policy { default: Decision::Accept, rules };
        assert_eq!(strict.decide(&damaged).0, Decision::Accept);
        assert_eq!(strict.decide(&encrypted).0, Decision::Refuse);
    }

    #[test]
    fn a_million_files_are_one_finding() {
        let policy = Policy { default: Decision::Warn, rules: BTreeMap::new() };
        let mut tally = Tally::new(policy);
        for n in 0..1_000 {
            tally.take(&format!("{n}"), &known(&["fmt/1"]));
        }
        let findings = tally.findings();
        assert_eq!(findings.iter().count(), 1);
        let finding = findings.iter().next().unwrap();
        assert!(finding.message(crate::finding::Lang::En).contains("1000"));
    }
}
