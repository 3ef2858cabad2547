//! Signed notes (C2SP signed-note) with Ed25519, and cosignatures of witnesses
//! (C2SP tlog-cosignature, `cosignature/v1`).

use crate::error::{Error, Result};
use crate::finding::codes::led;
use crate::metadata::encoding::{base64, from_base64};
use ed25519_dalek::{Signature as Ed25519, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// Largest note in bytes: a checkpoint with as many signatures as are taken, of the longest kind.
pub const NOTE_BYTES: usize = 512 << 10;
/// Most signatures of a note: far more witnesses than anybody asks.
pub const SIGNATURES: usize = 64;
/// The longest name of a key in bytes.
pub const NAME_BYTES: usize = 255;

/// What stands before the parts of a private key in the notation of Go's `note` package.
const PRIVATE: &str = "PRIVATE+KEY+";

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The text of a note (`0x01`).
    Note,
    /// A checkpoint at a time, as a witness (`0x04`).
    Cosignature,
}

impl Kind {
    const fn byte(self) -> u8 {
        match self {
            Self::Note => 1,
            Self::Cosignature => 4,
        }
    }

    const fn of_byte(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::Note),
            4 => Some(Self::Cosignature),
            _ => None,
        }
    }
}

/// The public part of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    kind: Kind,
    key: VerifyingKey,
}

impl Verifier {
    /// A key in the notation `name+id+base64` (signed-note, "Verifier keys").
    pub fn parse(text: &str) -> Result<Self> {
        let refused = |reason: &str| Error::new(&led::BAD_KEY).with("reason", reason);
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(coded)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(refused("it is not name+id+key"));
        };
        check_name(name)?;
        let raw = decode(coded).ok_or_else(|| refused("its key is not base64"))?;
        let Some((kind, Ok(key))) = raw.split_first().map(|(kind, key)| (*kind, key.try_into()))
        else {
            return Err(refused("its key has not 32 bytes"));
        };
        let kind = Kind::of_byte(kind).ok_or_else(|| refused("its kind is not known"))?;
        let key =
            VerifyingKey::from_bytes(key).map_err(|_| refused("its key is no point of Ed25519"))?;
        let verifier = Self { name: name.to_owned(), kind, key };
        if format!("{:08x}", verifier.id()) != id {
            return Err(refused("its id is not that of its key"));
        }
        Ok(verifier)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its short id, which distinguishes keys of one name.
    #[must_use]
    pub fn id(&self) -> u32 {
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', self.kind.byte()])
            .chain_update(self.key.as_bytes())
            .finalize();
        u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]])
    }

    /// The 32 bytes of the public key (RFC 8032 §5.1.5).
    #[must_use]
    pub fn public(&self) -> &[u8; 32] {
        self.key.as_bytes()
    }

    /// Whether a signature line is one of this key.
    #[must_use]
    pub fn is_named_by(&self, signature: &Signature) -> bool {
        signature.name == self.name && signature.id == self.id()
    }

    /// Whether this key has made a signature over a text that is no cosignature.
    #[must_use]
    pub fn has_signed(&self, text: &str, raw: &[u8]) -> bool {
        self.kind == Kind::Note && self.verify(text, raw).is_some()
    }

    /// What a signature of this key over a text says; none where it is wrong.
    fn verify(&self, text: &str, raw: &[u8]) -> Option<Good> {
        let (message, raw, time) = match self.kind {
            Kind::Note => (text.to_owned(), raw, None),
            Kind::Cosignature => {
                let (time, raw) = raw.split_first_chunk::<8>()?;
                let time = u64::from_be_bytes(*time);
                i64::try_from(time).ok()?;
                (cosigned(text, time), raw, Some(time))
            }
        };
        let signature = Ed25519::from_bytes(raw.try_into().ok()?);
        self.key.verify_strict(message.as_bytes(), &signature).ok().map(|()| Good { time })
    }
}

impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let raw = [&[self.kind.byte()][..], self.key.as_bytes()].concat();
        write!(f, "{}+{:08x}+{}", self.name, self.id(), base64(&raw))
    }
}

/// A key that signs. It never shows its secret but through [`secret`](Self::secret).
#[derive(Clone)]
pub struct Signer {
    name: String,
    kind: Kind,
    key: SigningKey,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.verifier())
    }
}

