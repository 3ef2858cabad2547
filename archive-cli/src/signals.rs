//! Ctrl-C and the wish of a service manager: once to stop after the current file, twice at once.

use crate::exit::Exit;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Installs the handlers; the flag is set by the first signal. Where the system refuses, the
/// signals keep their usual meaning and nothing is lost but the clean stop.
pub fn install() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // The order matters: at the first signal the flag is not set yet when this one looks.
        let code = i32::from(Exit::Interrupted.code());
        let _ = flag::register_conditional_shutdown(signal, code, Arc::clone(&stop));
        let _ = flag::register(signal, Arc::clone(&stop));
    }
    stop
}
