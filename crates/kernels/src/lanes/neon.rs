//! Sixteen lanes in four 128-bit registers.

use std::arch::aarch64::*;

use super::Lanes;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Neon;

/// Register i holds lanes 4i..4i + 4.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Four([float32x4_t; 4]);

macro_rules! each {
    ($f:ident, $a:ident, $b:ident) => {
        Four([$f($a.0[0], $b.0[0]), $f($a.0[1], $b.0[1]), $f($a.0[2], $b.0[2]), $f($a.0[3], $b.0[3])])
    };
}

/// The common tree: lane i with i + 8, then + 4, + 2, + 1.
macro_rules! fold {
    ($v:ident, $f:ident, $half:ident) => {{
        let four = $f($f($v.0[0], $v.0[2]), $f($v.0[1], $v.0[3]));
        let two = $half(vget_low_f32(four), vget_high_f32(four));
        vget_lane_f32::<0>($half(two, vrev64_f32(two)))
    }};
}

#[inline(always)]
unsafe fn widen(bytes: int8x8_t) -> (float32x4_t, float32x4_t) {
    // SAFETY: the caller has the features.
    unsafe {
        let shorts = vmovl_s8(bytes);
        (vcvtq_f32_s32(vmovl_s16(vget_low_s16(shorts))), vcvtq_f32_s32(vmovl_s16(vget_high_s16(shorts))))
    }
}

// SAFETY of the whole block: the trait asks the caller for the features and for valid pointers.
#[allow(unsafe_op_in_unsafe_fn)]
impl Lanes for Neon {
    type V = Four;
    const TILE_ROWS: usize = 6;
    const TILE_PANELS: usize = 1;

    #[inline(always)]
    unsafe fn splat(x: f32) -> Four {
        Four([vdupq_n_f32(x); 4])
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Four {
        Four([vld1q_f32(from), vld1q_f32(from.add(4)), vld1q_f32(from.add(8)), vld1q_f32(from.add(12))])
    }
    #[inline(always)]
    unsafe fn load_ints(from: *const i32) -> Four {
        let at = |i: usize| vcvtq_f32_s32(vld1q_s32(from.add(4 * i)));
        Four([at(0), at(1), at(2), at(3)])
    }
    #[inline(always)]
    unsafe fn load_bytes(from: *const i8) -> Four {
        let bytes = vld1q_s8(from);
        let (a, b) = widen(vget_low_s8(bytes));
        let (c, d) = widen(vget_high_s8(bytes));
        Four([a, b, c, d])
    }
    #[inline(always)]
    unsafe fn store(to: *mut f32, v: Four) {
        for (i, part) in v.0.into_iter().enumerate() {
            vst1q_f32(to.add(4 * i), part);
        }
    }
    #[inline(always)]
    unsafe fn store_bytes(to: *mut u8, v: Four) {
        let short = |i: usize| vqmovun_s32(vcvtnq_s32_f32(v.0[i]));
        let (low, high) = (vcombine_u16(short(0), short(1)), vcombine_u16(short(2), short(3)));
        vst1q_u8(to, vcombine_u8(vqmovn_u16(low), vqmovn_u16(high)));
    }
    #[inline(always)]
    unsafe fn add(a: Four, b: Four) -> Four {
        each!(vaddq_f32, a, b)
    }
    #[inline(always)]
    unsafe fn sub(a: Four, b: Four) -> Four {
        each!(vsubq_f32, a, b)
    }
    #[inline(always)]
    unsafe fn mul(a: Four, b: Four) -> Four {
        each!(vmulq_f32, a, b)
    }
    #[inline(always)]
    unsafe fn fma(a: Four, b: Four, c: Four) -> Four {
        let at = |i: usize| vfmaq_f32(c.0[i], a.0[i], b.0[i]);
        Four([at(0), at(1), at(2), at(3)])
    }
    #[inline(always)]
    unsafe fn subtract_product(a: Four, b: Four, c: Four) -> Four {
        let at = |i: usize| vfmsq_f32(c.0[i], a.0[i], b.0[i]);
        Four([at(0), at(1), at(2), at(3)])
    }
    #[inline(always)]
    unsafe fn max(a: Four, b: Four) -> Four {
        each!(vmaxq_f32, a, b)
    }
    #[inline(always)]
    unsafe fn min(a: Four, b: Four) -> Four {
        each!(vminq_f32, a, b)
    }
    #[inline(always)]
    unsafe fn round(v: Four) -> Four {
        Four([vrndnq_f32(v.0[0]), vrndnq_f32(v.0[1]), vrndnq_f32(v.0[2]), vrndnq_f32(v.0[3])])
    }
    #[inline(always)]
    unsafe fn power_of_two(v: Four) -> Four {
        let bias = vdupq_n_s32(127);
        let at = |i: usize| vreinterpretq_f32_s32(vshlq_n_s32::<23>(vaddq_s32(vcvtq_s32_f32(v.0[i]), bias)));
        Four([at(0), at(1), at(2), at(3)])
    }
    #[inline(always)]
    unsafe fn sum(v: Four) -> f32 {
        fold!(v, vaddq_f32, vadd_f32)
    }
    #[inline(always)]
    unsafe fn largest(v: Four) -> f32 {
        fold!(v, vmaxq_f32, vmax_f32)
    }
    #[inline(always)]
    unsafe fn smallest(v: Four) -> f32 {
        fold!(v, vminq_f32, vmin_f32)
    }
}
