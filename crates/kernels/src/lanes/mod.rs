//! Sixteen logical float lanes, held in one to four registers.
//!
//! Sums over lanes follow one tree on every machine (lane i with i + 8, then + 4, + 2, + 1), multiply-add rounds once,
//! and rounding is to nearest, ties to even. That is what makes all machines agree to the bit.

#[cfg(target_arch = "x86_64")]
pub(crate) mod avx2;
#[cfg(target_arch = "x86_64")]
pub(crate) mod avx512;
#[cfg(target_arch = "aarch64")]
pub(crate) mod neon;
pub(crate) mod portable;

/// Operations on sixteen floats.
///
/// # Safety
/// All functions want a processor with the machine's features, and be inlined into a function compiled with them;
/// pointers are to at least sixteen elements, unaligned.
pub(crate) trait Lanes: Copy {
    type V: Copy;
    /// Rows, and panels of sixteen columns, of the accumulators that fit into the registers.
    const TILE_ROWS: usize;
    const TILE_PANELS: usize;

    unsafe fn splat(x: f32) -> Self::V;
    unsafe fn load(from: *const f32) -> Self::V;
    unsafe fn load_ints(from: *const i32) -> Self::V;
    unsafe fn load_bytes(from: *const i8) -> Self::V;
    unsafe fn store(to: *mut f32, v: Self::V);
    /// Stores values that lie in 0..=255, rounded.
    unsafe fn store_bytes(to: *mut u8, v: Self::V);
    unsafe fn add(a: Self::V, b: Self::V) -> Self::V;
    unsafe fn sub(a: Self::V, b: Self::V) -> Self::V;
    unsafe fn mul(a: Self::V, b: Self::V) -> Self::V;
    /// a * b + c, rounded once.
    unsafe fn fma(a: Self::V, b: Self::V, c: Self::V) -> Self::V;
    /// c - a * b, rounded once.
    unsafe fn subtract_product(a: Self::V, b: Self::V, c: Self::V) -> Self::V;
    unsafe fn max(a: Self::V, b: Self::V) -> Self::V;
    unsafe fn min(a: Self::V, b: Self::V) -> Self::V;
    unsafe fn round(v: Self::V) -> Self::V;
    /// 2 to the power of whole numbers in -126..=127.
    unsafe fn power_of_two(v: Self::V) -> Self::V;
    unsafe fn sum(v: Self::V) -> f32;
    unsafe fn largest(v: Self::V) -> f32;
    unsafe fn smallest(v: Self::V) -> f32;
}

/// e to the power of each lane; below -87 the result is that of -87, practically nothing.
#[inline(always)]
pub(crate) unsafe fn exp<L: Lanes>(x: L::V) -> L::V {
    // SAFETY: passed on to the caller.
    unsafe {
        let x = L::min(L::max(x, L::splat(-87.0)), L::splat(88.0));
        let n = L::round(L::mul(x, L::splat(std::f32::consts::LOG2_E)));
        // ln 2 in two parts, so that the rest is exact although n is large.
        let rest = L::fma(n, L::splat(-0.693_359_4), x);
        let rest = L::fma(n, L::splat(2.121_944_4e-4), rest);
        L::mul(horner::<L, 7>(&EXP, rest), L::power_of_two(n))
    }
}

/// Taylor terms suffice: the rest is at most half of ln 2.
const EXP: [f32; 7] = [1.0, 1.0, 0.5, 1.0 / 6.0, 1.0 / 24.0, 1.0 / 120.0, 1.0 / 720.0];

/// x times the normal distribution function, to within 6e-5 of the erf form.
///
/// The distribution function is 1/2 + x P(x²) inside a bound, fitted to least greatest error with P exact at the bound.
#[inline(always)]
pub(crate) unsafe fn gelu<L: Lanes>(x: L::V) -> L::V {
    // SAFETY: passed on to the caller.
    unsafe {
        let t = L::min(L::max(x, L::splat(-GELU_BOUND)), L::splat(GELU_BOUND));
        let p = horner::<L, 9>(&GELU, L::mul(t, t));
        L::mul(x, L::fma(t, p, L::splat(0.5)))
    }
}

const GELU_BOUND: f32 = 4.25;
#[allow(clippy::excessive_precision)]
const GELU: [f32; 9] = [
    0.39911437034606934,
    -0.0666731745004654,
    0.009996473789215088,
    -0.0011575886746868491,
    0.0001009007974062115,
    -6.299379947449779e-06,
    2.609556872812391e-07,
    -6.336457580857768e-09,
    6.7660821390092e-11,
];

#[inline(always)]
unsafe fn horner<L: Lanes, const N: usize>(terms: &[f32; N], x: L::V) -> L::V {
    // SAFETY: passed on to the caller.
    unsafe {
        let mut value = L::splat(terms[N - 1]);
        for term in terms[..N - 1].iter().rev() {
            value = L::fma(value, x, L::splat(*term));
        }
        value
    }
}
