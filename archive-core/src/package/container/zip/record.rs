//! The records of a ZIP file: central directory entry, local header, extra fields
//! (APPNOTE.TXT 4.3.7, 4.3.12, 4.5). Parsing only; what is allowed is judged elsewhere.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Length of a central directory entry without its variable parts, in bytes.
pub(super) const CENTRAL_BYTES: usize = 46;
/// Length of a local header without its variable parts, in bytes.
pub(super) const LOCAL_BYTES: usize = 30;
/// Mark of a central directory entry.
pub(super) const CENTRAL_MARK: &[u8] = b"PK\x01\x02";
/// Mark of a local header.
pub(super) const LOCAL_MARK: &[u8] = b"PK\x03\x04";
/// Mark of a data descriptor, which not all programs write.
const DESCRIPTOR_MARK: &[u8] = b"PK\x07\x08";

/// Id of the extra field with the name in Unicode (APPNOTE.TXT 4.6.9).
const UNICODE_PATH: u16 = 0x7075;

/// Seconds between 1601, where Windows begins to count, and 1970.
const WINDOWS_EPOCH_SECONDS: i64 = 11_644_473_600;

/// A little-endian number of two bytes; 0 where there are not that many.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    let number = bytes.get(at..).and_then(<[u8]>::first_chunk);
    number.map_or(0, |number| u16::from_le_bytes(*number))
}

/// A little-endian number of four bytes; 0 where there are not that many.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    let number = bytes.get(at..).and_then(<[u8]>::first_chunk);
    number.map_or(0, |number| u32::from_le_bytes(*number))
}

/// A little-endian number of eight bytes; 0 where there are not that many.
pub(super) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    let number = bytes.get(at..).and_then(<[u8]>::first_chunk);
    number.map_or(0, |number| u64::from_le_bytes(*number))
}

/// One entry of the central directory.
#[derive(Debug, Clone)]
pub(super) struct Central {
    pub made_by: u16,
    pub flags: u16,
    pub method: u16,
    pub time: u16,
    pub date: u16,
    pub crc: u32,
    pub stored: u64,
    pub size: u64,
    pub disk: u32,
    pub attributes: u32,
    /// Offset of the local header as written.
    pub offset: u64,
    pub name: Vec<u8>,
    pub extra: Extra,
    /// Length of the whole record, in bytes.
    pub length: usize,
}

impl Central {
    /// Lengths of name, extra fields and comment, from the fixed part.
    pub fn variable_lengths(fixed: &[u8]) -> [usize; 3] {
        [28, 30, 32].map(|at| usize::from(u16_at(fixed, at)))
    }

    /// Reads a whole record. `None` where it has no mark or is too short.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        if bytes.len() < CENTRAL_BYTES || !bytes.starts_with(CENTRAL_MARK) {
            return None;
        }
        let [name, extra, comment] = Self::variable_lengths(bytes);
        let length = CENTRAL_BYTES + name + extra + comment;
        let rest = bytes.get(CENTRAL_BYTES..length)?;
        let mut entry = Self {
            made_by: u16_at(bytes, 4),
            flags: u16_at(bytes, 8),
            method: u16_at(bytes, 10),
            time: u16_at(bytes, 12),
            date: u16_at(bytes, 14),
            crc: u32_at(bytes, 16),
            stored: u32_at(bytes, 20).into(),
            size: u32_at(bytes, 24).into(),
            disk: u16_at(bytes, 34).into(),
            attributes: u32_at(bytes, 38),
            offset: u32_at(bytes, 42).into(),
            name: rest[..name].to_vec(),
            extra: Extra::parse(&rest[name..name + extra]),
            length,
        };
        entry.widen();
        Some(entry)
    }

    /// Takes the figures too large for their fields from the field 0x0001 (APPNOTE.TXT 4.5.3).
    fn widen(&mut self) {
        let field = self.extra.zip64.clone().unwrap_or_default();
        let mut rest = field.as_slice();
        let mut missing = None;
        for (value, what) in [
            (&mut self.size, "size"),
            (&mut self.stored, "compressed size"),
            (&mut self.offset, "offset of the file header"),
        ] {
            if *value != u64::from(u32::MAX) {
                continue;
            }
            match rest.split_first_chunk::<8>() {
                Some((number, after)) => {
                    *value = u64::from_le_bytes(*number);
                    rest = after;
                }
                None => missing = missing.or(Some(what)),
            }
        }
        if self.disk == u32::from(u16::MAX) && rest.len() >= 4 {
            self.disk = u32_at(rest, 0);
        }
        self.extra.zip64_missing = missing;
    }

    /// The Unix file type bits, where the maker was a Unix-like system.
    pub fn unix_type(&self) -> u32 {
        // Unix, BeOS, OS X (Darwin), AtheOS (APPNOTE.TXT 4.4.2).
        let unix_like = matches!(self.made_by >> 8, 3 | 16 | 19 | 30);
        if unix_like { (self.attributes >> 16) & 0o170_000 } else { 0 }
    }

    /// Modification time: the most exact the entry carries. DOS times have no zone and two
    /// seconds' steps; they are read as UTC, so that they show the same figures everywhere.
    pub fn modified(&self) -> Option<Timestamp> {
        self.extra.modified.or_else(|| dos_time(self.date, self.time))
    }
}

