//! The name of an AIP: given once, never changed, saying nothing.

use crate::clock::Clock;
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// The id of an archived package: `urn:uuid:` and a UUID version 7 (RFC 9562).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AipId(Uuid);

/// The text is no id of an archived package.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not the id of an archived package: {0:?}")]
pub struct BadAipId(pub String);

impl AipId {
    /// A new id. Ids made later sort later.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self(crate::random::uuid_v7(clock.now()))
    }

    /// The UUID alone, as used in names of folders and reports.
    #[must_use]
    pub fn uuid(&self) -> String {
        self.0.hyphenated().to_string()
    }

    /// The raw bytes, as kept in the catalog.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// The id with these raw bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Uuid::from_bytes(bytes))
    }
}

impl fmt::Display for AipId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "urn:uuid:{}", self.0.hyphenated())
    }
}

impl FromStr for AipId {
    type Err = BadAipId;

    /// Takes the URN or the UUID alone.
    fn from_str(text: &str) -> Result<Self, BadAipId> {
        let bare = text.strip_prefix("urn:uuid:").unwrap_or(text);
        let bad = || BadAipId(text.to_owned());
        let uuid = Uuid::try_parse(bare).map_err(|_| bad())?;
        if bare.len() == 36 { Ok(Self(uuid)) } else { Err(bad()) }
    }
}

impl serde::Serialize for AipId {
    /// As the URN.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for AipId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_and_sort_by_time() {
        let old = AipId::new(Clock::Fixed("2020-01-01T00:00:00Z".parse().unwrap()));
        let new = AipId::new(Clock::Fixed("2026-01-01T00:00:00Z".parse().unwrap()));
        assert!(old < new);
        assert_eq!(new.to_string().parse(), Ok(new));
        assert_eq!(new.uuid().parse(), Ok(new));
        assert!("urn:uuid:x".parse::<AipId>().is_err());
    }
}
