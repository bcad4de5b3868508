//! The encoder: windows of pieces in, a hidden vector for every word out.

use verbale_kernels::Kernels;

use crate::distance::Distances;
use crate::error::Error;
use crate::header::Header;
use crate::layer::{Asked, Layer, Norm, Workspace};
use crate::tensors::{Scaled, Tensors};
use crate::windows::Window;

/// Rows that go through the layers together, unless one window alone has more: enough to make the weights' way from
/// memory worth it, few enough for the activations to stay in the cache.
const CHUNK_ROWS: usize = 512;

#[derive(Debug)]
pub(crate) struct Encoder {
    kernels: Kernels,
    pub hidden: usize,
    words: Scaled,
    /// With the embedding of the only token type added.
    positions: Vec<f32>,
    cases: Vec<f32>,
    distances: Option<Distances>,
    norm: Norm,
    layers: Vec<Layer>,
}

impl Encoder {
    pub fn load(header: &Header, tensors: &Tensors<'_>, kernels: Kernels) -> Result<Encoder, Error> {
        let sizes = &header.encoder;
        let hidden = sizes.hidden;
        let mut positions = tensors.floats("emb.pos", &[sizes.positions, hidden])?;
        let token_type = tensors.floats("emb.type", &[hidden])?;
        positions.iter_mut().zip(token_type.iter().cycle()).for_each(|(position, part)| *position += part);
        Ok(Encoder {
            kernels,
            hidden,
            words: tensors.scaled("emb.word", [sizes.vocab, hidden], i8::MAX)?,
            positions,
            cases: tensors.floats("emb.case", &[sizes.cases, hidden])?,
            distances: Distances::load(tensors, sizes)?,
            norm: Norm::load(tensors, "emb.ln", sizes)?,
            layers: (0..sizes.layers).map(|number| Layer::load(tensors, number, sizes)).collect::<Result<_, _>>()?,
        })
    }

    pub fn kernels(&self) -> Kernels {
        self.kernels
    }

    /// The hidden vectors of all words that are taken from the windows, in order.
    pub fn encode(&self, windows: &[Window]) -> Vec<f32> {
        let words: usize = windows.iter().map(|window| window.rows.len()).sum();
        let mut hidden = Vec::with_capacity(words * self.hidden);
        let mut work = Workspace::default();
        for chunk in chunks(windows) {
            self.encode_chunk(chunk, &mut work);
            hidden.extend_from_slice(&work.rows);
        }
        hidden
    }

    fn encode_chunk(&self, windows: &[Window], work: &mut Workspace) {
        let lengths: Vec<usize> = windows.iter().map(|window| window.pieces.len()).collect();
        let taken: Vec<&[u32]> = windows.iter().map(|window| &window.rows[..]).collect();
        self.embed(windows, &mut work.rows);
        let last = self.layers.len() - 1;
        for (number, layer) in self.layers.iter().enumerate() {
            let taken = (number == last).then_some(&taken[..]);
            let asked = Asked { lengths: &lengths, taken, distances: self.distances.as_ref() };
            layer.run(self.kernels, asked, work);
        }
    }

    fn embed(&self, windows: &[Window], rows: &mut Vec<f32>) {
        let count: usize = windows.iter().map(|window| window.pieces.len()).sum();
        rows.resize(count * self.hidden, 0.0);
        let places = windows.iter().flat_map(|w| w.pieces.iter().zip(&w.cases).enumerate());
        for (out, (position, (piece, case))) in rows.chunks_exact_mut(self.hidden).zip(places) {
            self.embed_piece(*piece as usize, usize::from(*case), position, out);
        }
        self.norm.apply(self.kernels, rows);
    }

    fn embed_piece(&self, piece: usize, case: usize, position: usize, out: &mut [f32]) {
        let at = |row: usize| row * self.hidden..(row + 1) * self.hidden;
        let rest = [&self.positions[at(position)], &self.cases[at(case)]];
        self.kernels.embed(&self.words.integers[at(piece)], self.words.scales[piece], rest, out);
    }
}

/// Windows in groups of at most `CHUNK_ROWS` rows, or of one.
fn chunks(windows: &[Window]) -> impl Iterator<Item = &[Window]> {
    let mut rest = windows;
    std::iter::from_fn(move || {
        let mut rows = 0;
        let fitting = rest.iter().take_while(|window| {
            rows += window.pieces.len();
            rows <= CHUNK_ROWS
        });
        let (chunk, later) = rest.split_at_checked(fitting.count().max(1))?;
        rest = later;
        Some(chunk)
    })
}
