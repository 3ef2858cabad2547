//! The versions of BagIt, and what differs between them.

use std::{fmt, str::FromStr};

/// A version of BagIt, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// Draft 0.93.
    V0_93,
    /// Draft 0.94.
    V0_94,
    /// Draft 0.95.
    V0_95,
    /// Draft 0.96: `package-info.txt` became `bag-info.txt`.
    V0_96,
    /// Draft 0.97: payload manifests must stay inside `data/`, folders for tag files.
    V0_97,
    /// RFC 8493: every payload manifest is complete, paths are percent-encoded.
    V1_0,
}

impl Version {
    /// Every version, oldest first.
    pub const ALL: [Self; 6] =
        [Self::V0_93, Self::V0_94, Self::V0_95, Self::V0_96, Self::V0_97, Self::V1_0];

    /// The number as it stands in `bagit.txt`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V0_93 => "0.93",
            Self::V0_94 => "0.94",
            Self::V0_95 => "0.95",
            Self::V0_96 => "0.96",
            Self::V0_97 => "0.97",
            Self::V1_0 => "1.0",
        }
    }

    /// Whether the stricter rules of RFC 8493 hold.
    #[must_use]
    pub fn is_rfc(self) -> bool {
        self >= Self::V1_0
    }

    /// The name of the file with the metadata of the bag: `package-info.txt` up to 0.95.
    #[must_use]
    pub fn info_name(self) -> &'static str {
        if self >= Self::V0_96 { "bag-info.txt" } else { "package-info.txt" }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Version {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|version| version.as_str() == text).ok_or(())
    }
}
