//! One group on its way: read in rounds, hashed together with the other tracks of its thread.

use super::{
    ContentFile, Examination, Examiner, FileRead, GroupRead, Outlet, Progress, Source, unreadable,
};
use crate::digest::{Algorithm, Digest, Hasher, MultiHasher, Stream512};
use crate::error::Result;
use crate::finding::codes::bag;
use crate::finding::{Finding, Findings};
use crate::package::container::{self, CheckedFile};
use crate::package::plan::{Group, Lying};
use crate::package::planned::{Origin, Planned};
use std::io::Read;
use std::ops::Range;

/// Bytes a track reads in one round: enough to keep the lanes busy, few enough for the cache.
pub const ROUND_BYTES: usize = 512 << 10;

/// A group being read.
pub struct Track<'a> {
    group: Group,
    outlet: Option<Box<dyn Outlet>>,
    /// Index of the next file to be read.
    next: usize,
    /// Whether all files of the group are known; a stream adds them one by one.
    complete: bool,
    results: Vec<FileRead>,
    /// Small files of this round: their contents one after the other.
    contents: Vec<u8>,
    /// File index and place in `contents`, for those that could be read.
    pending: Vec<(usize, Range<usize>)>,
    large: Option<LargeFile<'a>>,
    /// Bytes for the outlet, and their digest so far.
    segment: Vec<u8>,
    stream: Stream512,
    written: u64,
    examiner: Option<&'a dyn Examiner>,
    /// Where a large file is looked at while it passes.
    examination: Option<Box<dyn Examination + 'a>>,
}

struct LargeFile<'a> {
    reader: Box<dyn Read + Send + 'a>,
    claims: MultiHasher,
    ended: bool,
    failed: bool,
}

impl<'a> Track<'a> {
    pub fn new(
        mut group: Group,
        outlet: Box<dyn Outlet>,
        examiner: Option<&'a dyn Examiner>,
    ) -> Self {
        let files = std::mem::take(&mut group.files);
        let results = files.into_iter().map(FileRead::planned);
        Self {
            group,
            outlet: Some(outlet),
            next: 0,
            complete: true,
            results: results.collect(),
            contents: Vec::new(),
            pending: Vec::new(),
            large: None,
            segment: Vec::new(),
            stream: Stream512::new(),
            written: 0,
            examination: None,
            examiner,
        }
    }

    /// A track whose files become known one by one ([`Track::push`]), up to [`Track::complete`].
    pub fn growing(
        group: Group,
        outlet: Box<dyn Outlet>,
        examiner: Option<&'a dyn Examiner>,
    ) -> Self {
        Self { complete: false, ..Self::new(group, outlet, examiner) }
    }

    /// Adds a file that will be read next.
    pub fn push(&mut self, file: Planned) {
        self.results.push(FileRead::planned(file));
    }

    /// No more files will come.
    pub fn complete(&mut self) {
        self.complete = true;
    }

    /// Whether every file was read and handed on.
    pub fn is_finished(&self) -> bool {
        self.next == self.results.len() && self.large.is_none()
    }

    /// Reads the next files or bytes, as many as one round takes.
    pub fn fill(&mut self, source: &Source<'a>, findings: &mut Findings, progress: &Progress) {
        if self.group.lying == Lying::Large {
            self.fill_large(source, findings, progress);
            return;
        }
        while self.next < self.results.len() && !self.is_filled() {
            let file = &self.results[self.next].file;
            match open(source, file) {
                Ok(mut reader) => {
                    let read = read_small(&mut *reader, file, &mut self.contents);
                    self.keep(read, findings, progress);
                }
                Err(finding) => self.keep(Err(finding), findings, progress),
            }
        }
    }

    /// Takes a small file from a stream; the caller gives its reader.
    pub fn fill_from(
        &mut self,
        reader: &mut dyn Read,
        findings: &mut Findings,
        progress: &Progress,
    ) {
        let read = read_small(reader, &self.results[self.next].file, &mut self.contents);
        self.keep(read, findings, progress);
    }

    /// Whether a round has as much as it takes.
    pub fn is_filled(&self) -> bool {
        self.contents.len() >= ROUND_BYTES
    }

    fn keep(
        &mut self,
        read: Result<Range<usize>, Finding>,
        findings: &mut Findings,
        progress: &Progress,
    ) {
        match read {
            Ok(range) => {
                progress.read(range.len() as u64);
                self.pending.push((self.next, range));
            }
            Err(finding) => findings.push(finding),
        }
        progress.finished(&self.results[self.next].file);
        self.next += 1;
    }

