//! Logical paths, content paths and file ids of an AIP (`docs/format.md`, 3.1, 3.2 and 3.4).

use crate::package::{Area, Planned};
use std::{fmt, str::FromStr};

/// Files in one folder of content paths.
const FAN_OUT: u64 = 10_000;

impl Area {
    /// The logical folder of the area's loose files.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Original => "representations/original/data",
        }
    }

    /// The logical path of a loose file.
    #[must_use]
    pub fn loose(self, path: &str) -> String {
        format!("{}/{path}", self.folder())
    }

    /// The logical path of a bundle; bundles count from 1.
    #[must_use]
    pub fn bundle(self, number: u32) -> String {
        match self {
            Self::Submission => format!("submission-bundles/{number:06}.zip"),
            Self::Original => format!("representations/original/bundles/{number:06}.zip"),
        }
    }

    /// The logical path of the PREMIS part of a bundle.
    #[must_use]
    pub fn premis_part(self, number: u32) -> String {
        format!("metadata/preservation/premis-{}-{number:06}.xml", self.as_str())
    }
}

/// The area and number of the bundle at a logical path, where there is one.
#[must_use]
pub fn bundle_of(logical: &str) -> Option<(Area, u32)> {
    let number = logical.rsplit('/').next()?.strip_suffix(".zip")?.parse().ok()?;
    Area::ALL.into_iter().find(|area| area.bundle(number) == logical).map(|area| (area, number))
}

/// The area and number of the bundle that a PREMIS part describes.
#[must_use]
pub fn premis_part_of(logical: &str) -> Option<(Area, u32)> {
    let number = logical.rsplit_once('-')?.1.strip_suffix(".xml")?.parse().ok()?;
    let of = |area: &Area| area.premis_part(number) == logical;
    Area::ALL.into_iter().find(of).map(|area| (area, number))
}

impl FromStr for Area {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|area| area.as_str() == text).ok_or(())
    }
}

/// The logical path of the package's PREMIS document.
pub const PREMIS: &str = "metadata/preservation/premis.xml";
/// The logical path of the METS document of the package.
pub const METS: &str = "METS.xml";
/// The logical path of the METS document of the representation `original`.
pub const REPRESENTATION_METS: &str = "representations/original/METS.xml";
/// The logical path of the package's Dublin Core description.
pub const DUBLIN_CORE: &str = "metadata/descriptive/dc.xml";
/// The logical path of the package's EAD.
pub const EAD: &str = "metadata/descriptive/ead.xml";

/// The content path of the n-th file of a version, relative to the object root.
#[must_use]
pub fn content_path(version: u32, ordinal: u64) -> String {
    format!("v{version}/content/{:04}/{:04}", ordinal / FAN_OUT, ordinal % FAN_OUT)
}

/// The ordinal in a content path of a version, where it is one of ours.
#[must_use]
pub fn ordinal(version: u32, path: &str) -> Option<u64> {
    let rest = path.strip_prefix(&format!("v{version}/content/"))?;
    let (high, low) = rest.split_once('/')?;
    let ordinal = high.parse::<u64>().ok()?.checked_mul(FAN_OUT)? + low.parse::<u64>().ok()?;
    (content_path(version, ordinal) == path).then_some(ordinal)
}

/// The id of a file inside its AIP, stable for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId {
    /// The version that brought the file.
    pub version: u32,
    /// The area it stands in.
    pub area: Area,
    /// The bundle, counted from 1; none for a loose file.
    pub bundle: Option<u32>,
    /// The number of the file among its like, counted from 1.
    pub number: u64,
}

impl FileId {
    /// The id of a file of a version that is being made.
    #[must_use]
    pub fn of(file: &Planned, version: u32) -> Self {
        let slot = file.slot;
        Self { version, area: file.area, bundle: slot.bundle, number: slot.number }
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.version > 1 {
            write!(f, "v{}/", self.version)?;
        }
        match self.bundle {
            Some(bundle) => write!(f, "{}/{bundle:06}/{:04}", self.area.as_str(), self.number),
            None => write!(f, "{}/{:06}", self.area.as_str(), self.number),
        }
    }
}

impl FromStr for FileId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts: Vec<&str> = text.split('/').collect();
        let version = match parts.first().and_then(|p| p.strip_prefix('v')) {
            Some(digits) => {
                parts.remove(0);
                digits.parse().map_err(drop)?
            }
            None => 1,
        };
        let (area, bundle, number) = match parts[..] {
            [area, number] => (area, None, number),
            [area, bundle, number] => (area, Some(bundle.parse().map_err(drop)?), number),
            _ => return Err(()),
        };
        let number = number.parse().map_err(drop)?;
        Ok(Self { version, area: area.parse()?, bundle, number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_paths_are_ordinals() {
        assert_eq!(content_path(1, 0), "v1/content/0000/0000");
        assert_eq!(content_path(2, 123_456), "v2/content/0012/3456");
        assert_eq!(content_path(1, 100_000_001), "v1/content/10000/0001");
        for n in [0, 1, 9_999, 10_000, 100_000_001] {
            assert_eq!(ordinal(3, &content_path(3, n)), Some(n));
        }
        assert_eq!(ordinal(1, "v1/content/0/0"), None);
    }

    #[test]
    fn file_ids_read_back() {
        for text in ["original/000001", "v2/original/000003/4096", "submission/000012"] {
            assert_eq!(text.parse::<FileId>().unwrap().to_string(), text);
        }
        assert!("elsewhere/1".parse::<FileId>().is_err());
    }
}
