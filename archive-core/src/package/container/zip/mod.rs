//! ZIP files as packages (PKWARE APPNOTE.TXT 6.3, ISO/IEC 21320-1).
//!
//! The directory is streamed from the file, so that a million entries take no memory, and every
//! entry is compared with its local header: a ZIP that means different things to a program that
//! reads from the front and to one that reads from the end is refused. Stored and deflated
//! entries are read; everything else is refused with its name.

mod end;
mod extents;
mod reader;
mod record;

use super::guard::{Admission, Guard, container_size};
use super::held::Held;
use super::section::{Section, Window};
use super::{Container, ContainerKind, Entry, EntryKind, Locator};
use crate::error::Result;
use crate::finding::codes::{pkg, zip};
use crate::finding::{Code, Finding, Findings};
use crate::fs::Failure;
use crate::limits::Limits;
use crate::package::name::{self, Judge, Verdict};
use end::Directory;
use extents::Extents;
use reader::{DEFLATED, EntryReader, STORED};
use record::{CENTRAL_BYTES, Central, LOCAL_BYTES, Local};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// Room beside the name when a local header is read in one go: its extra fields are about those
/// of the directory, whose lengths are known.
const LOCAL_SLACK: usize = 64;

/// Most bytes stored for a folder, whose content is empty: what compressors make of nothing.
const FOLDER_BYTES: u64 = 16;

const FLAG_ENCRYPTED: u16 = 1;
const FLAG_DESCRIPTOR: u16 = 1 << 3;
const FLAG_PATCH: u16 = 1 << 5;
const FLAG_STRONG: u16 = 1 << 6;
const FLAG_UTF8: u16 = 1 << 11;
const FLAG_MASKED: u16 = 1 << 13;

/// A package in a ZIP file.
pub struct ZipContainer {
    held: Held,
}

impl ZipContainer {
    /// The ZIP in an open file; `path` is for messages. Nothing is judged before it is listed.
    pub fn new(file: File, path: &Path) -> Result<Self> {
        Ok(Self { held: Held::new(file, path)? })
    }

    fn window(&self) -> Window {
        Window::new(Arc::clone(&self.held.file))
    }

    /// Where the directory is, or what is wrong with the container.
    pub(super) fn directory(&self) -> Result<std::result::Result<Directory, Finding>> {
        Ok(end::find(&mut self.window(), self.held.length, &self.held.shown)
            .map_err(self.failed())?)
    }

    fn failed(&self) -> impl FnOnce(io::Error) -> Failure {
        Failure::of("read", &self.held.path)
    }

    /// Gives the names in the directory, as received, with the offsets of their local headers,
    /// until `each` has seen enough (`false`). What is wrong ends it silently.
    pub(super) fn names(
        &self,
        directory: &Directory,
        each: &mut dyn FnMut(&[u8], u64) -> bool,
    ) -> Result<()> {
        let mut window = self.window();
        let mut at = directory.start;
        while let Some(central) = self.central(&mut window, at, directory)? {
            if !each(&central.name, central.offset.saturating_add(directory.shift)) {
                break;
            }
            at += central.length as u64;
        }
        Ok(())
    }

    /// The directory entry at a place; `None` where there is none.
    fn central(
        &self,
        window: &mut Window,
        at: u64,
        directory: &Directory,
    ) -> Result<Option<Central>> {
        let fixed = window.get(at, CENTRAL_BYTES).map_err(self.failed())?;
        let length = CENTRAL_BYTES + Central::variable_lengths(fixed).iter().sum::<usize>();
        if at + length as u64 > directory.end {
            return Ok(None);
        }
        let record = window.get(at, length).map_err(self.failed())?;
        Ok(Central::parse(record))
    }
}

impl Container for ZipContainer {
    fn kind(&self) -> ContainerKind {
        ContainerKind::Zip
    }

    fn list(
        &self,
        limits: &Limits,
        findings: &mut Findings,
        each: &mut dyn FnMut(Entry) -> Result<()>,
    ) -> Result<()> {
        container_size(&self.held.shown, self.held.length, limits, findings);
        let directory = match self.directory()? {
            Ok(directory) => directory,
            Err(finding) => {
                findings.push(finding);
                return Ok(());
            }
        };
        comment(&self.held.shown, &directory.comment, findings);
        let lister = Lister {
            zip: self,
            directory: &directory,
            limits,
            locals: Window::sized(Arc::clone(&self.held.file), LOCAL_BYTES + 256),
            judge: Judge::default(),
            guard: Guard::compressed(limits, self.held.length),
            extents: Extents::default(),
            unplaced: false,
            findings,
        };
        lister.run(each)
    }

