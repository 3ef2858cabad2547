//! An OCFL 1.1 storage root inside a store: where objects lie, and a walk over all of them.
//!
//! It knows names and sizes of files, and nothing of inventories or of what an object means.
//! Layout: extension 0004-hashed-n-tuple-storage-layout with SHA-256, three tuples of three.

use super::{Entry, Key, Oddity, Result as StoreResult, Store, StoreError, try_list};
use crate::digest::{Algorithm, Hasher};
use crate::error::{Error, Result};
use crate::finding::codes::sto;
use serde_json::{Value, json};
use std::fmt;
use std::ops::ControlFlow;

/// The declaration of the storage root (OCFL 1.1 §4.2).
const DECLARATION: (&str, &[u8]) = ("0=ocfl_1.1", b"ocfl_1.1\n");
const LAYOUT_FILE: &str = "ocfl_layout.json";
const LAYOUT: &str = "0004-hashed-n-tuple-storage-layout";
const CONFIG_FILE: &str = "extensions/0004-hashed-n-tuple-storage-layout/config.json";
/// How the declaration of an object begins, whatever its version (OCFL 1.1 §3.3).
const OBJECT_DECLARATION: &str = "0=ocfl_object_";
const TUPLE_SIZE: usize = 3;
const TUPLES: usize = 3;
/// Largest layout file read, in bytes.
const LAYOUT_BYTES: u64 = 64 << 10;

/// An OCFL storage root: one tenant's holdings in one copy.
#[derive(Debug, Clone)]
pub struct Holdings<S> {
    store: S,
    root: Key,
}

/// All files of one object, as one listing found them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectFiles {
    /// The object root.
    pub root: Key,
    /// The OCFL version its declaration names: `1.1`.
    pub declared: String,
    /// Every file with its size in bytes, paths relative to the object root, in order.
    pub files: Vec<(Key, u64)>,
    /// Whatever in the object is no file: readable places in the store, and what is odd.
    pub odd: Vec<(String, Oddity)>,
}

/// Something in the storage root that belongs to no object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stray {
    /// A file. An object whose declaration is missing, or that is still being written to an
    /// object store, comes as such files too.
    File {
        /// Its full key.
        key: Key,
        /// Its size in bytes.
        size: u64,
    },
    /// Anything else.
    Odd {
        /// Where, in readable form.
        place: String,
        /// What is odd about it.
        oddity: Oddity,
    },
}

/// What a walk meets, in the order of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visit {
    /// An object begins; what follows up to the next object or stray belongs to it.
    Object {
        /// The object root.
        root: Key,
        /// The OCFL version its declaration names.
        declared: String,
    },
    /// A file of the object, its declaration included.
    File {
        /// Relative to the object root.
        path: Key,
        /// Its size in bytes.
        size: u64,
    },
    /// Something in the object that is no file.
    Odd {
        /// Where, in readable form.
        place: String,
        /// What is odd about it.
        oddity: Oddity,
    },
    /// Something outside every object that is no part of the storage root either.
    Stray(Stray),
}

impl<S: Store> Holdings<S> {
    /// Makes the storage root below `root`, or completes one that a crash left half made. The
    /// declaration comes last.
    pub fn create(store: S, root: Key) -> Result<Self> {
        let holdings = Self { store, root };
        for (path, bytes) in own_files() {
            holdings.put(path, &bytes)?;
        }
        holdings.check()?;
        Ok(holdings)
    }

    /// The files of the storage root itself with their content, by full key.
    pub fn own_files(&self) -> Vec<(Key, Vec<u8>)> {
        let key = |path| self.root.join(path).expect("the files of the root have fixed names");
        own_files().into_iter().map(|(path, bytes)| (key(path), bytes)).collect()
    }

    /// The storage root below `root`. Refused where it has another layout than the archive's.
    pub fn open(store: S, root: Key) -> Result<Self> {
        let holdings = Self { store, root };
        holdings.check()?;
        Ok(holdings)
    }

    /// The storage root below `root`, unseen.
    #[must_use]
    pub fn at(store: S, root: Key) -> Self {
        Self { store, root }
    }

    /// Where the storage root lies in the store.
    #[must_use]
    pub fn root(&self) -> &Key {
        &self.root
    }

