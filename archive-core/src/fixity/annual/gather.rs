//! Adding up the segments of a copy.

use super::{CopyYear, Month, Span, by_state};
use crate::aip::AipId;
use crate::catalog::DamageState;
use crate::fixity::Segment;
use crate::ingest::Receipt;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;
use uuid::Uuid;

/// Everything that is known so far, copy by copy.
pub(super) struct Gather {
    span: Span,
    tallies: BTreeMap<String, Tally>,
    /// Segments and receipts that could not be read.
    pub broken: u64,
}

#[derive(Default)]
struct Tally {
    packages: HashMap<AipId, Checks>,
    /// Damage that is known, by its path.
    damages: BTreeMap<String, (Option<AipId>, DamageState)>,
    /// The runs of the year: their month, and what their last segment says of them.
    runs: HashMap<Uuid, Month>,
    months: [Month; 12],
    found: [u64; 4],
    repaired: [u64; 4],
}

/// The checks of one package.
#[derive(Default)]
struct Checks {
    stored: Option<Timestamp>,
    last: Option<Timestamp>,
    in_year: bool,
    /// Seconds for which it was not checked, as far as they lie in the year.
    longest: i64,
}

impl Checks {
    /// Counts the time without a check that ends now.
    fn gap(&mut self, until: Timestamp, span: Span) {
        if let Some(since) = self.last.max(self.stored)
            && until >= span.from
        {
            self.longest = self.longest.max(until.as_second() - since.as_second());
        }
    }
}

impl Gather {
    pub fn new(span: Span) -> Self {
        Self { span, tallies: BTreeMap::new(), broken: 0 }
    }

    /// Takes the word that a package was stored.
    pub fn receipt(&mut self, receipt: &Receipt) {
        let (Ok(aip), Some(stored)) = (receipt.aip.parse::<AipId>(), time(&receipt.stored)) else {
            self.broken += 1;
            return;
        };
        if stored >= self.span.until {
            return;
        }
        for copy in &receipt.copies {
            let tally = self.tallies.entry(copy.name.clone()).or_default();
            let known = tally.packages.entry(aip).or_default();
            known.stored = Some(known.stored.map_or(stored, |known| known.min(stored)));
        }
    }

    /// Takes a segment. They must come in their order.
    pub fn segment(&mut self, segment: &Segment) {
        let span = self.span;
        let Some(begun) = time(&segment.run.begun) else {
            self.broken += 1;
            return;
        };
        let tally = self.tallies.entry(segment.run.copy.clone()).or_default();
        if segment.run.repair {
            return tally.repairs(segment, span);
        }
        if span.holds(begun) {
            let end = &segment.end;
            let (packages, files, bytes) = (end.packages, end.files, end.bytes);
            let month = month_of(begun);
            let run = Month { month, runs: 1, packages, files, bytes, ..Month::default() };
            tally.runs.insert(segment.run.run, run);
        }
        tally.damages(segment, span);
        for check in &segment.checks {
            let Some(finished) = check.finished.as_deref().and_then(time) else { continue };
            if finished < span.until {
                tally.check(check.aip, finished, span);
            }
        }
    }

    /// What came of each copy: those of the configuration in its order, then those that were.
    pub fn copies(self, order: &[&str], max_age: &dyn Fn(&str) -> Duration) -> Vec<CopyYear> {
        let place = |name: &String| order.iter().position(|known| known == name);
        let mut tallies: Vec<_> = self.tallies.into_iter().collect();
        tallies.sort_by_key(|(name, _)| (place(name).unwrap_or(usize::MAX), name.clone()));
        let sum = |(name, tally): (String, Tally)| {
            let age = max_age(&name);
            tally.sum(name, self.span, age)
        };
        tallies.into_iter().map(sum).collect()
    }
}

impl Tally {
    fn check(&mut self, aip: AipId, finished: Timestamp, span: Span) {
        let package = self.packages.entry(aip).or_default();
        package.gap(finished, span);
        package.last = package.last.max(Some(finished));
        if span.holds(finished) && !package.in_year {
            package.in_year = true;
            self.months[index(finished)].first_checks += 1;
        }
    }

    /// A finished check replaces all that was known of damage in its package; so does a look at
    /// the root with files of the root.
    fn damages(&mut self, segment: &Segment, span: Span) {
        let before = |text: &Option<String>| {
            text.as_deref().and_then(time).is_some_and(|time| time < span.until)
        };
        let finished = segment.checks.iter().filter(|check| before(&check.finished));
        let mut looked_at: HashSet<Option<AipId>> = finished.map(|check| Some(check.aip)).collect();
        if before(&segment.root) {
            looked_at.insert(None);
        }
        let mut known = std::mem::take(&mut self.damages);
        for damage in &segment.damages {
            let Some(found) = time(&damage.found).filter(|found| *found < span.until) else {
                continue;
            };
            let new = !known.contains_key(&damage.path);
            if new && !self.damages.contains_key(&damage.path) && span.holds(found) {
                self.found[damage.state as usize] += 1;
                self.months[index(found)].found += 1;
            }
            self.damages.insert(damage.path.clone(), (damage.aip, damage.state));
        }
        known.retain(|path, (aip, _)| !looked_at.contains(aip) && !self.damages.contains_key(path));
        self.damages.extend(known);
    }

    fn repairs(&mut self, segment: &Segment, span: Span) {
        for line in &segment.repaired {
            let Some(at) = time(&line.time).filter(|at| *at < span.until) else { continue };
            self.damages.remove(&line.path);
            if span.holds(at) {
                self.repaired[line.state as usize] += 1;
                self.months[index(at)].repaired += 1;
            }
        }
    }

    fn sum(mut self, copy: String, span: Span, max_age: Duration) -> CopyYear {
        let limit = i64::try_from(max_age.as_secs()).unwrap_or(i64::MAX);
        let (mut late, mut longest) = (0, 0);
        for package in self.packages.values_mut() {
            package.gap(span.until, span);
            late += u64::from(package.longest > limit);
            longest = longest.max(package.longest);
        }
        let mut open = [0; 4];
        for (_, state) in self.damages.values() {
            open[*state as usize] += 1;
        }
        for run in self.runs.values() {
            let month = &mut self.months[usize::from(run.month) - 1];
            month.runs += 1;
            month.packages += run.packages;
            month.files += run.files;
            month.bytes += run.bytes;
        }
        for (number, month) in (1..).zip(&mut self.months) {
            month.month = number;
        }
        let checked = |package: &&Checks| package.last.is_some();
        let packages = || self.packages.values();
        let days = |seconds: i64| u64::try_from(seconds / 86_400).unwrap_or(0);
        CopyYear {
            copy,
            packages: packages().count() as u64,
            checked: packages().filter(|package| package.in_year).count() as u64,
            never_checked: packages().filter(|package| !checked(package)).count() as u64,
            oldest_check: packages().filter_map(|p| p.last).min().map(crate::clock::rfc3339),
            max_age_days: max_age.as_secs() / 86_400,
            longest_days: days(longest),
            late,
            found: by_state(self.found),
            repaired: by_state(self.repaired),
            open: by_state(open),
            months: self.months.to_vec(),
        }
    }
}

fn time(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

/// The month of a time, from 1.
fn month_of(time: Timestamp) -> u8 {
    u8::try_from(time.to_zoned(TimeZone::UTC).month()).unwrap_or(1)
}

fn index(time: Timestamp) -> usize {
    usize::from(month_of(time)) - 1
}
