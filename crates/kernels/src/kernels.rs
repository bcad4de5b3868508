//! The choice of an instruction set, and the one place where code compiled for it is entered.

#[cfg(target_arch = "x86_64")]
use crate::machine::{Avx2, Avx512, AvxVnni};
#[cfg(target_arch = "aarch64")]
use crate::machine::{Neon, NeonDot};
use crate::machine::{Portable, Work};

/// An instruction set that this machine has, and through its methods the operations compiled for it.
///
/// It can only be made by [`Kernels::detect`] and [`Kernels::named`], which ask the processor; all calls into
/// instruction-set specific code rest on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kernels {
    path: Path,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Path {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "aarch64")]
    Neon,
    #[cfg(target_arch = "aarch64")]
    NeonDot,
}

/// All paths of this architecture, the preferred one first.
#[cfg(target_arch = "x86_64")]
const PATHS: &[Path] = &[Path::Avx512, Path::AvxVnni, Path::Avx2, Path::Portable];
#[cfg(target_arch = "aarch64")]
const PATHS: &[Path] = &[Path::NeonDot, Path::Neon, Path::Portable];
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
const PATHS: &[Path] = &[Path::Portable];

impl Kernels {
    /// The fastest path of this machine.
    pub fn detect() -> Kernels {
        Kernels::available().next().unwrap_or(Kernels { path: Path::Portable })
    }

    /// The path of this name (`avx512`, `avxvnni`, `avx2`, `neon-dot`, `neon`, `portable`) if this machine has it.
    pub fn named(name: &str) -> Option<Kernels> {
        Kernels::available().find(|kernels| kernels.name() == name)
    }

    /// All paths that this machine has, the fastest first; the portable one is always there.
    pub fn available() -> impl Iterator<Item = Kernels> {
        PATHS.iter().copied().filter(|path| path.is_here()).map(|path| Kernels { path })
    }

    pub fn name(self) -> &'static str {
        match self.path {
            Path::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Path::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Path::AvxVnni => "avxvnni",
            #[cfg(target_arch = "x86_64")]
            Path::Avx512 => "avx512",
            #[cfg(target_arch = "aarch64")]
            Path::Neon => "neon",
            #[cfg(target_arch = "aarch64")]
            Path::NeonDot => "neon-dot",
        }
    }

    /// Runs work compiled for this path.
    pub(crate) fn run<W: Work>(self, work: W) {
        // SAFETY: a `Kernels` of a path exists only where `is_here` found its features.
        unsafe {
            match self.path {
                Path::Portable => work.run::<Portable>(),
                #[cfg(target_arch = "x86_64")]
                Path::Avx2 => with_avx2(work),
                #[cfg(target_arch = "x86_64")]
                Path::AvxVnni => with_avxvnni(work),
                #[cfg(target_arch = "x86_64")]
                Path::Avx512 => with_avx512(work),
                #[cfg(target_arch = "aarch64")]
                Path::Neon => with_neon(work),
                #[cfg(target_arch = "aarch64")]
                Path::NeonDot => with_neon_dot(work),
            }
        }
    }
}

impl Path {
    #[cfg(target_arch = "x86_64")]
    fn is_here(self) -> bool {
        let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        match self {
            Path::Portable => true,
            Path::Avx2 => avx2,
            Path::AvxVnni => avx2 && is_x86_feature_detected!("avxvnni"),
            Path::Avx512 => {
                avx2 && is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512vnni")
            }
        }
    }

    #[cfg(target_arch = "aarch64")]
    fn is_here(self) -> bool {
        match self {
            Path::Portable => true,
            Path::Neon => std::arch::is_aarch64_feature_detected!("neon"),
            Path::NeonDot => std::arch::is_aarch64_feature_detected!("dotprod"),
        }
    }

    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    fn is_here(self) -> bool {
        true
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn with_avx2<W: Work>(work: W) {
    // SAFETY: compiled with the features of the machine, as `Work::run` asks.
    unsafe { work.run::<Avx2>() }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,avxvnni")]
fn with_avxvnni<W: Work>(work: W) {
    // SAFETY: as above.
    unsafe { work.run::<AvxVnni>() }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")]
fn with_avx512<W: Work>(work: W) {
    // SAFETY: as above.
    unsafe { work.run::<Avx512>() }
}

#[cfg(target_arch = "aarch64")]
#[target_feature(enable = "neon")]
fn with_neon<W: Work>(work: W) {
    // SAFETY: as above.
    unsafe { work.run::<Neon>() }
}

#[cfg(target_arch = "aarch64")]
#[target_feature(enable = "neon,dotprod")]
fn with_neon_dot<W: Work>(work: W) {
    // SAFETY: as above.
    unsafe { work.run::<NeonDot>() }
}
