//! One copy: what says whose it is, and the folder of each tenant in it.
//!
//! ```text
//! README.txt   how to read this without the software
//! copy.json    format, installation, name (schemas/copy.schema.json)
//! archive.toml the configuration as it was kept last
//! TENANT/tenant.json, TENANT/lock.json, TENANT/holdings/, TENANT/staging/, TENANT/claims/, …
//! ```
//! It knows nothing of other copies.

use super::lock::LockRule;
use super::wrap::{Admission, Guard, Operation, Prefixed};
use super::{Absent, Entry, Guarded, Holdings, Key, Placement, Store, StoreError};
use crate::clock::rfc3339;
use crate::digest::{Algorithm, Hasher};
use crate::error::{Error, Result};
use crate::finding::codes::{cpy, sto};
use crate::tenant::TenantId;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// The format of copies that this software writes (`docs/format.md`).
pub const COPY_FORMAT: u32 = 1;
const README_FILE: &str = "README.txt";
const README: &str = include_str!("copy_readme.txt");
const COPY_FILE: &str = "copy.json";
const TENANT_FILE: &str = "tenant.json";
/// The configuration of the installation, in it and on each copy.
pub const CONFIG_FILE: &str = "archive.toml";
/// Largest configuration read, in bytes.
pub const CONFIG_BYTES: u64 = 1 << 20;
const LOCK_FILE: &str = "lock.json";
/// Largest copy.json or tenant.json read, in bytes.
const RECORD_BYTES: u64 = 16 << 20;

/// Which installation of the archive this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installation {
    /// Made once, never changed.
    pub uuid: Uuid,
    /// The name given when it was made, for people.
    pub name: String,
}

/// The content of copy.json: whose copy this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyRecord {
    /// The format of the whole copy.
    pub format: u32,
    /// The installation that it is a copy of.
    pub installation: Installation,
    /// The name of the copy, under which receipts and results of checks speak of it.
    pub name: String,
    /// When it was prepared: RFC 3339, UTC.
    pub created: String,
    /// When and why it was given up, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired: Option<Retired>,
}

/// When and why a copy was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retired {
    /// RFC 3339, UTC.
    pub time: String,
    /// What was said of it.
    pub reason: String,
}

/// The content of tenant.json: every version of what is recorded of a tenant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TenantRecord {
    /// The format of the file.
    pub format: u32,
    /// The id of the tenant, the name of its folder.
    pub tenant: String,
    /// Every version, oldest first; the last one is in force.
    pub versions: Vec<TenantVersion>,
}

/// What was recorded of a tenant at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TenantVersion {
    /// From 1, without gaps.
    pub version: u32,
    /// When it was recorded: RFC 3339, UTC.
    pub recorded: String,
    /// The name of the tenant: `Stadt Chemnitz, Stadtarchiv`.
    pub name: String,
    /// The tenant's ISIL (ISO 15511), where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub isil: Option<String>,
    /// The tenant's rules, as the rooms that know them wrote them.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub rules: serde_json::Map<String, serde_json::Value>,
}

/// The content of lock.json: when everything of a tenant on this copy was locked last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockRecord {
    /// The format of the file.
    pub format: u32,
    /// The rule by which it was locked: `governance 30d`.
    pub rule: String,
    /// When that was done.
    pub renewed: Timestamp,
    /// When those locks end.
    pub until: Timestamp,
    /// How many files were locked.
    pub files: u64,
}

impl LockRecord {
    /// What is noted of locks that were set now.
    #[must_use]
    pub fn new(rule: LockRule, now: Timestamp, until: Timestamp, files: u64) -> Self {
        let renewed = Timestamp::from_second(now.as_second()).unwrap_or(now);
        Self { format: COPY_FORMAT, rule: rule.to_string(), renewed, until, files }
    }
}

/// One copy of the archive.
#[derive(Debug, Clone)]
pub struct StorageCopy {
    store: Arc<dyn Store>,
}

/// One tenant's part of a copy. Nothing outside of it can be named through it.
#[derive(Debug, Clone)]
pub struct TenantFolder {
    tenant: TenantId,
    store: Arc<dyn Store>,
}

