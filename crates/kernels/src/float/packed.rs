//! Float weights in panels of sixteen outputs.

use crate::PANEL;

/// A linear map with float weights and a bias.
#[derive(Clone, Debug)]
pub struct PackedFloat {
    pub(crate) outputs: usize,
    pub(crate) inputs: usize,
    /// Panel after panel: for every input the sixteen weights of the outputs.
    pub(crate) panels: Vec<f32>,
    /// Padded to whole panels.
    pub(crate) bias: Vec<f32>,
}

impl PackedFloat {
    /// Packs weights given row by row, one row an output.
    ///
    /// # Panics
    /// When the weights are not `bias.len()` whole rows.
    pub fn new(weights: &[f32], bias: &[f32]) -> PackedFloat {
        let outputs = bias.len();
        assert!(outputs > 0 && weights.len().is_multiple_of(outputs), "weights and bias of one shape");
        let inputs = weights.len() / outputs;
        let padded = outputs.next_multiple_of(PANEL);
        let mut packed = PackedFloat { outputs, inputs, panels: vec![0.0; padded * inputs], bias: bias.to_vec() };
        packed.bias.resize(padded, 0.0);
        for (output, row) in weights.chunks_exact(inputs.max(1)).enumerate() {
            for (input, weight) in row.iter().enumerate() {
                packed.panels[(output / PANEL * inputs + input) * PANEL + output % PANEL] = *weight;
            }
        }
        packed
    }

    pub fn outputs(&self) -> usize {
        self.outputs
    }

    pub fn inputs(&self) -> usize {
        self.inputs
    }
}
