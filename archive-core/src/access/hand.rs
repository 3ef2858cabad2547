//! The pass over the bytes: read from the copies, proven, written to the target, by two threads.
//!
//! Members of a bundle come in windows, hashed together; files that lie by themselves go side by
//! side, each in a lane. Memory is a few buffers a thread.

use super::Events;
use super::item::Item;
use super::source::{Source, Trouble, lost};
use super::target::Target;
use crate::aip::AipId;
use crate::digest::{Digest, Stream512, sha512_many, update_many};
use crate::error::{Error, Result};
use crate::finding::codes::acc;
use crate::fs;
use crate::sorter::{Sorted, SortedIter};
use crate::store::{At, Reader, StoreError};
use std::collections::VecDeque;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Threads that read, hash and write.
const THREADS: usize = 2;
/// Fewer files than this are not worth a second thread.
const WORTH_A_THREAD: u64 = 16;
/// Files one thread takes side by side: as many as the widest digest engine has lanes.
const TRACKS: usize = 8;
/// Bytes of each of them in one round.
const ROUND_BYTES: usize = 256 << 10;
/// Bytes of a bundle read at once.
const WINDOW_BYTES: u64 = 8 << 20;
/// Bytes between two wanted members that are read rather than jumped over.
const GAP_BYTES: u64 = 64 << 10;

/// Hands out every item. Whatever no copy holds is told, and then lets this fail.
pub fn out(
    aip: AipId,
    items: &Sorted,
    source: &Source<'_>,
    target: &Target,
    events: &dyn Events,
) -> Result<()> {
    let feed = Mutex::new(Feed { items: items.iter()?, next: None });
    let hand = Hand {
        feed,
        source,
        target,
        events,
        lost: AtomicU64::new(0),
        temporary: AtomicBool::new(false),
        stopped: AtomicBool::new(false),
        error: Mutex::new(None),
    };
    if items.len() < WORTH_A_THREAD {
        hand.work();
    } else {
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| hand.work());
            }
        });
    }
    hand.outcome(aip)
}

/// What the threads share.
struct Hand<'a> {
    feed: Mutex<Feed<'a>>,
    source: &'a Source<'a>,
    target: &'a Target,
    events: &'a dyn Events,
    lost: AtomicU64,
    temporary: AtomicBool,
    /// Set by the first error and by the wish to stop.
    stopped: AtomicBool,
    error: Mutex<Option<Error>>,
}

impl Hand<'_> {
    fn work(&self) {
        if let Err(error) = Worker::new(self).run() {
            self.stopped.store(true, Ordering::Relaxed);
            let mut first = self.error.lock().unwrap_or_else(PoisonError::into_inner);
            first.get_or_insert(error);
        }
    }

    fn outcome(self, aip: AipId) -> Result<()> {
        if let Some(error) = self.error.into_inner().unwrap_or_else(PoisonError::into_inner) {
            return Err(error);
        }
        if self.stopped.into_inner() {
            return Err(Error::new(&acc::INTERRUPTED).with("id", aip));
        }
        let lost = self.lost.into_inner();
        if lost == 0 {
            return Ok(());
        }
        let temporary = self.temporary.into_inner();
        let code = if temporary { &acc::INCOMPLETE_FOR_NOW } else { &acc::INCOMPLETE };
        Err(Error::new(code).with("id", aip).with("failed", lost))
    }

    fn stopped(&self) -> bool {
        if self.events.stop() {
            self.stopped.store(true, Ordering::Relaxed);
        }
        self.stopped.load(Ordering::Relaxed)
    }

    fn lost(&self, item: &Item, temporary: bool) {
        self.lost.fetch_add(1, Ordering::Relaxed);
        self.temporary.fetch_or(temporary, Ordering::Relaxed);
        self.events.found(lost(&item.name, temporary));
    }

    /// Writes a file whose proven content is at hand.
    fn put(&self, item: &Item, content: &[u8]) -> Result<()> {
        let mut file = self.target.create(&item.target, &item.name)?;
        let failed = |error| self.target.failed("write", &item.target, error);
        file.write_all(content).map_err(failed)?;
        self.close(item, &file)?;
        self.events.progress(1, item.size);
        Ok(())
    }

    fn close(&self, item: &Item, file: &File) -> Result<()> {
        if let Some(modified) = item.modified {
            fs::set_modified_open(file, modified.into(), &self.target.path(&item.target))?;
        }
        Ok(())
    }
}

/// What is taken up at once.
enum Unit {
    /// Members of one bundle that lie together.
    Window(Vec<Item>),
    /// One file.
    Alone(Item),
}

/// Gives items out in the order in which they lie.
struct Feed<'a> {
    items: SortedIter<'a>,
    next: Option<Item>,
}

