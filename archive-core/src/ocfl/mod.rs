//! The Oxford Common File Layout (OCFL 1.0 and 1.1): inventories, storage layouts, validation.
//!
//! This room knows the standard and nothing of the archive: it serves our own objects and
//! foreign ones alike. What it reads, it reads through [`Tree`], so that a folder, a bucket and
//! a test judge alike.

pub mod inventory;
mod json;
pub mod layout;
mod spec;
mod tree;
pub mod validate;
mod version;

pub use layout::{Layout, LayoutError};
pub use spec::{REGISTERED_EXTENSIONS, SpecVersion, fixity_algorithm};
pub use tree::{DiskTree, Entry, Kind, Tree, join, readable};
pub use version::{VersionFault, VersionName};