impl Signer {
    /// A key from its seed of 32 bytes (RFC 8032 §5.1.5).
    pub fn new(name: &str, kind: Kind, seed: &[u8; 32]) -> Result<Self> {
        check_name(name)?;
        Ok(Self { name: name.to_owned(), kind, key: SigningKey::from_bytes(seed) })
    }

    /// A new key.
    pub fn generate(name: &str, kind: Kind) -> Result<Self> {
        Self::new(name, kind, &crate::random::secret())
    }

    /// A key in the notation `PRIVATE+KEY+name+id+base64` of Go's `note` package.
    pub fn parse(text: &str) -> Result<Self> {
        let refused = |reason: &str| Error::new(&led::BAD_KEY).with("reason", reason);
        let rest = text.trim().strip_prefix(PRIVATE);
        let rest = rest.ok_or_else(|| refused("it does not begin with PRIVATE+KEY+"))?;
        let mut parts = rest.splitn(3, '+');
        let (Some(name), Some(id), Some(coded)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(refused("it is not name+id+key"));
        };
        let raw = decode(coded).ok_or_else(|| refused("its key is not base64"))?;
        let Some((kind, Ok(seed))) = raw.split_first().map(|(kind, seed)| (*kind, seed.try_into()))
        else {
            return Err(refused("its key has not 32 bytes"));
        };
        let kind = Kind::of_byte(kind).ok_or_else(|| refused("its kind is not known"))?;
        let signer = Self::new(name, kind, seed)?;
        if format!("{:08x}", signer.verifier().id()) != id {
            return Err(refused("its id is not that of its key"));
        }
        Ok(signer)
    }

    /// The secret in the notation that [`parse`](Self::parse) reads. For the key file only.
    #[must_use]
    pub fn secret(&self) -> String {
        let raw = [&[self.kind.byte()][..], self.key.as_bytes()].concat();
        format!("{PRIVATE}{}+{:08x}+{}", self.name, self.verifier().id(), base64(&raw))
    }

    /// The public part.
    #[must_use]
    pub fn verifier(&self) -> Verifier {
        Verifier { name: self.name.clone(), kind: self.kind, key: self.key.verifying_key() }
    }

    /// Signs a text. `time`, in seconds since 1970, stands in a cosignature only.
    #[must_use]
    pub fn sign(&self, text: &str, time: u64) -> Signature {
        let raw = match self.kind {
            Kind::Note => self.key.sign(text.as_bytes()).to_bytes().to_vec(),
            Kind::Cosignature => {
                let signature = self.key.sign(cosigned(text, time).as_bytes());
                [&time.to_be_bytes()[..], &signature.to_bytes()].concat()
            }
        };
        Signature { name: self.name.clone(), id: self.verifier().id(), raw }
    }
}

/// What a witness signs.
fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

/// That a signature is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Good {
    /// Of a cosignature its time, in seconds since 1970.
    pub time: Option<u64>,
}

/// One signature line of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The name of the key.
    pub name: String,
    /// Its id.
    pub id: u32,
    /// The signature itself, without the id.
    pub raw: Vec<u8>,
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let raw = [&self.id.to_be_bytes()[..], &self.raw].concat();
        writeln!(f, "\u{2014} {} {}", self.name, base64(&raw))
    }
}

/// A text with signatures. That it parses says nothing of whether they are good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text, with the line feed at its end.
    pub text: String,
    /// Its signatures, in order.
    pub signatures: Vec<Signature>,
}

