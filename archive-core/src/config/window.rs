//! Hours of the day as people write them: `22:00-05:00`.

use jiff::Zoned;
use jiff::civil::Time;
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// Hours of each day, in local time; they may go over midnight. The end does not belong to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    from: Time,
    to: Time,
}

/// The text names no hours of the day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} names no hours of the day: two different times such as 22:00-05:00 do")]
pub struct BadWindow(pub String);

impl Window {
    /// How long they are, on a day on which no clock changes.
    #[must_use]
    pub fn length(&self) -> Duration {
        let second = |time: Time| i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60;
        let seconds = (second(self.to) - second(self.from)).rem_euclid(86_400);
        Duration::from_secs(seconds.unsigned_abs())
    }

    /// How long these hours still last, where `now` is one of them.
    #[must_use]
    pub fn left(&self, now: &Zoned) -> Option<Duration> {
        let time = now.time();
        let over_midnight = self.to < self.from;
        let inside = if over_midnight {
            time >= self.from || time < self.to
        } else {
            time >= self.from && time < self.to
        };
        if !inside {
            return None;
        }
        // By the calendar and not by the hour: the night on which the clocks change is longer.
        let next_day = over_midnight && time >= self.from;
        let day = if next_day { now.date().tomorrow().ok()? } else { now.date() };
        let end = day.to_datetime(self.to).to_zoned(now.time_zone().clone()).ok()?;
        Duration::try_from(end.duration_since(now)).ok()
    }
}

impl FromStr for Window {
    type Err = BadWindow;

    fn from_str(text: &str) -> Result<Self, BadWindow> {
        let time = |text: &str| {
            let (hour, minute) = text.trim().split_once(':')?;
            let number = |digits: &str| {
                let plain = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
                if plain { digits.parse::<i8>().ok() } else { None }
            };
            Time::new(number(hour)?, number(minute)?, 0, 0).ok()
        };
        let window = || {
            let (from, to) = text.split_once('-')?;
            Some(Self { from: time(from)?, to: time(to)? })
        };
        window().filter(|window| window.from != window.to).ok_or_else(|| BadWindow(text.into()))
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.strftime("%H:%M"), self.to.strftime("%H:%M"))
    }
}

impl<'de> Deserialize<'de> for Window {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_and_shown() {
        for text in ["22:00-05:00", "00:00-23:59", "08:30-08:31"] {
            assert_eq!(text.parse::<Window>().unwrap().to_string(), text);
        }
        for bad in ["", "22-5", "22:00", "24:00-05:00", "1:00-2:00", "05:00-05:00", "+1:00-05:00"] {
            assert!(bad.parse::<Window>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_time_left_is_counted_by_the_calendar() {
        let night: Window = "22:00-05:00".parse().unwrap();
        let day: Window = "08:00-12:00".parse().unwrap();
        for (window, now, left) in [
            (day, "2026-06-01T08:00", Some(4 * 60)),
            (day, "2026-06-01T11:59", Some(1)),
            (day, "2026-06-01T12:00", None),
            (day, "2026-06-01T07:59", None),
            (night, "2026-06-01T22:00", Some(7 * 60)),
            (night, "2026-06-01T04:59", Some(1)),
            (night, "2026-06-01T05:00", None),
            // The clocks are put forward in the first of these nights, and back in the second.
            (night, "2026-03-28T23:00", Some(5 * 60)),
            (night, "2026-10-24T23:00", Some(7 * 60)),
        ] {
            let rules = jiff::tz::TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
            let now = now.parse::<jiff::civil::DateTime>().unwrap().to_zoned(rules).unwrap();
            let minutes = left.map(|minutes| Duration::from_secs(minutes * 60));
            assert_eq!(window.left(&now), minutes, "{now}");
        }
    }
}
