//! A wall: whoever holds this store can name nothing outside its prefix.

use super::super::lock::{LockSupport, Retention};
use super::super::{
    At, Draft, Entry, Key, Meta, Placement, ReadBack, Reader, Result, Sink, Stage, Store,
    StoreError,
};
use std::ops::{ControlFlow, Range};

/// The part of a store below a prefix, as a store of its own: one tenant's part of a copy.
#[derive(Debug, Clone)]
pub struct Prefixed<S> {
    inner: S,
    prefix: Key,
}

impl<S: Store> Prefixed<S> {
    /// The part of `inner` below `prefix`.
    pub fn new(inner: S, prefix: Key) -> Self {
        Self { inner, prefix }
    }

    fn full(&self, key: &Key) -> Result<Key> {
        // The root of this store is no file, although its full key could be one.
        if key.is_root() {
            let reason = "the root is no file".to_owned();
            return Err(StoreError::BadKey(At::key("name", key).because(reason)));
        }
        Ok(self.prefix.join_key(key)?)
    }

    /// An entry as it is named in here. What lies outside was never asked for.
    fn inside(&self, entry: Entry) -> Option<Entry> {
        Some(match entry {
            Entry::File { key, meta } => Entry::File { key: key.below(&self.prefix)?, meta },
            Entry::Folder { key } => Entry::Folder { key: key.below(&self.prefix)? },
            Entry::Odd { place, oddity } => {
                let rest = place.strip_prefix(self.prefix.as_str())?;
                let rest = rest.strip_prefix('/').unwrap_or(rest);
                Entry::Odd { place: rest.to_owned(), oddity }
            }
        })
    }
}

impl<S: Store> Store for Prefixed<S> {
    fn read(&self, key: &Key, limit: u64) -> Result<Vec<u8>> {
        self.inner.read(&self.full(key)?, limit)
    }

    fn open(&self, key: &Key, range: Option<Range<u64>>) -> Result<Reader> {
        self.inner.open(&self.full(key)?, range)
    }

    fn open_from_medium(&self, key: &Key) -> Result<Reader> {
        self.inner.open_from_medium(&self.full(key)?)
    }

    fn read_back(&self) -> ReadBack {
        self.inner.read_back()
    }

    fn head(&self, key: &Key) -> Result<Meta> {
        self.inner.head(&self.full(key)?)
    }

    fn list(&self, prefix: &Key, each: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        let full = self.prefix.join_key(prefix)?;
        self.inner.list(&full, &mut |entry| match self.inside(entry) {
            Some(entry) => each(entry),
            None => ControlFlow::Continue(()),
        })
    }

    fn children(&self, prefix: &Key) -> Result<Vec<Entry>> {
        let children = self.inner.children(&self.prefix.join_key(prefix)?)?;
        Ok(children.into_iter().filter_map(|entry| self.inside(entry)).collect())
    }

    fn create(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        self.inner.create(&self.full(key)?, bytes)
    }

    fn replace(&self, key: &Key, bytes: &[u8]) -> Result<()> {
        self.inner.replace(&self.full(key)?, bytes)
    }

    fn rewrite(&self, key: &Key) -> Result<Box<dyn Sink>> {
        self.inner.rewrite(&self.full(key)?)
    }

    fn replace_all(&self, files: &[(Key, Vec<u8>)]) -> Result<()> {
        let full = |(key, bytes): &(Key, Vec<u8>)| Ok((self.full(key)?, bytes.clone()));
        self.inner.replace_all(&files.iter().map(full).collect::<Result<Vec<_>>>()?)
    }

    fn draft<'a>(
        &'a self,
        files: &[(Key, Vec<u8>)],
        (last, bytes): (&Key, &[u8]),
    ) -> Result<Box<dyn Draft + 'a>> {
        let full = |(key, bytes): &(Key, Vec<u8>)| Ok((self.full(key)?, bytes.clone()));
        let files = files.iter().map(full).collect::<Result<Vec<_>>>()?;
        self.inner.draft(&files, (&self.full(last)?, bytes))
    }

    fn delete(&self, key: &Key) -> Result<()> {
        self.inner.delete(&self.full(key)?)
    }

    fn discard(&self, keys: &[Key]) -> Result<()> {
        let full: Result<Vec<Key>> = keys.iter().map(|key| self.full(key)).collect();
        self.inner.discard(&full?)
    }

    fn stage(&self, placement: &Placement) -> Result<Box<dyn Stage>> {
        placement.check()?;
        self.inner.stage(&placement.below(&self.prefix)?)
    }

    fn free_bytes(&self) -> Result<Option<u64>> {
        self.inner.free_bytes()
    }

    fn lock(&self, key: &Key, retention: &Retention) -> Result<()> {
        self.inner.lock(&self.full(key)?, retention)
    }

    fn lock_of(&self, key: &Key) -> Result<Option<Retention>> {
        self.inner.lock_of(&self.full(key)?)
    }

    fn lock_support(&self) -> Result<LockSupport> {
        self.inner.lock_support()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Local;
    use super::*;

    #[test]
    fn neighbours_are_not_seen_and_not_reached() {
        let folder = tempfile::tempdir().unwrap();
        let whole = Local::open(folder.path()).unwrap();
        let key = |text: &str| Key::new(text).unwrap();
        for name in ["town/a", "town-b/secret", "townhall/secret", "other/secret"] {
            whole.create(&key(name), b"x").unwrap();
        }
        let town = Prefixed::new(&whole, key("town"));
        let mut seen = Vec::new();
        let mut each = |entry: Entry| {
            seen.push(entry);
            ControlFlow::Continue(())
        };
        town.list(&Key::root(), &mut each).unwrap();
        assert!(matches!(&seen[..], [Entry::File { key, .. }] if key.as_str() == "a"), "{seen:?}");
        assert_eq!(town.children(&Key::root()).unwrap().len(), 1);
        assert!(matches!(town.read(&key("other/secret"), 9), Err(StoreError::NotFound(_))));
        town.create(&key("b"), b"y").unwrap();
        assert_eq!(whole.read(&key("town/b"), 9).unwrap(), b"y");
    }
}