    /// The store it lies in.
    #[must_use]
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The root of the object with an id (extension 0004).
    pub fn object_key(&self, id: &str) -> Key {
        let digest = Hasher::digest(Algorithm::Sha256, id.as_bytes()).hex();
        let mut path = String::with_capacity(digest.len() + TUPLES * (TUPLE_SIZE + 1));
        for tuple in 0..TUPLES {
            path.push_str(&digest[tuple * TUPLE_SIZE..(tuple + 1) * TUPLE_SIZE]);
            path.push('/');
        }
        path.push_str(&digest);
        self.root.join(&path).expect("hexadecimal digits and slashes are a key of fixed length")
    }

    /// Meets everything in the storage root with one listing and in its order, until `each`
    /// breaks. Memory does not grow with the number of objects or files.
    ///
    /// An object is what stands in one folder with a declaration `0=ocfl_object_…`, which comes
    /// before the rest of it in the order of keys.
    pub fn walk(&self, mut each: impl FnMut(Visit) -> ControlFlow<()>) -> StoreResult<()> {
        let mut object: Option<Key> = None;
        self.store.list(&self.root, &mut |entry| {
            if let Some(begun) = begins(&self.root, object.as_ref(), &entry) {
                if let Visit::Object { root, .. } = &begun {
                    object = Some(root.clone());
                }
                each(begun)?;
            }
            match place(&self.root, &mut object, entry) {
                Some(visit) => each(visit),
                None => ControlFlow::Continue(()),
            }
        })
    }

