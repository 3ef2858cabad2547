//! Sorting and keeping more records than fit into memory.
//!
//! [`Sorter`] gives records back in the order of their keys, [`Spool`] in the order they came.
//! Both hold a bounded amount of memory and put the rest into unnamed temporary files, which the
//! system removes even after a crash. This room knows nothing of what the records mean.

use crate::{
    error::Result,
    fs::{self, Failure},
};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Memory a sorter or spool takes where its user has no reason for another figure, in bytes:
/// enough for some 300,000 paths.
pub const DEFAULT_MEMORY: usize = 32 << 20;
/// Most runs merged at once; with one read buffer each, this bounds the memory of a merge.
const FAN_IN: usize = 64;
/// Read buffer of one run while merging, in bytes.
const RUN_BUFFER: usize = 64 << 10;
/// Write buffer of a spill, in bytes.
const SPILL_BUFFER: usize = 256 << 10;
/// What errors call the temporary file, which has no name of its own.
const TEMPORARY: &str = "(temporary file)";

/// Appends a number in LEB128: seven bits a byte, small numbers in one byte.
pub fn put_varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// Takes a number written by [`put_varint`] off the front; `None` where there is no whole one.
pub fn take_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for (index, byte) in bytes.iter().enumerate().take(10) {
        number |= u64::from(byte & 0x7F).checked_shl(7 * u32::try_from(index).ok()?)?;
        if byte & 0x80 == 0 {
            *bytes = &bytes[index + 1..];
            return Some(number);
        }
    }
    None
}

/// Appends bytes with their length in front.
pub fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Takes bytes written by [`put_bytes`] off the front; `None` where they are not whole.
pub fn take_bytes<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::try_from(take_varint(bytes)?).ok()?;
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

/// Where one record lies in the arena; ordered by key, then by arrival (its offset).
#[derive(Clone, Copy)]
struct Slot {
    /// Eight bytes of the key, past the prefix common to all keys; set before sorting.
    prefix: u64,
    offset: usize,
    key: u32,
    value: u32,
}

/// Takes records in any order and gives them back sorted by the bytes of their keys.
pub struct Sorter {
    memory: usize,
    arena: Vec<u8>,
    slots: Vec<Slot>,
    spill: Option<Spill>,
    count: u64,
}

impl Sorter {
    /// A sorter that holds about `memory` bytes and spills what is more.
    #[must_use]
    pub fn new(memory: usize) -> Self {
        Self { memory, arena: Vec::new(), slots: Vec::new(), spill: None, count: 0 }
    }

    /// Takes a record. Equal keys keep the order in which they came. Key and value must each be
    /// shorter than 4 GiB. Fails where the temporary file cannot be written.
    pub fn push(&mut self, key: &[u8], value: &[u8]) -> Result<()> {
        let bytes = key.len() + value.len();
        if !self.slots.is_empty() && self.held() + bytes > self.memory {
            self.spill_arena()?;
        }
        self.make_room(bytes);
        let length = |part: &[u8]| u32::try_from(part.len()).expect("records are below 4 GiB");
        let offset = self.arena.len();
        self.slots.push(Slot { prefix: 0, offset, key: length(key), value: length(value) });
        self.arena.extend_from_slice(key);
        self.arena.extend_from_slice(value);
        self.count += 1;
        Ok(())
    }

    /// How many records were taken.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.count
    }

    /// Whether nothing was taken.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Sorts. Fails where the temporary file cannot be written or read back.
    pub fn finish(mut self) -> Result<Sorted> {
        if self.spill.is_some() {
            self.spill_arena()?;
        }
        let Some(spill) = self.spill else {
            sort(&self.arena, &mut self.slots);
            let store = Store::Memory { arena: self.arena, slots: self.slots };
            return Ok(Sorted { store, count: self.count });
        };
        drop((self.arena, self.slots));
        Ok(Sorted { store: Store::Runs(spill.reduce()?), count: self.count })
    }

    fn held(&self) -> usize {
        self.arena.len() + self.slots.capacity() * size_of::<Slot>()
    }

    /// Grows the arena by doubling, but never past the budget, which doubling would overshoot.
    fn make_room(&mut self, bytes: usize) {
        let needed = self.arena.len() + bytes;
        if needed > self.arena.capacity() {
            let doubled = (self.arena.capacity() * 2).max(4096).min(self.memory);
            self.arena.reserve_exact(doubled.max(needed) - self.arena.len());
        }
    }

    fn spill_arena(&mut self) -> Result<()> {
        sort(&self.arena, &mut self.slots);
        let mut spill = match self.spill.take() {
            Some(spill) => spill,
            None => Spill::new()?,
        };
        for slot in &self.slots {
            let (key, value) = parts(&self.arena, slot);
            spill.write(key, value)?;
        }
        spill.end_run()?;
        self.spill = Some(spill);
        self.arena.clear();
        self.slots.clear();
        Ok(())
    }
}

