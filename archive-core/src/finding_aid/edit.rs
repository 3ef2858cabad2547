//! Changing a description field by field.

use super::Said;
use crate::error::{Error, Result};
use crate::finding::codes::dsc;
use crate::metadata::description::{Description, Field, Level, Unit};
use std::collections::HashSet;

/// What a value belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// A field of the model.
    Field(Field),
    /// What the model has no field for, by its name.
    Other(String),
}

/// One change of the unit of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The values of a field are these: the first for a key takes the old ones away.
    Set(Key, String),
    /// A further value.
    Add(Key, String),
    /// Takes all values away.
    Clear(Key),
    /// Sets the level.
    Level(Level),
}

impl Key {
    /// The key that a word means: a field in German or English, or `other:NAME`.
    ///
    /// # Errors
    /// `E-DSC-005` where there is no such field.
    pub fn from_word(word: &str) -> Result<Self> {
        if let Some(name) = word.trim().strip_prefix("other:").filter(|name| !name.is_empty()) {
            return Ok(Self::Other(name.to_owned()));
        }
        let field = Field::from_word(word).map(Self::Field);
        field.ok_or_else(|| Error::new(&dsc::UNKNOWN_FIELD).with("field", word.trim()))
    }

    fn clear(&self, unit: &mut Unit) {
        match self {
            Self::Field(field) => unit.values.retain(|value| value.field != *field),
            Self::Other(name) => unit.other.retain(|(known, _)| known != name),
        }
    }

    fn add(&self, unit: &mut Unit, text: &str) {
        match self {
            Self::Field(field) => unit.say(*field, text),
            Self::Other(name) => unit.keep(name.clone(), text),
        }
    }
}

/// The description after some changes, in their order.
#[must_use]
pub fn apply(description: &Description, edits: &[Edit]) -> Description {
    let mut out = description.clone();
    let mut set = HashSet::new();
    for edit in edits {
        match edit {
            Edit::Set(key, text) => {
                if set.insert(key) {
                    key.clear(&mut out.unit);
                }
                key.add(&mut out.unit, text);
            }
            Edit::Add(key, text) => key.add(&mut out.unit, text),
            Edit::Clear(key) => key.clear(&mut out.unit),
            Edit::Level(level) => out.unit.level = level.clone(),
        }
    }
    out
}

/// The description with what another one says: each field that the other one has takes the place
/// of the same field, and so do the units above and below where it has any.
#[must_use]
pub fn merge(description: &Description, said: &Said) -> Description {
    let mut out = description.clone();
    let other = &said.description;
    let fields: HashSet<Field> = other.unit.values.iter().map(|value| value.field).collect();
    out.unit.values.retain(|value| !fields.contains(&value.field));
    out.unit.values.extend(other.unit.values.iter().cloned());
    let names: HashSet<&String> = other.unit.other.iter().map(|(name, _)| name).collect();
    out.unit.other.retain(|(name, _)| !names.contains(name));
    out.unit.other.extend(other.unit.other.iter().cloned());
    if said.says_level {
        out.unit.level = other.unit.level.clone();
    }
    if !other.above.is_empty() {
        out.above.clone_from(&other.above);
    }
    if !other.below.is_empty() {
        out.below.clone_from(&other.below);
    }
    out
}

/// What another description says in place of all that was said. The level stays where the other
/// one says none, since every unit has one.
#[must_use]
pub fn replace(description: &Description, said: &Said) -> Description {
    let mut out = said.description.clone();
    if !said.says_level {
        out.unit.level = description.unit.level.clone();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(description: &Description, field: Field) -> Vec<&str> {
        description.unit.all(field).map(|value| value.text.as_str()).collect()
    }

    #[test]
    fn edits_change_only_what_they_name() {
        let mut before = Description::default();
        before.unit.say(Field::Title, "old");
        before.unit.say(Field::Scope, "kept");
        before.unit.keep("Farbe", "rot");
        let key = |word| Key::from_word(word).unwrap();
        let after = apply(
            &before,
            &[
                Edit::Set(key("Titel"), "one".into()),
                Edit::Set(key("title"), "two".into()),
                Edit::Add(key("Enthält"), "more".into()),
                Edit::Clear(key("other:Farbe")),
                Edit::Level(Level::Series),
            ],
        );
        assert_eq!(texts(&after, Field::Title), ["one", "two"]);
        assert_eq!(texts(&after, Field::Scope), ["kept", "more"]);
        assert_eq!((after.unit.other.len(), after.unit.level), (0, Level::Series));
        assert!(Key::from_word("titel2").unwrap_err().is(&dsc::UNKNOWN_FIELD));
    }

    #[test]
    fn a_table_of_two_columns_leaves_the_other_fields() {
        let mut before = Description::default();
        before.unit.level = Level::Series;
        before.unit.say(Field::Title, "old");
        before.unit.say(Field::Scope, "kept");
        let mut said = Said { description: Description::default(), says_level: false };
        said.description.unit.say(Field::Title, "new");
        let after = merge(&before, &said);
        assert_eq!(texts(&after, Field::Title), ["new"]);
        assert_eq!(texts(&after, Field::Scope), ["kept"]);
        assert_eq!(after.unit.level, Level::Series);
        let after = replace(&before, &said);
        assert_eq!((texts(&after, Field::Scope).len(), after.unit.level), (0, Level::Series));
        let said = Said { says_level: true, ..said };
        assert_eq!(merge(&before, &said).unit.level, Level::File);
        assert_eq!(replace(&before, &said).unit.level, Level::File);
    }
}
