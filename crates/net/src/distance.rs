//! What the distance of two pieces adds to how much one looks at the other (MPNet; Song et al., 2020).

use crate::error::Error;
use crate::header::EncoderSizes;
use crate::tensors::Tensors;

/// A line for each head, long enough for any two positions.
#[derive(Debug)]
pub(crate) struct Distances {
    /// `2 * reach + 1` floats a head.
    pub bias: Vec<f32>,
    pub reach: usize,
}

impl Distances {
    /// The lines of the file end where distances are told apart no longer; beyond it all are as the last. Nothing where the
    /// network tells none apart.
    pub fn load(tensors: &Tensors<'_>, sizes: &EncoderSizes) -> Result<Option<Distances>, Error> {
        if sizes.reach == 0 {
            return Ok(None);
        }
        let told = tensors.floats("emb.distance", &[2 * sizes.reach + 1, sizes.heads])?;
        let reach = sizes.positions - 1;
        let row = |offset: usize| (offset + sizes.reach).saturating_sub(reach).min(2 * sizes.reach);
        let line = |head| (0..=2 * reach).map(move |offset| (row(offset), head));
        let bias = (0..sizes.heads).flat_map(line).map(|(row, head)| told[row * sizes.heads + head]).collect();
        Ok(Some(Distances { bias, reach }))
    }
}
