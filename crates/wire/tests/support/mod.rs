//! Records for the tests: a small one written out, and arbitrary ones from a fixed generator.
#![allow(dead_code, reason = "each test uses a part")]

use verbale_record::{
    Alternatives, Condition, Content, Date, Entity, EntityKind, Event, Evidence, Field, Form, Id, Location, Mention,
    Note, Precision, QuoteForm, Record, Report, Sentence, Size, SizeKind, Span, Stage, Trigger, Versions, When,
};

pub const TEXT: &str = "PORTSIDE, 3 May 2021 — Foreign Minister Ana Řezník of Arlen met Bo Lund, Borduria’s envoy, in Portside on Monday. \
    No Syldavian officials were present. “We will not sign unless the border opens,” Lund said. About 20 drones hit Arlen last year.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    Span::from(start..start + words.len())
}

fn field<T>(value: T, words: &str, stage: Stage, confidence: f32) -> Field<T> {
    Field::new(value, Evidence::new(span(words), stage, confidence))
}

fn entity(kind: EntityKind, name: &str, country: Option<&str>, sector: Option<&str>) -> Entity {
    Entity {
        kind: field(kind, name, Stage::Network, 0.875),
        name: name.to_owned(),
        country: country.map(|code| {
            Field::new(
                code.to_owned(),
                Evidence::new(span(name), Stage::Table, 0.9).with_detail(format!("countries: {code}")),
            )
        }),
        sectors: sector.map(|code| field(code.to_owned(), name, Stage::Network, 0.75)).into_iter().collect(),
        office: None,
        members: Vec::new(),
        mentions: vec![Mention { span: span(name), form: Form::Name, confidence: 0.99 }],
        location: None,
    }
}

fn event(kind: &str, trigger: &str, actors: &[usize]) -> Event {
    Event {
        kind: field(kind.to_owned(), trigger, Stage::Network, 0.9),
        modes: Vec::new(),
        aux: Vec::new(),
        triggers: vec![Trigger { span: span(trigger), confidence: 0.9 }],
        actors: actors.iter().map(|at| field(Id::new(*at), trigger, Stage::Network, 0.8)).collect(),
        recipients: Vec::new(),
        hosts: Vec::new(),
        place: None,
        of: None,
        date: None,
        sizes: Vec::new(),
        content: None,
        condition: None,
        alternatives: Alternatives::default(),
    }
}

/// A record with one of everything.
pub fn small() -> Record {
    let day: Date = "2021-05-03".parse().expect("a date");
    Record {
        report: Report {
            id: "portside".to_owned(),
            published: Some(day),
            title: Some("Ministers meet".to_owned()),
            publisher: None,
            url: Some("https://example.org/1".to_owned()),
            license: Some("CC0".to_owned()),
            text: TEXT.to_owned(),
        },
        contexts: vec![Field::new("diplomatic".to_owned(), Evidence::new(Span::new(0, 0), Stage::Network, 0.9))],
        sentences: sentences(),
        entities: entities(),
        events: events(day),
        notes: vec![Note { code: "time-unresolved", span: Some(span("last year")), message: "an example".to_owned() }],
        versions: Versions { program: "0.1.0".to_owned(), model: "base 1".to_owned(), knowledge: "2".to_owned() },
    }
}

fn entities() -> Vec<Entity> {
    let mut entities = vec![
        entity(EntityKind::Person, "Ana Řezník", Some("ARL"), Some("GOV")),
        entity(EntityKind::Country, "Arlen", Some("ARL"), None),
        entity(EntityKind::Person, "Bo Lund", Some("BRD"), Some("GOV")),
        entity(EntityKind::Place, "Portside", Some("ARL"), None),
        entity(EntityKind::Group, "Syldavian officials", Some("SYL"), Some("GOV")),
    ];
    entities[0].office = Some(field("Foreign Minister".to_owned(), "Foreign Minister", Stage::Words, 1.0));
    let location = Location {
        latitude: 24.7136,
        longitude: -46.5,
        precision: Precision::Town,
        name: "Portside".to_owned(),
        source: "geonames:1".to_owned(),
    };
    entities[3].location = Some(field(location, "Portside", Stage::Table, 0.7));
    entities
}

