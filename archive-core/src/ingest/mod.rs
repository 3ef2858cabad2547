//! Taking in: from what arrived to what is stored, confirmed and recorded.
//!
//! The way of a package is told in `docs/architecture.md`; here it is [`Session::ingest`]. Types
//! keep the order: a package is *received* into stages on every copy and *described*; what reads
//! back from every copy is *verified*, only that can be *committed*, and only what every copy then
//! shows is *confirmed* and can be recorded. A journal file carries unfinished work over every
//! interruption.

mod commit;
mod container;
mod describe;
mod journal;
mod outcome;
mod own;
mod receipt;
mod receive;
mod recorder;
mod recover;
mod redescribe;
mod session;
mod stages;
mod standing;
mod turns;

pub use journal::journal_name;
pub use outcome::{ConfirmedCopy, Outcome, Status};
pub use receipt::{Receipt, Segment, read_receipts, write_receipts};
pub use recorder::{event, pairs};
pub use recover::{Unfinished, review};
pub use redescribe::{Redescribed, Why};
pub use session::{Request, Session};
