//! The command line: wrong use.

use crate::finding::code::codes;

codes! {}
