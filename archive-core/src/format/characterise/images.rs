//! PNG (ISO/IEC 15948), JPEG (ISO/IEC 10918-1) and GIF (89a): size, colour, structure to the end.

use super::facts::{Characteristics, Damage, Fact, State};
use super::view::{BROKEN, LIMIT, Looked, TRUNCATED, View};

/// Most parts of an image that are followed.
const PARTS: u32 = 1 << 20;

/// PNG: every chunk with its checksum, up to `IEND`.
pub fn png(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "png");
    if view.take(12, 4)? != b"IHDR" {
        return Err(BROKEN);
    }
    found.add(Fact::Width, view.be32(16)?);
    found.add(Fact::Height, view.be32(20)?);
    found.add(Fact::Bits, view.u8(24)?);
    let colour = match view.u8(25)? {
        0 => "grey",
        2 => "rgb",
        3 => "palette",
        4 => "grey+alpha",
        6 => "rgb+alpha",
        _ => return Err(BROKEN),
    };
    found.add(Fact::Colour, colour);
    let (mut at, mut has_data) = (8, false);
    for _ in 0..PARTS {
        let length = view.be32(at)?;
        view.within(at, u64::from(length) + 12)?;
        let body = view.take(at + 4, length as usize + 4)?;
        if crc32fast::hash(body) != view.be32(at + 8 + u64::from(length))? {
            return Err(State::Damaged(Damage::BadChecksum));
        }
        match &body[..4] {
            b"IDAT" => has_data = true,
            b"acTL" if length >= 4 => found.add(Fact::Frames, view.be32(at + 8)?),
            b"IEND" => return if has_data { Ok(()) } else { Err(BROKEN) },
            _ => {}
        }
        at += u64::from(length) + 12;
    }
    Err(LIMIT)
}

/// JPEG: every marker, up to the end of the image.
pub fn jpeg(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "jpeg");
    let (mut at, mut adobe, mut size_known) = (2, None, false);
    for _ in 0..PARTS {
        if view.u8(at)? != 0xFF {
            return Err(BROKEN);
        }
        let marker = view.u8(at + 1)?;
        match marker {
            0xFF => at += 1,
            0xD9 => return if size_known { Ok(()) } else { Err(BROKEN) },
            0x01 | 0xD0..=0xD7 => at += 2,
            _ => {
                let length = view.be16(at + 2)?;
                if length < 2 {
                    return Err(BROKEN);
                }
                view.within(at + 2, u64::from(length))?;
                if marker == 0xEE && view.up_to(at + 4, 5) == b"Adobe" {
                    adobe = view.u8(at + 15).ok();
                }
                let is_frame = matches!(marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..);
                if is_frame && marker <= 0xCF && !std::mem::replace(&mut size_known, true) {
                    jpeg_frame(view, at, adobe, found)?;
                }
                at += 2 + u64::from(length);
                if marker == 0xDA {
                    at = after_scan(view, at)?;
                }
            }
        }
    }
    Err(LIMIT)
}

/// The frame header: precision, lines, samples in a line, components.
fn jpeg_frame(view: View<'_>, at: u64, adobe: Option<u8>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Width, view.be16(at + 7)?);
    found.add(Fact::Height, view.be16(at + 5)?);
    found.add(Fact::Bits, view.u8(at + 4)?);
    let components = view.u8(at + 9)?;
    let ids = [0, 3, 6].map(|i| view.u8(at + 10 + i).unwrap_or(0));
    let colour = match components {
        1 => "grey",
        3 if adobe == Some(0) || &ids == b"RGB" => "rgb",
        3 => "ycbcr",
        4 => "cmyk",
        _ => return Ok(()),
    };
    found.add(Fact::Colour, colour);
    Ok(())
}

/// Passes over entropy-coded data to the next marker that is not a part of it.
fn after_scan(view: View<'_>, at: u64) -> Looked<u64> {
    let data = view.from(at);
    for i in memchr::memchr_iter(0xFF, data) {
        match data.get(i + 1) {
            Some(0x00 | 0xD0..=0xD7 | 0xFF) => {}
            Some(_) => return Ok(at + i as u64),
            None => break,
        }
    }
    view.take(at, data.len() + 1).and(Err(TRUNCATED))
}

/// GIF: every block, up to the trailer; images are counted.
pub fn gif(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "gif");
    found.add(Fact::Version, if view.u8(4)? == b'9' { "89a" } else { "87a" });
    found.add(Fact::Width, view.le16(6)?);
    found.add(Fact::Height, view.le16(8)?);
    found.add(Fact::Colour, "palette");
    let mut at = 13 + table(view.u8(10)?);
    let mut frames = 0_u32;
    for _ in 0..PARTS {
        match view.u8(at)? {
            0x21 => at = after_blocks(view, at + 2)?,
            0x2C => {
                frames += 1;
                found.set(Fact::Frames, frames);
                at = after_blocks(view, at + 11 + table(view.u8(at + 9)?))?;
            }
            0x3B => return if frames > 0 { Ok(()) } else { Err(BROKEN) },
            _ => return Err(BROKEN),
        }
    }
    Err(LIMIT)
}

/// Size in bytes of the colour table that packed flags announce.
fn table(flags: u8) -> u64 {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn after_blocks(view: View<'_>, mut at: u64) -> Looked<u64> {
    loop {
        let length = view.u8(at)?;
        at += 1 + u64::from(length);
        if length == 0 {
            return Ok(at);
        }
    }
}
