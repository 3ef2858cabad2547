//! The kernels of x86-64, in safe code: each function names the features it needs, and may only
//! be called from one that has them, or through `dispatch`, which has asked the processor.

use super::Block;

pub(super) mod avx2;
pub(super) mod avx512;
pub(super) mod avx512_half;

/// `N` words of a block from word `from` on, as they lie in memory.
#[inline]
fn words<const N: usize>(block: &Block, from: usize) -> [u64; N] {
    let mut words = [0; N];
    for (at, word) in words.iter_mut().enumerate() {
        *word = u64::from_le_bytes(block.as_chunks().0[from + at]);
    }
    words
}
