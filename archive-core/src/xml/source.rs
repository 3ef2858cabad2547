//! The bytes of a document on their way to the parser: decoded into UTF-8, counted, and cut off
//! where one piece of markup or the whole document becomes too large.

use super::words::{self, Words};
use crate::limits::{XML_STREAM_BYTES, XML_TOKEN_BYTES};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, ErrorKind, Read};

/// How much of the beginning is looked at for the XML declaration, in bytes.
const HEAD_BYTES: usize = 1 << 10;
/// How much is decoded at a time, in bytes.
const CHUNK_BYTES: usize = 64 << 10;

/// Why no more bytes are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// One piece of markup or text is too large.
    Token,
    /// The document is too large.
    Document,
    /// The encoding is unknown, or another one than declared.
    Encoding(&'static Words),
}

/// Bytes in UTF-8 without a byte order mark, whatever encoding they came in.
pub(super) struct Source<R> {
    inner: R,
    decoding: Option<Decoding>,
    buffer: Vec<u8>,
    taken: usize,
    /// Bytes before the buffer, and the place of its first one.
    base: u64,
    place: Place,
    token: u64,
    fault: Option<Fault>,
    ended: bool,
    /// Whether pieces of markup are bounded here.
    pieces: bool,
}

/// Line and column, counted from 1; columns are characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: u64,
    /// The character in the line.
    pub column: u64,
}

impl Place {
    const START: Self = Self { line: 1, column: 1 };

    /// The place behind these bytes of UTF-8.
    #[must_use]
    pub fn after(self, bytes: &[u8]) -> Self {
        let (rest, line, column) = match memchr::memrchr(b'\n', bytes) {
            None => (bytes, self.line, self.column),
            Some(last) => {
                let lines = memchr::memchr_iter(b'\n', &bytes[..=last]).count() as u64;
                (&bytes[last + 1..], self.line + lines, 1)
            }
        };
        // Bytes that continue a character of UTF-8 are 10xxxxxx.
        let characters = rest.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u64;
        Self { line, column: column + characters }
    }
}

impl<R: BufRead> Source<R> {
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            decoding: None,
            buffer: Vec::new(),
            taken: 0,
            base: 0,
            place: Place::START,
            token: 0,
            fault: None,
            ended: false,
            pieces: true,
        }
    }

    /// How many bytes were taken so far, in UTF-8.
    pub(super) fn offset(&self) -> u64 {
        self.base + self.taken as u64
    }

    /// Another parser stands behind, which bounds single pieces itself.
    pub(super) fn measure_whole(&mut self) {
        self.pieces = false;
    }

    /// A new piece of markup or text begins here.
    pub(super) fn begin_token(&mut self) {
        self.token = self.offset();
    }

    /// Where the present piece began; where it is so long that its beginning is gone, where the
    /// last bytes were read.
    pub(super) fn place(&self) -> Place {
        let begin = self.token.checked_sub(self.base).and_then(|begin| usize::try_from(begin).ok());
        let end = begin.map_or(self.taken, |begin| begin.min(self.taken));
        self.place.after(&self.buffer[..end])
    }

    /// Why the last reading failed, where the reason lies here.
    pub(super) fn fault(&self) -> Option<Fault> {
        self.fault
    }

    fn refill(&mut self) -> io::Result<()> {
        self.place = self.place.after(&self.buffer);
        self.base += self.buffer.len() as u64;
        self.buffer.clear();
        self.taken = 0;
        if self.base > XML_STREAM_BYTES {
            return Err(self.fails(Fault::Document));
        }
        if self.decoding.is_none() {
            self.begin()?;
        }
        while self.buffer.is_empty() && !self.ended {
            self.more()?;
        }
        Ok(())
    }

    /// Finds out how the document is encoded and decodes what was read for that.
    fn begin(&mut self) -> io::Result<()> {
        let mut head = Vec::with_capacity(HEAD_BYTES);
        self.inner.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head)?;
        let (mut decoding, mark) = match Decoding::of(&head) {
            Ok(found) => found,
            Err(words) => return Err(self.fails(Fault::Encoding(words))),
        };
        let fed = decoding.feed(&head[mark..], false, &mut self.buffer);
        self.decoding = Some(decoding);
        fed.map_err(|words| self.fails(Fault::Encoding(words)))
    }

    fn more(&mut self) -> io::Result<()> {
        let chunk = loop {
            match self.inner.fill_buf() {
                Ok(chunk) => break &chunk[..chunk.len().min(CHUNK_BYTES)],
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        };
        let length = chunk.len();
        self.ended = length == 0;
        let decoding = self.decoding.as_mut().expect("made when the document began");
        let fed = decoding.feed(chunk, self.ended, &mut self.buffer);
        self.inner.consume(length);
        fed.map_err(|words| self.fails(Fault::Encoding(words)))
    }

    fn fails(&mut self, fault: Fault) -> io::Error {
        self.fault = Some(fault);
        ErrorKind::InvalidData.into()
    }
}

