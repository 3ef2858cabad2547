//! The description of an archived package: its unit, what it belongs to, and what it holds.
//!
//! It is kept as pairs of name and value, as every description is: `unit:<field>` for the unit,
//! `above:<n>:<field>` for what it belongs to, from the highest (1) on, and `below:<n>:<field>`
//! for what it holds, with `below:<n>:parent` where that lies in another one.

use super::{Field, Level, Placed, Unit, dublin_core};
use std::collections::{BTreeMap, BTreeSet};

/// Most units above or below the unit of a package.
pub const AROUND: usize = 2_000;
/// Most units one inside the other.
pub const DEPTH: usize = 50;
/// Most pairs of one description.
pub const PAIRS: usize = 20_000;
/// Largest description, in bytes of all its names and values: PREMIS and the catalog keep it.
pub const BYTES: usize = 4 << 20;

const UNIT: &str = "unit";
const ABOVE: &str = "above:";
const BELOW: &str = "below:";
const PARENT: &str = "parent";
/// What descriptions of packages in EAD begin with, and what they say besides of themselves.
const EAD: &str = "ead";
const EAD_UNITS: &str = "ead:units";
/// What labels of a bag and columns of a table begin with.
const BAG_INFO: &str = "bag-info ";
const COLUMN: &str = "csv:";
/// Labels of `bag-info.txt` that a field stands for (RFC 8493, 2.2.2).
const LABELS: [(&str, Field); 4] = [
    ("Source-Organization", Field::Provenance),
    ("External-Description", Field::Scope),
    ("External-Identifier", Field::FileNumber),
    ("Internal-Sender-Description", Field::Note),
];

/// What is said of an archived package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Description {
    /// What it belongs to, the highest first: Bestand, Klassifikation, Serie. As much of each as
    /// is needed to name it.
    pub above: Vec<Unit>,
    /// The package itself.
    pub unit: Unit,
    /// What it holds, in order; a parent is the index of another one here.
    pub below: Vec<Placed>,
}

impl Description {
    /// Whether a description was made or changed in the archive, and is not only what came with
    /// the package.
    #[must_use]
    pub fn is_own(pairs: &[(String, String)]) -> bool {
        pairs.iter().any(|(name, _)| is_own_name(name))
    }

    /// The description in pairs: the archive's own, or else what those that came mean.
    #[must_use]
    pub fn of(pairs: &[(String, String)], title: &str) -> Self {
        let mut out = if Self::is_own(pairs) { Self::own(pairs) } else { Self::derived(pairs) };
        if out.unit.text(Field::Title).is_none() {
            out.unit.say(Field::Title, title);
        }
        out
    }

    /// The description as pairs, with `received` ones before it: they stay as evidence.
    #[must_use]
    pub fn pairs(&self, received: &[(String, String)]) -> Vec<(String, String)> {
        let kept = received.iter().filter(|(name, _)| !is_own_name(name));
        let mut out: Vec<_> = kept.cloned().collect();
        for (number, unit) in (1..).zip(&self.above) {
            out.extend(unit_pairs(unit, &format!("{ABOVE}{number}")));
        }
        out.extend(unit_pairs(&self.unit, UNIT));
        for (number, placed) in (1..).zip(&self.below) {
            let prefix = format!("{BELOW}{number}");
            out.extend(unit_pairs(&placed.unit, &prefix));
            let parent = placed.parent.map(|parent| (parent + 1).to_string());
            out.extend(parent.map(|parent| (format!("{prefix}:{PARENT}"), parent)));
        }
        out
    }

    /// The names of the fields in which another description differs, as they stand in pairs.
    #[must_use]
    pub fn differing(&self, other: &Self) -> Vec<String> {
        let by_name = |description: &Self| {
            let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for (name, value) in description.pairs(&[]) {
                out.entry(name).or_default().push(value);
            }
            out
        };
        let (mine, mut theirs) = (by_name(self), by_name(other));
        let mut out: Vec<String> = Vec::new();
        for (name, values) in mine {
            if theirs.remove(&name).as_ref() != Some(&values) {
                out.push(name);
            }
        }
        out.extend(theirs.into_keys());
        out.sort_unstable();
        out
    }

