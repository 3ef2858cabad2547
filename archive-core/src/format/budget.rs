//! How many bytes of all files together, that are looked at at the same time, may be held beyond
//! what is held of each.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A number of bytes to be shared.
#[derive(Debug)]
pub struct Budget {
    left: Mutex<usize>,
    freed: Condvar,
}

/// A part of a budget; given back where it is dropped.
#[derive(Debug)]
pub struct Grant {
    budget: &'static Budget,
    bytes: usize,
}

impl Budget {
    /// A budget of so many bytes.
    pub const fn new(bytes: usize) -> Self {
        Self { left: Mutex::new(bytes), freed: Condvar::new() }
    }

    /// A grant of nothing yet, which may grow.
    pub fn nothing(&'static self) -> Grant {
        Grant { budget: self, bytes: 0 }
    }

    /// So many bytes, as soon as they are free; never more than the whole budget. Whoever waits
    /// must not hold a grant of the same budget, since two such would wait for one another.
    pub fn wait(&'static self, bytes: usize) -> Grant {
        let mut left = self.lock();
        while *left < bytes {
            left = self.freed.wait(left).unwrap_or_else(PoisonError::into_inner);
        }
        *left -= bytes;
        Grant { budget: self, bytes }
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Grant {
    /// How many bytes may be held.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Asks for more without waiting; `false` where so much is not free.
    pub fn grow(&mut self, bytes: usize) -> bool {
        let mut left = self.budget.lock();
        let enough = *left >= bytes;
        if enough {
            *left -= bytes;
            self.bytes += bytes;
        }
        enough
    }
}

impl Drop for Grant {
    fn drop(&mut self) {
        if self.bytes > 0 {
            *self.budget.lock() += self.bytes;
            self.budget.freed.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_comes_back() {
        static BUDGET: Budget = Budget::new(10);
        let mut first = BUDGET.nothing();
        assert!(first.grow(8) && !first.grow(3) && first.bytes() == 8);
        let waiting = std::thread::spawn(|| BUDGET.wait(10).bytes());
        drop(first);
        assert_eq!(waiting.join().unwrap(), 10);
        assert!(BUDGET.nothing().grow(10));
    }
}
