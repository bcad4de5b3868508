//! Tellings made by hand, and numbers that look random and are the same every time.
#![allow(dead_code)]

use std::sync::Arc;

use verbale_record::{Date, EntityKind, Party, Source, Span, Spot, Told, Words, archive_number};

/// A linear congruential generator (Knuth's MMIX).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            things.swap(at, self.roll(at + 1));
        }
    }
}

pub fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

pub fn party(name: &str, country: &str) -> Party {
    Party {
        entity: 0,
        actor: 0,
        name: name.to_owned(),
        words: name.to_owned(),
        kind: EntityKind::Person,
        country: (!country.is_empty()).then(|| country.to_owned()),
        sectors: vec!["GOV".to_owned()],
        office: None,
        confidence: 0.9,
    }
}

pub fn town(name: &str, country: &str) -> Option<Spot> {
    Some(Spot {
        entity: 0,
        words: name.to_owned(),
        name: Some(name.to_owned()),
        country: Some(country.to_owned()),
        position: None,
        precision: None,
        row: None,
        confidence: 0.9,
    })
}

/// The first event of a report that tells one sentence.
pub fn told(report: i64, published: &str, kind: &str, trigger: &str, sentence: &str) -> Told {
    let source = Source { number: report, family: report, published: day(published), ..Source::default() };
    let words = |text: &str| Words { text: text.to_owned(), span: Span::new(0, text.len() as u32) };
    Told {
        id: archive_number(report, 1),
        occurrence: None,
        source: Arc::new(source),
        number: 1,
        kind: kind.to_owned(),
        modes: Vec::new(),
        aux: Vec::new(),
        confidence: 0.8,
        actors: Vec::new(),
        recipients: Vec::new(),
        hosts: Vec::new(),
        place: None,
        of: None,
        start: None,
        end: None,
        sizes: Vec::new(),
        trigger: words(trigger),
        content: None,
        form: None,
        condition: None,
        sentence: 0,
        sentence_words: words(sentence),
    }
}
