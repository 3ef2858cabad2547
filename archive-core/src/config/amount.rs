//! An amount of data as people write it: `500GiB`, `20 MB`.

use serde::{Deserialize, Deserializer};
use std::fmt;
use std::str::FromStr;

/// Units of amounts, in bytes; the largest that fits is the one shown.
const UNITS: [(&str, u64); 10] = [
    ("TiB", 1 << 40),
    ("TB", 1_000_000_000_000),
    ("GiB", 1 << 30),
    ("GB", 1_000_000_000),
    ("MiB", 1 << 20),
    ("MB", 1_000_000),
    ("KiB", 1 << 10),
    ("kB", 1_000),
    ("KB", 1_000),
    ("B", 1),
];

/// An amount of data, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub u64);

/// The text is no amount of data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no amount of data: a whole number and B, kB, MB, GB, TB, KiB, MiB, GiB, TiB is")]
pub struct BadAmount(pub String);

impl FromStr for Amount {
    type Err = BadAmount;

    fn from_str(text: &str) -> Result<Self, BadAmount> {
        let bytes = || {
            let digits = text.find(|c: char| !c.is_ascii_digit())?;
            let (number, unit) = text.split_at(digits);
            let unit = UNITS.iter().find(|(name, _)| *name == unit.trim_start())?.1;
            number.parse::<u64>().ok()?.checked_mul(unit)
        };
        bytes().map(Self).ok_or_else(|| BadAmount(text.to_owned()))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fits = |unit: u64| self.0 >= unit && self.0.is_multiple_of(unit);
        let unit = UNITS.iter().find(|(_, unit)| fits(*unit)).unwrap_or(&("B", 1));
        write!(f, "{}{}", self.0 / unit.1, unit.0)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_and_shown() {
        for (text, bytes, shown) in [
            ("500GiB", 500 << 30, "500GiB"),
            ("1 TB", 1_000_000_000_000, "1TB"),
            ("1500 kB", 1_500_000, "1500kB"),
            ("7B", 7, "7B"),
            ("0B", 0, "0B"),
        ] {
            assert_eq!(text.parse(), Ok(Amount(bytes)), "{text}");
            assert_eq!(Amount(bytes).to_string(), shown);
        }
        for bad in ["", "2", "GiB", "2x", "-2B", "2.5GiB", "18446744073709551615TiB"] {
            assert!(bad.parse::<Amount>().is_err(), "{bad}");
        }
    }
}
