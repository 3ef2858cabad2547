//! Changing `archive.toml`: one section at a time, every other byte as it was.

use super::template::copy_section;
use super::{Config, CopySection};
use crate::error::{Error, Result};
use crate::finding::codes::cpy;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

/// The text of a configuration with one copy more, at its end.
pub fn with_copy(text: &str, copy: &CopySection) -> Result<String> {
    let gap = if text.ends_with('\n') { "\n" } else { "\n\n" };
    let new = format!("{text}{gap}{}", copy_section(copy));
    judged(new, &copy.name, |config| config.copies.last() == Some(copy))
}

/// The text of a configuration without a copy.
pub fn without_copy(text: &str, name: &str) -> Result<String> {
    let mut document = document(text, name)?;
    let sections = sections(&mut document, name)?;
    let above = words_above(text, sections, name);
    sections.retain(|section| !is_named(section, name));
    if let Some(above) = above {
        let below = document.trailing().as_str().unwrap_or_default();
        document.set_trailing(format!("{above}{below}"));
    }
    forget_rules(&mut document, name);
    judged(document.to_string(), name, |config| config.copies.iter().all(|c| c.name != name))
}

/// The text of a configuration in which a copy is required, or is not.
pub fn with_required(text: &str, name: &str, required: bool) -> Result<String> {
    let mut document = document(text, name)?;
    let section = sections(&mut document, name)?.iter_mut().find(|one| is_named(one, name));
    let Some(section) = section else { return Err(unknown(name)) };
    if required {
        section.remove("required");
    } else {
        section.insert("required", toml_edit::value(false));
    }
    judged(document.to_string(), name, |config| {
        config.copies.iter().any(|copy| copy.name == name && copy.required == required)
    })
}

fn document(text: &str, name: &str) -> Result<DocumentMut> {
    text.parse().map_err(|error: toml_edit::TomlError| bad(name).with("reason", error))
}

/// The comments above the last section of a file, where it is that of this copy: they belong to
/// what stands before it.
fn words_above(text: &str, sections: &ArrayOfTables, name: &str) -> Option<String> {
    let header = text.lines().map(str::trim).rfind(|line| line.starts_with('['))?;
    let last = sections.iter().last().filter(|last| is_named(last, name))?;
    if header != "[[copies]]" {
        return None;
    }
    Some(last.decor().prefix()?.as_str()?.to_owned())
}

/// Takes away what `[fixity]` says of a copy: rules without a copy would be a mistake.
fn forget_rules(document: &mut DocumentMut, name: &str) {
    let fixity = document.get_mut("fixity").and_then(Item::as_table_like_mut);
    let Some(fixity) = fixity else { return };
    if let Some(copies) = fixity.get_mut("copies").and_then(Item::as_table_like_mut) {
        copies.remove(name);
    }
    let tenants = fixity.get_mut("tenants").and_then(Item::as_table_like_mut);
    for (_, tenant) in tenants.into_iter().flat_map(toml_edit::TableLike::iter_mut) {
        let copies = tenant.get_mut("copies").and_then(Item::as_table_like_mut);
        copies.and_then(|copies| copies.remove(name));
    }
}

/// The `[[copies]]` sections.
fn sections<'a>(document: &'a mut DocumentMut, name: &str) -> Result<&'a mut ArrayOfTables> {
    let copies = document.get_mut("copies").and_then(Item::as_array_of_tables_mut);
    copies.ok_or_else(|| unknown(name))
}

fn is_named(section: &Table, name: &str) -> bool {
    section.get("name").and_then(Item::as_str) == Some(name)
}

/// What cannot be read again, or does not say what it should, is not written.
fn judged(text: String, name: &str, good: impl FnOnce(&Config) -> bool) -> Result<String> {
    if good(&Config::parse(&text)?) { Ok(text) } else { Err(unknown(name)) }
}

fn unknown(name: &str) -> Error {
    let words = ["no [[copies]] section has this name", "kein Abschnitt [[copies]] heißt so"];
    bad(name).with_words("reason", words[0], words[1])
}

fn bad(name: &str) -> Error {
    Error::new(&cpy::BAD_CONFIG).with("copy", name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn text() -> String {
        let copies = [("main", "copies/main"), ("zweite", "/mnt/zweite")];
        let copies = copies.map(|(name, url)| (name.to_owned(), url.to_owned()));
        super::super::template(&Config::new("x", Uuid::nil(), &copies), &[])
    }

    #[test]
    fn a_copy_comes_and_goes_and_nothing_else_changes() {
        let before = text();
        let mut copy = CopySection::new("ceph", "s3://archiv/a");
        (copy.required, copy.requests) = (false, Some(20));
        let with = with_copy(&before, &copy).unwrap();
        assert!(with.starts_with(&before), "{with}");
        assert_eq!(Config::parse(&with).unwrap().copies[2], copy);
        let required = with_required(&with, "ceph", true).unwrap();
        assert_eq!(required, with.replace("required = false\n", ""));
        let optional = with_required(&required, "main", false).unwrap();
        assert!(!Config::parse(&optional).unwrap().copies[0].required);
        let gone = without_copy(&with, "ceph").unwrap();
        assert_eq!(gone.trim_end(), before.trim_end());
        assert!(gone.contains("# Limits for what is taken from outside"));
    }

    #[test]
    fn the_rules_of_a_copy_go_with_it() {
        let rules = "[fixity.copies.zweite]\nper_day = \"1GB\"\n\
                     [fixity.tenants.floeha.copies.zweite]\nmax_age = \"1d\"\n\
                     [fixity.tenants.floeha.copies.main]\nmax_age = \"2d\"\n";
        let before = format!("{}{rules}", text());
        assert_eq!(Config::parse(&before).unwrap().fixity.copies.len(), 1);
        let fixity = Config::parse(&without_copy(&before, "zweite").unwrap()).unwrap().fixity;
        assert!(fixity.copies.is_empty());
        let own = fixity.tenants.values().next().unwrap();
        assert_eq!(own.copies.keys().collect::<Vec<_>>(), ["main"]);
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let before = text();
        let twice = with_copy(&before, &CopySection::new("main", "/mnt/x")).unwrap_err();
        assert!(twice.to_string().contains("main"), "{twice}");
        assert!(without_copy(&before, "dritte").is_ok(), "what is not there need not go");
        assert!(with_required(&before, "dritte", true).unwrap_err().is(&cpy::BAD_CONFIG));
        let one = with_required(&before, "main", false).unwrap();
        assert!(with_required(&one, "zweite", false).is_err(), "nothing would be required");
    }
}
