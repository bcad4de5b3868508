//! Five events by hand, with what breaks formats: tabs, quotes, line ends, Arabic, emoji, formulas.
#![allow(dead_code)]

use std::sync::Arc;

use verbale_record::{
    Amount, EntityKind, Party, Precision, QuoteForm, SizeKind, Source, Span, Spot, Told, Words, archive_number,
};

/// A party of no country; its number goes by its name.
pub fn party(name: &str) -> Party {
    Party {
        entity: name.bytes().fold(7, |number, byte| number * 31 % 1_000_003 + i64::from(byte)),
        actor: 0,
        name: name.to_owned(),
        words: name.to_owned(),
        kind: EntityKind::Organization,
        country: None,
        sectors: Vec::new(),
        office: None,
        confidence: 0.9,
    }
}

fn of(name: &str, kind: EntityKind, country: &str, sectors: &[&str]) -> Party {
    let sectors = sectors.iter().map(|sector| (*sector).to_owned()).collect();
    Party { kind, country: Some(country.to_owned()), sectors, ..party(name) }
}

fn words(text: &str, start: u32) -> Words {
    Words { text: text.to_owned(), span: Span::new(start, start + text.len() as u32) }
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// An event of which nothing is known.
pub fn empty() -> Told {
    Told {
        id: archive_number(1, 1),
        occurrence: None,
        source: Arc::new(Source { number: 1, id: "empty".to_owned(), ..Source::default() }),
        number: 1,
        kind: "CONSULT".to_owned(),
        modes: Vec::new(),
        aux: Vec::new(),
        confidence: 0.5,
        actors: Vec::new(),
        recipients: Vec::new(),
        hosts: Vec::new(),
        place: None,
        of: None,
        start: None,
        end: None,
        sizes: Vec::new(),
        trigger: words("met", 0),
        content: None,
        form: None,
        condition: None,
        sentence: 0,
        sentence_words: words("They met.", 0),
    }
}

fn source() -> Arc<Source> {
    Arc::new(Source {
        number: 7,
        id: "wire-0007".to_owned(),
        title: Some("=Talks in \"Riyadh\", a first\tstep".to_owned()),
        publisher: Some("Example, Wire; Desk".to_owned()),
        url: Some("https://example.org/r?id=7&lang=en".to_owned()),
        published: "2025-02-18".parse().ok(),
        family: 7,
        contexts: texts(&["diplomatic", "military"]),
        names: texts(&["Sergey Lavrov", "Riyadh"]),
        version: "verbale 0.1.0 / base / 0.1.0+0".to_owned(),
    })
}

fn event(number: u32, kind: &str, trigger: &str, sentence: &str) -> Told {
    Told {
        id: archive_number(7, number as usize),
        source: source(),
        number,
        kind: kind.to_owned(),
        confidence: 0.875,
        trigger: words(trigger, number * 100),
        sentence: number as usize - 1,
        sentence_words: words(sentence, number * 100),
        ..empty()
    }
}

fn talk() -> Told {
    let sentence = "Lavrov and Rubio met in Riyadh on Tuesday, \"a first step\" 🕊️.";
    Told {
        occurrence: Some(archive_number(7, 1)),
        modes: texts(&["third-party"]),
        actors: vec![
            Party {
                actor: 11,
                words: "Lavrov".to_owned(),
                office: Some("foreign minister".to_owned()),
                ..of("Sergey Lavrov", EntityKind::Person, "RUS", &["GOV"])
            },
            Party {
                actor: 12,
                words: "Rubio".to_owned(),
                office: Some("secretary of state".to_owned()),
                ..of("Marco Rubio", EntityKind::Person, "USA", &["GOV"])
            },
        ],
        hosts: vec![of("Saudi Arabia", EntityKind::Country, "SAU", &["GOV"])],
        place: Some(Spot {
            entity: archive_number(7, 9),
            words: "Riyadh".to_owned(),
            name: Some("Riyadh".to_owned()),
            country: Some("SAU".to_owned()),
            position: Some((24.6877, 46.7219)),
            precision: Some(Precision::Town),
            row: Some("geonames:108410".to_owned()),
            confidence: 0.9,
        }),
        start: "2025-02-18".parse().ok(),
        end: "2025-02-18".parse().ok(),
        ..event(1, "CONSULT", "met", sentence)
    }
}

fn attack() -> Told {
    let size = |kind, value, approximate| Amount { kind, value, unit: None, approximate };
    Told {
        modes: texts(&["drone"]),
        actors: vec![of("-Militia of the \"North\"\n(الشمال)", EntityKind::Group, "SDN", &["REB"])],
        recipients: vec![of("villagers", EntityKind::Group, "SDN", &["CVL"])],
        place: Some(Spot {
            entity: archive_number(7, 10),
            words: "Darfur".to_owned(),
            name: Some("North Darfur".to_owned()),
            country: Some("SDN".to_owned()),
            position: Some((15.5, 25.25)),
            precision: Some(Precision::Admin),
            row: Some("geonames:408660".to_owned()),
            confidence: 0.8,
        }),
        start: "2025-02-14".parse().ok(),
        end: "2025-02-16".parse().ok(),
        sizes: vec![size(SizeKind::Killed, 38.0, false), size(SizeKind::Injured, 100.0, true)],
        ..event(2, "ASSAULT", "struck", "Drones struck a village in Darfur between Friday and Sunday, killing 38.")
    }
}

fn summit() -> Told {
    Told {
        modes: texts(&["multilateral"]),
        aux: texts(&["future"]),
        actors: vec![
            of("Arab League", EntityKind::Organization, "IGO", &[]),
            of("European Union", EntityKind::Organization, "EUR", &[]),
        ],
        hosts: vec![of("Egypt", EntityKind::Country, "EGY", &["GOV"])],
        place: Some(Spot {
            entity: archive_number(7, 12),
            words: "Egypt".to_owned(),
            name: Some("Egypt".to_owned()),
            country: Some("EGY".to_owned()),
            position: Some((27.0, 30.0)),
            precision: Some(Precision::Country),
            row: None,
            confidence: 0.7,
        }),
        start: "2025-03-04".parse().ok(),
        end: "2025-03-05".parse().ok(),
        ..event(
            3,
            "CONSULT",
            "summit",
            "A summit (قمة) of both blocs is planned for 4-5 March in Egypt; \\ no agenda yet.",
        )
    }
}

fn denial() -> Told {
    Told {
        aux: texts(&["negation"]),
        actors: vec![of("army", EntityKind::Organization, "SDN", &["MIL"])],
        recipients: vec![of("hospital", EntityKind::Organization, "SDN", &["MED"])],
        ..event(4, "ASSAULT", "bombed", "The army denied that it had bombed the hospital.")
    }
}

fn statement() -> Told {
    Told {
        actors: vec![Party {
            actor: 11,
            words: "Lavrov".to_owned(),
            office: Some("foreign minister".to_owned()),
            ..of("Sergey Lavrov", EntityKind::Person, "RUS", &["GOV"])
        }],
        content: Some(words("there would be no deal; \"none\"", 520)),
        form: Some(QuoteForm::Mixed),
        condition: Some(words("unless Kyiv is at the table", 560)),
        ..event(5, "STATE", "said", "Lavrov said there would be no deal; \"none\" unless Kyiv is at the table.")
    }
}

/// A talk with a host, an attack with a toll, a planned summit, a denied claim, a statement with content and condition.
pub fn events() -> Vec<Told> {
    vec![talk(), attack(), summit(), denial(), statement()]
}
