//! The innermost float loop: a few rows by a few panels, each output one chain of multiply-adds over the inputs, so
//! that no tile shape changes a result.

use crate::PANEL;
use crate::lanes::Lanes;

/// Room for the widest tile of any machine.
pub(crate) const ROWS_MAX: usize = 6;
pub(crate) const PANELS_MAX: usize = 2;
pub(crate) type Tile = [[[f32; PANEL]; PANELS_MAX]; ROWS_MAX];
pub(crate) const EMPTY: Tile = [[[0.0; PANEL]; PANELS_MAX]; ROWS_MAX];

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
}

/// Products of `rows` by `panels` added to what stands in `out`.
///
/// # Safety
/// Features of `L`; the operands hold that many rows and panels.
#[inline(always)]
pub(crate) unsafe fn accumulate<L: Lanes>(rows: usize, panels: usize, operands: Operands, out: &mut Tile) {
    // SAFETY: the caller's promise. The second branch falls away where a tile is one panel wide.
    unsafe {
        if panels == 1 || L::TILE_PANELS == 1 {
            by_rows::<L, 1>(rows, operands, out)
        } else {
            by_rows::<L, PANELS_MAX>(rows, operands, out)
        }
    }
}

#[inline(always)]
unsafe fn by_rows<L: Lanes, const P: usize>(rows: usize, operands: Operands, out: &mut Tile) {
    // SAFETY: the caller's promise.
    unsafe {
        match rows {
            1 => fixed::<L, 1, P>(operands, out),
            2 => fixed::<L, 2, P>(operands, out),
            3 => fixed::<L, 3, P>(operands, out),
            4 => fixed::<L, 4, P>(operands, out),
            5 => fixed::<L, 5, P>(operands, out),
            _ => fixed::<L, ROWS_MAX, P>(operands, out),
        }
    }
}

#[inline(always)]
unsafe fn fixed<L: Lanes, const R: usize, const P: usize>(operands: Operands, out: &mut Tile) {
    // SAFETY: the caller's promise.
    unsafe {
        let mut totals: [[L::V; P]; R] = std::array::from_fn(|r| std::array::from_fn(|p| L::load(out[r][p].as_ptr())));
        for input in 0..operands.inputs {
            let weights: [L::V; P] =
                std::array::from_fn(|p| L::load(operands.panels.add(p * operands.panel_stride + input * PANEL)));
            for (row, totals) in totals.iter_mut().enumerate() {
                let x = L::splat(*operands.rows.add(row * operands.stride + input));
                for (total, w) in totals.iter_mut().zip(weights) {
                    *total = L::fma(x, w, *total);
                }
            }
        }
        for (out, totals) in out.iter_mut().zip(totals) {
            for (out, total) in out.iter_mut().zip(totals) {
                L::store(out.as_mut_ptr(), total);
            }
        }
    }
}
