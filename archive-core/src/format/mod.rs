//! Which format a file has, and what can be said of it without rendering it.
//!
//! Everything here works on bytes alone and knows nothing of packages, storage or catalogs.

mod bytes;
pub mod characterise;

pub use bytes::{Bytes, Window};
pub use characterise::{Characteristics, characterise, characterise_slice};