impl Default for Sorter {
    fn default() -> Self {
        Self::new(DEFAULT_MEMORY)
    }
}

fn parts<'a>(arena: &'a [u8], slot: &Slot) -> (&'a [u8], &'a [u8]) {
    let record = &arena[slot.offset..slot.offset + slot.key as usize + slot.value as usize];
    record.split_at(slot.key as usize)
}

/// Sorts slots by key and arrival. Paths share long beginnings, so what all keys have in common
/// is left out of the eight bytes that most comparisons end with.
fn sort(arena: &[u8], slots: &mut [Slot]) {
    let Some(first) = slots.first().copied() else { return };
    let first = parts(arena, &first).0;
    let common = slots.iter().fold(first.len(), |length, slot| {
        let key = parts(arena, slot).0;
        first[..length].iter().zip(key).take_while(|(a, b)| a == b).count()
    });
    for slot in &mut *slots {
        let rest = &arena[slot.offset + common..slot.offset + slot.key as usize];
        let mut prefix = [0u8; 8];
        let length = rest.len().min(8);
        prefix[..length].copy_from_slice(&rest[..length]);
        slot.prefix = u64::from_be_bytes(prefix);
    }
    slots.sort_unstable_by(|a, b| {
        let keys = || parts(arena, a).0.cmp(parts(arena, b).0);
        a.prefix.cmp(&b.prefix).then_with(keys).then(a.offset.cmp(&b.offset))
    });
}

/// Sorted runs in one temporary file.
struct Spill {
    file: File,
    written: u64,
    buffer: Vec<u8>,
    runs: Vec<(u64, u64)>,
}

impl Spill {
    fn new() -> Result<Self> {
        let file = temporary()?;
        Ok(Self { file, written: 0, buffer: Vec::with_capacity(SPILL_BUFFER), runs: Vec::new() })
    }

    fn write(&mut self, key: &[u8], value: &[u8]) -> Result<()> {
        put_varint(&mut self.buffer, key.len() as u64);
        put_varint(&mut self.buffer, value.len() as u64);
        self.buffer.extend_from_slice(key);
        self.buffer.extend_from_slice(value);
        if self.buffer.len() >= SPILL_BUFFER { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        self.file.write_all(&self.buffer).map_err(Failure::of("write", Path::new(TEMPORARY)))?;
        self.written += self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    fn end_run(&mut self) -> Result<()> {
        self.flush()?;
        let start = self.runs.last().map_or(0, |run| run.1);
        self.runs.push((start, self.written));
        Ok(())
    }

    /// Merges neighbouring runs until no more are left than can be read at once.
    fn reduce(mut self) -> Result<Self> {
        while self.runs.len() > FAN_IN {
            let mut merged = Self::new()?;
            for group in self.runs.chunks(FAN_IN) {
                let mut merge = Merge::new(&self.file, group)?;
                while let Some((key, value)) = merge.next()? {
                    merged.write(key, value)?;
                }
                merged.end_run()?;
            }
            self = merged;
        }
        self.buffer = Vec::new();
        Ok(self)
    }
}

fn temporary() -> Result<File> {
    Ok(fs::temporary_file()?)
}

/// The records of a sorter, in order.
pub struct Sorted {
    store: Store,
    count: u64,
}

enum Store {
    Memory { arena: Vec<u8>, slots: Vec<Slot> },
    Runs(Spill),
}

impl Sorted {
    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Goes through the records from the first; any number of times, also side by side. Fails
    /// where the temporary file cannot be read.
    #[expect(clippy::iter_not_returning_iterator, reason = "what it gives is borrowed from it")]
    pub fn iter(&self) -> Result<SortedIter<'_>> {
        Ok(SortedIter(match &self.store {
            Store::Memory { arena, slots } => Cursor::Memory { arena, slots: slots.iter() },
            Store::Runs(spill) => Cursor::Merge(Merge::new(&spill.file, &spill.runs)?),
        }))
    }
}

/// Goes through sorted records; what it gives is borrowed until the next step.
pub struct SortedIter<'a>(Cursor<'a>);

