//! Wire families: reports that are copies, rewrites or excerpts of one text.

use std::collections::HashMap;

use crate::Sketch;
use crate::union::Union;

/// Copies and light rewrites share at least this part of all their shingles.
const JACCARD_MIN: f32 = 0.25;
/// An excerpt has at least this part of its shingles from the longer text.
const CONTAINED_MIN: f32 = 0.5;
/// An excerpt of fewer shingles than this could be a set phrase.
const SHINGLES_MIN: usize = 12;

/// How much of the smaller text stands in the other (0 to 1), where two reports are of one family.
pub fn same_family(a: &Sketch, b: &Sketch) -> Option<f32> {
    let (of_a, of_b, both) = a.overlap(b);
    if of_a.min(of_b) == 0 {
        return None;
    }
    let contained = both as f32 / of_a.min(of_b) as f32;
    let jaccard = both as f32 / (of_a + of_b - both) as f32;
    let excerpt = both >= SHINGLES_MIN && contained >= CONTAINED_MIN;
    (jaccard >= JACCARD_MIN || excerpt).then_some(contained)
}

/// The family of every report: the least number among all that hang together with it. Sorted by report.
pub fn families(reports: &[(i64, &Sketch)]) -> Vec<(i64, i64)> {
    let mut reports = reports.to_vec();
    reports.sort_by_key(|(number, _)| *number);
    let mut union = Union::new(reports.len());
    for block in blocks(&reports).values() {
        for (at, a) in block.iter().enumerate() {
            for b in &block[at + 1..] {
                if union.root(*a) != union.root(*b) && same_family(reports[*a].1, reports[*b].1).is_some() {
                    union.join(*a, *b);
                }
            }
        }
    }
    (0..reports.len()).map(|at| (reports[at].0, reports[union.root(at)].0)).collect()
}

fn blocks(reports: &[(i64, &Sketch)]) -> HashMap<u64, Vec<usize>> {
    let mut blocks: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, (_, sketch)) in reports.iter().enumerate() {
        sketch.bands().iter().for_each(|band| blocks.entry(*band).or_default().push(at));
    }
    blocks
}
