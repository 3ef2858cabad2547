//! Taking down what is found about one object or root, with paths of the tree.

use crate::error::Error;
use crate::finding::codes::sys;
use crate::finding::{Code, Finding, Findings};
use crate::ocfl::json::shortened;
use crate::ocfl::tree::{join, readable};
use std::io;

/// A file that the system did not read to its end.
pub(super) fn unreadable(path: String, error: &io::Error) -> Finding {
    Finding::new(&sys::UNREADABLE).at(path).with("action", "read").with("reason", error)
}

/// Stands in messages for what is not there.
pub(super) const NOTHING: &str = "—";

/// The findings of one object or root; paths given to it are relative to that.
pub(super) struct Notes {
    pub findings: Findings,
    base: String,
}

impl Notes {
    pub fn new(base: &[u8]) -> Self {
        Self { findings: Findings::new(), base: readable(base) }
    }

    /// A path inside as one of the whole tree.
    pub fn full(&self, path: &str) -> String {
        if path.is_empty() && self.base.is_empty() {
            return ".".to_owned();
        }
        if path.is_empty() {
            return self.base.clone();
        }
        readable(&join(self.base.as_bytes(), path.as_bytes()))
    }

    /// Something is wrong with a path.
    pub fn add(&mut self, code: &'static Code, path: &str) {
        self.add_value(code, path, "");
    }

    /// Something is wrong with a path, and a value says what.
    pub fn add_value(&mut self, code: &'static Code, path: &str, value: &str) {
        self.add_place(code, path, "", value);
    }

    /// Something is wrong at a place inside a document.
    pub fn add_place(&mut self, code: &'static Code, path: &str, place: &str, value: &str) {
        let finding = Finding::new(code).at(self.full(path));
        let finding = finding.with("place", shortened(place)).with("value", shortened(value));
        let finding = finding.with("found", NOTHING);
        self.findings.push(finding);
    }

    /// A path could not be read.
    pub fn add_error(&mut self, path: &str, error: &Error) {
        let finding = error.finding().clone().at(self.full(path));
        self.findings.push(finding);
    }

    /// A file could be opened and not read to its end.
    pub fn add_io(&mut self, path: &str, error: &io::Error) {
        self.findings.push(unreadable(self.full(path), error));
    }
}
