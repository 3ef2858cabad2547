//! `[[copies]]`: where packages are stored, and how each place may be used.

use super::Amount;
use crate::store::lock::{COMPLIANCE_DAYS, LockRule};
use crate::tenant::TenantId;
use serde::Deserialize;

/// `[[copies]]`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopySection {
    /// The name of the copy, in lower-case letters, digits and hyphens.
    pub name: String,
    /// Where it is: a folder (relative to the installation), or a URL.
    pub url: String,
    /// Whether nothing is called stored without it.
    #[serde(default = "yes")]
    pub required: bool,
    /// Whether it is a medium that is taken away: filled and verified while it is there, missed by
    /// nobody while it is not.
    #[serde(default)]
    pub offline: bool,
    /// The tenants whose packages it holds; those of all where it names none.
    #[serde(default)]
    pub tenants: Vec<TenantId>,
    /// Most bytes a second, read and written together.
    pub bandwidth: Option<Amount>,
    /// Most requests a second.
    pub requests: Option<u64>,
    /// Most requests at the same time.
    pub concurrency: Option<u32>,
    /// How what is stored is locked against removal: `governance 30d`.
    pub lock: Option<LockRule>,
    /// What reading it costs.
    pub cost: Option<CostSection>,
    /// The file with its credentials: an absolute path, or one relative to the installation.
    pub credentials: Option<String>,
}

/// `cost` of a copy: what its provider asks for reading.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CostSection {
    /// The currency, as it is shown.
    pub currency: String,
    /// For each GiB that leaves the provider.
    #[serde(default)]
    pub per_gib: f64,
    /// For each thousand requests.
    #[serde(default)]
    pub per_1000_requests: f64,
}

// What comes from a file is a number: TOML's `nan` is refused before anybody compares it.
impl Eq for CostSection {}

impl CostSection {
    /// What so many requests that give so many bytes cost.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a price needs no more than 52 bits")]
    pub fn of(&self, requests: u64, bytes: u64) -> f64 {
        let gib = bytes as f64 / (1u64 << 30) as f64;
        gib * self.per_gib + requests as f64 / 1_000.0 * self.per_1000_requests
    }

    fn is_sound(&self) -> bool {
        let price = |price: f64| price.is_finite() && price >= 0.0;
        let short = (1..=8).contains(&self.currency.chars().count());
        short && price(self.per_gib) && price(self.per_1000_requests)
    }
}

const fn yes() -> bool {
    true
}

impl CopySection {
    /// A required copy of all tenants, without limits.
    #[must_use]
    pub fn new(name: &str, url: &str) -> Self {
        Self {
            name: name.to_owned(),
            url: url.to_owned(),
            required: true,
            offline: false,
            tenants: Vec::new(),
            bandwidth: None,
            requests: None,
            concurrency: None,
            lock: None,
            cost: None,
            credentials: None,
        }
    }

    /// Whether it holds packages of a tenant.
    #[must_use]
    pub fn is_for(&self, tenant: &TenantId) -> bool {
        self.tenants.is_empty() || self.tenants.contains(tenant)
    }

