//! Finding files in a ZIP file: by its central directory where that is held, else by the local
//! headers at the beginning.

use super::{Found, Wanted, u16_at, u32_at, u64_at};
use crate::format::Bytes;
use flate2::{Decompress, FlushDecompress};
use memchr::memmem;

/// Most entries looked at.
const ENTRIES: usize = 1 << 17;
/// Farthest place of the end record from the end: its own size and the longest comment.
const END_BYTES: u64 = 22 + 65_535;

/// Where an entry lies and how it is packed.
#[derive(Clone, Copy)]
struct Packed {
    method: u16,
    encrypted: bool,
    length: u64,
    size: u64,
}

/// Looks for names; nothing where the file has no readable directory and no local header.
pub fn look<B: Bytes + ?Sized>(bytes: &B, wanted: &Wanted) -> Option<Found> {
    directory(bytes, wanted).or_else(|| headers(bytes, wanted))
}

/// Where the central directory begins, and how far offsets are wrong because of what was put
/// before the file (APPNOTE 4.3.16, 4.3.14).
fn begin<B: Bytes + ?Sized>(bytes: &B) -> Option<(u64, u64)> {
    let from = bytes.size().saturating_sub(END_BYTES).max(bytes.tail_offset());
    let tail = bytes.from(from);
    let at = memmem::rfind(tail, b"PK\x05\x06")?;
    let end = &tail[at..];
    let end_at = from + at as u64;
    let (size, offset) = (u32_at(end, 12)?, u32_at(end, 16)?);
    if offset != u32::MAX && size != u32::MAX {
        let begin = end_at.checked_sub(u64::from(size))?;
        return Some((begin, begin.checked_sub(u64::from(offset))?));
    }
    let locator = bytes.range(end_at.checked_sub(20)?, 20)?;
    let end64 = bytes.range(u64_at(locator, 8)?, 56)?;
    let known = locator.starts_with(b"PK\x06\x07") && end64.starts_with(b"PK\x06\x06");
    Some((u64_at(end64, 48).filter(|_| known)?, 0))
}

fn directory<B: Bytes + ?Sized>(bytes: &B, wanted: &Wanted) -> Option<Found> {
    let (mut at, shift) = begin(bytes)?;
    let mut found = Found::default();
    let mut any = false;
    for _ in 0..ENTRIES {
        let Some(entry) = bytes.range(at, 46).filter(|e| e.starts_with(b"PK\x01\x02")) else {
            break;
        };
        any = true;
        let lengths = [28, 30, 32].map(|place| u16_at(entry, place).unwrap_or_default());
        let name = bytes.range(at + 46, usize::from(lengths[0]))?;
        if let Some((number, content)) = wanted.get(name) {
            let packed = Packed {
                method: u16_at(entry, 10)?,
                encrypted: u16_at(entry, 8)? & 1 == 1,
                length: u64::from(u32_at(entry, 20)?),
                size: u64::from(u32_at(entry, 24)?),
            };
            let header = u64::from(u32_at(entry, 42)?).checked_add(shift)?;
            let data = content.then(|| content_at(bytes, header, packed, &found)).flatten();
            found.add(*number, data.unwrap_or_default(), packed.size);
        }
        at += 46 + lengths.iter().map(|length| u64::from(*length)).sum::<u64>();
    }
    (any || bytes.range(at, 4).is_some()).then_some(found)
}

/// The content whose local header stands at a place (APPNOTE 4.3.7).
fn content_at<B: Bytes + ?Sized>(
    bytes: &B,
    header: u64,
    packed: Packed,
    found: &Found,
) -> Option<Vec<u8>> {
    let local = bytes.range(header, 30).filter(|local| local.starts_with(b"PK\x03\x04"))?;
    let names = u64::from(u16_at(local, 26)?) + u64::from(u16_at(local, 28)?);
    Some(unpack(bytes.from(header + 30 + names), packed, found.room(packed.size)))
}

/// The entries from the beginning on, as long as their sizes are known and they are held.
fn headers<B: Bytes + ?Sized>(bytes: &B, wanted: &Wanted) -> Option<Found> {
    let mut found = Found::default();
    let mut at = 0u64;
    for _ in 0..ENTRIES {
        let Some(local) = bytes.range(at, 30).filter(|e| e.starts_with(b"PK\x03\x04")) else {
            break;
        };
        let lengths = (u16_at(local, 26)?, u16_at(local, 28)?);
        let Some(name) = bytes.range(at + 30, usize::from(lengths.0)) else { break };
        let flags = u16_at(local, 6)?;
        let packed = Packed {
            method: u16_at(local, 8)?,
            encrypted: flags & 1 == 1,
            length: u64::from(u32_at(local, 18)?),
            size: u64::from(u32_at(local, 22)?),
        };
        let data = at + 30 + u64::from(lengths.0) + u64::from(lengths.1);
        // Bit 3: the sizes stand behind the data, which is then as long as its stream.
        let unknown = flags & 8 != 0;
        if let Some((number, content)) = wanted.get(name) {
            let size = if unknown { u64::MAX } else { packed.size };
            let packed =
                Packed { length: if unknown { u64::MAX } else { packed.length }, ..packed };
            let head = if *content {
                unpack(bytes.from(data), packed, found.room(size))
            } else {
                Vec::new()
            };
            let size = if unknown { head.len() as u64 } else { packed.size };
            found.add(*number, head, size);
        }
        at = if unknown { next_header(bytes, data) } else { Some(data + packed.length) }?;
    }
    (at > 0).then_some(found)
}

fn next_header<B: Bytes + ?Sized>(bytes: &B, after: u64) -> Option<u64> {
    memmem::find(bytes.from(after), b"PK\x03\x04").map(|at| after + at as u64)
}

/// The first bytes of a content, at most `most`; none where the way of packing is not known.
fn unpack(held: &[u8], packed: Packed, most: usize) -> Vec<u8> {
    let held = usize::try_from(packed.length).ok().and_then(|end| held.get(..end)).unwrap_or(held);
    match packed.method {
        _ if packed.encrypted => Vec::new(),
        0 => held[..held.len().min(most)].to_vec(),
        8 => {
            let mut out = Vec::with_capacity(most.min(held.len().saturating_mul(8) + 64));
            let mut state = Decompress::new(false);
            loop {
                let before = (state.total_in(), out.len());
                let rest = usize::try_from(before.0).ok().and_then(|at| held.get(at..));
                let rest = rest.unwrap_or_default();
                let status = state.decompress_vec(rest, &mut out, FlushDecompress::None);
                let ended = !matches!(status, Ok(flate2::Status::Ok));
                let stuck = before == (state.total_in(), out.len());
                if ended || out.len() >= most || (stuck && out.len() < out.capacity()) {
                    out.truncate(most);
                    return out;
                }
                out.reserve(out.len().clamp(64, most.max(64)));
            }
        }
        _ => Vec::new(),
    }
}
