//! Finding the central directory from the end of the file (APPNOTE.TXT 4.3.14 to 4.3.16).
//!
//! Programs differ in where they look; so the end record must reach exactly to the end of the
//! file, the directory exactly to the end record; no second end record may do the same, and no
//! other may stand behind it, in the comment: many programs take the last mark, whatever follows.

use super::record::{CENTRAL_BYTES, CENTRAL_MARK, u16_at, u32_at, u64_at};
use crate::finding::Finding;
use crate::finding::codes::zip;
use crate::package::container::section::Window;
use std::io;

const END_MARK: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
const LOCATOR_MARK: &[u8] = b"PK\x06\x07";
const LOCATOR_BYTES: u64 = 20;
const END64_MARK: &[u8] = b"PK\x06\x06";
const END64_BYTES: u64 = 56;
/// Longest comment of a ZIP file, in bytes.
const COMMENT_BYTES: usize = 65_535;

/// Where the central directory lies.
#[derive(Debug, Clone)]
pub(in super::super) struct Directory {
    /// Its first byte in the file.
    pub start: u64,
    /// The first byte behind it.
    pub end: u64,
    /// How many entries the end record declares.
    pub entries: u64,
    /// What must be added to the offsets in it: the length of something put before the ZIP.
    pub shift: u64,
    /// The comment of the ZIP.
    pub comment: Vec<u8>,
}

/// Looks for the central directory. The inner error is what is wrong with the container.
pub(in super::super) fn find(
    window: &mut Window,
    length: u64,
    path: &str,
) -> io::Result<Result<Directory, Finding>> {
    let most = (END_BYTES + COMMENT_BYTES) as u64;
    let tail_start = length.saturating_sub(most);
    let tail = window.get(tail_start, END_BYTES + COMMENT_BYTES)?.to_vec();
    let mut search = Search { window, tail: &tail, tail_start, length, path };
    search.run()
}

struct Search<'a> {
    window: &'a mut Window,
    tail: &'a [u8],
    tail_start: u64,
    length: u64,
    path: &'a str,
}

/// The figures of an end record, or of its ZIP64 form.
#[derive(Debug, Clone, Copy)]
struct Figures {
    disk: u32,
    directory_disk: u32,
    disk_entries: u64,
    entries: u64,
    size: u64,
    offset: u64,
    /// Where the record stands: the directory must reach to here.
    at: u64,
}

