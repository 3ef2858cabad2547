//! What one archived package is: ids, layout, bundles, building and reading.
//!
//! The layout is `docs/format.md`, sections 3 to 5. This room knows OCFL, XML and storage; it
//! does not know how a package arrived nor what the catalog makes of it.

pub mod bundle;
pub mod descriptive;
pub mod fingerprint;
mod id;
pub mod layout;
pub mod mets;
pub mod premis;
pub mod read;
pub mod schemas;
mod stored;

pub use id::{AipId, BadAipId};
pub use stored::{StoredContent, StoredFile};
