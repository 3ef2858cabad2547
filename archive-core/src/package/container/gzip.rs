//! gzip files (RFC 1952), and TAR files compressed with them.
//!
//! Unpacking runs on a thread of its own, a few buffers ahead, so that digests and storage do
//! not wait for it. All members, their checksums and whatever follows them are checked.

use super::guard::{Guard, container_size};
use super::held::Held;
use super::inflate::{Broken, Inflate, Inflated};
use super::section::Section;
use super::tar::{Origin, read_stream};
use super::{ContainerKind, Entry, Stream};
use crate::error::{Error, Result};
use crate::finding::Findings;
use crate::finding::codes::tar;
use crate::limits::Limits;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Unpacked bytes handed over at once.
const PIECE_BYTES: usize = 256 << 10;
/// Pieces unpacked ahead.
const PIECES: usize = 4;
/// How gzip files begin: mark and the only method, deflate.
pub(super) const MARK: &[u8] = &[0x1F, 0x8B, 8];

const FLAG_HEADER_CRC: u8 = 2;
const FLAG_EXTRA: u8 = 4;
const FLAG_NAME: u8 = 8;
const FLAG_COMMENT: u8 = 16;
const FLAGS_RESERVED: u8 = 0xE0;

/// A TAR in a gzip file: can be read once, from front to back.
pub struct TarGzipStream {
    held: Held,
}

impl TarGzipStream {
    /// The compressed TAR in an open file; `path` is for messages.
    pub fn new(file: File, path: &Path) -> Result<Self> {
        Ok(Self { held: Held::new(file, path)? })
    }

    fn unpacked(&self) -> GzipReader<Section> {
        let section = Section::new(Arc::clone(&self.held.file), 0, self.held.length);
        GzipReader::new(section, self.held.length, &self.held.shown)
    }

    /// The first bytes of what is inside, as far as they can be read.
    pub(super) fn peek(&self, length: usize) -> Vec<u8> {
        let mut out = Vec::with_capacity(length);
        // What cannot be unpacked holds no TAR; that is all the caller asks.
        let _ = self.unpacked().take(length as u64).read_to_end(&mut out);
        out
    }
}

impl Stream for TarGzipStream {
    fn kind(&self) -> ContainerKind {
        ContainerKind::TarGzip
    }

    fn read(
        &self,
        limits: &Limits,
        findings: &mut Findings,
        each: &mut dyn FnMut(Entry, &mut dyn Read) -> Result<()>,
    ) -> Result<()> {
        let Held { shown, length, .. } = &self.held;
        container_size(shown, *length, limits, findings);
        let guard = Guard::compressed(limits, *length);
        let unpacked = self.unpacked();
        std::thread::scope(|scope| {
            let (filled, pieces) = sync_channel(PIECES);
            let (emptied, spare) = sync_channel(PIECES + 2);
            scope.spawn(move || unpack(unpacked, &filled, &spare));
            let ahead = Ahead { pieces, emptied, piece: Vec::new(), at: 0, ended: false };
            let origin = Origin { shown, state: self.held.state() };
            read_stream(ahead, origin, guard, limits, findings, each)
        })
    }

    fn recheck(&self, findings: &mut Findings) -> Result<()> {
        self.held.recheck(findings)
    }
}

type Piece = io::Result<Vec<u8>>;

/// Unpacks until the end, an error, or until nobody wants more. An empty piece is the end.
fn unpack(mut source: impl Read, filled: &SyncSender<Piece>, spare: &Receiver<Vec<u8>>) {
    loop {
        let mut piece = spare.try_recv().unwrap_or_default();
        piece.resize(PIECE_BYTES, 0);
        let mut done = 0;
        let mut failure = None;
        while done < PIECE_BYTES && failure.is_none() {
            match source.read(&mut piece[done..]) {
                Ok(0) => break,
                Ok(read) => done += read,
                Err(problem) => failure = Some(problem),
            }
        }
        piece.truncate(done);
        let ended = done == 0 || failure.is_some();
        if done > 0 && filled.send(Ok(piece)).is_err() {
            return;
        }
        if ended {
            // Nobody listening any more is fine: the reader has given up before.
            let _ = filled.send(failure.map_or(Ok(Vec::new()), Err));
            return;
        }
    }
}

