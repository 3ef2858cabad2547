//! EAD 2002 and EAD3: finding aids and fragments of them, read and written as a stream.
//!
//! The model is [`crate::metadata::description`]; this room knows how EAD says it. Elements that
//! the model has no field for are kept by their names. In what we write, `encodinganalog` names
//! the field, so that it comes back as the same one; in what others write, the element decides.

mod content;
mod reader;
#[cfg(test)]
mod tests;
mod writer;

pub use reader::{Head, read, read_all};
pub use writer::{Heading, Writer};

/// The namespace of EAD3.
pub const EAD3: &str = "http://ead3.archivists.org/schema/";
/// The namespace of the undeprecated EAD3.
pub const EAD3_UNDEPRECATED: &str = "http://ead3.archivists.org/schema/undeprecated/";
/// The namespace of EAD 2002.
pub const EAD2002: &str = "urn:isbn:1-931666-22-9";

/// Which EAD is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// EAD 2002, after its XML Schema.
    Ead2002,
    /// EAD3.
    Ead3,
}
