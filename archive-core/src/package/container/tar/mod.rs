//! TAR files as packages: old (V7), ustar, pax and GNU.
//!
//! A plain TAR is scanned header by header and can then be read anywhere; one that is
//! decompressed on the way is read once. Both go through the same parser. TAR carries no
//! checksum of the content: damage there only shows in the digests the package claims.

mod header;

use super::guard::{Admission, Guard, container_size};
use super::held::Held;
use super::section::{Section, Window};
use super::{Container, ContainerKind, Entry, EntryKind, Locator};
use crate::error::{Error, Result};
use crate::finding::codes::{pkg, tar};
use crate::finding::{Finding, Findings};
use crate::fs::Failure;
use crate::limits::Limits;
use crate::package::name::{self, Judge, Verdict};
use header::{BLOCK, Header, Pax, text};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// Largest extended header or long name taken, in bytes.
const EXTENDED_BYTES: u64 = 1 << 20;
/// Most zeros after the end mark, in bytes: tapes are written in records far smaller.
const PADDING_BYTES: u64 = 16 << 20;
/// Bytes read at once while scanning for headers: small files come along, large ones are
/// jumped over.
const HEADER_WINDOW: usize = 16 * BLOCK;
/// Sizes from here on do not fit into the eleven octal digits of a header.
const OCTAL_END: u64 = 1 << 33;

/// A package in an uncompressed TAR file.
pub struct TarContainer {
    held: Held,
}

/// What entries bear of the container they come from.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    /// Its name for people.
    pub shown: &'a str,
    /// Its state ([`Locator::state`]).
    pub state: u64,
}

impl TarContainer {
    /// The TAR in an open file; `path` is for messages. Nothing is judged before it is listed.
    pub fn new(file: File, path: &Path) -> Result<Self> {
        Ok(Self { held: Held::new(file, path)? })
    }
}

/// Whether a block is a TAR header.
pub(super) fn is_header(block: &[u8]) -> bool {
    let header = block.first_chunk().and_then(Header::new);
    header.is_some_and(|header| !header.name().is_empty() || header.kind() != 0)
}

impl Container for TarContainer {
    fn kind(&self) -> ContainerKind {
        ContainerKind::Tar
    }

    fn list(
        &self,
        limits: &Limits,
        findings: &mut Findings,
        each: &mut dyn FnMut(Entry) -> Result<()>,
    ) -> Result<()> {
        let Held { file, path, shown, length, .. } = &self.held;
        container_size(shown, *length, limits, findings);
        let window = Window::sized(Arc::clone(file), HEADER_WINDOW);
        let blocks = FileBlocks { window, at: 0, length: *length };
        let guard = Guard::new(limits);
        let origin = Origin { shown, state: self.held.state() };
        let mut parser = Parser::new(blocks, origin, guard, limits, findings);
        let listed = parser.scan(path, each);
        parser.report_gap();
        listed
    }

    fn open(&self, entry: &Entry) -> Result<Box<dyn Read + Send + '_>> {
        let section = Section::new(Arc::clone(&self.held.file), entry.locator.offset, entry.size);
        let left = entry.size;
        Ok(Box::new(Content { source: section, left, size: left, path: entry.path.clone() }))
    }

    fn recheck(&self, findings: &mut Findings) -> Result<()> {
        self.held.recheck(findings)
    }
}

/// Reads a TAR from a stream, giving every entry with its content.
pub(super) fn read_stream(
    source: impl Read,
    origin: Origin<'_>,
    guard: Guard<'_>,
    limits: &Limits,
    findings: &mut Findings,
    each: &mut dyn FnMut(Entry, &mut dyn Read) -> Result<()>,
) -> Result<()> {
    let blocks = StreamBlocks { source, at: 0 };
    let mut parser = Parser::new(blocks, origin, guard, limits, findings);
    let read = parser.pass(each);
    parser.report_gap();
    read
}

/// The content of an entry: ends with an error where the container ends before it.
struct Content<R> {
    source: R,
    left: u64,
    size: u64,
    path: String,
}

