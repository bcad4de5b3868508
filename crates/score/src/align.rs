//! Which predicted entity stands for which gold entity, and which predicted event for which gold event.

use std::collections::{HashMap, HashSet};

use crate::scored::{Entity, Event, Scored};

/// Predicted entity ids to gold entity ids.
pub(crate) type Entities<'a> = HashMap<&'a str, &'a str>;

/// Gold event ids to predicted events.
pub(crate) type Events<'a> = HashMap<&'a str, &'a Event>;

/// Maps each predicted entity to the gold entity with which it shares most mentions; an exact span counts double.
pub(crate) fn entities<'a>(gold: &'a Scored, predicted: &'a Scored) -> Entities<'a> {
    predicted.entities.iter().filter_map(|entity| Some((entity.id.as_str(), best(gold, entity)?))).collect()
}

/// Of equal votes the first cast wins.
fn best<'a>(gold: &'a Scored, entity: &Entity) -> Option<&'a str> {
    let mut votes: Vec<(&str, u32)> = Vec::new();
    for mention in &entity.mentions {
        let others =
            gold.entities.iter().flat_map(|other| other.mentions.iter().map(move |span| (other.id.as_str(), span)));
        for (id, span) in others.filter(|(_, span)| mention.overlaps(**span)) {
            let weight = if mention == span { 2 } else { 1 };
            match votes.iter_mut().find(|(voted, _)| *voted == id) {
                Some((_, votes)) => *votes += weight,
                None => votes.push((id, weight)),
            }
        }
    }
    let most = votes.iter().map(|(_, votes)| *votes).max()?;
    votes.iter().find(|(_, votes)| *votes == most).map(|(id, _)| *id)
}

/// Pairs events of one type one to one by shared triggers, most shared first.
pub(crate) fn events<'a>(gold: &'a Scored, predicted: &'a Scored) -> Events<'a> {
    let mut pairs: Vec<(usize, &Event, &Event)> = Vec::new();
    for event in &gold.events {
        for other in predicted.events.iter().filter(|other| other.kind == event.kind) {
            let shared = event
                .triggers
                .iter()
                .filter(|trigger| other.triggers.iter().any(|span| trigger.overlaps(*span)))
                .count();
            if shared > 0 {
                pairs.push((shared, event, other));
            }
        }
    }
    pairs.sort_by_key(|(shared, _, _)| std::cmp::Reverse(*shared));
    let (mut aligned, mut used) = (Events::new(), HashSet::new());
    for (_, event, other) in pairs {
        if !aligned.contains_key(event.id.as_str()) && !used.contains(other.id.as_str()) {
            used.insert(other.id.as_str());
            aligned.insert(event.id.as_str(), other);
        }
    }
    aligned
}
