//! Plain folders and their metadata files.

use crate::finding::code::codes;

codes! {}
