//! The integer product: tiles over all rows and panels, and what is done to the sums while they are in the cache.

use std::marker::PhantomData;

use super::{PackedInt, Quantised};
use crate::lanes::{Lanes, gelu};
use crate::machine::{Machine, Work};
use crate::tile::{IntTile, Operands, PANELS_MAX, ROWS_MAX};
use crate::{Kernels, PANEL};

/// Rows that stay in the second level cache while the panels pass by.
const ROW_BLOCK: usize = 128;

/// What happens to a product with its bias on the way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Epilogue {
    /// Written over the output.
    Store,
    /// Added to the output: a residual connection.
    Add,
    /// Through the GELU, then written.
    Gelu,
}

impl Kernels {
    /// `input` times the weights plus the bias, into rows of `weights.outputs()` floats.
    ///
    /// # Panics
    /// When the shapes do not fit, or the outputs are no multiple of sixteen.
    pub fn multiply(self, input: &Quantised, weights: &PackedInt, epilogue: Epilogue, out: &mut [f32]) {
        check(input, weights, out.len());
        let out = out.as_mut_ptr();
        match epilogue {
            Epilogue::Store => {
                self.run(Product { input, weights, sink: Floats { input, weights, out, finish: PhantomData::<Store> } })
            }
            Epilogue::Add => {
                self.run(Product { input, weights, sink: Floats { input, weights, out, finish: PhantomData::<Add> } })
            }
            Epilogue::Gelu => {
                self.run(Product { input, weights, sink: Floats { input, weights, out, finish: PhantomData::<Gelu> } })
            }
        }
    }

    /// The bare integer sums, without zero points and scales: the same numbers on every path.
    ///
    /// # Panics
    /// As [`Kernels::multiply`].
    pub fn integer_sums(self, input: &Quantised, weights: &PackedInt, out: &mut [i32]) {
        check(input, weights, out.len());
        self.run(Product { input, weights, sink: Integers { out, outputs: weights.outputs } });
    }
}

fn check(input: &Quantised, weights: &PackedInt, out: usize) {
    assert_eq!(input.width, weights.inputs, "a row has as many values as the weights have inputs");
    assert_eq!(weights.outputs % PANEL, 0, "whole panels of outputs");
    assert_eq!(out, input.rows * weights.outputs, "one output row an input row");
}

struct Product<'a, S> {
    input: &'a Quantised,
    weights: &'a PackedInt,
    sink: S,
}

impl<S: Sink> Work for Product<'_, S> {
    #[inline(always)]
    unsafe fn run<M: Machine>(mut self) {
        let panels = self.weights.outputs / PANEL;
        let wide = panels - panels % M::Wide::PANELS;
        for first in (0..self.input.rows).step_by(ROW_BLOCK) {
            let end = self.input.rows.min(first + ROW_BLOCK);
            // SAFETY: the caller's features; rows and panels are inside.
            unsafe {
                for panel in (0..wide).step_by(M::Wide::PANELS) {
                    self.column::<M::Lanes, M::Wide>(first, end, panel);
                }
                for panel in (wide..panels).step_by(M::Narrow::PANELS) {
                    self.column::<M::Lanes, M::Narrow>(first, end, panel);
                }
            }
        }
    }
}

impl<S: Sink> Product<'_, S> {
    /// Some rows by one group of panels, which stay in the first level cache meanwhile.
    #[inline(always)]
    unsafe fn column<L: Lanes, T: IntTile>(&mut self, first: usize, end: usize, panel: usize) {
        let mut sums = [0i32; ROWS_MAX * PANELS_MAX * PANEL];
        for row in (first..end).step_by(T::ROWS) {
            let rows = T::ROWS.min(end - row);
            // SAFETY: `sums` holds the largest tile; features, rows and panels as the caller has them.
            unsafe {
                tile::<T>(rows, self.operands(row, panel), sums.as_mut_ptr());
                for part in 0..T::PANELS {
                    let sums = sums[part * PANEL..].as_ptr();
                    self.sink.take::<L>(row, rows, (panel + part) * PANEL, sums, T::PANELS * PANEL);
                }
            }
        }
    }

    #[inline(always)]
    fn operands(&self, row: usize, panel: usize) -> Operands {
        let inputs = self.weights.padded_inputs();
        Operands {
            rows: self.input.values[row * inputs..].as_ptr(),
            inputs,
            panels: self.weights.panels[panel * inputs * PANEL..].as_ptr(),
            weight_sums: self.weights.sums[panel * PANEL..].as_ptr(),
            paired: self.weights.paired[panel],
        }
    }
}

