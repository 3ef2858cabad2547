//! What a tenant wants of the virus scan: section `[virus]` of `archive.toml`.

use serde::{Deserialize, Serialize};

/// What happens with a package in which something was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VirusPolicy {
    /// It is not taken.
    #[default]
    Refuse,
    /// It is taken, and the file is not handed out until somebody decides.
    Quarantine,
    /// It is taken, and the finding stands in its metadata.
    Note,
}

/// The virus scan of an installation or a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VirusSettings {
    /// Where clamd listens (see [`super::Address`]); nothing is scanned where it is empty.
    pub clamd: String,
    /// What an infected file means.
    pub policy: VirusPolicy,
    /// What a file means that was not scanned; `quarantine` counts as `note`.
    pub not_scanned: VirusPolicy,
    /// Largest file that is sent, in bytes; not more than `StreamMaxLength` of clamd.
    pub max_bytes: u64,
    /// Longest that clamd may keep one file waiting, in seconds.
    pub timeout_seconds: u64,
}

impl Default for VirusSettings {
    fn default() -> Self {
        Self {
            clamd: String::new(),
            policy: VirusPolicy::Refuse,
            not_scanned: VirusPolicy::Note,
            max_bytes: super::clamd::MAX_BYTES,
            timeout_seconds: super::clamd::TIMEOUT_SECONDS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_from_toml() {
        let text = "clamd = \"unix:/run/clamav/clamd.ctl\"\npolicy = \"quarantine\"";
        let settings: VirusSettings = toml::from_str(text).unwrap();
        assert_eq!(settings.policy, VirusPolicy::Quarantine);
        assert_eq!(settings.not_scanned, VirusPolicy::Note);
        assert!(toml::from_str::<VirusSettings>("polcy = \"note\"").is_err());
    }
}
