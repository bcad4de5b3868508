//! A document as the network sees it, and the scores of the heads on it.

use std::fmt;
use std::sync::Arc;

use crate::head::{self, Body, Hidden, Pairs};
use crate::matrix::Matrix;
use crate::model::Parts;

/// The hidden vectors of a document's words.
///
/// A head is asked for by its name. One that the model lacks, or has in another form, gives scores for no labels (a
/// matrix without columns): ask [`crate::Model::head`] beforehand, once. Where two networks read, a score is the mean of theirs.
#[derive(Clone, Default)]
pub struct Encoded {
    /// One a network: one or two.
    views: Vec<View>,
}

/// What one network makes of the document.
#[derive(Clone)]
struct View {
    parts: Arc<Parts>,
    hidden: Vec<f32>,
}

impl Encoded {
    pub(crate) fn push(&mut self, parts: Arc<Parts>, hidden: Vec<f32>) {
        self.views.push(View { parts, hidden });
    }

    /// How many words there are.
    pub fn words(&self) -> usize {
        self.views.first().map_or(0, View::words)
    }

    /// The hidden vector of a word, by the first network.
    pub fn hidden(&self, word: usize) -> &[f32] {
        let width = self.views[0].parts.encoder.hidden;
        &self.views[0].hidden[word * width..][..width]
    }

    /// The scores of all words by a token head.
    pub fn tokens(&self, head: &str) -> Matrix {
        self.mean(|view| view.tokens(head))
    }

    /// The scores of the document by a document head.
    pub fn document(&self, head: &str) -> Vec<f32> {
        self.mean(|view| view.document(head)).values().to_vec()
    }

    /// The scores of spans (first and last word, inclusive) by a span head.
    ///
    /// # Panics
    /// When a span names a word that is not there.
    pub fn spans(&self, head: &str, spans: &[(u32, u32)]) -> Matrix {
        self.mean(|view| view.spans(head, spans))
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
        let pairs = Pairs { left, right, pairs, features };
        self.mean(|view| view.pairs(head, &pairs))
    }

    fn mean(&self, scores: impl Fn(&View) -> Matrix) -> Matrix {
        let mut each = self.views.iter().map(scores);
        let mut mean = each.next().unwrap_or_default();
        if let Some(second) = each.next() {
            mean.values_mut().iter_mut().zip(second.values()).for_each(|(a, b)| *a = f32::midpoint(*a, *b));
        }
        mean
    }
}

impl View {
    fn words(&self) -> usize {
        self.hidden.len() / self.parts.encoder.hidden
    }

    fn tokens(&self, head: &str) -> Matrix {
        match self.body(head) {
            Some(Body::Linear(weights)) => head::rows(self.parts.encoder.kernels(), weights, &self.hidden),
            _ => Matrix::zeros(self.words(), 0),
        }
    }

    fn document(&self, head: &str) -> Matrix {
        match self.body(head) {
            Some(Body::Linear(weights)) => head::document(self.parts.encoder.kernels(), weights, self.all()),
            _ => Matrix::zeros(1, 0),
        }
    }

    fn spans(&self, head: &str, spans: &[(u32, u32)]) -> Matrix {
        match self.body(head) {
            Some(Body::Span(body)) => body.score(self.parts.encoder.kernels(), self.all(), spans),
            _ => Matrix::zeros(spans.len(), 0),
        }
    }

    fn pairs(&self, head: &str, pairs: &Pairs<'_>) -> Matrix {
        match self.parts.head(head) {
            Some(weights) if let Body::Pair(body) = &weights.body => {
                let expected = pairs.pairs.len() * weights.header.features.len();
                assert_eq!(pairs.features.len(), expected, "features of head {head}");
                body.score(self.parts.encoder.kernels(), self.all(), pairs)
            }
            _ => Matrix::zeros(pairs.pairs.len(), 0),
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
