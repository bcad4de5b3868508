//! Heads: small networks on the hidden vectors, in four forms.

use verbale_kernels::{Kernels, PackedFloat};

use crate::error::Error;
use crate::header::{Form, HeadHeader, Side};
use crate::map::Map;
use crate::matrix::Matrix;
use crate::tensors::Tensors;

/// Rows that are put together for a product at a time, so that memory stays bounded whatever the number of pairs.
const BLOCK_ROWS: usize = 256;

#[derive(Debug)]
pub(crate) struct HeadWeights {
    pub header: HeadHeader,
    pub body: Body,
}

#[derive(Debug)]
pub(crate) enum Body {
    /// Of a token head, and of a document head.
    Linear(PackedFloat),
    Span(SpanBody),
    Pair(Box<PairBody>),
}

#[derive(Debug)]
pub(crate) struct SpanBody {
    inner: Map,
    outer: PackedFloat,
}

/// The inner row of a pair is the rectified sum of its sides and features, then, where the head has a rank, the product of
/// its sides: that lets a pair agree, which a sum cannot (Dozat and Manning, 2017).
#[derive(Debug)]
pub(crate) struct PairBody {
    /// Of the sum, then of the product; so are the right side and the inputs of `outer`.
    left: Map,
    /// With the bias of the sum.
    right: Map,
    right_side: Side,
    /// Width of the sum.
    hidden: usize,
    /// One table a feature.
    features: Vec<Vec<f32>>,
    outer: PackedFloat,
}

/// The hidden vectors of a document's words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hidden<'a> {
    pub values: &'a [f32],
    pub width: usize,
}

impl<'a> Hidden<'a> {
    pub fn word(&self, word: u32) -> &'a [f32] {
        &self.values[word as usize * self.width..][..self.width]
    }

    fn count(&self) -> usize {
        self.values.len() / self.width
    }
}

impl HeadWeights {
    pub fn load(header: &HeadHeader, tensors: &Tensors<'_>, hidden: usize) -> Result<HeadWeights, Error> {
        let body = match header.form {
            Form::Token | Form::Doc => {
                Body::Linear(linear(header, tensors, ["w", "b"], [header.labels.len(), hidden])?)
            }
            Form::Span => Body::Span(SpanBody::load(header, tensors, hidden)?),
            Form::Pair => Body::Pair(Box::new(PairBody::load(header, tensors, hidden)?)),
        };
        Ok(HeadWeights { header: header.clone(), body })
    }
}

fn linear(
    header: &HeadHeader,
    tensors: &Tensors<'_>,
    names: [&str; 2],
    shape: [usize; 2],
) -> Result<PackedFloat, Error> {
    let (weights, bias) = floats(header, tensors, names, shape)?;
    Ok(PackedFloat::new(&weights, &bias))
}

/// Weights and bias of a linear map.
fn floats(
    header: &HeadHeader,
    tensors: &Tensors<'_>,
    names: [&str; 2],
    shape: [usize; 2],
) -> Result<(Vec<f32>, Vec<f32>), Error> {
    let [weights, bias] = names.map(|part| format!("head.{}.{part}", header.name));
    Ok((tensors.floats(&weights, &shape)?, tensors.floats(&bias, &shape[..1])?))
}

/// The scores of rows one by one.
pub(crate) fn rows(kernels: Kernels, weights: &PackedFloat, rows: &[f32]) -> Matrix {
    let mut scores = Matrix::zeros(rows.len() / weights.inputs(), weights.outputs());
    kernels.matmul(rows, weights, scores.values_mut());
    scores
}

/// The scores of the mean word; of no words, those of the zero vector.
pub(crate) fn document(kernels: Kernels, weights: &PackedFloat, hidden: Hidden<'_>) -> Matrix {
    let mut mean = vec![0.0f32; hidden.width];
    for word in hidden.values.chunks_exact(hidden.width) {
        mean.iter_mut().zip(word).for_each(|(sum, value)| *sum += value);
    }
    let count = hidden.count().max(1) as f32;
    mean.iter_mut().for_each(|sum| *sum /= count);
    rows(kernels, weights, &mean)
}

impl SpanBody {
    fn load(header: &HeadHeader, tensors: &Tensors<'_>, hidden: usize) -> Result<SpanBody, Error> {
        let (weights, bias) = floats(header, tensors, ["w1", "b1"], [header.hidden, 2 * hidden])?;
        Ok(SpanBody {
            inner: Map::new(&weights, &bias),
            outer: linear(header, tensors, ["w2", "b2"], [header.labels.len(), header.hidden])?,
        })
    }

    pub fn score(&self, kernels: Kernels, hidden: Hidden<'_>, spans: &[(u32, u32)]) -> Matrix {
        let mut inner = sides(kernels, &self.inner, Side::Span, hidden, spans);
        rectify(inner.values_mut());
        rows(kernels, &self.outer, inner.values())
    }
}