/// The receiving end of the unpacking thread.
struct Ahead {
    pieces: Receiver<Piece>,
    emptied: SyncSender<Vec<u8>>,
    piece: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Read for Ahead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.piece.len() && !self.ended {
            let _ = self.emptied.try_send(std::mem::take(&mut self.piece));
            self.at = 0;
            let next = self.pieces.recv();
            self.ended = !matches!(&next, Ok(Ok(piece)) if !piece.is_empty());
            let gone = |_| io::Error::other("the unpacking thread has ended");
            self.piece = next.map_err(gone)??;
        }
        let length = buffer.len().min(self.piece.len() - self.at);
        buffer[..length].copy_from_slice(&self.piece[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before a member.
    Start,
    Body,
    /// After a member.
    Between,
    End,
}

/// Unpacks the members of a gzip file and checks each.
pub(super) struct GzipReader<R> {
    inflate: Inflate<R>,
    place: Place,
    hasher: crc32fast::Hasher,
    made: u64,
    shown: String,
}

impl<R: Read> GzipReader<R> {
    /// `length` is the size of the compressed data in bytes, `shown` their name for messages.
    pub fn new(source: R, length: u64, shown: &str) -> Self {
        Self {
            inflate: Inflate::new(source, length),
            place: Place::Start,
            hasher: crc32fast::Hasher::new(),
            made: 0,
            shown: shown.to_owned(),
        }
    }

    fn broken(&self, what: &str) -> io::Error {
        let error = Error::new(&tar::GZIP).at(self.shown.as_str());
        io::Error::other(error.with("what", what))
    }

    fn byte(&mut self) -> io::Result<u8> {
        let byte = self.inflate.fill()?.first().copied();
        self.inflate.consume(1);
        byte.ok_or_else(|| self.broken("it ends too early"))
    }

    fn number(&mut self, bytes: u32) -> io::Result<u32> {
        (0..bytes).try_fold(0, |sum, index| Ok(sum | u32::from(self.byte()?) << (8 * index)))
    }

    /// Reads the header of a member (RFC 1952 §2.3).
    fn header(&mut self) -> io::Result<()> {
        let mut crc = crc32fast::Hasher::new();
        let mut fixed = [0; 10];
        for byte in &mut fixed {
            *byte = self.byte()?;
        }
        crc.update(&fixed);
        let flags = fixed[3];
        if !fixed.starts_with(MARK) || flags & FLAGS_RESERVED != 0 {
            return Err(self.broken("no gzip header"));
        }
        if flags & FLAG_EXTRA != 0 {
            let length = self.number(2)?;
            crc.update(&length.to_le_bytes()[..2]);
            for _ in 0..length {
                crc.update(&[self.byte()?]);
            }
        }
        for flag in [FLAG_NAME, FLAG_COMMENT] {
            let mut byte = u8::from(flags & flag != 0);
            while byte != 0 {
                byte = self.byte()?;
                crc.update(&[byte]);
            }
        }
        if flags & FLAG_HEADER_CRC != 0 && self.number(2)? != crc.finalize() & 0xFFFF {
            return Err(self.broken("the header has a wrong checksum"));
        }
        Ok(())
    }

    /// Compares a member with its trailer.
    fn trailer(&mut self) -> io::Result<()> {
        let (crc, size) = (self.number(4)?, self.number(4)?);
        let hasher = std::mem::take(&mut self.hasher);
        let made = self.made & u64::from(u32::MAX);
        self.made = 0;
        if hasher.finalize() != crc || made != u64::from(size) {
            return Err(io::Error::other(Error::new(&tar::GZIP_CRC).at(self.shown.as_str())));
        }
        Ok(())
    }

    /// Whether another member follows. Zeros to the end are how tapes are filled.
    fn more(&mut self) -> io::Result<bool> {
        let next = self.inflate.fill()?;
        match next.first() {
            None => return Ok(false),
            Some(0) => {}
            Some(&first) if first == MARK[0] => return Ok(true),
            Some(_) => return Err(self.after()),
        }
        loop {
            let next = self.inflate.fill()?;
            let length = next.len();
            if length == 0 {
                return Ok(false);
            }
            if next.iter().any(|byte| *byte != 0) {
                return Err(self.after());
            }
            self.inflate.consume(length);
        }
    }

    fn after(&self) -> io::Error {
        io::Error::other(Error::new(&tar::GZIP_AFTER).at(self.shown.as_str()))
    }

    fn pull(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.place {
                Place::End => return Ok(0),
                Place::Between => {
                    self.place = if self.more()? { Place::Start } else { Place::End };
                }
                Place::Start => {
                    self.header()?;
                    self.inflate.restart();
                    self.place = Place::Body;
                }
                Place::Body => match self.inflate.step(buffer)? {
                    Inflated::Bytes(bytes) => {
                        self.hasher.update(&buffer[..bytes]);
                        self.made += bytes as u64;
                        return Ok(bytes);
                    }
                    Inflated::End => {
                        self.trailer()?;
                        self.place = Place::Between;
                    }
                    Inflated::Broken(Broken::Invalid) => {
                        return Err(self.broken("no valid deflate data"));
                    }
                    Inflated::Broken(Broken::CutOff) => {
                        return Err(self.broken("it ends too early"));
                    }
                },
            }
        }
    }
}

impl<R: Read> Read for GzipReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let read = self.pull(buffer);
        if read.is_err() {
            self.place = Place::End;
        }
        read
    }
}
