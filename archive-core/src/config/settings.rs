//! Every setting in force, one by one, and where it comes from.

use super::{Config, FILE, FILE_BYTES, FixityRules, FixitySection};
use crate::error::Result;
use crate::limits::Limits;
use crate::scan::VirusSettings;
use std::path::Path;

/// Where a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It stands in `archive.toml`.
    File,
    /// It is not given; this is what holds then.
    Default,
}

impl Origin {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Default => "default",
        }
    }
}

/// One setting in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name: `archive.bundle`, `copies.main.url`, `limits.entries`.
    pub key: String,
    /// Its value as text.
    pub value: String,
    /// Where it comes from.
    pub origin: Origin,
}

impl Config {
    /// Every setting of the installation in `folder`, in the order of the file's template.
    pub fn settings(folder: &Path) -> Result<Vec<Setting>> {
        let config = Self::read(folder)?;
        let bytes = crate::fs::read(&folder.join(FILE), FILE_BYTES)?;
        let table: toml::Table = toml::from_str(&String::from_utf8_lossy(&bytes))
            .expect("the same text was read as a configuration just now");
        let given = |section: &str, key: &str| {
            let section = table.get(section).and_then(toml::Value::as_table);
            let there = section.is_some_and(|section| section.contains_key(key));
            if there { Origin::File } else { Origin::Default }
        };
        let mut out = Vec::new();
        let mut add = |key: String, value: String, origin| out.push(Setting { key, value, origin });
        let archive = &config.archive;
        add("archive.name".into(), archive.name.clone(), Origin::File);
        add("archive.uuid".into(), archive.uuid.to_string(), Origin::File);
        add("archive.contact".into(), archive.contact.clone(), Origin::File);
        for (key, value) in
            [("bundle", archive.bundle), ("container_digest", archive.container_digest)]
        {
            add(format!("archive.{key}"), value.to_string(), given("archive", key));
        }
        for copy in &config.copies {
            add(format!("copies.{}.url", copy.name), copy.url.clone(), Origin::File);
            for (key, value) in copy.given() {
                add(format!("copies.{}.{key}", copy.name), value, Origin::File);
            }
        }
        let max_age = config.fixity.max_age.to_string();
        add("fixity.max_age".into(), max_age, given("fixity", "max_age"));
        for (key, value) in checks(&config.fixity) {
            add(format!("fixity.{key}"), value, Origin::File);
        }
        let formats = &config.formats;
        add("formats.default".into(), formats.default.to_string(), given("formats", "default"));
        for (key, decision) in &formats.rules {
            add(format!("formats.rules.{key}"), decision.to_string(), Origin::File);
        }
        for (tenant, rules) in &formats.tenants {
            for (key, decision) in rules {
                let key = format!("formats.tenants.{tenant}.{key}");
                add(key, decision.to_string(), Origin::File);
            }
        }
        for (key, value) in named(&config.limits()) {
            add(format!("limits.{key}"), value.to_string(), given("limits", key));
        }
        if let Some(folder) = &config.schemas.folder {
            add("schemas.folder".into(), folder.clone(), Origin::File);
        }
        for (key, value) in scan(&config.virus_settings(None)) {
            add(format!("virus.{key}"), value, given("virus", key));
        }
        for (tenant, own) in &config.virus.tenants {
            for (key, value) in own.given() {
                add(format!("virus.tenants.{tenant}.{key}"), value.to_owned(), Origin::File);
            }
        }
        for (key, value) in config.notify.given() {
            add(format!("notify.{key}"), value, Origin::File);
        }
        Ok(out)
    }
}

/// The limits that a configuration may move, by their keys.
fn named(limits: &Limits) -> [(&'static str, u64); 5] {
    [
        ("container_bytes", limits.container_bytes),
        ("unpacked_bytes", limits.unpacked_bytes),
        ("unpacked_ratio", limits.unpacked_ratio),
        ("entry_ratio", limits.entry_ratio),
        ("entries", limits.entries),
    ]
}

/// What is given of integrity checks beside the age, by its keys.
fn checks(fixity: &FixitySection) -> Vec<(String, String)> {
    let all = fixity.for_all();
    let mut out = Vec::new();
    let mut add = |place: &str, rules: &FixityRules| {
        out.extend(rules.given().into_iter().map(|(key, value)| (format!("{place}{key}"), value)));
    };
    add("", &all);
    for (copy, rules) in &fixity.copies {
        add(&format!("copies.{copy}."), rules);
    }
    for (tenant, own) in &fixity.tenants {
        add(&format!("tenants.{tenant}."), &own.rules);
        for (copy, rules) in &own.copies {
            add(&format!("tenants.{tenant}.copies.{copy}."), rules);
        }
    }
    out
}

/// The settings of the virus scan, by their keys.
fn scan(settings: &VirusSettings) -> [(&'static str, String); 6] {
    [
        ("clamd", settings.clamd.clone()),
        ("policy", settings.policy.to_string()),
        ("not_scanned", settings.not_scanned.to_string()),
        ("unreachable", settings.unreachable.to_string()),
        ("max_bytes", settings.max_bytes.to_string()),
        ("timeout_seconds", settings.timeout_seconds.to_string()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_says_where_it_comes_from() {
        let folder = tempfile::tempdir().unwrap();
        let copies = [("main".to_owned(), "copies/main".to_owned())];
        let text = super::super::template(&Config::new("x", uuid::Uuid::nil(), &copies), &[]);
        let text = text.replace("#entries = 10000000", "entries = 5");
        crate::fs::replace_durably(&folder.path().join(FILE), text.as_bytes()).unwrap();
        let settings = Config::settings(folder.path()).unwrap();
        let find = |key: &str| settings.iter().find(|s| s.key == key).unwrap();
        let entries = find("limits.entries");
        assert_eq!((&*entries.value, entries.origin.as_str()), ("5", "file"));
        assert_eq!(find("limits.entry_ratio").origin, Origin::Default);
        assert_eq!(find("copies.main.url").value, "copies/main");
    }
}
