//! The configuration file `archive.toml`.

use crate::finding::code::codes;

codes! {}
