//! What a run came to.

use super::options::PackageState;
use super::report::Outcome;
use crate::catalog::{Damage, DamageState};
use crate::error::Error;
use crate::finding::Finding;
use crate::finding::codes::fix;
use crate::store::ReadBack;
use std::time::Duration;
use uuid::Uuid;

/// What a run came to, copy by copy.
#[derive(Debug, Clone, Default)]
pub struct RunSummary {
    /// The copies that were read, in their order.
    pub copies: Vec<CopySummary>,
    /// The copies that were left out because another run is at work on them.
    pub busy: Vec<String>,
    /// The copies that the rules leave alone at this hour, or for the rest of the day.
    pub resting: Vec<String>,
}

impl RunSummary {
    /// Damaged files on all copies.
    #[must_use]
    pub fn damaged(&self) -> u64 {
        self.copies.iter().map(CopySummary::damaged).sum()
    }

    /// The damage as an error of class `Integrity`, for who must not overlook it; none where
    /// everything that was read is good.
    #[must_use]
    pub fn damage(&self) -> Option<Error> {
        let copy = self.copies.iter().find(|copy| copy.damaged() > 0)?;
        let error = Error::new(&fix::DAMAGED).with("copy", &copy.copy);
        Some(error.with("count", copy.damaged()))
    }

    /// Whether something chosen could not be looked at, so that repeating makes sense.
    #[must_use]
    pub fn left_open(&self) -> bool {
        !self.busy.is_empty()
            || self.copies.iter().any(|copy| copy.gone || copy.unreachable() + copy.unsettled() > 0)
    }
}

/// What a run came to on one copy.
#[derive(Debug, Clone)]
pub struct CopySummary {
    /// The copy.
    pub copy: String,
    /// The id of the run.
    pub run: Uuid,
    /// Where the bytes came from.
    pub read_back: ReadBack,
    /// How it ended.
    pub outcome: Outcome,
    /// Whether the copy was given up because it did not give anything any more.
    pub gone: bool,
    /// Files read.
    pub files: u64,
    /// Bytes read.
    pub bytes: u64,
    /// How long it took.
    pub elapsed: Duration,
    pub(super) counts: Counts,
}

impl CopySummary {
    /// Packages checked to the end, good and damaged.
    #[must_use]
    pub fn packages(&self) -> u64 {
        self.counts.packages[0] + self.counts.packages[1]
    }

    /// Packages in which damage was found.
    #[must_use]
    pub fn damaged_packages(&self) -> u64 {
        self.counts.packages[1]
    }

    /// Packages for which the store did not answer.
    #[must_use]
    pub fn unreachable(&self) -> u64 {
        self.counts.packages[2]
    }

    /// Packages that were being written.
    #[must_use]
    pub fn unsettled(&self) -> u64 {
        self.counts.packages[3]
    }

    /// Damaged files of a state.
    #[must_use]
    pub fn of_state(&self, state: DamageState) -> u64 {
        self.counts.damages[state as usize]
    }

    /// Damaged files.
    #[must_use]
    pub fn damaged(&self) -> u64 {
        self.counts.damages.iter().sum()
    }
}

/// Counts by state.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    packages: [u64; 4],
    damages: [u64; 4],
}

impl Counts {
    pub fn damage(&mut self, damages: &[Damage]) {
        for damage in damages {
            self.damages[damage.state as usize] += 1;
        }
    }

    pub fn package(&mut self, state: PackageState) {
        self.packages[state as usize] += 1;
    }

    pub fn packages(&self) -> u64 {
        self.packages.iter().sum()
    }
}

/// Damage as a finding with its code and its words.
#[must_use]
pub fn damage_finding(damage: &Damage) -> Finding {
    let code = match damage.state {
        DamageState::Corrupt => &fix::CORRUPT,
        DamageState::Missing => &fix::MISSING,
        DamageState::Unreadable => &fix::UNREADABLE,
        DamageState::Unexpected => &fix::UNEXPECTED,
    };
    Finding::new(code).at(&damage.path).with("copy", &damage.copy)
}
