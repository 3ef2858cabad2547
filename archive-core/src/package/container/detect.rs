//! What a path holds, by its content and never by its name.
//!
//! Documents that are ZIP files inside (ODF, EPUB, OOXML, JAR, SIARD, KMZ) are single files: to
//! an archivist they are one thing, and their bytes must stay as they are.

use super::section::{Window, read_full};
use super::zip::ZipContainer;
use super::{
    Container, FileContainer, FolderContainer, Stream, TarContainer, TarGzipStream, gzip, tar,
};
use crate::error::{Error, Result};
use crate::finding::codes::pkg;
use crate::fs::{self, Failure, Kind};
use crate::limits::Limits;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Bytes looked at from the beginning of a file: one TAR block and the next.
const HEAD_BYTES: usize = 1024;
/// Directory entries looked at to tell an OOXML or JAR document, which write theirs in front.
const NAMES_SEEN: usize = 1_000;

/// An opened package.
pub enum Opened {
    /// Its entries can be listed before, and read in any order.
    Random(Box<dyn Container>),
    /// It can be read once, from front to back.
    Sequential(Box<dyn Stream>),
}

/// Opens whatever is at a path: a folder, ZIP, TAR, compressed TAR, or a single file. A link at
/// the path itself is followed; nothing in the package is. What is wrong inside shows when it is
/// listed; `limits` are those of the listing and bound nothing here yet.
pub fn open(path: &Path, _limits: &Limits) -> Result<Opened> {
    let target = fs::canonical(path)?;
    match fs::stat(&target)?.kind {
        Kind::Folder => Ok(Opened::Random(Box::new(FolderContainer::open(&target)?))),
        Kind::File => open_file(&target),
        Kind::Link | Kind::Special | Kind::Unreadable => {
            Err(Error::new(&pkg::NOT_A_PACKAGE).at(path.display().to_string()))
        }
    }
}

fn open_file(path: &Path) -> Result<Opened> {
    let file = fs::open(path)?;
    let mut head = vec![0; HEAD_BYTES];
    let read = read_full(&file, &mut head, 0).map_err(Failure::of("read", path))?;
    head.truncate(read);
    if head.starts_with(b"PK") {
        let marks: [&[u8]; 4] = [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK\x03\x04"];
        if marks.iter().any(|mark| head.starts_with(mark)) {
            return open_zip(file, path, true);
        }
    }
    if head.starts_with(gzip::MARK) {
        let stream = TarGzipStream::new(file, path)?;
        if is_tar(&stream.peek(HEAD_BYTES)) {
            return Ok(Opened::Sequential(Box::new(stream)));
        }
        return Ok(single(path));
    }
    if is_tar(&head) {
        return Ok(Opened::Random(Box::new(TarContainer::new(file, path)?)));
    }
    open_zip(file, path, false)
}

fn single(path: &Path) -> Opened {
    Opened::Random(Box::new(FileContainer::new(path)))
}

/// A TAR begins with a header, or (if it is empty) with two blocks of zeros.
fn is_tar(head: &[u8]) -> bool {
    tar::is_header(head) || (head.len() == HEAD_BYTES && head.iter().all(|byte| *byte == 0))
}

/// A ZIP, by its first bytes (`marked`) or by a whole directory at its end: something may stand
/// in front of it. Without either, and for documents, a single file.
fn open_zip(file: File, path: &Path, marked: bool) -> Result<Opened> {
    let shared = Arc::new(file.try_clone().map_err(Failure::of("open", path))?);
    let container = ZipContainer::new(file, path)?;
    let Ok(directory) = container.directory()? else {
        return Ok(if marked { Opened::Random(Box::new(container)) } else { single(path) });
    };
    let mut seen = Seen::default();
    container.names(&directory, &mut |name, offset| seen.look(name, offset))?;
    if seen.is_document(shared, path)? {
        return Ok(Opened::Random(Box::new(FileContainer::document(path))));
    }
    Ok(Opened::Random(Box::new(container)))
}

/// What the names in a ZIP say about the kind of document it may be.
#[derive(Default)]
struct Seen {
    names: usize,
    /// The local header of a first entry `mimetype`.
    mimetype: Option<u64>,
    /// Whether a name was seen that only one kind of document has (OOXML, JAR, KMZ).
    telling: bool,
    siard: Siard,
}

/// SIARD: nothing but `header/` and `content/`, and the metadata in the one.
#[derive(Default)]
struct Siard {
    header: bool,
    content: bool,
    elsewhere: bool,
}

impl Seen {
    /// Takes a name; answers whether more could change the verdict.
    fn look(&mut self, name: &[u8], offset: u64) -> bool {
        if self.names == 0 {
            self.mimetype = (name == b"mimetype").then_some(offset);
            self.telling |= name == b"doc.kml";
        }
        // JAR: the manifest comes first, behind its folder at most.
        self.telling |= self.names < 2 && name == b"META-INF/MANIFEST.MF";
        self.telling |= name == b"[Content_Types].xml";
        self.names += 1;
        self.siard.look(name);
        !self.telling && (self.siard.is_open() || self.names < NAMES_SEEN)
    }

    fn is_document(&self, file: Arc<File>, path: &Path) -> Result<bool> {
        if self.telling || self.siard.is_proven() {
            return Ok(true);
        }
        let Some(offset) = self.mimetype else { return Ok(false) };
        // ODF 1.3 part 2 §3.3, OCF 3.2 §4.2.3: first, stored, without extra fields.
        let mut window = Window::new(file);
        let start = window.get(offset, 64).map_err(Failure::of("read", path))?;
        let content = start.get(30 + b"mimetype".len()..).unwrap_or_default();
        Ok(content.starts_with(b"application/"))
    }
}

impl Siard {
    fn look(&mut self, name: &[u8]) {
        self.header |= name == b"header/metadata.xml";
        self.content |= name.starts_with(b"content/");
        self.elsewhere |= !name.starts_with(b"content/") && !name.starts_with(b"header/");
    }

    /// Whether further names could still prove or disprove it. They are read to the end: a
    /// database with large objects names these before its metadata.
    fn is_open(&self) -> bool {
        !self.elsewhere
    }

    fn is_proven(&self) -> bool {
        self.header && self.content && !self.elsewhere
    }
}
