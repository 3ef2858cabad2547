//! A store that is used with restraint: so many bytes and so many requests a second, so that a
//! check of a whole copy leaves room for people, and a provider's limits are kept.

use super::super::{Key, Result, Store};
use super::guard::{Admission, Guard, Guarded, Operation};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A store that is used with restraint.
pub type Throttled<S> = Guarded<S, Throttle>;

/// How much may be done in a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    /// Bytes a second, read and written together; `None` for no limit.
    pub bytes: Option<u64>,
    /// Requests a second; `None` for no limit.
    pub requests: Option<u64>,
}

/// What may be done at once after a pause, as a share of a second.
const BURST: Duration = Duration::from_millis(250);

/// The guard of [`Throttled`].
#[derive(Debug)]
pub struct Throttle {
    rate: Rate,
    /// When everything that was asked for so far is paid off.
    bytes: Mutex<Option<Instant>>,
    requests: Mutex<Option<Instant>>,
}

impl<S: Store> Throttled<S> {
    /// Uses `inner` no faster than this.
    pub fn new(inner: S, rate: Rate) -> Self {
        Self::behind(inner, Throttle { rate, bytes: Mutex::default(), requests: Mutex::default() })
    }
}

impl Guard for Throttle {
    fn admit(&self, operation: Operation, _key: &Key) -> Result<Admission> {
        // Pieces of a file are bytes, not requests.
        if operation != Operation::Write {
            pay(&self.requests, 1, self.rate.requests);
        }
        Ok(Admission::Go)
    }

    fn moved(&self, bytes: u64) {
        pay(&self.bytes, bytes, self.rate.bytes);
    }
}

/// Books so many units at a rate and waits until they are paid off but for the burst.
fn pay(paid: &Mutex<Option<Instant>>, units: u64, rate: Option<u64>) {
    let Some(rate) = rate.filter(|rate| *rate > 0) else { return };
    let nanos = u128::from(units) * 1_000_000_000 / u128::from(rate);
    let cost = Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX));
    let now = Instant::now();
    let mut paid = paid.lock().unwrap_or_else(PoisonError::into_inner);
    let due = paid.map_or(now, |paid| paid.max(now)) + cost;
    *paid = Some(due);
    drop(paid);
    std::thread::sleep(due.saturating_duration_since(now).saturating_sub(BURST));
}

#[cfg(test)]
mod tests {
    use super::super::super::Object;
    use super::*;

    #[test]
    fn bytes_and_requests_take_their_time() {
        let key = Key::new("k").unwrap();
        let slow = |rate| {
            let store = Throttled::new(Object::memory().unwrap(), rate);
            let start = Instant::now();
            for _ in 0..10 {
                store.replace(&key, &[0; 1_000]).unwrap();
            }
            start.elapsed()
        };
        // Half a second's worth at each rate, less the burst.
        let bytes = slow(Rate { bytes: Some(20_000), requests: None });
        assert!(bytes >= Duration::from_millis(240), "{bytes:?}");
        let requests = slow(Rate { bytes: None, requests: Some(20) });
        assert!(requests >= Duration::from_millis(240), "{requests:?}");
        let free = slow(Rate::default());
        assert!(free < bytes, "{free:?}");
    }
}