impl<R: BufRead> Read for Source<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut ready = self.fill_buf()?;
        let read = ready.read(out)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken == self.buffer.len() {
            self.refill()?;
        }
        if self.pieces && self.offset() - self.token > XML_TOKEN_BYTES {
            return Err(self.fails(Fault::Token));
        }
        Ok(&self.buffer[self.taken..])
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount;
    }
}

/// How bytes become UTF-8.
enum Decoding {
    /// They are; the parser looks at every one.
    Utf8,
    Ascii,
    Other(Decoder),
}

impl Decoding {
    /// The encoding of a document that begins so, and the length of its byte order mark
    /// (XML 1.0 §4.3.3 and appendix F).
    fn of(head: &[u8]) -> Result<(Self, usize), &'static Words> {
        match head {
            [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, b'<', ..] => {
                Err(&words::ENCODING_UNKNOWN)
            }
            [0xFF, 0xFE, rest @ ..] => Self::utf16(UTF_16LE, rest),
            [0xFE, 0xFF, rest @ ..] => Self::utf16(UTF_16BE, rest),
            [b'<', 0, ..] | [0, b'<', ..] => Err(&words::UTF16_WITHOUT_MARK),
            [0xEF, 0xBB, 0xBF, rest @ ..] => match declared(rest) {
                None => Ok((Self::Utf8, 3)),
                Some(label) if label.eq_ignore_ascii_case(b"utf-8") => Ok((Self::Utf8, 3)),
                Some(_) => Err(&words::ENCODING_LIE),
            },
            rest => Self::labelled(declared(rest)).map(|decoding| (decoding, 0)),
        }
    }

    fn utf16(encoding: &'static Encoding, rest: &[u8]) -> Result<(Self, usize), &'static Words> {
        let (text, _) = encoding.decode_without_bom_handling(rest);
        let honest = declared(text.as_bytes()).is_none_or(|label| {
            label.eq_ignore_ascii_case(b"utf-16")
                || label.eq_ignore_ascii_case(encoding.name().as_bytes())
        });
        if !honest {
            return Err(&words::ENCODING_LIE);
        }
        Ok((Self::Other(encoding.new_decoder_without_bom_handling()), 2))
    }

    fn labelled(label: Option<&[u8]>) -> Result<Self, &'static Words> {
        let Some(label) = label else { return Ok(Self::Utf8) };
        if label.eq_ignore_ascii_case(b"utf-8") || label.eq_ignore_ascii_case(b"utf8") {
            return Ok(Self::Utf8);
        }
        if label.eq_ignore_ascii_case(b"us-ascii") || label.eq_ignore_ascii_case(b"ascii") {
            return Ok(Self::Ascii);
        }
        match Encoding::for_label_no_replacement(label) {
            Some(encoding) if encoding.is_single_byte() => {
                Ok(Self::Other(encoding.new_decoder_without_bom_handling()))
            }
            // What says so in single bytes is not UTF-16.
            Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
                Err(&words::ENCODING_LIE)
            }
            _ => Err(&words::ENCODING_UNKNOWN),
        }
    }

    fn feed(&mut self, bytes: &[u8], last: bool, out: &mut Vec<u8>) -> Result<(), &'static Words> {
        let decoder = match self {
            Self::Utf8 => {
                out.extend_from_slice(bytes);
                return Ok(());
            }
            Self::Ascii if bytes.is_ascii() => {
                out.extend_from_slice(bytes);
                return Ok(());
            }
            Self::Ascii => return Err(&words::ENCODING_LIE),
            Self::Other(decoder) => decoder,
        };
        let begin = out.len();
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        out.resize(begin + room.ok_or(&words::ENCODING_LIE)?, 0);
        let result = decoder.decode_to_utf8_without_replacement(bytes, &mut out[begin..], last);
        out.truncate(begin + result.2);
        match result.0 {
            DecoderResult::InputEmpty => Ok(()),
            _ => Err(&words::ENCODING_LIE),
        }
    }
}

/// The encoding that the XML declaration names.
fn declared(head: &[u8]) -> Option<&[u8]> {
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = memchr::memmem::find(declaration, b"?>")?;
    let declaration = &declaration[..end];
    let name = memchr::memmem::find(declaration, b"encoding")?;
    let after = declaration[name + 8..].trim_ascii_start().strip_prefix(b"=")?;
    let (quote, value) = after.trim_ascii_start().split_first()?;
    value.split(|byte| byte == quote).next()
}
