//! Whether the rule of a copy will hold: what falls due each day, against what a day brings.
//!
//! It goes through the days to come as `archive fixity run --due` would, once a day, in the order
//! of [`due`](super::due). Packages are counted by the day of their last check, so that memory does
//! not grow with their number.

use crate::catalog::{Catalog, FixityRun};
use crate::clock::rfc3339;
use crate::config::FixityPolicy;
use crate::error::Result;
use jiff::{Span, Timestamp};
use std::collections::BTreeMap;
use std::time::Duration;

/// Seconds of a day.
const DAY: i64 = 86_400;
/// Newest runs out of which the speed of a copy is known.
const RUNS: usize = 20;
/// Less time than this says nothing of the speed of a copy.
const TIMED: Duration = Duration::from_secs(10);
/// Most days that are looked ahead.
const AHEAD: i64 = 3_660;

/// What is to be expected of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    /// Days that a check may be old.
    pub max_age_days: i64,
    /// Packages that are due now.
    pub due: u64,
    /// Their bytes.
    pub due_bytes: u64,
    /// Packages that are due since yesterday or longer: the rule is broken.
    pub late: u64,
    /// Bytes that a day brings, by the rules and by the speed of past runs; none where neither
    /// says anything.
    pub per_day: Option<u64>,
    /// Bytes a day that keep the rule.
    pub needed: u64,
    /// The first day at whose end a package is late, RFC 3339; none where the rule holds.
    pub breaks: Option<String>,
}

/// Packages with the same age of their last check.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Load {
    packages: u64,
    bytes: u64,
}

/// Packages by whether they were checked at all and, in days since 1970, when they were, or when
/// they came in: the order in which they are read.
type Ages = BTreeMap<(bool, i64), Load>;

/// A copy as it is now.
struct Now {
    ages: Ages,
    today: i64,
    max_age: i64,
    slices: Option<u32>,
}

/// What is to be expected of a copy under a policy.
pub(super) fn forecast(
    catalog: &Catalog,
    copy: &str,
    policy: &FixityPolicy,
    now: Timestamp,
) -> Result<Forecast> {
    let (mut ages, mut files, mut bytes) = (Ages::new(), 0u64, 0u64);
    catalog.each_age(copy, &mut |age| {
        let time = age.finished.as_deref().unwrap_or(&age.created);
        let day = time.parse::<Timestamp>().map_or(0, day_of);
        let load = ages.entry((age.finished.is_some(), day)).or_default();
        load.packages += 1;
        load.bytes += age.bytes;
        files += age.files;
        bytes += age.bytes;
        Ok(())
    })?;
    let speed = speed(&catalog.runs_on(copy, RUNS)?);
    let max_age = i64::try_from(policy.max_age.0.as_secs()).unwrap_or(i64::MAX) / DAY;
    let (today, slices) = (day_of(now), policy.slices);
    let per_day = per_day(policy, speed, bytes.checked_div(files).unwrap_or(0));
    Ok(Now { ages, today, max_age: max_age.max(1), slices }.forecast(per_day, now))
}

impl Now {
    fn forecast(&self, per_day: Option<u64>, now: Timestamp) -> Forecast {
        let sum = |chosen: &dyn Fn(&(bool, i64)) -> bool| {
            let chosen = self.ages.iter().filter(|(key, _)| chosen(key));
            chosen.fold(Load::default(), |sum, (_, load)| sum.with(*load))
        };
        let due = sum(&|key| self.is_due(*key, self.today));
        let late = sum(&|key| self.is_late(*key, self.today)).packages;
        let breaks = per_day.and_then(|per_day| self.breaks(per_day));
        let at = |days: i64| now.checked_add(Span::new().hours(24 * days)).map_or(now, |at| at);
        Forecast {
            max_age_days: self.max_age,
            due: due.packages,
            due_bytes: due.bytes,
            late,
            per_day,
            needed: self.needed(),
            breaks: breaks.map(|day| rfc3339(at(day - self.today))),
        }
    }

