//! What archivists say of what they keep: units of description after ISAD(G), in a tree.
//!
//! One model for every form in which descriptions come and go ([`crate::metadata::ead`],
//! [`dublin_core`], [`csv`]). A value whose place in the model is unknown is kept with the name it
//! had; nothing is dropped in silence. Where descriptions are stored is none of this room's
//! business.

pub mod csv;
pub mod dates;
pub mod dublin_core;
mod field;
mod level;
mod whole;

pub use field::Field;
pub(crate) use field::{Home, ROWS, Row};
pub use level::Level;
pub use whole::{AROUND, Description};

use crate::limits::{DESCRIPTION_NAME_BYTES, DESCRIPTION_VALUE_BYTES};
use std::borrow::Cow;

/// Most values of one unit, those with names of their own included.
pub const VALUES: usize = 10_000;
/// Largest unit, in bytes of all its texts.
pub const UNIT_BYTES: usize = 4 << 20;
/// Most units that are held at the same time where a form needs them all.
pub const UNITS: usize = 100_000;

/// What is said in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The field.
    pub field: Field,
    /// What is said, for people. Paragraphs end with a line feed.
    pub text: String,
    /// The same for programs: dates as `1990`, `1990-05-01` or `1990/1995` (ISO 8601, EDTF
    /// level 0), languages as codes of ISO 639-2.
    pub normal: Option<String>,
}

impl Value {
    /// What is said, with the form for programs behind it where that says more than the text.
    #[must_use]
    pub fn words(&self) -> Cow<'_, str> {
        match &self.normal {
            Some(normal) if self.text.is_empty() => normal.into(),
            Some(normal)
                if !self.text.contains(normal.as_str())
                    && dates::normal(&self.text).as_ref() != Some(normal) =>
            {
                format!("{} ({normal})", self.text).into()
            }
            _ => self.text.as_str().into(),
        }
    }
}

/// A unit of description: a Bestand, an Akte, a Dokument …
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit {
    /// What kind of unit it is.
    pub level: Level,
    /// What is said, in order; a field may come more than once.
    pub values: Vec<Value>,
    /// What the model has no field for: the name it had, and what is said.
    pub other: Vec<(String, String)>,
}

/// A unit with its place in the tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placed {
    /// Its number in the order of the document, from 0.
    pub number: usize,
    /// The number of the unit above it.
    pub parent: Option<usize>,
    /// What it says.
    pub unit: Unit,
    /// Whether it says its level; if not, the unit has the one that is meant where none is said.
    pub says_level: bool,
    /// What the document says it is about, beside what it says.
    pub about: Option<About>,
}

/// What a unit is about: said in a place of its own, and no part of any description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A stored package, by the id that stands there.
    Package(String),
    /// All that a tenant holds, by its id: the top of a finding aid whose units have no common one.
    Holdings(String),
}

impl About {
    /// The word for the id of a package: the heading of its column, and `encodinganalog` in EAD.
    pub const AIP: &str = "aip";
    const TENANT: &str = "tenant";

    /// The word for what the id is of.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Package(_) => Self::AIP,
            Self::Holdings(_) => Self::TENANT,
        }
    }

    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        let (Self::Package(id) | Self::Holdings(id)) = self;
        id
    }

    /// What an id is of, by the word for it.
    #[must_use]
    pub fn from_key(key: &str, id: &str) -> Option<Self> {
        let id = id.trim();
        match key {
            _ if id.is_empty() => None,
            Self::AIP => Some(Self::Package(id.to_owned())),
            Self::TENANT => Some(Self::Holdings(id.to_owned())),
            _ => None,
        }
    }
}

impl Unit {
    /// A unit of a level that says nothing yet.
    #[must_use]
    pub fn new(level: Level) -> Self {
        Self { level, ..Self::default() }
    }

    /// The first text in a field.
    #[must_use]
    pub fn text(&self, field: Field) -> Option<&str> {
        self.all(field).next().map(|value| value.text.as_str())
    }

