//! Sixteen lanes in one 512-bit register.

use std::arch::x86_64::*;

use super::Lanes;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx512;

macro_rules! fold {
    ($v:expr, $wide:ident, $narrow:ident) => {{
        let eight = $wide(_mm512_castps512_ps256($v), _mm512_extractf32x8_ps::<1>($v));
        let four = $narrow(_mm256_castps256_ps128(eight), _mm256_extractf128_ps::<1>(eight));
        let two = $narrow(four, _mm_movehl_ps(four, four));
        _mm_cvtss_f32($narrow(two, _mm_shuffle_ps::<1>(two, two)))
    }};
}

// SAFETY of the whole block: the trait asks the caller for the features and for valid pointers.
#[allow(unsafe_op_in_unsafe_fn)]
impl Lanes for Avx512 {
    type V = __m512;
    const TILE_ROWS: usize = 6;
    const TILE_PANELS: usize = 2;

    #[inline(always)]
    unsafe fn splat(x: f32) -> __m512 {
        _mm512_set1_ps(x)
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> __m512 {
        _mm512_loadu_ps(from)
    }
    #[inline(always)]
    unsafe fn load_ints(from: *const i32) -> __m512 {
        _mm512_cvtepi32_ps(_mm512_loadu_si512(from.cast()))
    }
    #[inline(always)]
    unsafe fn load_bytes(from: *const i8) -> __m512 {
        _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128(from.cast())))
    }
    #[inline(always)]
    unsafe fn store(to: *mut f32, v: __m512) {
        _mm512_storeu_ps(to, v)
    }
    #[inline(always)]
    unsafe fn store_bytes(to: *mut u8, v: __m512) {
        _mm_storeu_si128(to.cast(), _mm512_cvtepi32_epi8(_mm512_cvtps_epi32(v)))
    }
    #[inline(always)]
    unsafe fn add(a: __m512, b: __m512) -> __m512 {
        _mm512_add_ps(a, b)
    }
    #[inline(always)]
    unsafe fn sub(a: __m512, b: __m512) -> __m512 {
        _mm512_sub_ps(a, b)
    }
    #[inline(always)]
    unsafe fn mul(a: __m512, b: __m512) -> __m512 {
        _mm512_mul_ps(a, b)
    }
    #[inline(always)]
    unsafe fn fma(a: __m512, b: __m512, c: __m512) -> __m512 {
        _mm512_fmadd_ps(a, b, c)
    }
    #[inline(always)]
    unsafe fn subtract_product(a: __m512, b: __m512, c: __m512) -> __m512 {
        _mm512_fnmadd_ps(a, b, c)
    }
    #[inline(always)]
    unsafe fn max(a: __m512, b: __m512) -> __m512 {
        _mm512_max_ps(a, b)
    }
    #[inline(always)]
    unsafe fn min(a: __m512, b: __m512) -> __m512 {
        _mm512_min_ps(a, b)
    }
    #[inline(always)]
    unsafe fn round(v: __m512) -> __m512 {
        _mm512_roundscale_ps::<{ _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC }>(v)
    }
    #[inline(always)]
    unsafe fn power_of_two(v: __m512) -> __m512 {
        let biased = _mm512_add_epi32(_mm512_cvtps_epi32(v), _mm512_set1_epi32(127));
        _mm512_castsi512_ps(_mm512_slli_epi32::<23>(biased))
    }
    #[inline(always)]
    unsafe fn sum(v: __m512) -> f32 {
        fold!(v, _mm256_add_ps, _mm_add_ps)
    }
    #[inline(always)]
    unsafe fn largest(v: __m512) -> f32 {
        fold!(v, _mm256_max_ps, _mm_max_ps)
    }
    #[inline(always)]
    unsafe fn smallest(v: __m512) -> f32 {
        fold!(v, _mm256_min_ps, _mm_min_ps)
    }
}
