//! Checkpoints (C2SP tlog-checkpoint): what a log was at a moment, signed.

use super::merkle::{Hash, Head};
use super::note::{Note, Signer, Verifier, decode};
use crate::error::{Error, Result};
use crate::finding::codes::led;
use crate::metadata::encoding::base64;

/// A checkpoint: the text of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log it is.
    pub origin: String,
    /// Its size and head.
    pub head: Head,
}

/// A checkpoint with the note that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// What is signed.
    pub checkpoint: Checkpoint,
    /// The note.
    pub note: Note,
}

impl Checkpoint {
    /// Its text, which is what is signed.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.head.size, base64(&self.head.hash))
    }

    /// Signs it with some keys, in their order; `time`, in seconds since 1970, is that of
    /// cosignatures.
    #[must_use]
    pub fn sign(self, keys: &[&Signer], time: u64) -> Signed {
        let text = self.text();
        let signatures = keys.iter().map(|key| key.sign(&text, time)).collect();
        Signed { checkpoint: self, note: Note { text, signatures } }
    }

    /// The checkpoint that a text is. Lines after the third are extensions, which say nothing here.
    pub fn parse(text: &str) -> Result<Self> {
        let refused = |reason: &str| Error::new(&led::BAD_NOTE).with("reason", reason);
        let text = text.strip_suffix('\n').ok_or_else(|| refused("its last line is cut off"))?;
        let lines: Vec<&str> = text.split('\n').collect();
        let [origin, size, hash, ..] = lines[..] else {
            return Err(refused("a checkpoint has three lines"));
        };
        if lines.contains(&"") {
            return Err(refused("it has an empty line"));
        }
        let number: Option<u64> = size.parse().ok();
        let number = number.filter(|number| number.to_string() == size);
        let number = number.ok_or_else(|| refused("its size is no number"))?;
        let hash = decode(hash).and_then(|raw| Hash::try_from(raw).ok());
        let hash = hash.ok_or_else(|| refused("its root hash is no SHA-256 in base64"))?;
        Ok(Self { origin: origin.to_owned(), head: Head { size: number, hash } })
    }
}

impl Signed {
    /// Reads a signed checkpoint. Nothing is verified yet.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let note = Note::parse(bytes)?;
        Ok(Self { checkpoint: Checkpoint::parse(&note.text)?, note })
    }

    /// Refuses a checkpoint of another log.
    pub fn is_of(&self, origin: &str) -> Result<()> {
        if self.checkpoint.origin == origin {
            return Ok(());
        }
        let error = Error::new(&led::FOREIGN).with("found", &self.checkpoint.origin);
        Err(error.with("expected", origin))
    }

    /// Refuses a checkpoint of another log, and one that the key has not signed.
    pub fn verify(&self, origin: &str, key: &Verifier) -> Result<()> {
        self.is_of(origin)?;
        match self.note.signed_by(key)? {
            Some(_) => Ok(()),
            None => Err(Error::new(&led::NOT_SIGNED).with("key", key)),
        }
    }
}

impl std::fmt::Display for Signed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.note.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::super::note::Kind;
    use super::*;

    #[test]
    fn a_checkpoint_comes_back_and_says_whose_it_is() {
        let key = Signer::new("origin/town", Kind::Note, &[1; 32]).unwrap();
        let head = Head { size: 20_852_163, hash: [9; 32] };
        let signed = Checkpoint { origin: "origin/town".into(), head }.sign(&[&key], 0);
        let read = Signed::parse(signed.to_string().as_bytes()).unwrap();
        assert_eq!(read, signed);
        read.verify("origin/town", &key.verifier()).unwrap();
        assert!(read.verify("origin/other", &key.verifier()).unwrap_err().is(&led::FOREIGN));
        let other = Signer::new("origin/town", Kind::Note, &[2; 32]).unwrap().verifier();
        assert!(read.verify("origin/town", &other).unwrap_err().is(&led::NOT_SIGNED));
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        let hash = base64(&[0; 32]);
        Checkpoint::parse(&format!("o\n0\n{hash}\nextension\n")).unwrap();
        for text in [
            String::new(),
            format!("o\n01\n{hash}\n"),
            format!("o\n-1\n{hash}\n"),
            format!("\n1\n{hash}\n"),
            format!("o\n1\n{hash}"),
            "o\n1\nAAAA\n".to_owned(),
            format!("o\n1\n{hash}\n\nx\n"),
        ] {
            assert!(Checkpoint::parse(&text).unwrap_err().is(&led::BAD_NOTE), "{text:?}");
        }
    }
}