fn events(day: Date) -> Vec<Event> {
    let mut met = event("CONSULT", "met", &[0, 2]);
    met.place = Some(field(Id::new(3), "Portside", Stage::Network, 0.6));
    met.date = Some(When {
        span: span("Monday"),
        start: Some(day),
        end: Some(day),
        evidence: Evidence::new(span("Monday"), Stage::Rule, 1.0),
    });
    let mut absence = event("CONSULT", "present", &[4]);
    absence.aux = vec![field("negation".to_owned(), "No", Stage::Network, 0.95)];
    absence.of = Some(Id::new(0));
    let mut refusal = event("REJECT", "said", &[2]);
    let content = span("We will not sign unless the border opens");
    refusal.content =
        Some(Content { span: content, form: QuoteForm::Direct, evidence: Evidence::new(content, Stage::Network, 0.8) });
    let condition = span("unless the border opens");
    refusal.condition = Some(Condition { span: condition, evidence: Evidence::new(condition, Stage::Network, 0.7) });
    let mut strike = event("ASSAULT", "hit", &[]);
    strike.modes = vec![field("drone".to_owned(), "hit", Stage::Network, 0.7)];
    strike.aux = vec![field("historical".to_owned(), "hit", Stage::Network, 0.7)];
    strike.recipients = vec![field(Id::new(1), "hit", Stage::Network, 0.7)];
    strike.date = Some(When {
        span: span("last year"),
        start: "2020-01-01".parse().ok(),
        end: "2020-12-31".parse().ok(),
        evidence: Evidence::new(span("last year"), Stage::Rule, 1.0),
    });
    strike.sizes = vec![Size {
        kind: SizeKind::Weapons,
        value: 20.0,
        unit: Some("drones".to_owned()),
        approximate: true,
        span: span("20 drones"),
        evidence: Evidence::new(span("20 drones"), Stage::Network, 0.9),
    }];
    let mut planned = event("CONSULT", "sign", &[2]);
    planned.aux = vec![field("future".to_owned(), "sign", Stage::Network, 0.6)];
    vec![met, absence, refusal, strike, planned]
}

fn sentences() -> Vec<Sentence> {
    let starts = ["PORTSIDE", "No Syl", "“We", "About"].map(|start| span(start).range().start);
    let ends = starts[1..].iter().map(|start| start - 1).chain([TEXT.len()]);
    starts.into_iter().zip(ends).map(|(start, end)| Sentence { span: Span::from(start..end) }).collect()
}