impl StorageCopy {
    /// Prepares a place as a copy of this installation. A place that is one already is left as
    /// it is but for a newer README.txt; a copy of another installation is refused, untouched,
    /// and so is one that has another name.
    pub fn create(
        store: Arc<dyn Store>,
        installation: &Installation,
        name: &str,
        now: Timestamp,
    ) -> Result<Self> {
        let (readme, record_key) = (own_key(README_FILE), own_key(COPY_FILE));
        if super::exists(&*store, &record_key)? {
            check_owner(&*store, installation, name)?;
        }
        store.replace(&readme, README.as_bytes())?;
        let record = CopyRecord {
            format: COPY_FORMAT,
            installation: installation.clone(),
            name: name.to_owned(),
            created: rfc3339(now),
            retired: None,
        };
        match store.create(&record_key, &json_bytes(&record)) {
            Err(StoreError::AlreadyExists(_)) => check_owner(&*store, installation, name)?,
            other => other?,
        }
        Ok(Self { store })
    }

    /// Opens a copy of this installation. One that has another name is refused: what was
    /// confirmed and checked there would be said of the wrong place.
    pub fn open(store: Arc<dyn Store>, installation: &Installation, name: &str) -> Result<Self> {
        check_owner(&*store, installation, name)?;
        Ok(Self { store })
    }

    /// The same without asking the store anything now: before it is used first it must say that it
    /// is this copy, else every call fails with what [`open`](Self::open) would say.
    #[must_use]
    pub fn open_later(store: Arc<dyn Store>, installation: &Installation, name: &str) -> Self {
        let identity = Identity {
            store: Arc::clone(&store),
            installation: installation.clone(),
            name: name.to_owned(),
            proven: Mutex::new(false),
        };
        Self { store: Arc::new(Guarded::behind(store, identity)) }
    }

    /// A copy that cannot be opened now: every call says why.
    #[must_use]
    pub fn absent(reason: &Error) -> Self {
        Self { store: Arc::new(Absent::because(reason)) }
    }

    /// Whose copy lies in a store: for restoring an installation of which nothing else is left.
    pub fn owner(store: &dyn Store) -> Result<CopyRecord> {
        read_record(store)
    }

    /// Asks the copy whose it is, now.
    pub fn owner_now(&self) -> Result<CopyRecord> {
        read_record(&*self.store)
    }

    /// Says in copy.json that the copy was given up: nobody takes it for a living one any more.
    pub fn retire(&self, now: Timestamp, reason: &str) -> Result<()> {
        let retired = Retired { time: rfc3339(now), reason: reason.to_owned() };
        let record = CopyRecord { retired: Some(retired), ..self.owner_now()? };
        Ok(self.store.replace(&own_key(COPY_FILE), &json_bytes(&record))?)
    }

    /// The configuration of the installation as it was kept here; `None` where none was.
    pub fn kept_config(store: &dyn Store) -> Result<Option<Vec<u8>>> {
        match store.read(&own_key(CONFIG_FILE), CONFIG_BYTES) {
            Err(StoreError::NotFound(_)) => Ok(None),
            other => Ok(Some(other?)),
        }
    }

    /// Keeps the configuration of the installation, so that this copy alone can bring it back.
    /// What is the same already is not written again.
    pub fn keep_config(&self, text: &[u8]) -> Result<()> {
        if Self::kept_config(&*self.store)?.is_some_and(|kept| kept == text) {
            return Ok(());
        }
        Ok(self.store.replace(&own_key(CONFIG_FILE), text)?)
    }

    /// The store of the whole copy.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The tenants that have a tenant.json in this copy, in order.
    pub fn tenants(&self) -> Result<Vec<TenantId>> {
        let mut out = Vec::new();
        for entry in self.store.children(&Key::root())? {
            let Entry::Folder { key } = entry else { continue };
            let Ok(tenant) = key.as_str().parse::<TenantId>() else { continue };
            if super::exists(&*self.store, &key.join(TENANT_FILE).map_err(StoreError::from)?)? {
                out.push(tenant);
            }
        }
        Ok(out)
    }

    /// A tenant's part of the copy, whether or not there is anything in it yet.
    #[must_use]
    pub fn tenant(&self, tenant: &TenantId) -> TenantFolder {
        let store = Prefixed::new(Arc::clone(&self.store), own_key(tenant.as_str()));
        TenantFolder { tenant: tenant.clone(), store: Arc::new(store) }
    }
}

/// Lets nobody use a store before it has said whose copy it is.
#[derive(Debug)]
struct Identity {
    store: Arc<dyn Store>,
    installation: Installation,
    name: String,
    proven: Mutex<bool>,
}

impl Guard for Identity {
    fn admit(&self, _operation: Operation, _key: &Key) -> super::Result<Admission> {
        let mut proven = self.proven.lock().unwrap_or_else(PoisonError::into_inner);
        if !*proven {
            check_owner(&*self.store, &self.installation, &self.name)?;
            *proven = true;
        }
        Ok(Admission::Go)
    }
}

