//! One layer of the encoder: attention and feed-forward, each with its residual connection and normalisation.

use verbale_kernels::{AttentionScratch, Epilogue, Kernels, Offsets, PackedInt, Quantised, Window};

use crate::distance::Distances;
use crate::error::Error;
use crate::header::EncoderSizes;
use crate::tensors::{Scaled, Tensors};

/// Rows whose feed-forward activations (the widest there are) stay in the second level cache.
const BLOCK_ROWS: usize = 96;

#[derive(Debug)]
pub(crate) struct Layer {
    query: PackedInt,
    /// Keys and values side by side.
    memory: PackedInt,
    output: PackedInt,
    widen: PackedInt,
    narrow: PackedInt,
    after_attention: Norm,
    after_feed_forward: Norm,
    heads: usize,
}

#[derive(Debug)]
pub(crate) struct Norm {
    gain: Vec<f32>,
    shift: Vec<f32>,
    epsilon: f32,
}

/// Windows of these lengths, the rows of each that go on (without them all do), and what distances do to attention.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub lengths: &'a [usize],
    pub taken: Option<&'a [&'a [u32]]>,
    pub distances: Option<&'a Distances>,
}

/// Activations of a chunk of windows, and memory for what comes in between.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    /// The rows of all windows, `hidden` floats each.
    pub rows: Vec<f32>,
    integers: Quantised,
    queries: Vec<f32>,
    memory: Vec<f32>,
    mixed: Vec<f32>,
    wide: Vec<f32>,
    attention: AttentionScratch,
}

impl Norm {
    pub fn load(tensors: &Tensors<'_>, name: &str, sizes: &EncoderSizes) -> Result<Norm, Error> {
        let part = |part: &str| tensors.floats(&format!("{name}.{part}"), &[sizes.hidden]);
        Ok(Norm { gain: part("w")?, shift: part("b")?, epsilon: sizes.epsilon })
    }

    pub fn apply(&self, kernels: Kernels, rows: &mut [f32]) {
        kernels.layer_norm(rows, &self.gain, &self.shift, self.epsilon);
    }
}

impl Layer {
    pub fn load(tensors: &Tensors<'_>, number: usize, sizes: &EncoderSizes) -> Result<Layer, Error> {
        let (hidden, ffn) = (sizes.hidden, sizes.ffn);
        let part =
            |name: &str, outputs, inputs| Linear::load(tensors, format!("layer.{number}.{name}"), outputs, inputs);
        let square = |name| part(name, hidden, hidden);
        // The scores' scale is part of the queries, so that attention has none to apply.
        let scale = 1.0 / ((hidden / sizes.heads) as f32).sqrt();
        Ok(Layer {
            query: square("q")?.scaled_by(scale).pack(),
            memory: square("k")?.followed_by(square("v")?).pack(),
            output: square("o")?.pack(),
            widen: part("f1", ffn, hidden)?.pack(),
            narrow: part("f2", hidden, ffn)?.pack(),
            after_attention: Norm::load(tensors, &format!("layer.{number}.ln1"), sizes)?,
            after_feed_forward: Norm::load(tensors, &format!("layer.{number}.ln2"), sizes)?,
            heads: sizes.heads,
        })
    }

    /// Takes the windows of these lengths one layer on. With `taken`, only those rows (numbered in their window) of each
    /// window go on, and `work.rows` holds no others afterwards: the last layer need not write what nobody reads.
    pub fn run(&self, kernels: Kernels, asked: Asked<'_>, work: &mut Workspace) {
        let Asked { lengths, taken, .. } = asked;
        let hidden = self.query.outputs();
        kernels.quantise(&work.rows, hidden, &mut work.integers);
        let count = work.rows.len() / hidden;
        product(kernels, &work.integers, &self.memory, &mut work.memory);
        if let Some(taken) = taken {
            work.rows = gather(&work.rows, hidden, lengths, taken);
            kernels.quantise(&work.rows, hidden, &mut work.integers);
        }
        product(kernels, &work.integers, &self.query, &mut work.queries);
        debug_assert_eq!(lengths.iter().sum::<usize>(), count);
        self.attend(kernels, asked, work);
        self.finish(kernels, work);
    }

