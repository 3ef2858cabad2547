//! What an integrity run came to.

use super::json::seconds;
use super::text::{self, both};
use crate::context::Context;
use crate::exit::Exit;
use archive_core::catalog::DamageState;
use serde::Serialize;
use std::time::Duration;

/// What a run came to: the body of the `summary` object, but for its times.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct RunCounts {
    /// Packages checked to the end.
    pub packages: u64,
    /// Content files read.
    pub files: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Files whose bytes are others than were stored.
    pub corrupt: u64,
    /// Files that are not there.
    pub missing: u64,
    /// Files that the medium does not give back.
    pub unreadable: u64,
    /// Files that nobody put there.
    pub unexpected: u64,
    /// Damaged files that were mended.
    pub repaired: u64,
    /// Packages that a store did not answer for.
    pub unreachable: u64,
    /// Packages that were being written.
    pub unsettled: u64,
}

impl RunCounts {
    /// Counts a damaged file.
    pub fn count(&mut self, state: DamageState, repaired: bool) {
        let counter = match state {
            DamageState::Corrupt => &mut self.corrupt,
            DamageState::Missing => &mut self.missing,
            DamageState::Unreadable => &mut self.unreadable,
            DamageState::Unexpected => &mut self.unexpected,
        };
        *counter += 1;
        self.repaired += u64::from(repaired);
    }

    /// Damaged files.
    pub fn damaged(&self) -> u64 {
        self.corrupt + self.missing + self.unreadable + self.unexpected
    }

    /// What a run returns that ended like this: damage that was not mended weighs more than what
    /// stayed open.
    pub fn exit(&self, ended: Exit) -> Exit {
        let open = self.damaged() > self.repaired;
        let damage = if open { Exit::Integrity } else { Exit::Ok };
        let left = if self.unreachable + self.unsettled > 0 { Exit::Temporary } else { Exit::Ok };
        damage.worse(left).worse(ended)
    }
}

#[derive(Serialize)]
struct Summary<'a> {
    #[serde(flatten)]
    counts: &'a RunCounts,
    seconds: f64,
    interrupted: bool,
    exit_code: u8,
}

/// Prints the summary of a run that ended like this and says what it returns.
pub fn summary(counts: &RunCounts, elapsed: Duration, ended: Exit, context: &Context) -> Exit {
    let exit = counts.exit(ended);
    let (out, lang) = (&context.out, context.lang);
    if out.json() {
        let (interrupted, exit_code) = (ended == Exit::Interrupted, exit.code());
        let summary = Summary { counts, seconds: seconds(elapsed), interrupted, exit_code };
        out.event("summary", &summary);
    } else if !context.quiet {
        out.text(&format!(
            "{}, {}, {} in {}: {} {}\n",
            text::packages(counts.packages, lang),
            text::files(counts.files, lang),
            text::bytes(counts.bytes, lang),
            text::duration(elapsed, lang),
            text::count(counts.damaged(), lang),
            both("damaged", "beschädigt").get(lang),
        ));
    }
    exit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_mended_is_no_open_damage() {
        let mut counts = RunCounts::default();
        assert_eq!(counts.exit(Exit::Ok), Exit::Ok);
        counts.count(DamageState::Missing, true);
        assert_eq!(counts.exit(Exit::Ok), Exit::Ok);
        counts.unreachable = 1;
        assert_eq!(counts.exit(Exit::Ok), Exit::Temporary);
        counts.count(DamageState::Corrupt, false);
        assert_eq!((counts.corrupt, counts.missing, counts.repaired), (1, 1, 1));
        assert_eq!(counts.exit(Exit::Ok), Exit::Integrity);
        assert_eq!(counts.exit(Exit::Interrupted), Exit::Interrupted);
    }
}
