//! TIFF 6.0, Windows bitmaps, WebP and JPEG 2000 (ISO/IEC 15444-1).

use super::facts::{Characteristics, Fact};
use super::view::{BROKEN, LIMIT, Looked, TRUNCATED, View};

/// Most images in one TIFF file that are followed.
const IMAGES: usize = 10_000;
/// Most entries of one image, and most strips looked at.
const ENTRIES: u16 = 4_096;
const STRIPS: u64 = 65_536;
/// Most boxes or chunks that are followed.
const BOXES: u32 = 65_536;

/// A TIFF file in its byte order.
struct Tiff<'a> {
    view: View<'a>,
    little: bool,
}

/// One entry of an image: where its values stand, how many they are, and of which type.
#[derive(Clone, Copy)]
struct Entry {
    kind: u16,
    count: u64,
    at: u64,
}

impl Tiff<'_> {
    fn n16(&self, at: u64) -> Looked<u16> {
        if self.little { self.view.le16(at) } else { self.view.be16(at) }
    }

    fn n32(&self, at: u64) -> Looked<u32> {
        if self.little { self.view.le32(at) } else { self.view.be32(at) }
    }

    fn entry(&self, at: u64) -> Looked<Entry> {
        let (kind, count) = (self.n16(at + 2)?, u64::from(self.n32(at + 4)?));
        let size = match kind {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let inside = size * count <= 4;
        let place = if inside { at + 8 } else { self.n32(at + 8)?.into() };
        self.view.within(place, size * count)?;
        Ok(Entry { kind, count, at: place })
    }

    fn value(&self, entry: Entry, index: u64) -> Looked<u64> {
        match entry.kind {
            3 => self.n16(entry.at + 2 * index).map(u64::from),
            4 => self.n32(entry.at + 4 * index).map(u64::from),
            _ => self.view.u8(entry.at + index).map(u64::from),
        }
    }

    /// Every strip or tile must lie in the file.
    fn strips(&self, places: Entry, sizes: Entry) -> Looked {
        for index in 0..places.count.min(sizes.count).min(STRIPS) {
            self.view.within(self.value(places, index)?, self.value(sizes, index)?)?;
        }
        Ok(())
    }

    /// One image; facts are taken of the first. Gives the place of the next.
    fn image(&self, at: u64, found: Option<&mut Characteristics>) -> Looked<u64> {
        let count = self.n16(at)?;
        if count == 0 || count > ENTRIES {
            return Err(BROKEN);
        }
        let mut tags = [None; 8];
        for index in 0..u64::from(count) {
            let place = at + 2 + 12 * index;
            let slot = match self.n16(place)? {
                256 => 0,
                257 => 1,
                258 => 2,
                262 => 3,
                277 => 4,
                338 => 5,
                273 | 324 => 6,
                279 | 325 => 7,
                _ => continue,
            };
            tags[slot] = Some(self.entry(place)?);
        }
        if let Some(found) = found {
            self.describe(&tags, found)?;
        }
        if let (Some(places), Some(sizes)) = (tags[6], tags[7]) {
            self.strips(places, sizes)?;
        }
        self.n32(at + 2 + 12 * u64::from(count)).map(u64::from)
    }

    fn describe(&self, tags: &[Option<Entry>; 8], found: &mut Characteristics) -> Looked {
        let first = |slot: usize| tags[slot].map(|entry| self.value(entry, 0)).transpose();
        let (Some(width), Some(height)) = (first(0)?, first(1)?) else { return Err(BROKEN) };
        found.add(Fact::Width, width);
        found.add(Fact::Height, height);
        let bits = first(2)?.unwrap_or(1);
        found.add(Fact::Bits, bits);
        let alpha = tags[5].is_some();
        let colour = match first(3)? {
            Some(0 | 1) if bits == 1 => "bilevel",
            Some(0 | 1) if alpha => "grey+alpha",
            Some(0 | 1) => "grey",
            Some(2) if alpha => "rgb+alpha",
            Some(2) => "rgb",
            Some(3) => "palette",
            Some(5) => "cmyk",
            Some(6) => "ycbcr",
            Some(8..=10) => "lab",
            _ => return Ok(()),
        };
        found.add(Fact::Colour, colour);
        Ok(())
    }
}

/// TIFF: the chain of images, each with all its strips in the file.
pub fn tiff(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "tiff");
    let tiff = Tiff { view, little: view.u8(0)? == b'I' };
    let mut at = u64::from(tiff.n32(4)?);
    let mut seen = std::collections::HashSet::new();
    while at != 0 {
        if !seen.insert(at) {
            return Err(BROKEN);
        }
        if seen.len() > IMAGES {
            return Err(LIMIT);
        }
        let first = (seen.len() == 1).then_some(&mut *found);
        at = tiff.image(at, first)?;
    }
    found.add(Fact::Pages, seen.len() as u64);
    if seen.is_empty() { Err(BROKEN) } else { Ok(()) }
}

