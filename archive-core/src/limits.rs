//! A limit on everything that comes from outside, each with its reason.
//!
//! The defaults follow the package opening rules of `docs/awkward-packages.md`. The operator of
//! an installation may move sizes both ways, a tenant only downward.

/// Largest container taken, in bytes: a whole tape of today.
pub const CONTAINER_BYTES: u64 = 2 << 40;
/// Largest sum of all files of a package, in bytes.
pub const UNPACKED_BYTES: u64 = 4 << 40;
/// How many times larger than its container a package may become: above it, it is a bomb.
pub const UNPACKED_RATIO: u64 = 100;
/// How many times larger than its compressed form one entry may become …
pub const ENTRY_RATIO: u64 = 1_000;
/// … once it is larger than this; small files of zeros are harmless.
pub const ENTRY_RATIO_FLOOR: u64 = 10 << 20;
/// Most entries of a package, folders included.
pub const ENTRIES: u64 = 10_000_000;
/// Longest path inside a package, in bytes as received.
pub const PATH_BYTES: usize = 4_096;
/// Deepest path inside a package, in path elements.
pub const PATH_DEPTH: usize = 64;
/// Longest single path element, in bytes: what file systems can give back.
pub const NAME_BYTES: usize = 255;
/// Longest logical path that a stored package may name, in bytes: longer than any received one,
/// however it was escaped and composed.
pub const STORED_PATH_BYTES: usize = 64 << 10;
/// Most bytes at the end of a bundle that are held to find its index: as many members as fit,
/// with the longest names in all their forms.
pub const BUNDLE_TAIL_BYTES: u64 = 128 << 20;
/// Largest tag file that is parsed as a whole (bag-info.txt, bagit.txt), in bytes.
pub const TAG_FILE_BYTES: u64 = 16 << 20;
/// Most bytes of manifests and tag files kept aside while a stream is listed, in bytes: the
/// manifests of ten million files.
pub const KEPT_ASIDE_BYTES: u64 = 4 << 30;
/// Longest name of a descriptive field, in bytes.
pub const DESCRIPTION_NAME_BYTES: usize = 1_024;
/// Longest value of a descriptive field, in bytes: far below what one text of the XML may have
/// that the archive writes and must be able to read again.
pub const DESCRIPTION_VALUE_BYTES: usize = 64 << 10;
/// Longest line of a manifest, in bytes: a path, a digest and room for encoding.
pub const MANIFEST_LINE_BYTES: usize = 32 << 10;
/// Largest inventory read, in bytes: a million files outside bundles.
pub const INVENTORY_BYTES: u64 = 1 << 30;
/// Deepest nesting of XML elements.
pub const XML_DEPTH: usize = 128;
/// Most attributes of one XML element.
pub const XML_ATTRIBUTES: usize = 256;
/// Longest XML name, in bytes.
pub const XML_NAME_BYTES: usize = 1_024;
/// Largest XML document read by streaming, in bytes.
pub const XML_STREAM_BYTES: u64 = 8 << 30;
/// Most elements of an XML document: thirty for each of the most files that a package may have.
pub const XML_ELEMENTS: u64 = 300_000_000;
/// Longest value of an XML attribute, in bytes.
pub const XML_VALUE_BYTES: usize = 1 << 20;
/// Most declarations of XML namespaces in force at one place.
pub const XML_NAMESPACES: usize = 256;
/// Longest text between two XML tags that is handed out, in bytes.
pub const XML_TEXT_BYTES: usize = 1 << 20;
/// Longest single piece of XML (a tag, a comment, a text that is passed over), in bytes.
pub const XML_TOKEN_BYTES: u64 = 8 << 20;

/// The limits in force for one package.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Largest container, in bytes.
    pub container_bytes: u64,
    /// Largest sum of all files, in bytes.
    pub unpacked_bytes: u64,
    /// Largest ratio of unpacked to container size.
    pub unpacked_ratio: u64,
    /// Largest ratio of one entry.
    pub entry_ratio: u64,
    /// Most entries.
    pub entries: u64,
    /// Longest path, in bytes.
    pub path_bytes: usize,
    /// Deepest path.
    pub path_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            container_bytes: CONTAINER_BYTES,
            unpacked_bytes: UNPACKED_BYTES,
            unpacked_ratio: UNPACKED_RATIO,
            entry_ratio: ENTRY_RATIO,
            entries: ENTRIES,
            path_bytes: PATH_BYTES,
            path_depth: PATH_DEPTH,
        }
    }
}
