//! Which kernels this processor has, and the only door to them.
//!
//! A kernel needs instructions that not every processor has. Each is named here by a type that
//! exists only after the processor was asked; the single unsafe call of this room leans on that.

#[cfg(target_arch = "x86_64")]
use super::queue;
use super::queue::Work;

/// The kernels to use on this processor, widest first.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Engine {
    #[cfg(target_arch = "x86_64")]
    pub(super) wide: Option<found::Avx512>,
    #[cfg(target_arch = "x86_64")]
    pub(super) half: Option<found::Avx512Half>,
    #[cfg(target_arch = "x86_64")]
    pub(super) narrow: Option<found::Avx2>,
}

impl Engine {
    /// Asks the processor; cheap, the answer is remembered by the standard library.
    pub(super) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            let half = found::Avx512Half::detect();
            let narrow = if half.is_some() { None } else { found::Avx2::detect() };
            Self { wide: found::Avx512::detect(), half, narrow }
        }
        #[cfg(not(target_arch = "x86_64"))]
        Self::default()
    }

    /// Does all the work: in wide lanes while they are busy, the rest in narrow ones, the last
    /// streams alone.
    #[cfg_attr(not(target_arch = "x86_64"), expect(clippy::unused_self, reason = "no kernels"))]
    pub(super) fn run(self, mut work: Vec<Work<'_>>) {
        #[cfg(target_arch = "x86_64")]
        {
            queue::longest_first(&mut work);
            self.wide.inspect(|kernel| queue::run(kernel, &mut work));
            self.half.inspect(|kernel| queue::run(kernel, &mut work));
            self.narrow.inspect(|kernel| queue::run(kernel, &mut work));
        }
        for left in &mut work {
            left.finish_alone();
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "calling an instruction set found at run time; see SAFETY")]
pub(super) mod found {
    //! Proofs that the processor has what a kernel needs.

    use super::super::{
        Block,
        queue::{Kernel, Matrix},
        x86::{avx2, avx512, avx512_half},
    };

    macro_rules! proof {
        ($(#[$doc:meta])* $name:ident, $kernel:path, $lanes:literal, worth $worth:literal,
            $($feature:tt),+) => {
            $(#[$doc])*
            #[derive(Debug, Clone, Copy)]
            pub(in super::super) struct $name(());

            impl $name {
                pub(in super::super) fn detect() -> Option<Self> {
                    ($(std::arch::is_x86_feature_detected!($feature))&&+).then_some(Self(()))
                }
            }

            impl Kernel<$lanes> for $name {
                const WORTH: usize = $worth;

                fn compress(&self, states: &mut Matrix<$lanes>, blocks: &[&[Block]; $lanes]) {
                    // SAFETY: a value of this type comes from `detect` alone (its field is
                    // private to this module), which has seen every feature the kernel names.
                    unsafe { $kernel(states, blocks) }
                }
            }
        };
    }

    proof!(
        /// AVX-512 with byte instructions: eight lanes.
        Avx512, avx512::compress, 8, worth 5, "avx512f", "avx512bw"
    );
    proof!(
        /// AVX-512 on short registers: four lanes.
        Avx512Half, avx512_half::compress, 4, worth 2, "avx2", "avx512f", "avx512vl"
    );
    proof!(
        /// AVX2: four lanes.
        Avx2, avx2::compress, 4, worth 3, "avx2"
    );
}
