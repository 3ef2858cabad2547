//! Who owns data: the tenant, part of every storage key and every query.

use serde::{Deserialize, Deserializer};
use std::{fmt, str::FromStr};

/// Longest tenant id, in bytes: fits a DNS label and every bucket's prefix rules.
pub const TENANT_ID_BYTES: usize = 63;

/// The short name of a tenant (a city, a town, a district): `chemnitz`, `limbach-oberfrohna`.
///
/// Lower-case ASCII letters, digits and hyphens, starting with a letter and not ending with a
/// hyphen, so that it is safe as a folder, a key prefix and a part of a URL.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TenantId(String);

/// The text is no tenant id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a tenant id: {0:?} (use lower-case letters, digits and hyphens; start with a letter)")]
pub struct BadTenantId(pub String);

impl TenantId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TenantId {
    type Err = BadTenantId;

    fn from_str(text: &str) -> Result<Self, BadTenantId> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let ok = (1..=TENANT_ID_BYTES).contains(&text.len())
            && text.bytes().all(allowed)
            && text.as_bytes()[0].is_ascii_lowercase()
            && !text.ends_with('-');
        if ok { Ok(Self(text.to_owned())) } else { Err(BadTenantId(text.to_owned())) }
    }
}

impl<'de> Deserialize<'de> for TenantId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::TenantId;

    #[test]
    fn only_safe_names_are_tenants() {
        for good in ["chemnitz", "a", "limbach-oberfrohna", "town2"] {
            assert!(good.parse::<TenantId>().is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "2town", "Chemnitz", "a/b", "..", "ä", &"a".repeat(64)] {
            assert!(bad.parse::<TenantId>().is_err(), "{bad}");
        }
    }
}
