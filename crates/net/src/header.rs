//! The header of a weights file: what the network is, and where its tensors lie.

use serde::Deserialize;

use crate::error::{Error, ErrorKind};
use crate::words::CASES;

#[derive(Clone, Debug, Deserialize)]
pub struct Header {
    pub name: String,
    pub version: String,
    pub created: String,
    pub revision: String,
    pub encoder: EncoderSizes,
    pub windows: WindowLimits,
    /// The tensor that holds the vocabulary.
    pub vocab: String,
    pub heads: Vec<HeadHeader>,
    pub(crate) tensors: Vec<TensorHeader>,
    pub sha256: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
pub struct EncoderSizes {
    pub layers: usize,
    pub hidden: usize,
    pub heads: usize,
    pub ffn: usize,
    pub vocab: usize,
    pub positions: usize,
    pub cases: usize,
    /// How many pieces apart attention still tells distances apart, as in MPNet; 0: it tells none, as in BERT.
    #[serde(default)]
    pub reach: usize,
    /// What a normalisation adds to the variance.
    #[serde(default = "bert_epsilon")]
    pub epsilon: f32,
}

fn bert_epsilon() -> f32 {
    1e-12
}

/// All in pieces.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct WindowLimits {
    pub core: usize,
    pub left: usize,
    pub right: usize,
    pub max_sentence: usize,
}

#[derive(Clone, Debug, Deserialize)]
pub struct HeadHeader {
    pub name: String,
    pub form: Form,
    pub labels: Vec<String>,
    /// The width of the hidden layer of a span or pair head.
    #[serde(default)]
    pub hidden: usize,
    /// The rank of the product of both sides that a pair head adds to its scores; 0: none.
    #[serde(default)]
    pub rank: usize,
    /// What stands on the right of a pair.
    #[serde(default)]
    pub b: Side,
    /// The categorical features of a pair, in the order in which they are handed in.
    #[serde(default)]
    pub features: Vec<Feature>,
}

/// What a head scores.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    Token,
    Doc,
    Span,
    Pair,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    #[default]
    Span,
    Word,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Feature {
    pub name: String,
    pub size: usize,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct TensorHeader {
    pub name: String,
    pub dtype: String,
    pub shape: Vec<usize>,
    /// From the start of the tensor data.
    pub offset: usize,
    pub length: usize,
}

/// No size in a header may be beyond this, so that products of sizes stay small numbers.
const SIZE_MAX: usize = 1 << 24;

impl Header {
    /// Checks that the sizes fit together and that the kernels take them.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.check_encoder()?;
        self.check_windows()?;
        self.heads.iter().try_for_each(HeadHeader::check)
    }

    fn check_encoder(&self) -> Result<(), Error> {
        let e = self.encoder;
        let all = [e.layers, e.hidden, e.heads, e.ffn, e.vocab, e.positions, e.cases];
        require(all.iter().all(|size| (1..=SIZE_MAX).contains(size)), "encoder", "a size is nought or absurd")?;
        require(e.hidden.is_multiple_of(16 * e.heads), "encoder", "the width of a head is no multiple of sixteen")?;
        require(e.ffn.is_multiple_of(16), "encoder", "ffn is no multiple of sixteen")?;
        require(e.cases >= CASES, "encoder", "too few case classes")?;
        require(e.reach < e.positions, "encoder", "reach beyond all positions")?;
        require(e.epsilon > 0.0 && e.epsilon < 1.0, "encoder", "epsilon is no small number")
    }

    fn check_windows(&self) -> Result<(), Error> {
        let w = self.windows;
        let all = [w.core, w.left, w.right, w.max_sentence];
        require(all.iter().all(|size| *size <= SIZE_MAX), "windows", "a size is absurd")?;
        // A single word may have a hundred pieces, more than a small core.
        let core = w.core.max(w.max_sentence).max(100);
        require(
            core + w.left + w.right + 2 <= self.encoder.positions,
            "windows",
            "a window may have more pieces than positions",
        )
    }
}

impl HeadHeader {
    fn check(&self) -> Result<(), Error> {
        let place = format!("head {}", self.name);
        let wide = matches!(self.form, Form::Span | Form::Pair);
        require(!self.labels.is_empty(), &place, "no labels")?;
        require(!wide || (1..=SIZE_MAX).contains(&self.hidden), &place, "the hidden size is nought or absurd")?;
        let sizes = self.features.iter().all(|feature| (1..=SIZE_MAX).contains(&feature.size));
        require(sizes, &place, "the size of a feature is nought or absurd")
    }
}

fn require(holds: bool, place: &str, message: &'static str) -> Result<(), Error> {
    if holds { Ok(()) } else { Err(Error::new(ErrorKind::Sizes(message), place)) }
}