impl Feed<'_> {
    fn unit(&mut self) -> Result<Option<Unit>> {
        let Some(first) = self.take()? else { return Ok(None) };
        if !first.bundled || first.size > WINDOW_BYTES {
            return Ok(Some(Unit::Alone(first)));
        }
        let (start, content) = (first.offset, first.content);
        let mut end = first.offset.saturating_add(first.size);
        let mut window = vec![first];
        while let Some(item) = self.take()? {
            let reach = item.offset.saturating_add(item.size).max(end);
            let fits = item.content == content
                && item.bundled
                && item.offset <= end.saturating_add(GAP_BYTES)
                && reach - start <= WINDOW_BYTES;
            if !fits {
                self.next = Some(item);
                break;
            }
            end = reach;
            window.push(item);
        }
        Ok(Some(Unit::Window(window)))
    }

    fn take(&mut self) -> Result<Option<Item>> {
        if let Some(item) = self.next.take() {
            return Ok(Some(item));
        }
        match self.items.next()? {
            Some((key, value)) => Item::read(key, value).map(Some),
            None => Ok(None),
        }
    }
}

/// One thread.
struct Worker<'h, 'a> {
    hand: &'h Hand<'a>,
    tracks: Vec<Track>,
    /// Buffers of finished tracks, to be used again.
    spare: Vec<Vec<u8>>,
    window: Vec<u8>,
}

impl<'h, 'a> Worker<'h, 'a> {
    fn new(hand: &'h Hand<'a>) -> Self {
        Self { hand, tracks: Vec::new(), spare: Vec::new(), window: Vec::new() }
    }

    fn run(&mut self) -> Result<()> {
        loop {
            while self.tracks.len() < TRACKS && !self.hand.stopped() {
                let unit = self.hand.feed.lock().unwrap_or_else(PoisonError::into_inner).unit()?;
                match unit {
                    Some(Unit::Window(items)) => self.window(items)?,
                    Some(Unit::Alone(item)) => self.begin(item),
                    None => break,
                }
            }
            if self.tracks.is_empty() || self.hand.stopped() {
                return Ok(());
            }
            self.round()?;
        }
    }

    /// Hands out the members of a window; those that one copy does not give, from the next.
    fn window(&mut self, items: Vec<Item>) -> Result<()> {
        let mut left = items;
        let mut temporary = false;
        for copy in self.hand.source.order() {
            if left.is_empty() {
                break;
            }
            let mut trouble = Trouble::Corrupt;
            if let Err(error) = self.read_window(copy, &left) {
                trouble = Trouble::Failed(error);
            } else {
                left = self.put_proven(left)?;
            }
            if let Some(item) = left.first() {
                temporary |= self.hand.source.tell(copy, &item.content_path(), trouble);
            }
        }
        for item in left {
            self.hand.lost(&item, temporary);
        }
        Ok(())
    }

    /// Reads the bytes from the first to the last of some members, or as many as there are.
    fn read_window(&mut self, copy: usize, items: &[Item]) -> crate::store::Result<()> {
        let start = items.first().map_or(0, |item| item.offset);
        let end =
            items.iter().map(|item| item.offset.saturating_add(item.size)).max().unwrap_or(start);
        self.window.clear();
        let path = items.first().map(Item::content_path).unwrap_or_default();
        if start == end {
            return Ok(());
        }
        let mut reader = self.hand.source.open(copy, &path, start..end)?;
        let read = reader.read_to_end(&mut self.window);
        read.map_err(|error| StoreError::from_io(At::place("read", path), error))?;
        Ok(())
    }

    /// Writes the members of the window that are what they must be; gives back the others.
    fn put_proven(&mut self, items: Vec<Item>) -> Result<Vec<Item>> {
        let start = items.first().map_or(0, |item| item.offset);
        let contents: Vec<&[u8]> = items.iter().map(|i| inside(&self.window, start, i)).collect();
        let mut bad = Vec::new();
        let digests = sha512_many(&contents);
        for ((item, content), digest) in items.into_iter().zip(contents).zip(digests) {
            if digest == item.digest && content.len() as u64 == item.size {
                self.hand.put(&item, content)?;
            } else {
                bad.push(item);
            }
        }
        Ok(bad)
    }

    fn begin(&mut self, item: Item) {
        let track = Track {
            order: self.hand.source.order().into(),
            copy: 0,
            reader: Box::new(std::io::empty()),
            file: None,
            stream: Stream512::new(),
            buffer: self.spare.pop().unwrap_or_default(),
            read: 0,
            ended: None,
            temporary: false,
            item,
        };
        self.begin_copy(track);
    }

