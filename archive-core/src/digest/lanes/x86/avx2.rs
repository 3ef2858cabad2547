//! Four lanes in 256-bit registers (AVX2).

use super::super::{Block, queue::Matrix, rounds::K, rounds::kernel};
use super::words;
use std::arch::x86_64::{
    __m256i, _mm_set_epi64x, _mm256_add_epi64, _mm256_and_si256, _mm256_broadcastsi128_si256,
    _mm256_extract_epi64, _mm256_or_si256, _mm256_permute2x128_si256, _mm256_set_epi64x,
    _mm256_set1_epi64x, _mm256_shuffle_epi8, _mm256_sll_epi64, _mm256_srl_epi64, _mm256_srli_epi64,
    _mm256_unpackhi_epi64, _mm256_unpacklo_epi64, _mm256_xor_si256,
};

pub(super) type Vector = __m256i;

kernel!("avx2", 4);

#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn load(lanes: &[u64; 4]) -> Vector {
    let [a, b, c, d] = *lanes;
    _mm256_set_epi64x(d.cast_signed(), c.cast_signed(), b.cast_signed(), a.cast_signed())
}

#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn store(vector: Vector) -> [u64; 4] {
    [
        _mm256_extract_epi64::<0>(vector).cast_unsigned(),
        _mm256_extract_epi64::<1>(vector).cast_unsigned(),
        _mm256_extract_epi64::<2>(vector).cast_unsigned(),
        _mm256_extract_epi64::<3>(vector).cast_unsigned(),
    ]
}

#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn splat(word: u64) -> Vector {
    _mm256_set1_epi64x(word.cast_signed())
}

#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn add(a: Vector, b: Vector) -> Vector {
    _mm256_add_epi64(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn rotate<const BITS: i32>(a: Vector) -> Vector {
    let up = _mm_set_epi64x(0, i64::from(64 - BITS));
    let down = _mm_set_epi64x(0, i64::from(BITS));
    _mm256_or_si256(_mm256_srl_epi64(a, down), _mm256_sll_epi64(a, up))
}

#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn shift<const BITS: i32>(a: Vector) -> Vector {
    _mm256_srli_epi64::<BITS>(a)
}

#[inline]
#[target_feature(enable = "avx2")]
fn xor3(a: Vector, b: Vector, c: Vector) -> Vector {
    _mm256_xor_si256(_mm256_xor_si256(a, b), c)
}

#[inline]
#[target_feature(enable = "avx2")]
fn choose(a: Vector, b: Vector, c: Vector) -> Vector {
    _mm256_xor_si256(c, _mm256_and_si256(a, _mm256_xor_si256(b, c)))
}

#[inline]
#[target_feature(enable = "avx2")]
fn majority(a: Vector, b: Vector, c: Vector) -> Vector {
    let differ = _mm256_and_si256(_mm256_xor_si256(a, b), _mm256_xor_si256(b, c));
    _mm256_xor_si256(differ, b)
}

/// The sixteen words of one block of each lane.
#[inline]
#[target_feature(enable = "avx2")]
#[expect(clippy::many_single_char_names, reason = "the sixteen words in order; a copy is slower")]
pub(super) fn message(blocks: &[&[Block]; 4], at: usize) -> [Vector; 16] {
    let [a, b, c, d] = quarter(blocks, at, 0);
    let [e, f, g, h] = quarter(blocks, at, 4);
    let [i, j, k, l] = quarter(blocks, at, 8);
    let [m, n, o, p] = quarter(blocks, at, 12);
    [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]
}

/// Four words of one block of each lane, from word `from` on.
#[inline]
#[target_feature(enable = "avx2")]
fn quarter(blocks: &[&[Block]; 4], at: usize, from: usize) -> [Vector; 4] {
    let mut rows = [splat(0); 4];
    for lane in 0..4 {
        rows[lane] = swap(load_bytes(&blocks[lane][at], from));
    }
    transpose(rows)
}

/// Four words of a block from word `from` on, as they lie in memory.
#[inline]
#[target_feature(enable = "avx2")]
fn load_bytes(block: &Block, from: usize) -> Vector {
    load(&words(block, from))
}

/// Turns the bytes of each word around: messages are big-endian.
#[inline]
#[target_feature(enable = "avx2")]
fn swap(words: Vector) -> Vector {
    let order = _mm_set_epi64x(0x0809_0a0b_0c0d_0e0f, 0x0001_0203_0405_0607);
    _mm256_shuffle_epi8(words, _mm256_broadcastsi128_si256(order))
}

/// Four rows of four words, turned: row `w` holds word `w` of each given row.
#[inline]
#[target_feature(enable = "avx2")]
fn transpose([a, b, c, d]: [Vector; 4]) -> [Vector; 4] {
    let (left_even, left_odd) = (_mm256_unpacklo_epi64(a, b), _mm256_unpackhi_epi64(a, b));
    let (right_even, right_odd) = (_mm256_unpacklo_epi64(c, d), _mm256_unpackhi_epi64(c, d));
    [
        _mm256_permute2x128_si256::<0x20>(left_even, right_even),
        _mm256_permute2x128_si256::<0x20>(left_odd, right_odd),
        _mm256_permute2x128_si256::<0x31>(left_even, right_even),
        _mm256_permute2x128_si256::<0x31>(left_odd, right_odd),
    ]
}
