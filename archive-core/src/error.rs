//! The one error type of the library: a finding that stopped the work, and what caused it.

use crate::finding::{Class, Code, Finding, Lang};
use std::fmt;

/// The result of everything that can fail in the archive.
pub type Result<T, E = Error> = std::result::Result<T, E>;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// What stopped the work: code, place and remedy as in every [`Finding`], and the cause below.
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    finding: Finding,
    source: Option<Source>,
}

impl Error {
    /// An error with a code and nothing else.
    #[must_use]
    pub fn new(code: &'static Code) -> Self {
        Finding::new(code).into()
    }

    /// The same error at a place.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.inner.finding = self.inner.finding.at(path);
        self
    }

    /// The same error with a fact for its message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.inner.finding = self.inner.finding.with(name, value);
        self
    }

    /// The same error with a fact made of words, in English and in German.
    #[must_use]
    pub fn with_words(
        mut self,
        name: &'static str,
        english: impl fmt::Display,
        german: impl fmt::Display,
    ) -> Self {
        self.inner.finding = self.inner.finding.with_words(name, english, german);
        self
    }

    /// The same error with what `other` says as its `{reason}`, in both languages.
    #[must_use]
    pub fn with_reason(mut self, other: &Self) -> Self {
        self.inner.finding = self.inner.finding.with_reason(other.finding());
        self
    }

    /// The same error with its cause.
    #[must_use]
    pub fn because(mut self, source: impl Into<Source>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    /// Code, place, message and remedy.
    #[must_use]
    pub fn finding(&self) -> &Finding {
        &self.inner.finding
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static Code {
        self.inner.finding.code
    }

    /// What the error means for the caller.
    #[must_use]
    pub fn class(&self) -> Class {
        self.code().class
    }

    /// Whether the error has this code.
    #[must_use]
    pub fn is(&self, code: &Code) -> bool {
        self.code().id == code.id
    }
}

impl From<Finding> for Error {
    fn from(finding: Finding) -> Self {
        Self { inner: Box::new(Inner { finding, source: None }) }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.code().id, self.inner.finding.message(Lang::En))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner.source {
            Some(source) => write!(f, "{self} ({source})"),
            None => write!(f, "{self}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_deref().map(|s| s as _)
    }
}
