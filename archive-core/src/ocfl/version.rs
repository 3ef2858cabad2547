//! The names of version directories: `v1`, or zero-padded `v0001` (OCFL 1.1 §3.3).

use std::fmt;

/// A well-formed version directory name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionName {
    /// The version number, from 1.
    pub number: u64,
    /// Number of digits as written, leading zeros included.
    pub digits: u8,
}

/// Why a text is no version directory name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionFault {
    /// It does not start with `v`.
    Prefix,
    /// What follows the `v` is no positive base-ten integer.
    Number,
}

/// Digits of the longest version number taken: all of them fit 64 bits.
const MAX_DIGITS: usize = 19;

impl VersionName {
    /// The version of a directory name.
    pub fn parse(text: &str) -> Result<Self, VersionFault> {
        let digits = text.strip_prefix('v').ok_or(VersionFault::Prefix)?;
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        if digits.is_empty() || digits.len() > MAX_DIGITS || !plain {
            return Err(VersionFault::Number);
        }
        let number: u64 = digits.parse().map_err(|_| VersionFault::Number)?;
        if number == 0 {
            return Err(VersionFault::Number);
        }
        let digits = u8::try_from(digits.len()).map_err(|_| VersionFault::Number)?;
        Ok(Self { number, digits })
    }

    /// Whether the number is written with leading zeros.
    #[must_use]
    pub fn is_padded(self) -> bool {
        usize::from(self.digits) > self.number.to_string().len()
    }
}

impl fmt::Display for VersionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{:0width$}", self.number, width = usize::from(self.digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_written() {
        for name in ["v1", "v10", "v0001", "v0010", "v1234567890123456789"] {
            assert_eq!(VersionName::parse(name).unwrap().to_string(), name);
        }
        assert!(VersionName::parse("v01").unwrap().is_padded());
        assert!(!VersionName::parse("v10").unwrap().is_padded());
    }

    #[test]
    fn other_names_are_refused_with_the_reason() {
        for name in ["1", "V1", "", "content", "u1"] {
            assert_eq!(VersionName::parse(name), Err(VersionFault::Prefix), "{name}");
        }
        for name in ["v", "v0", "v000", "v1a", "v-1", "v1.0", "v+1", "v١", "v99999999999999999999"]
        {
            assert_eq!(VersionName::parse(name), Err(VersionFault::Number), "{name}");
        }
    }
}
