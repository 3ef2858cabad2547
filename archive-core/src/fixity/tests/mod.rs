mod damage;
mod resuming;
mod trouble;
mod world;
