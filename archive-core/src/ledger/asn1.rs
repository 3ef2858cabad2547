//! The few shapes of ASN.1 that timestamps and evidence records are made of, over the crate `der`.
//!
//! Sets are read as they come, in any order: what a signature covers are the bytes that came, not
//! what we would have written.

use crate::digest::{Algorithm, Digest, Hasher};
use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Decode as _, Encode as _, Reader as _, SliceReader, Tag, TagNumber, Tagged as _};

/// What is read: `None` stands for everything that is not as it should be.
pub(super) type Read<T> = Option<T>;

pub(super) const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const SHA1: ObjectIdentifier = oid("1.3.14.3.2.26");
const SHA256: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.1");
const SHA384: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.2");
const SHA512: ObjectIdentifier = oid("2.16.840.1.101.3.4.2.3");

/// The context tag with a number, constructed or not.
pub(super) const fn context(number: u32, constructed: bool) -> Tag {
    Tag::ContextSpecific { constructed, number: TagNumber(number) }
}

/// One element: its tag, its content, and all its bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a> {
    pub tag: Tag,
    pub body: &'a [u8],
    pub raw: &'a [u8],
}

impl<'a> Element<'a> {
    /// The only element of `bytes`.
    pub fn only(bytes: &'a [u8]) -> Read<Self> {
        let mut elements = Elements::new(bytes)?;
        let element = elements.next()?;
        elements.end().then_some(element)
    }

    /// The elements within.
    pub fn inside(&self, tag: Tag) -> Read<Elements<'a>> {
        if self.tag == tag { Elements::new(self.body) } else { None }
    }

    /// The content, where the tag is this one.
    pub fn value(&self, tag: Tag) -> Read<&'a [u8]> {
        (self.tag == tag).then_some(self.body)
    }

    pub fn oid(&self) -> Read<ObjectIdentifier> {
        ObjectIdentifier::from_der(self.raw).ok()
    }
}

/// Elements one after the other.
pub(super) struct Elements<'a>(SliceReader<'a>);

impl<'a> Elements<'a> {
    pub fn new(bytes: &'a [u8]) -> Read<Self> {
        SliceReader::new(bytes).ok().map(Self)
    }

    /// The next element, whatever it is.
    pub fn next(&mut self) -> Read<Element<'a>> {
        let raw = self.0.tlv_bytes().ok()?;
        let any = AnyRef::from_der(raw).ok()?;
        Some(Element { tag: any.tag(), body: any.value(), raw })
    }

    /// The elements within the next one, which must have this tag.
    pub fn enter(&mut self, tag: Tag) -> Read<Self> {
        self.next()?.inside(tag)
    }

    /// The content of the next element, which must have this tag.
    pub fn value(&mut self, tag: Tag) -> Read<&'a [u8]> {
        self.next()?.value(tag)
    }

    /// The next element where it has this tag. What cannot be read stays for `end` to refuse.
    pub fn optional(&mut self, tag: Tag) -> Read<Element<'a>> {
        if Tag::peek(&self.0).ok()? == tag { self.next() } else { None }
    }

    /// Whether nothing is left.
    pub fn end(&self) -> bool {
        self.0.is_finished()
    }

    /// All that is left, at most `most` elements.
    pub fn rest(mut self, most: usize) -> Read<Vec<Element<'a>>> {
        let mut all = Vec::new();
        while !self.end() {
            if all.len() == most {
                return None;
            }
            all.push(self.next()?);
        }
        Some(all)
    }
}

/// An algorithm identifier: its name, and its parameters where they are not NULL.
pub(super) fn algorithm(mut parts: Elements<'_>) -> Read<(ObjectIdentifier, Option<Element<'_>>)> {
    let name = parts.next()?.oid()?;
    let parameters = if parts.end() { None } else { Some(parts.next()?) };
    parts.end().then_some((name, parameters.filter(|element| element.tag != Tag::Null)))
}

/// A digest algorithm by its name. SHA-1 names certificates in old tokens; nothing rests on it.
pub(super) fn digest_of(name: ObjectIdentifier) -> Read<Algorithm> {
    match name {
        SHA1 => Some(Algorithm::Sha1),
        SHA256 => Some(Algorithm::Sha256),
        SHA384 => Some(Algorithm::Sha384),
        SHA512 => Some(Algorithm::Sha512),
        _ => None,
    }
}

/// The digest algorithm that an identifier names; it has no parameters. None weaker than SHA-256.
pub(super) fn digest_algorithm(parts: Elements<'_>) -> Read<Algorithm> {
    let (name, parameters) = algorithm(parts)?;
    let found = digest_of(name).filter(|found| *found != Algorithm::Sha1)?;
    parameters.is_none().then_some(found)
}

/// The content of the identifier of a digest algorithm, without parameters (RFC 5754 §2).
pub(super) fn digest_name(algorithm: Algorithm) -> Read<Vec<u8>> {
    let name = match algorithm {
        Algorithm::Sha256 => SHA256,
        Algorithm::Sha384 => SHA384,
        Algorithm::Sha512 => SHA512,
        _ => return None,
    };
    name.to_der().ok()
}

/// The digest of bytes.
pub(super) fn digest(algorithm: Algorithm, parts: &[&[u8]]) -> Digest {
    let mut hasher = Hasher::new(algorithm);
    for part in parts {
        hasher.update(part);
    }
    hasher.finish()
}

/// An element of these parts.
pub(super) fn write(tag: Tag, parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let element = AnyRef::new(tag, &body).and_then(|any| any.to_der());
    element.expect("what we write is shorter than the 256 MiB that the crate allows")
}
