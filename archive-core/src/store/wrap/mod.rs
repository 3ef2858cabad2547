//! Stores around stores: what cuts across all backends is a wrapper, never a flag.

mod prefixed;

pub use prefixed::Prefixed;
