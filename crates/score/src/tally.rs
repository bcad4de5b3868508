//! Counts of hits, gold and predicted items, a measure each, and the figures they give.

use std::collections::{BTreeMap, HashSet};
use std::hash::Hash;

/// The measures of the table, in its order; coreference and the mean follow them.
pub const MEASURES: [&str; 15] = [
    "mention", "kind", "nominal", "code", "trigger", "typed", "role", "dyad", "mode", "aux", "date", "place", "size",
    "content", "context",
];

/// The measures whose mean is the figure of a record.
pub const HEADLINE: [&str; 11] =
    ["mention", "code", "coref", "typed", "role", "dyad", "aux", "date", "place", "size", "content"];

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    hit: f64,
    gold: f64,
    predicted: f64,
}

/// Coreference counts its hits twice over: B-cubed weighs each mention by its precision and by its recall.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    counts: BTreeMap<&'static str, Counts>,
    coref_recall: Counts,
}

/// Precision, recall and their harmonic mean, with the counts they stand on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prf {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    pub gold: f64,
    pub predicted: f64,
}

/// All figures: a row a measure, and the mean of the headline measures.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    pub measures: Vec<(&'static str, Prf)>,
    pub record: f64,
}

impl Tally {
    pub(crate) fn add(&mut self, measure: &'static str, hit: usize, gold: usize, predicted: usize) {
        let counts = self.counts.entry(measure).or_default();
        counts.hit += hit as f64;
        counts.gold += gold as f64;
        counts.predicted += predicted as f64;
    }

    pub(crate) fn sets<T: Eq + Hash>(&mut self, measure: &'static str, gold: &HashSet<T>, predicted: &HashSet<T>) {
        self.add(measure, gold.intersection(predicted).count(), gold.len(), predicted.len());
    }

    pub(crate) fn coref(&mut self, precise: f64, recalled: f64, predicted: usize, gold: usize) {
        let counts = self.counts.entry("coref").or_default();
        counts.hit += precise;
        counts.predicted += predicted as f64;
        self.coref_recall.hit += recalled;
        self.coref_recall.gold += gold as f64;
    }

    pub fn results(&self) -> Results {
        let mut measures: Vec<(&'static str, Prf)> = MEASURES.iter().map(|name| (*name, self.prf(name))).collect();
        measures.push(("coref", self.coref_prf()));
        let f1 = |name: &str| measures.iter().find(|(measure, _)| *measure == name).map_or(0.0, |(_, prf)| prf.f1);
        let record = HEADLINE.iter().map(|name| f1(name)).sum::<f64>() / HEADLINE.len() as f64;
        Results { measures, record }
    }

    /// Nothing wanted and nothing predicted is perfect; something predicted where nothing is wanted has no precision.
    fn prf(&self, measure: &str) -> Prf {
        let Counts { hit, gold, predicted } = self.counts.get(measure).copied().unwrap_or_default();
        let precision = if predicted > 0.0 {
            hit / predicted
        } else if gold > 0.0 {
            0.0
        } else {
            1.0
        };
        let recall = if gold > 0.0 { hit / gold } else { 1.0 };
        Prf { precision, recall, f1: harmonic(precision, recall), gold, predicted }
    }

    fn coref_prf(&self) -> Prf {
        let counts = self.counts.get("coref").copied().unwrap_or_default();
        let precision = if counts.predicted > 0.0 { counts.hit / counts.predicted } else { 0.0 };
        let Counts { hit, gold, .. } = self.coref_recall;
        let recall = if gold > 0.0 { hit / gold } else { 0.0 };
        Prf { precision, recall, f1: harmonic(precision, recall), gold, predicted: counts.predicted }
    }
}

impl Results {
    pub fn f1(&self, measure: &str) -> f64 {
        if measure == "record" {
            return self.record;
        }
        self.measures.iter().find(|(name, _)| *name == measure).map_or(0.0, |(_, prf)| prf.f1)
    }
}

/// The harmonic mean.
pub fn harmonic(precision: f64, recall: f64) -> f64 {
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}