impl TenantFolder {
    /// The same part behind another store: one that fails on purpose.
    #[cfg(any(test, feature = "faults"))]
    #[must_use]
    pub(crate) fn behind(&self, wrap: impl FnOnce(Arc<dyn Store>) -> Arc<dyn Store>) -> Self {
        Self { tenant: self.tenant.clone(), store: wrap(Arc::clone(&self.store)) }
    }

    /// Whose it is.
    #[must_use]
    pub fn tenant(&self) -> &TenantId {
        &self.tenant
    }

    /// The store of this part; its keys begin below the tenant's folder.
    #[must_use]
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// Makes the holdings, or completes them after a crash.
    pub fn create_holdings(&self) -> Result<Holdings<Arc<dyn Store>>> {
        Holdings::create(Arc::clone(&self.store), own_key("holdings"))
    }

    /// The holdings, whatever has become of the files of their root: what is damaged must be
    /// found and read all the same. Who writes asks [`Holdings::check`] first.
    #[must_use]
    pub fn holdings(&self) -> Holdings<Arc<dyn Store>> {
        Holdings::at(Arc::clone(&self.store), own_key("holdings"))
    }

    /// Where a version of the object with an id goes. `writer` is the token of [`Placement`].
    pub fn placement(&self, object: Key, id: &str, version: u32, writer: &str) -> Placement {
        let name = work_name(id, version);
        Placement {
            object,
            version,
            staging: own_key(&format!("staging/{name}")),
            claim: own_key(&format!("claims/{name}")),
            writer: writer.to_owned(),
        }
    }

    /// Everything recorded of the tenant; `None` where nothing was yet.
    pub fn record(&self) -> Result<Option<TenantRecord>> {
        match read_json::<TenantRecord>(&*self.store, TENANT_FILE) {
            Err(error) if error.is(&sto::NOT_FOUND) => Ok(None),
            Ok(record) if record.format > COPY_FORMAT => Err(newer(TENANT_FILE, record.format)),
            other => other.map(Some),
        }
    }

    /// Records a new version and keeps all earlier ones. Its number and time are given here.
    /// What is the same as the last version makes no new one. The caller holds the tenant's lock.
    pub fn add_record(
        &self,
        name: &str,
        isil: Option<&str>,
        rules: serde_json::Map<String, serde_json::Value>,
        now: Timestamp,
    ) -> Result<TenantRecord> {
        let mut record = self.record()?.unwrap_or_else(|| TenantRecord {
            format: COPY_FORMAT,
            tenant: self.tenant.to_string(),
            versions: Vec::new(),
        });
        let isil = isil.map(str::to_owned);
        let last = record.versions.last();
        if last.is_some_and(|v| v.name == name && v.isil == isil && v.rules == rules) {
            return Ok(record);
        }
        let version = last.map_or(0, |v| v.version) + 1;
        let recorded = rfc3339(now);
        record.versions.push(TenantVersion {
            version,
            recorded,
            name: name.to_owned(),
            isil,
            rules,
        });
        self.put_record(&record)?;
        Ok(record)
    }

    /// When everything here was locked last; `None` where it never was, or the file tells nothing.
    pub fn lock_record(&self) -> Result<Option<LockRecord>> {
        match read_json::<LockRecord>(&*self.store, LOCK_FILE) {
            // Nothing is lost with it: everything is locked anew.
            Err(error) if error.is(&sto::NOT_FOUND) || error.is(&sto::NOT_A_COPY) => Ok(None),
            Ok(record) if record.format > COPY_FORMAT => Err(newer(LOCK_FILE, record.format)),
            other => other.map(Some),
        }
    }

    /// Notes that everything here was locked.
    pub fn put_lock_record(&self, record: &LockRecord) -> Result<()> {
        Ok(self.store.replace(&own_key(LOCK_FILE), &json_bytes(record))?)
    }

    /// Writes a whole record, as another copy holds it.
    pub fn put_record(&self, record: &TenantRecord) -> Result<()> {
        Ok(self.store.replace(&own_key(TENANT_FILE), &json_bytes(record))?)
    }
}

/// The name under which a version of an object is worked on (`docs/format.md`, 2): the UUID of a
/// URN, else a digest of the id, and the version.
#[must_use]
pub fn work_name(id: &str, version: u32) -> String {
    match id.strip_prefix("urn:uuid:").and_then(|uuid| Uuid::parse_str(uuid).ok()) {
        Some(uuid) => format!("{uuid}.v{version}"),
        None => format!("{}.v{version}", Hasher::digest(Algorithm::Sha256, id.as_bytes()).hex()),
    }
}

