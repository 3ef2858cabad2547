//! Object lock: a store that forbids until a time that what lies there is removed for good.
//!
//! The lock is the store's own (S3 Object Lock): whoever has the credentials of the archive can
//! hide an object behind a newer one or a mark of deletion, but not remove it. Why it is built like
//! this: `docs/decisions/0014-object-lock.md`.

use super::Key;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::str::FromStr;

/// Longest lock in days that services take: a hundred years.
const LONGEST_DAYS: u32 = 36_500;
/// Longest lock in days that nobody can lift: what must be erased by law must be gone within the
/// month that Article 12 (3) of the General Data Protection Regulation gives.
pub const COMPLIANCE_DAYS: u32 = 30;
/// Hours of a day.
const DAY_HOURS: i64 = 24;

/// Who may lift a lock before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Whoever has a permission of its own for it.
    Governance,
    /// Nobody, the operator of the store included.
    Compliance,
}

impl Mode {
    /// The word used in `archive.toml`, JSON and reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Governance => "governance",
            Self::Compliance => "compliance",
        }
    }

    /// The word of the service.
    pub(super) const fn in_capitals(self) -> &'static str {
        match self {
            Self::Governance => "GOVERNANCE",
            Self::Compliance => "COMPLIANCE",
        }
    }

    /// The mode that a service names.
    pub(super) fn of_capitals(word: &str) -> Option<Self> {
        [Self::Governance, Self::Compliance].into_iter().find(|mode| mode.in_capitals() == word)
    }
}

/// A lock on one object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// Who may lift it.
    pub mode: Mode,
    /// When it ends.
    pub until: Timestamp,
}

impl Retention {
    /// Whether this lock holds at least what another one does.
    #[must_use]
    pub fn covers(&self, wanted: &Self) -> bool {
        let strict = self.mode == wanted.mode || self.mode == Mode::Compliance;
        strict && self.until >= wanted.until
    }
}

/// How everything on a copy is locked: `governance 30d`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockRule {
    /// Who may lift a lock before its time.
    pub mode: Mode,
    /// How long a lock holds from when it is set, in days.
    pub days: u32,
}

/// The text is no rule for locks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no lock: governance or compliance and a number of days is, such as \"governance 30d\""
)]
pub struct BadLockRule(pub String);

impl LockRule {
    /// The lock of something that is locked now, in whole seconds.
    #[must_use]
    pub fn from(&self, now: Timestamp) -> Retention {
        let length = SignedDuration::from_hours(i64::from(self.days) * DAY_HOURS);
        let end = now.checked_add(length).unwrap_or(Timestamp::MAX);
        let until = Timestamp::from_second(end.as_second()).unwrap_or(end);
        Retention { mode: self.mode, until }
    }

    /// Whether a lock that ends then is to be renewed now: half of its time is over.
    #[must_use]
    pub fn is_due(&self, until: Timestamp, now: Timestamp) -> bool {
        let half = SignedDuration::from_hours(i64::from(self.days) * DAY_HOURS / 2);
        now.checked_add(half).unwrap_or(Timestamp::MAX) >= until
    }

    /// Whether erasing what the law wants erased could wait for this lock too long.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.mode == Mode::Compliance && self.days > COMPLIANCE_DAYS
    }
}

impl FromStr for LockRule {
    type Err = BadLockRule;

    fn from_str(text: &str) -> Result<Self, BadLockRule> {
        let rule = || {
            let (mode, length) = text.split_once(' ')?;
            let modes = [Mode::Governance, Mode::Compliance];
            let mode = modes.into_iter().find(|known| known.as_str() == mode)?;
            let digits = length.trim().strip_suffix('d')?.trim_end();
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            let days = plain.then(|| digits.parse().ok())??;
            (1..=LONGEST_DAYS).contains(&days).then_some(Self { mode, days })
        };
        rule().ok_or_else(|| BadLockRule(text.to_owned()))
    }
}

