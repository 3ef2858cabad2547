//! Names and paths inside packages.

use crate::finding::code::codes;

codes! {}
