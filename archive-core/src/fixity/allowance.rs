//! What the rules of the archive leave a run to do on a copy.

use super::options::RunOptions;
use super::scene::Scene;
use crate::archive::TenantCopy;
use crate::clock::rfc3339;
use crate::error::Result;
use crate::finding::Finding;
use crate::finding::codes::fix;
use std::time::Duration;

/// What a run may do on one copy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Allowance {
    /// Bytes left of the day.
    pub bytes: Option<u64>,
    /// Files left of the day.
    pub files: Option<u64>,
    /// How long the hours still last in which the copy may be read.
    pub time: Option<Duration>,
}

/// What the rules leave, or why they leave nothing. A run counts for the day on which it began:
/// the night that a run goes through is one day's work.
pub(super) fn allowance(
    scene: &Scene<'_>,
    copy: &TenantCopy,
    options: &RunOptions,
) -> Result<Result<Allowance, Finding>> {
    let Some(policy) = options.rules.get(&copy.name) else { return Ok(Ok(Allowance::default())) };
    let now = scene.clock.now().to_zoned(scene.zone.clone());
    let time = policy.window.map(|window| window.left(&now).ok_or(window));
    let time = match time.transpose() {
        Ok(time) => time,
        Err(window) => {
            let finding = Finding::new(&fix::OUTSIDE_WINDOW).with("copy", &copy.name);
            return Ok(Err(finding.with("window", window)));
        }
    };
    if policy.per_day.is_none() && policy.requests_per_day.is_none() {
        return Ok(Ok(Allowance { time, ..Allowance::default() }));
    }
    let day = now.start_of_day().map_or(scene.clock.now(), |day| day.timestamp());
    let (files, bytes) = scene.catalog.checked_since(&copy.name, &rfc3339(day))?;
    let bytes = policy.per_day.map(|per_day| per_day.0.saturating_sub(bytes));
    let files = policy.requests_per_day.map(|per_day| per_day.saturating_sub(files));
    let spent = |amount: String| {
        let finding = Finding::new(&fix::DAY_SPENT).with("copy", &copy.name);
        Ok(Err(finding.with("amount", amount)))
    };
    match (bytes, files) {
        (Some(0), _) => spent(policy.per_day.map_or_else(String::new, |amount| amount.to_string())),
        (_, Some(0)) => {
            spent(policy.requests_per_day.map_or_else(String::new, |files| files.to_string()))
        }
        (bytes, files) => Ok(Ok(Allowance { bytes, files, time })),
    }
}

/// The wishes of a run for one copy: the age is that of the rules where none was given.
pub(super) fn options_of(copy: &TenantCopy, options: &RunOptions) -> RunOptions {
    let rules = options.rules.get(&copy.name);
    let max_age = options.max_age.or(rules.map(|rules| rules.max_age.0));
    RunOptions { max_age, ..options.clone() }
}
