//! A bounded queue between the thread that lists packages and those that read them.

use crate::store::proof::Next;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A queue that both ends can close.
pub(super) struct Queue<T> {
    inner: Mutex<Inner<T>>,
    changed: Condvar,
    capacity: usize,
}

struct Inner<T> {
    items: VecDeque<T>,
    open: bool,
}

impl<T> Queue<T> {
    pub fn new(capacity: usize) -> Self {
        let inner = Inner { items: VecDeque::new(), open: true };
        Self { inner: Mutex::new(inner), changed: Condvar::new(), capacity }
    }

    /// Appends, waiting for room; `false` where nobody takes anything any more.
    pub fn push(&self, item: T) -> bool {
        let mut inner = self.lock();
        while inner.open && inner.items.len() >= self.capacity {
            inner = self.changed.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
        if inner.open {
            inner.items.push_back(item);
            self.changed.notify_all();
        }
        inner.open
    }

    /// Takes the first, waiting for it; `None` where there is nothing and never will be. The
    /// gate is asked for one item after the other in their order; once it refuses one, the queue
    /// is shut.
    pub fn pop(&self, gate: &dyn Fn(&T) -> bool) -> Option<T> {
        let mut inner = self.lock();
        loop {
            match self.take(&mut inner, gate) {
                Next::File(item) => return Some(item),
                Next::End => return None,
                Next::NotYet => {
                    inner = self.changed.wait(inner).unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }

    /// Takes the first without waiting.
    pub fn pop_now(&self, gate: &dyn Fn(&T) -> bool) -> Next<T> {
        self.take(&mut self.lock(), gate)
    }

    /// Nothing more is appended; what is there can still be taken.
    pub fn close(&self) {
        self.lock().open = false;
        self.changed.notify_all();
    }

    /// Throws away what is there and takes nothing more.
    pub fn shut(&self) {
        self.shut_inner(&mut self.lock());
    }

    fn shut_inner(&self, inner: &mut Inner<T>) {
        inner.open = false;
        inner.items.clear();
        self.changed.notify_all();
    }

    fn take(&self, inner: &mut Inner<T>, gate: &dyn Fn(&T) -> bool) -> Next<T> {
        match inner.items.pop_front() {
            Some(item) if !gate(&item) => {
                self.shut_inner(inner);
                Next::End
            }
            Some(item) => {
                // Waking the other side for every single item would cost more than the items.
                if inner.items.len() <= self.capacity / 2 {
                    self.changed.notify_all();
                }
                Next::File(item)
            }
            None if inner.open => Next::NotYet,
            None => Next::End,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner<T>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shuts a queue when one side ends, however it ends: the other side must never wait for ever.
pub(super) struct ShutOnDrop<'a, T>(pub &'a Queue<T>);

impl<T> Drop for ShutOnDrop<'_, T> {
    fn drop(&mut self) {
        self.0.shut();
    }
}
