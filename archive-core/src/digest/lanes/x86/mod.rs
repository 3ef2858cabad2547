//! The kernels of x86-64, in safe code: each function names the features it needs, and may only
//! be called from one that has them, or through `dispatch`, which has asked the processor.

pub(super) mod avx2;
pub(super) mod avx512;
pub(super) mod avx512_half;
