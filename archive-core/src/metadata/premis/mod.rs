//! PREMIS 3.0: what is in a package, what happened to it, and who did it.
//!
//! Written and read as a stream: a document with a million files never stands in memory. This
//! room knows the standard; which facts an archived package has is decided in `aip`.

mod events;
mod reader;
mod writer;

pub use events::{Happened, read_events};
pub use reader::{Object, ObjectKind, read};
pub use writer::{Agent, Event, FileObject, Rights, Writer};

/// The namespace of PREMIS 3.
pub const NAMESPACE: &str = "http://www.loc.gov/premis/v3";
/// The namespace of characteristics of files, ours.
pub const CHARACTERISTICS: &str = "urn:municipal-archive:characteristics:1";
/// The vocabulary of event types (id.loc.gov).
pub const EVENT_TYPES: &str = "http://id.loc.gov/vocabulary/preservation/eventType";
/// The vocabulary of agent types (id.loc.gov).
pub const AGENT_TYPES: &str = "http://id.loc.gov/vocabulary/preservation/agentType";

/// The vocabulary of bases of rights (id.loc.gov).
pub const RIGHTS_BASES: &str = "http://id.loc.gov/vocabulary/preservation/rightsBasis";

/// Names of the facts that stand in `significantProperties` (`docs/format.md`, section 5).
pub mod property {
    /// SHA-512 over the lines of all received files.
    pub const FINGERPRINT: &str = "fingerprint";
    /// The same over the payload alone.
    pub const PAYLOAD_FINGERPRINT: &str = "payload fingerprint";
    /// What kind of package it was: `folder`, `bagit` …
    pub const KIND: &str = "package kind";
    /// In what it came: `dir`, `zip` …
    pub const CONTAINER: &str = "container";
    /// Size of the container in bytes.
    pub const CONTAINER_SIZE: &str = "container size";
    /// Modification time of the container.
    pub const CONTAINER_MODIFIED: &str = "container modified";
    /// SHA-512 of the container.
    pub const CONTAINER_DIGEST: &str = "container sha256";
    /// The name the package had when it came.
    pub const SOURCE_NAME: &str = "source name";
    /// Number of files received.
    pub const FILES: &str = "files";
    /// Number of bytes received.
    pub const BYTES: &str = "bytes";
    /// A folder without files.
    pub const EMPTY_FOLDER: &str = "empty folder";
    /// The same in base64, where XML cannot carry the path.
    pub const EMPTY_FOLDER_B64: &str = "empty folder_b64";
    /// The bytes received of the empty folder before it, in base64, where they are others.
    pub const EMPTY_FOLDER_RAW: &str = "empty folder path_b64";
    /// Modification time of a file.
    pub const MODIFIED: &str = "modified";
    /// The name as received, in base64.
    pub const PATH_B64: &str = "path_b64";
    /// The logical path, in base64, where XML cannot carry it.
    pub const LOGICAL_B64: &str = "logical_b64";
}
