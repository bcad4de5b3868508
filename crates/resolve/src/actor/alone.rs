//! Words that stand alone, with no report around them.

use verbale_knowledge::{Gazetteer, Knowledge};
use verbale_record::{Date, EntityKind, Form, Mention, Span, Stage};

use super::{Actor, Decision, Subject, resolve};
use crate::place::{self, Query};

/// Names nobody by themselves; one of them is a family name too (He).
const PRONOUNS: [&str; 7] = ["i", "you", "he", "she", "it", "we", "they"];

const WAYS_TO_READ: [(EntityKind, Form); 4] = [
    (EntityKind::Country, Form::Name),
    (EntityKind::Organization, Form::Name),
    (EntityKind::Person, Form::Name),
    (EntityKind::Person, Form::Nominal),
];

/// A place without a report around it is believed from here on, and says so much less of those who are there.
const PLACE_MIN: f32 = 0.5;
const AT_PLACE_FACTOR: f32 = 0.8;

/// Reads words that stand alone ("Russian foreign minister", "Hamas", "Shanghai police") as whatever the tables are surest
/// of; of what country the tables do not say, by a place that the words name.
pub fn resolve_alone(
    knowledge: &Knowledge,
    gazetteer: Option<&Gazetteer>,
    words: &str,
    day: Option<Date>,
) -> (EntityKind, Actor) {
    let sentence = [Span::from(0..words.len())];
    if PRONOUNS.contains(&words.to_lowercase().as_str()) {
        return (EntityKind::Person, Actor::default());
    }
    let mut best = (EntityKind::Country, Actor::default());
    for (kind, form) in WAYS_TO_READ {
        let mentions = [Mention { span: sentence[0], form, confidence: 1.0 }];
        let subject = Subject {
            text: words,
            kind,
            mentions: &mentions,
            sentence_of: &sentence,
            published: day,
            country_hint: None,
            sector_hints: &[],
            no_sector: 0.0,
            countries: &[],
        };
        let actor = resolve(knowledge, &subject);
        if actor.surety() > best.1.surety() {
            best = (kind, actor);
        }
    }
    if best.1.country.is_none() {
        best.1.country = by_place(knowledge, gazetteer, words);
    }
    best
}

/// The country of the first place that a run of capitalised words names.
fn by_place(knowledge: &Knowledge, gazetteer: Option<&Gazetteer>, words: &str) -> Option<Decision> {
    runs(words).into_iter().find_map(|run| {
        let name = run.of(words);
        let query = Query { names: &[name], ..Query::default() };
        let place = place::resolve(knowledge, gazetteer, &query).filter(|place| place.confidence >= PLACE_MIN)?;
        Some(Decision {
            value: place.country?,
            confidence: place.confidence * AT_PLACE_FACTOR,
            stage: Stage::Table,
            span: Some(run),
            detail: place.location.source,
        })
    })
}

/// The longest runs of words with a capital letter.
fn runs(words: &str) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    let mut at = 0;
    for word in words.split(' ') {
        let span = Span::from(at..at + word.len());
        at += word.len() + 1;
        if !word.starts_with(char::is_uppercase) {
            continue;
        }
        match runs.last_mut().filter(|run| run.end + 1 == span.start) {
            Some(run) => run.end = span.end,
            None => runs.push(span),
        }
    }
    runs
}
