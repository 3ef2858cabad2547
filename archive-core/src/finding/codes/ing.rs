//! Ingest: receiving, staging, committing, confirming.

use crate::finding::code::codes;

codes! {}
