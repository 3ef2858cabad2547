//! The only way to name something in a store.
//!
//! A [`Key`] is made by checking, so that no backend ever has to: whatever holds one can be put
//! behind a prefix and stays there. It knows nothing of paths of the operating system.

use std::fmt;
use std::str::FromStr;

/// Longest key in bytes: what S3, Azure and Google take, prefix of the copy included.
pub const KEY_BYTES: usize = 1_024;
/// Longest segment in bytes: what file systems take.
pub const SEGMENT_BYTES: usize = 255;

/// A relative, `/`-separated path of safe segments. Ordered by its bytes.
///
/// No segment is empty, `.` or `..`, holds a control character, a NUL or a backslash, or looks
/// like a temporary file of the archive. The empty key is the root of a store: it can be listed
/// and joined to, but names no file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Key(String);

/// The text is no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a key: {text:?} ({reason})")]
pub struct BadKey {
    /// What was given.
    pub text: String,
    /// Why it is refused.
    pub reason: &'static str,
}

impl Key {
    /// A key of at least one segment.
    pub fn new(text: impl Into<String>) -> Result<Self, BadKey> {
        let text = text.into();
        match fault(&text) {
            None => Ok(Self(text)),
            Some(reason) => Err(BadKey { text, reason }),
        }
    }

    /// The root: the prefix of everything.
    #[must_use]
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// Whether this is the root.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The key as text; empty for the root.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key below this one. `rest` may have several segments.
    pub fn join(&self, rest: &str) -> Result<Self, BadKey> {
        if self.is_root() {
            return Self::new(rest);
        }
        if let Some(reason) = fault(rest) {
            return Err(BadKey { text: rest.to_owned(), reason });
        }
        Self::new(format!("{}/{rest}", self.0))
    }

    /// The key below this one that another key names.
    pub fn join_key(&self, rest: &Self) -> Result<Self, BadKey> {
        if rest.is_root() { Ok(self.clone()) } else { self.join(&rest.0) }
    }

    /// The key above; `None` for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        match self.0.rsplit_once('/') {
            Some((parent, _)) => Some(Self(parent.to_owned())),
            None if self.is_root() => None,
            None => Some(Self::root()),
        }
    }

    /// The last segment; empty for the root.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The segments from the top.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|segment| !segment.is_empty())
    }

    /// Whether this key is `prefix` or lies below it, segment by segment: `ab` is not below `a`.
    #[must_use]
    pub fn starts_with(&self, prefix: &Self) -> bool {
        self.below(prefix).is_some()
    }

    /// The part of this key below `prefix`: the root where they are equal, `None` where it does
    /// not lie below.
    #[must_use]
    pub fn below(&self, prefix: &Self) -> Option<Self> {
        if prefix.is_root() {
            return Some(self.clone());
        }
        let rest = self.0.strip_prefix(&prefix.0)?;
        if rest.is_empty() {
            return Some(Self::root());
        }
        rest.strip_prefix('/').map(|rest| Self(rest.to_owned()))
    }
}

/// Why a text is no key.
fn fault(text: &str) -> Option<&'static str> {
    if text.len() > KEY_BYTES {
        return Some("longer than 1,024 bytes");
    }
    text.split('/').find_map(segment_fault)
}

fn segment_fault(segment: &str) -> Option<&'static str> {
    match segment {
        "" => Some("it has an empty segment"),
        "." | ".." => Some("it has a segment of dots"),
        _ if segment.len() > SEGMENT_BYTES => Some("it has a segment longer than 255 bytes"),
        _ if segment.chars().any(|c| c.is_control() || c == '\\') => {
            Some("it has a control character or a backslash")
        }
        _ if crate::fs::is_temporary_name(segment.as_bytes()) => {
            Some("it has the name of a temporary file")
        }
        _ => None,
    }
}

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        Self::new(text)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> Key {
        Key::new(text).unwrap()
    }

    #[test]
    fn only_safe_paths_are_keys() {
        for good in ["a", "a/b", "v1/content/0000/0000", "0=ocfl_1.1", "Grün/ä b", "...", "a.part"]
        {
            assert!(Key::new(good).is_ok(), "{good}");
        }
        let long = "x".repeat(256);
        let longer = "x/".repeat(512) + "x";
        let temporary = format!(".{}.tmp", "0".repeat(32));
        for bad in [
            "", "/", "/a", "a/", "a//b", ".", "..", "a/../b", "a/.", "a\\b", "a\0b", "a\nb",
            "a\u{85}b", &long, &longer, &temporary,
        ] {
            assert!(Key::new(bad).is_err(), "{bad:?}");
            assert!(bad.is_empty() || key("p").join(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_prefix_ends_at_a_segment() {
        assert!(key("a/b").starts_with(&key("a")));
        assert!(key("a").starts_with(&key("a")));
        assert!(!key("ab").starts_with(&key("a")));
        assert_eq!(key("a/b/c").below(&key("a")), Some(key("b/c")));
        assert_eq!(key("a").below(&Key::root()), Some(key("a")));
        assert_eq!(key("a").below(&key("a")), Some(Key::root()));
    }

    #[test]
    fn parents_end_at_the_root() {
        assert_eq!(key("a/b").parent(), Some(key("a")));
        assert_eq!(key("a").parent(), Some(Key::root()));
        assert_eq!(Key::root().parent(), None);
        assert_eq!(key("a/b").name(), "b");
    }

    proptest! {
        #[test]
        fn no_text_escapes_its_prefix(text in "[a./\\\\\u{0}-\u{20}]{0,12}") {
            if let Ok(joined) = key("tenant").join(&text) {
                prop_assert!(joined.starts_with(&key("tenant")));
                prop_assert!(joined.segments().all(|s| s != ".." && s != "." && !s.is_empty()));
                prop_assert_eq!(joined.below(&key("tenant")), Key::new(text).ok());
            }
        }
    }
}
