//! The token: what an authority says, and its signature (RFC 3161 §2.4.2, RFC 5652, RFC 5816).

use super::certificate::{Certificate, time};
use super::{ANSWER_BYTES, ATTRIBUTES, CERTIFICATES, Roots, signature};
use crate::digest::{Algorithm, Digest};
use crate::error::{Error, Result};
use crate::finding::codes::tsp;
use crate::ledger::asn1::{
    Element, Elements, Read, algorithm, context, digest, digest_algorithm, digest_of, oid,
};
use der::{Tag, asn1::ObjectIdentifier};
use jiff::Timestamp;
use rustls_pki_types::CertificateDer;
use webpki::EndEntityCert;

const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
const TST_INFO: ObjectIdentifier = oid("1.2.840.113549.1.9.16.1.4");
const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.12");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");

/// A token as it was read; nothing is proven by that.
#[derive(Debug)]
pub struct Token<'a> {
    pub(super) info: &'a [u8],
    imprint: Digest,
    time: Timestamp,
    nonce: Option<&'a [u8]>,
    certificates: Vec<Certificate<'a>>,
    signer: Signer<'a>,
}

#[derive(Debug)]
struct Signer<'a> {
    name: Element<'a>,
    digest: Algorithm,
    attributes: Element<'a>,
    algorithm: Element<'a>,
    signature: &'a [u8],
}

/// What a token proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// When the data were there.
    pub time: Timestamp,
    /// Until when the certificates below the root are valid: before that, it must be renewed.
    pub until: Timestamp,
}

impl<'a> Token<'a> {
    /// Reads a token (`TimeStampToken`, a CMS `ContentInfo`).
    pub fn parse(bytes: &'a [u8]) -> Result<Self> {
        let refused = |reason: &str| Error::new(&tsp::BAD_TOKEN).with("reason", reason);
        if bytes.len() > ANSWER_BYTES {
            return Err(refused("it is too long"));
        }
        Self::read(bytes).ok_or_else(|| refused("it is not a token in DER with one signature"))
    }

    /// When the authority says that it signed.
    pub fn time(&self) -> Timestamp {
        self.time
    }

    /// What it dates.
    pub fn imprint(&self) -> &Digest {
        &self.imprint
    }

    fn read(bytes: &'a [u8]) -> Read<Self> {
        let mut content = Element::only(bytes)?.inside(Tag::Sequence)?;
        (content.next()?.oid()? == SIGNED_DATA).then_some(())?;
        let mut explicit = content.enter(context(0, true))?;
        let mut data = explicit.enter(Tag::Sequence)?;
        (content.end() && explicit.end()).then_some(())?;
        data.value(Tag::Integer)?;
        data.value(Tag::Set)?;
        let mut encapsulated = data.enter(Tag::Sequence)?;
        (encapsulated.next()?.oid()? == TST_INFO).then_some(())?;
        let info = encapsulated.enter(context(0, true))?.value(Tag::OctetString)?;
        let certificates = match data.optional(context(0, true)) {
            Some(set) => certificates(set)?,
            None => Vec::new(),
        };
        data.optional(context(1, true));
        let signers = data.enter(Tag::Set)?.rest(1)?;
        data.end().then_some(())?;
        let signer = Signer::read(signers.first()?.inside(Tag::Sequence)?)?;
        let (imprint, time, nonce) = read_info(info)?;
        Some(Self { info, imprint, time, nonce, certificates, signer })
    }

    /// Proves that the token answers a request: the same data, the same nonce.
    pub fn answers(&self, request: &super::Request) -> Result<()> {
        let refused = |reason: &str| Error::new(&tsp::OTHER_DATA).with("reason", reason);
        if self.imprint != *request.imprint() {
            return Err(refused("it has another digest"));
        }
        if self.nonce != Some(request.nonce()) {
            return Err(refused("it has another nonce, so it may be an old one"));
        }
        Ok(())
    }

