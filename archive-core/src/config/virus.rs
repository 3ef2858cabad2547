//! `[virus]`: which scanner looks at files, and what its verdicts mean.

use crate::error::Error;
use crate::scan::{Address, Unscanned, VirusPolicy, VirusSettings};
use crate::tenant::TenantId;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// How long a scanner may be given for one file, in seconds: for ever is no limit.
const TIMEOUTS: RangeInclusive<u64> = 1..=3_600;

/// `[virus]`: what is not given has the default of [`VirusSettings`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VirusSection {
    /// Where clamd listens (see [`Address`]); nothing is scanned where it is not given or empty.
    pub clamd: Option<String>,
    /// What an infected file means.
    pub policy: Option<VirusPolicy>,
    /// What a file means that the scanner cannot take.
    pub not_scanned: Option<Unscanned>,
    /// What it means that the scanner is not there or fails.
    pub unreachable: Option<Unscanned>,
    /// Largest file that is sent, in bytes.
    pub max_bytes: Option<u64>,
    /// Longest that clamd may keep one file waiting, in seconds.
    pub timeout_seconds: Option<u64>,
    /// What single tenants want otherwise.
    #[serde(default)]
    pub tenants: BTreeMap<TenantId, TenantVirusSection>,
}

/// `[virus.tenants.<id>]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenantVirusSection {
    /// As in [`VirusSection`].
    pub policy: Option<VirusPolicy>,
    /// As in [`VirusSection`].
    pub not_scanned: Option<Unscanned>,
    /// As in [`VirusSection`].
    pub unreachable: Option<Unscanned>,
}

/// Why a section cannot be used.
pub(super) enum BadVirus {
    /// In words, English and German.
    Said([String; 2]),
    /// The address is none.
    Address(Error),
}

impl VirusSection {
    /// Whether the section can be used.
    pub(super) fn check(&self) -> Result<(), BadVirus> {
        if let Some(address) = self.clamd.as_ref().filter(|address| !address.is_empty()) {
            address.parse::<Address>().map_err(BadVirus::Address)?;
        }
        match self.timeout_seconds.filter(|seconds| !TIMEOUTS.contains(seconds)) {
            None => Ok(()),
            Some(seconds) => {
                let (from, to) = (TIMEOUTS.start(), TIMEOUTS.end());
                let given = format!("[virus]: timeout_seconds = {seconds}");
                Err(BadVirus::Said([
                    format!("{given} is not {from} to {to}"),
                    format!("{given} liegt nicht zwischen {from} und {to}"),
                ]))
            }
        }
    }

    /// The settings of a tenant; those of everybody where none is named.
    pub(super) fn settings(&self, tenant: Option<&TenantId>) -> VirusSettings {
        let default = VirusSettings::default();
        let own = tenant.and_then(|id| self.tenants.get(id)).cloned().unwrap_or_default();
        VirusSettings {
            clamd: self.clamd.clone().unwrap_or_default(),
            policy: own.policy.or(self.policy).unwrap_or(default.policy),
            not_scanned: own.not_scanned.or(self.not_scanned).unwrap_or(default.not_scanned),
            unreachable: own.unreachable.or(self.unreachable).unwrap_or(default.unreachable),
            max_bytes: self.max_bytes.unwrap_or(default.max_bytes),
            timeout_seconds: self.timeout_seconds.unwrap_or(default.timeout_seconds),
        }
    }
}

impl TenantVirusSection {
    /// What is given, by its keys.
    pub(super) fn given(&self) -> Vec<(&'static str, &'static str)> {
        let policy = self.policy.map(|policy| ("policy", policy.as_str()));
        let unscanned = [("not_scanned", self.not_scanned), ("unreachable", self.unreachable)];
        let unscanned = unscanned.into_iter().filter_map(|(key, set)| Some((key, set?.as_str())));
        policy.into_iter().chain(unscanned).collect()
    }
}
