//! Containers: folder, ZIP, TAR. They list their entries and give their bytes as streams;
//! nothing is ever unpacked to scratch disk.

mod detect;
mod file;
mod folder;
mod guard;
mod gzip;
mod held;
mod inflate;
mod section;
mod tar;
mod zip;

pub use detect::{Opened, open};
pub use file::FileContainer;
pub(in crate::package) use folder::CheckedFile;
pub use folder::FolderContainer;
pub use gzip::TarGzipStream;
pub(in crate::package) use held::{changed, state_of};
pub(in crate::package) use section::Section;
pub use tar::TarContainer;
pub use zip::ZipContainer;

use super::name;
use crate::finding::{Findings, codes::sys};
use crate::{Error, error::Result, limits::Limits};
use jiff::Timestamp;
use std::io::{self, Read};

/// In what a package came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContainerKind {
    /// A folder of a file system.
    Folder,
    /// A ZIP file.
    Zip,
    /// An uncompressed TAR file.
    Tar,
    /// A TAR file compressed with gzip.
    TarGzip,
    /// A single file that is the whole package.
    File,
}

impl ContainerKind {
    /// The word used in JSON and metadata.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Folder => "dir",
            Self::Zip => "zip",
            Self::Tar => "tar",
            Self::TarGzip => "tgz",
            Self::File => "file",
        }
    }
}

/// What an entry is. Everything else (links, devices, pipes) is refused while listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A file with content.
    File,
    /// A folder, listed because the container names it.
    Folder,
}

/// One entry of a container, before its content was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path as received, `/`-separated, bytes unchanged (for ZIP: the name field).
    pub raw: Vec<u8>,
    /// The readable form: UTF-8, not yet normalised (see `package::name`).
    pub path: String,
    /// File or folder.
    pub kind: EntryKind,
    /// Size of the content in bytes as the container declares it.
    pub size: u64,
    /// Modification time, where the container tells.
    pub modified: Option<Timestamp>,
    /// Where its content starts, in the container's own terms.
    pub locator: Locator,
}

impl Entry {
    /// Whether the readable path stands for bytes that are no UTF-8 (`%XX`).
    #[must_use]
    pub fn is_escaped(&self) -> bool {
        // A ZIP name in an old code page is no UTF-8 either, but was decoded, not escaped.
        let element = |element: &&str| !matches!(*element, "" | ".");
        std::str::from_utf8(&self.raw).is_err()
            && name::escape(&self.raw).split('/').filter(element).eq(self.path.split('/'))
    }
}

/// Where an entry's content lies; meaningful only to the container that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Locator {
    /// Offset of the content (ZIP, TAR); 0 for folders of a file system.
    pub offset: u64,
    /// Stored size in the container (ZIP); equal to the entry's size elsewhere.
    pub stored: u64,
    /// Method and flags (ZIP): compression method in the low 16 bits.
    pub method: u32,
    /// CRC-32 the container claims (ZIP).
    pub crc: Option<u32>,
    /// A number that is another one once the source was changed: the file itself in a folder,
    /// the container elsewhere. Nothing else can be read from it.
    pub state: u64,
}

/// What a failed read of an entry means: the archive's own error where the container lied about
/// the entry, else what the system said. `path` names the entry.
#[must_use]
pub fn read_error(failure: io::Error, path: &str) -> Error {
    match failure.downcast::<Error>() {
        Ok(error) => error,
        Err(failure) => Error::new(&sys::UNREADABLE)
            .at(path)
            .with("action", "read")
            .with("reason", &failure)
            .because(failure),
    }
}

/// A container with random access: its entries can be listed before, and read in any order and
/// by several threads at once.
pub trait Container: Send + Sync {
    /// What it is.
    fn kind(&self) -> ContainerKind;

    /// Lists every entry, in the container's order, checking names and structure on the way.
    /// Everything wrong goes to `findings`; entries that were refused (with an error finding)
    /// are not given to `each`. Where the structure ends in the middle, the finding says so and
    /// the listing ends; it fails only where the system fails, or `each` does.
    fn list(
        &self,
        limits: &Limits,
        findings: &mut Findings,
        each: &mut dyn FnMut(Entry) -> Result<()>,
    ) -> Result<()>;

    /// The content of an entry. The stream ends with an error where the container lies about
    /// the entry: other size, wrong CRC, broken compression ([`read_error`] gives its code).
    fn open(&self, entry: &Entry) -> Result<Box<dyn Read + Send + '_>>;

    /// To be called after the last read: what was changed since the container was opened, beyond
    /// what readers notice, goes to `findings` (E-PKG-004).
    fn recheck(&self, findings: &mut Findings) -> Result<()>;
}

/// A container that can only be read from front to back (compressed TAR), each time anew.
pub trait Stream: Send + Sync {
    /// What it is.
    fn kind(&self) -> ContainerKind;

    /// Gives every entry with its content, in order. The reader ends at the entry's end; what
    /// `each` leaves unread is skipped. Findings as in [`Container::list`].
    fn read(
        &self,
        limits: &Limits,
        findings: &mut Findings,
        each: &mut dyn FnMut(Entry, &mut dyn Read) -> Result<()>,
    ) -> Result<()>;

    /// As [`Container::recheck`].
    fn recheck(&self, findings: &mut Findings) -> Result<()>;
}
