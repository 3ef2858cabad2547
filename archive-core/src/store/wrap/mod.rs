//! Stores around stores: what cuts across all backends is a wrapper, never a flag.

mod absent;
#[cfg(any(test, feature = "faults"))]
mod faulty;
mod guard;
mod locking;
mod prefixed;
mod read_only;
mod retry;
mod throttled;

pub use absent::Absent;
#[cfg(any(test, feature = "faults"))]
pub use faulty::{Fault, Faults, Faulty};
pub use guard::Guarded;
pub(super) use guard::{Admission, Guard, Operation};
pub use locking::Locking;
pub use prefixed::Prefixed;
pub use read_only::ReadOnly;
pub use retry::{Patience, Retry};
pub use throttled::{Rate, Throttled};
