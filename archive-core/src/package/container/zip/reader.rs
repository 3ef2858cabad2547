//! The content of one ZIP entry, checked against what the directory declares.

use crate::error::Error;
use crate::finding::codes::zip;
use crate::package::container::Entry;
use crate::package::container::inflate::{Broken, Inflate, Inflated};
use crate::package::container::section::Section;
use std::io::{self, Read};

/// Compression methods that are read (APPNOTE.TXT 4.4.5).
pub(super) const STORED: u16 = 0;
/// See [`STORED`].
pub(super) const DEFLATED: u16 = 8;

enum Source {
    Stored(Section),
    Deflated(Box<Inflate<Section>>),
}

/// Reads an entry; its end is an error unless size and CRC-32 are those declared.
pub(super) struct EntryReader {
    source: Source,
    path: String,
    size: u64,
    crc: u32,
    made: u64,
    hasher: crc32fast::Hasher,
    done: bool,
}

impl EntryReader {
    pub fn new(section: Section, entry: &Entry) -> Self {
        let source = if entry.locator.method == u32::from(STORED) {
            Source::Stored(section)
        } else {
            let expected = section.left();
            Source::Deflated(Box::new(Inflate::new(section, expected)))
        };
        Self {
            source,
            path: entry.path.clone(),
            size: entry.size,
            crc: entry.locator.crc.unwrap_or_default(),
            made: 0,
            hasher: crc32fast::Hasher::new(),
            done: false,
        }
    }

    fn wrong_size(&self, what: String) -> io::Error {
        let error = Error::new(&zip::WRONG_SIZE).at(self.path.as_str());
        io::Error::other(error.with("expected", self.size).with("what", what))
    }

    fn broken(&self, what: &str) -> io::Error {
        io::Error::other(Error::new(&zip::DEFLATE).at(self.path.as_str()).with("what", what))
    }

    fn pull(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let inflate = match &mut self.source {
            Source::Stored(section) => return section.read(buffer),
            Source::Deflated(inflate) => inflate,
        };
        match inflate.step(buffer)? {
            Inflated::Bytes(bytes) => Ok(bytes),
            Inflated::End if inflate.fill()?.is_empty() => Ok(0),
            Inflated::End => Err(self.broken("the stream ends before the data do")),
            Inflated::Broken(Broken::Invalid) => Err(self.broken("no valid deflate data")),
            Inflated::Broken(Broken::CutOff) => Err(self.broken("the data end before the stream")),
        }
    }

    fn check_end(&mut self) -> io::Result<()> {
        self.done = true;
        if self.made != self.size {
            return Err(self.wrong_size(format!("there are {}", self.made)));
        }
        let computed = self.hasher.clone().finalize();
        if computed != self.crc {
            let error = Error::new(&zip::WRONG_CRC).at(self.path.as_str());
            return Err(io::Error::other(
                error
                    .with("computed", format!("{computed:08x}"))
                    .with("claimed", format!("{:08x}", self.crc)),
            ));
        }
        Ok(())
    }
}

impl Read for EntryReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.done || buffer.is_empty() {
            return Ok(0);
        }
        let read = self.pull(buffer)?;
        if read == 0 {
            self.check_end()?;
            return Ok(0);
        }
        self.made += read as u64;
        if self.made > self.size {
            return Err(self.wrong_size("there are more".to_owned()));
        }
        self.hasher.update(&buffer[..read]);
        Ok(read)
    }
}