impl PairBody {
    fn load(header: &HeadHeader, tensors: &Tensors<'_>, width: usize) -> Result<PairBody, Error> {
        let right_width = if header.b == Side::Word { width } else { 2 * width };
        let (hidden, rank, labels) = (header.hidden, header.rank, header.labels.len());
        let part = |part: &str, shape: &[usize]| tensors.floats(&format!("head.{}.{part}", header.name), shape);
        let (mut left, mut right) = (part("a", &[hidden, 2 * width])?, part("b", &[hidden, right_width])?);
        let (mut outer, mut bias) = (part("v", &[labels, hidden])?, part("bias", &[hidden])?);
        if rank > 0 {
            left.extend(part("p", &[rank, 2 * width])?);
            right.extend(part("q", &[rank, right_width])?);
            bias.extend(vec![0.0; rank]);
            outer = side_by_side(&outer, &part("m", &[labels, rank])?, labels);
        }
        let tables = header.features.iter().enumerate();
        Ok(PairBody {
            left: Map::new(&left, &vec![0.0; hidden + rank]),
            right: Map::new(&right, &bias),
            right_side: header.b,
            hidden,
            features: tables
                .map(|(k, feature)| part(&format!("e.{k}"), &[feature.size, hidden]))
                .collect::<Result<_, _>>()?,
            outer: PackedFloat::new(&outer, &part("c", &[labels])?),
        })
    }

    /// Scores pairs given as indexes into `left` and `right`, with as many features a pair as there are tables.
    pub fn score(&self, kernels: Kernels, hidden: Hidden<'_>, pairs: &Pairs<'_>) -> Matrix {
        let left = sides(kernels, &self.left, Side::Span, hidden, pairs.left);
        let right = sides(kernels, &self.right, self.right_side, hidden, pairs.right);
        let (width, labels, tables) = (self.outer.inputs(), self.outer.outputs(), self.features.len());
        let mut scores = Matrix::zeros(pairs.pairs.len(), labels);
        let mut inner = vec![0.0; BLOCK_ROWS * width];
        let blocks = pairs.pairs.chunks(BLOCK_ROWS).zip(scores.values_mut().chunks_mut(BLOCK_ROWS * labels));
        for (block, (pairs_here, scores)) in blocks.enumerate() {
            let features = &pairs.features[(block * BLOCK_ROWS * tables).min(pairs.features.len())..];
            for (i, ((a, b), row)) in pairs_here.iter().zip(inner.chunks_exact_mut(width)).enumerate() {
                self.join(left.row(*a as usize), right.row(*b as usize), &features[i * tables..][..tables], row);
            }
            kernels.matmul(&inner[..pairs_here.len() * width], &self.outer, scores);
        }
        scores
    }

    /// A feature value beyond its table counts as the table's last.
    fn join(&self, left: &[f32], right: &[f32], features: &[u16], row: &mut [f32]) {
        let (sum, product) = row.split_at_mut(self.hidden);
        let ((left, left_rest), (right, right_rest)) = (left.split_at(self.hidden), right.split_at(self.hidden));
        add_up(sum, left, right);
        for (table, value) in self.features.iter().zip(features) {
            let last = table.len() / sum.len() - 1;
            let entry = &table[last.min(usize::from(*value)) * sum.len()..][..sum.len()];
            sum.iter_mut().zip(entry).for_each(|(sum, part)| *sum += part);
        }
        rectify(sum);
        for ((cell, left), right) in product.iter_mut().zip(left_rest).zip(right_rest) {
            *cell = left * right;
        }
    }
}

/// Two matrices of so many rows as one.
fn side_by_side(left: &[f32], right: &[f32], rows: usize) -> Vec<f32> {
    let halves = left.chunks_exact(left.len() / rows).zip(right.chunks_exact(right.len() / rows));
    halves.flat_map(|(left, right)| [left, right].concat()).collect()
}

/// Which pairs to score; see `Encoded::pairs`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pairs<'a> {
    pub left: &'a [(u32, u32)],
    pub right: &'a [(u32, u32)],
    pub pairs: &'a [(u32, u32)],
    pub features: &'a [u16],
}

/// A linear map of every span's vector: its first and last word's, or the first word's alone.
fn sides(kernels: Kernels, weights: &Map, side: Side, hidden: Hidden<'_>, spans: &[(u32, u32)]) -> Matrix {
    let mut mapped = Matrix::zeros(spans.len(), weights.outputs());
    let mut vectors = Vec::with_capacity(BLOCK_ROWS.min(spans.len()) * weights.inputs());
    for (spans, out) in spans.chunks(BLOCK_ROWS).zip(mapped.values_mut().chunks_mut(BLOCK_ROWS * weights.outputs())) {
        vectors.clear();
        for (first, last) in spans {
            vectors.extend_from_slice(hidden.word(*first));
            if side == Side::Span {
                vectors.extend_from_slice(hidden.word(*last));
            }
        }
        weights.apply(kernels, &vectors, out);
    }
    mapped
}

fn add_up(sum: &mut [f32], left: &[f32], right: &[f32]) {
    for ((sum, left), right) in sum.iter_mut().zip(left).zip(right) {
        *sum = left + right;
    }
}

fn rectify(values: &mut [f32]) {
    values.iter_mut().for_each(|value| *value = value.max(0.0));
}