/// A small generator (xorshift), the same on every run.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn text(&mut self) -> String {
        const PIECES: [&str; 12] = ["a", "Word", " ", "é", "日本", "🙂", "\n", "\"", "\\", "\u{7f}", "“", "\u{202e}"];
        (0..self.below(30)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }

    fn span(&mut self, text: &str) -> Span {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (a, b) = (bounds[self.below(bounds.len())], bounds[self.below(bounds.len())]);
        Span::from(a.min(b)..a.max(b))
    }

    fn digits(&mut self) -> f32 {
        self.below(1001) as f32 / 1000.0
    }

    fn evidence(&mut self, text: &str) -> Evidence {
        let stage =
            [Stage::Network, Stage::Words, Stage::Reference, Stage::Table, Stage::Rule, Stage::Person][self.below(6)];
        let evidence = Evidence::new(self.span(text), stage, self.digits());
        if self.below(2) == 0 { evidence } else { evidence.with_detail(self.text()) }
    }

    fn date(&mut self) -> Option<Date> {
        let day = Date::new(self.below(3000) as i16, 1 + self.below(12) as i8, 1 + self.below(28) as i8);
        (self.below(3) > 0).then_some(day.ok()).flatten()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(2) == 0).then(|| make(self))
    }

    fn some<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }

    fn strings(&mut self, text: &str) -> Vec<Field<String>> {
        self.some(3, |chance| Field::new(chance.text(), chance.evidence(text)))
    }

    /// An arbitrary record whose references all point at something.
    pub fn record(&mut self) -> Record {
        let text = self.text() + &self.text() + &self.text();
        let (entities, events) = (1 + self.below(4), self.below(4));
        Record {
            contexts: self.strings(&text),
            sentences: self.some(4, |chance| Sentence { span: chance.span(&text) }),
            entities: (0..entities).map(|_| self.entity(&text, entities)).collect(),
            events: (0..events).map(|_| self.event(&text, entities, events)).collect(),
            notes: self.some(2, |chance| Note {
                code: "no-date",
                span: chance.maybe(|chance| chance.span(&text)),
                message: chance.text(),
            }),
            versions: Versions { program: self.text(), model: self.text(), knowledge: self.text() },
            report: Report {
                id: self.text(),
                published: self.date(),
                title: self.maybe(Self::text),
                publisher: self.maybe(Self::text),
                url: None,
                license: self.maybe(Self::text),
                text,
            },
        }
    }

    fn entity(&mut self, text: &str, entities: usize) -> Entity {
        let form = [Form::Name, Form::Adjective, Form::Nominal, Form::Pronoun][self.below(4)];
        let mention = |chance: &mut Self| Mention { span: chance.span(text), form, confidence: chance.digits() };
        let location = |chance: &mut Self| Location {
            latitude: chance.below(180_000) as f32 / 997.0 - 90.0,
            longitude: chance.below(360_000) as f32 / 997.0 - 180.0,
            precision: [Precision::Exact, Precision::Town, Precision::Admin, Precision::Country][chance.below(4)],
            name: chance.text(),
            source: chance.text(),
        };
        Entity {
            kind: Field::new(EntityKind::ALL[self.below(5)], self.evidence(text)),
            name: self.text(),
            country: self.maybe(|chance| Field::new(chance.text(), chance.evidence(text))),
            sectors: self.strings(text),
            office: self.maybe(|chance| Field::new(chance.text(), chance.evidence(text))),
            members: self.some(2, |chance| Id::new(chance.below(entities))),
            mentions: (0..1 + self.below(3)).map(|_| mention(self)).collect(),
            location: self.maybe(|chance| Field::new(location(chance), chance.evidence(text))),
        }
    }

    fn event(&mut self, text: &str, entities: usize, events: usize) -> Event {
        let role = |chance: &mut Self| Field::new(Id::new(chance.below(entities)), chance.evidence(text));
        let size = |chance: &mut Self| Size {
            kind: SizeKind::ALL[chance.below(9)],
            value: chance.below(1_000_000) as f64 / 8.0,
            unit: chance.maybe(Self::text),
            approximate: chance.below(2) == 0,
            span: chance.span(text),
            evidence: chance.evidence(text),
        };
        let form = [QuoteForm::Direct, QuoteForm::Mixed, QuoteForm::Indirect][self.below(3)];
        Event {
            kind: Field::new(self.text(), self.evidence(text)),
            modes: self.strings(text),
            aux: self.strings(text),
            triggers: (0..1 + self.below(3))
                .map(|_| Trigger { span: self.span(text), confidence: self.digits() })
                .collect(),
            actors: self.some(2, role),
            recipients: self.some(2, role),
            hosts: self.some(2, role),
            place: self.maybe(role),
            of: self.maybe(|chance| Id::new(chance.below(events))),
            date: self.maybe(|chance| When {
                span: chance.span(text),
                start: chance.date(),
                end: chance.date(),
                evidence: chance.evidence(text),
            }),
            sizes: self.some(2, size),
            content: self.maybe(|chance| Content { span: chance.span(text), form, evidence: chance.evidence(text) }),
            condition: self.maybe(|chance| Condition { span: chance.span(text), evidence: chance.evidence(text) }),
            alternatives: Alternatives {
                kinds: self.strings(text),
                actors: self.some(2, role),
                recipients: self.some(2, role),
                hosts: self.some(2, role),
                places: self.some(2, role),
            },
        }
    }
}