    fn open(&self, entry: &Entry) -> Result<Box<dyn Read + Send + '_>> {
        let Locator { offset, stored, .. } = entry.locator;
        let section = Section::new(Arc::clone(&self.held.file), offset, stored);
        Ok(Box::new(EntryReader::new(section, entry)))
    }

    fn recheck(&self, findings: &mut Findings) -> Result<()> {
        self.held.recheck(findings)
    }
}

fn comment(path: &str, comment: &[u8], findings: &mut Findings) {
    if comment.is_empty() {
        return;
    }
    let text: String = name::escape(comment).chars().take(200).collect();
    let finding = Finding::new(&zip::COMMENT).at(path).with("bytes", comment.len());
    findings.push(finding.with("comment", text));
}

/// Goes through the directory once.
struct Lister<'a> {
    zip: &'a ZipContainer,
    directory: &'a Directory,
    limits: &'a Limits,
    locals: Window,
    judge: Judge,
    guard: Guard<'a>,
    extents: Extents,
    /// Whether an entry could not be placed: then gaps say nothing new.
    unplaced: bool,
    findings: &'a mut Findings,
}

impl Lister<'_> {
    fn run(mut self, each: &mut dyn FnMut(Entry) -> Result<()>) -> Result<()> {
        let mut window = self.zip.window();
        let (mut at, mut found) = (self.directory.start, 0);
        while at < self.directory.end {
            let Some(central) = self.zip.central(&mut window, at, self.directory)? else {
                let finding = Finding::new(&zip::DIRECTORY).at(self.zip.held.shown.as_str());
                self.findings.push(finding.with("offset", at));
                return Ok(());
            };
            if self.guard.count(self.findings) == Admission::Over {
                return Ok(());
            }
            found += 1;
            at += central.length as u64;
            if let Some(entry) = self.entry(&central)? {
                each(entry)?;
            }
        }
        if found != self.directory.entries {
            let finding = Finding::new(&zip::COUNT).at(self.zip.held.shown.as_str());
            let finding = finding.with("declared", self.directory.entries);
            self.findings.push(finding.with("found", found));
        }
        self.judge_extents()
    }

    /// Judges one entry; `None` where it was refused. Everything wrong with it is said.
    fn entry(&mut self, central: &Central) -> Result<Option<Entry>> {
        let marked = central.flags & FLAG_UTF8 != 0;
        let unicode = central.extra.unicode_paths();
        let text = name::from_zip(&central.name, marked, unicode[0], self.findings);
        let mut verdict = self.judge.judge(&central.name, &text, self.limits, self.findings);
        let second = name::second_name(&central.name, marked, &text, unicode, self.limits);
        if let (Some(finding), false) = (second, verdict == Verdict::Refused) {
            self.findings.push(finding);
            verdict = Verdict::Refused;
        }
        if let Some(what) = central.extra.damage {
            self.findings.push(Finding::new(&zip::EXTRA).at(&*text).with("what", what));
        }
        let folder = verdict == Verdict::Root || is_folder(central);
        let errors = refusals(central, folder, &text);
        let refused = !errors.is_empty();
        for finding in errors {
            self.findings.push(finding);
        }
        // Without its true figures nothing can be said of the entry's place.
        let Some(content) = self.local(central, &text)? else { return Ok(None) };
        if refused {
            return Ok(None);
        }
        let path = match verdict {
            Verdict::Path(path) => Some(path),
            Verdict::Root => None,
            Verdict::Refused => return Ok(None),
        };
        let locator = Locator {
            offset: content,
            stored: central.stored,
            method: central.method.into(),
            crc: Some(central.crc),
            state: self.zip.held.state(),
        };
        let entry = Entry {
            raw: central.name.clone(),
            path: path.clone().unwrap_or_else(|| text.into_owned()),
            kind: if folder { EntryKind::Folder } else { EntryKind::File },
            size: central.size,
            modified: central.modified(),
            locator,
        };
        if folder && self.hides_content(&entry) {
            return Ok(None);
        }
        let admitted = self.guard.admit(&entry, self.findings) == Admission::Taken;
        Ok((admitted && path.is_some()).then_some(entry))
    }

    /// Whether a folder's compressed data, which nobody reads later, are more than nothing.
    fn hides_content(&mut self, entry: &Entry) -> bool {
        let Locator { offset, stored, crc, .. } = entry.locator;
        if stored == 0 && crc == Some(0) {
            return false;
        }
        let section = Section::new(Arc::clone(&self.zip.held.file), offset, stored);
        let read = io::copy(&mut EntryReader::new(section, entry), &mut io::sink());
        let Err(failure) = read else { return false };
        self.findings.push(super::read_error(failure, &entry.path).finding().clone());
        true
    }

    /// Compares an entry with its local header; gives where its content starts.
    fn local(&mut self, central: &Central, text: &str) -> Result<Option<u64>> {
        if central.extra.zip64_missing.is_some() {
            self.unplaced = true;
            return Ok(None);
        }
        let failed = self.zip.failed();
        let extent = extent(&mut self.locals, central, self.directory).map_err(failed)?;
        match extent {
            Ok(extent) => {
                self.extents.add(extent.start, extent.end);
                Ok(Some(extent.content))
            }
            Err(problem) => {
                self.unplaced = true;
                let finding = Finding::new(problem.code).at(text).with("what", problem.what);
                self.findings.push(finding.with("offset", problem.offset));
                Ok(None)
            }
        }
    }

    /// Entries that share bytes, and bytes that belong to no entry.
    fn judge_extents(self) -> Result<()> {
        let Self { zip, directory, mut locals, extents, unplaced, findings, .. } = self;
        let sum = if extents.in_order() {
            extents.sum(directory)
        } else {
            extents::sorted(directory, findings, &mut |add| {
                let mut window = zip.window();
                let mut at = directory.start;
                while let Some(central) = zip.central(&mut window, at, directory)? {
                    at += central.length as u64;
                    let found = extent(&mut locals, &central, directory).map_err(zip.failed())?;
                    if let Ok(found) = found {
                        add(found.start, found.end, &name::escape(&central.name))?;
                    }
                }
                Ok(())
            })?
        };
        if unplaced {
            return Ok(());
        }
        let head = zip.window().get(0, 4).map_err(zip.failed())?.to_vec();
        sum.report(&zip.held.shown, &head, findings);
        Ok(())
    }
}

