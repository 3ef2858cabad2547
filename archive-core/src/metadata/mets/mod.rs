//! METS 1.12 in the profile of E-ARK CSIP 2.2: what a package consists of.
//!
//! Written and read as a stream: a document that lists a million files never stands in memory. This
//! room knows the standard; which files an archived package has is decided in `aip`.

pub mod names;
pub mod reader;
mod writer;

pub use writer::{Agent, Document, FileEntry, Header, Link, Place, Writer};

/// A path as a relative URL: everything but unreserved characters and slashes is percent-encoded
/// (RFC 3986, 2.1 and 2.3).
#[must_use]
pub fn href(path: &str) -> String {
    href_bytes(path.as_bytes())
}

/// The same for a path that need not be UTF-8.
#[must_use]
pub fn href_bytes(path: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(path.len());
    for &byte in path {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(byte.into());
        } else {
            write!(out, "%{byte:02X}").expect("a string takes everything");
        }
    }
    out
}

/// The file of the archive's schemas package that explains it.
pub const README: &str = "README.txt";
/// What stands before the version in an address of that package (RFC 8141, 2.3.2).
pub const VERSION: &str = "?=version=";

/// Where a file of the schemas package lies beside a package that is handed out: the folders are
/// those of CSIP (CSIPSTR15, CSIPSTR16).
#[must_use]
pub fn beside(path: &str) -> String {
    let folder = if path == README { "documentation" } else { "schemas" };
    format!("{folder}/{path}")
}

/// The parts of an address by which METS refers to such a file: the UUID of the package as it
/// stands there, version and path.
#[must_use]
pub fn parse_address(address: &str) -> Option<(&str, u32, &str)> {
    let (package, rest) = address.strip_prefix("urn:uuid:")?.split_once(VERSION)?;
    let (version, path) = rest.split_once('#')?;
    let plain = |part: &str| !part.is_empty() && !part.starts_with('.');
    path.split('/').all(plain).then_some(())?;
    Some((package, version.parse().ok()?, path))
}

#[cfg(test)]
mod tests {
    use super::href;

    #[test]
    fn paths_become_urls() {
        assert_eq!(href("data/Grün 1.pdf"), "data/Gr%C3%BCn%201.pdf");
        assert_eq!(href("100%#?"), "100%25%23%3F");
    }
}
