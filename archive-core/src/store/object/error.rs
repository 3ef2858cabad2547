//! What an error of a service means for the archive.

use super::super::{At, StoreError};
use object_store::Error as Remote;
use object_store::client::{HttpError, HttpErrorKind};
use std::error::Error;

/// Longest message of a service that is kept, in bytes: some answer with whole web pages.
const MESSAGE_BYTES: usize = 500;
/// What stands before the status in the messages of the client, which has no other way to tell.
const STATUS_MARK: &str = "status code: ";
/// How services say in the body that a bucket or an account is full.
const FULL: [&str; 4] =
    ["QuotaExceeded", "XMinioStorageFull", "InsufficientCapacity", "StorageQuotaExceeded"];

/// The meaning of an error, its text without secrets.
pub(super) fn failed(at: At, error: &Remote, secrets: &[String]) -> StoreError {
    let text = error.to_string();
    let at = at.because(clean(&text, secrets));
    if FULL.iter().any(|word| text.contains(word)) {
        return StoreError::NoSpace(at);
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

/// Whether the request or its answer was lost on the way.
fn is_transport(error: &Remote) -> bool {
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(error) = cause {
        if let Some(http) = error.downcast_ref::<HttpError>() {
            return !matches!(http.kind(), HttpErrorKind::Decode);
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
    fn no_secret_and_no_web_page_comes_through() {
        let error = meaning(&format!("token=geheim123 {}", "ä".repeat(5_000)));
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("geheim123") && shown.contains("***"), "{shown}");
        assert!(error.to_string().len() < MESSAGE_BYTES + 100);
    }
}