    fn attend(&self, kernels: Kernels, asked: Asked<'_>, work: &mut Workspace) {
        let Asked { lengths, taken, distances } = asked;
        let hidden = self.query.outputs();
        work.mixed.resize(work.queries.len(), 0.0);
        let (mut queries, mut memory, mut mixed) = (&work.queries[..], &work.memory[..], &mut work.mixed[..]);
        for (window, length) in lengths.iter().enumerate() {
            let asking = taken.map(|taken| taken[window]);
            let (theirs, rest) = queries.split_at(asking.map_or(*length, <[u32]>::len) * hidden);
            let (looked_at, later) = memory.split_at(length * 2 * hidden);
            let (out, remaining) = mixed.split_at_mut(theirs.len());
            let offsets = distances.map(|Distances { bias, reach }| Offsets { bias, reach: *reach, asking });
            let window = Window { queries: theirs, memory: looked_at, hidden, heads: self.heads, offsets };
            kernels.attend(window, &mut work.attention, out);
            (queries, memory, mixed) = (rest, later, remaining);
        }
    }

    /// All that comes after attention concerns a row by itself.
    fn finish(&self, kernels: Kernels, work: &mut Workspace) {
        let (hidden, integers) = (self.query.outputs(), &mut work.integers);
        let blocks = work.rows.chunks_mut(BLOCK_ROWS * hidden).zip(work.mixed.chunks(BLOCK_ROWS * hidden));
        for (rows, mixed) in blocks {
            kernels.quantise(mixed, hidden, integers);
            kernels.multiply(integers, &self.output, Epilogue::Add, rows);
            self.after_attention.apply(kernels, rows);
            kernels.quantise(rows, hidden, integers);
            work.wide.resize(integers.rows() * self.widen.outputs(), 0.0);
            kernels.multiply(integers, &self.widen, Epilogue::Gelu, &mut work.wide);
            kernels.quantise(&work.wide, self.widen.outputs(), integers);
            kernels.multiply(integers, &self.narrow, Epilogue::Add, rows);
            self.after_feed_forward.apply(kernels, rows);
        }
    }
}

fn product(kernels: Kernels, input: &Quantised, weights: &PackedInt, out: &mut Vec<f32>) {
    out.resize(input.rows() * weights.outputs(), 0.0);
    kernels.multiply(input, weights, Epilogue::Store, out);
}

/// The taken rows of each window, one after another.
fn gather(rows: &[f32], hidden: usize, lengths: &[usize], taken: &[&[u32]]) -> Vec<f32> {
    let mut gathered = Vec::with_capacity(taken.iter().map(|rows| rows.len()).sum::<usize>() * hidden);
    let mut first = 0;
    for (length, taken) in lengths.iter().zip(taken) {
        for row in *taken {
            gathered.extend_from_slice(&rows[(first + *row as usize) * hidden..][..hidden]);
        }
        first += length;
    }
    gathered
}

/// A quantised linear map as the file has it.
struct Linear {
    weights: Scaled,
    bias: Vec<f32>,
}

impl Linear {
    fn load(tensors: &Tensors<'_>, name: String, outputs: usize, inputs: usize) -> Result<Linear, Error> {
        let weights = tensors.scaled(&name, [outputs, inputs], PackedInt::WEIGHT_TOP)?;
        Ok(Linear { weights, bias: tensors.floats(&format!("{name}.bias"), &[outputs])? })
    }

    fn scaled_by(mut self, factor: f32) -> Linear {
        self.weights.scales.iter_mut().chain(&mut self.bias).for_each(|value| *value *= factor);
        self
    }

    fn followed_by(mut self, other: Linear) -> Linear {
        self.weights.integers.extend(other.weights.integers);
        self.weights.scales.extend(other.weights.scales);
        self.bias.extend(other.bias);
        self
    }

    fn pack(self) -> PackedInt {
        PackedInt::new(&self.weights.integers, &self.weights.scales, &self.bias)
    }
}
