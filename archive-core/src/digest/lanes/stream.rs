//! One SHA-512 stream: its state between two pieces.

use super::{Block, State, queue::Work};
use crate::digest::{Algorithm, DIGEST_BYTES, Digest};
use sha2::block_api::compress512;
use std::{fmt, slice};

/// The state before the first block (FIPS 180-4 §5.3.5).
pub(super) const INITIAL: State = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];

/// One SHA-512 stream (FIPS 180-4 §6.4) that takes its bytes piece by piece, alone or side by
/// side with others ([`update_many`](super::update_many)). 200 bytes, no allocation.
#[derive(Clone)]
pub struct Stream512 {
    state: State,
    /// The bytes since the last whole block: the first `length % 128` count.
    buffer: Block,
    /// Bytes taken so far.
    length: u64,
}

impl Stream512 {
    /// A stream that has seen nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { state: INITIAL, buffer: [0; 128], length: 0 }
    }

    /// Takes the next bytes, alone.
    pub fn update(&mut self, bytes: &[u8]) {
        if let Some(mut work) = self.begin(bytes) {
            work.finish_alone();
        }
        self.keep_tail(bytes);
    }

    /// The digest of everything taken.
    #[must_use]
    pub fn finish(mut self) -> Digest {
        let (blocks, count) = padding(&self.buffer[..self.buffered()], self.length);
        compress512(&mut self.state, &blocks[..count]);
        digest(&self.state)
    }

    /// Counts `bytes` as taken, fills the buffer up with the first of them, and gives the whole
    /// blocks there are now; the caller runs them and then calls [`Self::keep_tail`] with the
    /// same bytes. `None` where there is no whole block.
    pub(super) fn begin<'a>(&'a mut self, bytes: &'a [u8]) -> Option<Work<'a>> {
        let filled = self.buffered();
        self.length = self.length.wrapping_add(bytes.len() as u64);
        if filled + bytes.len() < self.buffer.len() {
            self.buffer[filled..filled + bytes.len()].copy_from_slice(bytes);
            return None;
        }
        if filled == 0 {
            return Some(Work::new(&mut self.state, [bytes.as_chunks().0, &[]]));
        }
        let (head, rest) = bytes.split_at(self.buffer.len() - filled);
        self.buffer[filled..].copy_from_slice(head);
        let body = rest.as_chunks().0;
        Some(Work::new(&mut self.state, [slice::from_ref(&self.buffer), body]))
    }

    /// Keeps what of `bytes` fills no block, after [`Self::begin`] and its work.
    pub(super) fn keep_tail(&mut self, bytes: &[u8]) {
        let kept = self.buffered().min(bytes.len());
        let start = self.buffered() - kept;
        self.buffer[start..start + kept].copy_from_slice(&bytes[bytes.len() - kept..]);
    }

    fn buffered(&self) -> usize {
        (self.length % 128) as usize
    }
}

impl Default for Stream512 {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Stream512 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream512").field("length", &self.length).finish_non_exhaustive()
    }
}

/// The last blocks of a message of `length` bytes whose last `rest` fill no block, and how many
/// blocks that are: the bytes, a one bit, zeros, the length in bits (FIPS 180-4 §5.1.2).
pub(super) fn padding(rest: &[u8], length: u64) -> ([Block; 2], usize) {
    let mut blocks = [[0; 128]; 2];
    blocks[0][..rest.len()].copy_from_slice(rest);
    blocks[0][rest.len()] = 0x80;
    let count = if rest.len() < 112 { 1 } else { 2 };
    let bits = u128::from(length) * 8;
    blocks[count - 1][112..].copy_from_slice(&bits.to_be_bytes());
    (blocks, count)
}

/// The digest a final state stands for.
pub(super) fn digest(state: &State) -> Digest {
    let mut bytes = [0; DIGEST_BYTES];
    for (out, word) in bytes.as_chunks_mut().0.iter_mut().zip(state) {
        *out = word.to_be_bytes();
    }
    Digest { algorithm: Algorithm::Sha512, bytes }
}