/// The UUID and the version that a name of [`work_name`] stands for.
#[must_use]
pub fn parse_work_name(name: &str) -> Option<(Uuid, u32)> {
    let (uuid, version) = name.split_once(".v")?;
    let (uuid, version) = (Uuid::parse_str(uuid).ok()?, version.parse().ok()?);
    (format!("{uuid}.v{version}") == name).then_some((uuid, version))
}

/// A record of a tenant as it stands in its file.
#[must_use]
pub fn record_bytes(record: &TenantRecord) -> Vec<u8> {
    json_bytes(record)
}

fn own_key(text: &str) -> Key {
    Key::new(text).expect("made of constants, tenant ids, digests and numbers")
}

fn json_bytes(value: &impl Serialize) -> Vec<u8> {
    let mut out = serde_json::to_vec_pretty(value).expect("records have string keys only");
    out.push(b'\n');
    out
}

fn read_json<T: DeserializeOwned>(store: &dyn Store, name: &str) -> Result<T> {
    let bytes = store.read(&own_key(name), RECORD_BYTES)?;
    serde_json::from_slice(&bytes)
        .map_err(|e| Error::new(&sto::NOT_A_COPY).at(name).with("reason", &e).because(e))
}

fn newer(path: &str, found: u32) -> Error {
    Error::new(&sto::NEWER_FORMAT).at(path).with("found", found).with("known", COPY_FORMAT)
}

fn read_record(store: &dyn Store) -> Result<CopyRecord> {
    /// Enough to refuse a newer format before anything else of it is looked at.
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let format = match read_json::<Format>(store, COPY_FILE) {
        Err(error) if error.is(&sto::NOT_FOUND) => {
            return Err(Error::new(&sto::NOT_A_COPY)
                .at(COPY_FILE)
                .with("reason", "no such file")
                .because(error));
        }
        other => other?.format,
    };
    if format > COPY_FORMAT {
        return Err(newer(COPY_FILE, format));
    }
    read_json(store, COPY_FILE)
}

