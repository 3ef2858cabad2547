//! The XML we read and write: one guarded reader, one streaming writer, and the standards
//! built on them (METS, PREMIS, Dublin Core).

pub mod description;
pub mod dublin_core;
pub mod ead;
pub mod encoding;
pub mod mets;
pub mod premis;
pub mod schema;
pub mod xml;
