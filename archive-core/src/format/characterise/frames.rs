//! MP3 (ISO/IEC 11172-3, 13818-3): the first frame, and all of them where the file is held.

use super::audio::milliseconds;
use super::facts::{Characteristics, Fact, State, Unseen};
use super::view::{BROKEN, LIMIT, Looked, TRUNCATED, View};

/// Most frames that are followed: two days of sound.
const FRAMES: u32 = 8 << 20;
/// How far behind the tags the first frame may stand, in bytes.
const PADDING: usize = 4_096;

/// What the four bytes before a frame say.
#[derive(Clone, Copy)]
struct Frame {
    rate: u32,
    samples: u32,
    length: u64,
    mono: bool,
    low: bool,
}

/// The header of a layer III frame.
fn frame(head: &[u8]) -> Option<Frame> {
    const KILOBITS: [[u16; 15]; 2] = [
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    const RATES: [u32; 3] = [44_100, 48_000, 32_000];
    let [0xFF, second, third, fourth, ..] = *head else { return None };
    if second & 0xE6 != 0xE2 {
        return None;
    }
    let halvings = match second >> 3 & 3 {
        3 => 0,
        2 => 1,
        0 => 2,
        _ => return None,
    };
    let low = halvings > 0;
    let kilobits = *KILOBITS[usize::from(low)].get(usize::from(third >> 4))?;
    let rate = RATES.get(usize::from(third >> 2 & 3))? >> halvings;
    let samples = if low { 576 } else { 1_152 };
    let length = samples / 8 * u32::from(kilobits) * 1_000 / rate + u32::from(third >> 1 & 1);
    let valid = kilobits > 0;
    valid.then_some(Frame { rate, samples, length: length.into(), mono: fourth >> 6 == 3, low })
}

/// Whether two frames of the same rate follow each other at the beginning.
pub fn is_mp3(head: &[u8]) -> bool {
    let Some(first) = frame(head) else { return false };
    let second = usize::try_from(first.length).ok().and_then(|at| head.get(at..));
    second.and_then(frame).is_some_and(|second| second.rate == first.rate)
}

/// Looks at MP3, behind an ID3 tag where there is one.
pub fn mp3(view: View<'_>, found: &mut Characteristics) -> Looked {
    let begin = after_tag(view)?;
    let held = view.up_to(begin, PADDING);
    let Some(padding) = (0..held.len()).find(|i| frame(&held[*i..]).is_some()) else {
        // A tag may stand before other sound, or be longer than what is held.
        view.take(begin, 4)?;
        return Err(State::NotLooked(Unseen::UnknownKind));
    };
    let at = begin + padding as u64;
    let first = frame(view.from(at)).ok_or(BROKEN)?;
    found.add(Fact::Kind, "mp3");
    found.add(Fact::Rate, first.rate);
    found.add(Fact::Channels, if first.mono { 1_u8 } else { 2 });
    if let Some(frames) = announced(view, at, first) {
        let samples = u64::from(frames) * u64::from(first.samples);
        if let Some(duration) = milliseconds(samples, first.rate.into()) {
            found.add(Fact::Duration, duration);
        }
    }
    count(view, at, first, found)
}

fn after_tag(view: View<'_>) -> Looked<u64> {
    if view.up_to(0, 3) != b"ID3" {
        return Ok(0);
    }
    let size = view.take(6, 4)?.iter().fold(0, |sum, byte| sum << 7 | u64::from(byte & 0x7F));
    let footer = if view.u8(5)? & 0x10 == 0 { 0 } else { 10 };
    view.within(10 + footer, size)
}

/// The number of frames that encoders leave in the first one (`Xing`, `Info`, `VBRI`).
fn announced(view: View<'_>, at: u64, first: Frame) -> Option<u32> {
    let side = match (first.low, first.mono) {
        (false, false) => 32,
        (false, true) | (true, false) => 17,
        (true, true) => 9,
    };
    let xing = at + 4 + side;
    if matches!(view.up_to(xing, 4), b"Xing" | b"Info") && view.be32(xing + 4).ok()? & 1 == 1 {
        return view.be32(xing + 8).ok();
    }
    (view.up_to(at + 36, 4) == b"VBRI").then(|| view.be32(at + 50).ok())?
}

/// Follows the frames to the end; their number gives the duration where none was announced.
fn count(view: View<'_>, first_at: u64, first: Frame, found: &mut Characteristics) -> Looked {
    if !view.is_whole() {
        return Err(State::NotLooked(Unseen::Hole));
    }
    let (mut at, mut frames) = (first_at, 0_u64);
    let mut state = Err(LIMIT);
    for _ in 0..FRAMES {
        let Some(next) = frame(view.up_to(at, 4)) else {
            // Tags and padding may follow; sound that begins anew does not.
            state = Ok(());
            break;
        };
        if at + next.length > view.size() {
            state = Err(TRUNCATED);
            break;
        }
        frames += 1;
        at += next.length;
    }
    if found.get(Fact::Duration).is_none() && state.is_ok() {
        let samples = frames * u64::from(first.samples);
        if let Some(duration) = milliseconds(samples, first.rate.into()) {
            found.add(Fact::Duration, duration);
        }
    }
    state
}
