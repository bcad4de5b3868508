//! Average-linkage clustering that does not depend on the order of arrival.
//!
//! Pairs that score at least the threshold tie things into components; within a component the two clusters with the
//! highest mean score are joined until none reaches the threshold. A component with several reports' worth of chains
//! thus falls apart where the mean does not hold. Ties go to the clusters whose first members come first.

use std::cmp::Ordering;

use crate::union::Union;

/// A component larger than this is cut at a higher threshold first: its matrix of scores would not fit.
const COMPONENT_MAX: usize = 1500;
/// How much higher each time.
const STEP: f32 = 0.02;

/// Groups of things that belong together and the components that they came from, members sorted.
#[derive(Debug, Default)]
pub(crate) struct Clusters {
    pub groups: Vec<Vec<usize>>,
    /// Of every thing: the least member of its component.
    pub components: Vec<usize>,
}

/// Clusters `count` things, numbered in the order that breaks ties, given the scored pairs that may belong together.
/// `score` is asked for pairs within a component; -1 keeps the two apart for good.
pub(crate) fn cluster(
    count: usize,
    pairs: &[(usize, usize, f32)],
    threshold: f32,
    score: &dyn Fn(usize, usize) -> f32,
) -> Clusters {
    let mut union = joined(count, pairs, threshold);
    let components = (0..count).map(|at| union.root(at)).collect();
    let mut clusters = Clusters { groups: Vec::new(), components };
    let mut waiting: Vec<(Vec<usize>, f32)> = union.groups().into_iter().map(|group| (group, threshold)).collect();
    while let Some((component, level)) = waiting.pop() {
        if component.len() > COMPONENT_MAX && level < 1.0 {
            waiting.extend(cut(&component, pairs, level + STEP));
        } else {
            clusters.groups.extend(agglomerate(&component, threshold, score));
        }
    }
    clusters.groups.sort();
    clusters
}

fn joined(count: usize, pairs: &[(usize, usize, f32)], threshold: f32) -> Union {
    let mut union = Union::new(count);
    for (a, b, _) in pairs.iter().filter(|(_, _, score)| *score >= threshold) {
        union.join(*a, *b);
    }
    union
}

/// A component's parts under a higher threshold.
fn cut(component: &[usize], pairs: &[(usize, usize, f32)], level: f32) -> Vec<(Vec<usize>, f32)> {
    let local = |at: usize| component.binary_search(&at).ok();
    let within: Vec<(usize, usize, f32)> =
        pairs.iter().filter_map(|(a, b, score)| Some((local(*a)?, local(*b)?, *score))).collect();
    let groups = joined(component.len(), &within, level).groups();
    groups.into_iter().map(|group| (group.into_iter().map(|at| component[at]).collect(), level)).collect()
}

/// The clusters of one component and the sums of scores between them.
struct Linkage {
    clusters: Vec<Vec<usize>>,
    sums: Vec<f32>,
    width: usize,
}

fn agglomerate(component: &[usize], threshold: f32, score: &dyn Fn(usize, usize) -> f32) -> Vec<Vec<usize>> {
    if component.len() < 2 {
        return vec![component.to_vec()];
    }
    let mut linkage = Linkage::new(component, score);
    let mut nearest: Vec<Option<(f32, usize)>> =
        (0..component.len()).map(|at| linkage.nearest(at, threshold)).collect();
    while let Some((at, other)) = best(&nearest) {
        linkage.join(at, other);
        nearest[other] = None;
        for (row, found) in nearest.iter_mut().enumerate() {
            let stale = row == at || found.is_some_and(|(_, partner)| partner == at || partner == other);
            let fresher = row < at && !linkage.clusters[row].is_empty();
            if stale || fresher {
                *found = linkage.nearest(row, threshold);
            }
        }
    }
    linkage.clusters.into_iter().filter(|cluster| !cluster.is_empty()).collect()
}

