//! A store in the place of one that cannot be opened now: an unmounted disk, a bucket whose
//! credentials are missing. To every call it answers why, so that whoever can do without goes on.

use super::super::lock::{LockSupport, Retention};
use super::super::{
    At, Entry, Key, Meta, Placement, ReadBack, Reader, Result, Sink, Stage, Store, StoreError,
};
use crate::error::Error;
use crate::finding::Finding;
use std::ops::{ControlFlow, Range};

/// A store that is not there.
#[derive(Debug, Clone)]
pub struct Absent {
    reason: Finding,
}

impl Absent {
    /// A store that is not there for this reason.
    #[must_use]
    pub fn because(reason: &Error) -> Self {
        Self { reason: reason.finding().clone() }
    }

    fn refuse<T>(&self, action: &'static str, key: &Key) -> Result<T> {
        let reason = Error::from(self.reason.clone());
        Err(StoreError::Unreachable(At::key(action, key).because(reason)))
    }
}

impl Store for Absent {
    fn open(&self, key: &Key, _range: Option<Range<u64>>) -> Result<Reader> {
        self.refuse("read", key)
    }

    fn open_from_medium(&self, key: &Key) -> Result<Reader> {
        self.refuse("read", key)
    }

    fn read_back(&self) -> ReadBack {
        ReadBack::Cache
    }

    fn head(&self, key: &Key) -> Result<Meta> {
        self.refuse("look at", key)
    }

    fn list(&self, prefix: &Key, _each: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()> {
        self.refuse("list", prefix)
    }

    fn children(&self, prefix: &Key) -> Result<Vec<Entry>> {
        self.refuse("list", prefix)
    }

    fn create(&self, key: &Key, _bytes: &[u8]) -> Result<()> {
        self.refuse("create", key)
    }

    fn replace(&self, key: &Key, _bytes: &[u8]) -> Result<()> {
        self.refuse("write", key)
    }

    fn rewrite(&self, key: &Key) -> Result<Box<dyn Sink>> {
        self.refuse("write", key)
    }

    fn delete(&self, key: &Key) -> Result<()> {
        self.refuse("remove", key)
    }

    fn stage(&self, placement: &Placement) -> Result<Box<dyn Stage>> {
        self.refuse("stage", &placement.object)
    }

    fn free_bytes(&self) -> Result<Option<u64>> {
        self.refuse("look at", &Key::root())
    }

    fn lock(&self, key: &Key, _retention: &Retention) -> Result<()> {
        self.refuse("lock", key)
    }

    fn lock_of(&self, key: &Key) -> Result<Option<Retention>> {
        self.refuse("look at", key)
    }

    fn lock_support(&self) -> Result<LockSupport> {
        self.refuse("look at", &Key::root())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Lang;
    use crate::finding::codes::sto;

    #[test]
    fn every_answer_says_why() {
        let reason = Error::new(&sto::NOT_A_COPY).at("copy.json").with("reason", "no such file");
        let error = Absent::because(&reason).head(&Key::new("a").unwrap()).unwrap_err();
        assert!(error.retryable());
        let error = Error::from(error);
        assert!(error.is(&sto::UNREACHABLE));
        for lang in [Lang::En, Lang::De] {
            let said = error.finding().message(lang);
            assert!(said.contains(&reason.finding().message(lang)), "{said}");
        }
    }
}
