//! Bundles: the archive's ZIP files of many small files.

use crate::finding::code::codes;

codes! {}
