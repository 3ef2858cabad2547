//! The core of the municipal archive: packages come in, are checked, described and stored so
//! that they can be read, found and proven unchanged in fifty years.
#![cfg_attr(not(feature = "installation"), allow(dead_code))]

#[cfg(feature = "installation")]
pub mod access;
#[cfg(feature = "installation")]
pub mod aip;
#[cfg(feature = "installation")]
pub mod archive;
#[cfg(feature = "installation")]
pub mod catalog;
pub mod clock;
#[cfg(feature = "installation")]
pub mod config;
pub mod digest;
#[cfg(feature = "installation")]
pub mod doctor;
pub mod error;
pub mod finding;
#[cfg(feature = "installation")]
pub mod fixity;
pub mod fs;
#[cfg(feature = "installation")]
pub mod ingest;
pub mod limits;
pub mod metadata;
pub mod ocfl;
pub mod package;
pub mod random;
#[cfg(feature = "installation")]
pub mod rebuild;
#[cfg(feature = "installation")]
pub mod store;
pub mod tenant;

pub use error::{Error, Result};
