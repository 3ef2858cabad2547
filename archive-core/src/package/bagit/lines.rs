//! Lines of a text tag file, ended by LF, CR or CRLF (RFC 8493 §2.3), in bounded memory.
//!
//! Knows nothing of what a line says.

use crate::limits::MANIFEST_LINE_BYTES;
use std::io::{self, Read};

/// Room for the longest line, its end, and a good deal of the next ones.
const BUFFER_BYTES: usize = 4 * MANIFEST_LINE_BYTES;

/// Reads line by line through one buffer of fixed size.
pub(super) struct Lines<R> {
    reader: R,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    number: u64,
    after_cr: bool,
    at_end: bool,
}

/// One line without its end.
pub(super) struct Line<'a> {
    /// Its bytes; empty where the line is too long.
    pub bytes: &'a [u8],
    /// Its number, from 1.
    pub number: u64,
    /// Whether it is longer than [`MANIFEST_LINE_BYTES`] and was skipped.
    pub too_long: bool,
}

impl<R: Read> Lines<R> {
    pub fn new(reader: R) -> Self {
        let buffer = vec![0; BUFFER_BYTES].into_boxed_slice();
        Self { reader, buffer, start: 0, end: 0, number: 0, after_cr: false, at_end: false }
    }

    /// The next line; `None` after the last.
    pub fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        if !self.skip_lf_of_crlf()? {
            return Ok(None);
        }
        self.number += 1;
        let mut seen = 0;
        let mut too_long = false;
        loop {
            let open = &self.buffer[self.start + seen..self.end];
            let stop = memchr::memchr2(b'\n', b'\r', open).map(|at| self.start + seen + at);
            if let Some(stop) = stop {
                return Ok(Some(self.take_line(stop, too_long, true)));
            }
            if self.end - self.start > MANIFEST_LINE_BYTES {
                too_long = true;
                self.start = self.end;
            }
            seen = self.end - self.start;
            if !self.fill()? {
                return Ok(Some(self.take_line(self.end, too_long, false)));
            }
        }
    }

    fn take_line(&mut self, stop: usize, too_long: bool, ended: bool) -> Line<'_> {
        let line = self.start..stop;
        self.start = stop;
        if ended {
            self.after_cr = self.buffer[stop] == b'\r';
            self.start += 1;
        }
        let too_long = too_long || line.len() > MANIFEST_LINE_BYTES;
        let bytes = if too_long { &[][..] } else { &self.buffer[line] };
        Line { bytes, number: self.number, too_long }
    }

    /// Steps over the LF of a CRLF; false where nothing follows.
    fn skip_lf_of_crlf(&mut self) -> io::Result<bool> {
        if self.start == self.end && !self.fill()? {
            return Ok(false);
        }
        if self.after_cr {
            self.after_cr = false;
            if self.buffer[self.start] == b'\n' {
                self.start += 1;
                return Ok(self.start < self.end || self.fill()?);
            }
        }
        Ok(true)
    }

    /// Reads more behind what is there; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        if self.at_end {
            return Ok(false);
        }
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
        loop {
            match self.reader.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    self.at_end = true;
                    return Ok(false);
                }
                Ok(count) => {
                    self.end += count;
                    return Ok(true);
                }
                Err(failure) if failure.kind() == io::ErrorKind::Interrupted => {}
                Err(failure) => return Err(failure),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, so that every boundary falls between two reads.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            out[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn lines(reader: impl Read) -> Vec<(u64, Vec<u8>, bool)> {
        let mut lines = Lines::new(reader);
        let mut out = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            out.push((line.number, line.bytes.to_vec(), line.too_long));
        }
        out
    }

    #[test]
    fn every_line_end_is_one_end() {
        let text = b"a\nb\r\nc\rd\n\ne\r\r\nf";
        let expected: Vec<&[u8]> = vec![b"a", b"b", b"c", b"d", b"", b"e", b"", b"f"];
        for found in [lines(&text[..]), lines(Drip(text))] {
            let bytes: Vec<_> = found.iter().map(|(_, bytes, _)| &bytes[..]).collect();
            assert_eq!(bytes, expected);
            assert_eq!(found.last().unwrap().0, 8);
        }
        assert!(lines(&b""[..]).is_empty());
        assert_eq!(lines(&b"x\r\n"[..]).len(), 1);
    }

    #[test]
    fn a_line_without_end_does_not_fill_the_memory() {
        let mut text = vec![b'x'; 5 * BUFFER_BYTES];
        text.extend_from_slice(b"\nshort\n");
        text.extend(vec![b'y'; MANIFEST_LINE_BYTES]);
        text.push(b'\n');
        text.extend(vec![b'z'; MANIFEST_LINE_BYTES + 1]);
        let found = lines(&text[..]);
        let shape: Vec<_> = found.iter().map(|(n, bytes, long)| (*n, bytes.len(), *long)).collect();
        assert_eq!(
            shape,
            [(1, 0, true), (2, 5, false), (3, MANIFEST_LINE_BYTES, false), (4, 0, true)]
        );
    }
}
