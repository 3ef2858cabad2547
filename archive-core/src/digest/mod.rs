//! Digests: what proves that bytes are the same bytes.
//!
//! [`Algorithm`] names those the standards of the archive use, [`Digest`] is a value,
//! [`Hasher`] computes one over a stream. SHA-512 is the archive's own algorithm; the others
//! serve the claims of packages and the fixity blocks of foreign OCFL objects.

mod algorithm;
pub mod base64;
mod hasher;
mod lanes;

pub use algorithm::Algorithm;
pub use hasher::{Hasher, MultiHasher};
pub use lanes::{Stream512, sha512_many, update_many};

use std::fmt;

/// Longest digest in bytes (SHA-512, BLAKE2b-512).
pub const DIGEST_BYTES: usize = 64;

/// The value of a digest. Compared by value; written in lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest {
    algorithm: Algorithm,
    bytes: [u8; DIGEST_BYTES],
}

impl Digest {
    /// A digest from its raw bytes; `None` where their number does not fit the algorithm.
    #[must_use]
    pub fn from_bytes(algorithm: Algorithm, raw: &[u8]) -> Option<Self> {
        if raw.len() != algorithm.bytes() {
            return None;
        }
        let mut bytes = [0; DIGEST_BYTES];
        bytes[..raw.len()].copy_from_slice(raw);
        Some(Self { algorithm, bytes })
    }

    /// A digest from hexadecimal text in either case; `None` where it is none of the algorithm.
    #[must_use]
    pub fn from_hex(algorithm: Algorithm, text: &str) -> Option<Self> {
        let text = text.as_bytes();
        if text.len() != 2 * algorithm.bytes() {
            return None;
        }
        let mut bytes = [0; DIGEST_BYTES];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Some(Self { algorithm, bytes })
    }

    /// The algorithm it was computed with.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The raw bytes, as many as the algorithm gives.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.algorithm.bytes()]
    }

    /// Lower-case hexadecimal.
    #[must_use]
    pub fn hex(&self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut out = String::with_capacity(2 * self.algorithm.bytes());
        for byte in self.as_bytes() {
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
        out
    }
}

impl serde::Serialize for Digest {
    /// As `algorithm:hex`.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
    }
}

impl<'de> serde::Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let parts = text.split_once(':');
        let digest = parts.and_then(|(name, hex)| Self::from_hex(name.parse().ok()?, hex));
        digest.ok_or_else(|| serde::de::Error::custom("no digest"))
    }
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|n| u8::try_from(n).ok())
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.algorithm, self.hex())
    }
}
