//! The report of a year: what integrity checks did for one tenant, and how its copies stood at the
//! end. It is made from what lies on one copy alone (receipts and segments), so that anybody can
//! make it again, and the same copy always gives the same bytes. Times are UTC.

mod csv;
mod gather;
mod html;
#[cfg(test)]
mod tests;

use crate::archive::{TenantArchive, TenantCopy};
use crate::catalog::DamageState;
use crate::error::{Error, Result};
use crate::finding::Lang;
use crate::finding::codes::fix;
use crate::ingest::read_receipts;
use gather::Gather;
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::BTreeMap;

/// Years of which there can be a report.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=9998;

/// The integrity of a tenant's packages in one year (`schemas/integrity-year.schema.json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Year {
    /// The version of this form.
    pub schema_version: u32,
    /// The installation.
    pub archive: String,
    /// The tenant.
    pub tenant: String,
    /// The year.
    pub year: i16,
    /// Whether it was over when the report was made.
    pub complete: bool,
    /// Up to when it tells, RFC 3339.
    pub until: String,
    /// The copy from which it was made.
    pub source: String,
    /// Segments and receipts that could not be read there.
    pub broken: u64,
    /// Each copy.
    pub copies: Vec<CopyYear>,
}

/// The year of one copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyYear {
    /// The copy.
    pub copy: String,
    /// Packages on it at the end.
    pub packages: u64,
    /// Packages that were checked to the end in the year.
    pub checked: u64,
    /// Packages that were never checked on it.
    pub never_checked: u64,
    /// When the check that lies back longest at the end was made, RFC 3339.
    pub oldest_check: Option<String>,
    /// The rule: how many days a check may lie back. It is that of the time of the report.
    pub max_age_days: u64,
    /// The longest time in the year for which a package was not checked, in days.
    pub longest_days: u64,
    /// Packages that were not checked in time at some time of the year.
    pub late: u64,
    /// Damaged files found in the year, by state.
    pub found: BTreeMap<&'static str, u64>,
    /// Damaged files that were repaired in the year, by state.
    pub repaired: BTreeMap<&'static str, u64>,
    /// Damaged files at the end of the year, by state.
    pub open: BTreeMap<&'static str, u64>,
    /// January to December.
    pub months: Vec<Month>,
}

/// One month of a copy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Month {
    /// 1 to 12.
    pub month: u8,
    /// Runs that began in it.
    pub runs: u64,
    /// Packages that these checked to the end.
    pub packages: u64,
    /// Files that they read.
    pub files: u64,
    /// Bytes that they read.
    pub bytes: u64,
    /// Damaged files found.
    pub found: u64,
    /// Damaged files repaired.
    pub repaired: u64,
    /// Packages that were checked for the first time in this year.
    pub first_checks: u64,
}

impl CopyYear {
    /// Whether every package was checked as often as the rule asks.
    #[must_use]
    pub fn kept(&self) -> bool {
        self.late == 0
    }
}

/// The span of a year.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: Timestamp,
    until: Timestamp,
}

impl Span {
    fn holds(&self, time: Timestamp) -> bool {
        self.from <= time && time < self.until
    }
}

/// Makes the report of a year from what lies on a copy.
///
/// # Errors
/// `E-FIX-040` for a year that has not begun; whatever keeps the copy from being read.
pub fn year(tenant: &TenantArchive, source: &TenantCopy, year: i16) -> Result<Year> {
    let now = tenant.clock().now();
    let begin = |year: i16| date(year, 1, 1).to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
    let span = YEARS.contains(&year).then(|| begin(year).ok().zip(begin(year + 1).ok())).flatten();
    let Some((from, next)) = span.filter(|(from, _)| *from < now) else {
        return Err(Error::new(&fix::NO_SUCH_YEAR).with("year", year));
    };
    let span = Span { from, until: next.min(now) };
    let mut gather = Gather::new(span);
    read_receipts(source, &mut |receipt| {
        match receipt {
            Ok(receipt) => gather.receipt(&receipt),
            Err(_) => gather.broken += 1,
        }
        Ok(())
    })?;
    super::read_reports(source, &mut |segment| {
        match segment {
            Ok(segment) => gather.segment(&segment),
            Err(_) => gather.broken += 1,
        }
        Ok(())
    })?;
    let config = tenant.config();
    let order: Vec<&str> = config.copies.iter().map(|copy| &*copy.name).collect();
    let max_age = |copy: &str| config.fixity.policy(tenant.id(), copy).max_age.0;
    Ok(Year {
        schema_version: 1,
        archive: config.archive.name.clone(),
        tenant: tenant.id().to_string(),
        year,
        complete: next <= now,
        until: crate::clock::rfc3339(span.until),
        source: source.name.clone(),
        broken: gather.broken,
        copies: gather.copies(&order, &max_age),
    })
}

impl Year {
    /// The files of the report: their names and what is in them.
    #[must_use]
    pub fn files(&self, lang: Lang) -> [(String, String); 3] {
        let name = |end: &str| format!("integrity-{}-{}.{end}", self.tenant, self.year);
        let mut json = serde_json::to_string_pretty(self).expect("a report is always JSON");
        json.push('\n');
        [
            (name("json"), json),
            (name("csv"), csv::written(self)),
            (name("html"), html::written(self, lang)),
        ]
    }
}

/// Counts by state, under their words.
fn by_state(counts: [u64; 4]) -> BTreeMap<&'static str, u64> {
    DamageState::ALL.iter().map(|state| state.as_str()).zip(counts).collect()
}
