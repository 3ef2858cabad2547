//! The Internet date/time format (RFC 3339 §5.6), exactly.
//!
//! Date libraries accept more than the standard (spaces, missing seconds, named zones) or less
//! (leap seconds); an archive's verdict must not depend on the library's mood.

/// Whether a text is a full `date-time` of RFC 3339, with seconds and an offset.
pub(super) fn is_rfc3339(text: &str) -> bool {
    parse(text.as_bytes()).is_some()
}

fn parse(text: &[u8]) -> Option<()> {
    let (date, rest) = text.split_at_checked(10)?;
    let (t, rest) = rest.split_first()?;
    let (time, rest) = rest.split_at_checked(8)?;
    let (year, month, day) = (number(&date[..4])?, number(&date[5..7])?, number(&date[8..])?);
    let (hour, minute, second) = (number(&time[..2])?, number(&time[3..5])?, number(&time[6..])?);
    let separators = date[4] == b'-' && date[7] == b'-' && time[2] == b':' && time[5] == b':';
    let in_range = (1..=12).contains(&month)
        && (1..=days(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    if !separators || !matches!(t, b'T' | b't') || !in_range {
        return None;
    }
    let offset = offset(fraction(rest)?)?;
    let minute_of_day = hour * 60 + minute - offset;
    // A leap second is only ever the last of a day of UTC (RFC 3339 §5.7, appendix D).
    (second < 60 || minute_of_day.rem_euclid(1_440) == 1_439).then_some(())
}

/// What follows the optional fraction of a second.
fn fraction(rest: &[u8]) -> Option<&[u8]> {
    let Some(digits) = rest.strip_prefix(b".") else { return Some(rest) };
    let end = digits.iter().position(|b| !b.is_ascii_digit()).unwrap_or(digits.len());
    (end > 0).then_some(&digits[end..])
}

/// The offset from UTC in minutes.
fn offset(rest: &[u8]) -> Option<i32> {
    if matches!(rest, b"Z" | b"z") {
        return Some(0);
    }
    let [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] = *rest else { return None };
    let (hours, minutes) = (number(&[h1, h2])?, number(&[m1, m2])?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let total = hours * 60 + minutes;
    Some(if sign == b'-' { -total } else { total })
}

fn number(digits: &[u8]) -> Option<i32> {
    digits.iter().try_fold(0, |sum, digit| {
        digit.is_ascii_digit().then(|| sum * 10 + i32::from(digit - b'0'))
    })
}

fn days(year: i32, month: i32) -> i32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::is_rfc3339;

    #[test]
    fn what_the_standard_allows() {
        let good = [
            "2019-01-01T02:03:04Z",
            "2019-01-01t02:03:04z",
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "2021-03-31T08:22:37.241208990-05:00",
            "1990-12-31T23:59:60Z",
            "1990-12-31T15:59:60-08:00",
            "2024-02-29T00:00:00+00:00",
            "2019-01-01T00:00:00-00:00",
        ];
        for text in good {
            assert!(is_rfc3339(text), "{text}");
        }
    }

    #[test]
    fn what_it_does_not() {
        let bad = [
            "",
            "2019",
            "2019-01-01",
            "2019-01-01T02:03Z",
            "2019-01-01T02:03:04",
            "2019-01-01 02:03:04Z",
            "2019-01-01T02:03:04.Z",
            "2019-1-01T02:03:04Z",
            "2019-13-01T02:03:04Z",
            "2019-02-29T02:03:04Z",
            "2019-01-01T24:00:00Z",
            "2019-01-01T02:03:60Z",
            "2019-01-01T02:03:04+0100",
            "2019-01-01T02:03:04+24:00",
            "2019-01-01T02:03:04 Z",
            "2019-01-01T02:03:04Z ",
            "2019-01-01T02:03:04[UTC]",
            "19-01-01T02:03:04Z",
            "2019-01-01T02:03:04+01",
            "２019-01-01T02:03:04Z",
        ];
        for text in bad {
            assert!(!is_rfc3339(text), "{text}");
        }
    }
}
