//! TAR and gzip containers.

use crate::finding::code::codes;

codes! {}
