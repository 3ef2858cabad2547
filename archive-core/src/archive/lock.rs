//! Locks of the operating system: they vanish with the process that holds them, so a crash never
//! leaves one behind. Few, named and scoped (`docs/architecture.md`, "Locks").

use crate::aip::AipId;
use crate::error::{Error, Result};
use crate::finding::codes::arc;
use crate::fs;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long to sleep between two tries.
const STEP: Duration = Duration::from_millis(20);

/// The name of the lock on a package: whoever changes or judges it holds it.
#[must_use]
pub fn package_lock(aip: AipId) -> String {
    format!("aip-{}", aip.uuid())
}

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// The folder of the locks of an installation.
#[derive(Debug, Clone)]
pub struct Locks(PathBuf);

impl Locks {
    /// Locks in a folder, which must exist.
    #[must_use]
    pub fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Takes a lock if nobody holds it.
    pub fn try_take(&self, name: &str) -> Result<Option<Lock>> {
        let path = self.0.join(format!("{name}.lock"));
        let file = fs::open_lock(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(fs::Failure::of("lock", &path)(error).into()),
        }
    }

    /// Takes a share of a lock that several may hold, waiting for at most `wait`.
    pub fn share(&self, name: &str, wait: Duration) -> Result<Lock> {
        let begun = Instant::now();
        let path = self.path(name);
        let file = fs::open_lock(&path)?;
        loop {
            match file.try_lock_shared() {
                Ok(()) => return Ok(Lock { _file: file }),
                Err(TryLockError::WouldBlock) if begun.elapsed() < wait => {
                    std::thread::sleep(STEP);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::new(&arc::LOCKED).at(path.display().to_string()));
                }
                Err(TryLockError::Error(error)) => {
                    return Err(fs::Failure::of("lock", &path)(error).into());
                }
            }
        }
    }

    /// Takes a lock, waiting for at most `wait`.
    pub fn take(&self, name: &str, wait: Duration) -> Result<Lock> {
        let begun = Instant::now();
        loop {
            if let Some(lock) = self.try_take(name)? {
                return Ok(lock);
            }
            if begun.elapsed() >= wait {
                return Err(Error::new(&arc::LOCKED).at(self.path(name).display().to_string()));
            }
            std::thread::sleep(STEP);
        }
    }

    /// Removes the file of a lock that will never be taken again. Call it while holding the lock.
    pub fn forget(&self, name: &str) {
        let _ = fs::remove(&self.path(name));
    }

    fn path(&self, name: &str) -> PathBuf {
        let folder: &Path = &self.0;
        folder.join(format!("{name}.lock"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holder_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let locks = Locks::new(folder.path().to_owned());
        let held = locks.take("a", Duration::ZERO).unwrap();
        assert!(locks.try_take("a").unwrap().is_none());
        assert!(locks.take("a", Duration::ZERO).unwrap_err().is(&arc::LOCKED));
        assert!(locks.try_take("b").unwrap().is_some());
        drop(held);
        assert!(locks.try_take("a").unwrap().is_some());
    }
}
