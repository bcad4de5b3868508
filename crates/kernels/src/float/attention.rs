//! Attention inside one window: every row looks at every row of its window, and there is no padding.
//!
//! For each head the keys and the values are packed into panels like weights, so that scores and mixtures are float
//! products of a few query rows at a time; the scores of those rows are all that is ever held.

use super::rows::exponentials;
use super::tile::{Operands, ROWS_MAX, multiply};
use crate::lanes::Lanes;
use crate::machine::{Machine, Work};
use crate::{Kernels, PANEL};

/// One window: rows that ask, and rows that are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Window<'a> {
    /// `hidden` floats a row, already scaled.
    pub queries: &'a [f32],
    /// Keys and values side by side, `2 * hidden` floats a row.
    pub memory: &'a [f32],
    pub hidden: usize,
    pub heads: usize,
    pub offsets: Option<Offsets<'a>>,
}

/// What is added to the scores by how far apart two rows of a window are.
#[derive(Clone, Copy, Debug)]
pub struct Offsets<'a> {
    /// `2 * reach + 1` floats a head: from what is looked at `reach` rows before the row that asks to as many after it.
    pub bias: &'a [f32],
    pub reach: usize,
    /// The rows that ask, by their number in the window; without it all ask, in order.
    pub asking: Option<&'a [u32]>,
}

/// Memory for packed keys, values and scores, kept from window to window.
#[derive(Clone, Debug, Default)]
pub struct AttentionScratch {
    keys: Vec<f32>,
    values: Vec<f32>,
    scores: Vec<f32>,
}

impl Kernels {
    /// Writes `hidden` floats for each row that asks.
    ///
    /// # Panics
    /// When the shapes do not fit, the width of a head is no multiple of sixteen, or a row lies beyond the reach.
    pub fn attend(self, window: Window<'_>, scratch: &mut AttentionScratch, out: &mut [f32]) {
        let Window { queries, memory, hidden, heads, offsets } = window;
        assert!(heads > 0 && hidden > 0 && hidden.is_multiple_of(heads * PANEL), "heads of whole vectors");
        assert!(memory.len().is_multiple_of(2 * hidden) && queries.len().is_multiple_of(hidden), "whole rows");
        assert_eq!(out.len(), queries.len(), "one output row a query");
        let (length, width) = (memory.len() / (2 * hidden), hidden / heads);
        if length == 0 {
            return;
        }
        if let Some(offsets) = offsets {
            offsets.check(heads, queries.len() / hidden, length);
        }
        let padded = length.next_multiple_of(PANEL);
        scratch.keys.resize(padded * width, 0.0);
        scratch.values.resize(length * width, 0.0);
        scratch.scores.resize(padded * ROWS_MAX, 0.0);
        self.run(Attention { window, length, width, scratch, out });
    }
}

impl<'a> Offsets<'a> {
    fn check(&self, heads: usize, asking: usize, length: usize) {
        assert_eq!(self.bias.len(), heads * self.span(), "a line a head");
        assert!(length <= self.reach + 1, "all rows within reach");
        match self.asking {
            Some(rows) => {
                assert!(rows.len() == asking && rows.iter().all(|row| (*row as usize) < length), "rows inside")
            }
            None => assert!(asking <= length, "rows inside"),
        }
    }

    fn span(&self) -> usize {
        2 * self.reach + 1
    }

    /// What is added to the scores of query number `query` for rows from the window's first on.
    fn of(&self, head: usize, query: usize) -> &'a [f32] {
        let row = self.asking.map_or(query, |rows| rows[query] as usize);
        &self.bias[head * self.span()..][..self.span()][self.reach - row..]
    }
}

struct Attention<'a> {
    window: Window<'a>,
    /// Rows that are looked at.
    length: usize,
    /// Of a head.
    width: usize,
    scratch: &'a mut AttentionScratch,
    out: &'a mut [f32],
}

impl Work for Attention<'_> {
    #[inline(always)]
    unsafe fn run<M: Machine>(mut self) {
        for head in 0..self.window.heads {
            // SAFETY: the caller's features.
            unsafe { self.head::<M::Lanes>(head) }
        }
    }
}

