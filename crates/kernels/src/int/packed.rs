//! Weights in the order in which the tiles read them.

use crate::PANEL;
use crate::tile::BLOCK;

/// Greatest sum of weights of one sign in a lane that takes two pairs: 128 * 255 < 2^15.
const LANE_TOP: i32 = 128;

/// A linear map with integer weights: w = scale(output) * integer, plus a bias.
#[derive(Clone, Debug)]
pub struct PackedInt {
    pub(crate) outputs: usize,
    pub(crate) inputs: usize,
    /// Panel after panel; see [`crate::tile`].
    pub(crate) panels: Vec<i8>,
    /// A panel's lanes never overflow when two product pairs are added in 16 bits.
    pub(crate) paired: Vec<bool>,
    pub(crate) sums: Vec<i32>,
    pub(crate) float_sums: Vec<f32>,
    pub(crate) scales: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

impl PackedInt {
    /// Greatest magnitude of a weight: a pair of products with u8 activations must fit into 16 bits.
    pub const WEIGHT_TOP: i8 = 63;

    /// Packs weights given row by row, one row an output. Weights beyond ±63 are clipped to it: the caller who cares
    /// checks before.
    ///
    /// # Panics
    /// When `scales` or `bias` are not one an output, or the weights no whole rows.
    pub fn new(weights: &[i8], scales: &[f32], bias: &[f32]) -> PackedInt {
        let outputs = scales.len();
        assert!(
            outputs > 0 && weights.len().is_multiple_of(outputs) && bias.len() == outputs,
            "weights, scales and bias of one shape"
        );
        let inputs = weights.len() / outputs;
        let mut packed = PackedInt::empty(outputs, inputs);
        packed.scales[..outputs].copy_from_slice(scales);
        packed.bias[..outputs].copy_from_slice(bias);
        for (output, row) in weights.chunks_exact(inputs.max(1)).enumerate() {
            packed.place(output, row);
        }
        packed.float_sums = packed.sums.iter().map(|sum| *sum as f32).collect();
        packed.paired = packed.panels.chunks_exact(packed.padded_inputs() * PANEL).map(can_pair).collect();
        packed
    }

    /// Lowers the few weights of a row whose 16-bit lane could overflow if two products were added before widening, each by as
    /// little as that takes. Rows of which this was done run faster on machines without a dot product instruction.
    pub fn tame(row: &mut [i8]) {
        for block in row.chunks_exact_mut(BLOCK) {
            let reach: i32 = block.iter().map(|weight| i32::from(weight.unsigned_abs())).sum();
            if reach <= LANE_TOP {
                continue;
            }
            for lane in LANES {
                for sign in [1, -1] {
                    tame_lane(block, lane, sign);
                }
            }
        }
    }

    fn empty(outputs: usize, inputs: usize) -> PackedInt {
        let padded = outputs.next_multiple_of(PANEL);
        PackedInt {
            outputs,
            inputs,
            panels: vec![0; padded * inputs.next_multiple_of(BLOCK)],
            paired: Vec::new(),
            sums: vec![0; padded],
            float_sums: Vec::new(),
            scales: vec![0.0; padded],
            bias: vec![0.0; padded],
        }
    }

    fn place(&mut self, output: usize, row: &[i8]) {
        let start = output / PANEL * PANEL * self.padded_inputs() + output % PANEL * 4;
        for (input, weight) in row.iter().enumerate() {
            let weight = (*weight).clamp(-PackedInt::WEIGHT_TOP, PackedInt::WEIGHT_TOP);
            self.panels[start + input / 4 * 4 * PANEL + input % 4] = weight;
            self.sums[output] += i32::from(weight);
        }
    }

    pub fn outputs(&self) -> usize {
        self.outputs
    }

    pub fn inputs(&self) -> usize {
        self.inputs
    }

    pub(crate) fn padded_inputs(&self) -> usize {
        self.inputs.next_multiple_of(BLOCK)
    }

    /// How many of the panels take the shorter way on machines without a dot product instruction.
    pub fn paired_panels(&self) -> usize {
        self.paired.iter().filter(|paired| **paired).count()
    }
}

/// The places in a block whose products a lane adds up.
const LANES: [[usize; 4]; 2] = [[0, 1, 4, 5], [2, 3, 6, 7]];

fn tame_lane(block: &mut [i8], lane: [usize; 4], sign: i8) {
    let weight = |block: &[i8], place: usize| (i32::from(block[place]) * i32::from(sign)).max(0);
    while lane.iter().map(|place| weight(block, *place)).sum::<i32>() > LANE_TOP {
        // The first of equals, as training does it.
        let largest = lane.into_iter().rev().max_by_key(|place| weight(block, *place)).unwrap_or(lane[0]);
        block[largest] -= sign;
    }
}

/// Whether in every block of eight inputs the weights 0, 1, 4, 5 and 2, 3, 6, 7 of each output stay within the bound.
fn can_pair(panel: &[i8]) -> bool {
    panel.chunks_exact(BLOCK * PANEL).all(|block| {
        let (first, second) = block.split_at(4 * PANEL);
        first.chunks_exact(2).zip(second.chunks_exact(2)).all(|(a, b)| {
            let (mut positive, mut negative) = (0, 0);
            for weight in [a[0], a[1], b[0], b[1]] {
                positive += i32::from(weight).max(0);
                negative += i32::from(weight).min(0);
            }
            positive <= LANE_TOP && negative >= -LANE_TOP
        })
    })
}
