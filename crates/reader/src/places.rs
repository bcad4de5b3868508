//! Where places lie: the country of a place and its coordinates.

use std::collections::BTreeMap;

use verbale_knowledge::{Gazetteer, Knowledge};
use verbale_record::{Entity, EntityKind, Evidence, Field, Form, Span, Stage};
use verbale_resolve::place::{self, Asked, Place};

use crate::chains::Chain;
use crate::spotted::Spotted;
use crate::text::Text;

/// A place of the report, where it lies, and the words by which it was found.
#[derive(Clone, Debug)]
pub struct Located {
    pub place: Place,
    pub span: Span,
}

/// Of every chain: where it lies, if it is a place that the tables or the gazetteer know. The countries that the report
/// names speak for places in them; the places that were found speak for one another.
pub fn located(
    text: &Text,
    knowledge: &Knowledge,
    gazetteer: Option<&Gazetteer>,
    spotted: &Spotted,
    chains: &[Chain],
) -> Vec<Option<Located>> {
    let places: Vec<Option<(Span, Asked)>> = chains.iter().map(|chain| named(text, spotted, chain)).collect();
    let (spans, asked): (Vec<Option<Span>>, Vec<Option<Asked>>) =
        places.into_iter().map(|place| place.map_or((None, None), |(span, asked)| (Some(span), Some(asked)))).unzip();
    let mut countries: BTreeMap<String, f32> = BTreeMap::new();
    for (country, chain) in chains.iter().filter_map(|chain| Some((chain.country.as_ref()?, chain))) {
        *countries.entry(country.clone()).or_default() += chain.mentions.len() as f32;
    }
    let found = place::resolve_all(knowledge, gazetteer, &asked, &countries, false);
    found.into_iter().zip(spans).map(|(place, span)| Some(Located { place: place?, span: span? })).collect()
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

/// What a place is called in the report, and its longest name's span.
fn named<'t>(text: &Text<'t>, spotted: &Spotted, chain: &Chain) -> Option<(Span, Asked<'t>)> {
    if chain.kind != EntityKind::Place {
        return None;
    }
    let mentions = chain.mentions.iter().map(|&m| &spotted.mentions[m]).filter(|m| m.form != Form::Pronoun);
    let mut spans: Vec<Span> = mentions.map(|m| text.span(m.words)).collect();
    spans.retain(|span| span.of(text.text).contains(char::is_uppercase));
    spans.sort_by_key(|span| std::cmp::Reverse(span.len()));
    let asked = Asked {
        names: spans.iter().map(|span| span.of(text.text)).collect(),
        containers: spans.iter().filter_map(|span| place::container(text.text, *span)).collect(),
        mentions: chain.mentions.len(),
    };
    Some((*spans.first()?, asked))
}