/// The pair of clusters with the highest mean, the first of equals.
fn best(nearest: &[Option<(f32, usize)>]) -> Option<(usize, usize)> {
    let mut best: Option<(f32, usize, usize)> = None;
    for (at, found) in nearest.iter().enumerate() {
        if let Some((mean, other)) = found
            && best.is_none_or(|(highest, _, _)| mean.total_cmp(&highest) == Ordering::Greater)
        {
            best = Some((*mean, at, *other));
        }
    }
    best.map(|(_, at, other)| (at, other))
}

impl Linkage {
    fn new(component: &[usize], score: &dyn Fn(usize, usize) -> f32) -> Linkage {
        let width = component.len();
        let mut sums = vec![0.0; width * width];
        for (at, a) in component.iter().enumerate() {
            for (other, b) in component.iter().enumerate().skip(at + 1) {
                let score = score(*a, *b);
                let sum = if score < 0.0 { f32::NEG_INFINITY } else { score };
                (sums[at * width + other], sums[other * width + at]) = (sum, sum);
            }
        }
        Linkage { clusters: component.iter().map(|member| vec![*member]).collect(), sums, width }
    }

    /// The cluster after `at` with the highest mean score to it, the first of equals.
    fn nearest(&self, at: usize, threshold: f32) -> Option<(f32, usize)> {
        let mut best: Option<(f32, usize)> = None;
        for other in at + 1..self.width {
            let pairs = self.clusters[at].len() * self.clusters[other].len();
            let mean = self.sums[at * self.width + other] / pairs as f32;
            if pairs > 0 && mean >= threshold && best.is_none_or(|(highest, _)| mean > highest) {
                best = Some((mean, other));
            }
        }
        best
    }

    /// Takes the second cluster into the first.
    fn join(&mut self, at: usize, other: usize) {
        let moved = std::mem::take(&mut self.clusters[other]);
        self.clusters[at].extend(moved);
        self.clusters[at].sort_unstable();
        for row in 0..self.width {
            let sum = self.sums[at * self.width + row] + self.sums[other * self.width + row];
            (self.sums[at * self.width + row], self.sums[row * self.width + at]) = (sum, sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Things on a line, a score for every pair that falls with the distance.
    fn on_a_line(points: &[f32]) -> Vec<Vec<usize>> {
        let score = |a: usize, b: usize| 1.0 - (points[a] - points[b]).abs();
        let mut pairs = Vec::new();
        for a in 0..points.len() {
            pairs.extend((a + 1..points.len()).map(|b| (a, b, score(a, b))));
        }
        cluster(points.len(), &pairs, 0.6, &score).groups
    }

    #[test]
    fn what_is_near_comes_together() {
        assert_eq!(on_a_line(&[0.0, 0.1, 5.0, 5.2]), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn a_chain_falls_apart_where_the_mean_does_not_hold() {
        let chain = on_a_line(&[0.0, 0.3, 0.6, 0.9, 1.2, 1.5]);
        assert!(chain.len() > 1, "{chain:?}");
    }

    #[test]
    fn what_must_stay_apart_does() {
        let score = |a: usize, b: usize| if (a, b) == (0, 1) { -1.0 } else { 0.9 };
        let clusters = cluster(3, &[(0, 2, 0.9), (1, 2, 0.9)], 0.5, &score);
        assert_eq!(clusters.groups, [vec![0, 2], vec![1]]);
        assert_eq!(clusters.components, [0, 0, 0]);
    }

    #[test]
    fn large_components_are_cut_and_lose_nothing() {
        let points: Vec<f32> =
            (0..COMPONENT_MAX + 200).map(|at| (at / 10) as f32 * 0.39 + (at % 10) as f32 * 0.001).collect();
        let score = |a: usize, b: usize| 1.0 - (points[a] - points[b]).abs();
        let pairs: Vec<_> = (0..points.len())
            .flat_map(|a| (a + 1..(a + 25).min(points.len())).map(move |b| (a, b)))
            .map(|(a, b)| (a, b, score(a, b)))
            .collect();
        let groups = cluster(points.len(), &pairs, 0.6, &score).groups;
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), points.len());
        assert_eq!(groups[0], (0..10).collect::<Vec<_>>());
    }
}