enum Cursor<'a> {
    Memory { arena: &'a [u8], slots: std::slice::Iter<'a, Slot> },
    Merge(Merge<'a>),
}

impl SortedIter<'_> {
    /// The next key and value, `None` after the last.
    #[expect(clippy::should_implement_trait, reason = "what it gives is borrowed from it")]
    pub fn next(&mut self) -> Result<Option<(&[u8], &[u8])>> {
        match &mut self.0 {
            Cursor::Memory { arena, slots } => Ok(slots.next().map(|slot| parts(arena, slot))),
            Cursor::Merge(merge) => merge.next(),
        }
    }
}

/// Several sorted runs read as one.
struct Merge<'a> {
    runs: Vec<RunReader<'a>>,
    /// Heap of the numbers of runs that still have a record; the smallest record at the root.
    heap: Vec<usize>,
    /// Whether the root's record was given out and must be stepped over first.
    given: bool,
}

impl<'a> Merge<'a> {
    fn new(file: &'a File, runs: &[(u64, u64)]) -> Result<Self> {
        let mut readers = Vec::with_capacity(runs.len());
        let mut heap = Vec::with_capacity(runs.len());
        for (number, (start, end)) in runs.iter().enumerate() {
            let mut reader = RunReader::over_file(file, *start, *end);
            if reader.advance_pair()? {
                heap.push(number);
            }
            readers.push(reader);
        }
        let mut merge = Self { runs: readers, heap, given: false };
        for root in (0..merge.heap.len() / 2).rev() {
            merge.sift_down(root);
        }
        Ok(merge)
    }

    fn next(&mut self) -> Result<Option<(&[u8], &[u8])>> {
        if std::mem::replace(&mut self.given, true) {
            let Some(&root) = self.heap.first() else { return Ok(None) };
            if !self.runs[root].advance_pair()? {
                self.heap.swap_remove(0);
            }
            self.sift_down(0);
        }
        Ok(self.heap.first().map(|&root| self.runs[root].pair()))
    }

    /// Earlier runs hold earlier records: among equal keys the lower run comes first.
    fn order(&self, a: usize, b: usize) -> Ordering {
        self.runs[a].pair().0.cmp(self.runs[b].pair().0).then(a.cmp(&b))
    }

    fn sift_down(&mut self, mut parent: usize) {
        loop {
            let mut child = 2 * parent + 1;
            if child >= self.heap.len() {
                return;
            }
            let right = child + 1;
            if right < self.heap.len() && self.order(self.heap[right], self.heap[child]).is_lt() {
                child = right;
            }
            if self.order(self.heap[parent], self.heap[child]).is_le() {
                return;
            }
            self.heap.swap(parent, child);
            parent = child;
        }
    }
}

/// Reads records one after the other from memory or from a stretch of a file.
struct RunReader<'a> {
    file: Option<&'a File>,
    /// The stretch of the file not yet in the buffer.
    unread: (u64, u64),
    buffer: Cow<'a, [u8]>,
    /// The current record in the buffer: start of key, start of value, end.
    record: (usize, usize, usize),
}

impl<'a> RunReader<'a> {
    fn over_file(file: &'a File, start: u64, end: u64) -> Self {
        let buffer = Cow::Owned(Vec::new());
        Self { file: Some(file), unread: (start, end), buffer, record: (0, 0, 0) }
    }

    fn over_memory(bytes: &'a [u8]) -> Self {
        let buffer = Cow::Borrowed(bytes);
        Self { file: None, unread: (0, 0), buffer, record: (0, 0, 0) }
    }

