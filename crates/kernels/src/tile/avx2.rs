//! AVX2 without a dot product instruction: `vpmaddubsw` makes 16-bit sums of two products, `vpmaddwd` widens them.
//!
//! The two share the multiplier ports, which are the limit. Where the packed weights allow it, two 16-bit vectors are
//! added before widening: three multiplier operations for 64 products rather than four.

use std::arch::x86_64::*;

use super::{IntTile, Operands, QUAD_BYTES};
use crate::PANEL;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx2;

/// Outputs 0..8 and 8..16 of a panel.
type Pair = [__m256i; 2];

// SAFETY of the whole block: the trait asks the caller for the features and for valid operands.
#[allow(unsafe_op_in_unsafe_fn)]
impl IntTile for Avx2 {
    const ROWS: usize = 4;
    const PANELS: usize = 1;

    #[target_feature(enable = "avx2,fma")]
    unsafe fn tile<const R: usize>(operands: Operands, sums: *mut i32) {
        let totals = if operands.paired { paired::<R>(operands) } else { single::<R>(operands) };
        for (row, [low, high]) in totals.into_iter().enumerate() {
            _mm256_storeu_si256(sums.add(row * PANEL).cast(), low);
            _mm256_storeu_si256(sums.add(row * PANEL + 8).cast(), high);
        }
    }
}

#[inline(always)]
#[allow(unsafe_op_in_unsafe_fn)]
unsafe fn single<const R: usize>(operands: Operands) -> [Pair; R] {
    let mut totals = [[_mm256_setzero_si256(); 2]; R];
    let ones = _mm256_set1_epi16(1);
    for quad in 0..operands.inputs / 4 {
        let weights = weights(operands, quad);
        for (row, totals) in totals.iter_mut().enumerate() {
            let u = _mm256_set1_epi32(operands.activations(row, quad));
            for (total, w) in totals.iter_mut().zip(weights) {
                let products = _mm256_madd_epi16(_mm256_maddubs_epi16(u, w), ones);
                *total = _mm256_add_epi32(*total, products);
            }
        }
    }
    totals
}

#[inline(always)]
#[allow(unsafe_op_in_unsafe_fn)]
unsafe fn paired<const R: usize>(operands: Operands) -> [Pair; R] {
    let mut totals = [[_mm256_setzero_si256(); 2]; R];
    let ones = _mm256_set1_epi16(1);
    for quad in (0..operands.inputs / 4).step_by(2) {
        let (first, second) = (weights(operands, quad), weights(operands, quad + 1));
        for (row, totals) in totals.iter_mut().enumerate() {
            let u = _mm256_set1_epi32(operands.activations(row, quad));
            let v = _mm256_set1_epi32(operands.activations(row, quad + 1));
            for (half, total) in totals.iter_mut().enumerate() {
                let narrow =
                    _mm256_add_epi16(_mm256_maddubs_epi16(u, first[half]), _mm256_maddubs_epi16(v, second[half]));
                *total = _mm256_add_epi32(*total, _mm256_madd_epi16(narrow, ones));
            }
        }
    }
    totals
}

#[inline(always)]
#[allow(unsafe_op_in_unsafe_fn)]
unsafe fn weights(operands: Operands, quad: usize) -> Pair {
    let at = operands.panels.add(quad * QUAD_BYTES);
    [_mm256_loadu_si256(at.cast()), _mm256_loadu_si256(at.add(32).cast())]
}
