//! The second look: nothing is called damage before it was seen twice, with writers kept away
//! and everything that is known loaded anew.

use super::bundle;
use super::compare::{Compared, Present, Suspect, compare};
use super::knowledge::{Knowledge, is_content};
use super::options::Events;
use super::package::Package;
use super::scene::Scene;
use crate::archive::TenantCopy;
use crate::catalog::{Damage, DamageState};
use crate::digest::Stream512;
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::finding::codes::fix;
use crate::limits::INVENTORY_BYTES;
use crate::store::proof::{self, Expected, Pace, Pending, Proving, Verdict};
use crate::store::{Key, ObjectFiles, Reader, Store, StoreError};
use std::collections::BTreeSet;
use std::io::Read;
use std::sync::{Mutex, PoisonError};

/// What a second look gives.
pub(super) enum Look {
    /// Everything that is damaged; nothing where all is good.
    Damage(Vec<Damage>),
    /// The package is being written.
    Unsettled,
    /// The store did not answer.
    Unreachable(String),
}

/// Looks again at what seemed wrong.
pub(super) struct Looker<'a> {
    pub scene: &'a Scene<'a>,
    pub copy: &'a TenantCopy,
    pub events: &'a dyn Events,
}

impl Looker<'_> {
    /// Looks again at the suspects of a package.
    pub fn look(&self, package: &Package, suspects: &[Suspect]) -> Result<Look> {
        if suspects.is_empty() {
            return Ok(Look::Damage(Vec::new()));
        }
        let Some(_lock) = self.scene.settle(std::slice::from_ref(self.copy), package.aip)? else {
            return Ok(Look::Unsettled);
        };
        let listing = match self.copy.holdings.object_files(&package.root) {
            Ok(listing) => listing,
            Err(error) if error.retryable() => return Ok(Look::Unreachable(error.to_string())),
            Err(_) => {
                self.expect_alive()?;
                let place = package.root.to_string();
                return Ok(Look::Damage(vec![self.damage(
                    package,
                    place,
                    DamageState::Unreadable,
                )]));
            }
        };
        let Some(knowledge) = self.knowledge(package, listing.as_ref())? else {
            return Ok(Look::Unsettled);
        };
        let knowledge = self.corrected(package, knowledge, suspects);
        let Compared { mut present, suspects: mut found, .. } =
            compare(&knowledge.items, &package.root, listing.as_ref());
        if let Err(error) = self.find_unlisted(package, &knowledge, &mut present, &mut found) {
            return Ok(Look::Unreachable(error.to_string()));
        }
        if knowledge == package.knowledge {
            let paths: BTreeSet<_> = suspects.iter().filter_map(|s| s.path.as_ref()).collect();
            present.retain(|file| paths.contains(&file.path));
        }
        if let Err(error) = self.prove(package, &present, &mut found) {
            return Ok(Look::Unreachable(error.to_string()));
        }
        self.say_flickered(suspects, &present, &found);
        if found.iter().any(|s| s.state != DamageState::Unexpected) {
            self.expect_alive()?;
        }
        self.name(package, found)
    }

    /// What is known of the package now.
    fn knowledge(
        &self,
        package: &Package,
        listing: Option<&ObjectFiles>,
    ) -> Result<Option<Knowledge>> {
        let known = Knowledge::of_catalog(self.scene.catalog, package.aip, &self.copy.name)?;
        if let Some(known) = known {
            return Ok(Some(known));
        }
        let Some(listing) = listing else { return Ok(None) };
        Ok(Knowledge::of_inventory(self.copy, listing)?.map(|(_, known)| known))
    }

    /// Puts the stored inventory in the place of a catalog that contradicts it.
    fn corrected(&self, package: &Package, known: Knowledge, suspects: &[Suspect]) -> Knowledge {
        let content = |s: &Suspect| s.path.as_ref().is_none_or(is_content);
        if !package.recorded || !suspects.iter().any(content) {
            return known;
        }
        let head = format!("v{}/inventory.json", known.versions);
        let inventory = ["inventory.json", head.as_str()]
            .into_iter()
            .filter_map(|path| self.read(&package.root.join(path).ok()?))
            .find(|bytes| {
                let mut stream = Stream512::new();
                stream.update(bytes);
                stream.finish() == known.inventory
            });
        let Some(corrected) = inventory.and_then(|bytes| known.corrected(&bytes)) else {
            return known;
        };
        if corrected != known {
            self.events.finding(&Finding::new(&fix::CATALOG_DIFFERS).at(package.aip.to_string()));
        }
        corrected
    }

    fn read(&self, key: &Key) -> Option<Vec<u8>> {
        self.copy.folder.store().read(key, INVENTORY_BYTES).ok()
    }

    /// Asks for each file that a listing lacks: a service may list late. What is there is read.
    fn find_unlisted(
        &self,
        package: &Package,
        knowledge: &Knowledge,
        present: &mut Vec<Present>,
        found: &mut Vec<Suspect>,
    ) -> Result<(), StoreError> {
        let mut missing = Vec::with_capacity(found.len());
        for suspect in std::mem::take(found) {
            let path = suspect.path.as_ref().filter(|_| suspect.state == DamageState::Missing);
            let item = path.and_then(|path| knowledge.items.iter().find(|i| i.path == *path));
            let Some(item) = item else {
                missing.push(suspect);
                continue;
            };
            match self.copy.folder.store().head(&package.root.join_key(&item.path)?) {
                Ok(meta) => {
                    let size = item.size.unwrap_or(meta.size);
                    let expected = Expected { size, digest: item.digest };
                    present.push(Present { path: item.path.clone(), expected });
                }
                Err(error) if error.retryable() => return Err(error),
                Err(_) => missing.push(suspect),
            }
        }
        *found = missing;
        Ok(())
    }

    /// Reads files from the medium and adds what is wrong to `found`.
    fn prove(
        &self,
        package: &Package,
        files: &[Present],
        found: &mut Vec<Suspect>,
    ) -> Result<(), StoreError> {
        let again = Again {
            store: self.copy.folder.store(),
            root: &package.root,
            files: Pending::new(files.iter()),
            wrong: Mutex::default(),
        };
        proof::prove(&again, 1, &Pace::default());
        for (file, verdict) in again.wrong.into_inner().unwrap_or_else(PoisonError::into_inner) {
            let state = match verdict {
                Verdict::Good => continue,
                Verdict::Corrupt { .. } => DamageState::Corrupt,
                Verdict::Missing => DamageState::Missing,
                Verdict::Unreadable(error) if error.retryable() => return Err(error),
                Verdict::Unreadable(_) => DamageState::Unreadable,
            };
            let place = format!("{}/{}", package.root, file.path);
            found.push(Suspect { place, path: Some(file.path.clone()), state });
        }
        Ok(())
    }

    /// Says which files were wrong once and are good now.
    fn say_flickered(&self, before: &[Suspect], read: &[Present], now: &[Suspect]) {
        let still: BTreeSet<_> = now.iter().map(|s| s.place.as_str()).collect();
        let read: BTreeSet<_> = read.iter().map(|file| &file.path).collect();
        for suspect in before {
            let was_read = suspect.path.as_ref().is_some_and(|path| read.contains(path));
            let wrong = matches!(suspect.state, DamageState::Corrupt | DamageState::Unreadable);
            if was_read && wrong && !still.contains(suspect.place.as_str()) {
                let finding = Finding::new(&fix::FLICKERED).at(&suspect.place);
                self.events.finding(&finding.with("copy", &self.copy.name));
            }
        }
    }

    /// Turns what is wrong into damage, with the files that are affected.
    fn name(&self, package: &Package, found: Vec<Suspect>) -> Result<Look> {
        let mut damages = Vec::with_capacity(found.len());
        for suspect in found {
            let mut damage = self.damage(package, suspect.place, suspect.state);
            if let Some(path) = &suspect.path {
                match bundle::affected(self.scene, self.copy, package, path, suspect.state) {
                    Ok(files) => damage.files = files,
                    Err(error) if error.class() == crate::finding::Class::Temporary => {
                        return Ok(Look::Unreachable(error.to_string()));
                    }
                    Err(error) => return Err(error),
                }
            }
            damages.push(damage);
        }
        damages.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        Ok(Look::Damage(damages))
    }

    fn damage(&self, package: &Package, path: String, state: DamageState) -> Damage {
        let copy = self.copy.name.clone();
        let found = self.scene.now();
        Damage { copy, aip: Some(package.aip), path, state, found, files: Vec::new() }
    }

    /// Ends the run where nothing at all can be read from the copy: that is no damage.
    fn expect_alive(&self) -> Result<()> {
        if is_alive(self.copy) {
            return Ok(());
        }
        Err(Error::new(&fix::COPY_GONE).with("copy", &self.copy.name))
    }
}

