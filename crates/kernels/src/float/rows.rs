//! Operations on rows by themselves: normalisation, softmax, GELU, embedding.

use crate::lanes::{self, Lanes};
use crate::machine::{Machine, Work};
use crate::{Kernels, PANEL};

/// Stands for minus infinity: `exp` of it is nothing beside the one of the maximum.
const LOWEST: f32 = -1e30;

impl Kernels {
    /// Normalises rows as wide as `gain` to mean 0 and variance 1, then scales and shifts them.
    ///
    /// # Panics
    /// When the rows are not whole, or their width no multiple of sixteen.
    pub fn layer_norm(self, rows: &mut [f32], gain: &[f32], shift: &[f32], epsilon: f32) {
        let width = gain.len();
        assert!(width.is_multiple_of(PANEL) && width > 0 && shift.len() == width, "whole vectors");
        assert_eq!(rows.len() % width, 0, "whole rows");
        self.run(LayerNorm { rows, gain, shift, epsilon });
    }

    /// The GELU of each value.
    pub fn gelu(self, values: &mut [f32]) {
        self.run(Gelu(values));
    }

    /// Makes rows of `width` values into probabilities.
    ///
    /// # Panics
    /// When the rows are not whole.
    pub fn softmax(self, rows: &mut [f32], width: usize) {
        assert!(width > 0 && rows.len().is_multiple_of(width), "whole rows");
        self.run(Softmax { rows, width });
    }

    /// Writes an embedding: `scale * integers + rest`.
    ///
    /// # Panics
    /// When the lengths differ or are no multiple of sixteen.
    pub fn embed(self, integers: &[i8], scale: f32, rest: [&[f32]; 2], out: &mut [f32]) {
        let width = out.len();
        assert!(
            width.is_multiple_of(PANEL) && integers.len() == width && rest.iter().all(|part| part.len() == width),
            "one width"
        );
        self.run(Embed { integers, scale, rest, out });
    }
}

struct LayerNorm<'a> {
    rows: &'a mut [f32],
    gain: &'a [f32],
    shift: &'a [f32],
    epsilon: f32,
}

impl Work for LayerNorm<'_> {
    #[inline(always)]
    unsafe fn run<M: Machine>(self) {
        for row in self.rows.chunks_exact_mut(self.gain.len()) {
            // SAFETY: the caller's features.
            unsafe { normalise::<M::Lanes>(row, self.gain, self.shift, self.epsilon) }
        }
    }
}

#[inline(always)]
unsafe fn normalise<L: Lanes>(row: &mut [f32], gain: &[f32], shift: &[f32], epsilon: f32) {
    let width = row.len() as f32;
    // SAFETY: features as the caller has them; chunks of sixteen.
    unsafe {
        let mut total = L::splat(0.0);
        for part in row.chunks_exact(PANEL) {
            total = L::add(total, L::load(part.as_ptr()));
        }
        let mean = L::splat(L::sum(total) / width);
        let mut squares = L::splat(0.0);
        for part in row.chunks_exact(PANEL) {
            let off = L::sub(L::load(part.as_ptr()), mean);
            squares = L::fma(off, off, squares);
        }
        let inverse = L::splat(1.0 / (L::sum(squares) / width + epsilon).sqrt());
        for ((part, gain), shift) in
            row.chunks_exact_mut(PANEL).zip(gain.chunks_exact(PANEL)).zip(shift.chunks_exact(PANEL))
        {
            let off = L::mul(L::sub(L::load(part.as_ptr()), mean), inverse);
            L::store(part.as_mut_ptr(), L::fma(off, L::load(gain.as_ptr()), L::load(shift.as_ptr())));
        }
    }
}

struct Gelu<'a>(&'a mut [f32]);

impl Work for Gelu<'_> {
    #[inline(always)]
    unsafe fn run<M: Machine>(self) {
        // SAFETY: the caller's features.
        unsafe { map::<M::Lanes>(self.0, |v| lanes::gelu::<M::Lanes>(v)) }
    }
}

/// Applies `f` to whole vectors, the last filled up with zeros.
#[inline(always)]
unsafe fn map<L: Lanes>(values: &mut [f32], f: impl Fn(L::V) -> L::V) {
    let (whole, tail) = values.as_chunks_mut::<PANEL>();
    let mut last = [0.0; PANEL];
    last[..tail.len()].copy_from_slice(tail);
    for part in whole.iter_mut().chain([&mut last]) {
        // SAFETY: features as the caller has them; chunks of sixteen.
        unsafe { L::store(part.as_mut_ptr(), f(L::load(part.as_ptr()))) }
    }
    tail.copy_from_slice(&last[..tail.len()]);
}

struct Softmax<'a> {
    rows: &'a mut [f32],
    width: usize,
}

impl Work for Softmax<'_> {
    #[inline(always)]
    unsafe fn run<M: Machine>(self) {
        let mut padded = vec![0.0; self.width.next_multiple_of(PANEL)];
        for row in self.rows.chunks_exact_mut(self.width) {
            padded[..self.width].copy_from_slice(row);
            // SAFETY: the caller's features; whole vectors.
            let total = unsafe { exponentials::<M::Lanes>(&mut padded, self.width) };
            for (to, from) in row.iter_mut().zip(&padded) {
                *to = from / total;
            }
        }
    }
}

/// Makes the first `width` scores into exponentials (relative to the greatest), those after it into nothing, and gives
/// their sum. `scores` are whole vectors.
#[inline(always)]
pub(crate) unsafe fn exponentials<L: Lanes>(scores: &mut [f32], width: usize) -> f32 {
    scores[width..].fill(LOWEST);
    // SAFETY: features as the caller has them; chunks of sixteen.
    unsafe {
        let mut most = L::splat(LOWEST);
        for part in scores.chunks_exact(PANEL) {
            most = L::max(most, L::load(part.as_ptr()));
        }
        let most = L::splat(L::largest(most));
        let mut total = L::splat(0.0);
        for part in scores.chunks_exact_mut(PANEL) {
            let e = lanes::exp::<L>(L::sub(L::load(part.as_ptr()), most));
            L::store(part.as_mut_ptr(), e);
            total = L::add(total, e);
        }
        L::sum(total)
    }
}

struct Embed<'a> {
    integers: &'a [i8],
    scale: f32,
    rest: [&'a [f32]; 2],
    out: &'a mut [f32],
}

impl Work for Embed<'_> {
    #[inline(always)]
    unsafe fn run<M: Machine>(self) {
        for at in (0..self.out.len()).step_by(PANEL) {
            // SAFETY: the caller's features; all slices have one width, of whole vectors.
            unsafe {
                let part = |i: usize| M::Lanes::load(self.rest[i].as_ptr().add(at));
                let known = M::Lanes::add(part(0), part(1));
                let word = M::Lanes::load_bytes(self.integers.as_ptr().add(at));
                let sum = M::Lanes::fma(word, M::Lanes::splat(self.scale), known);
                M::Lanes::store(self.out.as_mut_ptr().add(at), sum);
            }
        }
    }
}
