//! A length of time as people write it: `90d`, `2h`, `30min`.

use serde::{Deserialize, Deserializer};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// Units of time, in seconds; the largest that fits is the one shown.
const UNITS: [(&str, u64); 6] =
    [("w", 604_800), ("d", 86_400), ("h", 3_600), ("min", 60), ("m", 60), ("s", 1)];

/// A length of time in whole seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period(pub Duration);

/// The text is no length of time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no length of time: a number and s, min, h, d or w is")]
pub struct BadPeriod(pub String);

impl Period {
    /// So many days.
    #[must_use]
    pub const fn days(days: u64) -> Self {
        Self(Duration::from_secs(days * 86_400))
    }
}

impl FromStr for Period {
    type Err = BadPeriod;

    fn from_str(text: &str) -> Result<Self, BadPeriod> {
        let seconds = || {
            let digits = text.find(|c: char| !c.is_ascii_digit())?;
            let (number, unit) = text.split_at(digits);
            let unit = UNITS.iter().find(|(name, _)| *name == unit.trim_start())?.1;
            number.parse::<u64>().ok()?.checked_mul(unit)
        };
        let seconds = seconds().ok_or_else(|| BadPeriod(text.to_owned()))?;
        Ok(Self(Duration::from_secs(seconds)))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        // Weeks are understood but not shown: 90 days and 13 weeks shall look alike.
        let fits = |unit: u64| seconds >= unit && seconds.is_multiple_of(unit);
        let unit = UNITS.iter().skip(1).find(|(_, unit)| fits(*unit)).unwrap_or(&("s", 1));
        write!(f, "{}{}", seconds / unit.1, unit.0)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_and_shown() {
        for (text, seconds, shown) in [
            ("90d", 7_776_000, "90d"),
            ("2w", 1_209_600, "14d"),
            ("2 h", 7_200, "2h"),
            ("90min", 5_400, "90min"),
            ("61s", 61, "61s"),
            ("0s", 0, "0s"),
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period, Period(Duration::from_secs(seconds)), "{text}");
            assert_eq!(period.to_string(), shown);
        }
        for bad in ["", "d", "9", "-1d", "1y", "99999999999999999999d", "18446744073709551615w"] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }
}
