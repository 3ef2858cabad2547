//! The standards of the field that are written in XML: METS, PREMIS, Dublin Core, EAD, and their
//! schemas. Knows nothing of what is stored where.

pub mod description;
pub mod dublin_core;
pub mod ead;
pub mod mets;
pub mod premis;
pub mod schema;

pub use crate::digest::base64 as encoding;
