//! The declared character encoding of tag files (RFC 8493 §2.1.1), decoded while streaming.
//!
//! Text leaves this file as UTF-8; what is not in the declared encoding leaves as U+FFFD, or
//! as the bytes themselves where UTF-8 was declared, so that the caller can name the line.

use encoding_rs::{CoderResult, Decoder, Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// Bytes read from the file at a time; three times as many leave as UTF-8 at most.
const CHUNK_BYTES: usize = 16 << 10;

/// A character encoding the archive can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextEncoding(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// UTF-8, and US-ASCII as the part of it that it is.
    Utf8,
    /// ISO-8859-1 as registered: every byte is the character with its number. The web's
    /// encoding of that name is windows-1252, which differs in 32 places.
    Latin1,
    /// UTF-16 with a byte order mark, else as its first characters show, else big-endian
    /// (RFC 2781 §4.3).
    Utf16,
    /// Whatever else `encoding_rs` knows.
    Other(&'static Encoding),
}

impl TextEncoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(Kind::Utf8);

    /// The encoding with a registered name, in any case; `None` where it cannot be read here.
    #[must_use]
    pub fn for_name(name: &str) -> Option<Self> {
        let lower = name.trim().to_ascii_lowercase();
        match lower.as_str() {
            "utf-8" | "utf8" | "us-ascii" | "ascii" => return Some(Self(Kind::Utf8)),
            "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" => {
                return Some(Self(Kind::Latin1));
            }
            "utf-16" | "utf16" => return Some(Self(Kind::Utf16)),
            _ => {}
        }
        let encoding = Encoding::for_label(lower.as_bytes())?;
        match encoding {
            _ if encoding == REPLACEMENT => None,
            _ if encoding == UTF_8 => Some(Self(Kind::Utf8)),
            _ => Some(Self(Kind::Other(encoding))),
        }
    }

    /// Whether it is UTF-8, in which lines are bytes of the file unchanged.
    #[must_use]
    pub fn is_utf8(self) -> bool {
        self.0 == Kind::Utf8
    }

    /// Whether a line was not written in this encoding. U+FFFD may be what somebody wrote, where
    /// lines are bytes of the file unchanged.
    #[must_use]
    pub(super) fn is_broken(self, line: &[u8]) -> bool {
        if self.is_utf8() {
            std::str::from_utf8(line).is_err()
        } else {
            memchr::memmem::find(line, "\u{FFFD}".as_bytes()).is_some()
        }
    }

    /// The file as UTF-8.
    pub(super) fn reader<'a>(self, inner: impl Read + 'a) -> Box<dyn Read + 'a> {
        match self.0 {
            Kind::Utf8 => Box::new(inner),
            Kind::Latin1 | Kind::Utf16 | Kind::Other(_) => Box::new(Transcoder::new(inner, self.0)),
        }
    }
}

/// A reader that turns an encoding into UTF-8.
struct Transcoder<R> {
    inner: R,
    kind: Kind,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    text: Vec<u8>,
    taken: usize,
    finished: bool,
}

impl<R: Read> Transcoder<R> {
    fn new(inner: R, kind: Kind) -> Self {
        let (raw, text) = (Vec::with_capacity(CHUNK_BYTES), Vec::with_capacity(3 * CHUNK_BYTES));
        Self { inner, kind, decoder: None, raw, text, taken: 0, finished: false }
    }

    /// Fills `text` with the next piece, or sets `finished`.
    fn refill(&mut self) -> io::Result<()> {
        self.raw.clear();
        let count = (&mut self.inner).take(CHUNK_BYTES as u64).read_to_end(&mut self.raw)?;
        let last = count < CHUNK_BYTES;
        self.text.clear();
        self.taken = 0;
        if self.kind == Kind::Latin1 {
            latin1(&self.raw, &mut self.text);
        } else {
            self.decode(last);
        }
        self.finished = last;
        Ok(())
    }

    fn decode(&mut self, last: bool) {
        let kind = self.kind;
        let raw = &self.raw;
        let decoder = self.decoder.get_or_insert_with(|| match kind {
            Kind::Other(encoding) => encoding.new_decoder_with_bom_removal(),
            _ => utf16_order(raw).new_decoder_with_bom_removal(),
        });
        let mut from = 0;
        loop {
            let room = decoder.max_utf8_buffer_length(self.raw.len() - from).unwrap_or(CHUNK_BYTES);
            let start = self.text.len();
            self.text.resize(start + room, 0);
            let (result, read, written, _) =
                decoder.decode_to_utf8(&self.raw[from..], &mut self.text[start..], last);
            self.text.truncate(start + written);
            from += read;
            if result == CoderResult::InputEmpty {
                return;
            }
        }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.text.len() {
            if self.finished {
                return Ok(0);
            }
            self.refill()?;
        }
        let count = out.len().min(self.text.len() - self.taken);
        out[..count].copy_from_slice(&self.text[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}

fn latin1(raw: &[u8], text: &mut Vec<u8>) {
    let mut utf8 = [0; 4];
    for byte in raw {
        text.extend_from_slice(char::from(*byte).encode_utf8(&mut utf8).as_bytes());
    }
}

fn utf16_order(start: &[u8]) -> &'static Encoding {
    match start {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [first, 0, ..] if *first != 0 => UTF_16LE,
        _ => UTF_16BE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(name: &str, bytes: &[u8]) -> String {
        let mut out = String::new();
        let encoding = TextEncoding::for_name(name).unwrap();
        encoding.reader(bytes).read_to_string(&mut out).unwrap();
        out
    }

    fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let mark = mark.then_some(0xFEFF_u16);
        let units = mark.into_iter().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn declared_encodings_become_utf8() {
        assert_eq!(decode("ISO-8859-1", b"Stra\xdfe \x80"), "Straße \u{80}");
        assert_eq!(decode("windows-1252", b"\x80"), "€");
        assert_eq!(decode("Shift_JIS", b"\x93\xfa\x96\x7b"), "日本");
        for big in [false, true] {
            for mark in [false, true] {
                assert_eq!(decode("UTF-16", &utf16("ab Ä𝄞\r\n", big, mark)), "ab Ä𝄞\r\n");
            }
        }
        assert_eq!(decode("UTF-16BE", &utf16("xÄ", true, true)), "xÄ");
        assert_eq!(decode("utf-16le", &utf16("xÄ", false, false)), "xÄ");
    }

    #[test]
    fn long_text_is_decoded_across_pieces() {
        let text = "ä𝄞x".repeat(20_000);
        assert_eq!(decode("UTF-16", &utf16(&text, true, false)), text);
    }

    #[test]
    fn unknown_names_are_not_guessed() {
        for name in ["", "UTF-32", "UTF-7", "iso-2022-kr", "no such thing"] {
            assert_eq!(TextEncoding::for_name(name), None, "{name}");
        }
    }
}
