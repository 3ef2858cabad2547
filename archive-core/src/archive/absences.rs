//! Copies that did not answer: asked again after a while, so that a copy which may be absent does
//! not hold up every package.

use crate::error::Error;
use crate::finding::{Class, Finding};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a copy that did not answer is not asked again.
const PAUSE: Duration = Duration::from_mins(1);

/// Copies that did not answer, by name.
#[derive(Debug, Default)]
pub struct Absences(Mutex<HashMap<String, (Instant, Finding)>>);

impl Absences {
    /// Remembers that a copy did not answer. Other failures are not remembered.
    pub fn note(&self, copy: &str, error: &Error) {
        if error.class() == Class::Temporary {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(copy.to_owned(), (Instant::now(), error.finding().clone()));
        }
    }

    /// Why a copy did not answer a short while ago.
    pub fn recent(&self, copy: &str) -> Option<Error> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (noted, finding) = all.get(copy)?;
        (noted.elapsed() < PAUSE).then(|| finding.clone().into())
    }

    /// Asks everybody again.
    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
