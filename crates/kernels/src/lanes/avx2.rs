//! Sixteen lanes in two 256-bit registers.

use std::arch::x86_64::*;

use super::Lanes;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx2;

/// Lanes 0..8 and 8..16.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair(__m256, __m256);

macro_rules! both {
    ($f:ident, $a:ident, $b:ident) => {
        Pair($f($a.0, $b.0), $f($a.1, $b.1))
    };
}

/// Four lanes from eight by `f`, then one by the same tree as everywhere.
macro_rules! fold {
    ($v:expr, $wide:ident, $narrow:ident) => {{
        let pair: Pair = $v;
        let eight = $wide(pair.0, pair.1);
        let four = $narrow(_mm256_castps256_ps128(eight), _mm256_extractf128_ps::<1>(eight));
        let two = $narrow(four, _mm_movehl_ps(four, four));
        _mm_cvtss_f32($narrow(two, _mm_shuffle_ps::<1>(two, two)))
    }};
}

// SAFETY of the whole block: the trait asks the caller for the features and for valid pointers.
#[allow(unsafe_op_in_unsafe_fn)]
impl Lanes for Avx2 {
    type V = Pair;
    const TILE_ROWS: usize = 6;
    const TILE_PANELS: usize = 1;

    #[inline(always)]
    unsafe fn splat(x: f32) -> Pair {
        let v = _mm256_set1_ps(x);
        Pair(v, v)
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Pair {
        Pair(_mm256_loadu_ps(from), _mm256_loadu_ps(from.add(8)))
    }
    #[inline(always)]
    unsafe fn load_ints(from: *const i32) -> Pair {
        let (low, high) = (_mm256_loadu_si256(from.cast()), _mm256_loadu_si256(from.add(8).cast()));
        Pair(_mm256_cvtepi32_ps(low), _mm256_cvtepi32_ps(high))
    }
    #[inline(always)]
    unsafe fn load_bytes(from: *const i8) -> Pair {
        let bytes = _mm_loadu_si128(from.cast());
        let (low, high) = (_mm256_cvtepi8_epi32(bytes), _mm256_cvtepi8_epi32(_mm_srli_si128::<8>(bytes)));
        Pair(_mm256_cvtepi32_ps(low), _mm256_cvtepi32_ps(high))
    }
    #[inline(always)]
    unsafe fn store(to: *mut f32, v: Pair) {
        _mm256_storeu_ps(to, v.0);
        _mm256_storeu_ps(to.add(8), v.1);
    }
    #[inline(always)]
    unsafe fn store_bytes(to: *mut u8, v: Pair) {
        let shorts = _mm256_packs_epi32(_mm256_cvtps_epi32(v.0), _mm256_cvtps_epi32(v.1));
        let ordered = _mm256_permute4x64_epi64::<0b11_01_10_00>(shorts);
        let bytes = _mm_packus_epi16(_mm256_castsi256_si128(ordered), _mm256_extracti128_si256::<1>(ordered));
        _mm_storeu_si128(to.cast(), bytes);
    }
    #[inline(always)]
    unsafe fn add(a: Pair, b: Pair) -> Pair {
        both!(_mm256_add_ps, a, b)
    }
    #[inline(always)]
    unsafe fn sub(a: Pair, b: Pair) -> Pair {
        both!(_mm256_sub_ps, a, b)
    }
    #[inline(always)]
    unsafe fn mul(a: Pair, b: Pair) -> Pair {
        both!(_mm256_mul_ps, a, b)
    }
    #[inline(always)]
    unsafe fn fma(a: Pair, b: Pair, c: Pair) -> Pair {
        Pair(_mm256_fmadd_ps(a.0, b.0, c.0), _mm256_fmadd_ps(a.1, b.1, c.1))
    }
    #[inline(always)]
    unsafe fn subtract_product(a: Pair, b: Pair, c: Pair) -> Pair {
        Pair(_mm256_fnmadd_ps(a.0, b.0, c.0), _mm256_fnmadd_ps(a.1, b.1, c.1))
    }
    #[inline(always)]
    unsafe fn max(a: Pair, b: Pair) -> Pair {
        both!(_mm256_max_ps, a, b)
    }
    #[inline(always)]
    unsafe fn min(a: Pair, b: Pair) -> Pair {
        both!(_mm256_min_ps, a, b)
    }
    #[inline(always)]
    unsafe fn round(v: Pair) -> Pair {
        const NEAREST: i32 = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;
        Pair(_mm256_round_ps::<NEAREST>(v.0), _mm256_round_ps::<NEAREST>(v.1))
    }
    #[inline(always)]
    unsafe fn power_of_two(v: Pair) -> Pair {
        let bias = _mm256_set1_epi32(127);
        let low = _mm256_slli_epi32::<23>(_mm256_add_epi32(_mm256_cvtps_epi32(v.0), bias));
        let high = _mm256_slli_epi32::<23>(_mm256_add_epi32(_mm256_cvtps_epi32(v.1), bias));
        Pair(_mm256_castsi256_ps(low), _mm256_castsi256_ps(high))
    }
    #[inline(always)]
    unsafe fn sum(v: Pair) -> f32 {
        fold!(v, _mm256_add_ps, _mm_add_ps)
    }
    #[inline(always)]
    unsafe fn largest(v: Pair) -> f32 {
        fold!(v, _mm256_max_ps, _mm_max_ps)
    }
    #[inline(always)]
    unsafe fn smallest(v: Pair) -> f32 {
        fold!(v, _mm256_min_ps, _mm_min_ps)
    }
}