    /// Takes the whole of a large file from a stream, round by round.
    pub fn drain_from(
        &mut self,
        reader: &mut dyn Read,
        findings: &mut Findings,
        progress: &Progress,
    ) -> Result<()> {
        let file = &self.results[0].file;
        let mut claims = MultiHasher::new(claimed_beside(file));
        self.next = 1;
        loop {
            self.segment.resize(ROUND_BYTES, 0);
            let read = match crate::fs::fill(reader, &mut self.segment) {
                Ok(read) => read,
                Err(error) => {
                    findings.push(unreadable(&self.results[0].file, error));
                    self.segment.clear();
                    return Ok(());
                }
            };
            self.segment.truncate(read);
            claims.update(&self.segment);
            self.stream.update(&self.segment);
            progress.read(read as u64);
            self.pass_on(findings, progress)?;
            if read < ROUND_BYTES {
                self.end_large(claims, findings);
                return Ok(());
            }
        }
    }

    fn fill_large(&mut self, source: &Source<'a>, findings: &mut Findings, progress: &Progress) {
        let file = &self.results[0].file;
        if self.large.is_none() {
            self.next = 1;
            match open(source, file) {
                Ok(reader) => self.large = Some(LargeFile::new(reader, file)),
                Err(finding) => return findings.push(finding),
            }
        }
        let large = self.large.as_mut().expect("opened above");
        self.segment.resize(ROUND_BYTES, 0);
        match crate::fs::fill(&mut *large.reader, &mut self.segment) {
            Ok(read) => {
                self.segment.truncate(read);
                large.ended = read < ROUND_BYTES;
                large.claims.update(&self.segment);
                progress.read(read as u64);
            }
            Err(error) => {
                findings.push(unreadable(file, error));
                self.segment.clear();
                (large.ended, large.failed) = (true, true);
            }
        }
    }

    /// The small files of this round, for the lanes.
    pub fn messages(&self) -> impl Iterator<Item = &[u8]> {
        self.pending.iter().map(|(_, range)| &self.contents[range.clone()])
    }

    /// Takes the SHA-512 of each of [`Track::messages`]: claims are judged, files handed on.
    pub fn hashed(
        &mut self,
        digests: &mut dyn Iterator<Item = Digest>,
        findings: &mut Findings,
    ) -> Result<()> {
        let outlet = self.outlet.as_mut().expect("open until the track is finished");
        for (index, range) in self.pending.drain(..) {
            let content = &self.contents[range];
            let result = &mut self.results[index];
            let sha512 = digests.next().expect("one digest for each message");
            let others = claimed_beside(&result.file).map(|a| Hasher::digest(a, content));
            let computed: Vec<Digest> = std::iter::once(sha512).chain(others).collect();
            result.digests = judge(&result.file, computed, findings);
            if let Some(examiner) = self.examiner {
                result.take(examiner.small(&result.file, content));
            }
            result.offset =
                outlet.small(&result.file, content, &result.digests, &mut self.segment)?;
        }
        self.contents.clear();
        let all = self.complete && self.next == self.results.len();
        if self.group.lying != Lying::Large && all {
            outlet.end(&mut self.segment)?;
        }
        Ok(())
    }

    /// The stream and the bytes to be hashed into it this round.
    pub fn job(&mut self) -> Option<(&mut Stream512, &[u8])> {
        (!self.segment.is_empty()).then_some((&mut self.stream, &self.segment[..]))
    }

    /// Hands the bytes of this round to the outlet.
    pub fn pass_on(&mut self, findings: &mut Findings, progress: &Progress) -> Result<()> {
        if !self.segment.is_empty() {
            if self.group.lying == Lying::Large {
                self.examine();
            }
            let outlet = self.outlet.as_mut().expect("open until the track is finished");
            outlet.write(&self.segment)?;
            self.written += self.segment.len() as u64;
            self.segment.clear();
        }
        if self.large.as_ref().is_some_and(|large| large.ended) {
            let large = self.large.take().expect("looked at above");
            progress.finished(&self.results[0].file);
            if !large.failed {
                self.end_large(large.claims, findings);
            }
        }
        Ok(())
    }

