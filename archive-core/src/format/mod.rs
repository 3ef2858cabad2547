//! Which format a file has, and what can be said of it without rendering it.
//!
//! Everything here works on bytes alone and knows nothing of packages, storage or catalogs.

mod bytes;
mod known;
pub mod policy;

pub use bytes::{Bytes, Window};
pub use known::{ANY_BYTES, Known, KnownFormat};
