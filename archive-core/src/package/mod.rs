//! What arrives: a package of any kind in any container, opened by content, never by name.

pub mod bagit;
pub mod container;
pub mod entries;
pub mod name;
pub mod plan;
pub mod planned;
pub mod reading;
pub mod sorter;

pub use planned::{Area, Origin, Planned, Slot};
