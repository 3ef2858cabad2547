//! What the versions of the specification call themselves, and the names it refers to.

use crate::digest::Algorithm;
use std::fmt;

/// A version of the OCFL specification that is judged here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpecVersion {
    /// OCFL 1.0 (2020).
    V1_0,
    /// OCFL 1.1 (2022).
    V1_1,
}

impl SpecVersion {
    /// Every version, oldest first.
    pub const ALL: [Self; 2] = [Self::V1_0, Self::V1_1];

    /// The number in declarations: `1.0`, `1.1`.
    #[must_use]
    pub const fn number(self) -> &'static str {
        match self {
            Self::V1_0 => "1.0",
            Self::V1_1 => "1.1",
        }
    }

    /// The version with a number; `None` for those not judged here.
    #[must_use]
    pub fn from_number(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.number() == text)
    }

    /// The value of the inventory's `type` key (OCFL 1.1 §3.5.1).
    #[must_use]
    pub const fn inventory_type(self) -> &'static str {
        match self {
            Self::V1_0 => "https://ocfl.io/1.0/spec/#inventory",
            Self::V1_1 => "https://ocfl.io/1.1/spec/#inventory",
        }
    }

    /// The version an inventory's `type` names.
    #[must_use]
    pub fn from_inventory_type(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.inventory_type() == text)
    }
}

impl fmt::Display for SpecVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}

/// The registered extension names (OCFL extensions repository, community version 1.0).
pub const REGISTERED_EXTENSIONS: [&str; 13] = [
    "0001-digest-algorithms",
    "0002-flat-direct-storage-layout",
    "0003-hash-and-id-n-tuple-storage-layout",
    "0004-hashed-n-tuple-storage-layout",
    "0005-mutable-head",
    "0006-flat-omit-prefix-storage-layout",
    "0007-n-tuple-omit-prefix-storage-layout",
    "0008-schema-registry",
    "0009-digest-algorithms",
    "0010-differential-n-tuple-omit-prefix-storage-layout",
    "0011-direct-clean-path-layout",
    "0012-hash-and-no-prefix-id-n-tuple-storage-layout",
    "initial",
];

/// The algorithm of a name as fixity blocks and layouts spell it, or `None` where this archive
/// cannot compute it (OCFL 1.1 §3.4; extensions 0001 and 0009). Names are case-sensitive.
#[must_use]
pub fn fixity_algorithm(name: &str) -> Option<Algorithm> {
    const NAMED: [Algorithm; 9] = [
        Algorithm::Md5,
        Algorithm::Sha1,
        Algorithm::Sha256,
        Algorithm::Sha512,
        Algorithm::Sha512_256,
        Algorithm::Blake2b160,
        Algorithm::Blake2b256,
        Algorithm::Blake2b384,
        Algorithm::Blake2b512,
    ];
    NAMED.into_iter().find(|algorithm| algorithm.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Hasher;

    /// Digests of nothing, as the specification and extension 0009 show their beginnings.
    const EMPTY: [(&str, &str); 9] = [
        ("md5", "d41d8cd98f00b204e9800998ecf8427e"),
        ("sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ("sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4"),
        ("sha512", "cf83e1357eefb8bdf1542850d66d8007d620e405"),
        ("sha512/256", "c672b8d1ef56ed28ab87c3622c5114069bdd3ad7"),
        ("blake2b-160", "3345524abf6bbe1809449224b5972c41790b6cf2"),
        ("blake2b-256", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47"),
        ("blake2b-384", "b32811423377f52d7862286ee1a72ee540524380"),
        ("blake2b-512", "786a02f742015903c6c6fd852552d272912f4740"),
    ];

    #[test]
    fn named_algorithms_compute_what_their_documents_show() {
        for (name, start) in EMPTY {
            let algorithm = fixity_algorithm(name).unwrap();
            assert!(Hasher::digest(algorithm, b"").hex().starts_with(start), "{name}");
        }
    }

    #[test]
    fn names_are_exact() {
        assert_eq!(fixity_algorithm("SHA512"), None);
        assert_eq!(fixity_algorithm("sha224"), None);
        assert_eq!(SpecVersion::from_number("1.2"), None);
    }
}
