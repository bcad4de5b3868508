//! AVX-512 VNNI: `vpdpbusd` on 512-bit registers, one panel each.

use std::arch::x86_64::*;

use super::{IntTile, Operands, QUAD_BYTES};
use crate::PANEL;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Avx512<const P: usize>;

// SAFETY of the whole block: the trait asks the caller for the features and for valid operands.
#[allow(unsafe_op_in_unsafe_fn)]
impl<const P: usize> IntTile for Avx512<P> {
    const ROWS: usize = 6;
    const PANELS: usize = P;

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
    unsafe fn tile<const R: usize>(operands: Operands, sums: *mut i32) {
        let mut totals = [[_mm512_setzero_si512(); P]; R];
        for quad in 0..operands.inputs / 4 {
            // A loop and no closure: one would have this function's features, and could not be inlined into what calls it.
            let mut weights = [_mm512_setzero_si512(); P];
            for (panel, weights) in weights.iter_mut().enumerate() {
                let at = operands.panels.add(panel * operands.panel_bytes() + quad * QUAD_BYTES);
                *weights = _mm512_loadu_si512(at.cast());
            }
            for (row, totals) in totals.iter_mut().enumerate() {
                let u = _mm512_set1_epi32(operands.activations(row, quad));
                for (total, w) in totals.iter_mut().zip(weights) {
                    *total = _mm512_dpbusd_epi32(*total, u, w);
                }
            }
        }
        for (i, total) in totals.into_iter().flatten().enumerate() {
            _mm512_storeu_si512(sums.add(i * PANEL).cast(), total);
        }
    }
}
