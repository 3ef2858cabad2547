//! Where bytes lie: one copy in one place, behind one contract.
//!
//! [`Store`] is that contract; [`Local`] keeps it on a disk and [`Object`] in a bucket. Wrappers
//! ([`Prefixed`], [`ReadOnly`], [`Throttled`], [`Retry`], [`Absent`], [`Locking`], `Faulty`) are
//! stores themselves.
//! [`Holdings`] is an OCFL storage root inside a store, [`StorageCopy`] a whole copy. This room
//! knows nothing of packages, catalogs or several copies at once.

#[cfg(any(test, feature = "test-support"))]
pub mod behaviour;
mod copy;
mod draft;
mod error;
mod group;
mod holdings;
mod key;
mod local;
pub mod lock;
mod object;
mod probe;
pub mod proof;
mod side_by_side;
mod stage;
mod url;
mod wrap;

pub use copy::{
    CONFIG_BYTES, CONFIG_FILE, COPY_FORMAT, CopyRecord, Installation, LockRecord, Retired,
    StorageCopy, TenantFolder, TenantRecord, TenantVersion, parse_work_name, record_bytes,
    work_name,
};
pub use draft::{Draft, Drafts, Pending, each_published};
pub(crate) use draft::{Settled, Unwritten};
pub use error::{At, Source, StoreError};
pub use holdings::{Holdings, ObjectFiles, Stray, Visit};
pub use key::{BadKey, KEY_BYTES, Key, SEGMENT_BYTES};
pub use local::Local;
pub use object::Object;
pub use probe::{check_conditional_create, check_store};
pub use side_by_side::side_by_side;
pub use stage::{Placement, Sink, Stage};
pub use url::{UrlOptions, folder_of_url, open_url};
pub use wrap::{Absent, Guarded, Locking, Patience, Prefixed, Rate, ReadOnly, Retry, Throttled};
#[cfg(any(test, feature = "faults"))]
pub use wrap::{Fault, Faults, Faulty};

use jiff::Timestamp;
use lock::{LockSupport, Retention};
use std::fmt::Debug;
use std::io::Read;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

/// The result of every call to a store.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A stream of bytes out of a store. Its errors are [`StoreError`]s inside [`std::io::Error`]
/// wherever the store knows more than the system said; [`StoreError::from_io`] brings them out.
pub type Reader = Box<dyn Read + Send>;

/// What the store knows of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meta {
    /// Size in bytes.
    pub size: u64,
    /// Last modification, where the store tells. Evidence for people; nothing relies on it.
    pub modified: Option<Timestamp>,
}

/// What a listing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A file.
    File {
        /// Its full key.
        key: Key,
        /// Size and time.
        meta: Meta,
    },
    /// Something below this key; only [`Store::children`] gives folders.
    Folder {
        /// Its full key.
        key: Key,
    },
    /// Something that the archive did not put there, or that no key can name.
    Odd {
        /// Where, `/`-separated, in readable form: bytes that are no UTF-8 appear as `%XX`.
        place: String,
        /// What is odd about it.
        oddity: Oddity,
    },
}

/// What is odd about an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Oddity {
    /// A symbolic link. It is never followed.
    Link,
    /// A device, a pipe or a socket.
    Special,
    /// A name that is no [`Key`], with everything below it.
    Name,
    /// A folder with nothing in it.
    EmptyFolder,
    /// A temporary file of the archive that a crash left behind.
    Leftover,
    /// The system refuses to look at it, or the medium is damaged.
    Unreadable,
}

impl Oddity {
    /// The word used in JSON and reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Special => "special",
            Self::Name => "name",
            Self::EmptyFolder => "empty-folder",
            Self::Leftover => "leftover",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What reading back from this store proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReadBack {
    /// The bytes came from the medium: the system was told to forget what it had cached.
    Medium,
    /// The bytes came from another machine; what that one cached is unknown.
    Remote,
    /// The bytes may have come from a cache of this machine, or there is no medium at all.
    Cache,
}

impl ReadBack {
    /// The word used in JSON, receipts and reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Medium => "medium",
            Self::Remote => "remote",
            Self::Cache => "cache",
        }
    }
}

