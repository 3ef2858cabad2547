//! ZIP containers.

use crate::finding::code::codes;

codes! {}
