//! Reading a container that goes only from front to back (compressed TAR).
//!
//! The plan lists the files in the order of the stream, so the entry that comes next is the file
//! the plan names next; groups fill up as the stream passes by.

use super::track::Track;
use super::worker::{Queue, hash_and_pass_on};
use super::{Opening, Progress, Receiver};
use crate::error::{Error, Result};
use crate::finding::Findings;
use crate::finding::codes::pkg;
use crate::limits::Limits;
use crate::package::container::{Entry, EntryKind, Stream, changed};
use crate::package::plan::{Group, Lying, Numbered, Plan};
use crate::package::planned::Planned;
use std::io::Read;

/// Reads a stream once, handing its files on as [`super::read`] does. The receiver must answer
/// [`Opening::Read`]: a stream cannot be entered in the middle.
pub fn read_stream(
    stream: &dyn Stream,
    limits: &Limits,
    plan: &Plan,
    receiver: &dyn Receiver,
    progress: &Progress,
) -> Result<Findings> {
    let queue = Queue::new(plan, receiver, 1);
    let mut passing = Passing {
        files: plan.numbered(),
        next: None,
        open: [None, None],
        groups: 0,
        queue: &queue,
        receiver,
        findings: Findings::new(),
        progress,
    };
    passing.next = passing.files.next()?;
    // What listing finds was found before, when the plan was made.
    let mut again = Findings::new();
    stream.read(limits, &mut again, &mut |entry, content| passing.entry(&entry, content))?;
    passing.end()
}

/// The stream passing by.
struct Passing<'a> {
    files: Numbered<'a>,
    next: Option<Planned>,
    open: [Option<Track<'a>>; 2],
    groups: u64,
    queue: &'a Queue<'a>,
    receiver: &'a dyn Receiver,
    findings: Findings,
    progress: &'a Progress,
}

impl<'a> Passing<'a> {
    fn entry(&mut self, entry: &Entry, content: &mut dyn Read) -> Result<()> {
        self.progress.check()?;
        let is_next = |file: &mut Planned| {
            entry.kind == EntryKind::File && file.entry.locator == entry.locator
        };
        let Some(file) = self.next.take_if(is_next) else { return Ok(()) };
        self.next = self.files.next()?;
        match file.slot.bundle {
            Some(number) => self.small(file, number, content),
            None => self.large(file, content),
        }
    }

    fn small(&mut self, file: Planned, number: u32, content: &mut dyn Read) -> Result<()> {
        let area = file.area as usize;
        if file.slot.number == 1 {
            self.close(area)?;
            let group = Self::group(file, Lying::Bundle(number));
            self.open[area] = Some(self.track(group)?);
        } else {
            self.open[area].as_mut().expect("number 1 opened it").push(file);
        }
        let track = self.open[area].as_mut().expect("opened above");
        track.fill_from(content, &mut self.findings, self.progress);
        if track.is_filled() {
            let tracks = std::slice::from_mut(track);
            hash_and_pass_on(tracks, &mut self.findings, self.progress)?;
        }
        Ok(())
    }

    fn large(&mut self, file: Planned, content: &mut dyn Read) -> Result<()> {
        let mut group = Self::group(file, Lying::Large);
        group.index = self.groups;
        self.groups += 1;
        let mut track = self.track(group)?;
        track.drain_from(content, &mut self.findings, self.progress)?;
        self.queue.done(track.finish()?)
    }

    fn group(file: Planned, lying: Lying) -> Group {
        Group { index: 0, area: file.area, lying, files: vec![file] }
    }

    fn track(&self, group: Group) -> Result<Track<'a>> {
        match self.receiver.open(&group)? {
            Opening::Read(outlet) => Ok(Track::growing(group, outlet, self.receiver.examiner())),
            Opening::Kept(..) => Err(Error::new(&pkg::STREAM_NOT_RESUMABLE)),
        }
    }

    /// Completes the open bundle of an area.
    fn close(&mut self, area: usize) -> Result<()> {
        let Some(mut track) = self.open[area].take() else { return Ok(()) };
        track.complete();
        hash_and_pass_on(std::slice::from_mut(&mut track), &mut self.findings, self.progress)?;
        let mut read = track.finish()?;
        read.group.index = self.groups;
        self.groups += 1;
        self.queue.done(read)
    }

    fn end(mut self) -> Result<Findings> {
        self.close(0)?;
        self.close(1)?;
        if let Some(file) = &self.next {
            let en = "it was listed and does not come".to_owned();
            let de = "gelistet, kommt aber nicht".to_owned();
            self.findings.push(changed(&file.entry.path, en, de).finding().clone());
        }
        Ok(self.findings)
    }
}
