//! Many SHA-512 streams side by side.
//!
//! SHA-512 is a chain: within one stream no block can start before the last one ended, so one
//! stream leaves most of a processor idle. Independent streams fill it: each takes one lane of
//! the vector registers, eight with AVX-512, four with AVX2, and all lanes take one block at a
//! time. [`update_many`] does that for streams given piece by piece, [`sha512_many`] for small
//! messages that are all there. Where the processor lacks those registers, and where too few
//! streams are at hand to pay, each stream goes alone through the `sha2` crate.
//!
//! Why it is built like this, and its figures: `docs/decisions/0003-sha512-lanes.md`.
//!
//! This room knows bytes and digests; it must not know files, packages or threads.

mod dispatch;
mod queue;
#[cfg(target_arch = "x86_64")]
mod rounds;
mod stream;
#[cfg(test)]
mod tests;
#[cfg(target_arch = "x86_64")]
mod x86;

pub use stream::Stream512;

use super::Digest;
use dispatch::Engine;
use queue::Work;
use std::cmp::Reverse;

/// A SHA-512 message block (FIPS 180-4 §5.2.2).
type Block = [u8; 128];

/// The eight words of a SHA-512 state (FIPS 180-4 §5.3.5).
type State = [u64; 8];

/// Messages taken side by side before the next are looked at; bounds the padding held in memory
/// (320 bytes a message) while keeping the lanes full.
const WAVE: usize = 1024;

/// Feeds every stream its next bytes, side by side where the processor can; the same as
/// [`Stream512::update`] on each, several times faster from three streams on.
///
/// The pieces may differ in length, down to nothing; pieces of much the same length are fastest.
/// Takes about 64 bytes of memory a job.
pub fn update_many(jobs: &mut [(&mut Stream512, &[u8])]) {
    update_many_with(Engine::detect(), jobs);
}

/// The SHA-512 digests of whole messages, in their order; messages of any length, none included.
#[must_use]
pub fn sha512_many(messages: &[&[u8]]) -> Vec<Digest> {
    sha512_many_with(Engine::detect(), messages)
}

fn update_many_with(engine: Engine, jobs: &mut [(&mut Stream512, &[u8])]) {
    let mut work = Vec::with_capacity(jobs.len());
    for (stream, bytes) in jobs.iter_mut() {
        work.extend(stream.begin(bytes));
    }
    engine.run(work);
    for (stream, bytes) in jobs {
        stream.keep_tail(bytes);
    }
}

fn sha512_many_with(engine: Engine, messages: &[&[u8]]) -> Vec<Digest> {
    let mut order: Vec<usize> = (0..messages.len()).collect();
    order.sort_unstable_by_key(|&at| Reverse(messages[at].len()));
    let mut digests = vec![stream::digest(&stream::INITIAL); messages.len()];
    for wave in order.chunks(WAVE) {
        let mut padded: Vec<_> = wave.iter().map(|&at| Padded::new(messages[at])).collect();
        let work = padded.iter_mut().zip(wave).map(|(own, &at)| own.work(messages[at]));
        engine.run(work.collect());
        for (own, &at) in padded.iter().zip(wave) {
            digests[at] = stream::digest(&own.state);
        }
    }
    digests
}

/// A whole message on its way: its state, and its last bytes with their padding.
struct Padded {
    state: State,
    tail: [Block; 2],
    tail_blocks: usize,
}

impl Padded {
    fn new(message: &[u8]) -> Self {
        let (_, rest) = message.as_chunks::<128>();
        let (tail, tail_blocks) = stream::padding(rest, message.len() as u64);
        Self { state: stream::INITIAL, tail, tail_blocks }
    }

    fn work<'a>(&'a mut self, message: &'a [u8]) -> Work<'a> {
        let (body, _) = message.as_chunks::<128>();
        Work::new(&mut self.state, [body, &self.tail[..self.tail_blocks]])
    }
}
