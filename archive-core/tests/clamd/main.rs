//! The virus scan with a real clamd that knows one signature, and with daemons that misbehave.
#![cfg(all(unix, feature = "installation"))]
#![expect(clippy::unwrap_used, reason = "a failed step fails the test")]

macro_rules! daemon {
    ($start:expr) => {
        match $start {
            Some(daemon) => daemon,
            None => {
                println!("skipped: no clamd here; scripts/install-test-tools unpacks one");
                return;
            }
        }
    };
}

mod daemon;
mod packages;
mod scanner;
