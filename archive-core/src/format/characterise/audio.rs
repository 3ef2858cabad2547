//! Sound: WAV, FLAC (RFC 9639) and Ogg (RFC 3533).

use super::facts::{Characteristics, Fact, State, Unseen};
use super::view::{BROKEN, LIMIT, Looked, TRUNCATED, View};

/// Most chunks, blocks or pages that are followed.
const PARTS: u32 = 1 << 20;
/// Where the last page of an Ogg file must begin, in bytes before the end.
const LAST_PAGE: u64 = 65_307;

/// Samples at a rate, in milliseconds.
pub fn milliseconds(samples: u64, rate: u64) -> Option<u64> {
    u64::try_from(u128::from(samples) * 1_000 / u128::from(rate.max(1))).ok().filter(|_| rate > 0)
}

/// WAV, also with 64-bit sizes (EBU Tech 3306): the chunks, up to the sound.
pub fn wav(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "wav");
    let (mut at, mut bytes_per_second, mut long) = (12_u64, 0, None);
    for _ in 0..PARTS {
        let length = view.le32(at + 4)?;
        let mut length = u64::from(length);
        match view.take(at, 4)? {
            b"ds64" => long = Some(view.le64(at + 16)?),
            b"fmt " => {
                found.set(Fact::Codec, codec(view.le16(at + 8)?));
                found.set(Fact::Channels, view.le16(at + 10)?);
                found.set(Fact::Rate, view.le32(at + 12)?);
                found.set(Fact::Bits, view.le16(at + 22)?);
                bytes_per_second = view.le32(at + 16)?.into();
            }
            b"data" => {
                if let Some(long) = long.filter(|_| length == u64::from(u32::MAX)) {
                    length = long;
                }
                view.within(at + 8, length)?;
                if let Some(duration) = milliseconds(length, bytes_per_second) {
                    found.add(Fact::Duration, duration);
                }
                return Ok(());
            }
            _ => {}
        }
        at = view.within(at + 8, length)? + (length & 1);
    }
    Err(LIMIT)
}

fn codec(format: u16) -> String {
    match format {
        1 => "pcm".into(),
        3 => "float".into(),
        6 => "a-law".into(),
        7 => "mu-law".into(),
        0x55 => "mp3".into(),
        0xFFFE => "extensible".into(),
        other => format!("{other:#06x}"),
    }
}

/// FLAC: the metadata blocks; the sound itself is not looked at.
pub fn flac(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "flac");
    if view.u8(4)? & 0x7F != 0 {
        return Err(BROKEN);
    }
    let packed = view.be64(18)?;
    let (rate, samples) = (packed >> 44, packed & 0xF_FFFF_FFFF);
    found.add(Fact::Rate, rate);
    found.add(Fact::Channels, (packed >> 41 & 7) + 1);
    found.add(Fact::Bits, (packed >> 36 & 31) + 1);
    if let Some(duration) = milliseconds(samples, rate).filter(|_| samples > 0) {
        found.add(Fact::Duration, duration);
    }
    let mut at = 4;
    for _ in 0..PARTS {
        let head = view.be32(at)?;
        at = view.within(at + 4, u64::from(head & 0xFF_FFFF))?;
        if head >> 31 == 1 {
            let sync = view.be16(at)?;
            return if sync >> 1 == 0x7FFC { Ok(()) } else { Err(BROKEN) };
        }
    }
    Err(LIMIT)
}

/// Ogg: what the first page announces, and the time on the last one.
pub fn ogg(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "ogg");
    let at = 27 + u64::from(view.u8(26)?);
    let head = view.up_to(at, 64);
    let (mut rate, mut early) = (0, 0);
    if head.starts_with(b"\x01vorbis") {
        rate = u64::from(view.le32(at + 12)?);
        found.add(Fact::Codec, "vorbis");
        found.add(Fact::Channels, view.u8(at + 11)?);
        found.add(Fact::Rate, rate);
    } else if head.starts_with(b"OpusHead") {
        (rate, early) = (48_000, u64::from(view.le16(at + 10)?));
        found.add(Fact::Codec, "opus");
        found.add(Fact::Channels, view.u8(at + 9)?);
    } else if head.starts_with(b"\x80theora") {
        found.add(Fact::Codec, "theora");
        found.add(Fact::Width, view.be32(at + 13)? & 0xFF_FFFF);
        found.add(Fact::Height, view.be32(at + 16)? & 0xFF_FFFF);
    } else if head.starts_with(b"Speex   ") {
        rate = u64::from(view.le32(at + 36)?);
        found.add(Fact::Codec, "speex");
        found.add(Fact::Rate, rate);
    }
    let (begin, tail) = view.tail(LAST_PAGE.min(view.size()));
    let last = memchr::memmem::rfind(tail, b"OggS");
    let last = begin + last.ok_or(State::NotLooked(Unseen::Hole))? as u64;
    let segments = view.take(last + 27, usize::from(view.u8(last + 26)?))?;
    let body: u64 = segments.iter().map(|length| u64::from(*length)).sum();
    view.within(last + 27 + segments.len() as u64, body)?;
    let end = view.le64(last + 6)?;
    let same_stream = view.le32(last + 14)? == view.le32(14)?;
    if same_stream && end != u64::MAX && rate > 0 {
        let samples = end.saturating_sub(early);
        if let Some(duration) = milliseconds(samples, rate) {
            found.add(Fact::Duration, duration);
        }
    }
    // The last page of a stream says that it is the last (RFC 3533, section 6).
    if view.u8(last + 5)? & 4 == 4 { Ok(()) } else { Err(TRUNCATED) }
}
