//! Storage: copies, claims, conditional writes.

use crate::finding::code::codes;

codes! {}
