//! Bundles: many small files in one ZIP file that any unzip of any decade opens
//! (`docs/format.md`, section 4). Written by [`Composer`], read by [`read_index`] and ranges.

mod composer;
mod index;
mod reader;

pub use composer::Composer;
pub use index::{Listed, read_index};
pub use reader::{TAIL_BYTES, Tail, locate_index};

use crate::digest::Digest;
use jiff::Timestamp;

/// The name of the last member of a bundle.
pub const INDEX: &str = "index.xml";
/// The namespace of the index.
pub const NAMESPACE: &str = "urn:municipal-archive:bundle-index:1";
/// The folder of the members inside a bundle.
pub const FOLDER: &str = "data/";

/// One member before it is written.
#[derive(Debug, Clone, Copy)]
pub struct Member<'a> {
    /// Logical path inside the area.
    pub path: &'a str,
    /// The bytes of the name as received, where they differ from the path.
    pub raw: Option<&'a [u8]>,
    /// Modification time, where known.
    pub modified: Option<Timestamp>,
    /// SHA-512 first, then the proven claims.
    pub digests: &'a [Digest],
}
