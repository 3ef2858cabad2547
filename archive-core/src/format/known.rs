//! What was found out about a file while it was read, as metadata and catalog keep it.

use serde::{Deserialize, Serialize};

/// Everything that is known of a file besides its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The formats it may have, the likeliest first; empty where none was recognised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<KnownFormat>,
    /// By what the format was recognised: `container`, `signature`, `extension` or `none`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    /// What is to be said of the recognition, such as `extension mismatch`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// Characteristics by name, in the order in which they were found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub characteristics: Vec<(String, String)>,
    /// Why the file is held to be damaged; none where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub damage: Option<String>,
}

/// A format as PRONOM knows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownFormat {
    /// Its unique identifier, `fmt/95`.
    pub puid: String,
    /// Its name.
    pub name: String,
    /// Its version; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Its MIME type; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mime: String,
}

impl Known {
    /// The MIME type of the likeliest format; that of any bytes where it is not known.
    #[must_use]
    pub fn mime(&self) -> &str {
        match self.formats.first() {
            Some(format) if !format.mime.is_empty() => &format.mime,
            _ => ANY_BYTES,
        }
    }
}

/// The MIME type of bytes of which nothing is known (RFC 2046, 4.5.1).
pub const ANY_BYTES: &str = "application/octet-stream";
