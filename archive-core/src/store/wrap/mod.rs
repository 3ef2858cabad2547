//! Stores around stores: what cuts across all backends is a wrapper, never a flag.

#[cfg(any(test, feature = "faults"))]
mod faulty;
mod guard;
mod prefixed;
mod read_only;
mod retry;
mod throttled;

#[cfg(any(test, feature = "faults"))]
pub use faulty::{Fault, Faults, Faulty};
pub use guard::Guarded;
pub use prefixed::Prefixed;
pub use read_only::ReadOnly;
pub use retry::{Patience, Retry};
pub use throttled::{Rate, Throttled};
