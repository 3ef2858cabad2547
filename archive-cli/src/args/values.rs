//! Values with a form of their own: budgets, durations, storage locations.

use archive_core::config::{Amount, Period};
use std::str::FromStr;
use std::time::Duration;

/// How much a run may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// This long.
    Time(Duration),
    /// This many bytes.
    Bytes(u64),
}

/// A storage location with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyAt {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub url: String,
}

/// An amount such as `20MiB`, in bytes.
pub fn parse_amount(text: &str) -> Result<u64, String> {
    text.parse::<Amount>().map(|amount| amount.0).map_err(|error| error.to_string())
}

/// A time such as `90d`, `2h`, `30min`.
pub fn parse_duration(text: &str) -> Result<Duration, String> {
    text.parse::<Period>().map(|period| period.0).map_err(|error| error.to_string())
}

impl FromStr for Budget {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(Amount(bytes)) = text.parse() {
            return Ok(Self::Bytes(bytes));
        }
        parse_duration(text).map(Self::Time).map_err(|_| "a time (2h) or an amount (500GiB)".into())
    }
}

impl FromStr for CopyAt {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((name, url)) if !name.is_empty() && !url.is_empty() => {
                Ok(Self { name: name.to_owned(), url: url.to_owned() })
            }
            _ => Err("NAME=URL".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_are_times_or_amounts() {
        let seconds = |s| Ok(Budget::Time(Duration::from_secs(s)));
        assert_eq!("2h".parse(), seconds(7_200));
        assert_eq!("30min".parse(), seconds(1_800));
        assert_eq!("500GiB".parse(), Ok(Budget::Bytes(500 << 30)));
        assert_eq!("1 TB".parse(), Ok(Budget::Bytes(1_000_000_000_000)));
        for bad in ["", "2", "h", "2x", "-2h", "99999999999999999999h", "18446744073709551615TiB"] {
            assert!(bad.parse::<Budget>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_location_has_name_and_url() {
        let copy: CopyAt = "second=s3://bucket/a=b".parse().unwrap();
        assert_eq!((&*copy.name, &*copy.url), ("second", "s3://bucket/a=b"));
        assert!("second".parse::<CopyAt>().is_err() && "=x".parse::<CopyAt>().is_err());
    }
}