    /// Every value in a field.
    pub fn all(&self, field: Field) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(move |value| value.field == field)
    }

    /// Adds a text to a field, unless it is empty. Dates are normalised where they can be read.
    pub fn say(&mut self, field: Field, text: impl Into<String>) {
        let text = text.into();
        let normal = if field.is_date() { dates::normal(&text) } else { None };
        self.say_both(field, text, normal);
    }

    /// Adds a text with what it is for programs.
    pub fn say_both(&mut self, field: Field, text: impl Into<String>, normal: Option<String>) {
        let text = text.into();
        if !text.trim().is_empty() || normal.is_some() {
            self.values.push(Value { field, text: text.trim().to_owned(), normal });
        }
    }

    /// Keeps what the model has no field for.
    pub fn keep(&mut self, name: impl Into<String>, text: impl Into<String>) {
        let (name, text) = (name.into(), text.into());
        if !text.trim().is_empty() {
            self.other.push((name, text.trim().to_owned()));
        }
    }

    /// Whether the unit keeps within [`VALUES`] and [`UNIT_BYTES`].
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        self.values.len() + self.other.len() <= VALUES && self.bytes() <= UNIT_BYTES
    }

    /// Bytes of all its texts.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let normal = |value: &Value| value.normal.as_ref().map_or(0, String::len);
        let values = self.values.iter().map(|value| value.text.len() + normal(value));
        let other = self.other.iter().map(|(name, text)| name.len() + text.len());
        values.chain(other).sum()
    }

    /// The unit as pairs of name and value, each name with a prefix: how a package's description
    /// keeps it (`ead:title`, `ead:other:materialspec`). Values above the limit of a description
    /// are not among them.
    pub fn pairs(&self, prefix: &str) -> Vec<(String, String)> {
        let mut out = Vec::new();
        if self.level != Level::default() {
            out.push((format!("{prefix}:level"), self.level.word().to_owned()));
        }
        for value in &self.values {
            let key = value.field.key();
            out.push((format!("{prefix}:{key}"), value.text.clone()));
            if let Some(normal) = &value.normal {
                out.push((format!("{prefix}:{key}:normal"), normal.clone()));
            }
        }
        let other = self.other.iter();
        out.extend(other.map(|(name, text)| (format!("{prefix}:other:{name}"), text.clone())));
        out.retain(|(name, text)| {
            name.len() <= DESCRIPTION_NAME_BYTES
                && text.len() <= DESCRIPTION_VALUE_BYTES
                && !text.is_empty()
        });
        out
    }

    /// The unit that pairs with this prefix describe; other pairs are passed over.
    #[must_use]
    pub fn from_pairs(prefix: &str, pairs: &[(String, String)]) -> Self {
        let mut unit = Self::default();
        unit.take_pairs(prefix, pairs);
        unit
    }

    /// Adds what pairs with this prefix say; other pairs are passed over.
    fn take_pairs(&mut self, prefix: &str, pairs: &[(String, String)]) {
        for (name, text) in pairs {
            let Some(key) = name.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(':'))
            else {
                continue;
            };
            if let Some(name) = key.strip_prefix("other:") {
                self.other.push((name.to_owned(), text.clone()));
            } else if key == "level" {
                self.level = Level::from_word(text);
            } else if let Some(field) = key.strip_suffix(":normal").and_then(Field::from_key) {
                match self.values.last_mut() {
                    Some(last) if last.field == field => last.normal = Some(text.clone()),
                    _ => self.say_both(field, "", Some(text.clone())),
                }
            } else if let Some(field) = Field::from_key(key) {
                self.values.push(Value { field, text: text.clone(), normal: None });
            } else {
                self.other.push((key.to_owned(), text.clone()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_the_same_after_it_was_pairs() {
        let mut unit = Unit::new(Level::Other("Teilbestand".into()));
        unit.say(Field::Title, " Bauakte ");
        unit.say(Field::Period, "1990–1995");
        unit.say(Field::Scope, "Pläne\nFotos");
        unit.say(Field::Scope, "");
        unit.say_both(Field::Language, "Deutsch", Some("ger".into()));
        unit.keep("materialspec", "1:500");
        let pairs = unit.pairs("ead");
        assert!(pairs.contains(&("ead:period:normal".into(), "1990/1995".into())), "{pairs:?}");
        assert_eq!(Unit::from_pairs("ead", &pairs), unit);
        assert_eq!(unit.all(Field::Scope).count(), 1);
        assert_eq!(unit.text(Field::Title), Some("Bauakte"));
    }

    #[test]
    fn units_have_bounds() {
        let mut unit = Unit::default();
        unit.say(Field::Note, "x".repeat(UNIT_BYTES));
        assert!(unit.is_bounded());
        unit.say(Field::Note, "x");
        assert!(!unit.is_bounded());
    }
}