/// Whether the copy still gives a file that must be there: its declaration or the tenant's
/// record, from the medium.
pub(super) fn is_alive(copy: &TenantCopy) -> bool {
    let declaration = copy.holdings.root().join("0=ocfl_1.1").ok();
    let record = Key::new("tenant.json").ok();
    [declaration, record].into_iter().flatten().any(|key| {
        let opened = copy.folder.store().open_from_medium(&key);
        opened.is_ok_and(|mut reader| reader.read(&mut [0; 1]).is_ok())
    })
}

/// Files read once more.
struct Again<'a, S, I> {
    store: &'a S,
    root: &'a Key,
    files: Pending<I>,
    wrong: Mutex<Vec<(&'a Present, Verdict)>>,
}

impl<'a, S: Store, I: Iterator<Item = &'a Present> + Send> Proving for Again<'a, S, I> {
    type File = &'a Present;

    fn next(&self) -> Option<Self::File> {
        self.files.next()
    }

    fn expected(&self, file: &Self::File) -> Expected {
        file.expected
    }

    fn key(&self, file: &Self::File) -> Key {
        self.root.join_key(&file.path).unwrap_or_else(|_| file.path.clone())
    }

    fn open(&self, file: &Self::File) -> Result<Reader, StoreError> {
        self.store.open_from_medium(&self.key(file))
    }

    fn verdict(&self, file: Self::File, verdict: Verdict) {
        if !matches!(verdict, Verdict::Good) {
            self.wrong.lock().unwrap_or_else(PoisonError::into_inner).push((file, verdict));
        }
    }
}
