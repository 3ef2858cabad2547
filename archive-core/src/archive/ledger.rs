//! A tenant's ledger within the installation: its key, its places, and who may append.

use super::{TenantArchive, TenantCopy};
use crate::catalog::EntryRow;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::finding::Class;
use crate::finding::codes::led;
use crate::fs;
use crate::ledger::checkpoint::Signed;
use crate::ledger::event::{Event, Version, decode, encode};
use crate::ledger::note::{Kind, Signer, Verifier};
use crate::ledger::rotation::Chain;
use crate::ledger::{CHECKPOINT, FOLDER, Log, Place, Reader, checkpoint_in};
use crate::store::{Draft, Drafts, Key, Local, Object, Prefixed, Store};
use crate::tenant::TenantId;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, MutexGuard, PoisonError};

/// The folder of the keys in the installation.
pub const KEY_FOLDER: &str = "keys";

/// The lock of whoever appends.
pub(super) const LOCK: &str = "ledger";
/// The name of the key file of the installation; no tenant's, since ids have no underscore.
pub(super) const INSTALLATION_KEY: &str = "_installation";
/// Largest key file in bytes: one line.
const KEY_BYTES: u64 = 4 << 10;
/// Packages of the catalog that are held at once while they are adopted.
const PAGE: usize = 500;

