//! The configuration of an installation: `archive.toml`.
//!
//! It holds no secrets; those come from the environment or from files it names. Unknown keys are
//! refused, so that a misspelled one is not silently without effect.

mod amount;
mod copies;
pub mod edit;
mod fixity;
mod notify;
mod period;
mod settings;
mod template;
mod timestamps;
mod virus;
mod window;

pub use amount::{Amount, BadAmount};
pub use copies::{CopySection, CostSection};
pub use fixity::{FixityPolicy, FixityRules, FixitySection, TenantFixity};
pub use notify::{Language, NotifySection, When};
pub use period::{BadPeriod, Period};
pub use settings::{Origin, Setting};
pub use template::template;
pub use timestamps::{AuthoritySection, TimestampsSection};
pub use virus::{TenantVirusSection, VirusSection};
pub use window::{BadWindow, Window};

use crate::error::{Error, Result};
use crate::finding::codes::cfg;
use crate::format::policy::{DAMAGED, Decision, ENCRYPTED, MISMATCH, Policy, UNKNOWN};
use crate::limits::Limits;
use crate::scan::VirusSettings;
use crate::tenant::TenantId;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;
use virus::BadVirus;

pub(crate) use crate::store::CONFIG_BYTES as FILE_BYTES;
pub use crate::store::CONFIG_FILE as FILE;

/// An installation's configuration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The installation itself.
    pub archive: ArchiveSection,
    /// Where packages are stored; at least one.
    #[serde(default)]
    pub copies: Vec<CopySection>,
    /// When integrity checks are due.
    #[serde(default)]
    pub fixity: FixitySection,
    /// What is thought of formats.
    #[serde(default)]
    pub formats: FormatsSection,
    /// What is taken from outside.
    #[serde(default)]
    pub limits: LimitsSection,
    /// Schemas of others.
    #[serde(default)]
    pub schemas: SchemasSection,
    /// Who dates the ledger.
    #[serde(default)]
    pub timestamps: TimestampsSection,
    /// The virus scan.
    #[serde(default)]
    pub virus: VirusSection,
    /// Who is told of runs.
    #[serde(default)]
    pub notify: NotifySection,
}

/// `[schemas]`
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SchemasSection {
    /// The folder they lie in, relative to the installation.
    pub folder: Option<String>,
}

/// `[archive]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchiveSection {
    /// The name of the installation.
    pub name: String,
    /// Its UUID, given once.
    pub uuid: Uuid,
    /// A URI under which the archive can be reached; stands in every inventory.
    pub contact: String,
    /// Whether small files are bundled.
    #[serde(default = "yes")]
    pub bundle: bool,
    /// Whether the SHA-512 of received containers is computed and kept.
    #[serde(default = "yes")]
    pub container_digest: bool,
}

/// `[formats]`: decisions by PUID, or by `unknown`, `mismatch`, `damaged` and `encrypted`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormatsSection {
    /// What holds where no rule does.
    #[serde(default)]
    pub default: Decision,
    /// The rules for everybody.
    #[serde(default)]
    pub rules: BTreeMap<String, Decision>,
    /// Rules of single tenants; they come before those for everybody.
    #[serde(default)]
    pub tenants: BTreeMap<TenantId, BTreeMap<String, Decision>>,
}

/// `[limits]`: what is not given has the default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitsSection {
    /// Largest container, in bytes.
    pub container_bytes: Option<u64>,
    /// Largest sum of all files, in bytes.
    pub unpacked_bytes: Option<u64>,
    /// Largest ratio of unpacked to container size.
    pub unpacked_ratio: Option<u64>,
    /// Largest ratio of one entry.
    pub entry_ratio: Option<u64>,
    /// Most entries.
    pub entries: Option<u64>,
}

const fn yes() -> bool {
    true
}

impl Config {
    /// The configuration of a new installation. `copies` are names and URLs.
    #[must_use]
    pub fn new(name: &str, uuid: Uuid, copies: &[(String, String)]) -> Self {
        Self {
            archive: ArchiveSection {
                name: name.to_owned(),
                uuid,
                contact: format!("urn:uuid:{uuid}"),
                bundle: true,
                container_digest: true,
            },
            copies: copies.iter().map(|(name, url)| CopySection::new(name, url)).collect(),
            fixity: FixitySection::default(),
            formats: FormatsSection::default(),
            limits: LimitsSection::default(),
            schemas: SchemasSection::default(),
            timestamps: TimestampsSection::default(),
            virus: VirusSection::default(),
            notify: NotifySection::default(),
        }
    }