    /// Goes on with the next copy that has the file, or gives the file up.
    fn begin_copy(&mut self, mut track: Track) {
        let item = &track.item;
        let (start, end) = (item.offset, item.offset.saturating_add(item.size));
        while let Some(copy) = track.order.pop_front() {
            // Some stores do not know empty ranges; nothing is read of an empty file anyway.
            let opened = match item.size {
                0 => Ok(Box::new(std::io::empty()) as Reader),
                _ => self.hand.source.open(copy, &item.content_path(), start..end),
            };
            match opened {
                Ok(reader) => {
                    (track.copy, track.reader) = (copy, reader);
                    (track.stream, track.read, track.ended) = (Stream512::new(), 0, None);
                    self.tracks.push(track);
                    return;
                }
                Err(error) => {
                    let trouble = Trouble::Failed(error);
                    track.temporary |= self.hand.source.tell(copy, &item.content_path(), trouble);
                }
            }
        }
        self.hand.lost(item, track.temporary);
        self.spare.push(track.buffer);
    }

    /// Reads, hashes and writes the next bytes of every track.
    fn round(&mut self) -> Result<()> {
        for track in &mut self.tracks {
            track.fill();
        }
        let jobs = self.tracks.iter_mut().filter(|track| !track.buffer.is_empty());
        let mut jobs: Vec<_> = jobs.map(|t| (&mut t.stream, &t.buffer[..])).collect();
        update_many(&mut jobs);
        for track in &mut self.tracks {
            track.write(self.hand.target)?;
            self.hand.events.progress(0, track.buffer.len() as u64);
        }
        let mut index = 0;
        while index < self.tracks.len() {
            if self.tracks[index].ended.is_none() {
                index += 1;
                continue;
            }
            let track = self.tracks.swap_remove(index);
            self.conclude(track)?;
        }
        Ok(())
    }

    fn conclude(&mut self, mut track: Track) -> Result<()> {
        let digest = std::mem::take(&mut track.stream).finish();
        let Some(trouble) = track.trouble(&digest) else {
            if let Some(file) = &track.file {
                self.hand.close(&track.item, file)?;
            }
            self.hand.events.progress(1, 0);
            self.spare.push(track.buffer);
            return Ok(());
        };
        let path = track.item.content_path();
        track.temporary |= self.hand.source.tell(track.copy, &path, trouble);
        if let Some(file) = &mut track.file {
            let failed = |error| self.hand.target.failed("write", &track.item.target, error);
            file.set_len(0).and_then(|()| file.rewind()).map_err(failed)?;
        }
        self.begin_copy(track);
        Ok(())
    }
}

/// The bytes of a member in a window; fewer where the window ends too early.
fn inside<'w>(window: &'w [u8], start: u64, item: &Item) -> &'w [u8] {
    let place = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX).min(window.len());
    let begin = place(item.offset - start);
    &window[begin..place((item.offset - start).saturating_add(item.size))]
}

/// One file on its way.
struct Track {
    item: Item,
    /// Copies not asked yet.
    order: VecDeque<usize>,
    /// The copy it is read from.
    copy: usize,
    reader: Reader,
    file: Option<File>,
    stream: Stream512,
    buffer: Vec<u8>,
    read: u64,
    /// Set at the end: with an error, or without.
    ended: Option<std::io::Result<()>>,
    /// Whether a copy did not answer.
    temporary: bool,
}

impl Track {
    fn fill(&mut self) {
        let left = self.item.size - self.read;
        let want = usize::try_from(left).unwrap_or(ROUND_BYTES).min(ROUND_BYTES);
        self.buffer.resize(want, 0);
        let mut filled = 0;
        while filled < want {
            match self.reader.read(&mut self.buffer[filled..]) {
                Ok(0) => {
                    self.ended = Some(Ok(()));
                    break;
                }
                Ok(read) => filled += read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.ended = Some(Err(error));
                    break;
                }
            }
        }
        self.buffer.truncate(filled);
        self.read += filled as u64;
        if self.read >= self.item.size {
            self.ended.get_or_insert(Ok(()));
        }
    }

    fn write(&mut self, target: &Target) -> Result<()> {
        let item = &self.item;
        if self.file.is_none() {
            self.file = Some(target.create(&item.target, &item.name)?);
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        file.write_all(&self.buffer).map_err(|error| target.failed("write", &item.target, error))
    }

    /// What is wrong with what was read; `None` where it is what was stored.
    fn trouble(&mut self, digest: &Digest) -> Option<Trouble> {
        if let Some(Err(error)) = self.ended.take() {
            let at = At::place("read", self.item.content_path());
            return Some(Trouble::Failed(StoreError::from_io(at, error)));
        }
        let good = self.read == self.item.size && *digest == self.item.digest;
        (!good).then_some(Trouble::Corrupt)
    }
}
