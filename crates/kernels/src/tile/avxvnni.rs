//! AVX-VNNI: `vpdpbusd` on 256-bit registers, as client processors without AVX-512 have it.

use std::arch::x86_64::*;

use super::{IntTile, Operands, QUAD_BYTES};
use crate::PANEL;

#[derive(Clone, Copy, Debug)]
pub(crate) struct AvxVnni;

// SAFETY of the whole block: the trait asks the caller for the features and for valid operands.
#[allow(unsafe_op_in_unsafe_fn)]
impl IntTile for AvxVnni {
    const ROWS: usize = 6;
    const PANELS: usize = 1;

    #[target_feature(enable = "avx2,avxvnni")]
    unsafe fn tile<const R: usize>(operands: Operands, sums: *mut i32) {
        let mut totals = [[_mm256_setzero_si256(); 2]; R];
        for quad in 0..operands.inputs / 4 {
            let at = operands.panels.add(quad * QUAD_BYTES);
            let weights = [_mm256_loadu_si256(at.cast()), _mm256_loadu_si256(at.add(32).cast())];
            for (row, totals) in totals.iter_mut().enumerate() {
                let u = _mm256_set1_epi32(operands.activations(row, quad));
                for (total, w) in totals.iter_mut().zip(weights) {
                    *total = _mm256_dpbusd_avx_epi32(*total, u, w);
                }
            }
        }
        for (row, [low, high]) in totals.into_iter().enumerate() {
            _mm256_storeu_si256(sums.add(row * PANEL).cast(), low);
            _mm256_storeu_si256(sums.add(row * PANEL + 8).cast(), high);
        }
    }
}
