//! Whom "both sides", "the two countries" and "the two ministers" stand for, where they name nobody: the two countries that the
//! report has spoken of most until then, or a person of each.

use verbale_knowledge::Knowledge;
use verbale_record::{Entity, EntityKind, Id, Span};

use crate::thresholds as at;

/// The kinds of cues that head a group of two countries, and one of two persons that act for countries.
const HEADS: [(&str, EntityKind); 2] = [("sides", EntityKind::Country), ("pair", EntityKind::Person)];
const BOTH: [&str; 4] = ["two", "both", "either", "neither"];

/// Gives groups of two their members.
pub fn fill(text: &str, knowledge: &Knowledge, entities: &mut [Entity]) {
    for group in 0..entities.len() {
        let Some(kind) = of_two(text, knowledge, &entities[group]) else { continue };
        let until = entities[group].first_span().start;
        let found =
            two_countries(knowledge, entities, until).map(|codes| codes.map(|code| most(entities, kind, code, until)));
        if let Some([Some(one), Some(other)]) = found {
            entities[group].members = vec![one, other];
        }
    }
}

/// What two an open group stands for.
fn of_two(text: &str, knowledge: &Knowledge, group: &Entity) -> Option<EntityKind> {
    let is_open = group.kind.value == EntityKind::Group && group.country.is_none() && group.members.is_empty();
    is_open.then(|| group.mentions.iter().find_map(|mention| two(text, knowledge, mention.span)))?
}

fn two(text: &str, knowledge: &Knowledge, span: Span) -> Option<EntityKind> {
    let (before, words) = (text[..span.range().start].split_whitespace(), span.of(text).split_whitespace());
    let head = words.clone().next_back()?;
    let counted = before.rev().take(1).chain(words).any(|word| BOTH.iter().any(|both| word.eq_ignore_ascii_case(both)));
    let (_, kind) = HEADS.iter().find(|(cue, _)| counted && knowledge.is_cue(head, cue))?;
    Some(*kind)
}

/// The two countries that have most mentions before `until`, their people and bodies counted; of two that have as many, the one
/// spoken of later.
fn two_countries<'a>(knowledge: &Knowledge, entities: &'a [Entity], until: u32) -> Option<[&'a str; 2]> {
    let mut told: Vec<(&str, usize, u32)> = Vec::new();
    for entity in entities.iter().filter(|entity| entity.kind.value != EntityKind::Place) {
        let Some(code) = entity.country.as_ref().map(|country| country.value.as_str()) else { continue };
        let (count, last) = before(entity, until);
        match told.iter_mut().find(|(known, ..)| *known == code) {
            Some((_, all, latest)) => (*all, *latest) = (*all + count, last.max(*latest)),
            None if knowledge.country(code).is_some() => told.push((code, count, last)),
            None => (),
        }
    }
    told.sort_by_key(|(_, count, last)| std::cmp::Reverse((*count, *last)));
    let [(one, most, _), (other, fewer, _), ..] = told[..] else { return None };
    (fewer > 0 && fewer as f32 >= at::SIDE_SHARE_MIN * most as f32).then_some([one, other])
}

/// How often an entity is mentioned before `until`, and where last.
fn before(entity: &Entity, until: u32) -> (usize, u32) {
    let starts = entity.mentions.iter().map(|mention| mention.span.start).filter(|start| *start < until);
    (starts.clone().count(), starts.max().unwrap_or(0))
}

/// The entity of a kind and country that is mentioned most before `until`.
fn most(entities: &[Entity], kind: EntityKind, code: &str, until: u32) -> Option<Id<Entity>> {
    let is_it = |entity: &Entity| {
        entity.kind.value == kind && entity.country.as_ref().is_some_and(|country| country.value == code)
    };
    let of_it = entities.iter().enumerate().filter(|(_, entity)| is_it(entity));
    let (index, _) = of_it.max_by_key(|(index, entity)| (before(entity, until), std::cmp::Reverse(*index)))?;
    Some(Id::new(index))
}
