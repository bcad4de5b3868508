//! Sixteen lanes in an array: every machine, and the meaning that the others are tested against.

use super::Lanes;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Portable;

type V = [f32; 16];

#[inline(always)]
fn zip(a: V, b: V, f: impl Fn(f32, f32) -> f32) -> V {
    std::array::from_fn(|i| f(a[i], b[i]))
}

#[inline(always)]
fn fold(v: V, f: impl Fn(f32, f32) -> f32) -> f32 {
    let v8: [f32; 8] = std::array::from_fn(|i| f(v[i], v[i + 8]));
    let v4: [f32; 4] = std::array::from_fn(|i| f(v8[i], v8[i + 4]));
    f(f(v4[0], v4[2]), f(v4[1], v4[3]))
}

/// Multiply-add rounded once, without the instruction: libm's is far too slow here.
///
/// The product of two floats is exact in a double. The sum is made in double and rounded *to odd*, after which rounding
/// to float gives what one rounding would have given (Boldo and Melquiond 2008).
#[inline(always)]
fn multiply_add(a: f32, b: f32, c: f32) -> f32 {
    if cfg!(any(target_feature = "fma", target_arch = "aarch64")) {
        return a.mul_add(b, c);
    }
    let (p, c) = (f64::from(a) * f64::from(b), f64::from(c));
    let sum = p + c;
    let c_part = sum - p;
    let lost = (p - (sum - c_part)) + (c - c_part);
    let bits = sum.to_bits();
    let step = if (lost > 0.0) == (sum > 0.0) { 1 } else { u64::MAX };
    let odd = if lost != 0.0 && bits & 1 == 0 { bits.wrapping_add(step) } else { bits };
    f64::from_bits(odd) as f32
}

/// To nearest, ties to even, for magnitudes below 2^22: the sum has no room for a fraction.
#[inline(always)]
fn round(x: f32) -> f32 {
    const ROOM: f32 = 12_582_912.0; // 1.5 * 2^23
    (x + ROOM) - ROOM
}

impl Lanes for Portable {
    type V = V;
    const TILE_ROWS: usize = 4;
    const TILE_PANELS: usize = 1;

    #[inline(always)]
    unsafe fn splat(x: f32) -> V {
        [x; 16]
    }
    #[inline(always)]
    unsafe fn load(from: *const f32) -> V {
        // SAFETY: the caller's pointer is to sixteen elements.
        unsafe { from.cast::<V>().read_unaligned() }
    }
    #[inline(always)]
    unsafe fn load_ints(from: *const i32) -> V {
        // SAFETY: as above.
        unsafe { from.cast::<[i32; 16]>().read_unaligned() }.map(|x| x as f32)
    }
    #[inline(always)]
    unsafe fn load_bytes(from: *const i8) -> V {
        // SAFETY: as above.
        unsafe { from.cast::<[i8; 16]>().read_unaligned() }.map(f32::from)
    }
    #[inline(always)]
    unsafe fn store(to: *mut f32, v: V) {
        // SAFETY: as above.
        unsafe { to.cast::<V>().write_unaligned(v) }
    }
    #[inline(always)]
    unsafe fn store_bytes(to: *mut u8, v: V) {
        // SAFETY: as above.
        unsafe { to.cast::<[u8; 16]>().write_unaligned(v.map(|x| round(x) as u8)) }
    }
    #[inline(always)]
    unsafe fn add(a: V, b: V) -> V {
        zip(a, b, |x, y| x + y)
    }
    #[inline(always)]
    unsafe fn sub(a: V, b: V) -> V {
        zip(a, b, |x, y| x - y)
    }
    #[inline(always)]
    unsafe fn mul(a: V, b: V) -> V {
        zip(a, b, |x, y| x * y)
    }
    #[inline(always)]
    unsafe fn fma(a: V, b: V, c: V) -> V {
        std::array::from_fn(|i| multiply_add(a[i], b[i], c[i]))
    }
    #[inline(always)]
    unsafe fn subtract_product(a: V, b: V, c: V) -> V {
        std::array::from_fn(|i| multiply_add(-a[i], b[i], c[i]))
    }
    #[inline(always)]
    unsafe fn max(a: V, b: V) -> V {
        zip(a, b, |x, y| if x > y { x } else { y })
    }
    #[inline(always)]
    unsafe fn min(a: V, b: V) -> V {
        zip(a, b, |x, y| if x < y { x } else { y })
    }
    #[inline(always)]
    unsafe fn round(v: V) -> V {
        v.map(round)
    }
    #[inline(always)]
    unsafe fn power_of_two(v: V) -> V {
        v.map(|n| f32::from_bits(((n as i32 + 127) << 23) as u32))
    }
    #[inline(always)]
    unsafe fn sum(v: V) -> f32 {
        fold(v, |x, y| x + y)
    }
    #[inline(always)]
    unsafe fn largest(v: V) -> f32 {
        fold(v, |x, y| if x > y { x } else { y })
    }
    #[inline(always)]
    unsafe fn smallest(v: V) -> f32 {
        fold(v, |x, y| if x < y { x } else { y })
    }
}