impl Note {
    /// Reads a note.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let refused = |reason: &str| Error::new(&led::BAD_NOTE).with("reason", reason);
        if bytes.len() > NOTE_BYTES {
            return Err(refused("it is too long"));
        }
        let note = std::str::from_utf8(bytes).map_err(|_| refused("it is not UTF-8"))?;
        if note.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
            return Err(refused("it has control characters"));
        }
        let split = note.rfind("\n\n").ok_or_else(|| refused("it has no signatures"))?;
        let (text, lines) = (&note[..=split], &note[split + 2..]);
        let lines = lines.strip_suffix('\n').ok_or_else(|| refused("its last line is cut off"))?;
        let lines: Vec<&str> = lines.split('\n').take(SIGNATURES + 1).collect();
        if lines.len() > SIGNATURES {
            return Err(refused("it has too many signatures"));
        }
        let signatures: Option<Vec<Signature>> = lines.into_iter().map(signature_of).collect();
        let signatures = signatures.ok_or_else(|| refused("a signature line is malformed"))?;
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// What a key says of it; none where the key has not signed it. A wrong signature is an error.
    pub fn signed_by(&self, key: &Verifier) -> Result<Option<Good>> {
        let mut good = None;
        for signature in self.signatures.iter().filter(|line| key.is_named_by(line)) {
            let time = key.verify(&self.text, &signature.raw);
            good = Some(time.ok_or_else(|| {
                Error::new(&led::BAD_SIGNATURE)
                    .with("key", format!("{}+{:08x}", key.name, key.id()))
            })?);
        }
        Ok(good)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| signature.fmt(f))
    }
}

fn signature_of(line: &str) -> Option<Signature> {
    let (name, coded) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
    check_name(name).ok()?;
    let raw = decode(coded)?;
    let (id, raw) = raw.split_first_chunk::<4>()?;
    Some(Signature { name: name.to_owned(), id: u32::from_be_bytes(*id), raw: raw.to_vec() })
}

/// The bytes of a base64 text that is written as we would write it: nothing has two forms.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    from_base64(text).filter(|bytes| base64(bytes) == text)
}

fn check_name(name: &str) -> Result<()> {
    let fits = !name.is_empty()
        && name.len() <= NAME_BYTES
        && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+');
    let refused = || Error::new(&led::BAD_KEY).with("reason", "its name has blanks, + or nothing");
    if fits { Ok(()) } else { Err(refused()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(kind: Kind) -> Signer {
        Signer::new("archive.example/town", kind, &[7; 32]).unwrap()
    }

    #[test]
    fn a_note_of_the_go_package_verifies() {
        // The example in the documentation of golang.org/x/mod/sumdb/note.
        let key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let note = "If you think cryptography is the answer to your problem,\n\
            then you don't know what your problem is.\n\n\
            \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZ\
            SNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        let key = Verifier::parse(key).unwrap();
        assert_eq!(
            Note::parse(note.as_bytes()).unwrap().signed_by(&key).unwrap(),
            Some(Good { time: None })
        );
    }

    #[test]
    fn keys_come_back_from_their_notation() {
        for kind in [Kind::Note, Kind::Cosignature] {
            let signer = signer(kind);
            assert_eq!(Signer::parse(&signer.secret()).unwrap().verifier(), signer.verifier());
            let public = signer.verifier().to_string();
            assert_eq!(Verifier::parse(&public).unwrap(), signer.verifier());
            for end in 0..public.len() {
                assert!(Verifier::parse(&public[..end]).unwrap_err().is(&led::BAD_KEY));
            }
        }
        assert!(!format!("{:?}", signer(Kind::Note)).contains("PRIVATE"));
    }

    #[test]
    fn every_changed_byte_of_a_note_is_noticed() {
        let text = "a text\nof lines\n".to_owned();
        for kind in [Kind::Note, Kind::Cosignature] {
            let key = signer(kind);
            let signatures = vec![key.sign(&text, 1_679_315_147)];
            let note = Note { text: text.clone(), signatures };
            let time = (kind == Kind::Cosignature).then_some(1_679_315_147);
            let bytes = note.to_string().into_bytes();
            assert_eq!(Note::parse(&bytes).unwrap(), note);
            assert_eq!(note.signed_by(&key.verifier()).unwrap(), Some(Good { time }));
            for at in 0..bytes.len() {
                let mut changed = bytes.clone();
                changed[at] ^= 1;
                let good = Note::parse(&changed).and_then(|note| note.signed_by(&key.verifier()));
                assert!(!matches!(good, Ok(Some(_))), "byte {at}");
            }
        }
    }

    #[test]
    fn other_keys_say_nothing_of_a_note() {
        let text = "text\n".to_owned();
        let other = Signer::new("archive.example/town", Kind::Note, &[8; 32]).unwrap();
        let note = Note { signatures: vec![other.sign(&text, 0)], text };
        assert_eq!(note.signed_by(&signer(Kind::Note).verifier()).unwrap(), None);
    }
}