/// A time in the form of DOS (APPNOTE.TXT 4.4.6).
pub(super) fn dos_time(date: u16, time: u16) -> Option<Timestamp> {
    let part = |value: u16, shift: u32, mask: u16| i8::try_from((value >> shift) & mask).ok();
    let year = 1980 + i16::try_from(date >> 9).ok()?;
    let (month, day) = (part(date, 5, 15)?, part(date, 0, 31)?);
    let (hour, minute) = (part(time, 11, 31)?, part(time, 5, 63)?);
    let second = part(time, 0, 31)?.checked_mul(2)?;
    let civil = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// What the extra fields of an entry say.
#[derive(Debug, Clone, Default)]
pub(super) struct Extra {
    /// Content of the ZIP64 field.
    pub zip64: Option<Vec<u8>>,
    /// The figure that the ZIP64 field should hold and does not.
    pub zip64_missing: Option<&'static str>,
    /// Content of the Unicode path field 0x7075: of the first, and of one more.
    pub unicode_paths: [Option<Vec<u8>>; 2],
    /// Modification time of field 0x000a (NTFS) or 0x5455.
    pub modified: Option<Timestamp>,
    /// Whether there is a field of AES encryption (0x9901).
    pub aes: bool,
    /// What is wrong with the fields.
    pub damage: Option<&'static str>,
}

impl Extra {
    /// The Unicode path fields.
    pub fn unicode_paths(&self) -> [Option<&[u8]>; 2] {
        self.unicode_paths.each_ref().map(Option::as_deref)
    }

    /// Reads the fields. What does not follow its own lengths is noted as damage.
    pub fn parse(mut bytes: &[u8]) -> Self {
        let mut out = Self::default();
        let mut exact = None;
        while !bytes.is_empty() {
            let length = usize::from(u16_at(bytes, 2));
            let Some(field) = bytes.get(4..4 + length) else {
                // Zeros at the end are how some programs align the data behind.
                if bytes.iter().any(|byte| *byte != 0) {
                    out.damage = Some("a field is longer than the place it stands in");
                }
                break;
            };
            match u16_at(bytes, 0) {
                0x0001 if out.zip64.is_some() => out.damage = Some("two ZIP64 fields"),
                0x0001 => out.zip64 = Some(field.to_vec()),
                0x000a => exact = exact.or_else(|| ntfs_time(field)),
                0x5455 => out.take_unix_time(field),
                UNICODE_PATH => {
                    let more = usize::from(out.unicode_paths[0].is_some());
                    out.unicode_paths[more] = Some(field.to_vec());
                }
                0x9901 => out.aes = true,
                _ => {}
            }
            bytes = &bytes[4 + length..];
        }
        out.modified = exact.or(out.modified);
        out
    }

    /// Field 0x5455: flags, then the times they name, seconds since 1970, modification first.
    fn take_unix_time(&mut self, field: &[u8]) {
        let Some((flags, times)) = field.split_first() else {
            self.damage = Some("a time stamp field without content");
            return;
        };
        if flags & 1 == 0 {
            return;
        }
        match times.first_chunk() {
            Some(seconds) => {
                let seconds = i32::from_le_bytes(*seconds);
                self.modified = Timestamp::from_second(seconds.into()).ok();
            }
            None => self.damage = Some("a time stamp field that is too short"),
        }
    }
}

/// Modification time of field 0x000a: tenths of microseconds since 1601, in its attribute 1.
fn ntfs_time(field: &[u8]) -> Option<Timestamp> {
    let mut rest = field.get(4..)?;
    while rest.len() >= 4 {
        let length = usize::from(u16_at(rest, 2));
        let attribute = rest.get(4..4 + length)?;
        if u16_at(rest, 0) == 1 && length >= 8 {
            let ticks = i64::try_from(u64_at(attribute, 0)).ok()?;
            let second = ticks.div_euclid(10_000_000) - WINDOWS_EPOCH_SECONDS;
            let nanos = i32::try_from(ticks.rem_euclid(10_000_000) * 100).ok()?;
            return Timestamp::new(second, nanos).ok();
        }
        rest = &rest[4 + length..];
    }
    None
}

/// What a local header says, as far as it can contradict the directory.
#[derive(Debug)]
pub(super) struct Local<'a> {
    pub flags: u16,
    pub method: u16,
    pub crc: u32,
    pub stored: u64,
    pub size: u64,
    pub name: &'a [u8],
    /// Content of its Unicode path field 0x7075; of the first, and of one more.
    pub unicode_paths: [Option<&'a [u8]>; 2],
    pub zip64: bool,
    /// Length of the header, in bytes: what follows is the content.
    pub length: usize,
}

impl<'a> Local<'a> {
    /// Lengths of name and extra fields, from the fixed part.
    pub fn variable_lengths(fixed: &[u8]) -> [usize; 2] {
        [26, 28].map(|at| usize::from(u16_at(fixed, at)))
    }

    /// Reads a header. `None` where it has no mark or is too short.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        if bytes.len() < LOCAL_BYTES || !bytes.starts_with(LOCAL_MARK) {
            return None;
        }
        let [name, extra] = Self::variable_lengths(bytes);
        let length = LOCAL_BYTES + name + extra;
        let rest = bytes.get(LOCAL_BYTES..length)?;
        let mut local = Self {
            flags: u16_at(bytes, 6),
            method: u16_at(bytes, 8),
            crc: u32_at(bytes, 14),
            stored: u32_at(bytes, 18).into(),
            size: u32_at(bytes, 22).into(),
            name: &rest[..name],
            unicode_paths: unicode_paths(&rest[name..]),
            zip64: false,
            length,
        };
        local.widen(&rest[name..]);
        Some(local)
    }

    fn widen(&mut self, extra: &[u8]) {
        // Most headers need none of it, and this is a hot path.
        if u16_at(extra, 0) != 1 && self.size != u64::from(u32::MAX) {
            return;
        }
        let Some(field) = Extra::parse(extra).zip64 else { return };
        self.zip64 = true;
        let mut rest = field.as_slice();
        for value in [&mut self.size, &mut self.stored] {
            if *value == u64::from(u32::MAX)
                && let Some((number, after)) = rest.split_first_chunk::<8>()
            {
                *value = u64::from_le_bytes(*number);
                rest = after;
            }
        }
    }
}

