//! The start of an element: its names are resolved, its attributes lie in one piece of memory.

use std::ops::Range;
use std::sync::Arc;

/// Attributes up to this number are compared in pairs, without sorting them.
const FEW: usize = 12;

/// The start of an element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// Namespace name; empty where the element has none.
    pub namespace: String,
    /// Local name.
    pub name: String,
    pub(super) text: String,
    pub(super) attributes: Vec<Attribute>,
}

/// An attribute: its name as written, what the prefix stands for, and its value, normalised.
/// Name and value are ranges of [`Element::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribute {
    pub written: Range<usize>,
    pub value: Range<usize>,
    pub namespace: Option<Arc<str>>,
}

impl Element {
    /// The value of an attribute by its name as written (with prefix).
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let is_it = |a: &&Attribute| &self.text[a.written.clone()] == name;
        self.attributes.iter().find(is_it).map(|a| &self.text[a.value.clone()])
    }

    /// The value of an attribute by its namespace (empty: none) and local name, whatever its
    /// prefix (Namespaces in XML 1.0, section 6.3).
    #[must_use]
    pub fn attribute_in(&self, namespace: &str, local: &str) -> Option<&str> {
        self.attributes()
            .find(|(space, name, _)| *space == namespace && *name == local)
            .map(|(_, _, value)| value)
    }

    /// Every attribute: namespace (empty: none), local name, value. Declarations of namespaces
    /// are not among them.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.attributes.iter().filter_map(|attribute| {
            let written = self.written(attribute);
            if written == "xmlns" || written.starts_with("xmlns:") {
                return None;
            }
            let local = written.split_once(':').map_or(written, |(_, local)| local);
            let namespace = attribute.namespace.as_deref().unwrap_or_default();
            Some((namespace, local, &self.text[attribute.value.clone()]))
        })
    }

    /// Every declaration of a namespace: prefix (empty: the default one) and name.
    pub fn declarations(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().filter_map(|attribute| {
            let written = self.written(attribute).strip_prefix("xmlns")?;
            let prefix = if written.is_empty() { "" } else { written.strip_prefix(':')? };
            Some((prefix, &self.text[attribute.value.clone()]))
        })
    }

    /// Forgets everything but its memory.
    pub(super) fn clear(&mut self) {
        self.namespace.clear();
        self.name.clear();
        self.text.clear();
        self.attributes.clear();
    }

    pub(super) fn written(&self, attribute: &Attribute) -> &str {
        &self.text[attribute.written.clone()]
    }

    /// Whether two attributes have the same name after their prefixes are resolved
    /// (Namespaces in XML 1.0, section 6.3).
    pub(super) fn has_twins(&self) -> bool {
        if self.attributes.len() <= FEW {
            return self.has_twins_among_few();
        }
        let mut names: Vec<(&str, &str)> = Vec::with_capacity(self.attributes.len());
        names.extend(self.attributes().map(|(space, name, _)| (space, name)));
        // Declarations belong to no namespace that an attribute can have.
        names.extend(self.declarations().map(|(prefix, _)| ("xmlns", prefix)));
        names.sort_unstable();
        names.windows(2).any(|pair| pair[0] == pair[1])
    }

    fn has_twins_among_few(&self) -> bool {
        let local = |a: &Attribute| {
            let written = self.written(a);
            memchr::memchr(b':', written.as_bytes()).map_or(written, |at| &written[at + 1..])
        };
        self.attributes.iter().enumerate().any(|(place, one)| {
            self.attributes[..place].iter().any(|other| {
                // Lengths differ for most pairs; what is written alike is the same.
                (one.written.len() == other.written.len()
                    && self.written(one) == self.written(other))
                    || (one.namespace.is_some()
                        && one.namespace == other.namespace
                        && local(one) == local(other))
            })
        })
    }
}