    /// Reads the configuration of the installation in `folder`.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let bytes = crate::fs::read(&path, FILE_BYTES)?;
        let text = String::from_utf8_lossy(&bytes);
        Self::parse(&text).map_err(|error| error.at(path.display().to_string()))
    }

    /// Reads a configuration from its text.
    pub fn parse(text: &str) -> Result<Self> {
        let invalid = |english: String, german: String| {
            Error::new(&cfg::INVALID).at(FILE).with_words("reason", english, german)
        };
        // What the reader of TOML says is English in both.
        let config: Self = toml::from_str(text)
            .map_err(|e| Error::new(&cfg::INVALID).at(FILE).with("reason", e.to_string().trim()))?;
        if let Some([english, german]) = fault_of_copies(&config.copies) {
            return Err(invalid(english, german));
        }
        let names: Vec<_> = config.copies.iter().map(|copy| &*copy.name).collect();
        if let Some([english, german]) = config.fixity.fault(&names) {
            return Err(invalid(english, german));
        }
        if let Some([english, german]) = config.notify.fault() {
            return Err(invalid(english, german));
        }
        if let Some([english, german]) = config.timestamps.fault() {
            return Err(invalid(english, german));
        }
        let tenants = config.formats.tenants.values().flat_map(BTreeMap::keys);
        for key in config.formats.rules.keys().chain(tenants) {
            if !is_format_key(key) {
                let what = "neither a PUID nor unknown, mismatch, damaged or encrypted";
                let was = "weder eine PUID noch unknown, mismatch, damaged oder encrypted";
                let german = format!("[formats]: {key:?} ist {was}");
                return Err(invalid(format!("[formats]: {key:?} is {what}"), german));
            }
        }
        config.virus.check().map_err(|error| match error {
            BadVirus::Said([english, german]) => invalid(english, german),
            BadVirus::Address(error) => error.at(FILE),
        })?;
        Ok(config)
    }

    /// What a tenant wants of the virus scan; what holds for everybody where none is named.
    #[must_use]
    pub fn virus_settings(&self, tenant: Option<&TenantId>) -> VirusSettings {
        self.virus.settings(tenant)
    }

    /// What a tenant thinks of formats; without one, what all think.
    #[must_use]
    pub fn format_policy(&self, tenant: Option<&TenantId>) -> Policy {
        let mut rules = self.formats.rules.clone();
        let own = tenant.and_then(|tenant| self.formats.tenants.get(tenant));
        rules.extend(own.cloned().unwrap_or_default());
        Policy { default: self.formats.default, rules }
    }

    /// The limits in force.
    #[must_use]
    pub fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        let section = &self.limits;
        for (own, set) in [
            (&mut limits.container_bytes, section.container_bytes),
            (&mut limits.unpacked_bytes, section.unpacked_bytes),
            (&mut limits.unpacked_ratio, section.unpacked_ratio),
            (&mut limits.entry_ratio, section.entry_ratio),
            (&mut limits.entries, section.entries),
        ] {
            *own = set.unwrap_or(*own);
        }
        limits
    }
}

/// Why these cannot be the copies of an installation; English and German.
fn fault_of_copies(copies: &[CopySection]) -> Option<[String; 2]> {
    if copies.is_empty() {
        let words = ["there is no [[copies]] section", "es gibt keinen Abschnitt [[copies]]"];
        return Some(words.map(str::to_owned));
    }
    for (index, copy) in copies.iter().enumerate() {
        let name = &copy.name;
        if let Some(fault) = copy.fault() {
            return Some(fault);
        }
        if copies[..index].iter().any(|other| other.name == *name) {
            return Some([
                format!("two copies have the name {name:?}"),
                format!("zwei Kopien haben den Namen {name:?}"),
            ]);
        }
    }
    let required = copies.iter().any(|copy| copy.required && !copy.offline);
    let words = [
        "no copy is required: nothing could ever be called stored",
        "keine Kopie ist vorgeschrieben: nichts könnte je gespeichert heißen",
    ];
    (!required).then(|| words.map(str::to_owned))
}

