//! What a version holds, one by one: its content files, and the files that were received.

use super::layout::FileId;
use crate::digest::Digest;
use crate::format::Known;
use crate::package::Area;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A content file that a version brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredContent {
    /// Its ordinal in the version.
    pub ordinal: u64,
    /// Its logical path in the AIP.
    pub logical: String,
    /// Size in bytes.
    pub size: u64,
    /// Its SHA-512.
    pub digest: Digest,
}

/// A file of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    /// The area it stands in.
    pub area: Area,
    /// The bundle it stands in.
    pub bundle: Option<u32>,
    /// Its number among its like.
    pub number: u64,
    /// Logical path inside the area.
    pub path: String,
    /// The bytes of the name as received, where they differ.
    pub raw: Option<Vec<u8>>,
    /// Size in bytes.
    pub size: u64,
    /// Modification time, where known.
    pub modified: Option<Timestamp>,
    /// Its SHA-512.
    pub digest: Digest,
    /// The version whose content holds the bytes.
    pub content_version: u32,
    /// The ordinal of the content file.
    pub content_ordinal: u64,
    /// Offset of the first byte in the content file.
    pub offset: u64,
    /// What was found out about it; none where nobody looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Box<Known>>,
}

impl StoredFile {
    /// The id of the file inside its AIP.
    #[must_use]
    pub fn id(&self, version: u32) -> FileId {
        FileId { version, area: self.area, bundle: self.bundle, number: self.number }
    }
}
