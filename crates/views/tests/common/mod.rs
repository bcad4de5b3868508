//! Events and happenings made by hand.
#![allow(dead_code, clippy::unwrap_used)]

use std::sync::Arc;

use verbale_knowledge::Knowledge;
use verbale_record::{
    Date, EntityKind, Occurrence, Party, Precision, QuoteForm, Source, Span, Spot, Standing, Status, Told, Words,
};

pub fn knowledge() -> Knowledge {
    Knowledge::from_bytes(include_bytes!("../../../../data/knowledge.vkb")).unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn source(number: i64, published: &str) -> Arc<Source> {
    Arc::new(Source {
        number,
        id: format!("r{number}"),
        title: Some(format!("Report {number}")),
        publisher: Some("Harbour Post".to_owned()),
        published: (!published.is_empty()).then(|| day(published)),
        family: number,
        contexts: vec!["diplomatic".to_owned()],
        ..Source::default()
    })
}

/// A person with an office, or a country where the office is empty.
pub fn party(name: &str, country: &str, office: &str) -> Party {
    let kind = if office.is_empty() { EntityKind::Country } else { EntityKind::Person };
    let number = name.bytes().fold(7, |sum: i64, byte| sum * 31 % 100_003 + i64::from(byte));
    Party {
        entity: number,
        actor: number,
        name: name.to_owned(),
        words: name.to_owned(),
        kind,
        country: Some(country.to_owned()),
        sectors: if office.is_empty() { Vec::new() } else { vec!["GOV".to_owned()] },
        office: (!office.is_empty()).then(|| office.to_owned()),
        confidence: 0.9,
    }
}

pub fn spot(name: &str, country: &str, position: (f32, f32)) -> Spot {
    Spot {
        entity: 1,
        words: name.to_owned(),
        name: Some(name.to_owned()),
        country: Some(country.to_owned()),
        position: Some(position),
        precision: Some(Precision::Town),
        row: None,
        confidence: 0.9,
    }
}

/// An event whose sentence is `sentence` and whose trigger is the words `trigger` in it. Sentences of a report lie 1,000
/// bytes apart.
pub fn told(source: &Arc<Source>, number: u32, kind: &str, sentence: &str, trigger: &str) -> Told {
    let at = number * 1000;
    let event = Told {
        id: source.number * 1000 + i64::from(number),
        occurrence: None,
        source: Arc::clone(source),
        number,
        kind: kind.to_owned(),
        modes: Vec::new(),
        aux: Vec::new(),
        confidence: 0.9,
        actors: Vec::new(),
        recipients: Vec::new(),
        hosts: Vec::new(),
        place: None,
        of: None,
        start: None,
        end: None,
        sizes: Vec::new(),
        trigger: Words { text: String::new(), span: Span::new(0, 0) },
        content: None,
        form: None,
        condition: None,
        sentence: number as usize,
        sentence_words: Words { text: sentence.to_owned(), span: Span::new(at, at + sentence.len() as u32) },
    };
    Told { trigger: words(&event, trigger), ..event }
}

/// Words of the event's sentence, with their place.
pub fn words(event: &Told, text: &str) -> Words {
    let at = event.sentence_words.span.start + event.sentence_words.text.find(text).unwrap() as u32;
    Words { text: text.to_owned(), span: Span::new(at, at + text.len() as u32) }
}

pub fn saying(mut event: Told, content: &str, form: QuoteForm) -> Told {
    event.content = Some(words(&event, content));
    event.form = Some(form);
    event
}

pub fn on(mut event: Told, text: &str) -> Told {
    event.start = Some(day(text));
    event.end = event.start;
    event
}

/// A happening with the fields of one telling.
pub fn happening(event: &Told) -> Occurrence {
    Occurrence {
        id: event.id,
        kind: event.kind.clone(),
        modes: event.modes.clone(),
        status: event.status(),
        history: vec![Standing { published: event.source.published, status: event.status(), event: event.id }],
        start: event.start,
        end: event.end,
        actors: event.actors.clone(),
        recipients: event.recipients.clone(),
        hosts: event.hosts.clone(),
        place: event.place.clone(),
        tolls: Vec::new(),
        tellings: vec![event.id],
        reports: 1,
        sources: 1,
        confidence: event.confidence,
    }
}

/// The auxiliary modes that give a status.
pub fn as_status(mut event: Told, status: Status) -> Told {
    event.aux = match status {
        Status::Happened => Vec::new(),
        Status::Planned => vec!["future".to_owned()],
        Status::Possible => vec!["hypothetical".to_owned()],
        Status::Denied => vec!["negation".to_owned()],
    };
    event
}

pub fn between(mut event: Told, actors: Vec<Party>, recipients: Vec<Party>) -> Told {
    (event.actors, event.recipients) = (actors, recipients);
    event
}