impl<R: Read> Read for Content<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.source.read(&mut buffer[..most])?;
        self.left -= read as u64;
        if read == 0 && most > 0 {
            let error = Error::new(&pkg::CUT_SHORT).at(self.path.as_str());
            let error = error.with("bytes", self.size - self.left).with("expected", self.size);
            return Err(io::Error::other(error));
        }
        Ok(read)
    }
}

/// Where blocks come from.
trait Blocks {
    /// How many bytes were taken so far.
    fn at(&self) -> u64;
    /// Fills the buffer; less only at the end.
    fn fill(&mut self, buffer: &mut [u8]) -> io::Result<usize>;
    /// Steps over bytes; `false` where there are not that many.
    fn skip(&mut self, bytes: u64) -> io::Result<bool>;
}

struct FileBlocks {
    window: Window,
    at: u64,
    length: u64,
}

impl Blocks for FileBlocks {
    fn at(&self) -> u64 {
        self.at
    }

    fn fill(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.window.get(self.at, buffer.len())?;
        buffer[..bytes.len()].copy_from_slice(bytes);
        self.at += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn skip(&mut self, bytes: u64) -> io::Result<bool> {
        let fits = bytes <= self.length.saturating_sub(self.at);
        self.at = if fits { self.at + bytes } else { self.length };
        Ok(fits)
    }
}

struct StreamBlocks<R> {
    source: R,
    at: u64,
}

impl<R: Read> Read for StreamBlocks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: Read> Blocks for StreamBlocks<R> {
    fn at(&self) -> u64 {
        self.at
    }

    fn fill(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut done = 0;
        while done < buffer.len() {
            let read = self.read(&mut buffer[done..])?;
            if read == 0 {
                break;
            }
            done += read;
        }
        Ok(done)
    }

    fn skip(&mut self, bytes: u64) -> io::Result<bool> {
        Ok(io::copy(&mut self.by_ref().take(bytes), &mut io::sink())? == bytes)
    }
}

/// One entry as its headers describe it; its content follows.
struct Found {
    /// `None` where it was refused: its content is only stepped over.
    entry: Option<Entry>,
    /// Bytes of content that follow, without the padding.
    size: u64,
}

impl Found {
    fn padded(&self) -> Option<u64> {
        self.size.checked_next_multiple_of(BLOCK as u64)
    }
}

/// What a header turned out to be.
enum Step {
    Entry(Found),
    /// An extended header or a label: the next header follows.
    Again,
    /// Nothing can be read from here on.
    Stop,
}

/// Reads headers one after the other.
struct Parser<'a, B> {
    blocks: B,
    origin: Origin<'a>,
    guard: Guard<'a>,
    limits: &'a Limits,
    findings: &'a mut Findings,
    judge: Judge,
    global: Pax,
    local: Option<Pax>,
    long_name: Option<Vec<u8>>,
    /// The target of a link that should come next: where it stands, its bytes.
    long_link: Option<(u64, u64)>,
    /// Bytes that belong to no entry, and where the first of them stands.
    gap: u64,
    first_gap: u64,
    /// Where the header in hand starts.
    header_at: u64,
}

impl<'a, B: Blocks> Parser<'a, B> {
    fn new(
        blocks: B,
        origin: Origin<'a>,
        guard: Guard<'a>,
        limits: &'a Limits,
        findings: &'a mut Findings,
    ) -> Self {
        let judge = Judge::for_tar();
        Self {
            blocks,
            origin,
            guard,
            limits,
            findings,
            judge,
            global: Pax::default(),
            local: None,
            long_name: None,
            long_link: None,
            gap: 0,
            first_gap: 0,
            header_at: 0,
        }
    }

    /// The next entry; `None` at the end, or where a finding says why it cannot go on.
    fn next(&mut self) -> io::Result<Option<Found>> {
        loop {
            self.header_at = self.blocks.at();
            let mut block = [0; BLOCK];
            let read = self.blocks.fill(&mut block)?;
            if read < BLOCK {
                self.no_end(read);
                return Ok(None);
            }
            if block == [0; BLOCK] {
                self.end()?;
                return Ok(None);
            }
            let Some(header) = Header::new(&block) else {
                self.tell(Finding::new(&tar::CHECKSUM));
                return Ok(None);
            };
            if self.guard.count(self.findings) == Admission::Over {
                return Ok(None);
            }
            match self.step(&header)? {
                Step::Entry(found) => return Ok(Some(found)),
                Step::Again => {}
                Step::Stop => return Ok(None),
            }
        }
    }

