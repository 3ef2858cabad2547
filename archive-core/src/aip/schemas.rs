//! The schemas that lie in the archive as a package of its own, and how other packages refer to
//! them (`docs/format.md`, section 3.5). Which ones there are, and how they came in, is none of
//! its business.

use super::{AipId, StoredFile};
use crate::metadata::mets::{self, VERSION};
use jiff::Timestamp;

pub use crate::metadata::mets::{README, beside as handed_out};

/// The folder of the archive's own schemas.
pub const OURS: &str = "own";
/// The folder of schemas that others publish.
pub const OFFICIAL: &str = "official";
/// Kinds of metadata that every package has, in the words of METS.
const ALWAYS: [&str; 2] = ["METS", "PREMIS"];

/// A file of the schemas package.
#[derive(Debug, Clone)]
pub struct Schema {
    /// The file as it is stored.
    pub file: StoredFile,
    /// The kinds of metadata it is needed for, in the words of METS; none where it belongs to
    /// every package.
    pub needed_for: Vec<String>,
}

/// The files of a version of the schemas package that other packages refer to.
#[derive(Debug, Clone)]
pub struct Schemas {
    /// The schemas package.
    pub aip: AipId,
    /// The version of it.
    pub version: u32,
    /// When that was made.
    pub time: Timestamp,
    /// Its files, in the order of their paths.
    pub files: Vec<Schema>,
}

impl Schemas {
    /// The schemas of a package that has these kinds of descriptive metadata.
    pub fn needed<'a>(&'a self, kinds: &'a [&str]) -> impl Iterator<Item = &'a StoredFile> {
        let wanted = |kind: &String| ALWAYS.contains(&&**kind) || kinds.contains(&&**kind);
        let needed = move |schema: &&Schema| {
            schema.needed_for.is_empty() || schema.needed_for.iter().any(wanted)
        };
        let is_schema = |schema: &&Schema| schema.file.path != README;
        self.files.iter().filter(is_schema).filter(needed).map(|schema| &schema.file)
    }

    /// The file that explains how packages are built.
    #[must_use]
    pub fn readme(&self) -> Option<&StoredFile> {
        self.files.iter().map(|schema| &schema.file).find(|file| file.path == README)
    }

    /// How another package names a file of this version.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        let path = mets::href(path);
        format!("{}{VERSION}{}#{path}", self.aip, self.version)
    }
}

/// What an address made by [`Schemas::address`] speaks of: package, version, path.
#[must_use]
pub fn parse_address(address: &str) -> Option<(AipId, u32, &str)> {
    let (aip, version, path) = mets::parse_address(address)?;
    is_plain(path).then_some(())?;
    Some((aip.parse().ok()?, version, path))
}

/// Whether a path may stand in the schemas package: letters, digits and `-._` alone, so that it is
/// the same in every file system and in every URL.
#[must_use]
pub fn is_plain(path: &str) -> bool {
    let plain = |element: &str| {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        !element.is_empty()
            && !element.starts_with('.')
            && !element.ends_with('.')
            && element.bytes().all(letter)
    };
    path.split('/').all(plain)
}

/// The MIME type of a file of the schemas package, by its name.
#[must_use]
pub fn mime(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, end)| end) {
        Some("xsd" | "xml") => super::mets::XML,
        Some("json") => "application/json",
        _ => "text/plain",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_be_read_again() {
        let aip: AipId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let time = Timestamp::UNIX_EPOCH;
        let schemas = Schemas { aip, version: 12, time, files: Vec::new() };
        let address = schemas.address("own/characteristics.xsd");
        assert_eq!(
            address,
            "urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057?=version=12#own/characteristics.xsd"
        );
        assert_eq!(parse_address(&address), Some((aip, 12, "own/characteristics.xsd")));
        for bad in ["", "own/a.xsd", "urn:uuid:x?=version=1#a", "urn:isbn:1?=version=1#a"] {
            assert_eq!(parse_address(bad), None, "{bad}");
        }
        for path in ["../a", "a//b", "", "/a", ".a", "a/.", "a%2Fb", "ä.xsd", "a b", "a\\b"] {
            assert_eq!(parse_address(&format!("{aip}?=version=1#{path}")), None, "{path}");
        }
    }
}
