//! The float product, for heads.

use super::packed::PackedFloat;
use super::tile::{Operands, PANELS_MAX, ROWS_MAX, multiply};
use crate::lanes::Lanes;
use crate::machine::{Machine, Work};
use crate::{Kernels, PANEL};

impl Kernels {
    /// Rows of `weights.inputs()` floats times the weights plus the bias, into rows of `weights.outputs()`.
    ///
    /// # Panics
    /// When the shapes do not fit.
    pub fn matmul(self, rows: &[f32], weights: &PackedFloat, out: &mut [f32]) {
        let count = rows.len() / weights.inputs.max(1);
        assert_eq!(rows.len(), count * weights.inputs, "whole rows");
        assert_eq!(out.len(), count * weights.outputs, "one output row an input row");
        self.run(Product { rows, weights, out });
    }
}

struct Product<'a> {
    rows: &'a [f32],
    weights: &'a PackedFloat,
    out: &'a mut [f32],
}

impl Work for Product<'_> {
    #[inline(always)]
    unsafe fn run<M: Machine>(mut self) {
        let count = self.out.len() / self.weights.outputs;
        let panels = self.weights.outputs.div_ceil(PANEL);
        for panel in (0..panels).step_by(M::Lanes::TILE_PANELS) {
            let wide = M::Lanes::TILE_PANELS.min(panels - panel);
            for row in (0..count).step_by(M::Lanes::TILE_ROWS) {
                let rows = M::Lanes::TILE_ROWS.min(count - row);
                // SAFETY: the caller's features; rows and panels inside.
                unsafe { self.tile::<M::Lanes>(row, rows, panel, wide) }
            }
        }
    }
}

impl Product<'_> {
    #[inline(always)]
    unsafe fn tile<L: Lanes>(&mut self, row: usize, rows: usize, panel: usize, panels: usize) {
        let (weights, inputs) = (self.weights, self.weights.inputs);
        let mut tile = [[0.0; PANEL * PANELS_MAX]; ROWS_MAX];
        let operands = Operands {
            rows: self.rows[row * inputs..].as_ptr(),
            stride: inputs,
            panels: weights.panels[panel * PANEL * inputs..].as_ptr(),
            panel_stride: PANEL * inputs,
            inputs,
            out: tile.as_flattened_mut().as_mut_ptr(),
            out_stride: PANEL * PANELS_MAX,
        };
        // SAFETY: the caller's promise, and the tile has room for any.
        unsafe { multiply::<L>(rows, panels, operands) };
        let first = panel * PANEL;
        let end = weights.outputs.min(first + panels * PANEL);
        for (products, out) in tile[..rows].iter().zip(self.out.chunks_exact_mut(weights.outputs).skip(row)) {
            for ((out, product), bias) in out[first..end].iter_mut().zip(products).zip(&weights.bias[first..end]) {
                *out = product + bias;
            }
        }
    }
}