    /// Proves that the token dates `imprint`, and that an authority that leads to `roots` signed
    /// it while its certificate was valid.
    pub fn verify(&self, imprint: &Digest, roots: &Roots) -> Result<Stamp> {
        if self.imprint != *imprint {
            let error = Error::new(&tsp::OTHER_DATA);
            return Err(error.with("reason", "it has another digest"));
        }
        let refused = |reason: &str| Error::new(&tsp::NOT_TRUSTED).with("reason", reason);
        let named = self.certificates.iter().find(|one| self.signer.is(one) == Some(true));
        let certificate =
            named.ok_or_else(|| refused("the certificate of its signer is absent"))?;
        if !certificate.for_timestamps {
            return Err(refused("the certificate is not for timestamps alone"));
        }
        self.check_attributes(certificate).map_err(refused)?;
        let raw = CertificateDer::from(certificate.raw);
        let signer = EndEntityCert::try_from(&raw)
            .map_err(|cause| refused("the certificate cannot be read").because(cause))?;
        self.check_signature(&signer).map_err(refused)?;
        let others = self.certificates.iter().map(|one| CertificateDer::from(one.raw));
        let others: Vec<_> = others.filter(|other| *other != raw).collect();
        let end = roots.prove(&signer, &others, self.time)?;
        let until = end.map_or(certificate.until, |end| end.min(certificate.until));
        Ok(Stamp { time: self.time, until })
    }

    /// What the signature covers besides the content (RFC 5652 §11, RFC 5035).
    fn check_attributes(&self, certificate: &Certificate<'_>) -> Result<(), &'static str> {
        let all = self.signer.attributes().ok_or("its signed attributes cannot be read")?;
        let one = |name: ObjectIdentifier| {
            let mut found = all.iter().filter(|(other, _)| *other == name);
            let first = found.next().map(|(_, value)| *value);
            if found.next().is_some() {
                Err("a signed attribute is there twice")
            } else {
                Ok(first)
            }
        };
        if one(CONTENT_TYPE)?.and_then(|value| value.oid()) != Some(TST_INFO) {
            return Err("its signature is of another kind of content");
        }
        let content = digest(self.signer.digest, &[self.info]);
        let said = one(MESSAGE_DIGEST)?.and_then(|value| value.value(Tag::OctetString));
        if said != Some(content.as_bytes()) {
            return Err("its content was changed");
        }
        let old = one(SIGNING_CERTIFICATE)?;
        let new = one(SIGNING_CERTIFICATE_V2)?;
        if old.is_none() && new.is_none() {
            return Err("it does not say which certificate signed it");
        }
        let fits = |value, version| names(value, version, certificate).unwrap_or(false);
        if old.is_some_and(|value| !fits(value, 1)) || new.is_some_and(|value| !fits(value, 2)) {
            return Err("another certificate signed it");
        }
        Ok(())
    }

    fn check_signature(&self, certificate: &EndEntityCert<'_>) -> Result<(), &'static str> {
        let signer = &self.signer;
        let candidates = signature::candidates(signer.algorithm, signer.digest)
            .ok_or("its signature algorithm is weak or not known")?;
        // RFC 5652 §5.4: signed as a SET, whatever the tag in the token.
        let mut covered = signer.attributes.raw.to_vec();
        covered[0] = 0x31;
        let fits = |algorithm: &&'static dyn rustls_pki_types::SignatureVerificationAlgorithm| {
            certificate.verify_signature(*algorithm, &covered, signer.signature).is_ok()
        };
        if candidates.iter().any(fits) { Ok(()) } else { Err("its signature is wrong") }
    }
}

impl<'a> Signer<'a> {
    fn read(mut parts: Elements<'a>) -> Read<Self> {
        parts.value(Tag::Integer)?;
        let name = parts.next()?;
        let digest = digest_algorithm(parts.enter(Tag::Sequence)?)?;
        let attributes = parts.optional(context(0, true))?;
        let algorithm = parts.next()?;
        let signature = parts.value(Tag::OctetString)?;
        parts.optional(context(1, true));
        parts.end().then_some(Self { name, digest, attributes, algorithm, signature })
    }