    /// Whether it can be kept: nothing of it gets lost on the way to pairs and back, and it is
    /// within the limits.
    #[must_use]
    pub fn is_keepable(&self) -> bool {
        let pairs = self.pairs(&[]);
        let bytes: usize = pairs.iter().map(|(name, value)| name.len() + value.len()).sum();
        self.above.len() <= AROUND
            && self.below.len() <= AROUND
            && pairs.len() <= PAIRS
            && bytes <= BYTES
            && self.is_tree()
            && Self::own(&pairs) == *self
    }

    /// Whether each unit lies in one before it, not deeper than documents can say it.
    fn is_tree(&self) -> bool {
        let mut depths: Vec<usize> = Vec::with_capacity(self.below.len());
        for placed in &self.below {
            let depth = match placed.parent {
                None => self.above.len() + 1,
                Some(parent) => depths.get(parent).map_or(usize::MAX, |depth| depth + 1),
            };
            if depth > DEPTH {
                return false;
            }
            depths.push(depth);
        }
        self.above.len() <= DEPTH
    }

    fn own(pairs: &[(String, String)]) -> Self {
        let mut out = Self { unit: Unit::from_pairs(UNIT, pairs), ..Self::default() };
        for (name, value) in pairs {
            let (numbered, above) = match (name.strip_prefix(ABOVE), name.strip_prefix(BELOW)) {
                (Some(rest), _) => (rest, true),
                (None, Some(rest)) => (rest, false),
                (None, None) => continue,
            };
            let Some((number, key)) = numbered.split_once(':') else { continue };
            let Some(index) = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1)) else {
                continue;
            };
            if index >= AROUND {
                continue;
            }
            let pair = [(format!("{UNIT}:{key}"), value.clone())];
            if above {
                out.above.resize_with(out.above.len().max(index + 1), Unit::default);
                out.above[index].take_pairs(UNIT, &pair);
                continue;
            }
            while out.below.len() <= index {
                out.below.push(Placed { number: out.below.len(), ..Placed::default() });
            }
            if key == PARENT {
                out.below[index].parent =
                    value.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            } else {
                out.below[index].unit.take_pairs(UNIT, &pair);
            }
        }
        out
    }

    /// What the description that came with a package means: its EAD, where it brought one, and
    /// what else came, as far as that says nothing of it.
    fn derived(pairs: &[(String, String)]) -> Self {
        let fields = of_fields(pairs);
        let unit = of_ead(pairs).map_or(fields.clone(), |unit| completed(unit, fields));
        Self { unit, ..Self::default() }
    }

    /// What is said of access, closure and use: in the archive's own description, or else in all
    /// that came with the package. Closures have their end behind them.
    #[must_use]
    pub fn rights(pairs: &[(String, String)]) -> Vec<String> {
        let units = if Self::is_own(pairs) {
            vec![Self::own(pairs).unit]
        } else {
            of_ead(pairs).into_iter().chain([of_fields(pairs)]).collect()
        };
        let mut out: Vec<String> = Vec::new();
        for value in units.iter().flat_map(|unit| &unit.values) {
            let words = value.words();
            if is_right(value.field) && out.iter().all(|known| *known != words) {
                out.push(words.into_owned());
            }
        }
        out
    }
}

/// Whether a field says what may be done with a package.
fn is_right(field: Field) -> bool {
    matches!(field, Field::Access | Field::Closure | Field::Use)
}

/// A unit with the fields of another one that it has not. Rights come from both: a closure that is
/// said anywhere must not get lost.
fn completed(mut unit: Unit, other: Unit) -> Unit {
    let said: BTreeSet<Field> = unit.values.iter().map(|value| value.field).collect();
    for value in other.values {
        let known = unit.values.iter().any(|known| known.words() == value.words());
        if !said.contains(&value.field) || (is_right(value.field) && !known) {
            unit.values.push(value);
        }
    }
    for (name, text) in other.other {
        unit.keep(name, text);
    }
    if unit.level == Level::default() {
        unit.level = other.level;
    }
    unit
}

/// The unit that EAD describes, where there is some.
fn of_ead(pairs: &[(String, String)]) -> Option<Unit> {
    let said = |name: &String| name.starts_with("ead:") && name != EAD_UNITS;
    let of_ead: Vec<_> = pairs.iter().filter(|(name, _)| said(name)).cloned().collect();
    let any = pairs.iter().any(|(name, _)| name.starts_with("ead:"));
    any.then(|| Unit::from_pairs(EAD, &of_ead))
}

