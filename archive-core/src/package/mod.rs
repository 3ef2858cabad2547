//! What arrives: a package of any kind in any container, opened by content, never by name.
//!
//! [`Package::open`] lists and joins, [`Package::read`] reads everything once. The room knows
//! nothing of where bytes go: that is a [`reading::Receiver`].

pub mod bagit;
pub mod check;
pub mod container;
pub mod description;
pub mod eark;
pub mod entries;
mod examine;
pub mod name;
mod opened;
pub mod plan;
pub mod planned;
pub mod reading;
mod shape;
mod tags;

pub use bagit::Profile;
pub use examine::Examiners;
pub use opened::{Kind, Options, Package};
pub use planned::{Area, EmptyFolder, Origin, Planned, Slot};
