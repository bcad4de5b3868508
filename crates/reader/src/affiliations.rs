//! Which country each entity belongs to: that of a country or place of the report, by the network's reading of the words
//! around its mentions.

use std::collections::BTreeMap;
use std::ops::Range;

use verbale_net::Encoded;
use verbale_record::Form;

use crate::chains::Chain;
use crate::features;
use crate::labels::Scored;
use crate::places::Located;
use crate::spotted::Spotted;
use crate::tags::softmax;
use crate::text::Text;

/// Mentions of countries and places on either side of a mention that it may belong to. Further ones seldom tell, and a
/// report of any length takes bounded memory.
const MOST_LANDS_ASIDE: usize = 40;

/// A mention of a country, or by name of a place whose country is known: its index among the mentions, and the country's
/// code.
type Land<'a> = (usize, &'a str);

/// For every chain: country codes with their probability, likeliest first.
pub fn affiliations(
    text: &Text,
    encoded: &Encoded,
    spotted: &Spotted,
    chains: &[Chain],
    located: &[Option<Located>],
) -> Vec<Vec<Scored>> {
    let lands = lands(spotted, chains, located);
    if lands.is_empty() {
        return vec![Vec::new(); chains.len()];
    }
    let votes = votes(text, encoded, spotted, &lands);
    chains.iter().map(|chain| if chain.country.is_some() { Vec::new() } else { tally(&votes, &lands, chain) }).collect()
}

fn lands<'a>(spotted: &Spotted, chains: &'a [Chain], located: &'a [Option<Located>]) -> Vec<Land<'a>> {
    let mut lands: Vec<Land> = Vec::new();
    for (chain, located) in chains.iter().zip(located) {
        let is_name = |m: &usize| spotted.mentions[*m].form == Form::Name;
        if let Some(code) = &chain.country {
            lands.extend(chain.mentions.iter().map(|&m| (m, code.as_str())));
        } else if let Some(code) = located.as_ref().and_then(|located| located.place.country.as_deref()) {
            lands.extend(chain.mentions.iter().copied().filter(is_name).map(|m| (m, code)));
        }
    }
    lands.sort_unstable();
    lands
}

/// The lands near a mention, as a range of their list.
fn near(lands: &[Land], mention: usize) -> Range<usize> {
    let at = lands.partition_point(|land| land.0 < mention);
    at.saturating_sub(MOST_LANDS_ASIDE)..(at + MOST_LANDS_ASIDE).min(lands.len())
}

/// For every mention: the probability of each land near it.
fn votes(text: &Text, encoded: &Encoded, spotted: &Spotted, lands: &[Land]) -> Vec<Vec<f32>> {
    let mentions = &spotted.mentions;
    let left: Vec<(u32, u32)> = mentions.iter().map(|m| m.words.pair()).collect();
    let right: Vec<(u32, u32)> = lands.iter().map(|&(m, _)| mentions[m].words.pair()).collect();
    let (mut pairs, mut features) = (Vec::new(), Vec::new());
    for (i, mention) in mentions.iter().enumerate() {
        for k in near(lands, i) {
            pairs.push((i as u32, k as u32));
            features.extend(features::affiliation(text, mention.item, mentions[lands[k].0].words));
        }
    }
    let scores = encoded.pairs("affiliation", &left, &right, &pairs, &features);
    let mut row = 0;
    (0..mentions.len())
        .map(|i| {
            let count = near(lands, i).len();
            let with_none: Vec<f32> =
                std::iter::once(0.0).chain((row..row + count).map(|r| scores.row(r)[0])).collect();
            row += count;
            softmax(&with_none)[1..].to_vec()
        })
        .collect()
}

fn tally(votes: &[Vec<f32>], lands: &[Land], chain: &Chain) -> Vec<Scored> {
    let mut sums: BTreeMap<&str, f32> = BTreeMap::new();
    for &m in &chain.mentions {
        for (vote, k) in votes[m].iter().zip(near(lands, m)) {
            *sums.entry(lands[k].1).or_default() += vote / chain.mentions.len() as f32;
        }
    }
    let mut ranked: Vec<Scored> = sums.into_iter().map(|(code, p)| (code.to_owned(), p)).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked
}
