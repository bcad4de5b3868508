//! Mentions, kinds, codes and coreference.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::align::Entities;
use crate::scored::{Entity, Scored, Span};
use crate::tally::Tally;

pub(crate) fn score(gold: &Scored, predicted: &Scored, entities: &Entities, tally: &mut Tally) {
    let text: Vec<char> = gold.text.as_deref().unwrap_or_default().chars().collect();
    tally.sets("mention", &names(gold, &text, false), &names(predicted, &text, false));
    tally.sets("kind", &names(gold, &text, true), &names(predicted, &text, true));
    nominals(gold, predicted, &text, tally);
    codes(gold, predicted, entities, tally);
    coreference(gold, predicted, tally);
}

fn spans(record: &Scored) -> impl Iterator<Item = (Span, &Entity)> {
    record.entities.iter().flat_map(|entity| entity.mentions.iter().map(move |span| (*span, entity)))
}

fn has_capital(span: Span, text: &[char]) -> bool {
    let bound = |at: i64| usize::try_from(at).unwrap_or_default().min(text.len());
    let (start, end) = (bound(span.start), bound(span.end));
    start < end && text[start..end].iter().any(|letter| letter.is_uppercase())
}

/// Mentions with a capital letter, and the kind of their entity where it is asked for.
fn names<'a>(record: &'a Scored, text: &[char], with_kind: bool) -> HashSet<(Span, &'a str)> {
    let named = spans(record).filter(|(span, _)| has_capital(*span, text));
    named.map(|(span, entity)| (span, if with_kind { entity.kind.as_str() } else { "" })).collect()
}

/// Recall of the other mentions: found where a predicted one overlaps and ends at the same place.
fn nominals(gold: &Scored, predicted: &Scored, text: &[char], tally: &mut Tally) {
    let wanted: HashSet<Span> = spans(gold).map(|(span, _)| span).filter(|span| !has_capital(*span, text)).collect();
    let found =
        wanted.iter().filter(|span| spans(predicted).any(|(other, _)| span.overlaps(other) && span.end == other.end));
    tally.add("nominal", found.count(), wanted.len(), wanted.len());
}

pub(crate) fn main_sector(entity: &Entity) -> Option<&String> {
    entity.sectors.first()
}

/// Gold entities, places left out, whose best predicted counterpart has the right country and main sector.
fn codes(gold: &Scored, predicted: &Scored, entities: &Entities, tally: &mut Tally) {
    for entity in gold.entities.iter().filter(|entity| entity.kind != "place") {
        let counterparts =
            predicted.entities.iter().filter(|other| entities.get(other.id.as_str()) == Some(&entity.id.as_str()));
        let best = counterparts.fold(None, |best: Option<&Entity>, other| match best {
            Some(best) if best.mentions.len() >= other.mentions.len() => Some(best),
            _ => Some(other),
        });
        let country =
            |entity: &Entity| entity.country.clone().filter(|code| !code.is_empty() || entity.country.is_some());
        let right = best.is_some_and(|best| {
            country(best) == country(entity) && (entity.kind == "country" || main_sector(best) == main_sector(entity))
        });
        tally.add("code", usize::from(right), 1, 1);
    }
}

/// B-cubed over the gold mentions that were found.
fn coreference(gold: &Scored, predicted: &Scored, tally: &mut Tally) {
    let by_span =
        |record| -> HashMap<Span, &str> { spans(record).map(|(span, entity)| (span, entity.id.as_str())).collect() };
    let (gold, predicted) = (by_span(gold), by_span(predicted));
    let mut gold_sizes: HashMap<&str, usize> = HashMap::new();
    for id in gold.values() {
        *gold_sizes.entry(id).or_default() += 1;
    }
    let mut predicted_sizes: HashMap<&str, usize> = HashMap::new();
    let mut both: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (span, id) in &gold {
        if let Some(other) = predicted.get(span) {
            *predicted_sizes.entry(other).or_default() += 1;
            *both.entry((id, other)).or_default() += 1;
        }
    }
    let squared = |size: &dyn Fn(&(&str, &str)) -> usize| {
        both.iter().map(|(pair, shared)| (shared * shared) as f64 / size(pair) as f64).sum()
    };
    let precise = squared(&|pair| predicted_sizes[pair.1]);
    let recalled = squared(&|pair| gold_sizes[pair.0]);
    tally.coref(precise, recalled, predicted_sizes.values().sum(), gold.len());
}