/// The bytes of the container that belong to an entry.
struct Extent {
    start: u64,
    content: u64,
    end: u64,
}

/// Why an entry and its local header do not belong together.
struct Problem {
    code: &'static Code,
    what: &'static str,
    offset: u64,
}

fn extent(
    window: &mut Window,
    central: &Central,
    directory: &Directory,
) -> io::Result<std::result::Result<Extent, Problem>> {
    let start = central.offset.saturating_add(directory.shift);
    let problem = |code, what| Ok(Err(Problem { code, what, offset: start }));
    if start >= directory.start {
        return problem(&zip::NO_HEADER, "");
    }
    let guess = LOCAL_BYTES + central.name.len() + LOCAL_SLACK;
    let mut bytes = window.get(start, guess)?;
    if bytes.len() < LOCAL_BYTES {
        return problem(&zip::NO_HEADER, "");
    }
    let length = LOCAL_BYTES + Local::variable_lengths(bytes).iter().sum::<usize>();
    if length > bytes.len() {
        bytes = window.get(start, length)?;
    }
    let Some(local) = Local::parse(bytes) else { return problem(&zip::NO_HEADER, "") };
    if let Some(what) = contradiction(central, &local) {
        return problem(&zip::MISMATCH, what);
    }
    let (descriptor, wide) = (local.flags & FLAG_DESCRIPTOR != 0, local.zip64);
    let content = start + local.length as u64;
    let end = content.checked_add(central.stored).filter(|end| *end <= directory.start);
    let Some(end) = end else { return problem(&zip::NO_HEADER, "") };
    if !descriptor {
        return Ok(Ok(Extent { start, content, end }));
    }
    let room = usize::try_from(directory.start - end).unwrap_or(24).min(24);
    let bytes = window.get(end, room)?;
    match record::descriptor_length(bytes, central, wide) {
        Some(length) => Ok(Ok(Extent { start, content, end: end + length })),
        None => problem(&zip::MISMATCH, "data descriptor"),
    }
}