/// One place where bytes lie. All calls may be made from several threads at once.
///
/// Durable means: it survives the loss of power at the instant after the call returned.
pub trait Store: Send + Sync + Debug {
    /// The whole content of a file of at most `limit` bytes.
    ///
    /// A file is seen as it was before or after a concurrent [`replace`](Self::replace), never
    /// mixed. Fails with `NotFound`, and with `TooLarge` where there is more than `limit`.
    fn read(&self, key: &Key, limit: u64) -> Result<Vec<u8>> {
        read_all(key, limit, self.open(key, None)?)
    }

    /// The content of a file, or of a range of it in bytes, as a stream.
    ///
    /// Of a range it gives the bytes that exist: fewer where the file ends inside the range,
    /// none where it ends before. Fails with `NotFound` here and not while reading.
    fn open(&self, key: &Key, range: Option<Range<u64>>) -> Result<Reader>;

    /// The content of a file, read for confirmation: not from what this machine remembers of
    /// writing it, as far as [`read_back`](Self::read_back) promises. The file must have been
    /// synced before.
    fn open_from_medium(&self, key: &Key) -> Result<Reader>;

    /// What reading with [`open_from_medium`](Self::open_from_medium) proves.
    fn read_back(&self) -> ReadBack;

    /// Size and time of a file. Fails with `NotFound`; a folder is no file.
    fn head(&self, key: &Key) -> Result<Meta>;

    /// Everything below `prefix`, in the order of the bytes of the full keys, until `each`
    /// breaks. Nothing is hidden: what is no ordinary file comes as [`Entry::Odd`].
    ///
    /// A prefix below which there is nothing gives nothing. Memory does not grow with the number
    /// of files. What changes while the listing runs may or may not be seen.
    fn list(&self, prefix: &Key, each: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<()>;

    /// What lies directly below `prefix`, files and folders, in the order of the bytes of their
    /// keys, a folder counting as its key with `/`. For levels that the archive keeps small.
    fn children(&self, prefix: &Key) -> Result<Vec<Entry>>;

    /// Creates a file with this content, atomically and durably.
    ///
    /// Fails with `AlreadyExists` where the key is taken, and then changes nothing: of several
    /// callers exactly one succeeds. On a remote store a lost answer may make one's own success
    /// look like `AlreadyExists`; who has to know reads the file.
    fn create(&self, key: &Key, bytes: &[u8]) -> Result<()>;

    /// Puts this content in the place of what is there, or creates it; atomically and durably.
    fn replace(&self, key: &Key, bytes: &[u8]) -> Result<()>;

    /// Begins a file of any size that takes the place of what is there, or is created, once its
    /// sink is finished: atomically, and durable on return. Until then the old content stays.
    fn rewrite(&self, key: &Key) -> Result<Box<dyn Sink>>;

    /// Puts several files in the place of what is there, or creates them, durable on return, in
    /// any order: for files that nobody looks for until something else names them. After a failure
    /// or a crash each of them may be old, new, empty or absent.
    fn replace_all(&self, files: &[(Key, Vec<u8>)]) -> Result<()> {
        files.iter().try_for_each(|(key, bytes)| self.replace(key, bytes))
    }

    /// Puts several files in place as [`replace_all`](Self::replace_all) does, and keeps ready a
    /// last one that names them: nobody sees it before it is published, and whoever sees it then
    /// finds the others durable.
    fn draft<'a>(
        &'a self,
        files: &[(Key, Vec<u8>)],
        last: (&Key, &[u8]),
    ) -> Result<Box<dyn Draft + 'a>> {
        self.replace_all(files)?;
        let (key, bytes) = last;
        Ok(Box::new(Unwritten { store: self, key: key.clone(), bytes: bytes.to_vec() }))
    }

    /// Removes a file, durably. Removing what is not there is success.
    fn delete(&self, key: &Key) -> Result<()>;

    /// Removes files that nobody needs any more; after a crash some may be there again.
    fn discard(&self, keys: &[Key]) -> Result<()> {
        keys.iter().try_for_each(|key| self.delete(key))
    }

    /// Begins, or after a crash continues, one version of one OCFL object.
    ///
    /// Takes the claim of the placement: the same writer enters again, another one gets
    /// `Claimed`. Fails with `AlreadyExists` where this version is committed; whatever a crash
    /// left undone after the commit point has then been finished, durably, so that the caller
    /// can go on to confirm and record it.
    fn stage(&self, placement: &Placement) -> Result<Box<dyn Stage>>;

    /// Bytes that can still be written; `None` where the store has no such notion.
    fn free_bytes(&self) -> Result<Option<u64>>;

    /// Forbids until a time that what lies at a key now is removed for good. A lock that is there
    /// and holds at least as much stays; none is ever shortened.
    ///
    /// Fails with `Unsupported` where the store has no locks.
    fn lock(&self, key: &Key, _retention: &Retention) -> Result<()> {
        Err(StoreError::Unsupported(At::key("lock", key)))
    }

    /// The lock on what lies at a key now; `None` where there is none, or the store has none.
    fn lock_of(&self, _key: &Key) -> Result<Option<Retention>> {
        Ok(None)
    }

    /// What the store can do about locks.
    fn lock_support(&self) -> Result<LockSupport> {
        Ok(LockSupport::default())
    }
}

