//! A machine joins the lanes for floats with the tiles for integers; work is written for any machine.

use crate::lanes::{self, Lanes};
use crate::tile::{self, IntTile};

pub(crate) trait Machine: Copy {
    type Lanes: Lanes;
    /// The tile for as many panels as the registers hold, and the one for the panels left over.
    type Wide: IntTile;
    type Narrow: IntTile;
}

/// Something to be compiled for every machine. `run` must be `#[inline(always)]`, so that its body takes on the target
/// features of the function it is called from.
pub(crate) trait Work {
    /// # Safety
    /// The processor has the features of `M`, and the caller is compiled with them.
    unsafe fn run<M: Machine>(self);
}

macro_rules! machine {
    ($name:ident, $lanes:ty, $wide:ty, $narrow:ty) => {
        #[derive(Clone, Copy, Debug)]
        pub(crate) struct $name;
        impl Machine for $name {
            type Lanes = $lanes;
            type Wide = $wide;
            type Narrow = $narrow;
        }
    };
}

machine!(Portable, lanes::portable::Portable, tile::portable::Portable, tile::portable::Portable);
#[cfg(target_arch = "x86_64")]
machine!(Avx2, lanes::avx2::Avx2, tile::avx2::Avx2, tile::avx2::Avx2);
#[cfg(target_arch = "x86_64")]
machine!(AvxVnni, lanes::avx2::Avx2, tile::avxvnni::AvxVnni, tile::avxvnni::AvxVnni);
#[cfg(target_arch = "x86_64")]
machine!(Avx512, lanes::avx512::Avx512, tile::avx512::Avx512<4>, tile::avx512::Avx512<1>);
#[cfg(target_arch = "aarch64")]
machine!(Neon, lanes::neon::Neon, tile::neon::Neon, tile::neon::Neon);
#[cfg(target_arch = "aarch64")]
machine!(NeonDot, lanes::neon::Neon, tile::neon::NeonDot, tile::neon::NeonDot);
