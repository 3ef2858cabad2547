//! METS 1.x: names and a streaming reader. Knows nothing of packages and their rules.

pub mod names;
pub mod reader;