    /// Shows the bytes of this round to whoever looks at the large file.
    fn examine(&mut self) {
        let Some(examiner) = self.examiner else { return };
        let file = &self.results[0].file;
        self.examination.get_or_insert_with(|| examiner.large(file)).update(&self.segment);
    }

    fn end_large(&mut self, claims: MultiHasher, findings: &mut Findings) {
        let examination = self.examination.take();
        let result = &mut self.results[0];
        if self.written != result.file.entry.size {
            findings.push(changed(&result.file, self.written));
            return;
        }
        // Of a file without bytes nothing has passed.
        let looked = examination.or_else(|| self.examiner.map(|e| e.large(&result.file)));
        if let Some(examined) = looked.map(Examination::finish) {
            result.take(examined);
        }
        let sha512 = self.stream.clone().finish();
        let computed = std::iter::once(sha512).chain(claims.finish()).collect();
        result.digests = judge(&result.file, computed, findings);
    }

    /// Closes the outlet and gives what came of the group.
    pub fn finish(mut self) -> Result<GroupRead> {
        let whole = match self.group.lying {
            Lying::Large => !self.results[0].digests.is_empty(),
            _ => self.written > 0,
        };
        let content =
            whole.then(|| ContentFile { digest: self.stream.finish(), size: self.written });
        if let Some(outlet) = self.outlet.take() {
            outlet.close(content)?;
        }
        let bundle = content.filter(|_| matches!(self.group.lying, Lying::Bundle(_)));
        Ok(GroupRead { group: self.group, files: self.results, bundle })
    }
}

impl<'a> LargeFile<'a> {
    fn new(reader: Box<dyn Read + Send + 'a>, file: &Planned) -> Self {
        let claims = MultiHasher::new(claimed_beside(file));
        Self { reader, claims, ended: false, failed: false }
    }
}

/// The algorithms claimed for a file besides SHA-512, which is computed anyway.
fn claimed_beside(file: &Planned) -> impl Iterator<Item = Algorithm> {
    file.claims.iter().map(Digest::algorithm).filter(|a| *a != Algorithm::Sha512)
}

/// Judges files an earlier run has read.
pub fn judge_kept(files: &[FileRead], findings: &mut Findings) {
    for file in files {
        judge(&file.file, file.digests.clone(), findings);
    }
}

/// Compares what was computed with what was claimed; differences become findings. Returns what
/// was computed, SHA-512 first.
fn judge(file: &Planned, computed: Vec<Digest>, findings: &mut Findings) -> Vec<Digest> {
    for claim in &file.claims {
        let Some(own) = computed.iter().find(|d| d.algorithm() == claim.algorithm()) else {
            continue;
        };
        if own != claim {
            findings.push(
                Finding::new(&bag::DIGEST_MISMATCH)
                    .at(file.entry.path.clone())
                    .with("algorithm", claim.algorithm())
                    .with("claimed", claim)
                    .with("computed", own),
            );
        }
    }
    computed
}

fn open<'a>(source: &Source<'a>, file: &Planned) -> Result<Box<dyn Read + Send + 'a>, Finding> {
    let opened = match file.origin {
        Origin::Container => source.container.open(&file.entry),
        Origin::Beside(number) => {
            let path = &source.beside[usize::from(number)];
            crate::fs::open(path).map_err(Into::into).and_then(|opened| {
                let checked = CheckedFile::new(opened, path, &file.entry)?;
                Ok(Box::new(checked) as _)
            })
        }
    };
    opened.map_err(|error| unreadable(file, std::io::Error::other(error)))
}

/// Reads a small file as a whole behind what `out` holds.
fn read_small(
    reader: &mut dyn Read,
    file: &Planned,
    out: &mut Vec<u8>,
) -> Result<Range<usize>, Finding> {
    let start = out.len();
    let size = file.entry.size;
    // One byte more than planned shows a file that grew, without reading all of it.
    match reader.take(size + 1).read_to_end(out) {
        Ok(read) if read as u64 == size => Ok(start..out.len()),
        Ok(read) => {
            out.truncate(start);
            Err(changed(file, read as u64))
        }
        Err(error) => {
            out.truncate(start);
            Err(unreadable(file, error))
        }
    }
}

fn changed(file: &Planned, read: u64) -> Finding {
    let size = file.entry.size;
    let en = format!("{size} bytes listed, {read} read");
    let de = format!("{size} Bytes gelistet, {read} gelesen");
    container::changed(&file.entry.path, en, de).finding().clone()
}
