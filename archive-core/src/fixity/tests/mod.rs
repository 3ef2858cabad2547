//! Checks on a small archive made by hand.

mod damage;
mod mending;
mod repairing;
mod resuming;
mod rules;
mod together;
mod trouble;
mod world;
