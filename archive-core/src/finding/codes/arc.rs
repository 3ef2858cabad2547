//! The installation: configuration, tenants, locks, doctor.

use crate::finding::code::codes;

codes! {}
