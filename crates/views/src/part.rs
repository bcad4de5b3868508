//! What rows of views are made of: sides, places, numbers, sources.

use serde::Serialize;
use verbale_knowledge::fold;
use verbale_record::{Amount, Date, Occurrence, Party, Spot, Told};

/// Somebody who takes part.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Side {
    /// The archive's number of the actor; 0 where none is known.
    pub actor: i64,
    pub name: String,
    pub country: Option<String>,
    pub sectors: Vec<String>,
    pub office: Option<String>,
}

impl Side {
    pub(crate) fn of(party: &Party) -> Self {
        Side {
            actor: party.actor,
            name: party.name.clone(),
            country: party.country.clone(),
            sectors: party.sectors.clone(),
            office: party.office.clone(),
        }
    }
}

pub(crate) fn sides(parties: &[Party]) -> Vec<Side> {
    parties.iter().map(Side::of).collect()
}

/// By what two parties are the same: the archive's number, else the name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
    Actor(i64),
    Name(String),
}

pub(crate) fn key(party: &Party) -> Key {
    match party.actor {
        0 => Key::Name(fold(&party.name)),
        number => Key::Actor(number),
    }
}

pub(crate) fn names(sides: &[Side]) -> String {
    sides.iter().map(|side| side.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Where something takes place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct At {
    pub name: String,
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: Option<f32>,
    /// Degrees east.
    pub longitude: Option<f32>,
    /// exact, town, admin or country.
    pub precision: Option<&'static str>,
}

impl At {
    pub(crate) fn of(spot: &Spot) -> Self {
        At {
            name: spot.name.clone().unwrap_or_else(|| spot.words.clone()),
            country: spot.country.clone(),
            latitude: spot.position.map(|position| position.0),
            longitude: spot.position.map(|position| position.1),
            precision: spot.precision.map(|precision| precision.name()),
        }
    }
}

/// A number tied to an event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Count {
    pub kind: &'static str,
    pub value: f64,
    pub unit: Option<String>,
    pub approximate: bool,
}

impl Count {
    pub(crate) fn of(amount: &Amount) -> Self {
        let unit = amount.unit.clone();
        Count { kind: amount.kind.name(), value: amount.value, unit, approximate: amount.approximate }
    }

    pub(crate) fn words(&self) -> String {
        let about = if self.approximate { "about " } else { "" };
        format!("{about}{} {}", number(self.value), self.unit.as_deref().unwrap_or(self.kind))
    }
}

/// A number with its thousands apart, as news prints them: "1,500", "2.5".
pub(crate) fn number(value: f64) -> String {
    let text = value.abs().to_string();
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), ""), |(whole, rest)| (whole, rest));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 { "-" } else { "" };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{rest}")
}

/// Where a claim stands: the report, the sentence, its words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cite {
    /// The archive's number of the event.
    pub event: i64,
    /// The archive's number of the report, and its own name.
    pub report: i64,
    pub report_id: String,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub published: Option<Date>,
    /// Counted from one.
    pub sentence: usize,
    pub words: String,
}

impl Cite {
    pub(crate) fn of(event: &Told) -> Self {
        let source = &event.source;
        Cite {
            event: event.id,
            report: source.number,
            report_id: source.id.clone(),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            url: source.url.clone(),
            published: source.published,
            sentence: event.sentence + 1,
            words: event.sentence_words.text.clone(),
        }
    }
}

/// The day by which a happening is put in order: when it starts, else when it ends, else when it was first reported.
pub(crate) fn day_of(happening: &Occurrence) -> Option<Date> {
    let reported = || happening.history.iter().filter_map(|standing| standing.published).min();
    happening.start.or(happening.end).or_else(reported)
}

/// The last day, where there are more than one: a meeting "in 2016" is no meeting of 1 January.
pub(crate) fn last_day(start: Option<Date>, end: Option<Date>) -> Option<Date> {
    end.filter(|_| start.is_some() && start != end)
}

pub(crate) fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// All who take part in a happening, actors first.
pub(crate) fn parties(happening: &Occurrence) -> impl Iterator<Item = &Party> {
    happening.actors.iter().chain(&happening.recipients).chain(&happening.hosts)
}
