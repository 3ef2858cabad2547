//! The Oxford Common File Layout (OCFL 1.0 and 1.1): inventories, storage layouts, validation.
//!
//! This room knows the standard and nothing of the archive: it serves our own objects and
//! foreign ones alike.

pub mod inventory;
