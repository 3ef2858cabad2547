//! What an authority is asked, and what it answers (RFC 3161 §2.4).

use super::ANSWER_BYTES;
use crate::digest::Digest;
use crate::error::{Error, Result};
use crate::finding::codes::tsp;
use crate::ledger::asn1::{Element, Read, digest_name, write};
use der::Tag;

/// Bytes of a nonce; the first bit is 0 and the second 1, so that it is a positive number in DER.
const NONCE_BYTES: usize = 16;

/// A request for a timestamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    imprint: Digest,
    nonce: [u8; NONCE_BYTES],
}

impl Request {
    /// Asks for a timestamp of a digest (SHA-256, SHA-384 or SHA-512), with a nonce of its own.
    pub fn new(imprint: Digest) -> Self {
        let mut nonce = [0; NONCE_BYTES];
        nonce.copy_from_slice(&crate::random::secret()[..NONCE_BYTES]);
        nonce[0] = nonce[0] & 0x3f | 0x40;
        Self { imprint, nonce }
    }

    /// What is to be dated.
    pub fn imprint(&self) -> &Digest {
        &self.imprint
    }

    /// The number that the answer must repeat, big-endian.
    pub fn nonce(&self) -> &[u8] {
        &self.nonce
    }

    /// `TimeStampReq` in DER, which asks for the certificate of the authority too.
    /// `None` where the digest is of an algorithm that no evidence should rest on.
    pub fn to_der(&self) -> Option<Vec<u8>> {
        let null = write(Tag::Null, &[]);
        let algorithm = write(Tag::Sequence, &[&digest_name(self.imprint.algorithm())?, &null]);
        let digest = write(Tag::OctetString, &[self.imprint.as_bytes()]);
        let imprint = write(Tag::Sequence, &[&algorithm, &digest]);
        let version = write(Tag::Integer, &[&[1]]);
        let nonce = write(Tag::Integer, &[&self.nonce]);
        let certificates = write(Tag::Boolean, &[&[0xff]]);
        Some(write(Tag::Sequence, &[&version, &imprint, &nonce, &certificates]))
    }
}

/// The token in an answer (`TimeStampResp`), which must say *granted*. Nothing is verified yet.
pub fn token_of(answer: &[u8]) -> Result<&[u8]> {
    let refused = |reason: &str| Error::new(&tsp::BAD_TOKEN).with("reason", reason);
    if answer.len() > ANSWER_BYTES {
        return Err(refused("the answer is too long"));
    }
    let (status, token) = parts(answer).ok_or_else(|| refused("the answer is not DER"))?;
    match (status, token) {
        // granted, granted with modifications (what was modified shows when it is verified)
        ([0 | 1], Some(token)) => Ok(token),
        ([0 | 1], None) => Err(refused("the answer has no token")),
        (other, _) => Err(refused(&format!("the authority refused with status {other:?}"))),
    }
}

fn parts(answer: &[u8]) -> Read<(&[u8], Option<&[u8]>)> {
    let mut answer = Element::only(answer)?.inside(Tag::Sequence)?;
    let status = answer.enter(Tag::Sequence)?.value(Tag::Integer)?;
    let token = answer.optional(Tag::Sequence).map(|token| token.raw);
    (answer.end() && !status.is_empty() && status.len() <= 4).then_some((status, token))
}
