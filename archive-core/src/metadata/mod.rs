//! The XML we read and write: one guarded reader, one streaming writer, and the standards
//! built on them (PREMIS, Dublin Core).

pub mod dublin_core;
pub mod encoding;
pub mod mets;
pub mod premis;
pub mod xml;
