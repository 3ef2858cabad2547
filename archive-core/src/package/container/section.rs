//! Reading stretches of a container file at positions, so that several threads can share it.

use crate::fs;
use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;

/// Read buffer for structures (headers, directories), in bytes.
const WINDOW_BYTES: usize = 64 << 10;

/// Fills the buffer from a position; less only at the end of the file.
pub(super) fn read_full(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    let mut done = 0;
    while done < buffer.len() {
        match fs::read_at(file, &mut buffer[done..], offset + done as u64) {
            Ok(0) => break,
            Ok(read) => done += read,
            Err(failure) if failure.kind() == io::ErrorKind::Interrupted => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(done)
}

/// A stretch of a file as a stream.
pub struct Section {
    file: Arc<File>,
    offset: u64,
    left: u64,
}

impl Section {
    /// `length` bytes from `offset` on.
    pub fn new(file: Arc<File>, offset: u64, length: u64) -> Self {
        Self { file, offset, left: length }
    }

    /// Bytes not read yet.
    pub fn left(&self) -> u64 {
        self.left
    }
}

impl Read for Section {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = fs::read_at(&self.file, &mut buffer[..most], self.offset)?;
        self.offset += read as u64;
        self.left -= read as u64;
        Ok(read)
    }
}

/// Small reads at rising positions through one buffer; jumps are cheap.
pub(super) struct Window {
    file: Arc<File>,
    buffer: Vec<u8>,
    start: u64,
    size: usize,
}

impl Window {
    /// A window for sequential reading.
    pub fn new(file: Arc<File>) -> Self {
        Self::sized(file, WINDOW_BYTES)
    }

    /// A window that reads `size` bytes at once: few where jumps are long.
    pub fn sized(file: Arc<File>, size: usize) -> Self {
        Self { file, buffer: Vec::new(), start: 0, size }
    }

    /// The bytes at a position; fewer than `length` only at the end of the file.
    pub fn get(&mut self, offset: u64, length: usize) -> io::Result<&[u8]> {
        let inside = offset.checked_sub(self.start).and_then(|skip| usize::try_from(skip).ok());
        let held = inside.filter(|skip| skip.saturating_add(length) <= self.buffer.len());
        let skip = if let Some(skip) = held {
            skip
        } else {
            self.buffer.resize(length.max(self.size), 0);
            let read = read_full(&self.file, &mut self.buffer, offset)?;
            self.buffer.truncate(read);
            self.start = offset;
            0
        };
        let end = (skip + length).min(self.buffer.len());
        Ok(&self.buffer[skip..end])
    }
}
