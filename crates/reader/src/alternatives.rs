//! What else was weighed for an event: other types, and parties and places that fell short.

use verbale_record::{Alternatives, Entity, Event, Evidence, Field, Id, Stage};

use crate::cast::{Cast, Role};
use crate::happenings::Happening;
use crate::parties;
use crate::spotted::Spotted;
use crate::text::Text;

/// Kept for each field.
const MOST: usize = 2;
/// What is less likely than this was hardly weighed.
const LIKELY_MIN: f32 = 0.05;

/// What the stages know of an event beside what was taken.
#[derive(Clone, Copy, Debug)]
pub struct Weighed<'a> {
    pub text: &'a Text<'a>,
    pub spotted: &'a Spotted,
    pub happening: &'a Happening,
    pub cast: &'a Cast,
    pub entities: &'a [Entity],
}

pub fn alternatives(weighed: Weighed, index: usize, event: &Event) -> Alternatives {
    let of = |role, taken: &[Field<Id<Entity>>]| fillers(weighed, index, role, taken);
    Alternatives {
        kinds: kinds(weighed, event),
        actors: of(Role::Actor, &event.actors),
        recipients: of(Role::Recipient, &event.recipients),
        hosts: of(Role::Host, &event.hosts),
        places: of(Role::Place, event.place.as_slice()),
    }
}

/// The likeliest other types of the surest trigger.
fn kinds(weighed: Weighed, event: &Event) -> Vec<Field<String>> {
    let triggers = weighed.happening.triggers.iter().map(|&t| &weighed.spotted.triggers[t]);
    let Some(surest) = triggers.max_by(|a, b| a.confidence.total_cmp(&b.confidence)) else { return Vec::new() };
    let others = weighed.spotted.types.iter().zip(&surest.kinds).filter(|(kind, _)| **kind != event.kind.value);
    let mut likely: Vec<_> = others.filter(|(_, p)| **p >= LIKELY_MIN).collect();
    likely.sort_by(|a, b| b.1.total_cmp(a.1));
    let span = weighed.text.span(surest.words);
    let field = |(kind, p): (&String, &f32)| Field::new(kind.clone(), Evidence::new(span, Stage::Network, *p));
    likely.into_iter().take(MOST).map(field).collect()
}

fn fillers(weighed: Weighed, index: usize, role: Role, taken: &[Field<Id<Entity>>]) -> Vec<Field<Id<Entity>>> {
    let is_taken = |filler: usize| taken.iter().any(|field| field.value.index() == filler);
    let fits = |filler: usize| role == Role::Place || parties::can_act(&weighed.entities[filler]);
    let likely = weighed.cast.candidates(index, role).filter(|filler| filler.confidence() >= LIKELY_MIN);
    likely
        .filter(|filler| fits(filler.index) && !is_taken(filler.index))
        .take(MOST)
        .map(|filler| {
            let evidence = Evidence::new(weighed.text.span(filler.words), Stage::Network, filler.confidence());
            Field::new(Id::new(filler.index), evidence)
        })
        .collect()
}
