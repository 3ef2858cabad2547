//! What the file system answered when it did not do what was asked.

use crate::error::Error;
use crate::finding::codes::sys;
use std::io;
use std::path::{Path, PathBuf};

/// A failed call: what was tried, where, and what the system said.
#[derive(Debug, thiserror::Error)]
#[error("could not {action} {}: {source}", path.display())]
pub struct Failure {
    /// What was tried, as a verb.
    pub action: &'static str,
    /// On which path.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

impl Failure {
    /// Makes a closure for `map_err` that names the action and the path.
    pub fn of(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self { action, path, source }
    }

    /// A file larger than the caller is willing to hold in memory.
    #[must_use]
    pub fn too_large(path: &Path, limit: u64) -> Self {
        let source = io::Error::new(io::ErrorKind::FileTooLarge, format!("over {limit} bytes"));
        Self { action: "read", path: path.to_owned(), source }
    }

    /// Whether nothing is there.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self.source.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
    }

    /// Whether the place is taken.
    #[must_use]
    pub fn is_already_there(&self) -> bool {
        matches!(
            self.source.kind(),
            io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty
        )
    }

    /// Whether disk or quota are used up.
    #[must_use]
    pub fn is_no_space(&self) -> bool {
        matches!(self.source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let code = match failure.source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => &sys::NOT_FOUND,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => &sys::PERMISSION,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => &sys::NO_SPACE,
            io::ErrorKind::AlreadyExists => &sys::EXISTS,
            _ => &sys::UNREADABLE,
        };
        Self::new(code)
            .at(failure.path.display().to_string())
            .with("action", failure.action)
            .with("reason", &failure.source)
            .because(failure)
    }
}
