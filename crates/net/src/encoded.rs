//! A document as the network sees it, and the scores of the heads on it.

use std::fmt;
use std::sync::Arc;

use crate::head::{self, Body, Hidden, Pairs};
use crate::matrix::Matrix;
use crate::model::Parts;

/// The hidden vectors of a document's words.
///
/// A head is asked for by its name. One that the model lacks, or has in another form, gives scores for no labels (a
/// matrix without columns): ask [`crate::Model::head`] beforehand, once.
#[derive(Clone)]
pub struct Encoded {
    parts: Arc<Parts>,
    hidden: Vec<f32>,
}

impl Encoded {
    pub(crate) fn new(parts: Arc<Parts>, hidden: Vec<f32>) -> Encoded {
        Encoded { parts, hidden }
    }

    /// How many words there are.
    pub fn words(&self) -> usize {
        self.hidden.len() / self.parts.encoder.hidden
    }

    /// The hidden vector of a word.
    pub fn hidden(&self, word: usize) -> &[f32] {
        let width = self.parts.encoder.hidden;
        &self.hidden[word * width..][..width]
    }

    /// The scores of all words by a token head.
    pub fn tokens(&self, head: &str) -> Matrix {
        match self.body(head) {
            Some(Body::Linear(weights)) => head::rows(self.parts.encoder.kernels(), weights, &self.hidden),
            _ => Matrix::zeros(self.words(), 0),
        }
    }

    /// The scores of the document by a document head.
    pub fn document(&self, head: &str) -> Vec<f32> {
        match self.body(head) {
            Some(Body::Linear(weights)) => head::document(self.parts.encoder.kernels(), weights, self.all()),
            _ => Vec::new(),
        }
    }

    /// The scores of spans (first and last word, inclusive) by a span head.
    ///
    /// # Panics
    /// When a span names a word that is not there.
    pub fn spans(&self, head: &str, spans: &[(u32, u32)]) -> Matrix {
        match self.body(head) {
            Some(Body::Span(body)) => body.score(self.parts.encoder.kernels(), self.all(), spans),
            _ => Matrix::zeros(spans.len(), 0),
        }
    }

    /// The scores of pairs by a pair head. `left` and `right`: spans (first and last word, inclusive; of a word side the
    /// first counts), `pairs`: indexes into them, `features`: as many a pair as the head has, pair after pair.
    ///
    /// # Panics
    /// When an index is out of bounds, or the features are not as many as they should be.
    pub fn pairs(
        &self,
        head: &str,
        left: &[(u32, u32)],
        right: &[(u32, u32)],
        pairs: &[(u32, u32)],
        features: &[u16],
    ) -> Matrix {
        match self.parts.head(head) {
            Some(weights) if let Body::Pair(body) = &weights.body => {
                assert_eq!(features.len(), pairs.len() * weights.header.features.len(), "features of head {head}");
                let pairs = Pairs { left, right, pairs, features };
                body.score(self.parts.encoder.kernels(), self.all(), &pairs)
            }
            _ => Matrix::zeros(pairs.len(), 0),
        }
    }

    fn body(&self, head: &str) -> Option<&Body> {
        self.parts.head(head).map(|head| &head.body)
    }

    fn all(&self) -> Hidden<'_> {
        Hidden { values: &self.hidden, width: self.parts.encoder.hidden }
    }
}

impl fmt::Debug for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encoded").field("words", &self.words()).finish()
    }
}
