//! What becomes of an installation that was interrupted, damaged or disordered.
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod concurrency;
mod copies;
mod damaged_roots;
mod doctor;
mod house;
mod interruptions;
mod ledger;
mod ledger_index;
mod rebuild;
mod taking_in;