fn check_owner(store: &dyn Store, installation: &Installation, name: &str) -> Result<()> {
    let record = read_record(store)?;
    let found = record.installation;
    if found.uuid != installation.uuid {
        return Err(Error::new(&sto::OTHER_INSTALLATION)
            .at(COPY_FILE)
            .with("found", found.uuid)
            .with("name", found.name)
            .with("expected", installation.uuid));
    }
    if record.name != name {
        let error = Error::new(&sto::OTHER_COPY).at(COPY_FILE).with("found", record.name);
        return Err(error.with("expected", name));
    }
    match record.retired {
        Some(Retired { time, reason }) => {
            Err(Error::new(&cpy::RETIRED).at(COPY_FILE).with("time", time).with("reason", reason))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Local;
    use super::*;
    use crate::finding::Lang;

    fn installation(name: &str, n: u128) -> Installation {
        Installation { uuid: Uuid::from_u128(n), name: name.into() }
    }

    fn copy() -> (tempfile::TempDir, Arc<dyn Store>, StorageCopy) {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(Local::open(folder.path()).unwrap());
        let ours = installation("Archivverbund", 1);
        let copy =
            StorageCopy::create(Arc::clone(&store), &ours, "a", Timestamp::UNIX_EPOCH).unwrap();
        (folder, store, copy)
    }

    #[test]
    fn a_copy_says_whose_it_is() {
        let (_folder, store, _copy) = copy();
        assert_eq!(StorageCopy::owner(&*store).unwrap().installation.name, "Archivverbund");
        StorageCopy::open(Arc::clone(&store), &installation("renamed", 1), "a").unwrap();
        let before = store.read(&own_key(COPY_FILE), 999).unwrap();
        let other = installation("Test", 2);
        let refused = [
            StorageCopy::open(Arc::clone(&store), &other, "a").unwrap_err(),
            StorageCopy::create(Arc::clone(&store), &other, "a", Timestamp::UNIX_EPOCH)
                .unwrap_err(),
        ];
        for error in refused {
            assert!(error.is(&sto::OTHER_INSTALLATION), "{error}");
            let message = error.finding().message(Lang::De);
            assert!(message.contains("Archivverbund") && !message.contains('?'), "{message}");
        }
        assert_eq!(store.read(&own_key(COPY_FILE), 999).unwrap(), before);
    }

    #[test]
    fn a_copy_keeps_its_name() {
        let (_folder, store, _copy) = copy();
        let ours = installation("Archivverbund", 1);
        let swapped = StorageCopy::open(Arc::clone(&store), &ours, "b").unwrap_err();
        assert!(swapped.is(&sto::OTHER_COPY), "{swapped}");
        let again = StorageCopy::create(store, &ours, "b", Timestamp::UNIX_EPOCH).unwrap_err();
        assert!(again.is(&sto::OTHER_COPY), "{again}");
    }

    #[test]
    fn a_copy_opened_later_is_looked_at_before_it_is_used() {
        let (_folder, store, _copy) = copy();
        let ours = installation("Archivverbund", 1);
        let good = StorageCopy::open_later(Arc::clone(&store), &ours, "a");
        assert_eq!(good.tenants().unwrap(), []);
        let key = own_key("x");
        for (wanted, name, code) in [
            (&ours, "b", &sto::OTHER_COPY),
            (&installation("Test", 2), "a", &sto::OTHER_INSTALLATION),
        ] {
            let refused = StorageCopy::open_later(Arc::clone(&store), wanted, name);
            let error = Error::from(refused.store().replace(&key, b"x").unwrap_err());
            assert!(error.is(code), "{error}");
            let error = Error::from(refused.store().children(&Key::root()).unwrap_err());
            assert!(error.is(code), "{error}");
        }
        assert!(!super::super::exists(&*store, &key).unwrap());
    }

    #[test]
    fn a_copy_keeps_the_configuration() {
        let (_folder, store, copy) = copy();
        assert_eq!(StorageCopy::kept_config(&*store).unwrap(), None);
        for text in [&b"one"[..], b"two", b"two"] {
            copy.keep_config(text).unwrap();
            assert_eq!(StorageCopy::kept_config(&*store).unwrap().as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_copy_or_a_newer_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(Local::open(folder.path()).unwrap());
        let ours = installation("a", 1);
        let open = || StorageCopy::open(Arc::clone(&store), &ours, "a").unwrap_err();
        assert!(open().is(&sto::NOT_A_COPY));
        for (text, code) in [
            (&b"{"[..], &sto::NOT_A_COPY),
            (b"[]", &sto::NOT_A_COPY),
            (br#"{"format": 2, "things": "to come"}"#, &sto::NEWER_FORMAT),
        ] {
            store.replace(&own_key(COPY_FILE), text).unwrap();
            assert!(open().is(code), "{}", open());
            let create = StorageCopy::create(Arc::clone(&store), &ours, "a", Timestamp::UNIX_EPOCH);
            assert!(create.unwrap_err().is(code));
            assert_eq!(store.read(&own_key(COPY_FILE), 999).unwrap(), text);
        }
    }

    #[test]
    fn tenants_keep_every_version_of_their_record() {
        let (_folder, store, copy) = copy();
        let tenant = copy.tenant(&"chemnitz".parse().unwrap());
        assert_eq!(tenant.record().unwrap(), None);
        assert_eq!(copy.tenants().unwrap(), []);
        let now = Timestamp::UNIX_EPOCH;
        let rules = || serde_json::Map::new();
        tenant.add_record("Stadt Chemnitz", None, rules(), now).unwrap();
        tenant.add_record("Stadt Chemnitz", None, rules(), now).unwrap();
        let record = tenant.add_record("Stadt Chemnitz", Some("DE-Ch1"), rules(), now).unwrap();
        assert_eq!(record.versions.len(), 2);
        assert_eq!(record.versions[1].version, 2);
        assert_eq!(tenant.record().unwrap(), Some(record));
        assert_eq!(copy.tenants().unwrap(), ["chemnitz".parse().unwrap()]);
        assert!(store.head(&own_key("chemnitz/tenant.json")).is_ok());
    }

    #[test]
    fn a_tenant_has_holdings_and_places_of_its_own() {
        let (_folder, store, copy) = copy();
        let tenant = copy.tenant(&"chemnitz".parse().unwrap());
        let holdings = tenant.create_holdings().unwrap();
        assert!(store.head(&own_key("chemnitz/holdings/0=ocfl_1.1")).is_ok());
        let id = "urn:uuid:0193f0a0-0000-7000-8000-000000000001";
        let placement = tenant.placement(holdings.object_key(id), id, 2, "w");
        assert_eq!(placement.claim.as_str(), "claims/0193f0a0-0000-7000-8000-000000000001.v2");
        placement.check().unwrap();
        let foreign = tenant.placement(holdings.object_key("../x"), "../x", 1, "w");
        assert!(foreign.staging.as_str().starts_with("staging/"), "{}", foreign.staging);
        foreign.check().unwrap();
    }

    #[test]
    fn the_readme_is_in_both_languages_and_fits_a_terminal() {
        assert!(README.contains("Deutsch") && README.contains("English"));
        assert!(README.lines().all(|line| line.chars().count() <= 80));
        assert!(README.contains("sha512sum") && README.contains("unzip"));
    }
}
