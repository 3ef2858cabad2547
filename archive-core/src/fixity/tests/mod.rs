//! Integrity checks on packages made by hand: every state, every kind of damage.

mod damage;
mod resuming;
mod trouble;
mod world;
