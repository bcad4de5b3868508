//! The tile in plain Rust.

use super::{IntTile, Operands, QUAD_BYTES};
use crate::PANEL;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Portable;

impl IntTile for Portable {
    const ROWS: usize = 2;
    const PANELS: usize = 1;

    unsafe fn tile<const R: usize>(operands: Operands, sums: *mut i32) {
        let mut totals = [[0i32; PANEL]; R];
        for quad in 0..operands.inputs / 4 {
            // SAFETY: the caller's operands hold that many quads and rows.
            let weights = unsafe { operands.panels.add(quad * QUAD_BYTES).cast::<[[i8; 4]; PANEL]>().read_unaligned() };
            for (row, totals) in totals.iter_mut().enumerate() {
                // SAFETY: as above. Bytes in memory order, whatever the order in the number.
                let u = unsafe { operands.activations(row, quad) }.to_ne_bytes().map(i32::from);
                for (total, w) in totals.iter_mut().zip(weights) {
                    let w = w.map(i32::from);
                    *total += u[0] * w[0] + u[1] * w[1] + u[2] * w[2] + u[3] * w[3];
                }
            }
        }
        // SAFETY: the caller's `sums` have room for R * 16.
        unsafe { sums.cast::<[[i32; PANEL]; R]>().write_unaligned(totals) }
    }
}
