//! OCFL 1.0 and 1.1, with the codes of the specification.

use crate::finding::code::codes;

codes! {}
