//! Computing one digest, or several at once, over a stream of bytes.

use super::{Algorithm, Digest};
use blake2::Blake2b;
use sha2::digest::{
    Digest as _,
    consts::{U20, U32, U48, U64},
};

/// Computes one digest over bytes given piece by piece.
#[derive(Clone)]
pub struct Hasher(State);

#[derive(Clone)]
enum State {
    Md5(md5::Md5),
    Sha1(sha1::Sha1),
    Sha224(sha2::Sha224),
    Sha256(sha2::Sha256),
    Sha384(sha2::Sha384),
    Sha512(sha2::Sha512),
    Sha512_256(sha2::Sha512_256),
    Blake2b160(Box<Blake2b<U20>>),
    Blake2b256(Box<Blake2b<U32>>),
    Blake2b384(Box<Blake2b<U48>>),
    Blake2b512(Box<Blake2b<U64>>),
}

/// Runs the same expression on the hasher inside, whichever it is.
macro_rules! each {
    ($state:expr, $h:ident => $body:expr) => {
        match $state {
            State::Md5($h) => $body,
            State::Sha1($h) => $body,
            State::Sha224($h) => $body,
            State::Sha256($h) => $body,
            State::Sha384($h) => $body,
            State::Sha512($h) => $body,
            State::Sha512_256($h) => $body,
            State::Blake2b160($h) => $body,
            State::Blake2b256($h) => $body,
            State::Blake2b384($h) => $body,
            State::Blake2b512($h) => $body,
        }
    };
}

impl Hasher {
    /// A hasher that has seen nothing yet.
    #[must_use]
    pub fn new(algorithm: Algorithm) -> Self {
        Self(match algorithm {
            Algorithm::Md5 => State::Md5(md5::Md5::new()),
            Algorithm::Sha1 => State::Sha1(sha1::Sha1::new()),
            Algorithm::Sha224 => State::Sha224(sha2::Sha224::new()),
            Algorithm::Sha256 => State::Sha256(sha2::Sha256::new()),
            Algorithm::Sha384 => State::Sha384(sha2::Sha384::new()),
            Algorithm::Sha512 => State::Sha512(sha2::Sha512::new()),
            Algorithm::Sha512_256 => State::Sha512_256(sha2::Sha512_256::new()),
            Algorithm::Blake2b160 => State::Blake2b160(Box::default()),
            Algorithm::Blake2b256 => State::Blake2b256(Box::default()),
            Algorithm::Blake2b384 => State::Blake2b384(Box::default()),
            Algorithm::Blake2b512 => State::Blake2b512(Box::default()),
        })
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        each!(&mut self.0, h => h.update(bytes));
    }

    /// The digest of everything taken.
    #[must_use]
    pub fn finish(self) -> Digest {
        let algorithm = self.algorithm();
        let mut bytes = [0; super::DIGEST_BYTES];
        each!(self.0, h => {
            let out = h.finalize();
            bytes[..out.len()].copy_from_slice(&out);
        });
        Digest { algorithm, bytes }
    }

    /// What it computes.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        match &self.0 {
            State::Md5(_) => Algorithm::Md5,
            State::Sha1(_) => Algorithm::Sha1,
            State::Sha224(_) => Algorithm::Sha224,
            State::Sha256(_) => Algorithm::Sha256,
            State::Sha384(_) => Algorithm::Sha384,
            State::Sha512(_) => Algorithm::Sha512,
            State::Sha512_256(_) => Algorithm::Sha512_256,
            State::Blake2b160(_) => Algorithm::Blake2b160,
            State::Blake2b256(_) => Algorithm::Blake2b256,
            State::Blake2b384(_) => Algorithm::Blake2b384,
            State::Blake2b512(_) => Algorithm::Blake2b512,
        }
    }

    /// The digest of bytes that are all there.
    #[must_use]
    pub fn digest(algorithm: Algorithm, bytes: &[u8]) -> Digest {
        let mut hasher = Self::new(algorithm);
        hasher.update(bytes);
        hasher.finish()
    }
}

/// Several digests over the same stream, in one pass.
#[derive(Clone, Default)]
pub struct MultiHasher(Vec<Hasher>);

impl MultiHasher {
    /// Hashers for a set of algorithms; a repeated one is computed once.
    pub fn new(algorithms: impl IntoIterator<Item = Algorithm>) -> Self {
        let mut hashers: Vec<Hasher> = Vec::new();
        for algorithm in algorithms {
            if hashers.iter().all(|h| h.algorithm() != algorithm) {
                hashers.push(Hasher::new(algorithm));
            }
        }
        Self(hashers)
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        for hasher in &mut self.0 {
            hasher.update(bytes);
        }
    }

    /// The digests of everything taken, in the order of the algorithms.
    #[must_use]
    pub fn finish(self) -> Vec<Digest> {
        self.0.into_iter().map(Hasher::finish).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Digests of `abc`, from FIPS 180-4 examples, RFC 1321 and RFC 7693 appendix A, and from
    /// `b2sum -l` and `openssl dgst` for the lengths those documents do not show.
    const ABC: &[(Algorithm, &str)] = &[
        (Algorithm::Md5, "900150983cd24fb0d6963f7d28e17f72"),
        (Algorithm::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (Algorithm::Sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"),
        (Algorithm::Sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            Algorithm::Sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
             2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        ),
        (Algorithm::Sha512_256, "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"),
        (
            Algorithm::Blake2b512,
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1\
             7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
        ),
    ];

    #[test]
    fn known_answers() {
        for (algorithm, hex) in ABC {
            let digest = Hasher::digest(*algorithm, b"abc");
            assert_eq!(digest.hex(), *hex, "{algorithm}");
            assert_eq!(Digest::from_hex(*algorithm, &hex.to_uppercase()), Some(digest));
        }
    }

    #[test]
    fn every_algorithm_gives_its_own_length() {
        for algorithm in Algorithm::ALL {
            let digest = Hasher::digest(algorithm, b"");
            assert_eq!(digest.as_bytes().len(), algorithm.bytes());
            assert_eq!(algorithm.name().parse(), Ok(algorithm));
        }
    }

    #[test]
    fn several_at_once_equal_one_by_one() {
        let mut many = MultiHasher::new(Algorithm::ALL);
        many.update(b"a");
        many.update(b"bc");
        let one: Vec<_> = Algorithm::ALL.map(|a| Hasher::digest(a, b"abc")).into();
        assert_eq!(many.finish(), one);
    }
}