    /// Whether the signer names this certificate, by issuer and number or by its key.
    fn is(&self, certificate: &Certificate<'_>) -> Read<bool> {
        if self.name.tag == context(0, false) {
            return Some(certificate.subject_key == Some(self.name.body));
        }
        let mut parts = self.name.inside(Tag::Sequence)?;
        let issuer = parts.next()?.raw;
        let serial = parts.value(Tag::Integer)?;
        Some(parts.end() && issuer == certificate.issuer && serial == certificate.serial)
    }

    /// The signed attributes, which have one value each.
    fn attributes(&self) -> Read<Vec<(ObjectIdentifier, Element<'a>)>> {
        let all = Elements::new(self.attributes.body)?.rest(ATTRIBUTES)?;
        let read = |attribute: &Element<'a>| {
            let mut parts = attribute.inside(Tag::Sequence)?;
            let name = parts.next()?.oid()?;
            let values = parts.enter(Tag::Set)?.rest(1)?;
            parts.end().then_some((name, *values.first()?))
        };
        all.iter().map(read).collect()
    }
}

fn certificates(set: Element<'_>) -> Read<Vec<Certificate<'_>>> {
    let all = Elements::new(set.body)?.rest(CERTIFICATES)?;
    // Other kinds of certificates have tags of their own; they play no part.
    let usual = all.iter().filter(|element| element.tag == Tag::Sequence);
    usual.map(|element| Certificate::parse(element.raw)).collect()
}

/// Imprint, time and nonce of a `TSTInfo`. Accuracy, order and extensions are passed over.
fn read_info(info: &[u8]) -> Read<(Digest, Timestamp, Option<&[u8]>)> {
    let mut parts = Element::only(info)?.inside(Tag::Sequence)?;
    (parts.value(Tag::Integer)? == [1]).then_some(())?;
    parts.next()?.oid()?;
    let mut imprint = parts.enter(Tag::Sequence)?;
    let algorithm = digest_algorithm(imprint.enter(Tag::Sequence)?)?;
    let imprint = Digest::from_bytes(algorithm, imprint.value(Tag::OctetString)?)?;
    parts.value(Tag::Integer)?;
    let time = time(parts.next().filter(|element| element.tag == Tag::GeneralizedTime)?)?;
    parts.optional(Tag::Sequence);
    parts.optional(Tag::Boolean);
    let nonce = parts.optional(Tag::Integer).map(|element| element.body);
    parts.optional(context(0, true));
    parts.optional(context(1, true));
    parts.end().then_some((imprint, time, nonce))
}

/// Whether the first certificate of `SigningCertificate` (RFC 2634) or `SigningCertificateV2`
/// (RFC 5035) is this one. The first version knows SHA-1 only; it names, the signature proves.
fn names(value: Element<'_>, version: u8, certificate: &Certificate<'_>) -> Read<bool> {
    let mut all = value.inside(Tag::Sequence)?.enter(Tag::Sequence)?;
    let mut first = all.enter(Tag::Sequence)?;
    let kind = match first.optional(Tag::Sequence) {
        Some(named) if version == 2 => digest_of(algorithm(named.inside(Tag::Sequence)?)?.0)?,
        None if version == 2 => Algorithm::Sha256,
        None => Algorithm::Sha1,
        Some(_) => return None,
    };
    let hash = first.value(Tag::OctetString)?;
    let serial = match first.optional(Tag::Sequence) {
        Some(named) => {
            let mut named = named.inside(Tag::Sequence)?;
            named.value(Tag::Sequence)?;
            Some(named.value(Tag::Integer)?)
        }
        None => None,
    };
    let same = digest(kind, &[certificate.raw]).as_bytes() == hash;
    Some(same && serial.is_none_or(|serial| serial == certificate.serial))
}