    /// Steps over content and its padding; `false` where the container ends before.
    fn skip(&mut self, left: u64) -> io::Result<bool> {
        let done = self.blocks.skip(left)? && self.padding()?;
        if !done {
            self.truncated(self.blocks.at());
        }
        Ok(done)
    }

    /// Takes what stands up to the next block: zeros, or something hidden.
    fn padding(&mut self) -> io::Result<bool> {
        let start = self.blocks.at();
        let used = usize::try_from(start % BLOCK as u64).unwrap_or(0);
        if used == 0 {
            return Ok(true);
        }
        let mut block = [0; BLOCK];
        let rest = &mut block[used..];
        let length = rest.len();
        if self.blocks.fill(rest)? < length {
            return Ok(false);
        }
        if rest.iter().any(|byte| *byte != 0) {
            self.unowned(start, length as u64);
        }
        Ok(true)
    }

    /// Notes bytes that belong to no entry.
    fn unowned(&mut self, at: u64, bytes: u64) {
        if bytes > 0 && self.gap == 0 {
            self.first_gap = at;
        }
        self.gap += bytes;
    }

    fn report_gap(&mut self) {
        if let Some((at, bytes)) = self.long_link.take() {
            self.unowned(at, bytes);
        }
        if self.gap > 0 {
            let finding = Finding::new(&tar::GAP).at(self.origin.shown).with("bytes", self.gap);
            self.findings.push(finding.with("offset", self.first_gap));
        }
    }

    fn tell(&mut self, finding: Finding) {
        self.findings.push(finding.at(self.origin.shown).with("offset", self.header_at));
    }

    fn truncated(&mut self, at: u64) {
        self.findings.push(Finding::new(&tar::TRUNCATED).at(self.origin.shown).with("offset", at));
    }

    /// What stopped a stream: the archive's own findings about it end the listing; the failures
    /// of the system end the work.
    fn stopped(&mut self, failure: io::Error) -> Result<()> {
        let error = super::read_error(failure, self.origin.shown);
        if error.is(&crate::finding::codes::sys::UNREADABLE) {
            return Err(error);
        }
        self.findings.push(error.finding().clone());
        Ok(())
    }

    fn no_end(&mut self, read: usize) {
        let whole = read == 0 && self.local.is_none() && self.long_name.is_none();
        if whole {
            self.tell(Finding::new(&tar::NO_END));
        } else {
            self.truncated(self.blocks.at());
        }
    }

    /// After a block of zeros: another one, then nothing but padding.
    fn end(&mut self) -> io::Result<()> {
        if self.local.is_some() || self.long_name.is_some() {
            self.tell(Finding::new(&tar::PAX).with("what", "no entry follows"));
        }
        let mut buffer = vec![0; 64 * BLOCK];
        let mut zeros = 0;
        loop {
            let start = self.blocks.at();
            let read = self.blocks.fill(&mut buffer)?;
            let other = buffer[..read].iter().position(|byte| *byte != 0);
            if other.is_some() || zeros > PADDING_BYTES {
                self.header_at = start + other.unwrap_or(0) as u64;
                self.tell(Finding::new(&tar::DATA_AFTER));
                return Ok(());
            }
            zeros += read as u64;
            if read < buffer.len() {
                break;
            }
        }
        if zeros < BLOCK as u64 {
            self.tell(Finding::new(&tar::LONE_ZERO));
        }
        Ok(())
    }

    fn step(&mut self, header: &Header<'_>) -> io::Result<Step> {
        let Some(size) = header.size() else {
            self.tell(Finding::new(&tar::NUMBER).with("field", "size"));
            return Ok(Step::Stop);
        };
        match header.kind() {
            kind @ (b'x' | b'X' | b'g') => self.extended(kind, size),
            b'L' => self.long(size),
            // The target of a link, which is refused anyway.
            b'K' => {
                let at = self.blocks.at();
                let step = self.over(size)?;
                self.long_link = Some((at, size)).filter(|_| matches!(step, Step::Again));
                Ok(step)
            }
            b'A' => {
                self.findings.push(Finding::new(&tar::ATTRIBUTES).at(self.origin.shown));
                self.over(size)
            }
            b'V' => {
                let label = name::escape(&header.name()).into_owned();
                let finding = Finding::new(&tar::LABEL).at(self.origin.shown);
                self.findings.push(finding.with("label", label));
                let at = self.blocks.at();
                let step = self.over(size)?;
                if matches!(step, Step::Again) {
                    self.unowned(at, size);
                }
                Ok(step)
            }
            kind => Ok(self.entry(header, kind, size)),
        }
    }

