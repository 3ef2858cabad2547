//! Packages of every kind: opening and reading them.

use crate::finding::code::codes;

codes! {}