/// Whether the header behind the letters `BM` has one of the known sizes.
pub fn is_bmp(head: &[u8]) -> bool {
    matches!(head.get(14..18), Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
        && head.get(6..10) == Some(&[0; 4])
}

/// Windows bitmap: the pixels must lie in the file.
pub fn bmp(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "bmp");
    let old = view.le32(14)? == 12;
    let (width, height, bits) = if old {
        (view.le16(18)?.into(), view.le16(20)?.into(), view.le16(24)?)
    } else {
        let height = view.le32(22)?.cast_signed().unsigned_abs();
        (view.le32(18)?, height, view.le16(28)?)
    };
    found.add(Fact::Width, width);
    found.add(Fact::Height, height);
    found.add(Fact::Bits, bits);
    found.add(Fact::Colour, if bits <= 8 { "palette" } else { "rgb" });
    let packed = !old && view.le32(30)? != 0;
    let line = (u64::from(width) * u64::from(bits)).div_ceil(32) * 4;
    let pixels = if packed { view.le32(34)?.into() } else { line.saturating_mul(height.into()) };
    view.within(view.le32(10)?.into(), pixels).map(drop)
}

/// WebP: the chunks of the container and the header of the image.
pub fn webp(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "webp");
    let end = view.within(8, view.le32(4)?.into())?;
    let (mut at, mut frames) = (12, 0_u32);
    for _ in 0..BOXES {
        if at + 8 > end {
            break;
        }
        let length = u64::from(view.le32(at + 4)?);
        view.within(at + 8, length)?;
        let size_known = found.get(Fact::Width).is_some();
        match view.take(at, 4)? {
            b"VP8X" => {
                let side = |at| Ok(view.le32(at)? & 0xFF_FFFF);
                found.add(Fact::Width, side(at + 12)? + 1);
                found.add(Fact::Height, (view.le32(at + 14)? >> 8) + 1);
            }
            b"VP8 " if !size_known => {
                found.add(Fact::Width, view.le16(at + 14)? & 0x3FFF);
                found.add(Fact::Height, view.le16(at + 16)? & 0x3FFF);
            }
            b"VP8L" if !size_known => {
                let sides = view.le32(at + 9)?;
                found.add(Fact::Width, (sides & 0x3FFF) + 1);
                found.add(Fact::Height, (sides >> 14 & 0x3FFF) + 1);
            }
            b"ANMF" => frames += 1,
            _ => {}
        }
        at += 8 + length + (length & 1);
    }
    if frames > 0 {
        found.add(Fact::Frames, frames);
    }
    if found.get(Fact::Width).is_some() { Ok(()) } else { Err(BROKEN) }
}

/// JPEG 2000 in its container: the boxes, and the image that one of them holds.
pub fn jp2(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "jp2");
    let mut at = 0;
    for _ in 0..BOXES {
        if at == view.size() {
            return if found.get(Fact::Width).is_some() { Ok(()) } else { Err(BROKEN) };
        }
        let (body, end) = frame(view, at)?;
        if view.take(at + 4, 4)? == b"jp2c" {
            stream(view, body, end, found)?;
        }
        at = end;
    }
    Err(LIMIT)
}

/// Where the body of a box begins and where the box ends; both lie in the file.
pub fn frame(view: View<'_>, at: u64) -> Looked<(u64, u64)> {
    let (header, length) = match view.be32(at)? {
        0 => (8, view.size() - at),
        1 => (16, view.be64(at + 8)?),
        length => (8, length.into()),
    };
    if length < header {
        return Err(BROKEN);
    }
    Ok((at + header, view.within(at, length)?))
}

/// A JPEG 2000 codestream without a container.
pub fn codestream(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "j2k");
    stream(view, 0, view.size(), found)
}

/// The header of the codestream (A.5.1) and the marker at its end.
fn stream(view: View<'_>, at: u64, end: u64, found: &mut Characteristics) -> Looked {
    if view.be32(at)? != 0xFF4F_FF51 {
        return Err(BROKEN);
    }
    let side =
        |far: u64, near: u64| view.be32(at + far)?.checked_sub(view.be32(at + near)?).ok_or(BROKEN);
    found.set(Fact::Width, side(8, 16)?);
    found.set(Fact::Height, side(12, 20)?);
    let components = view.be16(at + 40)?;
    found.set(Fact::Bits, (view.u8(at + 42)? & 0x7F) + 1);
    let colour = match components {
        1 => "grey",
        2 => "grey+alpha",
        3 => "rgb",
        _ => "other",
    };
    found.set(Fact::Colour, colour);
    if view.be16(end - 2)? == 0xFFD9 { Ok(()) } else { Err(TRUNCATED) }
}