/// The first thing in which directory and local header contradict each other.
fn contradiction(central: &Central, local: &Local<'_>) -> Option<&'static str> {
    if central.name != local.name || other_name(central, local) {
        return Some("name");
    }
    if central.method != local.method {
        return Some("compression method");
    }
    let mut mask = FLAG_ENCRYPTED | FLAG_STRONG | FLAG_MASKED;
    if !central.name.is_ascii() {
        mask |= FLAG_UTF8;
    }
    if (central.flags ^ local.flags) & mask != 0 {
        return Some("flags");
    }
    // With a data descriptor behind the content, the header may leave its figures open.
    let open = local.flags & FLAG_DESCRIPTOR != 0;
    let wide = u64::from(u32::MAX);
    let same = |declared: u64, header: u64| {
        declared == header || (open && (header == 0 || (header == wide && local.zip64)))
    };
    if !same(central.crc.into(), local.crc.into()) {
        return Some("CRC-32");
    }
    if !same(central.size, local.size) {
        return Some("size");
    }
    (!same(central.stored, local.stored)).then_some("compressed size")
}

/// Whether the local header carries a Unicode path field that names something else than the
/// directory does: with its own field, or with the name itself.
fn other_name(central: &Central, local: &Local<'_>) -> bool {
    let fields = central.extra.unicode_paths();
    if local.unicode_paths == [None; 2] || local.unicode_paths == fields {
        return false;
    }
    let read = |unicode| {
        let marked = central.flags & FLAG_UTF8 != 0;
        name::from_zip(&central.name, marked, unicode, &mut Findings::new())
    };
    let used = read(fields[0]);
    local.unicode_paths.into_iter().flatten().any(|field| read(Some(field)) != used)
}

/// What forbids an entry, apart from its name. The root of the package is a `folder` too.
fn refusals(central: &Central, folder: bool, text: &str) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut refuse = |finding: Finding| out.push(finding.at(text));
    if let Some(what) = central.extra.zip64_missing {
        let what = format!("its field does not hold the {what}");
        refuse(Finding::new(&zip::ZIP64).with("what", what));
    }
    if central.disk != 0 {
        refuse(Finding::new(&zip::MULTI_DISK));
    }
    if let Some(how) = encryption(central) {
        refuse(Finding::new(&zip::ENCRYPTED).with("how", how));
    } else if central.flags & FLAG_PATCH != 0 {
        refuse(Finding::new(&zip::METHOD).with("method", "patched data"));
    } else if !matches!(central.method, STORED | DEFLATED) {
        refuse(Finding::new(&zip::METHOD).with("method", method_name(central.method)));
    }
    match central.unix_type() {
        0o120_000 => refuse(Finding::new(&pkg::LINK).with("kind", "symbolic link")),
        0o020_000 | 0o060_000 => refuse(Finding::new(&pkg::SPECIAL).with("kind", "device")),
        0o010_000 => refuse(Finding::new(&pkg::SPECIAL).with("kind", "pipe")),
        0o140_000 => refuse(Finding::new(&pkg::SPECIAL).with("kind", "socket")),
        _ => {}
    }
    if let Some(what) = size_conflict(central, folder) {
        refuse(Finding::new(&zip::SIZES).with("what", what));
    }
    out
}

fn size_conflict(central: &Central, folder: bool) -> Option<String> {
    if central.extra.zip64_missing.is_some() || encryption(central).is_some() {
        return None;
    }
    if folder && central.size != 0 {
        return Some(format!("a folder with {} bytes", central.size));
    }
    if folder && central.stored > FOLDER_BYTES {
        return Some(format!("a folder with {} bytes stored", central.stored));
    }
    let differ = central.method == STORED && central.stored != central.size;
    differ.then(|| format!("{} bytes stored, {} declared", central.stored, central.size))
}

fn is_folder(central: &Central) -> bool {
    central.name.ends_with(b"/") || central.unix_type() == 0o040_000
}

fn encryption(central: &Central) -> Option<&'static str> {
    if central.flags & FLAG_MASKED != 0 {
        Some("masked directory")
    } else if central.method == 99 || central.extra.aes {
        Some("AES")
    } else if central.flags & FLAG_STRONG != 0 {
        Some("strong encryption")
    } else {
        (central.flags & FLAG_ENCRYPTED != 0).then_some("traditional encryption")
    }
}

/// The names of the methods of APPNOTE.TXT 4.4.5.
fn method_name(method: u16) -> String {
    let name = match method {
        1 => "Shrink",
        2..=5 => "Reduce",
        6 => "Implode",
        9 => "Deflate64",
        10 => "PKWARE Implode (old IBM TERSE)",
        12 => "BZIP2",
        14 => "LZMA",
        16 => "IBM z/OS CMPSC",
        18 => "IBM TERSE",
        19 => "IBM LZ77",
        20 | 93 => "Zstandard",
        94 => "MP3",
        95 => "XZ",
        96 => "JPEG",
        97 => "WavPack",
        98 => "PPMd",
        _ => return format!("method {method}"),
    };
    format!("{name} (method {method})")
}
