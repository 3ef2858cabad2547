//! Integrity checks on packages made by hand: every state, every kind of damage.
//! Checks on a small archive made by hand.

mod damage;
mod resuming;
mod trouble;
mod world;
