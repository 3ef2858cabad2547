//! Fixity: damage found in the archive.

use crate::finding::code::codes;

codes! {}
