//! The storage root itself: are its own files whole, and does anything lie in it that belongs to
//! no package?
//!
//! Memory: 16 bytes for each known package, and at most [`STRAYS`] strays.

use super::look::is_alive;
use super::root::{Identity, identify};
use super::scene::{Scene, claims};
use crate::aip::AipId;
use crate::archive::TenantCopy;
use crate::catalog::{Damage, DamageState};
use crate::error::{Error, Result};
use crate::finding::Class;
use crate::finding::codes::{fix, sto};
use crate::store::proof::Pace;
use crate::store::{Entry, Key, Oddity, ReadBack, Store, StoreError, Stray, Visit};
use std::collections::HashSet;
use std::io::Read;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

/// Strays named in one run; whoever has more of them has another problem.
pub(super) const STRAYS: usize = 10_000;
/// The record of the tenant, beside the root.
const RECORD: &str = "tenant.json";
/// Levels of folders above an object root.
const TUPLES: usize = 3;

/// The object roots of all known packages.
pub(super) struct Known(HashSet<u128>);

impl Known {
    pub fn new(copy: &TenantCopy, packages: impl Iterator<Item = AipId>) -> Self {
        let root = |aip: AipId| mark(copy.holdings.object_key(&aip.to_string()).name());
        Self(packages.filter_map(root).collect())
    }

    fn has(&self, root: &Key) -> bool {
        mark(root.name()).is_some_and(|mark| self.0.contains(&mark))
    }
}

/// The first half of the digest that names an object root.
fn mark(name: &str) -> Option<u128> {
    u128::from_str_radix(name.get(..32)?, 16).ok()
}

/// What a look at the root found.
#[derive(Default)]
pub(super) struct Swept {
    /// Damage without a package.
    pub damages: Vec<Damage>,
    /// Roots of packages that the catalog does not know.
    pub unknown: Vec<Key>,
    /// Whether everything was looked at.
    pub whole: bool,
    /// Whether there are more strays than are named.
    pub cut: bool,
}

/// Looks at the files of the root and for strays.
pub(super) fn sweep(
    scene: &Scene<'_>,
    copy: &TenantCopy,
    known: &Known,
    pace: &Pace,
) -> Result<Swept> {
    let mut sweep = Sweep { scene, copy, known, pace, roots: Vec::new(), out: Swept::default() };
    sweep.own_files()?;
    if copy.folder.store().read_back() == ReadBack::Remote {
        sweep.walk()?;
    } else {
        sweep.folder(copy.holdings.root(), 0)?;
    }
    for root in std::mem::take(&mut sweep.roots) {
        sweep.unknown(&root)?;
    }
    sweep.out.whole = !sweep.is_stopped();
    sweep.out.damages.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(sweep.out)
}

struct Sweep<'a> {
    scene: &'a Scene<'a>,
    copy: &'a TenantCopy,
    known: &'a Known,
    pace: &'a Pace,
    /// Places of objects that are not known.
    roots: Vec<Key>,
    out: Swept,
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
            Ok(Some(_)) => return Ok(()),
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
                    if !self.known.has(&key) {
                        self.root(key);
                    }
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
                Visit::Object { root, .. } if !self.known.has(&root) => self.root(root),
                Visit::Stray(Stray::File { key, .. }) => self.stray_file(&key),
                Visit::Stray(Stray::Odd { place, oddity }) => self.odd(place, oddity),
                Visit::Object { .. } | Visit::File { .. } | Visit::Odd { .. } => {}
            }
            if self.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        let extensions = self.copy.holdings.root().join("extensions").map_err(StoreError::from)?;
        self.tree(&extensions)
    }

    /// A file outside every object that has a declaration. In the place of a known package, the
    /// check of that package names it.
    fn stray_file(&mut self, key: &Key) {
        let place = self.object_place(key);
        match place {
            Some(root) if self.known.has(&root) => {}
            Some(root) => self.root(root),
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

    fn root(&mut self, root: Key) {
        if self.roots.last() != Some(&root) {
            self.roots.push(root);
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
        if entries.is_empty() {
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
            Identity::Package(..) => self.out.unknown.push(root.clone()),
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
            self.out.unknown.push(root.clone());
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
        if self.out.damages.len() >= STRAYS {
            self.out.cut = true;
            return;
        }
        self.damage(place, DamageState::Unexpected);
    }

    fn damage(&mut self, path: String, state: DamageState) {
        let (copy, found) = (self.copy.name.clone(), self.scene.now());
        self.out.damages.push(Damage { copy, aip: None, path, state, found, files: Vec::new() });
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
