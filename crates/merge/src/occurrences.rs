//! From tellings to occurrences: make ready, block, score, cluster, fuse.

use std::collections::HashMap;
use std::sync::Arc;

use verbale_record::{Occurrence, Told};

use crate::glance::{Glance, Glances};
use crate::{Rules, blocks, fuse, pair};

/// The outcome of a merge and what an archive keeps for the next one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// Every telling stands in exactly one, in order of their numbers.
    pub occurrences: Vec<Occurrence>,
    /// Of every telling, in order: the number of its neighbourhood, for [`crate::touched`].
    pub neighbourhoods: Vec<(i64, i64)>,
}

/// The happenings that tellings tell. A telling that nothing else tells is an occurrence of its own.
pub fn occurrences(rules: &Rules, told: &[Told]) -> Vec<Occurrence> {
    merge(&mut Glances::new(rules), told).occurrences
}

/// The same, with the neighbourhoods that an incremental merge needs.
pub fn merge(ready: &mut Glances<'_>, told: &[Told]) -> Merged {
    let rules = ready.rules;
    let mut ordered: Vec<&Told> = told.iter().collect();
    ordered.sort_by_key(|told| (told.source.published, told.id));
    let glances: Vec<Arc<Glance>> = ordered.iter().map(|told| ready.of(told)).collect();
    let pairs = scored_pairs(rules, &glances);
    let score = |a: usize, b: usize| pair::score(rules, &glances[a], &glances[b]);
    let clusters = crate::cluster::cluster(ordered.len(), &pairs, pair::SAME_MIN, &score);
    let tellings = |group: &Vec<usize>| group.iter().map(|at| ordered[*at]).collect::<Vec<_>>();
    let mut occurrences: Vec<Occurrence> =
        clusters.groups.iter().filter_map(|group| fuse::fuse(rules, &tellings(group))).collect();
    occurrences.sort_by_key(|occurrence| occurrence.id);
    let components = clusters.components.iter().enumerate();
    let mut neighbourhoods: Vec<(i64, i64)> = components.map(|(at, of)| (ordered[at].id, ordered[*of].id)).collect();
    neighbourhoods.sort_unstable();
    Merged { occurrences, neighbourhoods }
}

/// All pairs that share a key and may be one happening, each once.
fn scored_pairs(rules: &Rules, glances: &[Arc<Glance>]) -> Vec<(usize, usize, f32)> {
    let mut by_key: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut seen_with = vec![usize::MAX; glances.len()];
    let mut pairs = Vec::new();
    for (at, glance) in glances.iter().enumerate() {
        for key in blocks::probes(glance) {
            for other in by_key.get(&key).into_iter().flatten().copied() {
                if seen_with[other] != at {
                    seen_with[other] = at;
                    let score = pair::score(rules, &glances[other], glance);
                    if score >= pair::SAME_MIN {
                        pairs.push((other, at, score));
                    }
                }
            }
        }
        for key in blocks::keys(glance) {
            by_key.entry(key).or_default().push(at);
        }
    }
    pairs
}
