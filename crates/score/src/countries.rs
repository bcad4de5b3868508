//! Dyads: who did what to whom, as countries, over the asserted events of a report.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::scored::{Event, Scored};
use crate::tally::Tally;

/// Types of event that are speech and nothing else, one a line: they count for no dyad.
const PLAIN_SPEECH: &str = include_str!("../plain_speech.txt");

type Dyad<'a> = (&'a str, &'a str, Option<&'a str>);

pub(crate) fn score(gold: &Scored, predicted: &Scored, tally: &mut Tally) {
    tally.sets("dyad", &dyads(gold), &dyads(predicted));
}

fn dyads(record: &Scored) -> HashSet<Dyad<'_>> {
    let countries = countries(record);
    let of = |ids: &[String]| -> BTreeSet<&str> {
        ids.iter().filter_map(|id| countries.get(id.as_str())).flatten().copied().collect()
    };
    let mut found = HashSet::new();
    for event in record.events.iter().filter(|event| asserted(event)) {
        let (actors, recipients) = (of(&event.actors), of(&event.recipients));
        found.extend(pairs(&event.kind, &actors, &recipients));
    }
    found
}

fn asserted(event: &Event) -> bool {
    !PLAIN_SPEECH.lines().any(|kind| kind == event.kind) && !event.aux.iter().any(|aux| is_open(aux))
}

/// Whether an event with this auxiliary mode did not happen, or not yet.
pub fn is_open(aux: &str) -> bool {
    matches!(aux, "negation" | "hypothetical" | "future")
}

/// Actors with recipients; where there are none, the actors with each other, or one alone.
fn pairs<'a>(kind: &'a str, actors: &BTreeSet<&'a str>, recipients: &BTreeSet<&'a str>) -> Vec<Dyad<'a>> {
    let each = |others: &BTreeSet<&'a str>, after: bool| -> Vec<Dyad<'a>> {
        let keep = |a: &&'a str, b: &&'a str| !after || a < b;
        actors
            .iter()
            .flat_map(|a| others.iter().filter(move |b| keep(a, b)).map(move |b| (kind, *a, Some(*b))))
            .collect()
    };
    match (recipients.is_empty(), actors.len()) {
        (false, _) => each(recipients, false),
        (true, 2..) => each(actors, true),
        (true, _) => actors.iter().map(|actor| (kind, *actor, None)).collect(),
    }
}

/// An entity's country; a group without one has those of its members.
fn countries(record: &Scored) -> HashMap<&str, BTreeSet<&str>> {
    let own = |country: &'_ Option<String>| country.as_ref().is_some_and(|code| !code.is_empty());
    let mut sets: HashMap<&str, BTreeSet<&str>> = record
        .entities
        .iter()
        .map(|entity| {
            (entity.id.as_str(), entity.country.as_deref().filter(|_| own(&entity.country)).into_iter().collect())
        })
        .collect();
    for entity in &record.entities {
        if !entity.members.is_empty() && sets.get(entity.id.as_str()).is_some_and(BTreeSet::is_empty) {
            let members =
                entity.members.iter().filter_map(|member| sets.get(member.as_str())).flatten().copied().collect();
            sets.insert(entity.id.as_str(), members);
        }
    }
    sets
}
