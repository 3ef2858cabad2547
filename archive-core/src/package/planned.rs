//! A file of a package before its content is read: where it comes from, where it will stand,
//! what is claimed of it. Planned files are many, so they travel as compact records.

use super::container::{Entry, EntryKind, Locator};
use crate::digest::{Algorithm, Digest};
use crate::sorter::{put_bytes, put_varint, take_bytes, take_varint};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The part of a package a file belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Area {
    /// Manifests, tag files, sidecars: what accompanies the payload.
    Submission,
    /// The payload.
    Original,
}

impl Area {
    /// Both areas, in the order they are read.
    pub const ALL: [Self; 2] = [Self::Submission, Self::Original];

    /// The word used in file ids and metadata.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Original => "original",
        }
    }
}

/// Where the bytes of a planned file are read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The container of the package.
    Container,
    /// A file beside the package, by its number among the sidecars.
    Beside(u16),
}

/// The place of a file in the numbering of its package (`docs/format.md`, 3.2 and 3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slot {
    /// Ordinal of the content file that holds the bytes, counted from 0.
    pub ordinal: u64,
    /// The bundle it stands in, counted from 1; none for a loose file.
    pub bundle: Option<u32>,
    /// Its number among the members of the bundle, or among the loose files; counted from 1.
    pub number: u64,
}

/// A file of a package, planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The part it belongs to.
    pub area: Area,
    /// Logical path inside the area.
    pub path: String,
    /// Where it is read from.
    pub origin: Origin,
    /// The entry as listed; `entry.raw` is the name as received.
    pub entry: Entry,
    /// Digests the package claims, each algorithm once.
    pub claims: Vec<Digest>,
    /// Its place in the numbering; set by the plan.
    pub slot: Slot,
}

impl Planned {
    /// The last elements of the received name, where they differ from the logical path.
    #[must_use]
    pub fn raw_evidence(&self) -> Option<Vec<u8>> {
        let tail = last_elements(&self.entry.raw, self.path.split('/').count());
        (tail != self.path.as_bytes()).then_some(tail)
    }

    /// The record of this file.
    pub fn encode(&self, out: &mut Vec<u8>) {
        out.clear();
        out.push(match self.area {
            Area::Submission => 0,
            Area::Original => 1,
        });
        put_varint(
            out,
            match self.origin {
                Origin::Container => 0,
                Origin::Beside(n) => 1 + u64::from(n),
            },
        );
        put_bytes(out, self.path.as_bytes());
        let readable = if self.entry.path == self.path { "" } else { &self.entry.path };
        put_bytes(out, readable.as_bytes());
        let same = self.entry.raw == self.entry.path.as_bytes();
        put_bytes(out, if same { b"" } else { &self.entry.raw });
        put_varint(out, self.entry.size);
        encode_time(out, self.entry.modified);
        let locator = &self.entry.locator;
        for number in [locator.offset, locator.stored, locator.method.into()] {
            put_varint(out, number);
        }
        put_varint(out, locator.crc.map_or(0, |crc| 1 + u64::from(crc)));
        out.extend_from_slice(&locator.state.to_le_bytes());
        for number in [self.slot.ordinal, self.slot.bundle.map_or(0, u64::from), self.slot.number] {
            put_varint(out, number);
        }
        encode_digests(out, &self.claims);
    }

    /// The file of a record; `None` where it is no record of [`Planned::encode`].
    #[must_use]
    pub fn decode(mut record: &[u8]) -> Option<Self> {
        let record = &mut record;
        let area = match record.split_off_first()? {
            0 => Area::Submission,
            1 => Area::Original,
            _ => return None,
        };
        let origin = match take_varint(record)? {
            0 => Origin::Container,
            n => Origin::Beside(u16::try_from(n - 1).ok()?),
        };
        let path = String::from_utf8(take_bytes(record)?.to_vec()).ok()?;
        let readable = std::str::from_utf8(take_bytes(record)?).ok()?;
        let readable = if readable.is_empty() { path.clone() } else { readable.to_owned() };
        let raw = take_bytes(record)?;
        let raw = if raw.is_empty() { readable.as_bytes() } else { raw }.to_vec();
        let size = take_varint(record)?;
        let modified = decode_time(record)?;
        let locator = Locator {
            offset: take_varint(record)?,
            stored: take_varint(record)?,
            method: u32::try_from(take_varint(record)?).ok()?,
            crc: match take_varint(record)? {
                0 => None,
                n => Some(u32::try_from(n - 1).ok()?),
            },
            state: take_state(record)?,
        };
        let slot = Slot {
            ordinal: take_varint(record)?,
            bundle: match take_varint(record)? {
                0 => None,
                n => Some(u32::try_from(n).ok()?),
            },
            number: take_varint(record)?,
        };
        let claims = decode_digests(record)?;
        let entry = Entry { raw, path: readable, kind: EntryKind::File, size, modified, locator };
        Some(Self { area, path, origin, entry, claims, slot })
    }
}

