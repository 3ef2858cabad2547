//! Which format a file has, and what can be said of it without rendering it.
//!
//! Everything here works on bytes alone and knows nothing of packages, storage or catalogs. A
//! [`Registry`] knows the formats: those of the compact table of the archive, or those of
//! PRONOM's signature files. It judges bytes held as a whole or at both ends; a [`Follower`]
//! keeps these of a file that passes once. How this is done, and how well, is told in
//! `docs/formats.md`.

mod budget;
mod bytes;
pub mod characterise;
mod droid;
mod droid_containers;
mod file;
mod follower;
mod holding;
mod identification;
mod index;
mod inside;
mod known;
mod model;
mod pattern;
pub mod policy;
mod registry;
mod search;
mod syntax;
mod table;
mod text;
mod watch;

pub use bytes::{Bytes, Window};
pub use characterise::{Characteristics, characterise, characterise_slice};
pub use file::FileWindow;
pub use follower::{CONTAINER_BYTES, Follower, HEAD_BYTES, TAIL_BYTES};
pub use identification::{Basis, FormatId, Identification, Warning};
pub use known::{ANY_BYTES, Known, KnownFormat};
pub use model::Format;
pub use registry::Registry;