    fn pair(&self) -> (&[u8], &[u8]) {
        let (key, value, end) = self.record;
        (&self.buffer[key..value], &self.buffer[value..end])
    }

    /// Steps to the next record of a run: two lengths, key, value.
    fn advance_pair(&mut self) -> Result<bool> {
        self.advance(2)
    }

    /// Steps to the next record of a spool: one length, then that many bytes.
    fn advance_single(&mut self) -> Result<bool> {
        self.advance(1)
    }

    fn advance(&mut self, lengths: usize) -> Result<bool> {
        if self.record.2 == self.buffer.len() && self.unread.0 == self.unread.1 {
            return Ok(false);
        }
        // A record that is not whole in the buffer is read on until it is.
        loop {
            let mut rest = &self.buffer[self.record.2..];
            if let Some((key, value)) = take_lengths(&mut rest, lengths) {
                let start = self.buffer.len() - rest.len();
                if rest.len() >= key.saturating_add(value) {
                    self.record = (start, start + key, start + key + value);
                    return Ok(true);
                }
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> Result<()> {
        let broken = || io::Error::from(io::ErrorKind::UnexpectedEof);
        let fail = |e| Failure::of("read", Path::new(TEMPORARY))(e);
        let (start, end) = self.unread;
        let Some(file) = self.file.filter(|_| start < end) else {
            return Err(fail(broken()).into());
        };
        let buffer = self.buffer.to_mut();
        buffer.drain(..self.record.2);
        self.record = (0, 0, 0);
        let held = buffer.len();
        let wanted = RUN_BUFFER.max(held).min(usize::try_from(end - start).unwrap_or(RUN_BUFFER));
        buffer.resize(held + wanted, 0);
        let read = fs::read_at(file, &mut buffer[held..], start).map_err(fail)?;
        buffer.truncate(held + read);
        self.unread.0 += read as u64;
        if read == 0 { Err(fail(broken()).into()) } else { Ok(()) }
    }
}

fn take_lengths(bytes: &mut &[u8], lengths: usize) -> Option<(usize, usize)> {
    let key = if lengths == 2 { usize::try_from(take_varint(bytes)?).ok()? } else { 0 };
    Some((key, usize::try_from(take_varint(bytes)?).ok()?))
}

/// Keeps records in the order they come: in memory up to a threshold, then in a temporary file.
pub struct Spool {
    memory: usize,
    buffer: Vec<u8>,
    file: Option<(File, u64)>,
    count: u64,
}

impl Spool {
    /// A spool that holds about `memory` bytes before it turns to a temporary file.
    #[must_use]
    pub fn new(memory: usize) -> Self {
        Self { memory, buffer: Vec::new(), file: None, count: 0 }
    }

    /// Appends a record. Fails where the temporary file cannot be written.
    pub fn push(&mut self, record: &[u8]) -> Result<()> {
        let limit = if self.file.is_some() { SPILL_BUFFER } else { self.memory };
        if !self.buffer.is_empty() && self.buffer.len() + record.len() > limit {
            self.flush()?;
        }
        put_bytes(&mut self.buffer, record);
        self.count += 1;
        Ok(())
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Ends the writing. Fails where the temporary file cannot be written.
    pub fn finish(mut self) -> Result<Spooled> {
        if self.file.is_some() {
            self.flush()?;
        }
        Ok(Spooled { memory: self.buffer, file: self.file, count: self.count })
    }

    fn flush(&mut self) -> Result<()> {
        if self.file.is_none() {
            self.file = Some((temporary()?, 0));
        }
        let (file, written) = self.file.as_mut().expect("made above");
        file.write_all(&self.buffer).map_err(Failure::of("write", Path::new(TEMPORARY)))?;
        *written += self.buffer.len() as u64;
        self.buffer.clear();
        self.buffer.shrink_to(SPILL_BUFFER);
        Ok(())
    }
}

/// The records of a spool.
pub struct Spooled {
    memory: Vec<u8>,
    file: Option<(File, u64)>,
    count: u64,
}

impl Spooled {
    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.count
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Goes through the records in the order they came; any number of times.
    #[must_use]
    #[expect(clippy::iter_not_returning_iterator, reason = "what it gives is borrowed from it")]
    pub fn iter(&self) -> SpooledIter<'_> {
        SpooledIter(match &self.file {
            Some((file, written)) => RunReader::over_file(file, 0, *written),
            None => RunReader::over_memory(&self.memory),
        })
    }
}

/// Goes through spooled records; what it gives is borrowed until the next step.
pub struct SpooledIter<'a>(RunReader<'a>);

impl SpooledIter<'_> {
    /// The next record, `None` after the last.
    #[expect(clippy::should_implement_trait, reason = "what it gives is borrowed from it")]
    pub fn next(&mut self) -> Result<Option<&[u8]>> {
        if !self.0.advance_single()? {
            return Ok(None);
        }
        Ok(Some(self.0.pair().1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Records = Vec<(Vec<u8>, Vec<u8>)>;

    fn sorted(records: &Records, memory: usize) -> Sorted {
        let mut sorter = Sorter::new(memory);
        for (key, value) in records {
            sorter.push(key, value).unwrap();
        }
        assert_eq!(sorter.len(), records.len() as u64);
        sorter.finish().unwrap()
    }

    fn collect(sorted: &Sorted) -> Records {
        let mut out = Vec::new();
        let mut iter = sorted.iter().unwrap();
        while let Some((key, value)) = iter.next().unwrap() {
            out.push((key.to_vec(), value.to_vec()));
        }
        out
    }

    proptest! {
        #[test]
        fn sorts_like_a_stable_sort_whatever_the_memory(
            keys in prop::collection::vec("[ab]{0,9}", 0..300),
            memory in prop_oneof![Just(1usize), 64..4_000usize],
        ) {
            let records: Records = keys
                .into_iter()
                .enumerate()
                .map(|(i, key)| (key.into_bytes(), i.to_string().into_bytes()))
                .collect();
            let mut expected = records.clone();
            expected.sort_by(|a, b| a.0.cmp(&b.0));
            let sorted = sorted(&records, memory);
            prop_assert_eq!(sorted.len(), records.len() as u64);
            prop_assert_eq!(&collect(&sorted), &expected);
            prop_assert_eq!(&collect(&sorted), &expected);
        }

        #[test]
        fn spool_keeps_the_order(
            records in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..200),
            memory in 0..3_000usize,
        ) {
            let mut spool = Spool::new(memory);
            for record in &records {
                spool.push(record).unwrap();
            }
            let spooled = spool.finish().unwrap();
            for _ in 0..2 {
                let mut iter = spooled.iter();
                for record in &records {
                    prop_assert_eq!(iter.next().unwrap().unwrap(), record.as_slice());
                }
                prop_assert!(iter.next().unwrap().is_none());
            }
        }

        #[test]
        fn varints_come_back(number: u64) {
            let mut out = Vec::new();
            put_varint(&mut out, number);
            let mut rest = out.as_slice();
            prop_assert_eq!(take_varint(&mut rest), Some(number));
            prop_assert!(rest.is_empty());
            prop_assert_eq!(take_varint(&mut &out[..out.len() - 1]), None);
        }
    }

    /// A record cut by the end of a read buffer inside its key, without a value to miss.
    #[test]
    fn keys_without_values_are_read_whole() {
        let records: Records =
            (0..20_000).map(|i| (format!("{i:08}").into_bytes(), Vec::new())).collect();
        assert!(collect(&sorted(&records, 100_000)) == records);
    }

    #[test]
    fn merges_in_several_passes_and_takes_records_larger_than_a_buffer() {
        let mut records: Records = (0..FAN_IN * FAN_IN + 100)
            .map(|i| (((i * 7919) % 5003).to_string().into_bytes(), i.to_string().into_bytes()))
            .collect();
        records.push((vec![b'5'; RUN_BUFFER * 3], vec![b'v'; RUN_BUFFER * 2]));
        let mut expected = records.clone();
        expected.sort_by(|a, b| a.0.cmp(&b.0));
        let sorted = sorted(&records, 1);
        assert!(matches!(&sorted.store, Store::Runs(spill) if spill.runs.len() <= FAN_IN));
        assert!(collect(&sorted) == expected);
    }
}