/// A folder of the payload that holds no file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EmptyFolder {
    /// Its logical path.
    pub path: String,
    /// The bytes received, where they are not those of the logical path.
    pub raw: Option<Vec<u8>>,
}

impl EmptyFolder {
    /// A folder at a logical path, received in a container under other bytes; of these, only as
    /// many elements count as the logical path has.
    #[must_use]
    pub fn new(path: &str, received: &[u8]) -> Self {
        let raw = last_elements(received, path.split('/').count());
        let raw = (raw != path.as_bytes()).then_some(raw);
        Self { path: path.to_owned(), raw }
    }
}

/// The last elements of a path as received, without empty ones.
#[must_use]
pub fn last_elements(raw: &[u8], count: usize) -> Vec<u8> {
    let parts: Vec<&[u8]> = raw.split(|b| *b == b'/').filter(|part| !part.is_empty()).collect();
    parts[parts.len().saturating_sub(count)..].join(&b'/')
}

fn take_state(record: &mut &[u8]) -> Option<u64> {
    let (state, rest) = record.split_first_chunk()?;
    *record = rest;
    Some(u64::from_le_bytes(*state))
}

/// Appends an instant that may be unknown.
pub fn encode_time(out: &mut Vec<u8>, time: Option<Timestamp>) {
    match time {
        None => put_varint(out, 0),
        Some(time) => {
            // Nanoseconds fit 96 bits; two numbers keep the common case short.
            put_varint(out, 1);
            put_varint(out, zigzag(time.as_second()));
            put_varint(out, zigzag(time.subsec_nanosecond().into()));
        }
    }
}

/// Takes an instant written by [`encode_time`].
pub fn decode_time(record: &mut &[u8]) -> Option<Option<Timestamp>> {
    if take_varint(record)? == 0 {
        return Some(None);
    }
    let seconds = unzigzag(take_varint(record)?);
    let nanos = i32::try_from(unzigzag(take_varint(record)?)).ok()?;
    Timestamp::new(seconds, nanos).ok().map(Some)
}

fn zigzag(number: i64) -> u64 {
    (number.cast_unsigned() << 1) ^ (number >> 63).cast_unsigned()
}

fn unzigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Appends digests with their algorithms.
pub fn encode_digests(out: &mut Vec<u8>, digests: &[Digest]) {
    put_varint(out, digests.len() as u64);
    for digest in digests {
        let index = Algorithm::ALL.iter().position(|a| *a == digest.algorithm());
        put_varint(out, index.expect("every algorithm is in the list") as u64);
        out.extend_from_slice(digest.as_bytes());
    }
}

/// Takes digests written by [`encode_digests`].
pub fn decode_digests(record: &mut &[u8]) -> Option<Vec<Digest>> {
    let count = take_varint(record)?;
    let mut out = Vec::new();
    for _ in 0..count {
        let index = usize::try_from(take_varint(record)?).ok()?;
        let algorithm = *Algorithm::ALL.get(index)?;
        let (bytes, rest) = record.split_at_checked(algorithm.bytes())?;
        *record = rest;
        out.push(Digest::from_bytes(algorithm, bytes)?);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Hasher;

    #[test]
    fn records_read_back() {
        let planned = Planned {
            area: Area::Original,
            path: "a/ä.txt".into(),
            origin: Origin::Beside(3),
            entry: Entry {
                raw: b"bag/data/a/a\xcc\x88.txt".to_vec(),
                path: "a/ä.txt".into(),
                kind: EntryKind::File,
                size: 1 << 40,
                modified: Some("1901-12-13T20:45:52.000000001Z".parse().unwrap()),
                locator: Locator { offset: 7, stored: 8, method: 8, crc: Some(u32::MAX), state: 9 },
            },
            claims: vec![
                Hasher::digest(Algorithm::Md5, b"x"),
                Hasher::digest(Algorithm::Sha512, b"x"),
            ],
            slot: Slot { ordinal: 5, bundle: Some(2), number: 9 },
        };
        let mut record = Vec::new();
        planned.encode(&mut record);
        assert_eq!(Planned::decode(&record).as_ref(), Some(&planned));
        assert_eq!(planned.raw_evidence().unwrap(), b"a/a\xcc\x88.txt");
        for cut in 0..record.len() {
            assert_eq!(Planned::decode(&record[..cut]), None);
        }
    }
}
