//! NEON, with and without the dot product instruction.
//!
//! Both multiply signed bytes, so the activations are shifted by 128 (one exclusive or) and the sums begin at 128 times
//! the sum of the weights.

use std::arch::aarch64::*;
use std::arch::asm;

use super::{IntTile, Operands, QUAD_BYTES};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Neon;

#[derive(Clone, Copy, Debug)]
pub(crate) struct NeonDot;

/// Outputs 4i..4i + 4 of a panel in register i.
type Four = [int32x4_t; 4];

// SAFETY of both blocks: the trait asks the caller for the features and for valid operands.
impl IntTile for Neon {
    const ROWS: usize = 4;
    const PANELS: usize = 1;

    #[target_feature(enable = "neon")]
    unsafe fn tile<const R: usize>(operands: Operands, sums: *mut i32) {
        unsafe { tile::<R>(operands, sums, |total, u, w| multiply(total, u, w)) }
    }
}

impl IntTile for NeonDot {
    const ROWS: usize = 6;
    const PANELS: usize = 1;

    #[target_feature(enable = "neon,dotprod")]
    unsafe fn tile<const R: usize>(operands: Operands, sums: *mut i32) {
        unsafe { tile::<R>(operands, sums, |total, u, w| dot(total, u, w)) }
    }
}

#[inline(always)]
#[allow(unsafe_op_in_unsafe_fn)]
unsafe fn tile<const R: usize>(
    operands: Operands,
    sums: *mut i32,
    step: impl Fn(int32x4_t, int8x16_t, int8x16_t) -> int32x4_t,
) {
    let mut totals = [starts(operands); R];
    let shift = vdupq_n_s8(i8::MIN);
    for quad in 0..operands.inputs / 4 {
        let at = operands.panels.add(quad * QUAD_BYTES);
        let weights = [vld1q_s8(at), vld1q_s8(at.add(16)), vld1q_s8(at.add(32)), vld1q_s8(at.add(48))];
        for (row, totals) in totals.iter_mut().enumerate() {
            let u = veorq_s8(vreinterpretq_s8_s32(vdupq_n_s32(operands.activations(row, quad))), shift);
            for (total, w) in totals.iter_mut().zip(weights) {
                *total = step(*total, u, w);
            }
        }
    }
    for (i, total) in totals.into_iter().flatten().enumerate() {
        vst1q_s32(sums.add(4 * i), total);
    }
}

#[inline(always)]
#[allow(unsafe_op_in_unsafe_fn)]
unsafe fn starts(operands: Operands) -> Four {
    let at = |i: usize| vshlq_n_s32::<7>(vld1q_s32(operands.weight_sums.add(4 * i)));
    [at(0), at(1), at(2), at(3)]
}

/// The sum of four products each: two widening multiplications, added in 16 bits (2 * 128 * 63 fits), then in pairs.
#[inline(always)]
fn multiply(total: int32x4_t, u: int8x16_t, w: int8x16_t) -> int32x4_t {
    // SAFETY: plain NEON, which the tile's caller has.
    unsafe {
        let low = vmull_s8(vget_low_s8(u), vget_low_s8(w));
        vpadalq_s16(total, vpaddq_s16(low, vmull_high_s8(u, w)))
    }
}

/// `sdot`, which `std::arch` does not offer on the stable toolchain yet.
#[inline(always)]
fn dot(mut total: int32x4_t, u: int8x16_t, w: int8x16_t) -> int32x4_t {
    // SAFETY: the tile's caller has the dot product instructions; registers only.
    unsafe {
        asm!(".arch_extension dotprod", "sdot {t:v}.4s, {u:v}.16b, {w:v}.16b", t = inout(vreg) total, u = in(vreg) u, w = in(vreg) w,
             options(pure, nomem, nostack, preserves_flags));
    }
    total
}
