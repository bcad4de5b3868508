//! The measures of coreference: MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998), CEAF by entities (Luo 2005).

use std::collections::{HashMap, HashSet};
use std::fmt;

use verbale::Span;

use verbale::score::harmonic;

/// Sets of mentions that are the same.
pub type Chains = Vec<HashSet<Span>>;

/// Hits and their bounds, summed over documents.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    pub precise: f64,
    pub predicted: f64,
    pub recalled: f64,
    pub gold: f64,
}

impl Sums {
    pub fn add(&mut self, other: Sums) {
        self.precise += other.precise;
        self.predicted += other.predicted;
        self.recalled += other.recalled;
        self.gold += other.gold;
    }

    pub fn precision(&self) -> f64 {
        if self.predicted > 0.0 { self.precise / self.predicted } else { 0.0 }
    }

    pub fn recall(&self) -> f64 {
        if self.gold > 0.0 { self.recalled / self.gold } else { 0.0 }
    }

    pub fn f1(&self) -> f64 {
        harmonic(self.precision(), self.recall())
    }
}

impl fmt::Display for Sums {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P {:.3}  R {:.3}  F1 {:.3}", self.precision(), self.recall(), self.f1())
    }
}

/// Links that are kept: of each chain one less than the parts the other side breaks it into.
pub fn muc(gold: &Chains, found: &Chains) -> Sums {
    let ((recalled, gold), (precise, predicted)) = (links(gold, found), links(found, gold));
    Sums { precise, predicted, recalled, gold }
}

fn links(chains: &Chains, others: &Chains) -> (f64, f64) {
    let of = index(others);
    let (mut kept, mut all) = (0, 0);
    for chain in chains {
        let known: HashSet<usize> = chain.iter().filter_map(|span| of.get(span).copied()).collect();
        let alone = chain.iter().filter(|span| !of.contains_key(span)).count();
        kept += chain.len() - known.len() - alone;
        all += chain.len().saturating_sub(1);
    }
    (kept as f64, all as f64)
}

fn index(chains: &Chains) -> HashMap<Span, usize> {
    chains.iter().enumerate().flat_map(|(at, chain)| chain.iter().map(move |span| (*span, at))).collect()
}

/// The mean over mentions of the share of its chain that is right.
pub fn b_cubed(gold: &Chains, found: &Chains) -> Sums {
    let ((recalled, gold), (precise, predicted)) = (shares(gold, found), shares(found, gold));
    Sums { precise, predicted, recalled, gold }
}

fn shares(chains: &Chains, others: &Chains) -> (f64, f64) {
    let (mut sum, mut mentions) = (0.0, 0);
    for chain in chains {
        mentions += chain.len();
        let shared = others.iter().map(|other| chain.intersection(other).count().pow(2));
        sum += shared.sum::<usize>() as f64 / chain.len().max(1) as f64;
    }
    (sum, mentions as f64)
}

/// The likeness of chains paired one to one for the greatest sum, by twice the shared mentions of all in both.
pub fn ceaf(gold: &Chains, found: &Chains) -> Sums {
    let like =
        |a: &HashSet<Span>, b: &HashSet<Span>| 2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64;
    let (rows, columns) = if gold.len() <= found.len() { (gold, found) } else { (found, gold) };
    let likeness: Vec<Vec<f64>> = rows.iter().map(|a| columns.iter().map(|b| like(a, b)).collect()).collect();
    let best = assign(&likeness);
    Sums { precise: best, predicted: found.len() as f64, recalled: best, gold: gold.len() as f64 }
}

/// The greatest sum of one cell a row and at most one a column, with no more rows than columns: the Hungarian method with
/// potentials (Kuhn 1955, Munkres 1957), a shortest path for each row. Index 0 stands for no row and no column.
fn assign(gain: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (gain.len(), gain.first().map_or(0, Vec::len));
    let (mut row_potential, mut column_potential) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let mut row_of = vec![0; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let (mut least, mut before) = (vec![f64::INFINITY; columns + 1], vec![0; columns + 1]);
        let mut used = vec![false; columns + 1];
        let mut column = 0;
        while row_of[column] != 0 {
            used[column] = true;
            let from = row_of[column];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for other in (1..=columns).filter(|other| !used[*other]) {
                let cost = -gain[from - 1][other - 1] - row_potential[from] - column_potential[other];
                if cost < least[other] {
                    (least[other], before[other]) = (cost, column);
                }
                if least[other] < step {
                    (step, next) = (least[other], other);
                }
            }
            for other in 0..=columns {
                if used[other] {
                    row_potential[row_of[other]] += step;
                    column_potential[other] -= step;
                } else {
                    least[other] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[before[column]];
            column = before[column];
        }
    }
    (1..=columns).filter(|column| row_of[*column] != 0).map(|column| gain[row_of[column] - 1][column - 1]).sum()
}
