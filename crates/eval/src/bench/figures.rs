//! The figures of the benchmarks: precision and recall from counts, accuracy and macro-F1 from pairs of labels.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use verbale::score::harmonic;

/// How many items are right, wanted and predicted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub right: usize,
    pub gold: usize,
    pub predicted: usize,
}

impl Counts {
    pub fn new(right: usize, gold: usize, predicted: usize) -> Self {
        Counts { right, gold, predicted }
    }

    pub fn add(&mut self, right: usize, gold: usize, predicted: usize) {
        *self = Counts::new(self.right + right, self.gold + gold, self.predicted + predicted);
    }

    /// Between 0 and 1; 0 where nothing was predicted.
    pub fn precision(self) -> f64 {
        share(self.right, self.predicted)
    }

    /// Between 0 and 1; 0 where nothing was wanted.
    pub fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    pub fn f1(self) -> f64 {
        harmonic(self.precision(), self.recall())
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (precision, recall, f1) = (self.precision(), self.recall(), self.f1());
        let Counts { gold, predicted, .. } = self;
        write!(f, "P {precision:.3}  R {recall:.3}  F1 {f1:.3}  gold {gold}  predicted {predicted}")
    }
}

/// `part` of `whole`, between 0 and 1; 0 of nothing.
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Gold labels with what was predicted for them; nothing predicted is no label.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    pairs: Vec<(String, Option<String>)>,
}

impl Labels {
    pub fn add(&mut self, gold: &str, predicted: Option<&str>) {
        self.pairs.push((gold.to_owned(), predicted.map(str::to_owned)));
    }

    /// The share of items with the gold label; an item without a label is wrong.
    pub fn accuracy(&self) -> f64 {
        share(self.pairs.iter().filter(|(gold, found)| found.as_ref() == Some(gold)).count(), self.pairs.len())
    }

    /// The share of items with any label.
    pub fn answered(&self) -> f64 {
        share(self.pairs.iter().filter(|(_, found)| found.is_some()).count(), self.pairs.len())
    }

    /// Counts for each gold label.
    pub fn by_label(&self) -> BTreeMap<&str, Counts> {
        let labels: BTreeSet<&str> = self.pairs.iter().map(|(gold, _)| gold.as_str()).collect();
        labels.into_iter().map(|label| (label, self.of(label))).collect()
    }

    fn of(&self, label: &str) -> Counts {
        let mut counts = Counts::default();
        for (gold, found) in &self.pairs {
            let (wanted, named) = (gold == label, found.as_deref() == Some(label));
            counts.add(usize::from(wanted && named), usize::from(wanted), usize::from(named));
        }
        counts
    }

    /// The mean F1 of the gold labels.
    pub fn macro_f1(&self) -> f64 {
        let labels = self.by_label();
        labels.values().map(|counts| counts.f1()).sum::<f64>() / labels.len().max(1) as f64
    }
}
