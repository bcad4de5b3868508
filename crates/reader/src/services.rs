//! Whom an entity speaks or acts for: the network's links to other entities of the report that have the same codes.

use std::collections::BTreeMap;
use std::ops::Range;

use verbale_net::Encoded;
use verbale_record::EntityKind;

use crate::chains::Chain;
use crate::features;
use crate::spotted::Spotted;
use crate::tags::softmax;
use crate::text::Text;
use crate::thresholds as at;

/// A chain and how likely its codes are the entity's own.
pub type Link = (usize, f32);

/// For every chain: the chains near it whose codes it shares, likeliest first.
pub fn services(text: &Text, encoded: &Encoded, spotted: &Spotted, chains: &[Chain]) -> Vec<Vec<Link>> {
    let acting = acting(spotted, chains);
    let (pairs, features, rows) = pairs(text, spotted, &acting);
    let words: Vec<(u32, u32)> = acting.iter().map(|&(m, _)| spotted.mentions[m].words.pair()).collect();
    let scores = encoded.pairs("service", &words, &words, &pairs, &features);
    let score = |pair: usize| scores.row(pair).first().copied().unwrap_or(f32::NEG_INFINITY);
    let mut sums = vec![BTreeMap::new(); chains.len()];
    for (a, row) in rows.iter().enumerate() {
        let with_none: Vec<f32> = std::iter::once(0.0).chain(row.clone().map(score)).collect();
        let chain = acting[a].1;
        for (p, r) in softmax(&with_none)[1..].iter().zip(row.clone()) {
            let other = acting[pairs[r].1 as usize].1;
            *sums[chain].entry(other).or_insert(0.0) += p / chains[chain].mentions.len() as f32;
        }
    }
    sums.into_iter().map(ranked).collect()
}

/// Mentions of entities that act, countries left out, with their chains.
fn acting(spotted: &Spotted, chains: &[Chain]) -> Vec<(usize, usize)> {
    let acts = |chain: &Chain| !matches!(chain.kind, EntityKind::Place | EntityKind::Country);
    let mut found: Vec<(usize, usize)> = chains
        .iter()
        .enumerate()
        .filter(|(_, chain)| acts(chain))
        .flat_map(|(c, chain)| chain.mentions.iter().map(move |&m| (m, c)))
        .collect();
    found.sort_by_key(|&(m, _)| spotted.mentions[m].words);
    found
}

/// Pairs, their features, and the range of pairs of every left side.
type Pairs = (Vec<(u32, u32)>, Vec<u16>, Vec<Range<usize>>);

/// Pairs of mentions of different chains in neighbouring sentences, with the range of pairs of every left side.
fn pairs(text: &Text, spotted: &Spotted, acting: &[(usize, usize)]) -> Pairs {
    let (mut pairs, mut features, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let item = |a: usize| spotted.mentions[acting[a].0].item;
    let sentence = |a: usize| text.sentence(item(a).words.first);
    for a in 0..acting.len() {
        let start = pairs.len();
        let first = acting.partition_point(|&(m, _)| {
            text.sentence(spotted.mentions[m].words.first) < sentence(a) - at::SERVICE_SENTENCES
        });
        for b in (first..acting.len()).take_while(|&b| sentence(b) <= sentence(a) + at::SERVICE_SENTENCES) {
            if acting[b].1 != acting[a].1 {
                pairs.push((a as u32, b as u32));
                features.extend(features::service(text, item(a), item(b)));
            }
        }
        rows.push(start..pairs.len());
    }
    (pairs, features, rows)
}

fn ranked(sums: BTreeMap<usize, f32>) -> Vec<Link> {
    let mut links: Vec<Link> = sums.into_iter().collect();
    links.sort_by(|a, b| b.1.total_cmp(&a.1));
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_ranked_by_probability() {
        assert_eq!(ranked(BTreeMap::from([(4, 0.2), (7, 0.9), (1, 0.5)])), [(7, 0.9), (1, 0.5), (4, 0.2)]);
    }
}
