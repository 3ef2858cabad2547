//! Deflate streams (RFC 1951), with a clear word on how they end.

use flate2::{Decompress, FlushDecompress, Status};
use std::io::{self, Read};

/// Compressed bytes read at once.
const INPUT_BYTES: usize = 64 << 10;

/// How a deflate stream can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// The bytes are no deflate stream.
    Invalid,
    /// The input ends before the stream does.
    CutOff,
}

/// What one step gave.
pub(super) enum Inflated {
    /// So many bytes.
    Bytes(usize),
    /// The stream has ended, whatever follows it in the input.
    End,
    /// It is wrong.
    Broken(Broken),
}

/// Inflates one stream after the other from a reader.
pub(super) struct Inflate<R> {
    source: R,
    input: Vec<u8>,
    start: usize,
    end: usize,
    state: Decompress,
    ended: bool,
}

impl<R: Read> Inflate<R> {
    /// `expected` is how much input there will be at most, for the size of the buffer.
    pub fn new(source: R, expected: u64) -> Self {
        let size = usize::try_from(expected).unwrap_or(INPUT_BYTES).clamp(1, INPUT_BYTES);
        let state = Decompress::new(false);
        Self { source, input: vec![0; size], start: 0, end: 0, state, ended: false }
    }

    /// Inflates into a buffer that is not empty.
    pub fn step(&mut self, output: &mut [u8]) -> io::Result<Inflated> {
        if self.ended {
            return Ok(Inflated::End);
        }
        loop {
            let dry = self.fill()?.is_empty();
            let (before_in, before_out) = (self.state.total_in(), self.state.total_out());
            let input = &self.input[self.start..self.end];
            let status = self.state.decompress(input, output, FlushDecompress::None);
            let used = self.state.total_in() - before_in;
            let made = self.state.total_out() - before_out;
            self.start += usize::try_from(used).unwrap_or(0);
            let made = usize::try_from(made).unwrap_or(0);
            self.ended = matches!(status, Ok(Status::StreamEnd));
            match status {
                Err(_) => return Ok(Inflated::Broken(Broken::Invalid)),
                Ok(_) if made > 0 => return Ok(Inflated::Bytes(made)),
                Ok(_) if self.ended => return Ok(Inflated::End),
                Ok(_) if dry => return Ok(Inflated::Broken(Broken::CutOff)),
                Ok(_) if used == 0 => return Ok(Inflated::Broken(Broken::Invalid)),
                Ok(_) => {}
            }
        }
    }

    /// Makes ready for the next stream in the same input.
    pub fn restart(&mut self) {
        self.state.reset(false);
        self.ended = false;
    }

    /// Input that was read but not used; reads on where there is none. Empty at the end.
    pub fn fill(&mut self) -> io::Result<&[u8]> {
        while self.start == self.end {
            match self.source.read(&mut self.input) {
                Ok(read) => {
                    (self.start, self.end) = (0, read);
                    break;
                }
                Err(failure) if failure.kind() == io::ErrorKind::Interrupted => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(&self.input[self.start..self.end])
    }

    /// Steps over unused input.
    pub fn consume(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.end);
    }
}
