//! What an error of a service means for the archive.

use super::super::{At, StoreError};
use object_store::Error as Remote;
use object_store::client::HttpError;
use std::error::Error;

/// Longest message of a service that is kept, in bytes: some answer with whole web pages.
const MESSAGE_BYTES: usize = 500;
/// What stands before the status in the messages of the client, which has no other way to tell.
const STATUS_MARK: &str = "status code: ";
/// How services say in the body that a bucket or an account is full.
const FULL: [&str; 4] =
    ["QuotaExceeded", "XMinioStorageFull", "InsufficientCapacity", "StorageQuotaExceeded"];

/// Words of services for what passes: two conditional requests met, the clocks differ, somebody
/// was too slow or is overloaded. Each stands as the code of an answer, under various statuses.
const PASSING: [&str; 8] = [
    "ConditionalRequestConflict",
    "InternalError",
    "OperationAborted",
    "RequestTimeTooSkewed",
    "RequestTimeout",
    "ServiceUnavailable",
    "SlowDown",
    "TooManyRequests",
];
/// How the client says that it does not understand an answer: it was cut, or tells of an error
/// under a status of success. Whether the request took effect is unknown then.
const GARBLED: [&str; 3] = [
    "Got invalid list response",
    "Got invalid multipart response",
    "Got invalid DeleteObjects response",
];
/// What the client says of a request that it has sent more than once.
const REPEATED: &str = " retries, max_retries: ";

/// Whether the client has sent a request more than once before it failed: an earlier one may have
/// taken effect.
pub(super) fn is_repeated(error: &Remote) -> bool {
    error.to_string().contains(REPEATED)
}

/// The meaning of an error, its text without secrets.
pub(super) fn failed(at: At, error: &Remote, secrets: &[String]) -> StoreError {
    let text = error.to_string();
    let at = at.because(clean(&text, secrets));
    if FULL.iter().any(|word| text.contains(word)) {
        return StoreError::NoSpace(at);
    }
    if is_passing(&text) {
        return StoreError::Unreachable(at);
    }
    match error {
        Remote::NotFound { .. } => StoreError::NotFound(at),
        Remote::AlreadyExists { .. } | Remote::Precondition { .. } => StoreError::AlreadyExists(at),
        Remote::PermissionDenied { .. } | Remote::Unauthenticated { .. } => {
            StoreError::Permission(at)
        }
        Remote::NotSupported { .. } | Remote::NotImplemented { .. } => StoreError::Unsupported(at),
        Remote::InvalidPath { .. } => StoreError::BadKey(at),
        _ if is_transport(error) => StoreError::Unreachable(at),
        _ => of_status(status(&text), at),
    }
}

/// The meaning of an answer of the service to a request of our own.
pub(super) fn of_answer(at: At, status: u16, text: &str, secrets: &[String]) -> StoreError {
    let at = at.because(clean(&format!("{STATUS_MARK}{status}: {text}"), secrets));
    if FULL.iter().any(|word| text.contains(word)) {
        return StoreError::NoSpace(at);
    }
    of_status(Some(status), at)
}

fn of_status(status: Option<u16>, at: At) -> StoreError {
    match status {
        Some(408 | 425 | 429 | 500 | 502 | 503 | 504) => StoreError::Unreachable(at),
        Some(401 | 403) => StoreError::Permission(at),
        Some(404) => StoreError::NotFound(at),
        Some(405 | 501) => StoreError::Unsupported(at),
        Some(409 | 412) => StoreError::AlreadyExists(at),
        Some(507) => StoreError::NoSpace(at),
        _ => StoreError::Other(at),
    }
}

/// Whether the service says, or seems to say, that the trouble passes.
fn is_passing(text: &str) -> bool {
    let codes = || text.split("<Code>").skip(1).filter_map(|rest| rest.split_once("</Code>"));
    codes().any(|(code, _)| PASSING.contains(&code))
        || GARBLED.iter().any(|word| text.contains(word))
}

/// Whether the request or its answer was lost on the way, as a whole or in part.
fn is_transport(error: &Remote) -> bool {
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(error) = cause {
        if error.is::<HttpError>() {
            return true;
        }
        cause = error.source();
    }
    false
}

fn status(text: &str) -> Option<u16> {
    let rest = &text[text.find(STATUS_MARK)? + STATUS_MARK.len()..];
    rest.get(..3)?.parse().ok()
}

/// The text of an error without secrets and of bounded length.
pub(in crate::store) fn clean(text: &str, secrets: &[String]) -> String {
    let mut out = text.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        out = out.replace(secret, "***");
    }
    if out.len() > MESSAGE_BYTES {
        out.truncate(out.floor_char_boundary(MESSAGE_BYTES));
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generic(text: &str) -> Remote {
        Remote::Generic { store: "S3", source: text.to_owned().into() }
    }

    fn meaning(text: &str) -> StoreError {
        failed(At::place("write", "k"), &generic(text), &["geheim123".to_owned()])
    }

    #[test]
    fn a_status_gets_its_meaning() {
        let text = |status: &str| format!("Server returned non-2xx status code: {status}: x");
        assert!(meaning(&text("503 Service Unavailable")).retryable());
        assert!(meaning(&text("429 Too Many Requests")).retryable());
        assert!(matches!(meaning(&text("507 Storage Full")), StoreError::NoSpace(_)));
        assert!(matches!(meaning(&text("416 Range")), StoreError::Other(_)));
        let full = format!("{} <Code>QuotaExceeded</Code>", text("403 Forbidden"));
        assert!(matches!(meaning(&full), StoreError::NoSpace(_)));
        assert!(matches!(meaning("no status at all"), StoreError::Other(_)));
    }

    #[test]
    fn what_passes_is_told_from_what_lasts() {
        let of = |kind: fn(String) -> Remote, code: &str| {
            let text = format!("status code: 4xx: <Error><Code>{code}</Code></Error>");
            failed(At::place("create", "k"), &kind(text), &[])
        };
        let exists = |text: String| Remote::AlreadyExists { path: "k".into(), source: text.into() };
        let denied =
            |text: String| Remote::PermissionDenied { path: "k".into(), source: text.into() };
        assert!(of(exists, "ConditionalRequestConflict").retryable());
        assert!(matches!(of(exists, "PreconditionFailed"), StoreError::AlreadyExists(_)));
        assert!(of(denied, "RequestTimeTooSkewed").retryable());
        assert!(matches!(of(denied, "AccessDenied"), StoreError::Permission(_)));
        assert!(meaning("Got invalid multipart response: missing field `ETag`").retryable());
        // A file may be named as an error is.
        let named = Remote::NotFound { path: "k".into(), source: "SlowDown/x".to_owned().into() };
        let found = failed(At::place("read", "SlowDown/x"), &named, &[]);
        assert!(matches!(found, StoreError::NotFound(_)));
    }

    #[test]
    fn no_secret_and_no_web_page_comes_through() {
        let error = meaning(&format!("token=geheim123 {}", "ä".repeat(5_000)));
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("geheim123") && shown.contains("***"), "{shown}");
        assert!(error.to_string().len() < MESSAGE_BYTES + 100);
    }
}