/// The unit that all but EAD describes: Dublin Core, columns of a table, labels of a bag.
fn of_fields(pairs: &[(String, String)]) -> Unit {
    let dc = |name: &str| name.starts_with("dc:") || name.starts_with("dcterms:");
    let of_dc = pairs.iter().filter(|(name, _)| dc(name));
    let mut unit = dublin_core::unit(of_dc.cloned().collect());
    let others = pairs.iter().filter(|(name, _)| !dc(name) && !name.starts_with("ead:"));
    for (name, value) in others {
        let field = if let Some(label) = name.strip_prefix(BAG_INFO) {
            LABELS.iter().find(|(known, _)| known.eq_ignore_ascii_case(label)).map(|row| row.1)
        } else {
            name.strip_prefix(COLUMN).and_then(Field::from_word)
        };
        let level = name.strip_prefix(COLUMN).filter(|word| Level::is_heading(word));
        match (field, level) {
            (Some(field), _) => unit.say(field, value.clone()),
            (None, Some(_)) => unit.level = Level::from_word(value),
            (None, None) => unit.keep(name.clone(), value.clone()),
        }
    }
    unit
}

fn is_own_name(name: &str) -> bool {
    let unit = name.strip_prefix(UNIT).is_some_and(|rest| rest.starts_with(':'));
    unit || name.starts_with(ABOVE) || name.starts_with(BELOW)
}

/// The pairs of a unit; its level is always among them, so that a unit that says nothing is one.
fn unit_pairs(unit: &Unit, prefix: &str) -> Vec<(String, String)> {
    let mut pairs = unit.pairs(prefix);
    if unit.level == Level::default() {
        pairs.insert(0, (format!("{prefix}:level"), unit.level.word().to_owned()));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.into(), value.into())
    }

    #[test]
    fn a_description_is_the_same_after_it_was_pairs() {
        let mut fonds = Unit::new(Level::Fonds);
        fonds.say(Field::Title, "Bauamt");
        let mut unit = Unit::default();
        unit.say(Field::Title, "Bauakte");
        unit.say(Field::Period, "1990-1995");
        unit.keep("aip:other", "x");
        let mut item = Unit::new(Level::Item);
        item.say(Field::Title, "Plan");
        let below = vec![
            Placed { unit: Unit::new(Level::Subfile), ..Placed::default() },
            Placed { number: 1, parent: Some(0), unit: item, ..Placed::default() },
        ];
        let whole = Description { above: vec![fonds], unit, below };
        let received = [pair("dc:title", "old"), pair("unit:title", "older")];
        let pairs = whole.pairs(&received);
        assert_eq!(pairs[0], received[0]);
        assert_eq!(pairs.iter().filter(|(_, value)| value == "older").count(), 0);
        assert!(Description::is_own(&pairs));
        assert_eq!(Description::of(&pairs, "unused"), whole);
        assert!(whole.is_keepable());
        let mut long = whole.clone();
        long.unit.say(Field::Note, "x".repeat(100_000));
        assert!(!long.is_keepable());
    }

    #[test]
    fn what_came_with_a_package_is_understood() {
        let dc = [pair("dc:title", "A"), pair("csv:Altsignatur", "7"), pair("csv:Farbe", "rot")];
        assert!(!Description::is_own(&dc));
        let unit = Description::of(&dc, "x").unit;
        assert_eq!(unit.text(Field::Title), Some("A"));
        assert_eq!(unit.text(Field::FormerReference), Some("7"));
        assert_eq!(unit.other, [pair("csv:Farbe", "rot")]);
        let bag = [pair("bag-info Source-Organization", "Bauamt"), pair("bag-info X", "y")];
        let unit = Description::of(&bag, "bag").unit;
        assert_eq!(unit.text(Field::Provenance), Some("Bauamt"));
        assert_eq!(unit.text(Field::Title), Some("bag"));
        let ead = [pair("ead:level", "fonds"), pair("ead:title", "T"), pair("ead:units", "3")];
        let unit = Description::of(&ead, "x").unit;
        assert_eq!((unit.level, unit.other.len()), (Level::Fonds, 0));
    }
}
