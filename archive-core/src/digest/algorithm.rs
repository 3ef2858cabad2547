//! The digest algorithms the archive's standards name.

use std::{fmt, str::FromStr};

/// A digest algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// MD5 (RFC 1321): claims of old packages only.
    Md5,
    /// SHA-1 (FIPS 180-4): claims of old packages only.
    Sha1,
    /// SHA-224 (FIPS 180-4).
    Sha224,
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SHA-384 (FIPS 180-4).
    Sha384,
    /// SHA-512 (FIPS 180-4): the archive's own.
    Sha512,
    /// SHA-512/256 (FIPS 180-4; OCFL extension 0009).
    Sha512_256,
    /// BLAKE2b with 160 bits (RFC 7693; OCFL extension 0009).
    Blake2b160,
    /// BLAKE2b with 256 bits (RFC 7693; OCFL extension 0009).
    Blake2b256,
    /// BLAKE2b with 384 bits (RFC 7693; OCFL extension 0009).
    Blake2b384,
    /// BLAKE2b with 512 bits (RFC 7693; OCFL 1.1 §3.4).
    Blake2b512,
}

impl Algorithm {
    /// Every algorithm, weakest first.
    pub const ALL: [Self; 11] = [
        Self::Md5,
        Self::Sha1,
        Self::Sha224,
        Self::Sha256,
        Self::Sha384,
        Self::Sha512,
        Self::Sha512_256,
        Self::Blake2b160,
        Self::Blake2b256,
        Self::Blake2b384,
        Self::Blake2b512,
    ];

    /// The name in inventories, manifests and JSON: `sha512`, `blake2b-512`, `sha512/256`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha224 => "sha224",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
            Self::Sha512_256 => "sha512/256",
            Self::Blake2b160 => "blake2b-160",
            Self::Blake2b256 => "blake2b-256",
            Self::Blake2b384 => "blake2b-384",
            Self::Blake2b512 => "blake2b-512",
        }
    }

    /// The length of a digest, in bytes.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Self::Md5 => 16,
            Self::Sha1 | Self::Blake2b160 => 20,
            Self::Sha224 => 28,
            Self::Sha256 | Self::Sha512_256 | Self::Blake2b256 => 32,
            Self::Sha384 | Self::Blake2b384 => 48,
            Self::Sha512 | Self::Blake2b512 => 64,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no algorithm known here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown digest algorithm: {0}")]
pub struct UnknownAlgorithm(pub String);

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    /// Accepts the name in any case, with or without a hyphen after `sha` (`SHA-256`, `sha256`).
    fn from_str(text: &str) -> Result<Self, UnknownAlgorithm> {
        let lower = text.to_ascii_lowercase();
        let plain = lower.strip_prefix("sha-").map_or(lower.clone(), |rest| format!("sha{rest}"));
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.name() == plain)
            .ok_or_else(|| UnknownAlgorithm(text.to_owned()))
    }
}