/// Whether a format policy can have a rule under this key.
fn is_format_key(key: &str) -> bool {
    let digits = |number: &str| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let puid = key.strip_prefix("x-fmt/").or_else(|| key.strip_prefix("fmt/"));
    puid.is_some_and(digits) || [UNKNOWN, MISMATCH, DAMAGED, ENCRYPTED].contains(&key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::{Unscanned, VirusPolicy};

    fn new(name: &str) -> Config {
        Config::new(name, Uuid::nil(), &[("main".into(), "copies/main".into())])
    }

    #[test]
    fn the_template_is_a_valid_configuration() {
        let config = new("Archiv \"Mitte\"");
        let text = template(&config, &[]);
        assert_eq!(Config::parse(&text).unwrap(), config);
        assert_eq!(config.limits(), Limits::default());
        assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    }

    #[test]
    fn the_template_keeps_everything_that_was_set() {
        let mut config = new("x");
        config.archive.bundle = false;
        config.archive.contact = "mailto:archiv@example.org".into();
        config.fixity.max_age = Period::days(365);
        config.fixity.tenants.insert("chemnitz".parse().unwrap(), Period::days(30).into());
        config.fixity.per_day = Some(Amount(500 << 30));
        config.fixity.window = Some("22:00-05:00".parse().unwrap());
        let rules = FixityRules { per_day: Some(Amount(7)), ..FixityRules::default() };
        config.fixity.copies.insert("main".into(), rules);
        let own = TenantFixity { rules, copies: [("main".to_owned(), rules)].into() };
        config.fixity.tenants.insert("floeha".parse().unwrap(), own);
        config.formats.default = Decision::Warn;
        config.formats.rules.insert("fmt/494".into(), Decision::Refuse);
        let own = BTreeMap::from([(UNKNOWN.to_owned(), Decision::Migrate)]);
        config.formats.tenants.insert("chemnitz".parse().unwrap(), own);
        config.schemas.folder = Some("xsd".into());
        config.timestamps.renew_before = Period::days(30);
        config.timestamps.authorities.push(AuthoritySection {
            url: "https://tsa.example.org/".into(),
            roots: "tsa.pem".into(),
            retired: true,
            user: Some("archiv".into()),
            password_variable: Some("TSA".into()),
            password_file: None,
        });
        config.virus.clamd = Some("tcp:127.0.0.1:3310".into());
        config.virus.unreachable = Some(Unscanned::Note);
        config.virus.max_bytes = Some(1_000);
        let own = TenantVirusSection {
            policy: Some(VirusPolicy::Quarantine),
            ..TenantVirusSection::default()
        };
        config.virus.tenants.insert("chemnitz".parse().unwrap(), own);
        config.notify.when = When::Always;
        config.notify.mail = vec!["archiv@example.org".into()];
        config.notify.webhook = Some("https://example.org/hook".into());
        config.notify.metrics = Some("archive.prom".into());
        config.limits.entries = Some(5);
        config.limits.container_bytes = Some(7);
        let missing = [("zweite".to_owned(), Some("s3://b/p".to_owned())), ("c".to_owned(), None)];
        let text = template(&config, &missing);
        assert_eq!(Config::parse(&text).unwrap(), config);
        let back = "#[[copies]]\n#name = \"zweite\"\n#url = \"s3://b/p\"\n";
        let with = text.replace(back, &back.replace('#', ""));
        let copies = Config::parse(&with).unwrap().copies;
        assert_eq!((copies.len(), &*copies[1].url), (2, "s3://b/p"), "{text}");
    }

    #[test]
    fn the_most_exact_rule_of_integrity_checks_wins_key_by_key() {
        let old = "#chemnitz = \"30d\"\n";
        let text = template(&new("x"), &[]);
        assert!(text.contains(old));
        let text = text.replace(
            old,
            "chemnitz = \"30d\"\n\
             [fixity.tenants.floeha]\nmax_age = \"7d\"\nper_day = \"3GB\"\n\
             [fixity.tenants.floeha.copies.main]\nwindow = \"01:00-02:00\"\n\
             [fixity.copies.main]\nmax_age = \"365d\"\nper_day = \"1GB\"\n",
        );
        let fixity = Config::parse(&text).unwrap().fixity;
        let rules = |tenant: &str, copy| {
            let policy = fixity.policy(&tenant.parse().unwrap(), copy);
            let per_day = policy.per_day.map(|amount| amount.to_string());
            let window = policy.window.map(|window| window.to_string());
            (policy.max_age.to_string(), per_day, window)
        };
        let own = |text: &str| Some(text.to_owned());
        assert_eq!(rules("chemnitz", "main"), ("30d".into(), own("1GB"), None));
        assert_eq!(rules("chemnitz", "zweite"), ("30d".into(), None, None));
        assert_eq!(rules("floeha", "main"), ("7d".into(), own("3GB"), own("01:00-02:00")));
        assert_eq!(rules("mittweida", "main"), ("365d".into(), own("1GB"), None));
        assert_eq!(rules("mittweida", "zweite"), ("90d".into(), None, None));
    }

    #[test]
    fn a_tenant_may_think_otherwise_of_viruses() {
        let text = "clamd = \"unix:/run/clamd.ctl\"\nnot_scanned = \"refuse\"\n\
                    [virus.tenants.floeha]\npolicy = \"note\"\nunreachable = \"note\"";
        let text = template(&new("x"), &[]).replace("[virus]\n", &format!("[virus]\n{text}\n"));
        let config = Config::parse(&text).unwrap();
        let (chemnitz, floeha) = ("chemnitz".parse().unwrap(), "floeha".parse().unwrap());
        let all = config.virus_settings(None);
        assert_eq!(config.virus_settings(Some(&chemnitz)), all);
        assert_eq!((all.policy, all.not_scanned), (VirusPolicy::Refuse, Unscanned::Refuse));
        let own = config.virus_settings(Some(&floeha));
        assert_eq!((own.policy, own.not_scanned), (VirusPolicy::Note, Unscanned::Refuse));
        assert_eq!((own.unreachable, own.clamd), (Unscanned::Note, all.clamd));
        assert!(new("x").virus_settings(None).clamd.is_empty(), "nothing is scanned unasked");
    }

    #[test]
    fn mistakes_are_named() {
        let good = template(&new("x"), &[]);
        for (from, to, word) in [
            ("bundle =", "bundel =", "bundel"),
            ("[[copies]]", "[[kopien]]", "kopien"),
            ("name = \"main\"", "name = \"Main Copy\"", "Main Copy"),
            ("max_age = \"90d\"", "max_age = \"soon\"", "soon"),
            ("#chemnitz =", "Chemnitz =", "Chemnitz"),
            ("#chemnitz = \"30d\"", "chemnitz = \"bald\"", "bald"),
            ("#chemnitz = \"30d\"", "chemnitz = { per_week = \"1GB\" }", "per_week"),
            ("#chemnitz = \"30d\"", "chemnitz.copies.dritte.max_age = \"1d\"", "dritte"),
            ("#chemnitz = \"30d\"", "chemnitz = { per_day = \"0B\" }", "per_day"),
            ("#window =", "window = \"22-5\" #", "22-5"),
            ("#\"fmt/494\" = \"refuse\"", "\"fmt/x\" = \"refuse\"", "fmt/x"),
            ("#\"fmt/494\" = \"refuse\"", "\"fmt/494\" = \"burn\"", "burn"),
            ("#policy = \"refuse\"", "policy = \"burn\"", "burn"),
            ("#not_scanned = \"note\"", "not_scanned = \"quarantine\"", "quarantine"),
            (
                "#[[timestamps.authorities]]\n#url = \"https",
                "[[timestamps.authorities]]\nroots = \"a\"\nurl = \"ftp",
                "ftp",
            ),
            ("renew_before = \"90d\"", "renew_before = \"late\"", "late"),
            ("#timeout_seconds = 130", "timeout_seconds = 0", "timeout_seconds"),
            ("#clamd = \"unix:", "clamd = \"elsewhere:", "elsewhere"),
        ] {
            let text = good.replace(from, to);
            assert_ne!(text, good, "{from}");
            let error = Config::parse(&text).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
