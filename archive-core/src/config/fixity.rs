//! `[fixity]`: how often everything must have been read, how much of a copy a day, and when.

use super::{Amount, Period, Window};
use crate::tenant::TenantId;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;

/// A check older than this is due where no rule says otherwise: a quarter of a year, so that a
/// missed run or two still leave every byte read within the year that BSI OPS.1.2.2.A19 asks for.
const MAX_AGE: Period = Period::days(90);

/// `[fixity]`; what is more exact comes first, key by key: a copy of a tenant, a tenant, a copy,
/// all.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixitySection {
    /// How old the newest complete check of a package on a copy may be.
    #[serde(default = "quarter")]
    pub max_age: Period,
    /// Most bytes read of a tenant on a copy in the runs of one day.
    pub per_day: Option<Amount>,
    /// Most files read of a tenant on a copy in the runs of one day, each of which is a request.
    pub requests_per_day: Option<u64>,
    /// The hours in which copies may be read.
    pub window: Option<Window>,
    /// In how many runs everything is read, whatever its age: each reads this part of the bytes,
    /// and what is due besides.
    pub slices: Option<u32>,
    /// What holds for single copies.
    #[serde(default)]
    pub copies: BTreeMap<String, FixityRules>,
    /// What holds for single tenants.
    #[serde(default)]
    pub tenants: BTreeMap<TenantId, TenantFixity>,
}

/// `[fixity.copies.<name>]` and `[fixity.tenants.<id>.copies.<name>]`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixityRules {
    /// As in [`FixitySection`].
    pub max_age: Option<Period>,
    /// As in [`FixitySection`].
    pub per_day: Option<Amount>,
    /// As in [`FixitySection`].
    pub requests_per_day: Option<u64>,
    /// As in [`FixitySection`].
    pub window: Option<Window>,
    /// As in [`FixitySection`].
    pub slices: Option<u32>,
}

/// `[fixity.tenants.<id>]`; a period in its place is its `max_age`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TenantFixity {
    /// What holds on each copy.
    pub rules: FixityRules,
    /// What holds on single copies.
    pub copies: BTreeMap<String, FixityRules>,
}

/// The rules in force for a tenant on a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FixityPolicy {
    /// How old the newest complete check of a package may be.
    pub max_age: Period,
    /// Most bytes read in the runs of one day.
    pub per_day: Option<Amount>,
    /// Most files read in the runs of one day.
    pub requests_per_day: Option<u64>,
    /// The hours in which the copy may be read.
    pub window: Option<Window>,
    /// In how many runs everything is read.
    pub slices: Option<u32>,
}

const fn quarter() -> Period {
    MAX_AGE
}

impl Default for FixitySection {
    fn default() -> Self {
        Self {
            max_age: MAX_AGE,
            per_day: None,
            requests_per_day: None,
            window: None,
            slices: None,
            copies: BTreeMap::new(),
            tenants: BTreeMap::new(),
        }
    }
}

impl FixitySection {
    /// The rules in force for a tenant on a copy.
    #[must_use]
    pub fn policy(&self, tenant: &TenantId, copy: &str) -> FixityPolicy {
        let own = self.tenants.get(tenant);
        let rules = [
            own.and_then(|own| own.copies.get(copy)),
            own.map(|own| &own.rules),
            self.copies.get(copy),
        ];
        let rules = || rules.into_iter().flatten();
        FixityPolicy {
            max_age: rules().find_map(|rules| rules.max_age).unwrap_or(self.max_age),
            per_day: rules().find_map(|rules| rules.per_day).or(self.per_day),
            requests_per_day: rules()
                .find_map(|rules| rules.requests_per_day)
                .or(self.requests_per_day),
            window: rules().find_map(|rules| rules.window).or(self.window),
            slices: rules().find_map(|rules| rules.slices).or(self.slices),
        }
    }

    /// Why such rules cannot be, where these are the names of the copies; English and German.
    pub(super) fn fault(&self, copies: &[&str]) -> Option<[String; 2]> {
        let own = self.tenants.values().flat_map(|tenant| tenant.copies.keys());
        let unknown = self.copies.keys().chain(own).find(|name| !copies.contains(&name.as_str()));
        if let Some(name) = unknown {
            return Some([
                format!("[fixity] has rules for {name:?}, and no copy has this name"),
                format!("[fixity] hat Regeln für {name:?}, und keine Kopie heißt so"),
            ]);
        }
        let all = self.for_all();
        let own = self.tenants.values().flat_map(|one| one.copies.values().chain([&one.rules]));
        let mut rules = self.copies.values().chain(own).chain([&all]);
        let key = rules.find_map(FixityRules::nothing)?;
        Some([
            format!("[fixity]: {key} must not be 0"),
            format!("[fixity]: {key} darf nicht 0 sein"),
        ])
    }

    /// What holds for all, but for the age, which always has a value.
    #[must_use]
    pub fn for_all(&self) -> FixityRules {
        FixityRules {
            max_age: None,
            per_day: self.per_day,
            requests_per_day: self.requests_per_day,
            window: self.window,
            slices: self.slices,
        }
    }
}

impl FixityRules {
    /// What is given, as it stands in the file.
    #[must_use]
    pub fn given(&self) -> Vec<(&'static str, String)> {
        [
            self.max_age.map(|age| ("max_age", age.to_string())),
            self.per_day.map(|amount| ("per_day", amount.to_string())),
            self.requests_per_day.map(|requests| ("requests_per_day", requests.to_string())),
            self.window.map(|window| ("window", window.to_string())),
            self.slices.map(|slices| ("slices", slices.to_string())),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The key that allows nothing at all, where there is one.
    fn nothing(&self) -> Option<&'static str> {
        [
            ("per_day", self.per_day == Some(Amount(0))),
            ("requests_per_day", self.requests_per_day == Some(0)),
            ("slices", self.slices == Some(0)),
        ]
        .into_iter()
        .find_map(|(key, nothing)| nothing.then_some(key))
    }
}

impl From<Period> for TenantFixity {
    fn from(max_age: Period) -> Self {
        let rules = FixityRules { max_age: Some(max_age), ..FixityRules::default() };
        Self { rules, copies: BTreeMap::new() }
    }
}

impl<'de> Deserialize<'de> for TenantFixity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PeriodOrRules)
    }
}

/// Reads `"30d"` as well as a table.
struct PeriodOrRules;

impl<'de> Visitor<'de> for PeriodOrRules {
    type Value = TenantFixity;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a length of time such as \"30d\", or a section of rules")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<TenantFixity, E> {
        text.parse::<Period>().map(TenantFixity::from).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TenantFixity, A::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Section {
            max_age: Option<Period>,
            per_day: Option<Amount>,
            requests_per_day: Option<u64>,
            window: Option<Window>,
            slices: Option<u32>,
            #[serde(default)]
            copies: BTreeMap<String, FixityRules>,
        }
        let Section { max_age, per_day, requests_per_day, window, slices, copies } =
            Section::deserialize(MapAccessDeserializer::new(map))?;
        let rules = FixityRules { max_age, per_day, requests_per_day, window, slices };
        Ok(TenantFixity { rules, copies })
    }
}
