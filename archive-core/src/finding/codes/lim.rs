//! Limits that a package exceeded.

use crate::finding::code::codes;

codes! {}