impl TenantArchive {
    /// Appends events, in one step, and gives their positions. Durable on every copy on return.
    /// The first call makes the log: its key, and an entry for each version that was there before.
    pub fn append(&self, events: &[Event]) -> Result<Range<u64>> {
        let rows = self.append_with(events, || Ok(Box::<Drafts<'_>>::default()))?;
        self.catalog().note(&rows)?;
        let begin = rows.first().map_or(0, |row| row.position);
        Ok(begin..begin + rows.len() as u64)
    }

    /// The same with a draft that is in its place before any copy shows the entries. What it gives
    /// is to be entered into the catalog, with the versions that the entries attest.
    pub fn append_with<'a>(
        &self,
        events: &[Event],
        company: impl FnOnce() -> Result<Box<dyn Draft + 'a>> + Send,
    ) -> Result<Vec<EntryRow>> {
        let entry = |event: &Event| encode(event, self.clock().now());
        let entries: Vec<Vec<u8>> = events.iter().map(entry).collect::<Result<_>>()?;
        let positions = self.with_log(|log| {
            self.catch_up(&log.reader())?;
            log.append_with(&entries, company)
        })?;
        let row = |(position, bytes): (u64, &Vec<u8>)| Ok(EntryRow::of(position, &decode(bytes)?));
        positions.zip(&entries).map(row).collect()
    }

    /// The public part of the key that signs the ledger; none where there is no key yet.
    pub fn ledger_key(&self) -> Result<Option<Verifier>> {
        Ok(self.signing_key()?.map(|key| key.verifier()))
    }

    /// Refuses a tenant whose ledger cannot be continued: its key is missing, or is no key.
    pub fn check_ledger_key(&self) -> Result<()> {
        if self.ledger_key()?.is_some() {
            return Ok(());
        }
        let state = self.state_folder().join(FOLDER);
        let mut found = fs::exists(&state.join(CHECKPOINT));
        for place in self.ledger_places() {
            found = found
                || match checkpoint_in(&*place.store) {
                    Err(error) if !place.required && error.class() == Class::Temporary => false,
                    other => other?.is_some(),
                };
        }
        let path = format!("{KEY_FOLDER}/{}.key", self.id());
        let lost = || Error::new(&led::NO_KEY).at(path).with("tenant", self.id());
        if found { Err(lost()) } else { Ok(()) }
    }

    /// The ledger on each copy, by the name of the copy; each store begins at its folder.
    #[must_use]
    pub fn ledger_places(&self) -> Vec<Place> {
        self.copies().iter().map(place).collect()
    }

    /// Brings the ledger on a copy forward, which may be one that is taken away and has come back.
    pub fn bring_ledger(&self, copy: &TenantCopy) -> Result<()> {
        let mut held = self.open_ledger().lock().unwrap_or_else(PoisonError::into_inner);
        let _alone = self.locks().take(LOCK, self.wait())?;
        *held = None;
        self.settle_key()?;
        let Some(key) = read_key(self.installation(), self.id().as_str())? else {
            return self.check_ledger_key();
        };
        let state = Arc::new(Local::create(&self.state_folder().join(FOLDER))?);
        let mut places = self.ledger_places();
        places.retain(|place| place.name != copy.name);
        places.push(Place { required: true, ..place(copy) });
        Log::open(key, state, places)?;
        self.bring_dates(place(copy))
    }

    /// Does something with the log, alone. After a failure it is opened anew the next time.
    pub(super) fn with_log<T>(&self, work: impl FnOnce(&mut Log) -> Result<T>) -> Result<T> {
        let mut held: MutexGuard<'_, Option<Log>> =
            self.open_ledger().lock().unwrap_or_else(PoisonError::into_inner);
        let _alone = self.locks().take(LOCK, self.wait())?;
        let mut log = match held.take() {
            Some(log) if log.is_current()? => log,
            _ => self.open_log()?,
        };
        let done = work(&mut log)?;
        *held = Some(log);
        Ok(done)
    }

    fn open_log(&self) -> Result<Log> {
        let state = Arc::new(Local::create(&self.state_folder().join(FOLDER))?);
        let places = self.ledger_places();
        let name = origin(self.config(), self.id());
        self.settle_key()?;
        let key = if let Some(key) = read_key(self.installation(), self.id().as_str())? {
            key
        } else {
            self.check_ledger_key()?;
            make_key(self.installation(), self.id().as_str(), &name)?
        };
        let mut log = Log::open(key, state, places)?;
        if log.size() == 0 {
            self.begin_log(&mut log)?;
        }
        Ok(log)
    }

    /// The first entries: the keys, and every version that is there already.
    fn begin_log(&self, log: &mut Log) -> Result<()> {
        let own = read_key(self.installation(), self.id().as_str())?;
        let own = own.ok_or_else(|| Error::new(&led::NO_KEY).with("tenant", self.id()))?;
        let name = clean(&self.config().archive.name);
        let installation = match read_key(self.installation(), INSTALLATION_KEY)? {
            Some(key) => key,
            None => make_key(self.installation(), INSTALLATION_KEY, &name)?,
        };
        let (key, installation) = (own.verifier().to_string(), installation.verifier().to_string());
        let now = self.clock().now();
        log.append_fed(&|each| {
            let keys = Event::Key {
                key: key.clone(),
                previous: None,
                installation: installation.clone(),
                signature: None,
            };
            each(&encode(&keys, now)?)?;
            self.each_version(&mut |version| each(&encode(&Event::Adopted(version), now)?))
        })?;
        Ok(())
    }

    /// Every version that the catalog knows, in the order of the packages.
    pub fn each_version(&self, each: &mut dyn FnMut(Version) -> Result<()>) -> Result<()> {
        let mut after = None;
        loop {
            let page = self.catalog().list_all(after, PAGE)?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.aip);
            for package in &page {
                for row in self.catalog().versions(package.aip)? {
                    each(Version {
                        aip: package.aip,
                        version: row.number,
                        inventory: row.inventory.hex(),
                        copies: row.confirmed.into_iter().map(|(copy, _)| copy).collect(),
                    })?;
                }
            }
        }
    }