impl Search<'_> {
    fn run(&mut self) -> io::Result<Result<Directory, Finding>> {
        let (mut good, mut bad, mut after) = (None, None, None);
        // Marks behind the place looked at, as far as a record has room there.
        let mut marks = 0;
        for at in (0..self.tail.len().saturating_sub(END_BYTES - 1)).rev() {
            if !self.tail[at..].starts_with(END_MARK) {
                continue;
            }
            let hidden = marks > 0;
            marks += 1;
            let end = at + END_BYTES + usize::from(u16_at(self.tail, at + 20));
            if end > self.tail.len() {
                continue;
            }
            if end < self.tail.len() {
                after = after.or(Some(self.tail.len() - end));
                continue;
            }
            match self.directory(at)? {
                Ok(_) if hidden => {
                    return Ok(Err(Finding::new(&zip::AMBIGUOUS_END).at(self.path)));
                }
                Ok(directory) => good = Some(directory),
                Err(finding) => bad = bad.or(Some(finding)),
            }
        }
        Ok(match (good, bad, after) {
            (Some(directory), ..) => Ok(directory),
            (None, Some(finding), _) => Err(finding),
            (None, None, Some(bytes)) => {
                Err(Finding::new(&zip::DATA_AFTER).at(self.path).with("bytes", bytes))
            }
            (None, None, None) => Err(Finding::new(&zip::NO_END).at(self.path)),
        })
    }

    /// The directory that the end record at this place of the tail leads to.
    fn directory(&mut self, at: usize) -> io::Result<Result<Directory, Finding>> {
        let record = &self.tail[at..];
        let narrow = Figures {
            disk: u16_at(record, 4).into(),
            directory_disk: u16_at(record, 6).into(),
            disk_entries: u16_at(record, 8).into(),
            entries: u16_at(record, 10).into(),
            size: u32_at(record, 12).into(),
            offset: u32_at(record, 16).into(),
            at: self.tail_start + at as u64,
        };
        let comment = record[END_BYTES..].to_vec();
        let figures = match self.wide(&narrow)? {
            Ok(figures) => figures,
            Err(finding) => return Ok(Err(finding)),
        };
        let one_disk = figures.disk == 0
            && figures.directory_disk == 0
            && figures.disk_entries == figures.entries;
        if !one_disk {
            return Ok(Err(Finding::new(&zip::MULTI_DISK).at(self.path)));
        }
        self.place(&figures, comment)
    }

    /// Where the figures say the directory is, and whether it is there.
    fn place(
        &mut self,
        figures: &Figures,
        comment: Vec<u8>,
    ) -> io::Result<Result<Directory, Finding>> {
        let Figures { size, offset, entries, at, .. } = *figures;
        let wrong = |what: String| Finding::new(&zip::PLACE).at(self.path).with("what", what);
        let start = at.checked_sub(size).filter(|start| *start >= offset);
        let Some(start) = start else {
            let text = format!("offset {offset} and size {size} lead past byte {at}");
            return Ok(Err(wrong(text)));
        };
        let least = CENTRAL_BYTES as u64;
        if entries.checked_mul(least).is_none_or(|bytes| bytes > size) {
            let finding = Finding::new(&zip::COUNT).at(self.path).with("declared", entries);
            return Ok(Err(finding.with("found", format!("at most {}", size / least))));
        }
        let shift = start - offset;
        if shift > 0 && size > 0 && self.window.get(offset, 4)? == CENTRAL_MARK {
            return Ok(Err(wrong(format!("{shift} bytes stand between it and the end record"))));
        }
        if size > 0 && self.window.get(start, 4)? != CENTRAL_MARK {
            return Ok(Err(Finding::new(&zip::DIRECTORY).at(self.path).with("offset", start)));
        }
        Ok(Ok(Directory { start, end: at, entries, shift, comment }))
    }

    /// The figures of the ZIP64 records, where there are any, else those given.
    fn wide(&mut self, narrow: &Figures) -> io::Result<Result<Figures, Finding>> {
        let full = narrow.disk == 0xFFFF
            || narrow.directory_disk == 0xFFFF
            || narrow.disk_entries == 0xFFFF
            || narrow.entries == 0xFFFF
            || narrow.size == 0xFFFF_FFFF
            || narrow.offset == 0xFFFF_FFFF;
        let Some(locator_at) = narrow.at.checked_sub(LOCATOR_BYTES) else {
            return Ok(Ok(*narrow));
        };
        let length = usize::try_from(LOCATOR_BYTES).unwrap_or(0);
        let locator = self.window.get(locator_at, length)?.to_vec();
        if !locator.starts_with(LOCATOR_MARK) {
            // 65,535 entries are a number like others; sizes are judged by their place.
            return Ok(Ok(*narrow));
        }
        let Some(wide) = self.wide_record(u64_at(&locator, 8), locator_at)? else {
            // Without a field that asks for it, the mark may be the end of a name or comment.
            if !full {
                return Ok(Ok(*narrow));
            }
            return Ok(Err(self.zip64("the ZIP64 end record is not where it should be")));
        };
        if u32_at(&locator, 4) != 0 || u32_at(&locator, 16) > 1 {
            return Ok(Err(Finding::new(&zip::MULTI_DISK).at(self.path)));
        }
        let differ = |narrow: u64, wide: u64, most: u64| narrow != most && narrow != wide;
        let lies = differ(narrow.entries, wide.entries, 0xFFFF)
            || differ(narrow.size, wide.size, 0xFFFF_FFFF)
            || differ(narrow.offset, wide.offset, 0xFFFF_FFFF);
        if lies {
            return Ok(Err(self.zip64("the two end records name different figures")));
        }
        Ok(Ok(wide))
    }

    fn zip64(&self, what: &str) -> Finding {
        Finding::new(&zip::ZIP64).at(self.path).with("what", what)
    }

    /// The ZIP64 end record: where its locator says, or (if something was put before the ZIP)
    /// right before the locator. It must reach exactly to the locator.
    fn wide_record(&mut self, declared: u64, locator_at: u64) -> io::Result<Option<Figures>> {
        let length = usize::try_from(END64_BYTES).unwrap_or(0);
        for at in [Some(declared), locator_at.checked_sub(END64_BYTES)].into_iter().flatten() {
            if at >= self.length {
                continue;
            }
            let record = self.window.get(at, length)?;
            let end = u64_at(record, 4).checked_add(12).and_then(|size| size.checked_add(at));
            if record.len() == length && record.starts_with(END64_MARK) && end == Some(locator_at) {
                return Ok(Some(Figures {
                    disk: u32_at(record, 16),
                    directory_disk: u32_at(record, 20),
                    disk_entries: u64_at(record, 24),
                    entries: u64_at(record, 32),
                    size: u64_at(record, 40),
                    offset: u64_at(record, 48),
                    at,
                }));
            }
        }
        Ok(None)
    }
}
