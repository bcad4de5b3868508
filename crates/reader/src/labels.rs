//! Labels the network gives to whole mentions, triggers and reports: sectors, modes, auxiliary modes, contexts.

use verbale_net::{Encoded, Model};
use verbale_record::{Evidence, Field, Span, Stage};

use crate::chains::Chain;
use crate::happenings::Happening;
use crate::spotted::Spotted;
use crate::tags::{sigmoid, softmax};
use crate::thresholds as at;

/// A label and its score.
pub type Scored = (String, f32);

fn names<'m>(model: &'m Model, head: &str) -> &'m [String] {
    model.head(head).map_or(&[], |head| head.labels())
}

/// For every chain: PLOVER sectors by probability, likeliest first, averaged over the mentions.
pub fn sectors(model: &Model, encoded: &Encoded, spotted: &Spotted, chains: &[Chain]) -> Vec<Vec<Scored>> {
    let spans: Vec<(u32, u32)> = spotted.mentions.iter().map(|m| m.words.pair()).collect();
    if spans.is_empty() {
        return Vec::new();
    }
    let scores = encoded.spans("sectors", &spans);
    let labels = names(model, "sectors");
    chains.iter().map(|chain| mean_probabilities(labels, chain, |m| softmax(scores.row(m)))).collect()
}

fn mean_probabilities(labels: &[String], chain: &Chain, of: impl Fn(usize) -> Vec<f32>) -> Vec<Scored> {
    let mut sums = vec![0.0; labels.len()];
    for &m in &chain.mentions {
        for (sum, p) in sums.iter_mut().zip(of(m)) {
            *sum += p / chain.mentions.len() as f32;
        }
    }
    let mut ranked: Vec<Scored> = labels.iter().cloned().zip(sums).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked
}

/// For every happening: labels of a multi-label head with their mean score over the triggers, highest first.
pub fn of_happenings(
    model: &Model,
    encoded: &Encoded,
    spotted: &Spotted,
    happenings: &[Happening],
    head: &str,
) -> Vec<Vec<Scored>> {
    let spans: Vec<(u32, u32)> = spotted.triggers.iter().map(|t| t.words.pair()).collect();
    if spans.is_empty() {
        return Vec::new();
    }
    let scores = encoded.spans(head, &spans);
    let labels = names(model, head);
    let mean =
        |h: &Happening, k: usize| h.triggers.iter().map(|&t| scores.row(t)[k]).sum::<f32>() / h.triggers.len() as f32;
    happenings
        .iter()
        .map(|h| {
            let mut ranked: Vec<Scored> = labels.iter().enumerate().map(|(k, l)| (l.clone(), mean(h, k))).collect();
            ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
            ranked
        })
        .collect()
}

/// The contexts the report is about: those over `least`, at least one and at most five.
pub fn contexts(model: &Model, encoded: &Encoded, least: f32) -> Vec<Field<String>> {
    if encoded.words() == 0 {
        return Vec::new();
    }
    let scores = encoded.document("contexts");
    let mut ranked: Vec<Scored> = names(model, "contexts").iter().cloned().zip(scores).collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let over = ranked.iter().filter(|(_, score)| *score > least).count();
    ranked.truncate(over.clamp(1, at::MOST_CONTEXTS));
    let whole = Span::new(0, 0);
    let field = |(name, score): Scored| Field::new(name, Evidence::new(whole, Stage::Network, sigmoid(score)));
    ranked.into_iter().map(field).collect()
}