    fn is_due(&self, (checked, day): (bool, i64), today: i64) -> bool {
        !checked || today - day >= self.max_age
    }

    /// Whether a package should have been read the day before at the latest.
    fn is_late(&self, (_, day): (bool, i64), today: i64) -> bool {
        today - day > self.max_age
    }

    fn total(&self) -> u64 {
        self.ages.values().map(|load| load.bytes).sum()
    }

    /// The first day to come at whose end a package is late, where each brings so many bytes. What
    /// is late already is not counted as long as it becomes less.
    fn breaks(&self, per_day: u64) -> Option<i64> {
        let mut ages = self.ages.clone();
        let part = self.slices.map(|slices| self.total().div_ceil(u64::from(slices.max(1))));
        let mut before = u64::MAX;
        for today in self.today..self.today + (2 * self.max_age + 2).min(AHEAD) {
            self.one_day(&mut ages, today, per_day, part.unwrap_or(0));
            let late = ages.iter().filter(|(key, _)| self.is_late(**key, today));
            let late: u64 = late.map(|(_, load)| load.bytes.max(load.packages)).sum();
            if late > 0 && (before == 0 || late >= before) {
                return Some(today);
            }
            before = late;
        }
        (before > 0).then_some(self.today)
    }

    /// Reads what a run of this day reads.
    fn one_day(&self, ages: &mut Ages, today: i64, mut left: u64, mut part: u64) {
        let mut read = Load::default();
        let order: Vec<_> = ages.keys().copied().collect();
        for key in order {
            let Some(load) = ages.get_mut(&key) else { continue };
            let wanted = if self.is_due(key, today) { load.bytes } else { load.bytes.min(part) };
            if (wanted == 0 && !self.is_due(key, today)) || left == 0 {
                break;
            }
            let take = load.part(wanted.min(left));
            left -= take.bytes.min(left);
            part = part.saturating_sub(take.bytes);
            *load =
                Load { packages: load.packages - take.packages, bytes: load.bytes - take.bytes };
            read = read.with(take);
            if *load == Load::default() {
                ages.remove(&key);
            }
        }
        if read != Load::default() {
            let today = ages.entry((true, today)).or_default();
            *today = today.with(read);
        }
    }