/// The tile for this number of rows.
#[inline(always)]
unsafe fn tile<T: IntTile>(rows: usize, operands: Operands, sums: *mut i32) {
    // SAFETY: the caller's promise.
    unsafe {
        match rows {
            1 => T::tile::<1>(operands, sums),
            2 => T::tile::<2>(operands, sums),
            3 => T::tile::<3>(operands, sums),
            4 => T::tile::<4>(operands, sums),
            5 => T::tile::<5>(operands, sums),
            6 => T::tile::<6>(operands, sums),
            7 => T::tile::<7>(operands, sums),
            _ => T::tile::<ROWS_MAX>(operands, sums),
        }
    }
}

/// Where the sums of a tile go, panel by panel.
trait Sink {
    /// Takes the sixteen sums of some rows for the outputs from `output` on, `stride` from row to row.
    ///
    /// # Safety
    /// Features of `L`; `sums` holds that many; rows and outputs are inside.
    unsafe fn take<L: Lanes>(&mut self, row: usize, rows: usize, output: usize, sums: *const i32, stride: usize);
}

struct Integers<'a> {
    out: &'a mut [i32],
    outputs: usize,
}

impl Sink for Integers<'_> {
    #[inline(always)]
    unsafe fn take<L: Lanes>(&mut self, row: usize, rows: usize, output: usize, sums: *const i32, stride: usize) {
        for i in 0..rows {
            // SAFETY: the caller's numbers.
            let sums = unsafe { sums.add(i * stride).cast::<[i32; PANEL]>().read_unaligned() };
            self.out[(row + i) * self.outputs + output..][..PANEL].copy_from_slice(&sums);
        }
    }
}

struct Floats<'a, F> {
    input: &'a Quantised,
    weights: &'a PackedInt,
    /// Rows by outputs, as `check` has seen.
    out: *mut f32,
    finish: PhantomData<F>,
}

impl<F: Finish> Sink for Floats<'_, F> {
    #[inline(always)]
    unsafe fn take<L: Lanes>(&mut self, row: usize, rows: usize, output: usize, sums: *const i32, stride: usize) {
        let weights = self.weights;
        debug_assert!(row + rows <= self.input.rows && output + PANEL <= weights.outputs);
        // SAFETY: the vectors of weights are padded to whole panels, and rows and outputs are inside.
        unsafe {
            let at = |values: &[f32]| L::load(values.as_ptr().add(output));
            let (weight_sums, scales, bias) = (at(&weights.float_sums), at(&weights.scales), at(&weights.bias));
            for i in 0..rows {
                let zero = L::splat(*self.input.zeros.get_unchecked(row + i));
                let scale = L::splat(*self.input.scales.get_unchecked(row + i));
                let shifted = L::subtract_product(zero, weight_sums, L::load_ints(sums.add(i * stride)));
                let value = L::fma(L::mul(shifted, scale), scales, bias);
                F::finish::<L>(value, self.out.add((row + i) * weights.outputs + output));
            }
        }
    }
}

/// The last step, for sixteen outputs of a row.
trait Finish {
    /// # Safety
    /// Features of `L`; `out` has room for sixteen.
    unsafe fn finish<L: Lanes>(value: L::V, out: *mut f32);
}

struct Store;
struct Add;
struct Gelu;

impl Finish for Store {
    #[inline(always)]
    unsafe fn finish<L: Lanes>(value: L::V, out: *mut f32) {
        // SAFETY: the caller's promise.
        unsafe { L::store(out, value) }
    }
}

impl Finish for Add {
    #[inline(always)]
    unsafe fn finish<L: Lanes>(value: L::V, out: *mut f32) {
        // SAFETY: the caller's promise.
        unsafe { L::store(out, L::add(value, L::load(out))) }
    }
}

impl Finish for Gelu {
    #[inline(always)]
    unsafe fn finish<L: Lanes>(value: L::V, out: *mut f32) {
        // SAFETY: the caller's promise.
        unsafe { L::store(out, gelu::<L>(value)) }
    }
}