    /// What is given beside name and URL, as it stands in the file.
    #[must_use]
    pub fn given(&self) -> Vec<(&'static str, String)> {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let tenants: Vec<_> = self.tenants.iter().map(|id| quoted(id.as_str())).collect();
        let flag = |key, set: bool| set.then(|| (key, "true".to_owned()));
        [
            (!self.required).then(|| ("required", "false".to_owned())),
            flag("offline", self.offline),
            (!tenants.is_empty()).then(|| ("tenants", format!("[{}]", tenants.join(", ")))),
            self.bandwidth.map(|amount| ("bandwidth", quoted(&amount.to_string()))),
            self.requests.map(|requests| ("requests", requests.to_string())),
            self.concurrency.map(|concurrency| ("concurrency", concurrency.to_string())),
            self.lock.map(|rule| ("lock", quoted(&rule.to_string()))),
            self.cost.as_ref().map(|cost| {
                let CostSection { currency, per_gib, per_1000_requests } = cost;
                let currency = quoted(currency);
                let prices =
                    format!("per_gib = {per_gib:?}, per_1000_requests = {per_1000_requests:?}");
                ("cost", format!("{{ currency = {currency}, {prices} }}"))
            }),
            self.credentials.as_deref().map(|file| ("credentials", quoted(file))),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Why such a copy cannot be; English and German.
    pub(super) fn fault(&self) -> Option<[String; 2]> {
        let name = &self.name;
        if name.parse::<TenantId>().is_err() {
            return Some([
                format!("{name:?} cannot be the name of a copy"),
                format!("{name:?} kann nicht der Name einer Kopie sein"),
            ]);
        }
        let none = |key: &str| {
            Some([
                format!("copy {name:?}: {key} must not be 0"),
                format!("Kopie {name:?}: {key} darf nicht 0 sein"),
            ])
        };
        let remote = self.url.contains("://") && !self.url.starts_with("file:");
        if self.concurrency.is_some() && !remote {
            return Some([
                format!("copy {name:?}: concurrency is for a bucket; a folder has no requests"),
                format!(
                    "Kopie {name:?}: concurrency gilt für Buckets; ein Ordner kennt keine Anfragen"
                ),
            ]);
        }
        if self.cost.as_ref().is_some_and(|cost| !cost.is_sound()) {
            return Some([
                format!("copy {name:?}: cost needs a currency and prices of 0 or more"),
                format!("Kopie {name:?}: cost braucht eine Währung und Preise ab 0"),
            ]);
        }
        if self.lock.is_some_and(|rule| rule.is_too_long()) {
            return Some([
                format!(
                    "copy {name:?}: a compliance lock holds for at most {COMPLIANCE_DAYS} days, so \
                     that what must be erased can be"
                ),
                format!(
                    "Kopie {name:?}: eine Sperre compliance gilt höchstens {COMPLIANCE_DAYS} Tage, \
                     damit Löschpflichtiges gelöscht werden kann"
                ),
            ]);
        }
        match (self.bandwidth, self.requests, self.concurrency) {
            (Some(Amount(0)), _, _) => none("bandwidth"),
            (_, Some(0), _) => none("requests"),
            (_, _, Some(0)) => none("concurrency"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(lines: &str) -> Result<CopySection, toml::de::Error> {
        toml::from_str(&format!("name = \"ceph\"\n{lines}"))
    }

    #[test]
    fn a_lock_is_read_and_written_back() {
        let copy = parsed("url = \"s3://a/b\"\nlock = \"governance 400d\"").unwrap();
        assert!(copy.fault().is_none());
        let given = ("lock", "\"governance 400d\"".to_owned());
        assert!(copy.given().contains(&given), "{:?}", copy.given());
        assert!(parsed("url = \"s3://a/b\"\nlock = \"for ever\"").is_err());
    }

    #[test]
    fn what_cannot_be_is_refused_in_both_languages() {
        for (lines, words) in [
            ("url = \"s3://a/b\"\nlock = \"compliance 31d\"", ["30 days", "30 Tage"]),
            ("url = \"copies/main\"\nconcurrency = 4", ["concurrency", "Anfragen"]),
            ("url = \"file:///mnt/b\"\nconcurrency = 4", ["concurrency", "Anfragen"]),
            ("url = \"s3://a/b\"\nconcurrency = 0", ["must not be 0", "darf nicht 0 sein"]),
        ] {
            let fault = parsed(lines).unwrap().fault().unwrap();
            for (said, word) in fault.iter().zip(words) {
                assert!(said.contains(word), "{said}");
            }
        }
        for fine in ["compliance 30d", "governance 31d"] {
            let copy = parsed(&format!("url = \"s3://a/b\"\nlock = \"{fine}\"\nconcurrency = 4"));
            assert!(copy.unwrap().fault().is_none(), "{fine}");
        }
    }
}
