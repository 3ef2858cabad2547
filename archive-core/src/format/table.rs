//! The compact table of the archive itself, in a form of its own (`formats.table`): what offices
//! send, so that nothing is needed to start. One format begins at the left of a line:
//!
//! ```text
//! fmt/18 | Acrobat PDF 1.4 | 1.4 | pdf | application/pdf
//!   at 0 '%PDF-1.4' & end 0-1024 '%%EOF'
//!   over fmt/101
//! ```
//!
//! PUID, name, version, extensions, MIME type; below it, each on an indented line, any number of
//! signatures and one list of formats that give way. `at` counts from the beginning to where a
//! sequence begins, `end` from its end to that of the file; `find` is anywhere, `&` is "and".
//! `zip` and `ole2` name files inside, each with an optional sequence anywhere in it. Sequences
//! are written as in PRONOM (`syntax`).

use super::model::{Container, Entry, Format, Inside, Kind, Model};
use super::pattern::{Anchor, Sequence, Signature};
use super::syntax;

const TABLE: &str = include_str!("formats.table");
/// Formats that are looked into.
const TRIGGERS: [(Kind, &str); 3] =
    [(Kind::Zip, "x-fmt/263"), (Kind::Zip, "fmt/189"), (Kind::Ole2, "fmt/111")];

/// The table.
pub(super) fn model() -> Model {
    parse(TABLE).expect("a test reads the table that is built in")
}

fn parse(text: &str) -> Result<Model, String> {
    let mut model = Model::default();
    let mut over = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let wrong = |reason: String| format!("line {}: {reason}", number + 1);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(version) = line.strip_prefix("version ") {
            model.version = format!("builtin {version}");
        } else if !line.starts_with(' ') {
            model.entries.push(format(line).ok_or_else(|| wrong("five fields".into()))?);
        } else if let Some(list) = line.trim().strip_prefix("over ") {
            over.extend(list.split_whitespace().map(|puid| (model.entries.len() - 1, puid)));
        } else {
            rule(line.trim(), &mut model).map_err(wrong)?;
        }
    }
    for (winner, loser) in over {
        let loser = model.find(loser).ok_or_else(|| format!("over: {loser} is not there"))?;
        model.entries[winner].beats.push(loser);
    }
    model.triggers =
        TRIGGERS.iter().filter_map(|(kind, puid)| Some((*kind, model.find(puid)?))).collect();
    Ok(model)
}

fn format(line: &str) -> Option<Entry> {
    let mut fields = line.split('|').map(str::trim);
    let mut next = || fields.next().map(str::to_owned);
    let format = Format {
        puid: next()?,
        name: next()?,
        version: next()?,
        extensions: next()?.split_whitespace().map(str::to_owned).collect(),
        mime: next()?,
    };
    Some(Entry { format, ..Entry::default() })
}

fn rule(line: &str, model: &mut Model) -> Result<(), String> {
    let place = model.entries.len().checked_sub(1).ok_or("a signature of nothing")?;
    let (word, rest) = line.split_once(' ').ok_or("one word alone")?;
    let kind = match word {
        "zip" => Kind::Zip,
        "ole2" => Kind::Ole2,
        _ => {
            let sequences = line.split(" & ").map(sequence).collect::<Result<_, _>>()?;
            model.signatures.push(Signature { sequences });
            let entry = &mut model.entries[place];
            entry.signatures.push(model.signatures.len() - 1);
            entry.has_signature = true;
            return Ok(());
        }
    };
    let files = rest.split(" & ").map(|file| {
        // Names may hold blanks; a sequence begins with a quote or a bracket.
        let file = file.trim();
        let end = [" '", " ("].iter().filter_map(|begin| file.find(begin)).min();
        let (name, pattern) = file.split_at(end.unwrap_or(file.len()));
        let signatures = if pattern.is_empty() {
            Vec::new()
        } else {
            let items = syntax::parse(pattern)?;
            let anchor = Anchor::Beginning { min: 0, max: None };
            vec![Signature { sequences: vec![Sequence { anchor, items }] }]
        };
        Ok(Inside { name: model.name(name), signatures })
    });
    let files = files.collect::<Result<_, String>>()?;
    model.containers.push(Container { kind, format: place, files });
    model.entries[place].has_signature = true;
    Ok(())
}

fn sequence(text: &str) -> Result<Sequence, String> {
    let (word, rest) = text.trim().split_once(' ').ok_or("one word alone")?;
    if word == "find" {
        let anchor = Anchor::Beginning { min: 0, max: None };
        return Ok(Sequence { anchor, items: syntax::parse(rest)? });
    }
    let (offsets, pattern) = rest.trim().split_once(' ').ok_or("no sequence")?;
    let (min, max) = offsets.split_once('-').unwrap_or((offsets, offsets));
    let number = |text: &str| text.parse().map_err(|_| format!("'{text}' as a number"));
    let (min, max) = (number(min)?, Some(number(max)?));
    let anchor = match word {
        "at" => Anchor::Beginning { min, max },
        "end" => Anchor::End { min, max },
        other => return Err(format!("the word '{other}'")),
    };
    Ok(Sequence { anchor, items: syntax::parse(pattern)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_table_is_sound() {
        let model = parse(TABLE).unwrap();
        let puids: HashSet<_> = model.entries.iter().map(|e| e.format.puid.as_str()).collect();
        assert_eq!(puids.len(), model.entries.len(), "a PUID stands twice");
        assert!(model.entries.len() >= 150, "{}", model.entries.len());
        assert_eq!(model.triggers.len(), TRIGGERS.len());
        for entry in &model.entries {
            let format = &entry.format;
            assert!(format.puid.contains("fmt/") && !format.name.is_empty(), "{format:?}");
            assert!(entry.has_signature || !format.extensions.is_empty(), "{format:?}");
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for bad in ["  at 0 00", "a | b", "a|b|c|d|e\n  at x 00", "a|b|c|d|e\n  over f"] {
            assert!(parse(bad).is_err(), "{bad:?}");
        }
    }
}
