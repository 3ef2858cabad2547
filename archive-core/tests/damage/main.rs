//! Damage of every kind, found and repaired: every bit of a package, and random damage over several
//! tenants and copies. A small part of it runs with the other tests; `make campaign-damage` runs it
//! whole, with the numbers from the environment:
//!
//! | variable | meaning | else |
//! | --- | --- | --- |
//! | `ARCHIVE_DAMAGES` | random damages | 180 |
//! | `ARCHIVE_DAMAGE_SEED` | where the random numbers begin | 1 |
//! | `ARCHIVE_DAMAGE_STEP` | every so-manieth bit is flipped | 997 |
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

mod bits;
mod kinds;
mod random;
mod world;

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
