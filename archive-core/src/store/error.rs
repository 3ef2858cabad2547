//! What a store answers when it did not do what was asked.
//!
//! The variants say what it means for the caller, not which call of which backend failed.

use super::key::{BadKey, Key};
use crate::error::Error;
use crate::finding::Class;
use crate::finding::codes::{sto, sys};
use crate::fs::Failure;
use std::fmt;
use std::io;

/// What lies below a [`StoreError`].
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// Where and at what something failed.
#[derive(Debug)]
pub struct At {
    /// What was tried, as an English verb.
    pub action: &'static str,
    /// The key, or what else names the place; empty for the store as a whole.
    pub place: String,
    /// What the system, the service or a check said.
    pub source: Option<Source>,
}

impl At {
    /// An action on a key.
    #[must_use]
    pub fn key(action: &'static str, key: &Key) -> Self {
        Self::place(action, key.as_str())
    }

    /// An action on something that is named by a text.
    #[must_use]
    pub fn place(action: &'static str, place: impl Into<String>) -> Self {
        Self { action, place: place.into(), source: None }
    }

    /// The same with its cause.
    #[must_use]
    pub fn because(mut self, source: impl Into<Source>) -> Self {
        self.source = Some(source.into());
        self
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "could not {} {}", self.action, self.place)?;
        self.source.as_ref().map_or(Ok(()), |source| write!(f, ": {source}"))
    }
}

/// What a store answers when it did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Nothing has this key.
    #[error("not found ({0})")]
    NotFound(At),
    /// Something has this key already, or this version is committed already.
    #[error("already there ({0})")]
    AlreadyExists(At),
    /// Another writer has claimed what was to be written.
    #[error("claimed by {writer} ({at})")]
    Claimed {
        /// The claim.
        at: At,
        /// The token of the writer who holds it.
        writer: String,
    },
    /// The account may not do this.
    #[error("no permission ({0})")]
    Permission(At),
    /// Disk, bucket or quota are full.
    #[error("no space ({0})")]
    NoSpace(At),
    /// The store takes no changes.
    #[error("read-only ({0})")]
    ReadOnly(At),
    /// The store did not answer, or asked to come back later.
    #[error("not reachable ({0})")]
    Unreachable(At),
    /// The medium answered with an error instead of the bytes.
    #[error("unreadable ({0})")]
    Unreadable(At),
    /// There is more than the caller wants to hold in memory.
    #[error("larger than {limit} bytes ({at})")]
    TooLarge {
        /// What is too large.
        at: At,
        /// What was allowed, in bytes.
        limit: u64,
    },
    /// This is no name for this place.
    #[error("bad key ({0})")]
    BadKey(At),
    /// The store cannot do this at all.
    #[error("not supported ({0})")]
    Unsupported(At),
    /// Something else.
    #[error("failed ({0})")]
    Other(At),
}

impl StoreError {
    /// Where and at what it failed.
    #[must_use]
    pub fn at(&self) -> &At {
        match self {
            Self::NotFound(at)
            | Self::AlreadyExists(at)
            | Self::Permission(at)
            | Self::NoSpace(at)
            | Self::ReadOnly(at)
            | Self::Unreachable(at)
            | Self::Unreadable(at)
            | Self::BadKey(at)
            | Self::Unsupported(at)
            | Self::Other(at)
            | Self::Claimed { at, .. }
            | Self::TooLarge { at, .. } => at,
        }
    }

    /// Whether the same call may succeed a little later without anybody's help.
    #[must_use]
    pub fn retryable(&self) -> bool {
        matches!(self, Self::Unreachable(_))
    }

    /// What an error of the system means, at a key.
    #[must_use]
    pub fn system(action: &'static str, key: &Key, error: io::Error) -> Self {
        Self::from_io(At::key(action, key), error)
    }

    /// What an error met while reading or writing a stream of a store means. An error that a
    /// store put into the stream comes out again as it was.
    #[must_use]
    pub fn from_io(at: At, error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(error) => Self::of_kind(error.kind(), error.raw_os_error(), at.because(error)),
        }
    }

    /// What a failed call to the file system means, at a key.
    #[must_use]
    pub fn from_failure(key: &Key, failure: Failure) -> Self {
        let (kind, code) = (failure.source.kind(), failure.source.raw_os_error());
        Self::of_kind(kind, code, At::key(failure.action, key).because(failure))
    }

    fn of_kind(kind: io::ErrorKind, code: Option<i32>, at: At) -> Self {
        use io::ErrorKind as Kind;
        match kind {
            Kind::NotFound | Kind::NotADirectory => Self::NotFound(at),
            Kind::AlreadyExists | Kind::DirectoryNotEmpty => Self::AlreadyExists(at),
            Kind::PermissionDenied => Self::Permission(at),
            Kind::ReadOnlyFilesystem => Self::ReadOnly(at),
            Kind::StorageFull | Kind::QuotaExceeded => Self::NoSpace(at),
            Kind::InvalidFilename => Self::BadKey(at),
            Kind::TimedOut
            | Kind::HostUnreachable
            | Kind::NetworkDown
            | Kind::NetworkUnreachable
            | Kind::NotConnected
            | Kind::ConnectionReset
            | Kind::StaleNetworkFileHandle => Self::Unreachable(at),
            _ if code.is_some_and(is_medium_error) => Self::Unreadable(at),
            _ => Self::Other(at),
        }
    }
}

