//! The keys of the ledgers: their files, and how one takes the place of another.

use super::TenantArchive;
use super::ledger::{INSTALLATION_KEY, KEY_FOLDER, LOCK, clean, make_key, read_key};
use crate::error::{Error, Result};
use crate::finding::Class;
use crate::finding::codes::led;
use crate::fs;
use crate::ledger::event::{Event, decode};
use crate::ledger::note::{Signer, Verifier};
use crate::ledger::rotation::Chain;
use crate::ledger::{CHECKPOINT, FOLDER, Log, Place, Reader, checkpoint_in, verify};
use crate::store::{Local, Store};
use std::sync::{Arc, PoisonError};

/// That a key took the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotated {
    /// The position of the entry that says so.
    pub index: u64,
    /// The key that has signed until then.
    pub previous: Verifier,
    /// The key that signs from there on.
    pub key: Verifier,
}

impl TenantArchive {
    /// Makes a new key for the ledger and hands over to it. The old one is gone on return; what it
    /// has signed stays good. Finishes what an interruption left instead, where there is such.
    ///
    /// # Errors
    /// Where there is no ledger (`E-LED-014`), a key file is missing (`E-LED-011`), or a required
    /// copy is away: calling it again finishes it.
    pub fn rotate_key(&self) -> Result<Rotated> {
        let mut held = self.open_ledger().lock().unwrap_or_else(PoisonError::into_inner);
        let _alone = self.locks().take(LOCK, self.wait())?;
        *held = None;
        let finished = self.settle_key()?;
        let no_ledger = || Error::new(&led::NO_LEDGER).with("tenant", self.id());
        let Some(key) = read_key(self.installation(), self.id().as_str())? else {
            self.check_ledger_key()?;
            return Err(no_ledger());
        };
        let origin = key.verifier().name().to_owned();
        let state = Arc::new(Local::create(&self.state_folder().join(FOLDER))?);
        let mut log = Log::open(key, state, self.ledger_places())?;
        if log.size() == 0 {
            return Err(no_ledger());
        }
        if !finished {
            let installation = self.installation_key()?.to_string();
            // A key that was made and not used yet is as good as a new one.
            let next = match read_key(self.installation(), &self.next_name())? {
                Some(next) => next,
                None => make_key(self.installation(), &self.next_name(), &origin)?,
            };
            log.hand_over(next, installation, self.clock().now())?;
            self.settle_key()?;
        }
        match Chain::of(&log.reader(), &origin)?.keys() {
            [.., (_, previous), (index, key)] => {
                Ok(Rotated { index: *index, previous: previous.clone(), key: key.clone() })
            }
            _ => Err(no_ledger()),
        }
    }

    /// Puts a new key in the place of one whose file was lost, by the word of the installation,
    /// whose key the ledger names. `known` are keys that must be keys of the ledger. Finishes what
    /// an interruption left instead, where there is such.
    ///
    /// # Errors
    /// Where the key file is there (`E-LED-015`), the key of the installation is lost too
    /// (`E-LED-011`) or is another one (`E-LED-016`), or the ledger is not sound.
    pub fn recover_key(&self, known: &[Verifier]) -> Result<Rotated> {
        let mut held = self.open_ledger().lock().unwrap_or_else(PoisonError::into_inner);
        let _alone = self.locks().take(LOCK, self.wait())?;
        *held = None;
        let path = format!("{KEY_FOLDER}/{}.key", self.id());
        let finished = self.settle_key()?;
        let own = read_key(self.installation(), self.id().as_str())?;
        if own.is_some() && !finished {
            return Err(Error::new(&led::KEY_IS_THERE).at(path).with("tenant", self.id()));
        }
        let chain = self.sound_chain(known)?;
        let no_ledger = || Error::new(&led::NO_LEDGER).with("tenant", self.id());
        let (index, lost) = chain.keys().last().cloned().ok_or_else(no_ledger)?;
        if finished {
            let before = chain.keys().iter().rev().nth(1).map_or(&lost, |(_, key)| key);
            return Ok(Rotated { index, previous: before.clone(), key: lost });
        }
        let installation = read_key(self.installation(), INSTALLATION_KEY)?;
        let installation = installation.ok_or_else(|| self.no_installation_key())?;
        if installation.verifier().to_string() != chain.installation() {
            let error = Error::new(&led::OTHER_INSTALLATION).with("tenant", self.id());
            return Err(error.with("expected", chain.installation()));
        }
        let next = match read_key(self.installation(), &self.next_name())? {
            Some(next) => next,
            None => make_key(self.installation(), &self.next_name(), lost.name())?,
        };
        let key = next.verifier();
        let state = Arc::new(Local::create(&self.state_folder().join(FOLDER))?);
        let (places, now) = (self.ledger_places(), self.clock().now());
        let index = Log::recover(&lost, [installation, next], state, places, now)?;
        self.settle_key()?;
        Ok(Rotated { index, previous: lost, key })
    }

