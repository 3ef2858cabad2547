//! The one place where the archive asks for randomness.

use jiff::Timestamp;
use uuid::{NoContext, Uuid};

/// A new identifier that sorts by the time it was made (UUID version 7, RFC 9562 §5.7).
#[must_use]
pub fn uuid_v7(now: Timestamp) -> Uuid {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanos))
}

/// A new identifier without order (UUID version 4), for names of temporary things.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this module is the seam for randomness")]
pub fn uuid_v4() -> Uuid {
    Uuid::new_v4()
}

/// Thirty-two bytes that nobody can guess: the secret of a key. Ends the process where the system
/// gives no randomness, since a key that can be guessed is worse than none.
#[cfg(feature = "installation")]
#[must_use]
pub fn secret() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("an operating system gives randomness");
    bytes
}
