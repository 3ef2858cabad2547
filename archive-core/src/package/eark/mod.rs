//! E-ARK packages (CSIP, SIP, AIP, DIP 2.0 to 2.2), judged by the ids of their requirements.
//!
//! Each METS document passes once. The rules see a small tree; references to files go through a
//! sorter and are joined with what is there. Knows nothing of containers and where bytes go.

mod files;
mod header;
mod judge;
mod map;
mod sections;
mod sip;
mod structure;
mod words;

pub use files::{Reference, Target};
pub use judge::{Found, Judged, METS_FILE, breach, judge, judge_folders};
pub use structure::{Carrier, Facts, REPRESENTATIONS, Representation, unlisted};

/// Whether the beginning of a METS document says that it belongs to an E-ARK package.
#[must_use]
pub fn has_signs(beginning: &[u8]) -> bool {
    let text = String::from_utf8_lossy(beginning).to_ascii_lowercase();
    ["dilcis.eu", "e-ark", "\"csip\"", "'csip'"].iter().any(|sign| text.contains(sign))
}
