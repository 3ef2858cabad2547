//! The one place where the archive asks for the time.
//!
//! Order in the archive is by sequence, never by clock; times are evidence for people.
//! Tests replace the clock with [`Clock::Fixed`].

use jiff::Timestamp;

/// Where the time comes from.
#[derive(Debug, Clone, Copy, Default)]
pub enum Clock {
    /// The clock of this machine.
    #[default]
    System,
    /// Always the same instant, for tests and reproducible fixtures.
    Fixed(Timestamp),
}

impl Clock {
    /// The present instant, UTC, with microseconds.
    #[must_use]
    pub fn now(self) -> Timestamp {
        match self {
            #[expect(clippy::disallowed_methods, reason = "this module is the seam for time")]
            Self::System => Timestamp::now(),
            Self::Fixed(instant) => instant,
        }
    }
}

/// An instant as written to inventories, metadata and reports: RFC 3339, UTC, whole seconds.
#[must_use]
pub fn rfc3339(instant: Timestamp) -> String {
    instant.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
