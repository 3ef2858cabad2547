//! Finding aids: the descriptions of many packages at once, read from what archivists write
//! elsewhere and written for others to read. Which package a unit is about is decided here; how a
//! description is kept is the business of [`crate::ingest`].

mod edit;
mod history;
mod matching;
mod read;
mod write;

pub use edit::{Edit, Key, apply, merge, replace};
pub use history::{Change, history};
pub use matching::{Matching, for_package, match_all};
pub use read::read;
pub use write::{write_ead, write_table};

use crate::aip::AipId;
use crate::metadata::description::Description;

/// What a document says of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The fields it names, and what is above and below.
    pub description: Description,
    /// Whether it names the level as well.
    pub says_level: bool,
}

/// A package and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// The package.
    pub aip: AipId,
    /// What is said of it.
    pub description: Description,
}
