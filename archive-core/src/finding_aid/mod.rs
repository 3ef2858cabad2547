//! Finding aids: the descriptions of many packages at once, read from what archivists write
//! elsewhere and written for others to read. Which package a unit is about is decided here; how a
//! description is kept is the business of [`crate::ingest`].

mod edit;
mod history;
mod matching;
mod read;
mod write;

pub use edit::{Edit, Key, apply, merge};
pub use history::{Change, history};
pub use matching::{Matched, Matching, for_package, match_all};
pub use read::{Form, Units, read};
pub use write::{Described, write_ead, write_table};

/// The name under which a unit says which package it is about.
pub const AIP: &str = "aip";
/// The name under which the top of a finding aid says whose holdings it lists; it is made where
/// packages have no common top of their own, and is no part of any description.
const TENANT: &str = "tenant";
