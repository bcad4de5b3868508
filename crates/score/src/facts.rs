//! Events: triggers, roles, labels, dates, places, sizes, and what is said.

use std::collections::{HashMap, HashSet};

use crate::align::{Entities, Events};
use crate::scored::{Days, Event, Scored, Span};
use crate::tally::Tally;

/// A content span must share this much with the gold one.
const SAME_CONTENT: f64 = 0.7;

/// What stands for a gold event, or for a predicted one that matches none.
#[derive(PartialEq, Eq, Hash)]
enum Of<'a> {
    Gold(&'a str),
    Unmatched(&'a str),
}

/// What stands for a gold entity, or for a predicted one that matches none.
#[derive(PartialEq, Eq, Hash)]
enum Who<'a> {
    Gold(&'a str),
    Unknown(&'a str),
}

fn who<'a>(id: &'a str, entities: &Entities<'a>) -> Who<'a> {
    entities.get(id).map_or(Who::Unknown(id), |gold| Who::Gold(gold))
}

pub(crate) fn triggers(gold: &Scored, predicted: &Scored, tally: &mut Tally) {
    let spans = |record: &Scored| -> Vec<(Span, String)> {
        record.events.iter().flat_map(|event| event.triggers.iter().map(|span| (*span, event.kind.clone()))).collect()
    };
    let (wanted, found) = (spans(gold), spans(predicted));
    for (measure, typed) in [("trigger", false), ("typed", true)] {
        let mut used = vec![false; found.len()];
        for (span, kind) in &wanted {
            let fits = |at: &usize| !used[*at] && span.overlaps(found[*at].0) && (!typed || *kind == found[*at].1);
            if let Some(at) = (0..found.len()).find(fits) {
                used[at] = true;
            }
        }
        tally.add(measure, used.iter().filter(|used| **used).count(), wanted.len(), found.len());
    }
}

/// The predicted events with the gold events they stand for: once for each, as the alignment is one to one.
fn told<'a>(predicted: &'a Scored, events: &Events<'a>) -> Vec<(Of<'a>, &'a Event)> {
    let gold_of: HashMap<&str, &str> = events.iter().map(|(gold, event)| (event.id.as_str(), *gold)).collect();
    let of = |event: &'a Event| gold_of.get(event.id.as_str()).map_or(Of::Unmatched(&event.id), |gold| Of::Gold(gold));
    predicted.events.iter().map(|event| (of(event), event)).collect()
}

pub(crate) fn roles(gold: &Scored, predicted: &Scored, entities: &Entities, events: &Events, tally: &mut Tally) {
    let wanted: HashSet<(Of, &str, Who)> = gold
        .events
        .iter()
        .flat_map(|event| event.roles().map(|(role, id)| (Of::Gold(&event.id), role, Who::Gold(id))))
        .collect();
    let mut found = HashSet::new();
    for (of, event) in told(predicted, events) {
        for (role, id) in event.roles() {
            let who = if matches!(of, Of::Gold(_)) { who(id, entities) } else { Who::Unknown(id) };
            found.insert((copy(&of), role, who));
        }
    }
    tally.sets("role", &wanted, &found);
}

fn copy<'a>(of: &Of<'a>) -> Of<'a> {
    match of {
        Of::Gold(id) => Of::Gold(id),
        Of::Unmatched(id) => Of::Unmatched(id),
    }
}

type LabelsOf = fn(&Event) -> &[String];

/// Modes and auxiliary modes: all of the gold events, and those of the predicted events that match one.
pub(crate) fn labels(gold: &Scored, events: &Events, tally: &mut Tally) {
    let fields: [(&'static str, LabelsOf); 2] = [("mode", |event| &event.modes), ("aux", |event| &event.aux)];
    for (measure, labels) in fields {
        let wanted: HashSet<(&str, &String)> =
            gold.events.iter().flat_map(|event| labels(event).iter().map(|label| (event.id.as_str(), label))).collect();
        let found: HashSet<(&str, &String)> =
            events.iter().flat_map(|(id, event)| labels(event).iter().map(|label| (*id, label))).collect();
        tally.sets(measure, &wanted, &found);
    }
}

pub(crate) fn circumstances(
    gold: &Scored,
    predicted: &Scored,
    entities: &Entities,
    events: &Events,
    tally: &mut Tally,
) {
    let wanted = || gold.events.iter().map(|event| (Of::Gold(&event.id), event));
    let told = || told(predicted, events).into_iter();

    let dates = |(of, event): (Of<'_>, &Event)| -> Option<(String, Days)> { Some((key(&of), event.date.clone()?)) };
    tally.sets("date", &wanted().filter_map(dates).collect(), &told().filter_map(dates).collect());

    let sizes = |(of, event): (Of<'_>, &Event)| -> Vec<(String, String, u64)> {
        event.sizes.iter().map(|size| (key(&of), size.kind.clone(), (size.value + 0.0).to_bits())).collect()
    };
    tally.sets("size", &wanted().flat_map(sizes).collect(), &told().flat_map(sizes).collect());

    let gold_places: HashSet<(String, Who)> =
        wanted().filter_map(|(of, event)| Some((key(&of), Who::Gold(event.place.as_deref()?)))).collect();
    let places = told().filter_map(|(of, event)| Some((key(&of), who(event.place.as_deref()?, entities)))).collect();
    tally.sets("place", &gold_places, &places);
}

fn key(of: &Of<'_>) -> String {
    match of {
        Of::Gold(id) => (*id).to_owned(),
        Of::Unmatched(id) => format!("?{id}"),
    }
}

/// Speech events with the right speaker and a content that shares enough with the gold one.
pub(crate) fn contents(gold: &Scored, predicted: &Scored, entities: &Entities, tally: &mut Tally) {
    let said = |record: &'_ Scored| -> Vec<(Span, Event)> {
        record.events.iter().filter_map(|event| Some((event.content?, event.clone()))).collect()
    };
    let (wanted, found) = (said(gold), said(predicted));
    // Two predicted events of one id count as used together, as in the reference scorer.
    let mut used: HashSet<&str> = HashSet::new();
    for (span, event) in &wanted {
        let speaks = |other: &Event| {
            event.actors.is_empty()
                || other.actors.iter().any(|id| {
                    entities.get(id.as_str()).is_some_and(|gold| event.actors.iter().any(|actor| actor == gold))
                })
        };
        let fits = |(other_span, other): &&(Span, Event)| {
            !used.contains(other.id.as_str()) && span.union_ratio(*other_span) >= SAME_CONTENT && speaks(other)
        };
        if let Some((_, other)) = found.iter().find(fits) {
            used.insert(&other.id);
        }
    }
    tally.add("content", used.len(), wanted.len(), found.len());
}
