//! Moving images: the MP4 family (ISO/IEC 14496-12), AVI, Matroska and `WebM` (RFC 9559). Headers
//! only; what they describe is not looked at.

use super::audio::milliseconds;
use super::facts::{Characteristics, Fact};
use super::raster::frame;
use super::view::{BROKEN, LIMIT, Looked, View};

/// Most boxes, chunks or elements that are followed in one file.
const PARTS: u32 = 65_536;
/// Most tracks that are described.
const TRACKS: u32 = 16;

/// A walk through nested parts, bounded as a whole.
struct Walk<'a, 'f> {
    view: View<'a>,
    found: &'f mut Characteristics,
    left: u32,
    tracks: u32,
}

impl<'a, 'f> Walk<'a, 'f> {
    fn new(view: View<'a>, found: &'f mut Characteristics) -> Self {
        Self { view, found, left: PARTS, tracks: 0 }
    }

    fn step(&mut self) -> Looked {
        self.left = self.left.checked_sub(1).ok_or(LIMIT)?;
        Ok(())
    }

    fn codec(&mut self, name: &[u8]) {
        if self.tracks < TRACKS {
            let name = String::from_utf8_lossy(name).trim_end_matches('\0').to_owned();
            self.found.add(Fact::Codec, name);
        }
    }

    fn size(&mut self, width: impl Into<u64>, height: impl Into<u64>) {
        let (width, height) = (width.into(), height.into());
        if width > 0 && height > 0 && self.found.get(Fact::Width).is_none() {
            self.found.add(Fact::Width, width);
            self.found.add(Fact::Height, height);
        }
    }

    fn duration(&mut self, units: u64, rate: u64) {
        if let Some(duration) = milliseconds(units, rate).filter(|ms| *ms > 0) {
            self.found.set(Fact::Duration, duration);
        }
    }

    /// The boxes between two places.
    fn boxes(&mut self, mut at: u64, end: u64, depth: u32) -> Looked {
        while at + 8 <= end {
            self.step()?;
            let (body, stop) = frame(self.view, at)?;
            if stop > end {
                return Err(BROKEN);
            }
            match self.view.take(at + 4, 4)? {
                b"moov" | b"trak" | b"mdia" | b"minf" | b"stbl" if depth < 8 => {
                    self.boxes(body, stop, depth + 1)?;
                }
                b"ftyp" => {
                    let brand = self.view.take(body, 4)?;
                    self.found.add(Fact::Brand, String::from_utf8_lossy(brand).trim().to_owned());
                }
                b"mvhd" => self.movie_header(body)?,
                b"tkhd" => self.track_header(body)?,
                b"stsd" => self.sample_entry(body)?,
                _ => {}
            }
            at = stop;
        }
        Ok(())
    }

    fn movie_header(&mut self, body: u64) -> Looked {
        let long = self.view.u8(body)? == 1;
        let (rate, units) = if long {
            (self.view.be32(body + 20)?, self.view.be64(body + 24)?)
        } else {
            (self.view.be32(body + 12)?, self.view.be32(body + 16)?.into())
        };
        self.duration(units, rate.into());
        Ok(())
    }

    fn track_header(&mut self, body: u64) -> Looked {
        self.tracks += 1;
        let at = body + if self.view.u8(body)? == 1 { 88 } else { 76 };
        let (width, height) = (self.view.be32(at)? >> 16, self.view.be32(at + 4)? >> 16);
        self.size(width, height);
        Ok(())
    }

    fn sample_entry(&mut self, body: u64) -> Looked {
        if self.view.be32(body + 4)? > 0 {
            let name = self.view.take(body + 12, 4)?;
            self.codec(name);
        }
        Ok(())
    }

    /// The chunks of an AVI file between two places; lists hold more of them.
    fn chunks(&mut self, mut at: u64, end: u64, depth: u32) -> Looked {
        let view = self.view;
        while at + 8 <= end {
            self.step()?;
            let length = u64::from(view.le32(at + 4)?);
            let stop = view.within(at + 8, length)?;
            match view.take(at, 4)? {
                b"LIST" if depth < 4 && matches!(view.take(at + 8, 4)?, b"hdrl" | b"strl") => {
                    self.chunks(at + 12, stop.min(end), depth + 1)?;
                }
                b"avih" => {
                    let (pause, frames) = (view.le32(at + 8)?, view.le32(at + 24)?);
                    self.found.add(Fact::Frames, frames);
                    self.duration(u64::from(pause) * u64::from(frames), 1_000_000);
                    self.size(view.le32(at + 40)?, view.le32(at + 44)?);
                }
                b"strh" => {
                    self.tracks += 1;
                    if view.take(at + 8, 4)? == b"vids" {
                        self.codec(view.take(at + 12, 4)?);
                    }
                }
                _ => {}
            }
            at = stop + (length & 1);
        }
        Ok(())
    }

