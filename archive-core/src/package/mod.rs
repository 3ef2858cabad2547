//! What arrives: a package of any kind in any container, opened by content, never by name.

pub mod bagit;
pub mod container;
pub mod entries;
pub mod name;
pub mod sorter;
