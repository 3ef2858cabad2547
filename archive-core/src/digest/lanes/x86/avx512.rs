//! Eight lanes in 512-bit registers (AVX-512 F and BW).

use super::super::{Block, queue::Matrix, rounds::K, rounds::kernel};
use super::words;
use std::arch::x86_64::{
    __m256i, __m512i, _mm256_extract_epi64, _mm512_add_epi64, _mm512_extracti64x4_epi64,
    _mm512_ror_epi64, _mm512_set_epi64, _mm512_set1_epi64, _mm512_set4_epi32, _mm512_shuffle_epi8,
    _mm512_shuffle_i64x2, _mm512_srli_epi64, _mm512_ternarylogic_epi64, _mm512_unpackhi_epi64,
    _mm512_unpacklo_epi64,
};

type Vector = __m512i;

kernel!("avx512f,avx512bw", 8);

#[inline]
#[target_feature(enable = "avx512f")]
fn load(lanes: &[u64; 8]) -> Vector {
    _mm512_set_epi64(
        lanes[7].cast_signed(),
        lanes[6].cast_signed(),
        lanes[5].cast_signed(),
        lanes[4].cast_signed(),
        lanes[3].cast_signed(),
        lanes[2].cast_signed(),
        lanes[1].cast_signed(),
        lanes[0].cast_signed(),
    )
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store(vector: Vector) -> [u64; 8] {
    let low = store_half(_mm512_extracti64x4_epi64::<0>(vector));
    let high = store_half(_mm512_extracti64x4_epi64::<1>(vector));
    [low[0], low[1], low[2], low[3], high[0], high[1], high[2], high[3]]
}

#[inline]
#[target_feature(enable = "avx")]
fn store_half(half: __m256i) -> [u64; 4] {
    [
        _mm256_extract_epi64::<0>(half).cast_unsigned(),
        _mm256_extract_epi64::<1>(half).cast_unsigned(),
        _mm256_extract_epi64::<2>(half).cast_unsigned(),
        _mm256_extract_epi64::<3>(half).cast_unsigned(),
    ]
}

#[inline]
#[target_feature(enable = "avx512f")]
fn splat(word: u64) -> Vector {
    _mm512_set1_epi64(word.cast_signed())
}

#[inline]
#[target_feature(enable = "avx512f")]
fn add(a: Vector, b: Vector) -> Vector {
    _mm512_add_epi64(a, b)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn rotate<const BITS: i32>(a: Vector) -> Vector {
    _mm512_ror_epi64::<BITS>(a)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn shift<const BITS: u32>(a: Vector) -> Vector {
    _mm512_srli_epi64::<BITS>(a)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn xor3(a: Vector, b: Vector, c: Vector) -> Vector {
    _mm512_ternarylogic_epi64::<0x96>(a, b, c)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn choose(a: Vector, b: Vector, c: Vector) -> Vector {
    _mm512_ternarylogic_epi64::<0xca>(a, b, c)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn majority(a: Vector, b: Vector, c: Vector) -> Vector {
    _mm512_ternarylogic_epi64::<0xe8>(a, b, c)
}

/// The sixteen words of one block of each lane.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
#[expect(clippy::many_single_char_names, reason = "the sixteen words in order; a copy is slower")]
fn message(blocks: &[&[Block]; 8], at: usize) -> [Vector; 16] {
    let [a, b, c, d, e, f, g, h] = half(blocks, at, 0);
    let [i, j, k, l, m, n, o, p] = half(blocks, at, 8);
    [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]
}

/// Eight words of one block of each lane, from word `from` on.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn half(blocks: &[&[Block]; 8], at: usize, from: usize) -> [Vector; 8] {
    let mut rows = [splat(0); 8];
    for lane in 0..8 {
        rows[lane] = swap(load_bytes(&blocks[lane][at], from));
    }
    transpose(&rows)
}

/// Eight words of a block from word `from` on, as they lie in memory.
#[inline]
#[target_feature(enable = "avx512f")]
fn load_bytes(block: &Block, from: usize) -> Vector {
    load(&words(block, from))
}

/// Turns the bytes of each word around: messages are big-endian.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
fn swap(words: Vector) -> Vector {
    let order = _mm512_set4_epi32(0x0809_0a0b, 0x0c0d_0e0f, 0x0001_0203, 0x0405_0607);
    _mm512_shuffle_epi8(words, order)
}

/// Eight rows of eight words, turned: row `w` holds word `w` of each given row.
#[inline]
#[target_feature(enable = "avx512f")]
fn transpose(rows: &[Vector; 8]) -> [Vector; 8] {
    let even = quarters([
        _mm512_unpacklo_epi64(rows[0], rows[1]),
        _mm512_unpacklo_epi64(rows[2], rows[3]),
        _mm512_unpacklo_epi64(rows[4], rows[5]),
        _mm512_unpacklo_epi64(rows[6], rows[7]),
    ]);
    let odd = quarters([
        _mm512_unpackhi_epi64(rows[0], rows[1]),
        _mm512_unpackhi_epi64(rows[2], rows[3]),
        _mm512_unpackhi_epi64(rows[4], rows[5]),
        _mm512_unpackhi_epi64(rows[6], rows[7]),
    ]);
    [even[0], odd[0], even[1], odd[1], even[2], odd[2], even[3], odd[3]]
}

/// Four rows of four pairs of words, turned: row `p` holds pair `p` of each given row.
#[inline]
#[target_feature(enable = "avx512f")]
fn quarters([a, b, c, d]: [Vector; 4]) -> [Vector; 4] {
    let (left_even, left_odd) =
        (_mm512_shuffle_i64x2::<0x88>(a, b), _mm512_shuffle_i64x2::<0xdd>(a, b));
    let (right_even, right_odd) =
        (_mm512_shuffle_i64x2::<0x88>(c, d), _mm512_shuffle_i64x2::<0xdd>(c, d));
    [
        _mm512_shuffle_i64x2::<0x88>(left_even, right_even),
        _mm512_shuffle_i64x2::<0x88>(left_odd, right_odd),
        _mm512_shuffle_i64x2::<0xdd>(left_even, right_even),
        _mm512_shuffle_i64x2::<0xdd>(left_odd, right_odd),
    ]
}
