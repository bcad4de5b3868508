//! Where places lie: the country of a place and its coordinates.

use std::collections::BTreeMap;

use verbale_knowledge::{Gazetteer, Knowledge};
use verbale_record::{Entity, EntityKind, Evidence, Field, Form, Span, Stage};
use verbale_resolve::place::{self, Query};

use crate::text::Text;

/// Words of a name after the comma that may say where a place lies.
const CONTAINER_WORDS_MAX: usize = 4;

pub fn locate(text: &Text, knowledge: &Knowledge, gazetteer: Option<&Gazetteer>, entities: &mut [Entity]) {
    let shares = shares(entities);
    let countries: Vec<(&str, f32)> = shares.iter().map(|(code, share)| (code.as_str(), *share)).collect();
    for entity in entities.iter_mut().filter(|entity| entity.kind.value == EntityKind::Place) {
        let mut spans: Vec<Span> = entity.mentions.iter().filter(|m| m.form != Form::Pronoun).map(|m| m.span).collect();
        spans.retain(|span| span.of(text.text).contains(char::is_uppercase));
        spans.sort_by_key(|span| std::cmp::Reverse(span.len()));
        let names: Vec<&str> = spans.iter().map(|span| span.of(text.text)).collect();
        let containers: Vec<&str> = spans.iter().filter_map(|span| container(text.text, *span)).collect();
        let query = Query { names: &names, containers: &containers, countries: &countries };
        if let (Some(found), Some(&first)) = (place::resolve(knowledge, gazetteer, &query), spans.first()) {
            let evidence = |detail: &str| Evidence::new(first, Stage::Table, found.confidence).with_detail(detail);
            entity.country = found.country.map(|code| Field::new(code, evidence(&found.location.source)));
            let evidence = evidence(&found.location.source);
            entity.location = Some(Field::new(found.location, evidence));
        }
    }
}

/// The countries of the report, with their share of its mentions.
fn shares(entities: &[Entity]) -> BTreeMap<String, f32> {
    let mut shares = BTreeMap::new();
    for entity in entities.iter().filter(|entity| entity.kind.value != EntityKind::Place) {
        if let Some(country) = &entity.country {
            *shares.entry(country.value.clone()).or_insert(0.0) += entity.mentions.len() as f32;
        }
    }
    let all: f32 = shares.values().sum();
    shares.values_mut().for_each(|share| *share /= all.max(1.0));
    shares
}

/// The capitalised words after a comma that follows the place: "Gaza" of "Rafah, Gaza,".
fn container(text: &str, place: Span) -> Option<&str> {
    let rest = text[place.end as usize..].strip_prefix(", ")?;
    let end = rest.find([',', '.', ';', ':', '\n', '(']).unwrap_or(rest.len());
    let name = rest[..end].trim_end();
    let words = name.split(' ').count();
    (words <= CONTAINER_WORDS_MAX && name.starts_with(char::is_uppercase)).then_some(name)
}