    /// Gives every object with all its files and every stray, in order. Memory grows with the
    /// number of files of the largest object.
    pub fn objects<E: From<StoreError>>(
        &self,
        mut object: impl FnMut(ObjectFiles) -> Result<(), E>,
        mut stray: impl FnMut(Stray) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut current: Option<ObjectFiles> = None;
        let mut failed = None;
        self.walk(|visit| {
            let done = match gather(&mut current, visit) {
                Gathered::Nothing => Ok(()),
                Gathered::Object(files) => object(files),
                Gathered::Stray(before, found) => {
                    before.map_or(Ok(()), &mut object).and_then(|()| stray(found))
                }
            };
            match done {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        match failed {
            Some(error) => Err(error),
            None => current.map_or(Ok(()), object),
        }
    }

    /// All files of the object at a root, with one listing; `None` where there are none.
    pub fn object_files(&self, root: &Key) -> StoreResult<Option<ObjectFiles>> {
        let mut out =
            ObjectFiles { root: root.clone(), declared: String::new(), files: vec![], odd: vec![] };
        try_list(&self.store, root, |entry| -> StoreResult<()> {
            match entry {
                Entry::File { key, meta } => {
                    let path = key.below(root).unwrap_or(key);
                    if let Some(version) = path.as_str().strip_prefix(OBJECT_DECLARATION) {
                        version.clone_into(&mut out.declared);
                    }
                    out.files.push((path, meta.size));
                }
                Entry::Odd { place, oddity } => out.odd.push((place, oddity)),
                Entry::Folder { .. } => {}
            }
            Ok(())
        })?;
        let found = !out.files.is_empty() || !out.odd.is_empty();
        Ok(found.then_some(out))
    }

    /// Creates a file of the root; one that is there must have the same content.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let key = self.root.join(path).map_err(StoreError::from)?;
        match self.store.create(&key, bytes) {
            Err(StoreError::AlreadyExists(_)) => {
                let found = self.store.read(&key, LAYOUT_BYTES)?;
                if found == bytes {
                    return Ok(());
                }
                Err(refused(&key, "has other content than expected"))
            }
            other => Ok(other?),
        }
    }

    /// Whether the files of the root are there and say what they must.
    pub fn check(&self) -> Result<()> {
        if self.read(DECLARATION.0)? != DECLARATION.1 {
            return Err(refused(&self.root, "is not declared as OCFL 1.1"));
        }
        let layout = self.json(LAYOUT_FILE)?;
        if layout.get("extension").and_then(Value::as_str) != Some(LAYOUT) {
            return Err(refused(&self.root, "has another layout than 0004"));
        }
        let config = self.json(CONFIG_FILE)?;
        let number = |name: &str, default| config.get(name).map_or(Some(default), Value::as_u64);
        let algorithm = config.get("digestAlgorithm").map_or(Some("sha256"), Value::as_str);
        let short = config.get("shortObjectRoot").map_or(Some(false), Value::as_bool);
        let ours = algorithm == Some("sha256")
            && number("tupleSize", TUPLE_SIZE as u64) == Some(TUPLE_SIZE as u64)
            && number("numberOfTuples", TUPLES as u64) == Some(TUPLES as u64)
            && short == Some(false);
        if ours { Ok(()) } else { Err(refused(&self.root, "has other layout parameters")) }
    }

    fn read(&self, path: &str) -> Result<Vec<u8>> {
        let key = self.root.join(path).map_err(StoreError::from)?;
        match self.store.read(&key, LAYOUT_BYTES) {
            Err(StoreError::NotFound(_)) => Err(refused(&key, "is missing")),
            other => Ok(other?),
        }
    }

    fn json(&self, path: &str) -> Result<Value> {
        let bytes = self.read(path)?;
        serde_json::from_slice(&bytes)
            .map_err(|error| refused(path, "is no readable JSON").because(error))
    }
}

/// Whether an object begins with this entry of the listing.
fn begins(root: &Key, object: Option<&Key>, entry: &Entry) -> Option<Visit> {
    let Entry::File { key, .. } = entry else { return None };
    let declared = key.name().strip_prefix(OBJECT_DECLARATION)?.to_owned();
    let folder = key.parent().filter(|folder| folder != root)?;
    let nested = object.is_some_and(|object| folder.starts_with(object));
    (!nested).then_some(Visit::Object { root: folder, declared })
}

/// Sorts an entry of the listing into the object it belongs to. Parts of the root give nothing.
fn place(root: &Key, object: &mut Option<Key>, entry: Entry) -> Option<Visit> {
    match entry {
        Entry::File { key, meta } => {
            if let Some(path) = object.as_ref().and_then(|object| key.below(object)) {
                return Some(Visit::File { path, size: meta.size });
            }
            *object = None;
            let path = key.below(root)?;
            let of_the_root = path.as_str() == DECLARATION.0
                || path.as_str() == LAYOUT_FILE
                || path.as_str().starts_with("extensions/");
            (!of_the_root).then_some(Visit::Stray(Stray::File { key, size: meta.size }))
        }
        Entry::Odd { place, oddity } => {
            let inside = object.as_ref().is_some_and(|object| {
                place.strip_prefix(object.as_str()).is_some_and(|rest| rest.starts_with('/'))
            });
            if inside {
                return Some(Visit::Odd { place, oddity });
            }
            *object = None;
            Some(Visit::Stray(Stray::Odd { place, oddity }))
        }
        Entry::Folder { .. } => None,
    }
}

enum Gathered {
    Nothing,
    Object(ObjectFiles),
    Stray(Option<ObjectFiles>, Stray),
}

/// Collects visits into whole objects.
fn gather(current: &mut Option<ObjectFiles>, visit: Visit) -> Gathered {
    match visit {
        Visit::Object { root, declared } => {
            let next = ObjectFiles { root, declared, files: Vec::new(), odd: Vec::new() };
            current.replace(next).map_or(Gathered::Nothing, Gathered::Object)
        }
        Visit::File { path, size } => {
            if let Some(object) = current {
                object.files.push((path, size));
            }
            Gathered::Nothing
        }
        Visit::Odd { place, oddity } => {
            if let Some(object) = current {
                object.odd.push((place, oddity));
            }
            Gathered::Nothing
        }
        Visit::Stray(stray) => Gathered::Stray(current.take(), stray),
    }
}

/// What every storage root of the archive holds besides objects, in the order of writing: the
/// declaration comes last.
fn own_files() -> [(&'static str, Vec<u8>); 3] {
    let layout = json!({
        "extension": LAYOUT,
        "description": "Hashed N-tuple storage layout: SHA-256 of the id, three tuples of \
                        three characters, then the whole digest",
    });
    let config = json!({
        "extensionName": LAYOUT,
        "digestAlgorithm": "sha256",
        "tupleSize": TUPLE_SIZE,
        "numberOfTuples": TUPLES,
        "shortObjectRoot": false,
    });
    [
        (CONFIG_FILE, pretty(&config)),
        (LAYOUT_FILE, pretty(&layout)),
        (DECLARATION.0, DECLARATION.1.to_vec()),
    ]
}

fn pretty(value: &Value) -> Vec<u8> {
    let mut text = format!("{value:#}").into_bytes();
    text.push(b'\n');
    text
}

fn refused(place: impl fmt::Display, reason: &str) -> Error {
    Error::new(&sto::LAYOUT).at(place.to_string()).with("reason", reason)
}

#[cfg(test)]
mod tests {
    use super::super::Local;
    use super::*;

    fn holdings() -> (tempfile::TempDir, Holdings<Local>) {
        let folder = tempfile::tempdir().unwrap();
        let store = Local::open(folder.path()).unwrap();
        let holdings = Holdings::create(store, Key::new("chemnitz/holdings").unwrap()).unwrap();
        (folder, holdings)
    }

    fn put(holdings: &Holdings<Local>, path: &str) -> Key {
        let key = holdings.root().join(path).unwrap();
        holdings.store().create(&key, path.as_bytes()).unwrap();
        key
    }

    #[test]
    fn objects_lie_where_the_extension_says() {
        // The first example of the extension's own table.
        let (_folder, holdings) = holdings();
        assert_eq!(
            holdings.object_key("object-01").as_str(),
            "chemnitz/holdings/3c0/ff4/240/\
             3c0ff4240c1e116dba14c7627f2319b58aa3d77606d0d90dfc6161608ac987d4"
        );
    }

    #[test]
    fn making_and_opening_agree_and_can_be_repeated() {
        let (_folder, holdings) = holdings();
        let (store, root) = (holdings.store().clone(), holdings.root().clone());
        Holdings::create(store.clone(), root.clone()).unwrap();
        Holdings::open(store.clone(), root.clone()).unwrap();
        assert!(Holdings::open(store.clone(), Key::new("elsewhere").unwrap()).is_err());
        let layout = root.join(LAYOUT_FILE).unwrap();
        store.replace(&layout, br#"{"extension": "0002-flat-direct"}"#).unwrap();
        let refused = Holdings::open(store.clone(), root.clone()).unwrap_err();
        assert!(refused.is(&sto::LAYOUT), "{refused}");
        assert!(Holdings::create(store, root).is_err(), "a foreign layout was taken over");
    }

    #[test]
    fn a_walk_gives_objects_with_all_their_files_and_every_stray() {
        let (folder, holdings) = holdings();
        for path in [
            "a/0=ocfl_object_1.1",
            "a/inventory.json",
            "a/v1/content/0=ocfl_object_1.0",
            "a-/x",
            "b/c/0=ocfl_object_1.0",
            "b/c/v1/x",
            "b/c/v1/y",
            "lost/v1/inventory.json",
            "loose",
        ] {
            put(&holdings, path);
        }
        let at = folder.path().join("chemnitz/holdings");
        crate::fs::create_folders(&at.join("b/c/v2")).unwrap();
        std::os::unix::fs::symlink("x", at.join("b/link")).unwrap();
        let (mut objects, mut strays) = (Vec::new(), Vec::new());
        let done: StoreResult<()> = holdings.objects(
            |object| {
                objects.push(object);
                Ok(())
            },
            |stray| {
                strays.push(match stray {
                    Stray::File { key, .. } => key.to_string(),
                    Stray::Odd { place, oddity } => format!("{place}?{}", oddity.as_str()),
                });
                Ok(())
            },
        );
        done.unwrap();
        let names = |object: &ObjectFiles| -> Vec<String> {
            object.files.iter().map(|(path, _)| path.to_string()).collect()
        };
        assert_eq!(objects.len(), 2);
        assert_eq!(
            names(&objects[0]),
            ["0=ocfl_object_1.1", "inventory.json", "v1/content/0=ocfl_object_1.0"]
        );
        assert_eq!(names(&objects[1]), ["0=ocfl_object_1.0", "v1/x", "v1/y"]);
        assert_eq!(objects[1].declared, "1.0");
        let empty = "chemnitz/holdings/b/c/v2".to_owned();
        assert_eq!(objects[1].odd, [(empty, Oddity::EmptyFolder)]);
        assert_eq!(
            strays,
            ["a-/x", "b/link?link", "loose", "lost/v1/inventory.json"]
                .map(|path| format!("chemnitz/holdings/{path}"))
        );
        let one = holdings.object_files(&objects[1].root).unwrap().unwrap();
        assert_eq!(one, objects[1]);
        let none = holdings.object_key("urn:none");
        assert_eq!(holdings.object_files(&none).unwrap(), None);
    }
}
