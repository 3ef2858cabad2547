//! Everything that is printed. Data goes to standard output through [`Out`], all else to standard
//! error. A reader that hangs up is no fault; a full disk behind standard output is.

#[cfg(feature = "installation")]
pub mod copies;
#[cfg(feature = "installation")]
pub mod description;
#[cfg(feature = "installation")]
pub mod export;
#[cfg(feature = "installation")]
pub mod fixity;
#[cfg(feature = "installation")]
pub mod fixity_run;
#[cfg(feature = "installation")]
pub mod holding;
pub mod json;
pub mod package;
pub mod progress;
#[cfg(feature = "installation")]
pub mod repair;
pub mod table;
pub mod text;

use archive_core::finding::codes::sys;
use archive_core::{Error, Result};
use indicatif::ProgressBar;
use serde::Serialize;
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The version of the JSON contract. Changes within a version only add.
pub const SCHEMA_VERSION: u32 = 1;

/// Standard output.
pub struct Out {
    json: bool,
    colour: bool,
    state: Mutex<State>,
    bar: Mutex<Option<ProgressBar>>,
}

struct State {
    sink: BufWriter<Stdout>,
    closed: bool,
    failure: Option<io::Error>,
}

/// One JSON object with what all have.
#[derive(Serialize)]
struct Line<'a, T> {
    schema_version: u32,
    event: &'a str,
    #[serde(flatten)]
    body: &'a T,
}

impl Out {
    /// Standard output; `colour` where it is a terminal that wants it.
    pub fn new(json: bool, colour: bool) -> Self {
        let sink = BufWriter::new(io::stdout());
        let state = Mutex::new(State { sink, closed: false, failure: None });
        Self { json, colour, state, bar: Mutex::new(None) }
    }

    /// Whether JSON Lines are wanted.
    pub fn json(&self) -> bool {
        self.json
    }

    /// Whether text may be coloured.
    pub fn colour(&self) -> bool {
        self.colour
    }

    /// Whether nobody reads any more, or the output cannot be written.
    pub fn is_closed(&self) -> bool {
        let state = lock(&self.state);
        state.closed || state.failure.is_some()
    }

    /// Prints text as it is.
    pub fn text(&self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// Prints bytes as they are.
    pub fn bytes(&self, bytes: &[u8]) {
        self.aside(|| lock(&self.state).attempt(|sink| sink.write_all(bytes)));
    }

    /// Prints one JSON object.
    pub fn event<T: Serialize>(&self, event: &str, body: &T) {
        let line = Line { schema_version: SCHEMA_VERSION, event, body };
        let mut bytes = serde_json::to_vec(&line).expect("keys are text and no value can fail");
        bytes.push(b'\n');
        self.bytes(&bytes);
    }

    /// Hands on what was printed so far, so that a reader sees it at once.
    pub fn flush(&self) {
        self.aside(|| lock(&self.state).attempt(Write::flush));
    }

    /// Writes while the progress bar is out of the way.
    pub fn aside(&self, write: impl FnOnce()) {
        match &*lock(&self.bar) {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Puts a progress bar on the terminal; text is printed above it from now on.
    pub fn show_bar(&self, bar: ProgressBar) {
        *lock(&self.bar) = Some(bar);
    }

    /// Takes the progress bar away.
    pub fn end_progress(&self) {
        if let Some(bar) = lock(&self.bar).take() {
            bar.finish_and_clear();
        }
    }

    /// Writes out the rest. Fails where the output could not be written as a whole; a reader that
    /// hung up is none of our business.
    pub fn finish(&self) -> Result<()> {
        self.flush();
        match lock(&self.state).failure.take() {
            None => Ok(()),
            Some(failure) => Err(cannot_print(&failure)),
        }
    }
}

fn cannot_print(failure: &io::Error) -> Error {
    let code = match failure.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => &sys::NO_SPACE,
        _ => &sys::UNREADABLE,
    };
    Error::new(code).at("-").with("action", "write").with("reason", failure)
}

impl State {
    fn attempt(&mut self, write: impl FnOnce(&mut BufWriter<Stdout>) -> io::Result<()>) {
        if self.closed || self.failure.is_some() {
            return;
        }
        match write(&mut self.sink) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.closed = true,
            Err(error) => self.failure = Some(error),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