    /// Steps over the content of a header that is no entry.
    fn over(&mut self, size: u64) -> io::Result<Step> {
        Ok(if self.fits(size) && self.skip(size)? { Step::Again } else { Step::Stop })
    }

    /// Whether what a header that is no entry carries is within the limits; counts it.
    fn fits(&mut self, size: u64) -> bool {
        if size > EXTENDED_BYTES {
            self.tell(Finding::new(&tar::PAX).with("what", format!("it has {size} bytes")));
            return false;
        }
        self.guard.aside(size, self.findings);
        true
    }

    /// The content of an extended header, with what follows up to the next block.
    fn content(&mut self, size: u64) -> io::Result<Option<Vec<u8>>> {
        if !self.fits(size) {
            return Ok(None);
        }
        let mut content = vec![0; usize::try_from(size).unwrap_or(0)];
        if self.blocks.fill(&mut content)? < content.len() {
            self.truncated(self.blocks.at());
            return Ok(None);
        }
        Ok(self.skip(0)?.then_some(content))
    }

    /// A pax header, for the next entry (`x`) or for all that follow (`g`).
    fn extended(&mut self, kind: u8, size: u64) -> io::Result<Step> {
        let Some(content) = self.content(size)? else { return Ok(Step::Stop) };
        let global = kind == b'g';
        let mut pax = if global { self.global.clone() } else { Pax::default() };
        let mut problem = pax.parse(&content).err();
        if global {
            // Programs differ in whether they heed these for all entries.
            let odd = pax.path.is_some() || pax.size.is_some() || pax.link.is_some() || pax.sparse;
            problem = problem.or(odd.then_some("it sets a path or size for all entries"));
        } else if self.local.is_some() {
            problem = problem.or(Some("two in a row"));
        }
        if let Some(what) = problem {
            self.tell(Finding::new(&tar::PAX).with("what", what));
            return Ok(Step::Stop);
        }
        if global {
            self.global = pax;
        } else {
            self.local = Some(pax);
        }
        Ok(Step::Again)
    }

    /// A long name of GNU tar for the next entry.
    fn long(&mut self, size: u64) -> io::Result<Step> {
        let Some(content) = self.content(size)? else { return Ok(Step::Stop) };
        let name = text(&content).to_vec();
        if self.long_name.is_some() || name.is_empty() {
            let what = if name.is_empty() { "an empty name" } else { "two long names in a row" };
            self.tell(Finding::new(&tar::PAX).with("what", what));
            return Ok(Step::Stop);
        }
        self.long_name = Some(name);
        Ok(Step::Again)
    }