/// Whether an error number says that the medium is at fault: EIO, ENODATA (a bad block on some
/// file systems), EUCLEAN (structure damaged), EBADMSG (checksum wrong), EREMOTEIO.
fn is_medium_error(code: i32) -> bool {
    matches!(code, 5 | 61 | 74 | 117 | 121)
}

impl From<BadKey> for StoreError {
    fn from(bad: BadKey) -> Self {
        Self::BadKey(At::place("name", bad.text.clone()).because(bad))
    }
}

impl From<StoreError> for io::Error {
    /// For readers and writers of a store; [`StoreError::from_io`] turns it back.
    fn from(error: StoreError) -> Self {
        Self::other(error)
    }
}

impl From<Error> for StoreError {
    /// For wrappers that know more than a store does; turning it back keeps its code.
    fn from(error: Error) -> Self {
        let at = At::place("use", "the copy");
        if error.class() == Class::Temporary {
            return Self::Unreachable(at.because(error));
        }
        Self::Other(at.because(error))
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let said = error.at().source.as_ref().and_then(|s| s.downcast_ref::<Self>());
        let said = said.map(|own| own.finding().clone());
        if let (StoreError::Other(_), Some(said)) = (&error, &said) {
            return said.clone().into();
        }
        let (code, fact) = match &error {
            StoreError::NotFound(_) => (&sto::NOT_FOUND, None),
            StoreError::AlreadyExists(_) => (&sto::ALREADY_THERE, None),
            StoreError::Claimed { writer, .. } => (&sto::CLAIMED, Some(("writer", writer.clone()))),
            StoreError::Permission(_) => (&sto::PERMISSION, None),
            StoreError::NoSpace(_) => (&sys::NO_SPACE, None),
            StoreError::ReadOnly(_) => (&sto::READ_ONLY, None),
            StoreError::Unreachable(_) => (&sto::UNREACHABLE, None),
            StoreError::Unreadable(_) => (&sto::UNREADABLE, None),
            StoreError::TooLarge { limit, .. } => {
                (&sto::TOO_LARGE, Some(("limit", limit.to_string())))
            }
            StoreError::BadKey(_) => (&sto::BAD_KEY, None),
            StoreError::Unsupported(_) => (&sto::UNSUPPORTED, None),
            StoreError::Other(_) => (&sto::FAILED, None),
        };
        let at = error.at();
        let reason = at.source.as_ref().map_or_else(|| error.to_string(), ToString::to_string);
        let mut out = Self::new(code).at(at.place.clone()).with("action", at.action);
        out = match said {
            Some(said) => out.with_reason(&said.into()),
            None => out.with("reason", reason),
        };
        if let Some((name, value)) = fact {
            out = out.with(name, value);
        }
        out.because(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Lang;

    #[test]
    fn errors_of_the_system_get_their_meaning() {
        let key = Key::new("a/b").unwrap();
        let meaning = |code| StoreError::system("read", &key, io::Error::from_raw_os_error(code));
        assert!(matches!(meaning(2), StoreError::NotFound(_)));
        assert!(matches!(meaning(5), StoreError::Unreadable(_)));
        assert!(matches!(meaning(13), StoreError::Permission(_)));
        assert!(matches!(meaning(28), StoreError::NoSpace(_)));
        assert!(matches!(meaning(30), StoreError::ReadOnly(_)));
        assert!(matches!(meaning(122), StoreError::NoSpace(_)));
        assert!(matches!(meaning(110), StoreError::Unreachable(_)));
        assert!(meaning(110).retryable() && !meaning(5).retryable());
    }

    #[test]
    fn an_error_survives_a_stream() {
        let key = Key::new("a").unwrap();
        let sent = io::Error::from(StoreError::Unreachable(At::key("read", &key)));
        let got = StoreError::from_io(At::key("copy", &key), sent);
        assert!(matches!(got, StoreError::Unreachable(at) if at.action == "read"));
    }

    #[test]
    fn every_error_speaks_both_languages_and_names_the_place() {
        let at = || At::place("read", "holdings/abc");
        let all = [
            StoreError::NotFound(at()),
            StoreError::AlreadyExists(at()),
            StoreError::Claimed { at: at(), writer: "w-7".into() },
            StoreError::Permission(at()),
            StoreError::NoSpace(at()),
            StoreError::ReadOnly(at()),
            StoreError::Unreachable(at()),
            StoreError::Unreadable(at()),
            StoreError::TooLarge { at: at(), limit: 9 },
            StoreError::BadKey(at()),
            StoreError::Unsupported(at()),
            StoreError::Other(at()),
        ];
        for error in all {
            let error = Error::from(error);
            for lang in [Lang::En, Lang::De] {
                let message = error.finding().message(lang);
                assert!(message.contains("holdings/abc"), "{message}");
                assert!(!message.contains('?'), "a fact is missing: {message}");
            }
        }
        let claimed = Error::from(StoreError::Claimed { at: at(), writer: "w-7".into() });
        assert_eq!(claimed.class(), Class::Locked);
        assert!(claimed.finding().message(Lang::De).contains("w-7"));
    }
}
