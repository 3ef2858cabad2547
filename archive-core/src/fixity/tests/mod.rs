//! Checks on a small archive made by hand.

mod damage;
mod repairing;
mod resuming;
mod together;
mod trouble;
mod world;