/// The Unicode path fields among the extra fields, without looking into the others: every local
/// header passes here.
fn unicode_paths(mut extra: &[u8]) -> [Option<&[u8]>; 2] {
    let mut out = [None; 2];
    while extra.len() >= 4 {
        let Some(field) = extra.get(4..4 + usize::from(u16_at(extra, 2))) else { break };
        if u16_at(extra, 0) == UNICODE_PATH {
            out[usize::from(out[0].is_some())] = Some(field);
        }
        extra = &extra[4 + field.len()..];
    }
    out
}

/// Length of the data descriptor that `bytes` begin with, if there is one with these figures
/// (APPNOTE.TXT 4.3.9): with or without a mark, sizes of four or eight bytes.
pub(super) fn descriptor_length(bytes: &[u8], entry: &Central, wide_first: bool) -> Option<u64> {
    let fits = |marked: bool, wide: bool| {
        let (mark, width) = (if marked { 4 } else { 0 }, if wide { 8 } else { 4 });
        let length = mark + 4 + 2 * width;
        let body = bytes.get(mark..length)?;
        let (stored, size) = if wide {
            (u64_at(body, 4), u64_at(body, 12))
        } else {
            (u32_at(body, 4).into(), u32_at(body, 8).into())
        };
        let right = (u32_at(body, 0), stored, size) == (entry.crc, entry.stored, entry.size);
        let mark_right = !marked || bytes.starts_with(DESCRIPTOR_MARK);
        (right && mark_right).then_some(length as u64)
    };
    [true, false]
        .into_iter()
        .flat_map(|marked| [(marked, wide_first), (marked, !wide_first)])
        .find_map(|(marked, wide)| fits(marked, wide))
}
