//! The storage root itself: are its own files whole, and does anything lie in it that belongs to
//! no package?
//!
//! Memory does not grow with the number of packages; at most [`STRAYS`] strays are named.

use super::look::is_alive;
use super::root::{Identity, identify};
use super::scene::{Scene, claims};
use crate::aip::AipId;
use crate::archive::TenantCopy;
use crate::catalog::{Damage, DamageState};
use crate::error::{Error, Result};
use crate::finding::Class;
use crate::finding::codes::{fix, sto};
use crate::sorter::{Sorted, Sorter, Spool, Spooled};
use crate::store::proof::Pace;
use crate::store::{Entry, Key, Oddity, ReadBack, Store, StoreError, Stray, Visit};
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

/// Strays named in one run; whoever has more of them has another problem.
pub(super) const STRAYS: usize = 10_000;
/// The record of the tenant, beside the root.
const RECORD: &str = "tenant.json";
/// Memory for the places of objects, in bytes.
const ROOTS_BYTES: usize = 2 << 20;
/// Levels of folders above an object root.
const TUPLES: usize = 3;

/// Places of objects, known or found; a few in memory, the rest in temporary files.
pub(super) struct Roots(Sorter);

impl Default for Roots {
    fn default() -> Self {
        Self(Sorter::new(ROOTS_BYTES))
    }
}

impl Roots {
    pub fn push(&mut self, root: &Key) -> Result<()> {
        self.0.push(root.as_str().as_bytes(), b"")
    }

    /// The places in order.
    pub fn finish(self) -> Result<Sorted> {
        self.0.finish()
    }
}

/// Gives what was found and is not known, each once.
fn each_unknown(
    found: &Sorted,
    known: &Sorted,
    each: &mut dyn FnMut(Key) -> Result<()>,
) -> Result<()> {
    let (mut found, mut known) = (found.iter()?, known.iter()?);
    let mut next = known.next()?.map(|(root, _)| root.to_vec());
    let mut last = Vec::new();
    while let Some((root, _)) = found.next()? {
        while next.as_deref().is_some_and(|known| known < root) {
            next = known.next()?.map(|(root, _)| root.to_vec());
        }
        if next.as_deref() == Some(root) || last == root {
            continue;
        }
        last = root.to_vec();
        let key = Key::new(String::from_utf8_lossy(root)).map_err(StoreError::from)?;
        each(key)?;
    }
    Ok(())
}

/// What a look at the root found.
pub(super) struct Swept {
    /// Damage without a package.
    pub damages: Vec<Damage>,
    /// Roots of packages that the catalog does not know.
    pub unknown: Spooled,
    /// Whether everything was looked at.
    pub whole: bool,
    /// Whether there are more strays than are named.
    pub cut: bool,
}

/// Looks at the files of the root and for strays.
pub(super) fn sweep(
    scene: &Scene<'_>,
    copy: &TenantCopy,
    known: &Sorted,
    pace: &Pace,
) -> Result<Swept> {
    let mut sweep = Sweep {
        scene,
        copy,
        pace,
        roots: Roots::default(),
        trouble: None,
        damages: Vec::new(),
        unknown: Spool::new(ROOTS_BYTES),
        cut: false,
    };
    sweep.own_files()?;
    if copy.folder.store().read_back() == ReadBack::Remote {
        sweep.walk()?;
    } else {
        sweep.folder(copy.holdings.root(), 0)?;
    }
    let found = std::mem::take(&mut sweep.roots).finish()?;
    each_unknown(&found, known, &mut |root| sweep.unknown(&root))?;
    sweep.damages.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(Swept {
        whole: !sweep.is_stopped(),
        damages: sweep.damages,
        unknown: sweep.unknown.finish()?,
        cut: sweep.cut,
    })
}

struct Sweep<'a> {
    scene: &'a Scene<'a>,
    copy: &'a TenantCopy,
    pace: &'a Pace,
    /// Places in which something lies that may be an object.
    roots: Roots,
    /// Why a place could not be noted.
    trouble: Option<Error>,
    damages: Vec<Damage>,
    unknown: Spool,
    cut: bool,
}

