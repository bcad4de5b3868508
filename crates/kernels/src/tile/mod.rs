//! The innermost integer loops: a few rows of activations by a few panels of weights, sums kept in registers.
//!
//! A panel holds sixteen outputs: for every four inputs, 64 bytes with the four weights of each output side by side.
//! Activations are u8, weights i8 in -63..=63, so that a product pair fits into 16 bits (255 * 63 * 2 < 2^15).

#[cfg(target_arch = "x86_64")]
pub(crate) mod avx2;
#[cfg(target_arch = "x86_64")]
pub(crate) mod avx512;
#[cfg(target_arch = "x86_64")]
pub(crate) mod avxvnni;
#[cfg(target_arch = "aarch64")]
pub(crate) mod neon;
pub(crate) mod portable;

use crate::PANEL;

/// Inputs are padded to a multiple of this with zeros, rows and panels alike.
pub(crate) const BLOCK: usize = 8;
/// Four inputs of the sixteen outputs of a panel.
pub(crate) const QUAD_BYTES: usize = 4 * PANEL;

/// What a tile reads; each machine its part of it.
#[allow(dead_code)]
#[derive(Clone, Copy)]
pub(crate) struct Operands {
    pub rows: *const u8,
    /// Padded inputs, the distance between rows.
    pub inputs: usize,
    pub panels: *const i8,
    /// The sum of each output's weights, sixteen a panel; only machines that multiply signed bytes want it.
    pub weight_sums: *const i32,
    /// Whether two product pairs of a block of eight inputs always fit into 16 bits together.
    pub paired: bool,
}

impl Operands {
    #[allow(dead_code)]
    #[inline(always)]
    pub(crate) fn panel_bytes(&self) -> usize {
        self.inputs * PANEL
    }

    /// The `quad`th four activations of a row as one number.
    ///
    /// # Safety
    /// The row and the quad are inside.
    #[inline(always)]
    pub(crate) unsafe fn activations(&self, row: usize, quad: usize) -> i32 {
        // SAFETY: the caller's promise.
        unsafe { self.rows.add(row * self.inputs + 4 * quad).cast::<i32>().read_unaligned() }
    }
}

/// # Safety
/// The processor has the tile's features; the operands point to `R` rows and `PANELS` panels; `sums` to `R * PANELS`
/// times sixteen numbers, written row by row.
pub(crate) trait IntTile: Copy {
    /// The greatest `R`, at most [`ROWS_MAX`].
    const ROWS: usize;
    /// At most [`PANELS_MAX`].
    const PANELS: usize;

    unsafe fn tile<const R: usize>(operands: Operands, sums: *mut i32);
}

pub(crate) const ROWS_MAX: usize = 8;
pub(crate) const PANELS_MAX: usize = 4;
