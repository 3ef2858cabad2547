//! The kernels of x86-64, in safe code: each function names the features it needs, and may only
//! be called from one that has them, or through `dispatch`, which has asked the processor.

use super::Block;

pub(super) mod avx2;
pub(super) mod avx512;
pub(super) mod avx512_half;

/// A word of a block as it lies in memory. The bytes are named one by one: what goes through
/// slices is not merged into one vector load.
#[inline(always)]
fn word(block: &Block, at: usize) -> u64 {
    let mut bytes = [0; 8];
    let mut i = 0;
    while i < 8 {
        bytes[i] = block[8 * at + i];
        i += 1;
    }
    u64::from_le_bytes(bytes)
}
