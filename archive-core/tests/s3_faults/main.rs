//! Troubles between the archive and a store: an S3 service within the process answers wrongly, not
//! at all, late or only in part, at each request of each thing the archive does with a copy.
//!
//! A part of it, chosen by a seed, runs with the other tests; `make campaign-stores` runs it whole:
//!
//! | variable | meaning | else |
//! | --- | --- | --- |
//! | `ARCHIVE_STORE_FAULTS` | one of so many trials is made | 40 |
//! | `ARCHIVE_STORE_SEED` | where the choice begins | 1 |
//! | `ARCHIVE_STORE_FLOW` | only what has this name | all |
#![cfg(feature = "installation")]
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod bucket;
mod campaign;
mod flows;
mod promises;
mod service;
mod uploads;
mod wire;
mod world;

use archive_core::store::{Store, behaviour};
use service::Service;
use std::cell::Cell;

#[test]
fn every_behaviour_of_a_store() {
    let service = Service::start();
    let next = Cell::new(0);
    let fresh = || -> Box<dyn Store> {
        next.set(next.get() + 1);
        service.store(&format!("behaviour/{}", next.get()))
    };
    behaviour::run_all("the service of the tests", &fresh);
}

/// A number from the environment.
fn number(name: &str, otherwise: u64) -> u64 {
    match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")),
        Err(_) => otherwise,
    }
}

/// What was done is shown with the test.
#[expect(clippy::print_stdout, reason = "shown with the test")]
fn say(text: &str) {
    println!("{text}");
}
