//! Which algorithm a token was signed with.

use crate::digest::Algorithm;
use crate::ledger::asn1::{Element, Read, algorithm, context, digest_algorithm, oid};
use der::{Tag, asn1::ObjectIdentifier};
use rustls_pki_types::SignatureVerificationAlgorithm;
use webpki::aws_lc_rs as known;

type Known = &'static dyn SignatureVerificationAlgorithm;

const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
const RSA_SHA256: ObjectIdentifier = oid("1.2.840.113549.1.1.11");
const RSA_SHA384: ObjectIdentifier = oid("1.2.840.113549.1.1.12");
const RSA_SHA512: ObjectIdentifier = oid("1.2.840.113549.1.1.13");
const RSA_PSS: ObjectIdentifier = oid("1.2.840.113549.1.1.10");
const EC_KEY: ObjectIdentifier = oid("1.2.840.10045.2.1");
const ECDSA_SHA256: ObjectIdentifier = oid("1.2.840.10045.4.3.2");
const ECDSA_SHA384: ObjectIdentifier = oid("1.2.840.10045.4.3.3");
const ECDSA_SHA512: ObjectIdentifier = oid("1.2.840.10045.4.3.4");
const ED25519: ObjectIdentifier = oid("1.3.101.112");

/// The algorithms that fit what a token names; which of them it is, the key decides (the curve).
/// `digest` is what the token says of its digest: where both name one, they must agree.
pub(super) fn candidates(identifier: Element<'_>, digest: Algorithm) -> Read<Vec<Known>> {
    let (name, parameters) = algorithm(identifier.inside(Tag::Sequence)?)?;
    let said = match name {
        RSA_SHA256 | ECDSA_SHA256 => Algorithm::Sha256,
        RSA_SHA384 | ECDSA_SHA384 => Algorithm::Sha384,
        // Ed25519: RFC 8419 §3.1
        RSA_SHA512 | ECDSA_SHA512 | ED25519 => Algorithm::Sha512,
        RSA_PSS => pss_digest(parameters?)?,
        RSA | EC_KEY => digest,
        _ => return None,
    };
    if said != digest {
        return None;
    }
    match name {
        ED25519 => Some(vec![known::ED25519]),
        RSA_PSS => pss(digest),
        EC_KEY | ECDSA_SHA256 | ECDSA_SHA384 | ECDSA_SHA512 => ecdsa(digest),
        _ => rsa(digest),
    }
}

fn rsa(digest: Algorithm) -> Read<Vec<Known>> {
    match digest {
        Algorithm::Sha256 => Some(vec![known::RSA_PKCS1_2048_8192_SHA256]),
        Algorithm::Sha384 => Some(vec![known::RSA_PKCS1_2048_8192_SHA384]),
        Algorithm::Sha512 => Some(vec![known::RSA_PKCS1_2048_8192_SHA512]),
        _ => None,
    }
}

fn pss(digest: Algorithm) -> Read<Vec<Known>> {
    match digest {
        Algorithm::Sha256 => Some(vec![known::RSA_PSS_2048_8192_SHA256_LEGACY_KEY]),
        Algorithm::Sha384 => Some(vec![known::RSA_PSS_2048_8192_SHA384_LEGACY_KEY]),
        Algorithm::Sha512 => Some(vec![known::RSA_PSS_2048_8192_SHA512_LEGACY_KEY]),
        _ => None,
    }
}

fn ecdsa(digest: Algorithm) -> Read<Vec<Known>> {
    match digest {
        Algorithm::Sha256 => {
            Some(vec![known::ECDSA_P256_SHA256, known::ECDSA_P384_SHA256, known::ECDSA_P521_SHA256])
        }
        Algorithm::Sha384 => {
            Some(vec![known::ECDSA_P256_SHA384, known::ECDSA_P384_SHA384, known::ECDSA_P521_SHA384])
        }
        Algorithm::Sha512 => {
            Some(vec![known::ECDSA_P256_SHA512, known::ECDSA_P384_SHA512, known::ECDSA_P521_SHA512])
        }
        _ => None,
    }
}

/// The digest of RSASSA-PSS (RFC 4055 §3.1). Its default is SHA-1, so it must be named. Mask and
/// salt are held to the same digest by the verification itself.
fn pss_digest(parameters: Element<'_>) -> Read<Algorithm> {
    let mut parts = parameters.inside(Tag::Sequence)?;
    let named = parts.optional(context(0, true))?;
    digest_algorithm(named.inside(context(0, true))?.enter(Tag::Sequence)?)
}
