//! The catalog: the rebuildable index.

use crate::finding::code::codes;

codes! {}