    /// The elements of Matroska between two places, up to the first cluster. Gives whether one
    /// was met.
    fn elements(&mut self, mut at: u64, end: u64, time: &mut Time) -> Looked<bool> {
        let view = self.view;
        while at < end {
            self.step()?;
            let (id, id_length) = number(view, at, 4, false)?;
            let (size, length) = number(view, at + id_length, 8, true)?;
            let body = at + id_length + length;
            let unknown = size == u64::MAX >> (64 - 7 * length);
            let stop = if unknown { end } else { body.saturating_add(size).min(end) };
            let whole = unknown || body.saturating_add(size) <= view.size();
            match id {
                // Segment, Info, Tracks, TrackEntry, Video, Audio
                0x1853_8067 | 0x1549_A966 | 0x1654_AE6B | 0xAE | 0xE0 | 0xE1 => {
                    self.tracks += u32::from(id == 0xAE);
                    if self.elements(body, stop, time)? {
                        return Ok(true);
                    }
                }
                0x1F43_B675 => return Ok(true),
                _ if size <= 64 && !unknown => {
                    self.element(id, view.take(body, size_of(size))?, time);
                }
                _ => {}
            }
            if !whole {
                view.within(body, size)?;
            }
            at = stop;
        }
        Ok(false)
    }

    fn element(&mut self, id: u64, body: &[u8], time: &mut Time) {
        let value = || body.iter().take(8).fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        match id {
            0x4282 => self.found.set(Fact::Kind, String::from_utf8_lossy(body).into_owned()),
            0x002A_D7B1 => time.scale = value(),
            0x4489 => time.duration = float(body),
            0x86 => self.codec(body),
            0xB0 => time.width = value(),
            0xBA => self.size(time.width, value()),
            0xB5 => {
                let rate = float(body);
                if (1.0..1e7).contains(&rate) {
                    self.found.set(Fact::Rate, rounded(rate));
                }
            }
            0x9F => self.found.set(Fact::Channels, value()),
            _ => {}
        }
    }
}

/// What Matroska says of time and size in several elements.
struct Time {
    /// Nanoseconds of one unit.
    scale: u64,
    duration: f64,
    width: u64,
}

fn size_of(size: u64) -> usize {
    usize::try_from(size).unwrap_or(usize::MAX)
}

/// A number of EBML (RFC 8794, section 4) and its length; `strip` takes its marker off.
fn number(view: View<'_>, at: u64, longest: u32, strip: bool) -> Looked<(u64, u64)> {
    let first = view.u8(at)?;
    let length = first.leading_zeros() + 1;
    if length > longest {
        return Err(BROKEN);
    }
    let bytes = view.take(at, length as usize)?;
    let value = bytes.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
    let mask = if strip { u64::MAX >> (64 - 7 * length) } else { u64::MAX };
    Ok((value & mask, length.into()))
}

fn float(body: &[u8]) -> f64 {
    match body.len() {
        4 => f32::from_be_bytes([body[0], body[1], body[2], body[3]]).into(),
        8 => f64::from_be_bytes(body.try_into().unwrap_or_default()),
        _ => 0.0,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the caller made sure that it is positive and not too large"
)]
fn rounded(value: f64) -> u64 {
    value as u64
}

/// MP4, `QuickTime`, HEIF and their kin: every box on the first level, and the movie inside.
pub fn mp4(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "mp4");
    let mut walk = Walk::new(view, found);
    let done = walk.boxes(0, view.size(), 0);
    let tracks = walk.tracks;
    if tracks > 0 {
        found.add(Fact::Tracks, tracks);
    }
    done
}

/// AVI: the headers.
pub fn avi(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "avi");
    view.within(8, view.le32(4)?.into())?;
    let mut walk = Walk::new(view, found);
    let done = walk.chunks(12, view.size(), 0);
    let tracks = walk.tracks;
    found.add(Fact::Tracks, tracks);
    done
}

/// Matroska and `WebM`: what stands before the first cluster.
pub fn matroska(view: View<'_>, found: &mut Characteristics) -> Looked {
    found.add(Fact::Kind, "matroska");
    let mut time = Time { scale: 1_000_000, duration: 0.0, width: 0 };
    let mut walk = Walk::new(view, found);
    // The header of EBML is a list of elements too.
    let (size, length) = number(view, 4, 8, true)?;
    let begin = 4 + length;
    walk.elements(begin, view.within(begin, size)?, &mut time)?;
    let done = walk.elements(begin + size, view.size(), &mut time);
    let tracks = walk.tracks;
    if tracks > 0 {
        found.add(Fact::Tracks, tracks);
    }
    let scale = f64::from(u32::try_from(time.scale).unwrap_or(0));
    let duration = time.duration * scale / 1e6;
    if (1.0..1e12).contains(&duration) {
        found.add(Fact::Duration, rounded(duration));
    }
    done.map(drop)
}