impl fmt::Display for LockRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}d", self.mode.as_str(), self.days)
    }
}

impl<'de> Deserialize<'de> for LockRule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What a store can do about locks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LockSupport {
    /// Whether it keeps what was replaced or removed as an older version.
    pub versioning: bool,
    /// Whether objects in it can be locked.
    pub object_lock: bool,
}

/// Whether a file of a copy stays as it is once it was written: packages, records, and the full
/// tiles and timestamps of a ledger. Only such files are locked; the others are replaced again and
/// again.
#[must_use]
pub fn is_lasting(key: &Key) -> bool {
    let mut segments = key.segments().skip(1);
    match segments.next() {
        Some("holdings" | "reports") => segments.next().is_some(),
        Some("ledger") => match segments.next() {
            Some("tile") => !key.segments().any(|part| part.strip_suffix(".p").is_some()),
            other => other == Some("timestamps"),
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_and_shown() {
        for (text, mode, days) in [
            ("governance 30d", Mode::Governance, 30),
            ("compliance 1d", Mode::Compliance, 1),
            ("governance 36500d", Mode::Governance, 36_500),
        ] {
            let rule: LockRule = text.parse().unwrap();
            assert_eq!(rule, LockRule { mode, days });
            assert_eq!(rule.to_string(), text);
        }
        for bad in [
            "",
            "governance",
            "governance 0d",
            "governance 36501d",
            "governance 30",
            "governance +3d",
            "GOVERNANCE 30d",
            "legal 30d",
            "compliance 4294967297d",
        ] {
            assert!(bad.parse::<LockRule>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_lock_is_renewed_in_its_second_half() {
        let rule: LockRule = "governance 10d".parse().unwrap();
        let start: Timestamp = "2026-01-01T00:00:00.5Z".parse().unwrap();
        let lock = rule.from(start);
        assert_eq!(lock.until.to_string(), "2026-01-11T00:00:00Z");
        let at = |time: &str| rule.is_due(lock.until, time.parse().unwrap());
        assert!(!at("2026-01-05T23:59:59Z") && at("2026-01-06T00:00:00Z"));
        assert!(at("2027-01-01T00:00:00Z"));
        assert!(rule.from(Timestamp::MAX).until <= Timestamp::MAX);
    }

    #[test]
    fn a_stricter_or_longer_lock_covers_a_weaker_one() {
        let lock = |mode, until: &str| Retention { mode, until: until.parse().unwrap() };
        let early = "2026-01-01T00:00:00Z";
        let late = "2026-02-01T00:00:00Z";
        let wanted = lock(Mode::Governance, early);
        assert!(lock(Mode::Compliance, late).covers(&wanted));
        assert!(wanted.covers(&wanted));
        assert!(!wanted.covers(&lock(Mode::Governance, late)));
        assert!(!lock(Mode::Governance, late).covers(&lock(Mode::Compliance, early)));
    }

    #[test]
    fn only_what_stays_as_it_is_is_locked() {
        let lasting = |key: &str| is_lasting(&Key::new(key).unwrap());
        for key in [
            "stadt/holdings/0=ocfl_1.1",
            "stadt/holdings/abc/def/v1/inventory.json",
            "stadt/reports/ingest/2026/x.jsonl",
            "stadt/ledger/tile/0/x001/067",
            "stadt/ledger/timestamps/00000000000000000007.tst",
        ] {
            assert!(lasting(key), "{key}");
        }
        for key in [
            "copy.json",
            "archive.toml",
            "stadt/tenant.json",
            "stadt/lock.json",
            "stadt/ledger/checkpoint",
            "stadt/ledger/tile/0/000.p/7",
            "stadt/claims/x.v1",
            "stadt/staging/x.v1/content",
            "stadt/evidence/run/000001",
            "holdings/x",
        ] {
            assert!(!lasting(key), "{key}");
        }
    }
}
