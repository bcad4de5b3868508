//! The innermost float loop: a few rows by a few panels, each output one chain of multiply-adds over the inputs, so
//! that no tile shape changes a result.

use crate::PANEL;
use crate::lanes::Lanes;

/// Room for the widest tile of any machine.
pub(crate) const ROWS_MAX: usize = 8;
pub(crate) const PANELS_MAX: usize = 2;

#[derive(Clone, Copy)]
pub(crate) struct Operands {
    pub rows: *const f32,
    /// Floats from row to row.
    pub stride: usize,
    /// Sixteen floats an input.
    pub panels: *const f32,
    /// Floats from panel to panel.
    pub panel_stride: usize,
    pub inputs: usize,
    pub out: *mut f32,
    /// Floats from output row to output row; the panels of a row lie side by side.
    pub out_stride: usize,
}

/// Writes the products of `rows` by `panels`.
///
/// # Safety
/// Features of `L`; the operands hold that many rows and panels, and there is room for the output.
#[inline(always)]
pub(crate) unsafe fn multiply<L: Lanes>(rows: usize, panels: usize, operands: Operands) {
    // SAFETY: the caller's promise. The second branch falls away where a tile is one panel wide.
    unsafe {
        if panels == 1 || L::TILE_PANELS == 1 {
            by_rows::<L, 1>(rows, operands)
        } else {
            by_rows::<L, PANELS_MAX>(rows, operands)
        }
    }
}

#[inline(always)]
unsafe fn by_rows<L: Lanes, const P: usize>(rows: usize, operands: Operands) {
    // SAFETY: the caller's promise. No more rows come than `L` has registers for.
    unsafe {
        match rows {
            1 => fixed::<L, 1, P>(operands),
            2 => fixed::<L, 2, P>(operands),
            3 => fixed::<L, 3, P>(operands),
            4 => fixed::<L, 4, P>(operands),
            5 => fixed::<L, 5, P>(operands),
            6 => fixed::<L, 6, P>(operands),
            7 if L::TILE_ROWS > 6 => fixed::<L, 7, P>(operands),
            _ if L::TILE_ROWS > 6 => fixed::<L, ROWS_MAX, P>(operands),
            _ => {}
        }
    }
}

#[inline(always)]
unsafe fn fixed<L: Lanes, const R: usize, const P: usize>(operands: Operands) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut totals = [[L::splat(0.0); P]; R];
        for input in 0..operands.inputs {
            let mut weights = [L::splat(0.0); P];
            for (panel, weight) in weights.iter_mut().enumerate() {
                *weight = L::load(operands.panels.add(panel * operands.panel_stride + input * PANEL));
            }
            for (row, totals) in totals.iter_mut().enumerate() {
                let x = L::splat(*operands.rows.add(row * operands.stride + input));
                for (total, weight) in totals.iter_mut().zip(weights) {
                    *total = L::fma(x, weight, *total);
                }
            }
        }
        for (row, totals) in totals.into_iter().enumerate() {
            for (panel, total) in totals.into_iter().enumerate() {
                L::store(operands.out.add(row * operands.out_stride + panel * PANEL), total);
            }
        }
    }
}
