//! Four lanes in 256-bit registers with the instructions of AVX-512 (F and VL): for four streams
//! and fewer, which would leave half of the wide registers empty.

use super::super::{Block, queue::Matrix, rounds::K, rounds::kernel};
use super::avx2::{Vector, add, load, message, shift, splat, store};
use std::arch::x86_64::{_mm256_ror_epi64, _mm256_ternarylogic_epi64};

kernel!("avx2,avx512f,avx512vl", 4);

#[inline]
#[target_feature(enable = "avx512f,avx512vl")]
fn rotate<const BITS: i32>(a: Vector) -> Vector {
    _mm256_ror_epi64::<BITS>(a)
}

#[inline]
#[target_feature(enable = "avx512f,avx512vl")]
fn xor3(a: Vector, b: Vector, c: Vector) -> Vector {
    _mm256_ternarylogic_epi64::<0x96>(a, b, c)
}

#[inline]
#[target_feature(enable = "avx512f,avx512vl")]
fn choose(a: Vector, b: Vector, c: Vector) -> Vector {
    _mm256_ternarylogic_epi64::<0xca>(a, b, c)
}

#[inline]
#[target_feature(enable = "avx512f,avx512vl")]
fn majority(a: Vector, b: Vector, c: Vector) -> Vector {
    _mm256_ternarylogic_epi64::<0xe8>(a, b, c)
}
