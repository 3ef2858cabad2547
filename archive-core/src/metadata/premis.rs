//! PREMIS.
