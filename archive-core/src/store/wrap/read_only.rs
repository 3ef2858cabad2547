//! A store that takes no changes: for checking and handing out, and for copies that only others
//! write to.

use super::super::{At, Key, Result, Store, StoreError};
use super::guard::{Admission, Guard, Guarded, Operation};

/// A store that takes no changes.
pub type ReadOnly<S> = Guarded<S, NoChanges>;

/// The guard of [`ReadOnly`].
#[derive(Debug, Clone, Copy)]
pub struct NoChanges;

impl<S: Store> ReadOnly<S> {
    /// A store that only reads from `inner`.
    pub fn new(inner: S) -> Self {
        Self::behind(inner, NoChanges)
    }
}

impl Guard for NoChanges {
    fn admit(&self, operation: Operation, key: &Key) -> Result<Admission> {
        match operation {
            Operation::Read | Operation::Head | Operation::List => Ok(Admission::Go),
            _ => Err(StoreError::ReadOnly(At::key(operation.verb(), key))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::behaviour::placement;
    use super::super::super::{Local, StoreError};
    use super::*;

    #[test]
    fn everything_is_read_and_nothing_changed() {
        let folder = tempfile::tempdir().unwrap();
        let store = Local::open(folder.path()).unwrap();
        let key = Key::new("a/b").unwrap();
        store.create(&key, b"kept").unwrap();
        let guarded = ReadOnly::new(store.clone());
        assert_eq!(guarded.read(&key, 9).unwrap(), b"kept");
        assert_eq!(guarded.head(&key).unwrap().size, 4);
        assert_eq!(guarded.children(&Key::root()).unwrap().len(), 1);
        let other = Key::new("c").unwrap();
        let refused = [
            guarded.create(&other, b""),
            guarded.replace(&key, b""),
            guarded.delete(&key),
            guarded.stage(&placement(1, "w")).map(drop),
        ];
        for refusal in refused {
            assert!(matches!(refusal, Err(StoreError::ReadOnly(_))), "{refusal:?}");
        }
        assert_eq!(store.read(&key, 9).unwrap(), b"kept");
        assert_eq!(store.children(&Key::root()).unwrap().len(), 1);
    }
}
