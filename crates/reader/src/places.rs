//! Where places lie: the country of a place and its coordinates.

use std::collections::BTreeMap;

use verbale_knowledge::{Gazetteer, Knowledge};
use verbale_record::{Entity, EntityKind, Evidence, Field, Form, Span, Stage};
use verbale_resolve::place::{self, Place, Query};

use crate::chains::Chain;
use crate::spotted::Spotted;
use crate::text::Text;

/// Words of a name after the comma that may say where a place lies.
const CONTAINER_WORDS_MAX: usize = 4;

/// A place of the report, where it lies, and the words by which it was found.
#[derive(Clone, Debug)]
pub struct Located {
    pub place: Place,
    pub span: Span,
}

/// What a place is called in the report, and what stands right after it.
struct Named<'t> {
    /// Of the longest name.
    span: Span,
    names: Vec<&'t str>,
    containers: Vec<&'t str>,
}

/// Of every chain: where it lies, if it is a place that the tables or the gazetteer know. The countries that the report
/// names speak for places in them; then those of the places that were found do, too.
pub fn located(
    text: &Text,
    knowledge: &Knowledge,
    gazetteer: Option<&Gazetteer>,
    spotted: &Spotted,
    chains: &[Chain],
) -> Vec<Option<Located>> {
    let places: Vec<Option<Named>> = chains.iter().map(|chain| named(text, spotted, chain)).collect();
    let locate = |counts: &BTreeMap<String, f32>| -> Vec<Option<Located>> {
        let shares = shares(counts);
        let one = |named: &Named| {
            let query = Query { names: &named.names, containers: &named.containers, countries: &shares };
            place::resolve(knowledge, gazetteer, &query).map(|place| Located { place, span: named.span })
        };
        places.iter().map(|named| one(named.as_ref()?)).collect()
    };
    let mut counts: BTreeMap<String, f32> = BTreeMap::new();
    for (country, chain) in chains.iter().filter_map(|chain| Some((chain.country.as_ref()?, chain))) {
        *counts.entry(country.clone()).or_default() += chain.mentions.len() as f32;
    }
    for (found, chain) in locate(&counts).iter().zip(chains) {
        let Some(Located { place, .. }) = found else { continue };
        if let Some(country) = &place.country {
            *counts.entry(country.clone()).or_default() += place.confidence * chain.mentions.len() as f32;
        }
    }
    locate(&counts)
}

/// Puts places where they lie.
pub fn settle(entities: &mut [Entity], located: Vec<Option<Located>>) {
    for (entity, found) in entities.iter_mut().zip(located) {
        let Some(Located { place, span }) = found else { continue };
        let evidence = Evidence::new(span, Stage::Table, place.confidence).with_detail(&place.location.source);
        entity.country = place.country.map(|code| Field::new(code, evidence.clone()));
        entity.location = Some(Field::new(place.location, evidence));
    }
}

fn named<'t>(text: &Text<'t>, spotted: &Spotted, chain: &Chain) -> Option<Named<'t>> {
    if chain.kind != EntityKind::Place {
        return None;
    }
    let mentions = chain.mentions.iter().map(|&m| &spotted.mentions[m]).filter(|m| m.form != Form::Pronoun);
    let mut spans: Vec<Span> = mentions.map(|m| text.span(m.words)).collect();
    spans.retain(|span| span.of(text.text).contains(char::is_uppercase));
    spans.sort_by_key(|span| std::cmp::Reverse(span.len()));
    Some(Named {
        span: *spans.first()?,
        names: spans.iter().map(|span| span.of(text.text)).collect(),
        containers: spans.iter().filter_map(|span| container(text.text, *span)).collect(),
    })
}

fn shares(counts: &BTreeMap<String, f32>) -> Vec<(&str, f32)> {
    let all: f32 = counts.values().sum();
    counts.iter().map(|(code, count)| (code.as_str(), count / all.max(1.0))).collect()
}

/// The capitalised words after a comma that follows the place: "Gaza" of "Rafah, Gaza,".
fn container(text: &str, place: Span) -> Option<&str> {
    let rest = text[place.end as usize..].strip_prefix(", ")?;
    let end = rest.find([',', '.', ';', ':', '\n', '(']).unwrap_or(rest.len());
    let name = rest[..end].trim_end();
    let words = name.split(' ').count();
    (words <= CONTAINER_WORDS_MAX && name.starts_with(char::is_uppercase)).then_some(name)
}