impl Attention<'_> {
    #[inline(always)]
    unsafe fn head<L: Lanes>(&mut self, head: usize) {
        let first = head * self.width;
        self.pack_keys(first);
        self.pack_values(self.window.hidden + first);
        let queries = self.out.len() / self.window.hidden;
        for row in (0..queries).step_by(L::TILE_ROWS) {
            let rows = L::TILE_ROWS.min(queries - row);
            // SAFETY: the caller's features; rows inside.
            unsafe {
                self.score::<L>(row, rows, first);
                self.lean(head, row, rows);
                let totals = self.weigh::<L>(rows);
                self.mix::<L>(row, rows, first, &totals);
            }
        }
    }

    fn stride(&self) -> usize {
        2 * self.window.hidden
    }

    fn padded(&self) -> usize {
        self.length.next_multiple_of(PANEL)
    }

    /// Panels of sixteen keys: for each component the sixteen keys' values. The last panel's missing keys stay what they
    /// were; their scores are overwritten.
    #[inline(always)]
    fn pack_keys(&mut self, first: usize) {
        let stride = self.stride();
        for (panel, packed) in self.scratch.keys.chunks_exact_mut(PANEL * self.width).enumerate() {
            for key in 0..PANEL.min(self.length - panel * PANEL) {
                let row = &self.window.memory[(panel * PANEL + key) * stride + first..][..self.width];
                for (to, from) in packed[key..].iter_mut().step_by(PANEL).zip(row) {
                    *to = *from;
                }
            }
        }
    }

    /// Panels of sixteen components: for each key its value's components.
    #[inline(always)]
    fn pack_values(&mut self, first: usize) {
        let stride = self.stride();
        for (panel, packed) in self.scratch.values.chunks_exact_mut(PANEL * self.length).enumerate() {
            let (packed, _) = packed.as_chunks_mut::<PANEL>();
            for (key, to) in packed.iter_mut().enumerate() {
                to.copy_from_slice(&self.window.memory[key * stride + first + panel * PANEL..][..PANEL]);
            }
        }
    }

    /// The scores of some query rows for all keys.
    #[inline(always)]
    unsafe fn score<L: Lanes>(&mut self, row: usize, rows: usize, first: usize) {
        let (padded, panels) = (self.padded(), self.padded() / PANEL);
        for panel in (0..panels).step_by(L::TILE_PANELS) {
            let operands = Operands {
                rows: self.window.queries[row * self.window.hidden + first..].as_ptr(),
                stride: self.window.hidden,
                panels: self.scratch.keys[panel * PANEL * self.width..].as_ptr(),
                panel_stride: PANEL * self.width,
                inputs: self.width,
                out: self.scratch.scores[panel * PANEL..].as_mut_ptr(),
                out_stride: padded,
            };
            // SAFETY: the caller's promise; a line of scores has room for all panels.
            unsafe { multiply::<L>(rows, L::TILE_PANELS.min(panels - panel), operands) };
        }
    }

    /// The scores with what lies in the distance of the rows.
    #[inline(always)]
    fn lean(&mut self, head: usize, row: usize, rows: usize) {
        let Some(offsets) = self.window.offsets else { return };
        let padded = self.padded();
        let lines = self.scratch.scores.chunks_exact_mut(padded);
        for (query, scores) in (row..row + rows).zip(lines) {
            for (score, bias) in scores[..self.length].iter_mut().zip(offsets.of(head, query)) {
                *score += bias;
            }
        }
    }

    /// Scores to exponentials, and their sums.
    #[inline(always)]
    unsafe fn weigh<L: Lanes>(&mut self, rows: usize) -> [f32; ROWS_MAX] {
        let mut totals = [0.0; ROWS_MAX];
        for (scores, total) in
            self.scratch.scores.chunks_exact_mut(self.length.next_multiple_of(PANEL)).zip(&mut totals[..rows])
        {
            // SAFETY: the caller's features.
            *total = unsafe { exponentials::<L>(scores, self.length) };
        }
        totals
    }

    /// The values mixed by the exponentials, over their sums.
    #[inline(always)]
    unsafe fn mix<L: Lanes>(&mut self, row: usize, rows: usize, first: usize, totals: &[f32; ROWS_MAX]) {
        let (panels, hidden) = (self.width / PANEL, self.window.hidden);
        for panel in (0..panels).step_by(L::TILE_PANELS) {
            let operands = Operands {
                rows: self.scratch.scores.as_ptr(),
                stride: self.padded(),
                panels: self.scratch.values[panel * PANEL * self.length..].as_ptr(),
                panel_stride: PANEL * self.length,
                inputs: self.length,
                out: self.out[row * hidden + first + panel * PANEL..].as_mut_ptr(),
                out_stride: hidden,
            };
            // SAFETY: the caller's promise; the rows and the panels of this head are inside the output.
            unsafe { multiply::<L>(rows, L::TILE_PANELS.min(panels - panel), operands) };
        }
        for (row, total) in (row..).zip(&totals[..rows]) {
            for part in self.out[row * hidden + first..][..self.width].chunks_exact_mut(PANEL) {
                // SAFETY: the caller's features; sixteen floats.
                unsafe { L::store(part.as_mut_ptr(), L::mul(L::load(part.as_ptr()), L::splat(1.0 / total))) }
            }
        }
    }
}
