//! Which country of the report each entity belongs to, by the network's reading of the words around its mentions.

use std::collections::BTreeMap;

use verbale_net::Encoded;

use crate::chains::Chain;
use crate::features;
use crate::spotted::Spotted;
use crate::tags::softmax;
use crate::text::Text;

/// For every chain: country codes with their probability, likeliest first.
pub fn affiliations(text: &Text, encoded: &Encoded, spotted: &Spotted, chains: &[Chain]) -> Vec<Vec<(String, f32)>> {
    let lands: Vec<(usize, &str)> = chains
        .iter()
        .filter_map(|chain| chain.country.as_deref().map(|code| (chain, code)))
        .flat_map(|(chain, code)| chain.mentions.iter().map(move |&m| (m, code)))
        .collect();
    if lands.is_empty() {
        return vec![Vec::new(); chains.len()];
    }
    let votes = votes(text, encoded, spotted, &lands);
    chains.iter().map(|chain| if chain.country.is_some() { Vec::new() } else { tally(&votes, &lands, chain) }).collect()
}

/// For every mention: the probability of each land mention, in the order of `lands`.
fn votes(text: &Text, encoded: &Encoded, spotted: &Spotted, lands: &[(usize, &str)]) -> Vec<Vec<f32>> {
    let mentions = &spotted.mentions;
    let left: Vec<(u32, u32)> = mentions.iter().map(|m| m.words.pair()).collect();
    let right: Vec<(u32, u32)> = lands.iter().map(|&(m, _)| mentions[m].words.pair()).collect();
    let (mut pairs, mut features) = (Vec::new(), Vec::new());
    for (i, mention) in mentions.iter().enumerate() {
        for (k, &(land, _)) in lands.iter().enumerate() {
            pairs.push((i as u32, k as u32));
            features.extend(features::affiliation(text, mention.item, mentions[land].words));
        }
    }
    let scores = encoded.pairs("affiliation", &left, &right, &pairs, &features);
    (0..mentions.len())
        .map(|i| {
            let row = (0..lands.len()).map(|k| scores.row(i * lands.len() + k)[0]);
            let with_none: Vec<f32> = std::iter::once(0.0).chain(row).collect();
            softmax(&with_none)[1..].to_vec()
        })
        .collect()
}

fn tally(votes: &[Vec<f32>], lands: &[(usize, &str)], chain: &Chain) -> Vec<(String, f32)> {
    let mut sums: BTreeMap<&str, f32> = BTreeMap::new();
    for &m in &chain.mentions {
        for (k, &(_, code)) in lands.iter().enumerate() {
            *sums.entry(code).or_default() += votes[m][k] / chain.mentions.len() as f32;
        }
    }
    let mut ranked: Vec<(String, f32)> = sums.into_iter().map(|(code, p)| (code.to_owned(), p)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked
}