    /// An entry proper: puts together what its headers say, and judges it.
    fn entry(&mut self, header: &Header<'_>, kind: u8, narrow: u64) -> Step {
        let local = self.local.take().unwrap_or_default();
        let long = self.long_name.take();
        if let Some((at, bytes)) = self.long_link.take()
            && !matches!(kind, b'1' | b'2')
        {
            self.unowned(at, bytes);
        }
        if let (Some(path), Some(long)) = (&local.path, &long)
            && path != long
        {
            // GNU tar takes the one that came last, others the pax header wherever it stands.
            self.tell(Finding::new(&tar::PAX).with("what", "two long names that differ"));
            return Step::Stop;
        }
        let raw = local.path.or(long).unwrap_or_else(|| header.name());
        let text = name::escape(&raw).into_owned();
        let size = local.size.unwrap_or(narrow);
        if size != narrow && size < OCTAL_END {
            let what = format!("{narrow} and {size} bytes");
            self.findings.push(Finding::new(&tar::SIZES).at(text).with("what", what));
            return Step::Stop;
        }
        let Ok(time) = header.modified() else {
            self.tell(Finding::new(&tar::NUMBER).with("field", "mtime"));
            return Step::Stop;
        };
        let modified = local.modified.or(self.global.modified).or(time);
        if local.attributes || self.global.attributes {
            self.findings.push(Finding::new(&tar::ATTRIBUTES).at(text.as_str()));
        }
        let is_file = matches!(kind, b'0' | 0 | b'7') && !raw.ends_with(b"/");
        let is_folder = kind == b'5' || (matches!(kind, b'0' | 0) && raw.ends_with(b"/"));
        let verdict = self.judge.judge_bytes(&raw, self.limits, self.findings);
        if let Some(finding) = refusal(kind, is_file, is_folder, local.sparse, size) {
            self.findings.push(finding.at(text));
            let follows = if has_content(kind) { size } else { 0 };
            return Step::Entry(Found { entry: None, size: follows });
        }
        if verdict == Verdict::Root && size > 0 {
            let finding = Finding::new(&tar::FOLDER_CONTENT).with("bytes", size);
            self.findings.push(finding.at(text));
        }
        let Verdict::Path(path) = verdict else {
            return Step::Entry(Found { entry: None, size: if is_file { size } else { 0 } });
        };
        let kind = if is_file { EntryKind::File } else { EntryKind::Folder };
        let (offset, state) = (self.blocks.at(), self.origin.state);
        let locator = Locator { offset, stored: size, state, ..Locator::default() };
        let entry = Entry { raw, path, kind, size, modified, locator };
        let taken = self.guard.admit(&entry, self.findings) == Admission::Taken;
        Step::Entry(Found { entry: taken.then_some(entry), size })
    }
}

impl Parser<'_, FileBlocks> {
    /// Goes from header to header, jumping over content.
    fn scan(&mut self, path: &Path, each: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let failed = || Failure::of("read", path);
        while let Some(found) = self.next().map_err(failed())? {
            let left = self.blocks.length - self.blocks.at;
            if found.padded().is_none_or(|bytes| bytes > left) {
                self.truncated(self.blocks.length);
                return Ok(());
            }
            if let Some(entry) = found.entry {
                each(entry)?;
            }
            self.skip(found.size).map_err(failed())?;
        }
        Ok(())
    }
}

impl<R: Read> Parser<'_, StreamBlocks<R>> {
    /// Gives entries with their content while they pass by.
    fn pass(&mut self, each: &mut dyn FnMut(Entry, &mut dyn Read) -> Result<()>) -> Result<()> {
        loop {
            let found = match self.next() {
                Ok(Some(found)) => found,
                Ok(None) => return Ok(()),
                Err(failure) => return self.stopped(failure),
            };
            let mut left = found.size;
            if let Some(entry) = found.entry {
                let (size, path) = (found.size, entry.path.clone());
                let mut content = Content { source: &mut self.blocks, left, size, path };
                each(entry, &mut content)?;
                left = content.left;
            }
            match self.skip(left) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(failure) => return self.stopped(failure),
            }
        }
    }
}

/// Whether content follows the header of a refused type. Links, devices and folders have none
/// whatever their size field says; types nobody knows are taken for files (POSIX).
fn has_content(kind: u8) -> bool {
    !matches!(kind, b'1'..=b'6')
}

fn refusal(kind: u8, file: bool, folder: bool, sparse: bool, size: u64) -> Option<Finding> {
    if sparse || kind == b'S' {
        return Some(Finding::new(&tar::SPARSE));
    }
    let special = |kind| Some(Finding::new(&pkg::SPECIAL).with("kind", kind));
    match kind {
        b'1' => Some(Finding::new(&pkg::LINK).with("kind", "hard link")),
        b'2' => Some(Finding::new(&pkg::LINK).with("kind", "symbolic link")),
        b'3' | b'4' => special("device"),
        b'6' => special("pipe"),
        _ if folder && size > 0 => Some(Finding::new(&tar::FOLDER_CONTENT).with("bytes", size)),
        _ if file || folder => None,
        _ => {
            let letter = char::from(kind).escape_default().to_string();
            Some(Finding::new(&tar::TYPE).with("kind", letter))
        }
    }
}