impl Sweep<'_> {
    /// Compares the files of the root itself with what they must be, byte for byte.
    fn own_files(&mut self) -> Result<()> {
        for (key, bytes) in self.copy.holdings.own_files() {
            if self.state_of(&key, &bytes)?.is_none() {
                continue;
            }
            if !is_alive(self.copy) {
                return Err(Error::new(&fix::COPY_GONE).with("copy", &self.copy.name));
            }
            if let Some(state) = self.state_of(&key, &bytes)? {
                self.damage(key.to_string(), state);
            }
        }
        self.record()
    }

    /// The record of the tenant must be there and readable. What it must say is not known here.
    fn record(&mut self) -> Result<()> {
        let state = match self.copy.folder.record() {
            // The archive writes it in one form only.
            Ok(Some(record)) => {
                let key = Key::new(RECORD).map_err(StoreError::from)?;
                match self.state_of(&key, &crate::store::record_bytes(&record))? {
                    Some(state) => state,
                    None => return Ok(()),
                }
            }
            Ok(None) => DamageState::Missing,
            Err(error) if error.class() == Class::Temporary => return Err(error),
            Err(error) if error.is(&sto::NOT_A_COPY) => DamageState::Corrupt,
            Err(_) => DamageState::Unreadable,
        };
        self.damage(RECORD.to_owned(), state);
        Ok(())
    }

    fn state_of(&self, key: &Key, bytes: &[u8]) -> Result<Option<DamageState>, StoreError> {
        let mut found = Vec::new();
        let read = self.copy.folder.store().open_from_medium(key).and_then(|reader| {
            let read = reader.take(bytes.len() as u64 + 1).read_to_end(&mut found);
            read.map_err(|error| StoreError::system("read", key, error))
        });
        match read {
            Ok(_) if found == bytes => Ok(None),
            Ok(_) => Ok(Some(DamageState::Corrupt)),
            Err(StoreError::NotFound(_)) => Ok(Some(DamageState::Missing)),
            Err(error) if error.retryable() => Err(error),
            Err(_) => Ok(Some(DamageState::Unreadable)),
        }
    }

    /// Goes down the folders of the layout without listing the packages themselves.
    fn folder(&mut self, folder: &Key, depth: usize) -> Result<()> {
        for entry in self.copy.folder.store().children(folder)? {
            if self.is_stopped() {
                return Ok(());
            }
            match entry {
                Entry::Folder { key } if depth == TUPLES && self.is_object_root(&key) => {
                    self.roots.push(&key)?;
                }
                Entry::Folder { key } if depth < TUPLES && is_tuple(key.name()) => {
                    self.folder(&key, depth + 1)?;
                }
                Entry::Folder { key } => self.tree(&key)?,
                Entry::File { key, .. } => self.stray(key.to_string(), Some(&key)),
                Entry::Odd { place, oddity } => self.odd(place, oddity),
            }
        }
        Ok(())
    }

    /// Everything in the root with one listing: what costs least where every folder is a request.
    fn walk(&mut self) -> Result<()> {
        let copy = self.copy;
        copy.holdings.walk(|visit| {
            match visit {
                Visit::Object { root, .. } => self.root(&root),
                Visit::Stray(Stray::File { key, .. }) => self.stray_file(&key),
                Visit::Stray(Stray::Odd { place, oddity }) => self.odd(place, oddity),
                Visit::File { .. } | Visit::Odd { .. } => {}
            }
            let stop = self.is_stopped() || self.trouble.is_some();
            if stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if let Some(trouble) = self.trouble.take() {
            return Err(trouble);
        }
        let extensions = self.copy.holdings.root().join("extensions").map_err(StoreError::from)?;
        self.tree(&extensions)
    }

    /// A file outside every object that has a declaration. In the place of a known package, the
    /// check of that package names it.
    fn stray_file(&mut self, key: &Key) {
        match self.object_place(key) {
            Some(root) => self.root(&root),
            None => self.stray(key.to_string(), Some(key)),
        }
    }

    /// The object root that a key lies in by the layout.
    fn object_place(&self, key: &Key) -> Option<Key> {
        let below = key.below(self.copy.holdings.root())?;
        let segments: Vec<_> = below.segments().take(TUPLES + 1).collect();
        let root = self.copy.holdings.root().join(&segments.join("/")).ok()?;
        (segments.len() == TUPLES + 1 && root != *key && self.is_object_root(&root)).then_some(root)
    }

    /// Whether the layout could have put an object here.
    fn is_object_root(&self, key: &Key) -> bool {
        let Some(below) = key.below(self.copy.holdings.root()) else { return false };
        let name = key.name();
        let tuples: String = below.segments().take(TUPLES).collect();
        name.len() == 64 && name.bytes().all(is_hex) && name.starts_with(&tuples)
    }

    fn root(&mut self, root: &Key) {
        if let Err(error) = self.roots.push(root) {
            self.trouble.get_or_insert(error);
        }
    }

    /// Names every file below a folder that belongs to nothing.
    fn tree(&mut self, folder: &Key) -> Result<()> {
        let mut entries = Vec::new();
        let room = STRAYS + 8;
        self.copy.folder.store().list(folder, &mut |entry| {
            entries.push(entry);
            if entries.len() < room { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        // A service has no empty folders: what it does not list is missing, and told elsewhere.
        if entries.is_empty() && self.copy.folder.store().read_back() != ReadBack::Remote {
            self.stray(folder.to_string(), None);
        }
        for entry in entries {
            match entry {
                Entry::File { key, .. } => self.stray(key.to_string(), Some(&key)),
                Entry::Odd { place, oddity } => self.odd(place, oddity),
                Entry::Folder { .. } => {}
            }
        }
        Ok(())
    }

    /// An object that no list names: a package all the same, or files that nobody put there. A
    /// writer may be at work on it, so it is looked at before and after asking for one.
    fn unknown(&mut self, root: &Key) -> Result<()> {
        if self.is_stopped() || self.is_package(root)? || self.is_claimed(root)? {
            return Ok(());
        }
        match identify(self.copy, root)? {
            Identity::Nothing => {}
            Identity::Package(..) => self.unknown.push(root.as_str().as_bytes())?,
            Identity::Foreign(listing) => {
                for (path, _) in listing.files {
                    self.stray(format!("{root}/{path}"), None);
                }
                for (place, oddity) in listing.odd {
                    self.odd(place, oddity);
                }
            }
        }
        Ok(())
    }

    fn is_package(&mut self, root: &Key) -> Result<bool> {
        let package = matches!(identify(self.copy, root)?, Identity::Package(..));
        if package {
            self.unknown.push(root.as_str().as_bytes())?;
        }
        Ok(package)
    }

    /// Whether a writer has claimed a version of the object at a root.
    fn is_claimed(&self, root: &Key) -> Result<bool> {
        let of = |uuid: &String| {
            let aip = uuid.parse::<AipId>().ok()?;
            Some(self.copy.holdings.object_key(&aip.to_string()))
        };
        Ok(claims(self.copy)?.iter().filter_map(of).any(|claimed| claimed == *root))
    }

    fn odd(&mut self, place: String, oddity: Oddity) {
        // Folders of the layout may stand empty for the moment in which an object is placed.
        if !matches!(oddity, Oddity::Leftover) {
            self.stray(place, None);
        }
    }

    fn stray(&mut self, place: String, key: Option<&Key>) {
        let own = |key: &Key| self.copy.holdings.own_files().iter().any(|(own, _)| own == key);
        if key.is_some_and(own) {
            return;
        }
        if self.damages.len() >= STRAYS {
            self.cut = true;
            return;
        }
        self.damage(place, DamageState::Unexpected);
    }

    fn damage(&mut self, path: String, state: DamageState) {
        let (copy, found) = (self.copy.name.clone(), self.scene.now());
        self.damages.push(Damage { copy, aip: None, path, state, found, files: Vec::new() });
    }

    fn is_stopped(&self) -> bool {
        self.pace.stop.load(Ordering::Relaxed)
    }
}

fn is_tuple(name: &str) -> bool {
    name.len() == 3 && name.bytes().all(is_hex)
}

fn is_hex(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
}
