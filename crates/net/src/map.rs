//! The wide linear maps of heads, from hidden vectors to their inner ones. They take more time than all else that heads
//! do, so they run on integers like the encoder: seven bits a weight with a scale an output, eight bits a value with a
//! scale a row.

use verbale_kernels::{Epilogue, Kernels, PANEL, PackedFloat, PackedInt, Quantised};

use crate::four::integers;

/// A linear map with a bias; in floats where its outputs fill no whole panels.
#[derive(Debug)]
pub(crate) enum Map {
    Integer(PackedInt),
    Float(PackedFloat),
}

impl Map {
    /// Weights row by row, one row an output.
    pub fn new(weights: &[f32], bias: &[f32]) -> Map {
        if !bias.len().is_multiple_of(PANEL) {
            return Map::Float(PackedFloat::new(weights, bias));
        }
        let rows = weights.chunks_exact(weights.len() / bias.len());
        let (integers, scales): (Vec<Vec<i8>>, Vec<f32>) = rows.map(integers).unzip();
        Map::Integer(PackedInt::new(&integers.concat(), &scales, bias))
    }

    pub fn inputs(&self) -> usize {
        match self {
            Map::Integer(weights) => weights.inputs(),
            Map::Float(weights) => weights.inputs(),
        }
    }

    pub fn outputs(&self) -> usize {
        match self {
            Map::Integer(weights) => weights.outputs(),
            Map::Float(weights) => weights.outputs(),
        }
    }

    /// The images of whole rows.
    pub fn apply(&self, kernels: Kernels, rows: &[f32], out: &mut [f32]) {
        match self {
            Map::Integer(weights) => {
                let mut quantised = Quantised::new();
                kernels.quantise(rows, weights.inputs(), &mut quantised);
                kernels.multiply(&quantised, weights, Epilogue::Store, out);
            }
            Map::Float(weights) => kernels.matmul(rows, weights, out),
        }
    }
}