    /// The keys of the longest ledger among state and copies, every entry of which is verified.
    fn sound_chain(&self, known: &[Verifier]) -> Result<Chain> {
        let mut longest: Option<(u64, Arc<dyn Store>)> = None;
        for place in self.all_places()? {
            let signed = match checkpoint_in(&*place.store) {
                Err(error) if error.class() == Class::Temporary && !place.required => None,
                other => other?,
            };
            let size = signed.map_or(0, |signed| signed.checkpoint.head.size);
            if size > longest.as_ref().map_or(0, |(size, _)| *size) {
                longest = Some((size, place.store));
            }
        }
        let Some((size, store)) = longest else { return Ok(Chain::default()) };
        let first = match decode(&Reader::new(&*store, size).entry(0)?)?.event {
            Some(Event::Key { key, .. }) => Verifier::parse(&key)?,
            _ => return Err(Error::new(&led::BROKEN).at("entry 0").with("reason", "no key")),
        };
        let keys: Vec<Verifier> = std::iter::once(first).chain(known.iter().cloned()).collect();
        Ok(verify(&*store, &keys, &mut |_, _| Ok(()))?.chain)
    }

    /// The key that signs the ledger now, whose file may still be that of the next one; none where
    /// there is no key. Writes nothing.
    pub(super) fn signing_key(&self) -> Result<Option<Signer>> {
        if let Some(next) = read_key(self.installation(), &self.next_name())?
            && self.is_handed_over(&next.verifier())?
        {
            return Ok(Some(next));
        }
        read_key(self.installation(), self.id().as_str())
    }

    /// Puts the next key in the place of the one before where the log has been handed over to it,
    /// and says whether it did. Whoever calls this holds the lock of the ledger.
    pub(super) fn settle_key(&self) -> Result<bool> {
        let Some(next) = read_key(self.installation(), &self.next_name())? else {
            return Ok(false);
        };
        if !self.is_handed_over(&next.verifier())? {
            return Ok(false);
        }
        let file = |name: &str| self.installation().join(KEY_FOLDER).join(format!("{name}.key"));
        let own = file(self.id().as_str());
        fs::rename(&file(&self.next_name()), &own)?;
        fs::sync_parent(&own)?;
        Ok(true)
    }

    /// Whether any place of the log is signed with a key. Nobody but us has it, so one is enough.
    fn is_handed_over(&self, next: &Verifier) -> Result<bool> {
        for place in self.all_places()? {
            let signed = match checkpoint_in(&*place.store) {
                Err(error) if error.class() == Class::Temporary && !place.required => None,
                other => other?,
            };
            if let Some(signed) = signed
                && signed.checkpoint.origin == next.name()
                && signed.note.signed_by(next)?.is_some()
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The state, where the ledger is there, and every copy.
    fn all_places(&self) -> Result<Vec<Place>> {
        let state = self.state_folder().join(FOLDER);
        let mut places = self.ledger_places();
        if fs::exists(&state.join(CHECKPOINT)) {
            let store: Arc<dyn Store> = Arc::new(Local::open(&state)?);
            places.insert(0, Place { name: "state".to_owned(), store, required: true });
        }
        Ok(places)
    }

    /// The key of the installation that the next entry names: where it was lost, a new one, which
    /// only the key of the tenant can bring in.
    fn installation_key(&self) -> Result<Verifier> {
        let key = match read_key(self.installation(), INSTALLATION_KEY)? {
            Some(key) => key,
            None => make_key(
                self.installation(),
                INSTALLATION_KEY,
                &clean(&self.config().archive.name),
            )?,
        };
        Ok(key.verifier())
    }

    fn no_installation_key(&self) -> Error {
        let path = format!("{KEY_FOLDER}/{INSTALLATION_KEY}.key");
        Error::new(&led::NO_KEY).at(path).with("tenant", self.id())
    }

    /// The name of the file of a key that is not used yet; no tenant's, since ids have no dot.
    fn next_name(&self) -> String {
        format!("{}.next", self.id())
    }
}
