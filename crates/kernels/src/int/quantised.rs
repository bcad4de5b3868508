//! Activations as u8, with a scale and a zero point a row: a row's result never depends on its neighbours.

use crate::lanes::Lanes;
use crate::machine::{Machine, Work};
use crate::tile::BLOCK;
use crate::{Kernels, PANEL};

/// Rows of u8: value = scale * (integer - zero).
#[derive(Clone, Debug, Default)]
pub struct Quantised {
    pub(crate) rows: usize,
    pub(crate) width: usize,
    /// Padded to whole blocks with zeros.
    pub(crate) values: Vec<u8>,
    pub(crate) scales: Vec<f32>,
    /// Whole numbers.
    pub(crate) zeros: Vec<f32>,
}

impl Quantised {
    pub fn new() -> Quantised {
        Quantised::default()
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// The integers of a row.
    pub fn row(&self, row: usize) -> &[u8] {
        &self.values[row * self.stride()..][..self.width]
    }

    pub fn scale(&self, row: usize) -> f32 {
        self.scales[row]
    }

    pub fn zero(&self, row: usize) -> i32 {
        self.zeros[row] as i32
    }

    pub(crate) fn stride(&self) -> usize {
        self.width.next_multiple_of(BLOCK)
    }

    fn resize(&mut self, rows: usize, width: usize) {
        (self.rows, self.width) = (rows, width);
        // One vector more than the rows need: whole vectors are written, also where a row ends.
        self.values.resize(rows * self.stride() + PANEL, 0);
        self.scales.resize(rows, 0.0);
        self.zeros.resize(rows, 0.0);
    }
}

impl Kernels {
    /// Quantises rows of `width` floats. The range of a row is widened to hold zero, so that zero stays exact.
    ///
    /// # Panics
    /// When `values` are no whole rows.
    pub fn quantise(self, values: &[f32], width: usize, into: &mut Quantised) {
        assert!(width > 0 && values.len().is_multiple_of(width), "whole rows");
        into.resize(values.len() / width, width);
        self.run(Quantise { values, into });
    }
}

struct Quantise<'a> {
    values: &'a [f32],
    into: &'a mut Quantised,
}

impl Work for Quantise<'_> {
    #[inline(always)]
    unsafe fn run<M: Machine>(self) {
        let (width, stride) = (self.into.width, self.into.stride());
        for (row, values) in self.values.chunks_exact(width).enumerate() {
            let bytes = &mut self.into.values[row * stride..];
            // SAFETY: the caller's features.
            (self.into.scales[row], self.into.zeros[row]) = unsafe { quantise_row::<M::Lanes>(values, bytes) };
            bytes[width..stride].fill(0);
        }
    }
}

/// Writes whole vectors, up to fifteen bytes past the row, and gives the scale and the zero point.
#[inline(always)]
unsafe fn quantise_row<L: Lanes>(values: &[f32], bytes: &mut [u8]) -> (f32, f32) {
    assert!(bytes.len() >= values.len().next_multiple_of(PANEL).min(values.len() + PANEL));
    // SAFETY: features as the caller has them; a vector is read inside `values` or from the copied tail.
    unsafe {
        let (whole, tail) = values.as_chunks::<PANEL>();
        let mut last = [0.0; PANEL];
        last[..tail.len()].copy_from_slice(tail);
        let (least, most) = range::<L>(whole, &last);
        let (scale, inverse, zero) = steps(least, most);
        let (inverse, zeros) = (L::splat(inverse), L::splat(zero));
        for (i, chunk) in whole.iter().chain((!tail.is_empty()).then_some(&last)).enumerate() {
            let steps = L::fma(L::load(chunk.as_ptr()), inverse, zeros);
            let clamped = L::min(L::max(steps, L::splat(0.0)), L::splat(255.0));
            L::store_bytes(bytes.as_mut_ptr().add(PANEL * i), clamped);
        }
        (scale, zero)
    }
}

/// The least and the greatest value, and zero.
#[inline(always)]
unsafe fn range<L: Lanes>(whole: &[[f32; PANEL]], last: &[f32; PANEL]) -> (f32, f32) {
    // SAFETY: the caller's features.
    unsafe {
        let last = L::load(last.as_ptr());
        let (mut least, mut most) = (L::min(last, L::splat(0.0)), L::max(last, L::splat(0.0)));
        for chunk in whole {
            let v = L::load(chunk.as_ptr());
            (least, most) = (L::min(least, v), L::max(most, v));
        }
        (L::smallest(least), L::largest(most))
    }
}

/// Scale, its inverse and the zero point for a range; those of an empty range are harmless.
#[inline(always)]
fn steps(least: f32, most: f32) -> (f32, f32, f32) {
    let range = most - least;
    if range < 1e-30 {
        return (0.0, 0.0, 0.0);
    }
    let inverse = 255.0 / range;
    (range / 255.0, inverse, (-least * inverse).round_ties_even())
}