    /// The fewest bytes a day with which the rule holds.
    fn needed(&self) -> u64 {
        let (mut low, mut high) = (0, self.total());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.breaks(middle.max(1)).is_some() {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl Load {
    fn with(self, other: Self) -> Self {
        Self { packages: self.packages + other.packages, bytes: self.bytes + other.bytes }
    }

    /// So many bytes of it, and as many packages as that makes.
    fn part(self, bytes: u64) -> Self {
        if bytes >= self.bytes {
            return self;
        }
        let packages = u128::from(self.packages) * u128::from(bytes) / u128::from(self.bytes);
        Self { packages: u64::try_from(packages).unwrap_or(self.packages), bytes }
    }
}

/// Bytes that a day brings.
fn per_day(policy: &FixityPolicy, speed: Option<u64>, file: u64) -> Option<u64> {
    let hours = policy.window.map_or(Duration::from_hours(24), |window| window.length());
    [
        policy.per_day.map(|amount| amount.0),
        policy.requests_per_day.map(|files| files.saturating_mul(file.max(1))),
        speed.map(|speed| speed.saturating_mul(hours.as_secs())),
    ]
    .into_iter()
    .flatten()
    .min()
}

/// Bytes a second of past runs that went to their end.
fn speed(runs: &[FixityRun]) -> Option<u64> {
    let time = |text: &str| text.parse::<Timestamp>().ok();
    let timed = runs.iter().filter_map(|run| {
        let taken = time(run.ended.as_deref()?)?.duration_since(time(&run.begun)?);
        Some((run.bytes, u64::try_from(taken.as_secs()).ok()?))
    });
    let (bytes, seconds) =
        timed.fold((0u64, 0u64), |(b, s), (bytes, taken)| (b + bytes, s + taken));
    (seconds >= TIMED.as_secs()).then(|| bytes / seconds)
}

fn day_of(time: Timestamp) -> i64 {
    time.as_second().div_euclid(DAY)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn now(ages: &[(bool, i64, u64)], max_age: i64, slices: Option<u32>) -> Now {
        let load = |bytes| Load { packages: 1, bytes };
        let mut all = Ages::new();
        for &(checked, day, bytes) in ages {
            let sum = all.entry((checked, day)).or_default();
            *sum = sum.with(load(bytes));
        }
        Now { ages: all, today: 1_000, max_age, slices }
    }

    #[test]
    fn what_is_due_and_late_is_counted() {
        let now =
            now(&[(true, 990, 10), (true, 909, 20), (false, 999, 5), (true, 910, 7)], 90, None);
        let told = now.forecast(None, Timestamp::UNIX_EPOCH);
        assert_eq!((told.due, told.due_bytes, told.late), (3, 32, 1));
        assert_eq!((told.per_day, told.breaks), (None, None));
    }

    #[test]
    fn a_rule_holds_with_what_is_needed_and_breaks_with_less() {
        // All fall due on the same day, and are late at the end of the next one.
        let at_once = now(&[(true, 950, 1_000)], 90, None);
        assert_eq!(at_once.needed(), 500);
        assert_eq!(at_once.breaks(499), Some(1_041));
        // One a day: a day brings what a day needs.
        let spread: Vec<_> = (911..=1_000).map(|day| (true, day, 10)).collect();
        assert_eq!(now(&spread, 90, None).needed(), 10);
        // Slices read before it is due, and spread what came in at once.
        assert_eq!(now(&[(true, 999, 900)], 90, Some(45)).breaks(20), None);
        assert!(now(&[(true, 999, 900)], 90, Some(45)).needed() <= 20);
    }

    #[test]
    fn what_is_late_is_no_break_while_it_becomes_less() {
        let after_an_outage = now(&[(true, 800, 100), (true, 999, 1)], 90, None);
        assert_eq!(after_an_outage.breaks(20), None);
        assert!(after_an_outage.forecast(Some(20), Timestamp::UNIX_EPOCH).late > 0);
    }

    #[test]
    fn a_day_brings_what_the_strictest_rule_leaves() {
        let policy = |amount, requests_per_day, window: Option<&str>| FixityPolicy {
            max_age: crate::config::Period::days(90),
            per_day: amount,
            requests_per_day,
            window: window.map(|window| window.parse().unwrap()),
            slices: None,
        };
        let amount = Some(crate::config::Amount(1_000));
        assert_eq!(per_day(&policy(None, None, None), None, 10), None);
        assert_eq!(per_day(&policy(amount, None, None), None, 10), Some(1_000));
        assert_eq!(per_day(&policy(amount, Some(20), None), None, 10), Some(200));
        assert_eq!(per_day(&policy(None, None, Some("22:00-05:00")), Some(2), 10), Some(50_400));
        assert_eq!(per_day(&policy(None, None, None), Some(2), 10), Some(172_800));
    }

    proptest! {
        /// With what is said to be needed the rule holds, and with a byte less it does not.
        #[test]
        fn what_is_needed_is_enough_and_the_least(
            days in prop::collection::vec((any::<bool>(), 900i64..=1_000, 1u64..1_000), 1..20),
            slices in prop::option::of(1u32..100),
        ) {
            let now = now(&days, 30, slices);
            let needed = now.needed();
            prop_assert_eq!(now.breaks(needed.max(1)), None);
            if needed > 1 {
                prop_assert!(now.breaks(needed - 1).is_some());
            }
        }
    }
}
