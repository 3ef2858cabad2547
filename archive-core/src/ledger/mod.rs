//! The ledger: a signed log of what happened to a tenant's packages, which nobody changes
//! afterwards without being found out (`docs/decisions/0010-ledger.md`).
//!
//! [`merkle`] are the trees of RFC 6962, [`tile`] how they lie in files, [`note`] signed texts,
//! [`mod@checkpoint`] what is signed, [`proof`] and [`receipt`] what an outsider is given,
//! [`canonical`] the form of entries and [`event`] what they say. [`timestamp`] and [`evidence`]
//! date all that (RFC 3161, RFC 4998), [`dated`] keeps it. [`Log`] is the whole: it appends,
//! [`Reader`] reads, [`verify`](fn@verify) proves. This room knows nothing of catalogs and
//! installations.

mod asn1;
pub mod canonical;
pub mod checkpoint;
pub mod dated;
mod edge;
pub mod event;
pub mod evidence;
mod log;
pub mod merkle;
pub mod note;
pub mod proof;
mod reader;
pub mod receipt;
mod receipt_page;
pub mod rotation;
pub mod tile;
pub mod timestamp;
mod verify;

pub use edge::Edge;
pub use log::{CHECKPOINT, FOLDER, Feed, Log, Place};
pub use reader::{EachEntry, Reader, checkpoint as checkpoint_in};
pub use receipt_page::Particulars;
pub use verify::{Verified, verify};