    /// Reads the log as `state/` has it, or where that is lost the longest on a copy, with what was
    /// signed last. Writes nothing to it: no key is made, no copy brought forward. `read` must not
    /// append.
    pub fn read_ledger<T>(
        &self,
        read: impl FnOnce(&Reader<'_>, Option<&Signed>) -> Result<T>,
    ) -> Result<T> {
        // Nobody may remove a tile while it is read.
        let _alone = self.locks().take(LOCK, self.wait())?;
        let Some(key) = self.ledger_key()? else {
            self.check_ledger_key()?;
            return read(&Reader::new(&Object::memory()?, 0), None);
        };
        let (store, signed) = self.longest_ledger(&key)?;
        let size = signed.as_ref().map_or(0, |signed| signed.checkpoint.head.size);
        read(&Reader::new(&*store, size), signed.as_ref())
    }

    /// Where the log is read, and what is signed there with the key: the state, unless it is lost.
    fn longest_ledger(&self, key: &Verifier) -> Result<(Arc<dyn Store>, Option<Signed>)> {
        let state = self.state_folder().join(FOLDER);
        if fs::exists(&state.join(CHECKPOINT)) {
            let state = Local::open(&state)?;
            let signed = checkpoint_in(&state)?;
            signed.iter().try_for_each(|signed| signed.verify(key.name(), key))?;
            return Ok((Arc::new(state), signed));
        }
        let mut longest: (Arc<dyn Store>, Option<Signed>) = (Arc::new(Object::memory()?), None);
        for place in self.ledger_places() {
            let found = match checkpoint_in(&*place.store) {
                Err(error) if !place.required && error.class() == Class::Temporary => None,
                other => other?,
            };
            let size = |signed: &Option<Signed>| signed.as_ref().map(|s| s.checkpoint.head.size);
            if size(&found) > size(&longest.1) {
                longest = (place.store, found);
            }
        }
        longest.1.iter().try_for_each(|signed| signed.verify(key.name(), key))?;
        Ok(longest)
    }

    /// The keys of the ledger so far, each with the position of its entry.
    pub fn ledger_keys(&self) -> Result<Chain> {
        let Some(key) = self.ledger_key()? else { return Ok(Chain::default()) };
        self.read_ledger(|log, _| Chain::of(log, key.name()))
    }
}

/// The ledger on a copy.
fn place(copy: &TenantCopy) -> Place {
    let folder = Key::new(FOLDER).expect("a constant key");
    let store = Prefixed::new(Arc::clone(copy.folder.store()), folder);
    Place { name: copy.name.clone(), store: Arc::new(store), required: copy.required }
}

/// The public part of the key of a tenant, or of the installation; none where there is none yet.
pub fn public_key(installation: &Path, tenant: Option<&TenantId>) -> Result<Option<Verifier>> {
    let name = tenant.map_or(INSTALLATION_KEY, TenantId::as_str);
    Ok(read_key(installation, name)?.map(|key| key.verifier()))
}

/// The origin of a new log: what it is called does not change with the installation.
fn origin(config: &Config, tenant: &TenantId) -> String {
    format!("{}/{tenant}", clean(&config.archive.name))
}

/// A name as a key may have it.
pub(super) fn clean(name: &str) -> String {
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && c != '+';
    name.chars().map(|c| if fits(c) { c } else { '-' }).collect()
}

pub(super) fn read_key(installation: &Path, name: &str) -> Result<Option<Signer>> {
    let path = installation.join(KEY_FOLDER).join(format!("{name}.key"));
    let bytes = match fs::read(&path, KEY_BYTES) {
        Err(failure) if failure.is_not_found() => return Ok(None),
        other => other?,
    };
    let text = String::from_utf8_lossy(&bytes);
    Signer::parse(&text).map(Some).map_err(|error| error.at(path.display().to_string()))
}

/// Makes a key where there is none. Who comes second takes that of the first.
pub(super) fn make_key(installation: &Path, name: &str, origin: &str) -> Result<Signer> {
    let folder = installation.join(KEY_FOLDER);
    fs::create_private_folder(&folder)?;
    let key = Signer::generate(origin, Kind::Note)?;
    let path = folder.join(format!("{name}.key"));
    match fs::create_secret(&path, format!("{}\n", key.secret()).as_bytes()) {
        Err(failure) if failure.is_already_there() => {
            read_key(installation, name)?.ok_or_else(|| failure.into())
        }
        done => done.map(|()| key).map_err(Into::into),
    }
}
