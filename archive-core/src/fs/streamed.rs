//! Writing large files past the page cache.
//!
//! What the archive writes is read back from the medium and then not again for months: keeping
//! it in the page cache costs more processor time than hashing it. So a file that turns out to be
//! large goes to the medium directly, in large aligned pieces; a small one is written as usual,
//! in one call. Where the file system does not take direct writes, the usual way is used.

use super::platform;
use std::fs::File;
use std::io::{self, Write};

/// Bytes collected before they are written; also the size below which nothing is special.
const PIECE: usize = 1 << 20;
/// Alignment that every block device accepts for direct writes, in bytes.
const ALIGNMENT: usize = 4_096;

/// A new file that is written from front to back and ended with [`Streamed::finish`].
#[derive(Debug)]
pub struct Streamed {
    file: File,
    /// Twice-counted room: the piece begins at the first aligned address in it.
    room: Vec<u8>,
    start: usize,
    filled: usize,
    direct: Direct,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direct {
    Untried,
    On,
    Refused,
}

impl Streamed {
    /// Writes to an empty file.
    #[must_use]
    pub fn new(file: File) -> Self {
        Self { file, room: Vec::new(), start: 0, filled: 0, direct: Direct::Untried }
    }

    /// Writes what is left. The file is complete then, and not yet durable.
    pub fn finish(self) -> io::Result<File> {
        if self.direct == Direct::On {
            // The last piece is no multiple of the alignment.
            platform::set_direct(&self.file, false)?;
        }
        let rest = &self.room[self.start..self.start + self.filled];
        (&self.file).write_all(rest)?;
        Ok(self.file)
    }

    /// Makes room for a whole piece; small files never get here with more than they need.
    fn grow(&mut self, wanted: usize) {
        let have = self.room.len().saturating_sub(self.start);
        if self.filled + wanted <= have {
            return;
        }
        let size = (self.filled + wanted).next_power_of_two().clamp(ALIGNMENT, PIECE);
        let mut room = vec![0; size + ALIGNMENT];
        let start = room.as_ptr().align_offset(ALIGNMENT);
        room[start..start + self.filled]
            .copy_from_slice(&self.room[self.start..self.start + self.filled]);
        (self.room, self.start) = (room, start);
    }

    fn write_piece(&mut self) -> io::Result<()> {
        if self.direct == Direct::Untried {
            let taken = platform::set_direct(&self.file, true).is_ok();
            self.direct = if taken { Direct::On } else { Direct::Refused };
        }
        let piece = &self.room[self.start..self.start + self.filled];
        let mut written = 0;
        while written < piece.len() {
            match (&self.file).write(&piece[written..]) {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => written += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // The file system took the flag and refuses the write, or wrote an odd part.
                Err(error)
                    if error.kind() == io::ErrorKind::InvalidInput && self.direct == Direct::On =>
                {
                    platform::set_direct(&self.file, false)?;
                    self.direct = Direct::Refused;
                }
                Err(error) => return Err(error),
            }
        }
        self.filled = 0;
        Ok(())
    }
}

impl Write for Streamed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        let taken = bytes.len().min(PIECE - self.filled);
        self.grow(taken);
        let at = self.start + self.filled;
        self.room[at..at + taken].copy_from_slice(&bytes[..taken]);
        self.filled += taken;
        if self.filled == PIECE {
            self.write_piece()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_arrives_whole() {
        let folder = tempfile::tempdir().unwrap();
        for length in [0, 1, ALIGNMENT, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 4_097] {
            let content: Vec<u8> = (0..length).map(|i| (i % 251).to_le_bytes()[0]).collect();
            for step in [1_000_003, 65_536, 4_099] {
                let path = folder.path().join(format!("{length}-{step}"));
                let mut out = Streamed::new(super::super::create_new(&path).unwrap());
                for part in content.chunks(step) {
                    out.write_all(part).unwrap();
                }
                out.finish().unwrap();
                let read = super::super::read(&path, u64::MAX - 1).unwrap();
                assert!(read == content, "{length} in steps of {step}");
            }
        }
    }
}