/// Reads a stream to its end, refusing more than `limit` bytes.
pub(crate) fn read_all(key: &Key, limit: u64, reader: impl Read) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    reader
        .take(limit.saturating_add(1))
        .read_to_end(&mut out)
        .map_err(|error| StoreError::system("read", key, error))?;
    if out.len() as u64 > limit {
        return Err(StoreError::TooLarge { at: At::key("read", key), limit });
    }
    Ok(out)
}

/// Lists like [`Store::list`] with a callback that can fail; its error ends the listing.
pub fn try_list<E: From<StoreError>>(
    store: &(impl Store + ?Sized),
    prefix: &Key,
    mut each: impl FnMut(Entry) -> Result<(), E>,
) -> Result<(), E> {
    let mut failed = None;
    store.list(prefix, &mut |entry| match each(entry) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// Whether a file is there.
pub fn exists(store: &(impl Store + ?Sized), key: &Key) -> Result<bool> {
    match store.head(key) {
        Ok(_) => Ok(true),
        Err(StoreError::NotFound(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Passes every call of the contract on to what is inside.
macro_rules! pass_on {
    ($($outer:ty),*) => {$(
        impl<S: Store + ?Sized> Store for $outer {
            fn read(&self, key: &Key, limit: u64) -> Result<Vec<u8>> {
                (**self).read(key, limit)
            }
            fn open(&self, key: &Key, range: Option<Range<u64>>) -> Result<Reader> {
                (**self).open(key, range)
            }
            fn open_from_medium(&self, key: &Key) -> Result<Reader> {
                (**self).open_from_medium(key)
            }
            fn read_back(&self) -> ReadBack {
                (**self).read_back()
            }
            fn head(&self, key: &Key) -> Result<Meta> {
                (**self).head(key)
            }
            fn list(
                &self,
                prefix: &Key,
                each: &mut dyn FnMut(Entry) -> ControlFlow<()>,
            ) -> Result<()> {
                (**self).list(prefix, each)
            }
            fn children(&self, prefix: &Key) -> Result<Vec<Entry>> {
                (**self).children(prefix)
            }
            fn create(&self, key: &Key, bytes: &[u8]) -> Result<()> {
                (**self).create(key, bytes)
            }
            fn replace(&self, key: &Key, bytes: &[u8]) -> Result<()> {
                (**self).replace(key, bytes)
            }
            fn rewrite(&self, key: &Key) -> Result<Box<dyn Sink>> {
                (**self).rewrite(key)
            }
            fn replace_all(&self, files: &[(Key, Vec<u8>)]) -> Result<()> {
                (**self).replace_all(files)
            }
            fn draft<'a>(
                &'a self,
                files: &[(Key, Vec<u8>)],
                last: (&Key, &[u8]),
            ) -> Result<Box<dyn Draft + 'a>> {
                (**self).draft(files, last)
            }
            fn delete(&self, key: &Key) -> Result<()> {
                (**self).delete(key)
            }
            fn discard(&self, keys: &[Key]) -> Result<()> {
                (**self).discard(keys)
            }
            fn stage(&self, placement: &Placement) -> Result<Box<dyn Stage>> {
                (**self).stage(placement)
            }
            fn free_bytes(&self) -> Result<Option<u64>> {
                (**self).free_bytes()
            }
            fn lock(&self, key: &Key, retention: &Retention) -> Result<()> {
                (**self).lock(key, retention)
            }
            fn lock_of(&self, key: &Key) -> Result<Option<Retention>> {
                (**self).lock_of(key)
            }
            fn lock_support(&self) -> Result<LockSupport> {
                (**self).lock_support()
            }
        }
    )*};
}
pass_on!(Arc<S>, Box<S>, &S);
